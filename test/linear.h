/* For test/path: adversarial input stays linear. toll_linear measures `work` on n and on 2n (the best of several rounds each, so that a busy machine
 * does not matter) and demands that double the input takes less than 2.3 times as long. */
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

static inline double toll_best(void (*work)(void *context, size_t n), void *context, size_t n)
{
    double best = 1e9;
    for (int round = 0; round < 7; round++) {
        double start = toll_seconds();
        work(context, n);
        double took = toll_seconds() - start;
        if (took < best) best = took;
    }
    return best;
}

/* n is doubled until it takes some milliseconds; 2n is never above `most`. */
static inline void toll_linear(const char *what, void (*work)(void *context, size_t n), void *context, size_t n, size_t most)
{
    double once = toll_best(work, context, n), ratio = 0;
    while (once < 0.004 && 4 * n <= most) once = toll_best(work, context, n *= 2);
    for (int attempt = 0; attempt < 4; attempt++) { /* a ratio that is really too high is too high every time */
        ratio = toll_best(work, context, 2 * n) / toll_best(work, context, n);
        if (ratio < 2.3) return;
    }
    fail_msg("%s: double the input (%zu) takes %.2f times as long", what, n, ratio);
}

#endif
