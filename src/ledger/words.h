/* Words of texts, the same for every database: how a text is cut into them, what a user asks for, and whether a text says it. A word is a run
 * of letters and digits without letter case and accents; its first 200 bytes count. */
#ifndef TOLL_LEDGER_WORDS_H
#define TOLL_LEDGER_WORDS_H

#include "base/base.h"

#define TOLL_WORD_MAX 200

bool toll_words_fold(toll_buffer *out, toll_text text);                   /* false where memory is out */
bool toll_words_next(toll_text *out, toll_text folded, size_t *at);       /* the next word from *at on; false = there is none */

typedef struct toll_asked_word {
    toll_text word;
    bool beginning;          /* asked for as "word*" */
    bool follows;            /* comes directly behind the one before: a phrase */
} toll_asked_word;

/* A user's words: those separated by spaces must all be there, "in quotes" one behind the other, `word*` or "a phr"* as a beginning. */
typedef struct toll_asked {
    toll_buffer memory;
    toll_asked_word *words;  /* none: they say nothing */
    size_t count, cap;
} toll_asked;

bool toll_asked_read(toll_asked *out, const char *words);                 /* false where memory is out */
void toll_asked_free(toll_asked *asked);
bool toll_asked_is_said(const toll_asked *asked, toll_text folded);

#endif
