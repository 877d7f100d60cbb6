/* In: a revision of a claim. Out: the claim as it stood then, and its sentence, out of the ledger as of that moment: what was read or decided
 * since is not seen. The sentence is reckoned from the claim's own document alone, so that it costs by that and not by the ledger. */
#include "reckon/load.h"
#include "revision.h"

static toll_status document_of(uint64_t *out, serve_request *r, uint64_t row)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, r->reader->ledger,
        "SELECT v.document FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version WHERE c.id = ?1", &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)row);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) *out = (uint64_t)toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static int64_t moment_of(const serve_revision *revision, bool before)
{
    return revision->moment - (before ? 1 : 0);
}

static toll_status find_row(
    toll_ledger_row *out, toll_ledger_claims *claims, serve_request *r, const char *id, const serve_revision *revision, bool before)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.id = id, filter.rejected = true, filter.as_of = moment_of(revision, before);
    toll_status status = toll_ledger_claims_open(claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(out, claims, &r->error)) == TOLL_OK) {
        uint64_t document = 0;
        if ((status = document_of(&document, r, out->row)) < 0 || document == revision->document) break;
    }
    return status;
}

toll_status serve_revision_row(
    toll_ledger_row *out, bool *gone, toll_ledger_claims *claims, serve_request *r, const char *id, const serve_revision *revision)
{
    toll_status status = find_row(out, claims, r, id, revision, false);
    *gone = status == TOLL_END;
    if (!*gone) return status;
    toll_ledger_claims_close(claims);
    status = find_row(out, claims, r, id, revision, true);
    return status == TOLL_END ? serve_fail(r, 404, "the ledger holds no such state of claim \"%s\"", id) : status;
}

toll_status serve_revision_say(char *out, size_t cap, serve_request *r, const toll_ledger_row *row, const serve_revision *revision)
{
    toll_reckoning *reckoning = NULL;
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    uint32_t claim = UINT32_MAX;
    out[0] = '\0';
    filter.version = row->key.version, filter.rejected = true;
    toll_status status = TOLL_OK;
    for (int before = 0; before < 2 && claim == UINT32_MAX && status >= 0; before++) {
        toll_reckoning_close(reckoning);
        reckoning = NULL;
        filter.as_of = moment_of(revision, before);
        status = toll_reckoning_open(&reckoning, &r->serve->options.reckon->reckon, &r->error);
        if (status >= 0) status = toll_reckoning_load(reckoning, r->reader->ledger, &filter, &r->error);
        if (status >= 0) status = toll_reckoning_settle(reckoning, &r->error);
        if (status >= 0) claim = toll_reckoning_find(reckoning, row->claim.id);
    }
    if (claim != UINT32_MAX) toll_reckoning_say(out, cap, reckoning, claim);
    toll_reckoning_close(reckoning);
    return status < 0 ? status : TOLL_OK;
}
