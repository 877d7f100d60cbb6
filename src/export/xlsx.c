/* In: claims. Out: a workbook of three sheets: claims with typed cells under a header that stays, the documents they stand in, and notes on what was
 * asked and how to read it. libxlsxwriter writes rows to temporary files as they come, so memory stays flat; the workbook itself waits in one until
 * it is whole, since its end is what names its parts. A sheet has at most 1,048,576 rows; what is more is refused, not cut off. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "inside.h"

enum { MOST_ROWS = 1048576, MOST_UNITS = 32767 };

/* libxlsxwriter is loaded when a workbook is begun: it brings a library of ciphers along, which takes longest of all to load. */
/* clang-format off */
#define BOOK_FUNCTIONS(X) \
    X(lxw_strerror) X(format_set_bold) X(format_set_bottom) X(format_set_italic) X(format_set_num_format) X(format_set_text_wrap) \
    X(workbook_add_format) X(workbook_add_worksheet) X(workbook_close) X(workbook_new_opt) X(workbook_set_properties) \
    X(worksheet_freeze_panes) X(worksheet_set_column) X(worksheet_write_datetime) X(worksheet_write_number) X(worksheet_write_string)
/* clang-format on */
typedef struct book_library {
#define POINTER(name) __typeof__(name) *name;
    BOOK_FUNCTIONS(POINTER)
#undef POINTER
} book_library;

typedef struct book {
    void *library; /* NULL = not loaded */
    book_library lib;
    export_job *job;
    char path[4096]; /* "" = no file */
    int file;
    lxw_workbook *workbook;
    lxw_worksheet *sheets[EXPORT_TABLES], *notes;
    lxw_format *head, *day, *wrap, *tag;
    uint32_t rows[EXPORT_TABLES];
    uint64_t cut; /* cells that were longer than a cell may be */
    toll_buffer text;
} book;

static const export_table shown[] = {EXPORT_CLAIMS, EXPORT_DOCUMENTS};

static toll_status failed(book *b, lxw_error code)
{
    return toll_error_set(b->job->error, code == LXW_ERROR_MEMORY_MALLOC_FAILED ? TOLL_E_MEMORY : TOLL_E_SYSTEM, NULL,
        "the workbook cannot be written: %s", b->lib.lxw_strerror(code));
}

/* As much of the text as a cell holds, NUL-terminated. Spreadsheets count UTF-16 units. */
static const char *cell_text(book *b, toll_text text)
{
    size_t at = 0, units = 0;
    while (at < text.len) {
        size_t len;
        units += toll_utf8_decode(text.data + at, text.len - at, &len) > 0xffff ? 2 : 1;
        if (units > MOST_UNITS) break;
        at += len;
    }
    b->cut += at < text.len;
    toll_buffer_clear(&b->text);
    toll_buffer_add(&b->text, text.data, at);
    return b->text.failed ? NULL : b->text.data;
}

/* Days before 1900 are none to a spreadsheet: they are text. */
static lxw_error add_day(const book *b, lxw_worksheet *sheet, uint32_t row, uint16_t column, toll_day day, lxw_format *format)
{
    char text[16];
    lxw_datetime date = {0};
    if (!toll_day_format(text, day)) return LXW_NO_ERROR;
    toll_day_to_civil(day, &date.year, &date.month, &date.day);
    if (date.year < 1900 || date.year > 9999) return b->lib.worksheet_write_string(sheet, row, column, text, NULL);
    return b->lib.worksheet_write_datetime(sheet, row, column, &date, format);
}

static toll_status add_row(void *context, export_table table, const toll_view_datum *cells)
{
    book *b = context;
    lxw_worksheet *sheet = b->sheets[table];
    uint32_t row = b->rows[table]++;
    lxw_error code = LXW_NO_ERROR;
    if (row >= MOST_ROWS)
        return toll_error_set(b->job->error, TOLL_E_LIMIT, NULL,
            "a sheet holds %d rows, and there are more; take fewer claims (a filter), or the formats csv or zip", MOST_ROWS);
    for (uint16_t i = 0; i < export_sheets[table].count && code == LXW_NO_ERROR; i++) {
        const toll_view_datum *cell = &cells[i];
        toll_view_type type = export_sheets[table].fields[i].type;
        if (type == TOLL_VIEW_DATE) code = add_day(b, sheet, row, i, cell->day, b->day);
        else if (type != TOLL_VIEW_STRING)
            code = isnan(cell->number) ? LXW_NO_ERROR : b->lib.worksheet_write_number(sheet, row, i, cell->number, NULL);
        else if (cell->text.len) {
            const char *text = cell_text(b, cell->text);
            if (!text) return export_no_memory(b->job);
            code = b->lib.worksheet_write_string(sheet, row, i, text, NULL);
        }
    }
    return code == LXW_NO_ERROR ? TOLL_OK : failed(b, code);
}

static double width_of(const toll_view_field *field)
{
    if (field->type == TOLL_VIEW_DATE) return 11;
    if (field->type != TOLL_VIEW_STRING) return 10;
    return !strcmp(field->name, "sentence_text") || !strcmp(field->name, "title") ? 48 : 16;
}

static lxw_error begin_sheet(book *b, export_table table)
{
    const export_sheet *about = &export_sheets[table];
    lxw_worksheet *sheet = b->lib.workbook_add_worksheet(b->workbook, table == EXPORT_DOCUMENTS ? "sources" : about->name);
    lxw_error code = sheet ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (!sheet) return code;
    b->sheets[table] = sheet;
    bool tags = b->job->options->hxl && table == EXPORT_CLAIMS;
    for (uint16_t i = 0; i < about->count && code == LXW_NO_ERROR; i++)
        code = b->lib.worksheet_set_column(sheet, i, i, width_of(&about->fields[i]), NULL);
    for (uint16_t i = 0; i < about->count && code == LXW_NO_ERROR; i++)
        code = b->lib.worksheet_write_string(sheet, 0, i, about->fields[i].name, b->head);
    for (uint16_t i = 0; tags && i < about->count && code == LXW_NO_ERROR; i++)
        if (*about->fields[i].hxl) code = b->lib.worksheet_write_string(sheet, 1, i, about->fields[i].hxl, b->tag);
    b->rows[table] = 1 + tags;
    b->lib.worksheet_freeze_panes(sheet, 1 + tags, 1);
    return code;
}

static lxw_error begin_formats(book *b)
{
    b->head = b->lib.workbook_add_format(b->workbook), b->day = b->lib.workbook_add_format(b->workbook);
    b->wrap = b->lib.workbook_add_format(b->workbook), b->tag = b->lib.workbook_add_format(b->workbook);
    if (!b->head || !b->day || !b->wrap || !b->tag) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    b->lib.format_set_bold(b->head);
    b->lib.format_set_bottom(b->head, LXW_BORDER_THIN);
    b->lib.format_set_num_format(b->day, "yyyy-mm-dd");
    b->lib.format_set_text_wrap(b->wrap);
    b->lib.format_set_italic(b->tag);
    /* no clock: the same ledger gives the same bytes */
    lxw_doc_properties properties = {
        .title = "Claims about losses", .comments = "Written by Tollbook. Every figure is its claimant's.", .created = 315532800};
    return b->lib.workbook_set_properties(b->workbook, &properties);
}

static toll_status begin(export_job *job)
{
    static const char *const names[] = {
#define NAME(name) #name,
        BOOK_FUNCTIONS(NAME)
#undef NAME
    };
    book *b = toll_base_zero(1, sizeof *b);
    if (!b) return export_no_memory(job);
    job->own = b;
    b->job = job;
    b->file = -1;
    b->library = toll_library_load(&b->lib, TOLL_LIBRARY_XLSXWRITER, names, sizeof names / sizeof *names);
    if (!b->library) return toll_library_missing(job->error, TOLL_E_SYSTEM, NULL, TOLL_LIBRARY_XLSXWRITER);
    toll_status status = export_temporary(b->path, &b->file, job->error);
    if (status < 0) {
        b->path[0] = '\0';
        return status;
    }
    char *folder = getenv("TMPDIR");
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder && *folder ? folder : NULL, .use_zip64 = LXW_TRUE};
    b->workbook = b->lib.workbook_new_opt(b->path, &options);
    if (!b->workbook) return export_no_memory(job);
    lxw_error code = begin_formats(b);
    for (size_t i = 0; i < sizeof shown / sizeof *shown && code == LXW_NO_ERROR; i++) code = begin_sheet(b, shown[i]);
    if (code == LXW_NO_ERROR) b->notes = b->lib.workbook_add_worksheet(b->workbook, "notes");
    return code != LXW_NO_ERROR ? failed(b, code) : b->notes ? TOLL_OK : export_no_memory(job);
}

static toll_status add_claim(export_job *job, const toll_ledger_row *row)
{
    book *b = job->own;
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < sizeof shown / sizeof *shown && status >= 0; i++) status = export_add_rows(job, row, shown[i], add_row, b);
    return status;
}

static lxw_error add_note(book *b, uint32_t *row, const char *name, const char *text)
{
    lxw_error code = b->lib.worksheet_write_string(b->notes, *row, 0, name, b->head);
    if (code == LXW_NO_ERROR && text) code = b->lib.worksheet_write_string(b->notes, *row, 1, text, b->wrap);
    ++*row;
    return code;
}

static lxw_error add_notes(book *b)
{
    static const char *const about[][2] = {
        {"What a row is",
            "One claim: one figure put on losses by one claimant in one place of one document. The same statement in several documents is "
            "several rows, and a revised figure is a row of its own: do not add rows up."},
        {"Figures",
            "point is the number named, low and high what the words allow (inclusive). An empty cell is unknown or open, never zero. No figure is "
            "an estimate by Tollbook."},
        {"Words",
            "quantity_text and sentence_text are cut from the document; start and end are bytes of its text, whose SHA-256 is doc_sha256."},
        {"Reviews", "Claims that a reviewer rejected are left out unless they were asked for. Figures are as they were read; "
                    "the zip format lists corrections."},
        {"Places", "Coordinates and ids of places are those of GeoNames (CC BY 4.0)."},
        {"Quoting", "Please quote a figure with whose word it is and with its bound."}};
    const toll_export_options *o = b->job->options;
    uint32_t row = 0;
    char count[64];
    lxw_error code = b->lib.worksheet_set_column(b->notes, 0, 0, 24, NULL);
    if (code == LXW_NO_ERROR) code = b->lib.worksheet_set_column(b->notes, 1, 1, 100, NULL);
    snprintf(count, sizeof count, "%llu in %llu documents", (unsigned long long)b->job->count.claims,
        (unsigned long long)b->job->count.documents);
    if (code == LXW_NO_ERROR) code = add_note(b, &row, "Written by", "Tollbook " TOLL_VERSION);
    if (code == LXW_NO_ERROR && o->tables) code = add_note(b, &row, "Tables", o->tables);
    if (code == LXW_NO_ERROR) code = add_note(b, &row, "Claims", count);
    if (code == LXW_NO_ERROR) code = add_note(b, &row, "Asked for", b->job->asked);
    if (code == LXW_NO_ERROR && b->job->as_of[0]) code = add_note(b, &row, "As of", b->job->as_of);
    for (size_t i = 0; i < sizeof about / sizeof *about && code == LXW_NO_ERROR; i++) code = add_note(b, &row, about[i][0], about[i][1]);
    snprintf(count, sizeof count, "%llu texts were longer than a cell holds and end early", (unsigned long long)b->cut);
    if (code == LXW_NO_ERROR && b->cut) code = add_note(b, &row, "Cut off", count);
    code = code == LXW_NO_ERROR ? add_note(b, &row, "Columns of claims", NULL) : code;
    for (size_t i = 0; i < TOLL_VIEW_CLAIM_FIELDS && code == LXW_NO_ERROR; i++)
        code = add_note(b, &row, toll_view_claim_fields[i].name, toll_view_claim_fields[i].about);
    return code;
}

static toll_status end(export_job *job)
{
    book *b = job->own;
    lxw_error code = add_notes(b);
    if (code != LXW_NO_ERROR) return failed(b, code);
    code = b->lib.workbook_close(b->workbook);
    b->workbook = NULL;
    return code != LXW_NO_ERROR ? failed(b, code) : export_copy(job, b->file);
}

static void close_book(export_job *job)
{
    book *b = job->own;
    if (!b) return;
    if (b->workbook) (void)b->lib.workbook_close(b->workbook);
    if (b->file >= 0) (void)close(b->file);
    if (b->path[0]) (void)unlink(b->path);
    toll_buffer_free(&b->text);
    toll_library_close(b->library);
    toll_base_free(b);
}

const export_writer export_xlsx = {begin, add_claim, end, close_book, NULL};
