/* What new claims are linked to. In: the claims of a step, those that came and those that stand alone again. Out: they are joined with one another
 * and with the kept statements that they belong to, by the keys of links and by what people decided; of these only what is judged is loaded.
 * And documents like a new one are noted as its twins. Costs by what shares a key, whatever the ledger holds. */
#include "kept_update.h"

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

/* A kept document that shares a band with a new one. A twin is the earlier name, so it may be the kept one that becomes the twin. */
static toll_status consider_twin(kept_step *it, uint32_t document, int64_t version, toll_error *error)
{
    toll_kept *kept = it->kept;
    uint32_t other;
    for (size_t n = 0; n < it->version_count; n++)
        if (it->removed_versions[n] == version) return TOLL_OK;
    toll_status status = kept_load_document(&other, kept, version, error);
    if (status >= 0) status = kept_load_bins(kept, other, error);
    if (status < 0) return status;
    uint32_t twin = kept->r->documents[other].shown.twin;
    reckon_twin_consider(kept->r, document, other);
    const toll_reckoned_document *d = &kept->r->documents[other].shown;
    if (d->twin == twin) return TOLL_OK;
    toll_rows *rows;
    status = kept_get(&rows, kept, KEPT_DOCUMENT_TWIN, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, version);
    toll_rows_bind_integer(rows, 2, (int64_t)kept->r->documents[d->twin].shown.version);
    toll_rows_bind_number(rows, 3, d->likeness);
    return toll_rows_run(rows, error);
}

toll_status kept_step_find_twins(kept_step *it, uint32_t document, toll_error *error)
{
    enum { ALIKE = 17 }; /* documents looked at for a band */
    uint64_t keys[RECKON_BANDS];
    size_t count = reckon_twin_keys(keys, reckon_bins(it->kept->r, document));
    for (size_t i = 0; i < count; i++) {
        int64_t found[ALIKE];
        size_t found_count = 0;
        toll_rows *rows;
        toll_status status = kept_get(&rows, it->kept, KEPT_BAND, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)keys[i]);
        while (found_count < ALIKE && (status = toll_rows_next(rows, error)) == TOLL_OK) found[found_count++] = toll_rows_integer(rows, 0);
        toll_rows_reset(rows);
        for (size_t k = 0; k < found_count && status >= 0; k++) status = consider_twin(it, document, found[k], error);
        if (status < 0) return status;
    }
    return TOLL_OK;
}

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

toll_status kept_step_link(kept_step *it, toll_error *error)
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
