/* Runs every rule's examples on the tables just compiled: `yes` texts must match over exactly the bracketed words, `no` texts must not
 * match at all. A failing example fails the build. */
#include "inside.h"

typedef struct example {
    char *text; /* without brackets */
    size_t len;
    uint32_t off, end; /* what the brackets hold */
    bool marked;
} example;

static bool strip(example *out, compiler *c, toll_text source)
{
    *out = (example){.text = toll_arena_string(&c->arena, source.data, source.len)};
    if (!out->text) return false;
    for (size_t i = 0; i < source.len; i++) {
        if (source.data[i] == '[') out->off = (uint32_t)out->len, out->marked = true;
        else if (source.data[i] == ']') out->end = (uint32_t)out->len;
        else out->text[out->len++] = source.data[i];
    }
    out->text[out->len] = '\0';
    return true;
}

typedef struct trial {
    bool exact, any;
    char found[128];
} trial;

static toll_status try_sentence(trial *out, const toll_sentence_view *view, uint16_t rule, const example *ex)
{
    for (uint16_t at = 0; at < view->count; at++) {
        toll_rule_match match;
        if (!toll_rule_try(&match, view, rule, at)) continue;
        const toll_token *head = &view->tokens[at], *tail = &view->tokens[at + match.count - 1];
        uint32_t end = tail->off + tail->len;
        out->any = true;
        if (head->off == ex->off && end == ex->end) out->exact = true;
        size_t len = end - head->off < sizeof out->found - 1 ? end - head->off : sizeof out->found - 1;
        if (!out->exact) memcpy(out->found, view->text.data + head->off, len), out->found[len] = '\0';
    }
    return TOLL_OK;
}

static toll_status try_example(trial *out, compiler *c, const toll_tables *tables, const rule_source *source, const example *ex,
    const toll_compile_options *options, toll_scratch *scratch)
{
    uint8_t kind = tables->rules[source->rule].kind;
    toll_piece pieces[64];
    *out = (trial){0};
    toll_lexer_start(&c->lexer, (toll_text){ex->text, ex->len}, toll_tables_abbreviations(tables));
    toll_status status;
    while ((status = toll_lexer_next(&c->lexer)) == TOLL_OK) {
        for (size_t i = 0; i < c->lexer.token_count; i++) c->lexer.tokens[i].word = toll_tables_word(tables, c->lexer.tokens[i].hash);
        for (size_t s = 0; s < c->lexer.sentence_count; s++) {
            const toll_sentence *sentence = &c->lexer.sentences[s];
            toll_sentence_view view = {.tables = tables,
                .text = c->lexer.text,
                .tokens = c->lexer.tokens + sentence->first,
                .count = (uint16_t)sentence->count,
                .scratch = scratch,
                .pieces = pieces};
            if (toll_tables_annotate(tables, scratch, view.tokens, view.count) != TOLL_OK) return TOLL_E_MEMORY;
            if (options->maker) view.piece_count = (uint16_t)options->maker(pieces, 64, &view, kind, options->context);
            try_sentence(out, &view, (uint16_t)source->rule, ex);
        }
    }
    return status == TOLL_END ? TOLL_OK : status;
}

static toll_status complain(compiler *c, const toll_tables *tables, const rule_source *source, const char *what, const char *detail)
{
    return toll_error_at(c->error, TOLL_E_TABLE, toll_rule_file(tables, (uint16_t)source->rule), source->line, "rule `%s`: %s%s%s%s: %.*s",
        toll_rule_name(tables, (uint16_t)source->rule), what, *detail ? " (it matches \"" : "", detail, *detail ? "\")" : "",
        (int)source->text.len, source->text.data);
}

toll_status compile_examples(compiler *c, const toll_tables *tables, const toll_compile_options *options)
{
    const rule_source *sources = c->examples.data;
    toll_scratch scratch = {0};
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < c->examples.count && status == TOLL_OK; i++) {
        example ex;
        trial result;
        if (!strip(&ex, c, sources[i].text)) {
            status = TOLL_E_MEMORY;
            break;
        }
        if (sources[i].wanted && (!ex.marked || ex.end <= ex.off)) {
            status = complain(c, tables, &sources[i], "a `yes` example marks what must match with [brackets]", "");
            break;
        }
        status = try_example(&result, c, tables, &sources[i], &ex, options, &scratch);
        if (status != TOLL_OK) break;
        if (sources[i].wanted && !result.exact)
            status = complain(c, tables, &sources[i], "an example that must match does not", result.found);
        if (!sources[i].wanted && result.any)
            status = complain(c, tables, &sources[i], "an example that must not match does", result.found);
    }
    toll_scratch_free(&scratch);
    return status;
}
