/* Reads one column of a table of world/. */
#ifndef TOLL_GAZETTEER_CELLS_H
#define TOLL_GAZETTEER_CELLS_H

#include "base/base.h"

typedef void toll_cells_take(void *to, const char *cell);

/* Calls `take` with each row's cell in the column of that name. A table without it, or a row too short, is an error with its line. */
toll_status toll_cells_each(const char *path, const char *name, toll_cells_take *take, void *to, toll_error *error);

#endif
