/* Differences of two texts: what changed, what is gone or new, numbers first; words within a sentence. */
#include "test.h"

#include <stdio.h>

#include "serve/differ.h"

static const char *differ(const char *before, const char *after, const toll_span *figures, size_t count)
{
    static char out[2048];
    size_t len = 0;
    serve_differ d;
    const serve_side a = {toll_text_of(before), figures, count}, b = {toll_text_of(after), NULL, 0};
    assert_int_equal(serve_differ_run(&d, &a, &b, NULL), TOLL_OK);
    out[0] = '\0';
    for (size_t i = 0; i < d.count; i++) {
        const serve_edit *e = &d.edits[i];
        len += (size_t)snprintf(out + len, sizeof out - len, "%c%s(%.*s|%.*s)", "~-+"[e->kind], e -> numbers ? "#" : "", (int)e->before.len,
            before + e->before.off, (int)e->after.len, after + e->after.off);
    }
    snprintf(out + len, sizeof out - len, "=%zu", d.same);
    serve_differ_free(&d);
    return out;
}

static void a_changed_number_is_one_change_and_comes_first(void **state)
{
    (void)state;
    assert_string_equal(differ("A raid began. Later 63 soldiers fell there. It was cold.",
                            "A raid began at dawn. Later 89 soldiers fell there. It was cold.", NULL, 0),
        "~#(Later 63 soldiers fell there.|Later 89 soldiers fell there.)~(A raid began.|A raid began at dawn.)=1");
    assert_string_equal(differ("One. Two.", "One.\n\nTwo.", NULL, 0), "=2"); /* white space is none */
    assert_string_equal(differ("", "", NULL, 0), "=0");
    assert_string_equal(differ("", "5 fell.", NULL, 0), "+#(|5 fell.)=0");
    assert_string_equal(differ("Gone with 5. Here.", "Here.", NULL, 0), "-#(Gone with 5.|)=1");
}

static void words_of_a_figure_are_numbers(void **state)
{
    (void)state;
    const char *before = "Then dozens of men fell in the town.";
    const toll_span dozens = {5, 6};
    assert_string_equal(differ(before, "Then hundreds of men fell in the town.", &dozens, 1),
        "~#(Then dozens of men fell in the town.|Then hundreds of men fell in the town.)=0");
    assert_string_equal(differ(before, "Then dozens of men fell in the village.", NULL, 0),
        "~(Then dozens of men fell in the town.|Then dozens of men fell in the village.)=0");
}

static void what_repeats_and_what_moves_is_matched_in_order(void **state)
{
    (void)state;
    assert_string_equal(differ("Ad. Ax. Ad. Bx. Ad.", "Ad. Ax. Ad. New. Bx. Ad.", NULL, 0), "+(|New.)=5");
    assert_string_equal(differ("First words here. Second words there.", "Second words there. First words here.", NULL, 0),
        "-(First words here.|)+(|First words here.)=1");
}

typedef struct marked {
    char text[256];
    size_t len;
} marked;

static void add(void *context, toll_text words, bool differs)
{
    marked *m = context;
    m->len += (size_t)snprintf(m->text + m->len, sizeof m->text - m->len, differs ? "[%.*s]" : "%.*s", (int)words.len, words.data);
}

static void words_that_differ_are_marked_and_nothing_is_lost(void **state)
{
    (void)state;
    marked m = {.len = 0};
    serve_differ_words(toll_text_of("At least 63 of them, 63 in all"), toll_text_of("At least 63 of us"), add, &m);
    assert_string_equal(m.text, "At least 63 of [them, 63 in all]");
    m.len = 0;
    serve_differ_words(toll_text_of(""), toll_text_of("x"), add, &m);
    assert_int_equal(m.len, 0);
}

static void long_texts_are_refused_and_equal_ones_cost_little(void **state)
{
    (void)state;
    toll_buffer text = {0};
    toll_error error = {0};
    serve_differ d;
    for (int i = 0; i < SERVE_SENTENCES; i++) toll_buffer_add_string(&text, "Ad.\n\n");
    serve_side side = {{text.data, text.len}, NULL, 0};
    assert_int_equal(serve_differ_run(&d, &side, &side, &error), TOLL_OK);
    assert_true(d.count == 0 && d.same == SERVE_SENTENCES);
    serve_differ_free(&d);
    toll_buffer_add_string(&text, "Ad.");
    side.text = (toll_text){text.data, text.len};
    assert_int_equal(serve_differ_run(&d, &side, &side, &error), TOLL_E_LIMIT);
    serve_differ_free(&d);
    toll_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_number_is_one_change_and_comes_first),
        cmocka_unit_test(words_of_a_figure_are_numbers),
        cmocka_unit_test(what_repeats_and_what_moves_is_matched_in_order),
        cmocka_unit_test(words_that_differ_are_marked_and_nothing_is_lost),
        cmocka_unit_test(long_texts_are_refused_and_equal_ones_cost_little),
    };
    return TOLL_RUN(tests);
}
