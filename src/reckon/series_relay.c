/* Is one series another one, relayed? In: two series. Out: the lag and the window of averaging under which most of the second's figures are
 * the first's within the rounding that the second shows, and what chance gives: the same share at lags at which nobody relays. Two plain
 * arrays over the days in common; 3 lags' worth of windows and 60 control lags, each one pass. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "base/fault.h"

#include <tollbook/series.h>

enum { most_lag = 7, far_lag = 11, last_far_lag = 40, least_days = 30, most_days = 40000 };
static const int windows[] = {1, 2, 3, 5, 7, 14, 28, 30};

typedef struct track {
    double *values, *sums; /* a value a day from `from`; sums[i] of the first i, and how many are missing among them */
    uint32_t *missing;
    toll_day from;
    size_t days;
} track;

static void track_free(track *t)
{
    toll_base_free(t->values);
    toll_base_free(t->sums);
    toll_base_free(t->missing);
}

static bool track_make(track *out, const toll_series *series, bool totals)
{
    *out = (track){0};
    if (!series->count) return false;
    out->from = series->points[0].day;
    long days = (long)series->points[series->count - 1].day - out->from + 1;
    if (days > most_days) return false;
    out->days = (size_t)days;
    out->values = toll_base_zero(out->days, sizeof *out->values);
    out->sums = toll_base_zero(out->days + 1, sizeof *out->sums);
    out->missing = toll_base_zero(out->days + 1, sizeof *out->missing);
    if (!out->values || !out->sums || !out->missing) return false;
    for (size_t i = 0; i < out->days; i++) out->values[i] = (double)NAN;
    for (size_t i = 0; i < series->count; i++) {
        toll_day day = series->points[i].day;
        out->values[day - out->from] = totals ? toll_series_total(series, day) : toll_series_daily(series, day);
    }
    for (size_t i = 0; i < out->days; i++) {
        bool there = !isnan(out->values[i]);
        out->sums[i + 1] = out->sums[i] + (there ? out->values[i] : 0);
        out->missing[i + 1] = out->missing[i] + !there;
    }
    return true;
}

/* The mean of the `window` days that end on `day`; NAN where one is missing. */
static double mean(const track *t, long day, int window)
{
    long end = day - t->from + 1, begin = end - window;
    if (begin < 0 || end > (long)t->days || t->missing[end] != t->missing[begin]) return (double)NAN;
    return window == 1 ? t->values[begin] : (t->sums[end] - t->sums[begin]) / window;
}

/* The greatest power of ten that nearly all figures are multiples of, not below a tenth. */
static double unit_of(const track *t)
{
    for (double unit = 1000; unit > 0.1; unit /= 10) {
        size_t there = 0, multiples = 0;
        for (size_t i = 0; i < t->days; i++) {
            if (isnan(t->values[i])) continue;
            double times = t->values[i] / unit;
            there++, multiples += fabs(times - round(times)) < 1e-6;
        }
        if (there && multiples * 20 >= there * 19) return unit;
    }
    return 0.1;
}

typedef struct share {
    size_t days;
    double exact, within;
} share;

static share compare(const track *a, const track *b, int lag, int window, double unit)
{
    share s = {0};
    size_t exact = 0, within = 0;
    for (size_t i = 0; i < b->days; i++) {
        if (isnan(b->values[i])) continue;
        double value = mean(a, (long)b->from + (long)i - lag, window);
        if (isnan(value)) continue;
        double off = fabs(b->values[i] - value);
        s.days++, exact += off < 1e-9, within += off <= unit / 2 + 1e-9;
    }
    if (s.days) s.exact = (double)exact / (double)s.days, s.within = (double)within / (double)s.days;
    return s;
}

static double chance(const track *a, const track *b, int window, double unit)
{
    double most = 0;
    for (int lag = far_lag; lag <= last_far_lag; lag++)
        for (int sign = -1; sign <= 1; sign += 2) {
            share s = compare(a, b, sign * lag, window, unit);
            if (s.days >= least_days && s.within > most) most = s.within;
        }
    return most;
}

/* The best lag and window of one kind of figure, where it is better than what `out` has. */
static void look(toll_series_relay *out, const track *a, const track *b, bool totals)
{
    double unit = unit_of(b);
    toll_series_relay best = {.totals = totals, .unit = unit, .window = 1};
    for (size_t w = 0; w < sizeof windows / sizeof *windows; w++)
        for (int distance = 0; distance <= most_lag; distance++)
            for (int lag = distance; lag >= -distance; lag -= distance ? 2 * distance : 1) {
                share s = compare(a, b, lag, windows[w], unit);
                if (s.days < least_days || s.within <= best.within) continue;
                best.lag = lag, best.window = windows[w], best.days = s.days, best.exact = s.exact, best.within = s.within;
                if (!distance) break;
            }
    if (best.within <= out->within) return;
    best.elsewhere = best.within >= 0.8 ? chance(a, b, best.window, unit) : 0;
    best.relayed = best.within >= 0.8 && best.within >= 2 * best.elsewhere;
    if (best.relayed || !out->relayed) *out = best;
}

void toll_series_check_relay(toll_series_relay *out, const toll_series *series, const toll_series *other)
{
    *out = (toll_series_relay){.window = 1};
    for (int totals = 0; totals < 2; totals++) {
        track a, b;
        bool first = track_make(&a, series, totals == 1), second = track_make(&b, other, totals == 1);
        if (first && second) look(out, &a, &b, totals == 1);
        track_free(&a);
        track_free(&b);
    }
}

bool toll_series_same_question(const toll_series *a, const toll_series *b)
{
    const char *const x[] = {a->side, a->category, a->place}, *const y[] = {b->side, b->category, b->place};
    for (int i = 0; i < 3; i++)
        if (strcmp(x[i] ? x[i] : "", y[i] ? y[i] : "") != 0) return false;
    return (a->outcomes & b->outcomes) != 0;
}

/* The false alarms that are stated are those that bench/bench_series.c counts: none of 3,000, so below 3 in 3,000 with 95% confidence. */
size_t toll_series_relay_words(char *out, size_t cap, const toll_series_relay *relay, const toll_series *series, const toll_series *other)
{
    char means[48] = "", lag[48] = "the same day";
    if (relay->window > 1) snprintf(means, sizeof means, ", mean of %d days", relay->window);
    if (relay->lag) snprintf(lag, sizeof lag, "%d day%s later", relay->lag, relay->lag == 1 ? "" : "s");
    int len = snprintf(out, cap,
        "The %s figures of %s (%s) are those of %s: %s%s, rounded to %g; %.0f%% equal and %.0f%% within rounding on %zu days "
        "(at far lags %.0f%%). Of 3,000 pairs of independent random walks none looks so: false alarms are below 0.1%%.",
        relay->totals ? "total" : "daily", other->claimant, other->name, series->claimant, lag, means, relay->unit, 100 * relay->exact,
        100 * relay->within, relay->days, 100 * relay->elsewhere);
    if (len < 0 || !cap) return 0;
    toll_utf8_tidy(out);
    return strlen(out);
}
