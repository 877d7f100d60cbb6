/* Any bytes as a table of figures: it is refused, or every row has every column, every cell is UTF-8, and what is called a number is one. */
#include <math.h>
#include <stdlib.h>

#include "source/grid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    toll_grid grid;
    char names[64];
    if (toll_grid_read(&grid, (toll_text){(const char *)data, size}, "fuzz", NULL, NULL, NULL) == TOLL_OK) {
        if (!grid.row_count || !grid.column_count) abort();
        toll_grid_names(names, sizeof names, &grid);
        for (size_t row = 0; row < grid.row_count; row++)
            for (size_t column = 0; column < grid.column_count; column++) {
                toll_text cell = toll_grid_cell(&grid, row, column);
                double value = 0;
                if (cell.len && toll_utf8_check(cell.data, cell.len) < cell.len) abort();
                if (toll_grid_number(&value, cell) && !isfinite(value)) abort();
            }
    }
    toll_grid_free(&grid);
    return 0;
}
