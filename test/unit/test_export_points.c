/* Code points before a byte, however the text is made and wherever the byte lies. */
#include "test.h"

#include "export/inside.h"

static void count_like_the_plain_way(void **state)
{
    (void)state;
    toll_buffer text = {0};
    for (int i = 0; i < 2000; i++) toll_buffer_add_string(&text, i % 7 ? "ab" : i % 3 ? "й" : "😀");
    export_points points = {0};
    assert_int_equal(export_points_of(&points, (toll_text){text.data, text.len}), TOLL_OK);
    size_t plain = 0;
    for (size_t off = 0; off <= text.len; off++) {
        assert_int_equal(export_points_before(&points, off), plain);
        plain += off < text.len && ((unsigned char)text.data[off] & 0xc0) != 0x80;
    }
    assert_int_equal(export_points_before(&points, text.len + 100), plain); /* behind the end is the end */
    export_points_free(&points);
    toll_buffer_free(&text);
}

static void an_empty_text_has_none_and_another_text_is_counted_anew(void **state)
{
    (void)state;
    export_points points = {0};
    assert_int_equal(export_points_of(&points, toll_text_of("ééé")), TOLL_OK);
    assert_int_equal(export_points_before(&points, 4), 2);
    assert_int_equal(export_points_of(&points, (toll_text){NULL, 0}), TOLL_OK);
    assert_int_equal(export_points_before(&points, 4), 0);
    export_points_free(&points);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(count_like_the_plain_way),
        cmocka_unit_test(an_empty_text_has_none_and_another_text_is_counted_anew),
    };
    return TOLL_RUN(tests);
}
