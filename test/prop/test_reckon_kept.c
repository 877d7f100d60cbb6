/* The kept reckoning is the reckoning: whatever comes in whatever order (new documents, changed texts, other readings, decisions and taking
 * them back, imported series), document by document, the tables are those of a ledger that is reckoned anew, and say what the reckoning in
 * memory says. */
#include "reckon_war.h"

#include <stdlib.h>
#include <unistd.h>

#include <tollbook/ledger.h>

#include "base/base.h"
#include "ledger/rows.h"
#include "reckon/ask.h"

enum { WORDS = 200, MOST = 6, DAYS = 3 };

static const char *const dumps[] = {"SELECT version, name, outlet, published, claims FROM reckon_document ORDER BY version",
    "SELECT claim, key, version, statement, series, hex(record) FROM reckon_claim ORDER BY claim",
    "SELECT key, statement, claim FROM reckon_key ORDER BY key, statement, claim",
    "SELECT statement, question, claimant, since, until FROM reckon_statement ORDER BY statement",
    "SELECT key, statement FROM reckon_block ORDER BY key, statement",
    "SELECT code, id, drift, owner, verdict, terms, ratio, difference, value, day, name, statement, claims, reason FROM reckon_finding "
    "ORDER BY code, id, drift, owner",
    "SELECT claim, code, id, drift, owner, question FROM reckon_about ORDER BY claim, code, id, drift, owner",
    "SELECT series, claim, base FROM reckon_check ORDER BY series, claim, base",
    "SELECT other, claim FROM reckon_join ORDER BY other, claim",
    "SELECT claimant, outlet, claims, named, bounds, bounds_kept, unverified, unverified_kept, dated, days FROM reckon_relay "
    "WHERE claims <> 0 ORDER BY claimant, outlet"};
static const int columns[] = {5, 6, 3, 5, 2, 14, 6, 3, 2, 10};

static void dump(toll_buffer *out, toll_ledger *ledger)
{
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        toll_rows *rows;
        assert_int_equal(toll_rows_open(&rows, ledger, dumps[i], NULL), TOLL_OK);
        toll_buffer_printf(out, "-- %s\n", dumps[i]);
        while (toll_rows_next(rows, NULL) == TOLL_OK) {
            for (int c = 0; c < columns[i]; c++) {
                toll_text text = toll_rows_text(rows, c);
                toll_buffer_add(out, text.data ? text.data : "NULL", text.data ? text.len : 4);
                toll_buffer_add_char(out, c + 1 < columns[i] ? '|' : '\n');
            }
        }
        toll_rows_close(rows);
    }
}

static toll_kept_options options(void)
{
    return (toll_kept_options){.size = sizeof(toll_kept_options), .reckon = {.size = sizeof(toll_reckon_options)}, .tables = "t"};
}

static void forget(toll_ledger *ledger)
{
    assert_int_equal(toll_rows_exec(ledger, "DELETE FROM reckon_state", NULL), TOLL_OK);
}

static void add_finding(toll_buffer *out, toll_reckoning *r, const toll_finding *f)
{
    char reason[2048];
    toll_buffer_printf(out, "%s %s %u %d", f->id, toll_finding_code_name(f->code), f->drift, (int)f->verdict);
    for (uint32_t k = 0; k < f->claim_count; k++) toll_buffer_printf(out, " %s", toll_reckoning_claim(r, f->claims[k])->id);
    toll_finding_reason(reason, sizeof reason, r, f);
    toll_buffer_printf(out, " %s\n", reason);
}

static void add_question(toll_buffer *out, toll_reckoning *r, const toll_question *q)
{
    toll_buffer_printf(out, "%s", q->id);
    for (uint32_t k = 0; k < q->statement_count; k++) toll_buffer_printf(out, " %s", toll_reckoning_claim(r, q->statements[k])->id);
    toll_buffer_add_char(out, '\n');
}

static void say_memory(toll_buffer *out, toll_ledger *ledger)
{
    toll_ask ask;
    toll_finding f;
    toll_question q;
    const toll_kept_options o = options();
    assert_int_equal(toll_ask_open(&ask, ledger, &o, INT64_MAX, NULL), TOLL_OK);
    toll_reckoning *r = ask.memory;
    for (size_t i = 0; toll_reckoning_finding(&f, r, i) == TOLL_OK; i++) add_finding(out, r, &f);
    size_t count = toll_reckoning_question_count(r);
    for (size_t i = 0; i < count; i++)
        if (toll_reckoning_question(&q, r, i) == TOLL_OK) add_question(out, r, &q);
    toll_ask_close(&ask);
}

static void say_kept(toll_buffer *out, toll_ledger *ledger)
{
    toll_kept *kept;
    toll_finding f;
    toll_question q;
    const toll_kept_options o = options();
    assert_int_equal(toll_kept_open(&kept, ledger, &o, NULL), TOLL_OK);
    assert_int_equal(toll_kept_findings(kept, 0, NULL, NULL), TOLL_OK);
    while (toll_kept_findings_next(&f, kept, NULL) == TOLL_OK) add_finding(out, toll_kept_reckoning(kept), &f);
    toll_kept_forget(kept);
    assert_int_equal(toll_kept_questions(kept, 1, NULL), TOLL_OK);
    while (toll_kept_questions_next(&q, kept, NULL) == TOLL_OK) add_question(out, toll_kept_reckoning(kept), &q);
    toll_kept_close(kept);
}

/* A question is worded the same whichever of its statements are here. */
static void must_be_worded_alike(toll_ledger *ledger)
{
    toll_kept *kept, *other;
    toll_question whole, part;
    toll_words words, others;
    const toll_kept_options o = options();
    assert_int_equal(toll_kept_open(&kept, ledger, &o, NULL), TOLL_OK);
    assert_int_equal(toll_kept_open(&other, ledger, &o, NULL), TOLL_OK);
    assert_int_equal(toll_kept_questions(kept, 2, NULL), TOLL_OK);
    while (toll_kept_questions_next(&whole, kept, NULL) == TOLL_OK) {
        toll_kept_forget(other);
        assert_int_equal(toll_kept_question(&part, other, whole.id, 1, NULL), TOLL_OK);
        toll_question_words(&words, &whole);
        toll_question_words(&others, &part);
        assert_string_equal(words.text, others.text);
        assert_true(part.from == whole.from && part.to == whole.to && part.statement_count + part.left_out == whole.statement_count);
    }
    toll_kept_close(other);
    toll_kept_close(kept);
}

static void must_equal(const toll_buffer *a, const toll_buffer *b, const char *what, uint64_t seed, int step)
{
    if (a->len == b->len && !memcmp(a->data ? a->data : "", b->data ? b->data : "", a->len)) return;
    size_t at = 0, line = 0;
    while (at < a->len && at < b->len && a->data[at] == b->data[at]) line = a->data[at++] == '\n' ? at : line;
    fail_msg("%s; TOLLBOOK_SEED=%llu, step %d:\n%.300s\n--- beside\n%.300s", what, (unsigned long long)seed, step, a->data + line,
        b->data + line);
}

static void make_text(char out[WORDS * 5 + 1], toll_random *random)
{
    for (int i = 0; i < WORDS; i++) snprintf(out + i * 5, 6, "%04d ", (int)toll_random_below(random, 9999));
}

static void add_one(toll_ledger *ledger, toll_random *random, int documents, const char *engine)
{
    char text[WORDS * 5 + 1], name[24], hex[65];
    toll_claim claims[MOST];
    toll_day day = 100 + (toll_day)toll_random_below(random, DAYS);
    size_t count = toll_random_below(random, MOST + 1);
    make_text(text, random);
    snprintf(name, sizeof name, "d%02d", (int)toll_random_below(random, (uint64_t)documents));
    for (size_t i = 0; i < count; i++) {
        char seed[WORDS * 5 + 40];
        claims[i] = random_claim(random, "", day);
        if (!toll_random_below(random, 6)) {
            claims[i].victims.class_ = TOLL_CLASS_MATERIEL, claims[i].victims.category = toll_random_below(random, 2) ? "tank" : "vehicle";
            claims[i].quantity.unit = TOLL_UNIT_ITEMS, claims[i].outcome = TOLL_OUTCOME_DESTROYED;
        }
        if (!toll_random_below(random, 8)) claims[i].quantity.unit = TOLL_UNIT_PEOPLE_DIFFERENCE, claims[i].quantity.point = 27;
        int len = snprintf(seed, sizeof seed, "%s%s%zu%d", name, text, i, (int)claims[i].outcome);
        toll_sha256_hex(hex, seed, (size_t)len);
        snprintf(claims[i].id, sizeof claims[i].id, "%.24s", hex);
    }
    const toll_document document = {.name = toll_text_of(name),
        .text = toll_text_of(text),
        .published = day + 1,
        .outlet = toll_text_of(toll_random_below(random, 2) ? "A" : "B")};
    toll_error error = {0};
    if (toll_ledger_add(NULL, ledger, &document, claims, count, engine, "t", &error) < 0) fail_msg("%s", error.message);
}

static void decide_one(toll_ledger *ledger, toll_random *random)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    uint64_t rows[256];
    char ids[256][25];
    size_t count = 0;
    filter.rejected = true;
    assert_int_equal(toll_ledger_claims_open(&claims, ledger, &filter, NULL), TOLL_OK);
    while (count < 256 && toll_ledger_claims_next(&row, &claims, NULL) == TOLL_OK) {
        rows[count] = row.row;
        memcpy(ids[count++], row.claim.id, 25);
    }
    toll_ledger_claims_close(&claims);
    if (!count) return;
    size_t one = toll_random_below(random, count), other = toll_random_below(random, count);
    char payload[64];
    static const char *const payloads[] = {"{\"point\":63,\"low\":63,\"high\":63}", "{\"statement\":\"alone\"}"};
    snprintf(payload, sizeof payload, "{\"statement\":\"%s\"}", ids[other]);
    uint64_t kind = toll_random_below(random, 5);
    toll_ledger_decision d = {.row = rows[one], .reviewer = "ann"};
    d.action = kind == 0 ? TOLL_LEDGER_PROPOSED : kind == 1 ? TOLL_LEDGER_REJECTED : TOLL_LEDGER_CORRECTED;
    d.payload = kind < 2 ? NULL : kind < 4 ? payloads[kind - 2] : payload;
    toll_error error = {0};
    if (toll_ledger_decide(ledger, &d, &error) < 0) fail_msg("%s", error.message);
}

/* A table of one of two sides; figures like those of the claims, so that some are in it. */
static void import_one(toll_ledger *ledger, toll_random *random)
{
    static const double values[] = {1, 12, 63, 89, 220, 400, 1000, 1090};
    toll_series_point points[DAYS + 6];
    const toll_series_fault fault = {"falling", 101, 3, "the total falls"};
    double total = 12000;
    for (int i = 0; i < DAYS + 6; i++) {
        double daily = values[toll_random_below(random, 8)];
        points[i] = (toll_series_point){97 + i, total += daily, daily, TOLL_QUALIFIER_EXACT, (uint64_t)i + 2};
    }
    toll_series s = {.name = toll_random_below(random, 2) ? "one" : "two",
        .claimant = toll_random_below(random, 2) ? "aaa-mod" : "bbb-mod",
        .side = toll_random_below(random, 2) ? "AAA" : "BBB",
        .class_ = TOLL_CLASS_MILITARY,
        .outcomes = 1u << toll_random_below(random, 5) | 1u,
        .lag = (int)toll_random_below(random, 2),
        .file = "made-up.csv",
        .points = points,
        .count = DAYS + 6};
    s.claimant_side = strcmp(s.claimant, "aaa-mod") ? "BBB" : "AAA";
    snprintf(s.sha256, sizeof s.sha256, "%064llx", (unsigned long long)toll_random_below(random, 1000000));
    const toll_series_source source = {{"x", 1}, &fault, toll_random_below(random, 2)};
    toll_error error = {0};
    if (toll_series_put(ledger, &s, &source, &error) < 0) fail_msg("%s", error.message);
}

static void step_by_step_is_all_at_once(void **state)
{
    (void)state;
    toll_random random = toll_random_start(3);
    int by_series = 0;
    for (int round = 0; round < 12; round++) {
        char path[] = "/tmp/tollbook-kept-XXXXXX";
        int file = mkstemp(path);
        assert_true(file >= 0);
        close(file);
        unlink(path);
        toll_ledger *ledger;
        const toll_ledger_options opening = {.size = sizeof opening, .path = path, .mode = TOLL_LEDGER_WRITE};
        const toll_kept_options o = options();
        assert_int_equal(toll_ledger_open(&ledger, &opening, NULL), TOLL_OK);
        for (int step = 0; step < 40; step++) {
            uint64_t what = toll_random_below(&random, 10);
            size_t times = toll_random_below(&random, 3) + 1;
            if (!toll_random_below(&random, 6)) import_one(ledger, &random);
            for (size_t i = 0; i < times; i++) {
                if (what < 8 || step < 5) add_one(ledger, &random, 5 + step / 2, what == 7 ? "0.2.0" : "0.1.0");
                else decide_one(ledger, &random);
            }
            toll_error error = {0};
            if (toll_kept_refresh(ledger, &o, &error) < 0) fail_msg("step %d: %s", step, error.message);
            if (step % 4 != 3) continue; /* on top of what was worked in before */
            toll_buffer now = {0}, anew = {0}, kept = {0}, memory = {0};
            dump(&now, ledger);
            say_kept(&kept, ledger);
            say_memory(&memory, ledger);
            must_be_worded_alike(ledger);
            forget(ledger);
            if (toll_kept_refresh(ledger, &o, &error) < 0) fail_msg("step %d: %s", step, error.message);
            dump(&anew, ledger);
            assert_true(kept.len > 100);
            by_series += strstr(kept.data, "total_checked") != NULL;
            must_equal(&now, &anew, "the tables are not those made anew", random.seed, round * 100 + step);
            must_equal(&kept, &memory, "the kept reckoning says other things than the one in memory", random.seed, round * 100 + step);
            toll_buffer *const all[] = {&now, &anew, &kept, &memory};
            for (int i = 0; i < 4; i++) toll_buffer_free(all[i]);
        }
        toll_ledger_close(ledger);
        unlink(path);
    }
    assert_true(by_series > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(step_by_step_is_all_at_once)};
    return TOLL_RUN(tests);
}
