/* The PostgreSQL driver: connections, transactions, and what the server's failures mean in words. In: a URL and how to use it. Out: a store
 * whose schema is surely a ledger, or a message that says what it is instead. Commits return before the server's disk has them: what a
 * program's death leaves is whole, and a power failure of the server takes at most its last moments, as with a file. A password in the URL
 * is never shown. */
#include "postgres.h"

#include "base/fault.h"

static bool begins(const char *state, const char *class_)
{
    return !strncmp(state, class_, strlen(class_));
}

toll_status toll_postgres_fail(const toll_postgres *it, const PGconn *connection, const PGresult *result, toll_error *error)
{
    const char *state = result ? it->pq.resultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = result ? it->pq.resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL, *path = it->base.path;
    if (!said) said = connection ? it->pq.errorMessage(connection) : "out of memory";
    size_t len = strcspn(said, "\n");
    if (!state) state = "";
    if (!connection || begins(state, "53200")) return toll_error_set(error, TOLL_E_MEMORY, path, "no memory for the ledger");
    bool unheard = !*state; /* each error that the server sends has a code: without one it is the client's, about the connection */
    if (unheard || it->pq.status(connection) != CONNECTION_OK || begins(state, "08") || begins(state, "57P"))
        return toll_error_set(error, TOLL_E_BUSY, path,
            "the server cannot be reached or went away: %.*s; check the URL and that it runs; what was added before stands", (int)len,
            said);
    if (begins(state, "55P03"))
        return toll_error_set(error, TOLL_E_BUSY, path,
            "the ledger is locked by another program, which did not let go within %.1f s; wait for it or end it, then try again",
            it->base.busy_ms / 1000.0);
    if (begins(state, "53"))
        return toll_error_set(error, TOLL_E_BUSY, path, "the server has no room left: %.*s; what was added before stands", (int)len, said);
    if (begins(state, "25006") || begins(state, "42501"))
        return toll_error_set(error, TOLL_E_BUSY, path, "the server does not let this user write: %.*s", (int)len, said);
    if (begins(state, "XX00"))
        return toll_error_set(error, TOLL_E_EVIDENCE, path, "the ledger is damaged: %.*s; restore a copy", (int)len, said);
    if (begins(state, "54")) return toll_error_set(error, TOLL_E_LIMIT, path, "larger than the server takes: %.*s", (int)len, said);
    return toll_error_set(error, TOLL_E_SYSTEM, path, "the ledger's server refused: %.*s (%s)", (int)len, said, state);
}

toll_status toll_postgres_exec(toll_sql_store *store, const char *sql, toll_error *error)
{
    toll_postgres *it = (toll_postgres *)store;
    toll_buffer translated = {0};
    toll_status status = toll_postgres_settle(it, error);
    if (status >= 0 && toll_fault_here(TOLL_FAULT_STEP))
        status = toll_error_set(error, TOLL_E_BUSY, store->path, "the server did not answer");
    /* Several statements are translated one by one, since what a word means hangs on the first of each. */
    for (const char *at = sql; *at && status >= 0;) {
        size_t len = strcspn(at, ";");
        toll_buffer one = {0};
        toll_buffer_add(&one, at + strspn(at, " \n"), len - (strspn(at, " \n") < len ? strspn(at, " \n") : len));
        toll_buffer_add_char(&one, '\0');
        if (one.failed || toll_postgres_translate(&translated, one.data, TOLL_SQL_ONCE) < 0)
            status = toll_error_set(error, TOLL_E_MEMORY, store->path, "no memory for a statement");
        toll_buffer_add_char(&translated, ';');
        toll_buffer_free(&one);
        at += at[len] ? len + 1 : len;
    }
    if (status >= 0) {
        PGresult *result = it->pq.exec(it->connection, translated.data);
        ExecStatusType got = it->pq.resultStatus(result);
        if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK && got != PGRES_EMPTY_QUERY)
            status = toll_postgres_fail(it, it->connection, result, error);
        it->pq.clear(result);
    }
    toll_buffer_free(&translated);
    return status;
}

static toll_status plain(toll_postgres *it, const char *sql, toll_error *error)
{
    if (toll_fault_here(TOLL_FAULT_STEP))
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the server did not answer; check it and try again");
    PGresult *result = it->pq.exec(it->connection, sql);
    ExecStatusType got = it->pq.resultStatus(result);
    toll_status status = got == PGRES_COMMAND_OK || got == PGRES_TUPLES_OK ? TOLL_OK
                                                                           : toll_postgres_fail(it, it->connection, result, error);
    it->pq.clear(result);
    return status;
}

/* --- transactions */
/* Writers take turns, so that rows are numbered and moments rise; the lock ends with the transaction. */
static toll_status begin(toll_sql_store *store, toll_error *error)
{
    toll_postgres *it = (toll_postgres *)store;
    char sql[192];
    snprintf(sql, sizeof sql, "BEGIN; SET LOCAL lock_timeout = %u; SELECT pg_advisory_xact_lock(1416588396, hashtext(current_schema()))",
        store->busy_ms);
    toll_status status = plain(it, sql, error);
    it->transaction = true;
    return status;
}

static toll_status begin_reading(toll_sql_store *store, toll_error *error)
{
    toll_postgres *it = (toll_postgres *)store;
    toll_status status = plain(it, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", error);
    it->transaction = it->reading = status >= 0;
    return status;
}

static toll_status commit(toll_sql_store *store, toll_error *error)
{
    toll_postgres *it = (toll_postgres *)store;
    toll_status status = toll_postgres_settle(it, error);
    if (status >= 0) status = plain(it, "COMMIT", error);
    if (status >= 0) it->transaction = it->reading = false;
    return status;
}

static void rollback(toll_sql_store *store)
{
    toll_postgres *it = (toll_postgres *)store;
    toll_postgres_forget(it);
    if (it->transaction) it->pq.clear(it->pq.exec(it->connection, "ROLLBACK"));
    it->transaction = it->reading = false;
}

static toll_status settle(toll_sql_store *store, toll_error *error)
{
    return toll_postgres_settle((toll_postgres *)store, error);
}

/* --- opening and closing */
toll_status toll_postgres_connect(PGconn **out, const toll_postgres *it, toll_error *error)
{
    *out = NULL;
    if (toll_fault_here(TOLL_FAULT_READ)) return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the server cannot be reached");
    PGconn *made = it->connection ? NULL : it->pq.connectdb(it->url);
    if (it->connection) { /* as the first, whose password may have come from elsewhere */
        PQconninfoOption *same = it->pq.conninfo(it->connection);
        const char *names[64], *values[64];
        int count = 0;
        for (PQconninfoOption *option = same; option && option->keyword && count < 63; option++)
            if (option->val && *option->val) names[count] = option->keyword, values[count++] = option->val;
        names[count] = values[count] = NULL;
        made = it->pq.connectdbParams(names, values, 0);
        it->pq.conninfoFree(same);
    }
    toll_status status = TOLL_OK;
    if (!made || it->pq.status(made) != CONNECTION_OK) status = toll_postgres_fail(it, made, NULL, error);
    else {
        it->pq.clear(it->pq.exec(made, "SET client_encoding = 'UTF8'; SET synchronous_commit = off; SET client_min_messages = warning"));
        *out = made;
    }
    if (status < 0) it->pq.finish(made);
    return status;
}

static void close_store(toll_sql_store *store)
{
    toll_postgres *it = (toll_postgres *)store;
    toll_sql_free(store);
    toll_postgres_forget(it);
    for (int table = 0; table < COPY_TABLES; table++) {
        toll_buffer_free(&it->waiting[table]);
        toll_buffer_free(&it->sent.going[table]);
    }
    if (it->library) {
        it->pq.finish(it->spare);
        it->pq.finish(it->connection);
    }
    toll_library_close(it->library);
    toll_base_free(it->url);
    toll_base_free(it);
}

static const toll_sql_dialect dialect = {
    .same_letters = {"lower(", ") = lower(?)"},
    .among = {" = ANY (CAST(CAST(", " AS TEXT) AS BIGINT[]))"},
    .list = {'{', '}'},
    .json_valid = "SELECT json_valid(?1)",
    .table_find = "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?1",
    .place_find =
        "SELECT id FROM place WHERE (lower(written) = lower(CAST(?1 AS TEXT)) OR written IS NULL) AND written IS NOT DISTINCT FROM ?1 AND "
        "gazetteer IS NOT DISTINCT FROM ?2 AND name IS NOT DISTINCT FROM ?3 AND \"precision\" IS NOT DISTINCT FROM ?4 AND "
        "latitude IS NOT DISTINCT FROM ?5 AND longitude IS NOT DISTINCT FROM ?6",
};

static const toll_sql_driver driver = {
    .dialect = &dialect,
    .close = close_store,
    .prepare = toll_postgres_rows_open,
    .exec = toll_postgres_exec,
    .begin = begin,
    .begin_reading = begin_reading,
    .commit = commit,
    .rollback = rollback,
    .settle = settle,
};

bool toll_store_postgres_names(const char *path)
{
    return !strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11);
}

/* The URL without its password, for messages. */
static char *shown(const char *url)
{
    size_t len = strlen(url);
    char *copy = toll_base_take(len + 1);
    if (!copy) return NULL;
    memcpy(copy, url, len + 1);
    char *host = strstr(copy, "//") + 2, *at = strchr(host, '@'), *colon = strchr(host, ':');
    if (at && colon && colon < at) memmove(colon, at, strlen(at) + 1);
    return copy;
}

toll_status toll_store_postgres_open(toll_store **out, const toll_ledger_options *options, toll_error *error)
{
    toll_postgres *it = toll_base_zero(1, sizeof *it);
    *out = NULL;
    if (!it) return toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory to open the ledger");
    it->base = (toll_sql_store){
        .store.ops = &toll_sql_operations, .driver = &driver, .busy_ms = options->busy_ms, .writes = options->mode == TOLL_LEDGER_WRITE};
    it->base.path = shown(options->path);
    it->url = toll_base_take(strlen(options->path) + 1);
    toll_status status = it->base.path && it->url ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory to open the ledger");
    if (status >= 0) strcpy(it->url, options->path);
    if (status >= 0) status = toll_postgres_load(it, error);
    if (status >= 0) status = toll_postgres_connect(&it->connection, it, error);
    if (status >= 0) status = toll_postgres_open_schema(it, options, error);
    if (status < 0) {
        close_store(&it->base);
        return status;
    }
    *out = &it->base.store;
    return TOLL_OK;
}
