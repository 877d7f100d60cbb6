/* What a text is about, in as few numbers as can tell one event from another: the names and numbers that stand in its sentences about losses,
 * as hashes, and the days it names there. No word is kept. */
#ifndef TOLL_CLAIM_GIST_H
#define TOLL_CLAIM_GIST_H

#include "claim.h"

enum { TOLL_GIST_DAYS = 32, TOLL_GIST_WORDS = 4096 };

typedef struct toll_gist_word {
    uint64_t hash;
    uint32_t count;
    bool number;
} toll_gist_word;

typedef struct toll_gist {
    toll_gist_word *words;       /* by hash, each once */
    size_t count, cap;
    toll_day days[TOLL_GIST_DAYS];
    size_t day_count;
} toll_gist;

void toll_gist_free(toll_gist *gist);
/* Adds the sentences of one window (tokens with words set). */
toll_status toll_claim_gist(toll_gist *gist, toll_claim_reader *reader, const toll_lexer *lexer);
void toll_gist_finish(toll_gist *gist);      /* sorts the words and makes each one */

#endif
