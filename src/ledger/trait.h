/* What a claim has that is asked for, as words of the index beside those of texts: a sign that no text has, what it is, and its value. A
 * posting of a trait has the numbers of readings; that of a key, of claims. */
#ifndef TOLL_LEDGER_TRAIT_H
#define TOLL_LEDGER_TRAIT_H

#include "base/base.h"

typedef enum toll_trait {
    TOLL_TRAIT_KEY = 1,      /* a claim's id, 12 bytes */
    TOLL_TRAIT_CLAIMANT,     /* row of actor */
    TOLL_TRAIT_PLACE,        /* row of place */
    TOLL_TRAIT_SIDE,         /* row of word, and the outcome's code: who lost in which way is asked for together */
    TOLL_TRAIT_OUTCOME,      /* code */
    TOLL_TRAIT_DAYS,         /* a span of 32 days that the claim's period touches; the last of all: any, the period is long */
} toll_trait;

#define TOLL_TRAIT_SPAN_DAYS 5          /* bits */
#define TOLL_TRAIT_SPANS     24         /* a longer period is any */
#define TOLL_TRAIT_ANY       UINT32_MAX

typedef struct toll_trait_word {
    char bytes[16];
    size_t len;
} toll_trait_word;

static inline toll_trait_word toll_trait_of(toll_trait trait, uint64_t value, int bytes)
{
    toll_trait_word out = {.bytes = {(char)trait}, .len = 1 + (size_t)bytes};
    for (int i = 0; i < bytes; i++) out.bytes[1 + i] = (char)(value >> (8 * (bytes - 1 - i)));
    return out;
}

static inline toll_trait_word toll_trait_of_side(uint64_t row, unsigned outcome)
{
    toll_trait_word out = toll_trait_of(TOLL_TRAIT_SIDE, row, 8);
    out.bytes[out.len++] = (char)outcome;
    return out;
}

static inline toll_trait_word toll_trait_of_key(const char *key)
{
    toll_trait_word out = {.bytes = {TOLL_TRAIT_KEY}, .len = 13};
    memcpy(out.bytes + 1, key, 12);
    return out;
}

/* Where a day's span stands among all: never TOLL_TRAIT_ANY. */
static inline uint32_t toll_trait_span(toll_day day) { return (uint32_t)(((int64_t)day + INT32_MAX + 1) >> TOLL_TRAIT_SPAN_DAYS); }

static inline toll_text toll_trait_text(const toll_trait_word *word) { return (toll_text){word->bytes, word->len}; }

#endif
