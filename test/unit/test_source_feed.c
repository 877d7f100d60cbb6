/* What feeds and lists of feeds hold. */
#include "test.h"

#include "source/feed.h"

static void a_feed(void **state)
{
    (void)state;
    toll_feed feed;
    static const char rss[] =
        "<rss><channel><title>Post</title><image><title>no</title></image><item><title>T</title><link>http://e/1</link>"
        "<media:title xmlns:media='m'>no</media:title><description>short</description><pubDate>4 Jan 2023</pubDate></item>"
        "<item><guid>g</guid></item></channel></rss>";
    assert_int_equal(toll_feed_read(&feed, toll_text_of(rss), (toll_text){NULL, 0}, NULL), TOLL_OK);
    assert_int_equal(feed.count, 2);
    assert_true(
        toll_text_is(feed.title, "Post") && toll_text_is(feed.entries[0].title, "T") && toll_text_is(feed.entries[0].url, "http://e/1"));
    assert_true(toll_text_is(feed.entries[0].content, "short") && feed.entries[0].html);
    assert_int_equal(feed.entries[0].published, toll_day_from_civil(2023, 1, 4));
    assert_true(toll_text_is(feed.entries[1].id, "g") && !feed.entries[1].content.len);
    toll_feed_free(&feed);
}

static void the_charset_outside_counts(void **state)
{
    (void)state;
    toll_feed feed;
    assert_int_equal(
        toll_feed_read(&feed, toll_text_of("<rss><channel><title>\xe6</title></channel></rss>"), toll_text_of("windows-1251"), NULL),
        TOLL_OK);
    assert_true(toll_text_is(feed.title, "ж"));
    toll_feed_free(&feed);
}

static void a_list_of_feeds(void **state)
{
    (void)state;
    toll_feed feed;
    static const char opml[] =
        "<opml><head><title>Mine</title></head><body><outline text='War'><outline xmlUrl='http://e/a'/><outline text='none'/>"
        "</outline><outline xmlUrl='http://e/b'/></body></opml>";
    assert_int_equal(toll_feed_read(&feed, toll_text_of(opml), (toll_text){NULL, 0}, NULL), TOLL_OK);
    assert_int_equal(feed.count, 2);
    assert_true(toll_text_is(feed.entries[0].url, "http://e/a") && toll_text_is(feed.entries[1].url, "http://e/b"));
    toll_feed_free(&feed);
}

static void broken_ones(void **state)
{
    (void)state;
    toll_feed feed;
    toll_error error;
    assert_int_equal(
        toll_feed_read(&feed, toll_text_of("<rss><item><guid>g</guid></item><item><b></rss>"), (toll_text){NULL, 0}, &error), TOLL_E_INPUT);
    assert_true(feed.count >= 1 && toll_text_is(feed.entries[0].id, "g"));
    toll_feed_free(&feed);
    assert_int_equal(toll_feed_read(&feed, toll_text_of(""), (toll_text){NULL, 0}, &error), TOLL_E_INPUT);
    toll_feed_free(&feed);
    assert_int_equal(toll_feed_read_json(&feed, toll_text_of("{\"items\":[{\"id\":1,\"content_text\":\"x\"}, 5, null]}"), &error), TOLL_OK);
    assert_int_equal(feed.count, 3);
    assert_true(toll_text_is(feed.entries[0].content, "x") && !feed.entries[0].html && !feed.entries[1].content.len);
    toll_feed_free(&feed);
    assert_int_equal(toll_feed_read_json(&feed, toll_text_of("{\"items\":["), &error), TOLL_E_INPUT);
    toll_feed_free(&feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed),
        cmocka_unit_test(the_charset_outside_counts),
        cmocka_unit_test(a_list_of_feeds),
        cmocka_unit_test(broken_ones),
    };
    return TOLL_RUN(tests);
}
