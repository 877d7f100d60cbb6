/* Exact limits against published worked examples, and what must hold at the edges. Sources: Garwood's limits as in Dobson and others, Statistics in
 * Medicine 10 (1991), and in standard tables of exact Poisson limits; Clopper and Pearson's in Newcombe, Statistics in Medicine 17 (1998), table I
 * (81/263, 15/148, 0/20, 1/29). SciPy checks thousands more in test/oracle. */
#include "test.h"

#include <math.h>

#include <tollbook/disparity.h>

static bool near(double a, double b, double within)
{
    return fabs(a - b) <= within;
}

static void assert_limits(toll_limits limits, double low, double high, double within)
{
    if (!near(limits.low, low, within) || !near(limits.high, high, within))
        fail_msg("%.6f to %.6f, should be %.6f to %.6f", limits.low, limits.high, low, high);
}

static void published_counts(void **state)
{
    (void)state;
    static const struct {
        double count, low, high;
    } table[] = {{0, 0, 3.6889}, {1, 0.0253, 5.5716}, {2, 0.2422, 7.2247}, {3, 0.6187, 8.7673}, {5, 1.6235, 11.6683}, {10, 4.7954, 18.3904},
        {20, 12.2165, 30.8884}, {50, 37.1110, 65.9188}, {100, 81.3640, 121.6268}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_limits(toll_limits_of_count(table[i].count, 95), table[i].low, table[i].high, 6e-5);
    assert_limits(toll_limits_of_count(140, 95), 117.77, 165.20, 0.01);
}

static void published_shares(void **state)
{
    (void)state;
    assert_limits(toll_limits_of_share(81, 263, 95), 0.2527, 0.3676, 6e-5);
    assert_limits(toll_limits_of_share(15, 148, 95), 0.0578, 0.1617, 6e-5);
    assert_limits(toll_limits_of_share(0, 20, 95), 0, 0.1684, 6e-5);
    assert_limits(toll_limits_of_share(1, 29, 95), 0.0009, 0.1776, 6e-5);
    assert_limits(toll_limits_of_share(20, 20, 95), 0.8316, 1, 6e-5);
}

static unsigned poisson(toll_random *random, double mean)
{
    double u = (double)toll_random_below(random, 1u << 30) / (1u << 30), p = exp(-mean), sum = p;
    unsigned k = 0;
    while (sum < u && k < 1000) k++, p *= mean / k, sum += p;
    return k;
}

/* Of 10,000 simulated counts, ratios and shares at least 94.5 % lie within their 95 % limits: nominal or conservative. bench_disparity has more
 * sizes. */
static void limits_cover_what_they_promise(void **state)
{
    (void)state;
    enum { runs = 10000 };
    toll_random random = toll_random_start(17);
    int rates = 0, ratios = 0, told = 0, shares = 0;
    for (int i = 0; i < runs; i++) {
        toll_limits rate = toll_limits_of_count(poisson(&random, 12), 95);
        rates += rate.low <= 12 && 12 <= rate.high;
        toll_limits ratio = toll_limits_of_ratio(poisson(&random, 9), 1000, poisson(&random, 30), 10000, 95);
        told += !isnan(ratio.low), ratios += ratio.low <= 3 && 3 <= ratio.high;
        unsigned hits = 0;
        for (int k = 0; k < 40; k++) hits += toll_random_below(&random, 10) < 3;
        toll_limits share = toll_limits_of_share(hits, 40, 95);
        shares += share.low <= 0.3 && 0.3 <= share.high;
    }
    assert_true(rates >= 0.945 * runs && shares >= 0.945 * runs && ratios >= 0.945 * told && told > 0.99 * runs);
}

/* Equal exposures: the limits of p are those of Clopper and Pearson; p / (1 - p) is the ratio. */
static void ratios(void **state)
{
    (void)state;
    toll_limits p = toll_limits_of_share(8, 10, 95);
    assert_limits(toll_limits_of_ratio(8, 1, 2, 1, 95), p.low / (1 - p.low), p.high / (1 - p.high), 1e-9);
    toll_limits r = toll_limits_of_ratio(140, 100000, 300, 6000000, 95);
    assert_limits(r, 22.8, 34.4, 0.1);
    toll_limits turned = toll_limits_of_ratio(300, 6000000, 140, 100000, 95);
    assert_limits(turned, 1 / r.high, 1 / r.low, 1e-9);
    r = toll_limits_of_ratio(5, 1000, 0, 1000, 95);
    assert_true(isinf(r.high) && r.low > 0);
    r = toll_limits_of_ratio(0, 1000, 5, 1000, 95);
    assert_true(r.low == 0 && r.high < 2);
    r = toll_limits_of_ratio(0, 1000, 0, 1000, 95);
    assert_true(isnan(r.low));
}

static void funnels(void **state)
{
    (void)state;
    assert_limits(
        toll_limits_of_funnel(10, 95), 4, 17, 0); /* P(X <= 3) = 0.0103, P(X <= 4) = 0.0293; P(X >= 17) = 0.0270, P(X >= 18) = 0.0143 */
    assert_limits(toll_limits_of_funnel(1, 95), 0, 3, 0);
    assert_limits(toll_limits_of_funnel(0, 95), 0, 0, 0);
    toll_limits inner = toll_limits_of_funnel(5000, 95), outer = toll_limits_of_funnel(5000, 99.8);
    assert_true(outer.low < inner.low && inner.high < outer.high);
}

static void what_a_3_can_hide(void **state)
{
    (void)state;
    assert_limits(toll_limits_of_rounding(120, 3, 1), 34.14, 48.2, 0.005);
    assert_true(isinf(toll_limits_of_rounding(5, 0, 1).high));
}

/* Limits widen with the level, hold what was seen, and stay finite for large counts, where GSL's continued fraction gives up. */
static void edges(void **state)
{
    (void)state;
    static const double counts[] = {0, 1, 3, 17, 400, 71200, 159090, 1455420, 90000000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        toll_limits a = toll_limits_of_count(counts[i], 95), b = toll_limits_of_count(counts[i], 99.8);
        assert_true(b.low <= a.low && a.low <= counts[i] && counts[i] <= a.high && a.high <= b.high && isfinite(b.high));
        toll_limits p = toll_limits_of_share(counts[i], 90000000, 95);
        double share = counts[i] / 90000000;
        assert_true(p.low <= share && share <= p.high && p.high - p.low < 0.001);
    }
    toll_limits half = toll_limits_of_share(1000000, 2000000, 95);
    assert_limits(half, 0.5 - 1.96 * 0.5 / sqrt(2000000), 0.5 + 1.96 * 0.5 / sqrt(2000000), 1e-6);
    static const double bad[] = {-1, (double)NAN, (double)INFINITY, 2e9, 1e30};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_true(isnan(toll_limits_of_count(bad[i], 95).low));
        assert_true(isnan(toll_limits_of_share(bad[i], 10, 95).low));
        assert_true(isnan(toll_limits_of_funnel(bad[i], 95).low));
    }
    assert_true(isnan(toll_limits_of_count(5, 100).low) && isnan(toll_limits_of_share(11, 10, 95).low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(published_counts), cmocka_unit_test(published_shares),
        cmocka_unit_test(limits_cover_what_they_promise), cmocka_unit_test(ratios), cmocka_unit_test(funnels),
        cmocka_unit_test(what_a_3_can_hide), cmocka_unit_test(edges)};
    return TOLL_RUN(tests);
}
