/* The whole engine under texts made to hurt, as one document: double the text takes less than 2.7 times as long, and every claim of it holds. */
#include "linear.h"

#define claims_must(condition) assert_true(condition)
#include "base/base.h"
#include "claims.h"
#include "texts.h"

typedef struct scene {
    char *text;
    toll_run *run;
    toll_document document;
    toll_reading reading;
} scene;

static void read_text(void *context, size_t n)
{
    scene *s = context;
    s->document.text = (toll_text){s->text, n};
    assert_int_equal(toll_run_read(&s->reading, s->run, &s->document, NULL), TOLL_OK);
}

static void clean(char *text, size_t len)
{
    for (size_t at = 0; (at += toll_utf8_check(text + at, len - at)) < len;) text[at] = '?';
}

static void every_text(void **state)
{
    (void)state;
    enum { MOST = 1 << 22 };
    const toll_engine_options options = {.size = sizeof options};
    toll_engine *engine;
    scene s = {.text = malloc(MOST), .document = {.name = toll_text_of("hurting"), .published = 19401}};
    assert_non_null(s.text);
    assert_int_equal(toll_engine_open(&engine, &options, NULL), TOLL_OK);
    assert_int_equal(toll_run_open(&s.run, engine, NULL), TOLL_OK);
    for (size_t i = 0; i < hurting_text_count; i++) {
        hurting_fill(s.text, MOST, &hurting_texts[i]);
        clean(s.text, MOST);
        toll_linear(hurting_texts[i].name, read_text, &s, 1 << 17, MOST);
        claims_reading(&s.document, &s.reading);
    }
    toll_run_close(s.run);
    toll_engine_close(engine);
    free(s.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_text)};
    return TOLL_RUN(tests);
}
