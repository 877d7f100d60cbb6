/* What `tollbook review` does besides single decisions; review.c takes the command line apart. */
#ifndef TOLL_CLI_REVIEW_H
#define TOLL_CLI_REVIEW_H

#include "ledger.h"

typedef struct toll_cli_merging {
    const char *from, *into, *reviewer, *reason;
    const char *leave;       /* ids of claims, with commas; NULL = none */
    int format;              /* of the claims that change; -1 = not said */
    bool dry_run;
} toll_cli_merging;

/* review_merge.c: every claim of one claimant becomes another's, at one moment; prints those claims. Returns an exit code. */
int toll_cli_review_merge(toll_ledger *ledger, const toll_cli_merging *asked);
/* review_merge.c: takes a decision back (0 = the reviewer's last one), with all of its moment. Returns an exit code. */
int toll_cli_review_back(toll_ledger *ledger, const char *reviewer, uint64_t decision);

#endif
