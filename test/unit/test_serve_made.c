/* Claims from words of a text: its sentences, where words stand in it, which numbers words are, and what a claim takes of what is said. */
#include "test.h"

#include <math.h>
#include <stdio.h>

#include "serve/made.h"
#include "serve/sentences.h"

static const char *sentences(const char *text)
{
    static char out[1024];
    size_t len = 0;
    const toll_text all = toll_text_of(text);
    out[0] = '\0';
    for (toll_span s = serve_sentence_next(all, 0); s.len; s = serve_sentence_next(all, toll_span_end(s)))
        len += (size_t)snprintf(out + len, sizeof out - len, "[%.*s]", (int)s.len, text + s.off);
    return out;
}

static void sentences_are_told_by_their_marks(void **state)
{
    (void)state;
    assert_string_equal(sentences("One fell. Two rose!  “Three?” he said.\n\nHead\nA 3.5 m wall."),
        "[One fell.][Two rose!][“Three?” he said.][Head][A 3.5 m wall.]");
    assert_string_equal(
        sentences("The U.S. Army lost 3. J. Doe said so... then left."), "[The U.S. Army lost 3.][J. Doe said so... then left.]");
    assert_string_equal(sentences("a line that is\nwrapped goes on. Next"), "[a line that is\nwrapped goes on.][Next]");
    assert_string_equal(sentences("三人死亡。五人受伤。"), "[三人死亡。][五人受伤。]");
    assert_string_equal(sentences(" \n\t"), "");
    assert_string_equal(sentences(""), "");
    const toll_text text = toll_text_of("One fell. Two rose. Three");
    assert_int_equal(serve_sentence_at(text, 12).off, 10);
    assert_int_equal(serve_sentence_at(text, 24).off, 20);
    assert_int_equal(serve_sentence_at(text, 0).len, 9);
}

static void words_are_found_with_any_white_space(void **state)
{
    (void)state;
    size_t budget = 1000, small = 3;
    const toll_text text = toll_text_of("more than\n 30 and more than 40");
    toll_span at = serve_find_words(text, " more  than 30 ", 0, &budget);
    assert_true(at.off == 0 && at.len == 13);
    at = serve_find_words(text, "more than", 1, &budget);
    assert_int_equal(at.off, 18);
    assert_int_equal(serve_find_words(text, "more than 50", 0, &budget).len, 0);
    assert_int_equal(serve_find_words(text, "  ", 0, &budget).len, 0);
    assert_int_equal(serve_find_words(text, "more than 40", 0, &small).len, 0); /* it costs no more than it may */
}

static void only_digits_are_a_number(void **state)
{
    (void)state;
    assert_true(serve_figure_of(toll_text_of("14")) == 14 && serve_figure_of(toll_text_of("2,500")) == 2500);
    assert_true(serve_figure_of(toll_text_of("1 234 567")) == 1234567);
    static const char *const none[] = {"", "14 men", "fourteen", "1,2", "1,2345", ",100", "3.5", "-4", "99999999999999999999999"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) assert_true(isnan(serve_figure_of(toll_text_of(none[i]))));
}

static const char text[] = "A guard spoke. Up to 30 of them froze, a guard in Harran said on Monday.";

static toll_status make(toll_claim *claim, toll_error *error, const char *more)
{
    static toll_arena memory;
    char body[512];
    serve_made made;
    const toll_document document = {.text = toll_text_of(text), .title = toll_text_of("A guard spoke."), .published = TOLL_DAY_UNKNOWN};
    snprintf(body, sizeof body, "{\"start\":15,\"end\":23,\"quote\":\"Up to 30\",\"outcome\":\"killed\"%s}", more);
    toll_arena_free(&memory);
    toll_arena_init(&memory, 0);
    toll_status status = serve_made_parse(&made, &memory, toll_text_of(body), error);
    return status < 0 ? status : serve_made_claim(claim, &made, &document, error);
}

static void a_claim_is_what_is_said_of_words_that_are_there(void **state)
{
    (void)state;
    toll_claim c;
    toll_error error = {0};
    assert_int_equal(make(&c, &error,
                         ",\"point\":30,\"qualifier\":\"up_to\",\"claimant_words\":\"a guard\",\"place_words\":\"Harran\","
                         "\"from\":\"2021-03-01\",\"class\":\"military\""),
        TOLL_OK);
    assert_true(isnan(c.quantity.low) && c.quantity.high == 30 && c.quantity.unit == TOLL_UNIT_PEOPLE && c.zone == TOLL_ZONE_BODY);
    assert_int_equal(c.sentence.off, 15);
    assert_int_equal(c.claimant.span.off, strstr(text, "a guard") - text); /* that of the figure's sentence */
    assert_true(c.period.from == c.period.to && c.period.kind == TOLL_PERIOD_EVENT);
    assert_int_equal(make(&c, &error, ",\"qualifier\":\"range\",\"low\":20,\"high\":30,\"class\":\"materiel\""), TOLL_OK);
    assert_true(isnan(c.quantity.point) && c.quantity.low == 20 && c.quantity.unit == TOLL_UNIT_ITEMS);
    assert_int_equal(make(&c, &error, ",\"qualifier\":\"vague\""), TOLL_OK);
}

static void what_is_not_there_is_refused_by_its_name(void **state)
{
    (void)state;
    static const char *const bad[][2] = {{"", "/point"}, {",\"point\":30,\"claimant_words\":\"the mayor\"", "/claimant_words"},
        {",\"point\":30,\"modality\":\"shouted\"", "/modality"}, {",\"point\":30,\"unit\":\"metres\"", "/unit"},
        {",\"point\":30,\"side\":\"<b>\"", "/side"}, {",\"point\":30,\"stated\":\"soon\"", "/stated"},
        {",\"point\":30,\"qualifier\":\"range\"", "/low"}, {",\"low\":3,\"high\":9", "/point"}, {",\"point\":\"30\"", "/point"},
        {",\"reason\":\"a\\u0001\"", "/reason"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        toll_claim c;
        toll_error error = {0};
        assert_int_equal(make(&c, &error, bad[i][0]), TOLL_E_USAGE);
        assert_string_equal(error.where, bad[i][1]);
        assert_true(error.message[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_told_by_their_marks),
        cmocka_unit_test(words_are_found_with_any_white_space),
        cmocka_unit_test(only_digits_are_a_number),
        cmocka_unit_test(a_claim_is_what_is_said_of_words_that_are_there),
        cmocka_unit_test(what_is_not_there_is_refused_by_its_name),
    };
    return TOLL_RUN(tests);
}
