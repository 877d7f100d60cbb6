/* What is typed to search for: filters, figures, words that are left, and what is said of anything else. */
#include "test.h"

#include "serve/search_words.h"

static void what_is_typed_is_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *words, *filters, *note;
    } rows[] = {
        {"", "", "", ""},
        {"two words", "two words", "", ""},
        {"claimant:rus-mod barracks", "barracks", "claimant=rus-mod;", ""},
        {"place:\"Deir ez-Zor\" outcome:killed,wounded", "", "place=Deir ez-Zor;outcome=killed,wounded;", ""},
        {"\"place:x y\" side:SYR", "\"place:x y\"", "side=SYR;", ""},
        {"  from:2016-09-01   to:2016-09-30 as_of:2020-01-01 ", "", "from=2016-09-01;to=2016-09-30;as_of=2020-01-01;", ""},
        {"> 800", "", "figure=> 800;", ""},
        {"220", "", "figure=220;", ""},
        {"220 soldiers", "220 soldiers", "", ""},
        {"soldiers 200..250", "soldiers", "figure=200..250;", ""},
        {"figure:220 >800", ">800", "figure=220;", ""},
        {"outlet:\"\"", "outlet:\"\"", "", "Character 1: outlet:\"\" has no value; write claimant:rus-mod or place:\"Deir ez-Zor\""},
        {"outlet:", "outlet:", "", ""},
        {"at 10:30 https://example.org Note:this", "at 10:30 https://example.org Note:this", "", ""},
        {"é who:ann", "é who:ann", "",
            "Character 3: who:ann was looked for as words; the filters are claimant side outcome outlet place document from to as_of figure"},
        {"side:RUS side:UKR x", "x", "side=RUS;", "Character 10: side:UKR is a second one; the first counts"},
        {"outcome:dead", "outcome:dead", "", "Character 1: outcome:dead is no outcome; killed, wounded, losses ... are"},
        {"to:May", "to:May", "", "Character 1: to:May is no date; write 2023-01-04"},
        {"as_of:soon", "as_of:soon", "", "Character 1: as_of:soon is no date; write 2023-01-04"},
        {"figure:many", "figure:many", "", "Character 1: figure:many is no number; write 220, 200..250 or >800"},
        {"a \"b c", "a \"b c", "", "Character 3: \"b c has a quotation mark without its second"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toll_arena memory;
        toll_buffer filters = {0};
        serve_search s;
        toll_arena_init(&memory, 0);
        assert_true(serve_search_parse(&s, &memory, rows[i].typed));
        for (size_t k = 0; k < s.count; k++) toll_buffer_printf(&filters, "%s=%s;", s.filters[k].name, s.filters[k].value);
        assert_string_equal(s.words, rows[i].words);
        assert_string_equal(filters.data ? filters.data : "", rows[i].filters);
        assert_string_equal(s.note, rows[i].note);
        toll_buffer_free(&filters);
        toll_arena_free(&memory);
    }
}

/* However often each is written, and however long what cannot be taken. */
static void there_is_room_for_each_once(void **state)
{
    (void)state;
    toll_arena memory;
    toll_buffer typed = {0};
    serve_search s;
    toll_arena_init(&memory, 0);
    for (int i = 0; i < 500; i++)
        toll_buffer_add_string(&typed,
            "claimant:a side:b outcome:killed outlet:c place:d document:e from:2020-01-01 to:2020-01-01 as_of:2020-01-01 figure:1 >2 ");
    for (int i = 0; i < 2000; i++) toll_buffer_add_string(&typed, "é");
    toll_buffer_add_char(&typed, '\0');
    assert_true(serve_search_parse(&s, &memory, typed.data));
    assert_int_equal(s.count, 10);
    assert_true(strlen(s.note) < sizeof s.note);
    toll_buffer_free(&typed);
    toll_arena_free(&memory);
}

/* What the note repeats of it is cut between letters, whatever their bytes. */
static void a_long_piece_is_cut_between_letters(void **state)
{
    (void)state;
    toll_arena memory;
    toll_arena_init(&memory, 0);
    for (size_t before = 0; before < 2; before++) {
        toll_buffer typed = {0};
        serve_search s;
        toll_buffer_add_string(&typed, before ? "\"x" : "\"");
        for (int i = 0; i < 60; i++) toll_buffer_add_string(&typed, "ї");
        toll_buffer_add_char(&typed, '\0');
        assert_true(serve_search_parse(&s, &memory, typed.data));
        assert_non_null(strstr(s.note, "without its second"));
        assert_int_equal(toll_utf8_check(s.note, strlen(s.note)), strlen(s.note));
        toll_buffer_free(&typed);
    }
    toll_arena_free(&memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_taken_apart),
        cmocka_unit_test(there_is_room_for_each_once),
        cmocka_unit_test(a_long_piece_is_cut_between_letters),
    };
    return TOLL_RUN(tests);
}
