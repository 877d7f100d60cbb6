/* What the tests of src/article share: the words they read, compiled in memory from the tables themselves, and the article of a page. */
#ifndef TOLL_TEST_ARTICLE_PAGES_H
#define TOLL_TEST_ARTICLE_PAGES_H

#include <stdio.h>

#include "test.h"

#include "article/article.h"
#include "article/inside.h"

typedef struct article_fixture {
    toll_buffer blob;
    void *aligned;
    toll_tables *tables;
    toll_article_words *words;
    toll_article_reader *reader;
} article_fixture;

static int article_stop(void **state)
{
    article_fixture *f = *state;
    toll_article_reader_close(f->reader);
    toll_article_words_close(f->words);
    toll_tables_close(f->tables);
    toll_buffer_free(&f->blob);
    free(f->aligned);
    free(f);
    return 0;
}

static int article_start(void **state)
{
    static const char *const names[] = {"world/markup.tsv", "lang/en/page.tsv", "lang/uk/page.tsv", "lang/en/calendar.tsv"};
    enum { COUNT = sizeof names / sizeof names[0] };
    const char *root = getenv("TOLLBOOK_ROOT"), *paths[COUNT];
    char room[COUNT][1024];
    for (int i = 0; i < COUNT; i++) {
        snprintf(room[i], sizeof room[i], "%s/%s", root ? root : ".", names[i]);
        paths[i] = room[i];
    }
    article_fixture *f = calloc(1, sizeof *f);
    if (!f) return -1;
    *state = f;
    const toll_compile_options options = {.paths = paths, .path_count = COUNT};
    if (toll_tables_compile(&f->blob, &options, NULL) != TOLL_OK) return -1;
    f->aligned = aligned_alloc(64, (f->blob.len + 63) / 64 * 64);
    if (!f->aligned) return -1;
    memcpy(f->aligned, f->blob.data, f->blob.len);
    if (toll_tables_open(&f->tables, f->aligned, f->blob.len, NULL) != TOLL_OK) return -1;
    if (toll_article_words_open(&f->words, f->tables, NULL) != TOLL_OK) return -1;
    return toll_article_reader_open(&f->reader, f->words, NULL) == TOLL_OK ? 0 : -1;
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
