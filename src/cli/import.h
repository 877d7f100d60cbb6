/* What the files of `tollbook import` share. */
#ifndef TOLL_CLI_IMPORT_H
#define TOLL_CLI_IMPORT_H

#include "ledger.h"
#include "series/series.h"

/* import_sources.c: outlets that a table has for sources, added to the set's errors. */
toll_status toll_cli_look_at_sources(
    toll_series_set *set, const toll_grid *grid, const toll_series_map *map, const char *claimant, toll_error *error);

/* import_table.c: keeps a table as it is. An exit code. */
int toll_cli_import_table(const char *path, const char *ledger, bool dry);

#endif
