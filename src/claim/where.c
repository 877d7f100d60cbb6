/* Where it happened: the most specific place of the sentence near the loss, else the story's last place. Keeps the word as written, with
 * the gazetteer's id; among places of one name the country of the story decides. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>

int claim_place_rank(const char *precision)
{
    static const char *const names[] = {"exact", "near", "district", "axis", "province", "country"};
    for (int i = 0; i < 6; i++)
        if (precision && !strcmp(precision, names[i])) return 6 - i;
    return 6;
}

static uint32_t times_named(const toll_claim_reader *reader, const char *country)
{
    for (size_t i = 0; country && i < reader->story.side_count; i++)
        if (!strcmp(reader->story.sides[i].side, country)) return reader->story.sides[i].count;
    return 0;
}

static bool at_war(const toll_claim_reader *reader, const char *country)
{
    const conflict *war = claim_conflict(reader);
    return war && country && strstr(war->countries, country);
}

static double number_cell(const toll_claim_reader *reader, const toll_note *note, const char *column)
{
    const char *text = cell(reader, note, column);
    return text ? strtod(text, NULL) : (double)NAN;
}

static bool is_named(const toll_claim_reader *reader, const char *country)
{
    for (size_t i = 0; country && i < reader->story.side_count; i++)
        if (!strcmp(reader->story.sides[i].side, country)) return reader->story.sides[i].named;
    return false;
}

/* Of several places with the name: one in the country at war, then in the country most spoken of, then the first (most people). */
static const toll_note *best_note(const toll_claim_reader *reader, unsigned at)
{
    size_t count;
    const toll_note *notes = toll_scratch_notes(&reader->scratch, at, &count), *best = NULL;
    double best_score = -1;
    for (size_t i = 0; i < count; i++) {
        if (notes[i].class_ != reader->tables->classes.place || notes[i].len != reader->parse.name_len[at]) continue;
        const char *country = cell(reader, &notes[i], "country");
        if (claim_conflict(reader) && !at_war(reader, country) && !is_named(reader, country)) continue;
        double score = (at_war(reader, country) ? 1000.0 : 0.0) + times_named(reader, country);
        if (number_cell(reader, &notes[i], "population") > 500000) score += 0.5;
        if (score > best_score) best_score = score, best = &notes[i];
    }
    return best;
}

/* The place named at a token: false where none is. */
static bool spot_at(const toll_claim_reader *reader, unsigned at, spot *out, int *rank)
{
    const claim_classes *k = &reader->tables->classes;
    const sentence_parse *parse = &reader->parse;
    if (!parse->name_len[at] || parse->inside_name[at]) return false;
    const toll_note *note = best_note(reader, at);
    if (!note) return false;
    const char *precision = cell(reader, note, "precision");
    unsigned end = at + note->len;
    while (has_class(&parse->view, end, k->region_word) || has_class(&parse->view, end, k->axis_word)) {
        if (parse->view.tokens[end].kind != TOLL_TOKEN_WORD) break;
        precision = has_class(&parse->view, end, k->axis_word) ? "axis" : "province";
        end++;
    }
    toll_extent extent = {(uint16_t)at, (uint16_t)(end - at)};
    *out = (spot){.place = {.span = toll_extent_span(&parse->view, extent),
                      .id = cell(reader, note, "id"),
                      .name = cell(reader, note, "name"),
                      .precision = precision ? precision : "exact",
                      .lat = number_cell(reader, note, "lat"),
                      .lon = number_cell(reader, note, "lon")},
        .country = cell(reader, note, "country"),
        .sentence = reader->story.sentence,
        .known = true};
    *rank = claim_place_rank(out->place.precision);
    return true;
}

/* Is the name a speaker ("Kyiv said", "the mayor of Kyiv") rather than a place? Capitals count only after a preposition. */
static bool stands_as_place(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *capital = note_at(view, at, k->capital);
    unsigned before = at;
    while (before && (has_class(view, before - 1, k->determiner) ||
                         (view->tokens[before - 1].kind == TOLL_TOKEN_WORD && view->tokens[before - 1].shape == TOLL_SHAPE_LOWER &&
                             !has_class(view, before - 1, k->preposition) &&
                             !toll_classes_meet(view->scratch->classes[before - 1], k->any_verb) && at - before < 3)))
        before--;
    unsigned lead = before && has_class(view, before - 1, k->preposition) ? before - 1 : before;
    if (lead && has_class(view, lead - 1, k->comparison_than)) return false; /* "higher than in Moscow" compares */
    bool after_preposition = before && (has_class(view, before - 1, k->preposition) || has_class(view, before - 1, k->of));
    unsigned next = at + reader->parse.name_len[at];
    bool owns = next < view->count && view->tokens[next].mark == TOLL_MARK_CLITIC; /* "with Kyiv's casualties at 800" */
    if (capital) return !owns && before && has_class(view, before - 1, k->preposition);
    if (owns && !after_preposition) return false;
    return !has_class(view, next, k->title) && !has_class(view, next, k->institution);
}

bool claim_in_source(const sentence_parse *parse, unsigned at)
{
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (a->content.count && !(a->flags & TOLL_ATTRIBUTION_WEAK) && toll_extent_holds(a->source, at)) return true;
    }
    return false;
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

void claim_place(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const sentence_parse *parse = &reader->parse;
    unsigned here = parse->quantities[loss->quantity].extent.first;
    spot best = {.known = false};
    int best_score = -1000;
    for (unsigned at = 0; at < parse->view.count; at++) {
        spot found;
        int rank;
        if (!spot_at(reader, at, &found, &rank) || !stands_as_place(reader, at)) continue;
        if (!strcmp(found.place.precision, "country")) continue;
        int distance = at > here ? (int)(at - here) : (int)(here - at) * 2;
        distance += 4 * claim_clauses_between(parse, at, here);
        int score = rank * 12 - distance - (claim_in_source(parse, at) ? 40 : 0);
        if (score > best_score) best_score = score, best = found;
    }
    out->place_said = best.known;
    out->place_country = best.known ? best.country : NULL;
    out->claim.place = best.known ? best.place : (toll_place){.lat = (double)NAN, .lon = (double)NAN};
}

void claim_where(toll_claim_reader *reader, const tie *loss, draft *out)
{
    spot best = {.place = out->claim.place, .country = out->place_country, .sentence = reader->story.sentence, .known = out->place_said};
    const draft *before = claim_draft_before(reader, 1);
    bool narrow = out->claim.period.kind == TOLL_PERIOD_EVENT ||
                  (out->claim.period.kind == TOLL_PERIOD_WINDOW && before && before->claim.place.span.len);
    if (!best.known && narrow && reader->story.spot.known && reader->story.sentence - reader->story.spot.sentence <= 2)
        best = reader->story.spot;
    if (!best.known && narrow) best = reader->story.headline_spot;
    out->claim.place = (toll_place){.lat = (double)NAN, .lon = (double)NAN};
    if (best.known) out->claim.place = best.place;
    if (best.known && out->place_said) reader->story.spot = best;
    claim_whose_here(reader, loss, out, &best);
}

/* Notes the places of a sentence for the sentences to come. */
void claim_where_sentence(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    for (unsigned at = 0; at < parse->view.count; at++) {
        spot found;
        int rank;
        if (!parse->name_len[at] || !spot_at(reader, at, &found, &rank) || !stands_as_place(reader, at)) continue;
        if (rank <= 1) continue;
        if (claim_conflict(reader) && !at_war(reader, found.country)) continue; /* a byline, a capital abroad */
        bool finer = !reader->story.spot.known || rank >= claim_place_rank(reader->story.spot.place.precision) ||
                     reader->story.sentence - reader->story.spot.sentence > 2;
        if (finer) reader->story.spot = found;
        if (reader->story.zone == TOLL_ZONE_HEADLINE && !reader->story.headline_spot.known) reader->story.headline_spot = found;
    }
}
