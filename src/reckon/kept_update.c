/* Some documents anew. In: versions of the ledger that came, went or were decided on. Out: the tables as if everything had been reckoned
 * again. What is loaded: the statements that lose claims, those that a new claim may belong to (by the keys of links), and those that
 * share a block or a series with what changed. Then kept_apply.c writes. Costs by what is touched, whatever the ledger holds. */
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

toll_status kept_load_bins(toll_kept *kept, uint32_t document, toll_error *error)
{
    uint32_t *bins = reckon_bins(kept->r, document);
    toll_rows *rows;
    toll_status status = bins ? kept_get(&rows, kept, KEPT_BINS, error) : kept_no_memory(error);
    if (status < 0) return status;
    for (int i = 0; i < RECKON_BINS; i++) bins[i] = UINT32_MAX;
    toll_rows_bind_integer(rows, 1, (int64_t)kept->r->documents[document].shown.version);
    status = toll_rows_next(rows, error);
    toll_text bytes = status == TOLL_OK ? toll_rows_text(rows, 0) : (toll_text){0};
    if (bytes.len == RECKON_BINS * sizeof *bins) memcpy(bins, bytes.data, bytes.len);
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* Documents like a new one, found by their bands. A twin is the earlier name, so it may be the one that was there that becomes the twin. */
static toll_status find_twins(kept_step *it, uint32_t document, toll_error *error)
{
    toll_kept *kept = it->kept;
    uint64_t keys[RECKON_BANDS];
    toll_rows *rows;
    size_t count = reckon_twin_keys(keys, reckon_bins(kept->r, document));
    for (size_t i = 0; i < count; i++) {
        int64_t found[17];
        size_t found_count = 0;
        toll_status status = kept_get(&rows, kept, KEPT_BAND, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)keys[i]);
        while (found_count < 17 && (status = toll_rows_next(rows, error)) == TOLL_OK) found[found_count++] = toll_rows_integer(rows, 0);
        toll_rows_reset(rows);
        for (size_t k = 0; k < found_count && status >= 0; k++) {
            uint32_t other;
            bool goes = false;
            for (size_t n = 0; n < it->version_count; n++) goes |= it->removed_versions[n] == found[k];
            if (goes) continue;
            status = kept_load_document(&other, kept, found[k], error);
            if (status >= 0) status = kept_load_bins(kept, other, error);
            if (status < 0) break;
            uint32_t twin = kept->r->documents[other].shown.twin;
            reckon_twin_consider(kept->r, document, other);
            const toll_reckoned_document *d = &kept->r->documents[other].shown;
            if (d->twin == twin) continue;
            status = kept_get(&rows, kept, KEPT_DOCUMENT_TWIN, error);
            if (status < 0) break;
            toll_rows_bind_integer(rows, 1, found[k]);
            toll_rows_bind_integer(rows, 2, (int64_t)kept->r->documents[d->twin].shown.version);
            toll_rows_bind_number(rows, 3, d->likeness);
            status = toll_rows_run(rows, error);
        }
        if (status < 0) return status;
    }
    return TOLL_OK;
}

/* --- links of a new claim to what is kept */
static toll_status join_statement(kept_step *it, uint32_t claim, int64_t statement, toll_error *error)
{
    uint32_t other;
    if (kept_is_in(&it->gone, statement)) return TOLL_OK; /* its claims are here and linked anew */
    toll_status status = kept_load_statement(&other, it->kept, statement, error);
    if (status >= 0) reckon_join(it->kept->r, claim, other);
    return status;
}

static toll_status link_by_key(kept_step *it, uint32_t claim, uint64_t key, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    int64_t after = INT64_MIN;
    toll_status status = TOLL_OK;
    for (bool more = true; more && status >= 0;) {
        toll_rows *rows;
        more = false;
        status = kept_get(&rows, kept, KEPT_KEYS, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)key);
        toll_rows_bind_integer(rows, 2, after);
        while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
            int64_t statement = toll_rows_integer(rows, 0), row = toll_rows_integer(rows, 1);
            uint32_t other, known = reckon_map_get(&kept->statements, kept_row_key(statement));
            if (kept_is_in(&it->gone, statement)) continue;
            bool joined = known != RECKON_NONE && reckon_root(r, known) == reckon_root(r, claim);
            if (!joined) {
                status = kept_load_claim(&other, kept, row, error);
                if (status != TOLL_OK) break;
                reckon_link link;
                reckon_link_judge(&link, r, claim, other, false);
                if (!link.linked) continue;
                status = join_statement(it, claim, statement, error);
                if (status < 0) break;
            }
            after = statement; /* the rest of this statement has nothing to add */
            more = true;
            break;
        }
        toll_rows_reset(rows);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status find_links(kept_step *it, uint32_t claim, toll_error *error)
{
    uint64_t keys[RECKON_LINK_KEYS];
    size_t own, count = reckon_link_keys(keys, &own, it->kept->r, claim);
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < count && status >= 0; i++) status = link_by_key(it, claim, keys[i], error);
    return status;
}

/* What people joined: a claim with the one it names, and those that name it. */
static toll_status find_joined(kept_step *it, uint32_t claim, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_rows *rows;
    char id[25];
    memcpy(id, kept->r->claims[claim].id, sizeof id);
    const char *with = kept->r->claims[claim].with;
    toll_status status = TOLL_OK;
    if (with && strcmp(with, "alone")) {
        status = kept_get(&rows, kept, KEPT_CLAIM_BY_KEY, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, kept_id_key(with));
        while ((status = toll_rows_next(rows, error)) == TOLL_OK)
            if (!kept_is_in(&it->removed, toll_rows_integer(rows, 0)) &&
                (status = join_statement(it, claim, toll_rows_integer(rows, 1), error)) < 0)
                break;
        toll_rows_reset(rows);
    }
    if (status >= 0) status = kept_get(&rows, kept, KEPT_JOINS, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, kept_id_key(id));
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        uint32_t other;
        int64_t row = toll_rows_integer(rows, 0);
        if (kept_is_in(&it->removed, row)) continue;
        status = kept_load_claim(&other, kept, row, error);
        if (status == TOLL_OK && kept->was[other] && strcmp(kept->r->claims[other].with ? kept->r->claims[other].with : "", id) == 0)
            status = join_statement(it, claim, kept->was[other], error);
        if (status < 0) break;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* What people joined among the claims that are linked anew. */
static void join_words(kept_step *it, uint32_t document)
{
    toll_reckoning *r = it->kept->r;
    const toll_reckoned_document d = r->documents[document].shown;
    for (uint32_t c = d.first; c < d.first + d.count; c++) {
        uint32_t other = r->claims[c].with ? toll_reckoning_find(r, r->claims[c].with) : RECKON_NONE;
        if (other == RECKON_NONE) continue;
        int64_t was = it->kept->was[other];
        if (!was || kept_is_in(&it->gone, was)) reckon_join(r, c, other);
    }
}

static toll_status link_all(kept_step *it, toll_error *error)
{
    toll_reckoning *r = it->kept->r;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < it->documents.count; i++) reckon_link_document(r, it->documents.items[i]);
    for (size_t i = 0; i < it->documents.count; i++) join_words(it, it->documents.items[i]);
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) {
        const toll_reckoned_document d = r->documents[it->fresh.items[i]].shown;
        for (uint32_t c = d.first; c < d.first + d.count && status >= 0; c++) {
            status = find_links(it, c, error);
            if (status >= 0) status = find_joined(it, c, error);
        }
    }
    return status;
}

/* --- what they touch */
static toll_status load_touched(kept_step *it, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < it->before->loaded_count; i++)
        for (int k = 0; k < it->before->loaded[i].key_count; k++) reckon_touch(r, it->before->loaded[i].keys[k], false);
    for (size_t i = 0; i < r->touched_block_count && status >= 0; i++) {
        toll_rows *rows;
        status = kept_get(&rows, kept, KEPT_BLOCK, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)r->touched_blocks[i]);
        while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
            uint32_t claim;
            int64_t id = toll_rows_integer(rows, 0);
            if (!kept_is_in(&it->gone, id) && (status = kept_load_statement(&claim, kept, id, error)) < 0) break;
        }
        toll_rows_reset(rows);
    }
    return status < 0 ? status : TOLL_OK;
}

/* Are so few claims of the series kept that they are laid against one another? */
static toll_status is_short(bool *out, const kept_step *it, uint64_t series, toll_error *error)
{
    toll_rows *rows;
    size_t count = 0;
    toll_status status = kept_get(&rows, it->kept, KEPT_CLAIMS_OF_SERIES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)series);
    while (count <= RECKON_OWN_LIMIT && (status = toll_rows_next(rows, error)) == TOLL_OK)
        count += !kept_is_in(&it->removed, toll_rows_integer(rows, 0));
    toll_rows_reset(rows);
    *out = count <= RECKON_OWN_LIMIT;
    return status < 0 ? status : TOLL_OK;
}

/* The other claims of a series are needed only where it is short, one of it is called a record, or a difference is said of one. */
static toll_status load_series(kept_step *it, uint64_t series, bool *whole, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    toll_rows *rows;
    uint32_t claim, base;
    bool wanted = reckon_map_get(&r->series.heads, reckon_mix(series, 0xD1FF)) != RECKON_NONE;
    RECKON_EACH(at, &r->series, series) wanted |= r->claims[r->series.entries[at].item].superlative;
    toll_status status = is_short(whole, it, series, error);
    wanted |= *whole;
    if (status >= 0) status = kept_get(&rows, kept, KEPT_CHECKS, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)series);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        int64_t row = toll_rows_integer(rows, 0), base_row = toll_rows_integer(rows, 1);
        if (kept_is_in(&it->removed, row) || kept_is_in(&it->removed, base_row)) continue;
        wanted = true;
        if (!base_row) continue;
        status = kept_load_claim(&claim, kept, row, error);
        if (status == TOLL_OK) status = kept_load_claim(&base, kept, base_row, error);
        uint64_t key = reckon_mix(series, 0xD1FF);
        if (status == TOLL_OK && (!reckon_lists_add(&r->series, key, base) || !reckon_lists_add(&r->series, key, claim)))
            status = kept_no_memory(error);
        if (status != TOLL_OK) break;
    }
    toll_rows_reset(rows);
    if (status < 0 || !wanted) return status < 0 ? status : TOLL_OK;
    status = kept_get(&rows, kept, KEPT_CLAIMS_OF_SERIES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)series);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        if (kept_is_in(&it->removed, toll_rows_integer(rows, 0))) continue;
        status = kept_load_claim(&claim, kept, toll_rows_integer(rows, 0), error);
        if (status == TOLL_OK && !reckon_lists_add(&r->series, series, claim)) status = kept_no_memory(error);
        if (status != TOLL_OK) break;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status find_all(kept_step *it, toll_error *error)
{
    toll_reckoning *r = it->kept->r;
    toll_status status = load_touched(it, error);
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) {
        reckon_document_findings(r, it->fresh.items[i]);
        status = reckon_table_document(r, it->fresh.items[i], error);
    }
    for (size_t i = 0; i < r->touched_block_count; i++) reckon_block_findings(r, r->touched_blocks[i]);
    for (size_t i = 0; i < it->series_count; i++) reckon_touch(r, it->series[i], true);
    for (size_t i = 0; i < r->touched_series_count && status >= 0; i++) {
        bool whole = false;
        status = load_series(it, r->touched_series[i], &whole, error);
        if (status >= 0) reckon_series_findings(r, r->touched_series[i], whole);
    }
    return status >= 0 && r->failed ? kept_no_memory(error) : status;
}

static toll_status run(kept_step *it, const int64_t *versions, size_t count, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < count && status >= 0; i++) status = note_removed(it, versions[i], error);
    if (status >= 0) status = gather_survivors(it, error);
    if (status >= 0) status = load_survivors(it, error);
    for (size_t i = 0; i < count && status >= 0; i++) status = load_version(it, versions[i], error);
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) status = find_twins(it, it->fresh.items[i], error);
    if (status >= 0) status = link_all(it, error);
    if (status < 0) return status;
    size_t loaded = kept->loaded_count; /* every one of these was joined by a new claim */
    reckon_settle_statements(kept->r, &it->changed);
    status = find_all(it, error);
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
