/* Headers and bodies as HTTP writes them. */
#include "test.h"

#include "source/inside.h"

static void heads(void **state)
{
    (void)state;
    toll_http head;
    static const char whole[] = "HTTP/1.1 200 OK\r\nCONTENT-TYPE: text/html; Charset=\"koi8-r\"; x=y\r\n"
                                "Transfer-Encoding: gzip, chunked\r\nrubbish\r\nETag: \"e\"\r\n\r\nbody";
    assert_true(toll_http_head(&head, toll_text_of(whole)));
    assert_int_equal(head.status, 200);
    assert_true(head.chunked && toll_text_is(head.etag, "\"e\""));
    assert_true(toll_text_is(toll_header_media(head.type), "text/html"));
    assert_true(toll_text_is(toll_header_parameter(head.type, "charset"), "koi8-r"));
    assert_true(toll_text_is(toll_header_parameter(head.type, "x"), "y"));
    assert_null(toll_header_parameter(head.type, "y").data);
    assert_string_equal(whole + head.head_len, "body");
    assert_true(toll_http_head(&head, toll_text_of("HTTP/2 404 \n\n")));
    assert_int_equal(head.status, 404);
    assert_false(toll_http_head(&head, toll_text_of("HTTP/1.1 200 OK\r\nA: b\r\n")));
    assert_false(toll_http_head(&head, toll_text_of("<html>\r\n\r\n")));
    assert_false(toll_http_head(&head, toll_text_of("")));
}

static toll_status body_of(toll_buffer *body, const char *sent, const char *encoding, bool chunked, toll_error *error)
{
    toll_buffer scratch = {0};
    toll_http head = {.encoding = toll_text_of(encoding), .chunked = chunked};
    toll_buffer_clear(body);
    toll_buffer_add_string(body, sent);
    toll_status status = toll_http_body(body, &scratch, &head, 1000, error);
    toll_buffer_free(&scratch);
    return status;
}

static void chunks(void **state)
{
    (void)state;
    toll_buffer body = {0};
    toll_error error;
    assert_int_equal(body_of(&body, "3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\n\r\n", "", true, &error), TOLL_OK);
    assert_string_equal(body.data, "abc0123456789");
    assert_int_equal(body_of(&body, "3\nabc\n0\n\n", "", true, &error), TOLL_OK);
    assert_string_equal(body.data, "abc");
    assert_int_equal(body_of(&body, "<p>whole\n</p>\n", "", true, &error), TOLL_OK);
    assert_string_equal(body.data, "<p>whole\n</p>\n");
    assert_int_equal(body_of(&body, "3\r\nabc\r\n4\r\nab", "", true, &error), TOLL_E_INPUT);
    assert_int_equal(body_of(&body, "ffffffffffffffffffff\r\nabc", "", true, &error), TOLL_OK); /* no length at all: it stands as it is */
    assert_int_equal(body_of(&body, "3\r\nabc\r\nfffffffffffffff\r\nab", "", true, &error), TOLL_E_INPUT);
    toll_buffer_free(&body);
}

static void encodings(void **state)
{
    (void)state;
    toll_buffer body = {0};
    toll_error error;
    assert_int_equal(body_of(&body, "plain", "identity, , gzip", false, &error), TOLL_OK);
    assert_string_equal(body.data, "plain");
    assert_int_equal(body_of(&body, "plain", "sdch", false, &error), TOLL_E_INPUT);
    assert_non_null(strstr(error.message, "sdch"));
    assert_int_equal(body_of(&body, "plain", "gzip,gzip,gzip,gzip,gzip", false, &error), TOLL_E_LIMIT);
    assert_int_equal(body_of(&body, "plain", "deflate", false, &error), TOLL_E_INPUT);
    assert_int_equal(body_of(&body, "plain", "br", false, &error), TOLL_E_INPUT);
    assert_int_equal(body_of(&body, "<p>plain", "br", false, &error), TOLL_OK);
    toll_buffer_free(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads),
        cmocka_unit_test(chunks),
        cmocka_unit_test(encodings),
    };
    return TOLL_RUN(tests);
}
