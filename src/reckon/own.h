/* One claimant's figures on one thing as a series: what findings (find_own.c) and whoever shows or checks such a series (series_own.c) share. */
#ifndef TOLL_RECKON_OWN_H
#define TOLL_RECKON_OWN_H

#include "inside.h"

/* Which points a claim is laid over: never one of its own kind and day. */
enum {
    RECKON_OWN_TOTALS,
    RECKON_OWN_ALL,          /* totals and days */
    RECKON_OWN_STEPS,        /* totals made of that of the day before and the day's figure */
    RECKON_OWN_LATE_STEPS,   /* ... and the figure of the day before, which a morning's total ends with */
    RECKON_OWN_KINDS
};

enum { RECKON_OWN_LEAST = 3 };   /* of fewer claims none is laid over the others */

typedef struct reckon_own {
    toll_reckoning *r;
    const uint32_t *claims;  /* of one claimant, in the order of reckon_own_compare */
    size_t count;
    toll_series_point *points[RECKON_OWN_KINDS];
    uint32_t *totals, *days; /* parallel: the claim of the total, and of the day's figure */
    uint32_t *others;        /* parallel: how many claims have another figure for the day */
    size_t point_count;
} reckon_own;

/* What it is a series of, without name and points: as a claim tells it. */
toll_series reckon_own_head(const reckon_claim *claim);
/* By claimant and day; what is told most exactly stands for its day. */
int reckon_own_compare(const toll_reckoning *r, uint32_t a, uint32_t b);
/* `whole`: also totals below an earlier one, which bear nothing out but are shown. Close in any case; false without memory. */
bool reckon_own_open(reckon_own *out, toll_reckoning *r, const uint32_t *claims, size_t count, bool whole);
void reckon_own_close(reckon_own *own);

/* What the others make of each of the claims; `evidence` begins with it. */
typedef void reckon_own_visit(void *context, const toll_series_finding *finding, const uint32_t *evidence, size_t count);
void reckon_own_judge(const reckon_own *own, reckon_own_visit *visit, void *context);

#endif
