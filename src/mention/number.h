/* Private to src/mention: what the number grammar finds, before qualifiers. */
#ifndef TOLL_MENTION_NUMBER_H
#define TOLL_MENTION_NUMBER_H

#include "mention.h"

enum { TOLL_NUMBER_LIMIT = 64 };

typedef enum toll_number_kind {
    TOLL_NUMBER_EXACT,   /* 1,090; two hundred and five; half a million; 75% */
    TOLL_NUMBER_VAGUE,   /* dozens, several hundred: bounds and no point */
    TOLL_NUMBER_SHARE,   /* a third, 2/3, one in four: percent */
    TOLL_NUMBER_NONE,    /* no, nobody */
    TOLL_NUMBER_ANY,     /* "any" behind a negation */
    TOLL_NUMBER_ARTICLE, /* a, an */
    TOLL_NUMBER_ANOTHER, /* another: one more */
    TOLL_NUMBER_ORDINAL, /* third, 10th */
    TOLL_NUMBER_IDLE     /* stands where a number could and is none: the scan steps over it */
} toll_number_kind;

typedef struct toll_number {
    uint16_t first, count;
    uint8_t kind, unit;
    bool digits;      /* one number in digits, without separators or words */
    double value;     /* NAN for vague words */
    double low, high; /* of vague words */
    double scale;     /* the last multiplier said ("thousand"), else 1: "70 to 80 thousand" */
} toll_number;

/* The number that begins at token `at`; false where none does. */
bool toll_number_at(toll_number *out, const toll_sentence_view *view, const toll_mention_words *words, unsigned at);
/* "3x T-72B, 6 x KIA": the single letter at `at`, before a name, counts and multiplies nothing. */
bool toll_number_count_sign(const toll_sentence_view *view, unsigned at);
/* All of a sentence, in order, none overlapping. */
size_t toll_numbers_find(toll_number *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words);

/* Small tests that number.c, quantity.c and date.c share. */
static inline const toll_note *toll_note_at(const toll_sentence_view *view, unsigned at, uint8_t class_)
{
    return at < view->count ? toll_scratch_note(view->scratch, at, class_) : NULL;
}
static inline bool toll_mark_at(const toll_sentence_view *view, unsigned at, uint8_t mark)
{
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == mark;
}
static inline bool toll_digits_at(const toll_sentence_view *view, unsigned at)
{
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_NUMBER;
}
/* Is the token written onto the one before it? */
static inline bool toll_glued_at(const toll_sentence_view *view, unsigned at)
{
    return at > 0 && at < view->count && !(view->tokens[at].flags & TOLL_TOKEN_SPACE);
}

#endif
