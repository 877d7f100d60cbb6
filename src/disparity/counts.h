/* Tables of figures as counts by name. In: a grid, which column names the region or group, which holds the figure, and which rows are wanted. Out:
 * counts for toll_disparity_open. A table without a column of figures is a list: each row counts one. */
#ifndef TOLL_DISPARITY_COUNTS_H
#define TOLL_DISPARITY_COUNTS_H

#include <tollbook/disparity.h>

#include "base/base.h"
#include "source/grid.h"

typedef struct toll_counts_options {
    const char *by;          /* column of the names */
    const char *figure;      /* column of the figures; NULL = the first that has a usual name */
    bool people;             /* figures are people (population, people, all ...), and there must be such a column */
    const char *where;       /* "region=Astrakhan,sex=m": only rows whose cells are these; NULL = all. A column that the table lacks does not count */
    const char *date;        /* column of days; NULL = none */
    toll_day from, to;       /* only these days, both ends; TOLL_DAY_UNKNOWN = open. Needs `date` */
} toll_counts_options;

typedef struct toll_counts {
    toll_disparity_count *items;
    size_t count;
    size_t left_out;         /* rows that `where` or the window left out */
    size_t undated;          /* of those: rows without a day */
    toll_text figure;        /* the column that was taken; absent = each row counts one */
} toll_counts;

/* Names are the grid's. Rows that are wrong are said to `report` and cost only themselves. TOLL_E_USAGE: a column is not there. */
toll_status toll_counts_of(toll_counts *out, toll_arena *memory, const toll_grid *grid, const toll_counts_options *options, toll_grid_report *report,
                           void *context, toll_error *error);

#endif
