/* The door for tables that others keep beside the ledger. In: SQL. Out: a statement of the ledger's store, or a refusal where the store
 * keeps no such tables. Costs nothing beside the store's work. */
#include "rows.h"

#include "inside.h"

bool toll_rows_possible(const toll_ledger *ledger)
{
    return ledger->store->ops->rows_open && ledger->store->ops->rows_exec;
}

bool toll_rows_writable(const toll_ledger *ledger)
{
    return ledger->writes;
}

const char *toll_rows_ordered(const toll_ledger *ledger)
{
    const char *ordered = ledger->store->ops->rows_ordered ? ledger->store->ops->rows_ordered(ledger->store) : NULL;
    return ordered ? ordered : "";
}

static toll_status refuse(toll_error *error)
{
    return toll_error_set(error, TOLL_E_USAGE, NULL, "this ledger's store keeps no tables of others");
}

toll_status toll_rows_open(toll_rows **out, toll_ledger *ledger, const char *sql, toll_error *error)
{
    *out = NULL;
    toll_status status = toll_ledger_flush(ledger, error);
    if (status < 0) return status;
    return toll_rows_possible(ledger) ? ledger->store->ops->rows_open(out, ledger->store, sql, error) : refuse(error);
}

toll_status toll_rows_table(toll_ledger *ledger, const char *name, toll_error *error)
{
    if (!toll_rows_possible(ledger)) return TOLL_END;
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, ledger->store->ops->rows_table_find(ledger->store), error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(name));
    status = toll_rows_next(rows, error);
    toll_rows_close(rows);
    return status;
}

const char *toll_rows_tables_mark(const toll_ledger *ledger)
{
    return toll_rows_possible(ledger) && ledger->store->ops->rows_tables_mark ? ledger->store->ops->rows_tables_mark(ledger->store) : NULL;
}

toll_status toll_rows_exec(toll_ledger *ledger, const char *sql, toll_error *error)
{
    toll_status status = toll_ledger_flush(ledger, error);
    if (status < 0) return status;
    return toll_rows_possible(ledger) ? ledger->store->ops->rows_exec(ledger->store, sql, error) : refuse(error);
}

toll_status toll_rows_now(int64_t *out, toll_ledger *ledger, toll_error *error)
{
    return toll_ledger_now(out, ledger, error);
}

toll_status toll_rows_begin(toll_ledger *ledger, toll_error *error)
{
    toll_status status = toll_ledger_flush(ledger, error);
    return status < 0 ? status : ledger->store->ops->begin(ledger->store, error);
}

toll_status toll_rows_begin_reading(toll_ledger *ledger, toll_error *error)
{
    toll_status status = toll_ledger_flush(ledger, error);
    return status < 0 ? status : ledger->store->ops->begin_reading(ledger->store, error);
}

toll_status toll_rows_commit(toll_ledger *ledger, toll_error *error)
{
    return ledger->store->ops->commit(ledger->store, error);
}

void toll_rows_rollback(toll_ledger *ledger)
{
    ledger->store->ops->rollback(ledger->store);
}
