/* What must hold for every claim: what goes into a ledger comes out of it, value for value and byte for byte, after closing and opening it
 * too; verify agrees; and any one value changed in the file is found. */
#include "unit/ledger_place.h"

#include <sqlite3.h>

#include "ledger/changes.h"
#include "ledger/inside.h"

static const char article[] =
    "The ministry said on Sunday that more than 220 soldiers were killed near Makiivka. “It was a strike”, a spokesman told Reuters.\n"
    "Kyiv’s General Staff put the losses at 400 dead and 300 wounded; officials in Donetsk spoke of 63, then of 89. "
    "Ärzte in Luhansk counted 12.\n";

enum { rounds = 60, most_claims = 40 };

static size_t fill(toll_claim *claims, toll_random *random, toll_arena *memory)
{
    size_t count = toll_random_below(random, most_claims);
    for (size_t i = 0; i < count; i++) claims[i] = test_random_claim(random, toll_text_of(article), memory);
    return count;
}

static void bytes_of(toll_buffer *out, const toll_claim *claim)
{
    toll_buffer_clear(out);
    toll_ledger_claim_bytes(out, claim);
}

/* Seals are compared elsewhere; here the values themselves, written out in the fixed order. */
static bool equal_claims(const toll_claim *a, const toll_claim *b)
{
    toll_buffer left = {0}, right = {0};
    bytes_of(&left, a);
    bytes_of(&right, b);
    bool equal = left.len == right.len && !memcmp(left.data, right.data, left.len);
    toll_buffer_free(&left);
    toll_buffer_free(&right);
    return equal;
}

static const toll_claim *find(const toll_claim *claims, size_t count, const toll_claim *wanted, bool *taken)
{
    for (size_t i = 0; i < count; i++) {
        if (taken[i] || !equal_claims(&claims[i], wanted)) continue;
        taken[i] = true;
        return &claims[i];
    }
    return NULL;
}

static void claims_come_back_as_they_went_in(void **state)
{
    (void)state;
    toll_random random = toll_random_start(7);
    char *folder = test_folder_make();
    for (int round = 0; round < (test_server() ? rounds / 4 : rounds); round++) {
        char path[4200], name[32];
        snprintf(name, sizeof name, "%d.db", round);
        test_ledger_place(path, sizeof path, folder, name);
        toll_arena memory;
        toll_arena_init(&memory, 0);
        toll_claim claims[most_claims];
        size_t count = fill(claims, &random, &memory);
        const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = TOLL_LEDGER_WRITE};
        toll_ledger *ledger = NULL;
        toll_error error = {0};
        toll_ledger_change change;
        toll_holds(random, toll_ledger_open(&ledger, &options, &error) == TOLL_OK);
        snprintf(name, sizeof name, "doc %d", round);
        toll_document document = test_document(name, article);
        if (toll_random_below(&random, 2)) document.title = toll_text_of("A title");
        if (toll_random_below(&random, 2)) document.outlet = toll_text_of("Post");
        if (toll_random_below(&random, 2)) document.url = toll_text_of("");
        document.published = test_random_day(&random);
        if (toll_ledger_add(&change, ledger, &document, claims, count, ENGINE, TABLES, &error) != TOLL_OK)
            fail_msg("%s; run again with TOLLBOOK_SEED=%llu", error.message, (unsigned long long)random.seed);
        toll_holds(random, change == TOLL_LEDGER_INSERTED);
        if (toll_random_below(&random, 2)) {
            toll_ledger_close(ledger);
            toll_holds(random, toll_ledger_open(&ledger, &options, &error) == TOLL_OK);
        }
        const toll_ledger_filter all = TOLL_LEDGER_FILTER_ALL;
        toll_ledger_claims rows;
        toll_ledger_row row;
        bool taken[most_claims] = {false};
        size_t found = 0;
        toll_ledger_key last = {0};
        toll_holds(random, toll_ledger_claims_open(&rows, ledger, &all, &error) == TOLL_OK);
        while (toll_ledger_claims_next(&row, &rows, &error) == TOLL_OK) {
            found++;
            toll_holds(random, find(claims, count, &row.claim, taken));
            toll_holds(random, toll_text_equal(row.document.text, document.text) && toll_text_equal(row.document.name, document.name));
            toll_holds(random, toll_text_equal(row.document.title, document.title) && toll_text_equal(row.document.url, document.url));
            toll_holds(random, toll_text_equal(row.document.outlet, document.outlet) && row.document.published == document.published);
            toll_holds(random, row.key.off >= last.off);
            last = row.key;
        }
        toll_holds(random, rows.status == TOLL_END && found == count);
        toll_ledger_claims_close(&rows);
        toll_ledger_proof proof;
        toll_holds(random, toll_ledger_verify(&proof, ledger, &error) == TOLL_OK);
        toll_holds(random, proof.claims == count && proof.texts == 1 && proof.bytes == document.text.len);
        toll_ledger_close(ledger);
        toll_arena_free(&memory);
    }
    test_folder_remove(folder);
}

/* One value of one row, changed behind the ledger's back. */
static bool tamper(const char *path, const char *table, const char *column, toll_random *random)
{
    char sql[512];
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK) return false;
    sqlite3_exec(db,
        "DROP TRIGGER fixed_claim; DROP TRIGGER fixed_link; DROP TRIGGER fixed_text; DROP TRIGGER fixed_version; DROP TRIGGER fixed_sentence;"
        "DROP TRIGGER fixed_reading; DROP TRIGGER fixed_document; DROP TRIGGER fixed_alternative",
        NULL, NULL, NULL);
    snprintf(sql, sizeof sql,
        "UPDATE %s SET %s = CASE typeof(%s) WHEN 'null' THEN NULL WHEN 'text' THEN %s || 'x' WHEN 'blob' THEN "
        "CAST('y' || substr(%s, 2) AS BLOB) ELSE %s + 1 END WHERE rowid = (SELECT rowid FROM %s WHERE %s IS NOT NULL "
        "ORDER BY abs(random() + %d) LIMIT 1)",
        table, column, column, column, column, column, table, column, (int)toll_random_below(random, 100));
    if (!strcmp(table, "link") || !strcmp(table, "alternative"))
        snprintf(sql, sizeof sql,
            "UPDATE %s SET %s = CASE typeof(%s) WHEN 'text' THEN %s || 'x' ELSE %s + 1 END WHERE (claim, n) = "
            "(SELECT claim, n FROM %s WHERE %s IS NOT NULL LIMIT 1)",
            table, column, column, column, column, table, column);
    bool done = sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes(db) == 1;
    sqlite3_close(db);
    return done;
}

static void any_changed_value_is_found(void **state)
{
    (void)state;
    static const char *const columns[][2] = {
        {"text", "bytes"},
        {"text", "sha256"},
        {"document", "name"},
        {"version", "title"},
        {"version", "url"},
        {"version", "published"},
        {"reading", "claims"},
        {"reading", "seal"},
        {"sentence", "off"},
        {"sentence", "len"},
        {"sentence", "sum"},
        {"claim", "key"},
        {"claim", "seal"},
        {"claim", "zone"},
        {"claim", "quantity_off"},
        {"claim", "quantity_text"},
        {"claim", "qualifier"},
        {"claim", "point"},
        {"claim", "low"},
        {"claim", "high"},
        {"claim", "unit"},
        {"claim", "outcome"},
        {"claim", "outcome_off"},
        {"claim", "outcome_text"},
        {"claim", "victims_off"},
        {"claim", "victims_text"},
        {"claim", "side"},
        {"claim", "category"},
        {"claim", "formation_off"},
        {"claim", "formation_text"},
        {"claim", "class"},
        {"claim", "claimant_off"},
        {"claim", "claimant_text"},
        {"claim", "claimant"},
        {"claim", "stated"},
        {"claim", "stated_precision"},
        {"claim", "period_off"},
        {"claim", "period_text"},
        {"claim", "period_from"},
        {"claim", "period_to"},
        {"claim", "period_kind"},
        {"claim", "period_basis"},
        {"claim", "place_off"},
        {"claim", "place"},
        {"claim", "modality"},
        {"claim", "verified"},
        {"claim", "stake"},
        {"claim", "confidence"},
        {"claim", "sentence"},
        {"claim", "rule"},
        {"claim", "links"},
        {"claim", "alternatives"},
        {"link", "off"},
        {"link", "words"},
        {"link", "verb_off"},
        {"link", "verb_text"},
        {"link", "relayer"},
        {"link", "role"},
        {"alternative", "off"},
        {"alternative", "words"},
        {"alternative", "actor"},
        {"word", "value"},
        {"actor", "slug"},
        {"actor", "side"},
        {"actor", "kind"},
        {"place", "written"},
        {"place", "gazetteer"},
        {"place", "name"},
        {"place", "\"precision\""},
    };
    toll_random random = toll_random_start(11);
    char *folder = test_folder_make();
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%zu.db", folder, i);
        toll_arena memory;
        toll_arena_init(&memory, 0);
        toll_claim claims[most_claims];
        for (size_t k = 0; k < most_claims; k++) {
            claims[k] = test_random_claim(&random, toll_text_of(article), &memory);
            claims[k].quantity.point = (double)k; /* no 1e300, to which 1 can be added in vain */
            claims[k].quantity.low = (double)k;
            claims[k].quantity.high = (double)k;
        }
        const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = TOLL_LEDGER_WRITE};
        toll_ledger *ledger = NULL;
        toll_error error = {0};
        assert_int_equal(toll_ledger_open(&ledger, &options, &error), TOLL_OK);
        toll_document document = test_document("d", article);
        document.title = toll_text_of("T");
        document.url = toll_text_of("U");
        document.published = 19000;
        toll_holds(random, toll_ledger_add(NULL, ledger, &document, claims, most_claims, ENGINE, TABLES, &error) == TOLL_OK);
        toll_ledger_close(ledger);
        if (!tamper(path, columns[i][0], columns[i][1], &random)) fail_msg("%s.%s was not changed", columns[i][0], columns[i][1]);
        const toll_ledger_options reading = {.size = sizeof reading, .path = path};
        toll_ledger_proof proof;
        assert_int_equal(toll_ledger_open(&ledger, &reading, &error), TOLL_OK);
        if (toll_ledger_verify(&proof, ledger, &error) != TOLL_E_EVIDENCE)
            fail_msg("%s.%s was changed and verify says nothing; TOLLBOOK_SEED=%llu", columns[i][0], columns[i][1],
                (unsigned long long)random.seed);
        assert_true(error.message[0] && error.where[0]);
        toll_ledger_close(ledger);
        toll_arena_free(&memory);
    }
    test_folder_remove(folder);
}

static toll_status stop_at_once(void *context, const toll_event *event)
{
    (void)event;
    ++*(int *)context;
    return TOLL_UNCHANGED;
}

/* Of three claims that came, and of those withdrawn after it, a visitor who stops at the first is told of no other. */
static void a_visitor_of_changes_may_stop(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    char path[4096];
    toll_ledger *ledger;
    toll_claim claims[3];
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/changes.db", folder);
    const toll_ledger_options opening = {.size = sizeof opening, .path = path, .mode = TOLL_LEDGER_WRITE};
    assert_int_equal(toll_ledger_open(&ledger, &opening, NULL), TOLL_OK);
    for (int i = 0; i < 3; i++) {
        claims[i] = test_claim_blank();
        claims[i].quantity.span = (toll_span){(uint32_t)i, 1};
        snprintf(claims[i].id, sizeof claims[i].id, "%024d", i + 1);
    }
    const toll_document document = {.name = toll_text_of("a"), .text = toll_text_of("3 men")},
                        changed = {.name = toll_text_of("a"), .text = toll_text_of("4 men")};
    assert_int_equal(toll_ledger_add(NULL, ledger, &document, claims, 3, ENGINE, TABLES, NULL), TOLL_OK);
    int64_t last;
    for (int turn = 0; turn < 2; turn++) {
        int told = 0;
        assert_int_equal(toll_ledger_walk_changes(&last, ledger, turn ? last : 0, UINT64_MAX, stop_at_once, &told, NULL), TOLL_OK);
        assert_int_equal(told, 1);
        if (!turn) assert_int_equal(toll_ledger_add(NULL, ledger, &changed, claims, 0, ENGINE, TABLES, NULL), TOLL_OK);
    }
    toll_ledger_close(ledger);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_come_back_as_they_went_in),
        cmocka_unit_test(any_changed_value_is_found),
        cmocka_unit_test(a_visitor_of_changes_may_stop),
    };
    const struct CMUnitTest on_server[] = {cmocka_unit_test(claims_come_back_as_they_went_in)};
    return test_server() ? TOLL_RUN(on_server) : TOLL_RUN(tests);
}
