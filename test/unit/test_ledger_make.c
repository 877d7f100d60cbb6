/* Claims that people make: they stand by a decision and by nothing else, outlive readings, go when they are taken back or when the text is
 * another. */
#include "ledger_bench.h"

static toll_status make(bench *b, uint64_t *row, uint64_t version, const toll_claim *claim)
{
    const toll_ledger_making making = {.version = version, .claim = claim, .reviewer = "ann", .reason = "the table has it"};
    return toll_ledger_make(row, b->ledger, &making, &b->error);
}

static void what_a_person_makes_stands_beside_what_is_read_and_outlives_it(void **state)
{
    bench *b = *state;
    uint64_t row = 0;
    const toll_claim read = test_claim(text_a, "63", "RUS", "rus-mod"), made = test_claim(text_a, "89", "RUS", "rus-mod");
    add(b, test_document("a", text_a), &read, 1);
    assert_int_equal(make(b, &row, 1, &made), TOLL_OK);
    assert_string_equal(list(b, all), "a:63 a:89 ");
    assert_int_equal(count_rows(b, "SELECT count(*) FROM reading WHERE superseded_at IS NULL"), 1);
    toll_ledger_filter by_id = all;
    by_id.id = made.id;
    const toll_ledger_row stored = first_row(b, by_id);
    assert_true(stored.row == row && stored.decision == TOLL_LEDGER_ACCEPTED && !stored.superseded_at);
    assert_non_null(stored.reviewer);
    assert_string_equal(stored.engine, TOLL_LEDGER_BY_HAND);
    toll_ledger_versions versions; /* the version is still the engine's */
    toll_ledger_version version;
    assert_int_equal(toll_ledger_versions_open(&versions, b->ledger, &all, &b->error), TOLL_OK);
    assert_int_equal(toll_ledger_versions_next(&version, &versions, &b->error), TOLL_OK);
    assert_true(version.claim_count == 1 && !strcmp(version.engine, ENGINE));
    toll_ledger_versions_close(&versions);
    toll_document document = test_document("a", text_a);
    assert_int_equal(toll_ledger_consult(&document, b->ledger, ENGINE, TABLES, &b->error), TOLL_UNCHANGED);
    assert_int_equal(add_read(b, document, &read, 1, "0.2.0", TABLES), TOLL_LEDGER_REREAD);
    assert_int_equal(add_read(b, document, NULL, 0, "0.3.0", TABLES), TOLL_LEDGER_REREAD);
    assert_string_equal(list(b, all), "a:89 ");
    verify(b);
    reopen(b, TOLL_LEDGER_WRITE, 0);
    assert_string_equal(list(b, all), "a:89 ");
}

static void taken_back_it_is_gone_and_can_be_made_again(void **state)
{
    bench *b = *state;
    uint64_t row = 0, again = 0;
    const toll_claim made = test_claim(text_a, "89", "RUS", "rus-mod");
    add(b, test_document("a", text_a), NULL, 0);
    assert_int_equal(make(b, &row, 1, &made), TOLL_OK);
    assert_int_equal(make(b, &again, 1, &made), TOLL_UNCHANGED);
    assert_string_equal(list(b, all), "a:89 ");
    const toll_ledger_decision undo = {.row = row, .action = TOLL_LEDGER_PROPOSED, .reviewer = "ann"};
    assert_int_equal(toll_ledger_decide(b->ledger, &undo, &b->error), TOLL_OK);
    assert_string_equal(list(b, all), "");
    const toll_ledger_decision redo = {.row = row, .action = TOLL_LEDGER_ACCEPTED, .reviewer = "ann"};
    assert_int_equal(toll_ledger_decide(b->ledger, &redo, &b->error), TOLL_OK);
    assert_string_equal(list(b, all), "a:89 ");
    const toll_ledger_decision reject = {.row = row, .action = TOLL_LEDGER_REJECTED, .reviewer = "bob"};
    assert_int_equal(toll_ledger_decide(b->ledger, &reject, &b->error), TOLL_OK);
    assert_int_equal(make(b, &again, 1, &made), TOLL_UNCHANGED); /* rejected, not unknown */
    assert_int_equal(toll_ledger_decide(b->ledger, &undo, &b->error), TOLL_OK);
    assert_int_equal(make(b, &again, 1, &made), TOLL_OK);
    assert_true(again != row);
    assert_string_equal(list(b, all), "a:89 ");
    verify(b);
}

static void it_stays_with_its_text(void **state)
{
    bench *b = *state;
    uint64_t row = 0;
    const toll_claim made = test_claim(text_a, "89", "RUS", "rus-mod");
    toll_document document = test_document("a", text_a);
    add(b, document, NULL, 0);
    assert_int_equal(make(b, &row, 1, &made), TOLL_OK);
    document.title = toll_text_of("More is known");
    assert_int_equal(add(b, document, NULL, 0), TOLL_LEDGER_NEW_VERSION);
    assert_string_equal(list(b, all), "a:89 ");
    assert_int_equal(make(b, &row, 1, &made), TOLL_END); /* that version is over */
    assert_int_equal(make(b, &row, 99, &made), TOLL_END);
    assert_int_equal(add(b, test_document("a", text_b), NULL, 0), TOLL_LEDGER_NEW_VERSION);
    assert_string_equal(list(b, all), "");
    verify(b);
}

static void what_is_not_in_the_text_is_refused_and_nothing_is_stored(void **state)
{
    bench *b = *state;
    uint64_t row = 0;
    toll_claim made = test_claim(text_a, "89", "RUS", "rus-mod");
    add(b, test_document("a", text_a), NULL, 0);
    made.claimant.span = (toll_span){(uint32_t)strlen(text_a) - 2, 9};
    assert_int_equal(make(b, &row, 1, &made), TOLL_E_USAGE);
    assert_non_null(strstr(b->error.message, "claimant"));
    made = test_claim(text_a, "89", "RUS", "rus-mod");
    const toll_ledger_making nobody = {.version = 1, .claim = &made, .reviewer = ""};
    assert_int_equal(toll_ledger_make(&row, b->ledger, &nobody, &b->error), TOLL_E_USAGE);
    assert_int_equal(count_rows(b, "SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM decision)"), 0);
    reopen(b, TOLL_LEDGER_READ, 0);
    assert_int_equal(make(b, &row, 1, &made), TOLL_E_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_LEDGER(what_a_person_makes_stands_beside_what_is_read_and_outlives_it),
        WITH_LEDGER(taken_back_it_is_gone_and_can_be_made_again),
        WITH_LEDGER(it_stays_with_its_text),
        WITH_LEDGER(what_is_not_in_the_text_is_refused_and_nothing_is_stored),
    };
    return TOLL_RUN(tests);
}
