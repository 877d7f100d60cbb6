/* The ledger's rules, one a test: what changes nothing, what is a new version, what replaces what, what a decision outlives, what was
 * known when, what a filter lets through, and what a file that is no good ledger says. */
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

static void reopen(bench *b, toll_ledger_mode mode, int64_t now)
{
    toll_ledger_close(b->ledger);
    b->ledger = NULL;
    const toll_ledger_options options = {.size = sizeof options, .path = b->path, .mode = mode, .now = now, .busy_ms = 50};
    if (toll_ledger_open(&b->ledger, &options, &b->error) < 0) fail_msg("%s: %s", b->error.where, b->error.message);
}

static int set_up(void **state)
{
    bench *b = calloc(1, sizeof *b);
    b->folder = test_folder_make();
    test_ledger_place(b->path, sizeof b->path, b->folder, "t.db");
    reopen(b, TOLL_LEDGER_WRITE, 0);
    *state = b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;
    toll_ledger_close(b->ledger);
    test_folder_remove(b->folder);
    free(b);
    return 0;
}

static toll_ledger_change add_read(
    bench *b, toll_document document, const toll_claim *claims, size_t count, const char *engine, const char *tables)
{
    toll_ledger_change change = TOLL_LEDGER_CHANGE_COUNT;
    toll_status status = toll_ledger_consult(&document, b->ledger, engine, tables, &b->error);
    if (status >= 0) status = toll_ledger_add(&change, b->ledger, &document, claims, count, engine, tables, &b->error);
    if (status < 0) fail_msg("%s: %s", b->error.where, b->error.message);
    assert_true((status == TOLL_UNCHANGED) == (change == TOLL_LEDGER_UNCHANGED));
    return change;
}

static toll_ledger_change add(bench *b, toll_document document, const toll_claim *claims, size_t count)
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

static toll_ledger_row first_row(bench *b, toll_ledger_filter filter)
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

static uint64_t decide(bench *b, toll_ledger_filter filter, toll_ledger_action action)
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

static size_t count_rows(bench *b, const char *sql)
{
    return (size_t)test_ledger_sql(b->path, sql, NULL);
}

static void verify(bench *b)
{
    toll_ledger_proof proof;
    if (toll_ledger_verify(&proof, b->ledger, &b->error) < 0) fail_msg("%s: %s", b->error.where, b->error.message);
}

static const char text_a[] = "Moscow said 63 soldiers were killed at Makiivka. It later said 89 were killed.";
static const char text_b[] = "Kyiv said 400 soldiers were killed at Makiivka.";

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

/* --- asking */
static void fill_for_filters(bench *b)
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

static void check_filters(bench *b)
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

/* --- files that are no good ledger */
static void refuse(bench *b, toll_ledger_mode mode, const char *path, const char *said)
{
    toll_ledger *ledger = NULL;
    const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = mode, .busy_ms = 30};
    b->error.message[0] = '\0';
    assert_int_equal(toll_ledger_open(&ledger, &options, &b->error), TOLL_E_BUSY);
    assert_null(ledger);
    if (!strstr(b->error.message, said)) fail_msg("\"%s\" is not in \"%s\"", said, b->error.message);
    assert_non_null(strstr(b->error.where, path));
}

static void write_file(const char *path, const char *data, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    fclose(file);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void what_is_no_ledger_says_what_it_is(void **state)
{
    bench *b = *state;
    char path[4300], noise[8192];
    refuse(b, TOLL_LEDGER_READ, b->folder, "directory");
    refuse(b, TOLL_LEDGER_WRITE, b->folder, "directory");
    snprintf(path, sizeof path, "%s/none.db", b->folder);
    refuse(b, TOLL_LEDGER_READ, path, "no such ledger");
    assert_int_equal(access(path, F_OK), -1); /* asking makes nothing */
    write_file(path, "", 0);
    refuse(b, TOLL_LEDGER_READ, path, "empty");
    memset(noise, 'x', sizeof noise);
    write_file(path, noise, sizeof noise);
    refuse(b, TOLL_LEDGER_READ, path, "not an SQLite file");
    refuse(b, TOLL_LEDGER_WRITE, path, "not an SQLite file");
    snprintf(path, sizeof path, "%s/other.db", b->folder);
    run_sql(path, "CREATE TABLE t (a)");
    refuse(b, TOLL_LEDGER_READ, path, "another program's");
    refuse(b, TOLL_LEDGER_WRITE, path, "another program's");
    snprintf(path, sizeof path, "%s/no/such/folder.db", b->folder);
    refuse(b, TOLL_LEDGER_WRITE, path, "cannot be opened");
    run_sql(b->path, "PRAGMA user_version = 3");
    refuse(b, TOLL_LEDGER_READ, b->path, "newer");
    refuse(b, TOLL_LEDGER_WRITE, b->path, "newer");
    run_sql(b->path, "PRAGMA user_version = 2; UPDATE code SET word = 'slain' WHERE word = 'killed'");
    refuse(b, TOLL_LEDGER_READ, b->path, "slain");
    toll_ledger *ledger;
    const toll_ledger_options nameless = {.size = sizeof nameless, .path = ""}, small = {.size = 4};
    assert_int_equal(toll_ledger_open(&ledger, &nameless, &b->error), TOLL_E_USAGE);
    assert_int_equal(toll_ledger_open(&ledger, &small, &b->error), TOLL_E_USAGE);
}

/* A ledger as the first schema had it: what it held is what it holds. */
static void make_old(const char *path)
{
    run_sql(path,
        "DROP TABLE word_segment; DROP TABLE word_block; DROP TABLE unindexed; "
        "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0); "
        "CREATE TABLE claim_by_key (key BLOB NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (key, claim)) STRICT, WITHOUT ROWID; "
        "CREATE TABLE claim_by_claimant (claimant INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (claimant, claim)) STRICT, "
        "WITHOUT ROWID; DELETE FROM migration; INSERT INTO migration VALUES (1, 1, '0.1.0'); UPDATE indexed SET text = 3, reading = 3; "
        "PRAGMA user_version = 1");
}

static void an_older_ledger_is_read_and_brought_up_to_date(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    toll_ledger_close(b->ledger);
    b->ledger = NULL;
    make_old(b->path);
    reopen(b, TOLL_LEDGER_READ, 0);
    check_filters(b); /* without its index */
    assert_int_equal(count_rows(b, "PRAGMA user_version"), 1);
    reopen(b, TOLL_LEDGER_WRITE, 0);
    assert_int_equal(count_rows(b, "PRAGMA user_version"), 2);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM migration"), 2);
    check_filters(b);
    assert_int_equal(toll_ledger_index(b->ledger, &b->error), TOLL_OK);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM word_segment"), 1);
    check_filters(b);
}

static void a_locked_ledger_is_waited_for_and_named(void **state)
{
    bench *b = *state;
    sqlite3 *other;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    toll_document document = test_document("a", text_a);
    assert_int_equal(sqlite3_open(b->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &document, &claim, 1, ENGINE, TABLES, &b->error), TOLL_E_BUSY);
    assert_non_null(strstr(b->error.message, "locked by another program"));
    assert_string_equal(list(b, all), ""); /* reading does not wait */
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    assert_int_equal(add(b, document, &claim, 1), TOLL_LEDGER_INSERTED);
}

/* --- batches */
static void open_in_batches(bench *b, uint32_t batch, uint32_t page_limit)
{
    toll_ledger_close(b->ledger);
    const toll_ledger_options options = {
        .size = sizeof options, .path = b->path, .mode = TOLL_LEDGER_WRITE, .batch = batch, .page_limit = page_limit};
    assert_int_equal(toll_ledger_open(&b->ledger, &options, &b->error), TOLL_OK);
}

static void documents_of_a_batch_are_stored_together(void **state)
{
    bench *b = *state;
    open_in_batches(b, 3, 0);
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod"), other = test_claim(text_b, "89", "RUS", "rus-mod");
    assert_int_equal(add(b, test_document("a", text_a), &claim, 1), TOLL_LEDGER_INSERTED);
    assert_int_equal(add(b, test_document("b", text_a), &claim, 1), TOLL_LEDGER_INSERTED);
    assert_int_equal(toll_ledger_pending(b->ledger), 2);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 0);                    /* nobody else sees them yet */
    assert_int_equal(add(b, test_document("a", text_a), &claim, 1), TOLL_LEDGER_UNCHANGED); /* but the batch knows itself */
    assert_int_equal(add(b, test_document("a", text_b), &other, 1), TOLL_LEDGER_NEW_VERSION);
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 2);
    assert_int_equal(add(b, test_document("c", text_b), &other, 1), TOLL_LEDGER_INSERTED);
    toll_claim wrong = other;
    wrong.place.span = (toll_span){(uint32_t)sizeof text_b, 9};
    toll_document outside = test_document("wrong", text_b);
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &outside, &wrong, 1, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
    assert_int_equal(toll_ledger_pending(b->ledger), 1);  /* a document that is wrong costs only itself */
    assert_string_equal(list(b, all), "b:63 a:89 c:89 "); /* to ask stores what waits */
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_int_equal(add(b, test_document("d", text_b), &other, 1), TOLL_LEDGER_INSERTED);
    open_in_batches(b, 1, 0); /* and so does closing */
    assert_string_equal(list(b, all), "b:63 a:89 c:89 d:89 ");
    verify(b);
}

/* Each knows what the other stored between two of its batches, whatever it has in memory. */
static void two_writers_in_turn_know_each_others_documents(void **state)
{
    bench *b = *state;
    open_in_batches(b, 100, 0);
    bench other = *b;
    other.ledger = NULL;
    open_in_batches(&other, 100, 0);
    const toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod"), changed = test_claim(text_b, "89", "RUS", "rus-mod");
    char name[16];
    int inserted = 0, unchanged = 0;
    for (int turn = 0; turn < 6; turn++) { /* of every ten documents the other stored five before */
        bench *writer = turn % 2 ? &other : b;
        for (int i = turn * 5; i < turn * 5 + 10; i++) {
            snprintf(name, sizeof name, "d%d", i);
            toll_ledger_change change = add(writer, test_document(name, text_a), &claim, 1);
            inserted += change == TOLL_LEDGER_INSERTED;
            unchanged += change == TOLL_LEDGER_UNCHANGED;
        }
        assert_int_equal(toll_ledger_flush(writer->ledger, &b->error), TOLL_OK);
    }
    assert_int_equal(inserted, 35);
    assert_int_equal(unchanged, 25);
    assert_int_equal(add(b, test_document("d34", text_b), &changed, 1), TOLL_LEDGER_NEW_VERSION);
    assert_int_equal(toll_ledger_flush(b->ledger, &b->error), TOLL_OK);
    assert_int_equal(add(&other, test_document("d34", text_b), &changed, 1), TOLL_LEDGER_UNCHANGED);
    assert_int_equal(add(&other, test_document("e", text_b), &changed, 1), TOLL_LEDGER_INSERTED);
    toll_ledger_close(other.ledger);
    assert_int_equal(count_rows(b, "SELECT count(DISTINCT name) FROM document"), 36);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 36);
    assert_int_equal(count_rows(b, "SELECT count(*) FROM text"), 2);
    verify(b);
}

/* --- pages */
static toll_status add_page(bench *b, const char *name, const char *text, const char *packed)
{
    toll_document document = test_document(name, text);
    toll_ledger_page page = {.packed = toll_text_of(packed)};
    toll_sha256_hex(page.text_sum, document.text.data, document.text.len);
    toll_sha256_hex(page.sum, packed, strlen(packed));
    return toll_ledger_add_page(NULL, b->ledger, &document, &page, NULL, 0, ENGINE, TABLES, &b->error);
}

static toll_status count_page(void *count, const toll_ledger_page *page, toll_error *error)
{
    (void)error;
    assert_int_equal(strlen(page->text_sum), 64);
    ++*(int *)count;
    return TOLL_OK;
}

static int pages_of(bench *b)
{
    int count = 0;
    assert_int_equal(toll_ledger_walk_pages(b->ledger, count_page, &count, &b->error), TOLL_OK);
    return count;
}

static void pages_are_stored_with_the_batch_of_their_text(void **state)
{
    bench *b = *state;
    assert_int_equal(pages_of(b), 0);
    open_in_batches(b, 10, 0);
    assert_int_equal(add_page(b, "a", text_a, "<p>a"), TOLL_OK);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK);
    assert_int_equal(toll_ledger_pending(b->ledger), 2);         /* no page has closed the batch before it was full */
    assert_int_equal(add_page(b, "c", text_b, "<p>b"), TOLL_OK); /* the same page of the same text again */
    assert_int_equal(add_page(b, "d", text_b, "<p> b"), TOLL_OK);
    assert_int_equal(add_page(b, "d", text_b, "<p>  b"), TOLL_UNCHANGED); /* a text that is no news brings no page */
    assert_int_equal(toll_ledger_flush(b->ledger, &b->error), TOLL_OK);
    assert_int_equal(pages_of(b), 3);
    verify(b);
}

static void a_page_of_a_batch_that_fails_is_not_there_and_the_next_one_is(void **state)
{
    bench *b = *state;
    static char text[800000];
    memset(text, 'a', sizeof text - 1);
    open_in_batches(b, 10, 150);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK); /* the first page ever: the table goes with it */
    toll_status status = add_page(b, "large", text, "<p>large");
    if (status >= 0) status = toll_ledger_flush(b->ledger, &b->error);
    assert_int_equal(status, TOLL_E_BUSY);
    assert_int_equal(pages_of(b), 0);
    assert_int_equal(add_page(b, "b", text_b, "<p>b"), TOLL_OK);
    assert_int_equal(pages_of(b), 1);
}

static void a_batch_that_does_not_fit_is_lost_whole(void **state)
{
    bench *b = *state;
    static char text[800000];
    memset(text, 'a', sizeof text - 1);
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    add(b, test_document("kept", text_a), &claim, 1);
    open_in_batches(b, 10, 150);
    assert_int_equal(add(b, test_document("b", text_b), NULL, 0), TOLL_LEDGER_INSERTED);
    toll_document large = test_document("large", text);
    toll_status status = toll_ledger_add(NULL, b->ledger, &large, NULL, 0, ENGINE, TABLES, &b->error);
    if (status >= 0) status = toll_ledger_flush(b->ledger, &b->error);
    assert_int_equal(status, TOLL_E_BUSY);
    assert_int_equal(toll_ledger_pending(b->ledger), 0);
    assert_string_equal(list(b, all), "kept:63 ");
    assert_int_equal(count_rows(b, "SELECT count(*) FROM document"), 1);
    verify(b);
}

static void a_full_ledger_keeps_what_it_has(void **state)
{
    bench *b = *state;
    toll_ledger_close(b->ledger);
    b->ledger = NULL;
    char path[4300], name[16];
    snprintf(path, sizeof path, "%s/small.db", b->folder);
    const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = TOLL_LEDGER_WRITE, .page_limit = 100};
    assert_int_equal(toll_ledger_open(&b->ledger, &options, &b->error), TOLL_OK);
    static char text[20000];
    toll_status status = TOLL_OK;
    int stored = 0;
    for (; status == TOLL_OK && stored < 100; stored++) {
        memset(text, 'a' + stored % 26, sizeof text - 1);
        memcpy(text, "63 killed", 9);
        snprintf(name, sizeof name, "%03d", stored);
        toll_claim claim = test_claim(text, "63", "RUS", "rus-mod");
        toll_document document = test_document(name, text);
        status = toll_ledger_add(NULL, b->ledger, &document, &claim, 1, ENGINE, TABLES, &b->error);
    }
    assert_int_equal(status, TOLL_E_BUSY);
    assert_non_null(strstr(b->error.message, "no room"));
    assert_true(stored > 3 && stored < 100);
    toll_ledger_proof proof;
    assert_int_equal(toll_ledger_verify(&proof, b->ledger, &b->error), TOLL_OK);
    assert_int_equal(proof.texts, stored - 1);
    assert_int_equal(proof.claims, stored - 1);
}

static void a_read_only_ledger_can_be_asked_but_not_written(void **state)
{
    bench *b = *state;
    toll_claim claim = test_claim(text_a, "63", "RUS", "rus-mod");
    add(b, test_document("a", text_a), &claim, 1);
    toll_ledger_close(b->ledger);
    b->ledger = NULL;
    assert_int_equal(chmod(b->path, 0444), 0);
    assert_int_equal(chmod(b->folder, 0555), 0);
    bool root = getuid() == 0;
    if (root) assert_int_equal(seteuid(65534), 0); /* root may write everywhere */
    refuse(b, TOLL_LEDGER_WRITE, b->path, "read-only");
    const toll_ledger_options options = {.size = sizeof options, .path = b->path};
    toll_status status = toll_ledger_open(&b->ledger, &options, &b->error);
    const char *found = status == TOLL_OK ? list(b, all) : b->error.message;
    if (root) assert_int_equal(seteuid(0), 0);
    chmod(b->folder, 0755);
    assert_string_equal(found, "a:63 ");
    toll_document document = test_document("b", text_b);
    assert_int_equal(toll_ledger_add(NULL, b->ledger, &document, NULL, 0, ENGINE, TABLES, &b->error), TOLL_E_USAGE);
}

/* --- the file itself */
static void nothing_can_be_deleted_or_overwritten_by_mistake(void **state)
{
    bench *b = *state;
    fill_for_filters(b);
    decide(b, all, TOLL_LEDGER_ACCEPTED);
    const char *const wrong[] = {"DELETE FROM claim", "DELETE FROM text", "DELETE FROM version", "DELETE FROM reading",
        "DELETE FROM decision", "DELETE FROM document", "DELETE FROM link", "DELETE FROM sentence", "UPDATE claim SET point = 1",
        "UPDATE text SET bytes = sha256", "UPDATE reading SET seal = 1", "UPDATE decision SET action = 0", "UPDATE version SET title = 'x'",
        "UPDATE version SET recorded_at = 1", "UPDATE link SET n = 7", "UPDATE version SET superseded_at = recorded_at"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bool refused;
        test_ledger_sql(b->path, wrong[i], &refused);
        if (!refused) fail_msg("%s was let through", wrong[i]);
    }
    assert_int_equal(count_rows(b, "SELECT count(*) FROM claims WHERE outcome = 'killed' AND side = 'RUS'"), 3); /* the view for people */
    if (!test_server()) assert_int_equal(count_rows(b, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    verify(b);
}

/* What is about the file itself is not asked of a server (test/server/test_server.py asks a server the like). */
static int set_up_file(void **state)
{
    unsetenv("TOLLBOOK_TEST_SERVER");
    return set_up(state);
}

#define WITH_LEDGER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_FILE(test)   cmocka_unit_test_setup_teardown(test, set_up_file, tear_down)

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
        WITH_LEDGER(filters_let_through_what_they_say),
        WITH_LEDGER(figures_are_found_as_numbers),
        WITH_LEDGER(pages_follow_on_each_other),
        WITH_LEDGER(sources_are_counted_by_role),
        WITH_LEDGER(documents_are_found_by_what_they_hold),
        WITH_LEDGER(documents_of_a_batch_are_stored_together),
        WITH_LEDGER(two_writers_in_turn_know_each_others_documents),
        WITH_LEDGER(pages_are_stored_with_the_batch_of_their_text),
        WITH_LEDGER(nothing_can_be_deleted_or_overwritten_by_mistake),
        WITH_FILE(what_is_no_ledger_says_what_it_is),
        WITH_FILE(an_older_ledger_is_read_and_brought_up_to_date),
        WITH_FILE(a_locked_ledger_is_waited_for_and_named),
        WITH_FILE(a_batch_that_does_not_fit_is_lost_whole),
        WITH_FILE(a_page_of_a_batch_that_fails_is_not_there_and_the_next_one_is),
        WITH_FILE(a_full_ledger_keeps_what_it_has),
        WITH_FILE(a_read_only_ledger_can_be_asked_but_not_written),
    };
    return TOLL_RUN(tests);
}
