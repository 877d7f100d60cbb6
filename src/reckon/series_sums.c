/* What a series adds up to, for whoever shows it. In: a series. Out: one after another its record days, its totals with what the days' figures
 * make of them, its months. Nothing is mended: what does not add up is told with both figures. A walk over the points, a few lookups each. */
#include <math.h>

#include "base/base.h"
#include "reckon/algebra.h"

#include <tollbook/series.h>

static const double unknown = (double)NAN;

/* `top` of a walk is a point's number and one: 0 = none yet. */
static const toll_series_point *top_of(const toll_series *series, const toll_series_walk *walk)
{
    return walk->top ? &series->points[walk->top - 1] : NULL;
}

toll_status toll_series_next_record(toll_series_record_day *out, const toll_series *series, toll_series_walk *walk)
{
    while (walk->at < series->count) {
        const toll_series_point *point = &series->points[walk->at++], *top = top_of(series, walk);
        double value = toll_series_daily(series, point->day), before = top ? toll_series_daily(series, top->day) : unknown;
        if (isnan(value)) continue;
        size_t held = walk->since++;
        walk->known++;
        if (value <= 0 || value <= before) continue;
        walk->top = walk->at, walk->since = 0;
        if (!top) continue;
        *out = (toll_series_record_day){.point = point, .before = top, .value = value, .before_value = before, .known = walk->known};
        size_t between = (size_t)((long)point->day - top->day - 1);
        out->missing = between > held ? between - held : 0;
        return TOLL_OK;
    }
    return TOLL_END;
}

/* The days' own figures from one day to another, both in it; days without one are counted. */
static double stated_of(size_t *unstated, const toll_series *series, toll_day from, toll_day to)
{
    double sum = 0;
    *unstated = 0;
    for (toll_day day = from; day <= to; day++) {
        const toll_series_point *point = toll_series_at(series, day);
        if (point && !isnan(point->daily)) sum += point->daily;
        else ++*unstated;
    }
    return *unstated ? unknown : sum;
}

enum { longest = 400 }; /* days between two totals that are added up */

static void judge_sum(toll_series_sum *s, const toll_series *series)
{
    toll_day before = s->before->day, day = s->point->day;
    double hidden = series->file ? 0 : toll_number_slack(s->point->total) + toll_number_slack(s->before->total);
    s->days = (size_t)((long)day - before);
    s->computed = s->point->total - s->before->total;
    s->stated = unknown, s->unstated = s->days;
    if (s->days <= longest) s->stated = stated_of(&s->unstated, series, before + 1, day);
    if (!series->file && s->days <= longest) { /* texts do not say whether a total ends with its day or the day before */
        size_t unstated;
        double late = stated_of(&unstated, series, before, day - 1);
        bool nearer = !isnan(late) && (isnan(s->stated) || fabs(late - s->computed) < fabs(s->stated - s->computed));
        if (nearer) s->stated = late, s->unstated = 0, s->late = true;
    }
    s->off = s->computed - s->stated;
    s->state = s->computed < 0                 ? TOLL_SERIES_SUM_FALLS
               : isnan(s->stated)              ? TOLL_SERIES_SUM_OPEN
               : fabs(s->off) <= hidden + 1e-9 ? TOLL_SERIES_SUM_HOLDS
                                               : TOLL_SERIES_SUM_OFF;
}

toll_status toll_series_next_sum(toll_series_sum *out, const toll_series *series, toll_series_walk *walk)
{
    while (walk->at < series->count) {
        const toll_series_point *point = &series->points[walk->at++], *before = top_of(series, walk);
        if (isnan(point->total)) continue;
        walk->top = walk->at;
        if (!before) continue;
        *out = (toll_series_sum){.point = point, .before = before};
        judge_sum(out, series);
        return TOLL_OK;
    }
    return TOLL_END;
}

const char *toll_series_sum_name(toll_series_sum_state state)
{
    static const char *const names[] = {"holds", "off", "falls", "open"};
    return (unsigned)state < sizeof names / sizeof *names ? names[state] : NULL;
}

toll_status toll_series_next_month(toll_series_month *out, const toll_series *series, toll_series_walk *walk)
{
    int year, month, day;
    if (!series->count) return TOLL_END;
    toll_day_to_civil(series->points[0].day, &year, &month, &day);
    year += (month - 1 + (int)walk->at) / 12, month = (month - 1 + (int)walk->at) % 12 + 1;
    toll_day first = toll_day_from_civil(year, month, 1), last = first + toll_day_month_length(year, month) - 1;
    if (first > series->points[series->count - 1].day) return TOLL_END;
    walk->at++;
    *out = (toll_series_month){.year = year, .month = month, .days = (size_t)(last - first + 1)};
    out->by_report = toll_series_window(series, first, last);
    out->by_loss = toll_series_window(series, first + series->lag, last + series->lag);
    for (toll_day d = first; d <= last; d++)
        if (!isnan(toll_series_daily(series, d))) out->known++;
    return TOLL_OK;
}
