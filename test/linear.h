/* For test/path: adversarial input stays linear. toll_linear measures `work` on n, 2n and 4n by turns, so that a machine that is busy for a while is busy
 * for all, keeps the best of each, and demands that double the input takes less than 2.7 times as long: a square takes 4 times, a sort 2.1, and what is
 * linear has taken 2.6 where other programs used the caches. One of the two doublings may be the step out of a cache, which costs once and says
 * nothing about the work: it may cost up to 3 times, the other not. What is really worse than linear is so in both, in every round. What still passes
 * over 4n at 100 MB a second and more is measured by nothing but the caches, and passes. */
#ifndef TOLL_LINEAR_H
#define TOLL_LINEAR_H

#include <time.h>

#include "test.h"

static inline double toll_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline double toll_took(void (*work)(void *context, size_t n), void *context, size_t n)
{
    const double start = toll_seconds();
    work(context, n);
    return toll_seconds() - start;
}

/* Does it hold at n? `ratios`: of the two doublings. */
static inline bool toll_linear_at(double ratios[2], void (*work)(void *context, size_t n), void *context, size_t n)
{
    enum { LEAST_ROUNDS = 5, MOST_ROUNDS = 30, SIZES = 3 };
    double best[SIZES] = {1e9, 1e9, 1e9};
    for (int round = 0; round < MOST_ROUNDS; round++) {
        for (int size = 0; size < SIZES; size++) {
            const double took = toll_took(work, context, n << size);
            if (took < best[size]) best[size] = took;
        }
        ratios[0] = best[1] / best[0], ratios[1] = best[2] / best[1];
        if (round < LEAST_ROUNDS) continue;
        if ((ratios[0] < 2.7 || ratios[1] < 2.7) && ratios[0] < 3 && ratios[1] < 3) return true;
        if (best[2] < 10e-9 * 4 * (double)n) return true;
    }
    return false;
}

/* n is doubled until it takes some milliseconds, and where it does not hold, again: what is worse than linear only gets worse, and what was the noise of
 * a busy machine gets better. 4n is never above `most`. */
static inline void toll_linear(const char *what, void (*work)(void *context, size_t n), void *context, size_t n, size_t most)
{
    double ratios[2] = {0, 0};
    while (toll_took(work, context, n) < 0.004 && 8 * n <= most) n *= 2;
    while (!toll_linear_at(ratios, work, context, n)) {
        if (8 * n > most)
            fail_msg("%s: double the input (%zu) takes %.2f times as long, double that %.2f times", what, n, ratios[0], ratios[1]);
        n *= 2;
    }
}

#endif
