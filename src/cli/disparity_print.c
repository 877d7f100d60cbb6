/* A table of rates as a table, JSON Lines or CSV. In: the table, what is laid over it. Out: rows; and what belongs beside them: names that met
 * nothing, the claim, notes. In CSV those go to stderr, so that the file stays a table; in JSON Lines each is an object of its own kind. */
#include <math.h>
#include <stdio.h>

#include "disparity.h"

static const toll_cli_column data_columns[] = {{"window", NULL, 0}, {"name", NULL, 0}, {"deaths", NULL, 0}, {"people", NULL, 0},
    {"rate", NULL, 0}, {"rate_low", NULL, 0}, {"rate_high", NULL, 0}, {"ratio", NULL, 0}, {"ratio_low", NULL, 0}, {"ratio_high", NULL, 0},
    {"share", NULL, 0}, {"share_low", NULL, 0}, {"share_high", NULL, 0}, {"people_share", NULL, 0}, {"funnel_95_low", NULL, 0},
    {"funnel_95_high", NULL, 0}, {"funnel_998_low", NULL, 0}, {"funnel_998_high", NULL, 0}, {"funnel", NULL, 0}, {"reference", NULL, 0},
    {"few", NULL, 0}};
static const toll_cli_column table_columns[] = {{"name", "NAME", 0}, {"deaths", "DEATHS", 7}, {"people", "PEOPLE", 9},
    {"rate", "PER 100,000", 20}, {"ratio", "RATIO", 20}, {"share", "SHARE OF DEATHS", 23}, {"funnel", "FUNNEL", 11}};
enum { data_count = sizeof data_columns / sizeof *data_columns, table_count = sizeof table_columns / sizeof *table_columns };

static void set_words(toll_cli_value *value, size_t len)
{
    if (len >= sizeof value->own) len = sizeof value->own - 1;
    value->number = false;
    value->text = (toll_text){value->own, len};
}

static void set_truth(toll_cli_value *value, bool truth)
{
    set_words(value, (size_t)snprintf(value->own, sizeof value->own, "%s", truth ? "true" : "false"));
    value->number = true;
}

/* "28.0 (22.8 to 34.4)" with as many digits as the size asks for. */
static void set_limits(toll_cli_value *value, double middle, toll_limits limits, double scale, const char *unit)
{
    double least = middle * scale;
    int digits = least >= 100 ? 0 : least >= 10 ? 1 : 2;
    if (isnan(limits.low)) set_words(value, 0);
    else if (isinf(limits.high))
        set_words(value, (size_t)snprintf(value->own, sizeof value->own, "%.*f%s or more", digits, limits.low * scale, unit));
    else
        set_words(value, (size_t)snprintf(value->own, sizeof value->own, "%.*f%s (%.*f to %.*f)", digits, least, unit, digits,
                             limits.low * scale, digits, limits.high * scale));
}

static void set_table(toll_cli_value *v, const toll_disparity_row *row, bool reference)
{
    toll_cli_set_text(&v[0], row->name);
    toll_cli_set_count(&v[1], (uint64_t)row->deaths);
    toll_cli_set_count(&v[2], (uint64_t)row->people);
    set_limits(&v[3], row->rate, row->rate_limits, 1, "");
    if (row->few) set_words(&v[3], (size_t)snprintf(v[3].own, sizeof v[3].own, "(up to %.3g)", row->rate_limits.high));
    set_limits(&v[4], row->ratio, row->ratio_limits, 1, "");
    if (row->few && !isnan(row->ratio_limits.low))
        set_words(&v[4], (size_t)snprintf(v[4].own, sizeof v[4].own, "(up to %.3g)", row->ratio_limits.high));
    if (reference) toll_cli_set_text(&v[4], toll_text_of("reference"));
    set_limits(&v[5], row->share, row->share_limits, 100, "%");
    toll_cli_set_text(&v[6], toll_text_of(toll_funnel_name(row->funnel)));
}

static void set_data(toll_cli_value *v, const toll_disparity_row *row, bool reference, const char *window)
{
    const double numbers[] = {row->deaths, row->people, row->rate, row->rate_limits.low, row->rate_limits.high, row->ratio,
        row->ratio_limits.low, row->ratio_limits.high, row->share, row->share_limits.low, row->share_limits.high, row->people_share,
        row->funnel_95.low, row->funnel_95.high, row->funnel_998.low, row->funnel_998.high};
    enum { numbers_count = sizeof numbers / sizeof *numbers };
    toll_cli_set_text(&v[0], toll_text_of(window));
    toll_cli_set_text(&v[1], row->name);
    for (size_t i = 0; i < numbers_count; i++) toll_cli_set_number(&v[2 + i], numbers[i]);
    toll_cli_set_text(&v[2 + numbers_count], toll_text_of(toll_funnel_name(row->funnel)));
    set_truth(&v[3 + numbers_count], reference);
    set_truth(&v[4 + numbers_count], row->few);
}

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
    bool json = view->format == TOLL_VIEW_JSONL;
    toll_buffer line = {0};
    if (json) {
        toll_buffer_add_string(out, "{\"stray\":");
        toll_buffer_add_json(out, stray->name);
        toll_buffer_printf(out, ",\"deaths\":%.0f,\"suggestions\":[", stray->deaths);
    } else {
        toll_buffer_printf(&line, "No people under \"%.*s\" (%.0f death%s)", (int)stray->name.len, stray->name.data, stray->deaths,
            stray->deaths > 1 ? "s" : "");
    }
    for (size_t i = 0; i < TOLL_DISPARITY_SUGGESTIONS && stray->suggestions[i].data; i++) {
        if (json && i) toll_buffer_add_char(out, ',');
        if (json) toll_buffer_add_json(out, stray->suggestions[i]);
        else toll_buffer_printf(&line, "%s \"%.*s\"", i ? "," : "; near it:", (int)stray->suggestions[i].len, stray->suggestions[i].data);
    }
    if (json) toll_buffer_add_string(out, "]}\n");
    else add_line(out, view, "stray", (toll_text){line.data, line.len});
    toll_buffer_free(&line);
}

static void add_said(toll_buffer *out, const toll_disparity *table, const toll_view_options *view, const toll_cli_said *said, size_t of)
{
    const toll_disparity_row *row = &table->rows[of];
    toll_limits limits = said->share ? row->share_limits : row->ratio_limits;
    double middle = said->share ? row->share : row->ratio, scale = said->share ? 100 : 1;
    const char *unit = said->share ? "%" : " times",
               *verdict = toll_overlay_name(toll_overlay_of(limits, said->limits, said->share ? row->people_share : 1));
    toll_buffer line = {0};
    if (view->format == TOLL_VIEW_JSONL) {
        toll_buffer_add_string(out, "{\"said\":");
        toll_buffer_add_json(out, toll_text_of(said->words));
        toll_buffer_add_string(out, ",\"claim\":");
        toll_buffer_add_json(out, toll_text_of(said->claim));
        toll_buffer_add_string(out, ",\"of\":");
        toll_buffer_add_json(out, row->name);
        const double numbers[] = {said->limits.low, said->limits.high, middle, limits.low, limits.high};
        static const char *const names[] = {"said_low", "said_high", "computed", "low", "high"};
        for (size_t i = 0; i < 5; i++) {
            toll_buffer_printf(out, ",\"%s\":", names[i]);
            toll_buffer_add_number(out, isfinite(numbers[i]) ? numbers[i] * scale : (double)NAN);
        }
        toll_buffer_printf(out, ",\"about\":%s,\"verdict\":\"%s\"}\n", said->about ? "true" : "false", verdict);
        return;
    }
    toll_buffer_printf(&line, "Said: %s%s of %.*s. Computed: %.3g%s (%.3g to %.3g). %s%s", said->words,
        said->about ? " (taken as within a tenth)" : "", (int)row->name.len, row->name.data, middle * scale, unit, limits.low * scale,
        limits.high * scale, verdict, ".");
    add_line(out, view, "said", (toll_text){line.data, line.len});
    toll_buffer_free(&line);
}

static bool print_beside(const toll_disparity *table, const toll_view_options *view, const toll_cli_said *said, size_t of)
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
    const toll_disparity *table, const char *window, const toll_view_options *view, const toll_cli_said *said, size_t of)
{
    bool shown = view->format == TOLL_VIEW_TABLE, written = true;
    toll_cli_rows rows = {
        .columns = shown ? table_columns : data_columns, .count = shown ? (size_t)table_count : (size_t)data_count, .view = *view};
    toll_cli_value values[data_count];
    toll_buffer out = {0};
    if (shown && window) toll_buffer_printf(&out, "%s\n", window);
    toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; i < table->row_count && written; i++) {
        if (shown) set_table(values, &table->rows[i], i == table->reference);
        else set_data(values, &table->rows[i], i == table->reference, window);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    if (shown) toll_buffer_add_char(&out, '\n');
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    return written && print_beside(table, view, said, of);
}
