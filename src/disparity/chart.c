/* A table of rates as SVG. In: the table, the claim laid over it. Out: one of the two charts of view/chart_rates.h. The notes stand in the figure,
 * not beside it. */
#include "show.h"
#include "view/chart_rates.h"

static void add_notes(toll_buffer *out, const toll_disparity *table)
{
    char note[512];
    for (size_t i = 0; toll_disparity_note(note, sizeof note, table, i); i++) toll_buffer_printf(out, "%s%s", i ? " " : "", note);
    if (!table->stray_count) return;
    toll_buffer_add_string(out, " Not in the chart:");
    for (size_t i = 0; i < table->stray_count && i < 8; i++)
        toll_buffer_printf(out, "%s %.*s (%.0f)", i ? "," : "", (int)toll_text_head(table->strays[i].name, 60).len,
            table->strays[i].name.data, table->strays[i].deaths);
    toll_buffer_add_string(out, table->stray_count > 8 ? " and others." : ".");
}

void toll_rates_chart(toll_buffer *out, const toll_disparity *table, const char *window, const toll_said *said, size_t of, bool funnel)
{
    toll_buffer notes = {0}, title = {0};
    const toll_disparity_row *reference = &table->rows[table->reference];
    add_notes(&notes, table);
    if (funnel) toll_buffer_add_string(&title, "Deaths per 100,000 people");
    else toll_buffer_printf(&title, "Death rates against %.*s", (int)toll_text_head(reference->name, 60).len, reference->name.data);
    if (window) toll_buffer_printf(&title, ", %s", window);
    toll_chart_rates chart = {.table = table, .title = title.data, .note = notes.data, .of = of};
    if (said && !said->share) chart.said = said->words, chart.said_limits = said->limits;
    out->failed |= notes.failed || title.failed;
    if (!out->failed && funnel) toll_chart_funnel(out, &chart);
    if (!out->failed && !funnel) toll_chart_ratios(out, &chart);
    toll_buffer_free(&notes);
    toll_buffer_free(&title);
}
