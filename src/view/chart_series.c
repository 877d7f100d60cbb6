/* In: one claimant's figures, definition by definition. Out: a panel for each over the same days: totals as steps that hold until the next statement,
 * figures of days as stems. A total that falls is shown and said, not hidden; a gap stays a gap; another definition is another panel. */
#include <math.h>

#include "chart_inside.h"

enum { PANEL = CHART_PANEL, GAP = CHART_GAP, LONGEST = 40, LEFT = CHART_DAYS_LEFT, RIGHT = CHART_DAYS_RIGHT };

double chart_day_at(const chart_days *d, toll_day day)
{
    double share = d->to > d->from ? (double)(day - d->from) / (double)(d->to - d->from) : 0.5;
    return LEFT + share * (RIGHT - LEFT);
}

static chart_days days_of(const toll_chart *chart)
{
    chart_days out = {TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN};
    for (size_t i = 0; i < chart->count; i++) {
        toll_day day = chart->marks[i].to;
        if (day == TOLL_DAY_UNKNOWN) continue;
        if (out.from == TOLL_DAY_UNKNOWN || day < out.from) out.from = day;
        if (out.to == TOLL_DAY_UNKNOWN || day > out.to) out.to = day;
    }
    return out;
}

/* The first, the last, and up to four days between them. */
void chart_add_days(toll_buffer *out, const chart_days *d, double y)
{
    char text[16];
    toll_day span = d->to - d->from;
    int parts = span < 1 ? 0 : span < 5 ? (int)span : 5;
    for (int i = 0; i <= parts; i++) {
        toll_day day = d->from + (toll_day)(parts ? (int64_t)span * i / parts : 0);
        toll_day_format(text, day);
        chart_label(out, chart_day_at(d, day), y, 12,
            i == 0 && parts       ? "start"
            : i == parts && parts ? "end"
                                  : "middle",
            " font-size=\"11\"", text);
    }
}

void chart_add_axis(toll_buffer *out, const chart_scale *scale)
{
    toll_chart_mark tick = {.quantity = {.low = NAN, .high = NAN, .unit = TOLL_UNIT_ITEMS}};
    for (int i = 0; i < scale->tick_count; i++) {
        toll_buffer text = {0};
        double y = chart_at(scale, scale->ticks[i]);
        tick.quantity.point = scale->ticks[i];
        chart_number(&text, &tick, TOLL_VIEW_COMPACT);
        toll_buffer_printf(
            out, "<path d=\"M%d %.1fH%d\" stroke=\"currentColor\" stroke-width=\"0.5\" opacity=\"0.35\"/>\n", LEFT, y, RIGHT);
        chart_label(out, LEFT - 8, y + 4, 12, "end", " font-size=\"11\"", text.data);
        toll_buffer_free(&text);
    }
}

static bool value_of(double *out, const toll_chart_mark *mark)
{
    double values[2];
    int count = chart_values(values, mark);
    if (count) *out = values[0];
    return count && mark->to != TOLL_DAY_UNKNOWN;
}

/* Bounds across the scale: short strokes up ("at least") or down ("up to"). */
static void add_dot(toll_buffer *out, const toll_quantity *q, double x, double y)
{
    bool open = q->qualifier == TOLL_QUALIFIER_ABOUT || q->qualifier == TOLL_QUALIFIER_NEARLY || q->qualifier == TOLL_QUALIFIER_VAGUE;
    bool up = q->qualifier == TOLL_QUALIFIER_AT_LEAST || q->qualifier == TOLL_QUALIFIER_MORE_THAN;
    bool down = q->qualifier == TOLL_QUALIFIER_UP_TO || q->qualifier == TOLL_QUALIFIER_LESS_THAN;
    toll_buffer_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\" stroke=\"currentColor\" stroke-width=\"1.2\"/>\n", x, y,
        open ? "none" : "currentColor");
    if (up || down)
        toll_buffer_printf(out, "<path d=\"M%.1f %.1fv%dm-3 %dl3 %dl3 %d\" fill=\"none\" stroke=\"currentColor\"/>\n", x,
            up ? y - 4 : y + 4, up ? -12 : 12, up ? 4 : -4, up ? -4 : 4, up ? 4 : -4);
}

static void add_line(toll_buffer *out, const toll_chart *chart, const toll_chart_line *line, const chart_days *d, double top)
{
    chart_scale scale;
    double before = NAN, value, base = top + PANEL;
    toll_day before_day = 0;
    chart_scale_of(&scale, &chart->marks[line->first], line->count, base, top + 22, false);
    chart_label(out, 0, top + 4, 100, "start", " font-weight=\"600\"", line->label);
    chart_add_axis(out, &scale);
    for (size_t i = line->first; i < line->first + line->count; i++) {
        const toll_chart_mark *mark = &chart->marks[i];
        if (!value_of(&value, mark)) continue;
        double x = chart_day_at(d, mark->to), y = chart_at(&scale, value);
        if (!line->cumulative)
            toll_buffer_printf(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"currentColor\" stroke-width=\"1.2\"/>\n", x, base, y);
        else if (!isnan(before) && mark->to - before_day <= LONGEST)
            toll_buffer_printf(out, "<path d=\"M%.1f %.1fH%.1fV%.1f\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n",
                chart_day_at(d, before_day), chart_at(&scale, before), x, y);
        if (line->cumulative && !isnan(before) && value < before)
            chart_label(out, x + 6, y + 14, 24, x > RIGHT - 90 ? "end" : "start", " font-size=\"11\"", "lower than before");
        add_dot(out, &mark->quantity, x, y);
        before = value, before_day = mark->to;
    }
}

void toll_chart_series(toll_buffer *out, const toll_chart *chart, const toll_chart_line *lines, size_t line_count)
{
    chart_days d = days_of(chart);
    double head = 12 + 18.0 * chart_text_lines(84, chart->title) + 18.0 * chart_text_lines(100, chart->subtitle) + 12;
    double height = head + (double)line_count * (PANEL + GAP) + 18.0 * chart_text_lines(104, chart->note) + 10;
    chart_begin(out, chart, height);
    double y = chart_text(out, 0, 18, 84, 16, "600", chart->title);
    chart_text(out, 0, y, 100, 13, "400", chart->subtitle);
    for (size_t i = 0; i < line_count; i++) {
        double top = head + (double)i * (PANEL + GAP);
        add_line(out, chart, &lines[i], &d, top);
        chart_add_days(out, &d, top + PANEL + 16);
    }
    chart_text(out, 0, head + (double)line_count * (PANEL + GAP) + 12, 104, 12, "400", chart->note);
    chart_end(out);
}
