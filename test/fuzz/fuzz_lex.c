/* Any bytes as a text: tokens and sentences lie in order inside it, nothing but white space stands between them, and where windows end changes
 * nothing. */
#include <stdlib.h>

#include "lex/lex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition) abort();
}

typedef struct pile {
    toll_token *tokens;
    toll_sentence *sentences; /* first counts over all windows */
    size_t token_count, token_cap, sentence_count, sentence_cap;
} pile;

static void check_window(const toll_lexer *lexer)
{
    uint32_t expected = 0, last = 0;
    must(lexer->tokens[lexer->token_count].kind == TOLL_TOKEN_MARK && !lexer->tokens[lexer->token_count].len);
    for (size_t i = 0; i < lexer->token_count; i++) {
        must(lexer->tokens[i].len && lexer->tokens[i].hash && (!i || lexer->tokens[i].off >= last));
        last = lexer->tokens[i].off + lexer->tokens[i].len;
        must(last <= lexer->text.len);
    }
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        const toll_sentence *s = &lexer->sentences[i];
        must(s->count && s->first == expected);
        expected += s->count;
        must(expected <= lexer->token_count);
        must(s->span.off == lexer->tokens[s->first].off);
        must(toll_span_end(s->span) == lexer->tokens[expected - 1].off + lexer->tokens[expected - 1].len);
    }
    must(expected == lexer->token_count);
}

static void read_all(pile *out, toll_lexer *lexer, toll_text text, size_t window)
{
    lexer->window = window;
    out->token_count = out->sentence_count = 0;
    toll_lexer_start(lexer, text, NULL);
    toll_status status;
    while ((status = toll_lexer_next(lexer)) == TOLL_OK) {
        check_window(lexer);
        for (size_t i = 0; i < lexer->sentence_count; i++) {
            must(toll_grow(&out->sentences, &out->sentence_cap, out->sentence_count, sizeof *out->sentences));
            out->sentences[out->sentence_count] = lexer->sentences[i];
            out->sentences[out->sentence_count++].first += (uint32_t)out->token_count;
        }
        for (size_t i = 0; i < lexer->token_count; i++) {
            must(toll_grow(&out->tokens, &out->token_cap, out->token_count, sizeof *out->tokens));
            out->tokens[out->token_count++] = lexer->tokens[i];
        }
    }
    must(status == TOLL_END);
    must(toll_lexer_next(lexer) == TOLL_END);
}

static void must_equal(const pile *a, const pile *b)
{
    must(a->token_count == b->token_count && a->sentence_count == b->sentence_count);
    for (size_t i = 0; i < a->token_count; i++) {
        const toll_token *x = &a->tokens[i], *y = &b->tokens[i];
        must(x->off == y->off && x->len == y->len && x->hash == y->hash && x->kind == y->kind && x->shape == y->shape &&
             x->mark == y->mark && x->flags == y->flags);
    }
    for (size_t i = 0; i < a->sentence_count; i++) {
        const toll_sentence *x = &a->sentences[i], *y = &b->sentences[i];
        must(x->span.off == y->span.off && x->span.len == y->span.len && x->first == y->first && x->count == y->count &&
             x->flags == y->flags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t windows[] = {1, 7, 64, 300};
    pile whole = {0}, pieces = {0};
    toll_lexer lexer = {0};
    const toll_text text = {(const char *)data, size};
    read_all(&whole, &lexer, text, 0);
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        read_all(&pieces, &lexer, text, windows[i]);
        must_equal(&whole, &pieces);
    }
    toll_lexer_free(&lexer);
    free(whole.tokens);
    free(whole.sentences);
    free(pieces.tokens);
    free(pieces.sentences);
    return 0;
}
