/* The words that src/article reads, compiled in memory from the tables themselves, with a reader over them: for its tests, fuzz target and benchmark. */
#ifndef TOLL_TEST_ARTICLE_TABLES_H
#define TOLL_TEST_ARTICLE_TABLES_H

#include <stdio.h>
#include <stdlib.h>

#include "article/article.h"
#include "article/language.h"

typedef struct article_fixture {
    void *blob;
    toll_tables *tables;
    toll_article_words *words;
    toll_article_reader *reader;
    toll_languages *languages;
} article_fixture;

static inline void article_close(article_fixture *f)
{
    if (!f) return;
    toll_article_reader_close(f->reader);
    toll_article_words_close(f->words);
    toll_languages_close(f->languages);
    toll_tables_close(f->tables);
    free(f->blob);
    free(f);
}

/* NULL where the tables cannot be read: they are looked for below TOLLBOOK_ROOT, else below the present folder. */
static inline article_fixture *article_open(void)
{
    static const char *const names[] = {"world/markup.tsv", "lang/en/page.tsv", "lang/uk/page.tsv", "lang/en/calendar.tsv", "lang/en/function.tsv", "lang/uk/function.tsv"};
    enum { COUNT = sizeof names / sizeof names[0] };
    const char *root = getenv("TOLLBOOK_ROOT"), *paths[COUNT];
    char room[COUNT][1024];
    for (int i = 0; i < COUNT; i++) {
        snprintf(room[i], sizeof room[i], "%s/%s", root ? root : ".", names[i]);
        paths[i] = room[i];
    }
    const toll_compile_options options = {.paths = paths, .path_count = COUNT};
    toll_buffer made = {0};
    article_fixture *f = calloc(1, sizeof *f);
    bool done = f && toll_tables_compile(&made, &options, NULL) == TOLL_OK && (f->blob = aligned_alloc(64, (made.len + 63) / 64 * 64));
    if (done) memcpy(f->blob, made.data, made.len);
    done = done && toll_tables_open(&f->tables, f->blob, made.len, NULL) == TOLL_OK;
    done = done && toll_article_words_open(&f->words, f->tables, NULL) == TOLL_OK;
    done = done && toll_article_reader_open(&f->reader, f->words, NULL) == TOLL_OK;
    done = done && toll_languages_open(&f->languages, f->tables, NULL) == TOLL_OK;
    toll_buffer_free(&made);
    if (done) return f;
    article_close(f);
    return NULL;
}

#endif
