/* Figures of one town and of one sentence: those that have no day share their neighbour's, and those of one day count the same.
 *
 * In: all drafts, once the text's days are lent. Out: their periods. Each looks at its neighbours, a bounded number. */
#include "when.h"

void when_take_days(toll_period *period, const toll_period *lent)
{
    period->kind = lent->kind;
    period->from = lent->from;
    period->to = lent->to;
    period->basis = lent->basis;
    period->span = lent->span;
}

/* Figures of one sentence that have the same days count the same: a day's toll, if one of them is. */
static void join_siblings(toll_claim_reader *reader)
{
    for (size_t i = 1; i < reader->draft_count; i++) {
        draft *a = &reader->drafts[i - 1], *b = &reader->drafts[i];
        toll_period *first = &a->claim.period, *second = &b->claim.period;
        if (a->sentence != b->sentence || first->from != second->from || first->to != second->to || first->from == TOLL_DAY_UNKNOWN)
            continue;
        bool mixed = (first->kind == TOLL_PERIOD_WINDOW && second->kind == TOLL_PERIOD_EVENT) ||
                     (first->kind == TOLL_PERIOD_EVENT && second->kind == TOLL_PERIOD_WINDOW);
        if (mixed) first->kind = second->kind = TOLL_PERIOD_WINDOW;
    }
}

static bool are_things(const toll_claim *claim)
{
    return claim->victims.class_ == TOLL_CLASS_MATERIEL || claim->victims.class_ == TOLL_CLASS_STRUCTURE;
}

/* "22 children were killed along with six teachers": of one sentence, one breath. */
static void lend_siblings(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        toll_period *period = &open->claim.period;
        if (!open->event_open || open->apart || open->day_said || period->from != TOLL_DAY_UNKNOWN || period->kind != TOLL_PERIOD_EVENT)
            continue;
        for (size_t j = i ? i - 1 : 0; j <= i + 1 && j < reader->draft_count; j++) {
            const draft *told = &reader->drafts[j];
            bool days = (told->claim.period.from != TOLL_DAY_UNKNOWN || told->claim.period.to != TOLL_DAY_UNKNOWN) &&
                        told->claim.period.kind != TOLL_PERIOD_AVERAGE;
            days &= told->claim.period.kind != TOLL_PERIOD_CUMULATIVE || are_things(&told->claim) == are_things(&open->claim);
            bool sum = told->raised || (told->toll && !open->toll && told->claim.period.kind == TOLL_PERIOD_CUMULATIVE);
            if (j == i || told->sentence != open->sentence || !days || told->coarse || sum || /* "killed two, bringing it to 30" */
                when_differ(told->claim.place.id, open->claim.place.id))
                continue;
            when_take_days(period, &told->claim.period);
            break;
        }
    }
}

/* "A total of 40 have been killed and another 50 wounded": of one stretch, where another telling gives the first one's. */
static void lend_sums(toll_claim_reader *reader)
{
    for (size_t i = 1; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const draft *told = &reader->drafts[i - 1];
        if (told->end_lent && !open->end_lent && !open->day_said && open->sentence == told->sentence &&
            open->claim.period.kind ==
                TOLL_PERIOD_CUMULATIVE) { /* "5,700 killed and another 8,200 wounded", of which the text counts one anew */
            open->claim.period.to = told->claim.period.to;
            open->end_lent = true;
        }
        if (!told->sum_lent || open->sum_lent || open->day_said || open->claim.period.kind != TOLL_PERIOD_CUMULATIVE ||
            open->sentence != told->sentence)
            continue;
        when_take_days(&open->claim.period, &told->claim.period);
        open->sum_lent = true;
    }
}

/* "gave a toll of 36": of the attack that the figures just before are of, whose days another telling has lent. */
static void lend_on(toll_claim_reader *reader)
{
    enum { NEAR = 3 };
    for (size_t i = 1; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const draft *told = &reader->drafts[i - 1];
        const toll_period *days = &told->claim.period;
        toll_period *period = &open->claim.period;
        bool wants = open->event_open && !open->apart && !open->new_attack && period->kind == TOLL_PERIOD_EVENT &&
                     period->from == TOLL_DAY_UNKNOWN;
        bool gives = told->event_open && days->kind == TOLL_PERIOD_EVENT && days->from != TOLL_DAY_UNKNOWN &&
                     open->sentence - told->sentence <= NEAR;
        if (wants && gives && !when_differ(told->claim.place.id, open->claim.place.id)) when_take_days(period, days);
    }
}

/* "A missile also hit a block of flats in Kharkiv" under "killed one in Kharkiv on Sunday": an attack on the one town at which all attacks that
 * the text has told of were of one day. */
static void lend_place(toll_claim_reader *reader)
{
    enum { DISTRICT = 4, SOON = 20, LOOK = 64 };
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const toll_period *day = NULL;
        bool one = true;
        if (!open->event_open || !open->place_said || !open->claim.place.id || open->claim.period.from != TOLL_DAY_UNKNOWN ||
            open->earlier || open->apart || claim_place_rank(open->claim.place.precision) <= DISTRICT)
            continue;
        for (size_t j = i; one && j-- > 0 && j + LOOK >= i && reader->drafts[j].sentence + SOON >= open->sentence;) {
            const toll_claim *told = &reader->drafts[j].claim;
            if (told->period.from == TOLL_DAY_UNKNOWN || !told->place.id || when_differ(told->place.id, open->claim.place.id)) continue;
            one = told->period.kind == TOLL_PERIOD_EVENT && (!day || day->from == told->period.from);
            day = &told->period;
        }
        if (day && one) when_take_days(&open->claim.period, day);
    }
}

void when_siblings(toll_claim_reader *reader)
{
    lend_place(reader);
    lend_siblings(reader);
    lend_sums(reader);
    lend_on(reader);
    join_siblings(reader);
}
