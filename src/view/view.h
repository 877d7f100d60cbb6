/* What a person or a program gets to see of claims: JSON Lines as the claim schema has it, CSV for spreadsheets, and a table for a
 * terminal. In: claims with the document that they point into. Out: bytes at the end of a buffer. The words of a claim are cut from the
 * document by span, never kept beside it, so what is shown is what stands there. Appending fails only with the buffer (buffer->failed). */
#ifndef TOLL_VIEW_H
#define TOLL_VIEW_H

#include <tollbook/claim.h>
#include <tollbook/document.h>

#include "base/base.h"

typedef enum toll_view_format { TOLL_VIEW_JSONL, TOLL_VIEW_CSV, TOLL_VIEW_TABLE } toll_view_format;

typedef struct toll_view_options {
    size_t size;             /* sizeof(toll_view_options) */
    toll_view_format format;
    unsigned width;          /* table: columns of the terminal; 0 = 80 */
    bool csv_safe;           /* CSV: text cells that a spreadsheet would take for a formula get a ' before them */
} toll_view_options;

/* What stands once before everything (the CSV header). */
void toll_view_begin(toll_buffer *out, const toll_view_options *options);
/* The claims of one document. `sha256` is that of the document's text, NULL or "" where it is not known. */
void toll_view_claims(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
                      const toll_claim *claims, size_t count);
/* The same one by one, for claims that come as a stream. `before` is a copy of the claim before; NULL where that was of another document, or
 * there was none. Only its spans are looked at. */
void toll_view_claim(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
                     const toll_claim *claim, const toll_claim *before);

/* The document's bytes under a span; absent where the span is empty or points outside the text. */
static inline toll_text toll_view_cut(const toll_document *document, toll_span span)
{
    if (!span.len || span.off > document->text.len || span.len > document->text.len - span.off) return (toll_text){NULL, 0};
    return (toll_text){document->text.data + span.off, span.len};
}

/* --- rows of typed cells: what CSV, spreadsheets and data packages are written from. */
typedef enum toll_view_type { TOLL_VIEW_STRING, TOLL_VIEW_INTEGER, TOLL_VIEW_NUMBER, TOLL_VIEW_DATE } toll_view_type;

typedef struct toll_view_field {
    const char *name;        /* of the column */
    toll_view_type type;
    const char *hxl;         /* its HXL tag; "" = none */
    const char *about;       /* what is in it, for a codebook */
} toll_view_field;

/* By the column's type; unknown is an absent text, NAN, TOLL_DAY_UNKNOWN. */
typedef struct toll_view_datum {
    toll_text text;
    double number;
    toll_day day;
} toll_view_datum;

enum { TOLL_VIEW_CLAIM_FIELDS = 49 };
extern const toll_view_field toll_view_claim_fields[TOLL_VIEW_CLAIM_FIELDS];
/* `scratch` is where texts that are put together live, until the next use; false where memory runs out. */
bool toll_view_set_claim(toll_view_datum cells[TOLL_VIEW_CLAIM_FIELDS], toll_buffer *scratch, const toll_claim *claim, const toll_document *document,
                         const char *sha256);
void toll_view_csv_header(toll_buffer *out, const toll_view_field *fields, size_t count);
/* `safe`: text cells that a spreadsheet would take for a formula get a ' before them. */
void toll_view_csv_cells(toll_buffer *out, const toll_view_field *fields, const toll_view_datum *cells, size_t count, bool safe);

/* That the claim is read right, to four digits. */
double toll_view_confidence(const toll_claim *claim);

/* One claim as one JSON object, without a line break. */
void toll_view_claim_json(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256);

/* A number with its bound. `words` are the document's words, used where the words are all there is.
 * text:    89, at least 63, more than 220, up to 400, nearly 6,000, about 75%, 30 to 40 times, hundreds (not a number), none
 * compact: 89, ≥63, >220, ≤400, ≈6,000⁻, ≈75%, ×30 to 40, “hundreds”, 0 */
typedef enum toll_view_form { TOLL_VIEW_TEXT, TOLL_VIEW_COMPACT } toll_view_form;
void toll_view_number(toll_buffer *out, const toll_quantity *quantity, toll_text words, toll_view_form form);
/* 12730 as 12,730; fractions as they are. */
void toll_view_add_grouped(toll_buffer *out, double value);

/* One claim taken apart: each part with its words, their bytes and what was made of them. */
void toll_view_explain(toll_buffer *out, const toll_claim *claim, const toll_document *document);

/* A period in words: 2023-03-12, 2023-03-11 to 2023-03-12, total to 2023-03-12, since 2022-02-24; nothing where it is unknown. */
void toll_view_period(toll_buffer *out, const toll_period *period);

/* --- text for terminals: widths in columns, one code point at a time. */
/* One line of it: control characters and runs of white space become one space, so that a text cannot steer the terminal. */
void toll_view_add_plain(toll_buffer *out, toll_text text);
size_t toll_view_width(toll_text text);

/* A code in words: killed_or_wounded as "killed or wounded", air_defence as "air defence"; NULL = nothing. */
void toll_view_add_code(toll_buffer *out, const char *code);

/* --- text inside XML and HTML (markup.c): < > & " ' become entities. */
/* One line of it. */
void toll_view_add_xml(toll_buffer *out, toll_text text);
/* Every character of it; `controls`: also those that are none in HTML, which otherwise show as a character that is missing. */
void toll_view_add_markup(toll_buffer *out, toll_text text, bool controls);

typedef struct toll_view_cell {
    toll_buffer text;        /* may hold \n for a new line */
    toll_span *lines;        /* after toll_view_wrap */
    size_t line_count, line_cap;
} toll_view_cell;

/* Breaks the cell's text into lines of at most `width` columns, at spaces where there are any. */
void toll_view_wrap(toll_view_cell *cell, size_t width);
/* Prints cells side by side, two spaces between them, without spaces at the end of lines. */
void toll_view_add_row(toll_buffer *out, toll_view_cell *cells, const unsigned *widths, size_t count);
void toll_view_cell_clear(toll_view_cell *cell);
void toll_view_cell_free(toll_view_cell *cell);

/* --- rows of named columns */
typedef struct toll_view_column {
    const char *name;        /* JSON and CSV */
    const char *title;       /* table; NULL = not in the table */
    unsigned width;          /* table; 0 = shares what is left */
} toll_view_column;

typedef struct toll_view_value {
    toll_text text;          /* absent: null */
    bool number;             /* the text is a number, not to be quoted */
    char own[40];            /* room for numbers and dates */
} toll_view_value;

typedef struct toll_view_rows {
    const toll_view_column *columns;
    size_t count;            /* at most 24 */
    toll_view_options view;
    toll_view_cell cells[24];
    unsigned widths[24];
} toll_view_rows;

void toll_view_rows_begin(toll_buffer *out, toll_view_rows *rows);
void toll_view_rows_add(toll_buffer *out, toll_view_rows *rows, const toll_view_value *values);
void toll_view_rows_end(toll_view_rows *rows);
void toll_view_set_text(toll_view_value *value, toll_text text);
void toll_view_set_count(toll_view_value *value, uint64_t number);
void toll_view_set_grouped(toll_view_value *value, double number);     /* for people to read: 12,730, as words */
void toll_view_set_number(toll_view_value *value, double number);      /* empty for what is no finite number */
void toll_view_set_truth(toll_view_value *value, bool truth);           /* true or false, in JSON without quotes */
void toll_view_set_day(toll_view_value *value, toll_day day);
void toll_view_set_time(toll_view_value *value, int64_t time);   /* 0 = null */

#endif
