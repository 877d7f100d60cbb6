/* The room's door: what is a page, what is refused and why, and that a reader is none the worse for it. */
#include <stdio.h>

#include "article_pages.h"

static void pages_are_known_by_their_opening(void **state)
{
    (void)state;
    static const char *const pages[] = {"<!DOCTYPE html><p>a", "\xef\xbb\xbf <html>", "\n\n<HEAD>", "<!-- saved from url -->",
        "<meta charset=utf-8>", "<p>A", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>"};
    static const char *const texts[] = {
        "", "Ten men died.", "<3 this", "5 < 6", "<?xml version='1.0'?><rss>", "{\"a\":\"<html>\"}", "<phrase>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) assert_true(toll_article_is_page(toll_text_of(pages[i])));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_false(toll_article_is_page(toll_text_of(texts[i])));
}

static void refused(void **state, toll_text bytes, toll_status status, const char *said)
{
    article_fixture *f = *state;
    toll_page page = {.bytes = bytes};
    toll_article a;
    toll_error error = {0};
    assert_int_equal(toll_article_read(&a, f->reader, &page, &error), status);
    assert_int_equal(error.code, status);
    assert_non_null(strstr(error.message, said));
    assert_null(a.text.data);
    assert_text(article_of(state, "<p>" PROSE_1 "</p>").text, PROSE_1);
}

static void limits(void **state)
{
    refused(state, (toll_text){"<p>a", TOLL_PAGE_LIMIT + 1}, TOLL_E_LIMIT, "64 MiB");
    refused(state, toll_text_of("<p>a\xff"), TOLL_E_INPUT, "UTF-8");
    refused(state, toll_text_of(""), TOLL_E_INPUT, "no article");
    toll_buffer many = {0};
    for (int i = 0; i <= NODE_LIMIT; i++) toll_buffer_add(&many, "<p>a", 4);
    assert_false(many.failed);
    refused(state, (toll_text){many.data, many.len}, TOLL_E_LIMIT, "elements");
    toll_buffer_free(&many);
}

static void readers_share_words(void **state)
{
    article_fixture *f = *state;
    toll_article_reader *second;
    assert_int_equal(toll_article_reader_open(&second, f->words, NULL), TOLL_OK);
    toll_article first = article_of(state, "<p>" PROSE_1 "</p>"), other;
    toll_page page = {.bytes = {NULL, 0}};
    assert_int_equal(toll_article_read(&other, second, &page, NULL), TOLL_E_INPUT); /* the first page of a reader may be empty */
    page.bytes = toll_text_of("<p>" PROSE_2 "</p>");
    assert_int_equal(toll_article_read(&other, second, &page, NULL), TOLL_OK);
    assert_text(first.text, PROSE_1);
    assert_text(other.text, PROSE_2);
    toll_article_reader_close(second);
    toll_article_reader_close(NULL);
}

/* A line of data before the text is none of it; a short paragraph that names a day is. */
static void a_short_first_paragraph_stays(void **state)
{
    static const char first[] = "Officials said that 14 soldiers died in a raid on Tel Abar on 3 March 2021.";
    char page[2048];
    snprintf(page, sizeof page,
        "<article><h1>Raid</h1><p>Published Wed, March 3 2021</p><p>%s</p><p>" PROSE_1 "</p><p>" PROSE_2 "</p></article>", first);
    toll_article a = article_of(state, page);
    assert_non_null(strstr(a.text.data, first));
    assert_null(strstr(a.text.data, "Published"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_are_known_by_their_opening), cmocka_unit_test(limits),
        cmocka_unit_test(readers_share_words), cmocka_unit_test(a_short_first_paragraph_stays)};
    return ARTICLE_RUN(tests);
}
