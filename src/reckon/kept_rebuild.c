/* All of it anew. In: a ledger. Out: full tables. All claims are reckoned in memory, then written table by table in the order of their
 * keys, which is what a store takes fastest. The state is written last: until then there is no kept reckoning, and whoever asks reckons
 * in memory. Costs one pass over the ledger and a sort a table; memory is that of the reckoning and of one table's keys. */
#include "kept.h"

#include <stdlib.h>

#include "base/fault.h"
#include "load.h"

typedef struct triple {
    int64_t a, b, c;
} triple;

static int compare_triples(const void *x, const void *y)
{
    const triple *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    if (a->b != b->b) return a->b < b->b ? -1 : 1;
    return a->c < b->c ? -1 : a->c > b->c;
}

typedef struct triples {
    triple *items;
    size_t count, cap;
} triples;

static bool add(triples *list, int64_t a, int64_t b, int64_t c)
{
    if (!toll_grow(&list->items, &list->cap, list->count, sizeof *list->items)) return false;
    list->items[list->count++] = (triple){a, b, c};
    return true;
}

/* Transactions of a bounded size: a store need not hold all of it at once. */
static toll_status breathe(toll_kept *kept, size_t done, toll_error *error)
{
    if (done % 65536 != 65535) return TOLL_OK;
    toll_status status = toll_rows_commit(kept->ledger, error);
    return status < 0 ? status : toll_rows_begin(kept->ledger, error);
}

static toll_status write_triples(toll_kept *kept, triples *list, kept_sql which, toll_error *error)
{
    toll_status status = TOLL_OK;
    if (list->count) qsort(list->items, list->count, sizeof *list->items, compare_triples);
    for (size_t i = 0; i < list->count && status >= 0; i++) {
        status = kept_write_three(kept, which, list->items[i].a, list->items[i].b, list->items[i].c, error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    list->count = 0;
    return status;
}

/* --- statement ids, a number each: the least row of its claims */
static toll_status write_claims(toll_kept *kept, const int64_t *ids, toll_error *error)
{
    toll_reckoning *r = kept->r;
    triples list = {0};
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < r->claim_count && status >= 0; i++)
        if (!add(&list, (int64_t)r->claims[i].row, i, 0)) status = kept_no_memory(error);
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_triples);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        uint32_t claim = (uint32_t)list.items[i].b;
        status = kept_write_claim(kept, claim, ids[r->statements_of[reckon_root(r, claim)]], error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    toll_base_free(list.items);
    return status;
}

static toll_status write_keys(toll_kept *kept, const int64_t *ids, toll_error *error)
{
    toll_reckoning *r = kept->r;
    triples list = {0};
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < r->claim_count && status >= 0; i++) {
        uint64_t keys[RECKON_LINK_KEYS];
        size_t own;
        (void)reckon_link_keys(keys, &own, r, i);
        int64_t id = own ? ids[r->statements_of[reckon_root(r, i)]] : 0;
        for (size_t k = 0; k < own; k++)
            if (!add(&list, (int64_t)keys[k], id, (int64_t)r->claims[i].row)) status = kept_no_memory(error);
    }
    if (status >= 0) status = write_triples(kept, &list, KEPT_KEY_PUT, error);
    toll_base_free(list.items);
    return status;
}

static toll_status write_statements(toll_kept *kept, const int64_t *ids, reckon_relays *relays, toll_error *error)
{
    toll_reckoning *r = kept->r;
    triples list = {0}, blocks = {0};
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < r->statement_count && status >= 0; i++) {
        const reckon_statement *s = &r->statements[i];
        if (!s->alive) continue;
        bool good = add(&list, ids[i], i, 0);
        for (int k = 0; k < s->key_count && good; k++) good = add(&blocks, (int64_t)s->keys[k], ids[i], 0);
        if (!good || !reckon_relays_add(relays, r, i, 1)) status = kept_no_memory(error);
    }
    if (list.count) qsort(list.items, list.count, sizeof *list.items, compare_triples);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        status = kept_write_statement_row(kept, (uint32_t)list.items[i].b, list.items[i].a, error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    if (status >= 0) status = write_triples(kept, &blocks, KEPT_BLOCK_PUT, error);
    toll_base_free(list.items);
    toll_base_free(blocks.items);
    return status;
}

/* In memory an owner is a number of this reckoning; kept, it is a row. */
static bool map_owners(reckon_map *out, const toll_reckoning *r)
{
    for (uint32_t i = 0; i < r->statement_count; i++) {
        uint32_t *slot = r->statements[i].alive ? reckon_map_put(out, reckon_mix(0x57A7, i)) : NULL;
        if (r->statements[i].alive && !slot) return false;
        if (slot) *slot = i;
    }
    for (uint32_t i = 0; i < r->document_count; i++) {
        uint32_t *slot = reckon_map_put(out, reckon_mix(0xD0C5, i));
        if (!slot) return false;
        *slot = (uint32_t)r->statement_count + i;
        if (!(slot = reckon_map_put(out, reckon_owner_of_tables(i)))) return false;
        *slot = (uint32_t)(r->statement_count + r->document_count) + i;
    }
    return true;
}

static uint64_t owner_of(const toll_kept *kept, const reckon_map *owners, const int64_t *ids, const reckon_finding *f)
{
    const toll_reckoning *r = kept->r;
    uint32_t known = reckon_map_get(owners, f->owner);
    if (known == RECKON_NONE) return f->owner;
    if (known < r->statement_count) return kept_owner_of_statement(ids[known]);
    size_t document = known - r->statement_count;
    if (document < r->document_count) return kept_owner_of_version(r->documents[document].shown.version);
    return kept_owner_of_tables(r->documents[document - r->document_count].shown.version);
}

/* Every finding for each of its owners, then which claims they are about. */
static toll_status write_sorted_findings(
    toll_kept *kept, const reckon_map *owners, const int64_t *ids, const reckon_numbers *sorted, toll_error *error)
{
    toll_reckoning *r = kept->r;
    triples about = {0};
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < sorted->count && status >= 0; i++) {
        const reckon_finding *f = &r->findings[sorted->items[i]];
        status = kept_write_finding(kept, f, owner_of(kept, owners, ids, f), error);
        for (uint32_t k = 0; k < f->shown.claim_count && status >= 0; k++)
            if (!add(&about, (int64_t)r->claims[f->own[k]].row, (int64_t)i, (int64_t)f->own[k])) status = kept_no_memory(error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    if (about.count) qsort(about.items, about.count, sizeof *about.items, compare_triples);
    for (size_t i = 0; i < about.count && status >= 0; i++) {
        const reckon_finding *f = &r->findings[sorted->items[about.items[i].b]];
        status = kept_write_about_claim(kept, (uint32_t)about.items[i].c, f, owner_of(kept, owners, ids, f), error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    toll_base_free(about.items);
    return status;
}

static toll_status write_all_findings(toll_kept *kept, const int64_t *ids, toll_error *error)
{
    toll_reckoning *r = kept->r;
    reckon_map owners = {0};
    reckon_numbers sorted = {0};
    toll_status status = map_owners(&owners, r) ? TOLL_OK : kept_no_memory(error);
    for (uint32_t i = 0; i < r->finding_count && status >= 0; i++)
        if (r->findings[i].alive && !reckon_numbers_add(&sorted, i)) status = kept_no_memory(error);
    reckon_sort(r, sorted.items, sorted.count, reckon_compare_findings);
    if (status >= 0) status = write_sorted_findings(kept, &owners, ids, &sorted, error);
    reckon_map_free(&owners);
    toll_base_free(sorted.items);
    return status;
}

static toll_status write_differences(toll_kept *kept, toll_error *error)
{
    const toll_reckoning *r = kept->r;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i + 1 < r->differences.count && status >= 0; i += 2) {
        const reckon_claim *base = &r->claims[r->differences.items[i]], *difference = &r->claims[r->differences.items[i + 1]];
        status = kept_write_three(
            kept, KEPT_CHECK_PUT, (int64_t)reckon_series_key(base), (int64_t)difference->row, (int64_t)base->row, error);
    }
    return status;
}

static toll_status write_everything(toll_kept *kept, const int64_t *ids, toll_error *error)
{
    reckon_relays relays = {0};
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < kept->r->document_count && status >= 0; i++) {
        status = kept_write_document(kept, i, error);
        if (status >= 0) status = breathe(kept, i, error);
    }
    if (status >= 0) status = write_claims(kept, ids, error);
    if (status >= 0) status = write_keys(kept, ids, error);
    if (status >= 0) status = write_statements(kept, ids, &relays, error);
    if (status >= 0) status = write_differences(kept, error);
    if (status >= 0) status = write_all_findings(kept, ids, error);
    if (status >= 0) status = kept_write_relays(kept, &relays, error);
    reckon_relays_free(&relays);
    return status;
}

static toll_status write_tables(toll_kept *kept, const kept_marks *marks, toll_error *error)
{
    toll_reckoning *r = kept->r;
    int64_t *ids = toll_base_zero(r->statement_count + 1, sizeof *ids);
    if (!ids) return kept_no_memory(error);
    for (uint32_t i = 0; i < r->statement_count; i++) ids[i] = r->statements[i].alive ? kept_statement_id(kept, i) : 0;
    toll_status status = toll_rows_begin(kept->ledger, error);
    if (status >= 0) status = kept_make_tables(kept, error);
    if (status >= 0) status = write_everything(kept, ids, error);
    if (status >= 0) status = kept_make_indexes(kept, error);
    if (status >= 0) status = kept_put_state(kept, marks, error);
    if (status >= 0) status = toll_rows_commit(kept->ledger, error);
    if (status < 0) toll_rows_rollback(kept->ledger);
    toll_base_free(ids);
    return status;
}

toll_status kept_rebuild(toll_kept *kept, const kept_marks *marks, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_status status = toll_reckoning_load(kept->r, kept->ledger, &filter, error);
    if (status >= 0) status = toll_reckoning_settle(kept->r, error);
    return status < 0 ? status : write_tables(kept, marks, error);
}
