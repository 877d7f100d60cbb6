/* The buffer: growth, failure that sticks, JSON escaping, numbers independent of the locale. */
#include "test.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <wchar.h>

#include "base/base.h"

static void appends_grow_and_stay_terminated(void **state)
{
    (void)state;
    toll_buffer buffer = {0};
    for (int i = 0; i < 10000; i++) {
        toll_buffer_add_char(&buffer, (char)('a' + i % 26));
        assert_int_equal(buffer.data[buffer.len], '\0');
        assert_true(buffer.cap > buffer.len);
    }
    assert_int_equal(buffer.len, 10000);
    assert_memory_equal(buffer.data + 9984, "abcdefghijklmnop", 16);
    toll_buffer_clear(&buffer);
    assert_string_equal(buffer.data, "");
    toll_buffer_add_string(&buffer, "again");
    assert_string_equal(buffer.data, "again");
    toll_buffer_free(&buffer);
    assert_null(buffer.data);
}

static void empty_appends_give_an_empty_string(void **state)
{
    (void)state;
    toll_buffer buffer = {0};
    toll_buffer_add(&buffer, NULL, 0);
    assert_string_equal(buffer.data, "");
    toll_buffer_free(&buffer);
}

static void printf_fits_short_and_long(void **state)
{
    (void)state;
    toll_buffer buffer = {0};
    toll_buffer_printf(&buffer, "%d-%s", 7, "x");
    assert_string_equal(buffer.data, "7-x");
    toll_buffer_printf(&buffer, "%0500d", 1);
    assert_int_equal(buffer.len, 503);
    assert_int_equal(buffer.data[502], '1');
    for (int width = 0; width < 300; width++) { /* every distance to the end of the room */
        toll_buffer_free(&buffer);
        toll_buffer_printf(&buffer, "%*s", width, "");
        assert_int_equal(buffer.len, (size_t)width);
    }
    toll_buffer_free(&buffer);
}

static void what_cannot_be_printed_is_a_failure(void **state)
{
    (void)state;
    toll_buffer buffer = {0};
    toll_buffer_add_string(&buffer, "kept");
    const wchar_t beyond[] = {0x7FFFFFFF, 0}; /* no locale can write it */
    toll_buffer_printf(&buffer, "%d %ls", 5, beyond);
    assert_true(buffer.failed);
    assert_string_equal(buffer.data, "kept");
    toll_buffer_free(&buffer);
}

static void a_failed_reserve_sticks_and_keeps_the_bytes(void **state)
{
    (void)state;
    toll_buffer buffer = {0};
    toll_buffer_add_string(&buffer, "kept");
    assert_false(toll_buffer_reserve(&buffer, SIZE_MAX));
    assert_true(buffer.failed);
    toll_buffer_add_string(&buffer, "lost");
    toll_buffer_printf(&buffer, "%d", 1);
    toll_buffer_add_number(&buffer, 1);
    assert_string_equal(buffer.data, "kept");
    assert_false(toll_buffer_reserve(&buffer, 1));
    toll_buffer_clear(&buffer);
    toll_buffer_add_string(&buffer, "new");
    assert_string_equal(buffer.data, "new");
    assert_false(toll_buffer_reserve(&buffer, PTRDIFF_MAX));
    toll_buffer_free(&buffer);
}

static void json_is(const char *data, size_t len, const char *wanted)
{
    toll_buffer buffer = {0};
    toll_buffer_add_json(&buffer, (toll_text){data, len});
    assert_string_equal(buffer.data, wanted);
    toll_buffer_free(&buffer);
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    json_is("", 0, "\"\"");
    json_is("plain", 5, "\"plain\"");
    json_is("\"\\/", 3, "\"\\\"\\\\/\"");
    json_is("\n\r\t\b\f\x1f\x7f", 7, "\"\\n\\r\\t\\u0008\\u000c\\u001f\x7f\"");
    json_is("a\0b", 3, "\"a\\u0000b\"");
    json_is("é€𝄞", 9, "\"é€𝄞\"");
    json_is(NULL, 0, "null");
}

static void json_replaces_bytes_that_are_no_utf8(void **state)
{
    (void)state;
    json_is("\xFF", 1, "\"\xEF\xBF\xBD\"");
    json_is("a\xE2\x82", 3, "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
    json_is("\xC0\xAF!", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD!\"");
}

static void whole_numbers_and_keys(void **state)
{
    (void)state;
    const struct {
        uint64_t value;
        const char *count, *grouped;
    } rows[] = {{0, "0", "0"}, {7, "7", "7"}, {999, "999", "999"}, {1000, "1000", "1,000"}, {12730, "12730", "12,730"},
        {1000000, "1000000", "1,000,000"}, {UINT64_MAX, "18446744073709551615", "18,446,744,073,709,551,615"}};
    toll_buffer buffer = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toll_buffer_clear(&buffer);
        toll_buffer_add_count(&buffer, rows[i].value);
        assert_string_equal(buffer.data, rows[i].count);
        toll_buffer_clear(&buffer);
        toll_buffer_add_grouped(&buffer, rows[i].value);
        assert_string_equal(buffer.data, rows[i].grouped);
    }
    toll_buffer_clear(&buffer);
    toll_buffer_add_key(&buffer, "left_out");
    assert_string_equal(buffer.data, "\"left_out\":");
    toll_buffer_free(&buffer);
}

static void number_is(double value, const char *wanted)
{
    toll_buffer buffer = {0};
    toll_buffer_add_number(&buffer, value);
    assert_string_equal(buffer.data, wanted);
    toll_buffer_free(&buffer);
}

static void numbers_are_shortest(void **state)
{
    (void)state;
    number_is(0, "0");
    number_is(-0.0, "-0");
    number_is(220, "220");
    number_is(-7, "-7");
    number_is(159090, "159090");
    number_is(1e14, "100000000000000");
    number_is(1e15, "1e15");
    number_is(0.1, "0.1");
    number_is(33.3, "33.3");
    number_is(410.64516129032256, "410.64516129032256");
    number_is(1.0 / 3, "0.3333333333333333");
    number_is(1e-7, "1e-7");
    number_is(DBL_MAX, "1.7976931348623157e308");
    number_is(DBL_MIN, "2.2250738585072014e-308");
    number_is(5e-324, "5e-324");
    number_is(NAN, "null");
    number_is(INFINITY, "null");
    number_is(-INFINITY, "null");
}

/* A locale with a decimal comma, without asking the machine to have one installed: this program's snprintf and strtod take the place of
 * the C library's, and with `comma` set they print and read as that locale's do (a point of several bytes, as in Pashto, included). */
static const char *comma;

int snprintf(char *restrict out, size_t size, const char *restrict format, ...)
{
    char printed[2048];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(printed, sizeof printed, format, arguments);
    va_end(arguments);
    char *point = comma ? strchr(printed, '.') : NULL;
    if (size) {
        out[0] = '\0';
        strncat(out, printed, point && (size_t)(point - printed) < size ? (size_t)(point - printed) : size - 1);
        if (point) strncat(out, comma, size - strlen(out) - 1), strncat(out, point + 1, size - strlen(out) - 1);
    }
    return point ? len - 1 + (int)strlen(comma) : len;
}

double strtod(const char *restrict text, char **restrict end)
{
    char plain[128] = "";
    const char *found = comma ? strstr(text, comma) : NULL;
    strncat(plain, text, found ? (size_t)(found - text) : sizeof plain - 1);
    if (found) strcat(plain, "."), strncat(plain, found + strlen(comma), sizeof plain - strlen(plain) - 1);
    double value = 0;
    int used = 0;
    sscanf(plain, "%lf%n", &value, &used);
    if (end) *end = (char *)(uintptr_t)text + used;
    return value;
}

static void numbers_ignore_the_locale(void **state)
{
    (void)state;
    static const char *const commas[] = {",", "٫"};
    for (size_t i = 0; i < 2; i++) {
        char printed[16];
        comma = commas[i];
        snprintf(printed, sizeof printed, "%g", 0.5);
        assert_string_not_equal(printed, "0.5"); /* the comma is really in force */
        number_is(30.5, "30.5");
        number_is(410.64516129032256, "410.64516129032256");
        number_is(-1.5e-9, "-1.5e-9");
        comma = NULL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_grow_and_stay_terminated),
        cmocka_unit_test(empty_appends_give_an_empty_string),
        cmocka_unit_test(printf_fits_short_and_long),
        cmocka_unit_test(what_cannot_be_printed_is_a_failure),
        cmocka_unit_test(a_failed_reserve_sticks_and_keeps_the_bytes),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(json_replaces_bytes_that_are_no_utf8),
        cmocka_unit_test(whole_numbers_and_keys),
        cmocka_unit_test(numbers_are_shortest),
        cmocka_unit_test(numbers_ignore_the_locale),
    };
    return TOLL_RUN(tests);
}
