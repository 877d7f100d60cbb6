/* What the files that make a grid share. */
#ifndef TOLL_SOURCE_GRID_INSIDE_H
#define TOLL_SOURCE_GRID_INSIDE_H

#include "grid.h"
#include "inside.h"

typedef struct grid_cell {
    uint32_t column;
    toll_text text;
} grid_cell;

typedef struct grid_column {
    toll_text name;
    size_t seen;             /* number of the last row, from 1, that has it */
} grid_column;

typedef struct grid_row {
    uint64_t line;
    size_t first;            /* cell */
} grid_row;

typedef struct grid_maker {
    toll_grid *grid;
    toll_grid_report *report;
    void *context;
    toll_error *error;
    size_t most;             /* cells */
    grid_column *columns;
    size_t column_cap;
    grid_cell *cells;
    size_t cell_count, cell_cap;
    grid_row *rows;
    size_t row_cap;
} grid_maker;

toll_status toll_grid_add_column(grid_maker *it, toll_text name, size_t *column);
int toll_grid_find(const grid_maker *it, toll_text name);   /* as written; -1 = none */
toll_status toll_grid_begin_row(grid_maker *it, uint64_t line);
toll_status toll_grid_add_cell(grid_maker *it, size_t column, toll_text text);
void toll_grid_complain(grid_maker *it, const toll_error *wrong);
toll_status toll_grid_no_memory(const grid_maker *it);
toll_status toll_grid_read_json(grid_maker *it, toll_text text);

#endif
