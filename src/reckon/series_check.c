/* A figure of a text against a series. In: the figure with the days it names. Out: what the series has under each convention that people use
 * when they turn days of losses, of reports and of print into one another, and how well the figure fits it. A month has a dozen readings, a
 * day three; each costs two lookups. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "reckon/algebra.h"

#include <tollbook/series.h>

#define NEAR 0.05

const char *toll_fit_name(toll_fit fit)
{
    static const char *const names[] = {"exact", "rounded", "near", "open", "impossible"};
    return (unsigned)fit < sizeof names / sizeof *names ? names[fit] : NULL;
}

size_t toll_series_convention_words(char *out, size_t cap, unsigned convention)
{
    static const struct {
        unsigned bit;
        const char *words;
    } parts[] = {{TOLL_SERIES_BY_REPORT, "by the day of the report"}, {TOLL_SERIES_BY_LOSS, "by the day of the loss"},
        {TOLL_SERIES_BY_EVE, "by the report of the day before"}, {TOLL_SERIES_BY_MORROW, "by the report of the day after"},
        {TOLL_SERIES_CALENDAR, "by the calendar"}, {TOLL_SERIES_LAST_24_HOURS, "the 24 hours between two days"},
        {TOLL_SERIES_ROLLING, "so many days up to the day it was said"}, {TOLL_SERIES_FIRST_LEFT_OUT, "the first day left out"},
        {TOLL_SERIES_LAST_LEFT_OUT, "the last day left out"}, {TOLL_SERIES_AS_TOTAL, "as the total at its end"},
        {TOLL_SERIES_AS_MONTH, "as that of the month it ends in"}};
    size_t len = 0;
    if (!cap) return 0;
    *out = '\0';
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!(convention & parts[i].bit)) continue;
        int more = snprintf(out + len, cap - len, "%s%s", len ? ", " : "", parts[i].words);
        len = more < 0 ? len : len + (size_t)more < cap ? len + (size_t)more : cap - 1;
    }
    return len;
}

/* The one number that stands for a figure: its point, else the bound that it has. */
static double named_by(const toll_series_figure *f)
{
    return !isnan(f->point) ? f->point : isinf(f->low) ? f->high : f->low;
}

static toll_fit fit_of(const toll_series_figure *figure, double value)
{
    const double distance = fabs(named_by(figure) - value);
    if (figure->point == value) return TOLL_FIT_EXACT;
    if (!isnan(figure->point) && toll_number_rounds(value, figure->point)) return TOLL_FIT_ROUNDED;
    bool allowed = figure->low <= value && value <= figure->high;
    bool open = isinf(figure->low) && isinf(figure->high); /* "about" allows anything */
    if (allowed && !open && (distance <= 0.1 * value || (isfinite(figure->low) && isfinite(figure->high)))) return TOLL_FIT_ROUNDED;
    if (distance <= NEAR * value) return TOLL_FIT_NEAR;
    return allowed && !open ? TOLL_FIT_OPEN : TOLL_FIT_IMPOSSIBLE;
}

typedef struct maker {
    const toll_series *series;
    const toll_series_figure *figure;
    toll_series_reading *out;
    size_t count;
} maker;

static void add(maker *it, unsigned convention, toll_day from, toll_day to)
{
    bool total = convention & TOLL_SERIES_AS_TOTAL || (it->figure->total && !(convention & TOLL_SERIES_AS_MONTH));
    if (it->count == TOLL_SERIES_READINGS || from > to) return;
    for (size_t i = 0; i < it->count; i++)
        if (it->out[i].from == from && it->out[i].to == to && !(convention & (TOLL_SERIES_AS_TOTAL | TOLL_SERIES_AS_MONTH)))
            return; /* the plainer convention came first */
    double value = total        ? toll_series_total(it->series, to)
                   : from == to ? toll_series_daily(it->series, to)
                                : toll_series_window(it->series, from, to);
    if (isnan(value)) return;
    it->out[it->count++] = (toll_series_reading){fit_of(it->figure, value), convention, from, to, value, named_by(it->figure) - value};
}

static int plainness(unsigned convention)
{
    int parts = 0;
    for (unsigned bit = 1; bit <= TOLL_SERIES_CALENDAR; bit <<= 1) parts += (convention & bit) != 0;
    return parts;
}

static int compare(const void *a, const void *b)
{
    const toll_series_reading *x = a, *y = b;
    if (x->fit != y->fit) return x->fit < y->fit ? -1 : 1;
    double p = fabs(x->distance), q = fabs(y->distance);
    if (p != q) return p < q ? -1 : 1;
    int order = plainness(x->convention) - plainness(y->convention);
    if (order) return order;
    if (x->convention != y->convention) return x->convention < y->convention ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* A window in all its ends, its days moved by `shift`. */
static void add_window(maker *it, unsigned convention, toll_day from, toll_day to, int shift)
{
    add(it, convention, from + shift, to + shift);
    if (to == from) return;
    if (to - from == 1) { /* "in the last 24 hours", printed with two dates */
        add(it, convention | TOLL_SERIES_LAST_24_HOURS, to + shift, to + shift);
        add(it, convention | TOLL_SERIES_LAST_24_HOURS, from + shift, from + shift);
        return;
    }
    add(it, convention | TOLL_SERIES_FIRST_LEFT_OUT, from + 1 + shift, to + shift);
    add(it, convention | TOLL_SERIES_LAST_LEFT_OUT, from + shift, to - 1 + shift);
    add(it, convention | TOLL_SERIES_FIRST_LEFT_OUT | TOLL_SERIES_LAST_LEFT_OUT, from + 1 + shift, to - 1 + shift);
}

static const struct {
    unsigned convention;
    int sign, lags; /* days of the table = days of the text + sign + lags * lag */
} shifts[] = {{TOLL_SERIES_BY_REPORT, 0, 0}, {TOLL_SERIES_BY_LOSS, 0, 1}, {TOLL_SERIES_BY_EVE, -1, 0}, {TOLL_SERIES_BY_MORROW, 1, 0}};
enum { shift_count = sizeof shifts / sizeof *shifts };

/* "In the last week", "the past month", read by an article as so many days: the calendar's that its first day, or its last, lies in. */
static void add_calendar(maker *it, long len)
{
    const toll_day ends[] = {it->figure->from, it->figure->to};
    int year, month, day;
    for (int i = 0; i < 2; i++) {
        toll_day first = ends[i], last = ends[i];
        toll_day_to_civil(ends[i], &year, &month, &day);
        if (len == 7) first -= toll_day_weekday(first), last = first + 6;
        else if (len >= 28 && len <= 31) first = toll_day_from_civil(year, month, 1), last = first + toll_day_month_length(year, month) - 1;
        else if (len == 365 || len == 366) first = toll_day_from_civil(year, 1, 1), last = toll_day_from_civil(year, 12, 31);
        else return;
        for (size_t k = 0; k < 2; k++) { /* by the day of the report, and of the loss */
            int shift = shifts[k].sign + shifts[k].lags * it->series->lag;
            add(it, shifts[k].convention | TOLL_SERIES_CALENDAR, first + shift, last + shift);
        }
    }
}

static void add_own(maker *it)
{
    const toll_series_figure *figure = it->figure;
    for (size_t i = 0; i < shift_count; i++) {
        int shift = shifts[i].sign + shifts[i].lags * it->series->lag;
        if (figure->total) add(it, shifts[i].convention, figure->to + shift, figure->to + shift);
        else add_window(it, shifts[i].convention, figure->from, figure->to, shift);
    }
    long len = figure->total ? 0 : (long)figure->to - figure->from + 1;
    if (len >= 7 && figure->said != TOLL_DAY_UNKNOWN) {
        add(it, TOLL_SERIES_ROLLING, (toll_day)(figure->said - len + 1), figure->said);
        add(it, TOLL_SERIES_ROLLING | TOLL_SERIES_BY_EVE, (toll_day)(figure->said - len), figure->said - 1);
    }
    if (len >= 7) add_calendar(it, len);
}

static bool is_near(const maker *it)
{
    for (size_t i = 0; i < it->count; i++)
        if (it->out[i].fit <= TOLL_FIT_NEAR) return true;
    return false;
}

/* Where nothing fits: a day's figure as the total of the war, a total as that of its month. What does not fit as that either is left out again. */
static void add_other(maker *it)
{
    toll_day to = it->figure->to, first = to, last = to;
    size_t before = it->count;
    int year, month, day;
    toll_day_to_civil(to, &year, &month, &day);
    if (it->figure->total)
        first = toll_day_from_civil(year, month, 1), last = toll_day_from_civil(year, month, toll_day_month_length(year, month));
    for (size_t i = 0; i < shift_count; i++) {
        int shift = shifts[i].sign + shifts[i].lags * it->series->lag;
        if (it->figure->total) add(it, shifts[i].convention | TOLL_SERIES_AS_MONTH, first + shift, last + shift);
        else add(it, shifts[i].convention | TOLL_SERIES_AS_TOTAL, to + shift, to + shift);
    }
    if (!is_near(it)) it->count = before;
}

size_t toll_series_check(toll_series_reading out[TOLL_SERIES_READINGS], const toll_series *series, const toll_series_figure *figure)
{
    maker it = {.series = series, .figure = figure, .out = out};
    if (figure->size != sizeof *figure || figure->to == TOLL_DAY_UNKNOWN || (!figure->total && figure->from == TOLL_DAY_UNKNOWN)) return 0;
    add_own(&it);
    if (!is_near(&it)) add_other(&it);
    if (it.count > 1) qsort(out, it.count, sizeof *out, compare);
    return it.count;
}
