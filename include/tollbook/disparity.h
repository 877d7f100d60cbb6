/* Disparity: does one region (or group) bear more deaths than another, beyond chance? In: deaths and people by name. Out: rates, ratios to a
 * reference, shares and funnel limits with exact intervals, and what a claim says laid over them.
 *
 * Intervals cover chance alone: not that a list is incomplete, nor that it is more complete for one region than for another. Nothing is dropped:
 * names that do not meet come back with suggestions. Pure functions and values; nothing is printed; any thread. Statistics by GSL's distribution
 * functions, inverted here by bisection. */
#ifndef TOLLBOOK_DISPARITY_H
#define TOLLBOOK_DISPARITY_H

#include "span.h"
#include "status.h"

#include <stdbool.h>

/* The greatest count that limits are computed for; above it they are NAN, and a table is refused: the distributions lose their digits. */
#define TOLL_DISPARITY_MOST 1e9

/* Both ends belong to it. INFINITY where there is no upper end, NAN where there is nothing to say. */
typedef struct toll_limits {
    double low, high;
} toll_limits;

/* Limits of what a count that came out as `count` is expected to be. Exact, by the Poisson distribution: Garwood, Biometrika 28 (1936). `level` in
 * percent: 95, 99.8. */
toll_limits toll_limits_of_count(double count, double level);
/* Limits of (count / exposure) / (other / other_exposure): exact, conditional on count + other, which is binomial: Przyborowski and Wilenski,
 * Biometrika 31 (1940). Only the quotient of the exposures matters, so any unit will do. */
toll_limits toll_limits_of_ratio(double count, double exposure, double other, double other_exposure, double level);
/* Limits of part / whole, from 0 to 1: Clopper and Pearson, Biometrika 26 (1934). */
toll_limits toll_limits_of_share(double part, double whole, double level);
/* The least and the greatest count that is no outlier where `expected` is expected: counts beyond have a chance of at most (100 - level) / 2
 * percent on their side. Funnel limits are these by population: Spiegelhalter, Statistics in Medicine 24 (2005). */
toll_limits toll_limits_of_funnel(double expected, double level);
/* What the quotient of two rounded figures can be: 120 and 3, both rounded to units of 1, give 34.1 to 48.2. */
toll_limits toll_limits_of_rounding(double figure, double other, double unit);

/* --- a table of regions or groups */
typedef struct toll_disparity_count {
    toll_text name;
    double value;            /* deaths, or people; of one name they are added up */
} toll_disparity_count;

typedef struct toll_disparity_input {
    size_t size;             /* sizeof(toll_disparity_input) */
    const toll_disparity_count *deaths, *people;
    size_t death_count, people_count;
    const char *reference;   /* a name; names meet with case, accents, blanks, dashes and points left aside */
    double level;            /* percent; 0 = 95 */
} toll_disparity_input;

typedef enum toll_funnel {
    TOLL_FUNNEL_WITHIN, TOLL_FUNNEL_ABOVE_95, TOLL_FUNNEL_ABOVE_998, TOLL_FUNNEL_BELOW_95, TOLL_FUNNEL_BELOW_998
} toll_funnel;

typedef struct toll_disparity_row {
    toll_text name;          /* as the table of people writes it */
    double deaths, people;
    double rate;             /* per 100,000 */
    toll_limits rate_limits;
    double ratio;            /* of the rate to the reference's; NAN for the reference, INFINITY where that has no deaths */
    toll_limits ratio_limits;
    double share;            /* of all deaths of the table, those without a match among them; 0 to 1 */
    toll_limits share_limits;
    double people_share;     /* of all people */
    toll_limits funnel_95, funnel_998;   /* rates per 100,000 around the rate of all rows together */
    toll_funnel funnel;
    bool few;                /* fewer than 3 deaths: say the count, not the rate */
} toll_disparity_row;

enum { TOLL_DISPARITY_SUGGESTIONS = 3 };

typedef struct toll_disparity_stray {
    toll_text name;          /* as the table of deaths writes it */
    double deaths;
    toll_text suggestions[TOLL_DISPARITY_SUGGESTIONS];   /* names of the table of people, the nearest first; absent = none */
} toll_disparity_stray;

typedef struct toll_disparity {
    const toll_disparity_row *rows;       /* highest ratio first */
    size_t row_count;
    size_t reference;                     /* its row */
    const toll_disparity_stray *strays;   /* deaths under a name that no people have; most deaths first */
    size_t stray_count;
    double deaths, stray_deaths, people;  /* of all */
    double rate;                          /* per 100,000 of all rows together: the funnel's middle */
    double level;
    void *memory;                         /* inside */
} toll_disparity;

/* Texts are borrowed from the input; close in any case. TOLL_E_USAGE where the reference is none of the names, TOLL_E_INPUT where a count is negative or broken or a
 * population is not above 0. */
toll_status toll_disparity_open(toll_disparity *out, const toll_disparity_input *input, toll_error *error);
void toll_disparity_close(toll_disparity *disparity);
/* The row of a name; SIZE_MAX = none. */
size_t toll_disparity_find(const toll_disparity *disparity, toll_text name);
const char *toll_funnel_name(toll_funnel funnel);   /* "within", "above 95%" ... */

/* What belongs beside the figures: what limits do not cover, what does not meet, what few deaths and rounded rates can hide. The nth note, one
 * sentence or two, at most cap - 1 bytes; the length, 0 behind the last. */
size_t toll_disparity_note(char *out, size_t cap, const toll_disparity *disparity, size_t n);

/* --- a claim laid over it */
typedef enum toll_overlay { TOLL_OVERLAY_OPEN, TOLL_OVERLAY_CONSISTENT, TOLL_OVERLAY_NOT } toll_overlay;

/* `said`: what the words allow. Not consistent: the interval has no value in common with it. Open ("cannot be told"): it has, but it also holds
 * `none` (1 for a ratio, the share of the people for a share), which the claim rules out: the data fit the claim and its denial. */
toll_overlay toll_overlay_of(toll_limits computed, toll_limits said, double none);
const char *toll_overlay_name(toll_overlay overlay);

#endif
