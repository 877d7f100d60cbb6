/* What the files of `tollbook disparity` share. */
#ifndef TOLL_CLI_DISPARITY_H
#define TOLL_CLI_DISPARITY_H

#include "disparity/counts.h"
#include "disparity/show.h"
#include "reckoning.h"

/* disparity_print.c: a table's rows, strays, notes, and what `said` (NULL = nothing) says of the row `of`. `first`: of the windows. False where it cannot be written. */
bool toll_cli_print_disparity(const toll_disparity *table, const char *window, const toll_view_options *view, const toll_said *said, size_t of, bool first);

#endif
