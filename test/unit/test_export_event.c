/* What a figure gives where there are only columns of numbers, and which claims have no row there. */
#include "test.h"

#include "export/event.h"
#include "view_claims.h"

static toll_quantity quantity(toll_qualifier qualifier, double point, double low, double high)
{
    return (toll_quantity){{0, 2}, point, low, high, qualifier, TOLL_UNIT_PEOPLE};
}

static void is(export_figure figure, double best, double low, double high)
{
    const double got[] = {figure.best, figure.low, figure.high}, wanted[] = {best, low, high};
    for (int i = 0; i < 3; i++) assert_true(isnan(wanted[i]) ? isnan(got[i]) : got[i] == wanted[i]);
}

static void only_one_exact_number_is_a_best(void **state)
{
    (void)state;
    is(export_figure_of(&(toll_quantity){{0, 2}, 89, 89, 89, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE}, TOLL_EXPORT_NO_NUMBER), 89, 89, 89);
    const toll_quantity least = quantity(TOLL_QUALIFIER_AT_LEAST, 63, 63, NAN), most = quantity(TOLL_QUALIFIER_UP_TO, 400, NAN, 400);
    const toll_quantity about = quantity(TOLL_QUALIFIER_ABOUT, 75, NAN, NAN), range = quantity(TOLL_QUALIFIER_RANGE, NAN, 30, 40);
    is(export_figure_of(&least, TOLL_EXPORT_NO_NUMBER), NAN, 63, NAN);
    is(export_figure_of(&most, TOLL_EXPORT_NO_NUMBER), NAN, NAN, 400);
    is(export_figure_of(&about, TOLL_EXPORT_ACLED_RULE), NAN, NAN, NAN);
    is(export_figure_of(&range, TOLL_EXPORT_NO_NUMBER), NAN, 30, 40);
}

static void a_vague_word_follows_the_policy_that_is_named(void **state)
{
    (void)state;
    const toll_quantity hundreds = quantity(TOLL_QUALIFIER_VAGUE, NAN, 200, 999);
    is(export_figure_of(&hundreds, TOLL_EXPORT_NO_NUMBER), NAN, NAN, NAN);
    is(export_figure_of(&hundreds, TOLL_EXPORT_STRICT), NAN, 200, 999);
    is(export_figure_of(&hundreds, TOLL_EXPORT_ACLED_RULE), NAN, 100, 999);
}

static void what_is_no_death_in_an_event_has_a_reason(void **state)
{
    (void)state;
    char reason[160];
    toll_claim fits = full_claim();
    fits.quantity.unit = TOLL_UNIT_PEOPLE;
    assert_false(export_is_left_out(reason, &fits));
    toll_claim c = fits;
    c.outcome = TOLL_OUTCOME_KILLED_OR_WOUNDED;
    assert_true(export_is_left_out(reason, &c));
    assert_non_null(strstr(reason, "killed_or_wounded"));
    c = fits, c.quantity.unit = TOLL_UNIT_PEOPLE_PER_DAY;
    assert_true(export_is_left_out(reason, &c));
    c = fits, c.modality = TOLL_MODALITY_DENIED;
    assert_true(export_is_left_out(reason, &c));
    c = fits, c.period.kind = TOLL_PERIOD_CUMULATIVE;
    assert_true(export_is_left_out(reason, &c));
    c = fits, c.quantity = quantity(TOLL_QUALIFIER_EXACT, 0, 0, 0);
    assert_true(export_is_left_out(reason, &c));
    assert_non_null(strstr(reason, "no death"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_one_exact_number_is_a_best),
        cmocka_unit_test(a_vague_word_follows_the_policy_that_is_named),
        cmocka_unit_test(what_is_no_death_in_an_event_has_a_reason),
    };
    return TOLL_RUN(tests);
}
