/* Headings: what stands above a list or table and holds for its lines. "KILLED" over bullets, "Losses of the enemy:" over lines, "Place | Killed |
 * Injured" and "In numbers | August | since 2015" over rows.
 *
 * In: short lines that no stop ends. Out: the outcome that a heading gives its lines, the outcomes and days of its columns (attach/grid.c ties
 * figures by them). A heading holds as long as lines of a list follow it; a sentence of prose ends it. A look at each line's marks. */
#include "claim/whose/whose.h"

enum { HEADING_WORDS = 12, ROW_WORDS = 16 };

static bool is_bar(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_MARK && token->mark == '|';
}

static bool is_bullet(const toll_token *token)
{
    return token->kind == TOLL_TOKEN_MARK && (token->mark == TOLL_MARK_OTHER || token->mark == '*' || token->mark == TOLL_MARK_DASH ||
                                                 token->mark == '-' || token->mark == '+');
}

static bool is_line(const toll_sentence *sentence)
{
    return sentence->count && (sentence->flags & (TOLL_SENTENCE_LINE | TOLL_SENTENCE_PARAGRAPH));
}

static bool has_bar(toll_text text, const toll_token *tokens, uint32_t count)
{
    for (uint32_t i = 0; i < count && i < TOKEN_LIMIT; i++)
        if (is_bar(&tokens[i]) || after_tab(text, tokens, i)) return true;
    return false;
}

static bool ends_in_colon(const toll_token *tokens, uint32_t count)
{
    return tokens[count - 1].kind == TOLL_TOKEN_MARK && tokens[count - 1].mark == ':';
}

/* A line that may head others: it ends in a colon, or is short, without a stop. */
static bool heads(const toll_sentence *sentence, const toll_token *tokens)
{
    if (!is_line(sentence)) return false;
    if (ends_in_colon(tokens, sentence->count)) return true;
    return !(sentence->flags & TOLL_SENTENCE_STOPPED) && sentence->count <= HEADING_WORDS && !is_bullet(&tokens[0]);
}

static bool is_row(toll_text text, const toll_sentence *sentence, const toll_token *tokens)
{
    if (!is_line(sentence)) return false;
    if (is_bullet(&tokens[0]) || has_bar(text, tokens, sentence->count)) return true;
    return !(sentence->flags & TOLL_SENTENCE_STOPPED) && sentence->count <= ROW_WORDS;
}

bool claim_heading_like(const toll_claim_reader *reader, const toll_lexer *lexer, size_t at)
{
    const toll_sentence *sentence = &lexer->sentences[at];
    const toll_token *tokens = lexer->tokens + sentence->first;
    return heads(sentence, tokens) &&
           toll_tables_seek(reader->tables->tables, tokens, 0, sentence->count, claim_class.loss) < sentence->count;
}

bool claim_line_like(const toll_lexer *lexer, size_t at)
{
    return is_row(lexer->text, &lexer->sentences[at], lexer->tokens + lexer->sentences[at].first);
}

bool claim_row_like(const toll_lexer *lexer, size_t at)
{
    const toll_sentence *sentence = &lexer->sentences[at];
    const toll_token *tokens = lexer->tokens + sentence->first;
    for (uint32_t i = 0; i < sentence->count && i < TOKEN_LIMIT; i++)
        if (tokens[i].kind == TOLL_TOKEN_NUMBER) return true;
    return false;
}

void claim_heading_open(toll_claim_reader *reader)
{
    heading *h = &reader->story.heading;
    sentence_parse *parse = &reader->parse;
    bool below = h->known && reader->story.sentence - h->sentence == 1;
    parse->above = below && is_row(parse->view.text, parse->sentence, parse->view.tokens) ? h : NULL;
    if (parse->above) h->sentence = reader->story.sentence;
    else if (h->sentence != reader->story.sentence) h->known = false;
}

/* --- what a heading says */
static void cut(toll_claim_reader *reader)
{
    claim_find_mentions(reader);
    claim_phrases(&reader->parse);
    reader->parse.cut = true;
}

/* A word of loss that lines below can share; "lost" is said of games and property. */
static const toll_note *outcome_at(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const uint8_t words[] = {k->loss_toll, k->loss_count, k->loss_adjective, k->loss_past};
    for (size_t i = 0; i < sizeof words; i++) {
        const toll_note *note = note_at(view_of(reader), at, words[i]);
        if (note && strcmp(claim_cell(reader->tables->tables, note, "weak"), "lose") != 0) return note;
    }
    return NULL;
}

static const toll_date *date_in(const sentence_parse *parse, unsigned first, unsigned end)
{
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (date->kind != TOLL_DATE_DURATION && date->extent.first >= first && toll_extent_end(date->extent) <= end) return date;
    }
    return NULL;
}

static void read_column(toll_claim_reader *reader, heading_column *out, unsigned first, unsigned end)
{
    const sentence_parse *parse = &reader->parse;
    *out = (heading_column){.class_ = TOLL_CLASS_UNKNOWN};
    const toll_date *date = date_in(parse, first, end);
    if (date) out->date = *date, out->dated = true;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        if (it->kind != ITEM_NOUN || it->extent.first < first || toll_extent_end(it->extent) > end) continue;
        whose_kind kind = whose_of_noun(reader, it);
        if (out->class_ == TOLL_CLASS_UNKNOWN) out->class_ = (uint8_t)kind.class_;
        if (!out->side) out->side = kind.side;
    }
    for (unsigned at = first; at < end && !out->note.len; at++) {
        const toll_note *note = outcome_at(reader, at);
        if (note) out->note = *note, out->span = toll_extent_span(&parse->view, (toll_extent){(uint16_t)at, note->len});
    }
}

/* "Place | Killed | Injured", "In numbers | August | since March 2015" */
static void read_columns(toll_claim_reader *reader, heading *h)
{
    const toll_sentence_view *view = view_of(reader);
    unsigned first = view->count && is_bar(&view->tokens[0]) ? 1 : 0;
    bool any = false;
    for (unsigned at = first; at <= view->count && h->column_count < COLUMN_LIMIT; at++) {
        bool tab = at < view->count && at > first && after_tab(view->text, view->tokens, at);
        if (at < view->count && !tab && !is_bar(&view->tokens[at])) continue;
        heading_column *made = &h->columns[h->column_count++];
        read_column(reader, made, first, at);
        any |= h->column_count > 1 && (made->note.len || made->dated);
        first = tab ? at : at + 1;
    }
    h->known = any;
}

/* "Losses of the Russian army", "Russian losses": whose, in the noun phrase or behind its "of". */
static const char *side_of_title(const toll_claim_reader *reader, unsigned at)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        if (it->kind != ITEM_NOUN || !toll_extent_holds(it->extent, (uint16_t)at)) continue;
        const char *side = claim_side_in(reader, it->extent);
        bool of = i + 2 < parse->item_count && parse->items[i + 1].kind == ITEM_OF;
        return side || !of ? side : claim_side_in(reader, parse->items[i + 2].extent);
    }
    return NULL;
}

static void read_title(toll_claim_reader *reader, heading *h)
{
    sentence_parse *parse = &reader->parse;
    const toll_sentence_view *view = &parse->view;
    unsigned at = 0;
    const toll_note *note = NULL;
    for (; at < view->count && !note; at++) note = outcome_at(reader, at);
    if (!note) return;
    h->note = *note, h->span = toll_extent_span(view, (toll_extent){(uint16_t)(at - 1), note->len});
    h->known = true;
    if (!parse->item_count) cut(reader);
    h->side = side_of_title(reader, at - 1);
    if (claim_note_in(view, (toll_extent){0, view->count}, claim_class.enemy)) h->flags = NOUN_ENEMY;
    read_column(reader, &h->columns[0], 0, view->count);
    h->column_count = 1;
}

void claim_heading_sentence(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    heading *h = &reader->story.heading;
    const toll_token *tokens = parse->view.tokens;
    bool table = is_line(parse->sentence) && has_bar(parse->view.text, tokens, parse->view.count);
    if (parse->loss_count || (!table && !heads(parse->sentence, tokens))) return;
    if (!parse->item_count && table) cut(reader);
    if (parse->quantity_count && !ends_in_colon(tokens, parse->view.count)) return; /* a row of figures is no heading */
    heading made = {.sentence = reader->story.sentence};
    if (table) read_columns(reader, &made);
    else read_title(reader, &made);
    if (made.known) *h = made;
}

/* --- what its lines share */
/* Does the heading itself, not a column, give the figure its outcome? */
static bool by_title(const heading *h, const tie *loss)
{
    return h->note.len && loss->carried && h->span.off == loss->carried_span.off;
}

static void share_days(const toll_claim_reader *reader, const toll_date *date, draft *out)
{
    toll_period *period = &out->claim.period;
    bool since = date->kind == TOLL_DATE_SINCE;
    period->kind = since ? TOLL_PERIOD_CUMULATIVE : TOLL_PERIOD_WINDOW;
    period->from = date->from;
    period->to = since ? reader->story.today : date->to;
    out->event_open = false;
    out->day_said = true;
}

void claim_heading_share(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    const heading *h = reader->parse.above;
    if (!h) return;
    bool title = by_title(h, loss);
    if (title && h->side && !out->side_said) out->claim.victims.side = h->side;
    const heading_column *column = !title && loss->column && loss->column < h->column_count ? &h->columns[loss->column] : NULL;
    bool bare = reader->parse.items[loss->item].head == HEAD_BARE;
    if (column && column->note.len && bare) out->claim.victims.class_ = (toll_class)column->class_;
    if (column && column->note.len && column->side && !out->side_said) out->claim.victims.side = column->side;
    unsigned at = title ? 0 : loss->column;
    bool inside = at < h->column_count && h->columns[at].dated && (loss->column || (title && !out->day_said));
    if (inside && !(reader->parse.items[loss->item].flags & NOUN_INCREASE)) share_days(reader, &h->columns[at].date, out);
}
