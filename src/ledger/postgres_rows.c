/* Statements on PostgreSQL. In: SQL of all stores, values bound by number. Out: rows, all of them at once where they are few; through a
 * cursor where they may be very many, so that neither memory nor what runs between two rows is a matter. A statement is prepared at its
 * first run, when the types of its values are known; rows of the copied tables are only gathered. A run costs a round trip. */
#include "postgres_rows.h"

enum { FETCH = 256 };

static PGconn *connection_of(const toll_postgres_rows *rows)
{
    return rows->own ? rows->own : rows->it->connection;
}

/* --- running */
typedef struct parameters {
    const char *data[TOLL_POSTGRES_PARAMETERS];
    int lens[TOLL_POSTGRES_PARAMETERS], formats[TOLL_POSTGRES_PARAMETERS];
    Oid types[TOLL_POSTGRES_PARAMETERS];
} parameters;

static void list_parameters(parameters *out, const toll_postgres_rows *rows)
{
    for (int i = 0; i < rows->count; i++) {
        out->types[i] = rows->values[i].type;
        out->data[i] = rows->values[i].type ? rows->values[i].data : NULL;
        out->lens[i] = (int)rows->values[i].len;
        out->formats[i] = 1;
    }
}

/* What the server said: rows, or an error in words. */
static toll_status take_result(toll_postgres_rows *rows, PGresult *result, toll_error *error)
{
    ExecStatusType got = rows->pq->resultStatus(result);
    if (got == PGRES_TUPLES_OK || got == PGRES_COMMAND_OK) {
        rows->pq->clear(rows->result);
        rows->result = result;
        rows->row = -1;
        return TOLL_OK;
    }
    toll_status status = toll_postgres_fail(rows->it, connection_of(rows), result, error);
    rows->pq->clear(result);
    return status;
}

static toll_status run_prepared(toll_postgres_rows *rows, toll_error *error)
{
    PGconn *connection = rows->it->connection;
    parameters given;
    list_parameters(&given, rows);
    if (!*rows->name) {
        snprintf(rows->name, sizeof rows->name, "s%u", ++rows->it->names);
        PGresult *made = rows->pq->prepare(connection, rows->name, rows->sql.data, rows->count, given.types);
        toll_status status = rows->pq->resultStatus(made) == PGRES_COMMAND_OK ? TOLL_OK
                                                                              : toll_postgres_fail(rows->it, connection, made, error);
        rows->pq->clear(made);
        if (status < 0) {
            rows->name[0] = '\0';
            return status;
        }
    }
    return take_result(rows, rows->pq->execPrepared(connection, rows->name, rows->count, given.data, given.lens, given.formats, 1), error);
}

/* --- cursors */
static toll_status command(toll_postgres_rows *rows, const char *sql, toll_error *error)
{
    PGresult *result = rows->pq->exec(connection_of(rows), sql);
    toll_status status = rows->pq->resultStatus(result) == PGRES_COMMAND_OK || rows->pq->resultStatus(result) == PGRES_TUPLES_OK
                             ? TOLL_OK
                             : toll_postgres_fail(rows->it, connection_of(rows), result, error);
    rows->pq->clear(result);
    return status;
}

static toll_status fetch(toll_postgres_rows *rows, toll_error *error)
{
    char sql[64];
    snprintf(sql, sizeof sql, "FETCH %d FROM %s", FETCH, rows->name);
    return take_result(rows, rows->pq->execParams(connection_of(rows), sql, 0, NULL, NULL, NULL, NULL, 1), error);
}

/* Inside a transaction that only reads, on the store's connection; else on one of its own, which sees the ledger as it is now. */
static toll_status open_cursor(toll_postgres_rows *rows, toll_error *error)
{
    toll_postgres *it = rows->it;
    toll_buffer sql = {0};
    parameters given;
    toll_status status = TOLL_OK;
    if (!it->reading) {
        rows->own = it->spare;
        it->spare = NULL;
        if (!rows->own) status = toll_postgres_connect(&rows->own, it, error);
        if (status >= 0) status = command(rows, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", error);
    }
    if (status < 0) return status;
    snprintf(rows->name, sizeof rows->name, "c%u", ++it->names);
    toll_buffer_printf(&sql, "DECLARE %s NO SCROLL CURSOR FOR %s", rows->name, rows->sql.data);
    list_parameters(&given, rows);
    if (sql.failed) status = toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for a query");
    else
        status = take_result(rows,
            rows->pq->execParams(connection_of(rows), sql.data, rows->count, given.types, given.data, given.lens, given.formats, 1), error);
    toll_buffer_free(&sql);
    return status < 0 ? status : fetch(rows, error);
}

static void close_cursor(toll_postgres_rows *rows)
{
    if (!*rows->name) return;
    if (rows->own) {
        (void)command(rows, "ROLLBACK", NULL);
        if (rows->it->spare) rows->pq->finish(rows->own);
        else rows->it->spare = rows->own;
        rows->own = NULL;
    } else if (rows->it->reading && rows->pq->transactionStatus(rows->it->connection) == PQTRANS_INTRANS) {
        char sql[64];
        snprintf(sql, sizeof sql, "CLOSE %s", rows->name);
        (void)command(rows, sql, NULL);
    }
    rows->name[0] = '\0';
}

/* --- rows that are only gathered */
static toll_status gather(toll_postgres_rows *rows, toll_error *error)
{
    toll_postgres *it = rows->it;
    size_t before = it->waiting[rows->copied].len;
    toll_postgres_copy_row(it, rows->copied, rows->count);
    for (int i = 0; i < rows->count; i++) {
        const toll_postgres_value *v = &rows->values[i];
        toll_postgres_copy_bytes(it, rows->copied, (toll_text){v->type ? v->data : NULL, v->len});
    }
    if (it->waiting[rows->copied].failed)
        return toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for the rows of a document");
    toll_status status = toll_postgres_gathered(it, it->waiting[rows->copied].len - before, error);
    return status < 0 ? status : TOLL_END;
}

static void reset(toll_rows *base)
{
    toll_postgres_rows *rows = toll_postgres_rows_of(base);
    rows->pq->clear(rows->result);
    rows->result = NULL;
    rows->running = false;
    if (rows->use == TOLL_SQL_LARGE) close_cursor(rows);
}

static toll_status run(toll_postgres_rows *rows, toll_error *error)
{
    toll_status status = rows->unsettled ? toll_postgres_wait(rows->it, error) : toll_postgres_settle(rows->it, error);
    if (status < 0) return status;
    return rows->use == TOLL_SQL_LARGE ? open_cursor(rows, error) : run_prepared(rows, error);
}

static toll_status next(toll_rows *base, toll_error *error)
{
    toll_postgres_rows *rows = toll_postgres_rows_of(base);
    toll_status status = TOLL_OK;
    if (toll_fault_here(TOLL_FAULT_STEP))
        status = toll_error_set(error, TOLL_E_BUSY, rows->it->base.path, "the server did not answer; check it and try again");
    else if (rows->copied != COPY_TABLES) return gather(rows, error);
    else if (!rows->running) status = run(rows, error);
    else if (rows->use == TOLL_SQL_LARGE && rows->row + 1 == rows->pq->ntuples(rows->result) && rows->row + 1 == FETCH)
        status = fetch(rows, error);
    rows->running = true;
    if (status >= 0 && ++rows->row < rows->pq->ntuples(rows->result)) return TOLL_OK;
    reset(base);
    return status < 0 ? status : TOLL_END;
}

static void clear(toll_rows *base)
{
    toll_postgres_rows *rows = toll_postgres_rows_of(base);
    reset(base);
    for (int i = 0; i < rows->count; i++) {
        toll_base_free(rows->values[i].copy);
        rows->values[i] = (toll_postgres_value){0};
    }
}

static void close_rows(toll_rows *base)
{
    toll_postgres_rows *rows = toll_postgres_rows_of(base);
    clear(base);
    if (rows->use == TOLL_SQL_ONCE && *rows->name && rows->pq->transactionStatus(rows->it->connection) != PQTRANS_INERROR) {
        char sql[64];
        (void)toll_postgres_wait(rows->it, NULL); /* what failed is said to who asks next */
        snprintf(sql, sizeof sql, "DEALLOCATE %s", rows->name);
        rows->pq->clear(rows->pq->exec(rows->it->connection, sql));
    }
    toll_buffer_free(&rows->sql);
    toll_base_free(rows);
}

static const toll_rows_ops operations = {
    .close = close_rows,
    .bind_integer = toll_postgres_bind_integer,
    .bind_number = toll_postgres_bind_number,
    .bind_text = toll_postgres_bind_text,
    .bind_bytes = toll_postgres_bind_bytes,
    .bind_null = toll_postgres_bind_null,
    .next = next,
    .reset = reset,
    .clear = clear,
    .is_null = toll_postgres_is_null,
    .integer = toll_postgres_integer,
    .number = toll_postgres_number,
    .text = toll_postgres_text,
};

/* Statements that look only at what never waits, or at what is settled before (sql_find.c). */
static bool looks_elsewhere(const char *sql)
{
    static const toll_sql those[] = {TOLL_SQL_FIND, TOLL_SQL_FIND_READING, TOLL_SQL_FIND_CONFIRMATION, TOLL_SQL_TEXT_FIND,
        TOLL_SQL_WORD_FIND, TOLL_SQL_WORD_PUT, TOLL_SQL_WORD, TOLL_SQL_ACTOR_FIND, TOLL_SQL_ACTOR_PUT, TOLL_SQL_ACTOR, TOLL_SQL_PLACE_PUT,
        TOLL_SQL_PLACE, TOLL_SQL_EDITION_FIND, TOLL_SQL_EDITION_PUT, TOLL_SQL_EDITION};
    for (size_t i = 0; i < sizeof those / sizeof *those; i++)
        if (toll_sql_text[those[i]] == sql) return true;
    return !strncmp(sql, "INSERT INTO page ", 17); /* pages.c */
}

toll_status toll_postgres_rows_open(toll_rows **out, toll_sql_store *store, const char *sql, toll_sql_use use, toll_error *error)
{
    toll_postgres_rows *rows = toll_base_zero(1, sizeof *rows);
    *out = NULL;
    if (!rows) return toll_error_set(error, TOLL_E_MEMORY, store->path, "no memory for a statement");
    rows->base.ops = &operations;
    rows->it = (toll_postgres *)store;
    rows->pq = &rows->it->pq;
    rows->use = use;
    rows->copied = toll_postgres_copied(sql);
    rows->unsettled = looks_elsewhere(sql) || sql == store->driver->dialect->place_find;
    rows->count = toll_postgres_translate(&rows->sql, sql, use);
    if (rows->count < 0 || rows->count > TOLL_POSTGRES_PARAMETERS) {
        toll_buffer_free(&rows->sql);
        toll_base_free(rows);
        return toll_error_set(error, TOLL_E_MEMORY, store->path, "no memory for a statement");
    }
    *out = &rows->base;
    return TOLL_OK;
}
