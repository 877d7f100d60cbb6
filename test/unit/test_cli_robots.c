/* What a robots.txt allows. */
#include "test.h"

#include "cli/fetch.h"

static bool allows(const char *text, const char *agent, const char *path)
{
    toll_robots robots;
    assert_true(toll_robots_read(&robots, toll_text_of(text), toll_text_of(agent)));
    bool allowed = toll_robots_allow(&robots, toll_text_of(path));
    toll_robots_free(&robots);
    return allowed;
}

static void groups(void **state)
{
    (void)state;
    static const char text[] =
        "\xef\xbb\xbf# notes\r\nUser-agent: a\r\nUser-Agent: TollBook # both\r\nDisallow: /x\r\n\r\nUser-agent: *\r\nDisallow: /\r\n";
    assert_false(allows(text, "tollbook", "/x/y"));
    assert_true(allows(text, "tollbook", "/y"));
    assert_false(allows(text, "other", "/y"));
    assert_true(allows("", "tollbook", "/"));
    assert_true(allows("User-agent: other\nDisallow: /\n", "tollbook", "/"));
    assert_true(allows("User-agent: *\nDisallow:\n", "tollbook", "/"));
    assert_true(allows("Disallow: /\n", "tollbook", "/"));
    assert_false(allows("User-agent: *\nDisallow: /a\nUser-agent: b\nDisallow: /c\nUser-agent: *\nDisallow: /d", "tollbook", "/d"));
}

static void the_longest_rule_decides(void **state)
{
    (void)state;
    static const char text[] =
        "User-agent: *\nDisallow: /a\nAllow: /a/open\nDisallow: /*.pdf$\nAllow: /same\nDisallow: /same\nDisallow: /*/deep/*/er\n";
    assert_false(allows(text, "t", "/a"));
    assert_true(allows(text, "t", "/a/open/b"));
    assert_true(allows(text, "t", "/same"));
    assert_false(allows(text, "t", "/x.pdf"));
    assert_true(allows(text, "t", "/x.pdf?y"));
    assert_false(allows(text, "t", "/1/deep/2/3/er/4"));
    assert_true(allows(text, "t", "/deep/2/er"));
    assert_true(allows(text, "t", ""));
}

static void a_delay(void **state)
{
    (void)state;
    toll_robots robots;
    assert_true(toll_robots_read(&robots, toll_text_of("User-agent: *\nCrawl-delay: 7\n"), toll_text_of("t")));
    assert_int_equal(robots.delay, 7);
    toll_robots_free(&robots);
}

/* A rule of many stars against a long path: linear, not exponential. */
static void many_stars(void **state)
{
    (void)state;
    toll_buffer text = {0}, path = {0};
    toll_buffer_add_string(&text, "User-agent: *\nDisallow: /");
    for (int i = 0; i < 1000; i++) toll_buffer_add_string(&text, "*a");
    toll_buffer_add_string(&text, "b$\n");
    toll_buffer_add_char(&path, '/');
    for (int i = 0; i < 20000; i++) toll_buffer_add_char(&path, 'a');
    assert_true(allows(text.data, "t", path.data));
    toll_buffer_free(&text);
    toll_buffer_free(&path);
}

static void origins(void **state)
{
    (void)state;
    toll_text origin;
    assert_true(toll_http_origin(&origin, toll_text_of("http://e.org:80/a")) && toll_text_is(origin, "http://e.org:80"));
    assert_true(toll_http_origin(&origin, toll_text_of("https://e.org?q")) && toll_text_is(origin, "https://e.org"));
    assert_false(toll_http_origin(&origin, toll_text_of("http:///a")));
    assert_false(toll_http_origin(&origin, toll_text_of("file:///a")));
    assert_false(toll_http_origin(&origin, toll_text_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups),
        cmocka_unit_test(the_longest_rule_decides),
        cmocka_unit_test(a_delay),
        cmocka_unit_test(many_stars),
        cmocka_unit_test(origins),
    };
    return TOLL_RUN(tests);
}
