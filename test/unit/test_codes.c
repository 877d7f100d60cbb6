/* The claim schema's words: every code has its word and every word leads back, except where the schema says null. */
#include "test.h"

#include <tollbook/claim.h>

#include "base/base.h"

#define ROUND_TRIP(kind, type, count)                                                                                                      \
    do {                                                                                                                                   \
        for (int code = 0; code < (int)(count); code++) {                                                                                  \
            const char *name = toll_##kind##_name((type)code);                                                                             \
            assert_non_null(name);                                                                                                         \
            assert_int_equal(toll_##kind##_from_name(toll_text_of(name)), code);                                                           \
        }                                                                                                                                  \
        assert_null(toll_##kind##_name((type)((count) + 1)));                                                                              \
        assert_null(toll_##kind##_name((type)-1));                                                                                         \
        assert_int_equal(toll_##kind##_from_name(toll_text_of("")), -1);                                                                   \
        assert_int_equal(toll_##kind##_from_name(toll_text_of("nonsense")), -1);                                                           \
        assert_int_equal(toll_##kind##_from_name((toll_text){NULL, 0}), -1);                                                               \
    } while (0)

static void every_word_leads_back(void **state)
{
    (void)state;
    ROUND_TRIP(zone, toll_zone, TOLL_ZONE_COUNT);
    ROUND_TRIP(qualifier, toll_qualifier, TOLL_QUALIFIER_COUNT);
    ROUND_TRIP(unit, toll_unit, TOLL_UNIT_COUNT);
    ROUND_TRIP(outcome, toll_outcome, TOLL_OUTCOME_COUNT);
    ROUND_TRIP(class, toll_class, TOLL_CLASS_COUNT);
    ROUND_TRIP(role, toll_role, TOLL_ROLE_COUNT);
    ROUND_TRIP(period_kind, toll_period_kind, TOLL_PERIOD_COUNT);
    ROUND_TRIP(basis, toll_basis, TOLL_BASIS_COUNT);
    ROUND_TRIP(modality, toll_modality, TOLL_MODALITY_COUNT);
}

static void null_where_the_schema_says_null(void **state)
{
    (void)state;
    assert_null(toll_verified_name(TOLL_VERIFIED_UNSAID));
    assert_string_equal(toll_verified_name(TOLL_VERIFIED_VERIFIED), "verified");
    assert_int_equal(toll_verified_from_name(toll_text_of("unverified")), TOLL_VERIFIED_UNVERIFIED);
    assert_null(toll_stake_name(TOLL_STAKE_UNKNOWN));
    assert_string_equal(toll_stake_name(TOLL_STAKE_OWN_LOSS), "own_loss");
    assert_int_equal(toll_stake_from_name(toll_text_of("third_party")), TOLL_STAKE_THIRD_PARTY);
    assert_int_equal(toll_stake_from_name((toll_text){NULL, 0}), -1);
}

static void words_that_the_contract_names(void **state)
{
    (void)state;
    assert_string_equal(toll_unit_name(TOLL_UNIT_NUMBER), "number");
    assert_string_equal(toll_unit_name(TOLL_UNIT_PEOPLE_DIFFERENCE), "people_difference");
    assert_string_equal(toll_outcome_name(TOLL_OUTCOME_KILLED_OR_WOUNDED), "killed_or_wounded");
    assert_string_equal(toll_outcome_name(TOLL_OUTCOME_INTERCEPTED), "intercepted");
    assert_string_equal(toll_qualifier_name(TOLL_QUALIFIER_VAGUE), "vague");
    assert_string_equal(toll_basis_name(TOLL_BASIS_UNKNOWN), "unknown");
    assert_string_equal(toll_class_name(TOLL_CLASS_STRUCTURE), "structure");
    assert_int_equal(toll_outcome_from_name((toll_text){"killed_or_wounded", 6}), TOLL_OUTCOME_KILLED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_leads_back),
        cmocka_unit_test(null_where_the_schema_says_null),
        cmocka_unit_test(words_that_the_contract_names),
    };
    return TOLL_RUN(tests);
}
