/* Taking back what people decided: the decision that `undo`, the inbox's last button and `review back` go back behind, with all that were made at its
 * moment. Nothing is removed: what takes back is a decision of its own, which can be taken back as well. */
#ifndef TOLL_LEDGER_TAKEBACK_H
#define TOLL_LEDGER_TAKEBACK_H

#include <tollbook/ledger.h>

#include "base/base.h"

#define TOLL_LEDGER_BACK "takes back decision "   /* begins the reason of what takes back, and no reviewer's */
enum { TOLL_LEDGER_BACK_MOST = 1000 };            /* decisions of one moment */

typedef struct toll_ledger_step {
    int64_t decision, newest;        /* what is taken back; the newest on the claim */
    uint64_t row;
    toll_ledger_action action, before;
    const char *payload;             /* of `before`; NULL = none */
    char reason[48];
} toll_ledger_step;

typedef struct toll_ledger_back {
    toll_ledger_step *steps;         /* decisions made at one moment */
    size_t count;
    toll_arena memory;               /* of their payloads */
} toll_ledger_back;

/* The last decision of a reviewer that is not taken back. TOLL_END: there is none. */
toll_status toll_ledger_back_last(toll_ledger_back *out, toll_ledger *ledger, const char *reviewer, toll_error *error);
/* A decision, whoever made it. TOLL_END: there is none of that number; TOLL_UNCHANGED: somebody decided since, and it does not count any more. */
toll_status toll_ledger_back_find(toll_ledger_back *out, toll_ledger *ledger, uint64_t decision, toll_error *error);
/* Puts the claims back into the state they were in before. TOLL_UNCHANGED: somebody decided on one of them meanwhile, and nothing was written. */
toll_status toll_ledger_back_write(const toll_ledger_back *back, toll_ledger *ledger, const char *reviewer, toll_error *error);
void toll_ledger_back_free(toll_ledger_back *back);   /* in any case */

#endif
