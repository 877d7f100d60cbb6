/* Documents out of files: order, what they know of themselves, memory that is reused, and complaints beside them. What the program says about
 * bad input is tested from outside (test/story/test_read.py). */
#include "test.h"

#include "source_files.h"

static toll_source *open_one(const char *path, toll_source_kind kind, size_t limit, notes *said)
{
    static const char *paths[1];
    toll_source *source = NULL;
    toll_source_options options = {
        .size = sizeof options, .from = kind, .limit = limit, .report = take_note, .context = said, .outlet = "Default"};
    paths[0] = path;
    assert_int_equal(toll_source_open(&source, paths, 1, &options, NULL), TOLL_OK);
    return source;
}

static void a_text_is_one_document(void **state)
{
    (void)state;
    char path[64];
    notes said = {0};
    toll_source_parcel parcel = {0};
    toll_source *source = open_one(file_with(path, ".txt", "12 killed\n", 10), TOLL_SOURCE_AUTO, 0, &said);
    assert_true(toll_source_ready(source));
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(toll_text_is(parcel.document.name, path + strlen("/tmp/")));
    assert_true(toll_text_is(parcel.document.text, "12 killed\n"));
    assert_true(toll_text_is(parcel.document.outlet, "Default"));
    assert_null(parcel.document.title.data);
    assert_int_equal(parcel.document.published, TOLL_DAY_UNKNOWN);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_END);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_END);
    assert_int_equal(toll_source_complaints(source), 0);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    unlink(path);
}

static void lines_are_documents(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"id\":\"a\",\"text\":\"one\",\"title\":\"T\",\"outlet\":\"O\",\"url\":\"U\",\"published\":\"2023-01-04\"}\n"
        "broken\n\n{\"text\":\"two\",\"id\":2}\n";
    char path[64];
    notes said = {0};
    toll_source_parcel parcel = {0};
    toll_source *source = open_one(file_with(path, ".jsonl", lines, sizeof lines - 1), TOLL_SOURCE_AUTO, 0, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    const toll_document *document = &parcel.document;
    assert_true(toll_text_is(document->name, "a") && toll_text_is(document->text, "one") && toll_text_is(document->title, "T"));
    assert_true(toll_text_is(document->outlet, "O") && toll_text_is(document->url, "U"));
    assert_int_equal(document->published, toll_day_from_civil(2023, 1, 4));
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(toll_text_is(document->name, "2") && toll_text_is(document->text, "two") && toll_text_is(document->outlet, "Default"));
    assert_null(document->title.data);
    assert_int_equal(said.count, 1);
    assert_int_equal(said.last.line, 2);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_END);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    unlink(path);
}

static void the_limit_costs_only_its_document(void **state)
{
    (void)state;
    static const char lines[] =
        "{\"id\":\"a\",\"text\":\"0123456789\"}\n{\"id\":\"a\",\"text\":\"01234567890\"}\n{\"id\":\"b\",\"text\":\"x\"}\n";
    char path[64], text[64];
    notes said = {0};
    toll_source_parcel parcel = {0};
    toll_source *source = open_one(file_with(path, ".jsonl", lines, sizeof lines - 1), TOLL_SOURCE_AUTO, 30, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(toll_text_is(parcel.document.name, "b"));
    assert_int_equal(said.count, 1);
    assert_int_equal(said.last.code, TOLL_E_LIMIT);
    toll_source_close(source);
    source = open_one(file_with(text, ".txt", "0123456789012345678901234567890", 31), TOLL_SOURCE_AUTO, 30, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_END);
    assert_int_equal(said.last.code, TOLL_E_LIMIT);
    toll_source_close(source);
    toll_source_parcel_free(&parcel);
    unlink(path);
    unlink(text);
}

static void a_parcel_gives_large_memory_back(void **state)
{
    (void)state;
    char path[64];
    notes said = {0};
    toll_buffer lines = {0};
    toll_buffer_printf(&lines, "{\"id\":\"a\",\"text\":\"%06000000d\"}\n{\"id\":\"b\",\"text\":\"x\"}\n", 1);
    toll_source_parcel parcel = {0};
    toll_source *source = open_one(file_with(path, ".jsonl", lines.data, lines.len), TOLL_SOURCE_AUTO, 0, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_int_equal(parcel.document.text.len, 6000000);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(parcel.memory.cap < 1 << 20);
    toll_source_parcel_free(&parcel);
    toll_source_close(source);
    toll_buffer_free(&lines);
    unlink(path);
}

static void the_kind_can_be_said(void **state)
{
    (void)state;
    char path[64];
    notes said = {0};
    toll_source_parcel parcel = {0};
    static const char line[] = "{\"id\":\"a\",\"text\":\"one\"}";
    toll_source *source = open_one(file_with(path, ".txt", line, sizeof line - 1), TOLL_SOURCE_JSONL, 0, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(toll_text_is(parcel.document.text, "one"));
    toll_source_close(source);
    unlink(path);
    source = open_one(file_with(path, ".jsonl", line, sizeof line - 1), TOLL_SOURCE_TEXT, 0, &said);
    assert_int_equal(toll_source_next(&parcel, source, NULL), TOLL_OK);
    assert_true(toll_text_is(parcel.document.text, line));
    toll_source_close(source);
    toll_source_parcel_free(&parcel);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_one_document),
        cmocka_unit_test(lines_are_documents),
        cmocka_unit_test(the_limit_costs_only_its_document),
        cmocka_unit_test(a_parcel_gives_large_memory_back),
        cmocka_unit_test(the_kind_can_be_said),
    };
    return TOLL_RUN(tests);
}
