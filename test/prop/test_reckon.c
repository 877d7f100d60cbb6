/* Laws of the reckoning: relations swap, intervals and periods keep their order, and findings do not depend on the order in which
 * documents come or how often they are settled; a document added twice changes nothing. */
#include "../test.h"

#include <math.h>
#include <stdio.h>

#include <tollbook/reckon.h>

#include "base/base.h"
#include "reckon/algebra.h"
#include "reckon_war.h"

enum { ROUNDS = 2000, DOCUMENTS = 24, CLAIMS = 5 };

static toll_days random_days(toll_random *random)
{
    toll_day from = (toll_day)toll_random_below(random, 30), to = from + (toll_day)toll_random_below(random, 6);
    return (toll_days){toll_random_below(random, 6) ? from : TOLL_DAY_UNKNOWN, toll_random_below(random, 6) ? to : TOLL_DAY_UNKNOWN};
}

static void periods(void **state)
{
    (void)state;
    toll_random random = toll_random_start(41);
    for (int i = 0; i < ROUNDS; i++) {
        toll_days a = random_days(&random), b = random_days(&random), common;
        toll_holds(random, toll_days_relation(b, a) == toll_relation_swap(toll_days_relation(a, b)));
        toll_holds(random, toll_days_convention(a, b) == toll_days_convention(b, a));
        if (toll_days_meet(&common, a, b)) {
            toll_holds(random, toll_days_length(common) >= 1 && toll_days_length(common) <= toll_days_length(a));
            toll_relation in = toll_days_relation(common, a);
            toll_holds(random, in == TOLL_RELATION_SAME || in == TOLL_RELATION_WITHIN);
        }
        if (toll_days_convention(a, b) == TOLL_CONVENTION_CALENDAR) toll_holds(random, toll_days_relation(a, b) != TOLL_RELATION_APART);
    }
}

static void intervals(void **state)
{
    (void)state;
    toll_random random = toll_random_start(42);
    for (int i = 0; i < ROUNDS; i++) {
        double low = (double)toll_random_below(&random, 500), other = (double)toll_random_below(&random, 500);
        toll_interval a = {low, low + (double)toll_random_below(&random, 50)},
                      b = {other, toll_random_below(&random, 4) ? other + 20 : INFINITY}, common;
        bool meet = toll_interval_meet(&common, a, b);
        toll_holds(random, meet == toll_interval_meet(NULL, b, a));
        toll_holds(random, !meet || (common.low >= a.low && common.low >= b.low && common.high <= a.high && common.high <= b.high));
        double least, greatest;
        toll_interval_ratio(&least, &greatest, a, b);
        toll_holds(random, least <= greatest);
        toll_interval usual = toll_interval_usual(b);
        toll_holds(random, usual.low >= b.low && usual.high <= b.high && !isinf(usual.high));
        double step = pow(10, (double)(1 + toll_random_below(&random, 2))), value = 100 + (double)toll_random_below(&random, 100000),
               down = floor(value / step) * step;
        if (down != value && down >= 0.91 * value) toll_holds(random, toll_number_rounds(value, down) && !toll_number_rounds(down, value));
    }
}

static void outcomes(void **state)
{
    (void)state;
    for (int a = 0; a < TOLL_OUTCOME_COUNT; a++)
        for (int b = 0; b < TOLL_OUTCOME_COUNT; b++) {
            toll_relation relation = toll_outcome_relation((toll_outcome)a, (toll_outcome)b);
            assert_int_equal(toll_outcome_relation((toll_outcome)b, (toll_outcome)a), toll_relation_swap(relation));
            for (int c = 0; c < TOLL_OUTCOME_COUNT; c++) /* within what is within is within */
                if (relation == TOLL_RELATION_WITHIN && toll_outcome_relation((toll_outcome)b, (toll_outcome)c) == TOLL_RELATION_WITHIN)
                    assert_int_equal(toll_outcome_relation((toll_outcome)a, (toll_outcome)c), TOLL_RELATION_WITHIN);
            for (int c = 0; c < TOLL_CLASS_COUNT && a < TOLL_CLASS_COUNT; c++)
                assert_int_equal(toll_class_relation((toll_class)a, (toll_class)c),
                    toll_relation_swap(toll_class_relation((toll_class)c, (toll_class)a)));
        }
}

static void print(toll_buffer *out, toll_reckoning *r)
{
    toll_finding f;
    toll_question q;
    for (size_t i = 0; toll_reckoning_finding(&f, r, i) == TOLL_OK; i++) {
        toll_buffer_printf(out, "%s %s %u %d", f.id, toll_finding_code_name(f.code), f.drift, (int)f.verdict);
        for (uint32_t k = 0; k < f.claim_count; k++) toll_buffer_printf(out, " %s", toll_reckoning_claim(r, f.claims[k])->id);
        toll_buffer_add_string(out, "\n");
    }
    for (size_t i = 0, count = toll_reckoning_question_count(r); i < count; i++) {
        if (toll_reckoning_question(&q, r, i) != TOLL_OK) continue;
        toll_buffer_printf(out, "%s", q.id);
        for (uint32_t k = 0; k < q.statement_count; k++) toll_buffer_printf(out, " %s", toll_reckoning_claim(r, q.statements[k])->id);
        toll_buffer_add_string(out, "\n");
    }
}

static void order_does_not_matter(void **state)
{
    (void)state;
    toll_random random = toll_random_start(43);
    for (int round = 0; round < 60; round++) {
        toll_claim claims[DOCUMENTS][CLAIMS];
        toll_document documents[DOCUMENTS];
        char names[DOCUMENTS][24];
        for (int d = 0; d < DOCUMENTS; d++) {
            toll_day day = 100 + (toll_day)toll_random_below(&random, 3);
            snprintf(names[d], sizeof names[d], "d%02d", d);
            documents[d] = (toll_document){.name = {names[d], strlen(names[d])}, .published = day + 1};
            for (int c = 0; c < CLAIMS; c++) {
                char id[25];
                snprintf(id, sizeof id, "%020d%02d%02d", round, d, c);
                claims[d][c] = random_claim(&random, id, day);
            }
        }
        toll_buffer texts[3] = {0};
        for (int pass = 0; pass < 3; pass++) {
            toll_reckoning *r;
            int order[DOCUMENTS];
            assert_int_equal(toll_reckoning_open(&r, NULL, NULL), TOLL_OK);
            for (int d = 0; d < DOCUMENTS; d++) order[d] = pass == 1 ? DOCUMENTS - 1 - d : d;
            for (int d = DOCUMENTS - 1; pass == 2 && d > 0; d--) {
                int other = (int)toll_random_below(&random, (uint64_t)d + 1), swap = order[d];
                order[d] = order[other], order[other] = swap;
            }
            for (int d = 0; d < DOCUMENTS; d++) {
                assert_int_equal(toll_reckoning_add(r, &documents[order[d]], claims[order[d]], CLAIMS, NULL), TOLL_OK);
                if (pass) assert_int_equal(toll_reckoning_settle(r, NULL), TOLL_OK);
                assert_int_equal(toll_reckoning_add(r, &documents[order[d]], claims[order[d]], CLAIMS, NULL), TOLL_UNCHANGED);
            }
            assert_int_equal(toll_reckoning_settle(r, NULL), TOLL_OK);
            print(&texts[pass], r);
            toll_reckoning_close(r);
        }
        if (strcmp(texts[0].data, texts[1].data))
            fail_msg("backwards gives other findings; TOLLBOOK_SEED=%llu, round %d", (unsigned long long)random.seed, round);
        if (strcmp(texts[0].data, texts[2].data))
            fail_msg("shuffled gives other findings; TOLLBOOK_SEED=%llu, round %d", (unsigned long long)random.seed, round);
        for (int pass = 0; pass < 3; pass++) toll_buffer_free(&texts[pass]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods), cmocka_unit_test(intervals), cmocka_unit_test(outcomes), cmocka_unit_test(order_does_not_matter)};
    return TOLL_RUN(tests);
}
