/* A day told by itself, behind the deed that it is of: "Six were killed. The raid took place on Sunday, he said." And the day of a deed of which only
 * the week was told.
 *
 * In: a sentence without losses of its own. Out: whether it tells when what was told just before happened; that, with the day. A few looks at its
 * head and at the drafts of the sentence before. */
#include "when.h"

/* "The killings occurred on 24 May": a deed of which the sentence tells only when. */
static bool begins_deed(const toll_claim_reader *reader)
{
    enum { HEAD = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 1; at < HEAD && at + 1 < view->count; at++)
        if ((has_class(view, at, k->loss_count) || has_class(view, at, k->loss_act)) && when_word(reader, at + 1, TIME_HAPPENED))
            return true;
    return false;
}

/* "The rebels arrived in trucks early on Sunday": when those came who did it, and nothing else is told. */
bool when_arrives(const toll_claim_reader *reader)
{
    enum { HEAD = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    if (!when_says(reader, TIME_ARRIVED) || reader->parse.loss_count || !has_class(view, 0, claim_class.definite)) return false;
    for (unsigned at = 1; at < HEAD && at + 1 < view->count; at++)
        if (when_word(reader, at + 1, TIME_ARRIVED))
            return has_class(view, at, claim_class.victim_many) || has_class(view, at, claim_class.victim_one) ||
                   has_class(view, at, claim_class.pronoun);
    return false;
}

/* Where the clause begins that tells of the deed: behind "a spokesman said that", else with the sentence. */
static unsigned clause_told(const toll_claim_reader *reader)
{
    enum { HEAD = 16 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 1; at < HEAD && at + 2 < view->count; at++) {
        if (!has_class(view, at, k->cue_say)) continue;
        unsigned next = at + 1u + has_class(view, at + 1, k->subordinator);
        if (has_class(view, next, k->definite) || has_class(view, next, k->neuter)) return next;
    }
    return 0;
}

/* "This occurred on 18 May", "he said the incident took place on Sunday": the day of what was told just before. */
bool when_tells_day_before(const toll_claim_reader *reader)
{
    enum { HEAD = 6, NEAR = 2 };
    const story *s = &reader->story;
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const unsigned first = clause_told(reader);
    bool back = has_class(view, first, k->definite) || has_class(view, first, k->neuter) || has_class(view, first, k->demonstrative);
    const draft *told = back && !reader->parse.loss_count ? claim_draft_before(reader, 1) : NULL;
    for (unsigned at = first + 1; told && told->event_open && at < first + HEAD && at < view->count; at++)
        if (has_class(view, at, k->loss_past) && has_class(view, at - 1, k->be)) return true; /* "The priests were killed on 16 November" */
    if (told && told->event_open && begins_deed(reader)) return true;
    if (told && told->event_open && !told->apart && when_arrives(reader)) return true;
    if (!when_says(reader, TIME_HAPPENED) || !s->attack_sentence || s->sentence + 1 - s->attack_sentence > NEAR) return false;
    for (unsigned at = first + 1; back && at < first + HEAD && at < view->count; at++)
        if (when_word(reader, at, TIME_HAPPENED) && !has_class(view, at - 1u, k->relative)) return true; /* no "incidents that occurred" */
    return false;
}

/* What the sentence before left open takes the day. */
void when_date_before(toll_claim_reader *reader, const toll_date *date)
{
    for (size_t i = reader->draft_count; i-- > 0 && reader->story.sentence - reader->drafts[i].sentence <= 1;) {
        draft *open = &reader->drafts[i];
        if (!open->event_open || open->claim.period.kind != TOLL_PERIOD_EVENT) continue;
        open->claim.period.from = date->from;
        open->claim.period.to = date->to;
        open->claim.period.basis = TOLL_BASIS_LOSS_DAY;
        open->event_open = false;
        open->day_said = true;
    }
}

bool when_in_week(const toll_period *period, toll_day day)
{
    enum { WEEK = 7 };
    return period->from < period->to && period->from + WEEK > period->to && day >= period->from && day <= period->to;
}

/* "45 were killed this week when gunmen raided a village. They came at dawn on Wednesday": the day of the week, where the next sentence tells it. */
void when_narrow_week(toll_claim_reader *reader, const toll_date *date)
{
    for (size_t i = reader->draft_count; i-- > 0 && reader->story.sentence - reader->drafts[i].sentence <= 1;) {
        draft *wide = &reader->drafts[i];
        toll_period *period = &wide->claim.period;
        if (!wide->coarse || period->kind != TOLL_PERIOD_EVENT || wide->sentence == reader->story.sentence) continue;
        if (!when_in_week(period, date->from) || date->from != date->to) continue;
        period->from = period->to = date->from;
        wide->coarse = false;
    }
}
