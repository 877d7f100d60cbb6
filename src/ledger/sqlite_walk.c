/* The walk over everything, for verify. In: what to call for each text, sentence, version, reading and claim. Out: calls in that order,
 * text by text, within one read transaction, so that a writer beside it is not seen halfway. Texts are borrowed from the database, never
 * copied. */
#include "sqlite.h"

typedef struct stroll {
    toll_sqlite *it;
    const toll_store_walk *walk;
    toll_arena memory;
} stroll;

static toll_status open_rows(sqlite3_stmt **out, stroll *in, toll_sql which, int64_t row, toll_error *error)
{
    toll_status status = toll_sqlite_get(out, in->it, which, error);
    if (status >= 0) sqlite3_bind_int64(*out, 1, row);
    return status;
}

static toll_status walk_sentences(stroll *in, int64_t text, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_SENTENCES, text, error);
    while (status >= 0 && (status = toll_sqlite_step(in->it, s, error)) == TOLL_OK) {
        toll_span span = {(uint32_t)sqlite3_column_int64(s, 0), (uint32_t)sqlite3_column_int64(s, 1)};
        status = in->walk->sentence(in->walk->context, span, sqlite3_column_int64(s, 2), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_claims(stroll *in, int64_t reading, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_CLAIMS, reading, error);
    while (status >= 0 && (status = toll_sqlite_step(in->it, s, error)) == TOLL_OK) {
        toll_store_claim claim;
        toll_arena_reset(&in->memory);
        status = toll_sqlite_read_claim(&claim, in->it, s, 0, &in->memory, error);
        if (status >= 0) status = in->walk->claim(in->walk->context, &claim, error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_readings(stroll *in, int64_t version, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_READINGS, version, error);
    while (status >= 0 && (status = toll_sqlite_step(in->it, s, error)) == TOLL_OK) {
        status = in->walk->reading(in->walk->context, error);
        if (status >= 0) status = walk_claims(in, sqlite3_column_int64(s, 0), error);
        if (status >= 0)
            status = in->walk->reading_end(in->walk->context, (uint64_t)sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_versions(stroll *in, int64_t text, toll_error *error)
{
    sqlite3_stmt *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_VERSIONS, text, error);
    while (status >= 0 && (status = toll_sqlite_step(in->it, s, error)) == TOLL_OK) {
        const char *outlet;
        status = toll_sqlite_word(&outlet, in->it, sqlite3_column_int64(s, 3), error);
        if (status < 0) break;
        const toll_document document = {.name = toll_column_text(s, 1),
            .title = toll_column_text(s, 2),
            .outlet = toll_text_of(outlet),
            .url = toll_column_text(s, 4),
            .published = toll_column_day(s, 5)};
        status = in->walk->version(in->walk->context, &document, error);
        if (status >= 0) status = walk_readings(in, sqlite3_column_int64(s, 0), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_text(stroll *in, sqlite3_stmt *s, toll_error *error)
{
    int64_t text = sqlite3_column_int64(s, 0);
    if (sqlite3_column_bytes(s, 1) != 32) return toll_sqlite_damaged(in->it, error, "text", text);
    const char *name = (const char *)sqlite3_column_text(s, 3);
    const uint8_t *sha256 = sqlite3_column_blob(s, 1);
    const char *bytes = sqlite3_column_blob(s, 2);
    toll_status status = in->walk->text(in->walk->context, (uint64_t)text, name ? name : "(a text of no document)", sha256,
        (toll_text){bytes ? bytes : "", (size_t)sqlite3_column_bytes(s, 2)}, error);
    if (status >= 0) status = walk_sentences(in, text, error);
    return status < 0 ? status : walk_versions(in, text, error);
}

toll_status toll_sqlite_walk(toll_store *store, const toll_store_walk *walk, toll_error *error)
{
    stroll in = {.it = (toll_sqlite *)store, .walk = walk};
    sqlite3_stmt *s;
    toll_arena_init(&in.memory, 0);
    toll_status status = toll_sqlite_exec(in.it, "BEGIN", error);
    if (status >= 0) status = toll_sqlite_get(&s, in.it, TOLL_SQL_WALK_TEXTS, error);
    while (status >= 0 && (status = toll_sqlite_step(in.it, s, error)) == TOLL_OK) status = walk_text(&in, s, error);
    toll_sqlite_rollback(store); /* nothing was written; ends the read, also in the middle */
    toll_arena_free(&in.memory);
    return status < 0 ? status : TOLL_OK;
}
