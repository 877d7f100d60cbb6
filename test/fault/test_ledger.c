/* The ledger when the system refuses: opening, adding, deciding, asking and verifying are run with their 1st, 2nd, ... SQLite step (or
 * allocation) failing, until they get through. Each time it is said that it failed, the ledger stays whole, the document is there with all
 * its claims or not at all, and the same work succeeds afterwards. The sanitizer build sees that nothing leaks. */
#include "unit/ledger_claims.h"

#include <sqlite3.h>

#include "base/fault.h"

static const char article[] = "Moscow said 63 soldiers were killed at Makiivka. Kyiv said 400 were killed.";

typedef struct work {
    const char *path;
    char name[32];
    toll_ledger_mode mode;
    toll_status (*run)(struct work *it, toll_ledger *ledger, toll_error *error);
    toll_status status;
} work;

static void make_claims(toll_claim claims[2], toll_link *link)
{
    claims[0] = test_claim(article, "63", "RUS", "rus-mod");
    claims[1] = test_claim(article, "400", "RUS", "ukr-mod");
    *link = (toll_link){test_find(article, "Moscow"), test_find(article, "said"), "tass", TOLL_ROLE_AGENCY};
    claims[0].chain = link;
    claims[0].chain_count = 1;
    claims[1].alternatives = &claims[0].claimant;
    claims[1].alternative_count = 1;
    claims[1].place = (toll_place){test_find(article, "Makiivka"), "geonames:702320", "Makiyivka", "exact", 48, 38};
}

static toll_status add_document(work *it, toll_ledger *ledger, toll_error *error)
{
    toll_claim claims[2];
    toll_link link;
    make_claims(claims, &link);
    toll_document document = test_document(it->name, article);
    document.outlet = toll_text_of(it->name);
    toll_status status = toll_ledger_consult(&document, ledger, ENGINE, TABLES, error);
    if (status < 0) return status;
    status = toll_ledger_add(NULL, ledger, &document, claims, 2, ENGINE, TABLES, error);
    return status < 0 ? status : toll_ledger_index(ledger, error);
}

static toll_status decide(work *it, toll_ledger *ledger, toll_error *error)
{
    const toll_ledger_decision decision = {.row = 1 << 24 | 1, .action = TOLL_LEDGER_ACCEPTED, .reviewer = it->name, .payload = "{}"};
    return toll_ledger_decide(ledger, &decision, error);
}

static toll_status ask(work *it, toll_ledger *ledger, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.text = "killed";
    filter.side = "RUS";
    toll_ledger_claims claims;
    toll_ledger_row row;
    (void)it;
    toll_status status = toll_ledger_claims_open(&claims, ledger, &filter, error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, error)) == TOLL_OK) assert_true(row.claim.chain_count <= 1);
    assert_int_equal(claims.status, status);
    toll_ledger_claims_close(&claims);
    toll_ledger_sources sources;
    toll_ledger_source source;
    if (status >= 0) {
        status = toll_ledger_sources_open(&sources, ledger, &filter, error);
        while (status >= 0 && (status = toll_ledger_sources_next(&source, &sources, error)) == TOLL_OK) assert_true(source.claim_count > 0);
        toll_ledger_sources_close(&sources);
    }
    toll_ledger_versions versions;
    toll_ledger_version version;
    if (status >= 0) {
        status = toll_ledger_versions_open(&versions, ledger, &filter, error);
        while (status >= 0 && (status = toll_ledger_versions_next(&version, &versions, error)) == TOLL_OK)
            assert_int_equal(version.claim_count, 2);
        toll_ledger_versions_close(&versions);
    }
    return status;
}

static toll_status verify(work *it, toll_ledger *ledger, toll_error *error)
{
    toll_ledger_proof proof;
    (void)it;
    return toll_ledger_verify(&proof, ledger, error);
}

static void run(work *it)
{
    const toll_ledger_options options = {.size = sizeof options, .path = it->path, .mode = it->mode};
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    it->status = toll_ledger_open(&ledger, &options, &error);
    if (it->status >= 0) it->status = it->run(it, ledger, &error);
    if (it->status < 0) assert_true(error.message[0]);
    toll_ledger_close(ledger);
}

/* Without faults: everything stands, and the document has all of its claims or is not there. */
static void check_whole(const char *path, const char *name)
{
    const toll_ledger_options options = {.size = sizeof options, .path = path};
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    toll_ledger_proof proof;
    if (toll_ledger_open(&ledger, &options, &error) < 0) fail_msg("%s", error.message);
    if (toll_ledger_verify(&proof, ledger, &error) < 0) fail_msg("%s: %s", error.where, error.message);
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    int count = 0;
    filter.document = name;
    toll_ledger_claims_open(&claims, ledger, &filter, &error);
    while (toll_ledger_claims_next(&row, &claims, &error) == TOLL_OK) count++;
    assert_int_equal(claims.status, TOLL_END);
    toll_ledger_claims_close(&claims);
    assert_true(count == 0 || count == 2);
    toll_ledger_close(ledger);
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* The number of ways the work was made to fail. A fault in what may lag (the indexes at closing) is no failure of the work. */
static void break_everywhere(toll_fault_kind kind, work *it, bool fresh)
{
    char *folder = test_folder_make(), path[4200];
    uint64_t failures = 0;
    snprintf(path, sizeof path, "%s/t.db", folder);
    it->path = path;
    if (!fresh) {
        work first = {.path = path, .name = "first", .mode = TOLL_LEDGER_WRITE, .run = add_document};
        run(&first);
        assert_int_equal(first.status, TOLL_OK);
    }
    for (uint64_t nth = 1;; nth++) {
        assert_true(nth < 20000);
        if (fresh) snprintf(path, sizeof path, "%s/%llu.db", folder, (unsigned long long)nth);
        snprintf(it->name, sizeof it->name, "d%llu", (unsigned long long)nth);
        toll_fault_arm(kind, nth, 1);
        run(it);
        bool fired = toll_fault_calls(kind) >= nth;
        toll_fault_disarm();
        if (!fired) {
            assert_int_equal(it->status < 0 ? it->status : TOLL_OK, TOLL_OK);
            break;
        }
        failures += it->status < 0;
        if (it->status < 0) assert_true(it->status == TOLL_E_BUSY || it->status == TOLL_E_MEMORY);
        run(it); /* the same again, unhindered */
        assert_true(it->status >= 0);
        check_whole(path, it->name);
        if (fresh) unlink(path);
    }
    assert_true(failures > (kind == TOLL_FAULT_STEP ? 3u : 1u));
    test_folder_remove(folder);
}

static void every_step_of_making_a_ledger_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_STEP, &(work){.mode = TOLL_LEDGER_WRITE, .run = add_document}, true);
}

static void every_step_of_adding_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_STEP, &(work){.mode = TOLL_LEDGER_WRITE, .run = add_document}, false);
}

static void every_step_of_deciding_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_STEP, &(work){.mode = TOLL_LEDGER_WRITE, .run = decide}, false);
}

static void every_step_of_asking_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_STEP, &(work){.mode = TOLL_LEDGER_READ, .run = ask}, false);
}

static void every_step_of_verifying_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_STEP, &(work){.mode = TOLL_LEDGER_READ, .run = verify}, false);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    break_everywhere(TOLL_FAULT_ALLOCATION, &(work){.mode = TOLL_LEDGER_WRITE, .run = add_document}, false);
    break_everywhere(TOLL_FAULT_ALLOCATION, &(work){.mode = TOLL_LEDGER_WRITE, .run = decide}, false);
    break_everywhere(TOLL_FAULT_ALLOCATION, &(work){.mode = TOLL_LEDGER_READ, .run = ask}, false);
    break_everywhere(TOLL_FAULT_ALLOCATION, &(work){.mode = TOLL_LEDGER_READ, .run = verify}, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_of_making_a_ledger_may_fail),
        cmocka_unit_test(every_step_of_adding_may_fail),
        cmocka_unit_test(every_step_of_deciding_may_fail),
        cmocka_unit_test(every_step_of_asking_may_fail),
        cmocka_unit_test(every_step_of_verifying_may_fail),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return TOLL_RUN(tests);
}
