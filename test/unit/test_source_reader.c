/* Lines and whole files out of descriptors: ends, limits, lines across blocks, memory that does not grow, waiting. */
#include "test.h"

#include "source_files.h"

static toll_reader reader_of(const char *data, size_t len, size_t limit)
{
    toll_reader reader = {.fd = -1};
    toll_reader_start(&reader, opened_with(data, len), limit);
    return reader;
}

static void lines_come_without_their_ends(void **state)
{
    (void)state;
    static const char *const wanted[] = {"one", "", "three\r", "last"};
    toll_reader reader = reader_of("one\n\nthree\r\nlast", 16, 100);
    toll_text line;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
        assert_true(toll_text_is(line, wanted[i]));
        assert_int_equal(reader.line, i + 1);
    }
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_END);
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_END);
    toll_reader_free(&reader);
}

static void an_end_of_line_at_the_end_makes_no_line(void **state)
{
    (void)state;
    toll_reader reader = reader_of("one\n", 4, 100);
    toll_text line;
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_END);
    toll_reader_free(&reader);
}

static void an_empty_file_has_no_line(void **state)
{
    (void)state;
    toll_reader reader = reader_of("", 0, 100);
    toll_text line;
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_END);
    assert_false(reader.any);
    toll_reader_free(&reader);
}

static void a_line_above_the_limit_is_skipped(void **state)
{
    (void)state;
    for (size_t size = 99; size <= 102; size++) {
        char data[256];
        memset(data, 'x', sizeof data);
        data[size] = '\n';
        memcpy(data + size + 1, "next\n", 5);
        toll_reader reader = reader_of(data, size + 6, 100);
        toll_text line;
        assert_int_equal(toll_reader_line(&line, &reader), size > 100 ? TOLL_E_LIMIT : TOLL_OK);
        assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
        assert_true(toll_text_is(line, "next"));
        assert_int_equal(reader.line, 2);
        toll_reader_free(&reader);
    }
}

/* Lines of all lengths around the size of a block: nothing is lost or joined, and the block stays a block. */
static void lines_cross_blocks(void **state)
{
    (void)state;
    toll_buffer data = {0};
    size_t lengths[40];
    for (size_t i = 0; i < 40; i++) {
        lengths[i] = i % 4 == 0 ? 262140 + i : i * 7919;
        for (size_t j = 0; j < lengths[i]; j++) toll_buffer_add_char(&data, (char)('a' + (i + j) % 26));
        toll_buffer_add_char(&data, '\n');
    }
    toll_reader reader = reader_of(data.data, data.len, 1 << 20);
    toll_text line;
    size_t off = 0;
    for (size_t i = 0; i < 40; i++) {
        assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
        assert_int_equal(line.len, lengths[i]);
        assert_memory_equal(line.data, data.data + off, line.len);
        off += line.len + 1;
    }
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_END);
    assert_true(reader.block.cap <= 2 << 20);
    toll_reader_free(&reader);
    toll_buffer_free(&data);
}

static void a_long_line_costs_no_more_than_the_limit(void **state)
{
    (void)state;
    toll_buffer data = {0};
    for (size_t i = 0; i < 8 << 20; i++) toll_buffer_add_char(&data, 'x');
    toll_buffer_add_string(&data, "\nnext");
    toll_reader reader = reader_of(data.data, data.len, 100000);
    toll_text line;
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_E_LIMIT);
    assert_true(reader.block.cap < 2 << 20);
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
    assert_true(toll_text_is(line, "next"));
    toll_reader_free(&reader);
    toll_buffer_free(&data);
}

static void all_of_a_file_whatever_size_it_said(void **state)
{
    (void)state;
    for (size_t expected = 0; expected <= 12; expected++) {
        toll_reader reader = reader_of("0123456789", 10, 10);
        toll_buffer all = {0};
        assert_int_equal(toll_reader_all(&all, &reader, expected), TOLL_OK);
        assert_int_equal(all.len, 10);
        toll_reader_free(&reader);
        reader = reader_of("0123456789", 10, 9);
        assert_int_equal(toll_reader_all(&all, &reader, expected), TOLL_E_LIMIT);
        toll_reader_free(&reader);
        toll_buffer_free(&all);
    }
}

static void ready_says_whether_a_line_would_have_to_wait(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    toll_reader reader = {.fd = -1};
    toll_reader_start(&reader, ends[0], 100);
    toll_text line;
    assert_false(toll_reader_ready(&reader));
    assert_int_equal(write(ends[1], "a\nb\nc", 5), 5);
    assert_true(toll_reader_ready(&reader));
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
    assert_true(toll_reader_ready(&reader));
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
    assert_false(toll_reader_ready(&reader));
    close(ends[1]);
    assert_true(toll_reader_ready(&reader));
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_OK);
    assert_true(toll_text_is(line, "c"));
    toll_reader_free(&reader);
}

static void a_descriptor_that_cannot_be_read(void **state)
{
    (void)state;
    toll_reader reader = {.fd = -1};
    toll_reader_start(&reader, open("/tmp", O_RDONLY), 100);
    toll_text line;
    assert_int_equal(toll_reader_line(&line, &reader), TOLL_E_SYSTEM);
    toll_reader_free(&reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_without_their_ends),
        cmocka_unit_test(an_end_of_line_at_the_end_makes_no_line),
        cmocka_unit_test(an_empty_file_has_no_line),
        cmocka_unit_test(a_line_above_the_limit_is_skipped),
        cmocka_unit_test(lines_cross_blocks),
        cmocka_unit_test(a_long_line_costs_no_more_than_the_limit),
        cmocka_unit_test(all_of_a_file_whatever_size_it_said),
        cmocka_unit_test(ready_says_whether_a_line_would_have_to_wait),
        cmocka_unit_test(a_descriptor_that_cannot_be_read),
    };
    return TOLL_RUN(tests);
}
