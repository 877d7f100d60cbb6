/* The table: everything a person asks for stands in it, at every width of a terminal. */
#include "test.h"

#include "view_claims.h"

static void table_of(toll_buffer *out, const toll_claim *claim, const toll_document *document, unsigned width)
{
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_TABLE, .width = width};
    toll_buffer_clear(out);
    toll_view_begin(out, &options);
    toll_view_claims(out, &options, document, NULL, claim, 1);
}

static void a_row_has_everything(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    document.outlet = toll_text_of("Post");
    document.title = toll_text_of("Title");
    toll_claim claim = full_claim();
    toll_buffer out = {0};
    table_of(&out, &claim, &document, 120);
    static const char *const parts[] = {"\na.txt · Post · published 2023-03-13 · 1 claim\n", "Title\n", "HOW MANY", ">220", "killed",
        "(“destroyed”)", "“soldiers”", "[UKR]", "military", "the ministry", "[rus-mod]", "or [ukr-mod]", "via Reuters", "estimated",
        "unverified", "2023-03-11", "2023-03-12", "the river"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(out.data, parts[i])) fail_msg("\"%s\" is not in\n%s", parts[i], out.data);
    toll_buffer_free(&out);
}

static void every_width_is_kept(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_claim claims[2] = {full_claim(), bare_claim()};
    toll_buffer out = {0};
    for (unsigned width = 24; width <= 300; width++) {
        for (size_t i = 0; i < 2; i++) {
            table_of(&out, &claims[i], &document, width);
            for (const char *line = out.data; *line;) {
                size_t len = strcspn(line, "\n");
                size_t columns = toll_view_width((toll_text){line, len});
                if (columns > width) fail_msg("%zu columns in a table of %u: %.*s", columns, width, (int)len, line);
                line += len + 1;
            }
        }
    }
    toll_buffer_free(&out);
}

static void no_claim_no_table(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_TABLE};
    toll_buffer out = {0};
    toll_view_claims(&out, &options, &document, NULL, NULL, 0);
    assert_int_equal(out.len, 0);
    toll_buffer_free(&out);
}

static void victims_that_are_the_number_are_not_said_twice(void **state)
{
    (void)state;
    toll_document document = view_document("Dozens were killed");
    toll_claim claim = bare_claim();
    claim.quantity.span = claim.victims.span = (toll_span){0, 6};
    claim.victims.side = "UKR";
    toll_buffer out = {0};
    table_of(&out, &claim, &document, 100);
    assert_null(strstr(out.data, "Dozens [UKR]"));
    assert_non_null(strstr(out.data, "[UKR]"));
    toll_buffer_free(&out);
}

/* A sentence stands once over all its claims, again only where the part shown did not hold the number. */
static void a_sentence_stands_once(void **state)
{
    (void)state;
    static const char text[] = "Nine died and ten were hurt. Two more fell.";
    toll_document document = view_document(text);
    toll_claim claims[3] = {bare_claim(), bare_claim(), bare_claim()};
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_TABLE};
    static const toll_span numbers[3] = {{0, 4}, {14, 3}, {29, 3}}, sentences[3] = {{0, 28}, {0, 28}, {29, 14}};
    for (size_t i = 0; i < 3; i++) {
        claims[i].quantity.span = numbers[i];
        claims[i].sentence = sentences[i];
    }
    for (unsigned width = 24; width <= 200; width += 4) {
        toll_buffer out = {0};
        options.width = width;
        toll_view_claims(&out, &options, &document, NULL, claims, 3);
        const char *first = strstr(out.data, "“Nine died"), *second = strstr(out.data, "“Two more");
        assert_non_null(first);
        assert_non_null(second);
        assert_true(first < second);
        assert_null(strstr(first + 1, "“Nine died"));
        toll_buffer_free(&out);
    }
}

static void the_code_is_not_said_twice(void **state)
{
    (void)state;
    toll_document document = view_document("TEN KILLED OR WOUNDED; ten slain");
    toll_claim claim = bare_claim();
    toll_buffer out = {0};
    claim.quantity.span = (toll_span){0, 3};
    claim.outcome = TOLL_OUTCOME_KILLED_OR_WOUNDED;
    claim.outcome_span = (toll_span){4, 17};
    table_of(&out, &claim, &document, 200);
    assert_non_null(strstr(out.data, "killed or wounded"));
    assert_null(strstr(out.data, "(“"));
    claim.outcome_span = (toll_span){27, 5};
    table_of(&out, &claim, &document, 200);
    assert_non_null(strstr(out.data, "killed or wounded (“slain”)"));
    toll_buffer_free(&out);
}

static void claims_of_a_stream_share_their_head(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_claim claims[2] = {full_claim(), bare_claim()};
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_TABLE, .width = 100};
    toll_buffer out = {0};
    for (size_t i = 0; i < 2; i++) toll_view_claim(&out, &options, &document, NULL, &claims[i], i ? &claims[i - 1] : NULL);
    const char *head = strstr(out.data, "\na.txt · published 2023-03-13\n");
    assert_ptr_equal(head, out.data);
    assert_null(strstr(head + 2, "a.txt"));
    assert_non_null(strstr(out.data, ">220"));
    assert_non_null(strstr(out.data, "“On”"));
    toll_buffer_free(&out);
}

static void the_outlet_speaks_for_itself(void **state)
{
    (void)state;
    toll_document document = view_document("no more");
    toll_claim claim = bare_claim();
    toll_buffer out = {0};
    table_of(&out, &claim, &document, 100);
    assert_non_null(strstr(out.data, "the text in its own"));
    document.outlet = toll_text_of("Post");
    document.published = TOLL_DAY_UNKNOWN;
    table_of(&out, &claim, &document, 100);
    assert_non_null(strstr(out.data, "Post in its own"));
    assert_non_null(strstr(out.data, "publication date unknown"));
    assert_non_null(strstr(out.data, "date open"));
    toll_buffer_free(&out);
}

/* A sentence without end is cut around its number, at spaces. */
static void a_long_sentence_is_cut_around_its_number(void **state)
{
    (void)state;
    for (size_t before = 0; before <= 400; before += 50) {
        toll_buffer text = {0}, out = {0};
        for (size_t i = 0; i < before; i++) toll_buffer_add_string(&text, "слово ");
        uint32_t off = (uint32_t)text.len;
        toll_buffer_add_string(&text, "ninety dead ");
        for (size_t i = 0; i < 400 - before; i++) toll_buffer_add_string(&text, "after ");
        toll_document document = view_document(text.data);
        toll_claim claim = bare_claim();
        claim.quantity.span = (toll_span){off, 6};
        claim.sentence = (toll_span){0, (uint32_t)text.len};
        table_of(&out, &claim, &document, 200);
        assert_non_null(strstr(out.data, "ninety dead"));
        assert_true(strstr(out.data, "…") != NULL);
        assert_true(out.len < 2000);
        assert_int_equal(toll_utf8_check(out.data, out.len), out.len);
        toll_buffer_free(&text);
        toll_buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_has_everything),
        cmocka_unit_test(every_width_is_kept),
        cmocka_unit_test(no_claim_no_table),
        cmocka_unit_test(victims_that_are_the_number_are_not_said_twice),
        cmocka_unit_test(a_sentence_stands_once),
        cmocka_unit_test(the_code_is_not_said_twice),
        cmocka_unit_test(claims_of_a_stream_share_their_head),
        cmocka_unit_test(the_outlet_speaks_for_itself),
        cmocka_unit_test(a_long_sentence_is_cut_around_its_number),
    };
    return TOLL_RUN(tests);
}
