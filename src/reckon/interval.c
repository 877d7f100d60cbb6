/* Bounds of figures. In: the qualifier and numbers of a claim. Out: the closed interval its words allow, and how two intervals stand to
 * each other. Open ends are infinities, so that comparing needs no cases. */
#include "algebra.h"

#include <math.h>

/* ACLED's reading of vague words, by the bounds the annotation guide gives them: tens 10, dozens 12, hundreds 100 and so on. */
static double acled_low(double low)
{
    static const struct {
        double guide, acled;
    } rows[] = {{20, 10}, {24, 12}, {40, 20}, {200, 100}, {2000, 1000}, {20000, 10000}, {200000, 100000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (low == rows[i].guide) return rows[i].acled;
    return low;
}

toll_interval toll_interval_of(toll_qualifier qualifier, double point, double low, double high, toll_policy policy)
{
    toll_interval all = {-INFINITY, INFINITY};
    if (qualifier == TOLL_QUALIFIER_ABOUT && isnan(low) && isnan(high)) return all;
    if (isnan(low) && isnan(high)) {
        if (isnan(point) || qualifier != TOLL_QUALIFIER_EXACT) return all;
        return (toll_interval){point, point};
    }
    if (qualifier == TOLL_QUALIFIER_VAGUE && policy == TOLL_POLICY_ACLED && !isnan(low)) low = acled_low(low);
    return (toll_interval){isnan(low) ? -INFINITY : low, isnan(high) ? INFINITY : high};
}

toll_interval toll_interval_usual(toll_interval interval)
{
    if (isinf(interval.low) && isinf(interval.high)) return interval;
    if (isinf(interval.high)) interval.high = interval.low * 2;
    if (isinf(interval.low)) interval.low = interval.high / 2;
    return interval;
}

bool toll_interval_meet(toll_interval *common, toll_interval a, toll_interval b)
{
    toll_interval both = {fmax(a.low, b.low), fmin(a.high, b.high)};
    if (common) *common = both;
    return both.low <= both.high;
}

void toll_interval_ratio(double *least, double *greatest, toll_interval a, toll_interval b)
{
    *least = b.low <= 0 ? 0 : isinf(a.high) ? 0 : a.high > 0 ? b.low / a.high : INFINITY;
    *greatest = isinf(b.high) || a.low <= 0 ? INFINITY : b.high / a.low;
}

int toll_number_digits(double value)
{
    if (!(value >= 1) || value != floor(value) || value > 1e15) return 16;
    int digits = 0;
    bool trailing = true;
    for (unsigned long long rest = (unsigned long long)value; rest; rest /= 10) {
        if (rest % 10) trailing = false;
        if (!trailing) digits++;
    }
    return digits;
}

double toll_number_slack(double value)
{
    double unit = 1;
    while (value >= 1000 && unit < 1e6 && fmod(value, unit * 10) == 0) unit *= 10;
    return unit >= 100 ? unit / 2 : 0;
}

bool toll_number_rounds(double value, double rounded)
{
    if (!(value > 0) || !(rounded > 0) || value == rounded) return false;
    if (fabs(value - rounded) > 0.1 * value) return false;
    int digits = toll_number_digits(rounded);
    if (digits >= toll_number_digits(value)) return false;
    double step = pow(10, floor(log10(rounded) + 1e-9) + 1 - digits);
    return fabs(value - rounded) < step;
}
