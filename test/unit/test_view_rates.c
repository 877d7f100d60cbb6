/* Charts of rates: every row in words, the reference line, intervals, a claim laid over it, names escaped. */
#include "test.h"

#include <math.h>

#include "view/chart_rates.h"

static const toll_disparity_row rows[] = {{.name = {"Upper <Vale>", 12},
                                              .deaths = 140,
                                              .people = 100000,
                                              .rate = 140,
                                              .rate_limits = {117.8, 165.2},
                                              .ratio = 28,
                                              .ratio_limits = {22.8, 34.4},
                                              .funnel_95 = {2, 13},
                                              .funnel_998 = {1, 17},
                                              .funnel = TOLL_FUNNEL_ABOVE_998},
    {.name = {"Capital", 7},
        .deaths = 300,
        .people = 6000000,
        .rate = 5,
        .rate_limits = {4.4, 5.6},
        .ratio = (double)NAN,
        .ratio_limits = {(double)NAN, (double)NAN},
        .funnel_95 = {6, 8},
        .funnel_998 = {5, 9},
        .funnel = TOLL_FUNNEL_BELOW_95},
    {.name = {"Islands", 7},
        .deaths = 1,
        .people = 30000,
        .rate = 3.3,
        .rate_limits = {0.1, 18.6},
        .ratio = 0.7,
        .ratio_limits = {0.02, 3.7},
        .funnel_95 = {0, 20},
        .funnel_998 = {0, 30},
        .few = true}};
static const toll_disparity table = {
    .rows = rows, .row_count = 3, .reference = 1, .deaths = 441, .people = 6130000, .rate = 7.2, .level = 95};

static bool has(const toll_buffer *out, const char *words)
{
    return strstr(out->data, words) != NULL;
}

static void ratios(void **state)
{
    (void)state;
    toll_buffer out = {0};
    const toll_chart_rates chart = {
        .table = &table, .title = "Deaths & people", .note = "chance alone", .said = "30 to 40 times", .said_limits = {30, 40}};
    toll_chart_ratios(&out, &chart);
    assert_false(out.failed);
    assert_true(has(&out, "Upper &lt;Vale&gt;: 140 deaths of 100,000 people") && !has(&out, "<Vale>"));
    assert_true(has(&out, "Deaths &amp; people") && has(&out, "×28 (22.8 to 34.4)") && has(&out, "reference") &&
                has(&out, "claimed: 30 to 40 times"));
    assert_true(has(&out, "chance alone") && has(&out, ">1 death<") && has(&out, "</svg>"));
    toll_buffer_free(&out);
}

static void funnel(void **state)
{
    (void)state;
    toll_buffer out = {0};
    const toll_chart_rates chart = {.table = &table, .title = "Funnel"};
    toll_chart_funnel(&out, &chart);
    assert_false(out.failed);
    assert_true(has(&out, ">Capital<") && has(&out, "stroke-dasharray=\"2 3\"") && !has(&out, ">Islands<") && !has(&out, "nan") &&
                !has(&out, "inf"));
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ratios), cmocka_unit_test(funnel)};
    return TOLL_RUN(tests);
}
