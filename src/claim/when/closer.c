/* A day for the attack of which a sentence tells only the month or the year: "remembered 184 people killed in 1982. ... the attack on the village on
 * July 18, 1982".
 *
 * In: the days of attacks that the text tells of, noted as they go by; the drafts. Out: periods of those that have only a month or a year in which
 * just one of these days lies. A bounded number of days is looked at for each. */
#include "when.h"

void when_note_day(story *s, const moment *attack)
{
    if (attack->from == TOLL_DAY_UNKNOWN || attack->to - attack->from > 1) return;
    for (uint32_t i = 0; i < s->attack_day_count; i++)
        if (s->attack_days[i].from == attack->from) return;
    if (s->attack_day_count < ATTACK_DAYS) s->attack_days[s->attack_day_count++] = *attack;
}

/* The one day within the period, told near the figure; NULL where there are more, or it is another place's. */
static const moment *day_within(const story *s, const draft *d)
{
    enum { NEAR = 12 };
    const toll_period *period = &d->claim.period;
    const moment *one = NULL;
    for (uint32_t i = 0; i < s->attack_day_count; i++) {
        const moment *day = &s->attack_days[i];
        if (day->from < period->from || day->to > period->to) continue;
        if (one) return NULL;
        one = day;
    }
    if (!one || one->sentence > d->sentence + NEAR || one->sentence + NEAR < d->sentence) return NULL;
    return when_differ(one->place, d->claim.place.id) ? NULL : one;
}

void when_closer(toll_claim_reader *reader)
{
    enum { WEEK = 7 };
    const story *s = &reader->story;
    for (size_t i = 0; s->attack_day_count && s->attack_day_count < ATTACK_DAYS && i < reader->draft_count; i++) {
        draft *d = &reader->drafts[i];
        toll_period *period = &d->claim.period;
        if (!d->coarse || period->kind != TOLL_PERIOD_EVENT || period->from == TOLL_DAY_UNKNOWN || period->to - period->from < WEEK)
            continue;
        const moment *day = day_within(s, d);
        if (day) period->from = day->from, period->to = day->to;
    }
}
