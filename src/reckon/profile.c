/* In: statements and findings. Out: counts a claimant. Claimants are few (hundreds), so they are found by walking over them. */
#include "profile.h"

#include <stdlib.h>

#include "base/fault.h"

void toll_profiles_start(toll_profiles *profiles)
{
    *profiles = (toll_profiles){0};
    toll_arena_init(&profiles->memory, 0);
}

void toll_profiles_free(toll_profiles *profiles)
{
    toll_base_free(profiles->items);
    toll_arena_free(&profiles->memory);
    *profiles = (toll_profiles){0};
}

static const char *copy(toll_profiles *profiles, const char *string)
{
    const char *out = string ? toll_arena_string(&profiles->memory, string, strlen(string)) : NULL;
    profiles->failed |= string && !out;
    return out;
}

toll_profile *toll_profiles_of(toll_profiles *profiles, const toll_reckoned_claim *claim)
{
    if (!claim->claimant) return NULL;
    for (size_t i = 0; i < profiles->count; i++)
        if (strcmp(profiles->items[i].claimant, claim->claimant) == 0) return &profiles->items[i];
    const char *name = copy(profiles, claim->claimant);
    if (!name || !toll_grow(&profiles->items, &profiles->cap, profiles->count, sizeof *profiles->items)) {
        profiles->failed = true;
        return NULL;
    }
    toll_profile *made = &profiles->items[profiles->count++];
    *made = (toll_profile){.claimant = name, .side = copy(profiles, claim->claimant_side), .kind = copy(profiles, claim->claimant_kind)};
    return made;
}

void toll_profiles_add_statement(toll_profiles *profiles, const toll_reckoned_claim *claim, toll_day published)
{
    toll_profile *p = toll_profiles_of(profiles, claim);
    if (!p) return;
    toll_day said = claim->stated != TOLL_DAY_UNKNOWN ? claim->stated : published;
    p->statements++;
    p->own += claim->stake == TOLL_STAKE_OWN_LOSS;
    p->enemy += claim->stake == TOLL_STAKE_ENEMY_LOSS;
    p->third += claim->stake == TOLL_STAKE_THIRD_PARTY;
    if (said == TOLL_DAY_UNKNOWN || claim->to == TOLL_DAY_UNKNOWN || said < claim->to) return;
    long lag = (long)said - claim->to;
    p->lags[lag < TOLL_PROFILE_DAYS ? lag : TOLL_PROFILE_DAYS - 1]++;
}

/* A revision's claims are the earlier and the later one. */
static void add_revision(toll_profile *p, toll_reckoning *reckoning, const toll_finding *f)
{
    if (f->claim_count < 2) return;
    double before = toll_reckoning_claim(reckoning, f->claims[0])->point, after = toll_reckoning_claim(reckoning, f->claims[1])->point;
    p->revised_up += after > before;
    p->revised_down += after < before;
}

void toll_profiles_add_finding(toll_profiles *profiles, toll_reckoning *reckoning, const toll_finding *f)
{
    toll_profile *p = f->claim_count ? toll_profiles_of(profiles, toll_reckoning_claim(reckoning, f->claims[0])) : NULL;
    if (!p || f->name) return; /* by an imported series: those are counted a statement, not a claim */
    switch (f->code) {
    case TOLL_FINDING_REVISION: add_revision(p, reckoning, f); break;
    case TOLL_FINDING_AVERAGE_CHECKED:
    case TOLL_FINDING_DIFFERENCE_CHECKED:
        p->held += f->verdict == TOLL_VERDICT_HOLDS;
        p->failed += f->verdict == TOLL_VERDICT_FAILS;
        break;
    case TOLL_FINDING_PART_EXCEEDS_TOTAL: p->failed++; break;
    case TOLL_FINDING_RECORD_CHECKED:
        p->records_failed += f->verdict == TOLL_VERDICT_FAILS;
        p->records_open += f->verdict == TOLL_VERDICT_OPEN;
        break;
    default: break;
    }
}

void toll_profiles_add_checks(
    toll_profiles *profiles, const toll_reckoned_claim *c, toll_day published, const toll_series_list *list, toll_policy policy)
{
    toll_profile *p = toll_profiles_of(profiles, c);
    for (size_t i = 0; p && i < list->count; i++) {
        toll_series_finding findings[TOLL_SERIES_FINDINGS];
        if (!list->items[i].latest || !toll_series_concerns(&list->items[i].series, c)) continue;
        size_t count = toll_series_judge(findings, &list->items[i].series, c, published, policy);
        for (size_t k = 0; k < count; k++) {
            const toll_series_finding *f = &findings[k];
            if (f->code == TOLL_FINDING_TOTAL_CHECKED) p->fits[f->fit]++;
            else if (f->code == TOLL_FINDING_RECORD_CHECKED) p->records_held += f->verdict == TOLL_VERDICT_HOLDS;
        }
    }
}

static int compare(const void *a, const void *b)
{
    const toll_profile *x = a, *y = b;
    if (x->statements != y->statements) return x->statements > y->statements ? -1 : 1;
    return strcmp(x->claimant, y->claimant);
}

void toll_profiles_sort(toll_profiles *profiles)
{
    if (profiles->count) qsort(profiles->items, profiles->count, sizeof *profiles->items, compare);
}

uint64_t toll_profile_lag(int *median, const toll_profile *profile)
{
    uint64_t known = 0, sum = 0;
    *median = -1;
    for (int i = 0; i < TOLL_PROFILE_DAYS; i++) known += profile->lags[i];
    for (int i = 0; i < TOLL_PROFILE_DAYS && *median < 0; i++) {
        sum += profile->lags[i];
        if (known && sum * 2 >= known) *median = i;
    }
    return known;
}
