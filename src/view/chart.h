/* Charts as SVG. In: figures with their bounds, whose they are, when they were said. Out: one SVG element, the same for page, print, file: no
 * script, style sheet or outside reference, one ink (currentColor), so that it reads in light, dark and print. Bounds are drawn as they were said:
 * "at least" is a dot with an arrow up the scale, "up to" one with an arrow back and nothing drawn to zero, a range a bar with ends, a vague word a
 * hatched band with its words, "about" an open dot; outcomes that are not split stand in a lane of their own with another shape. Rival figures stand
 * in rows of their own and are never joined. Every text is escaped and freed of control characters. Cost: linear in the figures. */
#ifndef TOLL_VIEW_CHART_H
#define TOLL_VIEW_CHART_H

#include <tollbook/reckon.h>
#include <tollbook/series.h>

#include "view.h"

typedef struct toll_chart_mark {
    const char *who;         /* claimant */
    const char *words;       /* as written; NULL = none */
    const char *place;       /* NULL = none */
    toll_quantity quantity;
    toll_outcome outcome;
    toll_day said, to;       /* when it was said; the end of its period */
    bool latest;             /* of its claimant */
} toll_chart_mark;

typedef struct toll_chart {
    const char *title;       /* the finding, in neutral words */
    const char *subtitle;    /* measure, unit, window, as of; NULL = none */
    const char *note;        /* under the chart; NULL = none */
    const toll_chart_mark *marks;
    size_t count;
} toll_chart;

/* A row a figure, rows of a claimant together, its revisions joined by a thin line. Linear from zero; logarithmic, and labelled so, where the
 * greatest figure is more than thirty times the least. */
void toll_chart_ladder(toll_buffer *out, const toll_chart *chart);

/* One claimant's figures on one definition: marks[first .. first + count) of the chart, by the end of their period. */
typedef struct toll_chart_line {
    const char *label;       /* the definition in full */
    bool cumulative;         /* a step after each statement; else a thin stem a figure */
    size_t first, count;
} toll_chart_line;

/* A panel a line, one under the other over the same days. Where more than forty days lie between two totals the line is broken. */
void toll_chart_series(toll_buffer *out, const toll_chart *chart, const toll_chart_line *lines, size_t line_count);

/* --- chart_of.c: charts of what a reckoning knows. False where memory runs out. `as_of` in words, NULL = now. */
bool toll_chart_question(toll_buffer *out, toll_reckoning *reckoning, const toll_question *question, const char *as_of);
/* The claims as they were asked for, under a title of the caller's. */
bool toll_chart_claims(toll_buffer *out, toll_reckoning *reckoning, const uint32_t *claims, size_t count, const char *title);
/* A claimant's statements on people: a panel for each side, outcome, class, place and kind of period; at most `most` panels, those with most figures.
 * `side` NULL = any. *shown is the number of figures drawn. */
bool toll_chart_claimant(toll_buffer *out, size_t *shown, toll_reckoning *reckoning, const char *claimant, const char *side, size_t most);

/* Its figures in the order of the panels, all of them: claims, to be freed with toll_base_free; NULL where memory runs out. */
uint32_t *toll_chart_claimant_figures(size_t *count, toll_reckoning *reckoning, const char *claimant, const char *side);
/* What a figure is counted with in one panel: "Killed, Russian military, Makiivka, running total". */
void toll_chart_add_definition(toll_buffer *out, const toll_reckoning *reckoning, uint32_t claim);

/* --- chart_table.c: a series, imported or of claims: its totals as a line, its daily figures as thin stems, those that no day before them reached marked. A
 * day that the table lacks is a gap. Claimant and side are called by `names` (NULL = by their ids). */
void toll_chart_table(toll_buffer *out, const toll_series *series, const toll_reckon_options *names);

/* --- chart_bars.c: how many of what the ledger holds lie in each stretch of days */
typedef struct toll_chart_bar {
    char name[16];           /* "2023-01" */
    toll_day from, to;
    size_t number;
} toll_chart_bar;
typedef struct toll_chart_bars {
    const char *title;
    const toll_chart_bar *bars;
    size_t count;
} toll_chart_bars;
void toll_chart_bars_draw(toll_buffer *out, const toll_chart_bars *chart);

#endif
