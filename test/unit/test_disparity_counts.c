/* Counts out of tables: columns by name, lists that count each row, filters, windows, rows that are wrong. */
#include "test.h"

#include "disparity/counts.h"

static void hear(void *context, const toll_error *error)
{
    (void)error;
    ++*(size_t *)context;
}

static toll_status counts_of(
    toll_counts *out, toll_grid *grid, const char *text, const toll_counts_options *options, size_t *said, toll_error *error)
{
    *said = 0;
    assert_int_equal(toll_grid_read(grid, toll_text_of(text), "table", NULL, NULL, error), TOLL_OK);
    return toll_counts_of(out, &grid->memory, grid, options, hear, said, error);
}

static const toll_counts_options by_region = {.by = "region", .from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN};

static void figures(void **state)
{
    (void)state;
    toll_grid grid;
    toll_counts counts;
    toll_error error = {0};
    size_t said;
    toll_counts_options options = by_region;
    assert_int_equal(counts_of(&counts, &grid, "region,deaths\nA,\"1,090\"\nB,x\n,2\nC,-1\n", &options, &said, &error), TOLL_OK);
    assert_int_equal(counts.count, 2);
    assert_true(counts.items[0].value == 1090);
    assert_true(toll_text_is(counts.items[1].name, "(not said)"));
    assert_int_equal(said, 2);
    toll_grid_free(&grid);
    options.people = true;
    assert_int_equal(counts_of(&counts, &grid, "region,men,all\nA,5,10\n", &options, &said, &error), TOLL_OK);
    assert_true(counts.items[0].value == 10);
    toll_grid_free(&grid);
    options.figure = "men";
    assert_int_equal(counts_of(&counts, &grid, "region,men,all\nA,5,10\n", &options, &said, &error), TOLL_OK);
    assert_true(counts.items[0].value == 5);
    toll_grid_free(&grid);
}

static void lists(void **state)
{
    (void)state;
    toll_grid grid;
    toll_counts counts;
    toll_error error = {0};
    size_t said;
    toll_day from = toll_day_from_civil(2023, 1, 1);
    toll_counts_options options = by_region;
    options.where = "origin=volunteer,nowhere=x", options.date = "day", options.from = from, options.to = from + 30;
    static const char list[] = "region,origin,day\nA,volunteer,2023-01-05\nA,volunteer,2023-02-01\nA,conscript,2023-01-06\nB,volunteer,\n";
    assert_int_equal(counts_of(&counts, &grid, list, &options, &said, &error), TOLL_OK);
    assert_int_equal(counts.count, 1);
    assert_true(counts.items[0].value == 1);
    assert_null(counts.figure.data);
    assert_int_equal(counts.left_out, 3);
    assert_int_equal(counts.undated, 1);
    toll_grid_free(&grid);
}

static void columns_that_are_not_there(void **state)
{
    (void)state;
    toll_grid grid;
    toll_counts counts;
    toll_error error = {0};
    size_t said;
    toll_counts_options options = by_region;
    assert_int_equal(counts_of(&counts, &grid, "oblast,deaths\nA,1\n", &options, &said, &error), TOLL_E_USAGE);
    assert_non_null(strstr(error.message, "oblast, deaths"));
    toll_grid_free(&grid);
    options.people = true;
    assert_int_equal(counts_of(&counts, &grid, "region,deaths\nA,1\n", &options, &said, &error), TOLL_E_USAGE);
    assert_non_null(strstr(error.message, "--denominator"));
    toll_grid_free(&grid);
    options.people = false, options.where = "region";
    assert_int_equal(counts_of(&counts, &grid, "region,deaths\nA,1\n", &options, &said, &error), TOLL_E_USAGE);
    toll_grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(figures), cmocka_unit_test(lists), cmocka_unit_test(columns_that_are_not_there)};
    return TOLL_RUN(tests);
}
