/* Values of numbers in digits ("1,090", "71 200", "1.2 million") and in words ("two hundred and five").
 *
 * In: a token position. Out: the value and where it ends. The words stand in numbers.tsv; here is only how they add up. Each token is looked
 * at once or twice. */
#include "number_inside.h"

#include <math.h>
#include <stdlib.h>

/* --- digits */
double toll_value_of_token(const toll_scan *s, unsigned at)
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

static bool has_char(const toll_scan *s, unsigned at, char ch)
{
    return memchr(s->view->text.data + s->view->tokens[at].off, ch, s->view->tokens[at].len) != NULL;
}

/* "71 200", "1 414 021 100": groups of three digits after spaces, not tabs. The last may have decimals. */
toll_value toll_value_digits(const toll_scan *s, unsigned at)
{
    const toll_token *tokens = s->view->tokens;
    toll_value v = {toll_value_of_token(s, at), 1, at + 1, true};
    if (tokens[at].len > 3 || has_char(s, at, '.') || tokens[at].len == 0 || s->view->text.data[tokens[at].off] == '0') return v;
    while (toll_digits_at(s->view, v.end) && tokens[v.end].flags & TOLL_TOKEN_SPACE && !(tokens[v.end].flags & TOLL_TOKEN_LINE) &&
           v.end - at < 5) {
        bool decimals = tokens[v.end].len > 4 && s->view->text.data[tokens[v.end].off + 3] == '.';
        if (tokens[v.end].len != 3 && !decimals) break;
        if (s->view->text.data[tokens[v.end].off - 1] == '\t') break; /* cells of a row */
        v.number = v.number * 1000 + toll_value_of_token(s, v.end);
        v.digits = false;
        v.end++;
        if (decimals) break;
    }
    return v;
}

/* Dozens that a number counts; no year is followed by them ("... 12 June 2016 Dozens of people"). */
static const toll_note *dozens_at(const toll_scan *s, unsigned at, const toll_value *v)
{
    return v->digits && v->number >= 1000 ? NULL : note(s, at, s->words->number.dozen);
}

/* Multiplies by the scales that follow: "1.2 million", "10k", "3 dozen". */
void toll_value_scales(const toll_scan *s, toll_value *v)
{
    const toll_note *n;
    for (;;) {
        unsigned at = v->end;
        if ((n = note(s, at, s->words->number.suffix)) && toll_digits_at(s->view, at - 1) &&
            (toll_glued_at(s->view, at) || !(toll_mark_at(s->view, at + 1, '-') || toll_digits_at(s->view, at + 1)))) {
            v->number *= row_value(s, n);
            v->scale = row_value(s, n);
        } else if ((n = note(s, at, s->words->number.scale)) || (n = dozens_at(s, at, v))) {
            v->number *= row_value(s, n);
            v->scale = row_value(s, n);
        } else {
            return;
        }
        v->end += n->len;
        v->digits = false;
    }
}

/* "eleven (11)", "11 (eleven)": the number again, in brackets, in the other writing. */
void toll_value_again(const toll_scan *s, unsigned first, toll_value *v)
{
    toll_value again;
    unsigned at = v->end + 1;
    if (!toll_mark_at(s->view, v->end, '(')) return;
    const bool digits = toll_digits_at(s->view, at);
    if (digits == toll_digits_at(s->view, first)) return;
    if (digits) again = toll_value_digits(s, at);
    else if (!toll_value_words(s, at, &again)) return;
    if (again.number == v->number && toll_mark_at(s->view, again.end, ')')) v->end = again.end + 1;
}

/* A hyphen at `at`, also one with spaces around it (dirty text). */
bool toll_value_hyphen(const toll_scan *s, unsigned at)
{
    return toll_mark_at(s->view, at, '-') || (toll_mark_at(s->view, at, TOLL_MARK_DASH) && s->view->tokens[at].len == 1);
}

/* "1.3e6", "1.1^23" */
void toll_value_power(const toll_scan *s, toll_value *v)
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
        power = toll_value_of_token(s, at++);
    }
    double made = ten ? v->number * pow(10, sign * power) : pow(v->number, sign * power);
    if (!isfinite(made)) return;
    *v = (toll_value){made, 1, at, false};
}

/* --- words: "two hundred and five thousand" */
typedef struct tally {
    double total, current;
    bool open_small, open_ten;
} tally;

static unsigned take_small(const toll_scan *s, unsigned at, tally *sum)
{
    const toll_note *n = note(s, at, s->words->number.hundred);
    if (n && sum->open_small && sum->current <= 0) { /* one word for 200, as Slavic languages have it */
        sum->current = row_value(s, n);
        return n->len;
    }
    n = note(s, at, s->words->number.small);
    if (n && sum->open_small) {
        sum->current += row_value(s, n);
        sum->open_small = sum->open_ten = false;
        return n->len;
    }
    n = note(s, at, s->words->number.ten);
    if (!n || !sum->open_ten) return 0;
    sum->current += row_value(s, n);
    sum->open_ten = false;
    unsigned len = n->len, hyphen = toll_value_hyphen(s, at + len) ? 1 : 0;
    const toll_note *small = note(s, at + len + hyphen, s->words->number.small);
    /* "fifty - two of them children" is no fifty-two */
    bool apart = small && hyphen && toll_mark_at(s->view, at + n->len, TOLL_MARK_DASH) &&
                 note(s, at + len + hyphen + small->len, s->words->number.of);
    if (small && !apart && row_value(s, small) > 0 && row_value(s, small) < 10) {
        sum->current += row_value(s, small);
        len += hyphen + small->len;
    }
    sum->open_small = false;
    return len;
}

static unsigned take_scale(const toll_scan *s, unsigned at, tally *sum, double *scale)
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
static void take_point(const toll_scan *s, toll_value *v)
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

bool toll_value_words(const toll_scan *s, unsigned at, toll_value *v)
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
    *v = (toll_value){sum.total + sum.current, scale, end, false};
    take_point(s, v);
    return true;
}
