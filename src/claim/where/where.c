/* Where it happened, by the sentence itself: its most specific place near the loss. Keeps the words as written. Where it names none the story
 * tells (story.c).
 *
 * In: a loss, the places of its sentence (spots.c). Out: the claim's place. A place where somebody spoke, a date line and
 * what only tells how to find another place are no places of the loss. */
#include "where.h"

#include <math.h>

bool claim_in_source(const sentence_parse *parse, unsigned at)
{
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (a->content.count && !(a->flags & TOLL_ATTRIBUTION_WEAK) && toll_extent_holds(a->source, at)) return true;
    }
    return false;
}

/* "..., said N. N., the spokesman of the X council, Y state": what follows who said it tells of him, up to another clause. */
static bool is_of_sayer(const sentence_parse *parse, const toll_attribution *a, unsigned figure, unsigned at)
{
    enum { REACH = 24 };
    const unsigned end = toll_extent_end(a->cue);
    if (figure > a->cue.first || !a->source.count || a->source.first < end || at < a->source.first || at > end + REACH) return false;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        const bool clause = it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_RELATIVE || it->kind == ITEM_BREAK;
        if (clause && it->extent.first >= end && it->extent.first < at) return false;
    }
    return true;
}

/* "told reporters in New York that 12 were killed": beside the cue, and outside what is said. */
static bool is_spoken_at(const sentence_parse *parse, unsigned figure, unsigned at)
{
    enum { REACH = 8, HEAD = 3 };
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        bool holds = toll_attribution_covers(a, figure);
        if (holds && is_of_sayer(parse, a, figure, at)) return true;
        if (!holds || toll_attribution_covers(a, at)) continue;
        unsigned end = toll_extent_end(a->cue);
        bool told_of = a->source.count && at >= toll_extent_end(a->source) && at < a->cue.first; /* "X, who once led troops in Y, wrote" */
        if (told_of) return true;
        if (at >= end ? at < end + REACH && (figure > at || figure < end) : at <= HEAD && at < a->source.first && figure > a->cue.first)
            return true;
    }
    return false;
}

/* "a doctor in X says", "the office in X": where the source is, not the loss. */
bool where_is_office(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    while (at && (has_class(view, at - 1, k->determiner) || has_class(view, at - 1, k->region_word) || has_class(view, at - 1, k->of) ||
                     has_class(view, at - 1, k->direction)))
        at--;
    return at > 1 && has_class(view, at - 1, k->guess_lead) && claim_in_source(&reader->parse, at - 1);
}

/* ... or is the source itself a house there: "the Defence Ministry said", "X hospital said"? */
bool where_is_house(const toll_claim_reader *reader, const sentence_spot *s)
{
    return claim_in_source(&reader->parse, s->first) && (s->flags & SPOT_SITE || where_is_office(reader, s->first));
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
    enum { AFTER = 2 }; /* "five in X and eight in Y": X, which stands between, is the first one's */
    int count = 0;
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned figure = parse->quantities[parse->losses[i].quantity].extent.first;
        count += at > here ? figure > here && figure < at : figure < at ? AFTER : 0;
    }
    return count;
}

/* "in Nice, where 84 were killed": the place that a relative "where" before the figure is of, by its end; 0 = none. */
static unsigned where_of(const toll_claim_reader *reader, unsigned here)
{
    enum { REACH = 12, NEAR = 4 };
    const sentence_parse *parse = &reader->parse;
    unsigned where = here;
    while (where && where + REACH > here && !has_class(&parse->view, where - 1, claim_class.where_word)) where--;
    if (!where-- || where + REACH < here || !has_class(&parse->view, where, claim_class.where_word)) return 0;
    for (size_t i = parse->spot_count; i-- > 0;) {
        unsigned end = (unsigned)parse->spots[i].first + parse->spots[i].count;
        if (end <= where) return end + NEAR >= where ? end : 0;
    }
    return 0;
}

/* "strikes on the X road - a key route out of Y - killed eight": Y stands between dashes that the figure is outside of. */
static bool is_aside(const toll_sentence_view *view, unsigned here, unsigned at)
{
    enum { REACH = 20 };
    unsigned open = at, close = at;
    while (open && open + REACH > at && !is_mark(view, open - 1, TOLL_MARK_DASH)) open--;
    while (close < view->count && close < at + REACH && !is_mark(view, close, TOLL_MARK_DASH)) close++;
    bool both = open > 1 && is_mark(view, open - 1, TOLL_MARK_DASH) && is_mark(view, close, TOLL_MARK_DASH);
    return both && (here < open || here > close);
}

/* Words that begin a clause between two tokens. */
static bool parts_between(const sentence_parse *parse, unsigned a, unsigned b)
{
    unsigned low = a < b ? a : b, high = a < b ? b : a;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        if (it->extent.first <= low || it->extent.first >= high) continue;
        if (it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_RELATIVE || it->kind == ITEM_BREAK) return true;
        bool counted = false; /* no ", and 15 rebels died" */
        for (size_t j = 0; i + 1 < parse->item_count && j < parse->loss_count; j++)
            counted |= parse->losses[j].quantity == parse->items[i + 1].quantity;
        if (it->kind == ITEM_AND && i && parse->items[i - 1].kind == ITEM_COMMA && !counted) return true;
    }
    return false;
}

/* "killing six, and a bomb in Y killed one": does the place after the figure stand in a clause with a figure of its own? */
static bool is_of_next(const sentence_parse *parse, unsigned here, unsigned at)
{
    if (at < here || !parts_between(parse, here, at)) return false;
    for (size_t i = 0; i < parse->loss_count; i++) {
        const unsigned figure = parse->quantities[parse->losses[i].quantity].extent.first;
        if (figure > here && parts_between(parse, here, figure) && !parts_between(parse, at, figure)) return true;
    }
    return false;
}

static const sentence_spot *nearest_spot(const toll_claim_reader *reader, unsigned here)
{
    enum { SPOKEN = 40, ASIDE = 30, HEAD = 3, WHERE = 60, CHAIN = 8, NEXT = 50 }; /* "in X, Y province, where" */
    const sentence_parse *parse = &reader->parse;
    const sentence_spot *best = NULL;
    int best_score = -1000;
    unsigned where = where_of(reader, here);
    for (size_t i = 0; i < parse->spot_count; i++) {
        const sentence_spot *s = &parse->spots[i];
        unsigned at = s->first;
        bool source = claim_in_source(parse, at), head = at <= HEAD;
        if (s->flags & (SPOT_DATELINE | SPOT_BROUGHT | SPOT_CHAINED) || where_is_house(reader, s)) continue;
        bool spoken = is_spoken_at(parse, here, at);
        if (spoken && !source && (!head || where_is_abroad(reader, s->spot.country))) continue; /* "In Berlin, a spokesman said" */
        unsigned near = at > here ? s->from : s->until > s->first ? s->until - 1u : s->first;
        int distance = at > here ? (int)(near - here) : (int)(here - near) * 2;
        distance += 8 * claim_clauses_between(parse, near, here) + 6 * losses_between(parse, here, at);
        int score = s->rank - distance - (source || spoken ? SPOKEN : 0) - (is_aside(&parse->view, here, at) ? ASIDE : 0) -
                    (is_of_next(parse, here, at) ? NEXT : 0) + (where && at < where && at + CHAIN >= where ? WHERE : 0);
        if (score > best_score) best_score = score, best = s;
    }
    return best;
}

/* "officials in the town of X" */
static bool is_of_locals(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 6 };
    for (unsigned lead = at; lead > 1 && lead + WORDS > at; lead--)
        if (has_class(&reader->parse.view, lead - 1, claim_class.guess_lead)) return where_word_is(reader, lead - 2, PLACE_LOCAL);
    return false;
}

/* "Officials in X said that one was killed": those of a town tell of their town, if the clause names no other. A capital's tell of a country. */
static const sentence_spot *spot_of_officials(const toll_claim_reader *reader, unsigned here, const sentence_spot *best)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!toll_attribution_covers(a, here) || a->flags & TOLL_ATTRIBUTION_WEAK) continue;
        if (best && (toll_attribution_covers(a, best->first) || !parts_between(parse, best->first, a->source.first))) continue;
        for (size_t j = 0; j < parse->spot_count; j++) {
            const sentence_spot *s = &parse->spots[j];
            bool office = toll_extent_holds(a->source, s->first) && is_of_locals(reader, s->first) && !(s->flags & SPOT_SITE);
            if (!office || s->flags & (SPOT_DATELINE | SPOT_BROUGHT | SPOT_CHAINED | SPOT_COUNTRY)) continue;
            if (!parse->country_at && !where_is_abroad(reader, s->spot.country) && !has_class(&parse->view, s->first, claim_class.capital))
                return s;
        }
    }
    return best;
}

void claim_place(toll_claim_reader *reader, const tie *loss, draft *out)
{
    claim_find_spots(reader);
    const unsigned here = reader->parse.quantities[loss->quantity].extent.first;
    const sentence_spot *near = nearest_spot(reader, here), *best = spot_of_officials(reader, here, near);
    const bool told = near && best != near; /* beside another clause's place: theirs, and not the story's */
    out->place_said = best && !(best->flags & SPOT_SEAT);
    out->places = best && best->flags & SPOT_SEVERAL;
    out->places_far = best && best->flags & SPOT_FAR;
    out->place_of_source = best && (best->flags & SPOT_SEAT || (!told && claim_in_source(&reader->parse, best->first)));
    out->place_country = out->place_said ? best->spot.country : NULL;
    out->claim.place = best ? best->spot.place : (toll_place){.lat = (double)NAN, .lon = (double)NAN};
}
