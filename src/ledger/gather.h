/* Words of many texts, gathered in memory and given back in order: what becomes a segment of the word index. */
#ifndef TOLL_LEDGER_GATHER_H
#define TOLL_LEDGER_GATHER_H

#include "block.h"

typedef struct toll_gather_word {
    toll_text word;
    uint64_t last;           /* its last number */
    uint32_t count;
    uint32_t hash;
} toll_gather_word;

typedef struct toll_gather_use {
    uint64_t value;
    uint32_t word;
} toll_gather_use;

typedef struct toll_gather {
    toll_arena memory;
    toll_gather_word *words;
    uint32_t *slots;         /* a word + 1; 0 = free */
    toll_gather_use *uses;   /* in the order they came */
    size_t word_count, word_cap, slot_count, use_count, use_cap;
    toll_buffer folded;
} toll_gather;

void toll_gather_begin(toll_gather *gather);
void toll_gather_free(toll_gather *gather);
/* A word as it is, of whatever has the number `value` >> 1. */
bool toll_gather_add_word(toll_gather *gather, toll_text word, uint64_t value);
/* The words of a claim's sentence, or of the text, whose sentences come first: a word is noted once a text. False where memory is out. */
bool toll_gather_add(toll_gather *gather, uint64_t text, bool sentence, toll_text words);
toll_status toll_gather_write(toll_gather *gather, toll_block_writer *writer, toll_error *error);

#endif
