/* Mails and mailboxes: which part is read, what is left out and counted, and each limit. */
#include "test.h"

#include "source_files.h"

#define HEAD "From: Press <press@example.org>\nSubject: x\nMessage-ID: <1@x>\n"

static void reads(const char *mail, size_t limit, const char *wanted, size_t complaints, const char *last)
{
    notes said = {0};
    toll_buffer got = all_of(mail, strlen(mail), TOLL_SOURCE_AUTO, limit, &said, NULL);
    assert_string_equal(got.data, wanted);
    assert_int_equal(said.count, complaints);
    if (complaints && !strstr(said.last.message, last)) fail_msg("\"%s\" does not say \"%s\"", said.last.message, last);
    toll_buffer_free(&got);
}

static size_t skipped(const char *mail, toll_skip reason)
{
    notes said = {0};
    size_t skips[TOLL_SKIP_COUNT];
    toll_buffer got = all_of(mail, strlen(mail), TOLL_SOURCE_MAIL, 0, &said, skips);
    toll_buffer_free(&got);
    return skips[reason];
}

static void which_part_is_read(void **state)
{
    (void)state;
    static const char mixed[] = HEAD "Content-Type: multipart/mixed; boundary=q\n\nleft out\n";
    char mail[1024];
    reads(HEAD "\n5 killed\n", 0, "=5 killed\n;", 0, "");
    snprintf(mail, sizeof mail, "%s--q\n\n5 killed\n--q\n\n6 killed\n--q--\nleft out, too", mixed);
    reads(mail, 0, "=5 killed\n;", 0, ""); /* the first text */
    snprintf(mail, sizeof mail, "%s--q\nContent-Type: text/html\n\n<p>5</p>\n--q\nContent-Type: text/plain\n\n6 killed\n--q--\n", mixed);
    reads(mail, 0, "=6 killed\n;", 0, ""); /* a text rather than HTML */
    snprintf(mail, sizeof mail, "%s--q\nContent-Type: text/html\n\n<p>5</p>\n--q\nContent-Type: text/html\n\n<p>6</p>\n--q--\n", mixed);
    reads(mail, 0, "=<p>5</p>\n;", 0, "");
    snprintf(
        mail, sizeof mail, "%s--q\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a\n\n5\n--q\n\n6 killed\n", mixed);
    reads(mail, 0, "=6 killed\n;", 0, ""); /* and without its end */
    assert_int_equal(skipped(mail, TOLL_SKIP_MEDIA), 1);
    snprintf(mail, sizeof mail, "%s--qq\n\n5 killed\n--q x\n\n6 killed\n", mixed); /* boundaries are compared as far as they go */
    reads(mail, 0, "=5 killed\n;", 0, "");
}

static void what_holds_no_text(void **state)
{
    (void)state;
    assert_int_equal(skipped(HEAD "Content-Type: image/png\n\nx", TOLL_SKIP_MEDIA), 1);
    assert_int_equal(skipped(HEAD "Content-Type: image/png\n\nx", TOLL_SKIP_NO_TEXT), 1);
    assert_int_equal(skipped(HEAD "Content-Type: multipart/mixed\n\nno boundary", TOLL_SKIP_NO_TEXT), 1);
    assert_int_equal(skipped(HEAD "Content-Type: multipart/mixed; boundary=q\n\nnothing here", TOLL_SKIP_NO_TEXT), 1);
    reads(HEAD "Content-Transfer-Encoding: base64\n\n====", 0, "", 1, "empty");
}

static void attached_mails_are_a_mailbox(void **state)
{
    (void)state;
    static const char part[] = "--q\nContent-Type: message/rfc822\n\n";
    char mail[1024];
    snprintf(mail, sizeof mail,
        "%sContent-Type: multipart/mixed; boundary=q\n\n--q\n\n5 killed\n%sSubject: y\n\n6 killed\nFrom here\n%sMessage-ID: <7@x>\n\n7\n--q--\n",
        HEAD, part, part);
    reads(mail, 0, "=5 killed\n;/1=6 killed\nFrom here\n\n;<7@x>=7\n\n;", 0, "");
}

static void mailboxes(void **state)
{
    (void)state;
    reads("From a Wed\n" HEAD "\n5 killed\n>From here\n\nFrom b Wed\nSubject: y\n\n6 killed\n\nFrom c Wed\nSubject: z\n\n7\n", 0,
        "<1@x>=5 killed\nFrom here\n\n;/2=6 killed\n\n;/3=7\n;", 0, "");
    reads("From a Wed\n" HEAD "\n5 killed\nFrom b Wed\n", 0, "<1@x>=5 killed\nFrom b Wed\n;", 0, ""); /* not behind an empty line */
}

static void the_limits(void **state)
{
    (void)state;
    char mail[4096];
    size_t len = 0;
    /* 16 parts in parts, and one more. */
    for (int depth = 15; depth <= 17; depth += 2) {
        len = (size_t)snprintf(mail, sizeof mail, "%s", HEAD);
        for (int i = 0; i < depth; i++)
            len += (size_t)snprintf(mail + len, sizeof mail - len, "Content-Type: multipart/mixed; boundary=b%02d\n\n--b%02d\n", i, i);
        snprintf(mail + len, sizeof mail - len, "\n5 killed");
        reads(mail, 0, depth > 16 ? "" : "=5 killed;", depth > 16, "deeper than 16");
    }
    /* A mail, and one of a mailbox, of which the next is read. */
    snprintf(mail, sizeof mail, "%s\n%0200d\n", HEAD, 5);
    reads(mail, 200, "", 1, "the mail is longer than 200 bytes");
    snprintf(mail, sizeof mail, "From a Wed\n%s\n%0200d\n\nFrom b Wed\nSubject: y\n\n6 killed\n", HEAD, 5);
    reads(mail, 150, "/2=6 killed\n;", 1, "the mail is longer than 150 bytes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_part_is_read),
        cmocka_unit_test(what_holds_no_text),
        cmocka_unit_test(attached_mails_are_a_mailbox),
        cmocka_unit_test(mailboxes),
        cmocka_unit_test(the_limits),
    };
    return TOLL_RUN(tests);
}
