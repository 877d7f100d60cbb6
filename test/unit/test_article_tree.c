/* Markup as it comes: missing and crossed tags, comments, scripts, attributes of all kinds. Seen through the clean text of a page that is
 * all article. */
#include "article_pages.h"

static void becomes(void **state, const char *html, const char *clean)
{
    article_fixture *f = *state;
    toll_page page = {.bytes = toll_text_of(html), .fragment = true, .latest = TOLL_DAY_UNKNOWN};
    toll_article a;
    toll_error error = {0};
    if (toll_article_read(&a, f->reader, &page, &error) != TOLL_OK) fail_msg("%s: %s", html, error.message);
    if (!toll_text_is(a.text, clean)) fail_msg("%s\n# gave: %.*s", html, (int)a.text.len, a.text.data);
}

static void paragraphs(void **state)
{
    becomes(state, "Ten <b>men</b> died.", "Ten men died.");
    becomes(state, "<p>Ten died.<p>Two fled.", "Ten died.\n\nTwo fled.");
    becomes(state, "<p>Ten died.<div>Two fled.</div>One came.", "Ten died.\n\nTwo fled.\n\nOne came.");
    becomes(state, "<ul><li>Ten died.<li>Two fled.</ul>", "Ten died.\n\nTwo fled.");
    becomes(state, "<table><tr><td>Ten died.<td>Two fled.</table>", "Ten died.\tTwo fled.");
    becomes(state, "<table><tr><td>Tanks<td><b>12</b> (+1)<tr><td>Guns<td>7</table>", "Tanks\t12 (+1)\n\nGuns\t7");
    becomes(state, "<dl><dt>Dead<dd>Ten men.</dl>", "Dead\n\nTen men.");
    becomes(state, "Ten died.<br>Two fled.<br> <br>One came.", "Ten died.\nTwo fled.\n\nOne came.");
    becomes(state, "<p>Ten died.</p></div></b><p>Two fled.</p>", "Ten died.\n\nTwo fled.");
    becomes(state, "<b><p>Ten</b> died.</p>", "Ten died.");
    becomes(state, "<span>Ten</span> <i>men</i>\n\n died", "Ten men died");
}

static void what_is_no_text(void **state)
{
    becomes(state, "<!-- <p>no</p> -->Ten died.<script>if (a < b) document.write('<p>no')</script>", "Ten died.");
    becomes(state, "<style>p > b {}</style><SCRIPT>'</scripts>'</Script >Ten died.", "Ten died.");
    becomes(state, "<!doctype html><?xml version='1.0'?><![CDATA[no]]>Ten died.", "Ten died.");
    becomes(state, "Ten <noscript>no</noscript>died.<svg><text>no</text></svg><textarea><p>no</textarea>", "Ten died.");
    becomes(state, "<p hidden>no</p>Ten died.<p style='color:red;display:none'>no</p>", "Ten died.");
    becomes(state, "Ten died.<!-- never closed ><p>Two fled.", "Ten died.\n\nTwo fled.");
    becomes(state, "Ten died.<!--><p>Two fled.-->", "Ten died.\n\nTwo fled.-->");
}

static void odd_tags(void **state)
{
    becomes(state, "5 < 6 and 7 > 6 <3", "5 < 6 and 7 > 6 <3");
    becomes(state, "<p title='a > b' class=x id=\"y\" checked>Ten died.", "Ten died.");
    becomes(state, "<p a=1/b=2//>Ten died.</p >", "Ten died.");
    becomes(state, "Ten died.<p class='never closed>Two fled.", "Ten died.");
    becomes(state, "Ten died.<", "Ten died.<");
    becomes(state, "Ten died.</", "Ten died.");
    becomes(state, "Ten died.<p", "Ten died.");
    becomes(state, "Ten died.</p/>Two fled.", "Ten died.\n\nTwo fled.");
}

static void links(void **state)
{
    article_fixture *f = *state;
    becomes(state, "<a href=x>one<div>two</a>three</div><p>four <a>five<a>six</a>", "twothree\n\nfour fivesix");
    uint32_t links = 0;
    for (size_t i = 0; i < f->reader->block_count; i++) links += f->reader->blocks[i].link_len;
    assert_int_equal(links, strlen("onetwofivesix"));
}

static void deep_nesting_is_flattened(void **state)
{
    article_fixture *f = *state;
    enum { DEPTH = 100000 };
    toll_buffer html = {0};
    for (int i = 0; i < DEPTH; i++) toll_buffer_add_string(&html, i % 2 ? "<div>" : "<b>");
    toll_buffer_add_string(&html, "<p>" PROSE_1 "</p>");
    for (int i = DEPTH; i-- > 0;) toll_buffer_add_string(&html, i % 2 ? "</div>" : "</b>");
    toll_buffer_add_string(&html, "<p>" PROSE_2 "</p>");
    toll_page page = {.bytes = {html.data, html.len}, .fragment = true, .latest = TOLL_DAY_UNKNOWN};
    toll_article a;
    assert_int_equal(toll_article_read(&a, f->reader, &page, NULL), TOLL_OK);
    assert_text(a.text, PROSE_1 "\n\n" PROSE_2);
    toll_buffer_free(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(paragraphs), cmocka_unit_test(what_is_no_text), cmocka_unit_test(odd_tags),
        cmocka_unit_test(links), cmocka_unit_test(deep_nesting_is_flattened)};
    return ARTICLE_RUN(tests);
}
