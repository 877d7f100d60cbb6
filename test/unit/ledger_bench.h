/* What tests of a ledger share: a fresh ledger for each test, documents added, claims and rows asked for. */
#ifndef TEST_LEDGER_BENCH_H
#define TEST_LEDGER_BENCH_H

#include "ledger/pages.h"
#include "ledger_place.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

typedef struct bench {
    char *folder, path[4200];
    toll_ledger *ledger;
    toll_error error;
} bench;

static const toll_ledger_filter all = TOLL_LEDGER_FILTER_ALL;
#define MOMENT(day) ((int64_t)(day)*86400000000)

static inline void reopen(bench *b, toll_ledger_mode mode, int64_t now)
{
    toll_ledger_close(b->ledger);
    b->ledger = NULL;
    const toll_ledger_options options = {.size = sizeof options, .path = b->path, .mode = mode, .now = now, .busy_ms = 50};
    if (toll_ledger_open(&b->ledger, &options, &b->error) < 0) fail_msg("%s: %s", b->error.where, b->error.message);
}

static inline int set_up(void **state)
{
    bench *b = calloc(1, sizeof *b);
    b->folder = test_folder_make();
    test_ledger_place(b->path, sizeof b->path, b->folder, "t.db");
    reopen(b, TOLL_LEDGER_WRITE, 0);
    *state = b;
    return 0;
}

static inline int tear_down(void **state)
{
    bench *b = *state;
    toll_ledger_close(b->ledger);
    test_folder_remove(b->folder);
    free(b);
    return 0;
}

static inline toll_ledger_change add_read(
    bench *b, toll_document document, const toll_claim *claims, size_t count, const char *engine, const char *tables)
{
    toll_ledger_change change = TOLL_LEDGER_CHANGE_COUNT;
    toll_status status = toll_ledger_consult(&document, b->ledger, engine, tables, &b->error);
    if (status >= 0) status = toll_ledger_add(&change, b->ledger, &document, claims, count, engine, tables, &b->error);
    if (status < 0) fail_msg("%s: %s", b->error.where, b->error.message);
    assert_true((status == TOLL_UNCHANGED) == (change == TOLL_LEDGER_UNCHANGED));
    return change;
}

static inline toll_ledger_change add(bench *b, toll_document document, const toll_claim *claims, size_t count)
{
    return add_read(b, document, claims, count, ENGINE, TABLES);
}

/* "d:63 d:89 ": document and number of each claim the filter lets through. */
static const char *list(bench *b, toll_ledger_filter filter)
{
    static char out[2048];
    size_t len = 0;
    toll_ledger_claims claims;
    toll_ledger_row row;
    out[0] = '\0';
    toll_ledger_claims_open(&claims, b->ledger, &filter, &b->error);
    while (toll_ledger_claims_next(&row, &claims, &b->error) == TOLL_OK)
        len += (size_t)snprintf(
            out + len, sizeof out - len, "%.*s:%g ", (int)row.document.name.len, row.document.name.data, row.claim.quantity.point);
    if (claims.status < 0) fail_msg("%s: %s", b->error.where, b->error.message);
    assert_int_equal(toll_ledger_claims_next(&row, &claims, &b->error), TOLL_END);
    toll_ledger_claims_close(&claims);
    return out;
}

static inline toll_ledger_row first_row(bench *b, toll_ledger_filter filter)
{
    static char payload[64]; /* what lives only until the next row is copied */
    toll_ledger_claims claims;
    toll_ledger_row row = {0};
    toll_ledger_claims_open(&claims, b->ledger, &filter, &b->error);
    assert_int_equal(toll_ledger_claims_next(&row, &claims, &b->error), TOLL_OK);
    snprintf(payload, sizeof payload, "%.*s", (int)row.payload.len, row.payload.data ? row.payload.data : "");
    if (row.payload.data) row.payload = toll_text_of(payload);
    row.reviewer = row.reviewer ? "somebody" : NULL;
    toll_ledger_claims_close(&claims);
    return row;
}

static inline uint64_t decide(bench *b, toll_ledger_filter filter, toll_ledger_action action)
{
    toll_ledger_row row = first_row(b, filter);
    const toll_ledger_decision decision = {.row = row.row,
        .action = action,
        .reviewer = "a reviewer",
        .payload = action == TOLL_LEDGER_CORRECTED ? "{\"point\":90}" : NULL,
        .reason = "seen on video"};
    if (toll_ledger_decide(b->ledger, &decision, &b->error) < 0) fail_msg("%s", b->error.message);
    return row.row;
}

static inline size_t count_rows(bench *b, const char *sql)
{
    return (size_t)test_ledger_sql(b->path, sql, NULL);
}

static inline void verify(bench *b)
{
    toll_ledger_proof proof;
    if (toll_ledger_verify(&proof, b->ledger, &b->error) < 0) fail_msg("%s: %s", b->error.where, b->error.message);
}

static const char text_a[] = "Moscow said 63 soldiers were killed at Makiivka. It later said 89 were killed.";
static const char text_b[] = "Kyiv said 400 soldiers were killed at Makiivka.";

static inline void fill_for_filters(bench *b)
{
    static const char text_c[] = "The UN counted 12 killed in Kyiv. It said 5 were killed in Kherson.";
    toll_claim a[] = {test_claim(text_a, "63", "RUS", "rus-mod"), test_claim(text_a, "89", "RUS", "rus-mod")},
               of_b = test_claim(text_b, "400", "RUS", "ukr-mod"),
               c[] = {test_claim(text_c, "12", "UKR", "un-ohchr"), test_claim(text_c, "5", NULL, NULL)};
    toll_document of[] = {test_document("a", text_a), test_document("b", text_b), test_document("c", text_c)};
    a[0].period.from = a[0].period.to = 19358;
    a[1].stated = 19361;
    a[0].sentence = test_find(text_a, "Moscow said 63 soldiers were killed at Makiivka.");
    a[1].sentence = test_find(text_a, "It later said 89 were killed.");
    a[0].place = (toll_place){test_find(text_a, "Makiivka"), "geonames:702320", "Makiyivka", "exact", 48.04, 37.97};
    c[0].place = (toll_place){test_find(text_c, "Kyiv"), "geonames:703448", "Kyiv", "exact", 50.45, 30.52};
    c[1].outcome = TOLL_OUTCOME_WOUNDED;
    test_claim_identify(&c[1], toll_text_of(text_c));
    toll_link link = {test_find(text_b, "Kyiv"), {0}, "reuters", TOLL_ROLE_AGENCY};
    of_b.chain = &link;
    of_b.chain_count = 1;
    of[0].outlet = toll_text_of("Post");
    of[1].outlet = toll_text_of("Times");
    of[2].published = 19400;
    add(b, of[0], a, 2);
    add(b, of[1], &of_b, 1);
    add(b, of[2], c, 2);
}

static inline void check_filters(bench *b)
{
    const struct {
        toll_ledger_filter filter;
        const char *found;
    } cases[] = {
#define CASE(list, ...) {{.size = sizeof(toll_ledger_filter), .from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN, __VA_ARGS__}, list}
#define SPAN(list, first, last)                                                                                                            \
    {                                                                                                                                      \
        {.size = sizeof(toll_ledger_filter), .from = first, .to = last}, list                                                              \
    }
        CASE("a:63 a:89 b:400 c:12 c:5 ", .limit = 0),
        CASE("a:63 a:89 b:400 ", .side = "RUS"),
        CASE("c:12 ", .side = "UKR"),
        CASE("", .side = "FRA"),
        CASE("c:5 ", .outcomes = 1u << TOLL_OUTCOME_WOUNDED),
        CASE("a:63 a:89 ", .claimant = "rus-mod"),
        CASE("", .claimant = "rus"),
        CASE("a:63 a:89 ", .outlet = "post"),
        CASE("b:400 ", .outlet = "Times"),
        CASE("a:63 ", .place = "makiivka"),
        CASE("a:63 ", .place = "Makiyivka"),
        CASE("c:12 ", .place = "geonames:703448"),
        CASE("c:12 c:5 ", .document = "c"),
        CASE("a:63 ", .text = "moscow soldiers"),
        CASE("", .text = "Moscow later"),
        CASE("a:63 b:400 ", .text = "\"killed at Makiivka\""),
        CASE("", .text = "\"at killed\""),
        CASE("c:12 c:5 ", .text = "Kherso*"),
        CASE("", .text = "Kherso"),
        CASE("", .text = "( - \" *"),
        CASE("", .text = "AT' OR\" makiivka"),
        CASE("a:63 ", .limit = 1),
        CASE("a:63 a:89 ", .limit = 2),
        CASE("", .id = "no id"),
        CASE("b:400 ", .text = "makiivka", .claimant = "ukr-mod"),
        CASE("c:12 ", .side = "UKR", .place = "kyiv", .text = "un"),
        SPAN("a:63 ", 19358, 19358),
        SPAN("a:63 a:89 c:12 c:5 ", 19300, TOLL_DAY_UNKNOWN),
        SPAN("a:63 a:89 ", TOLL_DAY_UNKNOWN, 19361),
        SPAN("c:12 c:5 ", 19362, TOLL_DAY_UNKNOWN),
        SPAN("", 19359, 19360),
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toll_ledger_filter filter = cases[i].filter;
        const char *got = list(b, filter);
        if (strcmp(got, cases[i].found)) fail_msg("case %zu: found \"%s\", wanted \"%s\"", i, got, cases[i].found);
    }
}

/* What is about the file itself is not asked of a server (test/server/test_server.py asks a server the like). */
static inline int set_up_file(void **state)
{
    unsetenv("TOLLBOOK_TEST_SERVER");
    return set_up(state);
}

#define WITH_LEDGER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_FILE(test)   cmocka_unit_test_setup_teardown(test, set_up_file, tear_down)

#endif
