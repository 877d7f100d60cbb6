/* Periods: how they stand to each other, and the conventions of a day. */
#include "../test.h"

#include "reckon/algebra.h"

static void periods_stand_to_each_other(void **state)
{
    (void)state;
    const toll_day u = TOLL_DAY_UNKNOWN;
    static const struct {
        toll_days a, b;
        toll_relation relation;
    } known[] = {{{10, 10}, {10, 10}, TOLL_RELATION_SAME}, {{10, 10}, {9, 11}, TOLL_RELATION_WITHIN},
        {{1, 31}, {5, 5}, TOLL_RELATION_CONTAINS}, {{1, 5}, {4, 9}, TOLL_RELATION_OVERLAP}, {{1, 3}, {4, 9}, TOLL_RELATION_APART}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(toll_days_relation(known[i].a, known[i].b), known[i].relation);
    assert_int_equal(toll_days_relation((toll_days){u, 5}, (toll_days){6, 6}), TOLL_RELATION_APART);
    assert_int_equal(toll_days_relation((toll_days){u, 7}, (toll_days){6, 6}), TOLL_RELATION_OPEN);
    assert_int_equal(toll_days_relation((toll_days){u, u}, (toll_days){6, 6}), TOLL_RELATION_OPEN);
    assert_int_equal(toll_days_relation((toll_days){6, u}, (toll_days){2, 5}), TOLL_RELATION_APART);
}

static void lengths_count_both_ends(void **state)
{
    (void)state;
    assert_int_equal(toll_days_length((toll_days){10, 10}), 1);
    assert_int_equal(toll_days_length((toll_days){1, 31}), 31);
    assert_int_equal(toll_days_length((toll_days){TOLL_DAY_UNKNOWN, 31}), 0);
    assert_int_equal(toll_days_length((toll_days){9, 3}), 0);
}

static void a_day_has_conventions(void **state)
{
    (void)state;
    assert_int_equal(toll_days_convention((toll_days){11, 11}, (toll_days){11, 11}), TOLL_CONVENTION_SAME);
    assert_int_equal(toll_days_convention((toll_days){11, 12}, (toll_days){11, 11}), TOLL_CONVENTION_CALENDAR);
    assert_int_equal(toll_days_convention((toll_days){11, 12}, (toll_days){12, 12}), TOLL_CONVENTION_CALENDAR);
    assert_int_equal(toll_days_convention((toll_days){12, 12}, (toll_days){11, 11}), TOLL_CONVENTION_REPORT);
    assert_int_equal(toll_days_convention((toll_days){11, 12}, (toll_days){12, 13}), TOLL_CONVENTION_NONE); /* two nights */
    assert_int_equal(toll_days_convention((toll_days){1, 31}, (toll_days){5, 5}), TOLL_CONVENTION_NONE);
    assert_int_equal(toll_days_convention((toll_days){9, 9}, (toll_days){11, 11}), TOLL_CONVENTION_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_stand_to_each_other), cmocka_unit_test(lengths_count_both_ends), cmocka_unit_test(a_day_has_conventions)};
    return TOLL_RUN(tests);
}
