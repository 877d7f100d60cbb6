/* UTF-8: well-formed and ill-formed sequences, checking at every alignment, counting, encoding, comparing. */
#include "test.h"

#include "base/base.h"

static void check_is(const char *data, size_t len, size_t wanted)
{
    /* at every distance from the 8- and 64-byte strides, with clean ASCII before and behind */
    char room[256];
    for (size_t before = 0; before < 140; before++) {
        memset(room, 'x', sizeof room);
        memcpy(room + before, data, len);
        size_t whole = before + len + 40;
        size_t found = toll_utf8_check(room, whole);
        assert_int_equal(found, wanted == len ? whole : before + wanted);
        assert_int_equal(toll_utf8_check(room, before + len), before + wanted);
    }
}

static void well_formed_sequences_pass(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "Makiïvka — “63”"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) check_is(good[i], strlen(good[i]), strlen(good[i]));
}

static void ill_formed_sequences_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        size_t len, bad;
    } cases[] = {
        {"\x80", 1, 0},             /* lone continuation */
        {"\xC0\xAF", 2, 0},         /* overlong solidus */
        {"\xC1\xBF", 2, 0},         /* overlong */
        {"\xE0\x9F\xBF", 3, 0},     /* overlong in three */
        {"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong in four */
        {"\xED\xA0\x80", 3, 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 4, 0}, /* above U+10FFFF */
        {"\xF5\x80\x80\x80", 4, 0}, /* no such lead */
        {"\xFE\xFF", 2, 0},         /* a UTF-16 mark */
        {"\xC3(", 2, 0},            /* second byte missing */
        {"\xE2\x82(", 3, 0},        /* third byte missing */
        {"\xF0\x9F\x98(", 4, 0},    /* fourth byte missing */
        {"ab\xC3\xA9\xFF", 5, 4},   /* good before bad */
        {"a\0b", 3, 1},             /* NUL */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) check_is(cases[i].data, cases[i].len, cases[i].bad);
}

static void a_text_is_shortened_between_characters(void **state)
{
    (void)state;
    static const char text[] = "a\xC3\xA9\xE2\x80\x94\xF0\x9F\x98\x80z";
    static const size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11};
    for (size_t len = 0; len < sizeof whole / sizeof *whole; len++) assert_int_equal(toll_utf8_whole(text, len), whole[len]);
    assert_int_equal(toll_utf8_whole("\x80\x80\x80\x80", 4), 4); /* bytes that are no text are no business of this */
    assert_int_equal(toll_utf8_whole("ab\xFF", 3), 3);
    assert_int_equal(toll_text_head((toll_text){text, 11}, 5).len, 3);
    assert_int_equal(toll_text_head((toll_text){text, 11}, 11).len, 11);
    assert_int_equal(toll_text_head((toll_text){NULL, 0}, 5).len, 0);
}

static void a_sequence_cut_by_the_end_is_ill_formed(void **state)
{
    (void)state;
    assert_int_equal(toll_utf8_check("abc\xE2\x82", 5), 3);
    assert_int_equal(toll_utf8_check("\xF0\x9F\x98", 3), 0);
    assert_int_equal(toll_utf8_check("", 0), 0);
    assert_int_equal(toll_utf8_check(NULL, 0), 0);
}

static void every_code_point_survives_encoding(void **state)
{
    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point++) {
        char bytes[4];
        size_t used, len = toll_utf8_encode(bytes, point);
        uint32_t back = toll_utf8_decode(bytes, len, &used);
        bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        if (used != len || back != (surrogate ? 0xFFFD : point) || toll_utf8_check(bytes, len) != len)
            fail_msg("U+%04X comes back as U+%04X", (unsigned)point, (unsigned)back);
    }
    char bytes[4];
    assert_int_equal(toll_utf8_encode(bytes, 0x110000), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void bad_bytes_decode_singly(void **state)
{
    (void)state;
    size_t used;
    assert_int_equal(toll_utf8_decode("\xE2\x82", 2, &used), 0xFFFD);
    assert_int_equal(used, 1);
    assert_int_equal(toll_utf8_decode("\xFF", 1, &used), 0xFFFD);
    assert_int_equal(used, 1);
    assert_int_equal(toll_utf8_decode("", 0, &used), 0xFFFD);
    assert_int_equal(used, 0);
}

static void code_points_are_counted(void **state)
{
    (void)state;
    const char *text = "Łódź €5 — 𝄞 and plain words behind, so that the eight-byte stride is taken too";
    size_t points = 0;
    for (size_t off = 0, used; off < strlen(text); off += used, points++) {
        assert_int_equal(toll_utf8_count(text, off), points);
        toll_utf8_decode(text + off, strlen(text) - off, &used);
    }
    assert_int_equal(toll_utf8_count(text, strlen(text)), points);
    char all[800];
    memset(all, 0x80, sizeof all);
    assert_int_equal(toll_utf8_count(all, sizeof all), 0);
}

static void texts_compare_by_bytes_and_absence(void **state)
{
    (void)state;
    assert_true(toll_text_is(toll_text_of("killed"), "killed"));
    assert_false(toll_text_is(toll_text_of("killed"), "kille"));
    assert_false(toll_text_is(toll_text_of("killeD"), "killed"));
    assert_true(toll_text_equal((toll_text){NULL, 0}, (toll_text){NULL, 0}));
    assert_false(toll_text_equal((toll_text){NULL, 0}, toll_text_of("")));
    assert_true(toll_text_equal(toll_text_of(""), (toll_text){"x", 0}));
}

static void spans_join(void **state)
{
    (void)state;
    toll_span joined = toll_span_join((toll_span){10, 5}, (toll_span){2, 3});
    assert_int_equal(joined.off, 2);
    assert_int_equal(joined.len, 13);
    joined = toll_span_join((toll_span){0, 0}, (toll_span){4, 2});
    assert_int_equal(joined.off, 4);
    assert_int_equal(toll_span_end(joined), 6);
    joined = toll_span_join((toll_span){4, 2}, (toll_span){9, 0});
    assert_int_equal(toll_span_end(joined), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_sequences_pass),
        cmocka_unit_test(ill_formed_sequences_are_found),
        cmocka_unit_test(a_text_is_shortened_between_characters),
        cmocka_unit_test(a_sequence_cut_by_the_end_is_ill_formed),
        cmocka_unit_test(every_code_point_survives_encoding),
        cmocka_unit_test(bad_bytes_decode_singly),
        cmocka_unit_test(code_points_are_counted),
        cmocka_unit_test(texts_compare_by_bytes_and_absence),
        cmocka_unit_test(spans_join),
    };
    return TOLL_RUN(tests);
}
