/* In: parts of a chart. Out: SVG: the frame with its sentence for those who do not see it, texts, and the mark of one figure with its bound. */
#include <math.h>

#include "chart_inside.h"

void chart_number(toll_buffer *out, const toll_chart_mark *mark, toll_view_form form)
{
    toll_view_number(out, &mark->quantity, toll_text_of(mark->words), form);
}

void chart_add_outcome(toll_buffer *out, toll_outcome outcome)
{
    toll_view_add_code(out, toll_outcome_name(outcome));
}

/* Every figure in words, for those who hear the chart. */
static void add_sentence(toll_buffer *out, const toll_chart *chart)
{
    toll_buffer text = {0};
    char day[16];
    for (size_t i = 0; i < chart->count && i < 200; i++) {
        const toll_chart_mark *m = &chart->marks[i];
        toll_buffer_printf(&text, "%s%s", i ? "; " : "", m->who);
        if (toll_day_format(day, m->said)) toll_buffer_printf(&text, ", %s", day);
        toll_buffer_add_string(&text, ": ");
        chart_number(&text, m, TOLL_VIEW_TEXT);
        toll_buffer_add_char(&text, ' ');
        chart_add_outcome(&text, m->outcome);
    }
    toll_view_add_xml(out, (toll_text){text.data, text.len});
    toll_buffer_add_char(out, '.');
    out->failed |= text.failed;
    toll_buffer_free(&text);
}

void chart_begin(toll_buffer *out, const toll_chart *chart, double height)
{
    toll_buffer_printf(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"currentColor\" aria-label=\"",
        CHART_WIDTH, height, CHART_WIDTH, height);
    toll_view_add_xml(out, toll_text_of(chart->title));
    toll_buffer_add_string(out, "\">\n<title>");
    toll_view_add_xml(out, toll_text_of(chart->title));
    toll_buffer_add_string(out, "</title>\n<desc>");
    if (chart->count) add_sentence(out, chart);
    else if (chart->note) toll_view_add_xml(out, toll_text_of(chart->note));
    toll_buffer_add_string(out, "</desc>\n");
}

void chart_end(toll_buffer *out)
{
    toll_buffer_add_string(out, "</svg>\n");
}

static void wrap(toll_view_cell *cell, unsigned columns, const char *text)
{
    toll_view_add_plain(&cell->text, toll_text_of(text));
    toll_view_wrap(cell, columns);
}

unsigned chart_text_lines(unsigned columns, const char *text)
{
    toll_view_cell cell = {0};
    wrap(&cell, columns, text);
    unsigned count = (unsigned)cell.line_count;
    toll_view_cell_free(&cell);
    return count;
}

double chart_text(toll_buffer *out, double x, double y, unsigned columns, unsigned size, const char *weight, const char *text)
{
    toll_view_cell cell = {0};
    wrap(&cell, columns, text);
    for (size_t i = 0; i < cell.line_count; i++, y += 18) {
        toll_buffer_printf(out, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%u\" font-weight=\"%s\">", x, y, size, weight);
        toll_view_add_xml(out, (toll_text){cell.text.data + cell.lines[i].off, cell.lines[i].len});
        toll_buffer_add_string(out, "</text>\n");
    }
    out->failed |= cell.text.failed;
    toll_view_cell_free(&cell);
    return y;
}

void chart_label(toll_buffer *out, double x, double y, unsigned columns, const char *anchor, const char *extra, const char *text)
{
    toll_view_cell cell = {0};
    wrap(&cell, columns, text);
    toll_buffer_printf(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>", x, y, anchor, extra);
    if (cell.line_count) toll_view_add_xml(out, (toll_text){cell.text.data + cell.lines[0].off, cell.lines[0].len});
    if (cell.line_count > 1) toll_buffer_add_string(out, "…");
    toll_buffer_add_string(out, "</text>\n");
    out->failed |= cell.text.failed;
    toll_view_cell_free(&cell);
}

/* What the words are: outcomes that the source does not split have another shape. */
static bool unsplit(toll_outcome outcome)
{
    return outcome == TOLL_OUTCOME_KILLED_OR_WOUNDED || outcome == TOLL_OUTCOME_CASUALTIES || outcome == TOLL_OUTCOME_LOSSES ||
           outcome == TOLL_OUTCOME_DESTROYED_OR_DAMAGED || outcome == TOLL_OUTCOME_LOST;
}

static void dot(toll_buffer *out, double x, double y, bool open, bool square)
{
    const char *fill = open ? "none" : "currentColor";
    if (square)
        toll_buffer_printf(
            out, "<path d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\" fill=\"%s\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n", x, y - 6, fill);
    else
        toll_buffer_printf(
            out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n", x, y, fill);
}

/* From the dot up the scale (direction 1) or back (-1): open, so it ends nowhere in particular. */
static double arrow(toll_buffer *out, double x, double y, int direction)
{
    double end = x + direction * 26;
    toll_buffer_printf(out, "<path d=\"M%.1f %.1fH%.1fm%d -4l%d 4l%d 4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n",
        x + direction * 6, y, end, direction * -5, direction * 5, direction * -5);
    return direction > 0 ? end : x;
}

static double bar(toll_buffer *out, double low, double high, double y)
{
    toll_buffer_printf(out, "<path d=\"M%.1f %.1fv10m0 -5H%.1fm0 -5v10\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n",
        low, y - 5, high);
    return high;
}

/* Slanted strokes under a thin frame: a word is an order of magnitude, no interval. Without an upper end it stays open on that side. */
static double band(toll_buffer *out, double low, double high, double y, bool open)
{
    if (high < low + 16) high = low + 16;
    toll_buffer_printf(out, "<path d=\"M%.1f %.1fH%.1f%sM%.1f %.1fv12\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"0.8\"/>\n",
        low, y - 6, high, open ? "" : "v12", low, y - 6);
    toll_buffer_printf(out, "<path d=\"M%.1f %.1fH%.1f", low, y + 6, high);
    for (double x = low; x + 6 <= high; x += 6) toll_buffer_printf(out, "M%.1f %.1fl6 -12", x, y + 6);
    toll_buffer_add_string(out, "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"0.8\"/>\n");
    return high;
}

double chart_mark(toll_buffer *out, const chart_scale *scale, const toll_chart_mark *mark, double y)
{
    const toll_quantity *q = &mark->quantity;
    bool square = unsplit(mark->outcome), low = !isnan(q->low), high = !isnan(q->high);
    if (isnan(q->point) && !low && !high) return scale->from; /* no figure: the words stand where the mark would */
    if (q->qualifier == TOLL_QUALIFIER_VAGUE)
        return band(out, chart_at(scale, low ? q->low : 0), high ? chart_at(scale, q->high) : scale->to, y, !high);
    if (isnan(q->point) && low && high) return bar(out, chart_at(scale, q->low), chart_at(scale, q->high), y);
    if (q->point == 0 && q->qualifier == TOLL_QUALIFIER_EXACT) {
        toll_buffer_printf(out, "<path d=\"M%.1f %.1fv12\" stroke=\"currentColor\" stroke-width=\"2.5\"/>\n", scale->from, y - 6);
        return scale->from + 4;
    }
    double x = chart_at(scale, !isnan(q->point) ? q->point : low ? q->low : q->high);
    dot(out, x, y, q->qualifier == TOLL_QUALIFIER_ABOUT || q->qualifier == TOLL_QUALIFIER_NEARLY, square);
    if (q->qualifier == TOLL_QUALIFIER_AT_LEAST || q->qualifier == TOLL_QUALIFIER_MORE_THAN) return arrow(out, x, y, 1);
    if (q->qualifier == TOLL_QUALIFIER_UP_TO || q->qualifier == TOLL_QUALIFIER_LESS_THAN) arrow(out, x, y, -1);
    return x + 4;
}
