/* What is laid over a table of rates: bounds as words, claims with their bounds, and the verdict in words. */
#include "test.h"

#include <math.h>

#include "disparity/said.h"

static void bounds_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        bool good, share;
        double low, high;
    } cases[] = {{"30..40", true, false, 30, 40}, {"30..", true, false, 30, INFINITY}, {"..40", true, false, 0, 40},
        {"2.5", true, false, 2.5, 2.5}, {"75%", true, true, 0.75, 0.75}, {"20..30%", true, true, 0.2, 0.3}, {"", false, false, 0, 0},
        {"..", false, false, 0, 0}, {"40..30", false, false, 0, 0}, {"x", false, false, 0, 0}, {"30 ", false, false, 0, 0},
        {"-3", false, false, 0, 0}, {"30..40..50", false, false, 0, 0}, {"30.", false, false, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_said said;
        assert_int_equal(toll_said_read(&said, cases[i].words), cases[i].good);
        if (!cases[i].good) continue;
        assert_int_equal(said.share, cases[i].share);
        assert_true(said.limits.low == cases[i].low && said.limits.high == cases[i].high);
        assert_string_equal(said.words, cases[i].words);
    }
    char longest[300];
    toll_said said;
    memset(longest, '1', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_false(toll_said_read(&said, longest));
}

static void claims_give_what_their_words_allow(void **state)
{
    (void)state;
    toll_said said;
    toll_reckoned_claim claim = {.id = "0123456789abcdef01234567",
        .unit = TOLL_UNIT_TIMES,
        .qualifier = TOLL_QUALIFIER_RANGE,
        .low = 30,
        .high = 40,
        .point = (double)NAN,
        .words = "30 to 40 times"};
    assert_true(toll_said_of_claim(&said, &claim, TOLL_POLICY_STRICT));
    assert_true(!said.share && !said.about && said.limits.low == 30 && said.limits.high == 40);
    assert_string_equal(said.claim, "0123456789abcdef01234567");
    claim = (toll_reckoned_claim){
        .unit = TOLL_UNIT_PERCENT, .qualifier = TOLL_QUALIFIER_ABOUT, .point = 75, .low = (double)NAN, .high = (double)NAN};
    assert_true(toll_said_of_claim(&said, &claim, TOLL_POLICY_STRICT));
    assert_true(said.share && said.about && fabs(said.limits.low - 0.675) < 1e-9 && fabs(said.limits.high - 0.825) < 1e-9);
    claim.unit = TOLL_UNIT_PEOPLE;
    assert_false(toll_said_of_claim(&said, &claim, TOLL_POLICY_STRICT));
}

static void a_verdict_is_said(void **state)
{
    (void)state;
    const toll_disparity_row rows[] = {{.name = {"Upper Vale", 10},
                                           .ratio = 28,
                                           .ratio_limits = {22.8, 34.4},
                                           .share = 0.3,
                                           .share_limits = {0.2, 0.4},
                                           .people_share = 0.1},
        {.name = {"Capital", 7}, .ratio = (double)NAN, .ratio_limits = {(double)NAN, (double)NAN}}};
    const toll_disparity table = {.rows = rows, .row_count = 2, .reference = 1};
    const struct {
        const char *words;
        size_t of;
        const char *wanted;
    } cases[] = {{"30..40", 0, "Said: 30..40 of Upper Vale. Computed: 28 times (22.8 to 34.4): consistent."},
        {"75%", 0, "Said: 75% of Upper Vale. Computed: 30% (20 to 40): not consistent."},
        {"30..", 1, "Said: 30.. of Capital. Nothing can be computed of it: cannot be told."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_said said;
        toll_laid laid;
        toll_buffer out = {0};
        assert_true(toll_said_read(&said, cases[i].words));
        toll_said_lay(&laid, &said, &table, cases[i].of);
        toll_said_add_words(&out, &said, &laid);
        assert_string_equal(out.data, cases[i].wanted);
        toll_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_are_read), cmocka_unit_test(claims_give_what_their_words_allow), cmocka_unit_test(a_verdict_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
