/* A table of rates as rows of values and as charts: one place for the command, the API and the pages. */
#ifndef TOLL_DISPARITY_SHOW_H
#define TOLL_DISPARITY_SHOW_H

#include "said.h"
#include "view/view.h"

enum { TOLL_RATES_COLUMNS = 21, TOLL_RATES_SHOWN = 7 };
extern const toll_view_column toll_rates_columns[TOLL_RATES_COLUMNS];   /* for programs: every number by itself, shares from 0 to 1 */
extern const toll_view_column toll_rates_shown[TOLL_RATES_SHOWN];       /* for people: "18.4 (13.9 to 23.8)" */
/* Of row `at`; `window` NULL = none. Names are the table's. */
void toll_rates_set(toll_view_value out[TOLL_RATES_COLUMNS], const toll_disparity *table, size_t at, const char *window);
void toll_rates_set_shown(toll_view_value out[TOLL_RATES_SHOWN], const toll_disparity *table, size_t at);
/* "No people under "Stepe" (2 deaths); near it: "Steppe"" */
void toll_rates_add_stray(toll_buffer *out, const toll_disparity_stray *stray);

/* The ratios, or the funnel, as SVG, with the notes in the figure. `said` NULL = nothing is laid over row `of`. */
void toll_rates_chart(toll_buffer *out, const toll_disparity *table, const char *window, const toll_said *said, size_t of, bool funnel);

#endif
