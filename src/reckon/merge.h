/* Two ids of one claimant: every claim of the one becomes one of the other's, each by a correction of its own, all of them at one moment. What follows
 * for questions and findings follows from the corrections; one step takes all of them back (ledger/takeback.h). */
#ifndef TOLL_RECKON_MERGE_H
#define TOLL_RECKON_MERGE_H

#include <tollbook/ledger.h>

#include "base/base.h"
#include "ledger/takeback.h"

enum { TOLL_MERGE_MOST = TOLL_LEDGER_BACK_MOST };   /* at once: as many as are taken back at once */

typedef struct toll_merge {
    toll_ledger *ledger;
    const char *from, *into;     /* borrowed as well */
    const char *side, *kind;     /* of `into`; NULL = unknown */
    size_t count;                /* claims that a walk found, or that were written */
    bool more;                   /* there are more than TOLL_MERGE_MOST */
    toll_arena *memory;          /* borrowed: what is made lives there */
} toll_merge;

/* TOLL_END: the ledger has no claimant `into`. */
toll_status toll_merge_open(toll_merge *out, toll_ledger *ledger, toll_arena *memory, const char *from, const char *into, toll_error *error);
/* The claims that would change, in the order of the documents: those that people rejected, or gave to another already, are left as they are. `seen`: the
 * newest decision on the claim, 0 = none. An error of `each` ends the walk and is what it returns. */
typedef toll_status toll_merge_each(void *context, const toll_ledger_row *row, int64_t seen);
toll_status toll_merge_walk(toll_merge *m, toll_merge_each *each, void *context, toll_error *error);

/* `leave`: ids of claims that stay. The decisions are to be written with toll_ledger_decide_all; *count may be 0. */
typedef struct toll_merge_asked {
    const char *reviewer, *reason;   /* reason: NULL = none */
    const char *const *leave;
    size_t leave_count;
} toll_merge_asked;
toll_status toll_merge_decisions(toll_ledger_decision **out, size_t *count, toll_merge *m, const toll_merge_asked *asked, toll_error *error);

#endif
