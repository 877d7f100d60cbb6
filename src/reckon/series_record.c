/* Superlatives against a series. In: a day of the table and the figure that is called the most. Out: the last day before it that has more,
 * the day that has most, and from which beginning of the series it would be the most after all. One walk over the days before. */
#include <math.h>

#include "base/base.h"

#include <tollbook/series.h>

/* As toll_series_daily, without the search. */
static double daily_at(const toll_series *series, size_t i)
{
    const toll_series_point *point = &series->points[i];
    if (!isnan(point->daily)) return point->daily;
    return i && point[-1].day == point->day - 1 ? point->total - point[-1].total : (double)NAN;
}

toll_status toll_series_check_record(toll_series_record *out, const toll_series *series, toll_day day, double value, toll_day since)
{
    *out = (toll_series_record){.higher_value = (double)NAN, .highest_value = (double)NAN, .holds_from = TOLL_DAY_UNKNOWN};
    for (size_t i = 0; i < series->count && series->points[i].day < day; i++) {
        const toll_series_point *point = &series->points[i];
        double daily = daily_at(series, i);
        if (isnan(daily) || (since != TOLL_DAY_UNKNOWN && point->day <= since)) continue;
        out->known++;
        if (daily > value) out->higher = point, out->higher_value = daily, out->holds_from = point->day + 1;
        if (!out->highest || daily > out->highest_value) out->highest = point, out->highest_value = daily;
    }
    if (series->count && series->points[0].day < day && (since == TOLL_DAY_UNKNOWN || since < day)) {
        toll_day first = series->points[0].day;
        bool later = since != TOLL_DAY_UNKNOWN && since >= first;
        size_t span = (size_t)((long)day - (later ? since + 1 : first));
        out->missing = span > out->known ? span - out->known : 0;
        if (since != TOLL_DAY_UNKNOWN && since + 1 < first) out->missing += (size_t)((long)first - since - 1);
        if (!out->higher) out->holds_from = later ? since + 1 : first;
    }
    if (out->higher) return TOLL_OK;
    return out->known && !out->missing ? TOLL_END : TOLL_UNCHANGED;
}

const toll_series_point *toll_series_last_with(const toll_series *series, toll_day day, double value)
{
    for (size_t i = series->count; i-- > 0;)
        if (series->points[i].day < day && daily_at(series, i) == value) return &series->points[i];
    return NULL;
}
