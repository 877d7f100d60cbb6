/* What checks against a series cost, and how often independent series look relayed. In: nothing. Out: lines `what<TAB>figure`: milliseconds
 * for 10,000 totals and for all checks of a series of 2,000 days (mirror, record for every day, relay), and the share of 1,000 pairs of
 * independent random walks that are called relayed, for walks in steps of one, of ten and with weekends. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <tollbook/series.h>

enum { days = 2000, pairs = 1000, pair_days = 300 };

static double random_unit(uint64_t *state)
{
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 31) * 0x6A09E667F3BCC909u;
    value = (value ^ value >> 29) * 0x243F6A8885A308D3u;
    return (double)((value ^ value >> 32) >> 11) / 9007199254740992.0;
}

static void walk(toll_series_point *points, int count, uint64_t *state, double unit, double step)
{
    double level = 400 + 200 * random_unit(state), total = 0;
    for (int i = 0; i < count; i++) {
        level = fmax(level + step * (random_unit(state) - 0.5), unit);
        double daily = round(level / unit) * unit;
        total += daily;
        points[i] = (toll_series_point){10000 + i, total, daily, TOLL_QUALIFIER_EXACT, (uint64_t)i + 2};
    }
}

static double now(void)
{
    return (double)clock() * 1000 / CLOCKS_PER_SEC;
}

static void false_alarms(const char *what, double unit, double step)
{
    static toll_series_point own[pair_days], other[pair_days];
    uint64_t state = 11;
    int alarms = 0;
    for (int i = 0; i < pairs; i++) {
        toll_series a = {.points = own, .count = pair_days}, b = {.points = other, .count = pair_days};
        toll_series_relay relay;
        walk(own, pair_days, &state, unit, step);
        walk(other, pair_days, &state, unit, step);
        toll_series_check_relay(&relay, &a, &b);
        alarms += relay.relayed;
    }
    printf("relay: %% false alarms, %s\t%.2f\n", what, 100.0 * alarms / pairs);
}

int main(void)
{
    static toll_series_point points[days], mirror[days];
    uint64_t state = 3;
    toll_series series = {.lag = 1, .points = points, .count = days}, other = {.lag = 1, .points = mirror, .count = days};
    toll_series_reading readings[TOLL_SERIES_READINGS];
    walk(points, days, &state, 10, 80);
    walk(mirror, days, &state, 10, 80);
    double start = now();
    size_t read = 0;
    for (int i = 0; i < 10000; i++) {
        toll_day to = 10000 + (toll_day)(random_unit(&state) * days), from = to - (i % 3 ? i % 40 : 0);
        double value = 100 * round(random_unit(&state) * 10000);
        const toll_series_figure figure = {sizeof figure, value, value, value, i % 2 == 0, from, to, to + 1};
        read += toll_series_check(readings, &series, &figure);
    }
    printf("10,000 totals ms\t%.2f\nreadings\t%zu\n", now() - start, read);
    start = now();
    toll_series_record record;
    for (int i = 0; i < days; i++) toll_series_check_record(&record, &series, points[i].day, points[i].daily, TOLL_DAY_UNKNOWN);
    printf("records of 2,000 days ms\t%.2f\n", now() - start);
    start = now();
    toll_series_difference difference;
    size_t at = 0, differences = 0;
    for (int i = 0; i < days; i += 97) mirror[i] = points[i];
    while (toll_series_next_difference(&difference, &series, &other, &at) == TOLL_OK && differences < 20) differences++;
    printf("20 differences ms\t%.2f\n", now() - start);
    start = now();
    toll_series_relay relay;
    toll_series_check_relay(&relay, &series, &other);
    printf("relay of 2,000 days ms\t%.2f\n", now() - start);
    start = now();
    toll_series_walk walks[3] = {{0}};
    toll_series_record_day record_day;
    toll_series_sum sum;
    toll_series_month month;
    size_t rows = 0;
    while (toll_series_next_record(&record_day, &series, &walks[0]) == TOLL_OK) rows++;
    while (toll_series_next_sum(&sum, &series, &walks[1]) == TOLL_OK) rows++;
    while (toll_series_next_month(&month, &series, &walks[2]) == TOLL_OK) rows++;
    printf("record days, sums and months of 2,000 days ms\t%.2f\nrows\t%zu\n", now() - start, rows);
    false_alarms("steps of 1", 1, 40);
    false_alarms("steps of 10", 10, 80);
    false_alarms("slow, steps of 10", 10, 12);
    return 0;
}
