/* A table of rates as SVG. In: the table, the claim laid over it. Out: a file. The notes stand in the figure, not beside it. */
#include <stdio.h>

#include "disparity.h"
#include "view/chart_rates.h"

static void add_notes(toll_buffer *out, const toll_disparity *table)
{
    char note[512];
    for (size_t i = 0; toll_disparity_note(note, sizeof note, table, i); i++) toll_buffer_printf(out, "%s%s", i ? " " : "", note);
    if (!table->stray_count) return;
    toll_buffer_add_string(out, " Not in the chart:");
    for (size_t i = 0; i < table->stray_count && i < 8; i++)
        toll_buffer_printf(out, "%s %.*s (%.0f)", i ? "," : "", (int)(table->strays[i].name.len < 60 ? table->strays[i].name.len : 60),
            table->strays[i].name.data, table->strays[i].deaths);
    toll_buffer_add_string(out, table->stray_count > 8 ? " and others." : ".");
}

int toll_cli_chart_disparity(
    const toll_disparity *table, const char *window, const toll_cli_said *said, size_t of, const char *path, bool funnel)
{
    toll_buffer notes = {0}, title = {0}, svg = {0};
    const toll_disparity_row *reference = &table->rows[table->reference];
    add_notes(&notes, table);
    if (funnel) toll_buffer_add_string(&title, "Deaths per 100,000 people");
    else
        toll_buffer_printf(
            &title, "Death rates against %.*s", (int)(reference->name.len < 60 ? reference->name.len : 60), reference->name.data);
    if (window) toll_buffer_printf(&title, ", %s", window);
    toll_chart_rates chart = {.table = table, .title = title.data, .note = notes.data, .of = of};
    if (said && !said->share) chart.said = said->words, chart.said_limits = said->limits;
    if (funnel) toll_chart_funnel(&svg, &chart);
    else toll_chart_ratios(&svg, &chart);
    int code = TOLL_EXIT_DONE;
    if (notes.failed || title.failed || svg.failed) {
        toll_cli_say("not enough memory for the chart");
        code = TOLL_EXIT_USAGE;
    } else if (!toll_cli_write_file("disparity", path, &svg)) {
        code = TOLL_EXIT_USAGE;
    }
    toll_buffer_free(&notes);
    toll_buffer_free(&title);
    toll_buffer_free(&svg);
    return code;
}
