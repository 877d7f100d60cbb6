/* Iterators over claims, versions and sources. In: a prepared query. Out: one row after another. What belongs to a version (its metadata,
 * its text) is fetched once for all its claims, since they come one after another; chains live in an arena that is emptied for each row. */
#include "sql.h"

typedef struct walker {
    struct toll_ledger_cursor base;
    toll_rows *s;
    toll_arena memory; /* of the row */
    bool without_text;
    int64_t version; /* whose metadata is here; 0 = none */
    toll_document document;
    char sha256[65];
    toll_buffer fields, text;
} walker;

void toll_sql_cursor_close(struct toll_ledger_cursor *base)
{
    walker *cursor = (walker *)base;
    toll_rows_close(cursor->s);
    toll_arena_free(&cursor->memory);
    toll_buffer_free(&cursor->fields);
    toll_buffer_free(&cursor->text);
    toll_base_free(cursor);
}

static toll_status open_cursor(
    struct toll_ledger_cursor **out, toll_store *store, enum toll_query_kind kind, const toll_ledger_filter *filter, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    *out = NULL;
    toll_rows *s;
    toll_status status = toll_sql_query(&s, it, kind, filter, error);
    if (status < 0 || !s) return status;
    walker *cursor = toll_base_zero(1, sizeof *cursor);
    if (!cursor) {
        toll_rows_close(s);
        return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for the query");
    }
    cursor->base.store = store;
    cursor->s = s;
    cursor->without_text = filter->without_text;
    toll_arena_init(&cursor->memory, 0);
    *out = &cursor->base;
    return TOLL_OK;
}

static toll_status no_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for a row of the ledger");
}

/* --- the document of a row */
static void put_field(toll_buffer *fields, toll_text text)
{
    if (text.data) toll_buffer_add(fields, text.data, text.len);
    toll_buffer_add_char(fields, '\0');
}

static toll_text take_field(const char **at, toll_text text)
{
    toll_text field = {text.data ? *at : NULL, text.len};
    *at += text.len + 1;
    return field;
}

static toll_status load_text(walker *cursor, toll_sql_store *it, int64_t text, toll_error *error)
{
    toll_rows *s;
    cursor->document.text = (toll_text){0};
    if (cursor->without_text) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_TEXT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, text);
    status = toll_rows_next(s, error);
    if (status < 0) return status;
    if (status == TOLL_END) return toll_sql_damaged(it, error, "text", text);
    toll_buffer_clear(&cursor->text);
    toll_text bytes = toll_rows_text(s, 0);
    toll_buffer_add(&cursor->text, bytes.data, bytes.len);
    toll_rows_reset(s);
    if (cursor->text.failed) return no_memory(it, error);
    cursor->document.text = (toll_text){cursor->text.data ? cursor->text.data : "", cursor->text.len};
    return TOLL_OK;
}

static void write_hex(char out[65], const uint8_t *bytes)
{
    for (int i = 0; i < 32; i++) {
        out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    out[64] = '\0';
}

static toll_status load_version(walker *cursor, int64_t version, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)cursor->base.store;
    toll_rows *s;
    const char *outlet_word;
    if (cursor->version == version) return TOLL_OK;
    cursor->version = 0;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_VERSION, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, version);
    status = toll_rows_next(s, error);
    if (status < 0) return status;
    if (status == TOLL_END) return toll_sql_damaged(it, error, "version", version);
    const toll_text sha256 = toll_rows_text(s, 6);
    if (sha256.len != 32) status = toll_sql_damaged(it, error, "text", toll_rows_integer(s, 5));
    if (status >= 0) status = toll_sql_word(&outlet_word, it, toll_rows_integer(s, 2), error);
    if (status < 0) {
        toll_rows_reset(s);
        return status;
    }
    toll_text name = toll_rows_text(s, 0), title = toll_rows_text(s, 1), url = toll_rows_text(s, 3);
    toll_buffer_clear(&cursor->fields);
    put_field(&cursor->fields, name);
    put_field(&cursor->fields, title);
    put_field(&cursor->fields, url);
    const char *at = cursor->fields.data;
    if (!cursor->fields.failed) {
        cursor->document = (toll_document){.name = take_field(&at, name),
            .title = take_field(&at, title),
            .url = take_field(&at, url),
            .outlet = toll_text_of(outlet_word),
            .published = toll_rows_day(s, 4)};
        write_hex(cursor->sha256, (const uint8_t *)sha256.data);
    }
    int64_t text = toll_rows_integer(s, 5);
    toll_rows_reset(s);
    if (cursor->fields.failed) return no_memory(it, error);
    status = load_text(cursor, it, text, error);
    if (status >= 0) cursor->version = version;
    return status;
}

/* --- claims */
toll_status toll_sql_claims_open(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error)
{
    return open_cursor(out, store, TOLL_QUERY_CLAIMS, filter, error);
}

static toll_status load_decision(toll_ledger_row *out, walker *cursor, int64_t decision, toll_error *error)
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
    return failed ? no_memory(it, error) : TOLL_OK;
}

toll_status toll_sql_claims_next(toll_ledger_row *out, struct toll_ledger_cursor *base, toll_error *error)
{
    walker *cursor = (walker *)base;
    toll_sql_store *it = (toll_sql_store *)base->store;
    toll_rows *s = cursor->s;
    toll_store_claim stored;
    const toll_edition *edition = NULL;
    toll_status status = toll_rows_next(s, error);
    if (status != TOLL_OK) return status;
    toll_arena_reset(&cursor->memory);
    status = load_version(cursor, toll_rows_integer(s, 0), error);
    if (status >= 0) status = toll_sql_edition(&edition, it, toll_rows_integer(s, 3), error);
    if (status >= 0) status = toll_sql_read_claim(&stored, it, s, 7, &cursor->memory, error);
    if (status < 0) return status;
    *out = (toll_ledger_row){.claim = stored.claim,
        .document = cursor->document,
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
    return open_cursor(out, store, TOLL_QUERY_VERSIONS, filter, error);
}

toll_status toll_sql_versions_next(toll_ledger_version *out, struct toll_ledger_cursor *base, toll_error *error)
{
    walker *cursor = (walker *)base;
    toll_sql_store *it = (toll_sql_store *)base->store;
    toll_rows *s = cursor->s;
    static const toll_edition none;
    const toll_edition *edition = &none;
    toll_status status = toll_rows_next(s, error);
    if (status != TOLL_OK) return status;
    status = load_version(cursor, toll_rows_integer(s, 0), error);
    if (status >= 0 && toll_rows_integer(s, 7)) status = toll_sql_edition(&edition, it, toll_rows_integer(s, 7), error);
    if (status < 0) return status;
    *out = (toll_ledger_version){.id = (uint64_t)toll_rows_integer(s, 0),
        .document_id = (uint64_t)toll_rows_integer(s, 1),
        .number = (uint32_t)toll_rows_integer(s, 2),
        .document = cursor->document,
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
    return open_cursor(out, store, TOLL_QUERY_SOURCES, filter, error);
}

static bool copy(const char **out, walker *cursor, int at)
{
    toll_text text = toll_rows_text(cursor->s, at);
    *out = text.data ? toll_arena_string(&cursor->memory, text.data, text.len) : NULL;
    return !text.data || *out;
}

toll_status toll_sql_sources_next(toll_ledger_source *out, struct toll_ledger_cursor *base, toll_error *error)
{
    walker *cursor = (walker *)base;
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
    return copy(&out->name, cursor, 1) && copy(&out->side, cursor, 2) && copy(&out->kind, cursor, 3) ? TOLL_OK : no_memory(it, error);
}
