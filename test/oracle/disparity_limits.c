/* What the oracle asks: lines `count N LEVEL`, `ratio A E B F LEVEL`, `share K N LEVEL`, `funnel E LEVEL` on stdin; `low high` for each on stdout. */
#include <stdio.h>
#include <string.h>

#include <tollbook/disparity.h>

int main(void)
{
    char line[256], what[16];
    while (fgets(line, sizeof line, stdin)) {
        double v[5] = {0};
        toll_limits limits = {0, 0};
        if (sscanf(line, "%15s %lf %lf %lf %lf %lf", what, &v[0], &v[1], &v[2], &v[3], &v[4]) < 3) return 2;
        if (!strcmp(what, "count")) limits = toll_limits_of_count(v[0], v[1]);
        else if (!strcmp(what, "ratio")) limits = toll_limits_of_ratio(v[0], v[1], v[2], v[3], v[4]);
        else if (!strcmp(what, "share")) limits = toll_limits_of_share(v[0], v[1], v[2]);
        else limits = toll_limits_of_funnel(v[0], v[1]);
        printf("%.15g %.15g\n", limits.low, limits.high);
    }
    return 0;
}
