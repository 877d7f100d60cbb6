/* In: figures. Out: a scale that holds them all, from zero, with round ticks; logarithmic where the greatest is more than thirty times the least. */
#include <math.h>

#include "chart_inside.h"

int chart_values(double out[2], const toll_chart_mark *mark)
{
    const toll_quantity *q = &mark->quantity;
    int count = 0;
    if (!isnan(q->point)) out[count++] = q->point;
    else {
        if (!isnan(q->low)) out[count++] = q->low;
        if (!isnan(q->high)) out[count++] = q->high;
    }
    return count;
}

static void linear(chart_scale *s, double most)
{
    double step = pow(10, floor(log10(most)));
    const double factors[] = {0.1, 0.2, 0.5, 1, 2};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (most / (step * factors[i]) <= 6) {
            step *= factors[i];
            break;
        }
    if (step < 1) step = 1;
    s->high = ceil(most / step - 1e-9) * step;
    for (double value = 0; value <= s->high + step / 2 && s->tick_count < CHART_TICKS; value += step) s->ticks[s->tick_count++] = value;
}

static void logarithmic(chart_scale *s, double least, double most)
{
    double first = floor(log10(least)), last = ceil(log10(most));
    if (last <= first) last = first + 1;
    s->logarithmic = true;
    s->low = pow(10, first), s->high = pow(10, last);
    for (double power = first; power <= last && s->tick_count < CHART_TICKS; power++) s->ticks[s->tick_count++] = pow(10, power);
}

void chart_scale_of(chart_scale *out, const toll_chart_mark *marks, size_t count, double from, double to, bool may_be_log)
{
    double least = INFINITY, most = 0, values[2];
    for (size_t i = 0; i < count; i++)
        for (int n = chart_values(values, &marks[i]); n--;) {
            if (!isfinite(values[n]) || values[n] < 0) continue;
            most = fmax(most, values[n]);
            if (values[n] > 0) least = fmin(least, values[n]);
        }
    *out = (chart_scale){.from = from, .to = to};
    if (most < 1) most = 1;
    if (may_be_log && least < INFINITY && most / least > 30) logarithmic(out, least, most);
    else linear(out, most);
}

double chart_at(const chart_scale *s, double value)
{
    double share = s->logarithmic ? value > 0 ? (log10(value) - log10(s->low)) / (log10(s->high) - log10(s->low)) : 0
                                  : (value - s->low) / (s->high - s->low);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return s->from + share * (s->to - s->from);
}
