/* What a ledger answers: what each filter lets through, figures as numbers, pages of an answer, sources and documents counted. */
#include "ledger_bench.h"

static void filters_let_through_what_they_say(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    check_filters(b); /* nothing indexed yet */
    if (!test_server()) assert_int_equal(count_rows(b, "SELECT text FROM indexed"), 0);
    if (toll_ledger_index(b->ledger, &b->error) < 0) fail_msg("%s: %s", b->error.where, b->error.message);
    if (!test_server()) assert_int_equal(count_rows(b, "SELECT text FROM indexed"), 3);
    check_filters(b); /* all indexed */
    reopen(b, TOLL_LEDGER_READ, 0);
    check_filters(b);
}

static void figures_are_found_as_numbers(void **state)
{
    static const struct {
        const char *asked, *wanted;
    } rows[] = {{"63", "a:63 "}, {"60..100", "a:63 a:89 "}, {"63..89", "a:63 a:89 "}, {">89", "b:400 "}, {">=89", "a:89 b:400 "},
        {"<12", "c:5 "}, {"<= 12", "c:12 c:5 "}, {"..12", "c:12 c:5 "}, {"300..", "b:400 "}, {"0.4e3", NULL}, {"12..5", NULL}, {"..", NULL},
        {"", NULL}, {">", NULL}, {"63 89", NULL}, {"63,", NULL}, {"-5", NULL}, {"1,2", NULL}, {"1,2345", NULL}, {"1234567890123456", NULL},
        {"6.3.", NULL}};
    bench *b = *state;
    toll_ledger_filter filter = all;
    fill_for_filters(b);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        filter = all;
        if (toll_ledger_figures_parse(&filter, toll_text_of(rows[i].asked)) != (rows[i].wanted != NULL)) fail_msg("%s", rows[i].asked);
        if (rows[i].wanted) assert_string_equal(list(b, filter), rows[i].wanted);
    }
    assert_true(toll_ledger_figures_parse(&filter, toll_text_of("12,730.5")));
    assert_true(filter.least > 12730.49 && filter.most < 12730.51);
}

/* A record that is named with its claim's id is that claim's or none. */
static void a_claim_is_found_by_its_record(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    toll_ledger_filter filter = all;
    char first[32], second[32];
    toll_ledger_row row = first_row(b, filter);
    snprintf(first, sizeof first, "%s", row.claim.id);
    filter.after = row.key;
    const uint64_t of_first = row.row, of_second = first_row(b, filter).row;
    snprintf(second, sizeof second, "%s", first_row(b, filter).claim.id);
    filter = all, filter.id = first;
    char wanted[128];
    snprintf(wanted, sizeof wanted, "%s", list(b, filter));
    filter.row = of_first;
    assert_string_equal(list(b, filter), wanted);
    filter.row = of_second;
    assert_string_equal(list(b, filter), "");
    filter.row = UINT64_MAX >> 1;
    assert_string_equal(list(b, filter), "");
    filter.id = second, filter.row = of_second;
    assert_true(*list(b, filter) != '\0');
    decide(b, filter, TOLL_LEDGER_ACCEPTED);
    assert_true(*list(b, filter) != '\0');
}

static void pages_follow_on_each_other(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    decide(b, all, TOLL_LEDGER_ACCEPTED); /* a decided claim takes its place among the proposals */
    toll_ledger_filter filter = all;
    char joined[512] = "";
    filter.limit = 1;
    for (int i = 0; i < 5; i++) {
        strcat(joined, list(b, filter));
        filter.after = first_row(b, filter).key;
    }
    assert_string_equal(joined, list(b, all));
    assert_string_equal(list(b, filter), "");
}

static void sources_are_counted_by_role(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    char got[1024] = "";
    toll_ledger_sources sources;
    toll_ledger_source source;
    toll_ledger_sources_open(&sources, b->ledger, &all, &b->error);
    while (toll_ledger_sources_next(&source, &sources, &b->error) == TOLL_OK)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s %s %llu/%llu, ", toll_ledger_part_name(source.part),
            source.name ? source.name : "-", (unsigned long long)source.claim_count, (unsigned long long)source.document_count);
    assert_int_equal(sources.status, TOLL_END);
    toll_ledger_sources_close(&sources);
    assert_string_equal(got, "claimant rus-mod 2/1, claimant - 1/1, claimant ukr-mod 1/1, claimant un-ohchr 1/1, "
                             "relayer reuters 1/1, outlet Post 2/1, outlet Times 1/1, ");
}

static void documents_are_found_by_what_they_hold(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    const struct {
        toll_ledger_filter filter;
        const char *found;
    } cases[] = {CASE("abc", .limit = 0), CASE("ab", .side = "RUS"), CASE("c", .claimant = "un-ohchr"), CASE("ab", .text = "makiivka"),
        CASE("a", .text = "moscow later"), CASE("c", .place = "Kyiv"), CASE("b", .outlet = "times"), SPAN("c", 19400, 19400),
        SPAN("", 19401, TOLL_DAY_UNKNOWN)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[16] = "";
        toll_ledger_versions versions;
        toll_ledger_version version;
        toll_ledger_versions_open(&versions, b->ledger, &cases[i].filter, &b->error);
        while (toll_ledger_versions_next(&version, &versions, &b->error) == TOLL_OK) strncat(got, version.document.name.data, 1);
        assert_int_equal(versions.status, TOLL_END);
        toll_ledger_versions_close(&versions);
        assert_string_equal(got, cases[i].found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(filters_let_through_what_they_say),
        WITH_LEDGER(figures_are_found_as_numbers),
        WITH_LEDGER(a_claim_is_found_by_its_record),
        WITH_LEDGER(pages_follow_on_each_other),
        WITH_LEDGER(sources_are_counted_by_role),
        WITH_LEDGER(documents_are_found_by_what_they_hold),
    };
    return TOLL_RUN(tests);
}
