/* Tokens and sentences of texts made to hurt: double the text takes less than 2.7 times as long. */
#include "linear.h"

#include "lex/lex.h"
#include "texts.h"

typedef struct scene {
    char *text;
    toll_lexer lexer;
} scene;

static void lex(void *context, size_t n)
{
    scene *s = context;
    toll_status status;
    toll_lexer_start(&s->lexer, (toll_text){s->text, n}, NULL);
    while ((status = toll_lexer_next(&s->lexer)) == TOLL_OK) continue;
    assert_int_equal(status, TOLL_END);
}

static void every_text(void **state)
{
    (void)state;
    enum { MOST = 1 << 23 };
    scene s = {.text = malloc(MOST)};
    assert_non_null(s.text);
    for (size_t i = 0; i < hurting_text_count; i++) {
        hurting_fill(s.text, MOST, &hurting_texts[i]);
        toll_linear(hurting_texts[i].name, lex, &s, 1 << 16, MOST);
    }
    toll_lexer_free(&s.lexer);
    free(s.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_text)};
    return TOLL_RUN(tests);
}
