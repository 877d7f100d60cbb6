/* The headline, whether a heading shows it or only the page's title does, and the standfirst. */
#include "article_pages.h"

#define TWO  "<div class=article-body><p>" PROSE_1 "</p><p>" PROSE_2 "</p></div>"
#define BOTH PROSE_1 "||" PROSE_2

static void shows(void **state, const char *html, const char *shown)
{
    const char *got = article_shown(state, html);
    if (strcmp(got, shown) != 0) fail_msg("%s\n# gave: %s", html, got);
}

static void the_heading_like_the_title(void **state)
{
    shows(state, "<title>Twelve killed at the market - The Post</title><h1>The Post</h1><h1>Twelve killed at the market</h1>" TWO,
        "[headline]Twelve killed at the market||[body]" BOTH);
    shows(state,
        "<meta property=og:title content='Twelve killed at the market'><h1><a href=/>The Evening Post</a></h1><h2>Twelve killed at the "
        "market</h2>" TWO,
        "[headline]Twelve killed at the market||[body]" BOTH);
    shows(state, "<h1>Twelve killed at the market</h1>" TWO, "[headline]Twelve killed at the market||[body]" BOTH);
}

static void the_only_heading(void **state)
{
    shows(state, "<meta property=og:title content='What is known of the attack'><h1>Shells on a market kill twelve</h1>" TWO,
        "[headline]Shells on a market kill twelve||[body]" BOTH);
    shows(state,
        "<meta property=og:title content='What is known of the attack'><h1><a href=/>The Evening Post of the Harbour Town</a></h1>" TWO,
        "[headline]What is known of the attack||[body]" BOTH);
}

static void the_title_where_no_heading_is(void **state)
{
    shows(state, "<meta property=og:title content='Twelve &amp; more  killed'><h1>Wholly another thing</h1>" TWO,
        "[headline]Twelve & more killed||[body]" BOTH);
    shows(state, TWO, "[body]" BOTH);
}

static void standfirst(void **state)
{
    shows(state,
        "<h1>Market shelled</h1><p class=standfirst>Thirty people were wounded as well.</p><div class=byline>By A. Writer</div>" TWO,
        "[headline]Market shelled||[standfirst]Thirty people were wounded as well.||[body]" BOTH);
    shows(state, "<h1>Market shelled</h1><div class=related><p class=summary>Forty men died a year ago, in winter.</p></div>" TWO,
        "[headline]Market shelled||[body]" BOTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_heading_like_the_title), cmocka_unit_test(the_only_heading),
        cmocka_unit_test(the_title_where_no_heading_is), cmocka_unit_test(standfirst)};
    return ARTICLE_RUN(tests);
}
