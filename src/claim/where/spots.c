/* The places that a sentence names: those of the gazetteer (known.c), those that only their grammar shows (name.c), the capital, countries that
 * are not at war.
 *
 * In: a sentence with its names. Out: its places in text order, each with its words, its precision and how it is named: near it, so many
 * kilometres from it, in a date line. Found once a sentence, whatever the number of its losses; one look at each token. */
#include "where.h"

#include <math.h>

int claim_place_rank(const char *precision)
{
    static const char *const names[] = {"exact", "near", "district", "axis", "province", "country"};
    for (int i = 0; i < RANK_EXACT; i++)
        if (precision && toll_same(precision, names[i])) return RANK_EXACT - i;
    return RANK_EXACT;
}

/* "parts of the capital", "the streets of the capital"; but "the sons of the capital" */
static bool is_part(const toll_sentence_view *view, unsigned of)
{
    return of && has_class(view, of, claim_class.of) && !toll_classes_meet(view->scratch->classes[of - 1], claim_class.people);
}

/* "the capital and several other cities": do more places follow than anybody names? */
static bool and_more(const toll_claim_reader *reader, unsigned end)
{
    enum { WORDS = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    if (!has_class(view, end, claim_class.conjunction)) return false;
    for (unsigned at = end + 1; at <= end + WORDS && is_word(view, at); at++) {
        if (has_class(view, at, claim_class.many_places) || has_class(view, at, claim_class.area_word) ||
            has_class(view, at, claim_class.country_word))
            return true;
        if (toll_classes_meet(view->scratch->classes[at], claim_class.any_verb) || has_class(view, at, claim_class.place_lead))
            return false;
    }
    return false;
}

/* "in the capital": the text's capital; by the word alone where none is named and the text tells of no one siege or battle. */
static bool capital_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const unsigned end = has_class(view, at + 1, k->region_word) ? at + 2 : at + 1; /* "the capital city, X" */
    if (!when_word(reader, at, TIME_ONE) || has_class(view, end, k->of)) return false;
    unsigned next = is_mark(view, end, ',') ? end + 1 : end, lead = where_before_capital(reader, at);
    bool named = next < view->count && (reader->parse.name_len[next] || where_name_at(reader, next, false)); /* "the capital, X" */
    if (named || lead == at || !lead || !(has_class(view, lead - 1, k->place_lead) || is_part(view, lead - 1))) return false;
    if (!reader->story.capital.known && reader->story.battle.known) return false;
    where_make(reader, at, at + 1, "exact", SPOT_UNKNOWN | SPOT_GUESSED, out);
    if (reader->story.capital.known) out->spot = reader->story.capital, out->flags = 0;
    if (and_more(reader, end)) out->flags |= SPOT_SEVERAL;
    return true;
}

/* Is the place a town, and not that of the date line? */
static bool is_other_town(const toll_claim_reader *reader, const spot *s)
{
    return s->known && claim_place_rank(s->place.precision) > RANK_DISTRICT && !where_same_spot(reader, s, &reader->story.dateline);
}

/* "in this southern city", "of this Black Sea port": the town of the date line, where the text was written, unless another has been named since. */
static bool here_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const spot *town = &reader->story.dateline;
    if (!at || !where_word_is(reader, at, PLACE_HERE) || !town->known || where_is_abroad(reader, town->country)) return false;
    if (!has_class(view, at - 1, k->place_lead) && !has_class(view, at - 1, k->of)) return false;
    if (is_other_town(reader, &reader->story.spot)) return false;
    for (size_t i = 0; i < reader->parse.spot_count; i++)
        if (is_other_town(reader, &reader->parse.spots[i].spot)) return false;
    for (unsigned end = at + 1; end <= at + WORDS && is_word(view, end); end++) {
        const toll_note *kind = note_at(view, end, k->region_word);
        if (kind && claim_place_rank(cell(reader, kind, "precision")) > RANK_NEAR) {
            where_make(reader, at, end + kind->len, "exact", 0, out);
            out->spot = *town, out->spot.sentence = reader->story.sentence;
            return true;
        }
        if (toll_classes_meet(view->scratch->classes[end], k->function)) return false;
    }
    return false;
}

/* A country that is not the one at war: "179 who lost their lives in Iraq". */
static bool abroad_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!has_class(view, at, k->country)) return false;
    const toll_note *country = note_at(view, at, k->country);
    const char *id = country ? cell(reader, country, "id") : NULL;
    unsigned lead = at && has_class(view, at - 1, k->determiner) ? at - 1 : at; /* "in the Philippines" */
    if (!id || country->len != reader->parse.name_len[at] || !lead || !has_class(view, lead - 1, k->guess_lead)) return false;
    if (!where_is_abroad(reader, id) || has_class(view, at + country->len, k->site_word)) return false; /* "outside the US embassy" */
    toll_extent extent = {(uint16_t)at, country->len};
    *out = (sentence_spot){.spot = {.place = {.span = toll_extent_span(view, extent),
                                        .precision = "country",
                                        .name = cell(reader, country, "name"),
                                        .lat = (double)NAN,
                                        .lon = (double)NAN},
                               .country = id,
                               .sentence = reader->story.sentence,
                               .known = true},
        .first = extent.first,
        .count = extent.count,
        .flags = SPOT_COUNTRY};
    return true;
}

/* Do capitals tell names here, or has every word one? */
static bool is_titled(const toll_sentence_view *view)
{
    unsigned lower = 0, words = 0;
    for (unsigned at = 0; at < view->count; at++) {
        if (view->tokens[at].kind != TOLL_TOKEN_WORD) continue;
        words++;
        lower += view->tokens[at].shape == TOLL_SHAPE_LOWER;
    }
    return lower * 3 < words;
}

/* Most words are neither names nor points of the compass. */
static bool may_begin(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_token *token = &reader->parse.view.tokens[at];
    if (token->kind == TOLL_TOKEN_NUMBER) return has_class(&reader->parse.view, at + 1, reader->tables->mention.number.ordinal_end);
    if (token->kind != TOLL_TOKEN_WORD) return false;
    if (token->shape != TOLL_SHAPE_LOWER || reader->parse.name_len[at]) return true;
    if (!toll_classes_meet(reader->parse.view.scratch->classes[at], k->begins_place)) return false;
    return has_class(&reader->parse.view, at, k->direction) || has_class(&reader->parse.view, at, k->name_particle) ||
           when_word(reader, at, TIME_ONE) || where_word_is(reader, at, PLACE_HERE);
}

static bool find_at(const toll_claim_reader *reader, unsigned at, bool titled, uint16_t *country_at, sentence_spot *out)
{
    const sentence_parse *parse = &reader->parse;
    if (parse->inside_name[at]) return false;
    const toll_note *country = note_at(&parse->view, at, claim_class.country);
    bool led = at && (has_class(&parse->view, at - 1, claim_class.guess_lead) ||
                         (at > 1 && has_class(&parse->view, at - 1, claim_class.place_lead) &&
                             has_class(&parse->view, at - 2, claim_class.attack))); /* "attacks on Israel" */
    if (!led) country = NULL;
    if (country && country->len == parse->name_len[at]) *country_at = (uint16_t)at;
    if (abroad_spot(reader, at, out)) return true;
    if (capital_spot(reader, at, out) || here_spot(reader, at, out)) return true;
    if (where_is_joined(&parse->view, at + parse->name_len[at]) && claim_name_spot(reader, at, titled, out))
        return true; /* "the X-Y road" */
    if (where_known(reader, at, out)) {
        if (claim_place_rank(out->spot.place.precision) <= RANK_COUNTRY) return false;
        if (where_is_seat(reader, at)) out->flags |= SPOT_SEAT;
        return out->flags & SPOT_SEAT || where_stands(reader, at) || where_is_dateline(reader, out);
    }
    return claim_part_spot(reader, at, out) || claim_name_spot(reader, at, titled, out);
}

/* "staff of the University of X", "a ceremony for X University": whom it is of or for, and not where it was. */
static bool is_for_site(const toll_claim_reader *reader, const sentence_spot *s, unsigned lead)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!(s->flags & SPOT_SITE) || !lead || has_class(view, lead - 1, k->place_lead)) return false;
    if (has_class(view, lead - 1, k->of)) return lead > 1 && toll_classes_meet(view->scratch->classes[lead - 2], k->people);
    return has_class(view, lead - 1, k->preposition) || where_word_is(reader, lead - 1, PLACE_FOR);
}

/* "researchers at X University": where those who speak of it belong, and not where it was; but "two doctors at X hospital". */
static bool is_of_speakers(const toll_claim_reader *reader, const sentence_spot *s)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned at = s->first;
    if (at && is_mark(view, at - 1, TOLL_MARK_CLITIC)) /* "a doctor at X's Y hospital" */
        for (at--; at && reader->parse.inside_name[at - 1];) at--;
    if (at < s->first && at) at--;
    if (at && has_class(view, at - 1, k->determiner)) at--;
    if (is_for_site(reader, s, at)) return true;
    if (!(s->flags & SPOT_SITE) || at < 2 || !(has_class(view, at - 1, k->preposition) || has_class(view, at - 1, k->of))) return false;
    bool counted = at > 2 &&
                   (view->tokens[at - 3].kind == TOLL_TOKEN_NUMBER || has_class(view, at - 3, reader->tables->mention.number.small));
    return has_class(view, at - 2, k->speaker) && !counted;
}

/* Keeps the capital of the country at war, for "in the capital". */
static void note_capital(toll_claim_reader *reader, unsigned at, const sentence_spot *s)
{
    const toll_note *capital = note_at(&reader->parse.view, at, claim_class.capital);
    bool whole = capital && !(s->flags & SPOT_DATELINE) && s->first == at && s->count == capital->len &&
                 capital->len == reader->parse.name_len[at];
    if (whole && !where_is_abroad(reader, s->spot.country)) reader->story.capital = s->spot;
}

/* "HMS Sheffield", "the cruiser Belgrano": a ship, and its name alone from then on, but where something is "in" it. */
static bool is_ship(toll_claim_reader *reader, unsigned at)
{
    story *s = &reader->story;
    const toll_note *place = note_at(&reader->parse.view, at, claim_class.place);
    if (at && where_word_is(reader, at - 1, PLACE_SHIP)) {
        if (place && s->ship_count < SHIP_LIMIT) s->ships[s->ship_count++] = place->row;
        return true;
    }
    if (!place || (at && has_class(&reader->parse.view, at - 1, claim_class.guess_lead))) return false;
    for (uint32_t i = 0; i < s->ship_count; i++)
        if (s->ships[i] == place->row) return true;
    return false;
}

/* "Srinagar: Six people were killed in X district": a town with a colon is where it was written, if the sentence names where it was. */
static void note_label(toll_claim_reader *reader)
{
    enum { ASIDE = SPOT_DATELINE | SPOT_FROM | SPOT_COUNTRY | SPOT_BROUGHT | SPOT_WAY | SPOT_SEAT | SPOT_CHAINED };
    sentence_parse *parse = &reader->parse;
    sentence_spot *label = parse->spots;
    if (!parse->spot_count || label->first || !is_mark(&parse->view, label->count, ':') || reader->story.zone == TOLL_ZONE_HEADLINE) return;
    for (size_t i = 1; i < parse->spot_count; i++)
        if (!(parse->spots[i].flags & ASIDE)) label->flags |= SPOT_DATELINE;
}

void claim_find_spots(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->placed) return;
    parse->placed = true;
    parse->spot_count = 0;
    parse->country_at = 0;
    const bool titled = parse->titled = is_titled(&parse->view);
    for (unsigned at = 0; at < parse->view.count && parse->spot_count < SPOT_LIMIT; at++) {
        sentence_spot *found = &parse->spots[parse->spot_count];
        if (!may_begin(reader, at) || is_ship(reader, at) || !find_at(reader, at, titled, &parse->country_at, found)) continue;
        if (is_of_speakers(reader, found)) found->flags |= SPOT_SEAT;
        where_weigh(reader, found);
        note_capital(reader, at, found);
        if (found->flags & SPOT_DATELINE && !reader->story.dateline.known) reader->story.dateline = found->spot;
        parse->spot_count++;
        at = (unsigned)found->first + found->count - 1;
    }
    where_chain(reader);
    note_label(reader);
}
