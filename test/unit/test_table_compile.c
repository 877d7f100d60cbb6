/* The table compiler: what it refuses, with file, line and cause; what it makes of tables and rules, read back through the opened blob. */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "table/table.h"

static char folder[32];

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/tollbook-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* Compiles one file; the buffer holds the blob. */
static toll_status compile_file(toll_buffer *blob, const char *name, const char *text, size_t len, toll_error *error)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    const char *paths[] = {path};
    const toll_compile_options options = {.paths = paths, .path_count = 1};
    *error = (toll_error){0};
    toll_status status = toll_tables_compile(blob, &options, error);
    unlink(path);
    return status;
}

static void refused(const char *name, const char *text, unsigned line, const char *cause)
{
    toll_buffer blob = {0};
    toll_error error;
    assert_int_equal(compile_file(&blob, name, text, strlen(text), &error), TOLL_E_TABLE);
    toll_buffer_free(&blob);
    if (!strstr(error.message, cause)) fail_msg("\"%s\" says nothing of \"%s\"", error.message, cause);
    assert_int_equal(error.line, line);
    assert_non_null(strstr(error.where, name));
}

static toll_tables *compiled(toll_buffer *blob, const char *name, const char *text)
{
    toll_error error;
    toll_tables *tables = NULL;
    toll_status status = compile_file(blob, name, text, strlen(text), &error);
    if (status != TOLL_OK) fail_msg("%s:%d: %s", error.where, (int)error.line, error.message);
    assert_int_equal(toll_tables_open(&tables, blob->data, blob->len, NULL), TOLL_OK);
    return tables;
}

static void tables_with_faults(void **state)
{
    (void)state;
    refused("t.tsv", "# nothing\n\n", 3, "no header row");
    refused("t.tsv", "id\t\t@verb\n", 1, "column 2 has no name");
    refused("t.tsv", "id\t@verb\na\tkilled\nb\tdied\tx\n", 3, "more cells");
    refused("t.tsv", "# c\n@verb\nkilled||died\n", 3, "empty phrase");
    refused("t.tsv", "@verb\na b c d e f g h i j k l m n o p q\n", 2, "at most 16");
    refused("t.tsv", "class\t@*\n\tkilled\n", 2, "names no word class");
    refused("t.tsv", "@verb\nk\xFFll\n", 0, "not UTF-8 at byte 7");
}

/* A class a row: as many as tables can number, and the row that is one too many. */
static void word_classes_have_a_limit(void **state)
{
    (void)state;
    toll_buffer text = {0}, blob = {0};
    toll_error error;
    toll_buffer_add_string(&text, "class\t@*\n");
    for (int i = 0; i < TOLL_CLASS_LIMIT; i++) toll_buffer_printf(&text, "c%d\tw%d\n", i, i);
    assert_int_equal(compile_file(&blob, "t.tsv", text.data, text.len, &error), TOLL_OK);
    toll_buffer_add_string(&text, "one-more\tword\n");
    toll_buffer_add_char(&text, '\0');
    refused("t.tsv", text.data, TOLL_CLASS_LIMIT + 2, "too many word classes; at most 254");
    toll_buffer_free(&blob);
    toll_buffer_free(&text);
}

static void rules_with_faults(void **state)
{
    (void)state;
#define EXAMPLES "\n  yes [a]\n  no b\n"
    refused("r.rules", "match a\n", 1, "before any rule");
    refused("r.rules", "rule x quantity\n", 1, "rule NAME -> KIND");
    refused("r.rules", "rule x -> k y\n", 1, "no key=value");
    refused("r.rules", "rule x -> k\n  mach a\n", 2, "not one of rule, match, yes, no");
    refused("r.rules", "rule x -> k\n  yes [a]\n  no b\n", 1, "has no match line");
    refused("r.rules", "rule x -> k\n  match a\n  yes [a]\n", 1, "at least one `yes` and one `no`");
    refused("r.rules", "rule x -> k\n  match a" EXAMPLES "rule x -> k\n  match b\n", 5, "stands twice");
    refused("r.rules", "rule x -> k\n  match (a" EXAMPLES, 2, "`)` is missing");
    refused("r.rules", "rule x -> k\n  match a)" EXAMPLES, 2, "unexpected `)`");
    refused("r.rules", "rule x -> k\n  match \"a" EXAMPLES, 2, "closing quotation mark");
    refused("r.rules", "rule x -> k\n  match 'ab'" EXAMPLES, 2, "single quotes hold one mark");
    refused("r.rules", "rule x -> k\n  match #digit" EXAMPLES, 2, "unknown shape");
    refused("r.rules", "rule x -> k\n  match @" EXAMPLES, 2, "class name is expected");
    refused("r.rules", "rule x -> k\n  match @verb(id)" EXAMPLES, 2, "`=` is expected");
    refused("r.rules", "rule x -> k\n  match a{3,1}" EXAMPLES, 2, "{least,most}");
    refused("r.rules", "rule x -> k\n  match a{1,25}" EXAMPLES, 2, "at most 24");
    refused("r.rules", "rule x -> k\n  match %" EXAMPLES, 2, "unexpected character at column 1");
    refused("r.rules", "rule x -> k\n  match ((((((((((((((((((((((((((a))))))))))))))))))))))))))" EXAMPLES, 2, "nested too deep");
    refused("r.rules", "rule x -> k\n  match (((((a*)*)*)*)*)*" EXAMPLES, 2, "too long");
}

static void examples_that_do_not_hold(void **state)
{
    (void)state;
    refused("r.rules", "rule x -> k\n  match a b\n  yes [a] c\n  no c\n", 3, "must match does not");
    refused("r.rules", "rule x -> k\n  match a b\n  yes [a b]\n  no c\n  no c a b\n", 5, "must not match does");
    refused("r.rules", "rule x -> k\n  match a b\n  yes a b\n  no c\n", 3, "with [brackets]");
    refused("r.rules", "rule x -> k\n  match a b?\n  yes [a] b\n  no c\n", 3, "it matches \"a b\"");
}

static void files_that_are_not_there(void **state)
{
    (void)state;
    const char *paths[] = {"/nowhere/at/all"};
    const toll_compile_options options = {.paths = paths, .path_count = 1};
    toll_buffer blob = {0};
    toll_error error;
    assert_int_equal(toll_tables_compile(&blob, &options, &error), TOLL_E_TABLE);
    assert_string_equal(error.where, "/nowhere/at/all");
    toll_buffer_free(&blob);
}

static void rows_come_back(void **state)
{
    (void)state;
    toll_buffer blob = {0}, again = {0};
    static const char text[] = "# words\nid\t@verb\tnote\n\na\tkilled|was killed\tpast\n# more\nb\tlost\t\n";
    toll_tables *tables = compiled(&blob, "t.tsv", text);
    int table = toll_tables_find(tables, "t.tsv");
    assert_int_equal(table, 0);
    assert_int_equal(toll_tables_find(tables, "x.tsv"), -1);
    assert_int_equal(toll_tables_rows(tables, 0), 2);
    assert_int_equal(toll_tables_line(tables, 0, 0), 4);
    assert_int_equal(toll_tables_line(tables, 0, 1), 6);
    assert_string_equal(toll_tables_cell(tables, 0, 0, toll_tables_column(tables, 0, "note")), "past");
    assert_string_equal(toll_tables_cell(tables, 0, 1, toll_tables_column(tables, 0, "note")), "");
    assert_string_equal(toll_tables_cell(tables, 0, 9, 0), "");
    assert_string_equal(toll_tables_cell(tables, 0, 0, toll_tables_column(tables, 0, "nothing")), "");
    assert_int_equal(toll_tables_write_tsv(&again, tables, "t.tsv", NULL), TOLL_OK);
    assert_string_equal(again.data, "id\t@verb\tnote\na\tkilled|was killed\tpast\nb\tlost\t\n");
    assert_int_equal(toll_tables_write_tsv(&again, tables, "x.tsv", NULL), TOLL_E_TABLE);
    toll_tables_close(tables);
    toll_buffer_free(&blob);
    toll_buffer_free(&again);
}

/* A table that was written out compiles to one that is written out the same, and knows the same words. */
static void tables_written_out_compile_again(void **state)
{
    (void)state;
    toll_buffer blob = {0}, once = {0}, second = {0}, twice = {0};
    toll_tables *tables = compiled(&blob, "t.tsv", "class\t@*\tid\nverb\tkilled | died\tx\nnoun\tmen|the men\ty\n");
    assert_int_equal(toll_tables_write_tsv(&once, tables, "t.tsv", NULL), TOLL_OK);
    toll_tables *again = compiled(&second, "t.tsv", once.data);
    assert_int_equal(toll_tables_write_tsv(&twice, again, "t.tsv", NULL), TOLL_OK);
    assert_string_equal(once.data, twice.data);
    static const char *const known[] = {"killed", "died", "men", "the"};
    for (size_t i = 0; i < 4; i++) {
        uint64_t hash = toll_lex_hash(known[i], strlen(known[i]));
        assert_true(toll_tables_word(tables, hash) && toll_tables_word(again, hash));
    }
    assert_int_equal(toll_tables_word(tables, toll_lex_hash("women", 5)), 0);
    toll_tables_close(tables);
    toll_tables_close(again);
    toll_buffer_free(&blob);
    toll_buffer_free(&once);
    toll_buffer_free(&second);
    toll_buffer_free(&twice);
}

typedef struct reading {
    toll_lexer lexer;
    toll_scratch scratch;
    toll_sentence_view view;
} reading;

static void read_words(reading *r, const toll_tables *tables, const char *text)
{
    *r = (reading){.view = {.tables = tables}};
    toll_lexer_start(&r->lexer, toll_text_of(text), NULL);
    assert_int_equal(toll_lexer_next(&r->lexer), TOLL_OK);
    for (size_t i = 0; i < r->lexer.token_count; i++) r->lexer.tokens[i].word = toll_tables_word(tables, r->lexer.tokens[i].hash);
    assert_int_equal(toll_tables_annotate(tables, &r->scratch, r->lexer.tokens, r->lexer.token_count), TOLL_OK);
    r->view.text = toll_text_of(text);
    r->view.tokens = r->lexer.tokens;
    r->view.count = (uint16_t)r->lexer.token_count;
    r->view.scratch = &r->scratch;
}

static void end_reading(reading *r)
{
    toll_scratch_free(&r->scratch);
    toll_lexer_free(&r->lexer);
}

static void phrases_are_known_longest_first(void **state)
{
    (void)state;
    toll_buffer blob = {0};
    toll_tables *tables = compiled(&blob, "t.tsv", "id\t@actor\na\tministry|ministry of defence\nb\tdefence\n");
    uint8_t actor = toll_tables_class(tables, "actor");
    assert_int_not_equal(actor, TOLL_NO_CLASS);
    assert_int_equal(toll_tables_class(tables, "verb"), TOLL_NO_CLASS);
    reading r;
    read_words(&r, tables, "the Ministry of Defence and a ministry of");
    size_t count;
    const toll_note *notes = toll_scratch_notes(&r.scratch, 1, &count);
    assert_int_equal(count, 2);
    assert_int_equal(notes[0].len, 3);
    assert_int_equal(notes[1].len, 1);
    assert_int_equal(toll_scratch_note(&r.scratch, 3, actor)->row, 1);
    assert_int_equal(toll_scratch_note(&r.scratch, 6, actor)->len, 1);
    assert_null(toll_scratch_note(&r.scratch, 0, actor));
    end_reading(&r);
    toll_tables_close(tables);
    toll_buffer_free(&blob);
}

static void capitals_in_tables_want_capitals(void **state)
{
    (void)state;
    toll_buffer blob = {0};
    toll_tables *tables = compiled(&blob, "t.tsv", "@name\nUS|Turkey|wagner\n");
    uint8_t name = toll_tables_class(tables, "name");
    static const char *const texts[] = {"US", "us", "Us", "Turkey", "TURKEY", "turkey", "Wagner", "wagner"};
    static const bool known[] = {true, false, false, true, true, false, true, true};
    for (size_t i = 0; i < sizeof known; i++) {
        reading r;
        read_words(&r, tables, texts[i]);
        if ((toll_scratch_note(&r.scratch, 0, name) != NULL) != known[i]) fail_msg("%s", texts[i]);
        end_reading(&r);
    }
    toll_tables_close(tables);
    toll_buffer_free(&blob);
}

static void rules_match_longest_and_capture(void **state)
{
    (void)state;
    toll_buffer blob = {0};
    toll_tables *tables = compiled(&blob, "r.rules",
        "rule short -> k a=1\n  match more\n  yes [more]\n  no less\n"
        "rule long -> k a=2 b=3\n  match more than value:#number\n  match at least (value:#number) men?\n  yes [more than 5]\n  no than 5\n");
    uint8_t kind = toll_tables_kind(tables, "k");
    reading r;
    read_words(&r, tables, "more than 220 or at least 7 men");
    toll_rule_match match;
    assert_true(toll_rules_match(&match, &r.view, kind, 0));
    assert_string_equal(toll_rule_name(tables, match.rule), "long");
    assert_string_equal(toll_rule_setting(tables, match.rule, "a"), "2");
    assert_string_equal(toll_rule_setting(tables, match.rule, "c"), "");
    assert_int_equal(toll_rule_line(tables, match.rule), 5);
    int value = toll_rule_capture(tables, match.rule, "value");
    assert_int_equal(match.captures[value].first, 2);
    assert_int_equal(match.captures[value].count, 1);
    assert_false(toll_rules_match(&match, &r.view, kind, 1));
    assert_true(toll_rules_match(&match, &r.view, kind, 4));
    assert_int_equal(match.count, 4);
    assert_int_equal(match.captures[value].first, 6);
    end_reading(&r);
    toll_tables_close(tables);
    toll_buffer_free(&blob);
}

typedef struct element_case {
    const char *pattern, *text;
    unsigned count;
} element_case;

static void element(const element_case *c, const char *rule_form)
{
    char text[256];
    toll_buffer blob = {0};
    snprintf(text, sizeof text, rule_form, c->pattern);
    toll_tables *tables = compiled(&blob, "r.rules", text);
    reading r;
    toll_rule_match match = {0};
    read_words(&r, tables, c->text);
    bool found = toll_rules_match(&match, &r.view, toll_tables_kind(tables, "k"), 0);
    if (found != (c->count > 0) || match.count != c->count)
        fail_msg("%s over %s takes %d (%s)", c->pattern, c->text, match.count, rule_form);
    end_reading(&r);
    toll_tables_close(tables);
    toll_buffer_free(&blob);
}

/* Every element of the language once: the pattern, a text, how many tokens it takes from the first (0 = none). On a line of its own, where what it
 * cannot do without is sought in the sentence first, it takes the same as beside another. */
static void elements(void **state)
{
    (void)state;
    static const element_case cases[] = {{"a b", "a b", 2}, {"a b", "a c", 0}, {"a|b c", "b c", 2}, {"(a|b) c", "a c", 2}, {"a? b", "b", 1},
        {"a* b", "a a a b", 4}, {"a+ b", "b", 0}, {"a{2}", "a a a", 2}, {"a{1,2} b", "a a b", 3}, {"#number", "5", 1}, {"#word", "5", 0},
        {"#any #any", "x 5", 2}, {"#capital", "Men", 1}, {"#lower", "Men", 0}, {"#upper", "MEN", 1}, {"a '-' b", "a-b", 3},
        {"a '%'", "a%", 2}, {"a !b #word", "a c", 2}, {"a !b #word", "a b", 0}, {"a b !<-a", "a b", 2}, {"a b !<-b", "a b", 0},
        {"^ a", "a", 1}, {"a $", "a", 1}, {"a $", "a b", 0}, {"\"a b\" c", "a b c", 3}, {"us-led", "us-led", 3}, {"5 #glued kg", "5kg", 2},
        {"5 #glued kg", "5 kg", 0}, {"a '\\''", "as a' x", 0}, {"q", "Q", 1}, {"a (b|c) d", "a c d", 3}, {"a (b|c d|e d) f", "a e d f", 4},
        {"a (b c)? d", "a d", 2}, {"a (b|c)? !e d", "a d", 2}, {"a #any{1,3} (b|bs|c)", "a x bs", 3}, {"a #any{1,3} (b|bs|c)", "a x y", 0},
        {"(a|b) (c|d e|f)", "b f", 2}, {"a ':' #number", "a : 5", 3}, {"a ':' #number", "a , 5", 0},
        {"a b c d e f g h", "a b c d e f g h", 8}, {"a b c d e f g h", "a b c d e f g", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        element(&cases[i], "rule x -> k\n  match (%s)|zz\n  yes [zz]\n  no =\n");
        element(&cases[i], "rule x -> k\n  match %s\n  match zz\n  yes [zz]\n  no =\n");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_with_faults),
        cmocka_unit_test(word_classes_have_a_limit),
        cmocka_unit_test(rules_with_faults),
        cmocka_unit_test(examples_that_do_not_hold),
        cmocka_unit_test(files_that_are_not_there),
        cmocka_unit_test(rows_come_back),
        cmocka_unit_test(tables_written_out_compile_again),
        cmocka_unit_test(phrases_are_known_longest_first),
        cmocka_unit_test(capitals_in_tables_want_capitals),
        cmocka_unit_test(rules_match_longest_and_capture),
        cmocka_unit_test(elements),
    };
    return cmocka_run_group_tests_name(__FILE__, tests, make_folder, drop_folder);
}
