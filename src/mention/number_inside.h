/* Private to the number grammar: what number.c, number_value.c and number_share.c share. */
#ifndef TOLL_MENTION_NUMBER_INSIDE_H
#define TOLL_MENTION_NUMBER_INSIDE_H

#include "number.h"

typedef struct toll_scan {
    const toll_sentence_view *view;
    const toll_mention_words *words;
} toll_scan;

/* A value on its way, and the token after it. */
typedef struct toll_value {
    double number, scale; /* scale: the last multiplier said, else 1 */
    unsigned end;
    bool digits;
} toll_value;

static inline const toll_note *note(const toll_scan *s, unsigned at, uint8_t class_)
{
    return toll_note_at(s->view, at, class_);
}
static inline double row_value(const toll_scan *s, const toll_note *n)
{
    const toll_number_row *row = toll_mention_number_row(s->words, n);
    return row ? row->value : 0;
}

/* --- number_value.c: digits and words */
double toll_value_of_token(const toll_scan *s, unsigned at);
bool toll_value_hyphen(const toll_scan *s, unsigned at);
toll_value toll_value_digits(const toll_scan *s, unsigned at);
bool toll_value_words(const toll_scan *s, unsigned at, toll_value *v);
void toll_value_power(const toll_scan *s, toll_value *v);
void toll_value_scales(const toll_scan *s, toll_value *v);
void toll_value_again(const toll_scan *s, unsigned first, toll_value *v);

/* --- number_share.c: parts of a whole */
double toll_value_denominator(const toll_scan *s, unsigned at, bool one, unsigned *end);
bool toll_value_share(const toll_scan *s, unsigned at, toll_value *v);
void toll_value_mixed(const toll_scan *s, toll_value *v);
bool toll_value_whole(const toll_scan *s, toll_value *v);
bool toll_value_of_many(const toll_scan *s, toll_value *v);
bool toll_value_over(const toll_scan *s, toll_value *v);

#endif
