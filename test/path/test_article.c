/* Pages made to hurt: double the page takes less than 2.7 times as long. */
#include "linear.h"

#include "article_tables.h"

static const char *const pieces[] = {"<div>", "<p>", "<b>", "</b>", "<a href=x>", "</x>", "<", "&", "&amp;", "<!--", "<!-", "-->", "<li>",
    "<td>x", "<ul><li>", "<div class=\"aaaa-bbbb related-stories\">", "<p a=", "<p a='", "<script>", "<script>//</script>", "</script",
    "x ", "x. ", " \n", "\xc2\xa0", "<br>", "<p>x", "<h1>x</h1>", "<h2>Ten killed</h2>", "<title>",
    "<p>Ten men were killed in the raid on the bridge, said the police.</p>", "<meta name=date content=1>",
    "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{</script>",
    "<ul><li>Ten men were killed in the raid on the bridge, they say. <p>", "<figure><div>x", "<table><tr><td>", "<p><a>x</a></p>",
    "<time datetime=2023-02-13>", "<div class=comments><h1>x</h1>"};

typedef struct scene {
    char *text;
    article_fixture *f;
} scene;

static void read_page(void *context, size_t n)
{
    scene *s = context;
    toll_page page = {.bytes = {s->text, n}, .latest = TOLL_DAY_UNKNOWN};
    toll_article found;
    toll_status status = toll_article_read(&found, s->f->reader, &page, NULL);
    assert_true(status == TOLL_OK || status == TOLL_E_INPUT || status == TOLL_E_LIMIT);
}

static void fill(char *out, size_t size, const char *piece)
{
    size_t len = strlen(piece);
    for (size_t at = 0; at < size; at++) out[at] = piece[at % len];
}

static void every_piece(void **state)
{
    (void)state;
    enum { MOST = 1 << 22 };
    scene s = {.text = malloc(MOST), .f = article_open()};
    assert_non_null(s.text);
    assert_non_null(s.f);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        fill(s.text, MOST, pieces[i]);
        toll_linear(pieces[i], read_page, &s, 1 << 16, MOST);
    }
    article_close(s.f);
    free(s.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_piece)};
    return TOLL_RUN(tests);
}
