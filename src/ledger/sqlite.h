/* Inside the SQLite driver: the open database and the calls that its files share. Every step goes through toll_sqlite_step, where the instrumented
 * build makes it fail, and every failure through toll_sqlite_fail, which says in words what SQLite meant and what to do. */
#ifndef TOLL_LEDGER_SQLITE_H
#define TOLL_LEDGER_SQLITE_H

#include <sqlite3.h>

#include "sql.h"

enum { TOLL_SQLITE_IDLE = 24 };

typedef struct toll_sqlite {
    toll_sql_store base;
    sqlite3 *db;
    sqlite3_stmt *begin, *begin_reading, *commit;
    sqlite3_stmt *idle[TOLL_SQLITE_IDLE];   /* closed but kept, the last one first: whoever asks the same again need not prepare it */
} toll_sqlite;

/* --- sqlite.c */
toll_status toll_sqlite_fail(const toll_sqlite *it, toll_error *error);          /* from the database's last error */
toll_status toll_sqlite_prepare(sqlite3_stmt **out, toll_sqlite *it, const char *sql, toll_error *error);   /* the caller finalizes it */
toll_status toll_sqlite_step(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error);   /* TOLL_OK: a row; TOLL_END: done, reset */
toll_status toll_sqlite_run(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error);    /* to its end, then reset */
toll_status toll_sqlite_exec(toll_sql_store *store, const char *sql, toll_error *error);

/* --- sqlite_open.c, lock.c */
toll_status toll_sqlite_open_file(toll_sqlite *it, const toll_ledger_options *options, toll_error *error);
void toll_sqlite_lock_holder(char out[64], const char *path);   /* " (process 1234)"; "" = not known */

/* --- sqlite_rows.c */
toll_status toll_sqlite_rows_open(toll_rows **out, toll_sql_store *store, const char *sql, toll_sql_use use, toll_error *error);
void toll_sqlite_forget_idle(toll_sqlite *it);

#endif
