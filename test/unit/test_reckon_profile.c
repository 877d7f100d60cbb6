/* Counts of each claimant: statements by whose losses they are on, lags and their middle, revisions, sums. */
#include "test.h"

#include "reckon/profile.h"

static toll_reckoned_claim claim_of(const char *claimant, int stake, toll_day to, toll_day stated)
{
    return (toll_reckoned_claim){.claimant = claimant, .claimant_side = "UKR", .stake = (uint8_t)stake, .to = to, .stated = stated};
}

static void statements(void **state)
{
    (void)state;
    toll_profiles profiles;
    int median;
    toll_profiles_start(&profiles);
    const toll_reckoned_claim claims[] = {claim_of("a", TOLL_STAKE_ENEMY_LOSS, 100, 101), claim_of("a", TOLL_STAKE_ENEMY_LOSS, 100, 103),
        claim_of("a", TOLL_STAKE_OWN_LOSS, 100, 400), claim_of("b", TOLL_STAKE_THIRD_PARTY, TOLL_DAY_UNKNOWN, 101),
        claim_of("a", TOLL_STAKE_UNKNOWN, 100, 90), claim_of(NULL, TOLL_STAKE_OWN_LOSS, 100, 101)};
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) toll_profiles_add_statement(&profiles, &claims[i], TOLL_DAY_UNKNOWN);
    toll_profiles_sort(&profiles);
    assert_int_equal(profiles.count, 2);
    const toll_profile *a = &profiles.items[0];
    assert_string_equal(a->claimant, "a");
    assert_true(a->statements == 4 && a->own == 1 && a->enemy == 2 && a->third == 0);
    assert_true(toll_profile_lag(&median, a) == 3 && median == 3);
    assert_true(a->lags[TOLL_PROFILE_DAYS - 1] == 1);
    assert_true(toll_profile_lag(&median, &profiles.items[1]) == 0 && median == -1);
    assert_false(profiles.failed);
    toll_profiles_free(&profiles);
}

static void printed_counts_where_nobody_says_when(void **state)
{
    (void)state;
    toll_profiles profiles;
    int median;
    const toll_reckoned_claim claim = claim_of("a", TOLL_STAKE_OWN_LOSS, 100, TOLL_DAY_UNKNOWN);
    toll_profiles_start(&profiles);
    toll_profiles_add_statement(&profiles, &claim, 107);
    assert_true(toll_profile_lag(&median, &profiles.items[0]) == 1 && median == 7);
    toll_profiles_free(&profiles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(statements), cmocka_unit_test(printed_counts_where_nobody_says_when)};
    return TOLL_RUN(tests);
}
