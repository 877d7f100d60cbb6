/* What walks over the rows of a query: sql_cursor.c opens it and knows the row's document, sql_list.c gives the rows. */
#ifndef TOLL_LEDGER_SQL_CURSOR_H
#define TOLL_LEDGER_SQL_CURSOR_H

#include "sql.h"

typedef struct toll_sql_cursor {
    struct toll_ledger_cursor base;
    toll_rows *s;
    toll_arena memory; /* of the row */
    bool without_text;
    int64_t version; /* whose metadata is here; 0 = none */
    toll_document document;
    char sha256[65];
    toll_buffer fields, text;
    toll_asked asked; /* words that a claim's sentence, or a version's text, must say; none = any */
    toll_buffer folded;
    toll_span sentence; /* the last one that was read for them, of the version */
    bool sentence_says;
    uint64_t limit, given; /* where words are asked for; 0 = none */
} toll_sql_cursor;

toll_status toll_sql_no_row_memory(const toll_sql_store *it, toll_error *error);
toll_status toll_sql_cursor_open(struct toll_ledger_cursor **out, toll_store *store, enum toll_query_kind kind, const toll_ledger_filter *filter,
                                 toll_error *error);
/* The document of the row is that of this version from now on. */
toll_status toll_sql_cursor_version(toll_sql_cursor *cursor, int64_t version, toll_error *error);
/* Are the words that were asked for said there? */
toll_status toll_sql_cursor_sentence_says(bool *out, toll_sql_cursor *cursor, toll_span sentence, toll_error *error);
toll_status toll_sql_cursor_says(bool *out, toll_sql_cursor *cursor, toll_text text, toll_error *error);

#endif
