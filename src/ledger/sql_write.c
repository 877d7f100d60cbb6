/* Writing documents. In: a document, what the ledger knows of it, the claims read from it. Out: rows of text, document, version, reading,
 * sentence and claim, in the transaction the caller opened. Nothing is changed but `superseded_at` of what no longer stands. A reading's
 * claims and a text's sentences get rows side by side (reading << 24 | n), so no index is needed to find them again, and a document's
 * claims lie on neighbouring pages. Costs about 8 microseconds a claim. */
#include "sql.h"

/* --- finding a document again */
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

/* Rows that wait are sent before something is looked for that may be among them. */
static toll_status settle_if_fresh(toll_sql_store *it, toll_text key, toll_error *error)
{
    return it->driver->settle && toll_intern_find(&it->fresh, key) ? it->driver->settle(it, error) : TOLL_OK;
}

static void remember_fresh(toll_sql_store *it, toll_text key)
{
    if (!it->driver->settle) return;
    toll_intern_put(&it->fresh, key, 0, NULL);
    toll_heard_put(&it->heard, key);
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
    if (status >= 0) status = settle_if_fresh(it, document->name, error);
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

/* --- versions */
static toll_status find_text(uint64_t *out, toll_sql_store *it, toll_text key, toll_error *error)
{
    toll_rows *s;
    if (it->writing && !toll_heard_has(&it->heard, key)) return TOLL_END;
    toll_status status = settle_if_fresh(it, key, error);
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

/* --- decisions */
static toll_status check_payload(toll_sql_store *it, const char *payload, toll_error *error)
{
    toll_rows *s;
    if (!payload) return TOLL_OK;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_JSON_VALID, error);
    if (status < 0) return status;
    toll_sql_bind_string(s, 1, payload);
    status = toll_rows_next(s, error);
    bool valid = status == TOLL_OK && (int)toll_rows_integer(s, 0);
    toll_rows_reset(s);
    if (status < 0) return status;
    return valid ? TOLL_OK : toll_error_set(error, TOLL_E_USAGE, it->path, "the decision's corrected fields are not JSON");
}

/* TOLL_UNCHANGED where somebody decided since. */
static toll_status check_seen(toll_sql_store *it, int64_t document, const uint8_t key[12], int64_t seen, toll_error *error)
{
    toll_rows *s;
    toll_status status = toll_sql_get(&s, it, TOLL_SQL_DECISION_NEWEST, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, document);
    toll_rows_bind_bytes(s, 2, (toll_text){(const char *)key, 12});
    status = toll_rows_next(s, error);
    int64_t newest = status == TOLL_OK ? toll_rows_integer(s, 0) : 0;
    toll_rows_reset(s);
    return status < 0 ? status : newest == seen ? TOLL_OK : TOLL_UNCHANGED;
}

toll_status toll_sql_put_decision(toll_store *store, const toll_ledger_decision *decision, int64_t now, toll_error *error)
{
    toll_sql_store *it = (toll_sql_store *)store;
    toll_rows *s;
    uint8_t key[12];
    toll_status status = check_payload(it, decision->payload, error);
    if (status >= 0) status = toll_sql_get(&s, it, TOLL_SQL_DECISION_CLAIM, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, (int64_t)decision->row);
    status = toll_rows_next(s, error);
    if (status < 0) return status;
    if (status == TOLL_END)
        return toll_error_set(
            error, TOLL_E_USAGE, it->path, "there is no claim in row %llu of the ledger", (unsigned long long)decision->row);
    int64_t document = toll_rows_integer(s, 0);
    const toll_text stored = toll_rows_text(s, 1);
    bool whole = stored.len == sizeof key;
    if (whole) memcpy(key, stored.data, sizeof key);
    toll_rows_reset(s);
    if (!whole) return toll_sql_damaged(it, error, "claim", (int64_t)decision->row);
    if (decision->seen) {
        status = check_seen(it, document, key, *decision->seen, error);
        if (status != TOLL_OK) return status;
    }
    status = toll_sql_get(&s, it, TOLL_SQL_DECISION_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(s, 1, now);
    toll_sql_bind_string(s, 2, decision->reviewer);
    toll_rows_bind_integer(s, 3, (int)decision->action);
    toll_rows_bind_integer(s, 4, document);
    toll_rows_bind_bytes(s, 5, (toll_text){(const char *)key, sizeof key});
    toll_rows_bind_integer(s, 6, (int64_t)decision->row);
    toll_sql_bind_string(s, 7, decision->payload);
    toll_sql_bind_string(s, 8, decision->reason);
    return toll_rows_run(s, error);
}
