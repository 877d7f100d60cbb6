/* In: CSV as RFC 4180 has it, and as spreadsheets write it: comma, semicolon or tab, quotes doubled, line breaks inside quotes, a byte order mark, a
 * header row. Out: a document a row. Which column is what is told by its name (--columns gives others), never by its place; a quote counts only
 * at the beginning of a cell, so that an inch sign swallows nothing. A row that does not fit the header is said with its line and costs only
 * itself. Rows in another charset are converted one by one. */
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

typedef struct csv {
    toll_csv rows;
    size_t count;                 /* columns */
    int places[TOLL_FIELD_COUNT]; /* column of a field, -1 = none */
} csv;

static const char *const usual[TOLL_FIELD_COUNT] = {[TOLL_FIELD_ID] = "id|doc|doc_id|docid|document|article_id|guid|uri|name",
    [TOLL_FIELD_TEXT] = "text|body|content|article|article_text|full_text|fulltext|maintext|main_text|story|transcript",
    [TOLL_FIELD_TITLE] = "title|headline",
    [TOLL_FIELD_PUBLISHED] =
        "published|date|publish_date|date_publish|published_at|published_date|publication_date|pubdate|date_published|datetime",
    [TOLL_FIELD_OUTLET] = "outlet|source|publisher|publication|newspaper|source_name|source_domain|domain|site|media",
    [TOLL_FIELD_URL] = "url|link|source_url|address"};

/* Is the cell one of "one|two|three"? Blanks count as _, case does not count. */
static bool is_one_of(toll_text cell, const char *names)
{
    for (; *names; names += strcspn(names, "|"), names += *names == '|') {
        size_t len = strcspn(names, "|"), i = 0;
        if (len != cell.len) continue;
        while (i < len) {
            char c = cell.data[i];
            if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
            if (c == ' ' || c == '-') c = '_';
            if (c != names[i]) break;
            i++;
        }
        if (i == len) return true;
    }
    return false;
}

static void find_places(csv *it, const toll_columns *columns)
{
    for (size_t field = 0; field < TOLL_FIELD_COUNT; field++) {
        it->places[field] = -1;
        for (size_t i = 0; i < it->rows.cell_count && it->places[field] < 0; i++) {
            bool is = columns && columns->given[field] ? toll_text_is(it->rows.cells[i], columns->names[field])
                                                       : is_one_of(it->rows.cells[i], usual[field]);
            if (is) it->places[field] = (int)i;
        }
    }
}

static void forget(csv *it)
{
    toll_csv_free(&it->rows);
    toll_base_free(it);
}

/* The header row with each separator in turn; that which gives a column of texts, else the one that gives most columns. `room` has as many
 * bytes as the line. */
static bool read_header(csv *it, toll_text line, const toll_columns *columns, char *room)
{
    static const char commas[] = {',', ';', '\t'};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof commas; i++) {
        it->rows.comma = commas[i];
        memcpy(room, line.data, line.len);
        if (!toll_csv_cut(&it->rows, room, line.len)) continue;
        find_places(it, columns);
        size_t worth = it->rows.cell_count + (it->places[TOLL_FIELD_TEXT] >= 0 ? TOLL_CSV_COLUMNS : 0);
        if (worth > most) most = worth, best = commas[i];
    }
    it->rows.comma = best;
    memcpy(room, line.data, line.len);
    bool done = toll_csv_cut(&it->rows, room, line.len);
    if (done) find_places(it, columns);
    it->count = it->rows.cell_count;
    return done;
}

/* Takes no memory: what bytes are must not hang on how much of it there is. */
bool toll_csv_has_text_column(toll_text bytes)
{
    char room[2048];
    toll_text cells[128];
    const char *end = bytes.len ? memchr(bytes.data, '\n', bytes.len) : NULL;
    size_t len = end ? (size_t)(end - bytes.data) : 0;
    if (!len || len > sizeof room) return false;
    if (!memchr(bytes.data, ',', len) && !memchr(bytes.data, ';', len) && !memchr(bytes.data, '\t', len)) return false;
    if (bytes.data[len - 1] == '\r') len--;
    csv it = {.rows = {.cells = cells, .cell_cap = sizeof cells / sizeof *cells, .fixed = true}};
    bool known = len && read_header(&it, (toll_text){bytes.data, len}, NULL, room) && it.count > 1 && it.places[TOLL_FIELD_TEXT] >= 0;
    unsigned fields = 0;
    for (size_t i = 0; known && i < TOLL_FIELD_COUNT; i++) fields += it.places[i] >= 0;
    return known && fields > 1;
}

static toll_status take_header(toll_layer *layer, csv *it, toll_error *error)
{
    const toll_columns *columns = layer->source->columns;
    toll_text row;
    it->rows.comma = ',';
    toll_status status = toll_csv_row(&row, &it->rows, &layer->reader, layer->where, error);
    if (status == TOLL_END) return toll_error_set(error, TOLL_E_SYSTEM, layer->where, "empty; there is nothing to read in it");
    if (status) return status == TOLL_E_MEMORY ? status : TOLL_E_SYSTEM;
    layer->any = true;
    char *room = toll_base_take(row.len);
    if (!room) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for the header row");
    bool done = row.len && read_header(it, row, columns, room);
    toll_base_free(room);
    if (it->rows.failed) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for the header row");
    if (done && it->places[TOLL_FIELD_TEXT] >= 0) return TOLL_OK;
    toll_error_at(error, TOLL_E_INPUT, layer->where, 1,
        "no column \"%s\" with the texts in the header row (%.*s); name it with --columns text=NAME", columns->names[TOLL_FIELD_TEXT],
        (int)toll_text_head(row, 120).len, row.data);
    return TOLL_E_SYSTEM;
}

static toll_text cell(const csv *it, int field)
{
    int place = it->places[field];
    toll_text found = place < 0 ? (toll_text){NULL, 0} : it->rows.cells[place];
    return found.len ? found : (toll_text){NULL, 0};
}

static toll_status take_cells(toll_source_parcel *out, toll_layer *layer, const csv *it, toll_error *error)
{
    toll_document *document = &out->document;
    document->text = cell(it, TOLL_FIELD_TEXT);
    if (!document->text.len)
        return toll_error_at(error, TOLL_E_INPUT, layer->where, it->rows.line, "its text is empty; there is nothing to read in it");
    toll_status status = toll_source_check(document->text, layer->where, error);
    if (status < 0) {
        if (error) error->line = it->rows.line;
        return status;
    }
    char name[320];
    snprintf(name, sizeof name, "%.*s:%llu", (int)toll_text_head(layer->about.name, 256).len, layer->about.name.data,
        (unsigned long long)it->rows.line);
    toll_about about = {.name = cell(it, TOLL_FIELD_ID),
        .url = cell(it, TOLL_FIELD_URL),
        .title = cell(it, TOLL_FIELD_TITLE),
        .outlet = cell(it, TOLL_FIELD_OUTLET),
        .published = TOLL_DAY_UNKNOWN};
    if (!about.name.len) about.name = about.url.len ? about.url : toll_text_of(name);
    toll_text date = cell(it, TOLL_FIELD_PUBLISHED);
    bool known = !date.len || toll_source_day(&about.published, date);
    if (!known) {
        toll_error wrong;
        toll_error_at(&wrong, TOLL_E_INPUT, layer->where, it->rows.line, "\"%.*s\" is not a date, so it stays unknown; write YYYY-MM-DD",
            (int)toll_text_head(date, 40).len, date.data);
        toll_complain(&layer->source->complaints, &wrong);
    }
    status = toll_source_parcel_keep(out, &about);
    if (status < 0) return toll_error_at(error, status, layer->where, it->rows.line, "not enough memory for this row");
    if (toll_utf8_check(document->name.data, document->name.len) < document->name.len)
        return toll_error_at(error, TOLL_E_INPUT, layer->where, it->rows.line, "its name is not UTF-8; write the file as UTF-8");
    toll_source_complete(document, layer->source, !known || about.published != TOLL_DAY_UNKNOWN);
    return TOLL_OK;
}

static toll_status next_document(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    csv *it = layer->state;
    if (!layer->any) {
        toll_status status = take_header(layer, it, error);
        if (status) return status;
    }
    toll_text row;
    toll_status status = toll_csv_row(&row, &it->rows, &layer->reader, layer->where, error);
    if (status) return status;
    if (toll_json_is_blank(row)) return TOLL_SOURCE_AGAIN;
    status = toll_charset_text(&out->memory, row, toll_text_of(layer->source->options.charset), layer->source->options.limit, error);
    if (status == TOLL_END) {
        toll_buffer_clear(&out->memory);
        toll_buffer_add(&out->memory, row.data, row.len);
        status = TOLL_OK;
    }
    if (out->memory.failed) return toll_error_at(error, TOLL_E_MEMORY, layer->where, it->rows.line, "not enough memory for this row");
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the row", layer->source->options.limit, layer->where, it->rows.line, error);
    if (status < 0) {
        toll_error_place(error, layer->where);
        return status;
    }
    bool whole = toll_csv_cut(&it->rows, out->memory.data, out->memory.len);
    if (it->rows.failed) return toll_error_at(error, TOLL_E_MEMORY, layer->where, it->rows.line, "not enough memory for this row");
    if (!whole)
        return toll_error_at(error, TOLL_E_INPUT, layer->where, it->rows.line,
            "something stands behind the closing quote of a cell; double the quotes inside it");
    if (it->rows.cell_count != it->count)
        return toll_error_at(error, TOLL_E_INPUT, layer->where, it->rows.line,
            "%zu cells where the header row has %zu; put cells with separators in quotes", it->rows.cell_count, it->count);
    return take_cells(out, layer, it, error);
}

static toll_status open_it(toll_layer *layer, toll_error *error)
{
    layer->state = toll_base_zero(1, sizeof(csv));
    return layer->state ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
}

static void close_it(toll_layer *layer)
{
    forget(layer->state);
}

const toll_format toll_format_csv = {open_it, next_document, close_it};
