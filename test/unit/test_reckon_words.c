/* Words beside figures, and dates that the world contradicts. */
#include "../test.h"

#include "reckon/inside.h"

static toll_text text(const char *string)
{
    return (toll_text){string, strlen(string)};
}

static void superlatives_and_additions(void **state)
{
    (void)state;
    assert_true(reckon_words_superlative(text("a ReCORD 1,140")));
    assert_false(reckon_words_superlative(text("recorded 40")));
    assert_false(reckon_words_superlative(text("more than 40")));
    assert_true(reckon_words_part(text(" of the wounded were")));
    assert_true(reckon_words_part(text(" of them women")));
    assert_true(reckon_words_part(text(" of those killed")));
    assert_false(reckon_words_part(text(" of its soldiers")));
    assert_false(reckon_words_part(text(" of the ministry's men")));
    assert_false(reckon_words_part(text(" of")));
    assert_true(reckon_words_addition(text("A further ")));
    assert_true(reckon_words_addition(text("and another ")));
    assert_false(reckon_words_addition(text("the furthermost ")));
}

static bool wrong(reckon_document *d, const char *words)
{
    const toll_known_day known[] = {{"the war", toll_day_from_civil(2022, 2, 24)}};
    *d = (reckon_document){.false_day = TOLL_DAY_UNKNOWN};
    return reckon_words_date(d, text(words), known, 1);
}

static void dates_of_beginnings(void **state)
{
    (void)state;
    reckon_document d;
    assert_true(wrong(&d, "The fighting, which began on February 24, 2021, goes on."));
    assert_int_equal(d.true_day, toll_day_from_civil(2022, 2, 24));
    assert_int_equal(d.false_span.off, 29);
    assert_int_equal(d.false_span.len, 17);
    assert_true(wrong(&d, "since the invasion on 24 February 2023"));
    assert_false(wrong(&d, "which began on February 24, 2022"));
    assert_false(wrong(&d, "the company was founded on February 24, 2021")); /* not about a beginning of a war's kind */
    assert_false(wrong(&d, "which began on February 25, 2021"));
    assert_false(wrong(&d, "the war of 1994 began on February 24, 1994"));
    assert_false(wrong(&d, "began 24, 2021 2021 2021"));
    assert_false(wrong(&d, "2021"));
    assert_false(wrong(&d, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(superlatives_and_additions), cmocka_unit_test(dates_of_beginnings)};
    return TOLL_RUN(tests);
}
