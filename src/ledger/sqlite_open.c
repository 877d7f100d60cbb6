/* Opening a ledger's file. In: a path, and whether it is to be written. Out: an open database that is surely a ledger of this program's
 * schema: made where there was none, brought up to date where it is older, refused with a message where it is anything else (a directory,
 * another program's file, a newer ledger, a read-only file that should be written). A ledger on a read-only disk can be read. Costs a few
 * reads of the first page. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "sqlite.h"

#define APPLICATION_ID 0x546F6C6C /* "Toll" */

static const unsigned char schema[] = {
#include "schema.inc"
    0};

typedef struct kind {
    int64_t application, schema, tables;
} kind;

static toll_status ask_kind(kind *out, toll_sqlite *it, toll_error *error)
{
    toll_status status = toll_sql_ask(&out->tables, &it->base, "SELECT count(*) FROM sqlite_schema", error);
    if (status >= 0) status = toll_sql_ask(&out->application, &it->base, "PRAGMA application_id", error);
    return status < 0 ? status : toll_sql_ask(&out->schema, &it->base, "PRAGMA user_version", error);
}

/* --- making one */
static toll_status make_tables(toll_sqlite *it, int64_t now, toll_error *error)
{
    char sql[256];
    toll_status status = toll_sqlite_exec(&it->base, (const char *)schema, error);
    if (status >= 0) status = toll_sql_put_codes(&it->base, error);
    snprintf(sql, sizeof sql, "INSERT INTO migration VALUES (%d, %lld, '%s'); PRAGMA application_id = %d; PRAGMA user_version = %d",
        TOLL_LEDGER_SCHEMA, (long long)now, TOLL_VERSION, APPLICATION_ID, TOLL_LEDGER_SCHEMA);
    return status < 0 ? status : toll_sqlite_exec(&it->base, sql, error);
}

/* Changing to a write-ahead log needs the file for itself for a moment, and SQLite does not wait for that by itself. */
static toll_status use_log(toll_sqlite *it, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (uint32_t waited = 0; waited <= it->base.busy_ms; waited += 20) {
        status = toll_sqlite_exec(&it->base, "PRAGMA journal_mode = WAL", error);
        if (status != TOLL_E_BUSY || (sqlite3_errcode(it->db) & 0xFF) != SQLITE_BUSY) return status;
        sqlite3_sleep(20);
    }
    return status;
}

static toll_status make(toll_sqlite *it, int64_t now, toll_error *error)
{
    kind found = {0};
    toll_status status = use_log(it, error);
    if (status >= 0) status = it->base.driver->begin(&it->base, error);
    if (status < 0) return status;
    status = ask_kind(&found, it, error); /* another program may have been quicker */
    if (status >= 0 && !found.tables) status = make_tables(it, now, error);
    if (status >= 0) status = it->base.driver->commit(&it->base, error);
    if (status < 0) it->base.driver->rollback(&it->base);
    return status;
}

/* --- bringing one up to date. What an older program's index knew is made anew by the words that are stored. */
static const char *const steps[TOLL_LEDGER_SCHEMA + 1] = {
    [2] = "DROP TABLE search; CREATE TABLE word_segment (id INTEGER PRIMARY KEY, level INTEGER NOT NULL) STRICT; "
          "CREATE TABLE word_block (id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, first BLOB NOT NULL, block BLOB NOT NULL) STRICT; "
          "CREATE INDEX word_block_first ON word_block (segment, first); CREATE TABLE unindexed (text INTEGER PRIMARY KEY) STRICT; "
          "DROP TABLE claim_by_key; DROP TABLE claim_by_claimant; UPDATE indexed SET text = 0, reading = 0",
};

static toll_status step_up(toll_sqlite *it, int schema_now, int64_t now, toll_error *error)
{
    char sql[160];
    toll_status status = TOLL_OK;
    for (int to = schema_now + 1; to <= TOLL_LEDGER_SCHEMA && status >= 0; to++) {
        snprintf(sql, sizeof sql, "INSERT INTO migration VALUES (%d, %lld, '%s'); PRAGMA user_version = %d", to, (long long)now,
            TOLL_VERSION, to);
        status = toll_sqlite_exec(&it->base, steps[to], error);
        if (status >= 0) status = toll_sqlite_exec(&it->base, sql, error);
    }
    return status;
}

static toll_status bring_up_to_date(kind *found, toll_sqlite *it, int64_t now, toll_error *error)
{
    toll_status status = it->base.driver->begin(&it->base, error);
    if (status < 0) return status;
    status = ask_kind(found, it, error); /* another program may have been quicker */
    if (status >= 0 && found->schema < TOLL_LEDGER_SCHEMA) status = step_up(it, (int)found->schema, now, error);
    if (status >= 0) status = it->base.driver->commit(&it->base, error);
    if (status < 0) it->base.driver->rollback(&it->base);
    return status < 0 ? status : ask_kind(found, it, error);
}

/* --- opening one */
static toll_status check_kind(toll_sqlite *it, const kind *found, toll_error *error)
{
    if (found->application != APPLICATION_ID)
        return toll_error_set(
            error, TOLL_E_BUSY, it->base.path, "this is no ledger but another program's SQLite file; name another file with --ledger");
    if (found->schema > TOLL_LEDGER_SCHEMA)
        return toll_error_set(error, TOLL_E_BUSY, it->base.path,
            "the ledger has schema %lld, newer than schema %d of this program (%s); use a newer tollbook", (long long)found->schema,
            TOLL_LEDGER_SCHEMA, TOLL_VERSION);
    if (found->schema < 1)
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the ledger has no schema version; it is damaged: restore a copy");
    return toll_sql_check_codes(&it->base, error);
}

static toll_status open_database(toll_sqlite *it, const char *name, int flags, toll_error *error)
{
    sqlite3_close_v2(it->db);
    it->db = NULL;
    if (toll_fault_here(TOLL_FAULT_READ))
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the ledger cannot be opened; check its folder");
    if (sqlite3_open_v2(name, &it->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
        return toll_sqlite_fail(it, error);
    sqlite3_busy_timeout(it->db, (int)it->base.busy_ms);
    return TOLL_OK;
}

/* On a read-only disk the log cannot be opened. Where there is nothing in the log, the file can be read as one that never changes. */
static toll_status open_immutable(toll_sqlite *it, kind *found, toll_error *error)
{
    struct stat about;
    toll_buffer name = {0};
    toll_buffer_printf(&name, "%s-wal", it->base.path);
    if (name.failed || (!stat(name.data, &about) && about.st_size > 0)) {
        toll_buffer_free(&name);
        return TOLL_END;
    }
    toll_buffer_clear(&name);
    toll_buffer_add_string(&name, "file:");
    for (const char *c = it->base.path; *c; c++) {
        if (strchr("?#%", *c)) toll_buffer_printf(&name, "%%%02X", (unsigned)(unsigned char)*c);
        else toll_buffer_add_char(&name, *c);
    }
    toll_buffer_add_string(&name, "?immutable=1");
    toll_status status = name.failed ? toll_error_set(error, TOLL_E_MEMORY, it->base.path, "no memory to open the ledger")
                                     : open_database(it, name.data, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    toll_buffer_free(&name);
    return status < 0 ? status : ask_kind(found, it, error);
}

static toll_status open_to_read(toll_sqlite *it, kind *found, toll_error *error)
{
    toll_status status = open_database(it, it->base.path, SQLITE_OPEN_READWRITE, error);
    if (status >= 0) status = ask_kind(found, it, error);
    int code = it->db ? sqlite3_errcode(it->db) & 0xFF : 0;
    if (status >= 0 || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)) return status;
    toll_status other = open_immutable(it, found, error);
    return other == TOLL_END ? status : other;
}

static toll_status open_to_write(toll_sqlite *it, kind *found, const toll_ledger_options *options, toll_error *error)
{
    char sql[96];
    toll_status status = open_database(it, it->base.path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status < 0) return status;
    if (sqlite3_db_readonly(it->db, "main") == 1)
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the ledger is read-only; allow writing or use a copy");
    if (options->page_limit) {
        snprintf(sql, sizeof sql, "PRAGMA max_page_count = %u", options->page_limit);
        status = toll_sqlite_exec(&it->base, sql, error);
    }
    if (status >= 0) status = ask_kind(found, it, error);
    if (status >= 0 && !found->tables && !found->application) {
        int64_t now = options->now ? options->now : toll_ledger_clock();
        status = make(it, now, error);
        if (status >= 0) status = ask_kind(found, it, error);
    }
    if (status >= 0 && found->application == APPLICATION_ID && found->schema >= 1 && found->schema < TOLL_LEDGER_SCHEMA)
        status = bring_up_to_date(found, it, options->now ? options->now : toll_ledger_clock(), error);
    return status;
}

static toll_status check_path(toll_sqlite *it, toll_error *error)
{
    struct stat about;
    bool there = !stat(it->base.path, &about);
    if (there && S_ISDIR(about.st_mode))
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "this is a directory, not a ledger; name a file in it");
    if (there && !S_ISREG(about.st_mode)) return toll_error_set(error, TOLL_E_BUSY, it->base.path, "this is not a file, so no ledger");
    if (it->base.writes) return TOLL_OK;
    if (!there && errno != ENOENT)
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "the ledger cannot be reached (%s)", strerror(errno));
    if (!there)
        return toll_error_set(
            error, TOLL_E_BUSY, it->base.path, "there is no such ledger; `tollbook add` makes one, --ledger names another");
    if (!about.st_size)
        return toll_error_set(error, TOLL_E_BUSY, it->base.path, "this file is empty, not a ledger; `tollbook add` makes it one");
    return TOLL_OK;
}

/* SQLite takes some names for more than names. */
static char *plain_path(const char *path)
{
    bool special = !strncmp(path, "file:", 5) || path[0] == ':';
    size_t len = strlen(path);
    char *copy = toll_base_take(len + 3);
    if (!copy) return NULL;
    memcpy(copy, "./", 2);
    memcpy(copy + (special ? 2 : 0), path, len + 1);
    return copy;
}

toll_status toll_sqlite_open_file(toll_sqlite *it, const toll_ledger_options *options, toll_error *error)
{
    kind found = {0};
    if (!*options->path) return toll_error_set(error, TOLL_E_USAGE, NULL, "the ledger's name is empty");
    it->base.path = plain_path(options->path);
    if (!it->base.path) return toll_error_set(error, TOLL_E_MEMORY, options->path, "no memory to open the ledger");
    toll_status status = check_path(it, error);
    if (status >= 0) status = it->base.writes ? open_to_write(it, &found, options, error) : open_to_read(it, &found, error);
    if (status >= 0) status = check_kind(it, &found, error);
    if (status < 0) return status;
    it->base.schema = (int)found.schema;
    /* No check of references while writing, which would take a third of the time: whatever a row refers to was put or found by the same
     * transaction. The tests check them all afterwards. */
    if (options->mapped && !it->base.writes)
        status = toll_sqlite_exec(&it->base, "PRAGMA mmap_size = 2147418112", error); /* SQLite's most */
    if (status < 0) return status;
    return toll_sqlite_exec(&it->base,
        it->base.writes ? "PRAGMA foreign_keys = OFF; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA secure_delete = OFF; "
                          "PRAGMA wal_autocheckpoint = 4096; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF"
                        : "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF",
        error);
}
