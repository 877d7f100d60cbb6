/* Places of the gazetteer: which among several of one name the country of the story decides, and how a word after it widens it ("X region",
 * "X airport"), or a longer name makes it another ("San Miguel de Mercedes").
 *
 * In: a sentence and a name in it. Out: the place with its id, coordinates and precision. A look at the rows of the name. */
#include "where.h"

#include <math.h>
#include <stdlib.h>

static uint32_t times_named(const toll_claim_reader *reader, const char *country)
{
    for (size_t i = 0; country && i < reader->story.side_count; i++)
        if (toll_same(reader->story.sides[i].side, country)) return reader->story.sides[i].count;
    return 0;
}

bool claim_at_war(const toll_claim_reader *reader, const char *country)
{
    return claim_fought_in(claim_conflict(reader), country);
}

bool where_is_abroad(const toll_claim_reader *reader, const char *country)
{
    return country && claim_conflict(reader) && !claim_at_war(reader, country);
}

/* A decimal number. So few digits are a whole number divided by a power of ten, both exact, so that the quotient is what strtod would give. */
static double decimal(const char *text)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    enum { EXACT_DIGITS = 15 };
    const char *at = text + (*text == '-');
    uint64_t whole = 0;
    unsigned digits = 0, places = 0;
    bool point = false;
    for (; digits <= EXACT_DIGITS && ((*at >= '0' && *at <= '9') || (*at == '.' && !point)); at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        whole = whole * 10 + (unsigned)(*at - '0');
        digits++;
        places += point;
    }
    if (*at || !digits || digits > EXACT_DIGITS) return strtod(text, NULL);
    return (*text == '-' ? -1.0 : 1.0) * (double)whole / powers[places];
}

static double number_cell(const toll_claim_reader *reader, const toll_note *note, const char *column)
{
    const char *text = cell(reader, note, column);
    return text ? decimal(text) : (double)NAN;
}

static bool is_named(const toll_claim_reader *reader, const char *country)
{
    for (size_t i = 0; country && i < reader->story.side_count; i++)
        if (toll_same(reader->story.sides[i].side, country)) return reader->story.sides[i].named;
    return false;
}

/* How many of the notes are of places with the name. */
static size_t count_places(const toll_claim_reader *reader, unsigned at, const toll_note *notes, size_t count)
{
    size_t places = 0;
    for (size_t i = 0; i < count; i++) places += notes[i].class_ == claim_class.place && notes[i].len == reader->parse.name_len[at];
    return places;
}

/* Of several places with the name: one in the country at war, then in the country most spoken of, then in the paper's, then the
   first (most people). */
static const toll_note *best_note(const toll_claim_reader *reader, unsigned at)
{
    size_t count;
    const toll_note *notes = toll_scratch_notes(&reader->scratch, at, &count), *best = NULL;
    double best_score = -1;
    const bool alone = count_places(reader, at, notes, count) < 2; /* then it need not be weighed */
    for (size_t i = 0; i < count; i++) {
        if (notes[i].class_ != claim_class.place || notes[i].len != reader->parse.name_len[at]) continue;
        const char *country = cell(reader, &notes[i], "country");
        bool war = claim_at_war(reader, country);
        if (country && claim_conflict(reader) && !war && !is_named(reader, country)) continue; /* a sea has no country */
        if (alone) return &notes[i];
        double score = (war ? 1000.0 : 0.0) + times_named(reader, country);
        if (number_cell(reader, &notes[i], "population") > 500000) score += 0.5;
        if (country && reader->story.home && toll_same(reader->story.home, country))
            score += 0.6; /* a paper writes of its own country's towns */
        if (score > best_score) best_score = score, best = &notes[i];
    }
    return best;
}

const toll_note *claim_place_named(const toll_claim_reader *reader, unsigned at)
{
    size_t count;
    const toll_note *notes = toll_scratch_notes(&reader->scratch, at, &count);
    const toll_note *only = note_at(&reader->parse.view, at, claim_class.place);
    return only && count_places(reader, at, notes, count) > 1 ? best_note(reader, at) : only;
}

/* "the east of", "the": what stands before a name. */
static bool is_small(const toll_sentence_view *view, unsigned at)
{
    return has_class(view, at, claim_class.direction) || has_class(view, at, claim_class.determiner);
}

/* Of "the X quarter of Y", `of` the place of "of": is Y in X ("the Damascus suburb of Jaramana"), rather than X in Y ("the Saltivka quarter of
 * Kharkiv")? The one where more people live holds the other; a name of which nobody knows how many is the smaller. */
bool where_holds(const toll_claim_reader *reader, unsigned at, unsigned of)
{
    const sentence_parse *parse = &reader->parse;
    const toll_note *x = parse->name_len[at] ? best_note(reader, at) : NULL;
    if (!x) return false;
    unsigned after = of + 1;
    while (is_small(&parse->view, after)) after++;
    const toll_note *y = after < parse->view.count && parse->name_len[after] ? best_note(reader, after) : NULL;
    if (!y) return true;
    const char *whole = cell(reader, x, "precision"), *country = cell(reader, x, "country");
    if (whole && claim_place_rank(whole) <= RANK_PROVINCE && country && toll_same(country, cell(reader, y, "country")))
        return true; /* "the Kashmir district of Y" */
    const toll_note *kind = note_at(&parse->view, after + y->len, claim_class.region_word);
    const char *wide = kind ? cell(reader, kind, "precision") : cell(reader, y, "precision");
    if (wide && claim_place_rank(wide) <= RANK_PROVINCE) return false; /* "the X district of Y province" */
    double inner = number_cell(reader, x, "population"), outer = number_cell(reader, y, "population");
    return !isnan(inner) && (isnan(outer) || inner > outer);
}

bool where_is_joined(const toll_sentence_view *view, unsigned at)
{
    if (at + 1 >= view->count || view->tokens[at].kind != TOLL_TOKEN_MARK || view->tokens[at].mark != '-') return false;
    return !((view->tokens[at].flags | view->tokens[at + 1].flags) & TOLL_TOKEN_SPACE) && view->tokens[at + 1].shape != TOLL_SHAPE_LOWER;
}

/* "to Gidan Kaka" where the gazetteer has "Kaka": a word before it that no table knows, with a capital, after a word of place. */
static bool begun_before(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (at < 2 || !is_word(view, at - 1) || view->tokens[at - 1].shape != TOLL_SHAPE_CAPITAL || view->tokens[at].shape == TOLL_SHAPE_UPPER)
        return false;
    if (where_has_row(view, at - 1)) return false;
    return has_class(view, at - 2, k->place_lead) || (has_class(view, at - 2, k->of) && at > 2 && has_class(view, at - 3, k->region_word));
}

static bool is_verb(const toll_sentence_view *view, unsigned at)
{
    return toll_classes_meet(view->scratch->classes[at], claim_class.any_verb);
}

/* "San Miguel de Mercedes" where the gazetteer has "San Miguel": the tokens by which the name is longer. */
static unsigned name_goes_on(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const bool unknown = !reader->parse.titled && is_word(view, at) && view->tokens[at].shape == TOLL_SHAPE_CAPITAL &&
                         view->tokens[at - 1].shape == TOLL_SHAPE_CAPITAL && !where_has_row(view, at) &&
                         !(view->tokens[at].flags & TOLL_TOKEN_PARAGRAPH);
    if (unknown && (!is_word(view, at + 1) || (view->tokens[at + 1].shape == TOLL_SHAPE_LOWER && !is_verb(view, at + 1))))
        return 1; /* "Balad Ruz", but not "in Aleppo Mohammed said" */
    const toll_note *of = note_at(view, at, k->place_word);
    if (!of || !where_word_is(reader, at, PLACE_OF)) return 0;
    unsigned len = where_name_at(reader, at + of->len, view->tokens[at].shape != TOLL_SHAPE_LOWER);
    return len ? of->len + len : 0;
}

/* "the X region of Mali": `at` is where "of" stands. */
static bool is_of_country(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    at++;
    while (is_small(view, at)) at++;
    return at < view->count && has_class(view, at, k->country) && !is_mark(view, at + reader->parse.name_len[at], TOLL_MARK_CLITIC);
}

/* "the province of X": how wide the word before "of" makes what is named at the token; NULL = there is none. */
static const char *kind_before(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    const toll_note *kind = where_list_kind(reader, at);
    const bool loose = at > 1 && has_class(view, at - 1, k->of) && has_class(view, at - 2, k->area_word) &&
                       !has_class(view, at - 2, k->many_places);
    const char *precision = kind && kind->len == 1 && !loose ? cell(reader, kind, "precision") : NULL;
    return precision && claim_place_rank(precision) <= RANK_PROVINCE ? precision : NULL;
}

/* The place named at a token: false where none is. "X region" is not the town of X, "X airport" lies beside it. */
bool where_known(const toll_claim_reader *reader, unsigned at, sentence_spot *out)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    if (!parse->name_len[at] || parse->inside_name[at] || where_is_surname(reader, at)) return false;
    const toll_note *note = best_note(reader, at);
    if (!note) return false;
    const char *precision = cell(reader, note, "precision"), *widened = NULL;
    unsigned end = at + note->len;
    const toll_note *kind = note_at(&parse->view, end, k->region_word);
    if (!kind && precision && claim_place_rank(precision) <= RANK_PROVINCE)
        kind = note_at(&parse->view, end, k->site_word); /* "the Red Sea port of X" */
    const unsigned of = kind ? where_past_town(reader, end + kind->len) : end;
    if (kind && has_class(&parse->view, of, k->of) && !is_of_country(reader, of)) return false; /* "the X suburb of Y" */
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
    const char *whole = widened ? NULL : kind_before(reader, at);
    if (whole && (!precision || claim_place_rank(precision) > RANK_PROVINCE)) widened = whole;
    if (widened && strcmp(widened, "exact") != 0) precision = widened;
    bool other = widened && claim_place_rank(widened) <= RANK_DISTRICT; /* neither the town's id nor its coordinates */
    bool article = at > 1 && where_is_joined(&parse->view, at - 1) && has_class(&parse->view, at - 2, k->name_particle) &&
                   parse->view.tokens[at - 2].len == 2; /* "al-Bab" where the gazetteer has "Bab" */
    if (article) at -= 2;
    bool begun = !article && begun_before(reader, at);
    if (begun) at--, other = true;
    unsigned longer = end == at + note->len ? name_goes_on(reader, end) : 0;
    if (longer == 1 && precision && claim_place_rank(precision) <= RANK_DISTRICT) return false; /* "Euphrates Shield" */
    if (longer) end += longer, other = true;
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
        .count = extent.count,
        .flags = (widened && toll_same(widened, "near")) || has_class(&parse->view, end - 1, k->site_word) ? SPOT_SITE : 0};
    return true;
}
