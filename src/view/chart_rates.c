/* In: a table of rates. Out: the dot-and-interval chart of its ratios, and its funnel. No bars: a bar with an interval makes what lies inside it look
 * likelier than what lies outside. Linear in the rows; the funnel sorts them once. */
#include "chart_rates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "chart_inside.h"

enum { ROW = 24, TOP = 30, FUNNEL_HEIGHT = 360, FUNNEL_LEFT = 70, FUNNEL_RIGHT = 720 };

static void add_frame(toll_buffer *out, const toll_chart_rates *chart, double height)
{
    const toll_disparity *t = chart->table;
    toll_buffer_printf(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"currentColor\">\n<title>",
        CHART_WIDTH, height, CHART_WIDTH, height);
    toll_view_add_xml(out, toll_text_of(chart->title));
    toll_buffer_add_string(out, "</title>\n<desc>");
    for (size_t i = 0; i < t->row_count && i < 200; i++) {
        const toll_disparity_row *row = &t->rows[i];
        toll_buffer_add_string(out, i ? "; " : "");
        toll_view_add_xml(out, row->name);
        toll_buffer_add_string(out, ": ");
        toll_view_add_grouped(out, row->deaths);
        toll_buffer_add_string(out, " deaths of ");
        toll_view_add_grouped(out, row->people);
        toll_buffer_add_string(out, " people");
        if (!row->few) toll_buffer_printf(out, ", %.3g per 100,000 (%.3g to %.3g)", row->rate, row->rate_limits.low, row->rate_limits.high);
    }
    toll_buffer_add_string(out, ".</desc>\n");
}

static double add_head(toll_buffer *out, const toll_chart_rates *chart, const char *subtitle)
{
    double y = chart_text(out, 8, 20, 96, 15, "600", chart->title);
    return chart_text(out, 8, y + 2, 110, 12, "400", subtitle);
}

/* Powers of ten around all that is drawn; what is open or 0 goes to the edge. */
static void ratio_scale(chart_scale *out, const toll_chart_rates *chart, size_t most)
{
    double least = 1, greatest = 1;
    for (size_t i = 0; i < chart->table->row_count && i < most; i++) {
        toll_limits limits = chart->table->rows[i].ratio_limits;
        if (limits.low > 0) least = fmin(least, fmax(limits.low, 0.01));
        if (isfinite(limits.high)) greatest = fmax(greatest, fmin(limits.high, 1000));
    }
    if (chart->said && isfinite(chart->said_limits.high)) greatest = fmax(greatest, chart->said_limits.high);
    if (chart->said && chart->said_limits.low > 0) greatest = fmax(greatest, chart->said_limits.low * 1.2);
    static const double ticks[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    *out = (chart_scale){.from = CHART_LEFT, .to = CHART_RIGHT, .logarithmic = true, .low = 1, .high = 2};
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++)
        if (ticks[i] <= least) out->low = ticks[i];
    for (size_t i = sizeof ticks / sizeof *ticks; i-- > 0;)
        if (ticks[i] >= greatest && ticks[i] > out->low) out->high = ticks[i];
    for (size_t i = 0; i < sizeof ticks / sizeof *ticks && out->tick_count < CHART_TICKS; i++)
        if (ticks[i] >= out->low && ticks[i] <= out->high) out->ticks[out->tick_count++] = ticks[i];
}

/* Labels that would stand in one another are left out; that of 1 stands. */
static void add_axis(toll_buffer *out, const chart_scale *scale, double top, double bottom)
{
    double last = -100, one_at = chart_at(scale, 1);
    for (int i = 0; i < scale->tick_count; i++) {
        double x = chart_at(scale, scale->ticks[i]);
        bool one = scale->ticks[i] == 1;
        toll_buffer_printf(out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"currentColor\" stroke-width=\"%s\" opacity=\"%s\"/>\n", x, top,
            bottom, one ? "1.5" : "0.5", one ? "0.9" : "0.35");
        if (!one && (x - last < 38 || fabs(x - one_at) < 30)) continue;
        last = x;
        toll_buffer_printf(
            out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"11\">×%g</text>\n", x, bottom + 14, scale->ticks[i]);
    }
}

static void add_interval(toll_buffer *out, const chart_scale *scale, toll_limits limits, double y, const char *extra)
{
    double low = chart_at(scale, limits.low), high = isfinite(limits.high) ? chart_at(scale, limits.high) : scale->to;
    toll_buffer_printf(
        out, "<path d=\"M%.1f %.1fH%.1f\" stroke=\"currentColor\" stroke-width=\"1.5\" fill=\"none\"%s/>\n", low, y, high, extra);
    if (!isfinite(limits.high))
        toll_buffer_printf(
            out, "<path d=\"M%.1f %.1fm-5 -4l5 4l-5 4\" stroke=\"currentColor\" stroke-width=\"1.5\" fill=\"none\"/>\n", high, y);
}

static void add_row(toll_buffer *out, const toll_chart_rates *chart, const chart_scale *scale, size_t i, double y)
{
    const toll_disparity_row *row = &chart->table->rows[i];
    char label[96], name[128];
    snprintf(name, sizeof name, "%.*s", (int)toll_text_head(row->name, 120).len, row->name.data);
    chart_label(out, CHART_LEFT - 12, y + 4, 32, "end", "", name);
    if (i == chart->table->reference) {
        chart_label(out, CHART_RIGHT + 12, y + 4, 30, "start", " opacity=\"0.8\"", "reference");
        toll_buffer_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"none\" stroke=\"currentColor\"/>\n", chart_at(scale, 1), y);
        return;
    }
    if (isnan(row->ratio_limits.low)) {
        chart_label(out, CHART_RIGHT + 12, y + 4, 30, "start", "", "no deaths on either side");
        return;
    }
    add_interval(out, scale, row->ratio_limits, y, "");
    if (!row->few && isfinite(row->ratio))
        toll_buffer_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\"/>\n", chart_at(scale, row->ratio), y);
    if (row->few) snprintf(label, sizeof label, "%.0f death%s", row->deaths, row->deaths == 1 ? "" : "s");
    else if (isfinite(row->ratio_limits.high))
        snprintf(label, sizeof label, "×%.3g (%.3g to %.3g)", row->ratio, row->ratio_limits.low, row->ratio_limits.high);
    else snprintf(label, sizeof label, "×%.3g or more", row->ratio_limits.low);
    chart_label(out, CHART_RIGHT + 12, y + 4, 30, "start", "", label);
}

static void add_said(toll_buffer *out, const toll_chart_rates *chart, const chart_scale *scale, double y)
{
    char label[160];
    add_interval(out, scale, chart->said_limits, y, " stroke-dasharray=\"5 3\"");
    snprintf(label, sizeof label, "claimed: %.100s", chart->said);
    toll_utf8_tidy(label);
    chart_label(out, CHART_LEFT - 12, y + 4, 32, "end", " font-style=\"italic\"", label);
}

void toll_chart_ratios(toll_buffer *out, const toll_chart_rates *chart)
{
    const toll_disparity *t = chart->table;
    size_t most = chart->most ? chart->most : 60, shown = 0;
    chart_scale scale;
    toll_buffer inside = {0};
    char subtitle[200];
    snprintf(subtitle, sizeof subtitle, "Deaths per person against the reference, %g%% limits, logarithmic axis.", t->level);
    double top = add_head(&inside, chart, subtitle) + 6, y = top + 16;
    ratio_scale(&scale, chart, most);
    size_t rows = t->row_count < most ? t->row_count : most;
    bool apart = t->reference >= rows;
    double bottom = top + ROW * (double)(rows + apart + (chart->said != NULL)) + 10;
    add_axis(&inside, &scale, top, bottom);
    for (; shown < rows; shown++, y += ROW) {
        add_row(&inside, chart, &scale, shown, y);
        if (chart->said && shown == chart->of) add_said(&inside, chart, &scale, y += ROW);
    }
    if (apart) add_row(&inside, chart, &scale, t->reference, y);
    y = bottom + 34;
    if (rows < t->row_count) {
        snprintf(subtitle, sizeof subtitle, "%zu further rows are not drawn.", t->row_count - rows - apart);
        y = chart_text(&inside, 8, y, 110, 12, "400", subtitle);
    }
    if (chart->note) y = chart_text(&inside, 8, y, 110, 12, "400", chart->note);
    add_frame(out, chart, y + 6);
    toll_buffer_add(out, inside.data ? inside.data : "", inside.len);
    chart_end(out);
    out->failed |= inside.failed;
    toll_buffer_free(&inside);
}

static int by_people(const void *a, const void *b)
{
    const toll_disparity_row *x = *(const toll_disparity_row *const *)a, *y = *(const toll_disparity_row *const *)b;
    return x->people != y->people ? x->people < y->people ? -1 : 1 : x < y ? -1 : x > y;
}

typedef struct plane {
    chart_scale x, y;
} plane;

/* A round step of which four or more make `most`. */
static double round_step(double most)
{
    double step = pow(10, floor(log10(most / 4)));
    return most / (step * 5) >= 4 ? step * 5 : most / (step * 2) >= 4 ? step * 2 : step;
}

static void plane_of(plane *out, const toll_disparity *t, double top)
{
    double least = INFINITY, most = 1, highest = t->rate * 2;
    for (size_t i = 0; i < t->row_count; i++) {
        least = fmin(least, t->rows[i].people), most = fmax(most, t->rows[i].people);
        highest = fmax(highest, t->rows[i].few ? 0 : t->rows[i].rate);
    }
    out->x = (chart_scale){.low = pow(10, floor(log10(least))),
        .high = pow(10, ceil(log10(most) + 1e-9)),
        .from = FUNNEL_LEFT,
        .to = FUNNEL_RIGHT,
        .logarithmic = true};
    if (out->x.high <= out->x.low) out->x.high = out->x.low * 10;
    out->y = (chart_scale){.low = 0, .high = highest > 0 ? highest * 1.08 : 1, .from = top + FUNNEL_HEIGHT, .to = top};
}

/* One edge of a funnel through the rows, from few people to many. */
static void add_edge(toll_buffer *out, const plane *p, const toll_disparity_row **rows, size_t count, bool wide, bool upper)
{
    toll_buffer_add_string(out, "<path d=\"");
    for (size_t i = 0; i < count; i++) {
        toll_limits limits = wide ? rows[i]->funnel_998 : rows[i]->funnel_95;
        double rate = upper ? limits.high : limits.low;
        toll_buffer_printf(out, "%c%.1f %.1f", i ? 'L' : 'M', chart_at(&p->x, rows[i]->people), chart_at(&p->y, rate));
    }
    toll_buffer_printf(
        out, "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1\" stroke-dasharray=\"%s\"/>\n", wide ? "2 3" : "7 3");
}

static void add_people_axis(toll_buffer *out, const plane *p, double bottom)
{
    char label[40];
    for (double power = p->x.low; power <= p->x.high * 1.01; power *= 10) {
        toll_buffer people = {0};
        toll_view_add_grouped(&people, power);
        chart_label(out, chart_at(&p->x, power), bottom + 16, 12, "middle", " font-size=\"11\"", people.data);
        out->failed |= people.failed;
        toll_buffer_free(&people);
    }
    double step = round_step(p->y.high);
    for (double value = 0; value <= p->y.high * 1.001; value += step) {
        snprintf(label, sizeof label, "%.3g", value);
        chart_label(out, FUNNEL_LEFT - 8, chart_at(&p->y, value) + 4, 10, "end", " font-size=\"11\"", label);
    }
    toll_buffer_printf(out, "<path d=\"M%d %.1fV%.1fH%d\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"0.8\"/>\n", FUNNEL_LEFT,
        p->y.to, bottom, FUNNEL_RIGHT);
}

static void add_points(toll_buffer *out, const plane *p, const toll_disparity_row **rows, size_t count)
{
    char name[128];
    for (size_t i = 0; i < count; i++) {
        const toll_disparity_row *row = rows[i];
        double x = chart_at(&p->x, row->people), y = chart_at(&p->y, row->rate);
        if (row->few && row->funnel == TOLL_FUNNEL_WITHIN) continue;
        toll_buffer_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"currentColor\"/>\n", x, y,
            row->funnel == TOLL_FUNNEL_WITHIN ? "none" : "currentColor");
        if (row->funnel == TOLL_FUNNEL_WITHIN) continue;
        snprintf(name, sizeof name, "%.*s", (int)toll_text_head(row->name, 120).len, row->name.data);
        bool right = x > FUNNEL_RIGHT - 120;
        chart_label(out, right ? x - 8 : x + 8, y + 4, 24, right ? "end" : "start", " font-size=\"12\"", name);
    }
}

void toll_chart_funnel(toll_buffer *out, const toll_chart_rates *chart)
{
    const toll_disparity *t = chart->table;
    const toll_disparity_row **rows = toll_base_take((t->row_count + 1) * sizeof *rows);
    toll_buffer inside = {0};
    plane p;
    if (!rows) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < t->row_count; i++) rows[i] = &t->rows[i];
    qsort(rows, t->row_count, sizeof *rows, by_people);
    double top = add_head(&inside, chart,
                     "Deaths per 100,000 by number of people (logarithmic). Broken lines: 95% and 99.8% limits around the rate of all.") +
                 6;
    plane_of(&p, t, top);
    double bottom = top + FUNNEL_HEIGHT, middle = chart_at(&p.y, t->rate);
    add_people_axis(&inside, &p, bottom);
    toll_buffer_printf(
        &inside, "<path d=\"M%d %.1fH%d\" stroke=\"currentColor\" stroke-width=\"1.2\"/>\n", FUNNEL_LEFT, middle, FUNNEL_RIGHT);
    for (int edge = 0; edge < 4; edge++) add_edge(&inside, &p, rows, t->row_count, edge & 1, edge & 2);
    add_points(&inside, &p, rows, t->row_count);
    double y = chart->note ? chart_text(&inside, 8, bottom + 42, 110, 12, "400", chart->note) : bottom + 30;
    add_frame(out, chart, y + 6);
    toll_buffer_add(out, inside.data ? inside.data : "", inside.len);
    chart_end(out);
    out->failed |= inside.failed;
    toll_buffer_free(&inside);
    toll_base_free(rows);
}
