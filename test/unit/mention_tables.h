/* What the tests of src/mention share: the tables they read, compiled in memory, and a walk over the sentences of a text. */
#ifndef TOLL_TEST_MENTION_TABLES_H
#define TOLL_TEST_MENTION_TABLES_H

#include "test.h"

#include "mention/mention.h"

#include <math.h>
#include <stdio.h>

typedef struct mention_fixture {
    toll_tables *tables;
    void *blob;
    toll_mention_words words;
    toll_lexer lexer;
    toll_scratch scratch;
} mention_fixture;

static size_t mention_pieces(toll_piece *out, size_t cap, const toll_sentence_view *view, uint8_t kind, void *context)
{
    (void)kind;
    toll_mention_words *words = context;
    toll_mention_words_resolve(words, view->tables);
    return toll_mention_number_pieces(out, cap, view, words);
}

static int mention_start(void **state)
{
    static const char *const names[] = {
        "function.tsv", "abbreviations.tsv", "numbers.tsv", "calendar.tsv", "frames.tsv", "period.tsv", "quantity.rules", "date.rules"};
    enum { COUNT = sizeof names / sizeof names[0] };
    const char *root = getenv("TOLLBOOK_ROOT"), *paths[COUNT];
    char room[COUNT][1024];
    for (int i = 0; i < COUNT; i++) {
        snprintf(room[i], sizeof room[i], "%s/lang/en/%s", root ? root : ".", names[i]);
        paths[i] = room[i];
    }
    mention_fixture *f = calloc(1, sizeof *f);
    toll_buffer blob = {0};
    toll_error error = {0};
    if (!f) return -1;
    toll_compile_options options = {.paths = paths, .path_count = COUNT, .maker = mention_pieces, .context = &f->words};
    if (toll_tables_compile(&blob, &options, &error) != TOLL_OK) {
        printf("# %s:%llu: %s\n", error.where, (unsigned long long)error.line, error.message);
        return -1;
    }
    f->blob = aligned_alloc(64, (blob.len + 63) / 64 * 64);
    if (!f->blob) return -1;
    memcpy(f->blob, blob.data, blob.len);
    size_t len = blob.len;
    toll_buffer_free(&blob);
    if (toll_tables_open(&f->tables, f->blob, len, &error) != TOLL_OK) return -1;
    toll_mention_words_resolve(&f->words, f->tables);
    *state = f;
    return 0;
}

static int mention_stop(void **state)
{
    mention_fixture *f = *state;
    toll_lexer_free(&f->lexer);
    toll_scratch_free(&f->scratch);
    toll_tables_close(f->tables);
    free(f->blob);
    free(f);
    return 0;
}

typedef void mention_visit(void *context, const mention_fixture *f, const toll_sentence_view *view);

static void mention_walk(mention_fixture *f, toll_text text, mention_visit *visit, void *context)
{
    toll_lexer_start(&f->lexer, text, toll_tables_abbreviations(f->tables));
    while (toll_lexer_next(&f->lexer) == TOLL_OK) {
        for (size_t i = 0; i < f->lexer.token_count; i++) f->lexer.tokens[i].word = toll_tables_word(f->tables, f->lexer.tokens[i].hash);
        for (size_t n = 0; n < f->lexer.sentence_count; n++) {
            const toll_sentence *sentence = &f->lexer.sentences[n];
            toll_sentence_view view = {.tables = f->tables,
                .text = f->lexer.text,
                .tokens = f->lexer.tokens + sentence->first,
                .count = (uint16_t)sentence->count,
                .scratch = &f->scratch};
            assert_int_equal(toll_tables_annotate(f->tables, &f->scratch, view.tokens, view.count), TOLL_OK);
            visit(context, f, &view);
        }
    }
}

static inline void mention_add_span(toll_buffer *out, const toll_sentence_view *view, toll_extent extent)
{
    toll_span span = toll_extent_span(view, extent);
    toll_buffer_add_char(out, '[');
    toll_buffer_add(out, view->text.data + span.off, span.len);
    toll_buffer_add_string(out, "]");
}

#endif
