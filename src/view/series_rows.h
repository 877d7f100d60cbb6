/* A series' days, record days, sums and months as rows, the same for commands, API and pages. */
#ifndef TOLL_VIEW_SERIES_ROWS_H
#define TOLL_VIEW_SERIES_ROWS_H

#include <tollbook/series.h>

#include "view.h"

typedef enum toll_series_rows_kind {
    TOLL_SERIES_DAYS,        /* what is stated, and what is derived from two totals; of claims, which say it */
    TOLL_SERIES_RECORDS,     /* days with more than every day before them */
    TOLL_SERIES_SUMS,        /* totals against the total before and the days' figures */
    TOLL_SERIES_MONTHS,
    TOLL_SERIES_HIGHEST,     /* the ten highest days, and from which beginning of the series each would be a record */
    TOLL_SERIES_KINDS
} toll_series_rows_kind;

enum { TOLL_SERIES_COLUMNS = 10 };
typedef struct toll_series_rows {
    const toll_series *series;
    const toll_own_series *own;      /* NULL = imported */
    const toll_reckoning *reckoning; /* of `own` */
    toll_series_rows_kind kind;
    bool shown;              /* numbers are written for people */
    /* out: */
    toll_series_walk walk;
    toll_series_sum sum;     /* of the row in hand, where the kind is that */
    const toll_series_point *point;
} toll_series_rows;

extern const char *const toll_series_kind_names[TOLL_SERIES_KINDS + 1];      /* "days", "records" ...; NULL at the end */
const toll_view_column *toll_series_columns(size_t *count, toll_series_rows_kind kind);
/* The next row; TOLL_END behind the last. */
toll_status toll_series_next_row(toll_view_value values[TOLL_SERIES_COLUMNS], toll_series_rows *rows);
/* "Of 1,625 totals with one before them 1,620 add up with the days' own figures, 3 do not, 2 are below the one before, and of 0 it cannot be told ..." */
void toll_series_add_sums(toll_buffer *out, const toll_series *series);
/* "5 days have more than every day before, in this claimant's own daily series: 1,620 of 1,625 days are held." */
void toll_series_add_records(toll_buffer *out, const toll_series *series);

#endif
