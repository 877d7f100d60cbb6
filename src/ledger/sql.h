/* Inside the stores that speak SQL: what all of them share, and the driver by which they differ. The files sql_*.c say what is kept and
 * asked, once for every database; a driver (sqlite*.c, postgres*.c) opens it, runs statements, indexes words, and says its failures in
 * words. Statements are written in SQL that every driver understands, with parameters ?1, ?2 ... or ?; where databases differ, the driver's
 * dialect has the words. A standing statement is prepared once and kept. */
#ifndef TOLL_LEDGER_SQL_H
#define TOLL_LEDGER_SQL_H

#include "inside.h"
#include "gather.h"
#include "heard.h"
#include "intern.h"
#include "trait.h"
#include "words.h"

typedef enum toll_sql {
    TOLL_SQL_MARKS, TOLL_SQL_DOCUMENTS_AFTER, TOLL_SQL_TEXTS_AFTER,
    TOLL_SQL_FIND, TOLL_SQL_FIND_READING, TOLL_SQL_FIND_CONFIRMATION,
    TOLL_SQL_TEXT_FIND, TOLL_SQL_TEXT_PUT, TOLL_SQL_DOCUMENT_PUT, TOLL_SQL_VERSION_END, TOLL_SQL_VERSION_PUT,
    TOLL_SQL_READING_END, TOLL_SQL_READING_OVER, TOLL_SQL_READING_PUT, TOLL_SQL_CONFIRMATION_PUT,
    TOLL_SQL_SENTENCES, TOLL_SQL_SENTENCE_PUT, TOLL_SQL_CLAIM_PUT, TOLL_SQL_LINK_PUT, TOLL_SQL_ALTERNATIVE_PUT,
    TOLL_SQL_DECISION_CLAIM, TOLL_SQL_JSON_VALID, TOLL_SQL_DECISION_NEWEST,
    TOLL_SQL_DECISION_PUT, TOLL_SQL_DECISION,
    TOLL_SQL_WORD_FIND, TOLL_SQL_WORD_PUT, TOLL_SQL_WORD, TOLL_SQL_ACTOR_FIND, TOLL_SQL_ACTOR_PUT, TOLL_SQL_ACTOR,
    TOLL_SQL_PLACE_FIND, TOLL_SQL_PLACE_PUT, TOLL_SQL_PLACE, TOLL_SQL_EDITION_FIND, TOLL_SQL_EDITION_PUT, TOLL_SQL_EDITION,
    TOLL_SQL_LINKS, TOLL_SQL_ALTERNATIVES, TOLL_SQL_SENTENCE, TOLL_SQL_VERSION, TOLL_SQL_TEXT,
    TOLL_SQL_INDEXED, TOLL_SQL_INDEX_TEXTS, TOLL_SQL_INDEX_AGAIN, TOLL_SQL_INDEX_SENTENCES, TOLL_SQL_INDEXED_SET,
    TOLL_SQL_UNINDEXED, TOLL_SQL_UNINDEXED_PUT, TOLL_SQL_UNINDEXED_END,
    TOLL_SQL_SEGMENTS, TOLL_SQL_SEGMENT_PUT, TOLL_SQL_SEGMENT_END,
    TOLL_SQL_BLOCK_PUT, TOLL_SQL_BLOCKS_END, TOLL_SQL_BLOCKS, TOLL_SQL_BLOCK_FIND, TOLL_SQL_BLOCKS_FROM,
    TOLL_SQL_INDEX_PUBLISHED, TOLL_SQL_INDEX_CLAIMS, TOLL_SQL_INDEX_READINGS, TOLL_SQL_INDEXED_READING,
    TOLL_SQL_READINGS_UNINDEXED, TOLL_SQL_CLAIMS_UNINDEXED, TOLL_SQL_ACTORS_NAMED,
    TOLL_SQL_WALK_TEXTS, TOLL_SQL_WALK_SENTENCES, TOLL_SQL_WALK_VERSIONS, TOLL_SQL_WALK_READINGS, TOLL_SQL_WALK_CLAIMS,
    TOLL_SQL_COUNT
} toll_sql;

extern const char *const toll_sql_text[TOLL_SQL_COUNT];
extern const char toll_sql_claim_columns[];      /* of claim c, in the order sql_row.c reads them */
#define TOLL_SQL_CLAIM_COLUMNS 43

#define TOLL_SQL_INDEX_MOST 4096 /* texts that TOLL_SQL_INDEX_TEXTS and _AGAIN give at most */

/* Tables whose rows the store numbers itself, rising with time. */
typedef enum toll_sql_table { TOLL_SQL_TEXTS, TOLL_SQL_DOCUMENTS, TOLL_SQL_VERSIONS, TOLL_SQL_READINGS, TOLL_SQL_TABLES } toll_sql_table;

/* How a statement is used, so that a driver can do its best. */
typedef enum toll_sql_use {
    TOLL_SQL_ONCE,           /* a statement of its own, closed after use; rows are few */
    TOLL_SQL_STANDING,       /* of toll_sql_text: kept, run again and again */
    TOLL_SQL_LARGE           /* its rows may be very many and other statements run between them; what is bound is copied */
} toll_sql_use;

typedef struct toll_sql_store toll_sql_store;

/* Where databases differ. CROSS JOIN with a condition is a join whose order is to be kept, where the database can be told. */
typedef struct toll_sql_dialect {
    const char *ordered;             /* behind a table's columns: "kept in the order of its primary key" (toll_rows_ordered) */
    const char *table_find;          /* a row where a table of the name ?1 is there (toll_rows_table) */
    const char *tables_mark;         /* a number that is another when the tables are others; NULL = none */
    const char *structure;           /* a row "ok", or what is wrong with the database's pages and indexes; NULL = the database sees to itself */
    const char *same_letters[2];     /* before and after a column: "it equals the parameter, whatever the letter case of ASCII" */
    const char *among[2];            /* before and after the parameter: "it is in the list" */
    char list[2];                    /* what stands before and after the numbers of such a list */
    const char *json_valid;          /* TOLL_SQL_JSON_VALID: 1 where ?1 is JSON */
    const char *place_find;          /* TOLL_SQL_PLACE_FIND, by the index of what is written */
} toll_sql_dialect;

typedef struct toll_sql_driver {
    const toll_sql_dialect *dialect;
    void (*close)(toll_sql_store *it);
    toll_status (*prepare)(toll_rows **out, toll_sql_store *it, const char *sql, toll_sql_use use, toll_error *error);
    toll_status (*exec)(toll_sql_store *it, const char *sql, toll_error *error);   /* several statements with semicolons, no rows */
    toll_status (*begin)(toll_sql_store *it, toll_error *error);                   /* to write: waits for its turn */
    toll_status (*begin_reading)(toll_sql_store *it, toll_error *error);           /* what others write meanwhile is not seen */
    toll_status (*commit)(toll_sql_store *it, toll_error *error);
    void (*rollback)(toll_sql_store *it);
    toll_status (*settle)(toll_sql_store *it, toll_error *error);   /* sends rows that wait, so that a search sees them; NULL = none ever wait */
} toll_sql_driver;

/* A driver's own struct begins with this. */
struct toll_sql_store {
    toll_store store;
    const toll_sql_driver *driver;
    toll_rows *statements[TOLL_SQL_COUNT];
    char *path;              /* for messages */
    uint32_t busy_ms;
    bool writes;
    toll_intern words, actors, places, editions, sentences;              /* value -> row; sentences of the text in hand */
    toll_intern word_values, actor_values, place_values, edition_values; /* row -> value */
    toll_intern fresh;       /* names and hashes stored since the driver settled its rows */
    toll_heard heard;        /* where a question costs a way there and back */
    struct toll_sql_traits *traits;
    bool writing, heard_tried;   /* in a transaction to write; which tried to bring `heard` up to date */
    toll_buffer key;         /* of the value being interned */
    toll_buffer known[2];    /* texts of the last two searches */
    unsigned turn;
    bool marked;             /* `last` and `newest` are those of this transaction */
    int64_t last[TOLL_SQL_TABLES], newest;
    uint64_t unindexed, unindexed_bytes;   /* readings, and bytes of texts, since the index was brought up to date */
    int schema;              /* of the ledger that is open: 1 = by an older program, and only read */
    int64_t sentence_row;    /* the last sentence read: claims come by sentences. 0 = none */
    toll_span sentence;
};

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

/* --- sql.c */
extern const toll_store_ops toll_sql_operations;
void toll_sql_free(toll_sql_store *it);          /* all but the driver's own; the driver's close calls it */
toll_status toll_sql_get(toll_rows **out, toll_sql_store *it, toll_sql which, toll_error *error);   /* reset, nothing bound */
toll_status toll_sql_damaged(const toll_sql_store *it, toll_error *error, const char *what, int64_t row);
/* The next row of a table, inside a transaction. */
toll_status toll_sql_next_row(uint64_t *out, toll_sql_store *it, toll_sql_table table, toll_error *error);
toll_status toll_sql_newest(int64_t *out, toll_store *store, toll_error *error);
void toll_sql_rollback(toll_store *store);
toll_status toll_sql_mark(toll_sql_store *it, toll_error *error);   /* `last` and `newest`, once a transaction */
toll_status toll_sql_ask(int64_t *out, toll_sql_store *it, const char *sql, toll_error *error);     /* the one number it gives; unchanged where it gives none */

static inline void toll_sql_bind_row(toll_rows *s, int at, int64_t row)
{
    if (row) toll_rows_bind_integer(s, at, row);
    else toll_rows_bind_null(s, at);
}
static inline void toll_sql_bind_string(toll_rows *s, int at, const char *string) { toll_rows_bind_text(s, at, toll_text_of(string)); }

/* --- sql_codes.c: what the small numbers mean */
toll_status toll_sql_put_codes(toll_sql_store *it, toll_error *error);
toll_status toll_sql_check_codes(toll_sql_store *it, toll_error *error);

/* --- sql_value.c: interned values by what they are (made where there is none), and by their row. 0 and NULL stand for each other. */
toll_status toll_sql_word_row(int64_t *out, toll_sql_store *it, toll_text value, toll_error *error);
toll_status toll_sql_actor_row(int64_t *out, toll_sql_store *it, const toll_actor *value, toll_error *error);
toll_status toll_sql_place_row(int64_t *out, toll_sql_store *it, const toll_written_place *value, toll_error *error);
toll_status toll_sql_edition_row(int64_t *out, toll_sql_store *it, const char *engine, const char *tables, toll_error *error);
toll_status toll_sql_word(const char **out, toll_sql_store *it, int64_t row, toll_error *error);
toll_status toll_sql_actor(const toll_actor **out, toll_sql_store *it, int64_t row, toll_error *error);
toll_status toll_sql_place(const toll_written_place **out, toll_sql_store *it, int64_t row, toll_error *error);
toll_status toll_sql_edition(const toll_edition **out, toll_sql_store *it, int64_t row, toll_error *error);

/* --- sql_heard.c: before a search, at a transaction's end, and whether a name is surely that of no document */
toll_status toll_sql_hear(toll_sql_store *it, toll_error *error);
void toll_sql_hear_end(toll_sql_store *it, bool stored);
bool toll_sql_unheard(toll_store *store, toll_text name);

/* --- sql_find.c. Rows that wait are sent before something is looked for that may be among them. */
toll_status toll_sql_settle_fresh(toll_sql_store *it, toll_text key, toll_error *error);
toll_status toll_sql_find(toll_store_state *out, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                          const char *engine, const char *tables, toll_error *error);
/* --- sql_write.c */
toll_status toll_sql_put_version(toll_store_state *state, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                                 int64_t now, toll_error *error);
toll_status toll_sql_put_reading(toll_store_state *state, toll_store *store, const toll_document *document, const toll_claim *claims,
                                 size_t claim_count, const int64_t *seals, int64_t seal, const char *engine, const char *tables, int64_t now,
                                 toll_error *error);
toll_status toll_sql_put_confirmation(toll_store *store, const toll_store_state *state, const char *engine, const char *tables, int64_t now,
                                      toll_error *error);
/* --- sql_decision.c */
toll_status toll_sql_put_decision(toll_store *store, const toll_ledger_decision *decision, int64_t now, toll_error *error);
/* --- sql_made.c: a claim that a person made. */
toll_status toll_sql_put_made(uint64_t *row, toll_store *store, const toll_store_state *state, const toll_document *document,
                              const toll_claim *claim, int64_t claim_seal, int64_t seal, int64_t now, toll_error *error);
/* --- sql_claim.c: one claim's rows. */
toll_status toll_sql_put_claim(toll_sql_store *it, int64_t row, const toll_claim *claim, const char *text, int64_t seal, int64_t sentence,
                               toll_error *error);
/* --- sql_row.c: a claim out of the columns of toll_sql_claim_columns, the first at `at`; arrays in `memory`. */
toll_status toll_sql_read_claim(toll_store_claim *out, toll_sql_store *it, toll_rows *s, int at, toll_arena *memory, toll_error *error);

/* --- sql_index.c, sql_segment.c: the indexes that follow behind, in batches */
toll_status toll_sql_index(toll_store *store, bool all, toll_error *error);
toll_status toll_sql_put_segment(toll_sql_store *it, toll_gather *gather, toll_error *error);
/* --- sql_words.c: rows that may be what is asked for, by the index, as a list in the dialect's form. */
typedef struct toll_sql_list {
    toll_buffer rows;
    size_t count;
    bool any;                /* all may be; there is no list */
} toll_sql_list;
/* Numbers rising, once each after settling. */
typedef struct toll_sql_values {
    uint64_t *of;
    size_t count, cap;
} toll_sql_values;
void toll_sql_settle(toll_sql_values *list);
/* All that has a word from the one to the other in these segments is added to `out`, in no order. */
toll_status toll_sql_search(toll_sql_values *out, toll_sql_store *it, const toll_sql_values *segments, toll_text from, toll_text to, bool in_claims,
                            toll_error *error);
toll_status toll_sql_list_rows(toll_sql_values *out, toll_sql_store *it, toll_sql which, toll_text parameter, toll_error *error);
bool toll_sql_is_too_long(size_t count, uint64_t last);
toll_status toll_sql_list_write(toll_sql_list *out, toll_sql_store *it, toll_sql_values *list, toll_sql rest, toll_text parameter, toll_error *error);
/* Texts that have all words asked for, or have them in claims' sentences. */
toll_status toll_sql_texts_with(toll_sql_list *out, toll_sql_store *it, const toll_asked *asked, bool in_claims, toll_error *error);
toll_status toll_sql_claims_with_key(toll_sql_list *out, toll_sql_store *it, const uint8_t key[12], toll_error *error);
/* --- sql_trait.c: readings with claims of all traits the filter asks for. What a trait has is kept for whoever asks for it again. */
void toll_sql_traits_free(toll_sql_store *it);
toll_status toll_sql_readings_with(toll_sql_list *out, toll_sql_store *it, const toll_ledger_filter *filter, int64_t side, bool of_versions,
                                   toll_error *error);   /* of_versions: the filter's days are not those of claims */

/* --- sql_query.c, sql_cursor.c, sql_list.c, sql_walk.c */
toll_status toll_sql_claims_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sql_claims_next(toll_ledger_row *out, struct toll_ledger_cursor *cursor, toll_error *error);
toll_status toll_sql_versions_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sql_versions_next(toll_ledger_version *out, struct toll_ledger_cursor *cursor, toll_error *error);
toll_status toll_sql_sources_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_sql_sources_next(toll_ledger_source *out, struct toll_ledger_cursor *cursor, toll_error *error);
void toll_sql_cursor_close(struct toll_ledger_cursor *cursor);
toll_status toll_sql_walk(toll_store *store, const toll_store_walk *walk, toll_error *error);

/* --- sql_part.c: SQL for the rows of a place, whose three parameters are the same */
void toll_sql_add_places(toll_buffer *out, const toll_sql_dialect *dialect);

enum toll_query_kind { TOLL_QUERY_CLAIMS, TOLL_QUERY_VERSIONS, TOLL_QUERY_SOURCES };
/* Prepares and binds the query. *out stays NULL where the filter names a value the ledger does not hold: nothing can match. `asked` are the filter's
 * words: of what comes out the caller still reads the text, and counts to the filter's limit, as `claims`, a list, are those that say them. */
toll_status toll_sql_query(toll_rows **out, toll_sql_store *it, enum toll_query_kind kind, const toll_ledger_filter *filter, const toll_asked *asked,
                           const char *claims, toll_error *error);

#endif
