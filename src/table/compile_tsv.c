/* Reads one TSV table: a header row, rows, # comments. A column headed @NAME holds phrases of the class NAME, one headed @* phrases of
 * the class that the row's first cell names; the others are attributes of the row. */
#include "inside.h"

enum { COLUMN_LIMIT = 40, CLASS_BY_ROW = 254 };

typedef struct header {
    toll_text names[COLUMN_LIMIT];
    uint8_t classes[COLUMN_LIMIT];
    unsigned count;
    bool by_row;
} header;

static toll_text trim(toll_text text)
{
    while (text.len && (text.data[0] == ' ' || text.data[0] == '\t')) text.data++, text.len--;
    while (text.len && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t' || text.data[text.len - 1] == '\r')) text.len--;
    return text;
}

/* Cuts the next piece up to `stop` off *rest; false when nothing is left. */
static bool cut(toll_text *piece, toll_text *rest, char stop)
{
    if (!rest->data) return false;
    const char *end = rest->len ? memchr(rest->data, stop, rest->len) : NULL;
    piece->data = rest->data;
    piece->len = end ? (size_t)(end - rest->data) : rest->len;
    if (end) rest->len -= piece->len + 1, rest->data = end + 1;
    else *rest = (toll_text){NULL, 0};
    return true;
}

static toll_status too_many(compiler *c, const char *file, uint32_t line)
{
    return toll_error_at(c->error, TOLL_E_TABLE, file, line, "too many word classes; at most %d are possible", TOLL_CLASS_LIMIT);
}

static toll_status read_header(compiler *c, header *h, toll_text row, const char *file, uint32_t line)
{
    toll_text cell;
    h->count = 0;
    while (cut(&cell, &row, '\t')) {
        if (h->count == COLUMN_LIMIT) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "more than %d columns", COLUMN_LIMIT);
        cell = trim(cell);
        if (!cell.len) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "column %u has no name in the header row", h->count + 1);
        uint32_t *heading = list_add(c, &c->headings);
        if (heading) *heading = compile_string(c, cell.data, cell.len);
        bool phrases = cell.data[0] == '@';
        if (phrases) cell.data++, cell.len--;
        h->names[h->count] = cell;
        bool by_row = phrases && toll_text_is(cell, "*");
        h->by_row |= by_row;
        h->classes[h->count] = by_row ? CLASS_BY_ROW : phrases ? compile_class(c, cell) : TOLL_NO_CLASS;
        if (phrases && h->classes[h->count] == TOLL_NO_CLASS) return too_many(c, file, line);
        uint32_t *name = list_add(c, &c->columns);
        if (name) *name = compile_string(c, cell.data, cell.len);
        h->count++;
    }
    return c->failed ? TOLL_E_MEMORY : TOLL_OK;
}

static toll_status read_phrases(compiler *c, toll_text cell, toll_note note, const char *file, uint32_t line)
{
    toll_text phrase;
    while (cell.len && cut(&phrase, &cell, '|')) {
        toll_phrase words;
        toll_status status = compile_phrase(c, &words, trim(phrase), file, line);
        if (status == TOLL_OK) status = compile_note(c, &words, note);
        if (status != TOLL_OK) return status;
    }
    return TOLL_OK;
}

static toll_status read_row(compiler *c, const header *h, uint32_t table, toll_text row, const char *file, uint32_t line)
{
    blob_table *t = (blob_table *)c->tables.data + table;
    toll_text cell;
    unsigned column = 0;
    uint8_t row_class = TOLL_NO_CLASS;
    for (; column < h->count; column++) {
        cell = (toll_text){"", 0};
        if (row.data) cut(&cell, &row, '\t');
        cell = trim(cell);
        uint32_t *kept = list_add(c, &c->cells);
        if (kept) *kept = compile_string(c, cell.data, cell.len);
        const bool names_class = !column && h->classes[0] == TOLL_NO_CLASS && h->by_row && cell.len;
        if (names_class && (row_class = compile_class(c, cell)) == TOLL_NO_CLASS) return too_many(c, file, line);
        if (h->classes[column] == TOLL_NO_CLASS) continue;
        uint8_t class_ = h->classes[column] == CLASS_BY_ROW ? row_class : h->classes[column];
        if (class_ == TOLL_NO_CLASS) return toll_error_at(c->error, TOLL_E_TABLE, file, line, "the row's first cell names no word class");
        toll_status status = read_phrases(c, cell, (toll_note){.class_ = class_, .table = (uint8_t)table, .row = t->rows}, file, line);
        if (status != TOLL_OK) return status;
    }
    if (row.data)
        return toll_error_at(c->error, TOLL_E_TABLE, file, line, "more cells than the header's %u columns; is a tab too many?", h->count);
    uint32_t *kept = list_add(c, &c->lines);
    if (kept) *kept = line;
    t->rows++;
    return c->failed ? TOLL_E_MEMORY : TOLL_OK;
}

toll_status compile_tsv(compiler *c, const char *name, toll_text content)
{
    if (c->tables.count > UINT8_MAX) return toll_error_at(c->error, TOLL_E_TABLE, name, 0, "too many tables; at most 256 are possible");
    header h = {.count = 0};
    uint32_t line = 0, table = (uint32_t)c->tables.count;
    blob_table *t = list_add(c, &c->tables);
    if (!t) return TOLL_E_MEMORY;
    t->name = compile_string(c, name, strlen(name));
    t->column_first = (uint32_t)c->columns.count;
    t->cell_first = (uint32_t)c->cells.count;
    t->line_first = (uint32_t)c->lines.count;
    size_t bad = toll_utf8_check(content.data, content.len);
    if (bad < content.len) return toll_error_at(c->error, TOLL_E_TABLE, name, 0, "not UTF-8 at byte %zu; save the file as UTF-8", bad);
    toll_text row;
    while (cut(&row, &content, '\n')) {
        line++;
        toll_text bare = trim(row);
        if (!bare.len || bare.data[0] == '#') continue;
        toll_status status = h.count ? read_row(c, &h, table, row, name, line) : read_header(c, &h, row, name, line);
        if (status != TOLL_OK) return status;
        t = (blob_table *)c->tables.data + table;
        t->column_count = h.count;
    }
    return h.count ? TOLL_OK : toll_error_at(c->error, TOLL_E_TABLE, name, line, "no header row");
}
