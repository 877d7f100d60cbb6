/* In: lines of CSV. Out: rows put together over line breaks inside quotes, and cut into cells in place. What the columns mean is for csv.c
 * (documents) and grid.c (tables of numbers). One pass a line; a row costs no allocation once the buffers stand. */
#include "base/fault.h"
#include "inside.h"

/* Where a row may end: after `line`, or inside quotes that go on. The state goes from line to line. */
static bool goes_on(toll_text line, char comma, bool inside)
{
    bool start = !inside;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.data[i];
        if (inside) {
            const char *quote = memchr(line.data + i, '"', line.len - i);
            if (!quote) return true;
            i = (size_t)(quote - line.data);
            if (i + 1 < line.len && line.data[i + 1] == '"') i++;
            else inside = false;
        } else if (start && c == '"') {
            inside = true;
        }
        start = !inside && c == comma;
    }
    return inside;
}

/* Cuts a row into cells; quotes are undone in place. False where a cell has something behind its closing quote. */
bool toll_csv_cut(toll_csv *it, char *row, size_t len)
{
    size_t at = 0;
    it->cell_count = 0;
    for (;;) {
        if (it->cell_count == (it->fixed ? it->cell_cap : TOLL_CSV_COLUMNS)) return false;
        it->failed |= !it->fixed && !toll_grow(&it->cells, &it->cell_cap, it->cell_count, sizeof *it->cells);
        if (it->failed) return false;
        size_t from = at, made = at;
        if (at < len && row[at] == '"') {
            for (at++, from = made = at; at < len && (row[at] != '"' || (at + 1 < len && row[at + 1] == '"')); made++) {
                if (row[at] == '"') at++;
                row[made] = row[at++];
            }
            at++; /* the closing quote */
            if (at < len && row[at] != it->comma) return false;
        } else {
            const char *comma = at < len ? memchr(row + at, it->comma, len - at) : NULL;
            made = at = comma ? (size_t)(comma - row) : len;
        }
        it->cells[it->cell_count++] = (toll_text){row + from, made - from};
        if (at >= len) return true;
        at++;
    }
}

/* The next row, its lines put together. One that is too long is read past up to where its quotes end. */
toll_status toll_csv_row(toll_text *out, toll_csv *it, toll_reader *reader, const char *where, toll_error *error)
{
    toll_text line;
    bool inside = false, large = false;
    toll_buffer_clear(&it->row);
    do {
        toll_status status = toll_reader_line(&line, reader);
        if (status == TOLL_END && inside)
            return toll_error_at(
                error, TOLL_E_INPUT, where, it->line, "a cell whose quote is never closed; the rest of the file is in it and left out");
        if (status == TOLL_E_LIMIT) return toll_source_too_large("the row", reader->limit, where, reader->line, error);
        if (status < 0) return toll_reader_say(error, reader, status, where);
        if (status) return status;
        if (reader->line == 1) toll_json_skip_mark(&line);
        if (!inside) it->line = reader->line;
        inside = goes_on(line, it->comma, inside);
        large |= it->row.len + line.len > reader->limit;
        if (large) continue;
        toll_buffer_add(&it->row, line.data, line.len);
        if (inside) toll_buffer_add_char(&it->row, '\n');
    } while (inside);
    if (large) return toll_source_too_large("the row", reader->limit, where, it->line, error);
    if (it->row.len && it->row.data[it->row.len - 1] == '\r') it->row.len--;
    if (it->row.failed) return toll_error_set(error, TOLL_E_MEMORY, where, "not enough memory for this row");
    *out = (toll_text){it->row.data, it->row.len};
    return TOLL_OK;
}

void toll_csv_free(toll_csv *it)
{
    toll_buffer_free(&it->row);
    if (!it->fixed) toll_base_free(it->cells);
}
