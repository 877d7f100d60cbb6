/* Windows of tokens, cut into sentences.
 *
 * A sentence ends at a stop that is no abbreviation's, at a line or paragraph break, or where dirty text glued two of them together.
 * Whether single line breaks are spaces is decided once a document from the lengths of its first lines. */
#include "block.h"

#include "base/fault.h"

enum { WINDOW = 256 * 1024 };

void toll_lexer_free(toll_lexer *lexer)
{
    toll_base_free(lexer->tokens);
    toll_base_free(lexer->sentences);
    *lexer = (toll_lexer){0};
}

/* Hard-wrapped text: at least five lines, none long, most between 50 and 90 bytes. A line that the look ends in counts for nothing. */
static bool is_wrapped(toll_text text)
{
    enum { LOOK = 16384, LONG = 110, FULL = 50, LINES = 5 };
    size_t lines = 0, full = 0, end = text.len < LOOK ? text.len : LOOK;
    for (size_t start = 0; start <= end;) {
        const char *line = text.data + start, *stop = start < end ? memchr(line, '\n', end - start) : NULL;
        if (!stop && end < text.len) break;
        size_t len = stop ? (size_t)(stop - line) : end - start;
        start += len + 1;
        if (len && line[len - 1] == '\r') len--;
        if (len > LONG) return false;
        lines += len > 0;
        full += len >= FULL;
    }
    return lines >= LINES && full * 2 >= lines;
}

void toll_lexer_start(toll_lexer *lexer, toll_text text, const toll_abbreviations *abbreviations)
{
    lexer->text = text;
    lexer->off = 0;
    lexer->abbreviations = abbreviations;
    lexer->wrapped = is_wrapped(text);
    lexer->quoted = lexer->open = false;
    lexer->token_count = lexer->sentence_count = 0;
}

/* Tokens up to `end`; TOLL_END at the end of the text. *at and *quoted are carried on. What each token needs is kept at hand. */
static toll_status read_tokens(toll_lexer *lexer, size_t *at, size_t end, bool *quoted)
{
    const toll_text text = lexer->text;
    size_t off = *at, count = lexer->token_count;
    bool open = *quoted;
    toll_status status = TOLL_OK;
    lex_bits bits;
    bits.base = bits.end = 0;
    while (off < end && status == TOLL_OK) {
        if (count + 2 > lexer->token_cap && !toll_grow(&lexer->tokens, &lexer->token_cap, count + 1, sizeof *lexer->tokens)) {
            status = TOLL_E_MEMORY;
            break;
        }
        off = toll_lex_scan_usual(lexer->tokens, &count, lexer->token_cap - 1, text, off, end, &open, &bits);
        if (off >= end || count + 2 > lexer->token_cap) continue;
        toll_token *token = &lexer->tokens[count];
        off = toll_lex_scan(token, text, off, &open);
        if (token->off >= text.len) status = TOLL_END;
        else count++;
    }
    lexer->token_count = count;
    *at = off;
    *quoted = open;
    return status;
}

/* The window ends before its last sentence, whose end may lie further on; that one is read again in the next window. */
static void leave_last(toll_lexer *lexer)
{
    const toll_sentence *last = &lexer->sentences[--lexer->sentence_count];
    lexer->token_count = last->first;
    lexer->off = last->span.off;
    lexer->quoted = lexer->tokens[last->first].flags & TOLL_TOKEN_QUOTED;
    lexer->open = last->flags & TOLL_SENTENCE_QUOTED;
    lexer->resumed = lexer->tokens[last->first].flags;
}

toll_status toll_lexer_next(toll_lexer *lexer)
{
    size_t begin = lexer->off, at = begin, aim = lexer->window ? lexer->window : WINDOW;
    bool quoted = lexer->quoted;
    toll_status status = TOLL_OK;
    lexer->token_count = lexer->sentence_count = 0;
    for (;;) {
        bool first = !lexer->token_count;
        if (status == TOLL_OK) status = read_tokens(lexer, &at, begin + aim, &quoted);
        if (first && begin && lexer->token_count) lexer->tokens[0].flags = lexer->resumed;
        if (status < 0) return status;
        if (!lexer->token_count) return TOLL_END;
        lexer->sentence_count = 0;
        toll_status cut = toll_lex_cut(lexer);
        if (cut != TOLL_OK) return cut;
        if (status == TOLL_END) lexer->off = lexer->text.len;
        else if (lexer->sentence_count > 1) leave_last(lexer);
        else {
            aim *= 2;
            continue;
        } /* one sentence so far; sentences are limited, so this ends */
        lexer->tokens[lexer->token_count] = (toll_token){
            .kind = TOLL_TOKEN_MARK, .off = (uint32_t)lexer->off, .flags = TOLL_TOKEN_SPACE | TOLL_TOKEN_PARAGRAPH};
        return TOLL_OK;
    }
}
