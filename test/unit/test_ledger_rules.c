/* The ledger's rules, one a test: what changes nothing, what is a new version, what replaces what, what a decision outlives, what was
 * known when. */
#include "ledger_bench.h"

/* --- adding */
static void the_same_again_changes_nothing(void **state)
{
    bench *b = *state;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    toll_document document = test_document("a", text_a);
    assert_int_equal(add(b, document, &claim, 1), TOLL_LEDGER_INSERTED);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(toll_ledger_consult(&document, b->ledger, ENGINE, TABLES, &b->error), TOLL_UNCHANGED);
        assert_int_equal(add(b, document, &claim, 1), TOLL_LEDGER_UNCHANGED);
        reopen(b, TOLL_LEDGER_WRITE, 0);
    }
    assert_int_equal(count_rows(b, "SELECT count(*) FROM claim"), 1);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM reading"), 1);
    assert_string_equal(list(b, all), "a:63 ");
}

static void another_text_is_a_new_version(void **state)
{
    bench *b = *state;
    static const char changed[] = "Moscow said 89 soldiers were killed at Makiivka.";
    toll_claim before = test_claim(text_a, "63", "RUS", "rus-mod"), after = test_claim(changed, "89", "RUS", "rus-mod");
    add(b, test_document("a", text_a), &before, 1);
    assert_int_equal(add(b, test_document("a", changed), &after, 1), TOLL_LEDGER_NEW_VERSION);
    assert_string_equal(list(b, all), "a:89 ");
    toll_ledger_filter history = all;
    history.history = true;
    assert_string_equal(list(b, history), "a:63 a:89 ");
    assert_true(first_row(b, history).superseded_at > 0);
    assert_int_equal(add(b, test_document("a", text_a), &before, 1), TOLL_LEDGER_NEW_VERSION); /* and back */
    assert_string_equal(list(b, all), "a:63 ");
    assert_int_equal(count_rows(b, "SELECT count(*) FROM text"), 2);
    assert_int_equal(count_rows(b, "SELECT max(number) FROM version"), 3);
    verify(b);
}

static void what_is_not_said_changes_nothing_and_what_is_new_does(void **state)
{
    bench *b = *state;
    toll_document document = test_document("a", text_a);
    document.published = 19361;
    document.title = toll_text_of("Toll rises");
    add(b, document, NULL, 0);
    toll_document bare = test_document("a", text_a);
    assert_int_equal(add(b, bare, NULL, 0), TOLL_LEDGER_UNCHANGED);
    assert_int_equal(toll_ledger_consult(&bare, b->ledger, ENGINE, TABLES, &b->error), TOLL_UNCHANGED);
    assert_true(toll_text_is(bare.title, "Toll rises") && bare.published == 19361);
    bare.outlet = toll_text_of("Post");
    assert_int_equal(add(b, bare, NULL, 0), TOLL_LEDGER_NEW_VERSION);
    bare.published = 19362;
    assert_int_equal(add(b, bare, NULL, 0), TOLL_LEDGER_NEW_VERSION);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 1);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM text"), 1);
}

static void the_outlet_or_the_address_tells_documents_of_one_name_apart(void **state)
{
    bench *b = *state;
    toll_document one = test_document("index.html", text_a), two = test_document("index.html", text_b),
                  nameless = test_document("index.html", text_a);
    one.outlet = toll_text_of("Post");
    two.outlet = toll_text_of("Times");
    assert_int_equal(add(b, one, NULL, 0), TOLL_LEDGER_INSERTED);
    assert_int_equal(add(b, two, NULL, 0), TOLL_LEDGER_INSERTED);
    assert_int_equal(add(b, nameless, NULL, 0), TOLL_LEDGER_UNCHANGED); /* the one whose text it is */
    one.url = toll_text_of("https://post.example/1");
    assert_int_equal(add(b, one, NULL, 0), TOLL_LEDGER_NEW_VERSION);
    one.url = toll_text_of("https://post.example/2");
    assert_int_equal(add(b, one, NULL, 0), TOLL_LEDGER_INSERTED);
}

static void a_claim_outside_its_text_is_refused_and_nothing_is_stored(void **state)
{
    bench *b = *state;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    claim.victims.span = (toll_span){(uint32_t)sizeof text_a - 5, 20};
    toll_document document = test_document("a", text_a);
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &document, &claim, 1, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
    assert_non_null(strstr(b->error.message, "victims"));
    static const char accented[] = "63 killed at L\xC3\xB3pez.";
    toll_document letters = test_document("l", accented);
    claim = test_claim(accented, "63", "RUS", "rus-mod");
    claim.place.span = (toll_span){13, 2}; /* ends within the o with its accent */
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &letters, &claim, 1, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
    assert_non_null(strstr(b->error.message, "cuts a letter"));
    claim = test_claim(text_a, "63", "RUS", "rus-mod");
    claim.id[3] = 'x';
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &document, &claim, 1, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
    assert_int_equal(
        count_rows(b, "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM text) + (SELECT count(*) FROM word)"), 0);
    claim = test_claim(text_a, "63", "RUS", "rus-mod");
    assert_int_equal(add(b, document, &claim, 1), TOLL_LEDGER_INSERTED); /* values seen in the transaction that was undone are made again */
    verify(b);
}

/* --- other engines */
static void another_engine_replaces_proposals(void **state)
{
    bench *b = *state;
    toll_document document = test_document("a", text_a);
    toll_claim first = test_claim(text_a, "63", "RUS", "rus-mod"), second[] = {first, test_claim(text_a, "89", "RUS", "rus-mod")};
    add(b, document, &first, 1);
    assert_int_equal(add_read(b, document, second, 2, "0.2.0", TABLES), TOLL_LEDGER_REREAD);
    assert_string_equal(list(b, all), "a:63 a:89 ");
    assert_string_equal(first_row(b, all).engine, "0.2.0");
    assert_int_equal(add_read(b, document, second, 2, "0.2.0", "ffffffffffff"), TOLL_LEDGER_REREAD); /* the same claims: confirmed */
    assert_int_equal(add_read(b, document, second, 2, "0.2.0", "ffffffffffff"), TOLL_LEDGER_UNCHANGED);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM confirmation"), 1);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM claim"), 3);
    assert_int_equal(add_read(b, document, &first, 1, "0.1.9", TABLES), TOLL_LEDGER_UNCHANGED); /* an older engine has no say */
    assert_int_equal(add_read(b, document, &first, 1, "0.10.0", TABLES), TOLL_LEDGER_REREAD);
    assert_string_equal(list(b, all), "a:63 ");
    verify(b);
}

static void a_decision_outlives_readings(void **state)
{
    bench *b = *state;
    toll_document document = test_document("a", text_a);
    toll_claim claims[] = {test_claim(text_a, "63", "RUS", "rus-mod"), test_claim(text_a, "89", "RUS", "rus-mod")}, changed = claims[0];
    toll_ledger_filter of_63 = all, of_89 = all, rejected = all;
    of_63.id = claims[0].id;
    of_89.id = claims[1].id;
    rejected.rejected = true;
    changed.claimant.id = "ukr-mod";
    add(b, document, claims, 2);
    uint64_t row = decide(b, of_63, TOLL_LEDGER_ACCEPTED);
    decide(b, of_89, TOLL_LEDGER_REJECTED);
    assert_string_equal(list(b, all), "a:63 ");
    assert_string_equal(list(b, rejected), "a:63 a:89 ");
    /* a newer engine reads the accepted claim differently and the rejected one as before */
    toll_claim newer[] = {changed, claims[1]};
    assert_int_equal(add_read(b, document, newer, 2, "0.2.0", TABLES), TOLL_LEDGER_REREAD);
    assert_string_equal(list(b, all), "a:63 ");
    toll_ledger_row kept = first_row(b, all);
    assert_true(kept.row == row && kept.decision == TOLL_LEDGER_ACCEPTED && kept.reviewer && !strcmp(kept.claim.claimant.id, "rus-mod"));
    /* the next does not read it at all */
    assert_int_equal(add_read(b, document, NULL, 0, "0.3.0", TABLES), TOLL_LEDGER_REREAD);
    assert_string_equal(list(b, all), "a:63 ");
    /* with new metadata, the same text: it stands, in the new version */
    document.published = 19361;
    assert_int_equal(add_read(b, document, newer, 2, "0.3.0", TABLES), TOLL_LEDGER_NEW_VERSION);
    kept = first_row(b, all);
    assert_true(kept.row == row && kept.document.published == 19361);
    /* taken back: what the engine last read counts again */
    decide(b, of_63, TOLL_LEDGER_PROPOSED);
    assert_string_equal(first_row(b, of_63).claim.claimant.id, "ukr-mod");
    /* another text: the page no longer says so; the decision stays in the history */
    toll_claim other = test_claim(text_b, "400", "RUS", "ukr-mod");
    decide(b, of_63, TOLL_LEDGER_CORRECTED);
    assert_true(toll_text_is(first_row(b, of_63).payload, "{\"point\":90}"));
    assert_int_equal(add_read(b, test_document("a", text_b), &other, 1, "0.3.0", TABLES), TOLL_LEDGER_NEW_VERSION);
    assert_string_equal(list(b, all), "a:400 ");
    assert_int_equal(count_rows(b, "SELECT count(*) FROM decision"), 4);
    verify(b);
}

static void a_decision_is_on_one_document(void **state)
{
    bench *b = *state;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    add(b, test_document("a", text_a), &claim, 1);
    add(b, test_document("b", text_a), &claim, 1); /* the same bytes elsewhere: the same claim id */
    decide(b, all, TOLL_LEDGER_REJECTED);
    assert_string_equal(list(b, all), "b:63 ");
}

static void wrong_decisions_are_refused(void **state)
{
    bench *b = *state;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    add(b, test_document("a", text_a), &claim, 1);
    uint64_t row = first_row(b, all).row;
    const toll_ledger_decision wrong[] = {
        {.row = row + 1, .action = TOLL_LEDGER_ACCEPTED, .reviewer = "r"},
        {.row = row, .action = TOLL_LEDGER_ACCEPTED},
        {.row = row, .action = TOLL_LEDGER_ACCEPTED, .reviewer = ""},
        {.row = row, .action = TOLL_LEDGER_CORRECTED, .reviewer = "r"},
        {.row = row, .action = TOLL_LEDGER_CORRECTED, .reviewer = "r", .payload = "{point:"},
        {.row = row, .action = TOLL_LEDGER_ACTION_COUNT, .reviewer = "r"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(toll_ledger_decide(b->ledger, &wrong[i], &b->error), TOLL_E_USAGE);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM decision"), 0);
}

static void a_decision_is_on_what_was_seen(void **state)
{
    bench *b = *state;
    toll_claim claims[] = {test_claim(text_a, "63", "RUS", "rus-mod"), test_claim(text_a, "89", "RUS", "rus-mod")};
    add(b, test_document("a", text_a), claims, 2);
    uint64_t row = first_row(b, all).row;
    const int64_t nothing = 0;
    const toll_ledger_decision of_both[] = {{.row = row, .action = TOLL_LEDGER_ACCEPTED, .reviewer = "r", .seen = &nothing},
        {.row = row + 1, .action = TOLL_LEDGER_ACCEPTED, .reviewer = "r", .seen = &nothing}};
    assert_int_equal(toll_ledger_decide(b->ledger, &of_both[1], &b->error), TOLL_OK);
    assert_int_equal(toll_ledger_decide_all(b->ledger, of_both, 2, &b->error), TOLL_UNCHANGED); /* all or none */
    assert_int_equal(count_rows(b, "SELECT count(*) FROM decision"), 1);
    const int64_t newest = (int64_t)count_rows(b, "SELECT max(id) FROM decision");
    const toll_ledger_decision next[] = {of_both[0], {.row = row + 1, .action = TOLL_LEDGER_REJECTED, .reviewer = "r", .seen = &newest}};
    assert_int_equal(toll_ledger_decide_all(b->ledger, next, 2, &b->error), TOLL_OK);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM decision"), 3);
    assert_int_equal(count_rows(b, "SELECT count(DISTINCT recorded_at) FROM decision"), 2); /* those of one call at one moment */
}

/* --- time */
static void a_ledger_remembers_what_it_knew_when(void **state)
{
    bench *b = *state;
    toll_document document = test_document("a", text_a);
    toll_claim claims[] = {test_claim(text_a, "63", "RUS", "rus-mod"), test_claim(text_a, "89", "RUS", "rus-mod")},
               other = test_claim(text_b, "400", "RUS", "ukr-mod");
    toll_ledger_filter of_63 = all, filter = all;
    of_63.id = claims[0].id;
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(19000));
    add(b, document, claims, 1);
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(19001));
    add_read(b, document, claims, 2, "0.2.0", TABLES);
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(19002));
    decide(b, of_63, TOLL_LEDGER_REJECTED);
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(19003));
    add(b, test_document("a", text_b), &other, 1);
    const char *known[] = {"", "a:63 ", "a:63 a:89 ", "a:89 ", "a:400 ", "a:400 "};
    for (int day = 0; day < 6; day++) {
        filter.as_of = MOMENT(18999 + day) + 1;
        assert_string_equal(list(b, filter), known[day]);
    }
    toll_ledger_versions versions;
    toll_ledger_version version;
    filter.as_of = MOMENT(19001);
    toll_ledger_versions_open(&versions, b->ledger, &filter, &b->error);
    assert_int_equal(toll_ledger_versions_next(&version, &versions, &b->error), TOLL_OK);
    assert_int_equal(version.claim_count, 2);
    assert_string_equal(version.engine, "0.2.0");
    assert_int_equal(version.superseded_at, 0); /* not yet, then */
    assert_int_equal(toll_ledger_versions_next(&version, &versions, &b->error), TOLL_END);
    toll_ledger_versions_close(&versions);
}

static void recorded_times_rise_even_if_the_clock_does_not(void **state)
{
    bench *b = *state;
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(19000));
    toll_claim a = test_claim(text_a, "63", "RUS", "rus-mod"), c = test_claim(text_b, "400", "RUS", "ukr-mod");
    add(b, test_document("a", text_a), &a, 1);
    reopen(b, TOLL_LEDGER_WRITE, MOMENT(18000));
    add(b, test_document("a", text_b), &c, 1);
    add(b, test_document("c", text_b), &c, 1);
    assert_int_equal(count_rows(b, "SELECT count(DISTINCT recorded_at) FROM reading"), 3);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM version WHERE superseded_at <= recorded_at"), 0);
    assert_string_equal(list(b, all), "a:400 c:400 ");
}

static void moments_are_read_and_written(void **state)
{
    (void)state;
    int64_t time;
    char text[32];
    assert_true(toll_ledger_time_parse(&time, toll_text_of("1970-01-02")) && time == 2 * INT64_C(86400000000) - 1);
    assert_true(toll_ledger_time_parse(&time, toll_text_of("1970-01-01T01:00:00Z")) && time == INT64_C(3600999999));
    assert_true(toll_ledger_time_parse(&time, toll_text_of("1970-01-01T01:00:00.25Z")) && time == INT64_C(3600250000));
    toll_ledger_time_format(text, time);
    assert_string_equal(text, "1970-01-01T01:00:00.250000Z");
    assert_int_equal(toll_ledger_time_format(text, 0), 0);
    const char *const wrong[] = {
        "", "2023", "2023-02-29", "2023-01-01T", "2023-01-01T25:00:00", "2023-01-01T10:00:00+02:00", "2023-01-01x", "1960-01-01"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) assert_false(toll_ledger_time_parse(&time, toll_text_of(wrong[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(the_same_again_changes_nothing),
        WITH_LEDGER(another_text_is_a_new_version),
        WITH_LEDGER(what_is_not_said_changes_nothing_and_what_is_new_does),
        WITH_LEDGER(the_outlet_or_the_address_tells_documents_of_one_name_apart),
        WITH_LEDGER(a_claim_outside_its_text_is_refused_and_nothing_is_stored),
        WITH_LEDGER(another_engine_replaces_proposals),
        WITH_LEDGER(a_decision_outlives_readings),
        WITH_LEDGER(a_decision_is_on_one_document),
        WITH_LEDGER(wrong_decisions_are_refused),
        WITH_LEDGER(a_decision_is_on_what_was_seen),
        WITH_LEDGER(a_ledger_remembers_what_it_knew_when),
        WITH_LEDGER(recorded_times_rise_even_if_the_clock_does_not),
        cmocka_unit_test(moments_are_read_and_written),
    };
    return TOLL_RUN(tests);
}
