/* Bytes that are no text are named for what they are, at the byte where it shows. */
#include "test.h"

#include <errno.h>

#include "source_files.h"

static void clean_text_passes(void **state)
{
    (void)state;
    assert_int_equal(toll_source_check(toll_text_of(""), "f", NULL), TOLL_OK);
    assert_int_equal(toll_source_check(toll_text_of("Київ, 12 killed\r\n\t\xef\xbb\xbf"), "f", NULL), TOLL_OK);
    assert_int_equal(
        toll_source_check(toll_text_of("PK\x03\x04 is how a zip archive begins; a text may begin so too"), "f", NULL), TOLL_OK);
}

static void what_is_no_text_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        size_t len;
        uint64_t byte;
        const char *said;
    } cases[] = {
        {"ab\0c", 4, 2, "NUL"},
        {"ab\xff", 3, 2, "0xff"},
        {"\x1f\x8b\x08", 3, 1, "gzip"},
        {"\x28\xb5\x2f\xfd", 4, 1, "zstd"},
        {"PK\x03\x04\xff", 5, 4, "zip"},
        {"\xff\xfe"
         "a\0",
            4, 0, "UTF-16"},
        {"\xfe\xff\0a", 4, 0, "UTF-16"},
        {"%PDF-1\xff", 7, 6, "PDF"},
        {"\xff\xd8\xff", 3, 0, "JPEG"},
        {"SQLite format 3\0", 16, 15, "SQLite"},
        {"\xff", 1, 0, "0xff"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_error error = {0};
        assert_int_equal(toll_source_check((toll_text){cases[i].data, cases[i].len}, "f", &error), TOLL_E_INPUT);
        assert_string_equal(error.where, "f");
        assert_int_equal(error.byte, cases[i].byte);
        assert_non_null(strstr(error.message, cases[i].said));
    }
}

static void limits_and_the_system_are_put_into_words(void **state)
{
    (void)state;
    toll_error error;
    assert_int_equal(toll_source_too_large("the line", (size_t)64 << 20, "f", 3, &error), TOLL_E_LIMIT);
    assert_string_equal(error.message, "the line is longer than 64 MiB and is left out; split it");
    assert_int_equal(error.line, 3);
    toll_source_too_large("the text", 1000, "f", 0, &error);
    assert_string_equal(error.message, "the text is longer than 1000 bytes and is left out; split it");
    assert_int_equal(toll_source_system(ENOENT, "f", &error), TOLL_E_INPUT);
    assert_non_null(strstr(error.message, "no such file"));
    toll_source_system(EXDEV, "f", &error);
    assert_non_null(strstr(error.message, "error 18"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_text_passes),
        cmocka_unit_test(what_is_no_text_is_named),
        cmocka_unit_test(limits_and_the_system_are_put_into_words),
    };
    return TOLL_RUN(tests);
}
