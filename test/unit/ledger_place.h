/* Where a test's ledger lies: in a file, or in a schema of its own on the server that TOLLBOOK_TEST_SERVER names
 * (test/server/with_postgres.py starts one), so that the same tests hold for both. */
#ifndef TOLL_LEDGER_PLACE_H
#define TOLL_LEDGER_PLACE_H

#include <libpq-fe.h>
#include <sqlite3.h>

#include "ledger_claims.h"

static inline const char *test_server(void)
{
    return getenv("TOLLBOOK_TEST_SERVER");
}

/* Runs SQL; the number in the first column of the first row, 0 where there is none. Fails the test where the server or file refuses, unless `refused`. */
static inline int64_t test_ledger_sql(const char *path, const char *sql, bool *refused)
{
    int64_t number = 0;
    bool good;
    if (test_server()) {
        PGconn *connection = PQconnectdb(path);
        PGresult *result = PQexec(connection, sql);
        good = PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK;
        if (good && PQntuples(result)) number = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
        if (!good && !refused) fail_msg("%s: %s", sql, PQerrorMessage(connection));
        PQclear(result);
        PQfinish(connection);
    } else {
        sqlite3 *db;
        sqlite3_stmt *s = NULL;
        good = sqlite3_open(path, &db) == SQLITE_OK && sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK;
        int code = good ? sqlite3_step(s) : SQLITE_ERROR;
        good = code == SQLITE_ROW || code == SQLITE_DONE;
        if (code == SQLITE_ROW) number = sqlite3_column_int64(s, 0);
        if (!good && !refused) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
        sqlite3_finalize(s);
        sqlite3_close(db);
    }
    if (refused) *refused = !good;
    return number;
}

static inline void test_ledger_place(char *out, size_t size, const char *folder, const char *name)
{
    static int made;
    char sql[128];
    if (!test_server()) {
        snprintf(out, size, "%s/%s", folder, name);
        return;
    }
    snprintf(sql, sizeof sql, "CREATE SCHEMA test_%d_%d", (int)getpid(), ++made);
    test_ledger_sql(test_server(), sql, NULL);
    snprintf(out, size, "%s&options=-csearch_path%%3Dtest_%d_%d", test_server(), (int)getpid(), made);
}

#endif
