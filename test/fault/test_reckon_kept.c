/* The kept reckoning when the system refuses: it is worked in and made anew with its 1st, 2nd, ... SQLite step (or allocation) failing.
 * Each time it is said that it failed, nobody is given a reckoning that is behind, and the same work succeeds afterwards with the same
 * findings. The sanitizer build sees that nothing leaks. */
#include "unit/ledger_claims.h"

#include <tollbook/reckon.h>

#include "base/fault.h"
#include "ledger/rows.h"

static const char article[] = "Moscow said 63 soldiers were killed at Makiivka. Kyiv said 400 were killed. Moscow said 89 soldiers died.";

static toll_kept_options options(void)
{
    return (toll_kept_options){.size = sizeof(toll_kept_options), .reckon = {.size = sizeof(toll_reckon_options)}, .tables = "t"};
}

static toll_claim make_claim(const char *words, double point, const char *claimant, const char *side, int n, int document)
{
    toll_claim c = test_claim(article, words, "RUS", claimant);
    c.claimant.side = side, c.claimant.kind = "party";
    c.quantity.point = c.quantity.low = c.quantity.high = point;
    c.quantity.qualifier = TOLL_QUALIFIER_EXACT, c.quantity.unit = TOLL_UNIT_PEOPLE;
    c.outcome = TOLL_OUTCOME_KILLED, c.victims.class_ = TOLL_CLASS_MILITARY;
    c.period.from = c.period.to = 19358, c.period.kind = TOLL_PERIOD_EVENT;
    c.place = (toll_place){test_find(article, "Makiivka"), "geonames:702320", "Makiyivka", "exact", 48, 38};
    c.stated = 19360 + n;
    snprintf(c.id, sizeof c.id, "%023d%d", document, n);
    return c;
}

static void add_document(toll_ledger *ledger, int number)
{
    char name[16];
    snprintf(name, sizeof name, "d%d", number);
    const toll_claim claims[] = {make_claim("63", 63, "rus-mod", "RUS", 0, number), make_claim("400", 400, "ukr-mod", "UKR", 1, number),
        make_claim("89", 89, "rus-mod", "RUS", 2, number)};
    toll_document document = test_document(name, article);
    document.outlet = toll_text_of(name);
    document.published = 19362;
    assert_int_equal(toll_ledger_add(NULL, ledger, &document, claims, 3, ENGINE, TABLES, NULL), TOLL_OK);
}

/* Every finding's id; false where there is no reckoning that is up to date. */
static bool list(toll_buffer *out, toll_ledger *ledger)
{
    const toll_kept_options o = options();
    toll_kept *kept;
    toll_finding f;
    toll_buffer_clear(out);
    if (toll_kept_open(&kept, ledger, &o, NULL) != TOLL_OK) return false;
    assert_int_equal(toll_kept_findings(kept, 0, NULL, NULL), TOLL_OK);
    while (toll_kept_findings_next(&f, kept, NULL) == TOLL_OK) toll_buffer_printf(out, "%s %u\n", f.id, f.drift);
    toll_kept_close(kept);
    return true;
}

static void disturb(toll_ledger *ledger, bool anew, uint64_t turn)
{
    if (anew) {
        assert_int_equal(toll_rows_exec(ledger, "DELETE FROM reckon_state", NULL), TOLL_OK);
        return;
    }
    const toll_ledger_decision decision = {
        .row = 1 << 24 | 1, .action = turn % 2 ? TOLL_LEDGER_ACCEPTED : TOLL_LEDGER_PROPOSED, .reviewer = "ann"};
    assert_int_equal(toll_ledger_decide(ledger, &decision, NULL), TOLL_OK);
}

static void walk(toll_fault_kind kind, bool anew)
{
    char *folder = test_folder_make(), path[4200];
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/kept.db", folder);
    const toll_ledger_options opening = {.size = sizeof opening, .path = path, .mode = TOLL_LEDGER_WRITE};
    const toll_kept_options o = options();
    toll_ledger *ledger;
    assert_int_equal(toll_ledger_open(&ledger, &opening, NULL), TOLL_OK);
    for (int i = 0; i < 4; i++) add_document(ledger, i);
    assert_int_equal(toll_kept_refresh(ledger, &o, NULL), TOLL_OK);
    toll_buffer wanted = {0}, now = {0};
    assert_true(list(&wanted, ledger) && wanted.len > 50);
    bool fired = true;
    for (uint64_t nth = 1, turn = 1; fired; nth += 1 + nth / 16, turn++) {
        toll_error error = {0};
        disturb(ledger, anew, turn);
        toll_fault_arm(kind, nth, 1);
        toll_status status = toll_kept_refresh(ledger, &o, &error);
        fired = toll_fault_calls(kind) >= nth;
        toll_fault_disarm();
        if ((status < 0) != fired)
            fail_msg("call %llu %s, and the status is %d", (unsigned long long)nth, fired ? "failed" : "stood", status);
        if (status < 0 && (!*error.message || list(&now, ledger)))
            fail_msg("call %llu: a failure that is not seen", (unsigned long long)nth);
        assert_int_equal(toll_kept_refresh(ledger, &o, NULL), TOLL_OK);
        assert_true(list(&now, ledger));
        assert_string_equal(now.data, wanted.data);
    }
    toll_buffer_free(&wanted);
    toll_buffer_free(&now);
    toll_ledger_close(ledger);
    test_folder_remove(folder);
}

static void steps_refuse(void **state)
{
    (void)state;
    walk(TOLL_FAULT_STEP, false);
    walk(TOLL_FAULT_STEP, true);
}

static void memory_refuses(void **state)
{
    (void)state;
    walk(TOLL_FAULT_ALLOCATION, false);
    walk(TOLL_FAULT_ALLOCATION, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(steps_refuse), cmocka_unit_test(memory_refuses)};
    return TOLL_RUN(tests);
}
