/* The number grammar: values from number_value.c and number_share.c, ordinals, vague words, "no", "a" and "another", with the unit that is
 * written onto them ("75%", "30 times").
 *
 * In: a sentence's tokens and notes. Out: numbers in text order, none overlapping. Recursive descent over a few tokens, each looked at a
 * bounded number of times; qualifiers and ranges are rules (quantity.rules). */
#include "number_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- vague words */
static bool read_vague(const toll_scan *s, unsigned at, toll_number *out)
{
    const toll_note *n = note(s, at, s->words->number.vague), *next;
    const toll_number_row *row = toll_mention_number_row(s->words, n);
    if (!row) return false;
    *out = (toll_number){.first = (uint16_t)at,
        .kind = TOLL_NUMBER_VAGUE,
        .unit = TOLL_UNIT_NUMBER,
        .value = NAN,
        .low = row->low,
        .high = row->high,
        .scale = 1};
    unsigned end = at + n->len;
    for (unsigned steps = 0; steps < 2; steps++) {
        const toll_note *of = note(s, end, s->words->number.of);
        unsigned from = end + (of ? of->len : 0);
        double by = 0;
        if ((next = note(s, from, s->words->number.vague)) && row_value(s, next) >= 100 && of) by = row_value(s, next);
        else if ((next = note(s, from, s->words->number.scale)) || (next = note(s, from, s->words->number.dozen))) by = row_value(s, next);
        if (by <= 1) break;
        out->low *= by;
        out->high = by < 20 && out->low <= 99 ? 99 : out->high * by + by - 1; /* several dozen are fewer than a hundred */
        out->scale = by;
        end = from + next->len;
    }
    out->count = (uint16_t)(end - at);
    return true;
}

/* --- put together */
/* Fifteen digits are what a double keeps of a decimal: 0.1 + 0.2 reads 0.3 again. */
static double tidy(double number)
{
    char digits[40];
    if (!isfinite(number) || number == floor(number)) return number;
    snprintf(digits, sizeof digits, "%.15g", number);
    return strtod(digits, NULL);
}

static void finish(const toll_scan *s, toll_number *out, unsigned at, const toll_value *v, uint8_t kind)
{
    *out = (toll_number){.first = (uint16_t)at,
        .count = (uint16_t)(v->end - at),
        .kind = kind,
        .unit = TOLL_UNIT_NUMBER,
        .digits = v->digits,
        .value = tidy(v->number),
        .low = NAN,
        .high = NAN,
        .scale = v->scale};
    const toll_note *n = note(s, v->end, s->words->number.unit);
    unsigned hyphen = 0;
    if (!n && toll_mark_at(s->view, v->end, '-') && toll_glued_at(s->view, v->end))
        n = note(s, v->end + 1, s->words->number.unit), hyphen = n != NULL;
    const toll_number_row *row = toll_mention_number_row(s->words, n);
    if (!row || toll_number_count_sign(s->view, v->end)) return;
    out->count = (uint16_t)(out->count + hyphen + n->len);
    out->unit = row->unit;
    out->kind = TOLL_NUMBER_EXACT;
    out->digits = false;
}

/* A share is a percentage of something; alone in its sentence it is the number it says. */
static void make_share(const toll_scan *s, toll_number *out, unsigned at, const toll_value *v)
{
    finish(s, out, at, v, TOLL_NUMBER_SHARE);
    if (out->kind != TOLL_NUMBER_SHARE) return;
    bool alone = true;
    for (unsigned i = 0; i < s->view->count && alone; i++)
        if ((i < at || i >= v->end) && s->view->tokens[i].kind != TOLL_TOKEN_MARK) alone = false;
    if (alone) {
        out->kind = TOLL_NUMBER_EXACT;
        return;
    }
    out->value = round(v->number * 1000) / 10;
    out->unit = TOLL_UNIT_PERCENT;
}

static bool read_ordinal(const toll_scan *s, unsigned at, toll_number *out)
{
    const toll_note *n;
    unsigned end = at;
    double number = 0;
    if (toll_digits_at(s->view, at) && toll_glued_at(s->view, at + 1) && (n = note(s, at + 1, s->words->number.ordinal_end))) {
        number = toll_value_of_token(s, at);
        end = at + 1 + n->len;
    } else if ((n = note(s, at, s->words->number.ordinal))) {
        number = row_value(s, n);
        end = at + n->len;
    } else if ((n = note(s, at, s->words->number.ten))) {
        unsigned hyphen = toll_mark_at(s->view, at + n->len, '-') ? 1 : 0;
        const toll_note *small = note(s, at + n->len + hyphen, s->words->number.ordinal);
        if (!small || row_value(s, small) >= 10) return false;
        number = row_value(s, n) + row_value(s, small);
        end = at + n->len + hyphen + small->len;
    } else {
        return false;
    }
    *out = (toll_number){.first = (uint16_t)at,
        .count = (uint16_t)(end - at),
        .kind = TOLL_NUMBER_ORDINAL,
        .unit = TOLL_UNIT_NUMBER,
        .value = number,
        .low = NAN,
        .high = NAN,
        .scale = 1};
    return true;
}

static bool simple(toll_number *out, unsigned at, unsigned len, uint8_t kind, double number)
{
    *out = (toll_number){.first = (uint16_t)at,
        .count = (uint16_t)len,
        .kind = kind,
        .unit = TOLL_UNIT_NUMBER,
        .value = number,
        .low = NAN,
        .high = NAN,
        .scale = 1};
    return true;
}

/* "the other one", "that one is"; in "said that one soldier died" it counts. */
static bool is_pronoun_one(const toll_scan *s, unsigned at, const toll_value *v)
{
    if (v->number != 1 || v->end != at + 1 || toll_digits_at(s->view, at)) return false;
    if (!at) return toll_mark_at(s->view, at + 1, TOLL_MARK_CLITIC);
    bool of_which = at > 1 && note(s, at - 2, s->words->number.of); /* "four cars, of which one burned" */
    if ((!of_which && note(s, at - 1, s->words->number.not_one)) || toll_mark_at(s->view, at + 1, TOLL_MARK_CLITIC))
        return true; /* "one's soul" */
    if (!note(s, at - 1, s->words->number.that)) return false;
    bool word = at + 1 < s->view->count && s->view->tokens[at + 1].kind == TOLL_TOKEN_WORD;
    return !word || note(s, at + 1, s->words->number.after_one);
}

/* Numbers in digits or words, with what makes them larger or shares. */
static bool read_cardinal(const toll_scan *s, unsigned at, toll_number *out)
{
    toll_value v;
    unsigned end;
    bool negative = false;
    unsigned from = at;
    const toll_note *n = note(s, at, s->words->number.minus);
    if (n) {
        negative = true, from = at + n->len;
    } else if (toll_mark_at(s->view, at, '-') && !toll_glued_at(s->view, at) && toll_digits_at(s->view, at + 1)) {
        negative = true, from = at + 1;
    } else if (toll_mark_at(s->view, at, '.') && !toll_glued_at(s->view, at) && toll_digits_at(s->view, at + 1) &&
               toll_glued_at(s->view, at + 1)) {
        v = (toll_value){toll_value_of_token(s, at + 1), 1, at + 2, false};
        for (unsigned i = 0; i < s->view->tokens[at + 1].len && i < 20; i++) v.number /= 10;
        finish(s, out, at, &v, TOLL_NUMBER_EXACT);
        return true;
    }
    bool share = toll_value_share(s, from, &v);
    if (share) {
        share = !toll_value_whole(s, &v);
    } else {
        if (toll_digits_at(s->view, from))
            v = toll_value_digits(s, from), toll_value_power(s, &v), toll_value_mixed(s, &v), toll_value_scales(s, &v);
        else if (!toll_value_words(s, from, &v)) return false;
        else toll_value_mixed(s, &v), toll_value_scales(s, &v);
        if (is_pronoun_one(s, from, &v)) return simple(out, at, 1, TOLL_NUMBER_IDLE, 1);
        double den = toll_value_denominator(s, v.end, v.number == 1, &end);
        if (den > 0) {
            share = v.number < den;
            v = (toll_value){v.number / den, 1, end, false};
            if (share) share = !toll_value_whole(s, &v);
        } else if (toll_value_of_many(s, &v) || toll_value_over(s, &v)) {
            share = true;
        }
    }
    if (!share) toll_value_again(s, from, &v);
    if (negative) v.number = -v.number;
    if (share && !negative) make_share(s, out, at, &v);
    else finish(s, out, at, &v, TOLL_NUMBER_EXACT);
    return true;
}

/* "did not suffer any", "without inflicting any": a negation a few words before, in the same breath. */
static bool negated_before(const toll_scan *s, unsigned at)
{
    for (unsigned back = 1; back <= 4 && back <= at && s->view->tokens[at - back].kind == TOLL_TOKEN_WORD; back++)
        if (note(s, at - back, s->words->number.negation)) return true;
    return false;
}

/* Most tokens begin no number. */
static inline bool may_begin(const toll_sentence_view *view, const toll_mention_words *words, unsigned at)
{
    const toll_token *token = &view->tokens[at];
    return token->kind == TOLL_TOKEN_NUMBER || toll_classes_meet(view->scratch->classes[at], words->number_begins) ||
           (token->kind == TOLL_TOKEN_MARK && (token->mark == '-' || token->mark == '.') && toll_digits_at(view, at + 1));
}

bool toll_number_at(toll_number *out, const toll_sentence_view *view, const toll_mention_words *words, unsigned at)
{
    const toll_scan s = {view, words};
    if (!may_begin(view, words, at)) return false;
    const toll_note *n = note(&s, at, words->number.idle);
    if (n) {
        /* "a further 950": step over the article only */
        const toll_note *other = note(&s, at, words->number.other_before);
        return simple(out, at, other ? other->len : n->len, TOLL_NUMBER_IDLE, 0);
    }
    if (read_ordinal(&s, at, out)) return true;
    if (read_vague(&s, at, out)) return true;
    const toll_number_row *times = toll_mention_number_row(words, n = note(&s, at, words->number.times));
    if (times) {
        simple(out, at, n->len, TOLL_NUMBER_EXACT, row_value(&s, n));
        out->unit = times->unit;
        return true;
    }
    if ((n = note(&s, at, words->number.group))) return simple(out, at, n->len, TOLL_NUMBER_EXACT, row_value(&s, n));
    if (read_cardinal(&s, at, out)) return true;
    if ((n = note(&s, at, words->number.none))) {
        bool any = row_value(&s, n) > 0;
        if (any && !negated_before(&s, at)) return false;
        return simple(out, at, n->len, any ? TOLL_NUMBER_ANY : TOLL_NUMBER_NONE, 0);
    }
    if ((n = note(&s, at, words->number.other))) {
        /* "another 950": the number that follows is what counts */
        toll_number next;
        bool counted = at + n->len < view->count && read_cardinal(&s, at + n->len, &next);
        return simple(out, at, n->len, counted ? TOLL_NUMBER_IDLE : TOLL_NUMBER_ANOTHER, row_value(&s, n));
    }
    bool model = toll_mark_at(view, at + 1, '-') && toll_glued_at(view, at + 1) && toll_digits_at(view, at + 2); /* "A-37" */
    if (!model && (n = note(&s, at, words->number.article))) return simple(out, at, n->len, TOLL_NUMBER_ARTICLE, 1);
    return false;
}

size_t toll_numbers_find(toll_number *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words)
{
    size_t count = 0;
    for (unsigned at = 0; at < view->count && count < cap;) {
        toll_number number;
        if (!may_begin(view, words, at) || !toll_number_at(&number, view, words, at)) {
            at++;
            continue;
        }
        if (number.kind != TOLL_NUMBER_IDLE) out[count++] = number;
        at += number.count ? number.count : 1;
    }
    return count;
}

size_t toll_mention_number_pieces(toll_piece *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words)
{
    toll_number numbers[TOLL_NUMBER_LIMIT];
    size_t found = toll_numbers_find(numbers, TOLL_NUMBER_LIMIT, view, words), count = 0;
    for (size_t i = 0; i < found && count < cap; i++)
        if (numbers[i].kind <= TOLL_NUMBER_SHARE) out[count++] = (toll_piece){words->number_kind, numbers[i].first, numbers[i].count};
    return count;
}
