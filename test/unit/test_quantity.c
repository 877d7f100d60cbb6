/* Quantities: the words of the figure with its qualifier, the bounds they allow, the unit, and the flags that keep other numbers out. */
#include "unit/mention_tables.h"

static void add_bound(toll_buffer *out, double value)
{
    if (isnan(value)) toll_buffer_add_string(out, " -");
    else toll_buffer_printf(out, " %.12g", value);
}

static void add_quantities(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    static const char *const qualifiers[] = {"exact", "more_than", "at_least", "less_than", "up_to", "about", "nearly", "range", "vague"};
    static const char *const units[] = {"people", "items", " percent", " times", " per_day", " difference", ""};
    static const char *const flags[] = {" article", " none", " other", " record", " year", " measure", " ordinal", " name"};
    toll_buffer *out = context;
    toll_quantity_mention found[TOLL_QUANTITY_LIMIT];
    size_t count = toll_mention_quantities(found, TOLL_QUANTITY_LIMIT, view, &f->words);
    for (size_t i = 0; i < count; i++) {
        const toll_quantity_mention *m = &found[i];
        if (i) assert_true(toll_extent_end(found[i - 1].extent) <= m->extent.first);
        assert_true(m->extent.first <= m->number.first && toll_extent_end(m->number) <= toll_extent_end(m->extent));
        if (out->len) toll_buffer_add_string(out, "; ");
        mention_add_span(out, view, m->extent);
        toll_buffer_printf(out, " %s", qualifiers[m->quantity.qualifier]);
        add_bound(out, m->quantity.point);
        add_bound(out, m->quantity.low);
        add_bound(out, m->quantity.high);
        toll_buffer_add_string(out, units[m->quantity.unit]);
        for (unsigned bit = 0; bit < 8; bit++)
            if (m->flags >> bit & 1) toll_buffer_add_string(out, flags[bit]);
    }
}

static void reads(void **state, const char *text, const char *wanted)
{
    toll_buffer out = {0};
    toll_buffer_add_string(&out, "");
    mention_walk(*state, toll_text_of(text), add_quantities, &out);
    if (strcmp(out.data, wanted) != 0) fail_msg("\"%s\"\n  reads  %s\n  wanted %s", text, out.data, wanted);
    toll_buffer_free(&out);
}

static void qualifiers_and_their_bounds(void **state)
{
    reads(state, "It lost 89 men", "[89] exact 89 89 89");
    reads(state, "It lost more than 220 men", "[more than 220] more_than 220 221 -");
    reads(state, "Losses exceeded 800 men", "[exceeded 800] more_than 800 801 -");
    reads(state, "At least 63 men fell", "[At least 63] at_least 63 63 -");
    reads(state, "30+ men", "[30+] at_least 30 30 -");
    reads(state, "30 or more men", "[30 or more] at_least 30 30 -");
    reads(state, "No fewer than ten men", "[No fewer than ten] at_least 10 10 -");
    reads(state, "up to 10 tanks", "[up to 10] up_to 10 - 10");
    reads(state, "as many as 300 men", "[as many as 300] up_to 300 - 300");
    reads(state, "no more than 20 men", "[no more than 20] up_to 20 - 20");
    reads(state, "fewer than 10 men", "[fewer than 10] less_than 10 - 9");
    reads(state, "about 240 men", "[about 240] about 240 - -");
    reads(state, "some 40 men and 20-odd guns", "[some 40] about 40 - -; [20-odd] about 20 - -");
    reads(state, "nearly 6,000 men", "[nearly 6,000] nearly 6000 - 5999");
    reads(state, "a record 1,090 men", "[a record 1,090] exact 1090 1090 1090 record");
    reads(state, "dozens of men", "[dozens] vague - 24 99");
    reads(state, "some hundreds of men", "[some hundreds] vague - 200 999");
    reads(state, "at least several dozen men", "[at least several dozen] at_least - 36 -");
}

static void ranges(void **state)
{
    reads(state, "30-40 men", "[30-40] range - 30 40");
    reads(state, "30 to 40 men", "[30 to 40] range - 30 40");
    reads(state, "between 175,000-200,000 men", "[between 175,000-200,000] range - 175000 200000");
    reads(state, "from 10 to 15 men", "[from 10 to 15] range - 10 15");
    reads(state, "two or three dozen men", "[two or three dozen] range - 24 36");
    reads(state, "70 to 80 thousand men", "[70 to 80 thousand] range - 70000 80000");
    reads(state, "It rose from 10 to 15 men", "[10] exact 10 10 10; [15] exact 15 15 15");
    reads(state, "They won 3-1", "[3] exact 3 3 3 measure; [1] exact 1 1 1 measure");
    reads(state, "30 and 40 men", "[30] exact 30 30 30; [40] exact 40 40 40");
}

static void units(void **state)
{
    reads(state, "some 75% of them", "[some 75%] about 75 - - percent");
    reads(state, "more than 2/3 of them", "[more than 2/3] more_than 66.7 66.7 - percent");
    reads(state, "30+ times higher", "[30+ times] at_least 30 30 - times");
    reads(state, "30-40 times higher", "[30-40 times] range - 30 40 times");
    reads(state, "more than 400 a day", "[more than 400] more_than 400 400 - per_day");
    reads(state, "60-100 men per day", "[60-100] range - 60 100 per_day");
    reads(state, "300 men in a day", "[300] exact 300 300 300");
    reads(state, "300 men a day earlier", "[300] exact 300 300 300");
    reads(state, "60 higher than the record", "[60] exact 60 60 60 difference");
}

static void what_comes_on_top(void **state)
{
    reads(state, "Another was hurt", "[Another] exact 1 1 1 other");
    reads(state, "Another 950 men", "[950] exact 950 950 950 other");
    reads(state, "A further 30 men", "[30] exact 30 30 30 other");
    reads(state, "24 more and dozens more", "[24] exact 24 24 24 other; [dozens] vague - 24 99 other");
    reads(state, "No men, nobody", "[No] exact 0 0 0 none; [nobody] exact 0 0 0 none");
    reads(state, "A man; one of the men", "[A] exact 1 1 1 article; [one] exact 1 1 1 article");
}

static void numbers_that_count_no_losses(void **state)
{
    reads(state, "a 20-year-old man", "[a] exact 1 1 1 article; [20] exact 20 20 20 measure");
    reads(state, "a man aged 30", "[a] exact 1 1 1 article; [30] exact 30 30 30 measure");
    reads(state,
        "$5 million and \xE2\x82\xAC"
        "6",
        "[5 million] exact 5000000 5000000 5000000 measure; [6] exact 6 6 6 measure");
    reads(state, "5 kg, 300 km", "[5] exact 5 5 5 measure; [300] exact 300 300 300 measure");
    reads(state, "155mm shells", "");
    reads(state, "at 09:30", "[09] exact 9 9 9 measure; [30] exact 30 30 30 measure");
    reads(state, "the T-72 tank, Su-34 jets", "[72] exact 72 72 72 name; [34] exact 34 34 34 name");
    reads(state, "Unit 669 and Highway 9", "[669] exact 669 669 669 name; [9] exact 9 9 9 name");
    reads(state, "the 95th Brigade", "[95th] exact 95 95 95 ordinal name");
    reads(state, "In 2014 people fell", "[2014] exact 2014 2014 2014 year");
    reads(state, "some 2014 men", "[some 2014] about 2014 - -");
    reads(state, "2014 soldiers fell", "[2014] exact 2014 2014 2014");
}

static void a_small_room_keeps_the_first(void **state)
{
    mention_fixture *f = *state;
    char text[4096];
    size_t len = 0;
    for (int i = 0; i < 100; i++) len += (size_t)snprintf(text + len, sizeof text - len, "%d men, ", i + 3);
    toll_buffer out = {0};
    mention_walk(f, (toll_text){text, len}, add_quantities, &out);
    assert_non_null(strstr(out.data, "[3] "));
    assert_non_null(strstr(out.data, "[66] "));
    assert_null(strstr(out.data, "[67] "));
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(qualifiers_and_their_bounds), cmocka_unit_test(ranges), cmocka_unit_test(units),
        cmocka_unit_test(what_comes_on_top), cmocka_unit_test(numbers_that_count_no_losses),
        cmocka_unit_test(a_small_room_keeps_the_first)};
    return cmocka_run_group_tests_name(__FILE__, tests, mention_start, mention_stop);
}
