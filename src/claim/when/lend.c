/* The days that the figures of a text lend one another, at its end: a headline's from its lead, one without a day from the same figure with one,
 * an attack's from the one attack of which the text is.
 *
 * In: all drafts. Out: periods of those that had no days of their own. A bounded number of dated drafts is compared with each open one. */
#include "when.h"

/* "two killed in the X district" above "six killed in Y on Wednesday": two attacks, where neither place is coarse enough to hold the other. */
static bool is_elsewhere(const moment *event, const draft *open)
{
    enum { DISTRICT = 4 };
    const toll_place *there = &event->where.place, *here = &open->claim.place;
    if (!event->own || !event->where.known || !open->place_said || open->points_back || open->claim.zone == TOLL_ZONE_HEADLINE)
        return false;
    if (there->id && here->id ? !strcmp(there->id, here->id) : there->span.len == here->span.len) return false;
    return claim_place_rank(here->precision) >= DISTRICT && claim_place_rank(there->precision) >= DISTRICT;
}

/* An attack that is told of later is the one that the text began with where it comes soon; none where it is told of as a new one ("a bomb") or as
 * another day's ("On Sunday ..."), but right below. */
static bool reaches_back(const moment *event, const draft *open)
{
    enum { FAR = 5 };
    if (event->sentence > open->sentence && is_elsewhere(event, open)) return false;
    uint32_t below = event->sentence - open->sentence, next = open->sentence ? 1 : 2; /* below a headline its lead */
    return event->sentence <= open->sentence || (!event->apart && below <= (event->fresh ? next : FAR));
}

/* "an ambush near X" is not the attack on Y, nor a new attack far below the one that a text is about, wherever that was. */
static bool is_another(const moment *event, const draft *open)
{
    if (event->window || !open->new_attack || open->points_back || !open->place_said || open->sentence <= WHEN_LEAD) return false;
    if (!event->where.known) return open->sentence > event->sentence + WHEN_LEAD;
    return !event->where.place.id || !open->claim.place.id || when_differ(event->where.place.id, open->claim.place.id);
}

static const toll_period *lent_event(const toll_claim_reader *reader, const draft *open, toll_period *own)
{
    const story *s = &reader->story;
    const moment *event = &s->only_event;
    if (!event->known || (open->apart && event->sentence != open->sentence)) return NULL;
    bool first = open->sentence <= WHEN_LEAD &&
                 event->sentence <= WHEN_LEAD + 2; /* what a text begins with is the attack that it is about */
    if ((s->many_events && !first) || !reaches_back(event, open) || is_another(event, open) || !claim_same_event(event, open)) return NULL;
    *own = open->claim.period;
    own->from = event->from;
    own->to = event->to;
    own->basis = TOLL_BASIS_LOSS_DAY;
    own->span = event->span;
    if (event->window && !open->new_attack && !open->points_back && !open->place_said) own->kind = TOLL_PERIOD_WINDOW;
    return own;
}

/* "Killed in the past 24 hours ... were destroyed during the day, said the ministry on Sunday": the day that the same figure was said on. */
static void lend_said(toll_claim_reader *reader)
{
    size_t looked = 0;
    for (size_t i = 0; i < reader->draft_count && looked < WHEN_DAYS; i++) {
        const draft *told = &reader->drafts[i];
        if (told->claim.stated == TOLL_DAY_UNKNOWN || told->claim.period.kind != TOLL_PERIOD_WINDOW) continue;
        looked++;
        for (size_t j = i > WHEN_DAYS ? i - WHEN_DAYS : 0; j < reader->draft_count && j < i + WHEN_DAYS; j++) {
            draft *open = &reader->drafts[j];
            if (open == told || !open->hours || open->claim.stated != TOLL_DAY_UNKNOWN || !when_same_figure(&told->claim, &open->claim))
                continue;
            if (when_differ(told->claim.victims.side, open->claim.victims.side)) continue;
            open->claim.period.from += told->claim.stated - open->claim.period.to;
            open->claim.period.to = told->claim.stated;
        }
    }
}

/* "1,090 killed in a single day, they said. The toll for Saturday is ...": the next sentence names the day. */
static void lend_next(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        for (size_t j = i + 1; open->one_day && j < reader->draft_count && reader->drafts[j].sentence <= open->sentence + 1; j++) {
            const draft *next = &reader->drafts[j];
            const toll_period *lent = &next->claim.period;
            bool day = next->day_said && lent->from != TOLL_DAY_UNKNOWN && lent->from == lent->to && next->sentence > open->sentence;
            if (!day || next->claim.outcome != open->claim.outcome || when_differ(next->claim.victims.side, open->claim.victims.side))
                continue;
            open->claim.period.from = open->claim.period.to = lent->from;
            open->claim.period.basis = TOLL_BASIS_LOSS_DAY;
            open->day_said = true;
            break;
        }
    }
}

/* A headline's "this month" that its lead calls "last month", on the last days of the month: it is the same month, nearly over. */
static void lend_month(toll_claim_reader *reader)
{
    enum { NEARLY = 28 };
    const draft *head = NULL, *lead = NULL;
    for (size_t i = 0; i < reader->draft_count && !lead && reader->drafts[i].sentence <= WHEN_LEAD; i++) {
        const draft *d = &reader->drafts[i];
        if (!d->day_said || d->claim.period.kind != TOLL_PERIOD_WINDOW) continue;
        if (d->claim.zone == TOLL_ZONE_HEADLINE) head = d;
        else if (head && d->claim.period.to != TOLL_DAY_UNKNOWN && d->claim.period.to + 1 == head->claim.period.from &&
                 when_rounded(&head->claim, &d->claim) && claim_days(d->claim.period.to, reader->story.today) >= NEARLY)
            lead = d;
    }
    if (!lead) return;
    const toll_period was = lead->claim.period, is = head->claim.period;
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_period *period = &reader->drafts[i].claim.period;
        if (period->from == was.from && period->to == was.to) period->from = is.from, period->to = is.to;
    }
}

/* "X raises toll to 89" over "killed in the strike ... to 89": the lead says that it is one attack's. */
static void lend_attack(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count && reader->drafts[i].claim.zone == TOLL_ZONE_HEADLINE; i++) {
        draft *head = &reader->drafts[i];
        if (head->day_said || head->claim.period.kind != TOLL_PERIOD_CUMULATIVE) continue;
        for (size_t j = i + 1; j < reader->draft_count && reader->drafts[j].sentence <= WHEN_LEAD; j++) {
            const draft *lead = &reader->drafts[j];
            if (lead->claim.period.kind != TOLL_PERIOD_EVENT || !when_same_figure(&lead->claim, &head->claim)) continue;
            when_take_days(&head->claim.period, &lead->claim.period);
            head->event_open = lead->event_open;
            break;
        }
    }
}

/* Nothing says when, nor of what attack: not the sentence, nor the rest of the text, and for a headline not the same figure below. */
static bool is_untold(const toll_claim_reader *reader, size_t i)
{
    enum { BELOW = 8 };
    const draft *open = &reader->drafts[i];
    const toll_period *period = &open->claim.period;
    if (period->kind != TOLL_PERIOD_EVENT || period->from != TOLL_DAY_UNKNOWN || period->to != TOLL_DAY_UNKNOWN) return false;
    if (reader->story.attack_sentence) return false;
    if (open->claim.zone != TOLL_ZONE_HEADLINE && open->sentence) return true;
    for (size_t j = i + 1; j < reader->draft_count && j <= i + BELOW; j++)
        if (!reader->drafts[j].untold && reader->drafts[j].sentence > open->sentence &&
            when_same_figure(&reader->drafts[j].claim, &open->claim))
            return false;
    return true;
}

/* "Since 7 October" in a text that says it was published before: the end is unknown. */
static void order_days(toll_period *period)
{
    bool known = period->from != TOLL_DAY_UNKNOWN && period->to != TOLL_DAY_UNKNOWN;
    if (known && period->from > period->to) period->to = TOLL_DAY_UNKNOWN;
}

/* Figures without days of their own take those that the text gives the same figure elsewhere; attacks also the one day of the text's attack. */
void claim_when_settle(toll_claim_reader *reader)
{
    const draft *dated[WHEN_DAYS];
    lend_said(reader);
    lend_next(reader);
    lend_month(reader);
    lend_attack(reader);
    size_t count = when_dated_drafts(reader, dated);
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const draft *day = open->coarse && open->claim.period.kind == TOLL_PERIOD_EVENT ? when_told_again(open, dated, count) : NULL;
        if (day && claim_size(&open->claim) > 1 && when_in_week(&open->claim.period, day->claim.period.from) &&
            day->claim.period.from == day->claim.period.to) {
            open->claim.period.from = open->claim.period.to = day->claim.period.from; /* "this week", and elsewhere "on Tuesday" */
            open->coarse = false;
        }
        if ((open->day_said && !open->hours) || (!open->hours && !open->several && open->claim.period.kind == TOLL_PERIOD_WINDOW &&
                                                    open->claim.period.from != TOLL_DAY_UNKNOWN))
            continue;
        toll_period own;
        const draft *again = when_told_again(open, dated, count);
        if (!again && !open->hours) again = when_told_exactly(open, dated, count);
        if (open->hours && (!again || again->hours)) continue;
        const toll_period *lent = again ? &again->claim.period : open->event_open ? lent_event(reader, open, &own) : NULL;
        if (!lent) continue;
        if (open->claim.period.kind == TOLL_PERIOD_CUMULATIVE &&
            lent->kind == TOLL_PERIOD_CUMULATIVE) { /* from where, only its sentence may name */
            open->claim.period.to = lent->to;
            open->end_lent = true;
            continue;
        }
        toll_period_kind kind = open->claim.period.kind;
        when_take_days(&open->claim.period, lent);
        open->sum_lent = kind == TOLL_PERIOD_CUMULATIVE;
        if (open->at_once && kind == TOLL_PERIOD_EVENT && lent->kind == TOLL_PERIOD_WINDOW && claim_days(lent->from, lent->to) <= 1)
            open->claim.period.kind = kind; /* of a day's toll the one attack that is told by itself */
        if (open->several && lent->kind == TOLL_PERIOD_EVENT) open->claim.period.kind = TOLL_PERIOD_WINDOW;
    }
    when_closer(reader);
    when_siblings(reader);
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_period *period = &reader->drafts[i].claim.period;
        order_days(period);
        bool hurt = period->kind == TOLL_PERIOD_CUMULATIVE || (period->kind == TOLL_PERIOD_EVENT && period->from == TOLL_DAY_UNKNOWN);
        if (reader->drafts[i].patients && hurt) set_days(period, TOLL_PERIOD_UNKNOWN, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN);
        if (reader->drafts[i].untold && is_untold(reader, i)) period->kind = TOLL_PERIOD_UNKNOWN;
    }
}
