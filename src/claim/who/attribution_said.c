/* What a verb of saying vouches for: where the words between it and what is said end ("told reporters in Kyiv that"), and whether that stands
 * before it, behind it or on both sides. In: an attribution with its source. Out: its content. Each walk is over one sentence. */
#include "attribution_inside.h"

unsigned toll_attribution_lead(const scan *s, unsigned at, bool addressee, bool *opened)
{
    unsigned start = toll_attribution_skip_asides(s, at);
    if (addressee && start == at && !scan_is(s, start, IS_COMPLEMENT | IS_OPEN | IS_STOP | IS_COMMA)) {
        toll_extent told = toll_attribution_phrase(s, start);
        unsigned of = told.first; /* "told this paper of 18 bodies" */
        while (of < toll_extent_end(told) && !(scan_is(s, of, IS_OF) && scan_is(s, of + 1u, IS_NUMBER))) of++;
        if (of > told.first && of < toll_extent_end(told)) {
            start = of + 1u;
        } else if (told.count && toll_extent_end(told) < s->count && !scan_is(s, toll_extent_end(told), IS_VERB | IS_AUXILIARY)) {
            start = toll_attribution_skip_asides(s, toll_extent_end(told));
        } else if (told.count) { /* "told the BBC 40 soldiers had died" */
            unsigned number = told.first + 1u;
            while (number < toll_extent_end(told) && !scan_is(s, number, IS_NUMBER)) number++;
            if (number < toll_extent_end(told)) start = number;
        }
    }
    /* a phrase set between: "said in Kyiv that", "said, citing X, that" */
    bool carried = start && scan_is(s, start - 1, IS_CUE_NOUN) && scan_is(s, start, IS_VERB); /* "in a statement carried by X that" */
    if (carried || scan_is(s, start, IS_PREPOSITION | IS_COMMA | IS_OF | IS_DASH)) {
        bool comma = scan_is(s, start, IS_COMMA | IS_DASH);
        for (unsigned i = start + 1; i < s->count && i < start + 20; i++) {
            if (scan_is(s, i, IS_OPEN | IS_COLON) && i <= start + 12) {
                start = i;
                break;
            }
            if (scan_is(s, i, IS_COMPLEMENT) && !(scan_is(s, i, IS_SUBORDINATOR) && scan_is(s, i - 1, IS_SUBORDINATOR)) &&
                (!comma || s->bits[i - 1] & s->bits[start] & (IS_COMMA | IS_DASH))) {
                start = i;
                break;
            }
            if (scan_is(s, i, IS_STOP | IS_CLOSE) || (!comma && scan_is(s, i, IS_COMMA | IS_VERB))) break;
        }
    }
    if (scan_is(s, start, IS_COMMA) && scan_is(s, start + 1, IS_OPEN)) start++;
    if (scan_is(s, start, IS_COLON)) *opened = true, start++;
    if (scan_is(s, start, IS_COMPLEMENT | IS_OPEN)) *opened = true;
    return start;
}

/* What stands before the source ends in a mere name in quotation marks and has no verb: it is no speech. */
static bool quote_says(const scan *s, unsigned first, unsigned end)
{
    unsigned close = end;
    while (close > first && !(s->bits[close - 1] & IS_CLOSE) && end - close < 2) close--;
    if (close == first || !(s->bits[close - 1] & IS_CLOSE)) return true;
    for (unsigned at = first; at < close; at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return true;
    unsigned open = close - 1;
    while (open > first && !(s->bits[open] & IS_OPEN)) open--;
    return !(s->bits[open] & IS_OPEN) || close - open > 6 || open == 0;
}

/* "..., officials said here today.", "..., it said in a statement carried by X": words behind the cue that are no clause and hold no figure. */
static bool says_nothing(const scan *s, unsigned start)
{
    enum { FEW = 3 };
    if (start && scan_is(s, start - 1, IS_CUE_NOUN) && scan_is(s, start, IS_VERB)) return true;
    unsigned at = start;
    while (at < s->count && at - start <= FEW &&
           !(s->bits[at] & (IS_VERB | IS_AUXILIARY | IS_NUMBER | IS_PRONOUN | IS_COMMA | IS_OPEN | IS_STOP | IS_DASH)))
        at++;
    return at >= s->count || scan_is(s, at, IS_STOP);
}

/* "..., X said, ...", "X said that ...", "..., said X". */
void toll_attribution_said(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    bool addressee = toll_same(toll_rule_setting(s->view->tables, a->rule, "addressee"), "yes"), opened = false;
    unsigned cue_end = toll_extent_end(a->cue), begin = toll_attribution_begin(s, a);
    unsigned tail = a->flags & TOLL_ATTRIBUTION_AFTER ? toll_extent_end(a->source) : cue_end;
    unsigned start = toll_attribution_lead(s, tail, addressee, &opened);
    bool ended = start >= s->count || scan_is(s, start, IS_COMMA | IS_STOP | IS_CLOSE | IS_DASH | IS_BRACKET_CLOSE | IS_BRACKET_OPEN);
    ended |= self + 1 < count && list[self + 1].cue.first == start &&
             (!(list[self + 1].flags & TOLL_ATTRIBUTION_WEAK) ||
                 (scan_is(s, start, IS_PARTICIPLE) && begin &&
                     !scan_is(s, begin - 1, IS_CONTRAST | IS_CONJUNCTION | IS_SUBORDINATOR | IS_STOP)));
    /* "reported citing X" */
    bool own_clause = !(a->flags & TOLL_ATTRIBUTION_ELIDED) && begin && s->bits[begin - 1] & (IS_COMMA | IS_CLOSE | IS_DASH | IS_STOP);
    unsigned left = own_clause ? toll_attribution_reach_back(s, list, self, begin) : begin;
    bool closes = a->flags & TOLL_ATTRIBUTION_AFTER || start >= s->count || scan_is(s, start, IS_STOP); /* "12 dead in raid, UN says" */
    bool before = own_clause && left < begin &&
                  (toll_attribution_clause_inside(s, left, begin) || (closes && toll_attribution_holds_number(s, left, begin)));
    if (own_clause && !before && ended && left < begin && scan_is(s, start, IS_COMMA) && scan_is(s, start + 1, IS_VERB | IS_AUXILIARY))
        before = true; /* "The 40 civilians, the ministry said, were killed" */
    if (before && begin > 2 && !quote_says(s, left, begin)) before = false;
    bool quote_before = before && begin > 1 && (s->bits[begin - 1] & IS_CLOSE || s->bits[begin - 2] & IS_CLOSE);
    if (!before && ended && begin && !(a->flags & TOLL_ATTRIBUTION_ELIDED)) { /* no comma: "12 died officials said." */
        left = toll_attribution_reach_back(s, list, self, begin);
        before = toll_attribution_clause_inside(s, left, begin) && !(a->flags & TOLL_ATTRIBUTION_WEAK);
    }
    bool aside = !opened && !ended && before &&
                 (quote_before || a->flags & TOLL_ATTRIBUTION_AFTER || says_nothing(s, start) ||
                     scan_is(s, start, IS_PREPOSITION | IS_SUBORDINATOR | IS_PARTICIPLE | IS_CONJUNCTION));
    if (a->flags & TOLL_ATTRIBUTION_WEAK && !opened) {
        if (ended && !before) return;
        if (!ended) {
            toll_attribution_set(
                s, a, start, toll_attribution_clause_end(s, start, toll_attribution_reach(s, list, count, self, start)), 0, 0);
            return;
        }
    }
    if (before && (ended || aside || (opened && quote_before))) {
        unsigned second = s->count, second_end = s->count;
        if (opened) {
            second = start;
        } else {
            unsigned gap = start;
            while (gap < s->count && !(s->bits[gap] & (IS_COMMA | IS_OPEN | IS_STOP | IS_DASH))) gap++;
            if (scan_is(s, gap, IS_OPEN)) second = gap;
            else if (scan_is(s, gap + 1, IS_OPEN)) second = gap + 1;
            else if (scan_is(s, gap, IS_COMMA) && ended && !quote_before && !scan_is(s, gap + 1, IS_PARTICIPLE | IS_CONTRAST | IS_RELATIVE))
                second = gap + 1;
        }
        if (second < s->count) second_end = toll_attribution_reach(s, list, count, self, second);
        toll_attribution_set(s, a, left, begin, second < second_end ? second : 0, second < second_end ? second_end : 0);
        return;
    }
    if (opened && start >= s->count) a->flags |= TOLL_ATTRIBUTION_WHOLE; /* "X said:" and the words in the next line */
    if (ended) {
        if (scan_is(s, start, IS_COMMA) && start + 1 < s->count)
            toll_attribution_set(s, a, start + 1, toll_attribution_reach(s, list, count, self, start + 1), 0, 0);
        return;
    }
    unsigned end = toll_attribution_reach(s, list, count, self, start);
    /* a relative clause ("the drones, which the army said were launched, hit"): it says something of the noun before, up to its comma */
    toll_extent antecedent = {0, 0};
    if (!opened && begin && scan_is(s, begin - 1, IS_RELATIVE) && !scan_is(s, begin - 1, IS_COMPLEMENT | IS_SUBORDINATOR)) {
        unsigned noun = begin - 1;
        bool comma = noun && scan_is(s, noun - 1, IS_COMMA);
        antecedent = toll_attribution_subject(s, comma ? noun - 1 : noun);
        if (comma) end = toll_attribution_clause_end(s, start, end);
    }
    toll_attribution_set(s, a, start, end, antecedent.first, toll_extent_end(antecedent));
}
