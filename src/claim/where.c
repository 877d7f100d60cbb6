/* Where it happened: the most specific place of the sentence near the loss, else the place of the attack under discussion. Keeps the words as
 * written.
 *
 * In: a loss, the places of its sentence (where_spots.c), the story. Out: the claim's place. A place where somebody spoke, a date line and
 * what only tells how to find another place are no places of the loss. */
#include "inside.h"

#include <math.h>

bool claim_in_source(const sentence_parse *parse, unsigned at)
{
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (a->content.count && !(a->flags & TOLL_ATTRIBUTION_WEAK) && toll_extent_holds(a->source, at)) return true;
    }
    return false;
}

/* "told reporters in New York that 12 were killed": beside the cue, and outside what is said. */
static bool is_spoken_at(const sentence_parse *parse, unsigned figure, unsigned at)
{
    enum { REACH = 8, HEAD = 3 };
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        bool holds = toll_extent_holds(a->content, figure) || toll_extent_holds(a->content2, figure);
        if (!holds || toll_extent_holds(a->content, at) || toll_extent_holds(a->content2, at)) continue;
        unsigned end = toll_extent_end(a->cue);
        bool told_of = a->source.count && at >= toll_extent_end(a->source) && at < a->cue.first; /* "X, who once led troops in Y, wrote" */
        if (told_of) return true;
        if (at >= end ? at < end + REACH && (figure > at || figure < end) : at <= HEAD && at < a->source.first && figure > a->cue.first)
            return true;
    }
    return false;
}

/* "a doctor in X says", "the office in X": where the source is, not the loss. */
static bool is_office_in(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    while (at && (has_class(view, at - 1, k->determiner) || has_class(view, at - 1, k->region_word) || has_class(view, at - 1, k->of) ||
                     has_class(view, at - 1, k->direction)))
        at--;
    return at > 1 && has_class(view, at - 1, k->guess_lead) && claim_in_source(&reader->parse, at - 1);
}

/* Clause words and commas between two tokens: a place beyond them is likelier another clause's. */
int claim_clauses_between(const sentence_parse *parse, unsigned a, unsigned b)
{
    int count = 0;
    unsigned low = a < b ? a : b, high = a < b ? b : a;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        if (it->extent.first <= low || it->extent.first >= high) continue;
        count += it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_RELATIVE || it->kind == ITEM_BREAK || it->kind == ITEM_COMMA;
    }
    return count;
}

/* Other figures of losses that are likelier the place's: between the figure and a place after it, or before a place that stands before. */
static int losses_between(const sentence_parse *parse, unsigned here, unsigned at)
{
    int count = 0;
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned figure = parse->quantities[parse->losses[i].quantity].extent.first;
        count += at > here ? figure > here && figure < at : figure < at;
    }
    return count;
}

/* "in Nice, where 84 were killed": the place that a relative "where" before the figure is of, by its end; 0 = none. */
static unsigned where_of(const toll_claim_reader *reader, unsigned here)
{
    enum { REACH = 12, NEAR = 4 };
    const sentence_parse *parse = &reader->parse;
    unsigned where = here;
    while (where && where + REACH > here && !has_class(&parse->view, where - 1, reader->tables->classes.where_word)) where--;
    if (!where-- || where + REACH < here || !has_class(&parse->view, where, reader->tables->classes.where_word)) return 0;
    for (size_t i = parse->spot_count; i-- > 0;) {
        unsigned end = (unsigned)parse->spots[i].first + parse->spots[i].count;
        if (end <= where) return end + NEAR >= where ? end : 0;
    }
    return 0;
}

static const sentence_spot *nearest_spot(const toll_claim_reader *reader, unsigned here)
{
    enum { SPOKEN = 40, HEAD = 3, WHERE = 60, CHAIN = 8 }; /* "in X, Y province, where" */
    const sentence_parse *parse = &reader->parse;
    const sentence_spot *best = NULL;
    int best_score = -1000;
    unsigned where = where_of(reader, here);
    for (size_t i = 0; i < parse->spot_count; i++) {
        const sentence_spot *s = &parse->spots[i];
        unsigned at = s->first;
        bool source = claim_in_source(parse, at), head = at <= HEAD;
        if (s->flags & (SPOT_DATELINE | SPOT_BROUGHT) || (source && is_office_in(reader, at))) continue;
        bool spoken = is_spoken_at(parse, here, at);
        if (spoken && !source && !head) continue;
        int distance = at > here ? (int)(at - here) : (int)(here - at) * 2;
        distance += 4 * claim_clauses_between(parse, at, here) + 6 * losses_between(parse, here, at);
        int score = s->rank - distance - (source || spoken ? SPOKEN : 0) + (where && at < where && at + CHAIN >= where ? WHERE : 0);
        if (score > best_score) best_score = score, best = s;
    }
    return best;
}

void claim_place(toll_claim_reader *reader, const tie *loss, draft *out)
{
    claim_find_spots(reader);
    const sentence_spot *best = nearest_spot(reader, reader->parse.quantities[loss->quantity].extent.first);
    out->place_said = best && !(best->flags & SPOT_SEAT);
    out->place_of_source = best && (best->flags & SPOT_SEAT || claim_in_source(&reader->parse, best->first));
    out->place_country = out->place_said ? best->spot.country : NULL;
    out->claim.place = best ? best->spot.place : (toll_place){.lat = (double)NAN, .lon = (double)NAN};
}

/* --- the story's place */
/* "there", "in the same square", "the central city", but not "the city of X". */
static bool points_back(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *same = note_at(view, at, k->same_place);
        if (same && !has_class(view, at + same->len, k->of)) return true;
        const toll_note *kind = at ? note_at(view, at, k->region_word) : NULL;
        if (!kind || claim_place_rank(cell(reader, kind, "precision")) < 4 || has_class(view, at + 1, k->of)) continue;
        for (unsigned back = at; back && back + 2 >= at; back--)
            if (has_class(view, back - 1, k->definite)) return true;
            else if (view->tokens[back - 1].shape != TOLL_SHAPE_LOWER || reader->parse.name_len[back - 1]) break;
    }
    return false;
}

/* The day of the attack that was under discussion before this sentence, or another? */
static bool same_day(const story *s, const draft *out)
{
    const toll_period *period = &out->claim.period;
    return s->event_before.known && period->from != TOLL_DAY_UNKNOWN && period->from == s->event_before.from;
}

static bool other_day(const story *s, const draft *out)
{
    return out->day_said && s->event_before.known && out->claim.period.from != TOLL_DAY_UNKNOWN && !same_day(s, out);
}

/* "The army claims 200 of them in X in a day. They claim 500 of its men": the others' count is not of X. */
static bool other_side(const draft *before, const draft *out)
{
    const char *a = before->claim.victims.side, *b = out->claim.victims.side;
    return a && b && strcmp(a, b) != 0;
}

static spot place_of_story(const toll_claim_reader *reader, const draft *out, bool back)
{
    enum { NEAR = 2, BACK = 8 };
    const story *s = &reader->story;
    const draft *before = claim_draft_before(reader, 2);
    const spot none = {.known = false};
    bool event = out->claim.period.kind == TOLL_PERIOD_EVENT;
    bool total = out->claim.period.kind == TOLL_PERIOD_CUMULATIVE && before && before->claim.period.kind == TOLL_PERIOD_CUMULATIVE &&
                 before->sentence + 1 >= s->sentence && !toll_classes_has(reader->parse.sum, reader->tables->classes.war_word);
    bool goes_on = before && (out->claim.period.kind == TOLL_PERIOD_WINDOW || total); /* no total of a war */
    bool narrow = event ||
                  (back && (out->claim.period.kind == TOLL_PERIOD_UNKNOWN || (s->spot.known && s->sentence - s->spot.sentence <= NEAR))) ||
                  (goes_on && before->claim.place.span.len && !other_side(before, out));
    bool other = !back && other_day(s, out);
    if (out->apart && !back) return none;
    uint32_t since = s->sentence - s->spot.sentence;
    if (!narrow || (event && !back && s->event_before.known && !claim_same_event(&s->event_before, out) && same_day(s, out))) return none;
    if (event && same_day(s, out) && s->event_before.where.known && s->sentence - s->event_before.sentence <= BACK &&
        (!s->spot.known || since > 1 || out->points_back))
        return s->event_before.where;
    if (s->spot.known && since <= (back ? BACK : other ? 1 : NEAR)) return s->spot;
    return other ? none : s->headline_spot;
}

/* Where somebody spoke, or for which place, is where it happened only if the text names no other: "a doctor in X said", "the X governor said". */
static spot place_by_source(const toll_claim_reader *reader, draft *out, bool back)
{
    spot told = place_of_story(reader, out, back);
    if (told.known) return told;
    bool days = out->claim.period.kind == TOLL_PERIOD_EVENT || out->claim.period.kind == TOLL_PERIOD_WINDOW;
    if (out->place_said && !days) return (spot){.known = false}; /* "a doctor in X spoke of 40 a day": of the war */
    return (spot){.place = out->claim.place, .country = out->place_country, .sentence = reader->story.sentence, .known = true};
}

void claim_where(toll_claim_reader *reader, const tie *loss, draft *out)
{
    spot best = {.place = out->claim.place, .country = out->place_country, .sentence = reader->story.sentence, .known = out->place_said};
    const moment *event = &reader->story.event_before;
    bool row = loss->column && reader->parse.above &&
               reader->parse.above->column_count > 1; /* the title's place is that of the table's rows */
    bool back = points_back(reader), event_period = out->claim.period.kind == TOLL_PERIOD_EVENT;
    if (out->place_of_source) best = place_by_source(reader, out, back);
    else if (!best.known && row && reader->story.headline_spot.known) best = reader->story.headline_spot;
    else if (!best.known) best = place_of_story(reader, out, back);
    else if (out->points_back && event_period && event->where.known && same_day(&reader->story, out) &&
             claim_place_rank(best.place.precision) < claim_place_rank("axis"))
        best = event->where;                                        /* "the attack left 50 dead, said the group, which fights in X" */
    else if (back && claim_place_rank(best.place.precision) <= 2) { /* "wounded in the city, in X region" */
        spot finer = place_of_story(reader, out, back);
        if (finer.known && claim_place_rank(finer.place.precision) > 4) best = finer;
    }
    out->claim.place = best.known ? best.place : (toll_place){.lat = (double)NAN, .lon = (double)NAN};
    if (best.known && out->place_said && !out->place_of_source) reader->story.spot = best;
    claim_whose_here(reader, loss, out, &best);
}

/* Notes the places of a sentence for the sentences to come. */
void claim_where_sentence(toll_claim_reader *reader)
{
    story *s = &reader->story;
    claim_find_spots(reader);
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->spot_count; i++) {
        const sentence_spot *found = &parse->spots[i];
        if (found->flags & (SPOT_DATELINE | SPOT_FROM | SPOT_GUESSED | SPOT_COUNTRY | SPOT_BROUGHT | SPOT_WAY | SPOT_SEAT)) continue;
        if (claim_in_source(parse, found->first) && is_office_in(reader, found->first)) continue;
        if (claim_conflict(reader) && found->spot.country && !claim_at_war(reader, found->spot.country))
            continue; /* a byline, a capital abroad */
        int rank = claim_place_rank(found->spot.place.precision);
        bool finer = !s->spot.known || rank >= claim_place_rank(s->spot.place.precision) || s->sentence - s->spot.sentence > 2;
        if (finer) s->spot = found->spot;
        if (s->event.known && s->event.sentence == s->sentence && !s->event.where.known) {
            s->event.where = found->spot;
            s->event.place = found->spot.place.id;
            if (s->only_event.known && s->only_event.from == s->event.from && !s->only_event.where.known) s->only_event.where = found->spot;
        }
        if (s->zone == TOLL_ZONE_HEADLINE && !s->headline_spot.known) s->headline_spot = found->spot;
    }
}

/* An attack told without its place takes that of the one attack that the text tells of, if it has its day. */
void claim_where_settle(toll_claim_reader *reader)
{
    const moment *event = &reader->story.only_event;
    if (!event->known || reader->story.many_events || !event->where.known) return;
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const toll_period *period = &open->claim.period;
        if (open->claim.place.span.len || period->kind != TOLL_PERIOD_EVENT || period->from != event->from) continue;
        if (claim_same_event(event, open)) open->claim.place = event->where.place;
    }
}
