/* Reads a document window by window and makes its claims.
 *
 * A sentence without a loss word and a number costs one look at each token's classes. The others are cut into phrases; only around those
 * that prove to hold a loss is the story followed. Drafts wait for the end of the text, where what needs the whole of it is settled. */
#include "inside.h"

#include <math.h>

#include "base/fault.h"

toll_status toll_claim_reader_open(toll_claim_reader **out, const toll_claim_tables *tables, toll_error *error)
{
    *out = toll_base_zero(1, sizeof **out);
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
    toll_base_free(reader->drafts);
    toll_base_free(reader->marks);
    claim_kept_free(&reader->kept);
    toll_base_free(reader);
}

void toll_claim_reader_start(toll_claim_reader *reader, const toll_document *document)
{
    reader->document = document;
    reader->draft_count = 0;
    reader->status = TOLL_OK;
    reader->parse.before = NULL;
    toll_arena_reset(&reader->arena);
    claim_story_start(reader);
}

static toll_quantity final_quantity(const toll_claim_reader *reader, const tie *loss)
{
    const item *noun = &reader->parse.items[loss->item];
    toll_quantity q = reader->parse.quantities[loss->quantity].quantity;
    bool thing = noun->head == HEAD_MATERIEL || noun->head == HEAD_STRUCTURE || loss->outcome >= TOLL_OUTCOME_DESTROYED;
    if (q.unit == TOLL_UNIT_NUMBER) q.unit = thing ? TOLL_UNIT_ITEMS : TOLL_UNIT_PEOPLE;
    return q;
}

/* Aircraft shot down are destroyed; drones and missiles are intercepted. */
static bool flies_with_crew(const toll_claim_reader *reader, const tie *loss)
{
    const char *category = claim_cell(reader->tables->tables, &reader->parse.items[loss->item].note, "category");
    return !strcmp(category, "aircraft") || !strcmp(category, "helicopter");
}

static void make_draft(toll_claim_reader *reader, const tie *loss)
{
    if (reader->draft_count == reader->draft_cap &&
        !toll_grow(&reader->drafts, &reader->draft_cap, reader->draft_count, sizeof *reader->drafts)) {
        reader->status = TOLL_E_MEMORY;
        return;
    }
    draft *out = &reader->drafts[reader->draft_count];
    *out = (draft){.sentence = reader->story.sentence, .war = reader->story.line};
    toll_claim *claim = &out->claim;
    claim->zone = reader->story.zone;
    claim->quantity = final_quantity(reader, loss);
    claim->outcome = (toll_outcome)loss->outcome;
    claim->outcome_span = loss->carried ? loss->carried_span : toll_extent_span(&reader->parse.view, loss->outcome_extent);
    out->note = loss->note;
    claim->sentence = reader->parse.sentence->span;
    claim->stated = TOLL_DAY_UNKNOWN;
    claim->rule = loss->rule;
    if (claim->outcome == TOLL_OUTCOME_INTERCEPTED && flies_with_crew(reader, loss)) claim->outcome = TOLL_OUTCOME_DESTROYED;
    out->crime = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "crime");
    out->article = reader->parse.quantities[loss->quantity].flags & TOLL_QUANTITY_ARTICLE;
    out->toll = !strcmp(loss->rule, "toll-stands");
    out->part = loss->part;
    claim_who(reader, loss, out);
    claim_place(reader, loss, out);
    claim_whose(reader, loss, out);
    claim_when(reader, loss, out);
    claim_heading_share(reader, loss, out);
    claim_where(reader, loss, out);
    claim_when_where(reader, out);
    claim_hedges(reader, loss, out);
    out->side_here = claim->victims.side && reader->story.country && !strcmp(claim->victims.side, reader->story.country);
    reader->draft_count++;
}

static bool by_quantity(const tie *a, const tie *b)
{
    return a->quantity > b->quantity;
}

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
    parse->cut = parse->placed = parse->dated = false;
    parse->above = NULL;
    parse->asked = NULL;
}

toll_status claim_open_sentence(toll_claim_reader *reader, const toll_lexer *lexer, const toll_sentence *sentence)
{
    begin_sentence(reader, lexer, sentence);
    const toll_sentence_view *view = &reader->parse.view;
    toll_status status = toll_tables_annotate(view->tables, &reader->scratch, view->tokens, view->count);
    if (status != TOLL_OK) return status;
    claim_names(&reader->parse, &reader->tables->classes);
    return TOLL_OK;
}

/* A sentence of the window in hand, as marking left it or anew. */
static toll_status open_again(toll_claim_reader *reader, const toll_lexer *lexer, size_t at)
{
    begin_sentence(reader, lexer, &lexer->sentences[at]);
    if (claim_kept_take(&reader->parse, &reader->scratch, &reader->kept, at)) return TOLL_OK;
    return claim_open_sentence(reader, lexer, &lexer->sentences[at]);
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

static void find_dates(toll_claim_reader *reader, bool again)
{
    sentence_parse *parse = &reader->parse;
    toll_date_context context = {.published = reader->story.today, .anchor = reader->story.anchor, .again = again, .past = true};
    if (parse->dated && !parse->date_count && parse->anchor == context.anchor) return; /* there are none */
    parse->date_count = toll_mention_dates(parse->dates, TOLL_DATE_LIMIT, &parse->view, &reader->tables->mention, &context);
    parse->dated = true;
    parse->anchor = context.anchor;
}

/* "that day" hangs on the day named last, which was not known when the window was marked. */
static void find_dates_again(toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    bool hangs = false;
    for (size_t i = 0; i < parse->date_count; i++) hangs |= parse->dates[i].relative && parse->dates[i].from == TOLL_DAY_UNKNOWN;
    if (hangs) find_dates(reader, true);
}

static void find_quantities(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    parse->quantity_count = toll_mention_quantities(parse->quantities, TOLL_QUANTITY_LIMIT, &parse->view, &reader->tables->mention);
}

void claim_find_mentions(toll_claim_reader *reader)
{
    find_quantities(reader);
    find_dates(reader, false);
    drop_dated(&reader->parse);
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
    if (*country) reader->story.home = country;
    const toll_note *actor = claim_note_in(&reader->parse.view, all, k->actor);
    if (actor && !outlet && claim_actor(reader, all, &reader->story.publisher)) reader->story.publisher.span = (toll_span){0, 0};
    return reader->status;
}

toll_status toll_claim_reader_title(toll_claim_reader *reader, const toll_lexer *lexer)
{
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        claim_story_sentence(reader);
    }
    reader->story.war = 0; /* the text itself must show that it is about war */
    return reader->status;
}

void claim_find_attributions(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    parse->attribution_count = toll_claim_attributions(
        parse->attributions, TOLL_ATTRIBUTION_LIMIT, &parse->view, &reader->tables->attribution, parse->sentence->flags);
}

void claim_cut_sentence(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    if (parse->cut) return;
    find_quantities(reader);
    if (parse->quantity_count) { /* else there is nothing to cut, and its dates are found if it is read */
        find_dates(reader, false);
        drop_dated(parse);
    }
    if (parse->quantity_count) claim_phrases(parse, &reader->tables->classes);
    parse->cut = true;
}

/* What hangs together, without the story. */
void claim_find_losses(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    claim_cut_sentence(reader);
    if (!parse->quantity_count) return;
    parse->before = claim_draft_before(reader, 2);
    parse->before_count = 0;
    for (size_t i = parse->before ? reader->draft_count : 0; i-- > 0 && reader->drafts[i].sentence == parse->before->sentence;)
        parse->before_count++;
    claim_attach(parse, reader->tables);
}

/* "Killing 12, a witness and medics said": a list of victims does not go on into the words of whoever speaks. */
static bool is_speaker(const sentence_parse *parse, const tie *loss)
{
    const toll_quantity_mention *q = &parse->quantities[loss->quantity];
    if (!(q->flags & TOLL_QUANTITY_ARTICLE) || loss->carried || loss->outcome_extent.first > q->number.first) return false;
    for (size_t i = 0; i < parse->attribution_count; i++) {
        const toll_attribution *a = &parse->attributions[i];
        if (!a->source.count || a->flags & TOLL_ATTRIBUTION_WEAK) continue;
        if (toll_extent_holds(a->source, q->number.first) && !toll_extent_holds(a->source, loss->outcome_extent.first)) return true;
    }
    return false;
}

static void drop_speakers(sentence_parse *parse)
{
    size_t kept = 0;
    for (size_t i = 0; i < parse->loss_count; i++)
        if (!is_speaker(parse, &parse->losses[i])) parse->losses[kept++] = parse->losses[i];
    parse->loss_count = kept;
}

static void read_losses(toll_claim_reader *reader)
{
    sentence_parse *parse = &reader->parse;
    claim_find_losses(reader);
    if (!parse->loss_count) return;
    find_dates_again(reader);
    claim_since_then(reader);
    claim_find_attributions(reader);
    drop_speakers(parse);
    sort_losses(parse);
    for (size_t i = 0; i < parse->loss_count && reader->status == TOLL_OK; i++) make_draft(reader, &parse->losses[i]);
}

static void read_sentence(toll_claim_reader *reader, uint8_t mark)
{
    if (mark == READ_HEAD) { /* no more is asked of it than of which time the text is */
        find_dates(reader, true);
        claim_frame_sentence(reader);
        return;
    }
    claim_story_sentence(reader);
    reader->story.event_before = reader->story.event;
    if (reader->story.zone == TOLL_ZONE_BOILERPLATE) return;
    claim_heading_open(reader);
    if (mark & READ_SPEAKER) claim_introduce_named(reader);
    reader->parse.asked = claim_asked(reader);
    if (mark & READ_LOSS || claim_draft_before(reader, 2)) read_losses(reader);
    claim_heading_sentence(reader);
    claim_asked_sentence(reader);
    if (mark & READ_SPEAKER) {
        if (!reader->parse.attribution_count) claim_find_attributions(reader);
        claim_who_sentence(reader);
        if (reader->parse.date_count) find_dates_again(reader);
        else find_dates(reader, true);
        claim_since_then(reader);
        claim_when_sentence(reader);
        claim_hedges_sentence(reader);
    } else if (claim_tells_day(reader)) { /* an attack and its day, far from the figures */
        claim_find_attributions(reader);
        find_dates(reader, true);
        claim_when_sentence(reader);
    } else if (claim_tells_then(reader)) {
        find_dates(reader, true);
        claim_then_sentence(reader);
    }
    if (mark & READ_HEAD) {
        if (!reader->parse.date_count) find_dates(reader, true);
        claim_frame_sentence(reader);
    }
    claim_where_sentence(reader);
    claim_whose_sentence(reader);
}

toll_status toll_claim_reader_window(toll_claim_reader *reader, const toll_lexer *lexer)
{
    bool any = claim_mark_window(reader, lexer);
    for (size_t i = 0; i < lexer->sentence_count && reader->status == TOLL_OK; i++) {
        if (any && reader->marks[i]) {
            toll_status status = open_again(reader, lexer, i);
            if (status != TOLL_OK) return status;
            read_sentence(reader, reader->marks[i]);
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
    if (reader->status != TOLL_OK) return reader->status;
    if (!reader->draft_count) return TOLL_OK;
    toll_claim *made = toll_arena_take(arena, reader->draft_count * sizeof *made);
    if (!made) return TOLL_E_MEMORY;
    for (size_t i = 0; i < reader->draft_count; i++) made[i] = reader->drafts[i].claim;
    *claims = made;
    *count = reader->draft_count;
    return TOLL_OK;
}
