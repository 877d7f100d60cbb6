/* The leaves of the word index: words of a text, words asked for, blocks, and words gathered. */
#include "test.h"

#include <stdio.h>

#include "ledger/gather.h"
#include "ledger/heard.h"
#include "ledger/words.h"

static void texts_are_cut_into_words(void **state)
{
    (void)state;
    const struct {
        const char *text, *words;
    } cases[] = {{"", ""}, {" -- ", ""}, {"At least 63 died.", "at least 63 died "}, {"Mąkijivka’s dead", "makijivka s dead "},
        {"«Груз 200»", "груз 200 "}, {"a—b", "a b "}, {"Łódź,Kyiv", "lodz kyiv "}, {"\xff\xfe x", "\xef\xbf\xbd\xef\xbf\xbd x "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_buffer folded = {0}, got = {0};
        toll_text word;
        assert_true(toll_words_fold(&folded, toll_text_of(cases[i].text)));
        toll_buffer_add_string(&got, "");
        for (size_t at = 0; toll_words_next(&word, (toll_text){folded.data, folded.len}, &at);) {
            toll_buffer_add(&got, word.data, word.len);
            toll_buffer_add_char(&got, ' ');
        }
        assert_string_equal(got.data ? got.data : "", cases[i].words);
        toll_buffer_free(&folded);
        toll_buffer_free(&got);
    }
}

static toll_text numbered(char out[16], unsigned number)
{
    return (toll_text){out, (size_t)snprintf(out, 16, "d%u", number)};
}

static void what_was_put_is_heard_and_nothing_else_once_all_is_known(void **state)
{
    (void)state;
    toll_heard heard = {0};
    char name[16];
    unsigned wrong = 0;
    assert_true(toll_heard_has(&heard, toll_text_of("d1"))); /* who knows not all denies nothing */
    heard.whole = true;
    assert_false(toll_heard_has(&heard, toll_text_of("d1")));
    for (unsigned i = 0; i < 5000; i++) toll_heard_put(&heard, numbered(name, i)), toll_heard_put(&heard, numbered(name, i));
    assert_int_equal(heard.len, 5000);
    for (unsigned i = 0; i < 5000; i++) assert_true(toll_heard_has(&heard, numbered(name, i)));
    for (unsigned i = 5000; i < 10000; i++) wrong += toll_heard_has(&heard, numbered(name, i));
    assert_int_equal(wrong, 0);
    toll_heard_free(&heard);
    assert_false(heard.whole);
}

static bool says(const char *text, const char *words)
{
    toll_buffer folded = {0};
    toll_asked asked;
    assert_true(toll_words_fold(&folded, toll_text_of(text)));
    assert_true(toll_asked_read(&asked, words));
    bool said = toll_asked_is_said(&asked, (toll_text){folded.data, folded.len});
    toll_asked_free(&asked);
    toll_buffer_free(&folded);
    return said;
}

static void what_is_asked_for_is_said_or_not(void **state)
{
    (void)state;
    const char *text = "Sixty-three were killed at Makiivka, the ministry said; at Kherson none.";
    const char *const said[] = {"killed", "KILLED ministry", "\"killed at makiivka\"", "mak*", "\"at mak\"*", "sixty-three",
        "\"at Kherson none\"", "ministry \"at kherson\" none"};
    const char *const not_said[] = {
        "", "  ", "\"", "kill", "\"makiivka killed\"", "\"at Kherson killed\"", "kharkiv*", "killed wounded", "( - *", "\"none at\""};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!says(text, said[i])) fail_msg("not found: %s", said[i]);
    for (size_t i = 0; i < sizeof not_said / sizeof *not_said; i++)
        if (says(text, not_said[i])) fail_msg("found: %s", not_said[i]);
}

/* --- blocks */
typedef struct shelf {
    toll_buffer blocks[64];
    int count;
} shelf;

static toll_status keep(void *context, toll_text first, toll_text block, toll_error *error)
{
    shelf *to = context;
    (void)error;
    assert_true(to->count < 64 && first.len > 0 && block.len < 10000);
    toll_buffer_add(&to->blocks[to->count++], block.data, block.len);
    return TOLL_OK;
}

static void postings_come_back(void **state)
{
    (void)state;
    shelf to = {0};
    toll_block_writer writer = {.put = keep, .context = &to};
    uint64_t values[3000], value;
    char word[16];
    for (uint64_t i = 0; i < 3000; i++) values[i] = i * i * i;
    for (int w = 0; w < 40; w++) {
        snprintf(word, sizeof word, "word%02d", w);
        assert_int_equal(toll_block_add(&writer, toll_text_of(word), values, w == 20 ? 3000 : (size_t)w + 1, NULL), TOLL_OK);
    }
    assert_int_equal(toll_block_end(&writer, NULL), TOLL_OK);
    toll_block_free(&writer);
    size_t seen[40] = {0};
    for (int i = 0; i < to.count; i++) {
        toll_block_reader reader = {.block = {to.blocks[i].data, to.blocks[i].len}};
        while (toll_block_next(&reader)) {
            int w = atoi(reader.word + 4);
            while (toll_block_value(&value, &reader)) assert_true(value == values[seen[w]++]);
        }
        assert_false(reader.broken);
        toll_buffer_free(&to.blocks[i]);
    }
    for (int w = 0; w < 40; w++) assert_int_equal(seen[w], w == 20 ? 3000 : w + 1);
}

static void bytes_that_are_no_block_are_broken(void **state)
{
    (void)state;
    const toll_text blocks[] = {
        {"\x05\x01\x61\x00", 4}, {"\x00\x09\x61", 3}, {"\x00\x01\x61\x7f\x01", 5}, {"\x00\xff\xff\x7f", 4}, {"\xff", 1}};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        toll_block_reader reader = {.block = blocks[i]};
        while (toll_block_next(&reader)) continue;
        assert_true(reader.broken);
    }
    toll_block_reader open = {.block = {"\x00\x01\x61\x01\x80", 5}};
    uint64_t value;
    assert_true(toll_block_next(&open));
    assert_false(toll_block_value(&value, &open));
    assert_true(open.broken);
}

static void words_are_gathered_once_a_text_and_in_order(void **state)
{
    (void)state;
    shelf to = {0};
    toll_block_writer writer = {.put = keep, .context = &to};
    toll_gather gather;
    toll_buffer got = {0};
    uint64_t value;
    toll_gather_begin(&gather);
    assert_true(toll_gather_add(&gather, 7, true, toll_text_of("Two dead")));
    assert_true(toll_gather_add(&gather, 7, false, toll_text_of("Rain. Two dead, two hurt.")));
    assert_true(toll_gather_add(&gather, 3, false, toll_text_of("rain")));
    assert_int_equal(toll_gather_write(&gather, &writer, NULL), TOLL_OK);
    assert_int_equal(to.count, 1);
    toll_block_reader reader = {.block = {to.blocks[0].data, to.blocks[0].len}};
    while (toll_block_next(&reader)) {
        toll_buffer_printf(&got, "%.*s", (int)reader.word_len, reader.word);
        while (toll_block_value(&value, &reader)) toll_buffer_printf(&got, " %d%s", (int)(value >> 1), value & 1 ? "!" : "");
        toll_buffer_add_string(&got, "; ");
    }
    assert_string_equal(got.data, "dead 7!; hurt 7; rain 3 7; two 7!; ");
    toll_buffer_free(&got);
    toll_buffer_free(&to.blocks[0]);
    toll_block_free(&writer);
    toll_gather_free(&gather);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(texts_are_cut_into_words),
        cmocka_unit_test(what_was_put_is_heard_and_nothing_else_once_all_is_known), cmocka_unit_test(what_is_asked_for_is_said_or_not),
        cmocka_unit_test(postings_come_back), cmocka_unit_test(bytes_that_are_no_block_are_broken),
        cmocka_unit_test(words_are_gathered_once_a_text_and_in_order)};
    return TOLL_RUN(tests);
}
