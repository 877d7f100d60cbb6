/* Texts and pages in other charsets than UTF-8. */
#include "test.h"

#include "source/inside.h"

static toll_status text(toll_buffer *out, const char *bytes, size_t len, const char *declared, size_t limit, toll_error *error)
{
    return toll_charset_text(out, (toll_text){bytes, len}, toll_text_of(declared), limit, error);
}

static void what_a_text_declares(void **state)
{
    (void)state;
    toll_buffer out = {0};
    toll_error error;
    assert_int_equal(text(&out, "plain", 5, "windows-1251", 100, &error), TOLL_END);
    assert_int_equal(text(&out, "caf\xe9", 4, "iso-8859-1", 100, &error), TOLL_OK);
    assert_string_equal(out.data, "caf\xc3\xa9");
    assert_int_equal(text(&out, "\x93q\x94", 3, "latin1", 100, &error), TOLL_OK); /* as the web means it: WINDOWS-1252 */
    assert_string_equal(out.data, "\xe2\x80\x9cq\xe2\x80\x9d");
    assert_int_equal(text(&out,
                         "\xff\xfe"
                         "a\0b\0",
                         6, NULL, 100, &error),
        TOLL_OK);
    assert_string_equal(out.data, "ab");
    assert_int_equal(text(&out,
                         "\xff\xfe"
                         "a\0\0\xd8",
                         6, NULL, 100, &error),
        TOLL_E_INPUT);
    assert_int_equal(text(&out, "caf\xe9", 4, "utf-8", 100, &error), TOLL_END);
    assert_int_equal(text(&out, "caf\xe9", 4, "no-such", 100, &error), TOLL_END);
    assert_int_equal(text(&out, "caf\xe9", 4, "latin1//TRANSLIT", 100, &error), TOLL_END);
    assert_int_equal(text(&out, "a\x81", 2, "windows-1252", 100, &error), TOLL_E_INPUT);
    assert_int_equal(error.byte, 1);
    assert_int_equal(text(&out, "\xe9\xe9\xe9\xe9", 4, "latin1", 6, &error) < 0 ? TOLL_E_LIMIT : TOLL_OK, TOLL_OK);
    toll_buffer_free(&out);
}

static void detection(void **state)
{
    (void)state;
    /* "Минобороны сообщило о потерях" in WINDOWS-1251, and too little of it to tell */
    static const char russian[] =
        "\xcc\xe8\xed\xee\xe1\xee\xf0\xee\xed\xfb \xf1\xee\xee\xe1\xf9\xe8\xeb\xee \xee \xef\xee\xf2\xe5\xf0\xff\xf5";
    toll_buffer out = {0};
    assert_int_equal(text(&out, russian, sizeof russian - 1, NULL, 1000, NULL), TOLL_OK);
    assert_non_null(strstr(out.data, "Минобороны"));
    assert_int_equal(text(&out, russian, 5, NULL, 1000, NULL), TOLL_END);
    assert_int_equal(text(&out, "ж\xff ж ж ж ж ж ж", 21, NULL, 1000, NULL), TOLL_END); /* damaged UTF-8 */
    assert_int_equal(text(&out, "\xcc\xe8\xed\xee\xe1\xee\xf0\xee\0", 9, NULL, 1000, NULL), TOLL_END);
    toll_buffer_free(&out);
}

static const char *page(toll_buffer *out, const char *bytes, const char *declared)
{
    toll_status status = toll_source_page(out, toll_text_of(bytes), toll_text_of(declared), 1000, NULL);
    return status == TOLL_END ? bytes : status == TOLL_OK ? out->data : "";
}

static void pages(void **state)
{
    (void)state;
    toll_buffer out = {0};
    assert_string_equal(page(&out, "<p>caf\xc3\xa9", "windows-1251"), "<p>caf\xc3\xa9");
    assert_string_equal(page(&out, "<p>\xe6", "windows-1251"), "<p>ж");
    assert_string_equal(page(&out, "<meta charset='windows-1251'>\xe6", NULL), "<meta charset='windows-1251'>ж");
    assert_string_equal(
        page(&out, "<meta content=\"text/html; charset=koi8-r\">\xd6", ""), "<meta content=\"text/html; charset=koi8-r\">ж");
    assert_string_equal(page(&out, "<?xml encoding=\"koi8-r\"?>\xd6", NULL), "<?xml encoding=\"koi8-r\"?>ж");
    assert_string_equal(page(&out, "<meta charset=utf-16>\xe9", NULL), "<meta charset=utf-16>\xc3\xa9");
    assert_string_equal(page(&out, "<p>\xe9", "no-such"), "<p>\xc3\xa9");
    assert_string_equal(page(&out, "жжж\xff", "windows-1251"), "жжж\xef\xbf\xbd"); /* damaged, whatever is declared */
    assert_string_equal(page(&out, "<p>a\x81z", "windows-1252"), "<p>a\xef\xbf\xbdz");
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_text_declares),
        cmocka_unit_test(detection),
        cmocka_unit_test(pages),
    };
    return TOLL_RUN(tests);
}
