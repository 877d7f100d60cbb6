/* A number with its bound, in words and compact: every qualifier with every unit it can have, and no bound is ever lost. */
#include "test.h"

#include "view_claims.h"

typedef struct example {
    toll_qualifier qualifier;
    toll_unit unit;
    double point, low, high;
    const char *text, *compact;
} example;

#define OPEN (double)NAN

static const example examples[] = {
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE, 89, 89, 89, "89", "89"},
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE, 0, 0, 0, "none", "0"},
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_PERCENT, 0, 0, 0, "0%", "0%"},
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_ITEMS, 1200000, 1200000, 1200000, "1,200,000", "1,200,000"},
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_PERCENT, 33.3, 33.3, 33.3, "33.3%", "33.3%"},
    {TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE_DIFFERENCE, 60, 60, 60, "a difference of 60", "Δ60"},
    {TOLL_QUALIFIER_AT_LEAST, TOLL_UNIT_PEOPLE, 63, 63, OPEN, "at least 63", "≥63"},
    {TOLL_QUALIFIER_AT_LEAST, TOLL_UNIT_TIMES, 30, 30, OPEN, "at least 30 times", "×≥30"},
    {TOLL_QUALIFIER_AT_LEAST, TOLL_UNIT_PEOPLE, OPEN, 24, OPEN, "at least 24", "≥24"},
    {TOLL_QUALIFIER_MORE_THAN, TOLL_UNIT_PEOPLE, 220, 221, OPEN, "more than 220", ">220"},
    {TOLL_QUALIFIER_MORE_THAN, TOLL_UNIT_PEOPLE_PER_DAY, 400, 400, OPEN, "more than 400 a day", ">400/day"},
    {TOLL_QUALIFIER_MORE_THAN, TOLL_UNIT_PEOPLE, OPEN, 25, OPEN, "at least 25", "≥25"},
    {TOLL_QUALIFIER_LESS_THAN, TOLL_UNIT_PEOPLE, 10, OPEN, 9, "fewer than 10", "<10"},
    {TOLL_QUALIFIER_LESS_THAN, TOLL_UNIT_PERCENT, 10, OPEN, 10, "less than 10%", "<10%"},
    {TOLL_QUALIFIER_UP_TO, TOLL_UNIT_PEOPLE, 400, OPEN, 400, "up to 400", "≤400"},
    {TOLL_QUALIFIER_UP_TO, TOLL_UNIT_PEOPLE, OPEN, OPEN, 400, "up to 400", "≤400"},
    {TOLL_QUALIFIER_ABOUT, TOLL_UNIT_PERCENT, 75, OPEN, OPEN, "about 75%", "≈75%"},
    {TOLL_QUALIFIER_NEARLY, TOLL_UNIT_PEOPLE, 13000, OPEN, 12999, "nearly 13,000", "≈13,000⁻"},
    {TOLL_QUALIFIER_RANGE, TOLL_UNIT_TIMES, OPEN, 30, 40, "30 to 40 times", "×30 to 40"},
    {TOLL_QUALIFIER_RANGE, TOLL_UNIT_PEOPLE, OPEN, 1000, 1500, "1,000 to 1,500", "1,000 to 1,500"},
    {TOLL_QUALIFIER_RANGE, TOLL_UNIT_PEOPLE, OPEN, OPEN, OPEN, "hundreds (not a number)", "“hundreds”"},
    {TOLL_QUALIFIER_VAGUE, TOLL_UNIT_PEOPLE, OPEN, 200, 999, "hundreds (not a number)", "“hundreds”"},
    {TOLL_QUALIFIER_ABOUT, TOLL_UNIT_PEOPLE, OPEN, OPEN, OPEN, "hundreds (not a number)", "“hundreds”"},
    {TOLL_QUALIFIER_ABOUT, TOLL_UNIT_PEOPLE, OPEN, 20, 30, "20 to 30", "20 to 30"},
};

static void numbers_keep_their_bounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const example *e = &examples[i];
        toll_quantity quantity = {{0, 8}, e->point, e->low, e->high, e->qualifier, e->unit};
        toll_buffer text = {0}, compact = {0};
        toll_view_number(&text, &quantity, toll_text_of("hundreds"), TOLL_VIEW_TEXT);
        toll_view_number(&compact, &quantity, toll_text_of("hundreds"), TOLL_VIEW_COMPACT);
        assert_string_equal(text.data, e->text);
        assert_string_equal(compact.data, e->compact);
        toll_buffer_free(&text);
        toll_buffer_free(&compact);
    }
}

static void words_that_are_gone_leave_a_mark(void **state)
{
    (void)state;
    toll_quantity quantity = {{0, 0}, NAN, NAN, NAN, TOLL_QUALIFIER_VAGUE, TOLL_UNIT_PEOPLE};
    toll_buffer out = {0};
    toll_view_number(&out, &quantity, (toll_text){NULL, 0}, TOLL_VIEW_COMPACT);
    assert_string_equal(out.data, "“?”");
    toll_buffer_free(&out);
}

static void thousands_are_grouped(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *shown;
    } cases[] = {{1, "1"}, {12, "12"}, {999, "999"}, {1000, "1,000"}, {12730, "12,730"}, {159000, "159,000"}, {1234567, "1,234,567"},
        {1.5, "1.5"}, {-1234, "-1,234"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_quantity quantity = {{0, 1}, cases[i].value, NAN, NAN, TOLL_QUALIFIER_EXACT, TOLL_UNIT_ITEMS};
        toll_buffer out = {0};
        toll_view_number(&out, &quantity, (toll_text){NULL, 0}, TOLL_VIEW_COMPACT);
        assert_string_equal(out.data, cases[i].shown);
        toll_buffer_free(&out);
    }
}

static void periods_are_put_into_words(void **state)
{
    (void)state;
    toll_day from = toll_day_from_civil(2022, 2, 24), to = toll_day_from_civil(2023, 3, 12), none = TOLL_DAY_UNKNOWN;
    const struct {
        toll_day from, to;
        toll_period_kind kind;
        const char *shown;
    } cases[] = {{to, to, TOLL_PERIOD_EVENT, "2023-03-12"}, {from, to, TOLL_PERIOD_WINDOW, "2022-02-24 to 2023-03-12"},
        {from, none, TOLL_PERIOD_WINDOW, "since 2022-02-24"}, {none, to, TOLL_PERIOD_WINDOW, "until 2023-03-12"},
        {none, to, TOLL_PERIOD_CUMULATIVE, "total to 2023-03-12"}, {from, to, TOLL_PERIOD_CUMULATIVE, "total 2022-02-24 to 2023-03-12"},
        {from, none, TOLL_PERIOD_CUMULATIVE, "total since 2022-02-24"}, {from, to, TOLL_PERIOD_AVERAGE, "average 2022-02-24 to 2023-03-12"},
        {none, none, TOLL_PERIOD_CUMULATIVE, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_period period = {{0, 0}, cases[i].from, cases[i].to, cases[i].kind, TOLL_BASIS_UNKNOWN};
        toll_buffer out = {0};
        toll_view_period(&out, &period);
        assert_string_equal(out.data ? out.data : "", cases[i].shown);
        toll_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_bounds),
        cmocka_unit_test(words_that_are_gone_leave_a_mark),
        cmocka_unit_test(thousands_are_grouped),
        cmocka_unit_test(periods_are_put_into_words),
    };
    return TOLL_RUN(tests);
}
