/* What the two halves of tollbook check share: by imported series (check.c), by a claimant's own claims (check_own.c). */
#ifndef TOLL_CLI_CHECK_H
#define TOLL_CLI_CHECK_H

#include "reckoning.h"

#include <tollbook/series.h>

enum { CHECK_COLUMNS = 12 };

typedef struct check_asked {
    toll_cli_reckoning reckoning;
    const char *series, *claimant;
    toll_series_list list;
    toll_cli_rows rows;
    toll_buffer out;
    size_t printed;
    const uint32_t *evidence; /* of what is printed: the claims of a claimant's own series */
    size_t evidence_count;
    bool written;
} check_asked;

/* A row that rows.c makes of the values, with readings (`f` NULL = none) and evidence behind them in JSON Lines. */
void check_add_row(check_asked *a, const toll_cli_value *values, const toll_series *series, const toll_series_finding *f);
/* False where nothing more can be written. */
bool check_print(
    check_asked *a, const toll_series *series, const toll_reckoned_claim *c, const char *document, const toll_series_finding *f);
int check_own(check_asked *a);

#endif
