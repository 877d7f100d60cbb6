/* Which sentences of a window are read: those with losses, as much around them as their story needs, the lines of lists below a heading with a word
 * of loss, and the sentence that answers one that asks.
 *
 * In: the window's sentences. Out: the marks of each. A sentence without a loss word costs one look at each token's classes; those that hold a loss
 * are cut into phrases, which are kept (keep.c). */
#include "inside.h"

/* The first token from `at` on whose word has the sign; the count where none has. */
static uint32_t seek_sign(const toll_claim_reader *reader, const toll_token *tokens, uint32_t at, uint32_t count, uint8_t sign)
{
    const uint8_t *signs = reader->tables->signs;
    while (at < count && !(signs[tokens[at].word] & sign)) at++;
    return at;
}

static bool has_loss_word(const toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    const toll_token *tokens = lexer->tokens + sentence->first;
    const uint32_t count = sentence->count;
    for (uint32_t at = 0; (at = seek_sign(reader, tokens, at, count, SIGN_LOSS | SIGN_LOSS_PHRASE)) < count; at++) {
        const uint8_t signs = reader->tables->signs[tokens[at].word];
        if (signs & SIGN_LOSS_SURE) return true;
        if (!(signs & SIGN_LOSS) && !toll_tables_goes_on(reader->tables->tables, tokens, at, count)) continue;
        if (toll_tables_begins(reader->tables->tables, tokens, at, count, claim_class.trigger)) return true;
    }
    return false;
}

static bool has_number(const toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    const toll_token *tokens = lexer->tokens + sentence->first;
    for (uint32_t at = 0; at < sentence->count; at++)
        if (tokens[at].kind == TOLL_TOKEN_NUMBER || reader->tables->signs[tokens[at].word] & SIGN_NUMBER) return true;
    return false;
}

enum { SHORT_WINDOW = 300, STORY_BEFORE = 12, SPEAKER_BEFORE = 3, AFTER = 2 };

static void mark_around(uint8_t *marks, size_t count, size_t at)
{
    size_t first = count <= SHORT_WINDOW || at < STORY_BEFORE ? 0 : at - STORY_BEFORE;
    size_t end = count <= SHORT_WINDOW || at + AFTER >= count ? count : at + AFTER + 1;
    for (size_t i = first; i < end; i++) marks[i] |= READ_STORY;
    for (size_t i = at < SPEAKER_BEFORE ? 0 : at - SPEAKER_BEFORE; i < count && i <= at + AFTER; i++) marks[i] |= READ_SPEAKER;
    marks[at] |= READ_LOSS;
}

/* A line below a heading with a word of loss is read, for what the heading may make of it. */
static bool mark_row(toll_claim_reader *reader, const toll_lexer *lexer, size_t at, size_t *above)
{
    if (claim_heading_like(reader, lexer, at)) {
        *above = at;
        return false;
    }
    if (*above >= at) return false;
    if (!claim_line_like(lexer, at)) *above = lexer->sentence_count; /* prose: the heading is done */
    if (*above >= at || !claim_row_like(lexer, at)) return false;
    for (size_t i = at; i >= *above && !(reader->marks[i] & READ_STORY); i--) { /* a heading holds over every line down to this one */
        reader->marks[i] |= READ_STORY | READ_SPEAKER;
        if (!i) break;
    }
    reader->marks[*above] |= READ_STORY | READ_SPEAKER;
    reader->marks[at] |= READ_STORY | READ_SPEAKER | READ_LOSS;
    return true;
}

enum { ANSWERS = 3, HEAD = 6 };

/* The sentence behind a question is read where it may hold the answer, and those behind it for answers of others. */
static bool mark_answer(toll_claim_reader *reader, const toll_lexer *lexer, size_t at)
{
    const toll_sentence *sentence = &lexer->sentences[at];
    const toll_token *tokens = lexer->tokens + sentence->first;
    if (seek_sign(reader, tokens, 0, sentence->count, SIGN_ASKS) == sentence->count) return false; /* most hold no such word */
    if (at + 1 >= lexer->sentence_count || !claim_asks_like(reader, lexer, at)) return false;
    if (!has_number(reader, lexer, &lexer->sentences[at + 1])) return false;
    reader->marks[at] |= READ_STORY | READ_SPEAKER;
    reader->marks[at + 1] |= READ_LOSS;
    for (size_t i = at + 1; i < lexer->sentence_count && i <= at + ANSWERS; i++) reader->marks[i] |= READ_STORY | READ_SPEAKER;
    return true;
}

/* Marks every sentence of the window; false where none holds a loss. */
bool claim_mark_window(toll_claim_reader *reader, const toll_lexer *lexer)
{
    bool any = false;
    while (reader->mark_cap < lexer->sentence_count)
        if (!toll_grow(&reader->marks, &reader->mark_cap, reader->mark_cap, sizeof *reader->marks)) {
            reader->status = TOLL_E_MEMORY;
            return false;
        }
    memset(reader->marks, 0, lexer->sentence_count);
    if ((reader->status = claim_kept_start(&reader->kept, lexer->sentence_count)) != TOLL_OK) return false;
    const uint32_t start = reader->story.sentence; /* what leans on a claim before looks at sentence numbers */
    bool told = start > 0;                         /* on which day the text is told is asked once, where it matters */
    size_t above = lexer->sentence_count;          /* the heading whose lines follow; none = the count */
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        any |= mark_row(reader, lexer, i, &above);
        bool loss = has_loss_word(reader, lexer, &lexer->sentences[i]);
        any |= loss && mark_answer(reader, lexer, i);
        if (!loss || !has_number(reader, lexer, &lexer->sentences[i])) continue;
        if (!told && (reader->status = claim_find_today(reader, lexer)) != TOLL_OK) return false;
        told = true;
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) reader->status = status;
        if (reader->status != TOLL_OK) return false;
        const bool counts = claim_counts(reader);
        if (counts) claim_cut_sentence(reader);
        claim_keep(&reader->kept, i, &reader->parse);
        if (!counts) continue;
        reader->story.sentence = start + (uint32_t)i;
        claim_find_losses(reader);
        claim_keep_losses(&reader->kept, i, &reader->parse);
        reader->story.sentence = start;
        if (!reader->parse.loss_count) continue;
        mark_around(reader->marks, lexer->sentence_count, i);
        any = true;
    }
    if (any && reader->story.sentence == 0) {
        reader->marks[0] |= READ_STORY | READ_SPEAKER;
        for (size_t i = 0; i < HEAD && i < lexer->sentence_count; i++) reader->marks[i] |= READ_HEAD;
    }
    return any;
}
