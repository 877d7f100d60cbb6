/* The findings that a step touches. In: statements made again. Out: the findings of their blocks, documents and series in memory, as if all had
 * been reckoned anew. What shares a block is loaded whole; of a series the other claims only where something is said of them. */
#include "kept_update.h"

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

toll_status kept_step_find(kept_step *it, toll_error *error)
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
