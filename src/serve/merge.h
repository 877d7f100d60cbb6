/* Two ids of one claimant: every claim of the one becomes one of the other's, each by a correction of its own, all of them at one moment. What follows
 * for questions and findings follows from the corrections; one step takes all of them back. */
#ifndef TOLL_SERVE_MERGE_H
#define TOLL_SERVE_MERGE_H

#include "inside.h"

enum { SERVE_MERGE_MOST = 1000 };   /* at once: as many as are taken back at once */

typedef struct serve_merge {
    serve_request *r;
    const char *from, *into;
    const char *side, *kind;     /* of `into`; NULL = unknown */
    char state[48];              /* of the ledger, as whoever looked saw it */
    size_t count;
    bool more;                   /* there are more than SERVE_MERGE_MOST */
} serve_merge;

/* Of the claimant in the address into `into`, which the ledger must have. */
toll_status serve_merge_open(serve_merge *out, serve_request *r, const char *into);
typedef toll_status serve_merge_each(void *context, const toll_ledger_row *row, const serve_claim_state *state);
/* The claims that would change, in the order of the documents: those that people rejected, or gave to another already, are left as they are. */
toll_status serve_merge_walk(serve_merge *m, serve_merge_each *each, void *context);
/* `leave`: ids of claims that stay. Refused where the ledger is not in `state` any more. m->count: how many were written. */
toll_status serve_merge_write(serve_merge *m, const char *state, const char *reason, const char *const *leave, size_t leave_count);

#endif
