/* Query strings, forms, cursors and bodies of decisions: what is taken, what is refused, and each limit. */
#include "test.h"

#include "serve/inside.h"

static toll_status parse(serve_query *out, toll_arena *memory, const char *text)
{
    return serve_query_parse(out, memory, toll_text_of(text), NULL);
}

static void names_and_values_are_unescaped(void **state)
{
    (void)state;
    toll_arena memory;
    serve_query q;
    toll_arena_init(&memory, 0);
    assert_int_equal(parse(&q, &memory, "text=%22two+words%22&side=&x&%C3%A4=%e2%82%ac&&"), TOLL_OK);
    assert_int_equal(q.count, 4);
    assert_string_equal(serve_query_get(&q, "text"), "\"two words\"");
    assert_null(serve_query_get(&q, "side"));
    assert_null(serve_query_get(&q, "x"));
    assert_string_equal(serve_query_get(&q, "ä"), "€");
    assert_null(serve_query_get(&q, "nothing"));
    toll_arena_free(&memory);
}

static void what_is_doubtful_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a=%", "a=%4", "a=%zz", "a=%00", "a=%01", "a=%ff", "a=%c3", "a=1&a=2", "=1", "%00=1", "a=%7f", "a%0a=1"};
    toll_arena memory;
    toll_arena_init(&memory, 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        serve_query q;
        toll_error error = {0};
        assert_int_equal(serve_query_parse(&q, &memory, toll_text_of(bad[i]), &error), TOLL_E_USAGE);
        assert_true(error.message[0] != '\0');
    }
    toll_arena_free(&memory);
}

static void there_is_a_limit_to_parameters(void **state)
{
    (void)state;
    toll_arena memory;
    serve_query q;
    toll_buffer text = {0};
    toll_arena_init(&memory, 0);
    for (int i = 0; i < SERVE_PARAMS; i++) toll_buffer_printf(&text, "a%d=1&", i);
    assert_int_equal(parse(&q, &memory, text.data), TOLL_OK);
    toll_buffer_add_string(&text, "b=1");
    assert_int_equal(parse(&q, &memory, text.data), TOLL_E_USAGE);
    toll_buffer_free(&text);
    toll_arena_free(&memory);
}

static void cursors_are_numbers(void **state)
{
    (void)state;
    uint64_t key[3];
    assert_true(serve_cursor_parse(key, "3-70-9"));
    assert_true(key[0] == 3 && key[1] == 70 && key[2] == 9);
    assert_true(serve_cursor_parse(key, "3"));
    static const char *const bad[] = {"", "-", "3-", "a", "3-4-5-6", "3-4-5-", "99999999999999999999", "9223372036854775808", "3 ", "+3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(serve_cursor_parse(key, bad[i]));
}

static toll_status decide(serve_decision *out, toll_arena *memory, const char *body)
{
    return serve_decision_parse(out, memory, toll_text_of(body), NULL);
}

static void a_correction_is_written_anew(void **state)
{
    (void)state;
    toll_arena memory;
    serve_decision d;
    toll_arena_init(&memory, 0);
    assert_int_equal(
        decide(&d, &memory, "{\"action\":\"correct\", \"payload\" : { \"point\": 64.0,\"high\":null, \"side\":\"R\\u0055S\" } }"), TOLL_OK);
    assert_string_equal(d.payload, "{\"point\":64,\"high\":null,\"side\":\"RUS\"}");
    assert_int_equal(decide(&d, &memory, "{\"action\":\"accept\",\"reason\":null}"), TOLL_OK);
    assert_null(d.reason);
    static const char *const bad[] = {"", "x", "[]", "{}", "{\"action\":1}", "{\"action\":\"a\",\"more\":1}",
        "{\"action\":\"correct\",\"payload\":{}}", "{\"action\":\"correct\",\"payload\":{\"id\":\"x\"}}",
        "{\"action\":\"correct\",\"payload\":{\"point\":\"1\"}}", "{\"action\":\"correct\",\"payload\":{\"point\":-1}}",
        "{\"action\":\"correct\",\"payload\":{\"side\":7}}", "{\"action\":\"correct\",\"payload\":[1]}",
        "{\"action\":\"a\",\"reason\":{\"a\":[[[[[[[[[1]]]]]]]]]}}", "{\"action\":\"\xff\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_true(decide(&d, &memory, bad[i]) < 0);
    toll_arena_free(&memory);
}

static void only_this_machine_is_here(void **state)
{
    (void)state;
    static const char *const here[] = {"127.0.0.1", "127.0.0.1:8400", "localhost", "localhost:1", "[::1]", "[::1]:8400"};
    static const char *const other[] = {
        "", "127.0.0.1.example", "localhost.example:80", "127.0.0.1:", "127.0.0.1:8x", "example", "[::1]x", "127.0.0.10"};
    for (size_t i = 0; i < sizeof here / sizeof *here; i++) assert_true(serve_host_is_here(here[i]));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) assert_false(serve_host_is_here(other[i]));
    assert_false(serve_host_is_here(NULL));
    assert_true(serve_origin_fits(NULL, "a"));
    assert_true(serve_origin_fits("http://a:1", "a:1"));
    assert_true(serve_origin_fits("https://a", "a"));
    assert_false(serve_origin_fits("null", "a"));
    assert_false(serve_origin_fits("http://b", "a"));
    assert_false(serve_origin_fits("http://a", NULL));
}

static void tokens_are_new_each_time(void **state)
{
    (void)state;
    char a[44], b[44], line[256];
    assert_int_equal(toll_serve_make_token(a, line, "ann", "review", NULL), TOLL_OK);
    assert_int_equal(toll_serve_make_token(b, line, "ann", "review", NULL), TOLL_OK);
    assert_string_not_equal(a, b);
    assert_int_equal(strlen(a), 43);
    assert_null(strstr(line, b));
    assert_int_equal(toll_serve_make_token(a, line, "an n", "review", NULL), TOLL_E_USAGE);
    assert_int_equal(toll_serve_make_token(a, line, "ann", "king", NULL), TOLL_E_USAGE);
}

static void looks_are_read_letter_by_letter(void **state)
{
    (void)state;
    static const struct {
        const char *cookie, *keys;
        char theme;
    } rows[] = {{NULL, "axsfeu/", 's'}, {"", "axsfeu/", 's'}, {"d.axsfeu/", "axsfeu/", 'd'}, {"l.-------", "-------", 'l'},
        {"d./qwerty", "/qwerty", 'd'}, {"d.axsfeu", "axsfeu/", 's'}, {"d.axsfeu/x", "axsfeu/", 's'}, {"d.aasfeu/", "axsfeu/", 's'},
        {"dxaxsfeu/", "axsfeu/", 's'}, {"D.axsfeu/", "axsfeu/", 's'}, {"d.Axsfeu/", "axsfeu/", 's'}, {"d.axsf\"u/", "axsfeu/", 's'},
        {".axsfeu/d", "axsfeu/", 's'}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        serve_look look;
        serve_look_parse(&look, rows[i].cookie);
        assert_string_equal(look.keys, rows[i].keys);
        assert_int_equal(look.theme, rows[i].theme);
        assert_true(serve_look_good(&look));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_are_read_letter_by_letter),
        cmocka_unit_test(names_and_values_are_unescaped),
        cmocka_unit_test(what_is_doubtful_is_refused),
        cmocka_unit_test(there_is_a_limit_to_parameters),
        cmocka_unit_test(cursors_are_numbers),
        cmocka_unit_test(a_correction_is_written_anew),
        cmocka_unit_test(only_this_machine_is_here),
        cmocka_unit_test(tokens_are_new_each_time),
    };
    return TOLL_RUN(tests);
}
