/* Whose figures a ledger holds. In: a reckoning that is asked. Out: each claimant once, with how many of its claims are carried, the most
 * first; their names are copies, so that they outlive what is asked next. Costs a walk over claimants by outlets. */
#include <stdlib.h>

#include "ask.h"
#include "base/base.h"
#include "base/fault.h"

static int by_name(const void *a, const void *b)
{
    const toll_teller *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static int by_claims(const void *a, const void *b)
{
    const toll_teller *x = a, *y = b;
    if (x->claims != y->claims) return x->claims > y->claims ? -1 : 1;
    return by_name(a, b);
}

static void join(toll_tellers *out)
{
    size_t kept = 0;
    if (out->count) qsort(out->items, out->count, sizeof *out->items, by_name);
    for (size_t i = 0; i < out->count; i++) {
        bool again = kept && strcmp(out->items[kept - 1].id, out->items[i].id) == 0;
        if (again) out->items[kept - 1].claims += out->items[i].claims, out->items[kept - 1].outlets++;
        else out->items[kept++] = out->items[i];
    }
    out->count = kept;
    if (kept) qsort(out->items, kept, sizeof *out->items, by_claims);
}

toll_status toll_ask_claimants(toll_tellers *out, toll_ask *ask, const char *claimant, toll_error *error)
{
    toll_relay relay;
    size_t cap = 0;
    *out = (toll_tellers){0};
    toll_arena *memory = out->memory = toll_base_take(sizeof *memory);
    if (!memory) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the claimants");
    toll_arena_init(memory, 0);
    toll_status status = toll_ask_relays_begin(ask, claimant, NULL, error);
    while (status >= 0 && (status = toll_ask_relays_next(&relay, ask, error)) == TOLL_OK) {
        const char *id = toll_arena_string(memory, relay.claimant, strlen(relay.claimant));
        if (!id || !toll_grow(&out->items, &cap, out->count, sizeof *out->items))
            return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for the claimants");
        out->items[out->count++] = (toll_teller){id, relay.claims, 1};
    }
    if (status >= 0) join(out);
    return status < 0 ? status : TOLL_OK;
}

void toll_tellers_free(toll_tellers *list)
{
    if (list->memory) toll_arena_free(list->memory);
    toll_base_free(list->memory);
    toll_base_free(list->items);
    *list = (toll_tellers){0};
}
