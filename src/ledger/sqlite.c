/* The SQLite driver: statements, transactions, and what its failures mean in words. In: a path and how to use it.
 * Out: a store whose file is surely a ledger of this schema, or a message that says what it is instead. Write-ahead log, so that readers
 * never wait for the writer; synchronous=NORMAL: a killed program loses nothing that was committed, a power failure at most the last
 * moments, never the order. A reader opens the file for writing where it may, because the log of a killed writer must be taken in. */
#include <errno.h>

#include "sqlite.h"

static toll_status fail_refused(const toll_sqlite *it, toll_error *error, const char *what)
{
    int reason = it->db ? sqlite3_system_errno(it->db) : errno;
    return toll_error_set(error, TOLL_E_BUSY, it->base.path, "%s%s%s%s; what was added before stands", what, reason ? " (" : "",
        reason ? strerror(reason) : "", reason ? ")" : "");
}

static toll_status fail_busy(const toll_sqlite *it, toll_error *error)
{
    char holder[64];
    toll_sqlite_lock_holder(holder, it->base.path);
    return toll_error_set(error, TOLL_E_BUSY, it->base.path,
        "the ledger is locked by another program%s, which did not let go within %.1f s; wait for it or end it, "
        "then try again",
        holder, it->base.busy_ms / 1000.0);
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
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "this is no ledger: not an SQLite file; name another file with --ledger");
    case SQLITE_CORRUPT:
        return toll_error_set(
            error, TOLL_E_EVIDENCE, it->base.path, "the ledger's file is damaged (%s); restore a copy, nothing more can be trusted", said);
    case SQLITE_NOMEM: return toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for the ledger");
    case SQLITE_TOOBIG: return toll_error_set(error, TOLL_E_LIMIT, it->base.path, "larger than a ledger takes (1 GB a document)");
    default: return toll_error_set(error, TOLL_E_SYSTEM, it->base.path, "the ledger's store failed: %s (%d)", said, code);
    }
}

toll_status toll_sqlite_prepare(sqlite3_stmt **out, toll_sqlite *it, const char *sql, toll_error *error)
{
    *out = NULL;
    if (toll_fault_here(TOLL_FAULT_ALLOCATION)) return toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory for the ledger");
    return sqlite3_prepare_v3(it->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK ? TOLL_OK : toll_sqlite_fail(it, error);
}

toll_status toll_sqlite_step(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error)
{
    if (toll_fault_here(TOLL_FAULT_STEP)) {
        sqlite3_reset(statement);
        return toll_error_set(
            error, TOLL_E_BUSY, it->base.path, "the system refused to read or write the ledger; check the disk and try again");
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
toll_status toll_sqlite_exec(toll_sql_store *store, const char *sql, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    toll_status status = TOLL_OK;
    while (*sql && status >= 0) {
        sqlite3_stmt *s = NULL;
        if (sqlite3_prepare_v2(it->db, sql, -1, &s, &sql) != SQLITE_OK) return toll_sqlite_fail(it, error);
        if (s) status = toll_sqlite_run(it, s, error);
        sqlite3_finalize(s);
    }
    return status;
}

/* --- the driver */
static toll_status begin(toll_sql_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    toll_status status = it->begin ? TOLL_OK : toll_sqlite_prepare(&it->begin, it, "BEGIN IMMEDIATE", error);
    return status < 0 ? status : toll_sqlite_run(it, it->begin, error);
}

static toll_status begin_reading(toll_sql_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    toll_status status = it->begin_reading ? TOLL_OK : toll_sqlite_prepare(&it->begin_reading, it, "BEGIN", error);
    return status < 0 ? status : toll_sqlite_run(it, it->begin_reading, error);
}

static toll_status commit(toll_sql_store *store, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    toll_status status = it->commit ? TOLL_OK : toll_sqlite_prepare(&it->commit, it, "COMMIT", error);
    return status < 0 ? status : toll_sqlite_run(it, it->commit, error);
}

static void rollback(toll_sql_store *store)
{
    toll_sqlite *it = (toll_sqlite *)store;
    if (!sqlite3_get_autocommit(it->db)) sqlite3_exec(it->db, "ROLLBACK", NULL, NULL, NULL);
}

static void close_store(toll_sql_store *store)
{
    toll_sqlite *it = (toll_sqlite *)store;
    sqlite3_finalize(it->begin);
    sqlite3_finalize(it->begin_reading);
    sqlite3_finalize(it->commit);
    toll_sql_free(store);
    toll_sqlite_forget_idle(it);
    sqlite3_close_v2(it->db);
    toll_base_free(it);
}

static const toll_sql_dialect dialect = {
    .ordered = " WITHOUT ROWID",
    .table_find = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1",
    .tables_mark = "PRAGMA schema_version",
    .structure = "PRAGMA quick_check(1)",
    .same_letters = {"", " = ? COLLATE NOCASE"},
    .among = {" IN (SELECT value FROM json_each(", "))"},
    .list = {'[', ']'},
    .json_valid = "SELECT json_valid(?1)",
    /* NOCASE so that the index serves; then the exact word. */
    .place_find =
        "SELECT id FROM place WHERE written IS ?1 COLLATE NOCASE AND written IS ?1 COLLATE BINARY AND gazetteer IS ?2 AND name IS ?3 "
        "AND \"precision\" IS ?4 AND latitude IS ?5 AND longitude IS ?6",
};

static const toll_sql_driver driver = {
    .dialect = &dialect,
    .close = close_store,
    .prepare = toll_sqlite_rows_open,
    .exec = toll_sqlite_exec,
    .begin = begin,
    .begin_reading = begin_reading,
    .commit = commit,
    .rollback = rollback,
};

toll_status toll_store_sqlite_open(toll_store **out, const toll_ledger_options *options, toll_error *error)
{
    toll_sqlite *it = toll_base_zero(1, sizeof *it);
    *out = NULL;
    if (!it) return toll_error_set(error, TOLL_E_MEMORY, options->path, "no memory to open the ledger");
    it->base = (toll_sql_store){
        .store.ops = &toll_sql_operations, .driver = &driver, .busy_ms = options->busy_ms, .writes = options->mode == TOLL_LEDGER_WRITE};
    toll_status status = toll_sqlite_open_file(it, options, error);
    if (status < 0) {
        close_store(&it->base);
        return status;
    }
    *out = &it->base.store;
    return TOLL_OK;
}
