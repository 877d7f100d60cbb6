/* Which element holds the article, and what in and around it goes. */
#include "article_pages.h"

#define TWO  "<p>" PROSE_1 "</p><p>" PROSE_2 "</p>"
#define BOTH PROSE_1 "||" PROSE_2

static void shows(void **state, const char *html, const char *shown)
{
    const char *got = article_shown(state, html);
    if (strcmp(got, shown) != 0) fail_msg("%s\n# gave: %s", html, got);
}

static void boxes_go(void **state)
{
    static const char *const boxes[] = {"<nav>Home, world, sport. All of it, every day of the year.</nav>",
        "<div class=related-stories><p>Forty soldiers died in the fight for the bridge a year ago, the army said. That was in winter.</p></div>",
        "<section id=comments><p>I think that this is a very good text, and I have told all of my friends about it. Thank you.</p></section>",
        "<div class=cookie-consent><p>We and our partners keep things on your device. You may say no, but then you see less.</p></div>",
        "<aside><p>The war began in spring, when the army crossed the river at night. It has gone on ever since then.</p></aside>",
        "<div class='c-newsletter'>Our letter comes on Sundays. Leave your address here.</div>",
        "<footer>The Post, 12 Mill Road, the Old Town. Since 1907.</footer>",
        "<form><p>Write your name. Write your address. Then press the button below to send it to us.</p></form>",
        "<ul><li><a href=1>Ten killed in raid</a><li><a href=2>Bridge falls</a></ul>", "<p>Read more: Bridge falls</p>",
        "<p>Advertisement</p>", "<p><a href=3>Follow the events of the day in our live report</a></p>"};
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        char html[2048];
        snprintf(html, sizeof html, "<body><div>%s<article><p>" PROSE_1 "</p>%s<p>" PROSE_2 "</p></article>%s</div></body>", boxes[i],
            boxes[i], boxes[i]);
        shows(state, html, "[body]" BOTH);
    }
}

static void text_stays(void **state)
{
    shows(state, "<div class=has-sidebar><div class='no-comments'>" TWO "</div></div>", "[body]" BOTH);
    shows(state, "<div><p>" PROSE_1 "</p><h2>The night</h2><p>" PROSE_2 "</p><h2>Other news</h2></div>",
        "[body]" PROSE_1 "||The night||" PROSE_2);
    shows(state, "<div><p>" PROSE_1 "</p><ul><li>Twelve dead</li><li>Thirty wounded</li></ul><p>" PROSE_2 "</p></div>",
        "[body]" PROSE_1 "||Twelve dead||Thirty wounded||" PROSE_2);
    shows(state, "<div><p>" PROSE_1 "</p><blockquote>“We lost all.”</blockquote><p>" PROSE_2 "</p></div>",
        "[body]" PROSE_1 "||“We lost all.”||" PROSE_2);
    shows(state, "<form action=/page><div>" TWO "</div></form>", "[body]" BOTH);
    shows(state, "<div id=main>" PROSE_1 "<br><br>" PROSE_2 "</div>", "[body]" BOTH);
}

static void parts_of_an_article_are_one(void **state)
{
    shows(state,
        "<div class=article-body><div class=part><p>" PROSE_1 "</p></div><div class=ad>Buy one. Get one for nothing, today only.</div>"
        "<div class=part><p>" PROSE_2
        "</p></div></div><div class=teasers><p>The river rose. Nobody was hurt in the flood, they said.</p></div>",
        "[body]" BOTH);
}

#define CARD                                                                                                                               \
    "<div class=c7><a href=4><h3>The river rose in the night</h3></a><p>The river rose, and nobody was hurt in the flood, they said.</p></div>"

static void cards_without_names(void **state)
{
    shows(state,
        "<body><h1>Market shelled</h1><p>" PROSE_1 "</p><p>" PROSE_2 "</p><div class=c6>" CARD CARD CARD CARD CARD CARD "</div></body>",
        "[headline]Market shelled||[body]" BOTH);
    shows(state,
        "<body><div class=a1><div><p>" PROSE_1 "</p></div><div><p>" PROSE_2 "</p></div></div><div class=c6>" CARD CARD CARD CARD
        "</div></body>",
        "[body]" BOTH);
}

static void parts_apart(void **state)
{
    shows(state,
        "<body><div class=w1><h1>Market shelled</h1></div><div class=w2><div>" TWO "</div></div><div class=w3><div>" TWO
        "</div></div><div class=w4>" CARD "<a href=5>All of the stories of the day</a></div></body>",
        "[headline]Market shelled||[body]" BOTH "||" BOTH);
}

static void behind_a_wall(void **state)
{
    shows(state, "<body><div class=teaser-content><p>" PROSE_1 "</p></div><div class='rest paywall-hidden'><p>" PROSE_2 "</p></div></body>",
        "[body]" BOTH);
}

static void captions(void **state)
{
    shows(state,
        "<article><h1>Market shelled</h1><figure><img src=a><figcaption>The market where twelve people died</figcaption></figure>" TWO
        "</article>",
        "[headline]Market shelled||[caption]The market where twelve people died||[body]" BOTH);
}

static void a_page_without_text(void **state)
{
    article_fixture *f = *state;
    toll_page page = {.bytes = toll_text_of("<html><script>all()</script><nav><a href=1>Home</a></nav></html>")};
    toll_article a;
    toll_error error = {0};
    assert_int_equal(toll_article_read(&a, f->reader, &page, &error), TOLL_E_INPUT);
    assert_non_null(strstr(error.message, "no article"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(boxes_go), cmocka_unit_test(text_stays),
        cmocka_unit_test(parts_of_an_article_are_one), cmocka_unit_test(cards_without_names), cmocka_unit_test(parts_apart),
        cmocka_unit_test(behind_a_wall), cmocka_unit_test(captions), cmocka_unit_test(a_page_without_text)};
    return ARTICLE_RUN(tests);
}
