/* Parts of a whole: "half", "a third", "2/3", "one in four", "three and a half", "a quarter of a million".
 *
 * In: a token position or a value read before it. Out: the value with its part. "third" is also an ordinal: it is a part only after a count,
 * or where nothing follows that it could count. */
#include "number_inside.h"

/* --- fractions */
/* The denominator at `at`: "thirds", "quarter", and after one also "third"; 0 where there is none. */
double toll_value_denominator(const toll_scan *s, unsigned at, bool one, unsigned *end)
{
    unsigned hyphen = toll_value_hyphen(s, at) ? 1 : 0;
    const toll_note *n = note(s, at + hyphen, s->words->number.part);
    if (!n && one) n = note(s, at + hyphen, s->words->number.ordinal);
    double den = row_value(s, n);
    if (!n || den < 2 || (n && den < 3 && !note(s, at + hyphen, s->words->number.part))) return 0;
    *end = at + hyphen + n->len;
    return den;
}

/* "3/4" in digits; dates such as 10/07/2016 and 24/7 are none. */
static bool slash_fraction(const toll_scan *s, unsigned at, double *out)
{
    const toll_sentence_view *view = s->view;
    if (!toll_digits_at(view, at) || !toll_mark_at(view, at + 1, '/') || !toll_digits_at(view, at + 2)) return false;
    if (toll_mark_at(view, at + 3, '/') || !toll_glued_at(view, at + 1) || !toll_glued_at(view, at + 2) || view->tokens[at].len > 2 ||
        (at > 1 && toll_mark_at(view, at - 1, '/')) || view->text.data[view->tokens[at].off] == '0')
        return false;
    double top = toll_value_of_token(s, at), bottom = toll_value_of_token(s, at + 2);
    *out = bottom > 0 ? top / bottom : 0;
    return bottom > top && (bottom <= 10 || top == 1) && bottom <= 100; /* 9/11 is a day */
}

/* Is what ends at `end` a whole, and no adjective ("a third attack")? */
static bool part_stands_alone(const toll_scan *s, unsigned end)
{
    bool mark = end < s->view->count && s->view->tokens[end].kind == TOLL_TOKEN_MARK && !toll_mark_at(s->view, end, '-');
    return end >= s->view->count || mark || note(s, end, s->words->number.of);
}

/* "and a half", "and three quarters" after a number. */
void toll_value_mixed(const toll_scan *s, toll_value *v)
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
    double den = toll_value_denominator(s, at, one, &end);
    if (den <= top || (one && !note(s, at, s->words->number.part) && !part_stands_alone(s, end))) return;
    v->number += top / den;
    v->end = end;
    v->digits = false;
}

/* A share of a whole: "half", "a third", "two thirds", "2/3". */
bool toll_value_share(const toll_scan *s, unsigned at, toll_value *v)
{
    double part;
    unsigned end;
    if (slash_fraction(s, at, &part)) {
        *v = (toll_value){part, 1, at + 3, false};
        return true;
    }
    const toll_note *n = note(s, at, s->words->number.article);
    if (n && !note(s, at, s->words->number.idle)) {
        double den = toll_value_denominator(s, at + n->len, true, &end);
        /* "a third attack" counts attacks; only "a third of" and a final "a third" are shares */
        bool ordinal = den > 0 && !note(s, at + n->len, s->words->number.part);
        if (den > 0 && (!ordinal || part_stands_alone(s, end))) {
            *v = (toll_value){1 / den, 1, end, false};
            return true;
        }
        return false;
    }
    n = note(s, at, s->words->number.part);
    if (!n || row_value(s, n) > 4 || s->view->tokens[at].kind != TOLL_TOKEN_WORD) return false;
    if (row_value(s, n) != 2) return false;
    *v = (toll_value){1 / row_value(s, n), 1, at + n->len, false};
    return true;
}

/* "half a million", "a quarter of a million": a share times a scale. */
bool toll_value_whole(const toll_scan *s, toll_value *v)
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
bool toll_value_of_many(const toll_scan *s, toll_value *v)
{
    const toll_note *n = note(s, v->end, s->words->number.share);
    toll_value whole;
    if (!n || v->number < 1) return false;
    unsigned at = v->end + n->len;
    if (toll_digits_at(s->view, at)) whole = toll_value_digits(s, at);
    else if (!toll_value_words(s, at, &whole)) return false;
    /* "12 in 2014" and "three in 100 days" are none */
    bool round = whole.number == 3 || whole.number == 4 || whole.number == 5 || whole.number == 10 || whole.number == 100 ||
                 whole.number == 1000;
    if (!round || v->number >= whole.number || note(s, whole.end, s->words->number.measure)) return false;
    *v = (toll_value){v->number / whole.number, 1, whole.end, false};
    return true;
}

/* "one over twenty", where nothing follows. */
bool toll_value_over(const toll_scan *s, toll_value *v)
{
    const toll_note *n = v->number == 1 ? note(s, v->end, s->words->number.over) : NULL;
    toll_value whole;
    if (!n) return false;
    unsigned at = v->end + n->len;
    if (toll_digits_at(s->view, at)) whole = toll_value_digits(s, at);
    else if (!toll_value_words(s, at, &whole)) return false;
    if (whole.number < 2 || whole.end < s->view->count) return false;
    *v = (toll_value){v->number / whole.number, 1, whole.end, false};
    return true;
}
