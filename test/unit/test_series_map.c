/* Mappings: what they say, the presets, and an error with its line for whatever is not understood. */
#include "test.h"

#include "series/series.h"

static toll_status read_map(toll_series_map *map, toll_arena *memory, const char *text, toll_error *error)
{
    *error = (toll_error){0};
    toll_arena_init(memory, 0);
    return toll_series_map_read(map, memory, toll_text_of(text), "map", error);
}

static void a_mapping(void **state)
{
    (void)state;
    toll_series_map map;
    toll_arena memory;
    toll_error error;
    assert_int_equal(
        read_map(&map, &memory,
            "# a comment\ndate = day\r\n side=RUS\nlag = 1\nskip = kind = none\noutcome = losses killed\n\n[people]\ntotal = sum\n"
            "[tanks]\ndaily = t\nside = UKR\nclass = materiel\ncategory = tank\noutcome = lost",
            &error),
        TOLL_OK);
    assert_int_equal(map.count, 2);
    assert_int_equal(map.lag, 1);
    assert_string_equal(map.skip_value, "none");
    assert_string_equal(map.lines[0].side, "RUS");
    assert_int_equal(map.lines[0].outcomes, 1u << TOLL_OUTCOME_LOSSES | 1u << TOLL_OUTCOME_KILLED);
    assert_string_equal(map.lines[1].side, "UKR");
    assert_int_equal(map.lines[1].outcomes, 1u << TOLL_OUTCOME_LOST);
    assert_null(map.lines[1].total);
    toll_arena_free(&memory);
}

static void the_presets_are_mappings(void **state)
{
    (void)state;
    size_t count = 0;
    for (const char *name; (name = toll_series_preset_name(count)) != NULL; count++) {
        toll_series_map map;
        toll_arena memory;
        toll_error error = {0};
        toll_arena_init(&memory, 0);
        assert_int_equal(toll_series_map_read(&map, &memory, toll_series_preset(name), name, &error), TOLL_OK);
        assert_true(map.count > 1 && map.claimant && map.lines[0].side);
        toll_arena_free(&memory);
    }
    assert_int_equal(count, 2);
    assert_null(toll_series_preset("nothing").data);
}

static void errors_say_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t line;
        const char *word;
    } wrong[] = {{"date = d\nsidee = RUS\n", 2, "no key"}, {"date = d\n[a\n", 2, "not closed"}, {"date = d\nrubbish\n", 2, "key = value"},
        {"date = d\noutcome = killt\n", 2, "no outcome"}, {"date = d\nclass = soldiers\n", 2, "no class"},
        {"date = d\nlag = 8\n", 2, "0 to 7"}, {"date = d\noutcome = killed\n[a]\ntotal = t\n[a]\n", 5, "twice"},
        {"date = d\n[a]\nlag = 1\n", 3, "no key"}, {"date = d\n[a]\nclaimant = x\n", 3, "whole table"}, {"date =\n", 1, "no value"},
        {"skip = a\n", 1, "COLUMN=VALUE"}, {"[]\n", 1, "no name"}, {"", 0, "no column of days"}, {"date = d\n", 0, "no series"},
        {"date = d\n[a]\noutcome = killed\n", 0, "no figures"}, {"date = d\n[a]\ntotal = t\n", 0, "no outcome"},
        {"date = \xff\n", 0, "UTF-8"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        toll_series_map map;
        toll_arena memory;
        toll_error error;
        assert_int_equal(read_map(&map, &memory, wrong[i].text, &error), TOLL_E_INPUT);
        assert_int_equal(error.line, wrong[i].line);
        if (!strstr(error.message, wrong[i].word)) fail_msg("\"%s\" does not say \"%s\"", error.message, wrong[i].word);
        toll_arena_free(&memory);
    }
}

static void too_many_series(void **state)
{
    (void)state;
    toll_buffer text = {0};
    toll_series_map map;
    toll_arena memory;
    toll_error error;
    toll_buffer_add_string(&text, "date = d\noutcome = killed\n");
    for (int i = 0; i < 257; i++) toll_buffer_printf(&text, "[s%d]\ntotal = t\n", i);
    assert_int_equal(read_map(&map, &memory, text.data, &error), TOLL_E_INPUT);
    assert_non_null(strstr(error.message, "256"));
    toll_arena_free(&memory);
    toll_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_mapping), cmocka_unit_test(the_presets_are_mappings),
        cmocka_unit_test(errors_say_the_line), cmocka_unit_test(too_many_series)};
    return TOLL_RUN(tests);
}
