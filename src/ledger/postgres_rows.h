/* A statement on PostgreSQL: how it runs (postgres_rows.c), its values as they go and come (postgres_values.c). */
#ifndef TOLL_LEDGER_POSTGRES_ROWS_H
#define TOLL_LEDGER_POSTGRES_ROWS_H

#include "postgres.h"

#include "base/fault.h"

typedef struct toll_postgres_value {
    Oid type; /* 0 = nothing bound, or NULL */
    const char *data;
    size_t len;
    char own[8]; /* of a number, big end first */
    char *copy;  /* where what is bound must live longer than the caller's */
} toll_postgres_value;

typedef struct toll_postgres_rows {
    toll_rows base;
    toll_postgres *it;
    const toll_libpq *pq;
    toll_sql_use use;
    copy_table copied; /* COPY_TABLES = an ordinary statement */
    bool unsettled;    /* looks at nothing that may wait to be copied */
    toll_buffer sql;
    char name[24]; /* of the prepared statement or the cursor; "" = not yet */
    PGconn *own;   /* the connection of a cursor that is not on the store's; NULL = it is */
    int count;
    toll_postgres_value values[TOLL_POSTGRES_PARAMETERS];
    PGresult *result;
    int row;
    bool running;
} toll_postgres_rows;

static inline toll_postgres_rows *toll_postgres_rows_of(toll_rows *rows) { return (toll_postgres_rows *)rows; }

/* --- postgres_values.c: as toll_rows_ops has them. */
void toll_postgres_bind_integer(toll_rows *rows, int at, int64_t number);
void toll_postgres_bind_number(toll_rows *rows, int at, double number);
void toll_postgres_bind_text(toll_rows *rows, int at, toll_text text);
void toll_postgres_bind_bytes(toll_rows *rows, int at, toll_text bytes);
void toll_postgres_bind_null(toll_rows *rows, int at);
bool toll_postgres_is_null(toll_rows *rows, int column);
int64_t toll_postgres_integer(toll_rows *base, int column);
double toll_postgres_number(toll_rows *base, int column);
toll_text toll_postgres_text(toll_rows *base, int column);

#endif
