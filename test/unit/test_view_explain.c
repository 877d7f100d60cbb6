/* A claim taken apart: every part stands there with its words and bytes, and what is not known is not made up. */
#include "test.h"

#include "view_claims.h"

static void has_line(const char *text, const char *first, const char *const *parts)
{
    const char *line = strstr(text, first);
    if (!line) fail_msg("no line begins with \"%s\" in\n%s", first, text);
    size_t len = strcspn(line, "\n");
    for (; *parts; parts++) {
        const char *at = strstr(line, *parts);
        if (!at || at >= line + len) fail_msg("\"%s\" does not hold \"%s\"", line, *parts);
    }
}

static void every_part_has_its_words_and_bytes(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_claim claim = full_claim();
    toll_buffer out = {0};
    claim.grounds = 1u | 1u << 3 | 1u << 5;
    toll_view_explain(&out, &claim, &document);
    has_line(out.data, "0123456789abcdef01234567", (const char *const[]){"a.txt", "headline", "bytes 0-106", NULL});
    has_line(
        out.data, &"\nhow many" [1], (const char *const[]) { "more than 220", "47-60", "more_than", "people", "221 to any", NULL });
    has_line(out.data, "what ", (const char *const[]){"destroyed", "81-90", "killed", NULL});
    has_line(out.data, "whose", (const char *const[]){"“soldiers”", "61-75", "UKR", "military", "conscripts", NULL});
    has_line(out.data, "who says", (const char *const[]){"the ministry", "10-22", "rus-mod", "party", "of RUS", NULL});
    has_line(out.data, "  or", (const char *const[]){"ukr-mod", "of UKR", NULL});
    has_line(out.data, "through", (const char *const[]){"Reuters", "33-40", "agency", "reuters", "“said”", NULL});
    has_line(out.data, "when", (const char *const[]){"On Sunday", "0-9", "2023-03-11 to 2023-03-12", "window", "loss_day", NULL});
    has_line(out.data, "said on", (const char *const[]){"2023-03-12", "day", NULL});
    has_line(out.data, "where", (const char *const[]){"the river", "96-105", "River", "geonames:1", "near", "48.5000 -37.2500", NULL});
    has_line(out.data, "how said", (const char *const[]){"estimated", "unverified", "enemy_loss", NULL});
    has_line(out.data, "rule", (const char *const[]){"a.rule", "0.88", NULL});
    has_line(out.data, "resting on", (const char *const[]){toll_ground_name(3), toll_ground_name(5), NULL});
    assert_null(strstr(out.data, toll_ground_name(4)));
    toll_buffer_free(&out);
}

static void what_is_unknown_is_not_made_up(void **state)
{
    (void)state;
    toll_document document = view_document("no more");
    toll_claim claim = bare_claim();
    toll_buffer out = {0};
    toll_view_explain(&out, &claim, &document);
    has_line(out.data, "how many", (const char *const[]){"no", "0-2", "not a number", "any to any", NULL});
    has_line(out.data, "whose", (const char *const[]){"–", "side open", NULL});
    has_line(out.data, "who says", (const char *const[]){"–", "in its own voice", NULL});
    assert_null(strstr(out.data, "said on"));
    assert_null(strstr(out.data, "resting on"));
    assert_null(strstr(out.data, "nan"));
    assert_null(strstr(out.data, "(null)"));
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_has_its_words_and_bytes),
        cmocka_unit_test(what_is_unknown_is_not_made_up),
    };
    return TOLL_RUN(tests);
}
