/* Catching up. In: a ledger open for writing. Out: a kept reckoning that knows its last reading and decision. What came since the marks is
 * worked in a few documents at a time, each batch whole or not at all; an interruption leaves the marks behind, and working a document in
 * twice gives the same. Where much came at once, or the rules are others, all of it is made anew, which costs less. */
#include "kept.h"

#include "base/fault.h"

enum { BATCH = 32, ANEW = 8 /* a document worked in costs as much as so many made anew */ };

static const char pending_sql[] =
    "SELECT w.id FROM reading r JOIN version v ON v.id = r.version JOIN version w ON w.document = v.document WHERE r.id > ?1 "
    "UNION SELECT v.id FROM decision d JOIN version v ON v.document = d.document WHERE d.id > ?2 ORDER BY 1";

static toll_status find_pending(int64_t **out, size_t *count, toll_kept *kept, const kept_marks *marks, toll_error *error)
{
    toll_rows *rows;
    size_t cap = 0;
    *out = NULL, *count = 0;
    toll_status status = toll_rows_open(&rows, kept->ledger, pending_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, marks->reading);
    toll_rows_bind_integer(rows, 2, marks->decision);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        if (!toll_grow(out, &cap, *count, sizeof **out)) {
            status = kept_no_memory(error);
            break;
        }
        (*out)[(*count)++] = toll_rows_integer(rows, 0);
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

/* One transaction, begun by the caller. */
static toll_status work_in(toll_kept *kept, const int64_t *versions, size_t count, const kept_marks *marks, toll_error *error)
{
    toll_status status = kept_update(kept, versions, count, error);
    if (status >= 0 && marks) status = kept_put_state(kept, marks, error);
    if (status >= 0) status = toll_rows_commit(kept->ledger, error);
    if (status < 0) toll_rows_rollback(kept->ledger);
    toll_kept_forget(kept);
    return status;
}

static toll_status catch_up(toll_kept *kept, const int64_t *versions, size_t count, const kept_marks *newest, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (size_t at = 0; status >= 0 && (at < count || !count); at += BATCH) {
        size_t some = count - at < BATCH ? count - at : BATCH;
        if (at) status = toll_rows_begin(kept->ledger, error);
        if (status >= 0) status = work_in(kept, versions + at, some, at + some == count ? newest : NULL, error);
        if (!count) break;
    }
    return status;
}

static toll_status refresh(toll_kept *kept, toll_error *error)
{
    kept_marks marks = {0}, newest = {0};
    int64_t *versions = NULL;
    size_t count = 0;
    toll_status status = toll_rows_begin(kept->ledger, error); /* from here nobody else writes */
    if (status < 0) return status;
    status = kept_newest(&newest, kept, error);
    bool known = status >= 0 && (status = kept_state(&marks, kept, error)) == TOLL_OK;
    bool current = known && marks.reading == newest.reading && marks.decision == newest.decision && marks.series == newest.series;
    if (status >= 0 && !current) status = kept_tables_load(kept, error);
    if (status >= 0 && known && !current) status = find_pending(&versions, &count, kept, &marks, error);
    bool anew = !known || count > ANEW * 2 + (size_t)marks.reading / ANEW;
    if (status >= 0 && known && !current && !anew) {
        if (marks.series != newest.series) status = kept_tables_update(kept, marks.series, error);
        if (status < 0) toll_rows_rollback(kept->ledger);
        else status = catch_up(kept, versions, count, &newest, error);
    } else {
        toll_rows_rollback(kept->ledger);
        if (status >= 0 && !current) status = kept_rebuild(kept, &newest, error);
    }
    toll_base_free(versions);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_kept_refresh(toll_ledger *ledger, const toll_kept_options *options, toll_error *error)
{
    toll_kept *kept;
    if (!toll_rows_writable(ledger)) return toll_error_set(error, TOLL_E_USAGE, NULL, "the ledger is open for reading only");
    if (!toll_rows_possible(ledger)) return TOLL_OK; /* whoever asks reckons in memory */
    toll_status status = kept_open(&kept, ledger, options, error);
    if (status < 0) return status;
    int64_t newest = 0;
    if (options->twin) status = kept_newest_document(&newest, kept, error);
    if (status >= 0) status = refresh(kept, error);
    if (status >= 0 && options->twin) status = kept_tell_twins(kept, options, newest, error);
    toll_kept_close(kept);
    return status;
}
