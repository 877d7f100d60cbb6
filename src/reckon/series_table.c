/* Tables in a ledger as the bytes they were. In: a file's bytes, packed, by their hash; or the ledger. Out: rows of `series_table`, made
 * with the first import; each table once. Series are taken from some of them (series_store.c); others, such as deaths and people by region,
 * are kept to be asked again. Costs by the bytes asked for: a list of tables reads none. */
#include "series_table.h"

#include <tollbook/series.h>

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS series_table (sum TEXT PRIMARY KEY, file TEXT NOT NULL, packed BYTEA NOT NULL); "
    "CREATE TABLE IF NOT EXISTS series (id BIGINT PRIMARY KEY, claimant TEXT NOT NULL, name TEXT NOT NULL, claimant_side TEXT, side TEXT, "
    "category TEXT, place TEXT, class BIGINT NOT NULL, outcomes BIGINT NOT NULL, lag BIGINT NOT NULL, file TEXT NOT NULL, sum TEXT NOT NULL, "
    "points BIGINT NOT NULL, recorded_at BIGINT NOT NULL); "
    "CREATE TABLE IF NOT EXISTS series_cell (series BIGINT NOT NULL, day BIGINT NOT NULL, total DOUBLE PRECISION, daily DOUBLE PRECISION, "
    "qualifier BIGINT NOT NULL, line BIGINT NOT NULL, PRIMARY KEY (series, day)); "
    "CREATE TABLE IF NOT EXISTS series_fault (series BIGINT NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, day BIGINT, "
    "line BIGINT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (series, number))";
static const char put_table[] = "INSERT INTO series_table (sum, file, packed) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

toll_status reckon_series_tables(toll_ledger *ledger, toll_error *error)
{
    return toll_rows_exec(ledger, tables, error);
}

toll_status reckon_series_write_table(toll_ledger *ledger, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, put_table, error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(sha256));
    toll_rows_bind_text(rows, 2, toll_text_of(file));
    toll_rows_bind_bytes(rows, 3, packed);
    status = toll_rows_run(rows, error);
    toll_rows_close(rows);
    return status;
}

void reckon_series_cut(char *out, size_t cap, toll_text text)
{
    text = toll_text_head(text, cap - 1);
    memcpy(out, text.data, text.len);
    out[text.len] = '\0';
}

/* Rows of sum, file and, where they were asked for, bytes. */
static toll_status walk(toll_rows *rows, bool bytes, toll_series_table_visit *visit, void *context, toll_error *error)
{
    char sum[65], file[256];
    toll_status status;
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        reckon_series_cut(sum, sizeof sum, toll_rows_text(rows, 0));
        reckon_series_cut(file, sizeof file, toll_rows_text(rows, 1));
        status = visit(context, sum, file, bytes ? toll_rows_text(rows, 2) : (toll_text){NULL, 0}, error);
        if (status < 0) break;
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_all(
    toll_ledger *ledger, const char *sql, bool bytes, toll_series_table_visit *visit, void *context, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_table(ledger, "series_table", error);
    if (status == TOLL_OK) status = toll_rows_open(&rows, ledger, sql, error);
    if (status == TOLL_OK) status = walk(rows, bytes, visit, context, error);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_series_walk_tables(toll_ledger *ledger, toll_series_table_visit *visit, void *context, toll_error *error)
{
    return walk_all(ledger, "SELECT sum, file, packed FROM series_table ORDER BY sum", true, visit, context, error);
}

toll_status toll_series_list_tables(toll_ledger *ledger, toll_series_table_visit *visit, void *context, toll_error *error)
{
    return walk_all(ledger, "SELECT sum, file FROM series_table ORDER BY file, sum", false, visit, context, error);
}

toll_status toll_series_find_table(
    toll_ledger *ledger, const char *sha256, toll_series_table_visit *visit, void *context, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_table(ledger, "series_table", error);
    if (status == TOLL_OK) status = toll_rows_open(&rows, ledger, "SELECT sum, file, packed FROM series_table WHERE sum = ?1", error);
    if (status != TOLL_OK) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(sha256));
    status = toll_rows_next(rows, error);
    toll_rows_reset(rows);
    toll_rows_bind_text(rows, 1, toll_text_of(sha256));
    if (status == TOLL_OK) status = walk(rows, true, visit, context, error);
    toll_rows_close(rows);
    return status;
}

static toll_status is_there(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    (void)context, (void)sha256, (void)file, (void)packed, (void)error;
    return TOLL_OK;
}

toll_status toll_series_put_table(toll_ledger *ledger, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    toll_status status = toll_rows_begin(ledger, error);
    if (status < 0) return status;
    status = reckon_series_tables(ledger, error);
    if (status >= 0) status = toll_series_find_table(ledger, sha256, is_there, NULL, error);
    if (status == TOLL_OK) {
        toll_rows_rollback(ledger);
        return TOLL_UNCHANGED;
    }
    if (status >= 0) status = reckon_series_write_table(ledger, sha256, file, packed, error);
    if (status >= 0) status = toll_rows_commit(ledger, error);
    if (status < 0) toll_rows_rollback(ledger);
    return status < 0 ? status : TOLL_OK;
}
