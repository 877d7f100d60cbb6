/* Reads a document window by window and makes its claims.
 *
 * A sentence without a loss word costs one look at each token's classes; only where a window holds one are its sentences annotated, and
 * only those with a loss word are cut into phrases. Drafts wait for the end of the text, where what needs the whole of it is settled. */
#include "inside.h"

#include <math.h>
#include <stdlib.h>

toll_status toll_claim_reader_open(toll_claim_reader **out, const toll_claim_tables *tables, toll_error *error)
{
    *out = calloc(1, sizeof **out);
    if (!*out) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    (*out)->tables = tables;
    toll_arena_init(&(*out)->arena, 0);
    return TOLL_OK;
}

void toll_claim_reader_close(toll_claim_reader *reader)
{
    if (!reader) return;
    toll_scratch_free(&reader->scratch);
    toll_arena_free(&reader->arena);
    free(reader->drafts);
    free(reader);
}

void toll_claim_reader_start(toll_claim_reader *reader, const toll_document *document)
{
    reader->document = document;
    reader->draft_count = 0;
    reader->status = TOLL_OK;
    toll_arena_reset(&reader->arena);
    claim_story_start(reader);
}

static bool has_trigger(const toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    const toll_classes loss = reader->tables->classes.trigger;
    for (uint32_t at = sentence->first; at < sentence->first + sentence->count; at++) {
        uint32_t word = lexer->tokens[at].word;
        if (word && toll_classes_meet(loss, toll_tables_word_classes(reader->tables->tables, word))) return true;
    }
    return false;
}

static toll_quantity final_quantity(const toll_claim_reader *reader, const tie *loss)
{
    const item *noun = &reader->parse.items[loss->item];
    toll_quantity q = reader->parse.quantities[loss->quantity].quantity;
    if (q.unit == TOLL_UNIT_NUMBER) q.unit = noun->head == HEAD_MATERIEL || noun->head == HEAD_STRUCTURE ? TOLL_UNIT_ITEMS : TOLL_UNIT_PEOPLE;
    return q;
}

static void make_draft(toll_claim_reader *reader, const tie *loss)
{
    if (reader->draft_count == reader->draft_cap && !toll_grow(&reader->drafts, &reader->draft_cap, reader->draft_count, sizeof *reader->drafts)) {
        reader->status = TOLL_E_MEMORY;
        return;
    }
    draft *out = &reader->drafts[reader->draft_count];
    *out = (draft){.sentence = reader->story.sentence, .war = reader->story.war};
    toll_claim *claim = &out->claim;
    claim->zone = reader->story.zone;
    claim->quantity = final_quantity(reader, loss);
    claim->outcome = (toll_outcome)loss->outcome;
    claim->outcome_span = loss->carried ? reader->drafts[reader->draft_count - 1].claim.outcome_span : toll_extent_span(&reader->parse.view, loss->outcome_extent);
    out->note = loss->note;
    claim->sentence = reader->parse.sentence->span;
    claim->stated = TOLL_DAY_UNKNOWN;
    claim->rule = loss->rule;
    out->crime = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "crime");
    out->toll = !strcmp(loss->rule, "toll-stands");
    claim_who(reader, loss, out);
    claim_whose(reader, loss, out);
    claim_when(reader, loss, out);
    claim_where(reader, loss, out);
    reader->draft_count++;
}

static bool by_quantity(const tie *a, const tie *b) { return a->quantity > b->quantity; }

static void sort_losses(sentence_parse *parse)
{
    for (size_t i = 1; i < parse->loss_count; i++) {
        tie moving = parse->losses[i];
        size_t at = i;
        for (; at && by_quantity(&parse->losses[at - 1], &moving); at--) parse->losses[at] = parse->losses[at - 1];
        parse->losses[at] = moving;
    }
}

/* Sets the parse up on one sentence; its mentions are made on demand. */
toll_status claim_open_sentence(toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    sentence_parse *parse = &reader->parse;
    uint32_t count = sentence->count < TOKEN_LIMIT ? sentence->count : TOKEN_LIMIT - 1;
    parse->sentence = sentence;
    parse->view = (toll_sentence_view){.tables = reader->tables->tables, .text = lexer->text, .tokens = lexer->tokens + sentence->first,
                                       .count = (uint16_t)count, .scratch = &reader->scratch};
    parse->quantity_count = parse->date_count = parse->attribution_count = parse->item_count = parse->loss_count = 0;
    toll_status status = toll_tables_annotate(reader->tables->tables, &reader->scratch, parse->view.tokens, count);
    if (status != TOLL_OK) return status;
    claim_names(parse, &reader->tables->classes);
    return TOLL_OK;
}

/* The numbers of a date count nothing. Both arrays are in text order. */
static void drop_dated(sentence_parse *parse)
{
    size_t kept = 0, date = 0;
    for (size_t i = 0; i < parse->quantity_count; i++) {
        toll_extent number = parse->quantities[i].number;
        while (date < parse->date_count && toll_extent_end(parse->dates[date].extent) <= number.first) date++;
        if (date < parse->date_count && toll_extent_holds(parse->dates[date].extent, number.first)) continue;
        parse->quantities[kept++] = parse->quantities[i];
    }
    parse->quantity_count = kept;
}

static void find_dates(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    toll_date_context context = {.published = reader->document->published, .anchor = reader->story.dateline, .past = true};
    parse->date_count = toll_mention_dates(parse->dates, TOLL_DATE_LIMIT, &parse->view, &reader->tables->mention, &context);
}

void claim_find_mentions(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    const toll_claim_tables *tables = reader->tables;
    parse->quantity_count = toll_mention_quantities(parse->quantities, TOLL_QUANTITY_LIMIT, &parse->view, &tables->mention);
    find_dates(reader);
    drop_dated(parse);
}

toll_status toll_claim_reader_outlet(toll_claim_reader *reader, const toll_lexer *lexer)
{
    if (!lexer->sentence_count) return TOLL_OK;
    toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[0]);
    if (status != TOLL_OK) return status;
    const claim_classes *k = &reader->tables->classes;
    const toll_extent all = {0, reader->parse.view.count};
    const toll_note *outlet = claim_note_in(&reader->parse.view, all, k->outlet_domain);
    if (!outlet) outlet = claim_note_in(&reader->parse.view, all, k->outlet);
    const char *country = claim_cell(reader->tables->tables, outlet, "country");
    if (*country) reader->story.home = reader->story.country = country;
    const toll_note *actor = claim_note_in(&reader->parse.view, all, k->actor);
    if (actor && !outlet && claim_actor(reader, all, &reader->story.publisher)) reader->story.publisher.span = (toll_span){0, 0};
    return TOLL_OK;
}

void claim_find_attributions(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    parse->attribution_count = toll_claim_attributions(parse->attributions, TOLL_ATTRIBUTION_LIMIT, &parse->view, &reader->tables->attribution, parse->sentence->flags);
}

static void read_losses(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    claim_find_mentions(reader);
    if (!parse->quantity_count) return;
    claim_phrases(parse, &reader->tables->classes);
    parse->before = claim_draft_before(reader, 1);
    claim_attach(parse, reader->tables);
    if (!parse->loss_count) return;
    claim_find_attributions(reader);
    sort_losses(parse);
    for (size_t i = 0; i < parse->loss_count && reader->status == TOLL_OK; i++) make_draft(reader, &parse->losses[i]);
}

toll_status toll_claim_reader_window(toll_claim_reader *reader, const toll_lexer *lexer)
{
    bool any = false;
    for (size_t i = 0; i < lexer->sentence_count && !any; i++) any = has_trigger(reader, lexer, &lexer->sentences[i]);
    if (!any) {
        reader->story.sentence += (uint32_t)lexer->sentence_count;
        return TOLL_OK;
    }
    for (size_t i = 0; i < lexer->sentence_count && reader->status == TOLL_OK; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        claim_story_sentence(reader);
        if (reader->story.zone != TOLL_ZONE_BOILERPLATE) {
            if (has_trigger(reader, lexer, &lexer->sentences[i]) || claim_draft_before(reader, 1)) read_losses(reader);
            if (!reader->parse.attribution_count) claim_find_attributions(reader);
            claim_who_sentence(reader);
            claim_where_sentence(reader);
            if (!reader->parse.date_count) find_dates(reader);
            claim_when_sentence(reader);
        }
        reader->story.sentence++;
    }
    return reader->status;
}

toll_status toll_claim_reader_finish(toll_claim_reader *reader, toll_arena *arena, toll_claim **claims, size_t *count)
{
    *claims = NULL;
    *count = 0;
    if (reader->status != TOLL_OK) return reader->status;
    claim_settle(reader);
    if (!reader->draft_count) return TOLL_OK;
    toll_claim *made = toll_arena_take(arena, reader->draft_count * sizeof *made);
    if (!made) return TOLL_E_MEMORY;
    for (size_t i = 0; i < reader->draft_count; i++) made[i] = reader->drafts[i].claim;
    *claims = made;
    *count = reader->draft_count;
    return TOLL_OK;
}
