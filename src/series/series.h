/* Tables as series: the mapping that says what their columns are, and what becomes of their rows. In: a grid and a mapping. Out: series, and what is
 * wrong with the table. */
#ifndef TOLL_SERIES_SERIES_H
#define TOLL_SERIES_SERIES_H

#include <tollbook/series.h>

#include "base/base.h"
#include "source/grid.h"

/* --- map.c: lines `key = value`; `[name]` begins a series; what stands before the first holds for all of them.
 *   claimant, claimant_side, side, place    ids; class, outcome (several: the first is the claimant's own, the others what outlets make of it), category
 *   date, total, daily, qualifier, source, url    names of columns
 *   lag    days from a loss to the row that tells of it (0 to 7)
 *   skip   COLUMN=VALUE: rows that hold no report */
typedef struct toll_series_line {
    const char *name, *side, *category, *place, *total, *daily;   /* NULL = not said */
    uint8_t class_;
    unsigned outcomes;
} toll_series_line;

typedef struct toll_series_map {
    const char *claimant, *claimant_side, *date, *qualifier, *source, *url, *skip_column, *skip_value;
    int lag;
    toll_series_line *lines;
    size_t count;
} toll_series_map;

enum { TOLL_SERIES_LINES = 256 };   /* most series in a mapping */

/* Strings are copied into `memory`. TOLL_E_INPUT says line and how to mend it. */
toll_status toll_series_map_read(toll_series_map *out, toll_arena *memory, toll_text text, const char *where, toll_error *error);
/* The mapping of a public table that the program knows; absent = none of that name. The nth name; NULL behind the last. */
toll_text toll_series_preset(const char *name);
const char *toll_series_preset_name(size_t n);

/* --- make.c */
typedef enum toll_lint {
    TOLL_LINT_DATE,          /* a date that is none, is there twice, or goes back */
    TOLL_LINT_URL,           /* the date in a row's address is another */
    TOLL_LINT_TRANSPOSED,    /* a figure that fits its neighbours when two digits change places */
    TOLL_LINT_FALLING,       /* a total below the day before */
    TOLL_LINT_DIFFERENCE,    /* the daily figure is not the difference of the totals */
    TOLL_LINT_TYPE,          /* a cell that is no number among numbers */
    TOLL_LINT_SOURCE,        /* another source from here on, or a relayer where a source should stand */
    TOLL_LINT_COUNT
} toll_lint;
const char *toll_lint_name(toll_lint lint);

typedef struct toll_series_error {
    toll_lint lint;
    const char *series;      /* NULL = of all of them */
    uint64_t line;
    toll_day day;            /* TOLL_DAY_UNKNOWN = none */
    char message[240];
} toll_series_error;

typedef struct toll_series_set {
    toll_series *series;
    size_t count;
    toll_series_error *errors;   /* findings `table_error`, by line */
    size_t error_count, error_cap;
    size_t skipped;          /* rows that the mapping skips */
} toll_series_set;

/* Points are in `memory`, texts borrowed from grid and mapping; toll_series_set_free frees the errors, in any case. A row without a date is in no series; of two rows
 * of one day the first counts. TOLL_E_USAGE: a column is not there. */
toll_status toll_series_make(toll_series_set *out, toll_arena *memory, const toll_grid *grid, const toll_series_map *map, toll_error *error);
void toll_series_set_free(toll_series_set *set);
/* lint.c: what can be seen in a series itself; called by toll_series_make. */
bool toll_series_lint(toll_series_set *set, const toll_series *series);
bool toll_series_add_error(toll_series_set *set, toll_lint lint, const char *series, uint64_t line, toll_day day, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

#endif
