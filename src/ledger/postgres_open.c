/* Opening a ledger on a server. In: a connection, and whether it is to be written. Out: the first schema of its search path is surely a
 * ledger of this program's schema: made where it was empty, refused with a message where it is anything else. Costs three questions. */
#include "postgres.h"

static const char schema[] = {
#include "postgres.inc"
    0};

static toll_status run_schema(toll_postgres *it, const char *sql, toll_error *error)
{
    PGresult *result = it->pq.exec(it->connection, sql);
    toll_status status = it->pq.resultStatus(result) == PGRES_COMMAND_OK ? TOLL_OK : toll_postgres_fail(it, it->connection, result, error);
    it->pq.clear(result);
    return status;
}

static toll_status count_tables(int64_t *all, int64_t *ours, toll_postgres *it, toll_error *error)
{
    static const char tables[] =
        "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = 'r' AND relnamespace = (SELECT oid FROM pg_catalog.pg_namespace "
        "WHERE nspname = current_schema())";
    char sql[512];
    int64_t there = 0;
    toll_status status = toll_sql_ask(&there, &it->base, "SELECT current_schema() IS NOT NULL", error);
    if (status >= 0 && !there)
        return toll_error_set(
            error, TOLL_E_BUSY, it->base.path, "the schema of the connection's search path does not exist; make it with CREATE SCHEMA");
    if (status >= 0) status = toll_sql_ask(all, &it->base, tables, error);
    snprintf(sql, sizeof sql, "%s AND relname IN ('migration', 'claim', 'reading', 'code')", tables);
    return status < 0 ? status : toll_sql_ask(ours, &it->base, sql, error);
}

static toll_status make_tables(toll_postgres *it, int64_t now, toll_error *error)
{
    char sql[192];
    toll_status status = run_schema(it, "SET LOCAL synchronous_commit = on", error); /* a ledger is there for good before it is filled */
    if (status >= 0) status = run_schema(it, schema, error);
    if (status >= 0) status = toll_sql_put_codes(&it->base, error);
    snprintf(sql, sizeof sql, "INSERT INTO migration VALUES (%d, %lld, '%s')", TOLL_LEDGER_SCHEMA, (long long)now, TOLL_VERSION);
    return status < 0 ? status : run_schema(it, sql, error);
}

static toll_status make(toll_postgres *it, const toll_ledger_options *options, toll_error *error)
{
    int64_t all = 0, ours = 0;
    toll_status status = it->base.driver->begin(&it->base, error);
    if (status >= 0) status = count_tables(&all, &ours, it, error); /* another program may have been quicker */
    if (status >= 0 && !all) status = make_tables(it, options->now ? options->now : toll_ledger_clock(), error);
    if (status >= 0) status = it->base.driver->commit(&it->base, error);
    if (status < 0) it->base.driver->rollback(&it->base);
    return status;
}

/* What an older program's index knew is made anew by the words that are stored. */
static const char *const steps[TOLL_LEDGER_SCHEMA + 1] = {
    [2] = "DROP VIEW indexed; DROP VIEW claim_by_key; DROP VIEW claim_by_claimant; DROP INDEX claim_key; DROP INDEX claim_claimant; "
          "DROP TABLE search; CREATE TABLE word_segment (id BIGINT PRIMARY KEY, level BIGINT NOT NULL); "
          "CREATE TABLE word_block (id BIGINT PRIMARY KEY, segment BIGINT NOT NULL, first BYTEA NOT NULL, block BYTEA NOT NULL); "
          "ALTER TABLE word_block ALTER block SET STORAGE EXTERNAL; CREATE INDEX word_block_first ON word_block (segment, first); "
          "CREATE TABLE unindexed (text BIGINT PRIMARY KEY); "
          "CREATE TABLE indexed (\"only\" BIGINT PRIMARY KEY CHECK (\"only\" = 1), text BIGINT NOT NULL, reading BIGINT NOT NULL); "
          "INSERT INTO indexed VALUES (1, 0, 0)",
};

static toll_status bring_up_to_date(int64_t *version, toll_postgres *it, const toll_ledger_options *options, toll_error *error)
{
    const long long now = options->now ? options->now : toll_ledger_clock();
    char sql[128];
    toll_status status = it->base.driver->begin(&it->base, error);
    if (status < 0) return status;
    status = toll_sql_ask(version, &it->base, "SELECT max(version) FROM migration", error); /* another program may have been quicker */
    for (; status >= 0 && *version < TOLL_LEDGER_SCHEMA; ++*version) {
        snprintf(sql, sizeof sql, "INSERT INTO migration VALUES (%d, %lld, '%s')", (int)*version + 1, now, TOLL_VERSION);
        status = run_schema(it, steps[*version + 1], error);
        if (status >= 0) status = run_schema(it, sql, error);
    }
    if (status >= 0) status = it->base.driver->commit(&it->base, error);
    if (status < 0) it->base.driver->rollback(&it->base);
    return status;
}

toll_status toll_postgres_open_schema(toll_postgres *it, const toll_ledger_options *options, toll_error *error)
{
    int64_t all = 0, ours = 0, version = 0;
    const char *path = it->base.path;
    toll_status status = count_tables(&all, &ours, it, error);
    if (status >= 0 && !all && it->base.writes) {
        status = make(it, options, error);
        if (status >= 0) status = count_tables(&all, &ours, it, error);
    }
    if (status < 0) return status;
    if (!all)
        return toll_error_set(
            error, TOLL_E_BUSY, path, "there is no ledger in this schema; `tollbook add` makes one, --ledger names another");
    if (ours != 4)
        return toll_error_set(error, TOLL_E_BUSY, path,
            "this schema holds other tables and no ledger; make one of its own with CREATE SCHEMA and name it: ...?options=-csearch_path%%3DNAME");
    status = toll_sql_ask(&version, &it->base, "SELECT max(version) FROM migration", error);
    if (status < 0) return status;
    if (version > TOLL_LEDGER_SCHEMA)
        return toll_error_set(error, TOLL_E_BUSY, path,
            "the ledger has schema %lld, newer than schema %d of this program (%s); use a newer tollbook", (long long)version,
            TOLL_LEDGER_SCHEMA, TOLL_VERSION);
    if (version >= 1 && version < TOLL_LEDGER_SCHEMA && it->base.writes) status = bring_up_to_date(&version, it, options, error);
    if (status < 0) return status;
    it->base.schema = (int)version;
    return toll_sql_check_codes(&it->base, error);
}
