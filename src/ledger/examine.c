/* Examining. In: a ledger, and the engine and tables that would read today. Out: how much it holds, how much of that they have not read, and what the
 * database finds wrong with its own pages and indexes. Evidence is verify's (verify.c), which reads every text; this counts rows and checks
 * the structure, some seconds for a million claims. */
#include "inside.h"

static const char
    documents[] = "SELECT COUNT(*) FROM version WHERE superseded_at IS NULL",
    claims[] = "SELECT COALESCE(SUM(claims), 0) FROM reading WHERE superseded_at IS NULL",
    outdated[] = /* ?1 and ?2 are the engine and the tables */
    "SELECT COUNT(*) FROM reading r JOIN edition e ON e.id = r.edition JOIN version v ON v.id = r.version WHERE r.superseded_at IS NULL "
    "AND v.superseded_at IS NULL AND NOT (e.engine = ?1 AND e.tables = ?2) AND NOT EXISTS (SELECT 1 FROM confirmation c "
    "JOIN edition d ON d.id = c.edition WHERE c.reading = r.id AND d.engine = ?1 AND d.tables = ?2)";

/* `engine` NULL: the statement does not ask for it. */
static toll_status count(uint64_t *out, toll_ledger *ledger, const char *sql, const char *engine, const char *tables, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, sql, error);
    if (status < 0) return status;
    if (engine) {
        toll_rows_bind_text(rows, 1, toll_text_of(engine));
        toll_rows_bind_text(rows, 2, toll_text_of(tables));
    }
    status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *out = (uint64_t)toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

/* The first thing that the database finds wrong. */
static toll_status check_structure(toll_ledger_health *out, toll_ledger *ledger, toll_error *error)
{
    const toll_store_ops *ops = ledger->store->ops;
    const char *sql = ops->rows_structure ? ops->rows_structure(ledger->store) : NULL;
    toll_rows *rows = NULL;
    if (!sql) return TOLL_OK;
    toll_status status = toll_rows_open(&rows, ledger, sql, error);
    if (status >= 0) status = toll_rows_next(rows, error);
    if (status == TOLL_OK) {
        const toll_text said = toll_text_head(toll_rows_text(rows, 0), sizeof out->fault - 1);
        out->structure_checked = true;
        if (!toll_text_is(said, "ok")) memcpy(out->fault, said.data, said.len);
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_ledger_examine(toll_ledger_health *out, toll_ledger *ledger, const char *engine, const char *tables, toll_error *error)
{
    *out = (toll_ledger_health){0};
    toll_status status = check_structure(out, ledger, error);
    if (status >= 0) status = count(&out->documents, ledger, documents, NULL, NULL, error);
    if (status >= 0) status = count(&out->claims, ledger, claims, NULL, NULL, error);
    return status < 0 ? status : count(&out->outdated, ledger, outdated, engine, tables, error);
}
