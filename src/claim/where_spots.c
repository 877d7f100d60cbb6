/* The places that a sentence names: those of the gazetteer, of which among several of one name the country of the story decides, and those
 * that only their grammar shows (where_name.c).
 *
 * In: a sentence with its names. Out: its places in text order, each with its words, its precision and how it is named: near it, so many
 * kilometres from it, in a date line. Found once a sentence, whatever the number of its losses; one look at each token. */
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

/* --- places of the gazetteer */
static uint32_t times_named(const toll_claim_reader *reader, const char *country)
{
    for (size_t i = 0; country && i < reader->story.side_count; i++)
        if (!strcmp(reader->story.sides[i].side, country)) return reader->story.sides[i].count;
    return 0;
}

bool claim_at_war(const toll_claim_reader *reader, const char *country)
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
        bool war = claim_at_war(reader, country);
        if (claim_conflict(reader) && !war && !is_named(reader, country)) continue;
        double score = (war ? 1000.0 : 0.0) + times_named(reader, country);
        if (number_cell(reader, &notes[i], "population") > 500000) score += 0.5;
        if (score > best_score) best_score = score, best = &notes[i];
    }
    return best;
}

/* The place named at a token: false where none is. "X region" is not the town of X, "X airport" lies beside it. */
static bool known_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &reader->tables->classes;
    const sentence_parse *parse = &reader->parse;
    if (!parse->name_len[at] || parse->inside_name[at]) return false;
    const toll_note *note = best_note(reader, at);
    if (!note) return false;
    const char *precision = cell(reader, note, "precision"), *widened = NULL;
    unsigned end = at + note->len;
    if (has_class(&parse->view, end, k->region_word) && has_class(&parse->view, end + 1, k->of)) return false; /* "the X suburb of Y" */
    for (;;) {
        const toll_note *region = note_at(&parse->view, end, k->region_word), *axis = note_at(&parse->view, end, k->axis_word),
                        *site = note_at(&parse->view, end, k->site_word),
                        *word = region ? region
                                : axis ? axis
                                       : site;
        if (!word || parse->view.tokens[end].kind != TOLL_TOKEN_WORD) break;
        widened = cell(reader, word, "precision");
        if (axis && !region) widened = "axis";
        if (!widened) widened = "province";
        end += word->len;
    }
    if (widened && strcmp(widened, "exact") != 0) precision = widened;
    bool other = widened && claim_place_rank(widened) <= 4; /* neither the town's id nor its coordinates */
    toll_extent extent = {(uint16_t)at, (uint16_t)(end - at)};
    *out = (sentence_spot){.spot = {.place = {.span = toll_extent_span(&parse->view, extent),
                                        .id = other ? NULL : cell(reader, note, "id"),
                                        .name = other ? NULL : cell(reader, note, "name"),
                                        .precision = precision ? precision : "exact",
                                        .lat = other ? (double)NAN : number_cell(reader, note, "lat"),
                                        .lon = other ? (double)NAN : number_cell(reader, note, "lon")},
                               .country = cell(reader, note, "country"),
                               .sentence = reader->story.sentence,
                               .known = true},
        .first = extent.first,
        .count = extent.count};
    return true;
}

/* A country that is not the one at war: "179 who lost their lives in Iraq". */
static bool abroad_spot(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    if (!has_class(view, at, k->country)) return false;
    const toll_note *country = note_at(view, at, k->country);
    const char *id = country ? cell(reader, country, "id") : NULL;
    if (!id || country->len != reader->parse.name_len[at] || !at || !has_class(view, at - 1, k->guess_lead)) return false;
    if (!claim_conflict(reader) || claim_at_war(reader, id)) return false;
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

/* --- how a place is named */
static bool acts(const toll_sentence_view *view, const claim_classes *k, unsigned at)
{
    return at < view->count && (toll_classes_meet(view->scratch->classes[at], k->any_verb) || has_class(view, at, k->have) ||
                                   has_class(view, at, k->be) || has_class(view, at, k->modal));
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
    if (capital && capital->len == reader->parse.name_len[at] && !has_class(view, next, k->region_word)) {
        if (owns || !before) return false;
        if (before < at && has_class(view, before - 1, k->of) && acts(view, k, next))
            return false; /* "of the heaviest losses Moscow has acknowledged" */
        if (has_class(view, before - 1, k->guess_lead) || has_class(view, before - 1, k->in_word) || has_class(view, before - 1, k->of))
            return true;
        return before > 1 && has_class(view, before - 1, k->place_lead) &&
               (has_class(view, before - 2, k->attack) || has_class(view, before - 2, k->attack_verb) ||
                   has_class(view, before - 2, k->region_word));
    }
    if (owns && !after_preposition) return false;
    bool last = next + 1 >= view->count || view->tokens[next + 1].kind == TOLL_TOKEN_MARK; /* "12 dead in X - monitor" without its dash */
    if (last && at && has_class(view, at - 1, k->guess_lead)) return true;
    return !has_class(view, next, k->title) && !has_class(view, next, k->institution);
}

/* "20 km from X", "16 km north of X": false where X is the place itself. */
static bool is_measured_from(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = at;
    while (
        back && (has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->region_word) || has_class(view, back - 1, k->of)))
        back--; /* "from the city of X" */
    for (unsigned step = 0; back && step < 6; step++, back--) {
        if (has_class(view, back - 1, k->distance_word)) return true;
        bool between = has_class(view, back - 1, k->compass) || has_class(view, back - 1, k->of) ||
                       has_class(view, back - 1, k->preposition) || has_class(view, back - 1, k->determiner) ||
                       view->tokens[back - 1].mark == '-' || view->tokens[back - 1].mark == ')' || view->tokens[back - 1].mark == '(' ||
                       view->tokens[back - 1].kind == TOLL_TOKEN_NUMBER;
        if (!between) return false;
    }
    return false;
}

static bool is_near(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned back = at; back && back + 6 > at; back--) {
        const toll_note *near = note_at(view, back - 1, k->near_word);
        if (near && back - 1u + near->len <= at) return true;
        bool between = has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->region_word) ||
                       has_class(view, back - 1, k->of) || has_class(view, back - 1, k->compass) || has_class(view, back - 1, k->direction);
        if (!between) return false;
    }
    return false;
}

/* "KYIV, 2 Jan (Agency) -", "SAN JOSE (Agency)": where the text was written. */
static bool is_rule(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_MARK && (token->mark == TOLL_MARK_DASH || token->mark == ':');
}

static bool is_dateline_place(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { LEAD = 2 };
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    if (s->first > LEAD) return false;
    for (unsigned at = 0; at < s->first; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_WORD) return false;
    unsigned end = (unsigned)s->first + s->count;
    bool upper = view->tokens[s->first].shape == TOLL_SHAPE_UPPER, entry = end < view->count && is_rule(&view->tokens[end]);
    if (entry && reader->story.dateline_known && reader->story.dateline_sentence != reader->story.sentence)
        return false; /* a list by towns */
    for (unsigned step = 0; step < 6 && end < view->count; step++, end++) {
        const toll_token *token = &view->tokens[end];
        if (token->kind == TOLL_TOKEN_NUMBER || has_class(view, end, reader->tables->mention.date.month)) return step > 0;
        if (token->kind == TOLL_TOKEN_MARK && (token->mark == '(' || (is_rule(token) && (upper || token->mark != ':')))) return true;
        if (token->kind == TOLL_TOKEN_MARK && token->mark != ',') return false;
        if (token->kind == TOLL_TOKEN_WORD && !has_class(view, end, k->country) && !has_class(view, end, k->place)) return false;
    }
    return upper && end < view->count && view->tokens[end].kind == TOLL_TOKEN_MARK;
}

/* "on the road between X and Y". */
static bool is_between(const toll_claim_reader *reader, const sentence_spot *s)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    if (!s->first) return false;
    if (has_class(view, s->first - 1u, k->between_word)) return true;
    const sentence_spot *before = reader->parse.spot_count ? s - 1 : NULL;
    return before && has_class(view, s->first - 1u, k->conjunction) && before->first + before->count + 1 == s->first &&
           before->flags & SPOT_FROM;
}

/* "evacuated to X", "families from X": where they were brought, or come from. */
static bool is_way(const toll_claim_reader *reader, const sentence_spot *s, bool *brought)
{
    const claim_classes *k = &reader->tables->classes;
    const toll_sentence_view *view = &reader->parse.view;
    unsigned back = s->first;
    for (unsigned step = 0; back && step < 5; step++, back--) {
        const toll_note *way = note_at(view, back - 1, k->way_word);
        if (way && back > 1 && has_class(view, back - 2, k->near_word)) return false;
        if (way) {
            *brought = has_class(view, back - 1, k->infinitive) && !has_class(view, s->first + s->count, k->where_word) && back > 1 &&
                       toll_classes_meet(view->scratch->classes[back - 2], k->any_verb);
            return true;
        }
        bool between = has_class(view, back - 1, k->determiner) || has_class(view, back - 1, k->direction) ||
                       has_class(view, back - 1, k->of) || has_class(view, back - 1, k->region_word) ||
                       has_class(view, back - 1, k->site_word);
        if (!between) return false;
    }
    return false;
}

static void weigh(const toll_claim_reader *reader, sentence_spot *s)
{
    enum { RANK = 12, SITE = 28, NEAR = 14, FROM = 44, GUESSED = 10, WAY = 30 };
    if (is_dateline_place(reader, s)) s->flags |= SPOT_DATELINE;
    if (is_measured_from(reader, s->first) || is_between(reader, s)) s->flags |= SPOT_FROM;
    else if (is_near(reader, s->first)) s->flags |= SPOT_NEAR;
    bool brought = false, way = is_way(reader, s, &brought);
    if (brought) s->flags |= SPOT_BROUGHT;
    int rank = claim_place_rank(s->spot.place.precision);
    s->rank = (int16_t)(rank * RANK + (rank == 5 ? SITE : 0) - (s->flags & SPOT_NEAR ? NEAR : 0) - (s->flags & SPOT_FROM ? FROM : 0) -
                        (s->flags & SPOT_GUESSED ? GUESSED : 0) - (way ? WAY : 0));
    bool beside = s->flags & (SPOT_NEAR | SPOT_FROM) && rank == 6;
    if (beside) s->spot.place.precision = "near";
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
    const claim_classes *k = &reader->tables->classes;
    const toll_token *token = &reader->parse.view.tokens[at];
    if (token->kind != TOLL_TOKEN_WORD) return false;
    return token->shape != TOLL_SHAPE_LOWER || reader->parse.name_len[at] || has_class(&reader->parse.view, at, k->direction) ||
           has_class(&reader->parse.view, at, k->name_particle);
}

static bool find_at(const toll_claim_reader *reader, unsigned at, bool titled, sentence_spot *out)
{
    const sentence_parse *parse = &reader->parse;
    if (parse->inside_name[at]) return false;
    if (abroad_spot(reader, at, out)) return true;
    if (known_spot(reader, at, out))
        return claim_place_rank(out->spot.place.precision) > 1 && (stands_as_place(reader, at) || is_dateline_place(reader, out));
    return claim_part_spot(reader, at, out) || claim_name_spot(reader, at, titled, out);
}

void claim_find_spots(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->placed) return;
    parse->placed = true;
    parse->spot_count = 0;
    bool titled = is_titled(&parse->view);
    for (unsigned at = 0; at < parse->view.count && parse->spot_count < SPOT_LIMIT; at++) {
        sentence_spot *found = &parse->spots[parse->spot_count];
        if (!may_begin(reader, at) || !find_at(reader, at, titled, found)) continue;
        weigh(reader, found);
        if (found->flags & SPOT_DATELINE && !reader->story.dateline_known)
            reader->story.dateline_known = true, reader->story.dateline_sentence = reader->story.sentence;
        parse->spot_count++;
        at = (unsigned)found->first + found->count - 1;
    }
}
