/* What a ledger holds of each claimant, in counts. In: statements, findings and checks, in any order. Out: a profile a claimant. Counts only, each beside
 * the number it is out of: no score, no rank, nothing that says who is to be believed. */
#ifndef TOLL_RECKON_PROFILE_H
#define TOLL_RECKON_PROFILE_H

#include <tollbook/reckon.h>
#include <tollbook/series.h>

#include "base/base.h"

enum { TOLL_PROFILE_DAYS = 61 };   /* lags are counted by day up to 59; the last holds longer ones */

typedef struct toll_profile {
    const char *claimant, *side, *kind;    /* id; NULL = unknown */
    uint64_t statements;                   /* on losses, each counted once however often it was told again */
    uint64_t own, enemy, third;            /* whose losses they are on; the rest is open */
    uint64_t lags[TOLL_PROFILE_DAYS];      /* statements by days from the end of their period to the day they were said or printed */
    uint64_t revised_up, revised_down;     /* findings `revision`: the later figure is higher, lower */
    uint64_t held, failed;                 /* averages, differences and sums that could be recomputed */
    uint64_t records_held, records_failed, records_open;
    uint64_t fits[5];                      /* of figures laid over a series, by toll_fit */
} toll_profile;

typedef struct toll_profiles {
    toll_profile *items;
    size_t count, cap;
    toll_arena memory;
    bool failed;             /* memory ran out: the counts are not whole */
} toll_profiles;

void toll_profiles_start(toll_profiles *profiles);
void toll_profiles_free(toll_profiles *profiles);
/* The profile of a claimant, made where there is none; NULL where the claim names none, or memory runs out. */
toll_profile *toll_profiles_of(toll_profiles *profiles, const toll_reckoned_claim *claim);
void toll_profiles_add_statement(toll_profiles *profiles, const toll_reckoned_claim *claim, toll_day published);
void toll_profiles_add_finding(toll_profiles *profiles, toll_reckoning *reckoning, const toll_finding *finding);
/* What imported series make of a statement; their points are there. */
void toll_profiles_add_checks(toll_profiles *profiles, const toll_reckoned_claim *claim, toll_day published, const toll_series_list *series, toll_policy policy);
/* The findings that are counted: bits 1u << code. */
#define TOLL_PROFILE_FINDINGS                                                                                                              \
    (1u << TOLL_FINDING_REVISION | 1u << TOLL_FINDING_AVERAGE_CHECKED | 1u << TOLL_FINDING_DIFFERENCE_CHECKED |                             \
        1u << TOLL_FINDING_PART_EXCEEDS_TOTAL | 1u << TOLL_FINDING_RECORD_CHECKED)
/* Most statements first. */
void toll_profiles_sort(toll_profiles *profiles);
/* How many lags are known, and the middle one in days (-1 = none; 60 = 60 or more). */
uint64_t toll_profile_lag(int *median, const toll_profile *profile);

#endif
