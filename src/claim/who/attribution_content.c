/* Which words each source vouches for: after the cue, before it, or on both sides; to the end of the sentence or to where another
 * speaker begins ("but Y denied it"). Quotation marks decide where they stand; else commas and clause openers do. */
#include "attribution_inside.h"

static unsigned after_lead(const scan *s, unsigned at, bool addressee, bool *opened)
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

static void set(const scan *s, toll_attribution *a, unsigned first, unsigned end, unsigned first2, unsigned end2)
{
    end = toll_attribution_trim(s, first, end);
    end2 = toll_attribution_trim(s, first2, end2);
    a->content = extent_of(first, end);
    a->content2 = extent_of(first2, end2);
    if (a->content2.count > a->content.count) {
        toll_extent swap = a->content;
        a->content = a->content2;
        a->content2 = swap;
    }
    for (unsigned pass = 0; pass < 2; pass++) {
        toll_extent part = pass ? a->content2 : a->content;
        bool open = s->quoted && !part.first && part.count;
        for (unsigned at = part.first; at < toll_extent_end(part); at++) {
            if (s->bits[at] & IS_OPEN) open = true, a->flags |= TOLL_ATTRIBUTION_QUOTE;
            if (s->bits[at] & IS_CLOSE) open = false, a->flags |= TOLL_ATTRIBUTION_QUOTE;
        }
        if (open && toll_extent_end(part) + 1u >= s->count) a->flags |= TOLL_ATTRIBUTION_WHOLE | TOLL_ATTRIBUTION_QUOTE;
    }
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
static void verb_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    bool addressee = toll_same(toll_rule_setting(s->view->tables, a->rule, "addressee"), "yes"), opened = false;
    unsigned cue_end = toll_extent_end(a->cue), begin = toll_attribution_begin(s, a);
    unsigned tail = a->flags & TOLL_ATTRIBUTION_AFTER ? toll_extent_end(a->source) : cue_end;
    unsigned start = after_lead(s, tail, addressee, &opened);
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
            set(s, a, start, toll_attribution_clause_end(s, start, toll_attribution_reach(s, list, count, self, start)), 0, 0);
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
        set(s, a, left, begin, second < second_end ? second : 0, second < second_end ? second_end : 0);
        return;
    }
    if (opened && start >= s->count) a->flags |= TOLL_ATTRIBUTION_WHOLE; /* "X said:" and the words in the next line */
    if (ended) {
        if (scan_is(s, start, IS_COMMA) && start + 1 < s->count)
            set(s, a, start + 1, toll_attribution_reach(s, list, count, self, start + 1), 0, 0);
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
    set(s, a, start, end, antecedent.first, toll_extent_end(antecedent));
}

static bool has_verb(const scan *s, unsigned first, unsigned end)
{
    for (unsigned at = first; at < end; at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return true;
    return false;
}

static void according_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned cue = a->cue.first, end = toll_extent_end(a->source), lead = cue;
    while (lead && scan_is(s, lead - 1, IS_ADVERB | IS_CONJUNCTION)) lead--;
    bool first = !lead || s->bits[lead - 1] & (IS_STOP | IS_COMPLEMENT) || s->view->tokens[lead - 1].mark == ']' ||
                 (!s->shouted && s->view->tokens[cue].shape == TOLL_SHAPE_CAPITAL);
    unsigned start = end;
    while (scan_is(s, start, IS_COMMA)) start++;
    first |= start > end && cue && scan_is(s, cue - 1, IS_CONJUNCTION | IS_CONTRAST); /* ", but according to X, ..." */
    bool more = start > end && start < s->count && !scan_is(s, start, IS_STOP | IS_CLOSE);
    if (first) {
        if (start < s->count) set(s, a, start, toll_attribution_reach(s, list, count, self, start), 0, 0);
        return;
    }
    unsigned left = toll_attribution_reach_back(s, list, self, cue);
    if (toll_same(toll_rule_setting(s->view->tables, a->rule, "speaker"), "yes")) { /* "citing X": the words of whoever cites */
        const toll_attribution *citer = NULL;
        if (self && !(list[self - 1].flags & TOLL_ATTRIBUTION_WEAK) && cue - list[self - 1].cue.first < 12) citer = &list[self - 1];
        if (self + 1 < count && toll_extent_holds(list[self + 1].source, cue)) citer = &list[self + 1];
        else if (self + 1 < count && !(list[self + 1].flags & TOLL_ATTRIBUTION_WEAK) && !citer && list[self + 1].cue.first - end < 3u)
            citer = &list[self + 1];
        if (citer && citer->content.count) {
            a->content = citer->content, a->content2 = citer->content2;
            a->flags |= citer->flags & (TOLL_ATTRIBUTION_QUOTE | TOLL_ATTRIBUTION_WHOLE);
            return;
        }
    }
    if (self && !(list[self - 1].flags & TOLL_ATTRIBUTION_WEAK) && left >= cue - 1u) { /* "Reuters said, citing X, that": the same words */
        if (more) set(s, a, start, toll_attribution_reach(s, list, count, self, start), 0, 0);
        return;
    }
    bool goes_on = more && !scan_is(s, start, IS_CONJUNCTION | IS_CONTRAST | IS_PARTICIPLE | IS_RELATIVE);
    const bool cue_next = self + 1 < count && list[self + 1].cue.first == start;
    const bool verb = start == end && scan_is(s, start, IS_VERB | IS_AUXILIARY) && !cue_next;
    goes_on |= verb && !(a->flags & TOLL_ATTRIBUTION_WEAK) && !has_verb(s, left, cue); /* "The raid according to X killed 12" */
    unsigned second_end = goes_on ? toll_attribution_reach(s, list, count, self, start) : 0;
    set(s, a, left, cue, goes_on ? start : 0, second_end > start ? second_end : 0);
}

static void owner_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned start = toll_extent_end(a->cue);
    if (a->source.first >= start) start = toll_extent_end(a->source);
    bool opened = scan_is(s, toll_extent_end(a->cue) - 1u, IS_COMPLEMENT);
    if (!opened) start = after_lead(s, start, false, &opened);
    opened |= !strcmp(toll_rule_setting(s->view->tables, a->rule, "plain"), "yes"); /* "the army's count was nine" */
    if (start >= s->count || scan_is(s, start, IS_STOP | IS_COMMA | IS_CLOSE)) return;
    if (!opened) a->flags |= TOLL_ATTRIBUTION_WEAK;
    if (!opened && scan_is(s, start, IS_VERB | IS_AUXILIARY)) return;
    unsigned end = toll_attribution_reach(s, list, count, self, start);
    set(s, a, start, opened ? end : toll_attribution_clause_end(s, start, end), 0, 0);
}

static void passive_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned group = toll_attribution_group(s, a->cue.first), end = toll_extent_end(a->cue);
    if (a->source.count) end = toll_extent_end(a->source);
    bool opened = false, nobody = a->note.class_ == s->words->say; /* "it was announced" */
    end = after_lead(s, end, false, &opened);
    if (nobody && !opened) end = s->count;
    bool ended = end >= s->count || scan_is(s, end, IS_STOP | IS_COMMA | IS_CLOSE);
    if (ended && nobody) { /* "..., it was announced Monday" */
        while (group && scan_is(s, group - 1, IS_PRONOUN | IS_COMMA)) group--;
        set(s, a, toll_attribution_reach_back(s, list, self, group), group, 0, 0);
        return;
    }
    unsigned left = group;
    if (!nobody && !opened) {
        toll_extent subject = toll_attribution_subject(s, group);
        const uint32_t stops = IS_VERB | IS_AUXILIARY | IS_COMMA | IS_STOP | IS_SUBORDINATOR | IS_COMPLEMENT | IS_RELATIVE | IS_OPEN |
                               IS_CLOSE | IS_CONTRAST;
        if (subject.count && !scan_is(s, subject.first, IS_NUMBER)) left = subject.first;
        else /* "About 30 people are", "more than 30 people are": back to the clause's beginning */
            while (left && group - left < PHRASE_REACH &&
                   (!(s->bits[left - 1] & stops) || (scan_is(s, left, IS_NUMBER) && !(s->bits[left - 1] & (IS_VERB | IS_COMMA | IS_STOP)))))
                left--;
    }
    unsigned stop = ended ? end : toll_attribution_reach(s, list, count, self, end);
    if (a->flags & TOLL_ATTRIBUTION_WEAK) stop = toll_attribution_clause_end(s, end, stop);
    set(s, a, end, stop, left, group);
}

/* "was confirmed by X": what stands before the verb, or follows the agent. */
static void agent_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned group = toll_attribution_group(s, a->cue.first), end = toll_extent_end(a->source);
    unsigned left = toll_attribution_reach_back(s, list, self, group);
    bool opened = false;
    unsigned start = after_lead(s, end, false, &opened);
    unsigned stop = opened ? toll_attribution_reach(s, list, count, self, start) : start;
    set(s, a, left < group ? left : group, group, start, stop);
}

static void content_of(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    switch (a->side) {
    case TOLL_SIDE_SUBJECT:
        if (a->flags & TOLL_ATTRIBUTION_PASSIVE && a->source.count) agent_content(s, list, count, self);
        else if (a->flags & TOLL_ATTRIBUTION_PASSIVE) passive_content(s, list, count, self);
        else verb_content(s, list, count, self);
        break;
    case TOLL_SIDE_AFTER: according_content(s, list, count, self); break;
    case TOLL_SIDE_OWNER: owner_content(s, list, count, self); break;
    case TOLL_SIDE_GIVEN:
        if (a->content.count && toll_extent_end(a->content) + 1u >= s->count)
            set(s, a, a->content.first, toll_extent_end(a->content), 0, 0);
        else if (a->content.count) set(s, a, a->content.first, toll_attribution_reach(s, list, count, self, a->content.first), 0, 0);
        else set(s, a, toll_attribution_reach_back(s, list, self, a->cue.first), a->cue.first, 0, 0);
        break;
    default: passive_content(s, list, count, self);
    }
}

/* Verbs first: "citing X" takes its words from whoever cites, on either side of it. */
void toll_attribution_contents(const scan *s, toll_attribution *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!(list[i].flags & TOLL_ATTRIBUTION_ACCORDING)) content_of(s, list, count, i);
    for (size_t i = 0; i < count; i++)
        if (list[i].flags & TOLL_ATTRIBUTION_ACCORDING) content_of(s, list, count, i);
}
