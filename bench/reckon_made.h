/* Made-up claims for the benchmarks of the reckoning: each day has events of two sides told by six claimants of three houses, and every
 * document tells twenty of them again, some rounded, some without a bound, some revised. */
#ifndef TOLL_RECKON_MADE_H
#define TOLL_RECKON_MADE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <tollbook/reckon.h>

#include "base/base.h"

enum { A_DOCUMENT = 20, DAYS = 2000, PLACES = 400, CLAIMANTS = 6 };

static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 31) * 0x6A09E667F3BCC909u;
    return value ^ value >> 29;
}

static char places[PLACES][16];

/* One event of a day, the same for everybody who tells it. */
static inline toll_claim make_claim(uint64_t *state, toll_day day, uint32_t events)
{
    static const char *const ids[CLAIMANTS] = {"rus-mod", "rus-gov", "ukr-mod", "ukr-general-staff", "ukr-gov", "un-ohchr"};
    static const char *const sides[CLAIMANTS] = {"RUS", "RUS", "UKR", "UKR", "UKR", NULL};
    static const char *const kinds[CLAIMANTS] = {"party", "party", "party", "party", "party", "igo"};
    uint64_t event = (uint64_t)day * 7919 + random_next(state) % events, seed = event * 2 + 1;
    size_t who = (size_t)((random_next(&seed) + random_next(state) % 2) % CLAIMANTS);
    double value = floor(exp((double)(random_next(&seed) % 700) / 100)) + (random_next(state) % 12 ? 0 : 3);
    uint64_t shape = random_next(state) % 8, kind = random_next(&seed) % 10;
    if (shape == 0 && value > 200) value = floor(value / 100) * 100;
    toll_claim claim = {.zone = TOLL_ZONE_BODY,
        .quantity = {{(uint32_t)(random_next(state) % 4000), 3}, value, value, value, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE},
        .outcome = random_next(&seed) % 3 ? TOLL_OUTCOME_KILLED : TOLL_OUTCOME_WOUNDED,
        .victims = {.side = random_next(&seed) % 2 ? "RUS" : "UKR", .class_ = TOLL_CLASS_MILITARY},
        .claimant = {.id = ids[who], .side = sides[who], .kind = kinds[who]},
        .stated = random_next(state) % 3 ? TOLL_DAY_UNKNOWN : day + (toll_day)(random_next(state) % 3),
        .period = {.from = day, .to = day, .kind = TOLL_PERIOD_EVENT, .basis = TOLL_BASIS_UNKNOWN},
        .place = {.lat = NAN, .lon = NAN},
        .modality = TOLL_MODALITY_ASSERTED,
        .confidence = 0.9,
        .rule = "made-up"};
    if (shape < 3) claim.quantity.qualifier = TOLL_QUALIFIER_AT_LEAST, claim.quantity.high = NAN;
    if (kind < 7) claim.place.id = claim.place.name = places[random_next(&seed) % PLACES], claim.place.precision = "exact";
    else if (kind < 9) claim.period.kind = TOLL_PERIOD_WINDOW, claim.period.from = day - (toll_day)(random_next(state) % 2);
    else claim.period.kind = TOLL_PERIOD_CUMULATIVE, claim.period.from = 0;
    claim.sentence = (toll_span){claim.quantity.span.off, 40};
    return claim;
}

#endif
