/* In: JSON Lines. Out: a document a line. A line that cannot be used is said with its number and costs only itself. */
#include "inside.h"

/* An optional field: absent, null and empty are all "unknown"; another type is reported and left out. */
static toll_text optional(const toll_json_field *field, toll_layer *layer)
{
    if (field->kind == TOLL_JSON_STRING && field->value.len) return field->value;
    if (field->kind == TOLL_JSON_NUMBER || field->kind == TOLL_JSON_OTHER) {
        toll_error wrong;
        toll_error_at(&wrong, TOLL_E_INPUT, layer->where, layer->reader.line,
            "\"%s\" is not a string, so it stays unknown; write it in quotes", field->name);
        toll_complain(&layer->source->complaints, &wrong);
    }
    return (toll_text){NULL, 0};
}

static toll_status required(const toll_json_field *fields, const toll_layer *layer, toll_error *error)
{
    const char *where = layer->where;
    uint64_t line = layer->reader.line;
    const toll_json_field *id = &fields[TOLL_FIELD_ID], *text = &fields[TOLL_FIELD_TEXT];
    if (text->kind == TOLL_JSON_ABSENT || text->kind == TOLL_JSON_NULL)
        return toll_error_at(error, TOLL_E_INPUT, where, line,
            "no \"%s\"; give the document's text as a string, or its name with --columns text=NAME", text->name);
    if (text->kind != TOLL_JSON_STRING)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "\"%s\" is not a string; give the document's text in quotes", text->name);
    if (!text->value.len)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "\"%s\" is empty; there is nothing to read in it", text->name);
    if (id->kind != TOLL_JSON_STRING && id->kind != TOLL_JSON_NUMBER)
        return toll_error_at(error, TOLL_E_INPUT, where, line,
            "no \"%s\"; give the document a name of its own, or its field with --columns id=NAME", id->name);
    if (!id->value.len)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "\"%s\" is empty; give the document a name of its own", id->name);
    return TOLL_OK;
}

static void take_fields(toll_source_parcel *out, toll_json_field *fields, toll_layer *layer)
{
    toll_document *document = &out->document;
    document->name = fields[TOLL_FIELD_ID].value;
    document->text = fields[TOLL_FIELD_TEXT].value;
    document->title = optional(&fields[TOLL_FIELD_TITLE], layer);
    document->outlet = optional(&fields[TOLL_FIELD_OUTLET], layer);
    document->url = optional(&fields[TOLL_FIELD_URL], layer);
    const toll_json_field *date = &fields[TOLL_FIELD_PUBLISHED];
    bool known = toll_source_date(&document->published, date);
    if (!known) {
        toll_error wrong;
        toll_text shown = date->kind == TOLL_JSON_OTHER ? toll_text_of("not a string") : date->value;
        toll_error_at(&wrong, TOLL_E_INPUT, layer->where, layer->reader.line,
            "\"%s\" is not a date (%.*s), so it stays unknown; write YYYY-MM-DD", date->name, (int)toll_text_head(shown, 40).len,
            shown.data);
        toll_complain(&layer->source->complaints, &wrong);
    }
    toll_source_complete(document, layer->source, !known || document->published != TOLL_DAY_UNKNOWN);
}

/* The next document: TOLL_END at the end, TOLL_E_INPUT or TOLL_E_LIMIT where a line is lost. */
static toll_status next_line(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    const char *where = layer->where;
    toll_reader *reader = &layer->reader;
    toll_json_field fields[TOLL_FIELD_COUNT];
    toll_text line = {NULL, 0};
    toll_status status;
    for (size_t i = 0; i < TOLL_FIELD_COUNT; i++) fields[i] = (toll_json_field){.name = layer->source->columns->names[i]};
    do {
        status = toll_reader_line(&line, reader);
        if (status == TOLL_OK && reader->line == 1) toll_json_skip_mark(&line);
    } while (status == TOLL_OK && toll_json_is_blank(line));
    if (status == TOLL_END && !reader->any) {
        reader->any = true;
        return toll_error_set(error, TOLL_E_INPUT, where, "empty; there is nothing to read in it");
    }
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the line", layer->source->options.limit, where, reader->line, error);
    if (status < 0) return toll_reader_say(error, reader, status, where);
    if (status) return status;
    status = toll_json_read(fields, TOLL_FIELD_COUNT, &out->memory, line, where, reader->line, error);
    if (!status) status = required(fields, layer, error);
    if (!status) take_fields(out, fields, layer);
    return status;
}

const toll_format toll_format_lines = {.next = next_line};
