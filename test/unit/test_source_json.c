/* One JSON object out of one line: the fields asked for, everything else skipped, and every way a line can be wrong said with its place. */
#include "test.h"

#include "source_files.h"

enum { a, b, count };

static toll_status read_line(toll_json_field fields[count], toll_buffer *memory, const char *line, size_t len, toll_error *error)
{
    fields[a].name = "a";
    fields[b].name = "b";
    return toll_json_read(fields, count, memory, (toll_text){line, len}, "file", 7, error);
}

static void fields_are_found_among_others(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        toll_json_kind a, b;
        const char *text;
    } cases[] = {
        {"{}", TOLL_JSON_ABSENT, TOLL_JSON_ABSENT, NULL},
        {" {\"a\" : \"x\" } \r", TOLL_JSON_STRING, TOLL_JSON_ABSENT, "x"},
        {"{\"b\":null,\"a\":\"\"}", TOLL_JSON_STRING, TOLL_JSON_NULL, ""},
        {"{\"a\":-1.5e3,\"b\":true}", TOLL_JSON_NUMBER, TOLL_JSON_OTHER, "-1.5e3"},
        {"{\"c\":{\"a\":1,\"b\":2},\"d\":[{\"a\":3},[\"b\"]],\"a\":\"y\"}", TOLL_JSON_STRING, TOLL_JSON_ABSENT, "y"},
        {"{\"a\":{\"a\":1},\"b\":[1,{\"b\":2}]}", TOLL_JSON_OTHER, TOLL_JSON_OTHER, NULL},
        {"{\"\\u0061\":\"k\"}", TOLL_JSON_STRING, TOLL_JSON_ABSENT, "k"},
        {"{\"a\":\"\\u00e9\\u20ac\\ud83d\\ude00\\n\\\"\\\\u0000\"}", TOLL_JSON_STRING, TOLL_JSON_ABSENT, "é€😀\n\"\\u0000"},
        {"{\"a\":123456789012345678901234567890}", TOLL_JSON_NUMBER, TOLL_JSON_ABSENT, "123456789012345678901234567890"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_json_field fields[count];
        toll_buffer memory = {0};
        toll_error error;
        assert_int_equal(read_line(fields, &memory, cases[i].line, strlen(cases[i].line), &error), TOLL_OK);
        assert_int_equal(fields[a].kind, cases[i].a);
        assert_int_equal(fields[b].kind, cases[i].b);
        if (cases[i].text) assert_true(toll_text_is(fields[a].value, cases[i].text));
        toll_buffer_free(&memory);
    }
}

static void wrong(const char *line, size_t len, const char *said)
{
    toll_json_field fields[count];
    toll_buffer memory = {0};
    toll_error error = {0};
    assert_true(read_line(fields, &memory, line, len, &error) < 0);
    assert_string_equal(error.where, "file");
    assert_int_equal(error.line, 7);
    if (!strstr(error.message, said)) fail_msg("\"%s\" does not say \"%s\" of %s", error.message, said, line);
    toll_buffer_free(&memory);
}

static void every_way_to_be_wrong_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *line, *said;
    } cases[] = {
        {"", "broken JSON"},
        {"{", "broken JSON"},
        {"{\"a\":1", "broken JSON"},
        {"{\"a\"}", "broken JSON near byte 5"},
        {"{\"a\":1,}", "broken JSON"},
        {"{\"a\":01}", "broken JSON"},
        {"{\"a\":.5}", "broken JSON"},
        {"{\"a\":tru}", "broken JSON"},
        {"{\"a\":'x'}", "broken JSON"},
        {"{\"a\":\"\x01\"}", "broken JSON"},
        {"{\"a\":\"\\x\"}", "broken JSON"},
        {"{\"a\":\"\\u12\"}", "broken JSON"},
        {"{\"a\":\"\\", "broken JSON"},
        {"{\"a\":1}{\"a\":1}", "broken JSON"},
        {"// {\"a\":1}", "broken JSON"},
        {"[{\"a\":1}]", "not a JSON object"},
        {"\"a\"", "not a JSON object"},
        {"null", "not a JSON object"},
        {"{\"a\":1,\"b\":2,\"a\":3}", "\"a\" is there twice"},
        {"{\"a\":\"\xc3\"}", "invalid UTF-8 at byte 6"},
        {"{\"a\":\"\\u0000\"}", "escape at byte 6"},
        {"{\"a\":\"x\\ud800\"}", "escape at byte 7"},
        {"{\"a\":\"\\udfff\"}", "escape at byte 6"},
        {"{\"a\":\"\\ud83d\\n\"}", "escape at byte 6"},
        {"{\"a\":\"\\ud83d\\ud83d\"}", "escape at byte 6"},
        {"{\"\\ud800\":1}", "escape at byte 2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) wrong(cases[i].line, strlen(cases[i].line), cases[i].said);
    wrong("{\"a\":\"\0\"}", 9, "NUL byte at byte 6");
}

static void depth_has_a_limit(void **state)
{
    (void)state;
    for (size_t depth = 250; depth <= 260; depth++) {
        toll_buffer line = {0}, memory = {0};
        toll_json_field fields[count];
        toll_error error;
        toll_buffer_add_string(&line, "{\"c\":");
        for (size_t i = 1; i < depth; i++) toll_buffer_add_char(&line, '[');
        for (size_t i = 1; i < depth; i++) toll_buffer_add_char(&line, ']');
        toll_buffer_add_char(&line, '}');
        toll_status status = read_line(fields, &memory, line.data, line.len, &error);
        assert_int_equal(status, depth <= 256 ? TOLL_OK : TOLL_E_LIMIT);
        toll_buffer_free(&line);
        toll_buffer_free(&memory);
    }
}

static void blank_lines_and_marks(void **state)
{
    (void)state;
    assert_true(toll_json_is_blank(toll_text_of("")));
    assert_true(toll_json_is_blank(toll_text_of(" \t\r")));
    assert_false(toll_json_is_blank(toll_text_of(" x")));
    toll_text marked = toll_text_of("\xef\xbb\xbf{}"), plain = toll_text_of("{}");
    toll_json_skip_mark(&marked);
    toll_json_skip_mark(&plain);
    assert_true(toll_text_is(marked, "{}") && toll_text_is(plain, "{}"));
}

/* What the quick way takes, yajl takes too, and as the same. */
static bool agrees(toll_text line, toll_buffer memory[2])
{
    toll_json_field quick[count] = {{.name = "a"}, {.name = "b"}}, careful[count] = {{.name = "a"}, {.name = "b"}};
    toll_error error;
    toll_buffer_clear(&memory[0]);
    if (toll_json_check(line, "file", 7, &error) < 0 || !toll_json_quick(quick, count, &memory[0], line)) return false;
    assert_int_equal(toll_json_careful(careful, count, &memory[1], line, "file", 7, &error), TOLL_OK);
    for (int i = 0; i < count; i++) {
        assert_int_equal(quick[i].kind, careful[i].kind);
        if (quick[i].kind != TOLL_JSON_STRING && quick[i].kind != TOLL_JSON_NUMBER) continue;
        assert_int_equal(quick[i].value.len, careful[i].value.len);
        if (quick[i].value.len) assert_memory_equal(memory[0].data + quick[i].off, memory[1].data + careful[i].off, careful[i].value.len);
    }
    return true;
}

static void the_quick_way_says_what_yajl_says(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "{\"a\": \"Ten \\\"men\\\" died.\\n\\u00e9\\ud83d\\ude00\\/\", \"c\": [1, -0.5e+3, [], {}, {\"a\": [true, false]}], \"b\": null}",
        "{\"c\":{\"d\":{\"a\":[{\"x\":\"y\"},2]}},\"b\":12.5,\"a\":\"Їжак – “так”\"}",
        "  { \"b\" : [ ] , \"a\" : 0 , \"d\" : \"a text that is longer than a step of eight bytes\" } \r",
    };
    static const char odd[] = "\"\\{}[],:0189.eE+-u/ntx \t\x01\x7f\xc3";
    toll_buffer memory[2] = {{0}, {0}};
    toll_random random = toll_random_start(11);
    size_t taken = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) assert_true(agrees(toll_text_of(lines[i]), memory));
    for (int round = 0; round < 60000; round++) {
        char text[512];
        const char *line = lines[toll_random_below(&random, sizeof lines / sizeof *lines)];
        size_t len = strlen(line);
        memcpy(text, line, len);
        for (uint64_t left = 1 + toll_random_below(&random, 3); left-- > 0;) {
            const size_t at = toll_random_below(&random, len);
            const uint64_t what = toll_random_below(&random, 3);
            if (what == 0) text[at] = odd[toll_random_below(&random, sizeof odd - 1)];
            else if (what == 1) memmove(text + at, text + at + 1, --len - at);
            else memmove(text + at + 1, text + at, len++ - at), text[at] = odd[toll_random_below(&random, sizeof odd - 1)];
        }
        taken += agrees((toll_text){text, len}, memory);
    }
    assert_true(taken > 1000);
    toll_buffer_free(&memory[0]);
    toll_buffer_free(&memory[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_found_among_others),
        cmocka_unit_test(every_way_to_be_wrong_is_said),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(blank_lines_and_marks),
        cmocka_unit_test(the_quick_way_says_what_yajl_says),
    };
    return TOLL_RUN(tests);
}
