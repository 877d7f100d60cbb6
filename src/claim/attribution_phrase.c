/* How a noun phrase is bounded: the subject before a verb group, the source after "said" or "according to", with titles, attributes,
 * appositions and coordination. Every walk is bounded by PHRASE_REACH. No word is named here; only the bits of attribution_scan.c. */
#include "attribution_inside.h"

static const toll_extent none = {0, 0};
static const uint32_t breaks = IS_VERB | IS_AUXILIARY | IS_PREPOSITION | IS_OF | IS_CONJUNCTION | IS_SUBORDINATOR | IS_COMMA | IS_OPEN |
                               IS_CLOSE | IS_STOP | IS_DASH | IS_TO;

bool toll_attribution_clause_begins(const scan *s, unsigned at)
{
    if (!at) return true;
    uint32_t before = s->bits[at - 1];
    return before & (IS_COMMA | IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH | IS_SUBORDINATOR | IS_COMPLEMENT | IS_RELATIVE | IS_CONJUNCTION |
                        IS_BRACKET_OPEN | IS_BRACKET_CLOSE | IS_ADVERB);
}

/* Can the token stand inside a plain noun phrase? An initial's or abbreviation's stop can. */
static bool holds(const scan *s, unsigned at)
{
    uint32_t bits = s->bits[at];
    if (bits & IS_STOP && !(bits & IS_COLON) && s->view->tokens[at].mark == '.')
        return at && at + 1 < s->count && s->view->tokens[at - 1].len <= 4 && scan_is_word(s, at - 1) &&
               !(s->view->tokens[at].flags & TOLL_TOKEN_SPACE);
    if (bits & IS_DETERMINER && !(bits & (IS_COMPLEMENT | IS_CONJUNCTION))) return true;
    if (bits & (IS_RELATIVE | IS_COMPLEMENT)) return false;
    if (bits & IS_ADVERB && !(bits & (IS_AUXILIARY | IS_CONJUNCTION)) && at + 1 < s->count && !(s->bits[at + 1] & breaks)) return true;
    return !(bits & breaks);
}

/* The first token of the plain noun phrase that ends with `last`; last + 1 where there is none. */
static unsigned plain_start(const scan *s, unsigned last)
{
    unsigned at = last + 1;
    for (unsigned steps = 0; at && steps < PHRASE_REACH; steps++) {
        unsigned i = at - 1;
        uint32_t bits = s->bits[i];
        if (bits & IS_BRACKET_CLOSE) {
            unsigned open = i;
            while (open && i - open < 12 && !(s->bits[open] & IS_BRACKET_OPEN)) open--;
            if (!(s->bits[open] & IS_BRACKET_OPEN)) break;
            at = open;
            continue;
        }
        if (bits & IS_BRACKET_OPEN) break;
        if (bits & IS_PRONOUN && !(bits & IS_DETERMINER)) { /* "they really know"; but "told him officials said" */
            bool short_tail = last - i <= 1 && s->view->tokens[last].shape == TOLL_SHAPE_LOWER &&
                              !(s->bits[last] & (IS_SPEAKER | IS_CUE_NOUN));
            return at == last + 1 || short_tail ? i : at;
        }
        if (bits & IS_CLOSE && i > 1) { /* a nickname or title in quotes: "the "Dnipro" brigade" */
            unsigned open = i - 1;
            while (open && i - open < 6 && !(s->bits[open] & (IS_OPEN | IS_CLOSE))) open--;
            if (!(s->bits[open] & IS_OPEN) || at == last + 1 || !open || s->bits[i - 1] & (IS_COMMA | IS_STOP)) break;
            at = open;
            continue;
        }
        if (!holds(s, i)) break;
        if (bits & IS_TIME && at <= last && !(s->bits[at] & (IS_CLITIC | IS_HYPHEN))) break;
        at = i;
        if (bits & (IS_DETERMINER | IS_POSSESSIVE) && !(i && s->bits[i - 1] & IS_DETERMINER)) break;
    }
    /* a phrase does not begin with marks */
    while (at <= last && !scan_is_word(s, at) && !(s->bits[at] & IS_NUMBER)) {
        if (s->bits[at] & IS_BRACKET_OPEN)
            while (at <= last && !(s->bits[at] & IS_BRACKET_CLOSE)) at++;
        at++;
    }
    return at;
}

static bool only_adverbs(const scan *s, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++)
        if (!(s->bits[i] & (IS_ADVERB | IS_TIME))) return false;
    return true;
}

/* Extends a plain phrase to the left over "of", prepositions, participles and coordination. Keeps the extension only if what it reaches
 * can be a subject; else the phrase nearest the verb stands. */
static unsigned extend_left(const scan *s, unsigned start)
{
    unsigned best = start, at = start;
    for (unsigned steps = 0; at && steps < APPOSITION_REACH; steps++) {
        uint32_t before = s->bits[at - 1];
        bool linked = before & (IS_OF | IS_PREPOSITION) &&
                      (!(before & IS_TO) || (at > 1 && s->bits[at - 2] & IS_SPEAKER)); /* "aide to X" */
        if (before & IS_CONTRAST || (before & IS_SUBORDINATOR && steps == 0)) break;
        if (linked || before & IS_CONJUNCTION) {
            unsigned i = at - 1;
            while (i && s->bits[i - 1] & (before & (IS_OF | IS_PREPOSITION | IS_CONJUNCTION))) i--;
            if (!i) {
                if (linked) best = UINT16_MAX;
                break;
            }
            unsigned left = plain_start(s, i - 1);
            if (left > i - 1) {
                if (linked && i && s->bits[i - 1] & IS_VERB && i >= 2) { /* "a report released by X said" */
                    left = plain_start(s, i - 2);
                    if (left <= i - 2) {
                        at = left;
                        if (toll_attribution_clause_begins(s, left)) best = left;
                        else if (best == start) best = UINT16_MAX;
                        continue;
                    }
                }
                if (linked) best = UINT16_MAX;
                break;
            }
            at = left;
            bool subject = toll_attribution_clause_begins(s, at) || !(s->bits[at - 1] & (IS_VERB | IS_AUXILIARY | IS_PREPOSITION | IS_OF));
            if (subject) best = at;
            else if (linked && best == start) best = UINT16_MAX;
        } else {
            break;
        }
    }
    return best;
}

/* "In Kyiv officials said": the words after the place that speak. */
static unsigned speaker_inside(const scan *s, unsigned start, unsigned end)
{
    unsigned at = end;
    while (at > start &&
           (scan_is(s, at - 1, IS_SPEAKER) || (at < end && toll_classes_has(s->view->scratch->classes[at - 1], s->words->nationality))))
        at--;
    return at < end ? at : end;
}

static toll_extent phrase_before(const scan *s, unsigned end)
{
    if (!end) return none;
    unsigned start = plain_start(s, end - 1);
    if (start >= end) return none;
    while (start < end && s->bits[start] & (IS_ADVERB | IS_TIME) && !(s->bits[start] & (IS_DETERMINER | IS_SPEAKER)) &&
           !scan_is(s, start + 1, IS_CLITIC | IS_HYPHEN))
        start++;
    toll_rule_match aside; /* "this afternoon sources said" */
    if (start < end && toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)start) && start + aside.count < end)
        start += aside.count;
    if (start >= end || only_adverbs(s, start, end)) return none;
    if (start && s->bits[start] & IS_NUMBER &&
        !toll_attribution_clause_begins(s, start)) { /* "injured seven Governor X said": the number is the verb's object */
        unsigned speaker = start + 1, name = start + 1;
        while (speaker < end && !(s->bits[speaker] & IS_SPEAKER)) speaker++;
        while (name < speaker && s->view->tokens[name].shape == TOLL_SHAPE_LOWER) name++;
        if (speaker < end) return extent_of(s->shouted ? speaker : name, end);
    }
    unsigned whole = extend_left(s, start);
    if (whole == UINT16_MAX) { /* a phrase after a preposition is no subject, but its last words may be */
        whole = speaker_inside(s, start, end);
        if (whole >= end) return none;
    }
    return extent_of(whole, end);
}

/* "who", "which": with what stands before it. */
static toll_extent relative_before(const scan *s, unsigned end)
{
    unsigned at = end - 1;
    if (!at) return none;
    unsigned last = s->bits[at - 1] & IS_COMMA ? at - 1 : at;
    unsigned start = last ? plain_start(s, last - 1) : last;
    return start < last ? extent_of(start, end) : extent_of(at, end);
}

/* The subject is closed off by a comma: "X, the spokesman of Y, said". */
static toll_extent apposed_before(const scan *s, unsigned comma)
{
    unsigned at = comma;
    for (unsigned commas = 0, steps = 0; at && steps < PHRASE_REACH && commas < APPOSITION_REACH; steps++) {
        at--;
        if (s->bits[at] & (IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH) && !holds(s, at)) return none;
        if (!(s->bits[at] & IS_COMMA)) continue;
        commas++;
        uint32_t head = s->bits[at + 1];
        bool opens = head &
                         (IS_DETERMINER | IS_POSSESSIVE | IS_RELATIVE | IS_NUMBER | IS_SPEAKER | IS_PREPOSITION | IS_VERB | IS_ADJECTIVE) ||
                     scan_is_word(s, at + 1);
        if (!opens || head & (IS_CONJUNCTION | IS_PRONOUN) || (head & IS_SUBORDINATOR && !(head & (IS_RELATIVE | IS_DETERMINER)))) continue;
        toll_extent name = phrase_before(s, at);
        if (name.count == 1 && s->bits[name.first] & IS_NUMBER) continue; /* an age: "X, 45, a doctor, said" */
        if (name.count && toll_attribution_clause_begins(s, name.first)) {
            /* "X, head of A, B and C, said": a bare role is not yet the name */
            bool bare = head & IS_PREPOSITION || scan_is(s, name.first + 1u, IS_OF) ||
                        (s->view->tokens[name.first].shape == TOLL_SHAPE_LOWER && !(s->bits[name.first] & (IS_DETERMINER | IS_POSSESSIVE)));
            if (bare && name.first && s->bits[name.first - 1] & IS_COMMA && commas + 1 < APPOSITION_REACH) continue;
            return extent_of(name.first, comma);
        }
    }
    return none;
}

/* "A source who asked not to be named said": back to the relative, and what stands before it. */
static toll_extent over_relative(const scan *s, unsigned end)
{
    for (unsigned at = end; at && end - at < 16; at--) {
        uint32_t bits = s->bits[at - 1];
        if (bits & (IS_COMMA | IS_OPEN | IS_CLOSE | IS_STOP | IS_DASH | IS_CONJUNCTION)) break;
        if (bits & IS_RELATIVE && !(bits & IS_DETERMINER)) {
            toll_extent head = phrase_before(s, at - 1);
            return head.count ? extent_of(head.first, end) : none;
        }
    }
    return none;
}

unsigned toll_attribution_group(const scan *s, unsigned cue)
{
    unsigned at = cue;
    for (unsigned steps = 0; at && steps < 8; steps++) {
        uint32_t before = s->bits[at - 1];
        if (before & IS_PRONOUN && !(before & (IS_AUXILIARY | IS_ADVERB))) break;
        if (before & (IS_AUXILIARY | IS_ADVERB) && !(before & (IS_CONJUNCTION | IS_RELATIVE))) {
            at--;
            continue;
        }
        if (before & IS_TIME) {
            at--;
            if (at && s->bits[at - 1] & IS_PREPOSITION) at--;
            continue;
        }
        if (at == cue && at > 1 && before & IS_PREPOSITION && before & IS_SUBORDINATOR &&
            s->bits[at - 2] & IS_AUXILIARY) { /* "has since said" */
            at--;
            continue;
        }
        toll_rule_match aside;
        unsigned back = 2; /* "the mayor this week said" */
        while (
            back <= 3 && back < at && !(toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)(at - back)) && aside.count == back))
            back++;
        if (back <= 3 && back < at) {
            at -= back;
            continue;
        }
        /* an adverb no table knows: "has strongly denied" */
        const uint32_t leads = IS_AUXILIARY | IS_RELATIVE | IS_PRONOUN;
        if (!before && at > 1 && scan_is_word(s, at - 1) && s->view->tokens[at - 1].shape == TOLL_SHAPE_LOWER && s->bits[at - 2] & leads &&
            !(s->bits[at - 2] & IS_DETERMINER)) {
            at--;
            continue;
        }
        if (before & IS_TO && at > 1) { /* "refused to say", "is expected to announce" */
            at--;
            if (s->bits[at - 1] & (IS_VERB | IS_ADJECTIVE)) at--;
            continue;
        }
        break;
    }
    return at;
}

toll_extent toll_attribution_subject(const scan *s, unsigned end)
{
    if (!end) return none;
    uint32_t last = s->bits[end - 1];
    if (last & IS_RELATIVE && !(last & IS_DETERMINER)) return relative_before(s, end);
    if (last & IS_COMPLEMENT) return none;
    if (last & IS_DASH) { /* "X - and Y above all - said" */
        for (unsigned at = end - 1; at && end - at < PHRASE_REACH; at--)
            if (s->bits[at - 1] & IS_DASH) {
                toll_extent head = phrase_before(s, at - 1);
                return head.count ? extent_of(head.first, end - 1) : none;
            }
        return none;
    }
    if (last & IS_COMMA) return apposed_before(s, end - 1);
    toll_extent found = phrase_before(s, end);
    if (found.count && found.first && s->bits[found.first - 1] & IS_VERB) { /* "doctors who visited the camp counted" */
        toll_extent whole = over_relative(s, end);
        if (whole.count) return whole;
    }
    if (found.count || last & (IS_OPEN | IS_CLOSE | IS_STOP | IS_CONJUNCTION)) return found;
    return over_relative(s, end);
}

unsigned toll_attribution_skip_asides(const scan *s, unsigned at)
{
    for (unsigned steps = 0; steps < 6 && at < s->count; steps++) {
        toll_rule_match match;
        if (toll_rules_match(&match, s->view, s->words->aside, (uint16_t)at)) at += match.count;
        else if (scan_is(s, at, IS_TIME)) at++;
        else break;
    }
    return at < s->count ? at : s->count;
}

/* --- forward */
static unsigned plain_end(const scan *s, unsigned at)
{
    unsigned first = at;
    if (scan_is(s, at, IS_PRONOUN) && !scan_is(s, at, IS_DETERMINER)) return at + 1;
    for (; at < s->count && at - first < PHRASE_REACH; at++) {
        uint32_t bits = s->bits[at];
        if (bits & IS_BRACKET_OPEN) {
            unsigned close = at;
            while (close < s->count && close - at < 12 && !(s->bits[close] & IS_BRACKET_CLOSE)) close++;
            if (!scan_is(s, close, IS_BRACKET_CLOSE)) break;
            at = close;
            continue;
        }
        if (at > first && bits & (IS_DETERMINER | IS_POSSESSIVE) && !(s->bits[at - 1] & (IS_DETERMINER | IS_NUMBER))) break;
        if (at > first && bits & IS_PRONOUN && !(bits & IS_NUMBER)) break;
        if (bits & IS_TIME && at > first && !scan_is(s, at + 1, IS_CLITIC | IS_HYPHEN)) break;
        if (bits & IS_ADVERB && at > first) break;
        if (bits & IS_NUMBER && at > first && s->bits[at - 1] & IS_CUE_NOUN) break;     /* "preliminary data five were killed" */
        if (at > first && bits & IS_CUE_NOUN && scan_is(s, at + 1, IS_COMMA)) continue; /* "the police report, ..." */
        if (!holds(s, at)) break;
    }
    return at;
}

toll_extent toll_attribution_phrase(const scan *s, unsigned at)
{
    unsigned first = at, end = plain_end(s, at);
    if (end <= first) return none;
    for (unsigned steps = 0; steps < 6 && end < s->count; steps++) {
        uint32_t bits = s->bits[end];
        unsigned next = end + 1;
        toll_rule_match aside;
        if (toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)end)) break;
        if (bits & IS_CONTRAST) break;
        if (bits & IS_RELATIVE && !(bits & (IS_COMPLEMENT | IS_SUBORDINATOR | IS_DETERMINER))) { /* "people who arrived in X, ..." */
            unsigned close = end;
            while (close < s->count && close - end < 24 && !(s->bits[close] & (IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE | IS_DASH))) close++;
            end = close;
            break;
        }
        if (bits & IS_VERB && next < s->count &&
            toll_classes_has(s->view->scratch->classes[next], s->words->by)) { /* "figures released by X" */
            unsigned further = plain_end(s, next + 1);
            if (further <= next + 1) break;
            end = further;
            continue;
        }
        if (bits & (IS_OF | IS_PREPOSITION | IS_CONJUNCTION) && !(bits & IS_SUBORDINATOR && !(bits & IS_PREPOSITION))) {
            while (scan_is(s, next, bits & (IS_PREPOSITION | IS_CONJUNCTION)) && next < end + 3) next++;
            unsigned further = plain_end(s, next);
            if (further <= next) break;
            if (bits & IS_CONJUNCTION && scan_is(s, further, IS_VERB | IS_AUXILIARY)) break; /* a clause of its own */
            end = further;
            continue;
        }
        if (bits & IS_COMMA) { /* an apposition: ", the ministry's spokesman," */
            if (!scan_is(s, next, IS_DETERMINER | IS_SPEAKER | IS_RELATIVE | IS_NUMBER) || scan_is(s, next, IS_COMPLEMENT) ||
                scan_is(s, next, IS_CONTRAST))
                break;
            unsigned close = next;
            if (scan_is(s, next, IS_RELATIVE) && !scan_is(s, next, IS_DETERMINER)) {
                while (close < s->count && close - next < 24 && !(s->bits[close] & (IS_COMMA | IS_STOP | IS_OPEN | IS_CLOSE))) close++;
            } else {
                close = plain_end(s, next);
                for (unsigned i = 0; i < 3 && scan_is(s, close, IS_OF | IS_PREPOSITION) &&
                                     !toll_rules_match(&aside, s->view, s->words->aside, (uint16_t)close);
                     i++) {
                    unsigned further = plain_end(s, close + 1);
                    if (further <= close + 1) break;
                    close = further;
                }
            }
            bool speaker = scan_is(s, next, IS_RELATIVE) || scan_is(s, next, IS_NUMBER);
            for (unsigned i = next; i < close && !speaker; i++) speaker = s->bits[i] & IS_SPEAKER;
            if (!speaker || close <= next ||
                (close < s->count && !scan_is(s, close, IS_COMMA | IS_STOP | IS_CLOSE | IS_OPEN | IS_DASH | IS_CONJUNCTION)))
                break;
            end = close;
            break;
        }
        break;
    }
    while (end > first && !scan_is_word(s, end - 1) && !scan_is(s, end - 1, IS_NUMBER | IS_BRACKET_CLOSE)) end--;
    return extent_of(first, end);
}

toll_extent toll_attribution_first_subject(const scan *s, unsigned before)
{
    unsigned at = 0;
    while (at < before && !scan_is_word(s, at) && !scan_is(s, at, IS_NUMBER)) at++;
    if (scan_is(s, at, IS_PREPOSITION | IS_SUBORDINATOR | IS_PARTICIPLE | IS_ADVERB | IS_CONJUNCTION) && !scan_is(s, at, IS_DETERMINER)) {
        unsigned comma = at;
        while (comma < before && comma - at < PHRASE_REACH && !(s->bits[comma] & (IS_COMMA | IS_STOP))) comma++;
        if (comma < before && s->bits[comma] & IS_COMMA) at = comma + 1;
        else at++;
    }
    if (at >= before) return none;
    for (unsigned verb = at; verb < before && verb - at < PHRASE_REACH; verb++) {
        if (!(s->bits[verb] & (IS_VERB | IS_AUXILIARY))) continue;
        unsigned end = verb;
        while (end > at && s->bits[end - 1] & (IS_ADVERB | IS_TIME)) end--;
        toll_extent found = toll_attribution_subject(s, end);
        if (found.count && found.first >= at) return found;
        break;
    }
    toll_extent found = toll_attribution_phrase(s, at);
    return toll_extent_end(found) <= before ? found : none;
}
