/* A table of regions: rows, strays with suggestions, the reference, funnel flags, and a claim laid over it. */
#include "test.h"

#include <math.h>

#include <tollbook/disparity.h>

#include "base/base.h"

static toll_disparity_count count_of(const char *name, double value)
{
    return (toll_disparity_count){toll_text_of(name), value};
}

static toll_status lay(toll_disparity *out, const toll_disparity_count *deaths, size_t d, const toll_disparity_count *people, size_t p,
    const char *reference, toll_error *error)
{
    const toll_disparity_input input = {sizeof input, deaths, people, d, p, reference, 95};
    return toll_disparity_open(out, &input, error);
}

static void rows_and_strays(void **state)
{
    (void)state;
    toll_disparity t;
    toll_error error = {0};
    const toll_disparity_count deaths[] = {count_of("Upper Vale", 100), count_of("upper-vale", 40), count_of("Capital", 300),
        count_of("Lower Valle", 7), count_of("Atlantis", 1)};
    const toll_disparity_count people[] = {count_of("Upper Vale", 100000), count_of("Capital", 6000000), count_of("Lower Vale", 50000)};
    assert_int_equal(lay(&t, deaths, 5, people, 3, "CAPITAL", &error), TOLL_OK);
    assert_int_equal(t.row_count, 3);
    assert_true(toll_text_is(t.rows[0].name, "Upper Vale"));
    assert_true(t.rows[0].deaths == 140 && fabs(t.rows[0].rate - 140) < 1e-9 && fabs(t.rows[0].ratio - 28) < 1e-9);
    assert_true(t.rows[0].ratio_limits.low > 22.5 && t.rows[0].ratio_limits.high < 34.6);
    assert_int_equal(t.rows[0].funnel, TOLL_FUNNEL_ABOVE_998);
    assert_int_equal(t.rows[t.reference].funnel, TOLL_FUNNEL_BELOW_998);
    assert_true(isnan(t.rows[t.reference].ratio));
    assert_true(fabs(t.rows[0].share - 140.0 / 448) < 1e-12);
    assert_true(t.rows[2].deaths == 0 && t.rows[2].few); /* nobody, but the region is there */
    assert_int_equal(t.stray_count, 2);
    assert_true(toll_text_is(t.strays[0].suggestions[0], "Lower Vale"));
    assert_null(t.strays[1].suggestions[0].data);
    assert_true(t.stray_deaths == 8);
    assert_int_equal(toll_disparity_find(&t, toll_text_of("upper  VALE")), 0);
    assert_true(toll_disparity_find(&t, toll_text_of("nowhere")) == SIZE_MAX);
    toll_disparity_close(&t);
}

static void refused(void **state)
{
    (void)state;
    toll_disparity t;
    toll_error error = {0};
    const toll_disparity_count people[] = {count_of("Capital", 6000000)}, none[] = {count_of("Capital", 0)},
                               half[] = {count_of("Capital", 1.5)};
    assert_int_equal(lay(&t, people, 1, people, 1, "Capitol", &error), TOLL_E_USAGE);
    assert_non_null(strstr(error.message, "is it \"Capital\"?"));
    toll_disparity_close(&t);
    assert_int_equal(lay(&t, people, 1, none, 1, "Capital", &error), TOLL_E_INPUT);
    toll_disparity_close(&t);
    assert_int_equal(lay(&t, half, 1, people, 1, "Capital", &error), TOLL_E_INPUT);
    toll_disparity_close(&t);
    assert_int_equal(lay(&t, people, 1, people, 0, "Capital", &error), TOLL_E_INPUT);
    toll_disparity_close(&t);
}

static void no_deaths_in_the_reference(void **state)
{
    (void)state;
    toll_disparity t;
    const toll_disparity_count people[] = {count_of("A", 1000), count_of("B", 1000), count_of("C", 1000)}, deaths[] = {count_of("A", 4)};
    assert_int_equal(lay(&t, deaths, 1, people, 3, "B", NULL), TOLL_OK);
    assert_true(isinf(t.rows[0].ratio) && isinf(t.rows[0].ratio_limits.high) && t.rows[0].ratio_limits.low > 0);
    size_t c = toll_disparity_find(&t, toll_text_of("C"));
    assert_true(isnan(t.rows[c].ratio) && isnan(t.rows[c].ratio_limits.low));
    toll_disparity_close(&t);
}

static void overlays(void **state)
{
    (void)state;
    const toll_limits thirty = {30, INFINITY}, range = {30, 40};
    assert_int_equal(toll_overlay_of((toll_limits){22.9, 34.2}, thirty, 1), TOLL_OVERLAY_CONSISTENT);
    assert_int_equal(toll_overlay_of((toll_limits){2, 12}, thirty, 1), TOLL_OVERLAY_NOT);
    assert_int_equal(toll_overlay_of((toll_limits){41, 60}, range, 1), TOLL_OVERLAY_NOT);
    assert_int_equal(toll_overlay_of((toll_limits){0.5, 50}, range, 1), TOLL_OVERLAY_OPEN);
    assert_int_equal(toll_overlay_of((toll_limits){(double)NAN, (double)NAN}, range, 1), TOLL_OVERLAY_OPEN);
    assert_string_equal(toll_overlay_name(TOLL_OVERLAY_OPEN), "cannot be told");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_and_strays), cmocka_unit_test(refused),
        cmocka_unit_test(no_deaths_in_the_reference), cmocka_unit_test(overlays)};
    return TOLL_RUN(tests);
}
