/* A small war for the tests of the reckoning: few days, places and claimants, so that nearly everything touches something. */
#ifndef TOLL_RECKON_WAR_H
#define TOLL_RECKON_WAR_H

#include <math.h>
#include <stdio.h>

#include <tollbook/reckon.h>

#include "../test.h"

static inline toll_claim random_claim(toll_random *random, const char *id, toll_day day)
{
    static const char *const ids[] = {"aaa-mod", "aaa-gov", "bbb-mod", "un", NULL}, *const sides[] = {"AAA", "AAA", "BBB", NULL, NULL},
                             *const kinds[] = {"party", "party", "party", "igo", NULL}, *const places[] = {"Tarn", "Velm", NULL};
    static const double values[] = {1, 12, 63, 89, 90, 220, 400, 1000, 1090, 12730, 13000};
    size_t who = toll_random_below(random, 5), where = toll_random_below(random, 3);
    double value = values[toll_random_below(random, 11)];
    toll_claim c = {
        .quantity = {{(uint32_t)toll_random_below(random, 900), 3}, value, value, value, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE},
        .zone = toll_random_below(random, 5) ? TOLL_ZONE_BODY : TOLL_ZONE_HEADLINE,
        .outcome = (toll_outcome)toll_random_below(random, 5),
        .victims = {.side = toll_random_below(random, 2) ? "AAA" : "BBB",
            .class_ = toll_random_below(random, 4) ? TOLL_CLASS_MILITARY : TOLL_CLASS_UNKNOWN},
        .claimant = {.id = ids[who], .side = sides[who], .kind = kinds[who]},
        .stated = toll_random_below(random, 2) ? day : TOLL_DAY_UNKNOWN,
        .period = {.from = day - (toll_day)toll_random_below(random, 2), .to = day, .kind = (toll_period_kind)toll_random_below(random, 3)},
        .place = {.id = places[where], .name = places[where], .precision = places[where] ? "exact" : NULL, .lat = NAN, .lon = NAN},
        .confidence = 1,
        .rule = "made-up"};
    if (!toll_random_below(random, 3)) c.quantity.qualifier = TOLL_QUALIFIER_AT_LEAST, c.quantity.high = NAN;
    c.sentence = (toll_span){c.quantity.span.off / 100 * 100, 100};
    snprintf(c.id, sizeof c.id, "%s", id);
    return c;
}

#endif
