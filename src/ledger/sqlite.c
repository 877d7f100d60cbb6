/* The SQLite store: its list of functions, statements, transactions, and what its failures mean in words. In: a path and how to use it.
 * Out: a store whose file is surely a ledger of this schema, or a message that says what it is instead. Write-ahead log, so that readers
 * never wait for the writer; synchronous=NORMAL: a killed program loses nothing that was committed, a power failure at most the last
 * moments, never the order. A reader opens the file for writing where it may, because the log of a killed writer must be taken in. */
#include <errno.h>

#include "sqlite.h"

static toll_status fail_refused(const toll_sqlite *it, toll_error *error, const char *what)
{
    int reason = it->db ? sqlite3_system_errno(it->db) : errno;
    return toll_error_set(error, TOLL_E_BUSY, it->path, "%s%s%s%s; what was added before stands", what, reason ? " (" : "",
        reason ? strerror(reason) : "", reason ? ")" : "");
}

static toll_status fail_busy(const toll_sqlite *it, toll_error *error)
{
    char holder[64];
    toll_sqlite_lock_holder(holder, it->path);
    return toll_error_set(error, TOLL_E_BUSY, it->path,
        "the ledger is locked by another program%s, which did not let go within %.1f s; wait for it or end it, "
        "then try again",
        holder, it->busy_ms / 1000.0);
}

toll_status toll_sqlite_fail(const toll_sqlite *it, toll_error *error)
{
    int code = it->db ? sqlite3_extended_errcode(it->db) : SQLITE_NOMEM;
    const char *said = it->db ? sqlite3_errmsg(it->db) : "out of memory";
    if (code == SQLITE_IOERR_NOMEM) code = SQLITE_NOMEM;
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return fail_busy(it, error);
    case SQLITE_FULL: return fail_refused(it, error, "no room left on the disk or under the ledger's size limit; make room and try again");
    case SQLITE_READONLY: return fail_refused(it, error, "the ledger or its folder is read-only; allow writing or use a copy");
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN: return fail_refused(it, error, "the ledger cannot be opened; check that its folder is there and may be written");
    case SQLITE_IOERR: return fail_refused(it, error, "the system refused to read or write the ledger; check the disk and try again");
    case SQLITE_NOTADB:
        return toll_error_set(error, TOLL_E_BUSY, it->path, "this is no ledger: not an SQLite file; name another file with --ledger");
    case SQLITE_CORRUPT:
        return toll_error_set(
            error, TOLL_E_EVIDENCE, it->path, "the ledger's file is damaged (%s); restore a copy, nothing more can be trusted", said);
    case SQLITE_NOMEM: return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the ledger");
    case SQLITE_TOOBIG: return toll_error_set(error, TOLL_E_LIMIT, it->path, "larger than a ledger takes (1 GB a document)");
    default: return toll_error_set(error, TOLL_E_SYSTEM, it->path, "the ledger's store failed: %s (%d)", said, code);
    }
}

toll_status toll_sqlite_damaged(const toll_sqlite *it, toll_error *error, const char *what, int64_t row)
{
    return toll_error_set(error, TOLL_E_EVIDENCE, it->path,
        "the ledger is damaged: row %lld of its table %s is missing or wrong; restore a copy", (long long)row, what);
}

toll_status toll_sqlite_prepare(sqlite3_stmt **out, toll_sqlite *it, const char *sql, toll_error *error)
{
    *out = NULL;
    if (toll_fault_here(TOLL_FAULT_ALLOCATION)) return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the ledger");
    return sqlite3_prepare_v3(it->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK ? TOLL_OK : toll_sqlite_fail(it, error);
}

toll_status toll_sqlite_get(sqlite3_stmt **out, toll_sqlite *it, toll_sql which, toll_error *error)
{
    if (!it->statements[which]) {
        toll_status status = toll_sqlite_prepare(&it->statements[which], it, toll_sql_text[which], error);
        if (status < 0) return status;
    }
    *out = it->statements[which];
    sqlite3_reset(*out);
    sqlite3_clear_bindings(*out);
    return TOLL_OK;
}

toll_status toll_sqlite_step(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error)
{
    if (toll_fault_here(TOLL_FAULT_STEP)) {
        sqlite3_reset(statement);
        return toll_error_set(error, TOLL_E_BUSY, it->path, "the system refused to read or write the ledger; check the disk and try again");
    }
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return TOLL_OK;
    toll_status status = code == SQLITE_DONE ? TOLL_END : toll_sqlite_fail(it, error);
    sqlite3_reset(statement);
    return status;
}

toll_status toll_sqlite_run(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error)
{
    toll_status status;
    do status = toll_sqlite_step(it, statement, error);
    while (status == TOLL_OK);
    return status < 0 ? status : TOLL_OK;
}

/* Statements in a string, run one after the other, so that each step is a step of the fault tests. */
toll_status toll_sqlite_exec(toll_sqlite *it, const char *sql, toll_error *error)
{
    toll_status status = TOLL_OK;
    while (*sql && status >= 0) {
        sqlite3_stmt *s = NULL;
        if (sqlite3_prepare_v2(it->db, sql, -1, &s, &sql) != SQLITE_OK) return toll_sqlite_fail(it, error);
        if (s) status = toll_sqlite_run(it, s, error);
        sqlite3_finalize(s);
    }
    return status;
}

toll_status toll_sqlite_begin(toll_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    sqlite3_stmt *s;
    toll_status status = toll_sqlite_get(&s, it, TOLL_SQL_BEGIN, error);
    return status < 0 ? status : toll_sqlite_run(it, s, error);
}

toll_status toll_sqlite_commit(toll_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    sqlite3_stmt *s;
    toll_status status = toll_sqlite_get(&s, it, TOLL_SQL_COMMIT, error);
    return status < 0 ? status : toll_sqlite_run(it, s, error);
}

void toll_sqlite_rollback(toll_store *store)
{
    toll_sqlite *it = (toll_sqlite *)store;
    for (int i = 0; i < TOLL_SQL_COUNT; i++)
        if (it->statements[i]) sqlite3_reset(it->statements[i]);
    it->sentence_row = 0;
    if (!sqlite3_get_autocommit(it->db)) sqlite3_exec(it->db, "ROLLBACK", NULL, NULL, NULL);
    toll_intern *const seen[] = {&it->words, &it->actors, &it->places, &it->editions, &it->sentences, &it->word_values, &it->actor_values,
        &it->place_values, &it->edition_values};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) toll_intern_forget(seen[i]);
}

static toll_status newest(int64_t *out, toll_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    sqlite3_stmt *s;
    toll_status status = toll_sqlite_get(&s, it, TOLL_SQL_NEWEST, error);
    if (status >= 0) status = toll_sqlite_step(it, s, error);
    if (status == TOLL_OK) *out = sqlite3_column_int64(s, 0);
    if (status >= 0) sqlite3_reset(s);
    return status;
}

static void close_store(toll_store *store)
{
    toll_sqlite *it = (toll_sqlite *)store;
    for (int i = 0; i < TOLL_SQL_COUNT; i++) sqlite3_finalize(it->statements[i]);
    sqlite3_close_v2(it->db);
    toll_intern *const seen[] = {&it->words, &it->actors, &it->places, &it->editions, &it->sentences, &it->word_values, &it->actor_values,
        &it->place_values, &it->edition_values};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++) toll_intern_free(seen[i]);
    toll_buffer_free(&it->key);
    toll_buffer_free(&it->known[0]);
    toll_buffer_free(&it->known[1]);
    toll_base_free(it->path);
    toll_base_free(it);
}

static const toll_store_ops operations = {
    .close = close_store,
    .begin = toll_sqlite_begin,
    .commit = toll_sqlite_commit,
    .rollback = toll_sqlite_rollback,
    .newest = newest,
    .find = toll_sqlite_find,
    .put_version = toll_sqlite_put_version,
    .put_reading = toll_sqlite_put_reading,
    .put_confirmation = toll_sqlite_put_confirmation,
    .put_decision = toll_sqlite_put_decision,
    .index = toll_sqlite_index,
    .claims_open = toll_sqlite_claims_open,
    .claims_next = toll_sqlite_claims_next,
    .versions_open = toll_sqlite_versions_open,
    .versions_next = toll_sqlite_versions_next,
    .sources_open = toll_sqlite_sources_open,
    .sources_next = toll_sqlite_sources_next,
    .cursor_close = toll_sqlite_cursor_close,
    .walk = toll_sqlite_walk,
    .rows_open = toll_sqlite_rows_open,
    .rows_exec = toll_sqlite_rows_exec,
};

toll_status toll_store_sqlite_open(toll_store **out, const toll_ledger_options *options, toll_error *error)
{
    toll_sqlite *it = toll_base_zero(1, sizeof *it);
    *out = NULL;
    if (!it) return toll_error_set(error, TOLL_E_MEMORY, options->path, "no memory to open the ledger");
    it->store.ops = &operations;
    it->busy_ms = options->busy_ms;
    it->writes = options->mode == TOLL_LEDGER_WRITE;
    toll_status status = toll_sqlite_open_file(it, options, error);
    if (status < 0) {
        close_store(&it->store);
        return status;
    }
    *out = &it->store;
    return TOLL_OK;
}
