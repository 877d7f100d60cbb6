/* Dates as feeds, mail and tables write them. */
#include "test.h"

#include "source/inside.h"

static void these_are_dates(void **state)
{
    (void)state;
    static const char *const same[] = {"2023-01-04", "2023-01-04T10:00:00Z", "2023-01-04 10:00", " 2023-01-04\n", "20230104",
        "20230104T101112Z", "Wed, 04 Jan 2023 10:00:00 GMT", "4 Jan 2023", "Wed, 4 January 2023", "January 4, 2023", "Jan. 4, 2023",
        "04-Jan-2023", "04 Jan 23 10:00 +0300"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        toll_day day;
        if (!toll_source_day(&day, toll_text_of(same[i]))) fail_msg("no date: %s", same[i]);
        assert_int_equal(day, toll_day_from_civil(2023, 1, 4));
    }
    toll_day day;
    assert_true(toll_source_day(&day, toll_text_of("1 Sept 1999")));
    assert_int_equal(day, toll_day_from_civil(1999, 9, 1));
}

static void these_are_none(void **state)
{
    (void)state;
    static const char *const none[] = {
        "", "yesterday", "01/02/2023", "2023-02-30", "30 Feb 2023", "20231301", "May 2023", "2023", "4 2023", "1672826400"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        toll_day day;
        if (toll_source_day(&day, toll_text_of(none[i]))) fail_msg("a date: %s", none[i]);
        assert_int_equal(day, TOLL_DAY_UNKNOWN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(these_are_dates),
        cmocka_unit_test(these_are_none),
    };
    return TOLL_RUN(tests);
}
