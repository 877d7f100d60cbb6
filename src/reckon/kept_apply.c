/* What some documents changed, into the tables. In: what kept_update.c found: claims and statements that go, those made again, and every owner of
 * findings that was touched. Out: rows dropped and put; what stays as it was is not written. */
#include "kept_update.h"

/* --- what goes */
static toll_status drop_claim(kept_step *it, uint32_t claim, toll_error *error)
{
    toll_kept *before = it->before;
    const reckon_claim *c = &before->r->claims[claim];
    uint64_t series = reckon_series_key(c);
    int64_t row = (int64_t)c->row;
    toll_status status = kept_write_keys(before, claim, before->was[claim], KEPT_KEY_DROP, error);
    if (status >= 0 && series) status = kept_write_three(before, KEPT_CHECK_DROP, (int64_t)series, row, 0, error);
    if (status >= 0 && c->with) status = kept_write_three(before, KEPT_JOIN_DROP, kept_id_key(c->with), row, 0, error);
    toll_rows *rows;
    if (status >= 0) status = kept_get(&rows, before, KEPT_CLAIM_DROP, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, row);
    return toll_rows_run(rows, error);
}

static toll_status drop_version(kept_step *it, int64_t version, toll_error *error)
{
    toll_kept *before = it->before;
    uint32_t document;
    uint64_t keys[RECKON_BANDS];
    toll_rows *rows;
    toll_status status = kept_load_document(&document, before, version, error);
    if (status >= 0) status = kept_load_bins(before, document, error);
    size_t count = status >= 0 ? reckon_twin_keys(keys, reckon_bins(before->r, document)) : 0;
    for (size_t i = 0; i < count && status >= 0; i++)
        status = kept_write_three(before, KEPT_BAND_DROP, (int64_t)keys[i], version, 0, error);
    if (status >= 0) status = kept_write_findings(before, 0, kept_owner_of_version((uint64_t)version), error);
    if (status >= 0) status = kept_write_findings(before, 0, kept_owner_of_tables((uint64_t)version), error);
    const kept_sql drops[] = {KEPT_DOCUMENT_DROP, KEPT_DOCUMENT_UNTWIN};
    for (size_t i = 0; i < 2 && status >= 0; i++) {
        status = kept_get(&rows, before, drops[i], error);
        if (status < 0) break;
        toll_rows_bind_integer(rows, 1, version);
        status = toll_rows_run(rows, error);
    }
    return status;
}

static toll_status drop_statement(toll_kept *kept, const kept_loaded *l, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_write_findings(kept, 0, kept_owner_of_statement(l->id), error);
    for (int i = 0; i < l->key_count && status >= 0; i++)
        status = kept_write_three(kept, KEPT_BLOCK_DROP, (int64_t)l->keys[i], l->id, 0, error);
    if (status >= 0) status = kept_get(&rows, kept, KEPT_STATEMENT_DROP, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, l->id);
    return toll_rows_run(rows, error);
}

toll_status kept_step_drop(kept_step *it, size_t loaded_before, toll_error *error)
{
    toll_kept *kept = it->kept, *before = it->before;
    toll_status status = TOLL_OK;
    for (uint32_t i = 0; i < before->r->claim_count && status >= 0; i++)
        if (kept_is_in(&it->removed, (int64_t)before->r->claims[i].row)) status = drop_claim(it, i, error);
    for (size_t i = 0; i < before->loaded_count && status >= 0; i++) status = drop_statement(before, &before->loaded[i], error);
    for (size_t i = 0; i < it->version_count && status >= 0; i++) status = drop_version(it, it->removed_versions[i], error);
    for (size_t i = 0; i < loaded_before && status >= 0; i++) status = drop_statement(kept, &kept->loaded[i], error);
    return status;
}

/* --- what comes */
/* A claim under the id of its statement: new, or moved from where it was. */
static toll_status put_claim(toll_kept *kept, uint32_t claim, int64_t id, toll_error *error)
{
    int64_t was = kept->was[claim];
    toll_rows *rows;
    if (was == id) return TOLL_OK;
    toll_status status = TOLL_OK;
    if (!was) {
        status = kept_write_claim(kept, claim, id, error);
    } else {
        status = kept_write_keys(kept, claim, was, KEPT_KEY_DROP, error);
        if (status >= 0) status = kept_get(&rows, kept, KEPT_CLAIM_MOVE, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)kept->r->claims[claim].row);
        toll_rows_bind_integer(rows, 2, id);
        status = toll_rows_run(rows, error);
    }
    return status < 0 ? status : kept_write_keys(kept, claim, id, KEPT_KEY_PUT, error);
}

static toll_status put_statement(kept_step *it, uint32_t claim, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    uint32_t root = reckon_root(r, claim), number = r->statements_of[root], at = root;
    int64_t id = kept_statement_id(kept, number);
    toll_status status = kept_write_statement(kept, number, id, error);
    if (status >= 0 && !reckon_relays_add(&it->relays, r, number, 1)) status = kept_no_memory(error);
    do {
        if (status >= 0) status = put_claim(kept, at, id, error);
        if (status >= 0) /* findings that stand as they were may be about it */
            status = kept_write_three(kept, KEPT_ABOUT_ASK, (int64_t)r->claims[at].row, (int64_t)r->statements[number].question, 0, error);
        at = r->rings[at];
    } while (at != root && status >= 0);
    return status < 0 ? status : kept_write_findings(kept, reckon_mix(0x57A7, number), kept_owner_of_statement(id), error);
}

toll_status kept_step_put(kept_step *it, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_reckoning *r = kept->r;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) status = kept_write_document(kept, it->fresh.items[i], error);
    for (size_t i = 0; i < it->changed.count && status >= 0; i++) status = put_statement(it, it->changed.items[i], error);
    for (size_t i = 0; i < it->fresh.count && status >= 0; i++) {
        uint32_t d = it->fresh.items[i];
        uint64_t version = r->documents[d].shown.version;
        status = kept_write_findings(kept, reckon_mix(0xD0C5, d), kept_owner_of_version(version), error);
        if (status >= 0) status = kept_write_findings(kept, reckon_owner_of_tables(d), kept_owner_of_tables(version), error);
    }
    for (size_t i = 0; i < r->touched_block_count && status >= 0; i++)
        status = kept_write_findings(kept, r->touched_blocks[i], r->touched_blocks[i], error);
    for (size_t i = 0; i < r->touched_series_count && status >= 0; i++) {
        uint64_t owner = reckon_mix(r->touched_series[i], 0x0A11);
        status = kept_write_findings(kept, owner, owner, error);
    }
    for (size_t i = 0; i + 1 < r->differences.count && status >= 0; i += 2) {
        const reckon_claim *base = &r->claims[r->differences.items[i]], *difference = &r->claims[r->differences.items[i + 1]];
        status = kept_write_three(
            kept, KEPT_CHECK_PUT, (int64_t)reckon_series_key(base), (int64_t)difference->row, (int64_t)base->row, error);
    }
    return status < 0 ? status : kept_write_relays(kept, &it->relays, error);
}

/* Statements that were loaded for links and joined are taken away from the counts as they were; each is still a list of its claims' rows. */
toll_status kept_step_take_relays(kept_step *it, size_t loaded, toll_error *error)
{
    toll_kept *before = it->before;
    for (size_t i = 0; i < loaded; i++) {
        uint32_t claim;
        toll_status status = kept_load_statement(&claim, before, it->kept->loaded[i].id, error);
        if (status < 0) return status;
        if (!reckon_relays_add(&it->relays, before->r, before->r->statements_of[reckon_root(before->r, claim)], -1))
            return kept_no_memory(error);
    }
    return TOLL_OK;
}
