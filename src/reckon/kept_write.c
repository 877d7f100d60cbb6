/* Rows of the kept tables, one kind a function. In: claims and statements of the reckoning in memory. Out: rows in the
 * transaction that the caller began. */
#include "kept.h"

#include "record.h"

int64_t kept_statement_id(const toll_kept *kept, uint32_t statement)
{
    const toll_reckoning *r = kept->r;
    uint32_t root = r->statements[statement].root, at = root;
    uint64_t least = UINT64_MAX;
    do {
        if (r->claims[at].row < least) least = r->claims[at].row;
        at = r->rings[at];
    } while (at != root);
    return (int64_t)least;
}

/* When it was said, as the ladder orders by; what is not known comes last. */
int64_t kept_said(const toll_reckoning *r, uint32_t statement)
{
    const reckon_statement *s = &r->statements[statement];
    toll_day said = s->said != TOLL_DAY_UNKNOWN ? s->said : s->said_latest;
    return said != TOLL_DAY_UNKNOWN ? said : INT32_MAX;
}

toll_status kept_write_three(toll_kept *kept, kept_sql which, int64_t a, int64_t b, int64_t c, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, a);
    toll_rows_bind_integer(rows, 2, b);
    if (which == KEPT_KEY_PUT || which == KEPT_KEY_DROP || which == KEPT_CHECK_PUT) toll_rows_bind_integer(rows, 3, c);
    return toll_rows_run(rows, error);
}

/* A document of which all claims are here, and under which bands its likes are found. */
toll_status kept_write_document(toll_kept *kept, uint32_t document, toll_error *error)
{
    toll_reckoning *r = kept->r;
    const reckon_document *d = &r->documents[document];
    const uint32_t *bins = reckon_bins(r, document);
    uint64_t keys[RECKON_BANDS];
    toll_rows *rows;
    toll_status status = bins ? kept_get(&rows, kept, KEPT_DOCUMENT_PUT, error) : kept_no_memory(error);
    if (status < 0) return status;
    size_t count = reckon_twin_keys(keys, bins);
    toll_rows_bind_integer(rows, 1, (int64_t)d->shown.version);
    toll_rows_bind_text(rows, 2, toll_text_of(d->shown.name));
    toll_rows_bind_text(rows, 3, toll_text_of(d->shown.outlet));
    toll_rows_bind_day(rows, 4, d->shown.published);
    toll_rows_bind_integer(rows, 5, d->total);
    toll_rows_bind_integer(rows, 6, (int64_t)r->documents[d->shown.twin].shown.version);
    toll_rows_bind_number(rows, 7, d->shown.likeness);
    if (count) toll_rows_bind_bytes(rows, 8, (toll_text){(const char *)bins, RECKON_BINS * sizeof *bins});
    else toll_rows_bind_null(rows, 8);
    status = toll_rows_run(rows, error);
    for (size_t i = 0; d->shown.twin == document && i < count && status >= 0; i++)
        status = kept_write_three(kept, KEPT_BAND_PUT, (int64_t)keys[i], (int64_t)d->shown.version, 0, error);
    return status;
}

toll_status kept_write_keys(toll_kept *kept, uint32_t claim, int64_t statement, kept_sql which, toll_error *error)
{
    uint64_t keys[RECKON_LINK_KEYS];
    size_t own;
    toll_status status = TOLL_OK;
    (void)reckon_link_keys(keys, &own, kept->r, claim);
    for (size_t i = 0; i < own && status >= 0; i++)
        status = kept_write_three(kept, which, (int64_t)keys[i], statement, (int64_t)kept->r->claims[claim].row, error);
    return status;
}

toll_status kept_write_claim(toll_kept *kept, uint32_t claim, int64_t statement, toll_error *error)
{
    toll_reckoning *r = kept->r;
    const reckon_claim *c = &r->claims[claim];
    toll_buffer record = {0};
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_CLAIM_PUT, error);
    if (status < 0) return status;
    reckon_record_write(&record, c);
    uint64_t series = reckon_series_key(c);
    toll_rows_bind_integer(rows, 1, (int64_t)c->row);
    toll_rows_bind_integer(rows, 2, kept_id_key(c->id));
    toll_rows_bind_integer(rows, 3, (int64_t)r->documents[c->document].shown.version);
    toll_rows_bind_integer(rows, 4, statement);
    toll_rows_bind_integer(rows, 5, (int64_t)series);
    toll_rows_bind_bytes(rows, 6, (toll_text){record.data, record.len});
    status = record.failed ? kept_no_memory(error) : toll_rows_run(rows, error);
    toll_buffer_free(&record);
    if (status >= 0 && series && c->superlative)
        status = kept_write_three(kept, KEPT_CHECK_PUT, (int64_t)series, (int64_t)c->row, 0, error);
    if (status >= 0 && c->with && strcmp(c->with, "alone"))
        status = kept_write_three(kept, KEPT_JOIN_PUT, kept_id_key(c->with), (int64_t)c->row, 0, error);
    return status;
}

toll_status kept_write_statement_row(toll_kept *kept, uint32_t statement, int64_t id, toll_error *error)
{
    const reckon_statement *s = &kept->r->statements[statement];
    int64_t claimant = s->claimant ? kept_id_key(s->claimant) : 0;
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_STATEMENT_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, id);
    toll_rows_bind_integer(rows, 2, (int64_t)s->question);
    toll_rows_bind_integer(rows, 3, claimant);
    toll_rows_bind_integer(rows, 4, kept_said(kept->r, statement));
    bool running = s->kind == TOLL_PERIOD_CUMULATIVE;
    toll_rows_bind_day(rows, 5, running ? s->days.from : TOLL_DAY_UNKNOWN);
    toll_rows_bind_day(rows, 6, running ? s->days.to : TOLL_DAY_UNKNOWN);
    return toll_rows_run(rows, error);
}

/* Its row and its blocks; its claims and findings are the caller's. */
toll_status kept_write_statement(toll_kept *kept, uint32_t statement, int64_t id, toll_error *error)
{
    const reckon_statement *s = &kept->r->statements[statement];
    toll_status status = kept_write_statement_row(kept, statement, id, error);
    for (int i = 0; i < s->key_count && status >= 0; i++)
        status = kept_write_three(kept, KEPT_BLOCK_PUT, (int64_t)s->keys[i], id, 0, error);
    return status;
}

toll_status kept_write_relays(toll_kept *kept, const reckon_relays *relays, toll_error *error)
{
    toll_rows *rows;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < relays->count && status >= 0; i++) {
        const toll_relay *c = &relays->cells[i];
        const int64_t counts[] = {c->claims, c->named, c->bounds, c->bounds_kept, c->unverified, c->unverified_kept, c->dated, c->days};
        bool any = false;
        for (int k = 0; k < 8; k++) any |= counts[k] != 0;
        if (!any) continue;
        status = kept_get(&rows, kept, KEPT_RELAY_PUT, error);
        if (status < 0) return status;
        toll_rows_bind_text(rows, 1, toll_text_of(c->claimant));
        toll_rows_bind_text(rows, 2, toll_text_of(c->outlet));
        for (int k = 0; k < 8; k++) toll_rows_bind_integer(rows, k + 3, counts[k]);
        status = toll_rows_run(rows, error);
    }
    return status;
}
