/* Quantities: numbers with their qualifier, bounds, unit, and what they must not be taken for.
 *
 * In: a sentence. Out: quantities in text order. number.c finds the numbers, the rules of quantity.rules put qualifiers and ranges around
 * them, and here the bounds and flags are worked out. Costs one rule look-up a token near a number, nothing elsewhere. */
#include "quantity.h"

#include <math.h>

enum { REACH = 7 }; /* tokens before a number in which its qualifier may begin */

/* --- the figure */
static void set_bounds(toll_quantity *q, const toll_number *low, const toll_number *high)
{
    double step = q->unit == TOLL_UNIT_NUMBER ? 1 : 0;
    bool vague = low->kind == TOLL_NUMBER_VAGUE;
    double least = vague ? low->low : low->value, most = vague ? low->high : low->value;
    if (vague && (q->qualifier == TOLL_QUALIFIER_EXACT || q->qualifier == TOLL_QUALIFIER_ABOUT)) q->qualifier = TOLL_QUALIFIER_VAGUE;
    q->point = vague ? NAN : low->value;
    q->low = q->high = NAN;
    switch (q->qualifier) {
    case TOLL_QUALIFIER_MORE_THAN: q->low = vague ? least : least + step; break;
    case TOLL_QUALIFIER_AT_LEAST: q->low = least; break;
    case TOLL_QUALIFIER_LESS_THAN:
    case TOLL_QUALIFIER_NEARLY: q->high = vague ? most : most - step; break;
    case TOLL_QUALIFIER_UP_TO: q->high = most; break;
    case TOLL_QUALIFIER_ABOUT: break;
    case TOLL_QUALIFIER_RANGE:
        q->point = NAN;
        q->low = least;
        q->high = high->kind == TOLL_NUMBER_VAGUE ? high->high : high->value;
        break;
    default: q->low = least; q->high = most;
    }
}

static uint8_t unit_after(const toll_quantity_finder *f, toll_extent *extent, toll_extent *number)
{
    const toll_note *n = quantity_note(f, toll_extent_end(*extent), f->words->number.unit);
    const toll_number_row *row = toll_mention_number_row(f->words, n);
    if (!row || toll_number_count_sign(f->view, toll_extent_end(*extent))) return TOLL_UNIT_NUMBER;
    if (toll_extent_end(*number) == toll_extent_end(*extent)) number->count = (uint16_t)(number->count + n->len);
    extent->count = (uint16_t)(extent->count + n->len);
    return row->unit;
}

/* "400 a day", "400 soldiers a day"; "a day earlier" is no rate. */
static bool is_rate(const toll_quantity_finder *f, unsigned end)
{
    for (unsigned at = end; at < end + 4 && at < f->view->count; at++) {
        const toll_note *rate = quantity_note(f, at, f->words->number.rate), *idle = quantity_note(f, at, f->words->number.idle);
        if (rate) return !idle || idle->len <= rate->len;
        if (idle && idle->len > 1) return false; /* "in a day" */
        if (f->view->tokens[at].kind != TOLL_TOKEN_WORD) return false;
    }
    return false;
}

static bool is_difference(const toll_quantity_finder *f, unsigned end)
{
    const toll_note *n = quantity_note(f, end, f->words->number.difference);
    if (!n) return false;
    unsigned after = end + n->len;
    return after < f->view->count && f->view->tokens[after].kind == TOLL_TOKEN_WORD &&
           !toll_classes_meet(f->view->scratch->classes[after], f->words->number_begins);
}

static void set_flags(const toll_quantity_finder *f, toll_quantity_mention *m, const toll_number *number)
{
    unsigned end = toll_extent_end(m->extent);
    bool ordinal = number->kind == TOLL_NUMBER_ORDINAL;
    if (number->kind == TOLL_NUMBER_ARTICLE) m->flags |= TOLL_QUANTITY_ARTICLE;
    if (number->kind == TOLL_NUMBER_NONE) m->flags |= TOLL_QUANTITY_NONE;
    if (number->kind == TOLL_NUMBER_ANY) m->flags |= TOLL_QUANTITY_NONE | TOLL_QUANTITY_ANY;
    if (ordinal) m->flags |= TOLL_QUANTITY_ORDINAL;
    if (number->kind == TOLL_NUMBER_ANOTHER || quantity_note_ends_at(f, m->extent.first, f->words->number.other_before))
        m->flags |= TOLL_QUANTITY_OTHER;
    if (number->kind == TOLL_NUMBER_EXACT && number->value == 1 && number->count == 1 && quantity_note(f, end, f->words->number.of))
        m->flags |= TOLL_QUANTITY_ARTICLE;
    bool difference = m->quantity.unit == TOLL_UNIT_NUMBER && !ordinal && is_difference(f, end);
    if (difference) m->quantity.unit = TOLL_UNIT_PEOPLE_DIFFERENCE;
    else if (quantity_note(f, end, f->words->number.other_after)) m->flags |= TOLL_QUANTITY_OTHER;
    if (number->kind > TOLL_NUMBER_SHARE && !ordinal) return;
    if (toll_quantity_is_measure(f, m->number, m->extent)) m->flags |= TOLL_QUANTITY_MEASURE;
    if (toll_quantity_is_name(f, m->number, ordinal)) m->flags |= TOLL_QUANTITY_NAME;
    if (toll_quantity_is_year(f, number, m->extent)) m->flags |= TOLL_QUANTITY_BARE_YEAR;
    if (m->quantity.unit == TOLL_UNIT_NUMBER && !ordinal && !(m->flags & TOLL_QUANTITY_MEASURE) && is_rate(f, end))
        m->quantity.unit = TOLL_UNIT_PEOPLE_PER_DAY;
}

static void make(const toll_quantity_finder *f, toll_quantity_mention *out, toll_extent extent, toll_extent words, const toll_number *low,
    const toll_number *high, toll_qualifier qualifier)
{
    *out = (toll_quantity_mention){.extent = extent, .number = words, .rule = TOLL_NO_RULE};
    out->quantity.qualifier = qualifier;
    out->quantity.unit = low->unit != TOLL_UNIT_NUMBER ? low->unit : high->unit;
    if (out->quantity.unit == TOLL_UNIT_NUMBER && low->kind != TOLL_NUMBER_ORDINAL)
        out->quantity.unit = unit_after(f, &out->extent, &out->number);
    set_flags(f, out, low);
    if (high != low && toll_quantity_is_year(f, high, (toll_extent){high->first, high->count})) out->flags |= TOLL_QUANTITY_BARE_YEAR;
    set_bounds(&out->quantity, low, high);
    out->quantity.span = toll_extent_span(f->view, out->extent);
}

/* --- rules */
const toll_number *toll_quantity_number_at(const toll_quantity_finder *f, unsigned first)
{
    size_t low = 0, high = f->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->numbers[middle].first < first) low = middle + 1;
        else high = middle;
    }
    return low < f->count && f->numbers[low].first == first ? &f->numbers[low] : NULL;
}

static int qualifier_of(const char *name)
{
    static const char *const names[] = {"exact", "more_than", "at_least", "less_than", "up_to", "about", "nearly", "range"};
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++)
        if (toll_same(names[i], name)) return i;
    return -1;
}

static const toll_number *captured(const toll_quantity_finder *f, const toll_rule_match *match, const char *name)
{
    int capture = toll_rule_capture(f->view->tables, match->rule, name);
    return capture >= 0 && match->captures[capture].count ? toll_quantity_number_at(f, match->captures[capture].first) : NULL;
}

static bool make_range(
    const toll_quantity_finder *f, toll_quantity_mention *out, toll_extent extent, const toll_number *low, const toll_number *high)
{
    toll_number first = *low;
    if (low->kind == TOLL_NUMBER_NONE || high->kind == TOLL_NUMBER_NONE || low->kind == TOLL_NUMBER_ANY || high->kind == TOLL_NUMBER_ANY ||
        low->kind == TOLL_NUMBER_VAGUE)
        return false;
    double top = high->kind == TOLL_NUMBER_VAGUE ? high->high : high->value;
    /* "70 to 80 thousand": the scale is said once */
    if (low->scale == 1 && high->scale > 1 && low->value < top / high->scale) first.value *= high->scale;
    if (!(first.value < top) || (low->unit != TOLL_UNIT_NUMBER && low->unit != high->unit)) return false;
    toll_extent words = {low->first, (uint16_t)(high->first + high->count - low->first)};
    make(f, out, extent, words, &first, high, TOLL_QUALIFIER_RANGE);
    return true;
}

/* "raised the toll from the strike from 63 to 89": a rise or fall in the same clause makes the two numbers two. */
static bool is_change(const toll_quantity_finder *f, unsigned first)
{
    enum { CLAUSE = 12 };
    for (unsigned at = first; at-- > 0 && first - at <= CLAUSE;) {
        if (f->view->tokens[at].kind == TOLL_TOKEN_MARK) return false;
        if (quantity_note(f, at, f->words->number.rise)) return true;
    }
    return false;
}

static bool make_from_rule(const toll_quantity_finder *f, toll_quantity_mention *out, const toll_rule_match *match)
{
    const toll_tables *tables = f->view->tables;
    int qualifier = qualifier_of(toll_rule_setting(tables, match->rule, "qualifier"));
    const toll_number *value = captured(f, match, "value"), *low = captured(f, match, "low"), *high = captured(f, match, "high");
    toll_extent extent = {match->first, match->count};
    if (toll_same(toll_rule_setting(tables, match->rule, "flag"), "from") && is_change(f, match->first)) return false;
    if (qualifier == TOLL_QUALIFIER_RANGE) {
        if (!low || !high || !make_range(f, out, extent, low, high)) return false;
    } else {
        if (!value || qualifier < 0) return false;
        make(f, out, extent, (toll_extent){value->first, value->count}, value, value, (toll_qualifier)qualifier);
    }
    if (toll_same(toll_rule_setting(tables, match->rule, "flag"), "record")) out->flags |= TOLL_QUANTITY_RECORD;
    out->rule = match->rule;
    return true;
}

static bool take_number(const toll_quantity_finder *f, toll_quantity_mention *out, const toll_number *number)
{
    if (toll_quantity_is_glued(f, number)) return false;
    toll_extent extent = {number->first, number->count};
    make(f, out, extent, extent, number, number, TOLL_QUALIFIER_EXACT);
    if (number->kind <= TOLL_NUMBER_SHARE && toll_quantity_is_score(f, number)) out->flags |= TOLL_QUANTITY_MEASURE;
    return true;
}

/* The longest match of rules at `at` that holds: of those that begin with words, and at a number of those that begin with it. */
static bool take_rule(const toll_quantity_finder *f, toll_quantity_mention *out, unsigned at, bool number)
{
    toll_rule_match match;
    if (toll_rules_match(&match, f->view, f->words->quantity_kind, (uint16_t)at) && make_from_rule(f, out, &match)) return true;
    return number && toll_rules_match(&match, f->view, f->words->quantity_number_kind, (uint16_t)at) && make_from_rule(f, out, &match);
}

size_t toll_mention_quantities(toll_quantity_mention *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words)
{
    toll_number numbers[TOLL_NUMBER_LIMIT];
    toll_piece pieces[TOLL_NUMBER_LIMIT];
    size_t found = toll_numbers_find(numbers, TOLL_NUMBER_LIMIT, view, words), count = 0, next = 0, piece = 0;
    if (!found) return 0;
    toll_sentence_view own = *view;
    own.pieces = pieces;
    own.piece_count = 0;
    for (size_t i = 0; i < found; i++)
        if (numbers[i].kind <= TOLL_NUMBER_SHARE)
            pieces[own.piece_count++] = (toll_piece){words->number_kind, numbers[i].first, numbers[i].count};
    toll_quantity_finder f = {&own, words, numbers, found};
    for (unsigned at = 0; at < view->count && next < found && count < cap;) {
        while (piece < own.piece_count && pieces[piece].first < at) piece++;
        if (numbers[next].first < at) {
            next++;
            continue;
        }
        /* rules stand only just before numbers that they can hold */
        unsigned near = piece < own.piece_count ? pieces[piece].first : UINT16_MAX;
        if (numbers[next].first > at && near > at + REACH) at = numbers[next].first < near - REACH ? numbers[next].first : near - REACH;
        bool here = near == at;
        bool made = near <= at + REACH && take_rule(&f, &out[count], at, here);
        if (!made && numbers[next].first == at) made = take_number(&f, &out[count], &numbers[next]);
        if (made) at = toll_extent_end(out[count++].extent);
        else at += numbers[next].first == at && numbers[next].count ? numbers[next].count : 1;
    }
    return count;
}
