/* Files: what is no good ledger says what it is, an older one is brought up to date, a locked one waited for, a full one keeps what it
 * has; nothing in one can be deleted or overwritten by mistake. */
#include "ledger/sql.h"
#include "ledger_bench.h"

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

/* Else each batch of the index would cost as much as all texts that are there. */
static void what_is_indexed_again_is_found_without_going_through_all_texts(void **state)
{
    bench *b = *state;
    char sql[400];
    sqlite3 *db;
    sqlite3_stmt *s;
    snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", toll_sql_text[TOLL_SQL_INDEX_AGAIN]);
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    int steps = 0;
    for (; sqlite3_step(s) == SQLITE_ROW; steps++)
        if (strstr((const char *)sqlite3_column_text(s, 3), "SCAN text")) fail_msg("%s", (const char *)sqlite3_column_text(s, 3));
    assert_true(steps > 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FILE(what_is_indexed_again_is_found_without_going_through_all_texts),
        WITH_LEDGER(nothing_can_be_deleted_or_overwritten_by_mistake),
        WITH_FILE(what_is_no_ledger_says_what_it_is),
        WITH_FILE(an_older_ledger_is_read_and_brought_up_to_date),
        WITH_FILE(a_locked_ledger_is_waited_for_and_named),
        WITH_FILE(a_full_ledger_keeps_what_it_has),
        WITH_FILE(a_read_only_ledger_can_be_asked_but_not_written),
    };
    return TOLL_RUN(tests);
}
