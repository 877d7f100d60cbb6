/* What tollbook series prints of series as such (series_rows.c). */
#ifndef TOLL_CLI_SERIES_ROWS_H
#define TOLL_CLI_SERIES_ROWS_H

#include "reckoning.h"

#include <tollbook/series.h>

/* The first nine cells of a series' row: claimant, name, side, outcome, category, place, first and last day, how many days. */
void series_set_cells(toll_cli_value *v, const toll_series *s);
/* Those that a claimant's own claims form. */
int series_print_own(toll_cli_reckoning *asked, const char *claimant);
/* One, imported or of claims; `kind`: toll_series_rows_kind. */
int series_print_rows(toll_cli_reckoning *asked, const char *claimant, const char *name, int kind);

#endif
