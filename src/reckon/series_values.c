/* Figures of a series by day. In: a series with its days in order. Out: a day's, a window's or a total figure, or NAN where the table does
 * not say: nothing is filled in. A lookup halves the points; a window costs two where totals are known, else its days. */
#include <math.h>
#include <string.h>

#include <tollbook/series.h>

static const double unknown = (double)NAN;

const toll_series_point *toll_series_at(const toll_series *series, toll_day day)
{
    size_t low = 0, high = series->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (series->points[middle].day == day) return &series->points[middle];
        if (series->points[middle].day < day) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

double toll_series_total(const toll_series *series, toll_day day)
{
    const toll_series_point *point = toll_series_at(series, day);
    return point ? point->total : unknown;
}

double toll_series_daily(const toll_series *series, toll_day day)
{
    const toll_series_point *point = toll_series_at(series, day);
    if (!point) return unknown;
    return isnan(point->daily) ? point->total - toll_series_total(series, day - 1) : point->daily;
}

size_t toll_series_records(const toll_series *series, size_t *at, size_t most)
{
    double highest = unknown;
    size_t count = 0;
    for (size_t i = 0; i < series->count; i++) {
        double value = toll_series_daily(series, series->points[i].day);
        if (isnan(value) || value <= 0 || value <= highest) continue;
        if (!isnan(highest) && most) {
            if (count >= most) memmove(at, at + 1, (most - 1) * sizeof *at);
            at[count < most ? count : most - 1] = i;
        }
        count += isnan(highest) ? 0 : 1;
        highest = value;
    }
    return count;
}

double toll_series_window(const toll_series *series, toll_day from, toll_day to)
{
    if (from > to) return unknown;
    double between = toll_series_total(series, to) - toll_series_total(series, from - 1);
    if (!isnan(between)) return between;
    if (to - from > 40000 || !series->count || from < series->points[0].day || to > series->points[series->count - 1].day) return unknown;
    double sum = 0;
    for (toll_day day = from; day <= to && !isnan(sum); day++) sum += toll_series_daily(series, day);
    return sum;
}

bool toll_series_includes(const toll_series *series, toll_day total_day, toll_day addition_day)
{
    return addition_day <= total_day && !isnan(toll_series_total(series, total_day)) && !isnan(toll_series_daily(series, addition_day));
}

static bool differ(double a, double b)
{
    return isnan(a) ? !isnan(b) : isnan(b) || a != b;
}

/* `state` counts pairs of (day, which figure): twice the steps of walking both series side by side. Each call goes on from there, so that all of
 * them together cost one walk per difference at worst; series are thousands of days long. */
toll_status toll_series_next_difference(toll_series_difference *out, const toll_series *a, const toll_series *b, size_t *state)
{
    size_t i = 0, j = 0, step = 0;
    while (i < a->count || j < b->count) {
        const toll_series_point *x = i < a->count ? &a->points[i] : NULL, *y = j < b->count ? &b->points[j] : NULL;
        if (x && y && x->day < y->day) y = NULL;
        else if (x && y && y->day < x->day) x = NULL;
        for (int total = 1; total >= 0; total--, step++) {
            if (step < *state) continue;
            double p = !x ? unknown : total ? x->total : x->daily, q = !y ? unknown : total ? y->total : y->daily;
            if (!differ(p, q)) continue;
            *out = (toll_series_difference){x ? x->day : y->day, total == 1, p, q, x ? x->line : 0, y ? y->line : 0};
            *state = step + 1;
            return TOLL_OK;
        }
        i += x != NULL;
        j += y != NULL;
    }
    return TOLL_END;
}
