/* A table of rates as values in columns. In: a table. Out: its rows, for programs and for people, and what its strays are. Nothing allocates but the
 * buffer. */
#include <math.h>
#include <stdio.h>

#include "show.h"

const toll_view_column toll_rates_columns[TOLL_RATES_COLUMNS] = {{"window", NULL, 0}, {"name", NULL, 0}, {"deaths", NULL, 0},
    {"people", NULL, 0}, {"rate", NULL, 0}, {"rate_low", NULL, 0}, {"rate_high", NULL, 0}, {"ratio", NULL, 0}, {"ratio_low", NULL, 0},
    {"ratio_high", NULL, 0}, {"share", NULL, 0}, {"share_low", NULL, 0}, {"share_high", NULL, 0}, {"people_share", NULL, 0},
    {"funnel_95_low", NULL, 0}, {"funnel_95_high", NULL, 0}, {"funnel_998_low", NULL, 0}, {"funnel_998_high", NULL, 0}, {"funnel", NULL, 0},
    {"reference", NULL, 0}, {"few", NULL, 0}};
const toll_view_column toll_rates_shown[TOLL_RATES_SHOWN] = {{"name", "NAME", 0}, {"deaths", "DEATHS", 7}, {"people", "PEOPLE", 9},
    {"rate", "PER 100,000", 20}, {"ratio", "RATIO", 20}, {"share", "SHARE OF DEATHS", 23}, {"funnel", "FUNNEL", 11}};

static void set_words(toll_view_value *value, int len)
{
    size_t whole = len < 0 ? 0 : (size_t)len < sizeof value->own ? (size_t)len : sizeof value->own - 1;
    value->number = false;
    value->text = (toll_text){value->own, whole};
}

/* "28.0 (22.8 to 34.4)" with as many digits as the size asks for. */
static void set_limits(toll_view_value *value, double middle, toll_limits limits, double scale, const char *unit)
{
    double least = middle * scale;
    int digits = least >= 100 ? 0 : least >= 10 ? 1 : 2;
    if (isnan(limits.low)) set_words(value, 0);
    else if (isinf(limits.high))
        set_words(value, snprintf(value->own, sizeof value->own, "%.*f%s or more", digits, limits.low * scale, unit));
    else
        set_words(value, snprintf(value->own, sizeof value->own, "%.*f%s (%.*f to %.*f)", digits, least, unit, digits, limits.low * scale,
                             digits, limits.high * scale));
}

void toll_rates_set_shown(toll_view_value v[TOLL_RATES_SHOWN], const toll_disparity *table, size_t at)
{
    const toll_disparity_row *row = &table->rows[at];
    toll_view_set_text(&v[0], row->name);
    toll_view_set_grouped(&v[1], row->deaths);
    toll_view_set_grouped(&v[2], row->people);
    set_limits(&v[3], row->rate, row->rate_limits, 1, "");
    if (row->few) set_words(&v[3], snprintf(v[3].own, sizeof v[3].own, "(up to %.3g)", row->rate_limits.high));
    set_limits(&v[4], row->ratio, row->ratio_limits, 1, "");
    if (row->few && !isnan(row->ratio_limits.low))
        set_words(&v[4], snprintf(v[4].own, sizeof v[4].own, "(up to %.3g)", row->ratio_limits.high));
    if (at == table->reference) toll_view_set_text(&v[4], toll_text_of("reference"));
    set_limits(&v[5], row->share, row->share_limits, 100, "%");
    toll_view_set_text(&v[6], toll_text_of(toll_funnel_name(row->funnel)));
}

void toll_rates_set(toll_view_value v[TOLL_RATES_COLUMNS], const toll_disparity *table, size_t at, const char *window)
{
    const toll_disparity_row *row = &table->rows[at];
    const double numbers[] = {row->deaths, row->people, row->rate, row->rate_limits.low, row->rate_limits.high, row->ratio,
        row->ratio_limits.low, row->ratio_limits.high, row->share, row->share_limits.low, row->share_limits.high, row->people_share,
        row->funnel_95.low, row->funnel_95.high, row->funnel_998.low, row->funnel_998.high};
    enum { numbers_count = sizeof numbers / sizeof *numbers };
    toll_view_set_text(&v[0], toll_text_of(window));
    toll_view_set_text(&v[1], row->name);
    for (size_t i = 0; i < numbers_count; i++) toll_view_set_number(&v[2 + i], numbers[i]);
    toll_view_set_text(&v[2 + numbers_count], toll_text_of(toll_funnel_name(row->funnel)));
    toll_view_set_truth(&v[3 + numbers_count], at == table->reference);
    toll_view_set_truth(&v[4 + numbers_count], row->few);
}

void toll_rates_add_stray(toll_buffer *out, const toll_disparity_stray *stray)
{
    toll_buffer_printf(out, "No people under \"%.*s\" (%.0f death%s)", (int)stray->name.len, stray->name.data, stray->deaths,
        stray->deaths > 1 ? "s" : "");
    for (size_t i = 0; i < TOLL_DISPARITY_SUGGESTIONS && stray->suggestions[i].data; i++)
        toll_buffer_printf(out, "%s \"%.*s\"", i ? "," : "; near it:", (int)stray->suggestions[i].len, stray->suggestions[i].data);
}
