/* In: figures on one question, claimant by claimant. Out: the ladder: a row a figure with its bound and the day it was said; lanes where the outcomes
 * differ. A thin broken line leads from a figure to the one its claimant put in its place; nothing joins figures of different claimants. */
#include <math.h>

#include "chart_inside.h"

enum { ROW = 26, LANE = 30, NAME = 23, SECOND = 12 }; /* NAME: columns of a claimant's name, which may go on in a second line */

typedef struct ladder {
    toll_buffer *out;
    const toll_chart *chart;
    chart_scale scale;
    double y, above; /* of this row and of the one before */
} ladder;

static unsigned lanes_of(const toll_chart *chart)
{
    unsigned seen = 0, count = 0;
    for (size_t i = 0; i < chart->count; i++) seen |= 1u << chart->marks[i].outcome;
    for (unsigned n = 0; n < TOLL_OUTCOME_COUNT; n++) count += seen >> n & 1;
    return count;
}

static void add_axis(ladder *l, double top, double bottom)
{
    toll_chart_mark tick = {.quantity = {.low = NAN, .high = NAN, .unit = TOLL_UNIT_ITEMS}};
    if (l->chart->count) tick.quantity.unit = l->chart->marks[0].quantity.unit;
    for (int i = 0; i < l->scale.tick_count; i++) {
        double x = chart_at(&l->scale, l->scale.ticks[i]);
        toll_buffer text = {0};
        tick.quantity.point = l->scale.ticks[i];
        chart_number(&text, &tick, TOLL_VIEW_COMPACT);
        toll_buffer_printf(
            l->out, "<path d=\"M%.1f %.1fV%.1f\" stroke=\"currentColor\" stroke-width=\"0.5\" opacity=\"0.35\"/>\n", x, top, bottom);
        chart_label(l->out, x, bottom + 16, 16, "middle", " font-size=\"11\"", text.data);
        toll_buffer_free(&text);
    }
    if (l->scale.logarithmic) chart_label(l->out, CHART_RIGHT + 8, bottom + 16, 24, "start", " font-size=\"11\"", "logarithmic scale");
}

static double middle(const ladder *l, const toll_chart_mark *mark)
{
    double values[2];
    int count = chart_values(values, mark);
    return count ? chart_at(&l->scale, values[0]) : l->scale.from;
}

/* The label stands behind the mark, or before it where there is no room. */
static void add_figure(ladder *l, const toll_chart_mark *mark)
{
    toll_buffer text = {0};
    double end = chart_mark(l->out, &l->scale, mark, l->y);
    chart_number(&text, mark, TOLL_VIEW_TEXT);
    chart_label(l->out, end + 10, l->y + 4, 26, "start", mark->latest ? " font-weight=\"600\"" : "", text.data ? text.data : "");
    toll_buffer_free(&text);
}

static unsigned room_of_name(const char *who)
{
    return chart_text_lines(NAME, who) > 1 ? SECOND : 0;
}

/* In two lines at most. */
static void add_name(ladder *l, const char *who)
{
    toll_view_cell cell = {0};
    toll_view_add_plain(&cell.text, toll_text_of(who));
    toll_view_wrap(&cell, NAME);
    for (size_t i = 0; i < cell.line_count && i < 2; i++) {
        toll_buffer_printf(l->out, "<text x=\"0\" y=\"%.1f\" font-size=\"12\" font-weight=\"600\">", l->y + 4 + (double)i * 14);
        toll_view_add_xml(l->out, (toll_text){cell.text.data + cell.lines[i].off, cell.lines[i].len});
        toll_buffer_add_string(l->out, i && cell.line_count > 2 ? "…</text>\n" : "</text>\n");
    }
    l->out->failed |= cell.text.failed;
    toll_view_cell_free(&cell);
}

/* Names stand once a claimant and lane. */
static unsigned room_of_names(const toll_chart *chart)
{
    unsigned room = 0;
    for (size_t i = 0; i < chart->count; i++) {
        const toll_chart_mark *before = NULL;
        for (size_t k = i; k-- > 0 && !before;)
            if (chart->marks[k].outcome == chart->marks[i].outcome) before = &chart->marks[k];
        if (!before || strcmp(before->who, chart->marks[i].who) != 0) room += room_of_name(chart->marks[i].who);
    }
    return room;
}

static void add_row(ladder *l, const toll_chart_mark *mark, const toll_chart_mark *before)
{
    char day[16];
    if (!before) add_name(l, mark->who);
    chart_label(l->out, CHART_LEFT - 14, l->y + 4, 12, "end", " font-size=\"11\"", toll_day_format(day, mark->said) ? day : "day open");
    if (before)
        toll_buffer_printf(l->out,
            "<path d=\"M%.1f %.1fL%.1f %.1f\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1\" stroke-dasharray=\"2 3\"/>\n",
            middle(l, before), l->above + 6, middle(l, mark), l->y - 6);
    add_figure(l, mark);
    l->above = l->y;
    l->y += ROW + (before ? 0 : room_of_name(mark->who));
}

static void add_lane(ladder *l, toll_outcome outcome, bool named)
{
    const toll_chart_mark *before = NULL;
    if (named) {
        toll_buffer name = {0};
        chart_add_outcome(&name, outcome);
        chart_label(l->out, 0, l->y + 2, 60, "start", " font-size=\"12\" font-style=\"italic\"", name.data ? name.data : "");
        toll_buffer_free(&name);
        l->y += LANE - 6;
    }
    for (size_t i = 0; i < l->chart->count; i++) {
        const toll_chart_mark *mark = &l->chart->marks[i];
        if (mark->outcome != outcome) continue;
        add_row(l, mark, before && !strcmp(before->who, mark->who) ? before : NULL);
        before = mark;
    }
}

void toll_chart_ladder(toll_buffer *out, const toll_chart *chart)
{
    ladder l = {.out = out, .chart = chart};
    unsigned lanes = lanes_of(chart), done = 0;
    double head = 12 + 18.0 * chart_text_lines(84, chart->title) + 18.0 * chart_text_lines(100, chart->subtitle) + 8;
    double rows = (double)chart->count * ROW + room_of_names(chart) + (lanes > 1 ? lanes * (LANE - 6.0) : 0);
    double height = head + rows + 34 + 18.0 * chart_text_lines(104, chart->note) + 6;
    chart_begin(out, chart, height);
    chart_scale_of(&l.scale, chart->marks, chart->count, CHART_LEFT, CHART_RIGHT, true);
    l.y = chart_text(out, 0, 18, 84, 16, "600", chart->title);
    chart_text(out, 0, l.y, 100, 13, "400", chart->subtitle);
    add_axis(&l, head - 4, head + rows);
    l.y = head + 10;
    for (size_t i = 0; i < chart->count; i++) {
        if (done >> chart->marks[i].outcome & 1) continue;
        done |= 1u << chart->marks[i].outcome;
        add_lane(&l, chart->marks[i].outcome, lanes > 1);
    }
    chart_text(out, 0, head + rows + 40, 104, 12, "400", chart->note);
    chart_end(out);
}
