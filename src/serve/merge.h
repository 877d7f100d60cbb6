/* Two ids of one claimant, as people and programs ask for them over HTTP: what reckon/merge.h makes of them, and what is refused. */
#ifndef TOLL_SERVE_MERGE_H
#define TOLL_SERVE_MERGE_H

#include "inside.h"
#include "reckon/merge.h"

typedef struct serve_merge {
    serve_request *r;
    toll_merge merge;
    char state[48];              /* of the ledger, as whoever looked saw it */
} serve_merge;

/* Of the claimant in the address into `into`, which the ledger must have. */
toll_status serve_merge_open(serve_merge *out, serve_request *r, const char *into);
/* `leave`: ids of claims that stay. Refused where the ledger is not in `state` any more. merge.count: how many were written. */
toll_status serve_merge_write(serve_merge *m, const char *state, const char *reason, const char *const *leave, size_t leave_count);

#endif
