/* What the tests of src/article share: the words they read, compiled in memory from the tables themselves, and the article of a page. */
#ifndef TOLL_TEST_ARTICLE_PAGES_H
#define TOLL_TEST_ARTICLE_PAGES_H

#include "test.h"

#include "article/inside.h"
#include "article_tables.h"

static int article_start(void **state)
{
    article_fixture *f = article_open();
    *state = f;
    return f ? 0 : -1;
}

static int article_stop(void **state)
{
    article_close(*state);
    return 0;
}

#define ARTICLE_RUN(tests) cmocka_run_group_tests_name(__FILE__, tests, article_start, article_stop)

static inline toll_article article_of(void **state, const char *html)
{
    article_fixture *f = *state;
    toll_page page = {.bytes = toll_text_of(html), .latest = TOLL_DAY_UNKNOWN};
    toll_article found;
    toll_error error = {0};
    if (toll_article_read(&found, f->reader, &page, &error) != TOLL_OK) fail_msg("%s", error.message);
    return found;
}

/* The clean text with the zone before each stretch: "[headline] ... [body] ...", line breaks as bars. */
static inline const char *article_shown(void **state, const char *html)
{
    static const char *const names[] = {"headline", "standfirst", "body", "caption"};
    static char shown[4096];
    toll_article a = article_of(state, html);
    size_t len = 0;
    uint32_t zone = 0;
    for (uint32_t i = 0; i < a.text.len && len + 32 < sizeof shown; i++) {
        if (zone < a.zone_count && a.zones[zone].off == i) len += (size_t)sprintf(shown + len, "[%s]", names[a.zones[zone++].zone]);
        shown[len++] = a.text.data[i] == '\n' ? '|' : a.text.data[i];
    }
    shown[len] = '\0';
    return shown;
}

#define assert_text(text, string) assert_true(toll_text_is(text, string))

/* Two paragraphs that any judge takes for an article's. */
#define PROSE_1 "The governor of the province said on Tuesday that the shelling of the market had killed twelve people and wounded thirty others, most of them traders."
#define PROSE_2 "Rescue workers searched the ruins through the night, and the ministry of health asked for blood, saying that its stores would not last for a week."

#endif
