/* In: JSON, one flat object a line or one list of them. Out: rows of a grid. Names become columns as they are met, so a table whose columns
 * change over the years is one table. What is nested in a row is no cell. yajl reads it; a broken line costs itself, a broken list costs
 * what comes after. */
#include <yajl/yajl_parse.h>

#include "grid_inside.h"

typedef struct parse {
    grid_maker *maker;
    yajl_handle handle;
    const char *data;
    size_t base, counted; /* where the parsed bytes begin in `data`; up to where lines are counted */
    uint64_t line;
    unsigned depth, rows_at; /* depth of the rows' names: 1 a line, 2 in a list */
    int column;              /* of the value that comes next; -1 = none */
    size_t next;             /* the column that stands behind the last one */
    toll_status status;
    bool twice;
} parse;

static uint64_t line_here(parse *p)
{
    size_t at = p->base + yajl_get_bytes_consumed(p->handle);
    for (; p->counted < at; p->counted++) p->line += p->data[p->counted] == '\n';
    return p->line;
}

static int value(parse *p, const char *data, size_t len)
{
    if (p->depth < p->rows_at) {
        p->status = TOLL_E_INPUT;
        return 0;
    }
    if (p->depth == p->rows_at && p->column >= 0 && data)
        p->status = toll_grid_add_cell(p->maker, (size_t)p->column, (toll_text){data, len});
    if (p->depth == p->rows_at) p->column = -1;
    return p->status == TOLL_OK;
}

static int on_null(void *context)
{
    return value(context, NULL, 0);
}

static int on_boolean(void *context, int truth)
{
    return value(context, truth ? "true" : "false", truth ? 4 : 5);
}

static int on_number(void *context, const char *data, size_t len)
{
    return value(context, data, len);
}

static int on_string(void *context, const unsigned char *data, size_t len)
{
    return value(context, (const char *)data, len);
}

static int on_key(void *context, const unsigned char *data, size_t len)
{
    parse *p = context;
    grid_maker *it = p->maker;
    if (p->depth != p->rows_at) return 1;
    toll_text name = {(const char *)data, len};
    size_t column = p->next; /* rows mostly name their columns in one order */
    if (column >= it->grid->column_count || !toll_text_equal(it->columns[column].name, name)) {
        int found = toll_grid_find(it, name);
        column = found < 0 ? 0 : (size_t)found;
        if (found < 0) p->status = toll_grid_add_column(it, name, &column);
        if (p->status != TOLL_OK) return 0;
    }
    p->twice = it->columns[column].seen == it->grid->row_count;
    it->columns[column].seen = it->grid->row_count;
    p->column = (int)column;
    p->next = column + 1;
    return !p->twice;
}

static int on_map(void *context)
{
    parse *p = context;
    if (p->depth + 1 == p->rows_at) {
        p->status = toll_grid_begin_row(p->maker, line_here(p));
        p->column = -1;
        p->next = 0;
    } else if (p->depth + 1 < p->rows_at) {
        p->status = TOLL_E_INPUT;
    }
    if (p->depth == p->rows_at) p->column = -1;
    return ++p->depth <= 64 && p->status == TOLL_OK;
}

static int on_array(void *context)
{
    parse *p = context;
    if (p->depth + 1 == p->rows_at) p->status = TOLL_E_INPUT;
    if (p->depth == p->rows_at) p->column = -1;
    return ++p->depth <= 64 && p->status == TOLL_OK;
}

static int on_close(void *context)
{
    parse *p = context;
    p->depth--;
    return 1;
}

static const yajl_callbacks callbacks = {.yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close,
    .yajl_start_array = on_array,
    .yajl_end_array = on_close};

/* One piece; what it lost is said. TOLL_E_MEMORY and TOLL_E_LIMIT end it all. */
static toll_status read_piece(parse *p, toll_text piece)
{
    grid_maker *it = p->maker;
    toll_error wrong = {0};
    size_t row_count = it->grid->row_count, cell_count = it->cell_count;
    toll_status status = toll_json_check(piece, it->grid->where, p->line, &wrong);
    if (status < 0) {
        toll_grid_complain(it, &wrong);
        return TOLL_OK;
    }
    p->handle = yajl_alloc(&callbacks, NULL, p);
    if (!p->handle) return toll_grid_no_memory(it);
    yajl_config(p->handle, yajl_dont_validate_strings, 1);
    p->depth = 0, p->status = TOLL_OK, p->twice = false;
    yajl_status state = yajl_parse(p->handle, (const unsigned char *)piece.data, piece.len);
    if (state == yajl_status_ok) state = yajl_complete_parse(p->handle);
    uint64_t line = line_here(p);
    yajl_free(p->handle);
    if (p->status == TOLL_E_MEMORY || p->status == TOLL_E_LIMIT) return p->status;
    if (state == yajl_status_ok) return TOLL_OK;
    toll_error_at(&wrong, TOLL_E_INPUT, it->grid->where, line,
        p->twice ? "a name is there twice in one object; give it once" : "broken JSON; write one plain object a row");
    toll_grid_complain(it, &wrong);
    /* The row in hand is lost, those of a list before it stand. */
    if (it->grid->row_count > row_count) it->cell_count = it->rows[--it->grid->row_count].first;
    else it->cell_count = cell_count;
    for (size_t i = 0; i < it->grid->column_count; i++) it->columns[i].seen = 0;
    return TOLL_OK;
}

toll_status toll_grid_read_json(grid_maker *it, toll_text text)
{
    parse p = {.maker = it, .data = text.data, .line = 1};
    size_t at = 0;
    while (at < text.len && strchr(" \t\r\n", text.data[at])) at++;
    if (text.data[at] == '[') {
        p.rows_at = 2;
        return read_piece(&p, text);
    }
    p.rows_at = 1;
    toll_status status = TOLL_OK;
    for (at = 0; at < text.len && status == TOLL_OK;) {
        const char *end = memchr(text.data + at, '\n', text.len - at);
        size_t len = end ? (size_t)(end - text.data) - at : text.len - at;
        toll_text line = {text.data + at, len};
        p.base = p.counted = at;
        uint64_t number = p.line;
        if (!toll_json_is_blank(line)) status = read_piece(&p, line);
        p.line = number + 1;
        at += len + 1;
    }
    return status;
}
