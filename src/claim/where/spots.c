/* The places that a sentence names: those of the gazetteer, of which among several of one name the country of the story decides, and those
 * that only their grammar shows (name.c).
 *
 * In: a sentence with its names. Out: its places in text order, each with its words, its precision and how it is named: near it, so many
 * kilometres from it, in a date line. Found once a sentence, whatever the number of its losses; one look at each token. */
#include "where.h"

#include <math.h>
#include <stdlib.h>

int claim_place_rank(const char *precision)
{
    static const char *const names[] = {"exact", "near", "district", "axis", "province", "country"};
    for (int i = 0; i < 6; i++)
        if (precision && toll_same(precision, names[i])) return 6 - i;
    return 6;
}

/* --- places of the gazetteer */
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
    for (size_t i = 0; i < count; i++)
        places += notes[i].class_ == reader->tables->classes.place && notes[i].len == reader->parse.name_len[at];
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
        if (notes[i].class_ != reader->tables->classes.place || notes[i].len != reader->parse.name_len[at]) continue;
        const char *country = cell(reader, &notes[i], "country");
        bool war = claim_at_war(reader, country);
        if (claim_conflict(reader) && !war && !is_named(reader, country)) continue;
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
    const toll_note *only = note_at(&reader->parse.view, at, reader->tables->classes.place);
    return only && count_places(reader, at, notes, count) > 1 ? best_note(reader, at) : only;
}

/* Of "the X quarter of Y", `of` the place of "of": is Y in X ("the Damascus suburb of Jaramana"), rather than X in Y ("the Saltivka quarter of
 * Kharkiv")? The one where more people live holds the other; a name of which nobody knows how many is the smaller. */
bool where_holds(const toll_claim_reader *reader, unsigned at, unsigned of)
{
    const sentence_parse *parse = &reader->parse;
    const toll_note *x = parse->name_len[at] ? best_note(reader, at) : NULL;
    if (!x) return false;
    unsigned after = of + 1;
    while (has_class(&parse->view, after, reader->tables->classes.direction) ||
           has_class(&parse->view, after, reader->tables->classes.determiner))
        after++;
    const toll_note *y = after < parse->view.count && parse->name_len[after] ? best_note(reader, after) : NULL;
    if (!y) return true;
    double inner = number_cell(reader, x, "population"), outer = number_cell(reader, y, "population");
    return !isnan(inner) && (isnan(outer) || inner > outer);
}

static bool is_joined(const toll_sentence_view *view, unsigned at)
{
    if (at + 1 >= view->count || view->tokens[at].kind != TOLL_TOKEN_MARK || view->tokens[at].mark != '-') return false;
    return !((view->tokens[at].flags | view->tokens[at + 1].flags) & TOLL_TOKEN_SPACE) && view->tokens[at + 1].shape != TOLL_SHAPE_LOWER;
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
    const toll_note *kind = note_at(&parse->view, end, k->region_word);
    if (kind && has_class(&parse->view, end + kind->len, k->of)) return false; /* "the X suburb of Y": name.c */
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
    bool article = at > 1 && is_joined(&parse->view, at - 1) && has_class(&parse->view, at - 2, k->name_particle) &&
                   parse->view.tokens[at - 2].len == 2; /* "al-Bab" where the gazetteer has "Bab" */
    if (article) at -= 2;
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

static bool find_at(const toll_claim_reader *reader, unsigned at, bool titled, uint16_t *country_at, sentence_spot *out)
{
    const sentence_parse *parse = &reader->parse;
    if (parse->inside_name[at]) return false;
    const toll_note *country = at && has_class(&parse->view, at - 1, reader->tables->classes.guess_lead)
                                   ? note_at(&parse->view, at, reader->tables->classes.country)
                                   : NULL;
    if (country && country->len == parse->name_len[at]) *country_at = (uint16_t)at;
    if (abroad_spot(reader, at, out)) return true;
    if (is_joined(&parse->view, at + parse->name_len[at]) && claim_name_spot(reader, at, titled, out)) return true; /* "the X-Y road" */
    if (known_spot(reader, at, out)) {
        if (claim_place_rank(out->spot.place.precision) <= 1) return false;
        if (where_is_seat(reader, at)) out->flags |= SPOT_SEAT;
        return out->flags & SPOT_SEAT || where_stands(reader, at) || where_is_dateline(reader, out);
    }
    return claim_part_spot(reader, at, out) || claim_name_spot(reader, at, titled, out);
}

/* "researchers at X University": where those who speak of it belong, and not where it was; but "two doctors at X hospital". */
static bool is_of_speakers(const toll_claim_reader *reader, const sentence_spot *s)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &reader->tables->classes;
    unsigned at = s->first;
    if (at && has_class(view, at - 1, k->determiner)) at--;
    if (!(s->flags & SPOT_SITE) || at < 2 || !(has_class(view, at - 1, k->preposition) || has_class(view, at - 1, k->of))) return false;
    bool counted = at > 2 &&
                   (view->tokens[at - 3].kind == TOLL_TOKEN_NUMBER || has_class(view, at - 3, reader->tables->mention.number.small));
    return has_class(view, at - 2, k->speaker) && !counted;
}

void claim_find_spots(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->placed) return;
    parse->placed = true;
    parse->spot_count = 0;
    parse->country_at = 0;
    bool titled = is_titled(&parse->view);
    for (unsigned at = 0; at < parse->view.count && parse->spot_count < SPOT_LIMIT; at++) {
        sentence_spot *found = &parse->spots[parse->spot_count];
        if (!may_begin(reader, at) || !find_at(reader, at, titled, &parse->country_at, found)) continue;
        if (is_of_speakers(reader, found)) found->flags |= SPOT_SEAT;
        where_weigh(reader, found);
        if (found->flags & SPOT_DATELINE && !reader->story.dateline_known)
            reader->story.dateline_known = true, reader->story.dateline_sentence = reader->story.sentence;
        parse->spot_count++;
        at = (unsigned)found->first + found->count - 1;
    }
    where_chain(reader);
}
