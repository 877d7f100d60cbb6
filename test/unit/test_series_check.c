/* Figures against a series: the seeds' figures on an extract of the Ukrainian General Staff's daily losses of Russian personnel (public data
 * set, MIT: a row is the morning's statement on the day before), and what must hold at the edges of a series; records, differences, relays,
 * mirrors. */
#include "test.h"

#include <math.h>
#include <time.h>

#include "base/base.h"

#include <tollbook/series.h>

#define UNKNOWN (double)NAN

static toll_day day_of(int year, int month, int day)
{
    return toll_day_from_civil(year, month, day);
}

/* Totals that were reported around the days that the seeds tell of. */
static size_t fill_extract(toll_series_point points[32])
{
    static const struct {
        int year, month, day;
        double total, daily;
    } rows[] = {{2022, 3, 2, 5840, 130}, {2022, 3, 3, 9000, 3160}, {2022, 9, 30, 59080, 500}, {2022, 10, 1, 59610, 530},
        {2022, 10, 29, 70250, 480}, {2022, 10, 30, 71200, 950}, {2022, 10, 31, 71820, 620}, {2022, 11, 1, 72470, 650},
        {2022, 11, 2, 73270, 800}, {2023, 2, 5, 131290, 700}, {2023, 2, 6, 132160, 870}, {2023, 2, 7, 133190, 1030},
        {2023, 2, 8, 134100, 910}, {2023, 2, 10, 135740, 730}, {2023, 2, 11, 136880, 1140}, {2023, 2, 12, 137780, 900},
        {2023, 3, 11, 158000, 1010}, {2023, 3, 12, 159090, 1090}, {2023, 3, 13, 159800, 710}};
    size_t count = sizeof rows / sizeof *rows;
    for (size_t i = 0; i < count; i++)
        points[i] = (toll_series_point){
            day_of(rows[i].year, rows[i].month, rows[i].day), rows[i].total, rows[i].daily, TOLL_QUALIFIER_ABOUT, i + 2};
    return count;
}

static toll_series extract(toll_series_point points[32])
{
    return (toll_series){.name = "personnel", .lag = 1, .points = points, .count = fill_extract(points)};
}

static toll_series_figure exactly(double point, toll_day from, toll_day to)
{
    return (toll_series_figure){sizeof(toll_series_figure), point, point, point, false, from, to, TOLL_DAY_UNKNOWN};
}

static toll_series_figure total_of(double point, toll_day to)
{
    toll_series_figure figure = exactly(point, TOLL_DAY_UNKNOWN, to);
    figure.total = true;
    return figure;
}

static void the_seeds_figures(void **state)
{
    (void)state;
    toll_series_point points[32];
    toll_series series = extract(points);
    toll_series_reading readings[TOLL_SERIES_READINGS];
    toll_series_figure figure = exactly(1090, day_of(2023, 3, 11), day_of(2023, 3, 11));
    size_t count = toll_series_check(readings, &series, &figure);
    assert_int_equal(readings[0].fit, TOLL_FIT_EXACT);
    assert_int_equal(readings[0].convention, TOLL_SERIES_BY_LOSS);
    assert_int_equal(readings[0].to, day_of(2023, 3, 12));
    assert_true(count >= 2);
    figure = total_of(71200, day_of(2022, 10, 30));
    figure.high = INFINITY; /* "at least" */
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_EXACT);
    figure = total_of(159000, day_of(2023, 3, 12));
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_ROUNDED);
    assert_true(readings[0].value == 159090);
    figure = exactly(12730, day_of(2022, 10, 1), day_of(2022, 10, 31));
    count = toll_series_check(readings, &series, &figure);
    assert_int_equal(readings[0].fit, TOLL_FIT_NEAR);
    assert_true(readings[0].value == 12740 && readings[0].distance == -10 && readings[0].convention == TOLL_SERIES_BY_REPORT);
    bool by_loss = false;
    for (size_t i = 0; i < count; i++) by_loss |= readings[i].convention == TOLL_SERIES_BY_LOSS && readings[i].value == 12860;
    assert_true(by_loss && count >= 4);
    assert_true(toll_series_includes(&series, day_of(2022, 10, 30), day_of(2022, 10, 30)));
    assert_false(toll_series_includes(&series, day_of(2022, 10, 30), day_of(2022, 10, 31)));
}

static void the_seeds_record(void **state)
{
    (void)state;
    toll_series_point points[32];
    toll_series series = extract(points);
    toll_series_record record;
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2023, 3, 12), 1090, TOLL_DAY_UNKNOWN), TOLL_OK);
    assert_true(record.higher_value == 1140);
    assert_int_equal(record.higher->day, day_of(2023, 2, 11));
    assert_int_equal(record.holds_from, day_of(2023, 2, 12));
    assert_true(record.highest_value == 3160);
    const toll_series_point *before = toll_series_last_with(&series, day_of(2023, 3, 12), 1090 - 60);
    assert_non_null(before);
    assert_int_equal(before->day, day_of(2023, 2, 7)); /* the report on 6 February */
    assert_null(toll_series_last_with(&series, day_of(2023, 3, 12), 1031));
    assert_int_equal(
        toll_series_check_record(&record, &series, day_of(2023, 3, 12), 5000, TOLL_DAY_UNKNOWN), TOLL_UNCHANGED); /* days are missing */
    /* "the highest since" a day: only what lies after it counts, and its days must all be there */
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2023, 3, 12), 1090, day_of(2023, 2, 10)), TOLL_OK);
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2023, 3, 12), 1090, day_of(2023, 2, 11)), TOLL_UNCHANGED);
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2023, 3, 12), 1090, day_of(2023, 3, 10)), TOLL_END);
    assert_int_equal(record.holds_from, day_of(2023, 3, 11));
    series.count = 2;
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2022, 3, 4), 5000, TOLL_DAY_UNKNOWN), TOLL_END);
    assert_int_equal(toll_series_check_record(&record, &series, day_of(2022, 3, 2), 5000, TOLL_DAY_UNKNOWN), TOLL_UNCHANGED);
}

static void what_does_not_fit(void **state)
{
    (void)state;
    toll_series_point points[32];
    toll_series series = extract(points);
    toll_series_reading readings[TOLL_SERIES_READINGS];
    toll_series_figure figure = exactly(500, day_of(2023, 3, 11), day_of(2023, 3, 11));
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_IMPOSSIBLE);
    figure.low = 501, figure.high = INFINITY; /* "more than 500" of 1,090 */
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_OPEN);
    figure = exactly(500, day_of(2025, 1, 1), day_of(2025, 1, 1)); /* after its end */
    assert_int_equal(toll_series_check(readings, &series, &figure), 0);
    figure = exactly(500, TOLL_DAY_UNKNOWN, day_of(2023, 3, 11));
    assert_int_equal(toll_series_check(readings, &series, &figure), 0);
    figure = total_of(158000, day_of(2023, 3, 12)); /* printed on the day after that report */
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].convention, TOLL_SERIES_BY_EVE);
    figure = exactly(1000, day_of(2023, 2, 6), day_of(2023, 2, 7)); /* "more than 1,000", two dates */
    figure.low = 1001, figure.high = INFINITY;
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_ROUNDED);
    assert_true(readings[0].convention & TOLL_SERIES_LAST_24_HOURS);
}

/* Whether a figure is a month's or the war's a text may leave open; it is asked only where nothing else fits. */
static void the_other_kind(void **state)
{
    (void)state;
    toll_series_point points[32];
    toll_series series = extract(points);
    toll_series_reading readings[TOLL_SERIES_READINGS];
    toll_series_figure figure = exactly(133190, day_of(2023, 2, 6), day_of(2023, 2, 7));
    assert_true(toll_series_check(readings, &series, &figure) > 0);
    assert_int_equal(readings[0].fit, TOLL_FIT_EXACT);
    assert_int_equal(readings[0].convention, TOLL_SERIES_BY_REPORT | TOLL_SERIES_AS_TOTAL);
    figure = total_of(12730, day_of(2022, 10, 31));
    assert_true(toll_series_check(readings, &series, &figure) >= 2);
    assert_int_equal(readings[0].fit, TOLL_FIT_NEAR);
    assert_true(readings[0].value == 12740 && readings[1].value == 12860);
    assert_true(readings[0].convention & TOLL_SERIES_AS_MONTH);
    figure = total_of(500, day_of(2022, 10, 31));
    size_t count = toll_series_check(readings, &series, &figure);
    for (size_t i = 0; i < count; i++) assert_false(readings[i].convention & TOLL_SERIES_AS_MONTH);
}

static void values_are_never_made_up(void **state)
{
    (void)state;
    toll_series_point points[32];
    toll_series series = extract(points);
    assert_true(toll_series_daily(&series, day_of(2023, 3, 12)) == 1090);
    assert_true(isnan(toll_series_daily(&series, day_of(2023, 2, 9))));
    assert_true(isnan(toll_series_window(&series, day_of(2023, 2, 11), day_of(2023, 3, 12)) - 1) == false);
    assert_true(toll_series_window(&series, day_of(2023, 2, 11), day_of(2023, 3, 12)) == 159090 - 135740);
    assert_true(isnan(toll_series_window(&series, day_of(2023, 2, 9), day_of(2023, 2, 20))));
    toll_series empty = {0};
    assert_true(isnan(toll_series_daily(&empty, 0)) && isnan(toll_series_window(&empty, 0, 5)));
}

enum { walk_days = 400 };

static void walk(toll_series_point points[walk_days], toll_random *random, double unit)
{
    double total = 0, level = 500;
    for (int i = 0; i < walk_days; i++) {
        level += (double)toll_random_below(random, 121) - 60;
        if (level < 10) level = 10;
        double daily = round(level / unit) * unit;
        total += daily;
        points[i] = (toll_series_point){1000 + i, total, daily, 0, (uint64_t)i + 2};
    }
}

static void relays(void **state)
{
    (void)state;
    static toll_series_point own[walk_days], other[walk_days];
    toll_random random = toll_random_start(5);
    toll_series a = {.points = own, .count = walk_days}, b = {.points = other, .count = walk_days};
    toll_series_relay relay;
    walk(own, &random, 1);
    for (int i = 0; i < walk_days; i++) other[i] = own[i], other[i].day += 2, other[i].total = UNKNOWN;
    toll_series_check_relay(&relay, &a, &b);
    assert_true(relay.relayed && relay.lag == 2 && relay.window == 1 && relay.exact == 1);
    for (int i = 6; i < walk_days; i++) { /* the week's mean, rounded to tens */
        double sum = 0;
        for (int k = 0; k < 7; k++) sum += own[i - k].daily;
        other[i] = (toll_series_point){1000 + i, UNKNOWN, round(sum / 70) * 10, 0, 1};
    }
    b.points = other + 6, b.count = walk_days - 6;
    toll_series_check_relay(&relay, &a, &b);
    assert_true(relay.relayed && relay.lag == 0 && relay.window == 7 && relay.unit == 10 && relay.within == 1);
    walk(other, &random, 10);
    b.points = other, b.count = walk_days;
    toll_series_check_relay(&relay, &a, &b);
    assert_false(relay.relayed);
    b.count = 20; /* too few days in common */
    memcpy(other, own, sizeof own);
    toll_series_check_relay(&relay, &a, &b);
    assert_false(relay.relayed);
}

/* The figures of the issue: at most 1 % false alarms among 1,000 pairs; 10,000 figures within a second of processor. */
static void false_alarms_are_rare(void **state)
{
    (void)state;
    static toll_series_point own[walk_days], other[walk_days];
    toll_random random = toll_random_start(29);
    int alarms = 0;
    for (int i = 0; i < 1000; i++) {
        toll_series a = {.points = own, .count = 120}, b = {.points = other, .count = 120};
        toll_series_relay relay;
        walk(own, &random, i % 2 ? 10 : 1);
        walk(other, &random, i % 2 ? 10 : 1);
        toll_series_check_relay(&relay, &a, &b);
        alarms += relay.relayed;
    }
    assert_true(alarms <= 10);
}

static void many_figures_are_quick(void **state)
{
    (void)state;
    static toll_series_point points[walk_days];
    toll_random random = toll_random_start(31);
    toll_series series = {.lag = 1, .points = points, .count = walk_days};
    toll_series_reading readings[TOLL_SERIES_READINGS];
    size_t most = 0;
    walk(points, &random, 1);
    clock_t start = clock();
    for (int i = 0; i < 10000; i++) {
        toll_day to = 1000 + (toll_day)toll_random_below(&random, walk_days), from = to - (toll_day)toll_random_below(&random, 40);
        const toll_series_figure figure = {sizeof figure, 7300, 7300, 7300, i % 2 == 0, from, to, to + 1};
        size_t count = toll_series_check(readings, &series, &figure);
        if (count > most) most = count;
    }
    assert_true((double)(clock() - start) / CLOCKS_PER_SEC <= 1);
    assert_true(most > 12 && most < TOLL_SERIES_READINGS);
}

static void calendars_and_time_zones(void **state)
{
    (void)state;
    toll_series_point points[90];
    toll_day first = day_of(2031, 1, 1);
    for (int i = 0; i < 90; i++) points[i] = (toll_series_point){first + i, 1000 + i * i, UNKNOWN, 0, 1};
    toll_series series = {.points = points, .count = 90};
    toll_series_reading out[TOLL_SERIES_READINGS];
    double february = points[58].total - points[30].total; /* a rolling month that is the calendar's */
    toll_series_figure figure = exactly(february, day_of(2031, 2, 11), day_of(2031, 3, 10));
    assert_true(toll_series_check(out, &series, &figure) > 5 && out[0].fit == TOLL_FIT_EXACT);
    assert_int_equal(out[0].convention, TOLL_SERIES_BY_REPORT | TOLL_SERIES_CALENDAR);
    double week = points[18].total - points[11].total; /* Monday 13 January to Sunday 19 */
    figure = exactly(week, day_of(2031, 1, 15), day_of(2031, 1, 21));
    assert_true(toll_series_check(out, &series, &figure) > 5 && out[0].fit == TOLL_FIT_EXACT);
    assert_int_equal(out[0].convention, TOLL_SERIES_BY_REPORT | TOLL_SERIES_CALENDAR);
    figure = exactly(points[40].total - points[39].total, first + 39, first + 39);
    assert_true(toll_series_check(out, &series, &figure) > 2 && out[0].convention == TOLL_SERIES_BY_MORROW);
    figure = exactly(points[18].total - points[11].total, first + 11, first + 19); /* both ends left out */
    assert_true(toll_series_check(out, &series, &figure) > 2 && out[0].fit == TOLL_FIT_EXACT);
    assert_int_equal(out[0].convention, TOLL_SERIES_BY_REPORT | TOLL_SERIES_FIRST_LEFT_OUT | TOLL_SERIES_LAST_LEFT_OUT);
}

static void mirrors(void **state)
{
    (void)state;
    toll_series_point points[32], others[32];
    toll_series series = extract(points), other = extract(others);
    toll_series_difference difference;
    size_t at = 0;
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_END);
    others[3].total = 59601;
    others[5].daily = UNKNOWN;
    other.count--;
    at = 0;
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_OK);
    assert_true(difference.total && difference.value == 59610 && difference.other == 59601 && difference.line == 5);
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_OK);
    assert_true(!difference.total && difference.value == 950 && isnan(difference.other));
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_OK);
    assert_int_equal(difference.other_line, 0);
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_OK);
    assert_int_equal(toll_series_next_difference(&difference, &series, &other, &at), TOLL_END);
}

static void sums_and_record_days(void **state)
{
    (void)state;
    toll_series_point points[] = {{100, 1000, UNKNOWN, 0, 2}, {101, 1040, 40, 0, 3}, {102, 1100, 50, 0, 4}, {104, 1190, 60, 0, 5},
        {105, 1180, 0, 0, 6}, {106, 1300, 120, 0, 7}};
    toll_series series = {.lag = 1, .file = "t.csv", .points = points, .count = 6};
    const toll_series_sum_state wanted[] = {
        TOLL_SERIES_SUM_HOLDS, TOLL_SERIES_SUM_OFF, TOLL_SERIES_SUM_OPEN, TOLL_SERIES_SUM_FALLS, TOLL_SERIES_SUM_HOLDS};
    toll_series_walk walk = {0};
    toll_series_sum sum;
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(toll_series_next_sum(&sum, &series, &walk), TOLL_OK);
        assert_int_equal(sum.state, wanted[i]);
        if (i == 1) assert_true(sum.computed == 60 && sum.off == 10);
        if (i == 2) assert_true(sum.days == 2 && sum.unstated == 1 && isnan(sum.stated));
    }
    assert_int_equal(toll_series_next_sum(&sum, &series, &walk), TOLL_END);
    walk = (toll_series_walk){0};
    toll_series_record_day record;
    const struct {
        toll_day day;
        double value, before;
        size_t missing;
    } records[] = {{102, 50, 40, 0}, {104, 60, 50, 1}, {106, 120, 60, 0}};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(toll_series_next_record(&record, &series, &walk), TOLL_OK);
        assert_true(record.point->day == records[i].day && record.value == records[i].value && record.before_value == records[i].before);
        assert_int_equal(record.missing, records[i].missing);
    }
    assert_int_equal(toll_series_next_record(&record, &series, &walk), TOLL_END);
    /* Claims: a total that ends with the day before, and one that its last digits may hide. */
    toll_series_point told[] = {{200, 5000, 40, 0, 0}, {201, 5040, 70, 0, 0}, {202, 5100, 80, 0, 0}};
    series = (toll_series){.points = told, .count = 3};
    walk = (toll_series_walk){0};
    assert_int_equal(toll_series_next_sum(&sum, &series, &walk), TOLL_OK);
    assert_true(sum.state == TOLL_SERIES_SUM_HOLDS && sum.late);
    assert_int_equal(toll_series_next_sum(&sum, &series, &walk), TOLL_OK);
    assert_int_equal(sum.state, TOLL_SERIES_SUM_HOLDS);
}

static void months_by_either_day(void **state)
{
    (void)state;
    toll_series_point points[60];
    toll_series_month month;
    toll_series_walk walk = {0};
    toll_day first = day_of(2031, 1, 15);
    for (int i = 0; i < 60; i++) points[i] = (toll_series_point){first + i, 100 + i * (i + 1) / 2, i, 0, 1};
    toll_series series = {.lag = 1, .points = points, .count = 60};
    assert_int_equal(toll_series_next_month(&month, &series, &walk), TOLL_OK);
    assert_true(month.month == 1 && isnan(month.by_report) && month.known == 17 && month.days == 31);
    assert_int_equal(toll_series_next_month(&month, &series, &walk), TOLL_OK);
    assert_true(month.month == 2 && month.by_report == 854 && month.by_loss == 882 && month.known == 28);
    assert_int_equal(toll_series_next_month(&month, &series, &walk), TOLL_OK);
    assert_true(month.month == 3 && isnan(month.by_report));
    assert_int_equal(toll_series_next_month(&month, &series, &walk), TOLL_END);
}

static void conventions_have_words(void **state)
{
    (void)state;
    char words[160];
    assert_true(toll_series_convention_words(words, sizeof words, TOLL_SERIES_BY_LOSS | TOLL_SERIES_FIRST_LEFT_OUT) > 0);
    assert_string_equal(words, "by the day of the loss, the first day left out");
    assert_int_equal(toll_series_convention_words(words, 10, TOLL_SERIES_BY_LOSS), 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_seeds_figures), cmocka_unit_test(the_seeds_record),
        cmocka_unit_test(what_does_not_fit), cmocka_unit_test(the_other_kind), cmocka_unit_test(values_are_never_made_up),
        cmocka_unit_test(relays), cmocka_unit_test(false_alarms_are_rare), cmocka_unit_test(many_figures_are_quick),
        cmocka_unit_test(calendars_and_time_zones), cmocka_unit_test(mirrors), cmocka_unit_test(sums_and_record_days),
        cmocka_unit_test(months_by_either_day), cmocka_unit_test(conventions_have_words)};
    return TOLL_RUN(tests);
}
