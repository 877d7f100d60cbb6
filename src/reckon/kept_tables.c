/* A table was imported. In: kept tables that know the series up to a mark. Out: every document anew that a series imported since concerns, or
 * one that it replaces, and the findings on the tables themselves. One walk over the claims' records; what is written is what changed. */
#include "kept.h"

#include "record.h"

#include "base/fault.h"

enum { MANY = 50000 }; /* claims in memory while they go by */

typedef struct walk {
    toll_kept *kept;
    bool *asked;       /* parallel to the list: imported since, or replaced by one that was */
    int64_t *versions; /* of documents with a claim that one of those concerns */
    size_t count, cap;
} walk;

toll_status kept_tables_load(toll_kept *kept, toll_error *error)
{
    toll_series_list_free(&kept->tables);
    return toll_series_load_heads(&kept->tables, kept->ledger, 0, error);
}

static bool same_name(const toll_series *a, const toll_series *b)
{
    return strcmp(a->claimant, b->claimant) == 0 && strcmp(a->name, b->name) == 0;
}

/* By claimant, name and import: those of one name lie side by side. */
static void mark_asked(walk *it, int64_t after)
{
    const toll_series_list *list = &it->kept->tables;
    for (size_t i = list->count; i-- > 0;) {
        bool more = i + 1 < list->count && same_name(&list->items[i].series, &list->items[i + 1].series);
        it->asked[i] = list->items[i].id > after || (more && it->asked[i + 1]);
    }
}

static bool is_asked(const walk *it, const reckon_claim *c)
{
    for (size_t i = 0; i < it->kept->tables.count; i++)
        if (it->asked[i] && toll_series_concerns(&it->kept->tables.items[i].series, c)) return true;
    return false;
}

static toll_status find_versions(walk *it, toll_error *error)
{
    toll_kept *kept = it->kept;
    toll_rows *rows = NULL;
    size_t seen = 0;
    toll_status status = toll_rows_open(&rows, kept->ledger, "SELECT version, record FROM reckon_claim ORDER BY version", error);
    while (status >= 0 && (status = toll_rows_next(rows, error)) == TOLL_OK) {
        reckon_claim c;
        int64_t version = toll_rows_integer(rows, 0);
        if (it->count && it->versions[it->count - 1] == version) continue;
        if (++seen % MANY == 0) toll_kept_forget(kept); /* the words of the claims that went by */
        if (!kept->r) status = kept_no_memory(error);
        else if (!reckon_record_read(&c, kept->r, toll_rows_text(rows, 1))) status = kept_damaged(error, "a claim's record is none");
        else if (is_asked(it, &c)) {
            if (!toll_grow(&it->versions, &it->cap, it->count, sizeof *it->versions)) status = kept_no_memory(error);
            else it->versions[it->count++] = version;
        }
        if (status < 0) break;
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

/* Claims of a version that are kept, as numbers in memory. */
static toll_status load_claims(reckon_numbers *out, toll_kept *kept, int64_t version, toll_error *error)
{
    toll_rows *rows;
    uint32_t claim;
    out->count = 0;
    toll_status status = kept_get(&rows, kept, KEPT_CLAIMS_OF_VERSION, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, version);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        status = kept_load_claim(&claim, kept, toll_rows_integer(rows, 0), error);
        if (status == TOLL_OK && !reckon_numbers_add(out, claim)) status = kept_no_memory(error);
        if (status != TOLL_OK) break;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status work_in(toll_kept *kept, int64_t version, reckon_numbers *claims, toll_error *error)
{
    uint32_t document;
    if (kept->r->claim_count > MANY) toll_kept_forget(kept);
    if (!kept->r) return kept_no_memory(error);
    toll_status status = kept_load_document(&document, kept, version, error);
    if (status >= 0) status = load_claims(claims, kept, version, error);
    if (status < 0) return status;
    uint64_t owner = reckon_owner_of_tables(document);
    status = reckon_table_findings(kept->r, owner, claims->items, claims->count, kept->r->documents[document].shown.published, error);
    if (status >= 0 && kept->r->failed) status = kept_no_memory(error);
    return status < 0 ? status : kept_write_findings(kept, owner, kept_owner_of_tables((uint64_t)version), error);
}

toll_status kept_tables_update(toll_kept *kept, int64_t after, toll_error *error)
{
    walk it = {.kept = kept, .asked = toll_base_zero(kept->tables.count + 1, sizeof *it.asked)};
    reckon_numbers claims = {0};
    toll_status status = it.asked ? TOLL_OK : kept_no_memory(error);
    if (status >= 0) mark_asked(&it, after);
    if (status >= 0) status = find_versions(&it, error);
    for (size_t i = 0; i < it.count && status >= 0; i++) status = work_in(kept, it.versions[i], &claims, error);
    if (status >= 0) status = reckon_table_lint(kept->r, error);
    if (status >= 0 && kept->r->failed) status = kept_no_memory(error);
    if (status >= 0) status = kept_write_findings(kept, RECKON_OWNER_LINT, RECKON_OWNER_LINT, error);
    toll_base_free(it.asked);
    toll_base_free(it.versions);
    toll_base_free(claims.items);
    toll_kept_forget(kept);
    return status;
}
