/* Statements of others on SQLite. In: SQL with parameters. Out: rows. Every step goes through toll_sqlite_step, so that it can be made to
 * fail and its failure is said in words. What is closed is kept for a while: of a look-up by an index, preparing is most of the cost. */
#include "sqlite.h"

#include <math.h>

typedef struct sqlite_rows {
    toll_rows base;
    toll_sqlite *it;
    sqlite3_stmt *s;
    sqlite3_destructor_type keep; /* whether what is bound is copied */
} sqlite_rows;

static sqlite3_stmt *of(toll_rows *rows)
{
    return ((sqlite_rows *)rows)->s;
}

/* --- statements that wait to be asked again. They are reset, and hold neither locks nor what was bound. */
static sqlite3_stmt *take_idle(toll_sqlite *it, const char *sql)
{
    for (int i = 0; i < TOLL_SQLITE_IDLE && it->idle[i]; i++) {
        sqlite3_stmt *s = it->idle[i];
        if (strcmp(sqlite3_sql(s), sql) != 0) continue;
        for (; i + 1 < TOLL_SQLITE_IDLE; i++) it->idle[i] = it->idle[i + 1];
        it->idle[TOLL_SQLITE_IDLE - 1] = NULL;
        return s;
    }
    return NULL;
}

static void keep_idle(toll_sqlite *it, sqlite3_stmt *s)
{
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    sqlite3_finalize(it->idle[TOLL_SQLITE_IDLE - 1]); /* the one that was not asked again for the longest time */
    memmove(it->idle + 1, it->idle, (TOLL_SQLITE_IDLE - 1) * sizeof *it->idle);
    it->idle[0] = s;
}

void toll_sqlite_forget_idle(toll_sqlite *it)
{
    for (int i = 0; i < TOLL_SQLITE_IDLE; i++) sqlite3_finalize(it->idle[i]);
    memset(it->idle, 0, sizeof it->idle);
}

static void close_rows(toll_rows *rows)
{
    keep_idle(((sqlite_rows *)rows)->it, of(rows));
    toll_base_free(rows);
}

static void bind_integer(toll_rows *rows, int at, int64_t value)
{
    sqlite3_bind_int64(of(rows), at, value);
}
static void bind_number(toll_rows *rows, int at, double value)
{
    sqlite3_bind_double(of(rows), at, value);
}
static void bind_text(toll_rows *rows, int at, toll_text value)
{
    sqlite3_bind_text64(of(rows), at, value.data, value.len, ((sqlite_rows *)rows)->keep, SQLITE_UTF8);
}
static void bind_bytes(toll_rows *rows, int at, toll_text value)
{
    sqlite3_bind_blob64(of(rows), at, value.data ? value.data : "", value.len, ((sqlite_rows *)rows)->keep);
}
static void bind_null(toll_rows *rows, int at)
{
    sqlite3_bind_null(of(rows), at);
}

static toll_status next(toll_rows *rows, toll_error *error)
{
    return toll_sqlite_step(((sqlite_rows *)rows)->it, of(rows), error);
}

static void reset(toll_rows *rows)
{
    sqlite3_reset(of(rows));
}

static void clear(toll_rows *rows)
{
    sqlite3_reset(of(rows));
    sqlite3_clear_bindings(of(rows));
}

static bool is_null(toll_rows *rows, int column)
{
    return sqlite3_column_type(of(rows), column) == SQLITE_NULL;
}
static int64_t integer(toll_rows *rows, int column)
{
    return sqlite3_column_int64(of(rows), column);
}
static double number(toll_rows *rows, int column)
{
    return is_null(rows, column) ? NAN : sqlite3_column_double(of(rows), column);
}

static toll_text text(toll_rows *rows, int column)
{
    sqlite3_stmt *s = of(rows);
    const int type = sqlite3_column_type(s, column);
    if (type == SQLITE_NULL) return (toll_text){0};
    const char *data = type == SQLITE_BLOB ? sqlite3_column_blob(s, column) : (const char *)sqlite3_column_text(s, column);
    return (toll_text){data ? data : "", data ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

static const toll_rows_ops operations = {
    .close = close_rows,
    .bind_integer = bind_integer,
    .bind_number = bind_number,
    .bind_text = bind_text,
    .bind_bytes = bind_bytes,
    .bind_null = bind_null,
    .next = next,
    .reset = reset,
    .clear = clear,
    .is_null = is_null,
    .integer = integer,
    .number = number,
    .text = text,
};

toll_status toll_sqlite_rows_open(toll_rows **out, toll_sql_store *store, const char *sql, toll_sql_use use, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    sqlite_rows *rows = toll_base_zero(1, sizeof *rows);
    *out = NULL;
    if (!rows) return toll_error_set(error, TOLL_E_MEMORY, store->path, "no memory for a statement");
    rows->base.ops = &operations;
    rows->it = it;
    rows->keep = use == TOLL_SQL_LARGE ? SQLITE_TRANSIENT : SQLITE_STATIC;
    rows->s = take_idle(it, sql);
    toll_status status = rows->s ? TOLL_OK : toll_sqlite_prepare(&rows->s, it, sql, error);
    if (status < 0) toll_base_free(rows);
    else *out = &rows->base;
    return status;
}
