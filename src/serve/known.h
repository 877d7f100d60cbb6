/* What people call a claimant or a side, as the id that filters take (known.c). */
#ifndef TOLL_SERVE_KNOWN_H
#define TOLL_SERVE_KNOWN_H

#include "inside.h"

enum { SERVE_KNOWN_MOST = 6 };

typedef struct serve_known {
    const char *ids[SERVE_KNOWN_MOST];   /* those that it may be, the closest first */
    size_t count, more;                  /* more: others that it may be */
    bool exact;                          /* it is an id, or the name of one: ids[0] */
} serve_known;

/* `sides`: of sides, else of claimants. Those that the ledger has heard of. */
toll_status serve_known_as(serve_known *out, serve_request *r, const char *called, bool sides);

#endif
