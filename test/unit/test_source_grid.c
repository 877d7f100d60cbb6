/* Tables of figures out of CSV and JSON: columns, cells, lines, what is lost and said, limits; and cells as numbers. */
#include "test.h"

#include <math.h>

#include "source/grid.h"

typedef struct heard {
    size_t count;
    toll_error last;
} heard;

static void hear(void *context, const toll_error *error)
{
    heard *it = context;
    it->count++;
    it->last = *error;
}

static toll_status read_table(toll_grid *grid, const char *text, heard *said, toll_error *error)
{
    *said = (heard){0};
    return toll_grid_read(grid, toll_text_of(text), "table", hear, said, error);
}

static void assert_cell(const toll_grid *grid, size_t row, const char *column, const char *value)
{
    int at = toll_grid_column(grid, toll_text_of(column));
    assert_true(at >= 0);
    toll_text cell = toll_grid_cell(grid, row, (size_t)at);
    if (!value) assert_null(cell.data);
    else assert_true(toll_text_is(cell, value));
}

static void test_csv(void **state)
{
    (void)state;
    toll_grid grid;
    heard said;
    toll_error error = {0};
    assert_int_equal(read_table(&grid,
                         "\xef\xbb\xbf"
                         "day;killed; \"note\"\r\n2023-01-01;5;\"a;b\"\n\n2023-01-02;;x\r\n",
                         &said, &error),
        TOLL_OK);
    assert_int_equal(grid.row_count, 2);
    assert_int_equal(grid.lines[1], 4);
    assert_cell(&grid, 0, "Killed", "5");
    assert_cell(&grid, 1, "killed", NULL);
    assert_int_equal(strlen(grid.sha256), 64);
    toll_grid_free(&grid);
    assert_int_equal(read_table(&grid, "day\tkilled\n1\t2\n1\t2\t3\n4\t5\n", &said, &error), TOLL_OK);
    assert_int_equal(grid.row_count, 2);
    assert_int_equal(said.count, 1);
    assert_int_equal(said.last.line, 3);
    toll_grid_free(&grid);
}

static void test_json(void **state)
{
    (void)state;
    toll_grid grid;
    heard said;
    toll_error error = {0};
    assert_int_equal(
        read_table(&grid,
            "{\"d\":\"2023-01-01\",\"k\":5}\n{\"k\":null,\"new\":1.5,\"d\":\"x\"}\n{\"k\":1,\"k\":2}\n{\"k\":[1,2],\"d\":{\"k\":3}}\n",
            &said, &error),
        TOLL_OK);
    assert_int_equal(grid.row_count, 3);
    assert_int_equal(grid.column_count, 3);
    assert_cell(&grid, 0, "k", "5");
    assert_cell(&grid, 0, "new", NULL);
    assert_cell(&grid, 1, "k", NULL);
    assert_cell(&grid, 1, "new", "1.5");
    assert_cell(&grid, 2, "k", NULL);
    assert_cell(&grid, 2, "d", NULL);
    assert_int_equal(said.count, 1);
    assert_int_equal(said.last.line, 3);
    toll_grid_free(&grid);
    assert_int_equal(read_table(&grid, "[{\"k\":1},\n {\"k\":2}]", &said, &error), TOLL_OK);
    assert_int_equal(grid.row_count, 2);
    assert_int_equal(grid.lines[1], 2);
    toll_grid_free(&grid);
    assert_int_equal(read_table(&grid, "[{\"k\":1},\n {\"k\":2,", &said, &error), TOLL_OK);
    assert_int_equal(grid.row_count, 1); /* what was whole stands */
    assert_int_equal(said.count, 1);
    toll_grid_free(&grid);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "\n\n", "a,b\n", "a,a\n1,2\n", "[1,2]", "[[{\"k\":1}]]", "{}", "a,b\n\"1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        toll_grid grid;
        heard said;
        toll_error error = {0};
        assert_int_equal(read_table(&grid, wrong[i], &said, &error), TOLL_E_INPUT);
        assert_true(*error.message);
        toll_grid_free(&grid);
    }
}

static void test_too_many_columns(void **state)
{
    (void)state;
    toll_buffer text = {0};
    toll_grid grid;
    heard said;
    toll_error error = {0};
    toll_buffer_add_char(&text, '{');
    for (int i = 0; i < 1025; i++) toll_buffer_printf(&text, "%s\"c%d\":1", i ? "," : "", i);
    toll_buffer_add_char(&text, '}');
    assert_int_equal(read_table(&grid, text.data, &said, &error), TOLL_E_LIMIT);
    toll_grid_free(&grid);
    toll_buffer_free(&text);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        double value;
    } good[] = {{"0", 0}, {"1090", 1090}, {"1,090", 1090}, {"1 456 610", 1456610},
        {"12\xc2\xa0"
         "860",
            12860},
        {"-5", -5}, {"3.25", 3.25}, {"1,234.5", 1234.5}};
    static const char *const bad[] = {
        "", "x", "1,09", "1,0900", ",5", "5.", ".5", "1e5", "nan", "inf", "1.2.3", "-", "1-2", "12,34,567", "5 people"};
    double value;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(toll_grid_number(&value, toll_text_of(good[i].cell)));
        assert_true(fabs(value - good[i].value) < 1e-9);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (toll_grid_number(&value, toll_text_of(bad[i]))) fail_msg("\"%s\" is no number", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_csv), cmocka_unit_test(test_json), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_too_many_columns), cmocka_unit_test(test_numbers)};
    return TOLL_RUN(tests);
}
