/* Texts made of number and date words without end: quantities and dates stay linear in the text. */
#include "linear.h"

#include "unit/mention_tables.h"

enum { MOST = 1 << 20 };

typedef struct sample {
    mention_fixture *fixture;
    char *data;
    const char *unit; /* repeated to fill the data */
    size_t found;
} sample;

static void read_all(void *context, const mention_fixture *f, const toll_sentence_view *view)
{
    sample *it = context;
    toll_quantity_mention quantities[TOLL_QUANTITY_LIMIT];
    toll_date dates[TOLL_DATE_LIMIT];
    toll_date_context when = {.published = 19000, .anchor = TOLL_DAY_UNKNOWN, .past = true};
    it->found += toll_mention_quantities(quantities, TOLL_QUANTITY_LIMIT, view, &f->words);
    it->found += toll_mention_dates(dates, TOLL_DATE_LIMIT, view, &f->words, &when);
}

static void work(void *context, size_t n)
{
    sample *it = context;
    mention_walk(it->fixture, (toll_text){it->data, n}, read_all, it);
}

static void texts_of_number_and_date_words(void **state)
{
    static const char *const units[] = {"one hundred and ", "a ", "1 000 ", "from 1 to ", "between 30 and ", "more than ", "- ", "1-",
        "1/2/", "two or ", "last ", "since the ", "since the start of the ", "May ", "1 May to 2 ", "three days ", "half a quarter of a ",
        "no more than ", "twenty-", "24 ", "in the past ", "hundreds of ", "point one ", "minus ", "Thursday, ", "the "};
    sample input = {.fixture = *state, .data = malloc(MOST)};
    assert_non_null(input.data);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t len = strlen(units[i]);
        for (size_t off = 0; off < MOST; off++) input.data[off] = units[i][off % len];
        toll_linear(units[i], work, &input, 1 << 13, MOST);
    }
    assert_true(input.found > 0);
    free(input.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts_of_number_and_date_words)};
    return cmocka_run_group_tests_name(__FILE__, tests, mention_start, mention_stop);
}
