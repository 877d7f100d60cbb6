/* Words on SQLite: the FTS5 table `search`, and what a user asks of it. In: words with their row, or a user's words. Out: rows of the table,
 * a temporary table of the same kind for what it lacks, or a query in its language. Costs 0.1 ms a document of 2.6 kB. */
#include <ctype.h>
#include <stdio.h>

#include "sqlite.h"

toll_status toll_sqlite_put_words(toll_sql_store *store, int64_t row, toll_text words, toll_error *error)
{
    toll_rows *put;
    toll_status status = toll_sql_get(&put, store, TOLL_SQL_INDEX_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(put, 1, row);
    toll_rows_bind_text(put, 2, (toll_text){words.len ? words.data : "", words.len});
    return toll_rows_run(put, error);
}

static toll_status put_aside(void *context, int64_t row, toll_text words, toll_error *error)
{
    toll_rows *put = context;
    toll_rows_clear(put);
    toll_rows_bind_integer(put, 1, row);
    toll_rows_bind_text(put, 2, (toll_text){words.len ? words.data : "", words.len});
    return toll_rows_run(put, error);
}

toll_status toll_sqlite_tail(char name[32], toll_sql_store *store, toll_error *error)
{
    char sql[192];
    toll_rows *put;
    int64_t last, lacking = 0;
    name[0] = '\0';
    toll_status status = toll_sql_ask(&lacking, store, "SELECT coalesce((SELECT max(id) FROM text), 0) > text FROM indexed", error);
    if (status < 0 || !lacking) return status;
    snprintf(name, 32, "tail%llu", (unsigned long long)++store->tails);
    snprintf(sql, sizeof sql,
        "CREATE VIRTUAL TABLE temp.%s USING fts5 (words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')", name);
    status = toll_sqlite_exec(store, sql, error);
    if (status < 0) return status;
    snprintf(sql, sizeof sql, "INSERT INTO temp.%s (rowid, words) VALUES (?1, ?2)", name);
    status = toll_sqlite_rows_open(&put, store, sql, TOLL_SQL_ONCE, error);
    if (status < 0) return status;
    status = toll_sql_index_texts(&last, store, TOLL_SQL_UNINDEXED, put_aside, put, error);
    toll_rows_close(put);
    return status;
}

/* --- the user's words */
static bool says_something(const char *from, const char *to)
{
    for (; from < to; from++)
        if (isalnum((unsigned char)*from) || (unsigned char)*from >= 0x80) return true;
    return false;
}

static void add_phrase(toll_buffer *out, const char *from, const char *to, bool prefix)
{
    if (!says_something(from, to)) return;
    if (out->len) toll_buffer_add_string(out, " AND ");
    toll_buffer_add_char(out, '"');
    toll_buffer_add(out, from, (size_t)(to - from));
    toll_buffer_add_string(out, prefix ? "\"*" : "\"");
}

/* Every word becomes a quoted phrase, so that no sign of the query language has a meaning but the quotation mark and the final asterisk. */
void toll_sqlite_match(toll_buffer *out, const char *words)
{
    const char *at = words;
    while (*at) {
        const char *from = at;
        if (*at == '"') {
            from = ++at;
            while (*at && *at != '"') at++;
            bool prefix = *at && at[1] == '*';
            add_phrase(out, from, at, prefix);
            if (*at) at += prefix ? 2 : 1;
        } else if (isspace((unsigned char)*at)) {
            at++;
        } else {
            while (*at && *at != '"' && !isspace((unsigned char)*at)) at++;
            bool prefix = at[-1] == '*';
            add_phrase(out, from, prefix ? at - 1 : at, prefix);
        }
    }
}
