/* Where a sentence ends. Errs on the side of cutting in dirty text: a claim rarely spans a wrong cut, and a missed cut mixes two speakers. */
#include "inside.h"

enum {
    SENTENCE_TOKENS = 400, /* longer runs are menus or lists; cut so that work per sentence stays bounded */
    CLOSING_MARKS = 8      /* marks looked at after a stop, so that a million dots cost a million looks */
};

static bool is_abbreviation(const toll_lexer *lexer, const toll_token *token)
{
    if (token->kind != TOLL_TOKEN_WORD) return false;
    bool letter = token->len == 1 || (token->len == 2 && (uint8_t)lexer->text.data[token->off] >= 0xC0);
    if (letter && token->shape == TOLL_SHAPE_CAPITAL) return true; /* an initial */
    const toll_abbreviations *set = lexer->abbreviations;
    if (!set || !set->slots) return false;
    for (size_t at = token->hash & set->mask; set->slots[at]; at = (at + 1) & set->mask)
        if (set->slots[at] == token->hash) return true;
    return false;
}

static bool is_closing(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_MARK && (token->mark == TOLL_MARK_CLOSE || token->mark == ')' || token->mark == ']');
}

static bool begins_sentence(const toll_token *token)
{
    if (token->kind == TOLL_TOKEN_NUMBER) return true;
    if (token->kind == TOLL_TOKEN_MARK)
        return token->mark == TOLL_MARK_OPEN || token->mark == '(' || token->mark == '[' || token->mark == TOLL_MARK_DASH;
    return token->shape != TOLL_SHAPE_LOWER;
}

/* A list goes on: the line before ends in a comma, semicolon or colon, and this one opens in lower case or, after a comma, with an
   acronym. A colon holds over an empty line too. */
static bool list_goes_on(const toll_token *before, const toll_token *token)
{
    if (before->kind != TOLL_TOKEN_MARK || token->kind != TOLL_TOKEN_WORD) return false;
    bool colon = before->mark == ':', comma = before->mark == ',' || before->mark == ';', lower = token->shape == TOLL_SHAPE_LOWER;
    if (token->flags & TOLL_TOKEN_PARAGRAPH) return colon && lower;
    return (colon && lower) || (comma && token->shape != TOLL_SHAPE_CAPITAL);
}

static bool line_ends(const toll_lexer *lexer, const toll_token *token)
{
    if (!(token->flags & (TOLL_TOKEN_PARAGRAPH | TOLL_TOKEN_LINE)) || list_goes_on(token - 1, token)) return false;
    return token->flags & TOLL_TOKEN_PARAGRAPH || !lexer->wrapped;
}

/* Does a stop at `at` end the sentence? *next is the first token after it and its closing marks. */
static bool stop_ends(const toll_lexer *lexer, size_t first, size_t at, size_t *next)
{
    const toll_token *tokens = lexer->tokens;
    size_t after = at + 1;
    while (after < lexer->token_count && after - at <= CLOSING_MARKS && tokens[after].kind == TOLL_TOKEN_MARK &&
           !(tokens[after].flags & TOLL_TOKEN_SPACE) &&
           (tokens[after].mark == '.' || tokens[after].mark == '!' || tokens[after].mark == '?' || is_closing(&tokens[after])))
        after++;
    *next = after;
    if (after >= lexer->token_count || line_ends(lexer, &tokens[after])) return true;
    const toll_token *token = &tokens[after];
    if (tokens[at].mark == '!' || tokens[at].mark == '?') return begins_sentence(token);
    if (at > first && is_abbreviation(lexer, &tokens[at - 1]) && after == at + 1) return false;
    if (!(token->flags & TOLL_TOKEN_SPACE)) {
        /* no space: "Friday.The" and `Friday."The` end, "reuters.com", "e.g" and "3.5" do not */
        if (token->kind == TOLL_TOKEN_MARK && token->mark == TOLL_MARK_OPEN && after + 1 < lexer->token_count) token++;
        return token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER && at > first && tokens[at - 1].len > 1 &&
               (tokens[at - 1].shape == TOLL_SHAPE_LOWER || after > at + 1 || tokens[at - 1].len > 2);
    }
    return begins_sentence(token);
}

static bool glue_ends(const toll_token *before, const toll_token *token)
{
    if (!(token->flags & TOLL_TOKEN_GLUED) || before->kind != TOLL_TOKEN_WORD) return false;
    return before->shape == TOLL_SHAPE_LOWER || before->len >= 6;
}

static toll_status add(toll_lexer *lexer, size_t first, size_t end, bool stopped, bool quoted)
{
    if (first == end) return TOLL_OK;
    if (lexer->sentence_count == lexer->sentence_cap &&
        !toll_grow(&lexer->sentences, &lexer->sentence_cap, lexer->sentence_count, sizeof *lexer->sentences))
        return TOLL_E_MEMORY;
    const toll_token *head = &lexer->tokens[first], *tail = &lexer->tokens[end - 1];
    uint32_t flags = (stopped ? TOLL_SENTENCE_STOPPED : 0u) | (quoted ? TOLL_SENTENCE_QUOTED : 0u);
    if (head->flags & TOLL_TOKEN_PARAGRAPH || head->off == 0) flags |= TOLL_SENTENCE_PARAGRAPH;
    if (head->flags & TOLL_TOKEN_LINE) flags |= TOLL_SENTENCE_LINE;
    if (head->flags & TOLL_TOKEN_GLUED) flags |= TOLL_SENTENCE_GLUED;
    lexer->sentences[lexer->sentence_count++] = (toll_sentence){
        .span = {head->off, tail->off + tail->len - head->off}, .first = (uint32_t)first, .count = (uint32_t)(end - first), .flags = flags};
    return TOLL_OK;
}

/* The first token from `at` on at which a sentence or quotation may begin or end: a mark that says so, or what begins a line. */
static size_t pass_words(const toll_token *tokens, size_t at, size_t end)
{
    const uint8_t breaks = TOLL_TOKEN_PARAGRAPH | TOLL_TOKEN_LINE | TOLL_TOKEN_GLUED | TOLL_TOKEN_STOP;
    while (at < end && !(tokens[at].flags & breaks)) at++;
    return at;
}

toll_status toll_lex_cut(toll_lexer *lexer)
{
    const toll_token *tokens = lexer->tokens;
    size_t first = 0, at = 0;
    bool open = lexer->open, quoted = open;
    toll_status status = TOLL_OK;
    while (at < lexer->token_count && status == TOLL_OK) {
        const size_t limit = first + SENTENCE_TOKENS;
        at = pass_words(tokens, at, limit < lexer->token_count ? limit : lexer->token_count);
        if (at == lexer->token_count) break;
        const toll_token *token = &tokens[at];
        if (at > first && (line_ends(lexer, token) || glue_ends(token - 1, token) || at - first >= SENTENCE_TOKENS)) {
            status = add(lexer, first, at, false, quoted);
            first = at;
            quoted = open;
        }
        if (at == first && token->flags & TOLL_TOKEN_PARAGRAPH) {
            quoted = open && token->mark == TOLL_MARK_OPEN; /* each paragraph of a long quotation opens it anew */
            open = false;
        }
        if (token->kind == TOLL_TOKEN_MARK) {
            if (token->mark == TOLL_MARK_OPEN) open = true;
            if (token->mark == TOLL_MARK_CLOSE) open = false;
            size_t next = at + 1;
            if ((token->mark == '.' || token->mark == '!' || token->mark == '?') && stop_ends(lexer, first, at, &next)) {
                for (size_t i = at + 1; i < next; i++)
                    if (tokens[i].mark == TOLL_MARK_CLOSE) open = false;
                status = add(lexer, first, next, true, quoted);
                quoted = open;
                first = at = next;
                continue;
            }
        }
        at++;
    }
    return status == TOLL_OK ? add(lexer, first, lexer->token_count, false, quoted) : status;
}
