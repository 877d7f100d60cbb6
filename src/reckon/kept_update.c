/* Some documents anew. In: versions of the ledger that came, went or were decided on. Out: the tables as if everything had been reckoned
 * again. What is loaded: the statements that lose claims, those that a new claim may belong to (by the keys of links), and those that
 * share a block or a series with what changed. Costs by what is touched, whatever the ledger holds. */
#include "kept_update.h"

#include <stdlib.h>

#include "base/fault.h"
#include "load.h"

static bool put_id(int64_t **list, size_t *cap, size_t *count, reckon_map *seen, int64_t id)
{
    uint32_t *slot = seen ? reckon_map_put(seen, kept_row_key(id)) : NULL;
    if (seen && !slot) return false;
    if (slot && *slot != RECKON_NONE) return true;
    if (slot) *slot = 1;
    if (!toll_grow(list, cap, *count, sizeof **list)) return false;
    (*list)[(*count)++] = id;
    return true;
}

/* --- what goes */
static toll_status note_removed(kept_step *it, int64_t version, toll_error *error)
{
    toll_rows *rows;
    bool any = false;
    toll_status status = kept_get(&rows, it->kept, KEPT_CLAIMS_OF_VERSION, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, version);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        any = true;
        if (!put_id(&it->removed_rows, &it->removed_cap, &it->removed_count, &it->removed, toll_rows_integer(rows, 0)) ||
            !put_id(&it->gone_ids, &it->gone_cap, &it->gone_count, &it->gone, toll_rows_integer(rows, 1)))
            status = kept_no_memory(error);
        if (status < 0) break;
    }
    toll_rows_reset(rows);
    if (status >= 0 && any && !put_id(&it->removed_versions, &it->version_cap, &it->version_count, NULL, version))
        status = kept_no_memory(error);
    return status < 0 ? status : TOLL_OK;
}

static int compare_survivors(const void *a, const void *b)
{
    const kept_survivor *x = a, *y = b;
    if (x->version != y->version) return x->version < y->version ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The claims that stay of the statements that lose some. */
static toll_status gather_survivors(kept_step *it, toll_error *error)
{
    toll_kept *before = it->before;
    for (size_t i = 0; i < it->gone_count; i++) {
        uint32_t claim;
        toll_status status = kept_load_statement(&claim, before, it->gone_ids[i], error);
        if (status < 0) return status;
        if (!reckon_relays_add(&it->relays, before->r, before->r->statements_of[reckon_root(before->r, claim)], -1))
            return kept_no_memory(error);
        uint32_t at = claim;
        do {
            const reckon_claim *c = &before->r->claims[at];
            if (!kept_is_in(&it->removed, (int64_t)c->row)) {
                if (!toll_grow(&it->survivors, &it->survivor_cap, it->survivor_count, sizeof *it->survivors)) return kept_no_memory(error);
                it->survivors[it->survivor_count++] = (kept_survivor){
                    (int64_t)before->r->documents[c->document].shown.version, (int64_t)c->row};
            } else if (reckon_series_key(c)) {
                if (!toll_grow(&it->series, &it->series_cap, it->series_count, sizeof *it->series)) return kept_no_memory(error);
                it->series[it->series_count++] = reckon_series_key(c);
            }
            at = before->r->rings[at];
        } while (at != claim);
    }
    if (it->survivor_count) qsort(it->survivors, it->survivor_count, sizeof *it->survivors, compare_survivors);
    return TOLL_OK;
}

/* They stand alone again, side by side as in their document, and are linked anew. */
static toll_status load_survivors(kept_step *it, toll_error *error)
{
    toll_reckoning *r = it->kept->r;
    for (size_t i = 0; i < it->survivor_count; i++) {
        uint32_t document, claim;
        toll_status status = kept_load_document(&document, it->kept, it->survivors[i].version, error);
        if (status >= 0) status = kept_load_claim(&claim, it->kept, it->survivors[i].row, error);
        if (status != TOLL_OK) return status < 0 ? status : kept_damaged(error, "a claim is missing");
        toll_reckoned_document *d = &r->documents[document].shown;
        if (!d->count) d->first = claim;
        if (!d->count++ && !reckon_numbers_add(&it->documents, document)) return kept_no_memory(error);
    }
    return TOLL_OK;
}

/* --- what comes */
static toll_status load_version(kept_step *it, int64_t version, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.version = (uint64_t)version;
    uint32_t before = (uint32_t)r->document_count;
    toll_status status = toll_reckoning_load(r, kept->ledger, &filter, error);
    for (uint32_t d = before; d < r->document_count && status >= 0; d++) {
        uint32_t *slot = reckon_map_put(&kept->versions, kept_row_key(version));
        bool good = slot && reckon_numbers_add(&it->documents, d) && reckon_numbers_add(&it->fresh, d);
        if (good) *slot = d;
        for (uint32_t i = 0; i < r->documents[d].shown.count && good; i++) good = kept_note_claim(kept, r->documents[d].shown.first + i, 0);
        if (!good) status = kept_no_memory(error);
    }
    return status;
}

static toll_status run(kept_step *it, const int64_t *versions, size_t count, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < count && status >= 0; i++) status = note_removed(it, versions[i], error);
    if (status >= 0) status = gather_survivors(it, error);
    if (status >= 0) status = load_survivors(it, error);
    for (size_t i = 0; i < count && status >= 0; i++) status = load_version(it, versions[i], error);
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) status = kept_step_find_twins(it, it->fresh.items[i], error);
    if (status >= 0) status = kept_step_link(it, error);
    if (status < 0) return status;
    size_t loaded = kept->loaded_count; /* every one of these was joined by a new claim */
    reckon_settle_statements(kept->r, &it->changed);
    status = kept_step_find(it, error);
    if (status >= 0) status = kept_step_drop(it, loaded, error);
    if (status >= 0) status = kept_step_take_relays(it, loaded, error);
    return status < 0 ? status : kept_step_put(it, error);
}

toll_status kept_update(toll_kept *kept, const int64_t *versions, size_t count, toll_error *error)
{
    kept_step it = {.kept = kept};
    const toll_kept_options options = {.size = sizeof options, .reckon = kept->options};
    toll_status status = kept_open(&it.before, kept->ledger, &options, error);
    if (status >= 0) status = run(&it, versions, count, error);
    toll_kept_close(it.before);
    reckon_map_free(&it.removed);
    reckon_map_free(&it.gone);
    reckon_relays_free(&it.relays);
    reckon_numbers *const numbers[] = {&it.documents, &it.fresh, &it.changed};
    for (size_t i = 0; i < 3; i++) toll_base_free(numbers[i]->items);
    void *const lists[] = {it.gone_ids, it.removed_rows, it.removed_versions, it.survivors, it.series};
    for (size_t i = 0; i < 5; i++) toll_base_free(lists[i]);
    return status;
}
