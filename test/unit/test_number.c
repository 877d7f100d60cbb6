/* The number grammar: what a reader hears in digits, words, fractions and vague words, and what is no number. */
#include "unit/mention_tables.h"

#include "mention/number.h"

static void add_numbers(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    static const char *const kinds[] = {"", " vague", " share", " none", " any", " article", " another", " ordinal", ""};
    toll_buffer *out = context;
    toll_number found[TOLL_NUMBER_LIMIT];
    size_t count = toll_numbers_find(found, TOLL_NUMBER_LIMIT, view, &f->words);
    for (size_t i = 0; i < count; i++) {
        if (out->len) toll_buffer_add_string(out, "; ");
        if (found[i].kind == TOLL_NUMBER_VAGUE) toll_buffer_printf(out, "%.12g..%.12g", found[i].low, found[i].high);
        else toll_buffer_printf(out, "%.12g", found[i].value);
        if (found[i].unit == TOLL_UNIT_PERCENT) toll_buffer_add_string(out, "%");
        if (found[i].unit == TOLL_UNIT_TIMES) toll_buffer_add_string(out, " times");
        toll_buffer_add_string(out, kinds[found[i].kind]);
    }
}

static void reads(void **state, const char *text, const char *wanted)
{
    toll_buffer out = {0};
    toll_buffer_add_string(&out, "");
    mention_walk(*state, toll_text_of(text), add_numbers, &out);
    if (strcmp(out.data, wanted) != 0) fail_msg("\"%s\"\n  reads  %s\n  wanted %s", text, out.data, wanted);
    toll_buffer_free(&out);
}

static void digits(void **state)
{
    reads(state, "1,090 men", "1090");
    reads(state, "71 200 men", "71200");
    reads(state,
        "71\xC2\xA0"
        "200 men",
        "71200");
    reads(state,
        "71\xE2\x80\xAF"
        "200 men",
        "71200");
    reads(state, "in 2016 200 men", "2016; 200");
    reads(state, "1.2 million men", "1200000");
    reads(state, "12k men and 3 bn shells", "12000; 3000000000");
    reads(state, "5 M-16 rifles", "5; 16");
    reads(state, "rooms 22,24 and 26", "22; 24; 26");
    reads(state, "0 men", "0");
}

static void words(void **state)
{
    reads(state, "twenty-one men", "21");
    reads(state, "twenty one men", "21");
    reads(state, "two hundred and five men", "205");
    reads(state, "one hundred and fifty thousand men", "150000");
    reads(state, "two thousand two hundred men", "2200");
    reads(state, "two dozen men", "24");
    reads(state, "a dozen men", "12");
    reads(state, "a hundred men", "100");
    reads(state, "half a million men", "500000");
    reads(state, "a quarter of a million men", "250000");
    reads(state, "three and a half thousand men", "3500");
    reads(state, "TWO HUNDRED MEN", "200");
    reads(state, "five men and two women", "5; 2");
    reads(state, "three hundred men and five women", "300; 5");
}

static void vague_words(void **state)
{
    reads(state, "dozens", "24..99 vague");
    reads(state, "tens of men", "20..99 vague");
    reads(state, "scores", "40..199 vague");
    reads(state, "hundreds", "200..999 vague");
    reads(state, "thousands", "2000..9999 vague");
    reads(state, "several men", "3..9 vague");
    reads(state, "a few men", "3..9 vague");
    reads(state, "a couple of men", "2..2 vague");
    reads(state, "tens of thousands of men", "20000..99999 vague");
    reads(state, "hundreds of thousands of men", "200000..999999 vague");
    reads(state, "several hundred men", "300..999 vague");
    reads(state, "many men, numerous men, a number of men", "");
}

static void shares(void **state)
{
    reads(state, "a third of the men", "33.3% share");
    reads(state, "half of the men", "50% share");
    reads(state, "two thirds of the men", "66.7% share");
    reads(state, "2/3 of the men", "66.7% share");
    reads(state, "three quarters of the men", "75% share");
    reads(state, "one in four men", "25% share");
    reads(state, "four in ten men", "40% share");
    reads(state, "nine out of ten men", "90% share");
    reads(state, "75% of the men", "75%");
    reads(state, "75 per cent of the men", "75%");
    reads(state, "a third attack", "1 article; 3 ordinal");
    reads(state, "one in 2014 and two in 20 days", "1; 2014; 2; 20");
    reads(state, "on 10/07/2016", "10; 7; 2016");
    reads(state, "30 times higher", "30 times");
    reads(state, "a tenfold rise", "1 article; 10 times");
}

static void small_words(void **state)
{
    reads(state, "no men and nobody else", "0 none; 0 none");
    reads(state, "another man", "1 another");
    reads(state, "a man and an officer", "1 article; 1 article");
    reads(state, "the third man, the 10th day, the twenty-first man", "3 ordinal; 10 ordinal; 21 ordinal");
    reads(state, "the one who came", "");
    reads(state, "no longer, no reports, one another, a lot, one day", "");
    reads(state, "No. 5", "5");
    reads(state, "did not lose any men, without losing any", "0 any; 0 any");
    reads(state, "any man, not a man; any other", "1 article");
}

static void the_tables_fit_their_arrays(void **state)
{
    const mention_fixture *f = *state;
    int numbers = toll_tables_find(f->tables, "numbers.tsv"), calendar = toll_tables_find(f->tables, "calendar.tsv");
    assert_true(numbers >= 0 && toll_tables_rows(f->tables, (uint16_t)numbers) <= TOLL_NUMBER_ROWS);
    assert_true(calendar >= 0 && toll_tables_rows(f->tables, (uint16_t)calendar) <= TOLL_CALENDAR_ROWS);
    for (size_t i = 0; i < sizeof f->words.number; i++) {
        const uint8_t *class_ = (const uint8_t *)&f->words.number + i;
        if (class_ != &f->words.number.hundred) assert_int_not_equal(*class_, TOLL_NO_CLASS); /* English has no one word for 200 */
    }
    for (size_t i = 0; i < sizeof f->words.date; i++) assert_int_not_equal(((const uint8_t *)&f->words.date)[i], TOLL_NO_CLASS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits), cmocka_unit_test(words), cmocka_unit_test(vague_words),
        cmocka_unit_test(shares), cmocka_unit_test(small_words), cmocka_unit_test(the_tables_fit_their_arrays)};
    return cmocka_run_group_tests_name(__FILE__, tests, mention_start, mention_stop);
}
