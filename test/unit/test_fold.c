/* Folding: what becomes equal, what stays apart, and what happens where the room is short. */
#include "test.h"

#include "base/base.h"

static void fold_is(const char *text, const char *wanted)
{
    char out[256];
    size_t len = toll_utf8_fold(out, sizeof out, text, strlen(text));
    assert_int_equal(len, strlen(wanted));
    out[len] = '\0';
    assert_string_equal(out, wanted);
}

static void ascii_becomes_lower_case(void **state)
{
    (void)state;
    fold_is("", "");
    fold_is("Kherson", "kherson");
    fold_is("THE RUSSIAN MINISTRY OF DEFENCE SAID ON SUNDAY", "the russian ministry of defence said on sunday");
    fold_is("@[`{AZaz09@[`{AZaz09", "@[`{azaz09@[`{azaz09");
    fold_is("\x01\x7F\x01\x7F\x01\x7F\x01\x7FZ", "\x01\x7F\x01\x7F\x01\x7F\x01\x7Fz");
}

static void accents_go(void **state)
{
    (void)state;
    fold_is("Mąkijivka’s", "makijivka's");
    fold_is("Ivano-Frankivs’k", "ivano-frankivs'k");
    fold_is("Łódź", "lodz");
    fold_is("ĐAKOVICA", "dakovica");
    fold_is("Ǿ ø Ø", "o o o");
    fold_is("İstanbul", "istanbul");
    fold_is("ısparta", "isparta");
    fold_is("Straße", "strasse");
    fold_is("e\xCC\x81", "e"); /* combining acute */
    fold_is("ﬁre", "fire");
    fold_is("Æsir œuvre", "aesir oeuvre");
}

static void other_scripts_fold_too(void **state)
{
    (void)state;
    fold_is("МАКІЇВКА", "макіівка");
    fold_is("ΑΘΉΝΑ", "αθηνα");
    fold_is("北京", "北京");
}

static void typography_becomes_plain(void **state)
{
    (void)state;
    fold_is("“30–40 times” — ‘up to’ ʼ ′", "\"30-40 times\" - 'up to' ' '");
    fold_is("a\xC2\xA0"
            "b\xE2\x80\xAF"
            "c\xE2\x80\x89"
            "d",
        "a b c d");
    fold_is("soft\xC2\xADhyphen zero\xE2\x80\x8Bwidth", "softhyphen zerowidth");
    fold_is("−5 «x»", "-5 \"x\"");
}

static void bad_bytes_become_the_replacement(void **state)
{
    (void)state;
    fold_is("a\xFFz", "a\xEF\xBF\xBDz");
}

static void short_room_is_never_overrun(void **state)
{
    (void)state;
    const char *text = "ABCDEFGHIJKLMNOP — ÀÉ€ ßß Kyiv";
    char whole[64], part[64];
    size_t needed = toll_utf8_fold(whole, sizeof whole, text, strlen(text));
    assert_true(needed < sizeof whole);
    for (size_t cap = 0; cap <= needed; cap++) {
        memset(part, '#', sizeof part);
        assert_int_equal(toll_utf8_fold(part, cap, text, strlen(text)), needed);
        for (size_t i = cap; i < sizeof part; i++) assert_int_equal(part[i], '#');
        size_t written = 0;
        while (written < cap && part[written] != '#') written++;
        assert_memory_equal(part, whole, written);
    }
    assert_int_equal(toll_utf8_fold(NULL, 0, text, strlen(text)), needed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_becomes_lower_case),
        cmocka_unit_test(accents_go),
        cmocka_unit_test(other_scripts_fold_too),
        cmocka_unit_test(typography_becomes_plain),
        cmocka_unit_test(bad_bytes_become_the_replacement),
        cmocka_unit_test(short_room_is_never_overrun),
    };
    return TOLL_RUN(tests);
}
