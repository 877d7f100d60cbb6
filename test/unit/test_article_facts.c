/* What a page states beside its text: whose word counts first, and what broken or false statements cost. */
#include "article_pages.h"

#define BODY "<article><p>" PROSE_1 "</p><p>" PROSE_2 "</p></article>"

static void is_day(toll_day day, const char *iso)
{
    char shown[16];
    toll_day_format(shown, day);
    assert_string_equal(shown, iso);
}

static void json_ld_counts_first(void **state)
{
    toll_article a = article_of(state,
        "<html lang=en><title>Market shelled | The Post</title><meta property=og:site_name content='The Post'>"
        "<meta property='article:published_time' content='2023-02-14'><script "
        "type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Site\"},"
        "{\"author\":[{\"@type\":\"Person\",\"name\":\"A. Writer\"}],\"datePublished\":\"2023-02-13T23:00:00Z\","
        "\"publisher\":{\"name\":\"Post Ltd\"},"
        "\"headline\":\"Market &amp; bridge shelled\",\"@type\":[\"NewsArticle\"]}]}</script><time datetime=2023-02-15>today</time>" BODY);
    is_day(a.published, "2023-02-13");
    assert_int_equal(a.dated, TOLL_DATED_JSON_LD);
    assert_text(a.author, "A. Writer");
    assert_text(a.outlet, "The Post");
    assert_text(a.language, "en");
}

static void broken_json_costs_what_comes_after_it(void **state)
{
    toll_article a = article_of(state,
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-02-13\",\"headline\":\"Market "
        "shelled\",\"author\":{\"name\":\"A. Writer\",},</script>" BODY);
    is_day(a.published, "2023-02-13");
    assert_text(a.author, "A. Writer");
    a = article_of(
        state, "<script type='application/ld+json'>[[[[{\"@type\":\"Recipe\",\"datePublished\":\"2023-02-13\"}]]]] Article</script>" BODY);
    assert_int_equal(a.published, TOLL_DAY_UNKNOWN);
}

static void then_meta_time_address_and_line(void **state)
{
    article_fixture *f = *state;
    toll_article a = article_of(
        state, "<meta name=pubdate content='Mon, 13 Feb 2023 08:00:00 GMT'>" BODY "<time datetime=2023-02-15></time>");
    assert_int_equal(a.dated, TOLL_DATED_META);
    is_day(a.published, "2023-02-13");
    a = article_of(state, "<a href=/x><time datetime=2021-01-01>another story</time></a><time datetime=2023-02-15></time>" BODY);
    assert_int_equal(a.dated, TOLL_DATED_TIME);
    is_day(a.published, "2023-02-15");
    a = article_of(state,
        "<aside><time datetime=2021-01-01></time></aside><div class=related-news><time datetime=2021-01-02></time></div>" BODY
        "<time itemprop=datePublished datetime=2023-02-15></time>");
    is_day(a.published, "2023-02-15");
    const char *html = "<h1>Market shelled</h1><div>16 February 2023</div>" BODY;
    a = article_of(state, html);
    assert_int_equal(a.dated, TOLL_DATED_LINE);
    is_day(a.published, "2023-02-16");
    toll_page page = {
        .bytes = toll_text_of(html), .url = toll_text_of("https://post.example/2023/02/17/market"), .latest = TOLL_DAY_UNKNOWN};
    assert_int_equal(toll_article_read(&a, f->reader, &page, NULL), TOLL_OK);
    assert_int_equal(a.dated, TOLL_DATED_URL);
}

static void a_day_to_come_is_refused(void **state)
{
    article_fixture *f = *state;
    toll_page page = {.bytes = toll_text_of("<meta name=date content=2031-01-01><h1>Market shelled</h1><p>16 February 2023</p>" BODY)};
    page.latest = toll_day_from_civil(2023, 3, 1);
    toll_article a;
    assert_int_equal(toll_article_read(&a, f->reader, &page, NULL), TOLL_OK);
    is_day(a.refused, "2031-01-01");
    is_day(a.published, "2023-02-16");
}

static void nothing_is_guessed(void **state)
{
    toll_article a = article_of(state, BODY);
    assert_int_equal(a.published, TOLL_DAY_UNKNOWN);
    assert_int_equal(a.dated, TOLL_DATED_NOT);
    assert_null(a.title.data);
    assert_null(a.outlet.data);
    assert_null(a.author.data);
    assert_null(a.language.data);
    a = article_of(state, "<meta name=author content='https://post.example/people/a-writer'><svg><title>logo</title></svg>" BODY);
    assert_null(a.author.data);
    assert_null(a.title.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(json_ld_counts_first), cmocka_unit_test(broken_json_costs_what_comes_after_it),
        cmocka_unit_test(then_meta_time_address_and_line), cmocka_unit_test(a_day_to_come_is_refused),
        cmocka_unit_test(nothing_is_guessed)};
    return ARTICLE_RUN(tests);
}
