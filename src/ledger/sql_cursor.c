/* What walks over rows of a query (sql_list.c). In: a filter, made a query. Out: the document of each row, and whether it says the words asked for.
 * What belongs to a version (its metadata, its text) is fetched once for all its claims, since they come one after another; chains live in an
 * arena that is emptied for each row. */
#include "sql_cursor.h"

void toll_sql_cursor_close(struct toll_ledger_cursor *base)
{
    toll_sql_cursor *cursor = (toll_sql_cursor *)base;
    toll_rows_close(cursor->s);
    toll_arena_free(&cursor->memory);
    toll_buffer_free(&cursor->fields);
    toll_buffer_free(&cursor->text);
    toll_asked_free(&cursor->asked);
    toll_buffer_free(&cursor->folded);
    toll_base_free(cursor);
}

toll_status toll_sql_no_row_memory(const toll_sql_store *it, toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, it->path, "no memory for a row of the ledger");
}

/* A list of the claims that say the filter's words, for a query that counts them. */
static toll_status list_claims(toll_buffer *out, toll_store *store, const toll_ledger_filter *filter, toll_error *error)
{
    const toll_sql_store *it = (const toll_sql_store *)store;
    const char *brackets = it->driver->dialect->list;
    toll_ledger_filter each = *filter;
    struct toll_ledger_cursor *cursor;
    toll_ledger_row row;
    each.limit = 0;
    toll_status status = toll_sql_claims_open(&cursor, store, &each, error);
    toll_buffer_add_char(out, brackets[0]);
    while (status >= 0 && cursor && (status = toll_sql_claims_next(&row, cursor, error)) == TOLL_OK)
        toll_buffer_printf(out, "%s%llu", out->len > 1 ? "," : "", (unsigned long long)row.row);
    toll_buffer_add_char(out, brackets[1]);
    if (cursor) toll_sql_cursor_close(cursor);
    if (status >= 0 && out->failed) status = toll_sql_no_row_memory(it, error);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_sql_cursor_open(
    struct toll_ledger_cursor **out, toll_store *store, enum toll_query_kind kind, const toll_ledger_filter *filter, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_asked asked = {0};
    toll_buffer claims = {0};
    *out = NULL;
    toll_rows *s = NULL;
    if (filter->text && !toll_asked_read(&asked, filter->text)) return toll_sql_no_row_memory(it, error);
    toll_status status = kind == TOLL_QUERY_SOURCES && asked.count ? list_claims(&claims, store, filter, error) : TOLL_OK;
    if (status >= 0) status = toll_sql_query(&s, it, kind, filter, &asked, claims.data, error);
    toll_buffer_free(&claims);
    toll_sql_cursor *cursor = status >= 0 && s ? toll_base_zero(1, sizeof *cursor) : NULL;
    if (!cursor) {
        toll_asked_free(&asked);
        toll_rows_close(s);
        return status < 0 || !s ? status : toll_sql_no_row_memory(it, error);
    }
    cursor->base.store = store;
    cursor->s = s;
    cursor->without_text = filter->without_text;
    cursor->asked = asked;
    cursor->limit = asked.count ? filter->limit : 0;
    toll_arena_init(&cursor->memory, 0);
    *out = &cursor->base;
    return TOLL_OK;
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

static toll_status load_text(toll_sql_cursor *cursor, toll_sql_store *it, int64_t text, toll_error *error)
{
    toll_rows *s;
    cursor->document.text = (toll_text){0};
    if (cursor->without_text && !cursor->asked.count) return TOLL_OK;
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
    if (cursor->text.failed) return toll_sql_no_row_memory(it, error);
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

toll_status toll_sql_cursor_version(toll_sql_cursor *cursor, int64_t version, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)cursor->base.store;
    toll_rows *s;
    const char *outlet_word;
    if (cursor->version == version) return TOLL_OK;
    cursor->version = 0;
    cursor->sentence = (toll_span){0};
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
    if (cursor->fields.failed) return toll_sql_no_row_memory(it, error);
    status = load_text(cursor, it, text, error);
    if (status >= 0) cursor->version = version;
    return status;
}

/* --- the words asked for */
toll_status toll_sql_cursor_says(bool *out, toll_sql_cursor *cursor, toll_text text, toll_error *error)
{
    if (!toll_words_fold(&cursor->folded, text)) return toll_sql_no_row_memory((toll_sql_store *)cursor->base.store, error);
    *out = toll_asked_is_said(&cursor->asked, (toll_text){cursor->folded.data, cursor->folded.len});
    return TOLL_OK;
}

/* Claims come by sentences, so most are answered without reading. */
toll_status toll_sql_cursor_sentence_says(bool *out, toll_sql_cursor *cursor, toll_span sentence, toll_error *error)
{
    const toll_text text = cursor->document.text;
    *out = cursor->sentence_says;
    if (sentence.off == cursor->sentence.off && sentence.len == cursor->sentence.len) return TOLL_OK;
    *out = false;
    toll_status status = sentence.off > text.len || sentence.len > text.len - sentence.off || !sentence.len
                             ? TOLL_OK
                             : toll_sql_cursor_says(out, cursor, (toll_text){text.data + sentence.off, sentence.len}, error);
    cursor->sentence = sentence;
    cursor->sentence_says = *out;
    return status;
}
