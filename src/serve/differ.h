/* The differences between two texts, sentence by sentence: pure, linear but for sorting. */
#ifndef TOLL_SERVE_DIFFER_H
#define TOLL_SERVE_DIFFER_H

#include "base/base.h"

typedef enum serve_edit_kind { SERVE_EDIT_CHANGED, SERVE_EDIT_GONE, SERVE_EDIT_NEW } serve_edit_kind;

typedef struct serve_edit {
    serve_edit_kind kind;
    bool numbers;            /* a number is another, is gone or is new */
    toll_span before, after; /* the sentences; len 0 = there is none */
} serve_edit;

/* A text, and what of it counts as a number beside its digits (the words of claims' figures), in order. */
typedef struct serve_side {
    toll_text text;
    const toll_span *figures;
    size_t figure_count;
} serve_side;

typedef struct serve_differ {
    serve_edit *edits;       /* those with numbers first, each in the order of the texts */
    size_t count, cap;
    size_t same;             /* sentences that both have */
} serve_differ;

enum { SERVE_SENTENCES = 50000 };
/* TOLL_E_LIMIT where a text has more sentences. Free in any case. */
toll_status serve_differ_run(serve_differ *out, const serve_side *before, const serve_side *after, toll_error *error);
void serve_differ_free(serve_differ *differ);

/* Words of one sentence that the other has not: called with each stretch of it in order. */
typedef void serve_stretch(void *context, toll_text words, bool differs);
void serve_differ_words(toll_text sentence, toll_text other, serve_stretch *visit, void *context);

#endif
