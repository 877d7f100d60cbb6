/* In: how many there are of each stretch of days, stretches in their order. Out: bars from zero, a stretch each, as SVG; a stretch without any is a
 * gap. They count what the ledger holds and never stand with figures of losses. The table beside the chart is the caller's. */
#include <math.h>

#include "chart_inside.h"

static void add_bars(toll_buffer *out, const toll_chart_bars *chart, const chart_scale *scale, double base, double wide)
{
    toll_buffer_printf(out, "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"%.1f\" opacity=\"0.7\" d=\"", fmin(0.8 * wide, 24));
    for (size_t i = 0; i < chart->count; i++)
        if (chart->bars[i].number)
            toll_buffer_printf(
                out, "M%.1f %.1fV%.1f", CHART_DAYS_LEFT + wide * ((double)i + 0.5), base, chart_at(scale, (double)chart->bars[i].number));
    toll_buffer_add_string(out, "\"/>\n");
}

/* As many names as stand side by side, the first and the last among them. */
static void add_names(toll_buffer *out, const toll_chart_bars *chart, double y, double wide)
{
    enum { APART = 90 };
    const size_t step = (size_t)ceil(APART / wide);
    for (size_t i = 0; i < chart->count; i += step) {
        if (i && i + step > chart->count - 1 && i != chart->count - 1) i = chart->count - 1; /* so that none stands on the last */
        const char *anchor = !i ? "start" : i + 1 == chart->count ? "end" : "middle";
        double x = !i ? CHART_DAYS_LEFT : i + 1 == chart->count ? CHART_DAYS_RIGHT : CHART_DAYS_LEFT + wide * ((double)i + 0.5);
        chart_label(out, x, y, 16, anchor, " font-size=\"11\"", chart->bars[i].name);
    }
}

void toll_chart_bars_draw(toll_buffer *out, const toll_chart_bars *chart)
{
    toll_buffer said = {0};
    for (size_t i = 0; i < chart->count; i++)
        if (chart->bars[i].number) toll_buffer_printf(&said, "%s%s: %zu", said.len ? "; " : "", chart->bars[i].name, chart->bars[i].number);
    const toll_chart frame = {.title = chart->title, .note = said.data};
    double top = 26, base = top + CHART_PANEL, most = 0;
    for (size_t i = 0; i < chart->count; i++) most = fmax(most, (double)chart->bars[i].number);
    const toll_chart_mark mark = {.quantity = {.point = most, .low = NAN, .high = NAN, .unit = TOLL_UNIT_ITEMS}};
    chart_scale scale;
    chart_begin(out, &frame, base + 24);
    chart_text(out, 0, 16, 104, 13, "600", chart->title);
    if (chart->count) {
        const double wide = (double)(CHART_DAYS_RIGHT - CHART_DAYS_LEFT) / (double)chart->count;
        chart_scale_of(&scale, &mark, 1, base, top + 6, false);
        chart_add_axis(out, &scale);
        add_bars(out, chart, &scale, base, wide);
        add_names(out, chart, base + 16, wide);
    }
    chart_end(out);
    out->failed |= said.failed;
    toll_buffer_free(&said);
}
