/* Tables of figures. In: a file, or bytes, of CSV (comma, semicolon, tab; a header row) or JSON (one flat object a line, or one list of them).
 * Out: named columns and rows of cells as they were written, each row with its line, all of it with the SHA-256 of the bytes: what a figure
 * taken from it is evidenced by. Nothing is made a number here and nothing is filled in.
 *
 * A row that cannot be read is said to `report` with its line and costs only itself; a table without a header or a row is an error. */
#ifndef TOLL_SOURCE_GRID_H
#define TOLL_SOURCE_GRID_H

#include "base/base.h"

/* Most bytes, columns and cells of a table. */
#define TOLL_GRID_BYTES ((size_t)64 << 20)
#define TOLL_GRID_COLUMNS ((size_t)1024)
#define TOLL_GRID_CELLS ((size_t)16 << 20)

/* A file's bytes; the grid keeps those it was opened from. */
typedef struct toll_grid_file {
    toll_buffer bytes;
} toll_grid_file;

typedef struct toll_grid {
    const char *where;       /* for messages: the name it was opened with; borrowed */
    char sha256[65];         /* of the bytes as they are in the file, hexadecimal */
    toll_text *columns;      /* in the order of the header, or of first appearance */
    size_t column_count, row_count;
    toll_text *cells;        /* row * column_count + column; data NULL = empty, null, absent, or a list or object */
    uint64_t *lines;         /* of the rows */
    toll_grid_file file;     /* of toll_grid_open */
    toll_arena memory;       /* inside */
} toll_grid;

typedef void toll_grid_report(void *context, const toll_error *error);

/* Free in any case. `report` may be NULL. TOLL_E_INPUT, TOLL_E_LIMIT, TOLL_E_SYSTEM (the file), TOLL_E_MEMORY. */
toll_status toll_grid_open(toll_grid *out, const char *path, toll_grid_report *report, void *context, toll_error *error);
toll_status toll_grid_read(toll_grid *out, toll_text bytes, const char *where, toll_grid_report *report, void *context, toll_error *error);
/* As that, of bytes from a stranger: no more than so many cells, rows by columns. */
toll_status toll_grid_read_within(toll_grid *out, toll_text bytes, const char *where, size_t most, toll_grid_report *report, void *context,
                                  toll_error *error);
void toll_grid_free(toll_grid *grid);
/* A file whole, up to TOLL_GRID_BYTES. */
toll_status toll_grid_load(toll_grid_file *out, const char *path, toll_error *error);
void toll_grid_unload(toll_grid_file *file);

/* The column of this name (case and blanks around it do not count); -1 = none. */
int toll_grid_column(const toll_grid *grid, toll_text name);
static inline toll_text toll_grid_cell(const toll_grid *grid, size_t row, size_t column) { return grid->cells[row * grid->column_count + column]; }
/* "date, killed, killed_cum ..." for messages; as many names as fit. */
void toll_grid_names(char *out, size_t cap, const toll_grid *grid);

/* A cell as a number: digits with a point, and thousands in groups of three by comma or blank ("1,090", "1 090.5"); nothing else. NAN is never
 * given. False where it is none. */
bool toll_grid_number(double *out, toll_text cell);

#endif
