/* Blocks of the word index. A posting is a word with the numbers of texts, each text << 1 | whether a sentence of a claim has the word,
 * rising. Blocks hold postings in the order of their words, about 3.5 kB each, so that one is a page of a file; a word of many texts goes on
 * in the blocks that follow. A segment is a row of blocks: what was indexed at once. */
#ifndef TOLL_LEDGER_BLOCK_H
#define TOLL_LEDGER_BLOCK_H

#include "base/base.h"

/* A block that is full: its first word, and its bytes. */
typedef toll_status toll_block_put(void *context, toll_text first, toll_text block, toll_error *error);

typedef struct toll_block_writer {
    toll_block_put *put;
    void *context;
    toll_buffer block, first, last;   /* words: the first and the last of the block in hand */
} toll_block_writer;

toll_status toll_block_add(toll_block_writer *writer, toll_text word, const uint64_t *values, size_t count, toll_error *error);
toll_status toll_block_end(toll_block_writer *writer, toll_error *error);   /* what is in hand is put */
void toll_block_free(toll_block_writer *writer);

/* Postings of a block one after another. */
typedef struct toll_block_reader {
    toll_text block;
    size_t at;
    char word[256];
    size_t word_len;
    size_t values, values_end;        /* bytes of the posting's numbers */
    uint64_t value;
    bool broken;                      /* the bytes are no block */
} toll_block_reader;

bool toll_block_next(toll_block_reader *reader);              /* the next posting; false = the end, or broken */
bool toll_block_value(uint64_t *out, toll_block_reader *reader);   /* its next number */

#endif
