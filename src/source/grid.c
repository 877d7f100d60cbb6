/* In: bytes of a table. Out: its grid. CSV goes through the rows that documents go through (csv_rows.c), JSON through grid_json.c; both put their
 * cells into the grid's arena. A column of a table in JSON may come late: rows grow to the right as names are met, and the cells are laid out once
 * at the end. Linear in the cells. */
#include "grid.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fault.h"
#include "grid_inside.h"

toll_status toll_grid_add_column(grid_maker *it, toll_text name, size_t *column)
{
    toll_grid *grid = it->grid;
    if (grid->column_count == TOLL_GRID_COLUMNS)
        return toll_error_set(
            it->error, TOLL_E_LIMIT, grid->where, "more than %zu columns; leave out what is no figure", TOLL_GRID_COLUMNS);
    char *copy = toll_arena_string(&grid->memory, name.data ? name.data : "", name.len);
    if (!copy || !toll_grow(&it->columns, &it->column_cap, grid->column_count, sizeof *it->columns)) return toll_grid_no_memory(it);
    *column = grid->column_count++;
    it->columns[*column] = (grid_column){{copy, name.len}, 0};
    return TOLL_OK;
}

toll_status toll_grid_no_memory(const grid_maker *it)
{
    return toll_error_set(it->error, TOLL_E_MEMORY, it->grid->where, "not enough memory for this table; split it");
}

void toll_grid_complain(grid_maker *it, const toll_error *wrong)
{
    if (it->report) it->report(it->context, wrong);
}

toll_status toll_grid_begin_row(grid_maker *it, uint64_t line)
{
    if (it->grid->row_count >= it->most)
        return toll_error_set(it->error, TOLL_E_LIMIT, it->grid->where, "more than %zu rows; split the table", it->most);
    if (!toll_grow(&it->rows, &it->row_cap, it->grid->row_count, sizeof *it->rows)) return toll_grid_no_memory(it);
    it->rows[it->grid->row_count++] = (grid_row){line, it->cell_count};
    return TOLL_OK;
}

toll_status toll_grid_add_cell(grid_maker *it, size_t column, toll_text text)
{
    if (!text.len) return TOLL_OK;
    if (it->cell_count == it->most)
        return toll_error_set(it->error, TOLL_E_LIMIT, it->grid->where, "more than %zu cells; split the table", it->most);
    char *copy = toll_arena_string(&it->grid->memory, text.data, text.len);
    if (!copy || !toll_grow(&it->cells, &it->cell_cap, it->cell_count, sizeof *it->cells)) return toll_grid_no_memory(it);
    it->cells[it->cell_count++] = (grid_cell){(uint32_t)column, {copy, text.len}};
    return TOLL_OK;
}

/* The separator that cuts the header into most cells. */
static bool cut_header(toll_csv *csv, toll_text row, char *room)
{
    static const char commas[] = {',', ';', '\t'};
    size_t most = 0;
    char best = ',';
    for (size_t i = 0; i < sizeof commas; i++) {
        csv->comma = commas[i];
        memcpy(room, row.data, row.len);
        if (toll_csv_cut(csv, room, row.len) && csv->cell_count > most) most = csv->cell_count, best = commas[i];
    }
    csv->comma = best;
    memcpy(room, row.data, row.len);
    return most && toll_csv_cut(csv, room, row.len);
}

static toll_text trim(toll_text text)
{
    while (text.len && strchr(" \t\r", text.data[0])) text.data++, text.len--;
    while (text.len && strchr(" \t\r", text.data[text.len - 1])) text.len--;
    return text;
}

static toll_status csv_header(grid_maker *it, toll_csv *csv, toll_reader *reader)
{
    toll_text row;
    const char *where = it->grid->where;
    toll_status status = toll_csv_row(&row, csv, reader, where, it->error);
    if (status == TOLL_END) return toll_error_set(it->error, TOLL_E_INPUT, where, "empty; there is no header row in it");
    if (status < 0) return status;
    char *room = toll_arena_take(&it->grid->memory, row.len + 1);
    if (!room) return toll_grid_no_memory(it);
    if (!cut_header(csv, row, room))
        return csv->failed ? toll_grid_no_memory(it)
                           : toll_error_at(it->error, TOLL_E_INPUT, where, 1,
                                 "the header row cannot be cut into columns; write names with commas between");
    for (size_t i = 0, column; i < csv->cell_count && status == TOLL_OK; i++) {
        toll_text name = trim(csv->cells[i]);
        if (name.len && toll_grid_find(it, name) >= 0)
            return toll_error_at(it->error, TOLL_E_INPUT, where, 1, "two columns are called \"%.*s\"; give each a name of its own",
                (int)toll_text_head(name, 60).len, name.data);
        status = toll_grid_add_column(it, name, &column);
    }
    return status;
}

static toll_status csv_row(grid_maker *it, toll_csv *csv, toll_text row, char *room)
{
    toll_error wrong = {0};
    memcpy(room, row.data, row.len);
    bool whole = toll_csv_cut(csv, room, row.len);
    if (csv->failed) return toll_grid_no_memory(it);
    if (!whole)
        toll_error_at(&wrong, TOLL_E_INPUT, it->grid->where, csv->line,
            "something stands behind the closing quote of a cell; double the quotes inside it");
    else if (csv->cell_count != it->grid->column_count)
        toll_error_at(&wrong, TOLL_E_INPUT, it->grid->where, csv->line,
            "%zu cells where the header row has %zu; put cells with separators in quotes", csv->cell_count, it->grid->column_count);
    if (wrong.code) {
        toll_grid_complain(it, &wrong);
        return TOLL_OK;
    }
    toll_status status = toll_grid_begin_row(it, csv->line);
    for (size_t i = 0; i < csv->cell_count && status == TOLL_OK; i++) status = toll_grid_add_cell(it, i, trim(csv->cells[i]));
    return status;
}

static toll_status read_csv(grid_maker *it, toll_text bytes)
{
    toll_reader reader = {.fd = -1};
    toll_csv csv = {.comma = ','};
    toll_stream *stream = toll_stream_of_memory(bytes);
    if (!stream) return toll_grid_no_memory(it);
    toll_reader_start_stream(&reader, stream, TOLL_GRID_BYTES);
    char *room = toll_base_take(bytes.len + 1);
    toll_status status = room ? csv_header(it, &csv, &reader) : toll_grid_no_memory(it);
    while (status == TOLL_OK) {
        toll_text row;
        toll_error wrong = {0};
        toll_status got = toll_csv_row(&row, &csv, &reader, it->grid->where, &wrong);
        if (got == TOLL_END) break;
        if (got == TOLL_E_INPUT) toll_grid_complain(it, &wrong);
        else if (got < 0) status = toll_error_set(it->error, got, wrong.where, "%s", wrong.message);
        else if (!toll_json_is_blank(row)) status = csv_row(it, &csv, row, room);
    }
    toll_base_free(room);
    toll_csv_free(&csv);
    toll_reader_free(&reader);
    return status;
}

/* Rows of sparse cells become a plain array. */
static toll_status lay_out(grid_maker *it)
{
    toll_grid *grid = it->grid;
    size_t count = grid->row_count * grid->column_count;
    if (!grid->row_count || !grid->column_count)
        return toll_error_set(it->error, TOLL_E_INPUT, grid->where, "no row that can be read; there is nothing to take from it");
    if (count / grid->column_count != grid->row_count || count > it->most)
        return toll_error_set(it->error, TOLL_E_LIMIT, grid->where, "more than %zu cells; split the table", it->most);
    grid->columns = toll_arena_take(&grid->memory, grid->column_count * sizeof *grid->columns);
    grid->cells = toll_arena_zero(&grid->memory, count, sizeof *grid->cells);
    grid->lines = toll_arena_take(&grid->memory, grid->row_count * sizeof *grid->lines);
    if (!grid->columns || !grid->cells || !grid->lines) return toll_grid_no_memory(it);
    for (size_t i = 0; i < grid->column_count; i++) grid->columns[i] = it->columns[i].name;
    for (size_t i = 0; i < grid->row_count; i++) {
        size_t end = i + 1 < grid->row_count ? it->rows[i + 1].first : it->cell_count;
        grid->lines[i] = it->rows[i].line;
        for (size_t k = it->rows[i].first; k < end; k++) grid->cells[i * grid->column_count + it->cells[k].column] = it->cells[k].text;
    }
    return TOLL_OK;
}

toll_status toll_grid_read(toll_grid *out, toll_text bytes, const char *where, toll_grid_report *report, void *context, toll_error *error)
{
    return toll_grid_read_within(out, bytes, where, TOLL_GRID_CELLS, report, context, error);
}

toll_status toll_grid_read_within(
    toll_grid *out, toll_text bytes, const char *where, size_t most, toll_grid_report *report, void *context, toll_error *error)
{
    *out = (toll_grid){.where = where};
    toll_arena_init(&out->memory, 0);
    if (bytes.len > TOLL_GRID_BYTES) return toll_source_too_large("the table", TOLL_GRID_BYTES, where, 0, error);
    grid_maker it = {.grid = out, .report = report, .context = context, .error = error, .most = most};
    toll_buffer clean = {0};
    toll_sha256_hex(out->sha256, bytes.data ? bytes.data : "", bytes.len);
    toll_text text = bytes;
    toll_status status = bytes.len ? toll_charset_text(&clean, bytes, (toll_text){NULL, 0}, 2 * TOLL_GRID_BYTES, error) : TOLL_END;
    if (status == TOLL_OK) text = (toll_text){clean.data, clean.len};
    if (status == TOLL_END) status = TOLL_OK;
    toll_json_skip_mark(&text);
    size_t bad = text.len ? toll_utf8_check(text.data, text.len) : 0;
    if (status == TOLL_OK && bad < text.len)
        status = toll_error_set(error, TOLL_E_INPUT, where, "byte %zu is no text; write the table as UTF-8", bad);
    size_t at = 0;
    while (at < text.len && strchr(" \t\r\n", text.data[at])) at++;
    bool json = at < text.len && (text.data[at] == '{' || text.data[at] == '[');
    if (status == TOLL_OK) status = json ? toll_grid_read_json(&it, text) : read_csv(&it, text);
    if (status == TOLL_OK) status = lay_out(&it);
    toll_buffer_free(&clean);
    toll_base_free(it.columns);
    toll_base_free(it.cells);
    toll_base_free(it.rows);
    return status;
}

toll_status toll_grid_load(toll_grid_file *out, const char *path, toll_error *error)
{
    *out = (toll_grid_file){0};
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return toll_source_system(errno, path, error);
    toll_reader reader = {.fd = -1};
    toll_reader_start(&reader, fd, TOLL_GRID_BYTES);
    toll_status status = toll_reader_all(&out->bytes, &reader, 0);
    if (status == TOLL_E_LIMIT) toll_source_too_large("the table", TOLL_GRID_BYTES, path, 0, error);
    else if (status < 0) toll_reader_say(error, &reader, status, path);
    toll_reader_free(&reader);
    return status < 0 ? status : TOLL_OK;
}

void toll_grid_unload(toll_grid_file *file)
{
    toll_buffer_free(&file->bytes);
}

toll_status toll_grid_open(toll_grid *out, const char *path, toll_grid_report *report, void *context, toll_error *error)
{
    toll_grid_file file;
    *out = (toll_grid){.where = path};
    toll_status status = toll_grid_load(&file, path, error);
    if (status >= 0) status = toll_grid_read(out, (toll_text){file.bytes.data, file.bytes.len}, path, report, context, error);
    out->file = file;
    return status;
}

void toll_grid_free(toll_grid *grid)
{
    toll_grid_unload(&grid->file);
    toll_arena_free(&grid->memory);
}
