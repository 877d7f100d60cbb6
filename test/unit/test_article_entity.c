/* Character references become characters; what is none stays as it is written. */
#include "article_pages.h"

static void read_is(const char *text, const char *made, size_t used)
{
    char out[8] = {0};
    size_t len = 0;
    assert_int_equal(entity_read(out, &len, toll_text_of(text), 0), used);
    if (!used) return;
    assert_int_equal(len, strlen(made));
    assert_memory_equal(out, made, len);
}

static void names_and_numbers(void **state)
{
    (void)state;
    read_is("&amp;", "&", 5);
    read_is("&nbsp;x", "\xc2\xa0", 6);
    read_is("&rsquo;s", "\xe2\x80\x99", 7);
    read_is("&frac12;", "\xc2\xbd", 8);
    read_is("&thetasym;", "\xcf\x91", 10);
    read_is("&#39;", "'", 5);
    read_is("&#x2013;", "\xe2\x80\x93", 8);
    read_is("&#8220", "\xe2\x80\x9c", 6);
    read_is("&#146;", "\xe2\x80\x99", 6); /* Windows-1252, as browsers take it */
    read_is("&#0;", "\xef\xbf\xbd", 4);
    read_is("&#xD800;", "\xef\xbf\xbd", 8);
    read_is("&#x99999999;", "\xef\xbf\xbd", 12);
}

static void what_is_none(void **state)
{
    (void)state;
    read_is("&", "", 0);
    read_is("& co", "", 0);
    read_is("&amp", "", 0);
    read_is("&nosuch;", "", 0);
    read_is("&#;", "", 0);
    read_is("&#x;", "", 0);
    read_is("&averylongname;", "", 0);
}

static void decoded_and_folded(void **state)
{
    (void)state;
    toll_arena arena;
    toll_arena_init(&arena, 0);
    assert_text(entity_decode(&arena, toll_text_of(" \n 12 &amp;\t 13&nbsp; dead&hellip; ")), "12 & 13 dead…");
    assert_int_equal(entity_decode(&arena, toll_text_of(" &nbsp; ")).len, 0);
    toll_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers), cmocka_unit_test(what_is_none), cmocka_unit_test(decoded_and_folded)};
    return ARTICLE_RUN(tests);
}
