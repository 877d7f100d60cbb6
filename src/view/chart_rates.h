/* Charts of a table of rates (disparity.h), as chart.h draws them: one SVG element, one ink, every figure also in words. */
#ifndef TOLL_VIEW_CHART_RATES_H
#define TOLL_VIEW_CHART_RATES_H

#include <tollbook/disparity.h>

#include "base/base.h"

typedef struct toll_chart_rates {
    const toll_disparity *table;
    const char *title, *note;    /* the note stands in the figure; NULL = none */
    const char *said;            /* a claim's words, laid over row `of`; NULL = none */
    toll_limits said_limits;     /* as a ratio */
    size_t of;
    size_t most;                 /* rows drawn, highest first, the reference always; 0 = 60 */
} toll_chart_rates;

/* A dot and its interval a row, ratios on a logarithmic axis with a line at 1. Fewer than 3 deaths: no dot, the interval alone. */
void toll_chart_ratios(toll_buffer *out, const toll_chart_rates *chart);
/* A dot a row: people on a logarithmic axis against the rate, with the 95 and 99.8% limits around the rate of all rows. Rows beyond them are named. */
void toll_chart_funnel(toll_buffer *out, const toll_chart_rates *chart);

#endif
