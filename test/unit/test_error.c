/* Errors: every field set, nothing demanded of a caller who passes NULL, long and dirty texts made one clean line. */
#include "test.h"

#include "base/base.h"

static void fields_are_set(void **state)
{
    (void)state;
    toll_error error;
    memset(&error, 0xAA, sizeof error);
    assert_int_equal(toll_error_set(&error, TOLL_E_INPUT, "a.txt", "byte %d", 7), TOLL_E_INPUT);
    assert_int_equal(error.code, TOLL_E_INPUT);
    assert_string_equal(error.where, "a.txt");
    assert_string_equal(error.message, "byte 7");
    assert_int_equal(error.line, 0);
    assert_true(error.byte == UINT64_MAX);
    assert_int_equal(toll_error_at(&error, TOLL_E_TABLE, "b.tsv", 12, "no such column"), TOLL_E_TABLE);
    assert_int_equal(error.line, 12);
    assert_string_equal(error.where, "b.tsv");
}

static void nothing_is_needed(void **state)
{
    (void)state;
    toll_error error;
    assert_int_equal(toll_error_set(NULL, TOLL_E_BUSY, NULL, "x"), TOLL_E_BUSY);
    assert_int_equal(toll_error_at(NULL, TOLL_E_BUSY, NULL, 1, "x"), TOLL_E_BUSY);
    toll_error_set(&error, TOLL_E_USAGE, NULL, "x");
    assert_string_equal(error.where, "");
}

static void long_texts_are_cut_between_code_points(void **state)
{
    (void)state;
    char path[2000];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(path, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof path; i += 3) memcpy(path + i, "€", 3);
        path[shift + 3 * ((sizeof path - shift - 1) / 3) - 3] = '\0';
        toll_error error;
        toll_error_set(&error, TOLL_E_SYSTEM, path, "%s", path);
        assert_in_range(strlen(error.where), sizeof error.where - 4, sizeof error.where - 1);
        assert_in_range(strlen(error.message), sizeof error.message - 4, sizeof error.message - 1);
        assert_int_equal(toll_utf8_check(error.where, strlen(error.where)), strlen(error.where));
        assert_int_equal(toll_utf8_check(error.message, strlen(error.message)), strlen(error.message));
    }
}

static void messages_are_one_clean_line(void **state)
{
    (void)state;
    toll_error error;
    toll_error_set(&error, TOLL_E_INPUT, "a\nb\x7F.txt", "bad \xFF\x80 byte\r\nin \x1B[31mred");
    assert_string_equal(error.where, "a?b?.txt");
    assert_string_equal(error.message, "bad ?? byte??in ?[31mred");
    toll_error_set(&error, TOLL_E_INPUT, "\xC3", "\xE2\x82");
    assert_string_equal(error.where, "?");
    assert_string_equal(error.message, "??");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_set),
        cmocka_unit_test(nothing_is_needed),
        cmocka_unit_test(long_texts_are_cut_between_code_points),
        cmocka_unit_test(messages_are_one_clean_line),
    };
    return TOLL_RUN(tests);
}
