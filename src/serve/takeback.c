/* Taking back, for people: in whose name, under the lock of those who write here, and what is said where there is nothing to take back. The ledger
 * knows how (ledger/takeback.c). */
#include "inside.h"

static const char *const place_sql = "SELECT r.version, c.quantity_off FROM claim c JOIN reading r ON r.id = c.reading WHERE c.id = ?1";

/* Where the first of the claims stands in the order of claims. */
static toll_status find_place(toll_ledger_key *out, toll_ledger *ledger, uint64_t row, toll_error *error)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, ledger, place_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)row);
    status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *out = (toll_ledger_key){(uint64_t)toll_rows_integer(rows, 0), (uint64_t)toll_rows_integer(rows, 1), row};
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status find(toll_ledger_back *back, serve_request *r, toll_ledger *ledger, uint64_t decision)
{
    toll_status status = decision ? toll_ledger_back_find(back, ledger, decision, &r->error)
                                  : toll_ledger_back_last(back, ledger, serve_reviewer(r), &r->error);
    if (status == TOLL_UNCHANGED) return serve_fail(r, 412, "somebody decided since; this decision does not count any more");
    if (status != TOLL_END) return status;
    return decision ? serve_fail(r, 404, "there is no such decision") : serve_fail(r, 422, "there is no decision of yours to take back");
}

toll_status serve_take_back(toll_ledger_key *place, serve_request *r, uint64_t decision)
{
    toll_ledger *ledger = NULL;
    toll_ledger_back back = {0};
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    pthread_mutex_lock(&r->serve->writing);
    toll_status status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = find(&back, r, ledger, decision);
    if (status >= 0) status = toll_ledger_back_write(&back, ledger, serve_reviewer(r), &r->error);
    if (status == TOLL_UNCHANGED) status = serve_fail(r, 412, "somebody decided on this claim just now; look at it again");
    if (status >= 0) (void)toll_kept_refresh(ledger, r->serve->options.reckon, NULL);
    if (status >= 0 && place) status = find_place(place, ledger, back.steps[0].row, &r->error);
    toll_ledger_back_free(&back);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    return status;
}
