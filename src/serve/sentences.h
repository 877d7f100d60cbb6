/* Sentences of a stored text, and where words stand in it. Bytes in, bytes out. */
#ifndef TOLL_SERVE_SENTENCES_H
#define TOLL_SERVE_SENTENCES_H

#include "base/base.h"

/* The sentence that begins at or behind `from`, without the white space around it; len 0 = there is none any more. */
toll_span serve_sentence_next(toll_text text, size_t from);
/* The sentence that a byte of the text lies in. */
toll_span serve_sentence_at(toll_text text, size_t off);

/* Where words stand in a text from `from` on, any white space for any other; len 0 = nowhere. `budget` counts down what may be compared: at 0
 * nothing is found any more. */
enum { SERVE_FIND_BUDGET = 64 << 20 };
toll_span serve_find_words(toll_text text, const char *words, size_t from, size_t *budget);

#endif
