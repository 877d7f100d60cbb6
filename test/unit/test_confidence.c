/* The confidence of claims: weights read from a table held in memory, and chances made of them. */
#include "test.h"

#include "claim/inside.h"

#include <math.h>
#include <stdio.h>

typedef struct opened {
    toll_status status;
    toll_error error;
    confidence_weights weights;
} opened;

/* The weights of a table; text NULL = a table set without one. */
static opened open_weights(const char *text)
{
    opened out = {.status = TOLL_OK};
    toll_buffer blob = {0};
    const char *name = text ? "en/confidence.tsv" : "en/other.tsv";
    toll_compile_options options = {.extra_name = toll_text_of(name), .extra = toll_text_of(text ? text : "@word\nword\n")};
    assert_int_equal(toll_tables_compile(&blob, &options, &out.error), TOLL_OK);
    void *aligned = aligned_alloc(64, (blob.len + 63) / 64 * 64);
    assert_non_null(aligned);
    memcpy(aligned, blob.data, blob.len);
    toll_tables *tables = NULL;
    assert_int_equal(toll_tables_open(&tables, aligned, blob.len, &out.error), TOLL_OK);
    out.status = claim_confidence_open(&out.weights, tables, &out.error);
    toll_tables_close(tables);
    free(aligned);
    toll_buffer_free(&blob);
    return out;
}

static unsigned ground(const char *name)
{
    for (unsigned i = 0; toll_ground_name(i); i++)
        if (!strcmp(toll_ground_name(i), name)) return i;
    fail_msg("no ground is called %s", name);
    return 0;
}

static uint32_t bit(const char *name)
{
    return 1u << ground(name);
}

static void must_be(double got, double wanted)
{
    if (!(fabs(got - wanted) < 1e-12)) fail_msg("%.15g instead of %.15g", got, wanted);
}

static void chances_follow_the_weights(void **state)
{
    (void)state;
    opened o = open_weights("feature\tweight\tnote\nalways\t0.5\tof every claim\nside_in_words\t1.25\t\nside_missing\t-2\t\n");
    assert_int_equal(o.status, TOLL_OK);
    double always = claim_confidence_of(&o.weights, bit("always"));
    must_be(always, 1 / (1 + exp(-0.5)));
    must_be(claim_confidence_of(&o.weights, bit("always") | bit("side_in_words")), 1 / (1 + exp(-1.75)));
    must_be(claim_confidence_of(&o.weights, bit("always") | bit("side_missing")), 1 / (1 + exp(1.5)));
    must_be(claim_confidence_of(&o.weights, bit("always") | bit("headline")), always); /* no row, no weight */
    must_be(claim_confidence_of(&o.weights, 0), 0.5);
}

/* More weight, more confidence; whatever the weights, within bounds. */
static void chances_rise_with_weights_and_stay_in_bounds(void **state)
{
    (void)state;
    toll_random random = toll_random_start(7);
    for (int round = 0; round < 2000; round++) {
        confidence_weights weights = {.fitted = true};
        for (int i = 0; i < CONFIDENCE_GROUND_LIMIT; i++)
            weights.of[i] = ((double)toll_random_below(&random, 2001) - 1000) / (round % 2 ? 500 : 20);
        uint32_t held = (uint32_t)toll_random_next(&random) | 1;
        double before = claim_confidence_of(&weights, held);
        toll_holds(random, before >= CONFIDENCE_LEAST && before <= 1 - CONFIDENCE_LEAST);
        unsigned raised = (unsigned)toll_random_below(&random, ground("exact") + 1);
        weights.of[raised] += 0.3;
        double after = claim_confidence_of(&weights, held);
        bool inner = before > CONFIDENCE_LEAST && after < 1 - CONFIDENCE_LEAST;
        toll_holds(random, held >> raised & 1 ? (inner ? after > before : after >= before) : after == before);
    }
    confidence_weights huge = {.fitted = true};
    huge.of[0] = 1e308;
    must_be(claim_confidence_of(&huge, 1), 1 - CONFIDENCE_LEAST);
    huge.of[0] = -1e308;
    must_be(claim_confidence_of(&huge, 1), CONFIDENCE_LEAST);
}

static void without_a_table_every_claim_has_the_same(void **state)
{
    (void)state;
    opened o = open_weights(NULL);
    assert_int_equal(o.status, TOLL_OK);
    assert_false(o.weights.fitted);
    must_be(claim_confidence_of(&o.weights, 0), CONFIDENCE_UNFITTED);
    must_be(claim_confidence_of(&o.weights, 0xFFFF), CONFIDENCE_UNFITTED);
}

static void must_refuse(const char *table, unsigned line, const char *words)
{
    opened o = open_weights(table);
    if (o.status != TOLL_E_TABLE) fail_msg("accepted: %s", table);
    assert_string_equal(o.error.where, "en/confidence.tsv");
    assert_int_equal(o.error.line, line);
    if (!strstr(o.error.message, words)) fail_msg("`%s` does not say `%s`", o.error.message, words);
    assert_false(o.weights.fitted);
}

static void wrong_rows_are_named_with_file_and_line(void **state)
{
    (void)state;
    must_refuse("# why\nfeature\tweight\nalways\t1\nside_in_word\t1\n", 4, "`side_in_word`");
    must_refuse("feature\tweight\n\nalways\t1\n# again\nalways\t2\n", 5, "already");
    must_refuse("feature\tweight\nalways\tmuch\n", 2, "`much`");
    must_refuse("feature\tweight\nalways\t1,5\n", 2, "not a number");
    must_refuse("feature\tweight\nalways\n", 2, "not a number");
    must_refuse("feature\tweight\nalways\tnan\n", 2, "not a number");
    must_refuse("feature\tweight\nalways\tinf\n", 2, "not a number");
    must_refuse("ground\tweight\nalways\t1\n", 0, "feature and weight");
    must_refuse("feature\tvalue\nalways\t1\n", 0, "feature and weight");
}

static void every_ground_has_one_name(void **state)
{
    (void)state;
    unsigned count = 0;
    for (; toll_ground_name(count); count++) assert_int_equal(ground(toll_ground_name(count)), count);
    assert_int_equal(ground("always"), 0);
    assert_true(count > 8 && count <= CONFIDENCE_GROUND_LIMIT);
    assert_null(toll_ground_name(count));
    assert_null(toll_ground_name(1000000));
}

/* A ground without a row would never be fitted. */
static void the_table_has_a_row_for_every_ground(void **state)
{
    (void)state;
    const char *root = getenv("TOLLBOOK_ROOT");
    char path[1024], line[512];
    snprintf(path, sizeof path, "%s/lang/en/confidence.tsv", root ? root : ".");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    uint32_t seen = 0;
    while (fgets(line, sizeof line, file)) {
        size_t len = strcspn(line, "\t\n");
        line[len] = '\0';
        if (*line && *line != '#' && strcmp(line, "feature") != 0) seen |= bit(line);
    }
    fclose(file);
    for (unsigned i = 0; toll_ground_name(i); i++)
        if (!(seen >> i & 1)) fail_msg("%s has no row for %s", path, toll_ground_name(i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chances_follow_the_weights),
        cmocka_unit_test(chances_rise_with_weights_and_stay_in_bounds),
        cmocka_unit_test(without_a_table_every_claim_has_the_same),
        cmocka_unit_test(wrong_rows_are_named_with_file_and_line),
        cmocka_unit_test(every_ground_has_one_name),
        cmocka_unit_test(the_table_has_a_row_for_every_ground),
    };
    return TOLL_RUN(tests);
}
