/* Inside the PostgreSQL driver: the connection, the rows that wait to be copied, and the calls that its files share. Writers take turns by
 * an advisory lock on the ledger's schema, so that rows are numbered and moments rise as in a file; readers never wait. New rows of the
 * large tables are gathered and sent with COPY before anything that could miss them is asked. */
#ifndef TOLL_LEDGER_POSTGRES_H
#define TOLL_LEDGER_POSTGRES_H

#include <libpq-fe.h>

#include "sql.h"

enum { TOLL_POSTGRES_PARAMETERS = 96 };

/* Types of the server, by their numbers in its catalogue (pg_type.dat), which never change. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT8 = 701, OID_NUMERIC = 1700 };

/* Rows of one table that wait for COPY, in the order of the tables' dependence. */
typedef enum copy_table {
    COPY_TEXT, COPY_DOCUMENT, COPY_VERSION, COPY_READING, COPY_SENTENCE, COPY_CLAIM, COPY_LINK, COPY_ALTERNATIVE, COPY_BLOCK, COPY_TABLES
} copy_table;

/* The part of the rows that is under way to the server (postgres_send.c). */
typedef enum toll_send_stage { TOLL_SEND_IDLE, TOLL_SEND_ASKED, TOLL_SEND_ROWS, TOLL_SEND_ENDED } toll_send_stage;
typedef struct toll_postgres_sending {
    toll_buffer going[COPY_TABLES];
    copy_table table;                /* whose rows go */
    size_t at;
    toll_send_stage stage;
    bool under_way;
    toll_status status;              /* of what was sent since the transaction began, and why */
    toll_error error;
} toll_postgres_sending;

/* What is used of libpq. */
#define TOLL_LIBPQ_FUNCTIONS(X) \
    X(clear) X(connectdb) X(connectdbParams) X(conninfo) X(conninfoFree) X(consumeInput) X(errorMessage) X(exec) X(execParams) X(execPrepared) \
    X(finish) X(flush) X(ftype) X(getResult) X(getisnull) X(getlength) X(getvalue) X(isBusy) X(ntuples) X(prepare) X(putCopyData) X(putCopyEnd) \
    X(resultErrorField) X(resultStatus) X(sendQuery) X(setnonblocking) X(socket) X(status) X(transactionStatus)
typedef struct toll_libpq {
#define POINTER(name) __typeof__(PQ##name) *name;
    TOLL_LIBPQ_FUNCTIONS(POINTER)
#undef POINTER
} toll_libpq;

typedef struct toll_postgres {
    toll_sql_store base;
    void *library;                   /* NULL = not loaded yet */
    toll_libpq pq;
    char *url;                       /* with its password */
    PGconn *connection, *spare;      /* spare: a second connection for large queries, kept between them; NULL = none */
    bool transaction, reading;       /* on the connection: open; to read only */
    unsigned names;                  /* statements and cursors named so far */
    toll_buffer waiting[COPY_TABLES];
    size_t gathered, pushed;         /* bytes that wait; as many as there were when what is under way was last pushed on */
    toll_postgres_sending sent;
} toll_postgres;

/* --- postgres.c */
/* The error of a result, or of the connection where it is NULL. */
toll_status toll_postgres_fail(const toll_postgres *it, const PGconn *connection, const PGresult *result, toll_error *error);
toll_status toll_postgres_exec(toll_sql_store *store, const char *sql, toll_error *error);
toll_status toll_postgres_connect(PGconn **out, const toll_postgres *it, toll_error *error);

/* --- postgres_library.c */
toll_status toll_postgres_load(toll_postgres *it, toll_error *error);

/* --- postgres_open.c */
toll_status toll_postgres_open_schema(toll_postgres *it, const toll_ledger_options *options, toll_error *error);

/* --- postgres_text.c: SQL of all stores in the server's words: $1 for ?1 and ?. The number of parameters, or -1 where memory is out. */
int toll_postgres_translate(toll_buffer *out, const char *sql, toll_sql_use use);

/* --- postgres_rows.c */
toll_status toll_postgres_rows_open(toll_rows **out, toll_sql_store *store, const char *sql, toll_sql_use use, toll_error *error);

/* --- postgres_copy.c */
/* The table whose rows the statement puts where it is one that is copied; COPY_TABLES = none. */
copy_table toll_postgres_copied(const char *sql);
void toll_postgres_copy_row(toll_postgres *it, copy_table table, int count);         /* a row of so many values begins */
void toll_postgres_copy_integer(toll_postgres *it, copy_table table, int64_t value);
void toll_postgres_copy_number(toll_postgres *it, copy_table table, double value);
void toll_postgres_copy_bytes(toll_postgres *it, copy_table table, toll_text value); /* text or bytes; absent = NULL */
toll_status toll_postgres_copy_end(toll_postgres *it, copy_table table, toll_error *error);   /* behind the last row */
const char *toll_postgres_copy_into(copy_table table);

/* --- postgres_send.c */
toll_status toll_postgres_gathered(toll_postgres *it, size_t bytes, toll_error *error);   /* so much more waits: sends, if it is much, without waiting */
toll_status toll_postgres_wait(toll_postgres *it, toll_error *error);                /* until nothing is under way, so that the connection is free */
toll_status toll_postgres_settle(toll_postgres *it, toll_error *error);              /* sends all that waits, and waits for it */
void toll_postgres_forget(toll_postgres *it);                                        /* drops what waits and what is under way: a rollback follows */

#endif
