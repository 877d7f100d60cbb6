/* What a sentence leaves for those to come: the place told last, the site by its kind, the battle, where the dated attack was.
 *
 * In: a sentence whose losses are read. Out: the story's places. One look at the sentence's places. */
#include "where.h"

/* "the battle for X", "the siege of X": the battle word shortly before the place. */
static bool is_battle(const toll_claim_reader *reader, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned back = at; back && back + WORDS > at; back--) {
        if (where_word_is(reader, back - 1, PLACE_BATTLE)) return back < at;
        if (!has_class(view, back - 1, k->of) && !has_class(view, back - 1, k->preposition) && !has_class(view, back - 1, k->determiner) &&
            !has_class(view, back - 1, k->region_word))
            return false;
    }
    return false;
}

enum { ASIDE = SPOT_DATELINE | SPOT_FROM | SPOT_COUNTRY | SPOT_BROUGHT | SPOT_WAY | SPOT_SEAT | SPOT_CHAINED }; /* nothing happened there */

/* How many places the sentence says that something was at. */
static unsigned count_led(const toll_claim_reader *reader)
{
    unsigned count = 0;
    for (size_t i = 0; i < reader->parse.spot_count; i++) count += !(reader->parse.spots[i].flags & ASIDE);
    return count;
}

/* Keeps a place for "in the township", "in the city". */
static void note_told(toll_claim_reader *reader, const sentence_spot *found)
{
    story *s = &reader->story;
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned last = (unsigned)found->first + found->count - 1;
    s->told[s->told_count++ % TOLD_LIMIT] = (told_place){.spot = found->spot, .last = view->tokens[last].hash};
}

/* Notes the places of a sentence for the sentences to come. */
void claim_where_sentence(toll_claim_reader *reader)
{
    story *s = &reader->story;
    claim_find_spots(reader);
    const sentence_parse *parse = &reader->parse;
    enum { LEAD = 5, NEAR = 2, WIDE = 4 }; /* sentences that tell what a text is about */
    const int least = count_led(reader) == 1 ? RANK_NEAR : RANK_EXACT;
    if (where_is_elsewhere(reader)) s->elsewhere = s->sentence + 1;
    const bool told = s->spot.known && s->spot.sentence == s->sentence; /* by a loss of this sentence: what else it names is aside */
    for (size_t i = 0; i < parse->spot_count; i++) {
        const sentence_spot *found = &parse->spots[i];
        const bool near = found->flags & SPOT_CHAINED && !(found->flags & (ASIDE & ~SPOT_CHAINED)); /* "in X, Y province" */
        if (near || !(found->flags & ASIDE)) note_told(reader, found);
        if (found->flags & ASIDE) continue;
        bool guess = found->flags & SPOT_GUESSED;
        if (guess && (claim_place_rank(found->spot.place.precision) <= RANK_PROVINCE || !where_follows_attack(reader, found->first, false)))
            continue;
        if (where_is_house(reader, found)) continue;
        if (where_is_abroad(reader, found->spot.country) && !where_follows_attack(reader, found->first, false))
            continue; /* a byline, a capital; "the blast in X" is abroad too */
        int rank = claim_place_rank(found->spot.place.precision);
        if (!s->battle.known && rank > RANK_AXIS && s->sentence <= LEAD && !(found->flags & SPOT_SEVERAL) &&
            is_battle(reader, found->first))
            s->battle = found->spot;
        bool aside = s->spot.known && s->spot.sentence == s->sentence && !where_is_led(reader, found->first); /* "X, linked with Y" */
        bool anew = !aside && s->spot.known && (rank >= least || rank >= claim_place_rank(s->spot.place.precision));
        bool finer = !s->spot.known || anew || s->sentence - s->spot.sentence > (rank <= RANK_PROVINCE ? WIDE : NEAR);
        bool quarter = found->flags & SPOT_SITE && s->spot.known && s->spot.sentence == s->sentence && where_is_led(reader, found->first);
        if ((finer || quarter) && !told) s->spot = found->spot, s->held = 0; /* "in northern X, ... in the Y neighbourhood" */
        int known = s->event.where.known ? claim_place_rank(s->event.where.place.precision) : 0;
        bool where = known >= claim_place_rank("axis") || known >= rank;
        if (s->event.known && s->event.sentence == s->sentence && !where) {
            s->event.where = found->spot;
            s->event.place = found->spot.place.id;
            if (s->only_event.known && s->only_event.from == s->event.from && !s->only_event.where.known) s->only_event.where = found->spot;
        }
        if (found->flags & SPOT_SITE) s->site = found->spot;
        if (s->zone == TOLL_ZONE_HEADLINE && !s->headline_spot.known) s->headline_spot = found->spot;
        where_note_named(reader, found);
    }
}
