/* Writing documents. In: a document, what the ledger knows of it (sql_find.c), the claims read from it. Out: rows of text, document, version,
 * reading, sentence and claim, in the transaction the caller opened. Nothing is changed but `superseded_at` of what no longer stands. A reading's
 * claims and a text's sentences get rows side by side (reading << 24 | n), so no index is needed to find them again, and a document's
 * claims lie on neighbouring pages. Costs about 8 microseconds a claim. */
#include "sql.h"

/* --- versions */
static void remember_fresh(toll_sql_store *it, toll_text key)
{
    if (!it->driver->settle) return;
    toll_intern_put(&it->fresh, key, 0, NULL);
    toll_heard_put(&it->heard, key);
}

static toll_status find_text(uint64_t *out, toll_sql_store *it, toll_text key, toll_error *error)
{
    toll_rows *s;
    if (it->writing && !toll_heard_has(&it->heard, key)) return TOLL_END;
    toll_status status = toll_sql_settle_fresh(it, key, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_TEXT_FIND, error);
    if (status < 0) return status;
    toll_rows_bind_bytes(s, 1, key);
    status = toll_rows_next(s, error);
    if (status == TOLL_OK) *out = (uint64_t)toll_rows_integer(s, 0);
    toll_rows_reset(s);
    return status;
}

static toll_status put_text(toll_store_state *state, toll_sql_store *it, toll_text text, const uint8_t sha256[32], toll_error *error)
{
    uint64_t *out = &state->text;
    const toll_text key = {(const char *)sha256, 32};
    toll_rows *s;
    toll_status status = find_text(out, it, key, error);
    state->new_text = status == TOLL_END;
    if (!state->new_text) return status;
    status = toll_sql_next_row(out, it, TOLL_SQL_TEXTS, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_TEXT_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)*out);
    toll_rows_bind_bytes(s, 2, key);
    toll_rows_bind_bytes(s, 3, (toll_text){text.len ? text.data : "", text.len});
    status = toll_rows_run(s, error);
    remember_fresh(it, key);
    it->unindexed_bytes += text.len;
    return status;
}

static toll_status supersede(toll_sql_store *it, toll_sql which, uint64_t row, int64_t now, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, it, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)row);
    toll_rows_bind_integer(s, 2, now);
    return toll_rows_run(s, error);
}

static toll_status put_document(toll_store_state *state, toll_sql_store *it, const toll_document *document, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_next_row(&state->document, it, TOLL_SQL_DOCUMENTS, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_DOCUMENT_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)state->document);
    toll_rows_bind_text(s, 2, document->name);
    return toll_rows_run(s, error);
}

toll_status toll_sql_put_version(
    toll_store_state *state, toll_store *store, const toll_document *document, const uint8_t sha256[32], int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_rows *s;
    int64_t outlet = 0;
    toll_status status = put_text(state, it, document->text, sha256, error);
    if (status >= 0 && !state->document) status = put_document(state, it, document, error);
    if (status >= 0 && state->version) status = supersede(it, TOLL_SQL_READING_END, state->version, now, error);
    if (status >= 0 && state->version) status = supersede(it, TOLL_SQL_VERSION_END, state->version, now, error);
    if (status >= 0) status = toll_sql_word_row(&outlet, it, document->outlet, error);
    if (status >= 0) status = toll_sql_next_row(&state->version, it, TOLL_SQL_VERSIONS, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_VERSION_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)state->version);
    toll_rows_bind_integer(s, 2, (int64_t)state->document);
    toll_rows_bind_integer(s, 3, ++state->number);
    toll_rows_bind_integer(s, 4, (int64_t)state->text);
    toll_rows_bind_text(s, 5, document->title);
    toll_sql_bind_row(s, 6, outlet);
    toll_rows_bind_text(s, 7, document->url);
    toll_rows_bind_day(s, 8, document->published);
    toll_rows_bind_integer(s, 9, now);
    state->reading = 0;
    remember_fresh(it, document->name);
    return toll_rows_run(s, error);
}

/* --- readings */
/* The sentences the text already has, so that each gets one row. */
static toll_status load_sentences(uint64_t *count, toll_sql_store *it, const toll_store_state *state, toll_error *error)
{
    toll_rows *s;
    *count = 0;
    toll_intern_reset(&it->sentences);
    if (state->new_text) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_SENTENCES, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)state->text);
    while ((status = toll_rows_next(s, error)) == TOLL_OK) {
        toll_span span = {(uint32_t)toll_rows_integer(s, 1), (uint32_t)toll_rows_integer(s, 2)};
        int64_t row = toll_rows_integer(s, 0);
        toll_intern_put(&it->sentences, (toll_text){(const char *)&span, sizeof span}, row, NULL);
        *count = (uint64_t)row & TOLL_LEDGER_CLAIMS_MAX;
    }
    return status < 0 ? status : TOLL_OK;
}

typedef struct reading {
    toll_sql_store *it;
    const char *text;
    uint64_t text_row, sentence_count;
    bool noted; /* that the text's words are to be indexed again, where they were: it has new sentences */
} reading;

static toll_status index_again(reading *in, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, in->it, TOLL_SQL_INDEXED, error);
    if (status >= 0) status = toll_rows_next(s, error);
    if (status < 0) return status;
    bool indexed = status == TOLL_OK && (uint64_t)toll_rows_integer(s, 0) >= in->text_row;
    toll_rows_reset(s);
    in->noted = true;
    if (!indexed) return TOLL_OK;
    status = toll_sql_get(&s, in->it, TOLL_SQL_UNINDEXED_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)in->text_row);
    return toll_rows_run(s, error);
}

static toll_status put_sentence(int64_t *out, reading *in, toll_span span, toll_error *error)
{
    toll_rows *s;
    *out = 0;
    if (!span.off && !span.len) return TOLL_OK;
    toll_text key = {(const char *)&span, sizeof span}, words = {in->text + span.off, span.len};
    const toll_intern_entry *seen = toll_intern_find(&in->it->sentences, key);
    if (seen) {
        *out = seen->row;
        return TOLL_OK;
    }
    toll_status status = toll_sql_get(&s, in->it, TOLL_SQL_SENTENCE_PUT, error);
    if (status < 0) return status;
    if (in->sentence_count == TOLL_LEDGER_CLAIMS_MAX)
        return toll_error_set(error, TOLL_E_LIMIT, in->it->path, "too many sentences in one text");
    *out = (int64_t)(in->text_row << 24 | ++in->sentence_count);
    toll_rows_bind_integer(s, 1, *out);
    toll_rows_bind_integer(s, 2, span.off);
    toll_rows_bind_integer(s, 3, span.len);
    toll_rows_bind_integer(s, 4, toll_ledger_seal(words.data, words.len));
    status = toll_rows_run(s, error);
    if (status >= 0 && !in->noted) status = index_again(in, error);
    toll_intern_put(&in->it->sentences, key, *out, NULL);
    return status;
}

toll_status toll_sql_put_reading(toll_store_state *state, toll_store *store, const toll_document *document, const toll_claim *claims,
    size_t claim_count, const int64_t *seals, int64_t seal, const char *engine, const char *tables, int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    reading in = {.it = it, .text = document->text.data, .text_row = state->text, .noted = state->new_text};
    toll_rows *s;
    int64_t edition = 0, sentence = 0;
    toll_status status = toll_sql_edition_row(&edition, it, engine, tables, error);
    if (status >= 0 && state->reading) status = supersede(it, TOLL_SQL_READING_END, state->version, now, error);
    if (status >= 0) status = toll_sql_next_row(&state->reading, it, TOLL_SQL_READINGS, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_READING_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)state->reading);
    toll_rows_bind_integer(s, 2, (int64_t)state->version);
    toll_rows_bind_integer(s, 3, edition);
    toll_rows_bind_integer(s, 4, (int64_t)claim_count);
    toll_rows_bind_integer(s, 5, seal);
    toll_rows_bind_integer(s, 6, now);
    status = toll_rows_run(s, error);
    it->newest = now;
    it->unindexed++;
    if (status >= 0) status = load_sentences(&in.sentence_count, it, state, error);
    for (size_t i = 0; i < claim_count && status >= 0; i++) {
        status = put_sentence(&sentence, &in, claims[i].sentence, error);
        if (status >= 0)
            status = toll_sql_put_claim(it, (int64_t)(state->reading << 24 | (i + 1)), &claims[i], in.text, seals[i], sentence, error);
    }
    return status;
}

toll_status toll_sql_put_confirmation(
    toll_store *store, const toll_store_state *state, const char *engine, const char *tables, int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_rows *s;
    int64_t edition = 0;
    toll_status status = toll_sql_edition_row(&edition, it, engine, tables, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_CONFIRMATION_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)state->reading);
    toll_rows_bind_integer(s, 2, edition);
    toll_rows_bind_integer(s, 3, now);
    return toll_rows_run(s, error);
}
