/* Words of a sentence that point back to the place of which the text has told: "there", "the central city", "in the township".
 *
 * In: a sentence. Out: yes or no; by its kind, which place. One look at each token. */
#include "where.h"

/* The "there" of "there was no sign", "said that there would be": no place; but "there were dozens dead" tells of the attack spoken of. */
static bool is_existential(const toll_claim_reader *reader, unsigned at)
{
    enum { BESIDE = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!has_class(view, at + 1, k->be) && !has_class(view, at + 1, k->have) && !has_class(view, at + 1, k->modal)) return false;
    for (size_t i = 0; i < reader->parse.loss_count; i++) {
        unsigned figure = reader->parse.quantities[reader->parse.losses[i].quantity].extent.first;
        if (figure > at && figure <= at + BESIDE) return false;
    }
    return !at || view->tokens[at - 1].kind == TOLL_TOKEN_MARK || has_class(view, at - 1, k->subordinator) ||
           has_class(view, at - 1, k->conjunction) || toll_classes_meet(view->scratch->classes[at - 1], k->any_verb);
}

/* "there", "in the same square", "the central city", but not "the city of X". */
unsigned where_points_back(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *same = note_at(view, at, k->same_place);
        if (same && !has_class(view, at + same->len, k->of) && !(same->len == 1 && is_existential(reader, at))) return at + 1;
        const toll_note *kind = at ? note_at(view, at, k->region_word) : NULL;
        if (!kind || claim_place_rank(cell(reader, kind, "precision")) < RANK_DISTRICT || has_class(view, at + 1, k->of)) continue;
        for (unsigned back = at; back && back + 2 >= at; back--)
            if (has_class(view, back - 1, k->definite))
                return back > 1 && has_class(view, back - 2, k->way_word) ? 0 : at + 1; /* "70 km from the capital" */
            else if (view->tokens[back - 1].shape != TOLL_SHAPE_LOWER || reader->parse.name_len[back - 1]) break;
    }
    return 0;
}

/* The place of those named last that ends with the same word ("X Township"), else the last of a town's or a province's width; a name that a site
 * bears is not meant by "the city". */
static spot of_kind(const toll_claim_reader *reader, uint64_t word, int rank)
{
    enum { SOON = 10 };
    const story *s = &reader->story;
    const told_place *wide = NULL;
    const bool there = s->spot.known && claim_place_rank(s->spot.place.precision) == rank; /* the story is at one of that width */
    for (uint32_t step = 1; step <= TOLD_LIMIT && step <= s->told_count; step++) {
        const told_place *told = &s->told[(s->told_count - step) % TOLD_LIMIT];
        if (s->sentence - told->spot.sentence > SOON) break;
        if (told->last == word) return told->spot;
        if (!wide && !there && (rank == RANK_PROVINCE || rank == RANK_EXACT) && claim_place_rank(told->spot.place.precision) == rank)
            wide = told;
    }
    return wide ? wide->spot : (spot){.known = false};
}

/* "to camps in the region", "to areas in the province": where they were taken; `in` is where the last word of place stands. */
static bool is_brought(const toll_sentence_view *view, unsigned in)
{
    enum { WORDS = 3 };
    for (unsigned at = in; at && at + WORDS > in; at--)
        if (has_class(view, at - 1, claim_class.infinitive)) return true;
    return false;
}

/* "three more in the province", "elsewhere in the city" */
spot where_by_kind(const toll_claim_reader *reader)
{
    enum { WORDS = 2 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->region_word) || !reader->story.told_count) return (spot){.known = false};
    for (unsigned at = 2; at < view->count; at++) {
        const toll_note *kind = note_at(view, at, k->region_word);
        if (!kind || kind->len > 1 || has_class(view, at + 1, k->of) || has_class(view, at, k->many_places) ||
            is_mark(view, at + 1, TOLL_MARK_CLITIC))
            continue;
        unsigned lead = at;
        if (has_class(view, at - 1, k->same_place) && !has_class(view, at - 1, k->definite)) continue; /* "in the same town" */
        while (lead && lead + WORDS > at && view->tokens[lead - 1].shape == TOLL_SHAPE_LOWER && !has_class(view, lead - 1, k->definite))
            lead--;
        if (lead < 2 || !has_class(view, lead - 1, k->definite) || !has_class(view, lead - 2, k->guess_lead)) continue;
        if (is_brought(view, lead - 2)) continue;
        const spot found = of_kind(reader, view->tokens[at].hash, claim_place_rank(cell(reader, kind, "precision")));
        if (found.known) return found;
    }
    return (spot){.known = false};
}

/* "at a police station in another northwestern town": somewhere that nobody names, if the sentence names no place. */
bool where_is_elsewhere(const toll_claim_reader *reader)
{
    enum { WORDS = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 1; sentence_has(reader, k->region_word) && at < view->count; at++) {
        if (!where_word_is(reader, at, PLACE_OTHER) || !(has_class(view, at - 1, k->place_lead) || has_class(view, at - 1, k->of)))
            continue;
        for (unsigned kind = at + 1; kind <= at + WORDS && is_word(view, kind); kind++)
            if (has_class(view, kind, k->region_word) && !has_class(view, kind, k->many_places)) return !reader->parse.spot_count;
    }
    return false;
}

/* "140 died across Syria", "throughout the country": all over it, whatever place was told before. */
static bool is_countrywide(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!sentence_has(reader, k->country) && !sentence_has(reader, k->country_word)) return false;
    for (unsigned at = 0; at + 1 < view->count; at++) {
        if (!has_class(view, at, k->in_word) || has_class(view, at, k->guess_lead)) continue;
        const unsigned of = has_class(view, at + 1, k->determiner) ? at + 2 : at + 1;
        const toll_note *country = note_at(view, of, k->country);
        if (has_class(view, of, k->country_word) || (country && country->len == reader->parse.name_len[of])) return true;
    }
    return false;
}

/* "Jordan claims to have destroyed 31 tanks", "Slovenia says 44 soldiers have died": a state on the war, and not on the attack told last. */
static bool is_states_count(const toll_claim_reader *reader, const draft *out)
{
    const sentence_parse *parse = &reader->parse;
    const bool armed = out->claim.victims.class_ == TOLL_CLASS_MILITARY || out->claim.victims.class_ == TOLL_CLASS_MATERIEL;
    const story *s = &reader->story;
    const bool whole = s->headline_spot.known &&
                       (!s->spot.known || where_same_spot(reader, &s->spot, &s->headline_spot)); /* of all the text */
    if (!armed || whole) return false;
    if (out->points_back || sentence_has(reader, claim_class.attack) || sentence_has(reader, claim_class.site_word)) return false;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        const toll_note *state = a->source.count ? note_at(&parse->view, a->source.first, claim_class.country) : NULL;
        if (state && state->len == a->source.count) return true;
    }
    return false;
}

bool where_is_unplaced(const toll_claim_reader *reader, const draft *out)
{
    const story *s = &reader->story;
    if (is_states_count(reader, out) && !where_points_back(reader)) return true;
    return is_countrywide(reader) || where_is_elsewhere(reader) || (s->elsewhere && s->elsewhere == s->sentence);
}
