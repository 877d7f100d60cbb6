/* The number grammar: digits, number words, fractions, vague words, with the unit that is written onto them ("75%", "30 times").
 *
 * In: a sentence's tokens and notes; the words stand in numbers.tsv, here is only what they do. Out: numbers in text order, none
 * overlapping. Recursive descent over a few tokens, each looked at a bounded number of times; qualifiers are rules (quantity.rules). */
#include "number.h"

#include <math.h>
#include <stdlib.h>

typedef struct scan {
    const toll_sentence_view *view;
    const toll_mention_words *words;
} scan;

/* A value on its way, and the token after it. */
typedef struct value {
    double number, scale;
    unsigned end;
    bool digits;
} value;

static const toll_note *note(const scan *s, unsigned at, uint8_t class_) { return toll_note_at(s->view, at, class_); }
static double row_value(const scan *s, const toll_note *n) { return n && n->row < TOLL_NUMBER_ROWS ? s->words->numbers[n->row].value : 0; }

/* --- digits */
static double token_value(const scan *s, unsigned at)
{
    const toll_token *token = &s->view->tokens[at];
    char copy[48];
    size_t len = 0;
    for (unsigned i = 0; i < token->len && len < sizeof copy - 1; i++) {
        char ch = s->view->text.data[token->off + i];
        if (ch != ',') copy[len++] = ch;
    }
    copy[len] = '\0';
    return strtod(copy, NULL);
}

static bool has_char(const scan *s, unsigned at, char ch)
{
    return memchr(s->view->text.data + s->view->tokens[at].off, ch, s->view->tokens[at].len) != NULL;
}

/* "71 200", "1 414 021 100": groups of three digits after spaces. The last may have decimals. */
static value read_digits(const scan *s, unsigned at)
{
    const toll_token *tokens = s->view->tokens;
    value v = {token_value(s, at), 1, at + 1, true};
    if (tokens[at].len > 3 || has_char(s, at, '.') || tokens[at].len == 0 || s->view->text.data[tokens[at].off] == '0') return v;
    while (toll_digits_at(s->view, v.end) && tokens[v.end].flags & TOLL_TOKEN_SPACE && !(tokens[v.end].flags & TOLL_TOKEN_LINE) && v.end - at < 5) {
        bool decimals = tokens[v.end].len > 4 && s->view->text.data[tokens[v.end].off + 3] == '.';
        if (tokens[v.end].len != 3 && !decimals) break;
        v.number = v.number * 1000 + token_value(s, v.end);
        v.digits = false;
        v.end++;
        if (decimals) break;
    }
    return v;
}

/* Multiplies by the scales that follow: "1.2 million", "10k", "3 dozen". */
static void take_scales(const scan *s, value *v)
{
    const toll_note *n;
    for (;;) {
        unsigned at = v->end;
        if ((n = note(s, at, s->words->number.suffix)) && toll_digits_at(s->view, at - 1) &&
            (toll_glued_at(s->view, at) || !(toll_mark_at(s->view, at + 1, '-') || toll_digits_at(s->view, at + 1)))) {
            v->number *= row_value(s, n);
            v->scale = row_value(s, n);
        } else if ((n = note(s, at, s->words->number.scale)) || (n = note(s, at, s->words->number.dozen))) {
            v->number *= row_value(s, n);
            v->scale = row_value(s, n);
        } else {
            return;
        }
        v->end += n->len;
        v->digits = false;
    }
}

/* A hyphen at `at`, also one with spaces around it (dirty text). */
static bool hyphen_at(const scan *s, unsigned at)
{
    return toll_mark_at(s->view, at, '-') || (toll_mark_at(s->view, at, TOLL_MARK_DASH) && s->view->tokens[at].len == 1);
}

/* "1.3e6", "1.1^23" */
static void take_power(const scan *s, value *v)
{
    const toll_sentence_view *view = s->view;
    unsigned at = v->end;
    if (at >= view->count || !toll_glued_at(view, at)) return;
    const char *text = view->text.data + view->tokens[at].off;
    bool ten = (*text | 32) == 'e' && view->tokens[at].kind == TOLL_TOKEN_WORD;
    if (!ten && !toll_mark_at(view, at, '^')) return;
    double power = 0, sign = 1;
    if (ten && view->tokens[at].len > 1) {
        for (unsigned i = 1; i < view->tokens[at].len; i++) {
            if (text[i] < '0' || text[i] > '9') return;
            power = power * 10 + (text[i] - '0');
        }
        at++;
    } else {
        at++;
        if (toll_mark_at(view, at, '-')) sign = -1, at++;
        else if (toll_mark_at(view, at, '+')) at++;
        if (!toll_digits_at(view, at) || !toll_glued_at(view, at)) return;
        power = token_value(s, at++);
    }
    double made = ten ? v->number * pow(10, sign * power) : pow(v->number, sign * power);
    if (!isfinite(made)) return;
    *v = (value){made, 1, at, false};
}

/* --- words: "two hundred and five thousand" */
typedef struct tally { double total, current; bool open_small, open_ten; } tally;

static unsigned take_small(const scan *s, unsigned at, tally *sum)
{
    const toll_note *n = note(s, at, s->words->number.small);
    if (n && sum->open_small) {
        sum->current += row_value(s, n);
        sum->open_small = sum->open_ten = false;
        return n->len;
    }
    n = note(s, at, s->words->number.ten);
    if (!n || !sum->open_ten) return 0;
    sum->current += row_value(s, n);
    sum->open_ten = false;
    unsigned len = n->len, hyphen = hyphen_at(s, at + len) ? 1 : 0;
    const toll_note *small = note(s, at + len + hyphen, s->words->number.small);
    /* "fifty - two of them children" is no fifty-two */
    bool apart = small && hyphen && toll_mark_at(s->view, at + n->len, TOLL_MARK_DASH) && note(s, at + len + hyphen + small->len, s->words->number.of);
    if (small && !apart && row_value(s, small) > 0 && row_value(s, small) < 10) {
        sum->current += row_value(s, small);
        len += hyphen + small->len;
    }
    sum->open_small = false;
    return len;
}

static unsigned take_scale(const scan *s, unsigned at, tally *sum, double *scale)
{
    const toll_note *n = note(s, at, s->words->number.scale);
    unsigned hyphen = 0;
    if (!n && toll_mark_at(s->view, at, '-') && toll_glued_at(s->view, at)) n = note(s, at + 1, s->words->number.scale), hyphen = n != NULL;
    if (!n) n = note(s, at, s->words->number.dozen);
    double by = row_value(s, n);
    if (!n || sum->current <= 0) return 0;
    *scale = by;
    if (by < 1000) {
        sum->current *= by;
    } else {
        sum->total += sum->current * by;
        sum->current = 0;
    }
    sum->open_small = sum->open_ten = true;
    return hyphen + n->len;
}

/* "point seven one", "point seventy-one" after a number in words. */
static void take_point(const scan *s, value *v)
{
    const toll_note *n = note(s, v->end, s->words->number.point);
    if (!n) return;
    unsigned at = v->end + n->len;
    double place = 0.1, decimals = 0;
    const toll_note *small;
    tally ten = {.open_small = true, .open_ten = true};
    if (note(s, at, s->words->number.ten)) {
        unsigned len = take_small(s, at, &ten);
        v->number += ten.current / 100;
        v->end = at + len;
        return;
    }
    unsigned digits = 0;
    while (digits < 9 && (small = note(s, at, s->words->number.small)) && row_value(s, small) < 10) {
        decimals += row_value(s, small) * place;
        place /= 10;
        at += small->len;
        digits++;
    }
    if (!digits) {
        if (!small || row_value(s, small) >= 20) return;
        decimals = row_value(s, small) / 100;
        at += small->len;
    }
    v->number += decimals;
    v->end = at;
}

static bool read_words(const scan *s, unsigned at, value *v)
{
    tally sum = {.open_small = true, .open_ten = true};
    unsigned end = at, taken;
    double scale = 1;
    const toll_note *n = note(s, at, s->words->number.article);
    if (n) {
        if (!note(s, at + n->len, s->words->number.scale) && !note(s, at + n->len, s->words->number.dozen)) return false;
        sum.current = 1;
        sum.open_small = sum.open_ten = false;
        end += n->len;
    }
    for (unsigned steps = 0; steps < 24; steps++) {
        if ((taken = take_small(s, end, &sum)) || (taken = take_scale(s, end, &sum, &scale))) {
            end += taken;
            continue;
        }
        /* "two hundred and five": the word joins only after a scale and before a small number that is not itself the numerator of a share */
        n = end > at && sum.open_small ? note(s, end, s->words->number.and) : NULL;
        if (!n || scale <= 12) break;
        tally ahead = sum;
        if (!(taken = take_small(s, end + n->len, &ahead))) break;
        const toll_note *part = note(s, end + n->len + taken, s->words->number.part);
        if (part && ahead.current - sum.current < row_value(s, part)) break;
        sum = ahead;
        end += n->len + taken;
    }
    if (end == at) return false;
    *v = (value){sum.total + sum.current, scale, end, false};
    take_point(s, v);
    return true;
}

/* --- fractions */
/* The denominator at `at`: "thirds", "quarter", and after one also "third"; 0 where there is none. */
static double denominator(const scan *s, unsigned at, bool one, unsigned *end)
{
    unsigned hyphen = hyphen_at(s, at) ? 1 : 0;
    const toll_note *n = note(s, at + hyphen, s->words->number.part);
    if (!n && one) n = note(s, at + hyphen, s->words->number.ordinal);
    double den = row_value(s, n);
    if (!n || den < 2 || (n && den < 3 && !note(s, at + hyphen, s->words->number.part))) return 0;
    *end = at + hyphen + n->len;
    return den;
}

/* "3/4" in digits; dates such as 10/07/2016 and 24/7 are none. */
static bool slash_fraction(const scan *s, unsigned at, double *out)
{
    const toll_sentence_view *view = s->view;
    if (!toll_digits_at(view, at) || !toll_mark_at(view, at + 1, '/') || !toll_digits_at(view, at + 2)) return false;
    if (toll_mark_at(view, at + 3, '/') || !toll_glued_at(view, at + 1) || !toll_glued_at(view, at + 2) || view->tokens[at].len > 2 ||
        (at > 1 && toll_mark_at(view, at - 1, '/')) || view->text.data[view->tokens[at].off] == '0')
        return false;
    double top = token_value(s, at), bottom = token_value(s, at + 2);
    *out = bottom > 0 ? top / bottom : 0;
    return bottom > top && bottom <= 100;
}

/* Is what ends at `end` a whole, and no adjective ("a third attack")? */
static bool part_stands_alone(const scan *s, unsigned end)
{
    bool mark = end < s->view->count && s->view->tokens[end].kind == TOLL_TOKEN_MARK && !toll_mark_at(s->view, end, '-');
    return end >= s->view->count || mark || note(s, end, s->words->number.of);
}

/* "and a half", "and three quarters" after a number. */
static void take_mixed(const scan *s, value *v)
{
    double part;
    unsigned end;
    if (v->digits && slash_fraction(s, v->end, &part)) {
        v->number += part;
        v->end += 3;
        v->digits = false;
        return;
    }
    const toll_note *and = note(s, v->end, s->words->number.and), *n;
    if (!and) return;
    unsigned at = v->end + and->len;
    double top = 1;
    bool one = (n = note(s, at, s->words->number.article)) != NULL;
    if (one) at += n->len;
    else if ((n = note(s, at, s->words->number.small)) && !note(s, at, s->words->number.article)) top = row_value(s, n), at += n->len;
    else return;
    double den = denominator(s, at, one, &end);
    if (den <= top || (one && !note(s, at, s->words->number.part) && !part_stands_alone(s, end))) return;
    v->number += top / den;
    v->end = end;
    v->digits = false;
}

/* A share of a whole: "half", "a third", "two thirds", "2/3". */
static bool read_share(const scan *s, unsigned at, value *v)
{
    double part;
    unsigned end;
    if (slash_fraction(s, at, &part)) {
        *v = (value){part, 1, at + 3, false};
        return true;
    }
    const toll_note *n = note(s, at, s->words->number.article);
    if (n && !note(s, at, s->words->number.idle)) {
        double den = denominator(s, at + n->len, true, &end);
        /* "a third attack" counts attacks; only "a third of" and a final "a third" are shares */
        bool ordinal = den > 0 && !note(s, at + n->len, s->words->number.part);
        if (den > 0 && (!ordinal || part_stands_alone(s, end))) {
            *v = (value){1 / den, 1, end, false};
            return true;
        }
        return false;
    }
    n = note(s, at, s->words->number.part);
    if (!n || row_value(s, n) > 4 || s->view->tokens[at].kind != TOLL_TOKEN_WORD) return false;
    if (row_value(s, n) != 2) return false;
    *v = (value){1 / row_value(s, n), 1, at + n->len, false};
    return true;
}

/* "half a million", "a quarter of a million": a share times a scale. */
static bool take_whole(const scan *s, value *v)
{
    const toll_note *of = note(s, v->end, s->words->number.of), *n;
    unsigned at = v->end + (of ? of->len : 0);
    if ((n = note(s, at, s->words->number.article))) at += n->len;
    else if (of) return false;
    if (!(n = note(s, at, s->words->number.scale)) && !(n = note(s, at, s->words->number.dozen))) return false;
    v->number *= row_value(s, n);
    v->scale = row_value(s, n);
    v->end = at + n->len;
    return true;
}

/* "one in four", "four out of ten". */
static bool take_of_many(const scan *s, value *v)
{
    const toll_note *n = note(s, v->end, s->words->number.share);
    value whole;
    if (!n || v->number < 1) return false;
    unsigned at = v->end + n->len;
    if (toll_digits_at(s->view, at)) whole = read_digits(s, at);
    else if (!read_words(s, at, &whole)) return false;
    /* "12 in 2014" and "three in 100 days" are none */
    bool round = whole.number == 3 || whole.number == 4 || whole.number == 5 || whole.number == 10 || whole.number == 100 || whole.number == 1000;
    if (!round || v->number >= whole.number || note(s, whole.end, s->words->number.measure)) return false;
    *v = (value){v->number / whole.number, 1, whole.end, false};
    return true;
}

/* "one over twenty", where nothing follows. */
static bool take_over(const scan *s, value *v)
{
    const toll_note *n = v->number == 1 ? note(s, v->end, s->words->number.over) : NULL;
    value whole;
    if (!n) return false;
    unsigned at = v->end + n->len;
    if (toll_digits_at(s->view, at)) whole = read_digits(s, at);
    else if (!read_words(s, at, &whole)) return false;
    if (whole.number < 2 || whole.end < s->view->count) return false;
    *v = (value){v->number / whole.number, 1, whole.end, false};
    return true;
}

/* --- vague words */
static bool read_vague(const scan *s, unsigned at, toll_number *out)
{
    const toll_note *n = note(s, at, s->words->number.vague), *next;
    if (!n || n->row >= TOLL_NUMBER_ROWS) return false;
    const toll_number_row *row = &s->words->numbers[n->row];
    *out = (toll_number){.first = (uint16_t)at, .kind = TOLL_NUMBER_VAGUE, .unit = TOLL_UNIT_NUMBER, .value = NAN, .low = row->low, .high = row->high, .scale = 1};
    unsigned end = at + n->len;
    for (unsigned steps = 0; steps < 2; steps++) {
        const toll_note *of = note(s, end, s->words->number.of);
        unsigned from = end + (of ? of->len : 0);
        double by = 0;
        if ((next = note(s, from, s->words->number.vague)) && row_value(s, next) >= 100 && of) by = row_value(s, next);
        else if ((next = note(s, from, s->words->number.scale)) || (next = note(s, from, s->words->number.dozen))) by = row_value(s, next);
        if (by <= 1) break;
        if (by == 12 && of) break;
        out->low *= by;
        out->high = out->high * by + by - 1;
        out->scale = by;
        end = from + next->len;
    }
    out->count = (uint16_t)(end - at);
    return true;
}

/* --- put together */
static void finish(const scan *s, toll_number *out, unsigned at, const value *v, uint8_t kind)
{
    *out = (toll_number){.first = (uint16_t)at, .count = (uint16_t)(v->end - at), .kind = kind, .unit = TOLL_UNIT_NUMBER, .digits = v->digits,
                         .value = v->number, .low = NAN, .high = NAN, .scale = v->scale};
    const toll_note *n = note(s, v->end, s->words->number.unit);
    unsigned hyphen = 0;
    if (!n && toll_mark_at(s->view, v->end, '-') && toll_glued_at(s->view, v->end)) n = note(s, v->end + 1, s->words->number.unit), hyphen = n != NULL;
    if (!n || n->row >= TOLL_NUMBER_ROWS) return;
    out->count = (uint16_t)(out->count + hyphen + n->len);
    out->unit = s->words->numbers[n->row].unit;
    out->kind = TOLL_NUMBER_EXACT;
    if (kind == TOLL_NUMBER_SHARE) out->value = v->number;
    out->digits = false;
}

/* A share is a percentage of something; alone in its sentence it is the number it says. */
static void make_share(const scan *s, toll_number *out, unsigned at, const value *v)
{
    finish(s, out, at, v, TOLL_NUMBER_SHARE);
    if (out->kind != TOLL_NUMBER_SHARE) return;
    bool alone = true;
    for (unsigned i = 0; i < s->view->count && alone; i++)
        if ((i < at || i >= v->end) && s->view->tokens[i].kind != TOLL_TOKEN_MARK) alone = false;
    if (alone) { out->kind = TOLL_NUMBER_EXACT; return; }
    out->value = round(v->number * 1000) / 10;
    out->unit = TOLL_UNIT_PERCENT;
}

static bool read_ordinal(const scan *s, unsigned at, toll_number *out)
{
    const toll_note *n;
    unsigned end = at;
    double number = 0;
    if (toll_digits_at(s->view, at) && toll_glued_at(s->view, at + 1) && (n = note(s, at + 1, s->words->number.ordinal_end))) {
        number = token_value(s, at);
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
    *out = (toll_number){.first = (uint16_t)at, .count = (uint16_t)(end - at), .kind = TOLL_NUMBER_ORDINAL, .unit = TOLL_UNIT_NUMBER, .value = number,
                         .low = NAN, .high = NAN, .scale = 1};
    return true;
}

static bool simple(toll_number *out, unsigned at, unsigned len, uint8_t kind, double number)
{
    *out = (toll_number){.first = (uint16_t)at, .count = (uint16_t)len, .kind = kind, .unit = TOLL_UNIT_NUMBER, .value = number, .low = NAN, .high = NAN,
                         .scale = 1};
    return true;
}

static bool is_pronoun_one(const scan *s, unsigned at, const value *v)
{
    return v->number == 1 && v->end == at + 1 && !toll_digits_at(s->view, at) && at > 0 && note(s, at - 1, s->words->number.not_one);
}

/* Numbers in digits or words, with what makes them larger or shares. */
static bool read_cardinal(const scan *s, unsigned at, toll_number *out)
{
    value v;
    unsigned end;
    bool negative = false;
    unsigned from = at;
    const toll_note *n = note(s, at, s->words->number.minus);
    if (n) {
        negative = true, from = at + n->len;
    } else if (toll_mark_at(s->view, at, '-') && !toll_glued_at(s->view, at) && toll_digits_at(s->view, at + 1)) {
        negative = true, from = at + 1;
    } else if (toll_mark_at(s->view, at, '.') && !toll_glued_at(s->view, at) && toll_digits_at(s->view, at + 1) && toll_glued_at(s->view, at + 1)) {
        v = (value){token_value(s, at + 1), 1, at + 2, false};
        for (unsigned i = 0; i < s->view->tokens[at + 1].len && i < 20; i++) v.number /= 10;
        finish(s, out, at, &v, TOLL_NUMBER_EXACT);
        return true;
    }
    bool share = read_share(s, from, &v);
    if (share) {
        share = !take_whole(s, &v);
    } else {
        if (toll_digits_at(s->view, from)) v = read_digits(s, from), take_power(s, &v), take_mixed(s, &v), take_scales(s, &v);
        else if (!read_words(s, from, &v)) return false;
        else take_mixed(s, &v), take_scales(s, &v);
        if (is_pronoun_one(s, from, &v)) return simple(out, at, 1, TOLL_NUMBER_IDLE, 1);
        double den = denominator(s, v.end, v.number == 1, &end);
        if (den > 0) {
            share = v.number < den;
            v = (value){v.number / den, 1, end, false};
            if (share) share = !take_whole(s, &v);
        } else if (take_of_many(s, &v) || take_over(s, &v)) {
            share = true;
        }
    }
    if (negative) v.number = -v.number;
    if (share && !negative) make_share(s, out, at, &v);
    else finish(s, out, at, &v, TOLL_NUMBER_EXACT);
    return true;
}

bool toll_number_at(toll_number *out, const toll_sentence_view *view, const toll_mention_words *words, unsigned at)
{
    const scan s = {view, words};
    const toll_token *token = &view->tokens[at];
    bool word = token->kind != TOLL_TOKEN_NUMBER;
    if (word && !toll_classes_meet(view->scratch->classes[at], words->number_begins) &&
        !(token->kind == TOLL_TOKEN_MARK && (token->mark == '-' || token->mark == '.') && toll_digits_at(view, at + 1)))
        return false;
    const toll_note *n = note(&s, at, words->number.idle);
    if (n) {
        /* "a further 950": step over the article only */
        const toll_note *other = note(&s, at, words->number.other_before);
        return simple(out, at, other ? other->len : n->len, TOLL_NUMBER_IDLE, 0);
    }
    if (read_ordinal(&s, at, out)) return true;
    if (read_vague(&s, at, out)) return true;
    if ((n = note(&s, at, words->number.times)) && n->row < TOLL_NUMBER_ROWS) {
        simple(out, at, n->len, TOLL_NUMBER_EXACT, row_value(&s, n));
        out->unit = words->numbers[n->row].unit;
        return true;
    }
    if ((n = note(&s, at, words->number.group))) return simple(out, at, n->len, TOLL_NUMBER_EXACT, row_value(&s, n));
    if (read_cardinal(&s, at, out)) return true;
    if ((n = note(&s, at, words->number.none))) return simple(out, at, n->len, TOLL_NUMBER_NONE, 0);
    if ((n = note(&s, at, words->number.other))) return simple(out, at, n->len, TOLL_NUMBER_ANOTHER, row_value(&s, n));
    if ((n = note(&s, at, words->number.article))) return simple(out, at, n->len, TOLL_NUMBER_ARTICLE, 1);
    return false;
}

size_t toll_numbers_find(toll_number *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words)
{
    size_t count = 0;
    for (unsigned at = 0; at < view->count && count < cap;) {
        toll_number number;
        if (!toll_number_at(&number, view, words, at)) {
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
