/* Whether the exact limits hold what they promise, and what they cost. In: the number of simulated tables (default 10,000). Out: lines
 * `what<TAB>figure`: for rates, ratios and shares of several sizes the share of simulations whose 95% limits hold the true value (exact limits are
 * conservative: 95 or more, never below 95 by more than chance), and microseconds a limit. Counts are drawn from the true distributions by their
 * inverses; the same seed each time. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <tollbook/disparity.h>

static double random_unit(uint64_t *state)
{
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 31) * 0x6A09E667F3BCC909u;
    value = (value ^ value >> 29) * 0x243F6A8885A308D3u;
    return ((double)((value ^ value >> 32) >> 11) + 0.5) / 9007199254740992.0;
}

static double draw_poisson(uint64_t *state, double mean)
{
    double u = random_unit(state), k = 0, p = exp(-mean), sum = p;
    while (sum < u && k < 20 * mean + 200) k++, p *= mean / k, sum += p;
    return k;
}

static double draw_binomial(uint64_t *state, unsigned n, double p)
{
    double hits = 0;
    for (unsigned i = 0; i < n; i++) hits += random_unit(state) < p;
    return hits;
}

static bool holds(toll_limits limits, double truth)
{
    return limits.low <= truth && truth <= limits.high;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 10000;
    uint64_t state = 7;
    static const double means[] = {0.5, 3, 10, 60, 300}, ratios[] = {1, 3, 28}, shares[] = {0.02, 0.3, 0.75};
    for (size_t m = 0; m < sizeof means / sizeof *means; m++) {
        int held = 0;
        double start = seconds();
        for (int i = 0; i < runs; i++) held += holds(toll_limits_of_count(draw_poisson(&state, means[m]), 95), means[m]);
        printf("rate, %g expected: %% held\t%.2f\n", means[m], 100.0 * held / runs);
        if (m + 1 == sizeof means / sizeof *means) printf("microseconds a rate\t%.1f\n", (seconds() - start) / runs * 1e6);
    }
    for (size_t r = 0; r < sizeof ratios / sizeof *ratios; r++)
        for (size_t m = 1; m < 4; m++) {
            int held = 0, told = 0;
            double exposure = 100000, other_exposure = 1000000, other = means[m], mean = ratios[r] * other * exposure / other_exposure;
            for (int i = 0; i < runs; i++) {
                toll_limits limits = toll_limits_of_ratio(
                    draw_poisson(&state, mean), exposure, draw_poisson(&state, other), other_exposure, 95);
                told += !isnan(limits.low);
                held += holds(limits, ratios[r]);
            }
            printf("ratio %g, %g in the reference: %% held\t%.2f\n", ratios[r], other, 100.0 * held / told);
        }
    for (size_t s = 0; s < sizeof shares / sizeof *shares; s++)
        for (unsigned n = 10; n <= 250; n *= 5) {
            int held = 0;
            for (int i = 0; i < runs; i++) held += holds(toll_limits_of_share(draw_binomial(&state, n, shares[s]), n, 95), shares[s]);
            printf("share %g of %u: %% held\t%.2f\n", shares[s], n, 100.0 * held / runs);
        }
    return 0;
}
