/* What bytes are, by their content: what each kind looks like, and texts that look like none. */
#include "test.h"

#include "source/inside.h"

static toll_kind kind(const char *bytes)
{
    return toll_kind_of(toll_text_of(bytes), TOLL_KIND_TEXT);
}

static void pages(void **state)
{
    (void)state;
    assert_int_equal(kind("<!DOCTYPE html><p>x"), TOLL_KIND_HTML);
    assert_int_equal(kind("\xef\xbb\xbf \n<HTML lang=en>"), TOLL_KIND_HTML);
    assert_int_equal(kind("<!-- saved from url --><html>"), TOLL_KIND_HTML);
    assert_int_equal(kind("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\"><html>"), TOLL_KIND_HTML);
    assert_int_equal(kind("<p>x"), TOLL_KIND_HTML);
    assert_int_equal(kind("<pre>x"), TOLL_KIND_TEXT);
    assert_int_equal(toll_kind_of(toll_text_of("<pre>x"), TOLL_KIND_HTML), TOLL_KIND_HTML);
    assert_int_equal(toll_kind_of(toll_text_of("Five killed"), TOLL_KIND_HTML), TOLL_KIND_HTML);
}

static void feeds(void **state)
{
    (void)state;
    assert_int_equal(kind("<?xml version=\"1.0\"?><rss version=\"2.0\">"), TOLL_KIND_FEED);
    assert_int_equal(kind("<feed xmlns=\"http://www.w3.org/2005/Atom\">"), TOLL_KIND_FEED);
    assert_int_equal(kind("<?xml version='1.0'?><rdf:RDF>"), TOLL_KIND_FEED);
    assert_int_equal(kind("<?xml version=\"1.0\"?><opml version=\"2.0\">"), TOLL_KIND_OPML);
    assert_int_equal(kind("<?xml version=\"1.0\"?><urlset>"), TOLL_KIND_XML);
    assert_int_equal(kind("{\"version\": \"https://jsonfeed.org/version/1.1\"}"), TOLL_KIND_JSON_FEED);
}

static void lines(void **state)
{
    (void)state;
    assert_int_equal(kind("{\"id\":1}"), TOLL_KIND_JSONL);
    assert_int_equal(kind("{ \n"), TOLL_KIND_TEXT);
    assert_int_equal(kind("{Reuters} Five killed"), TOLL_KIND_TEXT);
    assert_int_equal(toll_kind_of(toll_text_of("nonsense"), TOLL_KIND_JSONL), TOLL_KIND_JSONL);
    assert_int_equal(kind("{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}"), TOLL_KIND_INDEX);
    assert_int_equal(kind("com,example)/a 20230104101112 {\"url\": \"x\"}\n"), TOLL_KIND_INDEX);
    assert_int_equal(kind("com,example) is an address, 20 said\n"), TOLL_KIND_TEXT);
}

static void mail(void **state)
{
    (void)state;
    assert_int_equal(kind("Return-Path: <a@b>\nReceived: by x\n  with y\nSubject: z\n\nText"), TOLL_KIND_MAIL);
    assert_int_equal(kind("From: a@b\r\nTo: c@d\r\nSubject: z\r\n\r\nText"), TOLL_KIND_MAIL);
    assert_int_equal(kind("From a@b Wed Jan  4 10:11:12 2023\nFrom: a@b\nMessage-ID: <x>\n\nText"), TOLL_KIND_MAILBOX);
    assert_int_equal(kind("From the front: five killed\nTo: nobody\nSubject: war\n\n"), TOLL_KIND_TEXT);
    assert_int_equal(kind("Subject: war\nDate: today\n\nFive killed"), TOLL_KIND_TEXT);
    assert_int_equal(kind("Kyiv: five killed\n"), TOLL_KIND_TEXT);
}

static void packed(void **state)
{
    (void)state;
    char tar[512] = "name.txt";
    memcpy(tar + 257, "ustar", 5);
    assert_int_equal(toll_kind_of((toll_text){tar, sizeof tar}, TOLL_KIND_TEXT), TOLL_KIND_ARCHIVE);
    assert_int_equal(kind("PK\x03\x04"), TOLL_KIND_ARCHIVE);
    assert_int_equal(kind("\x1f\x8b\x08"), TOLL_KIND_GZIP);
    assert_int_equal(kind("\x28\xb5\x2f\xfd"), TOLL_KIND_ZSTD);
    assert_int_equal(kind("BZh91AY"), TOLL_KIND_PACKED);
    assert_int_equal(kind("WARC/1.1\r\n"), TOLL_KIND_WARC);
    assert_int_equal(kind("WARC/X"), TOLL_KIND_TEXT);
    assert_int_equal(kind("%PDF-1.4"), TOLL_KIND_BINARY);
    assert_int_equal(kind(""), TOLL_KIND_TEXT);
}

static void tables(void **state)
{
    (void)state;
    assert_int_equal(kind("id,text\n1,x\n"), TOLL_KIND_CSV);
    assert_int_equal(kind("date;Full Text;url\n"), TOLL_KIND_CSV);
    assert_int_equal(kind("title\tbody\n"), TOLL_KIND_CSV);
    assert_int_equal(kind("Dead, wounded, text\n"), TOLL_KIND_TEXT);
    assert_int_equal(kind("text\nmore\n"), TOLL_KIND_TEXT);
}

static void names_and_media(void **state)
{
    (void)state;
    assert_int_equal(toll_kind_of_name(toll_text_of("A.HTML")), TOLL_KIND_HTML);
    assert_int_equal(toll_kind_of_name(toll_text_of("a.ndjson")), TOLL_KIND_JSONL);
    assert_int_equal(toll_kind_of_name(toll_text_of(".csv")), TOLL_KIND_TEXT);
    assert_int_equal(toll_kind_of_media(toll_text_of("IMAGE/png")), TOLL_KIND_BINARY);
    assert_int_equal(toll_kind_of_media(toll_text_of("text/html")), TOLL_KIND_HTML);
    assert_int_equal(toll_kind_of_media(toll_text_of("text/plain")), TOLL_KIND_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages),
        cmocka_unit_test(feeds),
        cmocka_unit_test(lines),
        cmocka_unit_test(mail),
        cmocka_unit_test(packed),
        cmocka_unit_test(tables),
        cmocka_unit_test(names_and_media),
    };
    return TOLL_RUN(tests);
}
