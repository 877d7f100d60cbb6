/* What the files of `tollbook disparity` share. */
#ifndef TOLL_CLI_DISPARITY_H
#define TOLL_CLI_DISPARITY_H

#include "disparity/counts.h"
#include "reckoning.h"

/* A figure to be laid over the table: a claim of a ledger, or bounds as words. */
typedef struct toll_cli_said {
    const char *claim;       /* id; NULL = none */
    const char *words;       /* "30..40", "30..", "75%", or the claim's */
    char own[128];           /* the claim's words */
    bool share;              /* of the dead, else a ratio */
    bool about;              /* the words give no bound: within a tenth is taken */
    toll_limits limits;
} toll_cli_said;

/* disparity_claim.c. TOLL_CLI_GO, or the exit code after saying why. */
int toll_cli_read_said(toll_cli_said *said, toll_cli_reckoning *asked);

/* disparity_chart.c: the ratios, or the funnel, as SVG into a file (- = stdout). An exit code. */
int toll_cli_chart_disparity(const toll_disparity *table, const char *window, const toll_cli_said *said, size_t of, const char *path, bool funnel);

/* disparity_print.c: a table's rows, strays, notes, and what `said` (NULL = nothing) says of the row `of`. False where it cannot be written. */
bool toll_cli_print_disparity(const toll_disparity *table, const char *window, const toll_view_options *view, const toll_cli_said *said, size_t of);

#endif
