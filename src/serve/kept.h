/* Answers that were given, to be given again while the ledger is as it was: a table of places, each of the last answer whose key fell on it. A key
 * is all that an answer depends on; keys are compared byte by byte, never by their hash alone. */
#ifndef TOLL_SERVE_KEPT_H
#define TOLL_SERVE_KEPT_H

#include <pthread.h>

#include "base/base.h"

enum { SERVE_KEPT_PLACES = 1024, SERVE_KEPT_BYTES = 32 << 20, SERVE_KEPT_ONE = 512 << 10 };

typedef struct serve_kept_answer {
    char *key;               /* NULL = the place is free */
    size_t key_len, size;
    void *answer;
} serve_kept_answer;

typedef struct serve_kept {
    pthread_mutex_t lock;
    void (*release)(void *context, void *answer);
    void *context;
    size_t bytes;
    unsigned hand;           /* the place that is emptied next where room is wanted */
    serve_kept_answer places[SERVE_KEPT_PLACES];
} serve_kept;

typedef bool serve_kept_use(void *context, void *answer);

void serve_kept_init(serve_kept *kept, void (*release)(void *context, void *answer), void *context);
void serve_kept_free(serve_kept *kept);
/* Calls `use` with the answer, which nobody releases meanwhile; false where there is none. */
bool serve_kept_find(serve_kept *kept, toll_text key, serve_kept_use *use, void *context);
/* Takes the answer over, and releases it sooner or later: at once, where it is too large. */
void serve_kept_put(serve_kept *kept, toll_text key, void *answer, size_t size);

#endif
