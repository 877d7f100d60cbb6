/* What the charts share: the frame with title, subtitle and note, scales, and a figure's mark. */
#ifndef TOLL_VIEW_CHART_INSIDE_H
#define TOLL_VIEW_CHART_INSIDE_H

#include "chart.h"

enum { CHART_WIDTH = 760, CHART_LEFT = 250, CHART_RIGHT = 560, CHART_TICKS = 12 };

typedef struct chart_scale {
    double low, high;        /* values at the ends */
    double from, to;         /* pixels */
    bool logarithmic;
    double ticks[CHART_TICKS];
    int tick_count;
} chart_scale;

/* --- chart_scale.c */
void chart_scale_of(chart_scale *out, const toll_chart_mark *marks, size_t count, double from, double to, bool may_be_log);
double chart_at(const chart_scale *scale, double value);
/* The values of a figure that a scale has to hold; how many, at most 2. */
int chart_values(double out[2], const toll_chart_mark *mark);

/* --- chart_series.c: days along x, and a scale along y with its lines */
enum { CHART_PANEL = 120, CHART_GAP = 40, CHART_DAYS_LEFT = 66, CHART_DAYS_RIGHT = 740 };
typedef struct chart_days {
    toll_day from, to;
} chart_days;
double chart_day_at(const chart_days *days, toll_day day);
void chart_add_days(toll_buffer *out, const chart_days *days, double y);
void chart_add_axis(toll_buffer *out, const chart_scale *scale);

/* --- chart.c */
void chart_begin(toll_buffer *out, const toll_chart *chart, double height);
void chart_end(toll_buffer *out);
/* Lines of text, 18 pixels apart; returns the y below them. */
double chart_text(toll_buffer *out, double x, double y, unsigned columns, unsigned size, const char *weight, const char *text);
/* How many lines chart_text would write. */
unsigned chart_text_lines(unsigned columns, const char *text);
void chart_label(toll_buffer *out, double x, double y, unsigned columns, const char *anchor, const char *extra, const char *text);
/* "killed or wounded" */
void chart_add_outcome(toll_buffer *out, toll_outcome outcome);
void chart_number(toll_buffer *out, const toll_chart_mark *mark, toll_view_form form);
/* The mark of a figure along x at height y; returns where its label may begin. */
double chart_mark(toll_buffer *out, const chart_scale *scale, const toll_chart_mark *mark, double y);

#endif
