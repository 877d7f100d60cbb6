/* Rows of named columns. In: columns, and values row by row. Out: JSON Lines, CSV (RFC 4180, with a header) or a table as wide as the
 * terminal. */
#include <math.h>
#include <stdio.h>
#include <tollbook/ledger.h>

#include "inside.h"

void toll_view_set_text(toll_view_value *value, toll_text text)
{
    *value = (toll_view_value){.text = text};
}

static void own(toll_view_value *value, size_t len)
{
    value->text = (toll_text){len ? value->own : NULL, len};
}

/* What is too long for a value's own room is left out. */
static void own_buffer(toll_view_value *value, toll_buffer *text)
{
    size_t len = text->len < sizeof value->own ? text->len : 0;
    if (len) memcpy(value->own, text->data, len);
    own(value, len);
    toll_buffer_free(text);
}

void toll_view_set_count(toll_view_value *value, uint64_t number)
{
    *value = (toll_view_value){.number = true};
    size_t len = 1, at;
    for (uint64_t rest = number; rest >= 10; rest /= 10) len++;
    for (at = len; at; number /= 10) value->own[--at] = (char)('0' + number % 10);
    own(value, len);
}

void toll_view_set_number(toll_view_value *value, double number)
{
    *value = (toll_view_value){.number = isfinite(number)};
    if (!value->number) return;
    toll_buffer text = {0};
    toll_buffer_add_number(&text, number);
    own_buffer(value, &text);
}

void toll_view_set_grouped(toll_view_value *value, double number)
{
    *value = (toll_view_value){0};
    toll_buffer text = {0};
    if (isfinite(number)) toll_view_add_grouped(&text, number);
    own_buffer(value, &text);
}

void toll_view_set_truth(toll_view_value *value, bool truth)
{
    *value = (toll_view_value){.number = true};
    own(value, (size_t)snprintf(value->own, sizeof value->own, "%s", truth ? "true" : "false"));
}

void toll_view_set_day(toll_view_value *value, toll_day day)
{
    *value = (toll_view_value){0};
    own(value, toll_day_format(value->own, day));
}

void toll_view_set_time(toll_view_value *value, int64_t time)
{
    *value = (toll_view_value){0};
    own(value, toll_ledger_time_format(value->own, time));
}

static void add_csv(toll_buffer *out, const toll_view_value *value, bool safe)
{
    toll_text text = value->text;
    bool quoted = false;
    if (!text.data) return;
    for (size_t i = 0; i < text.len && !quoted; i++) quoted = strchr(",\"\r\n", text.data[i]) != NULL;
    bool guarded = safe && !value->number && text.len && strchr("=+-@\t\r", text.data[0]);
    if (quoted) toll_buffer_add_char(out, '"');
    if (guarded) toll_buffer_add_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"') toll_buffer_add_char(out, '"');
        toll_buffer_add_char(out, text.data[i]);
    }
    if (quoted) toll_buffer_add_char(out, '"');
}

/* The widths of the columns that share what is left. */
static void share(toll_view_rows *rows)
{
    unsigned taken = 0, sharing = 0, total = rows->view.width ? rows->view.width : 80;
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->columns[i].title) continue;
        taken += rows->columns[i].width + 2;
        sharing += !rows->columns[i].width;
    }
    unsigned left = taken + 8 * sharing < total ? total - taken : 8 * sharing;
    for (size_t i = 0; i < rows->count; i++)
        rows->widths[i] = rows->columns[i].width ? rows->columns[i].width : left / (sharing ? sharing : 1);
}

static void add_table(toll_buffer *out, toll_view_rows *rows, const toll_view_value *values)
{
    toll_view_cell cells[24];
    unsigned widths[24];
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->columns[i].title) continue;
        toll_view_cell *cell = &rows->cells[i];
        toll_view_cell_clear(cell);
        toll_view_add_plain(&cell->text, values ? values[i].text : toll_text_of(rows->columns[i].title));
        toll_view_wrap(cell, rows->widths[i]);
        widths[count] = rows->widths[i];
        cells[count++] = *cell;
    }
    toll_view_add_row(out, cells, widths, count);
}

void toll_view_rows_begin(toll_buffer *out, toll_view_rows *rows)
{
    if (rows->view.format == TOLL_VIEW_TABLE) {
        share(rows);
        add_table(out, rows, NULL);
    } else if (rows->view.format == TOLL_VIEW_CSV) {
        for (size_t i = 0; i < rows->count; i++) toll_buffer_printf(out, "%s%s", i ? "," : "", rows->columns[i].name);
        toll_buffer_add_string(out, "\r\n");
    }
}

void toll_view_rows_add(toll_buffer *out, toll_view_rows *rows, const toll_view_value *values)
{
    if (rows->view.format == TOLL_VIEW_TABLE) {
        add_table(out, rows, values);
        return;
    }
    bool csv = rows->view.format == TOLL_VIEW_CSV;
    for (size_t i = 0; i < rows->count; i++) {
        const toll_view_value *value = &values[i];
        toll_buffer_add_string(out, i ? "," : csv ? "" : "{");
        if (!csv) toll_buffer_add_key(out, rows->columns[i].name);
        if (csv) add_csv(out, value, rows->view.csv_safe);
        else if (value->number) toll_buffer_add(out, value->own, value->text.len);
        else toll_buffer_add_json(out, value->text);
    }
    toll_buffer_add_string(out, csv ? "\r\n" : "}\n");
}

void toll_view_rows_end(toll_view_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) toll_view_cell_free(&rows->cells[i]);
}
