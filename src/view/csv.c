/* In: rows of typed cells. Out: CSV (RFC 4180: CRLF, cells quoted where they must be). Text cells that begin like a formula can be guarded;
 * numbers never are, for a guarded number is no number any more. */
#include <math.h>

#include "inside.h"

void toll_view_csv_header(toll_buffer *out, const toll_view_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i) toll_buffer_add_char(out, ',');
        toll_buffer_add_string(out, fields[i].name);
    }
    toll_buffer_add_string(out, "\r\n");
}

static bool is_any_of(char c, const char *set)
{
    return c && strchr(set, c) != NULL;
}

static void add_text(toll_buffer *out, toll_text text, bool safe)
{
    if (!text.len) return;
    bool guard = safe && is_any_of(text.data[0], "=+-@\t\r");
    bool quote = false;
    for (size_t i = 0; i < text.len && !quote; i++) quote = is_any_of(text.data[i], ",\"\r\n");
    if (quote) toll_buffer_add_char(out, '"');
    if (guard) toll_buffer_add_char(out, '\'');
    for (size_t i = 0; i < text.len;) {
        const char *mark = memchr(text.data + i, '"', text.len - i);
        size_t end = mark ? (size_t)(mark - text.data) + 1 : text.len;
        toll_buffer_add(out, text.data + i, end - i);
        if (mark) toll_buffer_add_char(out, '"');
        i = end;
    }
    if (quote) toll_buffer_add_char(out, '"');
}

/* What is unknown is an empty cell. */
static void add_cell(toll_buffer *out, toll_view_type type, const toll_view_datum *cell, bool safe)
{
    char day[16];
    switch (type) {
    case TOLL_VIEW_STRING: add_text(out, cell->text, safe); break;
    case TOLL_VIEW_DATE: toll_buffer_add(out, day, toll_day_format(day, cell->day)); break;
    case TOLL_VIEW_INTEGER:
    case TOLL_VIEW_NUMBER:
        if (!isnan(cell->number)) toll_buffer_add_number(out, cell->number);
        break;
    }
}

void toll_view_csv_cells(toll_buffer *out, const toll_view_field *fields, const toll_view_datum *cells, size_t count, bool safe)
{
    for (size_t i = 0; i < count; i++) {
        if (i) toll_buffer_add_char(out, ',');
        add_cell(out, fields[i].type, &cells[i], safe);
    }
    toll_buffer_add_string(out, "\r\n");
}

void toll_view_csv_row(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256, bool safe)
{
    toll_view_datum cells[TOLL_VIEW_CLAIM_FIELDS];
    toll_buffer scratch = {0};
    if (toll_view_set_claim(cells, &scratch, claim, document, sha256))
        toll_view_csv_cells(out, toll_view_claim_fields, cells, TOLL_VIEW_CLAIM_FIELDS, safe);
    out->failed |= scratch.failed;
    toll_buffer_free(&scratch);
}
