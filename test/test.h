/* What every C test includes: cmocka with the headers it asks for, and a seeded generator of random numbers, so that a failing property
 * can be run again: TOLLBOOK_SEED=n sets the seed, which a failure prints. */
#ifndef TOLL_TEST_H
#define TOLL_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOLL_RUN(tests) cmocka_run_group_tests_name(__FILE__, tests, NULL, NULL)

typedef struct toll_random {
    uint64_t state, seed;
} toll_random;

static inline toll_random toll_random_start(uint64_t fallback)
{
    const char *given = getenv("TOLLBOOK_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : fallback;
    return (toll_random){seed * 2 + 1, seed};
}

/* A Weyl sequence whose steps are scrambled by two multiplications: no great generator, but equal everywhere. */
static inline uint64_t toll_random_next(toll_random *random)
{
    uint64_t value = random->state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 31) * 0x6A09E667F3BCC909u;
    value = (value ^ value >> 29) * 0x243F6A8885A308D3u;
    return value ^ value >> 32;
}

static inline uint64_t toll_random_below(toll_random *random, uint64_t bound)
{
    return toll_random_next(random) % bound;
}

/* Fails with the seed, where `condition` does not hold. */
#define toll_holds(random, condition)                                                                                                               \
    do {                                                                                                                                            \
        if (!(condition)) fail_msg("%s does not hold; run again with TOLLBOOK_SEED=%llu", #condition, (unsigned long long)(random).seed);          \
    } while (0)

#endif
