/* One strike, raid or battle, or a day's toll: an event or a window.
 *
 * In: a sentence with its loss, once the place is known. Out: the kind of its period. A few looks at each token of the sentence. */
#include "when.h"

/* The last word of a day; the "morning" of "Sunday morning" is none. */
static bool ends_day(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = &reader->parse.view;
    return view->tokens[at].kind == TOLL_TOKEN_NUMBER || has_class(view, at, reader->tables->mention.date.weekday) ||
           has_class(view, at, reader->tables->mention.date.month);
}

static bool whole_day(const toll_claim_reader *reader, const draft *out)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const toll_period *period = &out->claim.period;
    uint32_t end = period->span.off + period->span.len;
    if (sentence_has(reader, k->day_window))
        return period->from != period->to || !when_single_attack(reader); /* "in a strike on X, the third in 24 hours" */
    for (unsigned at = 0; at < view->count; at++) { /* "during Sunday", "on the bloodiest Sunday in years", "on Sunday alone" */
        const toll_token *token = &view->tokens[at];
        if (at + 1 < view->count && view->tokens[at + 1].off == period->span.off &&
            (when_word(reader, at, TIME_DURING) || has_class(view, at, k->superlative)))
            return true;
        if (at && when_word(reader, at, TIME_ALONE) && ends_day(reader, at - 1) && view->tokens[at - 1].off < end && token->off >= end)
            return true;
    }
    return false;
}

/* Hundreds of an army in one sentence are its day, not a fight. */
static bool counts_army(const toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->loss_count; i++) {
        const toll_quantity *q = &parse->quantities[parse->losses[i].quantity].quantity;
        if (q->point >= 100 || q->low >= 100) return true;
    }
    return false;
}

static bool in_town(const draft *out)
{
    const toll_place *place = &out->claim.place;
    return place->span.len && claim_place_rank(place->precision) > claim_place_rank("axis");
}

/* A place narrow enough for one attack: what the claim's place is, or a site, town or village that the sentence leaves without a name. */
static bool is_narrow(const toll_claim_reader *reader, const draft *out)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (in_town(out)) return true;
    if (sentence_has(reader, k->site_word)) return true; /* "air raids on a market" */
    if (!sentence_has(reader, k->region_word)) return false;
    for (unsigned at = 0; at < view->count; at++) { /* "in a town of X province" */
        const toll_note *kind = note_at(view, at, k->region_word);
        if (kind && !has_class(view, at, k->many_places) && claim_place_rank(cell(reader, kind, "precision")) >= RANK_NEAR) return true;
    }
    return false;
}

/* Has an attack of that day been told of before this sentence? */
static bool told_before(const toll_claim_reader *reader, const toll_period *period)
{
    const moment *before = &reader->story.event_before;
    return before->known && !before->window && before->from == period->from;
}

/* "the killing of 118 soldiers at X": one act, however many died of it. */
static bool is_act(const toll_claim_reader *reader, const draft *out)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 0; in_town(out) && at < view->count; at++)
        if (view->tokens[at].off == out->claim.outcome_span.off) return has_class(view, at, claim_class.loss_act);
    return false;
}

static bool is_window(const toll_claim_reader *reader, const draft *out)
{
    const toll_period *period = &out->claim.period;
    const toll_victims *victims = &out->claim.victims;
    bool narrow = is_narrow(reader, out), many = when_many_attacks(reader), one = when_one_attack(reader);
    bool materiel = victims->class_ == TOLL_CLASS_MATERIEL, force = materiel || victims->class_ == TOLL_CLASS_MILITARY;
    if (out->several || whole_day(reader, out) || (many && !one && !narrow && !out->points_back)) return true;
    if (one || many) return false;
    if (force && ((counts_army(reader) && !told_before(reader, period) && !is_act(reader, out)) || (materiel && !narrow))) return true;
    bool country = reader->parse.country_at && !sentence_has(reader, claim_class.loss_act);    /* no "murder of three in X yesterday" */
    bool wide = out->claim.place.span.len || out->claim.zone == TOLL_ZONE_HEADLINE || country; /* "six killed in X region on Tuesday" */
    return !narrow && wide && !told_before(reader, period);
}

/* An attack or a fight, in this sentence or in those before. */
static bool tells_fight(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    return reader->story.attack_sentence || when_tells_attack(reader) || sentence_has(reader, k->attack_verb) ||
           sentence_has(reader, k->battle);
}

/* "Two tanks, three howitzers, 50 invaders eliminated in the south": what an army lists. A single tank, missiles shot down, men taken are one
 * event's, though the words tell nothing of it. */
static bool is_dispatch(const toll_claim_reader *reader, const draft *out)
{
    const sentence_parse *parse = &reader->parse;
    if (out->claim.outcome == TOLL_OUTCOME_INTERCEPTED || out->claim.outcome == TOLL_OUTCOME_CAPTURED) return false;
    for (size_t i = 0; i < parse->loss_count; i++) {
        const toll_quantity *q = &parse->quantities[parse->losses[i].quantity].quantity;
        if (q->point > 1 || q->low > 1) return true;
    }
    return false;
}

/* "450 wounded patients", "the evacuation of dozens of injured civilians": no verb tells that they were hurt, no attack is told with them. */
static bool are_patients(const toll_claim_reader *reader, const draft *out)
{
    const toll_claim *claim = &out->claim;
    uint32_t act = claim->outcome_span.off, end = claim->victims.span.off + claim->victims.span.len;
    if (claim->outcome != TOLL_OUTCOME_WOUNDED || act < claim->quantity.span.off || act > end + 1) return false;
    bool sick = claim->victims.category && !strcmp(claim->victims.category, "patients");
    return (sick || when_says(reader, TIME_CARE)) && !when_tells_attack(reader) && !sentence_has(reader, claim_class.attack_verb);
}

/* One strike, raid or battle is an event; a day's toll over several places, or of an army's whole front, is a window. */
void claim_when_where(toll_claim_reader *reader, draft *out)
{
    enum { MANY = 500 };
    toll_period *period = &out->claim.period;
    const toll_victims *victims = &out->claim.victims;
    bool force = victims->class_ == TOLL_CLASS_MATERIEL || victims->class_ == TOLL_CLASS_MILITARY;
    out->patients = (!out->day_said || period->kind == TOLL_PERIOD_CUMULATIVE) && are_patients(reader, out);
    if (out->coarse) { /* "executed 48 in a village earlier this week" */
        const toll_quantity *q = &out->claim.quantity;
        bool few = !(q->point >= MANY) && !(q->low >= MANY), week = claim_days(period->from, period->to) <= 7;
        if (week && !when_tells_attack(reader) && !sentence_has(reader, claim_class.attack_verb) && counts_army(reader))
            return; /* "773 were killed in the city this week": of one attack nothing is told */
        bool narrow = week ? is_narrow(reader, out) : few && out->place_said && in_town(out); /* "shot dead 62 men at X in 1985" */
        if (narrow && !when_many_attacks(reader) && !(force && counts_army(reader)) && !when_says(reader, TIME_ALONE))
            period->kind = TOLL_PERIOD_EVENT;
        return;
    }
    if (period->kind != TOLL_PERIOD_EVENT) return;
    if (out->several) reader->story.several_sentence = reader->story.sentence + 1;
    if (!out->day_said || period->from == TOLL_DAY_UNKNOWN) { /* the days may yet be lent */
        out->untold = force && !out->points_back && !in_town(out) && !tells_fight(reader) && is_dispatch(reader, out);
        if (out->several) period->kind = TOLL_PERIOD_WINDOW;
        return;
    }
    if (!is_window(reader, out)) return;
    period->kind = TOLL_PERIOD_WINDOW;
    story *s = &reader->story;
    if (s->event.known && s->event.sentence == s->sentence) s->event.window = true;
    if (s->only_event.known && s->only_event.sentence == s->sentence) s->only_event.window = true;
}
