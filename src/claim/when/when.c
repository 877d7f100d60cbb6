/* When: the period a figure counts over. An average by its unit; a total by "since", "as of" or by words that add up; a window by its dates; an
 * attack is an event on its day. What the words do not fix stays unknown.
 *
 * In: a loss with its sentence, and the story so far. Out: the claim's period, and `stated`. The dates of a sentence are chosen among in
 * date.c; what the text carries and lends stands in story.c. Work in proportion to the sentence. */
#include "when.h"

/* "The past 24 hours" end when it is said, a month that is not over at the day of the text. */
static void set_dates(toll_period *period, const toll_claim_reader *reader, const timing *t)
{
    toll_day today = reader->story.today, from, to;
    claim_days_said(reader, t->date, t->said, &from, &to);
    if (today != TOLL_DAY_UNKNOWN && from != TOLL_DAY_UNKNOWN && from <= today && to > today) to = today;
    period->from = from;
    period->to = to;
    period->span = toll_extent_span(&reader->parse.view, t->date->extent);
}

/* --- the period the sentence itself gives; false where it gives none */
static bool period_said(toll_claim_reader *reader, const timing *t, draft *out)
{
    enum { MANY = 500 };
    toll_period *period = &out->claim.period;
    const toll_date *date = t->date;
    if (t->unit == TOLL_UNIT_PEOPLE_PER_DAY) {
        const draft *before = claim_draft_before(reader, 1);
        period->kind = TOLL_PERIOD_AVERAGE;
        if (!date && before && before->claim.period.kind == TOLL_PERIOD_WINDOW) { /* "12,730 in October, averaging 400 a day" */
            period->from = before->claim.period.from;
            period->to = before->claim.period.to;
        }
        if (date && (date->kind == TOLL_DATE_WINDOW || date->grain == 'm' || date->grain == 'y')) set_dates(period, reader, t);
        return true;
    }
    if (reader->parse.items[t->loss->item].flags & NOUN_INCREASE) { /* "2686 (+14)": of the last day of the count */
        toll_day day = date ? date->to : t->said;
        set_days(period, TOLL_PERIOD_WINDOW, day, day);
        return true;
    }
    if (when_total(reader, t, period)) return true;
    if (!date) return false;
    out->hours = claim_is_hours(date);
    bool night = date->kind == TOLL_DATE_WINDOW && !out->hours && date->from != TOLL_DAY_UNKNOWN && date->to == date->from + 1;
    bool day = (date->kind == TOLL_DATE_POINT || night) && (date->grain == 'd' || date->grain == 'h');
    set_dates(period, reader, t);
    bool days = date->kind == TOLL_DATE_POINT && period->to > period->from && date->to == date->from; /* "on Saturday and Sunday" */
    if (day && !days && period->to <= period->from + 1) {
        period->kind = TOLL_PERIOD_EVENT; /* claim_when_where looks again */
        bool aside = date->value == TOLL_VALUE_CAME || (date->value == TOLL_VALUE_BEFORE && reader->story.event.known &&
                                                           reader->story.event.sentence == reader->story.sentence);
        if (!aside)
            claim_note_event(reader, date, period->from, period->to, out); /* "three days after ...": not what the text goes on about */
    } else { /* "a car bomb in May killed 27": one attack, of which only the month is told */
        bool point = date->kind == TOLL_DATE_POINT || date->value == TOLL_VALUE_PREVIOUS;
        out->coarse = point && !day && (date->grain != 'y' || date->value != TOLL_VALUE_PERIOD);
        if (out->coarse && out->new_attack) reader->story.event_over = true; /* "last week in a separate ambush" */
        bool sums = out->raised || !strcmp(t->loss->rule, "toll-stands") ||
                    when_comes_after(reader, out->claim.quantity.span.off); /* "comes as 1,652 were killed in July" */
        const toll_quantity *q = &reader->parse.quantities[t->loss->quantity].quantity;
        sums |= (q->point >= MANY || q->low >= MANY) && !when_owns_attack(reader, date) && !(out->new_attack && !t->large);
        bool past = point && !day && date->to < reader->story.today; /* "last year a bomb killed 27" too */
        bool attack = (!out->several && when_has_attack(reader, t->loss)) || when_owns_attack(reader, date) || when_one_blow(reader);
        bool joined = date->kind == TOLL_DATE_POINT && !day && (period->from < date->from || period->to > date->to);
        period->kind = (out->coarse || past) && !sums && attack && !joined ? TOLL_PERIOD_EVENT : TOLL_PERIOD_WINDOW;
    }
    return true;
}

/* --- no day in the sentence */
static void period_of_story(toll_claim_reader *reader, draft *out)
{
    /* Sentences over which an attack is spoken of: one with a place of its own may be of another; one of long ago is background. */
    enum { NEAR = 3, FAR = 8, LONG_AGO = 60 };
    toll_period *period = &out->claim.period;
    const story *s = &reader->story;
    if (s->event.known && s->event.heading && s->sentence - s->event.sentence <= FAR && !out->earlier && !out->day_beyond) {
        set_days(period, TOLL_PERIOD_EVENT, s->event.from, s->event.to); /* under a day as a line of its own */
        period->span = s->event.span;
        return;
    }
    if (out->points_back && s->past.known && when_one_attack(reader) && s->sentence - s->past.sentence <= 1 &&
        !(s->event.known && s->event.sentence >= s->past.sentence)) {
        set_days(period, TOLL_PERIOD_EVENT, s->past.from, s->past.to);
        period->span = s->past.span;
        return;
    }
    const char *here = out->claim.place.id, *there = s->event.place;
    bool another = out->new_attack && !out->points_back && out->place_said &&
                   !(here && there && !strcmp(here, there)); /* "an ambush near X" */
    period->kind = TOLL_PERIOD_EVENT;
    if (another && when_of_days_attacks(reader, out)) {
        set_days(period, TOLL_PERIOD_EVENT, s->event.from, s->event.to);
        reader->story.event.where.known = false; /* of that one, what follows */
        return;
    }
    if (another || out->apart) reader->story.event_over = true; /* what follows is of that one */
    if (out->apart) reader->story.item_over = true, reader->story.item_sentence = s->sentence;
    bool old = s->only_event.known && s->today != TOLL_DAY_UNKNOWN && s->event.from != TOLL_DAY_UNKNOWN &&
               s->today - s->event.from > LONG_AGO;
    bool elsewhere = when_comes_after(reader, out->claim.quantity.span.off);
    bool goes_on = s->sentence - s->event.sentence <= (out->place_said || out->new_attack || old ? NEAR : FAR) &&
                   (!s->event_over || out->points_back) && (!out->long_ago || out->points_back) && !out->recent_act;
    if (s->event.known && !another && (!out->apart || s->event.sentence == s->sentence) &&
        !(out->day_beyond && s->event.sentence == s->sentence) && goes_on && !elsewhere && claim_same_event(&s->event, out)) {
        set_days(period, TOLL_PERIOD_EVENT, s->event.from, s->event.to);
        period->span = s->event.span;
    }
    if (period->from != TOLL_DAY_UNKNOWN && s->event.window && !when_one_attack(reader) && !out->place_said)
        period->kind = TOLL_PERIOD_WINDOW;
    if (s->item_over && !out->points_back) out->apart = true;
    out->event_open = period->from == TOLL_DAY_UNKNOWN && !out->day_beyond && !elsewhere && !out->long_ago && !out->recent_act;
}

/* "told us on Wednesday that shells hit the town at dawn": the dawn of the day on which it is told. */
static bool period_part(toll_claim_reader *reader, draft *out)
{
    const toll_date *told = out->claim.stated != TOLL_DAY_UNKNOWN && when_says(reader, TIME_PART) ? claim_date_stated(reader) : NULL;
    if (!told || !when_one_attack(reader)) return false;
    set_days(&out->claim.period, TOLL_PERIOD_EVENT, told->from, told->to);
    out->claim.period.span = toll_extent_span(&reader->parse.view, told->extent);
    claim_note_event(reader, told, told->from, told->to, out);
    out->day_said = true;
    return true;
}

static void period_unsaid(toll_claim_reader *reader, const timing *t, draft *out)
{
    toll_period *period = &out->claim.period;
    if (period_part(reader, out)) return;
    if (sentence_has(reader, claim_class.day_window) && when_says_hours(reader)) { /* "in 24 hours": those that end when it is said */
        set_days(period, TOLL_PERIOD_WINDOW, t->said != TOLL_DAY_UNKNOWN ? t->said - 1 : t->said, t->said);
        out->hours = true;
        period->basis = TOLL_BASIS_REPORT_DAY;
        return;
    }
    if (sentence_has(reader, claim_class.day_window)) {
        set_days(period, TOLL_PERIOD_WINDOW, out->claim.stated, out->claim.stated);
        out->one_day = true;
        return;
    }
    if (when_in_frame(reader, t, out, period)) return;
    if (when_counts_whole(reader, t)) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, t->said);
        return;
    }
    const draft *before = claim_draft_before(reader, 2);
    bool window = before && before->claim.period.kind == TOLL_PERIOD_WINDOW && before->day_said;
    if (out->raised && window && before->sentence + 1 < reader->story.sentence) { /* what the last window's count amounts to */
        out->claim.period = before->claim.period;
        out->day_said = true;
        return;
    }
    if (out->raised && !window) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, t->said);
        return;
    }
    if (when_shared(reader, t->loss, out) || when_goes_on(reader, t, out) || t->unit == TOLL_UNIT_TIMES) return;
    if (t->unit == TOLL_UNIT_PERCENT && !t->loss->perfect) return;
    const story *s = &reader->story;
    bool framed = s->since.known && s->sentence - s->since.sentence <= 1 &&
                  !when_one_attack(reader); /* "Since then ... The UN counted 396 killed." */
    if (framed) set_days(period, TOLL_PERIOD_CUMULATIVE, s->since.from, t->said);
    else if (when_says_spell(reader, t->loss->perfect)) period->kind = TOLL_PERIOD_WINDOW;
    else if (when_counts_on(reader, t, out)) set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, t->said);
    else period_of_story(reader, out);
    if (period->kind == TOLL_PERIOD_CUMULATIVE && when_says(reader, TIME_UNTIL)) period->to = TOLL_DAY_UNKNOWN;
}

/* "on Saturday", "in October" date the dead; "as of 5 April", "(+950)", "over the past day", "since the war began" the report that counts them. */
static toll_basis basis_of(const toll_claim_reader *reader, const timing *t, const toll_period *period)
{
    bool days = period->from != TOLL_DAY_UNKNOWN || period->to != TOLL_DAY_UNKNOWN;
    if (!days || period->kind == TOLL_PERIOD_UNKNOWN) return TOLL_BASIS_UNKNOWN;
    bool increase = reader->parse.items[t->loss->item].flags & NOUN_INCREASE;
    if (increase || period->kind == TOLL_PERIOD_CUMULATIVE || (t->date && claim_is_hours(t->date))) return TOLL_BASIS_REPORT_DAY;
    return TOLL_BASIS_LOSS_DAY;
}

void claim_when(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const claim_classes *k = &claim_class;
    const story *s = &reader->story;
    const toll_quantity *q = &reader->parse.quantities[loss->quantity].quantity;
    claim_time_words(reader);
    toll_claim *claim = &out->claim;
    claim->period = (toll_period){
        .from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN, .kind = TOLL_PERIOD_UNKNOWN, .basis = TOLL_BASIS_UNKNOWN};
    timing t = {.loss = loss, .unit = q->unit, .hundreds = q->point >= 100 || q->low >= 100, .large = q->point >= 1000 || q->low >= 1000};
    t.date = claim_date_of(reader, loss, out);
    if (claim->stated != TOLL_DAY_UNKNOWN) claim->stated_precision = "day";
    bool once = claim->stated == TOLL_DAY_UNKNOWN && out->told_by != TOLL_DAY_UNKNOWN; /* "said last September": nobody knows the day */
    t.said = claim->stated != TOLL_DAY_UNKNOWN || once ? claim->stated : s->today;
    bool heard = s->stated.known && s->sentence - s->stated.sentence <= 1; /* "... said on Sunday. Others claimed 500 in 24 hours" */
    if (claim->stated == TOLL_DAY_UNKNOWN && heard && t.date && claim_is_hours(t.date)) t.said = s->stated.from;
    t.attack = when_tells_attack(reader);
    out->points_back = when_attack_led_by(reader, k->definite);
    out->new_attack = when_attack_led_by(reader, k->new_one);
    out->at_once = out->place_said && when_one_attack(reader);
    out->earlier = when_says(reader, TIME_EARLIER) && when_is_earlier(reader);
    out->apart = when_apart(reader) || when_begins_item(reader);
    out->several = claim_several_attacks(reader, out);
    out->raised = when_is_total(reader, &t);
    t.near_attack = s->attack_sentence && s->sentence + 1 - s->attack_sentence <= 1;
    if (period_said(reader, &t, out)) {
        out->day_said = claim->period.from != TOLL_DAY_UNKNOWN || claim->period.to != TOLL_DAY_UNKNOWN;
    } else period_unsaid(reader, &t, out);
    if (claim->period.basis == TOLL_BASIS_UNKNOWN)
        claim->period.basis = out->one_day ? TOLL_BASIS_REPORT_DAY : basis_of(reader, &t, &claim->period);
}
