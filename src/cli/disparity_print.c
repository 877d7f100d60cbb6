/* A table of rates as a table, JSON Lines or CSV. In: the table, what is laid over it. Out: rows; and what belongs beside them: names that met
 * nothing, the claim, notes. In CSV those go to stderr, so that the file stays a table; in JSON Lines each is an object of its own kind. */
#include <math.h>

#include "disparity.h"

static void add_line(toll_buffer *out, const toll_view_options *view, const char *kind, toll_text text)
{
    if (view->format == TOLL_VIEW_JSONL) {
        toll_buffer_printf(out, "{\"%s\":", kind);
        toll_buffer_add_json(out, text);
        toll_buffer_add_string(out, "}\n");
        return;
    }
    if (view->format == TOLL_VIEW_CSV) toll_buffer_add_string(out, "tollbook: ");
    toll_view_add_plain(out, text);
    toll_buffer_add_char(out, '\n');
}

static void add_stray(toll_buffer *out, const toll_view_options *view, const toll_disparity_stray *stray)
{
    if (view->format == TOLL_VIEW_JSONL) {
        toll_buffer_add_string(out, "{\"stray\":");
        toll_buffer_add_json(out, stray->name);
        toll_buffer_printf(out, ",\"deaths\":%.0f,\"suggestions\":[", stray->deaths);
        for (size_t i = 0; i < TOLL_DISPARITY_SUGGESTIONS && stray->suggestions[i].data; i++) {
            if (i) toll_buffer_add_char(out, ',');
            toll_buffer_add_json(out, stray->suggestions[i]);
        }
        toll_buffer_add_string(out, "]}\n");
        return;
    }
    toll_buffer line = {0};
    toll_rates_add_stray(&line, stray);
    add_line(out, view, "stray", (toll_text){line.data, line.len});
    toll_buffer_free(&line);
}

static void add_said(toll_buffer *out, const toll_disparity *table, const toll_view_options *view, const toll_said *said, size_t of)
{
    toll_laid laid;
    toll_said_lay(&laid, said, table, of);
    if (view->format != TOLL_VIEW_JSONL) {
        toll_buffer line = {0};
        toll_said_add_words(&line, said, &laid);
        add_line(out, view, "said", (toll_text){line.data, line.len});
        toll_buffer_free(&line);
        return;
    }
    toll_buffer_add_string(out, "{\"said\":");
    toll_buffer_add_json(out, toll_text_of(said->words));
    toll_buffer_add_string(out, ",\"claim\":");
    toll_buffer_add_json(out, toll_text_of(*said->claim ? said->claim : NULL));
    toll_buffer_add_string(out, ",\"of\":");
    toll_buffer_add_json(out, laid.name);
    const double numbers[] = {said->limits.low, said->limits.high, laid.middle, laid.limits.low, laid.limits.high};
    static const char *const names[] = {"said_low", "said_high", "computed", "low", "high"};
    for (size_t i = 0; i < 5; i++) {
        toll_buffer_printf(out, ",\"%s\":", names[i]);
        toll_buffer_add_number(out, isfinite(numbers[i]) ? numbers[i] * laid.scale : (double)NAN);
    }
    toll_buffer_printf(out, ",\"about\":%s,\"verdict\":\"%s\"}\n", said->about ? "true" : "false", toll_overlay_name(laid.overlay));
}

static bool print_beside(const toll_disparity *table, const toll_view_options *view, const toll_said *said, size_t of)
{
    toll_buffer out = {0};
    char note[512];
    for (size_t i = 0; i < table->stray_count; i++) add_stray(&out, view, &table->strays[i]);
    if (said) add_said(&out, table, view, said, of);
    for (size_t i = 0, len; (len = toll_disparity_note(note, sizeof note, table, i)) > 0; i++)
        add_line(&out, view, "note", (toll_text){note, len});
    bool written = true;
    if (view->format == TOLL_VIEW_CSV) toll_cli_write_talk(out.data ? out.data : "", out.len);
    else written = toll_cli_flush(&out, true);
    toll_buffer_free(&out);
    return written;
}

bool toll_cli_print_disparity(
    const toll_disparity *table, const char *window, const toll_view_options *view, const toll_said *said, size_t of, bool first)
{
    bool shown = view->format == TOLL_VIEW_TABLE, written = true;
    toll_cli_rows rows = {.columns = shown ? toll_rates_shown : toll_rates_columns,
        .count = shown ? (size_t)TOLL_RATES_SHOWN : (size_t)TOLL_RATES_COLUMNS,
        .view = *view};
    toll_cli_value values[TOLL_RATES_COLUMNS];
    toll_buffer out = {0};
    if (shown && window) toll_buffer_printf(&out, "%s\n", window);
    if (first || view->format != TOLL_VIEW_CSV)
        toll_cli_rows_begin(&out, &rows); /* several windows are one CSV: the first column tells them apart */
    for (size_t i = 0; i < table->row_count && written; i++) {
        if (shown) toll_rates_set_shown(values, table, i);
        else toll_rates_set(values, table, i, window);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    if (shown) toll_buffer_add_char(&out, '\n');
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    return written && print_beside(table, view, said, of);
}
