/* Finding a document again. In: a document by its name, its address and its outlet. Out: what the ledger knows of it: its version, its text and the
 * reading that stands. Rows that wait to be sent are sent first where they may be what is looked for. Costs one look-up by name; none where a
 * name was surely never heard. */
#include "sql.h"

toll_status toll_sql_settle_fresh(toll_sql_store *it, toll_text key, toll_error *error)
{
    return it->driver->settle && toll_intern_find(&it->fresh, key) ? it->driver->settle(it, error) : TOLL_OK;
}

typedef struct match {
    int score; /* -1 = another document */
    toll_store_state state;
} match;

/* The same name may be given to documents of several outlets. An address settles it, else the outlet; what is not known speaks for neither. */
static int score(const toll_document *document, const toll_store_state *known, const uint8_t sha256[32])
{
    int same_text = !memcmp(known->sha256, sha256, 32);
    if (document->url.data && known->url.data) return toll_text_equal(document->url, known->url) ? 6 + same_text : -1;
    if (document->outlet.data && known->outlet.data) return toll_text_equal(document->outlet, known->outlet) ? 4 + same_text : -1;
    return 2 + same_text;
}

static toll_text keep_text(toll_buffer *memory, toll_text text)
{
    if (!text.data) return text;
    toll_text kept = {(const char *)(uintptr_t)(memory->len + 1), text.len}; /* an offset until the buffer stands still */
    toll_buffer_add(memory, text.data, text.len);
    toll_buffer_add_char(memory, '\0');
    return kept;
}

static void settle(toll_text *text, const toll_buffer *memory)
{
    if (text->data) text->data = memory->data + ((uintptr_t)text->data - 1);
}

/* Columns of TOLL_SQL_FIND. */
static toll_status read_state(toll_store_state *out, toll_sql_store *it, toll_rows *s, toll_error *error)
{
    const char *outlet;
    *out = (toll_store_state){.document = (uint64_t)toll_rows_integer(s, 0),
        .version = (uint64_t)toll_rows_integer(s, 1),
        .number = (uint32_t)toll_rows_integer(s, 2),
        .text = (uint64_t)toll_rows_integer(s, 3),
        .title = toll_rows_text(s, 5),
        .url = toll_rows_text(s, 7),
        .published = toll_rows_day(s, 8)};
    const toll_text digest = toll_rows_text(s, 4);
    if (digest.len != 32) return toll_sql_damaged(it, error, "text", (int64_t)out->text);
    memcpy(out->sha256, digest.data, 32);
    toll_status status = toll_sql_word(&outlet, it, toll_rows_integer(s, 6), error);
    out->outlet = toll_text_of(outlet);
    return status;
}

static toll_status find_reading(toll_store_state *out, toll_sql_store *it, const char *engine, const char *tables, toll_error *error)
{
    toll_rows *s;
    const toll_edition *edition;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_FIND_READING, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)out->version);
    status = toll_rows_next(s, error);
    if (status != TOLL_OK) return status < 0 ? status : TOLL_OK;
    out->reading = (uint64_t)toll_rows_integer(s, 0);
    out->seal = toll_rows_integer(s, 2);
    status = toll_sql_edition(&edition, it, toll_rows_integer(s, 1), error);
    toll_rows_reset(s);
    if (status < 0) return status;
    out->engine = edition->engine;
    out->tables = edition->tables;
    status = toll_sql_get(&s, it, TOLL_SQL_FIND_CONFIRMATION, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)out->reading);
    toll_sql_bind_string(s, 2, engine);
    toll_sql_bind_string(s, 3, tables);
    status = toll_rows_next(s, error);
    out->confirmed = status == TOLL_OK;
    toll_rows_reset(s);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_find(toll_store_state *out, toll_store *store, const toll_document *document, const uint8_t sha256[32],
    const char *engine, const char *tables, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_buffer *memory = &it->known[it->turn++ & 1]; /* the caller may still hold what the last search gave */
    match best = {.score = -1};
    toll_rows *s;
    toll_status status = toll_sql_hear(it, error);
    if (status >= 0 && toll_sql_unheard(store, document->name)) return TOLL_END;
    if (status >= 0) status = toll_sql_settle_fresh(it, document->name, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_FIND, error);
    if (status < 0) return status;
    toll_rows_bind_text(s, 1, document->name);
    while ((status = toll_rows_next(s, error)) == TOLL_OK) {
        match one;
        status = read_state(&one.state, it, s, error);
        if (status < 0) break;
        one.score = score(document, &one.state, sha256);
        if (one.score <= best.score) continue;
        best = one;
        toll_buffer_clear(memory);
        best.state.title = keep_text(memory, one.state.title);
        best.state.url = keep_text(memory, one.state.url);
    }
    toll_rows_reset(s);
    if (status < 0) return status;
    if (memory->failed) {
        toll_buffer_free(memory);
        return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for what the ledger knows of a document");
    }
    if (best.score < 0) return TOLL_END;
    settle(&best.state.title, memory);
    settle(&best.state.url, memory);
    *out = best.state;
    return find_reading(out, it, engine, tables, error);
}
