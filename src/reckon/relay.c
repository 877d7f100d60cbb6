/* Who carries whose figures, and what is left of them. In: statements. Out: for each claimant and outlet the claims carried, the days
 * between saying and printing, and how many kept the bound, named the claimant and passed on that a figure is unverified. Each statement
 * is a sum of its claims, so it can be taken away again when it changes. */
#include "relay.h"

#include "base/fault.h"

#include <stdlib.h>

void reckon_relays_free(reckon_relays *relays)
{
    toll_base_free(relays->cells);
    reckon_map_free(&relays->map);
    *relays = (reckon_relays){0};
}

bool reckon_relays_sum(reckon_relays *relays, const toll_relay *cell, int times)
{
    uint64_t key = reckon_mix_string(reckon_mix_string(0x4E1A, cell->claimant), cell->outlet);
    uint32_t *slot = reckon_map_put(&relays->map, key);
    if (!slot || !toll_grow(&relays->cells, &relays->cap, relays->count, sizeof *relays->cells)) return false;
    if (*slot == RECKON_NONE) {
        *slot = (uint32_t)relays->count;
        relays->cells[relays->count++] = (toll_relay){.claimant = cell->claimant, .outlet = cell->outlet};
    }
    toll_relay *to = &relays->cells[*slot];
    to->claims += times * cell->claims, to->named += times * cell->named, to->bounds += times * cell->bounds;
    to->bounds_kept += times * cell->bounds_kept, to->unverified += times * cell->unverified;
    to->unverified_kept += times * cell->unverified_kept, to->dated += times * cell->dated, to->days += times * cell->days;
    return true;
}

/* One claim as a relay of its statement's head. */
static toll_relay measure(const toll_reckoning *r, const reckon_claim *head, bool unverified, uint32_t claim)
{
    const reckon_claim *c = &r->claims[claim];
    const toll_reckoned_document *d = &r->documents[c->document].shown, *first = &r->documents[head->document].shown;
    toll_day said = head->stated != TOLL_DAY_UNKNOWN ? head->stated : first->published;
    bool bound = head->qualifier != TOLL_QUALIFIER_EXACT, dated = said != TOLL_DAY_UNKNOWN && d->published != TOLL_DAY_UNKNOWN;
    return (toll_relay){.claimant = head->claimant,
        .outlet = d->outlet ? d->outlet : "(not known)",
        .claims = 1,
        .named = c->claimant_words || c->claimant, /* whoever publishes its own figure stands above it */
        .bounds = bound,
        .bounds_kept = bound && c->qualifier == head->qualifier,
        .unverified = unverified,
        .unverified_kept = unverified && c->verified == TOLL_VERIFIED_UNVERIFIED,
        .dated = dated,
        .days = dated ? d->published - said : 0};
}

bool reckon_relays_add(reckon_relays *relays, toll_reckoning *r, uint32_t statement, int times)
{
    const reckon_statement *s = &r->statements[statement];
    const reckon_claim *head = &r->claims[s->head];
    bool unverified = false, good = true;
    if (!head->claimant) return true;
    uint32_t at = s->root;
    do unverified |= r->claims[at].verified == TOLL_VERIFIED_UNVERIFIED, at = r->rings[at];
    while (at != s->root);
    do {
        const toll_relay one = measure(r, head, unverified, at);
        good = reckon_relays_sum(relays, &one, times);
        at = r->rings[at];
    } while (good && at != s->root);
    return good;
}

static int compare(const void *a, const void *b)
{
    const toll_relay *x = a, *y = b;
    if (x->claims != y->claims) return x->claims > y->claims ? -1 : 1;
    int order = strcmp(x->claimant, y->claimant);
    return order ? order : strcmp(x->outlet, y->outlet);
}

toll_status toll_reckoning_relays(
    toll_relay **out, size_t *count, toll_reckoning *r, const char *claimant, const char *outlet, toll_error *error)
{
    reckon_relays all = {0};
    bool good = true;
    *out = NULL, *count = 0;
    for (uint32_t i = 0; i < r->statement_count && good; i++)
        if (r->statements[i].alive) good = reckon_relays_add(&all, r, i, 1);
    for (size_t i = 0; i < all.count; i++) {
        const toll_relay *c = &all.cells[i];
        if ((!claimant || !strcmp(claimant, c->claimant)) && (!outlet || !strcmp(outlet, c->outlet))) all.cells[(*count)++] = *c;
    }
    if (*count) qsort(all.cells, *count, sizeof *all.cells, compare);
    reckon_map_free(&all.map);
    *out = all.cells;
    return good ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, "", "out of memory while reckoning");
}
