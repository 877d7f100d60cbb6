/* In: a series, imported or of claims. Out: a chart of its totals, and one of its daily figures with the records marked, over the same days. Two
 * paths, whatever the days: a series of 2,000 days is some 40 KB. What the series lacks is a gap; what it corrects downwards is drawn as it
 * stands. */
#include <math.h>

#include "chart_inside.h"

enum { SHOWN = 5, DOTTED = 120, CALLED = 160 };

/* A scale for the figures of one kind: the chart's scales are made of marks, of which the greatest is enough. */
static bool make_scale(chart_scale *out, const toll_series *series, bool totals, double base, double top)
{
    double most = NAN;
    for (size_t i = 0; i < series->count; i++) {
        double value = totals ? series->points[i].total : toll_series_daily(series, series->points[i].day);
        if (!isnan(value) && !(value <= most)) most = value;
    }
    const toll_chart_mark mark = {.quantity = {.point = most, .low = NAN, .high = NAN, .unit = TOLL_UNIT_ITEMS}};
    if (isnan(most)) return false;
    chart_scale_of(out, &mark, 1, base, top, false);
    return true;
}

/* Of few days each is a dot: texts tell some days, and no line joins what lies apart. */
static void add_dots(toll_buffer *out, const toll_series *series, const chart_scale *scale, const chart_days *days)
{
    toll_buffer_add_string(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"5\" stroke-linecap=\"round\" d=\"");
    for (size_t i = 0; i < series->count; i++) {
        const toll_series_point *point = &series->points[i];
        if (!isnan(point->total)) toll_buffer_printf(out, "M%.1f %.1fh0.1", chart_day_at(days, point->day), chart_at(scale, point->total));
    }
    toll_buffer_add_string(out, "\"/>\n");
}

static void add_totals(toll_buffer *out, const toll_series *series, const chart_scale *scale, const chart_days *days)
{
    toll_day before = TOLL_DAY_UNKNOWN;
    toll_buffer_add_string(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" d=\"");
    for (size_t i = 0; i < series->count; i++) {
        const toll_series_point *point = &series->points[i];
        if (isnan(point->total)) continue;
        bool next = before != TOLL_DAY_UNKNOWN && point->day == before + 1;
        toll_buffer_printf(out, "%c%.1f %.1f", next ? 'L' : 'M', chart_day_at(days, point->day), chart_at(scale, point->total));
        if (!next) toll_buffer_add_string(out, "h0.1"); /* a day alone is a dot */
        before = point->day;
    }
    toll_buffer_add_string(out, "\"/>\n");
    if (series->count <= DOTTED) add_dots(out, series, scale, days);
}

static void add_daily(toll_buffer *out, const toll_series *series, const chart_scale *scale, const chart_days *days, double base)
{
    double wide = 0.9 * (CHART_DAYS_RIGHT - CHART_DAYS_LEFT) / (double)(days->to - days->from + 1);
    toll_buffer_printf(
        out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"%.2f\" opacity=\"0.7\" d=\"", fmax(0.3, fmin(wide, 6)));
    for (size_t i = 0; i < series->count; i++) {
        double value = toll_series_daily(series, series->points[i].day);
        if (value > 0) toll_buffer_printf(out, "M%.1f %.1fV%.1f", chart_day_at(days, series->points[i].day), base, chart_at(scale, value));
    }
    toll_buffer_add_string(out, "\"/>\n");
}

static void add_records(toll_buffer *out, const toll_series *series, const chart_scale *scale, const chart_days *days)
{
    size_t at[SHOWN], count = toll_series_records(series, at, SHOWN);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        toll_day day = series->points[at[i]].day;
        toll_buffer_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n",
            chart_day_at(days, day), chart_at(scale, toll_series_daily(series, day)));
    }
}

static void add_panel(toll_buffer *out, const toll_series *series, const chart_days *days, bool totals, double top)
{
    chart_scale scale;
    double base = top + CHART_PANEL;
    chart_label(out, 0, top + 4, 100, "start", " font-weight=\"600\"", totals ? "Total" : "By day, records ringed");
    if (!make_scale(&scale, series, totals, base, top + 22)) {
        chart_label(out, CHART_DAYS_LEFT, base - CHART_PANEL / 2.0, 80, "start", "", "The series has no such figures.");
        return;
    }
    chart_add_axis(out, &scale);
    if (totals) {
        add_totals(out, series, &scale, days);
    } else {
        add_daily(out, series, &scale, days, base);
        add_records(out, series, &scale, days);
    }
    chart_add_days(out, days, base + 16);
}

static void add_subtitle(toll_buffer *out, const toll_series *s, const toll_reckon_options *names)
{
    bool any = false;
    char side[CALLED];
    toll_buffer_add_string(out, s->side ? toll_reckon_called(side, sizeof side, names, s->side, TOLL_NAME_ALONE) : "side open");
    for (int outcome = 0; outcome < TOLL_OUTCOME_COUNT && !any; outcome++)
        if (s->outcomes >> outcome & 1) any = true, toll_buffer_add_string(out, ", "), chart_add_outcome(out, (toll_outcome)outcome);
    if (s->category) toll_buffer_add_string(out, ", "), toll_view_add_code(out, s->category);
    if (s->place) toll_buffer_printf(out, ", %s", s->place);
    if (!s->file) {
        toll_buffer_printf(out, "; %zu day%s that texts tell exactly, as they name them", s->count, s->count == 1 ? "" : "s");
        return;
    }
    toll_buffer_printf(out, "; %zu days of %s, by the day of the report", s->count, s->file);
    if (s->lag) toll_buffer_printf(out, ", which tells of %d day%s before", s->lag, s->lag > 1 ? "s" : "");
}

static void add_note(toll_buffer *out, const toll_series *s)
{
    size_t at[SHOWN], count = toll_series_records(s, at, SHOWN), missing = 0;
    char day[16];
    if (count)
        toll_buffer_printf(out,
            count == 1 ? "%zu day has more than every day before it in this series:"
                       : "%zu days have more than every day before them in this series; the last:",
            count);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        toll_day_format(day, s->points[at[i]].day);
        toll_buffer_add_string(out, i ? ", " : " ");
        toll_view_add_grouped(out, toll_series_daily(s, s->points[at[i]].day));
        toll_buffer_printf(out, " on %s", day);
    }
    if (count) toll_buffer_add_string(out, ". ");
    if (s->count) missing = (size_t)(s->points[s->count - 1].day - s->points[0].day + 1) - s->count;
    if (missing) toll_buffer_printf(out, "%zu days are missing between the first and the last. ", missing);
    toll_buffer_add_string(out, "The figures are the claimant's.");
}

void toll_chart_table(toll_buffer *out, const toll_series *series, const toll_reckon_options *names)
{
    char claimant[CALLED];
    toll_buffer title = {0}, subtitle = {0}, note = {0};
    chart_days days = {0, 0};
    if (series->count) days = (chart_days){series->points[0].day, series->points[series->count - 1].day};
    toll_buffer_printf(&title, "%s, counted by %s", series->name ? series->name : "Figures",
        series->claimant ? toll_reckon_called(claimant, sizeof claimant, names, series->claimant, TOLL_NAME_ALONE)
                         : "a claimant not named");
    add_subtitle(&subtitle, series, names);
    add_note(&note, series);
    const toll_chart chart = {title.data, subtitle.data, note.data, NULL, 0};
    double head = 12 + 18.0 * chart_text_lines(84, chart.title) + 18.0 * chart_text_lines(100, chart.subtitle) + 12;
    chart_begin(out, &chart, head + 2.0 * (CHART_PANEL + CHART_GAP) + 18.0 * chart_text_lines(104, chart.note) + 10);
    double y = chart_text(out, 0, 18, 84, 16, "600", chart.title);
    chart_text(out, 0, y, 100, 13, "400", chart.subtitle);
    for (int i = 0; i < 2; i++) add_panel(out, series, &days, i == 0, head + i * (CHART_PANEL + CHART_GAP));
    chart_text(out, 0, head + 2.0 * (CHART_PANEL + CHART_GAP) + 12, 104, 12, "400", chart.note);
    chart_end(out);
    out->failed |= title.failed || subtitle.failed || note.failed;
    toll_buffer_free(&title);
    toll_buffer_free(&subtitle);
    toll_buffer_free(&note);
}
