/* Inside the SQLite store: the open database, its statements, and the calls that all its files share. A statement is prepared once and kept. Every
 * step goes through toll_sqlite_step, where the instrumented build makes it fail, and every failure through toll_sqlite_fail, which says in words
 * what SQLite meant and what to do. */
#ifndef TOLL_LEDGER_SQLITE_H
#define TOLL_LEDGER_SQLITE_H

#include <sqlite3.h>

#include "inside.h"
#include "intern.h"

typedef enum toll_sql {
    TOLL_SQL_BEGIN, TOLL_SQL_COMMIT, TOLL_SQL_NEWEST,
    TOLL_SQL_FIND, TOLL_SQL_FIND_READING, TOLL_SQL_FIND_CONFIRMATION,
    TOLL_SQL_TEXT_FIND, TOLL_SQL_TEXT_PUT, TOLL_SQL_DOCUMENT_PUT, TOLL_SQL_VERSION_END, TOLL_SQL_VERSION_PUT,
    TOLL_SQL_READING_END, TOLL_SQL_READING_PUT, TOLL_SQL_CONFIRMATION_PUT,
    TOLL_SQL_SENTENCES, TOLL_SQL_SENTENCE_PUT, TOLL_SQL_CLAIM_PUT, TOLL_SQL_LINK_PUT, TOLL_SQL_ALTERNATIVE_PUT,
    TOLL_SQL_DECISION_CLAIM, TOLL_SQL_JSON_VALID, TOLL_SQL_DECISION_PUT, TOLL_SQL_DECISION,
    TOLL_SQL_WORD_FIND, TOLL_SQL_WORD_PUT, TOLL_SQL_WORD, TOLL_SQL_ACTOR_FIND, TOLL_SQL_ACTOR_PUT, TOLL_SQL_ACTOR,
    TOLL_SQL_PLACE_FIND, TOLL_SQL_PLACE_PUT, TOLL_SQL_PLACE, TOLL_SQL_EDITION_FIND, TOLL_SQL_EDITION_PUT, TOLL_SQL_EDITION,
    TOLL_SQL_LINKS, TOLL_SQL_ALTERNATIVES, TOLL_SQL_SENTENCE, TOLL_SQL_VERSION, TOLL_SQL_TEXT,
    TOLL_SQL_INDEXED, TOLL_SQL_INDEX_TEXTS, TOLL_SQL_INDEX_SENTENCES, TOLL_SQL_INDEX_PUT, TOLL_SQL_INDEXED_SET, TOLL_SQL_UNINDEXED,
    TOLL_SQL_INDEX_KEYS, TOLL_SQL_INDEX_CLAIMANTS, TOLL_SQL_INDEXED_READING,
    TOLL_SQL_WALK_TEXTS, TOLL_SQL_WALK_SENTENCES, TOLL_SQL_WALK_VERSIONS, TOLL_SQL_WALK_READINGS, TOLL_SQL_WALK_CLAIMS,
    TOLL_SQL_COUNT
} toll_sql;

extern const char *const toll_sql_text[TOLL_SQL_COUNT];
extern const char toll_sql_claim_columns[];      /* of claim c, in the order sqlite_row.c reads them */
#define TOLL_SQL_CLAIM_COLUMNS 43

typedef struct toll_sqlite {
    toll_store store;
    sqlite3 *db;
    sqlite3_stmt *statements[TOLL_SQL_COUNT];
    char *path;
    uint32_t busy_ms;
    bool writes;
    toll_intern words, actors, places, editions, sentences;              /* value -> row; sentences of the text in hand */
    toll_intern word_values, actor_values, place_values, edition_values; /* row -> value */
    toll_buffer key;         /* of the value being interned */
    toll_buffer known[2];    /* texts of the last two searches */
    unsigned turn;
    uint64_t unindexed, unindexed_bytes;   /* readings, and bytes of texts, since the indexes were brought up to date */
    int64_t sentence_row;    /* the last sentence read: claims come by sentences. 0 = none */
    toll_span sentence;
    uint64_t tails;          /* temporary word indexes made so far */
} toll_sqlite;

typedef struct toll_actor {
    const char *slug, *side, *kind;
} toll_actor;

typedef struct toll_written_place {
    toll_text written;       /* absent = no words */
    const char *id, *name, *precision;
    double lat, lon;
} toll_written_place;

typedef struct toll_edition {
    const char *engine, *tables;
} toll_edition;

/* --- sqlite.c */
toll_status toll_sqlite_fail(const toll_sqlite *it, toll_error *error);          /* from the database's last error */
toll_status toll_sqlite_damaged(const toll_sqlite *it, toll_error *error, const char *what, int64_t row);
toll_status toll_sqlite_get(sqlite3_stmt **out, toll_sqlite *it, toll_sql which, toll_error *error);   /* reset, nothing bound */
toll_status toll_sqlite_prepare(sqlite3_stmt **out, toll_sqlite *it, const char *sql, toll_error *error);   /* the caller finalizes it */
toll_status toll_sqlite_step(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error);   /* TOLL_OK: a row; TOLL_END: done, reset */
toll_status toll_sqlite_run(toll_sqlite *it, sqlite3_stmt *statement, toll_error *error);    /* to its end, then reset */
toll_status toll_sqlite_exec(toll_sqlite *it, const char *sql, toll_error *error);
toll_status toll_sqlite_begin(toll_store *store, toll_error *error);
toll_status toll_sqlite_commit(toll_store *store, toll_error *error);
void toll_sqlite_rollback(toll_store *store);

static inline void toll_bind_row(sqlite3_stmt *s, int at, int64_t row)
{
    if (row) sqlite3_bind_int64(s, at, row);
}
static inline void toll_bind_text(sqlite3_stmt *s, int at, toll_text text)
{
    if (text.data) sqlite3_bind_text64(s, at, text.data, text.len, SQLITE_STATIC, SQLITE_UTF8);
}
static inline void toll_bind_string(sqlite3_stmt *s, int at, const char *string) { toll_bind_text(s, at, toll_text_of(string)); }
static inline void toll_bind_day(sqlite3_stmt *s, int at, toll_day day)
{
    if (day != TOLL_DAY_UNKNOWN) sqlite3_bind_int(s, at, day);
}
static inline void toll_bind_number(sqlite3_stmt *s, int at, double value)
{
    if (value == value) sqlite3_bind_double(s, at, value);
}
static inline toll_text toll_column_text(sqlite3_stmt *s, int at)
{
    const char *data = (const char *)sqlite3_column_text(s, at);
    return (toll_text){data, data ? (size_t)sqlite3_column_bytes(s, at) : 0};
}
static inline toll_day toll_column_day(sqlite3_stmt *s, int at)
{
    return sqlite3_column_type(s, at) == SQLITE_NULL ? TOLL_DAY_UNKNOWN : sqlite3_column_int(s, at);
}

/* --- sqlite_open.c, lock.c */
toll_status toll_sqlite_open_file(toll_sqlite *it, const toll_ledger_options *options, toll_error *error);
void toll_sqlite_lock_holder(char out[64], const char *path);   /* " (process 1234)"; "" = not known */

/* --- sqlite_value.c: interned values by what they are (made where there is none), and by their row. 0 and NULL stand for each other. */
toll_status toll_sqlite_word_row(int64_t *out, toll_sqlite *it, toll_text value, toll_error *error);
toll_status toll_sqlite_actor_row(int64_t *out, toll_sqlite *it, const toll_actor *value, toll_error *error);
toll_status toll_sqlite_place_row(int64_t *out, toll_sqlite *it, const toll_written_place *value, toll_error *error);
toll_status toll_sqlite_edition_row(int64_t *out, toll_sqlite *it, const char *engine, const char *tables, toll_error *error);
toll_status toll_sqlite_word(const char **out, toll_sqlite *it, int64_t row, toll_error *error);
toll_status toll_sqlite_actor(const toll_actor **out, toll_sqlite *it, int64_t row, toll_error *error);
toll_status toll_sqlite_place(const toll_written_place **out, toll_sqlite *it, int64_t row, toll_error *error);
toll_status toll_sqlite_edition(const toll_edition **out, toll_sqlite *it, int64_t row, toll_error *error);

/* --- sqlite_write.c */
toll_status toll_sqlite_find(toll_store_state *out, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                             const char *engine, const char *tables, toll_error *error);
toll_status toll_sqlite_put_version(toll_store_state *state, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                                    int64_t now, toll_error *error);
toll_status toll_sqlite_put_reading(toll_store_state *state, toll_store *store, const toll_document *document, const toll_claim *claims,
                                    size_t claim_count, const int64_t *seals, int64_t seal, const char *engine, const char *tables, int64_t now,
                                    toll_error *error);
toll_status toll_sqlite_put_confirmation(toll_store *store, const toll_store_state *state, const char *engine, const char *tables, int64_t now,
                                         toll_error *error);
toll_status toll_sqlite_put_decision(toll_store *store, const toll_ledger_decision *decision, int64_t now, toll_error *error);
/* --- sqlite_claim.c: one claim's rows. */
toll_status toll_sqlite_put_claim(toll_sqlite *it, int64_t row, const toll_claim *claim, const char *text, int64_t seal, int64_t sentence,
                                  toll_error *error);
/* --- sqlite_row.c: a claim out of the columns of toll_sql_claim_columns, the first at `at`; arrays in `memory`. */
toll_status toll_sqlite_read_claim(toll_store_claim *out, toll_sqlite *it, sqlite3_stmt *s, int at, toll_arena *memory, toll_error *error);

/* --- sqlite_index.c */
toll_status toll_sqlite_index(toll_store *store, bool all, toll_error *error);
toll_status toll_sqlite_index_sentence(toll_sqlite *it, int64_t row, toll_text words, toll_error *error);
toll_status toll_sqlite_tail(char name[32], toll_sqlite *it, toll_error *error);  /* a temporary index of what `search` lacks; "" = it lacks nothing */
void toll_sqlite_match(toll_buffer *out, const char *words);                      /* a user's words as an FTS5 query */

/* --- sqlite_query.c, sqlite_cursor.c, sqlite_walk.c */
toll_status toll_sqlite_claims_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sqlite_claims_next(toll_ledger_row *out, struct toll_ledger_cursor *cursor, toll_error *error);
toll_status toll_sqlite_versions_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sqlite_versions_next(toll_ledger_version *out, struct toll_ledger_cursor *cursor, toll_error *error);
toll_status toll_sqlite_sources_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sqlite_sources_next(toll_ledger_source *out, struct toll_ledger_cursor *cursor, toll_error *error);
void toll_sqlite_cursor_close(struct toll_ledger_cursor *cursor);
toll_status toll_sqlite_walk(toll_store *store, const toll_store_walk *walk, toll_error *error);

/* --- sqlite_rows.c */
toll_status toll_sqlite_rows_open(toll_rows **out, toll_store *store, const char *sql, toll_error *error);
toll_status toll_sqlite_rows_exec(toll_store *store, const char *sql, toll_error *error);

enum toll_query_kind { TOLL_QUERY_CLAIMS, TOLL_QUERY_VERSIONS, TOLL_QUERY_SOURCES };
/* Prepares and binds the query. *out stays NULL where the filter names a value the ledger does not hold: nothing can match. */
toll_status toll_sqlite_query(sqlite3_stmt **out, toll_sqlite *it, enum toll_query_kind kind, const toll_ledger_filter *filter, toll_error *error);

#endif
