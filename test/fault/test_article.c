/* Pages with every allocation refused in turn: opening and reading say so and leave nothing behind, and the next page is read as if nothing had
 * happened. The sanitizers watch for leaks. */
#include "test.h"

#include "article_tables.h"
#include "base/fault.h"

static const char html[] =
    "<title>Nine killed | Bay Post</title>"
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"A. B.\"}}</script><h1>Nine killed</h1>"
    "<article><p>Nine people were killed at a fish market when shells fell on it at noon, said the mayor &amp; the police of the town.</p>"
    "<p>A doctor counted forty of the wounded and asked for blood, as the stores of the hospital were nearly used up.</p></article>";

static void opening(void **state)
{
    (void)state;
    article_fixture *f = article_open();
    assert_non_null(f);
    toll_status status = TOLL_E_MEMORY;
    for (uint64_t nth = 1; status != TOLL_OK; nth++) {
        toll_article_words *words;
        toll_article_reader *reader = NULL;
        toll_error error = {0};
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        status = toll_article_words_open(&words, f->tables, &error);
        if (status == TOLL_OK) status = toll_article_reader_open(&reader, words, &error);
        toll_fault_disarm();
        if (status != TOLL_OK) {
            assert_int_equal(status, TOLL_E_MEMORY);
            assert_true(*error.message);
        }
        toll_article_reader_close(reader);
        toll_article_words_close(words);
    }
    article_close(f);
}

static void reading(void **state)
{
    (void)state;
    article_fixture *f = article_open();
    assert_non_null(f);
    const toll_page page = {.bytes = {html, sizeof html - 1}, .latest = TOLL_DAY_UNKNOWN};
    for (uint64_t nth = 1; nth < 60; nth++) {
        toll_article_reader *reader;
        toll_article found;
        toll_error error = {0};
        assert_int_equal(toll_article_reader_open(&reader, f->words, NULL), TOLL_OK);
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        toll_status status = toll_article_read(&found, reader, &page, &error);
        toll_fault_disarm();
        assert_true(status == TOLL_OK || status == TOLL_E_MEMORY);
        if (status != TOLL_OK) assert_true(*error.message);
        uint64_t hash = toll_hash(found.text.data, found.text.len, 0);
        assert_int_equal(toll_article_read(&found, reader, &page, NULL), TOLL_OK);
        if (status == TOLL_OK) assert_int_equal(toll_hash(found.text.data, found.text.len, 0), hash);
        assert_true(toll_text_is(found.title, "Nine killed"));
        toll_article_reader_close(reader);
    }
    article_close(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(opening), cmocka_unit_test(reading)};
    return TOLL_RUN(tests);
}
