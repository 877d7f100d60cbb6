/* The sentences of two texts, and which of the one is which of the other. */
#ifndef TOLL_SERVE_DIFFER_MATCH_H
#define TOLL_SERVE_DIFFER_MATCH_H

#include "differ.h"

#define SERVE_UNMATCHED (-1)

typedef struct serve_piece {
    toll_span span;
    uint64_t hash;
    long match;              /* the other side's; SERVE_UNMATCHED */
} serve_piece;

typedef struct serve_pieces {
    toll_text text;
    serve_piece *items;      /* in the order of the text; free them in any case */
    size_t count, cap;
} serve_pieces;

/* Into sentences; TOLL_E_LIMIT where there are more than SERVE_SENTENCES. */
toll_status serve_pieces_cut(serve_pieces *out, toll_text text, toll_error *error);
/* False where there is not enough memory. */
bool serve_pieces_match(serve_pieces *a, serve_pieces *b);
uint64_t serve_hash_words(toll_text text);   /* white space is no difference */

static inline toll_text serve_cut_span(toll_text text, toll_span span)
{
    return (toll_text){text.data + span.off, span.len};
}

#endif
