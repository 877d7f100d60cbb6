/* What a series shows of mistakes in its table. In: a series. Out: findings `table_error`: totals that fall, daily figures that are not the
 * difference of two totals, figures that do not fit and would once two of their digits change places, and fractions among whole numbers. None of
 * them is mended: a correction by the claimant looks the same as a slip of the keeper, and the reader of the finding can tell them apart. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "series.h"

/* `value` with the digits at `n` and `n + 1` (from the right) changed over; itself where there are none, or they are equal. */
static double swap_digits(double value, int n)
{
    char digits[32];
    int len = snprintf(digits, sizeof digits, "%.0f", value);
    if (value < 0 || value > 1e15 || value != floor(value) || n + 2 > len) return value;
    char kept = digits[len - 1 - n];
    digits[len - 1 - n] = digits[len - 2 - n];
    digits[len - 2 - n] = kept;
    double out = 0;
    for (int i = 0; i < len; i++) out = out * 10 + (digits[i] - '0');
    return out;
}

/* A total between its neighbours is in order. */
static bool fits(double before, double value, double after)
{
    return before <= value && value <= after;
}

/* Does the total of point i, out of order as it stands, come into order by one change of digits? */
static bool is_transposed(double *mended, double before, double value, double after)
{
    if (isnan(before) || isnan(after) || before > after || fits(before, value, after)) return false;
    for (int n = 0; n < 14; n++) {
        double other = swap_digits(value, n);
        if (other == value || !fits(before, other, after)) continue;
        *mended = other;
        return true;
    }
    return false;
}

static bool look_at_total(toll_series_set *set, const toll_series *series, size_t i, size_t *transposed)
{
    const toll_series_point *points = series->points, *point = &points[i];
    double before = i ? points[i - 1].total : (double)NAN, after = i + 1 < series->count ? points[i + 1].total : (double)NAN, mended;
    if (isnan(point->total)) return true;
    if (is_transposed(&mended, before, point->total, after)) {
        *transposed = i;
        return toll_series_add_error(set, TOLL_LINT_TRANSPOSED, series->name, point->line, point->day,
            "the total %.15g is not between its neighbours %.15g and %.15g; %.15g, two digits changed over, would be", point->total, before,
            after, mended);
    }
    if (isnan(before) || point->total >= before || *transposed + 1 == i) return true;
    return toll_series_add_error(set, TOLL_LINT_FALLING, series->name, point->line, point->day,
        "the total falls by %.15g, from %.15g to %.15g", before - point->total, before, point->total);
}

static bool look_at_difference(toll_series_set *set, const toll_series *series, size_t i)
{
    const toll_series_point *point = &series->points[i];
    if (!i || isnan(point->daily) || isnan(point->total) || series->points[i - 1].day != point->day - 1) return true;
    double difference = point->total - series->points[i - 1].total;
    if (isnan(difference) || fabs(difference - point->daily) < 1e-9) return true;
    for (int n = 0; n < 14; n++)
        if (swap_digits(point->daily, n) == difference)
            return toll_series_add_error(set, TOLL_LINT_TRANSPOSED, series->name, point->line, point->day,
                "the daily figure is %.15g and the totals differ by %.15g: the same, but for two digits changed over", point->daily,
                difference);
    return toll_series_add_error(set, TOLL_LINT_DIFFERENCE, series->name, point->line, point->day,
        "the daily figure is %.15g, the totals differ by %.15g (%+.15g)", point->daily, difference, difference - point->daily);
}

static double figure_of(const toll_series_point *point, bool total)
{
    return total ? point->total : point->daily;
}

/* A column of whole numbers that holds a fraction now and then is no count there: another unit, or another thing. */
static bool look_at_type(toll_series_set *set, const toll_series *series, bool total)
{
    size_t known = 0, fractions = 0;
    for (size_t i = 0; i < series->count; i++) {
        double value = figure_of(&series->points[i], total);
        if (isnan(value)) continue;
        known++;
        if (value != floor(value)) fractions++;
    }
    if (!fractions || fractions * 10 > known) return true;
    for (size_t i = 0; i < series->count; i++) {
        const toll_series_point *point = &series->points[i];
        double value = figure_of(point, total);
        if (!isnan(value) && value != floor(value) &&
            !toll_series_add_error(set, TOLL_LINT_TYPE, series->name, point->line, point->day,
                "%.15g is no whole number, as the column's others are (%zu of %zu)", value, known - fractions, known))
            return false;
    }
    return true;
}

bool toll_series_lint(toll_series_set *set, const toll_series *series)
{
    size_t transposed = SIZE_MAX - 1;
    for (size_t i = 0; i < series->count; i++)
        if (!look_at_total(set, series, i, &transposed) || !look_at_difference(set, series, i)) return false;
    return look_at_type(set, series, true) && look_at_type(set, series, false);
}
