/* Indexes that follow behind. In: texts, sentences and claims that were stored since the last time, or a user's words. Out: rows of the
 * FTS5 table `search`, of claim_by_key and claim_by_claimant, or a query for the words. Indexing in each document's own transaction would
 * cost more than storing it: words go to pages all over the file. So a batch is indexed at once, sorted; what is not yet indexed is looked
 * through by the query itself, so that an answer never depends on how far the indexes are. Costs 0.1 ms a document of 2.6 kB. */
#include <ctype.h>
#include <stdio.h>

#include "sqlite.h"

/* The indexes are due after this many readings, or this many bytes. A query's temporary index grows no larger. */
#define BATCH_READINGS 1024
#define BATCH_BYTES    ((uint64_t)8 << 20)

static toll_status put_words(toll_sqlite *it, sqlite3_stmt *put, int64_t row, toll_text words, toll_error *error)
{
    sqlite3_reset(put);
    sqlite3_bind_int64(put, 1, row);
    sqlite3_bind_text64(put, 2, words.len ? words.data : "", words.len, SQLITE_STATIC, SQLITE_UTF8);
    return toll_sqlite_run(it, put, error);
}

toll_status toll_sqlite_index_sentence(toll_sqlite *it, int64_t row, toll_text words, toll_error *error)
{
    sqlite3_stmt *put;
    toll_status status = toll_sqlite_get(&put, it, TOLL_SQL_INDEX_PUT, error);
    return status < 0 ? status : put_words(it, put, row, words, error);
}

/* One text and its sentences. */
static toll_status put_text(toll_sqlite *it, sqlite3_stmt *put, int64_t text, toll_text bytes, toll_error *error)
{
    sqlite3_stmt *sentences;
    toll_status status = put_words(it, put, text << 24, bytes, error);
    if (status >= 0) status = toll_sqlite_get(&sentences, it, TOLL_SQL_INDEX_SENTENCES, error);
    if (status < 0) return status;
    sqlite3_bind_int64(sentences, 1, text);
    while ((status = toll_sqlite_step(it, sentences, error)) == TOLL_OK) {
        uint64_t off = (uint64_t)sqlite3_column_int64(sentences, 1), len = (uint64_t)sqlite3_column_int64(sentences, 2);
        int64_t row = sqlite3_column_int64(sentences, 0);
        status = off > bytes.len || len > bytes.len - off ? toll_sqlite_damaged(it, error, "sentence", row)
                                                          : put_words(it, put, row, (toll_text){bytes.data + off, len}, error);
        if (status < 0) break;
    }
    sqlite3_reset(sentences);
    return status < 0 ? status : TOLL_OK;
}

/* All texts that `which` gives; *last is the last of them, 0 = there was none. */
static toll_status put_texts(int64_t *last, toll_sqlite *it, sqlite3_stmt *put, toll_sql which, toll_error *error)
{
    sqlite3_stmt *texts;
    *last = 0;
    toll_status status = toll_sqlite_get(&texts, it, which, error);
    if (status < 0) return status;
    while ((status = toll_sqlite_step(it, texts, error)) == TOLL_OK) {
        int64_t text = sqlite3_column_int64(texts, 0);
        toll_text bytes = {sqlite3_column_blob(texts, 1), (size_t)sqlite3_column_bytes(texts, 1)};
        status = put_text(it, put, text, bytes, error);
        if (status < 0) break;
        *last = text;
    }
    sqlite3_reset(texts);
    return status < 0 ? status : TOLL_OK;
}

static toll_status run(toll_sqlite *it, toll_sql which, int64_t parameter, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = toll_sqlite_get(&s, it, which, error);
    if (status < 0) return status;
    if (parameter) sqlite3_bind_int64(s, 1, parameter);
    return toll_sqlite_run(it, s, error);
}

static toll_status index_claims(toll_sqlite *it, toll_error *error)
{
    toll_status status = run(it, TOLL_SQL_INDEX_KEYS, 0, error);
    if (status >= 0) status = run(it, TOLL_SQL_INDEX_CLAIMANTS, 0, error);
    return status < 0 ? status : run(it, TOLL_SQL_INDEXED_READING, 0, error);
}

static toll_status index_batch(bool *more, toll_sqlite *it, toll_error *error)
{
    sqlite3_stmt *put;
    int64_t last = 0;
    toll_status status = toll_sqlite_begin(&it->store, error);
    if (status < 0) return status;
    status = toll_sqlite_get(&put, it, TOLL_SQL_INDEX_PUT, error);
    if (status >= 0) status = put_texts(&last, it, put, TOLL_SQL_INDEX_TEXTS, error);
    if (status >= 0 && last) status = run(it, TOLL_SQL_INDEXED_SET, last, error);
    if (status >= 0) status = index_claims(it, error);
    if (status >= 0) status = toll_sqlite_commit(&it->store, error);
    if (status < 0) toll_sqlite_rollback(&it->store);
    *more = last != 0;
    return status;
}

static toll_status is_lacking(bool *out, toll_sqlite *it, const char *sql, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = toll_sqlite_prepare(&s, it, sql, error);
    if (status >= 0) status = toll_sqlite_step(it, s, error);
    if (status == TOLL_OK) *out = sqlite3_column_int64(s, 0) != 0;
    sqlite3_finalize(s);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sqlite_index(toll_store *store, bool all, toll_error *error)
{
    toll_sqlite *it = (toll_sqlite *)store;
    bool more = all || it->unindexed >= BATCH_READINGS || it->unindexed_bytes >= BATCH_BYTES;
    toll_status status = TOLL_OK;
    if (all)
        status = is_lacking(&more, it,
            "SELECT ifnull((SELECT max(id) FROM text), 0) > text OR ifnull((SELECT max(id) FROM reading), 0) > reading "
            "FROM indexed",
            error);
    while (more && status >= 0) status = index_batch(&more, it, error);
    it->unindexed = it->unindexed_bytes = 0;
    return status;
}

toll_status toll_sqlite_tail(char name[32], toll_sqlite *it, toll_error *error)
{
    char sql[192];
    sqlite3_stmt *put;
    int64_t last;
    bool lacking = false;
    name[0] = '\0';
    toll_status status = is_lacking(&lacking, it, "SELECT ifnull((SELECT max(id) FROM text), 0) > text FROM indexed", error);
    if (status < 0 || !lacking) return status;
    snprintf(name, 32, "tail%llu", (unsigned long long)++it->tails);
    snprintf(sql, sizeof sql,
        "CREATE VIRTUAL TABLE temp.%s USING fts5 (words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')", name);
    status = toll_sqlite_exec(it, sql, error);
    if (status < 0) return status;
    snprintf(sql, sizeof sql, "INSERT INTO temp.%s (rowid, words) VALUES (?1, ?2)", name);
    status = toll_sqlite_prepare(&put, it, sql, error);
    if (status >= 0) status = put_texts(&last, it, put, TOLL_SQL_UNINDEXED, error);
    sqlite3_finalize(put);
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
