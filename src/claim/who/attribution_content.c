/* Which words each source vouches for: after the cue, before it, or on both sides; to the end of the sentence or to where another
 * speaker begins ("but Y denied it"). Quotation marks decide where they stand; else commas and clause openers do. */
#include "attribution_inside.h"

void toll_attribution_set(const scan *s, toll_attribution *a, unsigned first, unsigned end, unsigned first2, unsigned end2)
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

static bool has_verb(const scan *s, unsigned first, unsigned end)
{
    for (unsigned at = first; at < end; at++)
        if (s->bits[at] & (IS_VERB | IS_AUXILIARY)) return true;
    return false;
}

/* A name that the tables know for an outlet's. */
static bool is_outlet(const scan *s, toll_extent source)
{
    for (unsigned at = source.first; at < toll_extent_end(source); at++)
        if (s->words->outlet < TOLL_CLASS_LIMIT && toll_scratch_note(s->view->scratch, at, s->words->outlet)) return true;
    return false;
}

/* What it says ends where the comma before `cue` stands. */
static bool ends_at(const toll_attribution *a, unsigned cue)
{
    return (a->content.count && toll_extent_end(a->content) + 1u == cue) || (a->content2.count && toll_extent_end(a->content2) + 1u == cue);
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
        if (start < s->count) toll_attribution_set(s, a, start, toll_attribution_reach(s, list, count, self, start), 0, 0);
        return;
    }
    unsigned left = toll_attribution_reach_back(s, list, self, cue);
    if (toll_same(toll_rule_setting(s->view->tables, a->rule, "speaker"), "yes")) { /* "citing X": the words of whoever cites */
        const toll_attribution *citer = NULL;
        if (self && !(list[self - 1].flags & TOLL_ATTRIBUTION_WEAK) &&
            (cue - list[self - 1].cue.first < 12 || ends_at(&list[self - 1], cue)))
            citer = &list[self - 1];
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
        if (more) toll_attribution_set(s, a, start, toll_attribution_reach(s, list, count, self, start), 0, 0);
        else if (is_outlet(s, a->source)) a->content = list[self - 1].content; /* "police said, according to Interfax" */
        return;
    }
    bool goes_on = more && !scan_is(s, start, IS_CONJUNCTION | IS_CONTRAST | IS_PARTICIPLE | IS_RELATIVE);
    const bool cue_next = self + 1 < count && list[self + 1].cue.first == start;
    const bool verb = start == end && scan_is(s, start, IS_VERB | IS_AUXILIARY) && !cue_next;
    goes_on |= verb && !(a->flags & TOLL_ATTRIBUTION_WEAK) && !has_verb(s, left, cue); /* "The raid according to X killed 12" */
    unsigned second_end = goes_on ? toll_attribution_reach(s, list, count, self, start) : 0;
    toll_attribution_set(s, a, left, cue, goes_on ? start : 0, second_end > start ? second_end : 0);
}

static void owner_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned start = toll_extent_end(a->cue);
    if (a->source.first >= start) start = toll_extent_end(a->source);
    bool opened = scan_is(s, toll_extent_end(a->cue) - 1u, IS_COMPLEMENT);
    if (!opened) start = toll_attribution_lead(s, start, false, &opened);
    opened |= !strcmp(toll_rule_setting(s->view->tables, a->rule, "plain"), "yes"); /* "the army's count was nine" */
    if (start >= s->count || scan_is(s, start, IS_STOP | IS_COMMA | IS_CLOSE)) return;
    if (!opened) a->flags |= TOLL_ATTRIBUTION_WEAK;
    if (!opened && scan_is(s, start, IS_VERB | IS_AUXILIARY)) return;
    unsigned end = toll_attribution_reach(s, list, count, self, start);
    toll_attribution_set(s, a, start, opened ? end : toll_attribution_clause_end(s, start, end), 0, 0);
}

static void passive_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned group = toll_attribution_group(s, a->cue.first), end = toll_extent_end(a->cue);
    if (a->source.count) end = toll_extent_end(a->source);
    bool opened = false, nobody = a->note.class_ == s->words->say; /* "it was announced" */
    end = toll_attribution_lead(s, end, false, &opened);
    if (nobody && !opened) end = s->count;
    bool ended = end >= s->count || scan_is(s, end, IS_STOP | IS_COMMA | IS_CLOSE);
    if (ended && nobody) { /* "..., it was announced Monday" */
        while (group && scan_is(s, group - 1, IS_PRONOUN | IS_COMMA)) group--;
        toll_attribution_set(s, a, toll_attribution_reach_back(s, list, self, group), group, 0, 0);
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
    toll_attribution_set(s, a, end, stop, left, group);
}

/* "was confirmed by X": what stands before the verb, or follows the agent. */
static void agent_content(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    unsigned group = toll_attribution_group(s, a->cue.first), end = toll_extent_end(a->source);
    unsigned left = toll_attribution_reach_back(s, list, self, group);
    bool opened = false;
    unsigned start = toll_attribution_lead(s, end, false, &opened);
    unsigned stop = opened ? toll_attribution_reach(s, list, count, self, start) : start;
    toll_attribution_set(s, a, left < group ? left : group, group, start, stop);
}

static void content_of(const scan *s, toll_attribution *list, size_t count, size_t self)
{
    toll_attribution *a = &list[self];
    switch (a->side) {
    case TOLL_SIDE_SUBJECT:
        if (a->flags & TOLL_ATTRIBUTION_PASSIVE && a->source.count) agent_content(s, list, count, self);
        else if (a->flags & TOLL_ATTRIBUTION_PASSIVE) passive_content(s, list, count, self);
        else toll_attribution_said(s, list, count, self);
        break;
    case TOLL_SIDE_AFTER: according_content(s, list, count, self); break;
    case TOLL_SIDE_OWNER: owner_content(s, list, count, self); break;
    case TOLL_SIDE_GIVEN:
        if (a->content.count && toll_extent_end(a->content) + 1u >= s->count)
            toll_attribution_set(s, a, a->content.first, toll_extent_end(a->content), 0, 0);
        else if (a->content.count)
            toll_attribution_set(s, a, a->content.first, toll_attribution_reach(s, list, count, self, a->content.first), 0, 0);
        else toll_attribution_set(s, a, toll_attribution_reach_back(s, list, self, a->cue.first), a->cue.first, 0, 0);
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
