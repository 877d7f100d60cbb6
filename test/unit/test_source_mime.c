/* What mail writes in ASCII, decoded: whole, broken off, and what is no code. */
#include "test.h"

#include "source/inside.h"

static void is(toll_buffer *got, const char *wanted)
{
    assert_false(got->failed);
    assert_int_equal(got->len, strlen(wanted));
    assert_memory_equal(got->len ? got->data : "", wanted, got->len);
    toll_buffer_free(got);
}

static void base64(const char *text, const char *wanted)
{
    toll_buffer out = {0};
    toll_mime_base64(&out, toll_text_of(text));
    is(&out, wanted);
}

static void quoted(const char *text, bool word, const char *wanted)
{
    toll_buffer out = {0};
    toll_mime_quoted(&out, toll_text_of(text), word);
    is(&out, wanted);
}

static void words(const char *text, const char *wanted)
{
    toll_buffer out = {0};
    toll_mime_words(&out, toll_text_of(text));
    is(&out, wanted);
}

static void in_base64(void **state)
{
    (void)state;
    base64("", "");
    base64("NjMga2lsbGVk", "63 killed");
    base64("NjMga2lsbGU=", "63 kille");
    base64("NjMga2ls\r\nbGVk\r\n", "63 killed");
    base64("N!j*M g a-2_l-s", "63 kil"); /* what is no digit counts for nothing */
    base64("NjMg=bGVk", "63 ");          /* nothing stands behind the end */
    base64("N", "");
    base64("Nj", "6");
}

static void in_quoted_printable(void **state)
{
    (void)state;
    quoted("63 kil=\r\nled", false, "63 killed");
    quoted("63 kil=  \t\r\nled", false, "63 killed"); /* blanks that a relay put behind the line */
    quoted("63 kil=\nled", false, "63 killed");
    quoted("=D0=B6=d0=B6", false, "жж");
    quoted("1+1=2 and 5=ZZ", false, "1+12 and 5ZZ");
    quoted("cut =", false, "cut ");
    quoted("cut =4", false, "cut 4");
    quoted("a_b", false, "a_b");
    quoted("a_b=5Fc", true, "a b_c");
    quoted("a=b", true, "a=b"); /* no line goes on in a word */
}

static void words_of_headers(void **state)
{
    (void)state;
    words("Toll rises", "Toll rises");
    words("=?utf-8?q?Toll_?= =?utf-8?B?cmlzZXM=?= again", "Toll rises again"); /* blanks between two codes are none */
    words("=?koi8-r?Q?=F0=CF?= more", "По more");
    words("=?utf-8?q?a?=b", "ab");
    words("=?utf-8?q?never closed", "=?utf-8?q?never closed");
    words("=?utf-8?x", "=?utf-8?x");
    words("=?"
          "?=",
        "=?"
        "?=");
    words("a =?utf-8?b?"
          "?= b",
        "a  b");
    words("=?utf-8?q?=FF?= x", "x"); /* no character: left out, the rest stands */
    words("", "");
}

static void lines_of_a_head(void **state)
{
    (void)state;
    const toll_text bytes = toll_text_of("A: 1\r\n 2\r\n\t3\nB: 4\r\n\r\nbody");
    toll_buffer line = {0};
    toll_text got;
    size_t at = 0;
    assert_true(toll_mime_line(&got, &line, bytes, &at));
    assert_true(toll_text_is(got, "A: 1 2\t3"));
    assert_true(toll_mime_line(&got, &line, bytes, &at));
    assert_true(toll_text_is(got, "B: 4"));
    assert_false(toll_mime_line(&got, &line, bytes, &at));
    assert_string_equal(bytes.data + at, "body");
    at = 0;
    assert_true(toll_mime_line(&got, &line, toll_text_of("C: cut short"), &at));
    assert_false(toll_mime_line(&got, &line, toll_text_of("C: cut short"), &at));
    toll_buffer_free(&line);
}

/* A header of nothing but beginnings costs what its first 4 KiB cost. */
static void a_header_made_to_hurt(void **state)
{
    (void)state;
    toll_buffer head = {0}, out = {0};
    while (head.len < (size_t)8 << 20) toll_buffer_add_string(&head, "=?u?q?x");
    toll_mime_words(&out, (toll_text){head.data, head.len});
    assert_int_equal(out.len, 4096);
    toll_buffer_free(&head);
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_base64),
        cmocka_unit_test(in_quoted_printable),
        cmocka_unit_test(words_of_headers),
        cmocka_unit_test(lines_of_a_head),
        cmocka_unit_test(a_header_made_to_hurt),
    };
    return TOLL_RUN(tests);
}
