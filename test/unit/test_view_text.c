/* Lines for terminals: no line is wider than asked for, nothing but spaces is lost, and nothing can steer the terminal. */
#include "test.h"

#include "view_claims.h"

static void wraps_to(const char *text, size_t width, const char *wanted)
{
    toll_view_cell one = {0};
    toll_buffer got = {0};
    toll_buffer_add_string(&one.text, text);
    toll_view_wrap(&one, width);
    for (size_t i = 0; i < one.line_count; i++) {
        if (i) toll_buffer_add_char(&got, '|');
        toll_buffer_add(&got, one.text.data + one.lines[i].off, one.lines[i].len);
    }
    assert_string_equal(got.data ? got.data : "", wanted);
    toll_buffer_free(&got);
    toll_view_cell_free(&one);
}

static void lines_break_at_spaces(void **state)
{
    (void)state;
    wraps_to("", 5, "");
    wraps_to("one", 5, "one");
    wraps_to("one two", 7, "one two");
    wraps_to("one two", 6, "one|two");
    wraps_to("one two three", 7, "one two|three");
    wraps_to("one two three", 3, "one|two|thr|ee");
    wraps_to("abcdefgh", 3, "abc|def|gh");
    wraps_to("a bcdefgh", 3, "a|bcd|efg|h");
    wraps_to("[ukr-general-staff]", 12, "[ukr-|general-|staff]");
    wraps_to("at ab-cdef", 6, "at|ab-|cdef");
    wraps_to("a-", 1, "a|-");
    wraps_to("a\nb c\n\nd", 9, "a|b c||d");
    wraps_to("one  two", 4, "one|two");
    wraps_to("Київ і Харків", 6, "Київ і|Харків");
    wraps_to("漢字漢字", 5, "漢字|漢字");
    wraps_to("e\xcc\x81 e\xcc\x81 e\xcc\x81", 3, "e\xcc\x81 e\xcc\x81|e\xcc\x81");
}

static void any_text_fits_its_width_and_loses_only_spaces(void **state)
{
    (void)state;
    toll_random random = toll_random_start(5);
    static const char *const pieces[] = {"a", "bc", " ", " ", "і", "漢", "\n", "—", "e\xcc\x81", "longer"};
    for (int turn = 0; turn < 2000; turn++) {
        toll_view_cell one = {0};
        toll_buffer before = {0}, after = {0};
        for (uint64_t i = toll_random_below(&random, 40); i > 0; i--)
            toll_buffer_add_string(&one.text, pieces[toll_random_below(&random, 10)]);
        size_t width = 2 + toll_random_below(&random, 12);
        toll_view_wrap(&one, width);
        for (size_t i = 0; i < one.text.len; i++)
            if (one.text.data[i] != ' ' && one.text.data[i] != '\n') toll_buffer_add_char(&before, one.text.data[i]);
        for (size_t i = 0; i < one.line_count; i++) {
            toll_text line = {one.text.data + one.lines[i].off, one.lines[i].len};
            toll_holds(random, toll_view_width(line) <= width);
            for (size_t j = 0; j < line.len; j++)
                if (line.data[j] != ' ') toll_buffer_add_char(&after, line.data[j]);
        }
        toll_holds(random, before.len == after.len && (!before.len || !memcmp(before.data, after.data, before.len)));
        toll_buffer_free(&before);
        toll_buffer_free(&after);
        toll_view_cell_free(&one);
    }
}

static void widths_are_columns(void **state)
{
    (void)state;
    assert_int_equal(toll_view_width(toll_text_of("")), 0);
    assert_int_equal(toll_view_width(toll_text_of("abc")), 3);
    assert_int_equal(toll_view_width(toll_text_of("≥63 – “ж”")), 9);
    assert_int_equal(toll_view_width(toll_text_of("漢字")), 4);
    assert_int_equal(toll_view_width(toll_text_of("e\xcc\x81")), 1);
}

static void plain_text_is_one_line_that_steers_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain;
    } cases[] = {{"a\n\tb  c\r\n", "a b c"}, {" a ", "a"}, {"\x1b[31mred\x07", "[31mred"}, {"a\302\233b", "ab"}, {"a\342\200\256b", "ab"},
        {"a\342\200\250b", "a b"}, {"\xef\xbb\xbfKyiv", "Kyiv"}, {"Київ", "Київ"}, {"a\377b", "a\357\277\275b"}, {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_buffer out = {0};
        toll_view_add_plain(&out, toll_text_of(cases[i].text));
        assert_string_equal(out.data ? out.data : "", cases[i].plain);
        toll_buffer_free(&out);
    }
}

static void rows_stand_side_by_side(void **state)
{
    (void)state;
    toll_view_cell cells[3] = {0};
    const unsigned widths[3] = {5, 4, 6};
    toll_buffer out = {0};
    toll_buffer_add_string(&cells[0].text, "ж two");
    toll_buffer_add_string(&cells[1].text, "a\nb\nc");
    toll_buffer_add_string(&cells[2].text, "x\n\nz");
    toll_view_add_row(&out, cells, widths, 3);
    assert_string_equal(out.data, "ж two  a     x\n       b\n       c     z\n");
    for (size_t i = 0; i < 3; i++) toll_view_cell_free(&cells[i]);
    toll_buffer_free(&out);
}

static void markup_is_no_markup(void **state)
{
    (void)state;
    static const struct {
        const char *text, *line, *exact, *shown;
    } cases[] = {{"<b a=\"1\" c='2'>&", "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;", "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;",
                     "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;"},
        {"a\r\n\tb", "a b", "a&#13;\n\tb", "a&#13;\n\tb"}, {"a\x01\x7f b", "a b", "a\x01\x7f b", "a\357\277\275\357\277\275 b"},
        {"", "", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_buffer line = {0}, exact = {0}, shown = {0};
        toll_view_add_xml(&line, toll_text_of(cases[i].text));
        toll_view_add_markup(&exact, toll_text_of(cases[i].text), true);
        toll_view_add_markup(&shown, toll_text_of(cases[i].text), false);
        assert_string_equal(line.data ? line.data : "", cases[i].line);
        assert_string_equal(exact.data ? exact.data : "", cases[i].exact);
        assert_string_equal(shown.data ? shown.data : "", cases[i].shown);
        toll_buffer_free(&line), toll_buffer_free(&exact), toll_buffer_free(&shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_spaces),
        cmocka_unit_test(any_text_fits_its_width_and_loses_only_spaces),
        cmocka_unit_test(widths_are_columns),
        cmocka_unit_test(plain_text_is_one_line_that_steers_nothing),
        cmocka_unit_test(rows_stand_side_by_side),
        cmocka_unit_test(markup_is_no_markup),
    };
    return TOLL_RUN(tests);
}
