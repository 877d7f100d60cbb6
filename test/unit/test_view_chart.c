/* Charts: each kind of bound has its own mark, outcomes that are not split their own lane, revisions a line, rivals none; hostile words stay words.
 * The golden files in test/unit/charts are looked at by people; CHARTS=write in the environment writes them anew. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "view/chart.h"

#define OPEN (double)NAN
#define MARK(who_, words_, qualifier_, point_, low_, high_, outcome_, said_, latest_)                                                      \
    {                                                                                                                                      \
        .who = who_, .words = words_, .quantity = {{0, 1}, point_, low_, high_, qualifier_, TOLL_UNIT_PEOPLE}, .outcome = outcome_,        \
        .said = said_, .to = said_, .latest = latest_                                                                                      \
    }

static const toll_chart_mark every[] = {
    MARK("north-ministry", "12", TOLL_QUALIFIER_EXACT, 12, 12, 12, TOLL_OUTCOME_KILLED, 19000, false),
    MARK("north-ministry", "31", TOLL_QUALIFIER_EXACT, 31, 31, 31, TOLL_OUTCOME_KILLED, 19002, true),
    MARK("south-staff", "at least 70", TOLL_QUALIFIER_AT_LEAST, 70, 70, OPEN, TOLL_OUTCOME_KILLED, 19001, true),
    MARK("hospital", "up to 40", TOLL_QUALIFIER_UP_TO, 40, OPEN, 40, TOLL_OUTCOME_KILLED, 19001, true),
    MARK("observers", "50 to 60", TOLL_QUALIFIER_RANGE, OPEN, 50, 60, TOLL_OUTCOME_KILLED, 19003, true),
    MARK("relief-group", "about 45", TOLL_QUALIFIER_ABOUT, 45, OPEN, OPEN, TOLL_OUTCOME_KILLED, 19003, true),
    MARK("a blogger", "dozens", TOLL_QUALIFIER_VAGUE, OPEN, 24, 99, TOLL_OUTCOME_KILLED_OR_WOUNDED, TOLL_DAY_UNKNOWN, true),
    MARK("mayor", "no number", TOLL_QUALIFIER_VAGUE, OPEN, OPEN, OPEN, TOLL_OUTCOME_KILLED, 19000, true),
    MARK("a camp", "none", TOLL_QUALIFIER_EXACT, 0, 0, 0, TOLL_OUTCOME_KILLED, 19004, true),
};

static void check(const char *name, toll_buffer *got)
{
    char path[512];
    const char *root = getenv("TOLLBOOK_ROOT");
    snprintf(path, sizeof path, "%s/test/unit/charts/%s.svg", root ? root : ".", name);
    const char *mode = getenv("CHARTS");
    if (mode && !strcmp(mode, "write")) {
        FILE *out = fopen(path, "wb");
        assert_non_null(out);
        fwrite(got->data, 1, got->len, out);
        fclose(out);
    }
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *wanted = calloc(1, 1 << 18);
    size_t len = fread(wanted, 1, (1 << 18) - 1, file);
    fclose(file);
    assert_false(got->failed);
    assert_string_equal(got->data, wanted);
    assert_int_equal(got->len, len);
    free(wanted);
}

static void every_bound_has_its_mark(void **state)
{
    (void)state;
    toll_buffer out = {0};
    const toll_chart chart = {"killed: latest from each: 31 (north-ministry), at least 70 (south-staff) and 6 more",
        "killed, military, 2022-01-08.", "A note under it.", every, sizeof every / sizeof *every};
    toll_chart_ladder(&out, &chart);
    check("ladder", &out);
    toll_buffer_free(&out);
}

static void a_wide_spread_is_logarithmic_and_says_so(void **state)
{
    (void)state;
    static const toll_chart_mark marks[] = {
        MARK("one", "5", TOLL_QUALIFIER_EXACT, 5, 5, 5, TOLL_OUTCOME_KILLED, 19000, true),
        MARK("other", "more than 4,000", TOLL_QUALIFIER_MORE_THAN, 4000, 4001, OPEN, TOLL_OUTCOME_KILLED, 19000, true),
    };
    toll_buffer out = {0};
    const toll_chart chart = {"two figures", NULL, NULL, marks, 2};
    toll_chart_ladder(&out, &chart);
    assert_non_null(strstr(out.data, "logarithmic scale"));
    check("wide", &out);
    toll_buffer_free(&out);
}

static void totals_are_steps_and_days_are_stems(void **state)
{
    (void)state;
    static const toll_chart_mark marks[] = {
        MARK("staff", "100", TOLL_QUALIFIER_EXACT, 100, 100, 100, TOLL_OUTCOME_KILLED, 19000, false),
        MARK("staff", "140", TOLL_QUALIFIER_EXACT, 140, 140, 140, TOLL_OUTCOME_KILLED, 19010, false),
        MARK("staff", "120", TOLL_QUALIFIER_EXACT, 120, 120, 120, TOLL_OUTCOME_KILLED, 19020, false),
        MARK("staff", "at least 300", TOLL_QUALIFIER_AT_LEAST, 300, 300, OPEN, TOLL_OUTCOME_KILLED, 19090, false),
        MARK("staff", "7", TOLL_QUALIFIER_EXACT, 7, 7, 7, TOLL_OUTCOME_WOUNDED, 19005, false),
        MARK("staff", "up to 9", TOLL_QUALIFIER_UP_TO, 9, OPEN, 9, TOLL_OUTCOME_WOUNDED, 19006, false),
    };
    static const toll_chart_line lines[] = {{"killed, running total", true, 0, 4}, {"wounded, by period", false, 4, 2}};
    toll_buffer out = {0};
    const toll_chart chart = {"staff: 6 figures under 2 definitions", "one definition a panel", "note", marks, 6};
    toll_chart_series(&out, &chart, lines, 2);
    assert_non_null(strstr(out.data, "lower than before"));
    check("series", &out);
    toll_buffer_free(&out);
}

static bool called(void *context, char *out, size_t size, const char *id, toll_name_form form)
{
    (void)context;
    (void)form;
    if (strcmp(id, "har-health") != 0 && strcmp(id, "HAR") != 0) return false;
    snprintf(out, size, "%s", id[3] ? "Ministry of Health & Order of Harran" : "Harran");
    return true;
}

/* Claimant and side by their names where somebody knows them, else by their ids. */
static void a_table_is_of_a_claimant_by_name(void **state)
{
    (void)state;
    static const toll_series_point days[] = {{19000, 100, NAN, TOLL_QUALIFIER_EXACT, 2}, {19001, 112, 12, TOLL_QUALIFIER_EXACT, 3}};
    toll_series series = {.name = "dead", .claimant = "har-health", .side = "HAR", .file = "table.csv", .points = days, .count = 2};
    const toll_reckon_options names = {.size = sizeof names, .name = called};
    toll_buffer out = {0};
    toll_chart_table(&out, &series, &names);
    assert_non_null(strstr(out.data, "dead, counted by Ministry of Health &amp; Order of Harran<"));
    assert_non_null(strstr(out.data, ">Harran; 2 days of table.csv"));
    toll_buffer_free(&out);
    toll_chart_table(&out, &series, NULL);
    assert_non_null(strstr(out.data, "dead, counted by har-health<"));
    assert_non_null(strstr(out.data, ">HAR; 2 days of table.csv"));
    toll_buffer_free(&out);
    series.claimant = "a-militia", series.side = NULL;
    toll_chart_table(&out, &series, &names);
    assert_non_null(strstr(out.data, "dead, counted by a-militia<"));
    assert_non_null(strstr(out.data, ">side open; 2 days"));
    toll_buffer_free(&out);
}

static void bars_count_and_gaps_stay_gaps(void **state)
{
    (void)state;
    const toll_chart_bar bars[] = {{"2023-01", 19358, 19388, 12}, {"2023-02", 19389, 19416, 0}, {"2023-03", 19417, 19447, 3}};
    const toll_chart_bars chart = {"15 claims by <month>", bars, 3};
    toll_buffer out = {0};
    toll_chart_bars_draw(&out, &chart);
    assert_non_null(strstr(out.data, "<desc>2023-01: 12; 2023-03: 3</desc>"));
    assert_non_null(strstr(out.data, "15 claims by &lt;month&gt;"));
    static const char before[] = " opacity=\"0.7\" d=\"";
    const char *bar = strstr(out.data, before);
    assert_non_null(bar);
    size_t moves = 0;
    for (bar += sizeof before - 1; *bar && *bar != '"'; bar++) moves += *bar == 'M';
    assert_int_equal(moves, 2);
    toll_buffer_free(&out);
    const toll_chart_bars none = {"0 claims", NULL, 0};
    toll_chart_bars_draw(&out, &none);
    assert_non_null(strstr(out.data, "</svg>"));
    toll_buffer_free(&out);
}

static void hostile_words_stay_words(void **state)
{
    (void)state;
    static const toll_chart_mark marks[] = {
        MARK("<script>alert(1)</script>", "\"><img onerror=x>&\x1b[2J", TOLL_QUALIFIER_VAGUE, OPEN, OPEN, OPEN, TOLL_OUTCOME_KILLED, 19000,
            true),
        MARK("\xff\xfe]]>", "1", TOLL_QUALIFIER_EXACT, 1, 1, 1, TOLL_OUTCOME_KILLED, 19000, true),
    };
    toll_buffer out = {0};
    const toll_chart chart = {"</title><script>x</script>", "' onload='y", "&#0;", marks, 2};
    toll_chart_ladder(&out, &chart);
    assert_null(strstr(out.data, "<script"));
    assert_null(strstr(out.data, "<img"));
    assert_null(strchr(out.data, 0x1b));
    check("hostile", &out);
    toll_buffer_free(&out);
}

static void nothing_to_show_is_a_frame(void **state)
{
    (void)state;
    toll_buffer out = {0};
    const toll_chart chart = {"nothing", NULL, NULL, NULL, 0};
    toll_chart_ladder(&out, &chart);
    toll_chart_series(&out, &chart, NULL, 0);
    assert_non_null(strstr(out.data, "</svg>"));
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bound_has_its_mark),
        cmocka_unit_test(a_wide_spread_is_logarithmic_and_says_so),
        cmocka_unit_test(totals_are_steps_and_days_are_stems),
        cmocka_unit_test(a_table_is_of_a_claimant_by_name),
        cmocka_unit_test(bars_count_and_gaps_stay_gaps),
        cmocka_unit_test(hostile_words_stay_words),
        cmocka_unit_test(nothing_to_show_is_a_frame),
    };
    return TOLL_RUN(tests);
}
