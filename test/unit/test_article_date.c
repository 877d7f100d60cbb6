/* Dates as pages write them, in text and in addresses; what is no whole date, or reads two ways, is none. */
#include "article_pages.h"

static void is_day(void **state, const char *text, const char *iso)
{
    article_fixture *f = *state;
    char shown[16];
    toll_day_format(shown, article_day(f->words, toll_text_of(text)));
    assert_string_equal(shown, iso);
}

static void in_text(void **state)
{
    static const char *const texts[] = {"2023-02-13T08:00:00+02:00", "2023/02/13", "20230213", "13.02.2023 10:15", "13 February 2023",
        "13th Feb 2023", "Monday, February 13, 2023", "Published: Mon 13 Feb 2023, 09:10 GMT", "Feb. 13, 2023 at 9:10 a.m.",
        "Updated 9:10, 13 February 2023", "13/02/2023", "02/13/2023"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) is_day(state, texts[i], "2023-02-13");
    is_day(state, "3.4.2021", "2021-04-03");
}

static void in_none(void **state)
{
    static const char *const texts[] = {"", "February 2023", "13 February", "03/04/2021", "2023-13-45", "31 February 2023",
        "12 killed in 2023", "2023", "May 12 people", "9:10", "20231345", "February 13, 23", "0212-02-13"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) is_day(state, texts[i], "");
}

static void in_addresses(void **state)
{
    article_fixture *f = *state;
    static const struct {
        const char *url, *iso;
    } cases[] = {{"https://paper.example/2023/02/13/shelling", "2023-02-13"},
        {"https://paper.example/world/2023-02-13-shelling.html", "2023-02-13"},
        {"https://paper.example/world/2023/feb/13/shelling", "2023-02-13"}, {"https://paper.example/20230213/shelling", "2023-02-13"},
        {"https://paper.example/2023/02/shelling", ""}, {"https://paper.example/a-120230213", ""},
        {"https://paper.example/a?day=2023-02-13", ""}, {"", ""}, {"2023", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char shown[16];
        toll_day_format(shown, article_day_in_url(f->words, toll_text_of(cases[i].url)));
        assert_string_equal(shown, cases[i].iso);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_text), cmocka_unit_test(in_none), cmocka_unit_test(in_addresses)};
    return ARTICLE_RUN(tests);
}
