/* Windows of tokens, cut into sentences.
 *
 * A sentence ends at a stop that is no abbreviation's, at a line or paragraph break, or where dirty text glued two of them together.
 * Whether single line breaks are spaces is decided once a document from the lengths of its first lines. */
#include "inside.h"

#include "base/fault.h"

enum { WINDOW = 256 * 1024, SENTENCE_TOKENS = 400 };

void toll_lexer_free(toll_lexer *lexer)
{
    toll_base_free(lexer->tokens);
    toll_base_free(lexer->sentences);
    *lexer = (toll_lexer){0};
}

/* Hard-wrapped text: at least five lines, none long, most between 50 and 90 bytes. */
static bool is_wrapped(toll_text text)
{
    size_t lines = 0, full = 0, start = 0;
    size_t end = text.len < 16384 ? text.len : 16384;
    for (size_t at = 0; at < end; at++) {
        if (text.data[at] != '\n') continue;
        size_t len = at - start;
        if (len > 110) return false;
        if (len) lines++;
        if (len >= 50) full++;
        start = at + 1;
    }
    return lines >= 4 && full * 2 >= lines;
}

void toll_lexer_start(toll_lexer *lexer, toll_text text, const toll_abbreviations *abbreviations)
{
    lexer->text = text;
    lexer->off = 0;
    lexer->abbreviations = abbreviations;
    lexer->wrapped = is_wrapped(text);
    lexer->quoted = false;
    lexer->token_count = lexer->sentence_count = 0;
}

static toll_token *token_room(toll_lexer *lexer)
{
    if (lexer->token_count + 2 > lexer->token_cap && !toll_grow(&lexer->tokens, &lexer->token_cap, lexer->token_count + 1, sizeof *lexer->tokens))
        return NULL;
    return &lexer->tokens[lexer->token_count];
}

/* Past the window, at a token that begins a paragraph or, failing that for long, a line or anything. */
static bool window_full(const toll_lexer *lexer, const toll_token *token, size_t begin, size_t aim)
{
    size_t size = token->off - begin;
    if (size < aim) return false;
    if (token->flags & TOLL_TOKEN_PARAGRAPH) return true;
    if (token->flags & TOLL_TOKEN_LINE && !lexer->wrapped) return true;
    if (size > aim + aim / 4 && lexer->token_count && lexer->tokens[lexer->token_count - 1].mark == '.') return true;
    return size > 2 * aim;
}

toll_status toll_lexer_next(toll_lexer *lexer)
{
    size_t begin = lexer->off, at = begin, aim = lexer->window ? lexer->window : WINDOW;
    lexer->token_count = lexer->sentence_count = 0;
    for (;;) {
        toll_token *token = token_room(lexer);
        if (!token) return TOLL_E_MEMORY;
        bool quoted = lexer->quoted;
        size_t next = toll_lex_scan(token, lexer->text, at, &quoted);
        if (token->off >= lexer->text.len) { lexer->off = lexer->text.len; break; }
        if (lexer->token_count && window_full(lexer, token, begin, aim)) { lexer->off = at; break; }
        if (token->flags & TOLL_TOKEN_PARAGRAPH && token->mark != TOLL_MARK_OPEN) quoted = token->mark == TOLL_MARK_CLOSE ? false : lexer->quoted;
        lexer->quoted = quoted;
        lexer->token_count++;
        at = next;
    }
    if (!lexer->token_count) return TOLL_END;
    lexer->tokens[lexer->token_count] = (toll_token){.kind = TOLL_TOKEN_MARK, .off = (uint32_t)lexer->off, .flags = TOLL_TOKEN_SPACE | TOLL_TOKEN_PARAGRAPH};
    return toll_lex_cut(lexer, lexer->off >= lexer->text.len);
}
