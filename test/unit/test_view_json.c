/* A claim as JSON, byte for byte: all fields in the schema's order, null where nothing is known. That the schema accepts it is tested from
 * outside (test/story). */
#include "test.h"

#include "view_claims.h"

static void a_full_claim(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_claim claim = full_claim();
    toll_buffer out = {0};
    toll_view_claim_json(&out, &claim, &document, "abc");
    assert_string_equal(out.data,
        "{\"id\":\"0123456789abcdef01234567\",\"doc\":\"a.txt\",\"doc_sha256\":\"abc\",\"zone\":\"headline\",\"published\":\"2023-03-13\","
        "\"quantity\":{\"text\":\"more than 220\",\"start\":47,\"end\":60,\"qualifier\":\"more_than\",\"point\":220,\"low\":221,\"high\":null,"
        "\"unit\":\"people\"},"
        "\"outcome\":{\"code\":\"killed\",\"text\":\"destroyed\",\"start\":81,\"end\":90},"
        "\"victims\":{\"text\":\"“soldiers”\",\"start\":61,\"end\":75,\"side\":\"UKR\",\"class\":\"military\",\"category\":\"conscripts\","
        "\"unit\":null},"
        "\"claimant\":{\"text\":\"the ministry\",\"start\":10,\"end\":22,\"id\":\"rus-mod\",\"side\":\"RUS\",\"kind\":\"party\","
        "\"alternatives\":[{\"text\":null,\"start\":null,\"end\":null,\"id\":\"ukr-mod\",\"side\":\"UKR\",\"kind\":\"party\"}]},"
        "\"chain\":[{\"text\":\"Reuters\",\"start\":33,\"end\":40,\"id\":\"reuters\",\"role\":\"agency\",\"verb\":\"said\"}],"
        "\"stated\":{\"date\":\"2023-03-12\",\"precision\":\"day\"},"
        "\"period\":{\"kind\":\"window\",\"from\":\"2023-03-11\",\"to\":\"2023-03-12\",\"text\":\"On Sunday\",\"start\":0,\"end\":9,"
        "\"basis\":\"loss_day\"},"
        "\"place\":{\"text\":\"the river\",\"start\":96,\"end\":105,\"id\":\"geonames:1\",\"name\":\"River\",\"lat\":48.5,\"lon\":-37.25,"
        "\"precision\":\"near\"},"
        "\"modality\":\"estimated\",\"verified\":\"unverified\",\"stake\":\"enemy_loss\",\"confidence\":0.8765,"
        "\"sentence\":{\"start\":0,\"end\":106},\"rule\":\"a.rule\"}");
    toll_buffer_free(&out);
}

static void what_is_unknown_is_null(void **state)
{
    (void)state;
    toll_document document = {.name = toll_text_of("b"), .text = toll_text_of("no more"), .published = TOLL_DAY_UNKNOWN};
    toll_claim claim = bare_claim();
    toll_buffer out = {0};
    toll_view_claim_json(&out, &claim, &document, "");
    assert_string_equal(out.data,
        "{\"id\":\"0123456789abcdef01234567\",\"doc\":\"b\",\"zone\":\"body\",\"published\":null,"
        "\"quantity\":{\"text\":\"no\",\"start\":0,\"end\":2,\"qualifier\":\"vague\",\"point\":null,\"low\":null,\"high\":null,"
        "\"unit\":\"people\"},"
        "\"outcome\":{\"code\":\"killed\",\"text\":\"\",\"start\":3,\"end\":3},"
        "\"victims\":{\"text\":null,\"start\":null,\"end\":null,\"side\":null,\"class\":\"unknown\",\"category\":null,\"unit\":null},"
        "\"claimant\":{\"text\":null,\"start\":null,\"end\":null,\"id\":null,\"side\":null,\"kind\":null,\"alternatives\":[]},\"chain\":[],"
        "\"stated\":null,"
        "\"period\":{\"kind\":\"unknown\",\"from\":null,\"to\":null,\"text\":null,\"start\":null,\"end\":null,\"basis\":\"unknown\"},"
        "\"place\":{\"text\":null,\"start\":null,\"end\":null,\"id\":null,\"name\":null,\"lat\":null,\"lon\":null,\"precision\":null},"
        "\"modality\":\"asserted\",\"verified\":null,\"stake\":null,\"confidence\":0.5,\"sentence\":{\"start\":0,\"end\":0},\"rule\":\"r\"}");
    toll_buffer_free(&out);
}

static void spans_outside_the_text_show_nothing(void **state)
{
    (void)state;
    toll_document document = view_document("short");
    static const toll_span outside[] = {{0, 6}, {5, 1}, {6, 0}, {UINT32_MAX, 1}, {4, UINT32_MAX}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) assert_null(toll_view_cut(&document, outside[i]).data);
    assert_int_equal(toll_view_cut(&document, (toll_span){0, 5}).len, 5);
}

static void claims_are_lines(void **state)
{
    (void)state;
    toll_document document = view_document(view_text);
    toll_claim claims[2] = {full_claim(), bare_claim()};
    toll_view_options options = {.size = sizeof options, .format = TOLL_VIEW_JSONL};
    toll_buffer out = {0};
    toll_view_begin(&out, &options);
    assert_int_equal(out.len, 0);
    toll_view_claims(&out, &options, &document, "", claims, 2);
    size_t lines = 0;
    for (size_t i = 0; i < out.len; i++) lines += out.data[i] == '\n';
    assert_int_equal(lines, 2);
    assert_int_equal(out.data[out.len - 1], '\n');
    toll_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_claim),
        cmocka_unit_test(what_is_unknown_is_null),
        cmocka_unit_test(spans_outside_the_text_show_nothing),
        cmocka_unit_test(claims_are_lines),
    };
    return TOLL_RUN(tests);
}
