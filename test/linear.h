/* For test/path: adversarial input stays linear. toll_linear measures `work` on n and on 4n by turns, so that a machine that is busy for a while is busy
 * for both, keeps the best of each, and demands that double the input takes less than 2.3 times as long. Two doublings are measured together: one alone
 * may be the step out of a cache, which costs once and says nothing about the work. A ratio that is really too high stays so in every round. */
#ifndef TOLL_LINEAR_H
#define TOLL_LINEAR_H

#include <math.h>
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

/* n is doubled until it takes some milliseconds; 4n is never above `most`. */
static inline void toll_linear(const char *what, void (*work)(void *context, size_t n), void *context, size_t n, size_t most)
{
    enum { LEAST_ROUNDS = 5, MOST_ROUNDS = 60 };
    double once, fourfold, ratio = 0;
    while ((once = toll_took(work, context, n)) < 0.004 && 8 * n <= most) n *= 2;
    fourfold = toll_took(work, context, 4 * n);
    for (int round = 1; round < MOST_ROUNDS; round++) {
        const double small = toll_took(work, context, n), large = toll_took(work, context, 4 * n);
        if (small < once) once = small;
        if (large < fourfold) fourfold = large;
        ratio = sqrt(fourfold / once);
        if (round >= LEAST_ROUNDS && ratio < 2.3) return;
    }
    fail_msg("%s: double the input (%zu) takes %.2f times as long", what, n, ratio);
}

#endif
