/* Words of sentences that are compared. */
#ifndef TOLL_SERVE_DIFFER_WORDS_H
#define TOLL_SERVE_DIFFER_WORDS_H

#include "base/base.h"

/* The next word from *at on; len 0 = none. */
toll_text serve_next_word(toll_text text, size_t *at);
/* The share of words that both have, 0 to 1. */
double serve_likeness(toll_text a, toll_text b);

#endif
