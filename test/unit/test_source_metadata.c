/* The metadata table: found by name at any size, the first of two rows stands, mistakes cost a line. */
#include "test.h"

#include "source_files.h"

static toll_status load(toll_metadata *metadata, const char *text, notes *said, toll_error *error)
{
    char path[64];
    toll_complaints complaints = {take_note, said, 0};
    toll_status status = toll_metadata_load(metadata, file_with(path, ".jsonl", text, strlen(text)), 1000, &complaints, error);
    unlink(path);
    assert_int_equal(complaints.count, said->count);
    return status;
}

static void rows_are_found_by_name(void **state)
{
    (void)state;
    toll_metadata metadata = {0};
    notes said = {0};
    assert_int_equal(
        load(&metadata, "{\"doc\":\"a\",\"outlet\":\"Post\",\"title\":\"T\",\"published\":\"2023-01-04T01:02:03Z\"}\n\n{\"doc\":\"b\"}",
            &said, NULL),
        TOLL_OK);
    const toll_metadata_row *row = toll_metadata_find(&metadata, toll_text_of("a"));
    assert_non_null(row);
    assert_true(toll_text_is(row->outlet, "Post") && toll_text_is(row->title, "T"));
    assert_int_equal(row->published, toll_day_from_civil(2023, 1, 4));
    row = toll_metadata_find(&metadata, toll_text_of("b"));
    assert_non_null(row);
    assert_null(row->outlet.data);
    assert_int_equal(row->published, TOLL_DAY_UNKNOWN);
    assert_null(toll_metadata_find(&metadata, toll_text_of("c")));
    assert_null(toll_metadata_find(&metadata, toll_text_of("")));
    assert_int_equal(said.count, 0);
    toll_metadata_free(&metadata);
    assert_null(toll_metadata_find(&metadata, toll_text_of("a")));
}

static void a_large_table_is_found_again(void **state)
{
    (void)state;
    toll_metadata metadata = {0};
    toll_buffer text = {0};
    notes said = {0};
    for (int i = 0; i < 5000; i++) toll_buffer_printf(&text, "{\"doc\":\"name-%d\",\"outlet\":\"o%d\"}\n", i, i);
    assert_int_equal(load(&metadata, text.data, &said, NULL), TOLL_OK);
    for (int i = 0; i < 5001; i++) {
        char name[32], outlet[32];
        snprintf(name, sizeof name, "name-%d", i);
        snprintf(outlet, sizeof outlet, "o%d", i);
        const toll_metadata_row *row = toll_metadata_find(&metadata, toll_text_of(name));
        assert_int_equal(row != NULL, i < 5000);
        if (row) assert_true(toll_text_is(row->outlet, outlet));
    }
    toll_metadata_free(&metadata);
    toll_buffer_free(&text);
}

static void a_mistake_costs_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said;
    } cases[] = {
        {"{", "broken JSON"},
        {"{\"outlet\":\"x\"}", "no \"doc\""},
        {"{\"doc\":5}", "no \"doc\""},
        {"{\"doc\":\"\"}", "no \"doc\""},
        {"{\"doc\":\"a\",\"outlet\":\"second\"}", "a second row for \"a\""},
        {"{\"doc\":\"n\",\"published\":\"2023-02-30\"}", "not a date"},
        {"{\"doc\":\"n\",\"published\":20230204}", "not a date"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_metadata metadata = {0};
        toll_buffer text = {0};
        notes said = {0};
        toll_buffer_printf(&text, "{\"doc\":\"a\",\"outlet\":\"first\"}\n%s\n{\"doc\":\"z\"}\n", cases[i].line);
        assert_int_equal(load(&metadata, text.data, &said, NULL), TOLL_OK);
        assert_int_equal(said.count, 1);
        assert_int_equal(said.last.line, 2);
        assert_non_null(strstr(said.last.message, cases[i].said));
        assert_true(toll_text_is(toll_metadata_find(&metadata, toll_text_of("a"))->outlet, "first"));
        assert_non_null(toll_metadata_find(&metadata, toll_text_of("z")));
        toll_metadata_free(&metadata);
        toll_buffer_free(&text);
    }
}

static void a_line_above_the_limit_costs_itself(void **state)
{
    (void)state;
    toll_metadata metadata = {0};
    toll_buffer text = {0};
    notes said = {0};
    toll_buffer_printf(&text, "{\"doc\":\"%01000d\"}\n{\"doc\":\"z\"}\n", 1);
    assert_int_equal(load(&metadata, text.data, &said, NULL), TOLL_OK);
    assert_int_equal(said.count, 1);
    assert_int_equal(said.last.code, TOLL_E_LIMIT);
    assert_non_null(toll_metadata_find(&metadata, toll_text_of("z")));
    toll_metadata_free(&metadata);
    toll_buffer_free(&text);
}

static void a_table_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    toll_metadata metadata = {0};
    toll_complaints complaints = {0};
    toll_error error = {0};
    assert_int_equal(toll_metadata_load(&metadata, "/tmp/tollbook/none", 100, &complaints, &error), TOLL_E_INPUT);
    assert_string_equal(error.where, "/tmp/tollbook/none");
    assert_int_equal(toll_metadata_load(&metadata, "/tmp", 100, &complaints, &error), TOLL_E_INPUT);
    assert_non_null(strstr(error.message, "directory"));
    toll_metadata_free(&metadata);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_name),
        cmocka_unit_test(a_large_table_is_found_again),
        cmocka_unit_test(a_mistake_costs_its_line),
        cmocka_unit_test(a_line_above_the_limit_costs_itself),
        cmocka_unit_test(a_table_that_is_not_there_is_an_error),
    };
    return TOLL_RUN(tests);
}
