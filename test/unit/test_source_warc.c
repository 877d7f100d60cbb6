/* WARC records: lengths that lie, headers without end, and each limit; the next record is read all the same. */
#include "test.h"

#include "source_files.h"

/* A response record with these bytes as its body; `more` is header lines of the response. */
static void add_record(toll_buffer *out, int number, const char *more, const char *body, long wrong)
{
    toll_buffer block = {0};
    toll_buffer_printf(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n%s\r\n%s", more, body);
    toll_buffer_printf(out,
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e/%d\r\nContent-Type: application/http\r\nContent-Length: %ld\r\n\r\n",
        number, (long)block.len + wrong);
    toll_buffer_add(out, block.data, block.len);
    toll_buffer_add_string(out, "\r\n\r\n");
    toll_buffer_free(&block);
}

static void reads(toll_buffer *warc, size_t limit, const char *wanted, size_t complaints, const char *last)
{
    notes said = {0};
    toll_buffer got = all_of(warc->data, warc->len, TOLL_SOURCE_AUTO, limit, &said, NULL);
    assert_string_equal(got.data, wanted);
    assert_int_equal(said.count, complaints);
    if (complaints && !strstr(said.last.message, last)) fail_msg("\"%s\" does not say \"%s\"", said.last.message, last);
    toll_buffer_free(&got);
    toll_buffer_free(warc);
}

static void lengths_that_lie(void **state)
{
    (void)state;
    toll_buffer warc = {0};
    add_record(&warc, 1, "", "5 killed", 0);
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/1=5 killed;http://e/2=6 killed;", 0, "");
    add_record(&warc, 1, "", "5 killed", 150); /* it swallows the beginning of the next */
    add_record(&warc, 2, "", "6 killed", 0);
    add_record(&warc, 3, "", "7 killed", 0);
    reads(&warc, 0, "http://e/1=5 killed;http://e/3=7 killed;", 3, "no WARC record begins here");
    add_record(&warc, 1, "", "5 killed", -3);
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/1=5 kil;http://e/2=6 killed;", 2, "no WARC record begins here");
    add_record(&warc, 1, "", "5 killed", 1000); /* the file ends before */
    reads(&warc, 0, "", 1, "cut short");
}

static void headers(void **state)
{
    (void)state;
    toll_buffer warc = {0};
    toll_buffer_add_string(&warc, "WARC/1.0\r\nWARC-Type: response\r\n\r\n");
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/2=6 killed;", 1, "no Content-Length");
    toll_buffer_add_string(&warc, "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12x\r\n\r\n");
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/2=6 killed;", 1, "no Content-Length");
    toll_buffer_add_string(&warc, "WARC/1.0\r\nContent-Length: 99999999999999999999999999\r\n\r\n");
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/2=6 killed;", 1, "no Content-Length");
    toll_buffer_add_string(&warc, "WARC/1.0\r\nWARC-Type: res");
    reads(&warc, 0, "", 1, "cut short in its header");
}

static void the_limits(void **state)
{
    (void)state;
    toll_buffer warc = {0}, long_one = {0};
    /* 64 KiB of header lines. */
    toll_buffer_add_string(&warc, "WARC/1.0\r\nWARC-Type: response\r\n");
    for (int i = 0; i < 3000; i++) toll_buffer_add_string(&warc, "X-Nothing: a line of header\r\n");
    toll_buffer_add_string(&warc, "Content-Length: 0\r\n\r\n\r\n\r\n");
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/2=6 killed;", 2, "no WARC record begins here");
    /* A document; and one that is too large only when it is unpacked, or packed too often. */
    while (long_one.len < 200000) toll_buffer_add_string(&long_one, "5 killed ");
    add_record(&warc, 1, "", long_one.data, 0);
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 100000, "http://e/2=6 killed;", 1, "larger than the limit");
    add_record(&warc, 1, "Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n", "5 killed", 0);
    add_record(&warc, 2, "", "6 killed", 0);
    reads(&warc, 0, "http://e/2=6 killed;", 1, "");
    /* The response's own head may be as long as it likes. */
    toll_buffer_clear(&long_one);
    while (long_one.len < 300000) toll_buffer_add_string(&long_one, "X-Nothing: a line of header\r\n");
    add_record(&warc, 1, long_one.data, "5 killed", 0);
    reads(&warc, 0, "http://e/1=5 killed;", 0, "");
    toll_buffer_free(&long_one);
}

static void a_feed(void **state)
{
    (void)state;
    toll_buffer feed = {0};
    toll_buffer_add_string(&feed, "<rss><channel><item><guid>a</guid><description>5 killed</description></item>");
    size_t short_len = feed.len;
    toll_buffer_add_string(&feed, "</channel></rss>");
    reads(&feed, 0, "a=5 killed;", 0, "");
    toll_buffer_add_string(&feed, "<rss><channel><item><guid>a</guid><description>5 killed</description></item>");
    assert_true(toll_buffer_reserve(&feed, (size_t)17 << 20));
    memset(feed.data + short_len, ' ', (size_t)17 << 20);
    feed.len = short_len + ((size_t)17 << 20);
    reads(&feed, 0, "", 1, "the feed is longer than 16 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_that_lie),
        cmocka_unit_test(headers),
        cmocka_unit_test(the_limits),
        cmocka_unit_test(a_feed),
    };
    return TOLL_RUN(tests);
}
