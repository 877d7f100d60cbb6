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
    reader->parse.before_count = 0;
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
    claim_find_dates_again(reader);
    claim_since_then(reader);
    claim_find_attributions(reader);
    drop_speakers(parse);
    sort_losses(parse);
    for (size_t i = 0; i < parse->loss_count && reader->status == TOLL_OK; i++) make_draft(reader, &parse->losses[i]);
}

static void read_sentence(toll_claim_reader *reader, uint8_t mark)
{
    if (mark == READ_HEAD) { /* no more is asked of it than of which time the text is */
        claim_find_dates(reader, true);
        claim_frame_sentence(reader);
        return;
    }
    claim_story_sentence(reader);
    if (!reader->story.sentence) {
        claim_organ_sentence(reader);
        claim_statement_sentence(reader);
    }
    reader->story.event_before = reader->story.event;
    if (reader->story.zone == TOLL_ZONE_BOILERPLATE) return;
    claim_heading_open(reader);
    claim_label_sentence(reader);
    if (mark & READ_SPEAKER) claim_introduce_named(reader);
    reader->parse.asked = claim_asked(reader);
    if (mark & READ_LOSS || claim_draft_before(reader, 2)) read_losses(reader);
    claim_heading_sentence(reader);
    claim_asked_sentence(reader);
    if (mark & READ_SPEAKER) {
        if (!reader->parse.attribution_count) claim_find_attributions(reader);
        claim_who_sentence(reader);
        claim_headline_sentence(reader);
        if (reader->parse.date_count) claim_find_dates_again(reader);
        else claim_find_dates(reader, true);
        claim_since_then(reader);
        claim_when_sentence(reader);
        claim_hedges_sentence(reader);
    } else if (claim_tells_day(reader)) { /* an attack and its day, far from the figures */
        claim_find_attributions(reader);
        claim_find_dates(reader, true);
        claim_when_sentence(reader);
    } else if (claim_tells_then(reader)) {
        claim_find_dates(reader, true);
        claim_then_sentence(reader);
    }
    if (mark & READ_HEAD) {
        if (!reader->parse.date_count) claim_find_dates(reader, true);
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
            toll_status status = claim_open_again(reader, lexer, i);
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
