/* Any bytes as a query, a form, a part of a path, a cursor, the body of a decision and a question on two tables: refused with a reason, or
 * names and values that are clean UTF-8; a correction is JSON of known fields; and as marks over a text: the segments are the text again,
 * without a gap; and as words to search for: each filter once, clean where the words are. */
#include <stdlib.h>

#include "serve/assess.h"
#include "serve/made.h"
#include "serve/search_words.h"
#include "serve/sentences.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition) abort();
}

static void must_be_clean(const char *text)
{
    must(!text || toll_utf8_check(text, strlen(text)) == strlen(text));
}

typedef struct seen {
    const char *data;
    size_t at, points;
} seen;

static toll_status visit(void *context, const serve_segment *s)
{
    seen *it = context;
    must(s->off == it->at && s->text.data == it->data + it->at && s->text.len && s->points == it->points && s->claim_count <= 8);
    it->at += s->text.len, it->points = s->end_points;
    return TOLL_OK;
}

static void cut(const uint8_t *data, size_t size)
{
    serve_mark marks[32];
    size_t count = 0;
    for (size_t i = 0; i + 3 < size && count < 32; i += 4)
        marks[count++] = (serve_mark){{data[i], data[i + 1]}, data[i + 2], 1u << data[i + 3] % SERVE_MARK_KINDS};
    seen it = {(const char *)data, 0, 0};
    must(serve_cut((toll_text){(const char *)data, size}, marks, count, visit, &it) == TOLL_OK);
    must(it.at == size);
}

/* Sentences follow one another without touching; what is found is there; a claim's words lie in the text and cut no letter. */
static void make(toll_arena *memory, toll_text raw, toll_error *error)
{
    serve_made made;
    toll_claim claim;
    size_t last = 0, budget = 100000;
    for (toll_span s = serve_sentence_next(raw, 0); s.len; s = serve_sentence_next(raw, toll_span_end(s))) {
        must(s.off >= last && toll_span_end(s) <= raw.len);
        last = toll_span_end(s);
    }
    if (toll_utf8_check(raw.data, raw.len) != raw.len || serve_made_parse(&made, memory, raw, error) != TOLL_OK) return;
    for (int i = 0; i < SERVE_MADE_FIELDS; i++) must_be_clean(made.value[i]);
    const toll_document document = {.text = raw, .published = TOLL_DAY_UNKNOWN};
    if (serve_made_claim(&claim, &made, &document, error) != TOLL_OK) return;
    const toll_span spans[] = {claim.quantity.span, claim.sentence, claim.claimant.span, claim.place.span};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) must(toll_span_end(spans[i]) <= raw.len);
    must(claim.quantity.span.len &&
         serve_find_words(raw, made.value[MADE_QUOTE], claim.quantity.span.off, &budget).off == claim.quantity.span.off);
}

static void look_for(toll_arena *memory, const char *text)
{
    serve_search search;
    const bool clean = toll_utf8_check(text, strlen(text)) == strlen(text);
    if (!serve_search_parse(&search, memory, text)) return; /* the memory of this input is used up */
    must(search.count <= SERVE_SEARCH_FILTERS && strlen(search.words) <= strlen(text));
    for (size_t i = 0; i < search.count && clean; i++) must_be_clean(search.filters[i].value);
    if (clean) must_be_clean(search.words), must_be_clean(search.note);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_arena memory;
    serve_query query;
    serve_decision decision;
    toll_error error = {0};
    uint64_t key[3];
    toll_text raw = {(const char *)data, size};
    toll_arena_init(&memory, 1 << 20);
    if (serve_query_parse(&query, &memory, raw, &error) == TOLL_OK) {
        must(query.count <= SERVE_PARAMS);
        for (size_t i = 0; i < query.count; i++) must_be_clean(query.items[i].name), must_be_clean(query.items[i].value);
        if (serve_decision_of_form(&decision, &memory, &query, &error) == TOLL_OK) must(decision.action != NULL);
    } else {
        must(error.message[0]);
    }
    make(&memory, raw, &error);
    must_be_clean(serve_path_part(&memory, raw));
    serve_sent sent;
    error = (toll_error){0};
    if (serve_sent_parse(&sent, &memory, raw, &error) == TOLL_OK) {
        const char *const parts[] = {sent.bytes.data, sent.name, sent.title, sent.outlet, sent.url, sent.published};
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) must_be_clean(parts[i]);
        must(sent.bytes.data && strlen(sent.bytes.data) == sent.bytes.len);
    } else {
        must(error.message[0]);
    }
    serve_asked asked;
    error = (toll_error){0};
    if (serve_asked_parse(&asked, &memory, raw, &error) == TOLL_OK)
        for (size_t i = 0; i < ASK_FIELDS; i++) must_be_clean(asked.fields[i]);
    else must(error.message[0]);
    error = (toll_error){0};
    if (serve_decision_parse(&decision, &memory, raw, &error) == TOLL_OK)
        must(decision.action && (!decision.payload || decision.payload[0] == '{'));
    else must(error.message[0]);
    char *text = toll_arena_string(&memory, (const char *)data, size);
    if (text) (void)serve_cursor_parse(key, text);
    if (text) look_for(&memory, text);
    if (text) (void)serve_host_is_here(text), (void)serve_origin_fits(text, "127.0.0.1:8400");
    cut(data, size);
    toll_arena_free(&memory);
    return 0;
}
