/* Iterators over claims, versions and sources. In: a filter. Out: one row after another, those that say the words asked for, until there are enough;
 * a row's texts live until the next. */
#include "sql_cursor.h"

/* --- claims */
toll_status toll_sql_claims_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error)
{
    return toll_sql_cursor_open(out, store, TOLL_QUERY_CLAIMS, filter, error);
}

static toll_status load_decision(toll_ledger_row *out, toll_sql_cursor *cursor, int64_t decision, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)cursor->base.store;
    toll_rows *s;
    if (!decision) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_DECISION, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, decision);
    status = toll_rows_next(s, error);
    if (status < 0) return status;
    int action = (int)toll_rows_integer(s, 0);
    toll_text reviewer = toll_rows_text(s, 1), payload = toll_rows_text(s, 2);
    if (status == TOLL_END || action < 0 || action >= TOLL_LEDGER_ACTION_COUNT || !reviewer.data) {
        toll_rows_reset(s);
        return toll_sql_damaged(it, error, "decision", decision);
    }
    out->decision = (toll_ledger_action)action;
    out->reviewer = toll_arena_string(&cursor->memory, reviewer.data, reviewer.len);
    if (payload.data) out->payload = (toll_text){toll_arena_string(&cursor->memory, payload.data, payload.len), payload.len};
    bool failed = !out->reviewer || (payload.data && !out->payload.data);
    toll_rows_reset(s);
    return failed ? toll_sql_no_row_memory(it, error) : TOLL_OK;
}

static bool is_full(toll_sql_cursor *cursor)
{
    return cursor->limit && cursor->given == cursor->limit;
}

/* The next claim that says the words, where any are asked for. */
static toll_status next_claim(toll_store_claim *out, toll_sql_cursor *cursor, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)cursor->base.store;
    bool said = !cursor->asked.count;
    if (is_full(cursor)) return TOLL_END;
    do {
        toll_status status = toll_rows_next(cursor->s, error);
        if (status != TOLL_OK) return status;
        toll_arena_reset(&cursor->memory);
        status = toll_sql_cursor_version(cursor, toll_rows_integer(cursor->s, 0), error);
        if (status >= 0) status = toll_sql_read_claim(out, it, cursor->s, 7, &cursor->memory, error);
        if (status >= 0 && cursor->asked.count) status = toll_sql_cursor_sentence_says(&said, cursor, out->claim.sentence, error);
        if (status < 0) return status;
    } while (!said);
    cursor->given++;
    return TOLL_OK;
}

static toll_document shown(const toll_sql_cursor *cursor)
{
    toll_document document = cursor->document;
    if (cursor->without_text) document.text = (toll_text){0};
    return document;
}

toll_status toll_sql_claims_next(toll_ledger_row *out, struct toll_ledger_cursor *base, toll_error *error)
{
    toll_sql_cursor *cursor = (toll_sql_cursor *)base;
    toll_sql_store *it = (toll_sql_store *)base->store;
    toll_rows *s = cursor->s;
    toll_store_claim stored;
    const toll_edition *edition = NULL;
    toll_status status = next_claim(&stored, cursor, error);
    if (status != TOLL_OK) return status;
    status = toll_sql_edition(&edition, it, toll_rows_integer(s, 3), error);
    if (status < 0) return status;
    *out = (toll_ledger_row){.claim = stored.claim,
        .document = shown(cursor),
        .row = stored.row,
        .key = {(uint64_t)toll_rows_integer(s, 0), (uint64_t)toll_rows_integer(s, 1), stored.row},
        .engine = edition->engine,
        .tables = edition->tables,
        .recorded_at = toll_rows_integer(s, 4),
        .superseded_at = toll_rows_integer(s, 5)};
    memcpy(out->sha256, cursor->sha256, sizeof out->sha256);
    return load_decision(out, cursor, toll_rows_integer(s, 6), error);
}

/* --- versions */
toll_status toll_sql_versions_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error)
{
    return toll_sql_cursor_open(out, store, TOLL_QUERY_VERSIONS, filter, error);
}

/* The next version whose text says the words, where any are asked for. */
static toll_status next_version(toll_sql_cursor *cursor, toll_error *error)
{
    bool said = !cursor->asked.count;
    if (is_full(cursor)) return TOLL_END;
    do {
        toll_status status = toll_rows_next(cursor->s, error);
        if (status != TOLL_OK) return status;
        status = toll_sql_cursor_version(cursor, toll_rows_integer(cursor->s, 0), error);
        if (status >= 0 && cursor->asked.count) status = toll_sql_cursor_says(&said, cursor, cursor->document.text, error);
        if (status < 0) return status;
    } while (!said);
    cursor->given++;
    return TOLL_OK;
}

toll_status toll_sql_versions_next(toll_ledger_version *out, struct toll_ledger_cursor *base, toll_error *error)
{
    toll_sql_cursor *cursor = (toll_sql_cursor *)base;
    toll_sql_store *it = (toll_sql_store *)base->store;
    toll_rows *s = cursor->s;
    static const toll_edition none;
    const toll_edition *edition = &none;
    toll_status status = next_version(cursor, error);
    if (status != TOLL_OK) return status;
    if (toll_rows_integer(s, 7)) status = toll_sql_edition(&edition, it, toll_rows_integer(s, 7), error);
    if (status < 0) return status;
    *out = (toll_ledger_version){.id = (uint64_t)toll_rows_integer(s, 0),
        .document_id = (uint64_t)toll_rows_integer(s, 1),
        .number = (uint32_t)toll_rows_integer(s, 2),
        .document = shown(cursor),
        .text_len = (uint64_t)toll_rows_integer(s, 5),
        .claim_count = (uint64_t)toll_rows_integer(s, 6),
        .engine = edition->engine,
        .tables = edition->tables,
        .recorded_at = toll_rows_integer(s, 3),
        .superseded_at = toll_rows_integer(s, 4)};
    memcpy(out->sha256, cursor->sha256, sizeof out->sha256);
    return TOLL_OK;
}

/* --- sources */
toll_status toll_sql_sources_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error)
{
    return toll_sql_cursor_open(out, store, TOLL_QUERY_SOURCES, filter, error);
}

static bool copy(const char **out, toll_sql_cursor *cursor, int at)
{
    toll_text text = toll_rows_text(cursor->s, at);
    *out = text.data ? toll_arena_string(&cursor->memory, text.data, text.len) : NULL;
    return !text.data || *out;
}

toll_status toll_sql_sources_next(toll_ledger_source *out, struct toll_ledger_cursor *base, toll_error *error)
{
    toll_sql_cursor *cursor = (toll_sql_cursor *)base;
    toll_sql_store *it = (toll_sql_store *)base->store;
    toll_rows *s = cursor->s;
    toll_status status = toll_rows_next(s, error);
    if (status != TOLL_OK) return status;
    toll_arena_reset(&cursor->memory);
    *out = (toll_ledger_source){.part = (toll_ledger_part)(int)toll_rows_integer(s, 0),
        .claim_count = (uint64_t)toll_rows_integer(s, 4),
        .document_count = (uint64_t)toll_rows_integer(s, 5),
        .first = toll_rows_day(s, 6),
        .last = toll_rows_day(s, 7)};
    return copy(&out->name, cursor, 1) && copy(&out->side, cursor, 2) && copy(&out->kind, cursor, 3) ? TOLL_OK
                                                                                                     : toll_sql_no_row_memory(it, error);
}
