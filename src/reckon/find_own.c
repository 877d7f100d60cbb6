/* Findings of a claimant's figures against its own (own.c). In: the claims of one house on one kind of figure. Out: findings `total_checked` and
 * `included`, each with the claims that the value is made of. A sort of the claims, then a few lookups a claim. */
#include "own.h"

#include <stdio.h>

typedef struct adding {
    toll_reckoning *r;
    uint64_t owner, key;
} adding;

static void add_finding(void *context, const toll_series_finding *from, const uint32_t *evidence, size_t count)
{
    const adding *it = context;
    toll_reckoning *r = it->r;
    char name[160];
    snprintf(name, sizeof name, "%s own claims", r->claims[evidence[0]].claimant ? r->claims[evidence[0]].claimant : "?");
    toll_utf8_tidy(name);
    reckon_finding *f = reckon_findings_add_of(r, it->owner, from->code, it->key, evidence, count);
    if (!f) return;
    f->shown.verdict = from->verdict, f->shown.value = from->value, f->shown.day = from->day;
    if (from->code == TOLL_FINDING_TOTAL_CHECKED) f->shown.difference = from->readings[0].distance;
    f->shown.name = reckon_intern(r, toll_text_of(name));
    f->shown.reason = reckon_intern(r, toll_text_of(from->reason));
    f->shown.terms[TOLL_TERM_SIDE] = f->shown.terms[TOLL_TERM_OUTCOME] = f->shown.terms[TOLL_TERM_CLASS] = TOLL_STANDING_SAME;
}

/* `claims` of one claimant, by day. */
static void check_claimant(toll_reckoning *r, uint64_t owner, uint64_t key, const uint32_t *claims, size_t count)
{
    reckon_own own;
    adding into = {r, owner, key};
    if (reckon_own_open(&own, r, claims, count, false)) reckon_own_judge(&own, add_finding, &into);
    else r->failed = true;
    reckon_own_close(&own);
}

void reckon_own_findings(toll_reckoning *r, uint64_t owner, uint64_t key)
{
    reckon_numbers *all = &r->scratch2;
    all->count = 0;
    RECKON_EACH(at, &r->series, key)
    {
        uint32_t item = r->series.entries[at].item;
        if (r->claims[item].period_kind == TOLL_PERIOD_EVENT) return; /* single events are no series of days */
        if (!reckon_numbers_add(all, item)) r->failed = true;
    }
    if (all->count < RECKON_OWN_LEAST) return;
    reckon_sort(r, all->items, all->count, reckon_own_compare);
    size_t kept = 1;
    for (size_t i = 1; i < all->count; i++)
        if (all->items[i] != all->items[kept - 1]) all->items[kept++] = all->items[i];
    if (kept > RECKON_OWN_LIMIT) return;
    for (size_t i = 0, k; i < kept; i = k) {
        const char *claimant = r->claims[all->items[i]].claimant;
        for (k = i + 1; k < kept && reckon_same(r->claims[all->items[k]].claimant, claimant);) k++;
        if (k - i >= RECKON_OWN_LEAST) check_claimant(r, owner, key, all->items + i, k - i);
    }
}
