/* Records of claims: what goes in comes out; bytes that are no record are refused at every limit. */
#include "../test.h"

#include <math.h>

#include "reckon/record.h"

static void fill(reckon_claim *c, toll_reckoning *r)
{
    *c = (reckon_claim){.id = "0123456789abcdef01234567",
        .zone = TOLL_ZONE_CAPTION,
        .qualifier = TOLL_QUALIFIER_AT_LEAST,
        .outcome = TOLL_OUTCOME_LOSSES,
        .lede = true,
        .company = true,
        .former = true,
        .chain_count = 2,
        .off = 4000000000u,
        .sentence = 127,
        .sentence_len = 128,
        .point = -0.5,
        .low = NAN,
        .high = INFINITY,
        .lat = NAN,
        .lon = 38.1,
        .stated = TOLL_DAY_UNKNOWN,
        .from = -700000,
        .to = 19358};
    c->words = reckon_intern(r, toll_text_of("at least 63"));
    c->with = reckon_intern(r, toll_text_of("alone"));
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    toll_reckoning *r;
    reckon_claim c, again;
    toll_buffer bytes = {0}, once_more = {0};
    assert_int_equal(toll_reckoning_open(&r, NULL, NULL), TOLL_OK);
    fill(&c, r);
    reckon_record_write(&bytes, &c);
    assert_true(reckon_record_read(&again, r, (toll_text){bytes.data, bytes.len}));
    reckon_record_write(&once_more, &again);
    assert_int_equal(bytes.len, once_more.len);
    assert_memory_equal(bytes.data, once_more.data, bytes.len);
    assert_ptr_equal(c.words, again.words);
    assert_ptr_equal(c.with, again.with);
    assert_true(isnan(again.low) && isinf(again.high) && again.from == -700000 && again.stated == TOLL_DAY_UNKNOWN && again.company);
    assert_true(again.former && !again.moved && !again.bare);
    toll_buffer_free(&bytes);
    toll_buffer_free(&once_more);
    toll_reckoning_close(r);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    toll_reckoning *r;
    reckon_claim c;
    toll_buffer bytes = {0};
    assert_int_equal(toll_reckoning_open(&r, NULL, NULL), TOLL_OK);
    fill(&c, r);
    reckon_record_write(&bytes, &c);
    assert_false(reckon_record_read(&c, r, (toll_text){0}));
    for (size_t len = 0; len < bytes.len; len++) assert_false(reckon_record_read(&c, r, (toll_text){bytes.data, len}));
    toll_buffer_add_char(&bytes, 'x'); /* something after the end */
    assert_false(reckon_record_read(&c, r, (toll_text){bytes.data, bytes.len}));
    bytes.len--;
    bytes.data[0]++; /* another layout */
    assert_false(reckon_record_read(&c, r, (toll_text){bytes.data, bytes.len}));
    bytes.data[0]--;
    char kept = bytes.data[25];
    bytes.data[25] = TOLL_ZONE_COUNT; /* no zone */
    assert_false(reckon_record_read(&c, r, (toll_text){bytes.data, bytes.len}));
    bytes.data[25] = kept;
    bytes.data[3] = 'X'; /* no hex digit */
    assert_false(reckon_record_read(&c, r, (toll_text){bytes.data, bytes.len}));
    toll_buffer_free(&bytes);
    toll_reckoning_close(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_goes_in_comes_out), cmocka_unit_test(anything_else_is_refused)};
    return TOLL_RUN(tests);
}
