/* One sentence set up for reading: its notes, its mentions, its phrases, what hangs together in it.
 *
 * In: a sentence of the window in hand. Out: the reader's parse, as far as it is asked for: each step is made once, and most sentences need but
 * the first. Cost: one walk over the tokens a step. */
#include "inside.h"

/* Sets the parse up on one sentence; its mentions are made on demand. */
static void begin_sentence(toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    sentence_parse *parse = &reader->parse;
    uint32_t count = sentence->count < TOKEN_LIMIT ? sentence->count : TOKEN_LIMIT - 1;
    parse->sentence = sentence;
    parse->view = (toll_sentence_view){.tables = reader->tables->tables,
        .text = lexer->text,
        .tokens = lexer->tokens + sentence->first,
        .count = (uint16_t)count,
        .scratch = &reader->scratch};
    parse->quantity_count = parse->date_count = parse->attribution_count = parse->item_count = parse->loss_count = 0;
    parse->counted = parse->cut = parse->placed = parse->dated = parse->timed = false;
    parse->above = NULL;
    parse->asked = NULL;
    parse->kept = NULL;
}

toll_status claim_open_sentence(toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    begin_sentence(reader, lexer, sentence);
    const toll_sentence_view *view = &reader->parse.view;
    toll_status status = toll_tables_annotate(view->tables, &reader->scratch, view->tokens, view->count);
    if (status != TOLL_OK) return status;
    claim_names(&reader->parse);
    return TOLL_OK;
}

/* A sentence of the window in hand, as marking left it or anew. */
toll_status claim_open_again(toll_claim_reader *reader, const toll_lexer *lexer, size_t at)
{
    begin_sentence(reader, lexer, &lexer->sentences[at]);
    if (!claim_kept_take(&reader->parse, &reader->scratch, &reader->kept, at))
        return claim_open_sentence(reader, lexer, &lexer->sentences[at]);
    claim_cut_sentence(reader); /* if marking saw that it need not be */
    return TOLL_OK;
}

/* The numbers of a date count nothing. Both arrays are in text order. */
static void drop_dated(sentence_parse *parse)
{
    size_t kept = 0, date = 0;
    for (size_t i = 0; i < parse->quantity_count; i++) {
        toll_extent number = parse->quantities[i].number;
        while (date < parse->date_count &&
               (parse->dates[date].kind == TOLL_DATE_DURATION || toll_extent_end(parse->dates[date].extent) <= number.first))
            date++;
        if (date < parse->date_count && toll_extent_holds(parse->dates[date].extent, number.first)) continue;
        parse->quantities[kept++] = parse->quantities[i];
    }
    parse->quantity_count = kept;
}

void claim_find_dates(toll_claim_reader *reader, bool again)
{
    sentence_parse *parse = &reader->parse;
    const story *s = &reader->story;
    toll_date_context context = {.published = s->today, .anchor = s->anchor, .again = again, .past = true, .year = s->year};
    if (parse->dated && !parse->date_count && parse->anchor == context.anchor) return; /* there are none */
    parse->date_count = toll_mention_dates(parse->dates, TOLL_DATE_LIMIT, &parse->view, &reader->tables->mention, &context);
    parse->dated = true;
    parse->anchor = context.anchor;
}

/* "that day" hangs on the day named last, which was not known when the window was marked. */
void claim_find_dates_again(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    bool hangs = false;
    for (size_t i = 0; i < parse->date_count; i++) hangs |= parse->dates[i].relative && parse->dates[i].from == TOLL_DAY_UNKNOWN;
    if (hangs) claim_find_dates(reader, true);
}

static void find_quantities(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    parse->quantity_count = toll_mention_quantities(parse->quantities, TOLL_QUANTITY_LIMIT, &parse->view, &reader->tables->mention);
}

void claim_find_mentions(toll_claim_reader *reader)
{
    find_quantities(reader);
    claim_find_dates(reader, false);
    drop_dated(&reader->parse);
}

void claim_find_attributions(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    parse->attribution_count = toll_claim_attributions(
        parse->attributions, TOLL_ATTRIBUTION_LIMIT, &parse->view, &reader->tables->attribution, parse->sentence->flags);
}

bool claim_counts(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (!parse->counted) find_quantities(reader);
    parse->counted = true;
    return claim_may_count(parse);
}

void claim_cut_sentence(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->cut) return;
    if (!parse->counted) find_quantities(reader);
    parse->counted = true;
    if (parse->quantity_count) { /* else there is nothing to cut, and its dates are found if it is read */
        claim_find_dates(reader, false);
        drop_dated(parse);
    }
    if (parse->quantity_count) claim_phrases(parse);
    parse->cut = true;
}

/* What hangs together, without the story. */
void claim_find_losses(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    claim_cut_sentence(reader);
    if (!parse->quantity_count || (!parse->above && !parse->asked && claim_kept_losses(parse))) return;
    parse->before = claim_draft_before(reader, 2);
    parse->before_count = 0;
    for (size_t i = parse->before ? reader->draft_count : 0; i-- > 0 && reader->drafts[i].sentence == parse->before->sentence;)
        parse->before_count++;
    claim_attach(parse, reader->tables);
}
