/* The walk over everything, for verify. In: what to call for each text, sentence, version, reading and claim. Out: calls in that order,
 * text by text, within one read transaction, so that a writer beside it is not seen halfway. Texts are borrowed from the database, never
 * copied. */
#include "sql.h"

typedef struct stroll {
    toll_sql_store *it;
    const toll_store_walk *walk;
    toll_arena memory;
} stroll;

static toll_status open_rows(toll_rows **out, stroll *in, toll_sql which, int64_t row, toll_error *error)
{
    toll_status status = toll_sql_get(out, in->it, which, error);
    if (status >= 0) toll_rows_bind_integer(*out, 1, row);
    return status;
}

static toll_status walk_sentences(stroll *in, int64_t text, toll_error *error)
{
    toll_rows *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_SENTENCES, text, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        toll_span span = {(uint32_t)toll_rows_integer(s, 0), (uint32_t)toll_rows_integer(s, 1)};
        status = in->walk->sentence(in->walk->context, span, toll_rows_integer(s, 2), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_claims(stroll *in, int64_t reading, toll_error *error)
{
    toll_rows *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_CLAIMS, reading, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        toll_store_claim claim;
        toll_arena_reset(&in->memory);
        status = toll_sql_read_claim(&claim, in->it, s, 0, &in->memory, error);
        if (status >= 0) status = in->walk->claim(in->walk->context, &claim, error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_readings(stroll *in, int64_t version, toll_error *error)
{
    toll_rows *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_READINGS, version, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        status = in->walk->reading(in->walk->context, error);
        if (status >= 0) status = walk_claims(in, toll_rows_integer(s, 0), error);
        if (status >= 0)
            status = in->walk->reading_end(in->walk->context, (uint64_t)toll_rows_integer(s, 1), toll_rows_integer(s, 2), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_versions(stroll *in, int64_t text, toll_error *error)
{
    toll_rows *s;
    toll_status status = open_rows(&s, in, TOLL_SQL_WALK_VERSIONS, text, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        const char *outlet;
        status = toll_sql_word(&outlet, in->it, toll_rows_integer(s, 3), error);
        if (status < 0) break;
        const toll_document document = {.name = toll_rows_text(s, 1),
            .title = toll_rows_text(s, 2),
            .outlet = toll_text_of(outlet),
            .url = toll_rows_text(s, 4),
            .published = toll_rows_day(s, 5)};
        status = in->walk->version(in->walk->context, &document, error);
        if (status >= 0) status = walk_readings(in, toll_rows_integer(s, 0), error);
    }
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_text(stroll *in, toll_rows *s, toll_error *error)
{
    int64_t text = toll_rows_integer(s, 0);
    toll_text sha256 = toll_rows_text(s, 1), bytes = toll_rows_text(s, 2), name = toll_rows_text(s, 3);
    if (sha256.len != 32) return toll_sql_damaged(in->it, error, "text", text);
    toll_status status = in->walk->text(
        in->walk->context, (uint64_t)text, name.data ? name.data : "(a text of no document)", (const uint8_t *)sha256.data, bytes, error);
    if (status >= 0) status = walk_sentences(in, text, error);
    return status < 0 ? status : walk_versions(in, text, error);
}

/* Rows that refer to what is not there are on no way from a text to its claims. A file's own keys rule them out; a server does not look. */
static toll_status find_orphans(toll_sql_store *it, toll_error *error)
{
    static const struct {
        const char *table, *sql;
    } orphans[] = {
        {"version", "SELECT min(v.id) FROM version v LEFT JOIN document d ON d.id = v.document LEFT JOIN text x ON x.id = v.text "
                    "WHERE d.id IS NULL OR x.id IS NULL"},
        {"reading", "SELECT min(r.id) FROM reading r LEFT JOIN version v ON v.id = r.version LEFT JOIN edition e ON e.id = r.edition "
                    "WHERE v.id IS NULL OR e.id IS NULL"},
    };
    for (size_t i = 0; i < sizeof orphans / sizeof *orphans; i++) {
        int64_t row = 0;
        toll_status status = toll_sql_ask(&row, it, orphans[i].sql, error);
        if (status < 0) return status;
        if (row) return toll_sql_damaged(it, error, orphans[i].table, row);
    }
    return TOLL_OK;
}

toll_status toll_sql_walk(toll_store *store, const toll_store_walk *walk, toll_error *error)
{
    stroll in = {.it = (toll_sql_store *)store, .walk = walk};
    toll_rows *s = NULL;
    toll_arena_init(&in.memory, 0);
    toll_status status = in.it->driver->begin_reading(in.it, error);
    if (status >= 0) status = find_orphans(in.it, error);
    if (status >= 0) status = in.it->driver->prepare(&s, in.it, toll_sql_text[TOLL_SQL_WALK_TEXTS], TOLL_SQL_LARGE, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) status = walk_text(&in, s, error);
    toll_rows_close(s);
    toll_sql_rollback(store); /* nothing was written; ends the read, also in the middle */
    toll_arena_free(&in.memory);
    return status < 0 ? status : TOLL_OK;
}
