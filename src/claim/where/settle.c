/* At the end of the text: the place of an attack that is told before its place is. "A bomb killed nine people on Monday. ... The blast, in the town
 * of X, ...": a lead names no place, or only what is wide, and the sentences after it do.
 *
 * In: the drafts; where the sentences say that "the attack" was, noted as they go by. Out: places of drafts whose own sentence gives none. A
 * bounded look back and ahead for each draft. */
#include "where.h"

static bool is_open(const draft *d)
{
    enum { NIGHT = 1 };
    const toll_period *period = &d->claim.period;
    bool night = period->kind == TOLL_PERIOD_WINDOW && claim_days(period->from, period->to) <= NIGHT && !d->hours;
    if (d->claim.outcome == TOLL_OUTCOME_INTERCEPTED) return false;
    return !d->place_said && !(where_is_of_war(d) && !d->points_back) && !d->apart && !d->entry && !d->unplaced &&
           d->claim.zone != TOLL_ZONE_HEADLINE && (period->kind == TOLL_PERIOD_EVENT || night);
}

/* The place, where the draft has none yet, or only a province, a country's north. */
static const toll_place *closer(const draft *d, const toll_place *place)
{
    int rank = d->claim.place.span.len ? claim_place_rank(d->claim.place.precision) : 0;
    return place && rank <= RANK_PROVINCE && claim_place_rank(place->precision) > rank ? place : NULL;
}

/* May the drafts be of one day? */
static bool of_one_day(const draft *a, const draft *b)
{
    toll_day x = a->claim.period.from, y = b->claim.period.from;
    return x == TOLL_DAY_UNKNOWN || y == TOLL_DAY_UNKNOWN || x == y;
}

/* The same figure told again is told of the same place: the headline's, an earlier sentence's. */
static const toll_place *place_of_same(const toll_claim_reader *reader, size_t at)
{
    enum { LOOK = 24, SMALL = 5 }; /* "two killed" may be any two */
    const draft *d = &reader->drafts[at];
    const toll_quantity *q = &d->claim.quantity;
    if (!(q->point >= SMALL || q->low >= SMALL)) return NULL;
    for (size_t i = at; i-- > 0 && i + LOOK > at;) {
        const draft *other = &reader->drafts[i];
        if (!other->place_said || other->place_of_source || !claim_same_figure(&other->claim, &d->claim) || !of_one_day(other, d)) continue;
        const toll_place *own = &d->claim.place,
                         *told = &other->claim.place; /* neither the town for its quarter nor the province for its town */
        bool fits = !own->span.len || claim_place_rank(own->precision) == claim_place_rank(told->precision);
        return fits ? told : NULL;
    }
    return NULL;
}

/* A day's toll that the headline gives with its place, and the first sentences without, however small it is. */
static const toll_place *place_of_headline(const toll_claim_reader *reader, size_t at)
{
    enum { LEAD = 3 };
    const draft *d = &reader->drafts[at];
    if (d->claim.zone == TOLL_ZONE_HEADLINE || d->place_said || d->claim.place.span.len || d->apart || d->entry || d->unplaced) return NULL;
    for (size_t i = 0; i < at && reader->drafts[i].claim.zone == TOLL_ZONE_HEADLINE; i++) {
        const draft *head = &reader->drafts[i];
        bool placed = head->place_said && !head->places && !head->place_of_source && head->claim.period.kind == TOLL_PERIOD_WINDOW;
        bool again = d->sentence - head->sentence <= LEAD && claim_same_figure(&head->claim, &d->claim) && of_one_day(head, d);
        if (placed && again) return &head->claim.place;
    }
    return NULL;
}

/* The headline's "13 killed" and the lead's "13 or 14", "at least 13": may the figures be one? */
static bool may_be_one(const toll_claim *head, const toll_claim *lead)
{
    if (claim_same_figure(head, lead)) return true;
    const toll_quantity *q = &lead->quantity;
    const double size = head->quantity.point;
    return head->outcome == lead->outcome && size >= 2 && (q->low == size || q->high == size || q->point == size);
}

/* A headline without a place has that of its figure where the text below tells it again; a place of its own it keeps, however wide. */
static const toll_place *place_of_lead(const toll_claim_reader *reader, size_t at, bool lent)
{
    enum { LOOK = 6 };
    const draft *d = &reader->drafts[at];
    const bool open = d->claim.zone == TOLL_ZONE_HEADLINE && d->claim.period.kind == TOLL_PERIOD_EVENT && !d->claim.place.span.len;
    for (size_t i = at + 1; open && i < reader->draft_count && i <= at + LOOK; i++) {
        const draft *other = &reader->drafts[i];
        bool same = may_be_one(&d->claim, &other->claim) && of_one_day(other, d) && other->claim.period.kind == TOLL_PERIOD_EVENT;
        if (same && (other->place_said || (lent && other->claim.place.span.len)) && !other->place_of_source) return &other->claim.place;
    }
    return NULL;
}

/* Does a figure with a place of its own stand between the sentences: then what follows is of that one. */
static bool placed_between(const toll_claim_reader *reader, size_t at, uint32_t end)
{
    for (size_t i = at + 1; i < reader->draft_count && reader->drafts[i].sentence < end; i++)
        if ((reader->drafts[i].place_said || reader->drafts[i].apart) && reader->drafts[i].sentence > reader->drafts[at].sentence)
            return true;
    return false;
}

/* ... and the place that the text names for the attack soon after. */
static const toll_place *place_named(const toll_claim_reader *reader, size_t at)
{
    enum { SOON = 6, NEXT = 1 };
    const story *s = &reader->story;
    const draft *d = &reader->drafts[at];
    const toll_place *wide = NULL;
    for (size_t i = 0; i < s->named_count; i++) {
        const spot *named = &s->named[i];
        if (named->sentence <= d->sentence) continue;
        if (named->sentence - d->sentence > (d->apart ? NEXT : SOON) || placed_between(reader, at, named->sentence)) break;
        if (claim_place_rank(named->place.precision) > RANK_PROVINCE) return &named->place;
        if (!wide) wide = &named->place;
    }
    return wide;
}

/* "A strike near X killed five. ... the strike on the base in Y": what the lead names widely, the text names closely. */
static const toll_place *place_finer(const toll_claim_reader *reader, size_t at)
{
    enum { SOON = 4 };
    const story *s = &reader->story;
    const draft *d = &reader->drafts[at];
    int rank = claim_place_rank(d->claim.place.precision);
    if (!d->place_said || d->places || d->claim.zone == TOLL_ZONE_HEADLINE || d->apart || d->entry ||
        d->claim.period.kind != TOLL_PERIOD_EVENT || s->many_scenes)
        return NULL;
    if (rank > RANK_PROVINCE) return NULL;
    for (size_t i = 0; i < s->named_count; i++) {
        const spot *named = &s->named[i];
        if (named->sentence <= d->sentence || claim_place_rank(named->place.precision) <= rank) continue;
        if (named->sentence - d->sentence > SOON || placed_between(reader, at, named->sentence)) return NULL;
        return when_differ(d->place_country, named->country) ? NULL : &named->place;
    }
    return NULL;
}

/* ... or had named before, if no other place has been told of since. */
static const toll_place *place_told(const toll_claim_reader *reader, size_t at)
{
    enum { SOON = 12 };
    const story *s = &reader->story;
    const draft *d = &reader->drafts[at];
    if (d->new_attack) return NULL;
    for (size_t i = s->named_count; i-- > 0;) {
        const spot *named = &s->named[i];
        if (named->sentence > d->sentence || claim_place_rank(named->place.precision) <= RANK_PROVINCE) continue;
        if (d->sentence - named->sentence > SOON || where_is_abroad(reader, named->country)) return NULL;
        for (size_t j = at; j-- > 0 && reader->drafts[j].sentence >= named->sentence;)
            if (reader->drafts[j].place_said || !of_one_day(&reader->drafts[j], d)) return NULL;
        return &named->place;
    }
    return NULL;
}

/* An attack told without its place takes that of the one attack that the text tells of, if it has its day. */
static const toll_place *place_of_only(const toll_claim_reader *reader, const draft *d)
{
    const moment *event = &reader->story.only_event;
    if (!event->known || reader->story.many_events || !event->where.known) return NULL;
    if (d->claim.period.kind != TOLL_PERIOD_EVENT || d->claim.period.from != event->from) return NULL;
    return claim_same_event(event, d) ? &event->where.place : NULL;
}

/* Does the text tell of another figure's place up to the sentence? */
static bool others_between(const toll_claim_reader *reader, size_t at, uint32_t end)
{
    const draft *d = &reader->drafts[at];
    for (size_t i = at + 1; i < reader->draft_count && reader->drafts[i].sentence <= end; i++) {
        const draft *other = &reader->drafts[i];
        if (other->sentence > d->sentence && (other->place_said || other->apart) && !may_be_one(&d->claim, &other->claim)) return true;
    }
    return false;
}

/* ... or of the one place at which the text tells of an attack. */
static const toll_place *place_attacked(const toll_claim_reader *reader, size_t at)
{
    const draft *d = &reader->drafts[at];
    enum { SOON = 12, LEAD = 3, NEXT = 2 };
    const story *s = &reader->story;
    const moment *event = &s->only_event;
    const bool lead = s->attacked.sentence > d->sentence; /* "20 died in an attack. Militants attacked a base in X, ..." */
    if (lead ? d->sentence > LEAD || s->attacked.sentence - d->sentence > NEXT : d->sentence - s->attacked.sentence > SOON) return NULL;
    if (lead && others_between(reader, at, s->attacked.sentence)) return NULL;
    bool day = !lead && d->day_said && !(event->known && d->claim.period.from == event->from);
    if (!s->attacked.known || s->many_attacked || s->many_scenes || day || (d->new_attack && !lead)) return NULL;
    if (d->claim.period.kind != TOLL_PERIOD_EVENT || where_is_abroad(reader, s->attacked.country)) return NULL;
    return &s->attacked.place;
}

/* "Nine were killed and five wounded": figures of one sentence that names no place are of one place, the narrower of those lent to them. */
static void join_siblings(toll_claim_reader *reader)
{
    for (size_t i = 1; i < reader->draft_count; i++) {
        draft *a = &reader->drafts[i - 1], *b = &reader->drafts[i];
        if (a->sentence != b->sentence || !is_open(a) || !is_open(b) || !of_one_day(a, b)) continue;
        toll_place *first = &a->claim.place, *second = &b->claim.place;
        int one = first->span.len ? claim_place_rank(first->precision) : 0,
            two = second->span.len ? claim_place_rank(second->precision) : 0;
        if (one > two) *second = *first;
        else *first = *second;
    }
}

void claim_where_settle(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *d = &reader->drafts[i];
        const toll_place *place = place_of_lead(reader, i, false);
        if (place) d->claim.place = *place;
        place = place_finer(reader, i);
        if (place) d->claim.place = *place;
        if (d->apart && !d->place_said && !d->entry && !d->claim.place.span.len && d->claim.period.kind == TOLL_PERIOD_EVENT) {
            place = place_named(reader, i); /* "In another incident, nine died. The blast was in X." */
            if (place) d->claim.place = *place;
        }
        if (!is_open(d)) continue;
        place = place_of_same(reader, i);
        if (!place) place = closer(d, place_named(reader, i));
        if (!place) place = closer(d, place_of_only(reader, d));
        if (!place) place = closer(d, place_told(reader, i));
        if (!place) place = closer(d, place_attacked(reader, i));
        if (place) d->claim.place = *place;
    }
    for (size_t i = 0; i < reader->draft_count; i++) {
        const toll_place *place = place_of_headline(reader, i);
        if (place) reader->drafts[i].claim.place = *place;
    }
    join_siblings(reader);
    for (size_t i = 0; i < reader->draft_count && reader->drafts[i].claim.zone == TOLL_ZONE_HEADLINE; i++) {
        const toll_place *place = place_of_lead(reader, i, true);
        if (place) reader->drafts[i].claim.place = *place;
    }
}
