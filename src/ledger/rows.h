/* Tables that others derive from the ledger and keep beside it: plain SQL on the ledger's store. In: one statement with parameters ?1, ?2 ...
 * Out: its rows. Whoever keeps tables here writes SQL that every store understands, and never touches the ledger's own tables. A statement
 * belongs to its ledger and to the ledger's thread; texts and bytes of a row live until the next one. */
#ifndef TOLL_LEDGER_ROWS_H
#define TOLL_LEDGER_ROWS_H

#include <tollbook/ledger.h>

typedef struct toll_rows toll_rows;

/* What a store gives for it. A store's own struct begins with toll_rows. */
typedef struct toll_rows_ops {
    void (*close)(toll_rows *rows);
    void (*bind_integer)(toll_rows *rows, int at, int64_t value);
    void (*bind_number)(toll_rows *rows, int at, double value);
    void (*bind_text)(toll_rows *rows, int at, toll_text value);
    void (*bind_bytes)(toll_rows *rows, int at, toll_text value);
    void (*bind_null)(toll_rows *rows, int at);
    toll_status (*next)(toll_rows *rows, toll_error *error);   /* TOLL_OK: a row; TOLL_END: done, ready to be bound and run again */
    void (*reset)(toll_rows *rows);
    void (*clear)(toll_rows *rows);                            /* reset, and nothing is bound any more */
    bool (*is_null)(toll_rows *rows, int column);
    int64_t (*integer)(toll_rows *rows, int column);
    double (*number)(toll_rows *rows, int column);
    toll_text (*text)(toll_rows *rows, int column);            /* also of bytes; absent for NULL; a NUL follows */
} toll_rows_ops;

struct toll_rows {
    const toll_rows_ops *ops;
};

/* Does the ledger's store keep tables of others? Where it does not, opening fails with TOLL_E_USAGE. */
bool toll_rows_possible(const toll_ledger *ledger);
bool toll_rows_writable(const toll_ledger *ledger);
/* What stands behind the columns of a table that is kept in the order of its primary key: " WITHOUT ROWID", or "". */
const char *toll_rows_ordered(const toll_ledger *ledger);
/* TOLL_OK where the ledger's store has the table, TOLL_END where not. */
toll_status toll_rows_table(toll_ledger *ledger, const char *name, toll_error *error);
/* SQL that gives one number, another one when the ledger's tables are others; NULL where the store cannot say it for little. */
const char *toll_rows_tables_mark(const toll_ledger *ledger);
toll_status toll_rows_open(toll_rows **out, toll_ledger *ledger, const char *sql, toll_error *error);
/* A statement without parameters or rows, several with semicolons. */
toll_status toll_rows_exec(toll_ledger *ledger, const char *sql, toll_error *error);
/* The ledger's clock, which never goes back; the ledger is open for writing. */
toll_status toll_rows_now(int64_t *out, toll_ledger *ledger, toll_error *error);
toll_status toll_rows_begin(toll_ledger *ledger, toll_error *error);      /* waits for its turn to write */
/* Whatever is read until the commit stood at one moment. */
toll_status toll_rows_begin_reading(toll_ledger *ledger, toll_error *error);
toll_status toll_rows_commit(toll_ledger *ledger, toll_error *error);
void toll_rows_rollback(toll_ledger *ledger);

static inline void toll_rows_close(toll_rows *rows) { if (rows) rows->ops->close(rows); }
static inline void toll_rows_reset(toll_rows *rows) { rows->ops->reset(rows); }
static inline void toll_rows_clear(toll_rows *rows) { rows->ops->clear(rows); }
static inline void toll_rows_bind_null(toll_rows *rows, int at) { rows->ops->bind_null(rows, at); }
static inline void toll_rows_bind_integer(toll_rows *rows, int at, int64_t value) { rows->ops->bind_integer(rows, at, value); }
/* NAN is NULL. */
static inline void toll_rows_bind_number(toll_rows *rows, int at, double value)
{
    if (value == value) rows->ops->bind_number(rows, at, value);
    else rows->ops->bind_null(rows, at);
}
static inline void toll_rows_bind_day(toll_rows *rows, int at, toll_day day)
{
    if (day != TOLL_DAY_UNKNOWN) rows->ops->bind_integer(rows, at, day);
    else rows->ops->bind_null(rows, at);
}
/* Absent text is NULL. Bound values must live until the statement has run. */
static inline void toll_rows_bind_text(toll_rows *rows, int at, toll_text value)
{
    if (value.data) rows->ops->bind_text(rows, at, value);
    else rows->ops->bind_null(rows, at);
}
static inline void toll_rows_bind_bytes(toll_rows *rows, int at, toll_text value) { rows->ops->bind_bytes(rows, at, value); }
static inline toll_status toll_rows_next(toll_rows *rows, toll_error *error) { return rows->ops->next(rows, error); }
static inline toll_status toll_rows_run(toll_rows *rows, toll_error *error)
{
    toll_status status;
    do status = rows->ops->next(rows, error);
    while (status == TOLL_OK);
    return status < 0 ? status : TOLL_OK;
}
static inline bool toll_rows_is_null(toll_rows *rows, int column) { return rows->ops->is_null(rows, column); }
static inline int64_t toll_rows_integer(toll_rows *rows, int column) { return rows->ops->integer(rows, column); }
static inline double toll_rows_number(toll_rows *rows, int column) { return rows->ops->number(rows, column); }   /* NAN for NULL */
static inline toll_text toll_rows_text(toll_rows *rows, int column) { return rows->ops->text(rows, column); }
static inline toll_day toll_rows_day(toll_rows *rows, int column)
{
    return rows->ops->is_null(rows, column) ? TOLL_DAY_UNKNOWN : (toll_day)rows->ops->integer(rows, column);
}

#endif
