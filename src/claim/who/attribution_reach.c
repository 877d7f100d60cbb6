/* How far the words of an attribution reach: forward to where a later one takes over, back to where an earlier one ends; quotation marks,
 * commas and clause openers bound them. In: the scanned sentence and its attributions. Out: token positions. Each walk is over one sentence. */
#include "attribution_inside.h"

static unsigned skip_quoted(const scan *s, unsigned open)
{
    unsigned at = open + 1;
    while (at < s->count && !(s->bits[at] & IS_CLOSE)) at++;
    return at < s->count ? at : s->count;
}

/* Where the words of an attribution begin: its source, where that stands before the cue; else its cue's verb group. */
unsigned toll_attribution_begin(const scan *s, const toll_attribution *a)
{
    if (a->source.count && a->source.first < a->cue.first && !(a->flags & TOLL_ATTRIBUTION_ELIDED)) return a->source.first;
    return toll_attribution_group(s, a->cue.first);
}

unsigned toll_attribution_trim(const scan *s, unsigned first, unsigned end)
{
    while (end > first && (s->bits[end - 1] & (IS_COMMA | IS_DASH | IS_BRACKET_OPEN) ||
                              (s->bits[end - 1] & IS_STOP && (end == s->count || s->view->tokens[end - 1].mark == ';')) ||
                              s->bits[end - 1] & IS_CONTRAST || (s->bits[end - 1] & IS_CONJUNCTION && !(s->bits[end - 1] & IS_DETERMINER))))
        end--;
    return end;
}

/* Between `first` and `at` a quotation opened and has not closed. */
static bool inside_quote(const scan *s, unsigned first, unsigned at)
{
    for (unsigned i = at; i-- > first;) {
        if (s->bits[i] & IS_CLOSE) return false;
        if (s->bits[i] & IS_OPEN) return true;
    }
    return false;
}

/* The end of content that begins at `first`: where a later attribution takes over, else the end of the sentence. */
unsigned toll_attribution_reach(const scan *s, const toll_attribution *list, size_t count, size_t self, unsigned first)
{
    bool quote = scan_is(s, first, IS_OPEN);
    unsigned quoted_end = quote ? skip_quoted(s, first) : first;
    unsigned end = s->count;
    for (size_t i = self + 1; i < count; i++) {
        unsigned begin = toll_attribution_begin(s, &list[i]);
        if (begin <= first || begin < quoted_end || inside_quote(s, first, begin)) continue;
        uint32_t before = s->bits[begin - 1];
        if (list[i].flags & TOLL_ATTRIBUTION_ELIDED && scan_is(s, list[i].cue.first, IS_PARTICIPLE) &&
            scan_is(s, toll_extent_end(list[i].cue), IS_COMPLEMENT) &&
            !(before & IS_PREPOSITION)) { /* "at the front adding that", with no comma */
            end = begin;
            break;
        }
        bool own = !(list[i].flags & (TOLL_ATTRIBUTION_WEAK | TOLL_ATTRIBUTION_PASSIVE));
        if (list[i].flags & TOLL_ATTRIBUTION_ACCORDING) {
            if (before & IS_COMMA || quote) {
                end = begin;
                break;
            }
            continue;
        }
        if (!own && !(before & IS_CONTRAST)) continue;
        if (before & IS_COMPLEMENT && !(before & IS_CONTRAST)) continue; /* "and that the army had said": still the first speaker's words */
        if (before & (IS_CONTRAST | IS_COMMA | IS_CONJUNCTION | IS_CLOSE | IS_DASH | IS_STOP)) {
            end = begin;
            break;
        }
        if (list[i].flags & TOLL_ATTRIBUTION_AFTER) {
            end = begin;
            break;
        }
    }
    return end;
}

bool toll_attribution_clause_inside(const scan *s, unsigned first, unsigned end)
{
    if (end <= first) return false;
    for (unsigned at = first; at < end; at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY | IS_CLOSE | IS_OPEN)) return true;
    return end - first >= 8 || s->quoted;
}

/* "12 dead in Aden, says the army": a headline needs no verb. */
bool toll_attribution_holds_number(const scan *s, unsigned first, unsigned end)
{
    for (unsigned at = first; at < end; at++)
        if (s->bits[at] & IS_NUMBER) return true;
    return false;
}

/* A paper, and nobody whose it is: "preliminary findings". */
static bool is_paper(const scan *s, toll_extent source)
{
    for (unsigned at = source.first; at < toll_extent_end(source); at++)
        if (s->bits[at] & IS_SPEAKER && !(s->bits[at] & IS_CUE_NOUN)) return false;
    return source.count && !(s->bits[source.first] & IS_DETERMINER) && s->bits[toll_extent_end(source) - 1u] & IS_CUE_NOUN;
}

/* Where content begins that ends before `end`: a quotation's opening where speech led up to it, else the clause's. */
unsigned toll_attribution_reach_back(const scan *s, const toll_attribution *list, size_t self, unsigned end)
{
    unsigned least = 0, quoted = end;
    while (quoted && s->bits[quoted - 1] & (IS_COMMA | IS_DASH | IS_STOP)) quoted--;
    if (quoted && s->bits[quoted - 1] & IS_CLOSE) { /* speech inside the quotation is no limit to it */
        for (quoted--; quoted && !(s->bits[quoted - 1] & (IS_OPEN | IS_CLOSE)); quoted--) {
        }
        if (!quoted && s->quoted) return 0;
    }
    for (size_t i = self; i-- > 0;) {
        const toll_attribution *a = &list[i];
        if (a->cue.first >= quoted || a->note.class_ == s->words->noun) continue;
        if (a->flags & (TOLL_ATTRIBUTION_WEAK | TOLL_ATTRIBUTION_PASSIVE)) continue;
        if (a->flags & TOLL_ATTRIBUTION_ACCORDING && is_paper(s, a->source)) continue; /* "according to first findings, X said" */
        least = toll_extent_end(a->cue);
        if (a->flags & TOLL_ATTRIBUTION_AFTER || a->flags & TOLL_ATTRIBUTION_ACCORDING) least = toll_extent_end(a->source);
        break;
    }
    if (least >= end) return end;
    unsigned at = end;
    while (at > least && s->bits[at - 1] & (IS_COMMA | IS_DASH | IS_STOP)) at--;
    if (at > least && s->bits[at - 1] & IS_CLOSE) {
        unsigned open = at - 1;
        while (open > least && !(s->bits[open - 1] & IS_OPEN)) open--;
        if (open > least && (open < 2 || s->bits[open - 2] & (IS_COMMA | IS_COLON | IS_STOP | IS_CLOSE))) return open - 1;
        at = open;
    }
    for (; at > least; at--) {
        uint32_t before = s->bits[at - 1];
        if (before & IS_STOP && s->view->tokens[at - 1].mark == ';') return at;
        if (least && before & IS_CONTRAST && at > 1 && s->bits[at - 2] & IS_COMMA) return at;
    }
    /* speech that an earlier cue reported reaches up to here unless it opened its own content: the whole sentence is then ours */
    if (least && self && !(list[self - 1].flags & TOLL_ATTRIBUTION_AFTER)) {
        unsigned begin = toll_attribution_begin(s, &list[self - 1]);
        if (!scan_is(s, least, IS_OPEN | IS_COLON) && toll_attribution_clause_begins(s, begin) && begin <= 2) return 0;
    }
    while (at < end && s->bits[at] & (IS_COMMA | IS_DASH | IS_STOP | IS_CONTRAST)) at++;
    return at;
}

/* Thought and deed: up to the clause's end. */
unsigned toll_attribution_clause_end(const scan *s, unsigned first, unsigned end)
{
    unsigned at = first;
    for (; at < end; at++) {
        if (s->bits[at] & IS_OPEN) {
            at = skip_quoted(s, at);
            continue;
        }
        if (at > first && s->bits[at] & (IS_COMMA | IS_STOP | IS_DASH | IS_CONTRAST) &&
            !(s->bits[at] & IS_STOP && at + 1 < s->count && !(s->view->tokens[at + 1].flags & TOLL_TOKEN_SPACE)))
            break;
    }
    return at < end ? at : end;
}
