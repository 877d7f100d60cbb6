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
    assert_true(reckon_words_rest(text("As well as the "), text(" who died on the bus"), false));
    assert_true(reckon_words_rest(text("Besides the "), text(" found before"), true));
    assert_true(reckon_words_rest(text("and "), text(" others died"), true));
    assert_true(reckon_words_rest(text(""), text(" more people were killed"), true));
    assert_false(reckon_words_rest(text("three died and "), text(" others were hurt"), false));
    assert_true(reckon_words_rest(text("and "), text(" additional casualties"), false));
    assert_true(reckon_words_rest(text(""), text(" further wounded"), false));
    assert_false(reckon_words_rest(text("the "), text(" who died on the bus"), true));
    assert_true(reckon_words_addition(text("A further ")));
    assert_true(reckon_words_addition(text("and another ")));
    assert_false(reckon_words_addition(text("the furthermost ")));
}

static void figures_that_took_the_place_of_another(void **state)
{
    (void)state;
    const struct {
        const char *before, *after;
        bool moved, former;
    } cases[] = {
        {"The ministry lowered the number of dead to ", ".", true, false},
        {"The toll has risen to ", " on Sunday.", true, false},
        {"Officials put the toll at ", ", up from 31 the day before.", true, false},
        {"They now count 40 dead, up from ", ".", false, true},
        {"The governor raised the toll from ", " to 52.", false, true},
        {"The governor raised the toll from 31 to ", ".", true, false},
        {"An earlier count spoke of ", " dead.", false, true},
        {"The previous death toll was ", " with 50 others hurt.", false, true},
        {"The toll reached ", " on Monday.", false, false},
        {"The column moved to the bridge, where ", " died.", false, false},
        {"Earlier on Monday a shell killed ", ".", false, false},
        {"Prices rose and people moved to town; ", " died.", false, false},
        {"", " were killed.", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_text before = text(cases[i].before), after = text(cases[i].after);
        if (reckon_words_moved(before, after) != cases[i].moved || reckon_words_former(before) != cases[i].former)
            fail_msg("%s_%s", cases[i].before, cases[i].after);
    }
}

static toll_day since(const char *words)
{
    toll_day day;
    return reckon_words_superlative_near(&day, text(words), toll_day_from_civil(2019, 8, 20)) ? day : TOLL_DAY_UNKNOWN + 1;
}

static void since_when(void **state)
{
    (void)state;
    const toll_day none = TOLL_DAY_UNKNOWN + 1;
    assert_int_equal(since(" were killed, the highest toll since 3 March 2018."), toll_day_from_civil(2018, 3, 3));
    assert_int_equal(since(" died, the most in one day since November."), toll_day_from_civil(2018, 11, 30));
    assert_int_equal(since(" died, the most since last May"), toll_day_from_civil(2019, 5, 31));
    assert_int_equal(since(" dead, its heaviest losses since August 4"), toll_day_from_civil(2019, 8, 4));
    assert_int_equal(since(" dead, its heaviest losses since August 24"), toll_day_from_civil(2018, 8, 24));
    assert_int_equal(since(" fighters killed in the deadliest day since 2016"), toll_day_from_civil(2016, 12, 31));
    assert_int_equal(since("It was the bloodiest day since June, with "), toll_day_from_civil(2019, 6, 30));
    assert_int_equal(since(" killed, the biggest single loss of the war"), TOLL_DAY_UNKNOWN);
    assert_int_equal(since(" killed, the most since the war began"), TOLL_DAY_UNKNOWN);
    assert_int_equal(since(" killed, at most a tenth since May"), none);
    assert_int_equal(since(" killed, most of them since May"), none);
    assert_int_equal(since(" killed near the largest city of the province"), none);
    assert_int_equal(since(" killed and 40 wounded, the highest toll since May"), none); /* said of the wounded, or of both */
    assert_int_equal(since(""), none);
    assert_true(reckon_words_superlative(text("the heaviest loss of 12")));
    assert_false(reckon_words_superlative(text("at most 40")));
    assert_false(reckon_words_superlative(text("most of the 40")));
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(superlatives_and_additions),
        cmocka_unit_test(figures_that_took_the_place_of_another), cmocka_unit_test(since_when), cmocka_unit_test(dates_of_beginnings)};
    return TOLL_RUN(tests);
}
