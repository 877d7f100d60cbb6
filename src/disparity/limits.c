/* Exact limits of counts, ratios and shares. In: counts and a level in percent. Out: the two values at which the chance of what was seen, or more
 * of it, is half of what the level leaves. The distribution functions (chance.c) are inverted by bisection: about 45 evaluations a limit. */
#include <math.h>

#include "inside.h"

enum { most_steps = 200 };

static const toll_limits nothing = {(double)NAN, (double)NAN};
static const double most = TOLL_DISPARITY_MOST; /* beyond it the functions of chance.c lose their digits */

static double tail(double level)
{
    return (100 - level) / 200;
}

static bool is_level(double level)
{
    return level > 0 && level < 100;
}

typedef double rising(double x, double a, double b);

/* Where `function` reaches `value` between `low` and `high`. */
static double reach(rising *function, double value, double a, double b, double low, double high)
{
    for (int i = 0; i < most_steps && high - low > 1e-13 * high; i++) {
        double middle = low + (high - low) / 2;
        if (function(middle, a, b) < value) low = middle;
        else high = middle;
    }
    return low + (high - low) / 2;
}

/* Chance of at least `a` events where x are expected; it rises with x. */
static double at_least(double x, double a, double b)
{
    (void)b;
    return disparity_gamma_lower(a, x);
}

/* 1 less the chance of at most a - 1 events, kept apart from it because a small chance is exact only as itself. */
static double not_at_most(double x, double a, double b)
{
    (void)b;
    return -disparity_gamma_upper(a, x);
}

toll_limits toll_limits_of_count(double count, double level)
{
    if (!(count >= 0) || !(count <= most) || !is_level(level)) return nothing;
    double high = count + 1;
    while (disparity_gamma_upper(count + 1, high) > tail(level)) high *= 2;
    return (toll_limits){
        count > 0 ? reach(at_least, tail(level), count, 0, 0, count) : 0, reach(not_at_most, -tail(level), count + 1, 0, 0, high)};
}

toll_limits toll_limits_of_share(double part, double whole, double level)
{
    if (!(part >= 0) || !(whole > 0) || part > whole || !(whole <= most) || !is_level(level)) return nothing;
    double low = part > 0 ? reach(disparity_beta, tail(level), part, whole - part + 1, 0, 1) : 0;
    /* The upper limit is the lower limit of what is left, which keeps small differences from 1. */
    double high = part < whole ? 1 - reach(disparity_beta, tail(level), whole - part, part + 1, 0, 1) : 1;
    return (toll_limits){low, high};
}

/* Of count + other deaths, `count` fall to the first with chance p = ratio e / (ratio e + f); limits of p are limits of the ratio. */
toll_limits toll_limits_of_ratio(double count, double exposure, double other, double other_exposure, double level)
{
    if (!(exposure > 0) || !(other_exposure > 0) || !(count + other > 0)) return nothing;
    toll_limits p = toll_limits_of_share(count, count + other, level);
    double scale = other_exposure / exposure;
    double high = other > 0 ? p.high / (1 - p.high) * scale : INFINITY;
    return (toll_limits){p.low / (1 - p.low) * scale, high};
}

/* The least k with a chance of at most k above the tail, by halving. */
static double least_usual(double expected, double rest)
{
    double low = -1, high = ceil(expected) + 1;
    while (high - low > 1) {
        double k = floor(low + (high - low) / 2);
        if (disparity_gamma_upper(k + 1, expected) > rest) high = k;
        else low = k;
    }
    return high;
}

static double greatest_usual(double expected, double rest)
{
    double low = floor(expected), high = 2 * low + 8;
    while (disparity_gamma_lower(high, expected) > rest) high *= 2;
    while (high - low > 1) {
        double k = floor(low + (high - low) / 2);
        if (disparity_gamma_lower(k, expected) > rest) low = k;
        else high = k;
    }
    return low;
}

toll_limits toll_limits_of_funnel(double expected, double level)
{
    if (!(expected >= 0) || !(expected <= most) || !is_level(level)) return nothing;
    if (expected <= 0) return (toll_limits){0, 0};
    return (toll_limits){least_usual(expected, tail(level)), greatest_usual(expected, tail(level))};
}

toll_limits toll_limits_of_rounding(double figure, double other, double unit)
{
    double half = unit / 2;
    if (!(figure >= 0) || !(other >= 0) || !(unit > 0)) return nothing;
    return (toll_limits){fmax(figure - half, 0) / (other + half), other > half ? (figure + half) / (other - half) : INFINITY};
}
