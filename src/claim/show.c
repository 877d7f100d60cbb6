/* Makes each stage visible: tokens with their classes and rows, mentions with their values, phrases with what was tied to them. As text for
 * people, as JSON Lines for the scorers. */
#include "inside.h"

static void add_span(toll_buffer *out, const toll_sentence_view *view, toll_extent extent)
{
    toll_span span = toll_extent_span(view, extent);
    toll_buffer_printf(out, "{\"start\":%u,\"end\":%u,\"text\":", (unsigned)span.off, (unsigned)toll_span_end(span));
    toll_buffer_add_json(out, (toll_text){view->text.data + span.off, span.len});
    toll_buffer_add_char(out, '}');
}

static void add_words(toll_buffer *out, const toll_sentence_view *view, toll_extent extent)
{
    toll_span span = toll_extent_span(view, extent);
    for (uint32_t i = 0; i < span.len; i++)
        toll_buffer_add_char(out, view->text.data[span.off + i] == '\n' ? ' ' : view->text.data[span.off + i]);
}

static void open_mention(toll_buffer *out, const toll_claim_reader *reader, const char *kind, toll_extent extent)
{
    toll_span span = toll_extent_span(&reader->parse.view, extent);
    toll_buffer_add_string(out, "{\"doc\":");
    toll_buffer_add_json(out, reader->document->name);
    toll_buffer_printf(out, ",\"kind\":\"%s\",\"start\":%u,\"end\":%u,\"text\":", kind, (unsigned)span.off, (unsigned)toll_span_end(span));
    toll_buffer_add_json(out, (toll_text){reader->parse.view.text.data + span.off, span.len});
}

static void add_number(toll_buffer *out, const char *name, double value)
{
    toll_buffer_printf(out, ",\"%s\":", name);
    toll_buffer_add_number(out, value);
}

static void add_day(toll_buffer *out, const char *name, toll_day day)
{
    char text[16];
    size_t len = toll_day_format(text, day);
    toll_buffer_printf(out, ",\"%s\":", name);
    toll_buffer_add_json(out, len ? (toll_text){text, len} : (toll_text){NULL, 0});
}

static const char *rule_name(const toll_claim_reader *reader, uint16_t rule)
{
    return rule == TOLL_NO_RULE ? "" : toll_rule_name(reader->tables->tables, rule);
}

static void show_quantity(toll_buffer *out, const toll_claim_reader *reader, const toll_quantity_mention *q)
{
    open_mention(out, reader, "quantity", q->extent);
    const char *unit = q->quantity.unit == TOLL_UNIT_NUMBER ? "number" : toll_unit_name(q->quantity.unit);
    toll_buffer_printf(out, ",\"qualifier\":\"%s\",\"unit\":\"%s\"", toll_qualifier_name(q->quantity.qualifier), unit);
    add_number(out, "point", q->quantity.point);
    add_number(out, "low", q->quantity.low);
    add_number(out, "high", q->quantity.high);
    toll_buffer_printf(out, ",\"flags\":%u,\"rule\":\"%s\"}\n", (unsigned)q->flags, rule_name(reader, q->rule));
}

static void show_date(toll_buffer *out, const toll_claim_reader *reader, const toll_date *date)
{
    static const char *const kinds[] = {"point", "window", "since", "until", "duration"};
    open_mention(out, reader, "date", date->extent);
    add_day(out, "from", date->from);
    add_day(out, "to", date->to);
    toll_buffer_printf(out, ",\"date\":\"%s\",\"grain\":\"%c\",\"rule\":\"%s\"}\n", kinds[date->kind % 5], date->grain ? date->grain : '?',
        rule_name(reader, date->rule));
}

static void show_attribution(toll_buffer *out, toll_claim_reader *reader, const toll_attribution *a)
{
    const toll_sentence_view *view = &reader->parse.view;
    const toll_extent contents[] = {a->content, a->content2};
    for (int i = 0; i < 2; i++) {
        if (!contents[i].count) continue;
        open_mention(out, reader, "attribution", contents[i]);
        toll_buffer_add_string(out, ",\"source\":");
        if (a->source.count) add_span(out, view, a->source);
        else toll_buffer_add_string(out, "null");
        toll_buffer_add_string(out, ",\"cue\":");
        add_span(out, view, a->cue);
        toll_buffer_add_string(out, ",\"content\":");
        add_span(out, view, contents[i]);
        toll_claimant who = {.span = {0, 0}};
        if (a->source.count) claim_actor(reader, a->source, &who);
        toll_buffer_add_string(out, ",\"id\":");
        toll_buffer_add_json(out, toll_text_of(who.id));
        toll_buffer_printf(out, ",\"depth\":%u,\"rule\":\"%s\"}\n", (unsigned)a->depth, rule_name(reader, a->rule));
    }
}

static void show_names(toll_buffer *out, const toll_claim_reader *reader)
{
    const sentence_parse *parse = &reader->parse;
    for (unsigned at = 0; at < parse->view.count; at++) {
        if (!parse->name_len[at]) continue;
        size_t count;
        const toll_note *notes = toll_scratch_notes(parse->view.scratch, at, &count);
        for (size_t i = 0; i < count; i++) {
            if (notes[i].len != parse->name_len[at] || !toll_classes_has(claim_class.names, notes[i].class_)) continue;
            const toll_tables *tables = reader->tables->tables;
            open_mention(out, reader, toll_tables_class_name(tables, notes[i].class_), (toll_extent){(uint16_t)at, notes[i].len});
            toll_buffer_add_string(out, ",\"id\":");
            toll_buffer_add_json(out, toll_text_of(claim_cell(tables, &notes[i], "id")));
            toll_buffer_printf(out, ",\"row\":\"%s:%u\"}\n", toll_tables_name(tables, notes[i].table),
                (unsigned)toll_tables_line(tables, notes[i].table, notes[i].row));
        }
    }
}

static void show_tokens(toll_buffer *out, const toll_claim_reader *reader, bool jsonl)
{
    const toll_sentence_view *view = &reader->parse.view;
    const toll_tables *tables = reader->tables->tables;
    for (unsigned at = 0; at < view->count; at++) {
        toll_extent extent = {(uint16_t)at, 1};
        if (jsonl) open_mention(out, reader, "token", extent);
        else add_words(out, view, extent);
        toll_buffer_add_string(out, jsonl ? ",\"rows\":[" : "\t");
        size_t count;
        const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
        for (size_t i = 0; i < count; i++)
            toll_buffer_printf(out, jsonl ? "%s\"%s %s:%u\"" : "%s%s(%s:%u)", i ? jsonl ? "," : " " : "",
                toll_tables_class_name(tables, notes[i].class_), toll_tables_name(tables, notes[i].table),
                (unsigned)toll_tables_line(tables, notes[i].table, notes[i].row));
        toll_buffer_add_string(out, jsonl ? "]}\n" : "\n");
    }
    if (!jsonl) toll_buffer_add_char(out, '\n');
}

static void show_phrases(toll_buffer *out, const toll_claim_reader *reader)
{
    static const char *const kinds[] = {
        "noun", "verb", "prep", "of", "and", ",", "break", "rel", "sub", "(", ")", ".", "adv", "date", "incl"};
    static const char *const heads[] = {
        "bare", "people", "materiel", "structure", "count", "toll", "not-loss", "nation", "others", "pronoun", "unknown", "tally"};
    static const char *const forms[] = {"", "base", "past", "ing", "intransitive", "adjective", "lives"};
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->item_count; i++) {
        const item *it = &parse->items[i];
        toll_buffer_printf(out, "%3zu %-5s ", i, kinds[it->kind]);
        if (it->kind == ITEM_NOUN) toll_buffer_printf(out, "%-9s %s ", heads[it->head], it->quantity >= 0 ? "#" : " ");
        if (it->kind == ITEM_VERB) toll_buffer_printf(out, "%-9s %03x", it->form ? forms[it->form] : "other", it->flags);
        toll_buffer_add_char(out, '\t');
        add_words(out, &parse->view, it->extent);
        for (size_t l = 0; l < parse->loss_count; l++)
            if (parse->losses[l].item == (int)i)
                toll_buffer_printf(out, "\t<- %s by %s", toll_outcome_name((toll_outcome)parse->losses[l].outcome), parse->losses[l].rule);
        toll_buffer_add_char(out, '\n');
    }
    toll_buffer_add_char(out, '\n');
}

toll_status toll_claim_show(toll_buffer *out, toll_claim_reader *reader, const toll_lexer *lexer, toll_show what, bool jsonl)
{
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        sentence_parse *parse = &reader->parse;
        if (what == TOLL_SHOW_TOKENS) {
            show_tokens(out, reader, jsonl);
            continue;
        }
        claim_story_sentence(reader);
        claim_find_mentions(reader);
        if (what == TOLL_SHOW_PHRASES) {
            claim_phrases(parse);
            parse->before = NULL;
            parse->before_count = 0;
            claim_attach(parse, reader->tables);
            show_phrases(out, reader);
        } else {
            claim_find_attributions(reader);
            for (size_t q = 0; q < parse->quantity_count; q++)
                if (!(parse->quantities[q].flags & (TOLL_QUANTITY_ARTICLE | TOLL_QUANTITY_ORDINAL)))
                    show_quantity(out, reader, &parse->quantities[q]);
            for (size_t d = 0; d < parse->date_count; d++) show_date(out, reader, &parse->dates[d]);
            show_names(out, reader);
            for (size_t a = 0; a < parse->attribution_count; a++) show_attribution(out, reader, &parse->attributions[a]);
        }
        reader->story.sentence++;
    }
    return out->failed ? TOLL_E_MEMORY : TOLL_OK;
}

toll_status toll_claim_figures(toll_claim_figure *visit, void *context, toll_claim_reader *reader, const toll_lexer *lexer)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < lexer->sentence_count; i++) {
        toll_status status = claim_open_sentence(reader, lexer, &lexer->sentences[i]);
        if (status != TOLL_OK) return status;
        claim_story_sentence(reader);
        claim_find_mentions(reader);
        for (size_t q = 0; q < parse->quantity_count; q++) {
            if (parse->quantities[q].flags & (TOLL_QUANTITY_ARTICLE | TOLL_QUANTITY_ORDINAL)) continue;
            if (!visit(context, toll_extent_span(&parse->view, parse->quantities[q].extent))) return TOLL_E_MEMORY;
        }
        reader->story.sentence++;
    }
    return TOLL_OK;
}
