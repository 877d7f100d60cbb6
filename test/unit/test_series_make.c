/* Tables as series: rows in order of their days, figures that are not there, and every kind of `table_error`. */
#include "test.h"

#include <math.h>

#include "series/series.h"

typedef struct made {
    toll_grid grid;
    toll_arena memory;
    toll_series_map map;
    toll_series_set set;
    toll_error error;
} made;

static toll_status make(made *m, const char *map, const char *table)
{
    *m = (made){0};
    toll_arena_init(&m->memory, 0);
    assert_int_equal(toll_series_map_read(&m->map, &m->memory, toll_text_of(map), "map", &m->error), TOLL_OK);
    assert_int_equal(toll_grid_read(&m->grid, toll_text_of(table), "table", NULL, NULL, &m->error), TOLL_OK);
    return toll_series_make(&m->set, &m->memory, &m->grid, &m->map, &m->error);
}

static void free_made(made *m)
{
    toll_series_set_free(&m->set);
    toll_grid_free(&m->grid);
    toll_arena_free(&m->memory);
}

static const char plain[] = "date = day\noutcome = killed\nurl = url\nsource = from\nskip = from=nobody\n[k]\ntotal = sum\ndaily = new\n";

static size_t count_of(const made *m, toll_lint lint)
{
    size_t count = 0;
    for (size_t i = 0; i < m->set.error_count; i++) count += m->set.errors[i].lint == lint;
    return count;
}

static void digits_and_types(void **state)
{
    (void)state;
    made m;
    assert_int_equal(make(&m, plain,
                         "day,sum,new,url,from\n2023-01-01,100,,,a\n2023-01-02,223,132,,a\n2023-01-03,300,77,,a\n2023-01-04,310.5,10.5,,a\n"
                         "2023-01-05,320,9.5,,a\n2023-01-06,330,10,,a\n2023-01-07,340,10,,a\n2023-01-08,350,10,,a\n2023-01-09,360,10,,a\n"
                         "2023-01-10,370,10,,a\n"),
        TOLL_OK);
    assert_int_equal(count_of(&m, TOLL_LINT_TRANSPOSED), 1); /* 132 where the totals differ by 123 */
    assert_int_equal(count_of(&m, TOLL_LINT_DIFFERENCE), 0);
    assert_int_equal(count_of(&m, TOLL_LINT_TYPE), 1); /* 310.5 among nine whole totals; two of nine days are too many to be a slip */
    free_made(&m);
}

static void rows_become_points(void **state)
{
    (void)state;
    made m;
    assert_int_equal(
        make(&m, plain,
            "day,sum,new,url,from\n2023-01-01,10,,,a\n2023-01-03,\"1,030\",20,,a\n2023-01-02,1010,1000,,a\n2023-01-04,,,,nobody\n"),
        TOLL_OK);
    assert_int_equal(m.set.count, 1);
    const toll_series *s = &m.set.series[0];
    assert_int_equal(s->count, 3);
    assert_true(s->points[2].total == 1030 && s->points[2].daily == 20 && s->points[2].line == 3);
    assert_true(isnan(s->points[0].daily) && isnan(toll_series_daily(s, s->points[0].day)));
    assert_int_equal(m.set.skipped, 1);
    assert_int_equal(strlen(s->sha256), 64);
    assert_int_equal(m.set.error_count, 1); /* the date goes back */
    assert_int_equal(m.set.errors[0].lint, TOLL_LINT_DATE);
    free_made(&m);
}

static void table_errors(void **state)
{
    (void)state;
    made m;
    static const char table[] = "day,sum,new,url,from\n"
                                "2023-01-01,1090,90,http://x.example/2023/01/01/a,office\n"
                                "2023-01-02,1190,100,http://x.example/2022/01/02/a,office\n" /* an address a year off */
                                "2023-01-03,2190,110,,office\n"                              /* 1,290 with digits changed over */
                                "2023-01-04,1390,100,,office\n"
                                "2023-01-04,1395,105,,office\n" /* the day again */
                                "4 Jan 2023,1400,10,,office\n"  /* no date */
                                "2023-01-05,many,100,,office\n" /* no number */
                                "2023-01-06,1600,100,,outlet\n" /* another source */
                                "2023-01-07,1500,80,,outlet\n"  /* falls; and 80 is not the difference */
                                "2023-01-08,1610,110,,outlet\n";
    assert_int_equal(make(&m, plain, table), TOLL_OK);
    assert_int_equal(count_of(&m, TOLL_LINT_URL), 1);
    assert_int_equal(count_of(&m, TOLL_LINT_TRANSPOSED), 1);
    assert_int_equal(count_of(&m, TOLL_LINT_DATE), 2);
    assert_int_equal(count_of(&m, TOLL_LINT_TYPE), 1);
    assert_int_equal(count_of(&m, TOLL_LINT_SOURCE), 1);
    assert_int_equal(count_of(&m, TOLL_LINT_FALLING), 1);
    assert_true(count_of(&m, TOLL_LINT_DIFFERENCE) >= 1);
    for (size_t i = 0; i < m.set.error_count; i++) {
        assert_non_null(toll_lint_name(m.set.errors[i].lint));
        assert_true(m.set.errors[i].line >= 2 && *m.set.errors[i].message);
    }
    free_made(&m);
}

static void a_sound_table_has_no_errors(void **state)
{
    (void)state;
    made m;
    assert_int_equal(
        make(&m, plain, "day,sum,new,url,from\n2023-01-01,10,10,,a\n2023-01-02,10,0,,a\n2023-01-03,31,21,,a\n2023-02-01,50,,,a\n"),
        TOLL_OK);
    assert_int_equal(m.set.error_count, 0);
    free_made(&m);
}

static void columns_that_are_not_there(void **state)
{
    (void)state;
    made m;
    assert_int_equal(make(&m, "date = day\noutcome = killed\n[k]\ntotal = nothing\n", "day,sum\n2023-01-01,10\n"), TOLL_E_USAGE);
    assert_non_null(strstr(m.error.message, "day, sum"));
    free_made(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits_and_types), cmocka_unit_test(rows_become_points),
        cmocka_unit_test(table_errors), cmocka_unit_test(a_sound_table_has_no_errors), cmocka_unit_test(columns_that_are_not_there)};
    return TOLL_RUN(tests);
}
