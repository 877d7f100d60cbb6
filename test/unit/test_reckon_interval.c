/* Bounds of figures: what words allow, what meets, what rounds. */
#include "../test.h"

#include <math.h>

#include "reckon/algebra.h"

static void words_give_bounds(void **state)
{
    (void)state;
    toll_interval exact = toll_interval_of(TOLL_QUALIFIER_EXACT, 89, 89, 89, TOLL_POLICY_STRICT);
    assert_true(exact.low == 89 && exact.high == 89);
    toll_interval least = toll_interval_of(TOLL_QUALIFIER_AT_LEAST, 63, 63, NAN, TOLL_POLICY_STRICT);
    assert_true(least.low == 63 && isinf(least.high));
    toll_interval about = toll_interval_of(TOLL_QUALIFIER_ABOUT, 75, NAN, NAN, TOLL_POLICY_STRICT);
    assert_true(isinf(about.low) && isinf(about.high));
    toll_interval bare = toll_interval_of(TOLL_QUALIFIER_EXACT, 12, NAN, NAN, TOLL_POLICY_STRICT);
    assert_true(bare.low == 12 && bare.high == 12);
}

static void vague_words_follow_the_policy(void **state)
{
    (void)state;
    assert_true(toll_interval_of(TOLL_QUALIFIER_VAGUE, NAN, 200, 999, TOLL_POLICY_STRICT).low == 200);
    assert_true(toll_interval_of(TOLL_QUALIFIER_VAGUE, NAN, 200, 999, TOLL_POLICY_ACLED).low == 100);
    assert_true(toll_interval_of(TOLL_QUALIFIER_VAGUE, NAN, 24, 99, TOLL_POLICY_ACLED).low == 12);
    assert_true(toll_interval_of(TOLL_QUALIFIER_VAGUE, NAN, 20, 99, TOLL_POLICY_ACLED).low == 10);
    assert_true(toll_interval_of(TOLL_QUALIFIER_AT_LEAST, 200, 200, NAN, TOLL_POLICY_ACLED).low == 200); /* only vague words */
}

static void bounds_that_share_a_value_meet(void **state)
{
    (void)state;
    toll_interval a = {56, INFINITY}, b = {85, INFINITY}, c = {92, 92}, common;
    assert_true(toll_interval_meet(&common, a, b) && common.low == 85);
    assert_true(toll_interval_meet(NULL, b, c));
    assert_false(toll_interval_meet(NULL, (toll_interval){89, 89}, (toll_interval){400, 400}));
}

static void ratios_have_bounds(void **state)
{
    (void)state;
    double least, greatest;
    toll_interval_ratio(&least, &greatest, (toll_interval){89, 89}, (toll_interval){400, 400});
    assert_true(fabs(least - 4.494) < 0.001 && fabs(greatest - 4.494) < 0.001);
    toll_interval_ratio(&least, &greatest, (toll_interval){100, INFINITY}, (toll_interval){50, INFINITY});
    assert_true(least == 0 && isinf(greatest));
}

static void usage_closes_open_ends(void **state)
{
    (void)state;
    assert_true(toll_interval_usual((toll_interval){501, INFINITY}).high == 1002);
    assert_true(toll_interval_usual((toll_interval){-INFINITY, 10}).low == 5);
    assert_true(toll_interval_usual((toll_interval){12, 12}).high == 12);
}

static void numbers_round(void **state)
{
    (void)state;
    static const struct {
        double value, rounded;
        bool rounds;
    } rows[] = {{1090, 1000, true}, {12730, 13000, true}, {12730, 12000, true}, {71200, 71000, true}, {89, 90, true},
        {159090, 159000, true}, {63, 89, false}, {89, 400, false}, {1000, 1090, false}, {220, 220, false}, {12730, 12800, true},
        {12730, 12900, false}, {0, 0, false}, {1090, 2000, false}, {5.5, 7, false}, {4449, 4000, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (toll_number_rounds(rows[i].value, rows[i].rounded) != rows[i].rounds) fail_msg("%g -> %g", rows[i].value, rows[i].rounded);
    assert_int_equal(toll_number_digits(12730), 4);
    assert_int_equal(toll_number_digits(500), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_give_bounds), cmocka_unit_test(vague_words_follow_the_policy),
        cmocka_unit_test(bounds_that_share_a_value_meet), cmocka_unit_test(ratios_have_bounds), cmocka_unit_test(usage_closes_open_ends),
        cmocka_unit_test(numbers_round)};
    return TOLL_RUN(tests);
}
