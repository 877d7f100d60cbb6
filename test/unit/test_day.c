/* Days: known dates, names of months, days that do not exist, ISO 8601 text good and bad, the ends of the range. */
#include "test.h"

#include "base/base.h"

static void known_days(void **state)
{
    (void)state;
    assert_int_equal(toll_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(toll_day_from_civil(1969, 12, 31), -1);
    assert_int_equal(toll_day_from_civil(2000, 3, 1), 11017);
    assert_int_equal(toll_day_from_civil(2022, 2, 24), 19047);
    assert_int_equal(toll_day_weekday(toll_day_from_civil(1970, 1, 1)), 3);   /* Thursday */
    assert_int_equal(toll_day_weekday(toll_day_from_civil(2022, 2, 24)), 3);  /* Thursday */
    assert_int_equal(toll_day_weekday(toll_day_from_civil(2023, 1, 1)), 6);   /* Sunday */
    assert_int_equal(toll_day_weekday(toll_day_from_civil(1969, 12, 29)), 0); /* Monday */
}

static void days_that_do_not_exist(void **state)
{
    (void)state;
    static const int bad[][3] = {{2023, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2023, 4, 31}, {2023, 0, 1}, {2023, 13, 1}, {2023, 1, 0},
        {2023, 1, 32}, {2023, -1, 5}, {2023, 5, -1}, {INT32_MAX, 1, 1}, {INT32_MIN, 12, 31}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(toll_day_from_civil(bad[i][0], bad[i][1], bad[i][2]), TOLL_DAY_UNKNOWN);
    assert_true(toll_day_from_civil(2000, 2, 29) != TOLL_DAY_UNKNOWN);
    assert_true(toll_day_from_civil(2024, 2, 29) != TOLL_DAY_UNKNOWN);
    assert_int_equal(toll_day_month_length(2024, 2), 29);
    assert_int_equal(toll_day_month_length(2023, 0), 0);
    assert_int_equal(toll_day_month_length(2023, 13), 0);
}

static void unknown_stays_unknown(void **state)
{
    (void)state;
    int year = 1, month = 1, day = 1;
    char text[16];
    toll_day_to_civil(TOLL_DAY_UNKNOWN, &year, &month, &day);
    assert_int_equal(year | month | day, 0);
    assert_int_equal(toll_day_weekday(TOLL_DAY_UNKNOWN), -1);
    assert_int_equal(toll_day_format(text, TOLL_DAY_UNKNOWN), 0);
    assert_string_equal(text, "");
}

static void the_ends_of_the_range(void **state)
{
    (void)state;
    static const toll_day ends[] = {INT32_MAX, INT32_MIN + 1};
    for (size_t i = 0; i < 2; i++) {
        int year, month, day;
        char text[16];
        toll_day_to_civil(ends[i], &year, &month, &day);
        assert_int_equal(toll_day_from_civil(year, month, day), ends[i]);
        assert_true(toll_day_format(text, ends[i]) > 10);
        assert_in_range(toll_day_weekday(ends[i]), 0, 6);
    }
}

static void good_texts_are_read(void **state)
{
    (void)state;
    static const char *const good[] = {"2023-02-13", "2023-02-13T08:15", "2023-02-13T08:15:59Z", "2023-02-13T08:15:59.123+02:00",
        "2023-02-13T08:15-0300", "2023-02-13T24:00", "2023-02-13T23:59:60Z", "2023-02-13T08:15+02"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        toll_day day = 0;
        if (!toll_day_parse(&day, toll_text_of(good[i]))) fail_msg("not read: %s", good[i]);
        assert_int_equal(day, 19401);
    }
}

static void bad_texts_are_refused_and_leave_the_result(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "2023", "2023-02", "2023-2-13", "2023-02-1", "23-02-13", "2023/02/13", "20230213", "2023-02-30",
        "2023-13-01", "2023-00-10", "2023-01-00", "2023-02-13 ", "2023-02-13x", "2023-02-13T", "2023-02-13T8:15", "2023-02-13T25:00",
        "2023-02-13T08:60", "2023-02-13T08:15:61", "2023-02-13T08:15:", "2023-02-13T08:15:59.", "2023-02-13T08:15+", "2023-02-13T08:15ZZ",
        " 2023-02-13", "-023-02-13", "+2023-02-13", "2023-02-13T08:15+02:", "２０２３-02-13"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        toll_day day = 7;
        if (toll_day_parse(&day, toll_text_of(bad[i]))) fail_msg("read: \"%s\"", bad[i]);
        assert_int_equal(day, 7);
    }
    toll_day day = 7;
    assert_false(toll_day_parse(&day, (toll_text){NULL, 0}));
    assert_false(toll_day_parse(&day, (toll_text){"2023-02-13\0", 11}));
}

static void texts_are_written(void **state)
{
    (void)state;
    char text[16];
    assert_int_equal(toll_day_format(text, 19401), 10);
    assert_string_equal(text, "2023-02-13");
    toll_day_format(text, toll_day_from_civil(33, 4, 3));
    assert_string_equal(text, "0033-04-03");
    toll_day_format(text, toll_day_from_civil(12345, 6, 7));
    assert_string_equal(text, "+12345-06-07");
    toll_day_format(text, toll_day_from_civil(-5, 6, 7));
    assert_string_equal(text, "-0005-06-07");
}

static void months_have_names(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++) {
        toll_text name = toll_text_of(toll_day_month_name(month));
        assert_int_equal(toll_day_month_of(name), month);
        assert_int_equal(toll_day_month_of(toll_text_head(name, 3)), month);
    }
    assert_string_equal(toll_day_month_name(0), "");
    assert_string_equal(toll_day_month_name(13), "");
    assert_int_equal(toll_day_month_of(toll_text_of("OCTOBER")), 10);
    assert_int_equal(toll_day_month_of(toll_text_of("sept")), 9);
    static const char *const none[] = {"", "ma", "marc", "Octo", "Januarys", "day"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_int_equal(toll_day_month_of(toll_text_of(none[i])), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(months_have_names),
        cmocka_unit_test(days_that_do_not_exist),
        cmocka_unit_test(unknown_stays_unknown),
        cmocka_unit_test(the_ends_of_the_range),
        cmocka_unit_test(good_texts_are_read),
        cmocka_unit_test(bad_texts_are_refused_and_leave_the_result),
        cmocka_unit_test(texts_are_written),
    };
    return TOLL_RUN(tests);
}
