/* kill -9 at any moment loses at most the document in hand. A child adds documents and says over a pipe which it has added; it is killed
 * after a random while, again and again, over the same ledger. Each time the file must be whole, every document must be there with all its
 * claims or not at all, and none that was said to be added may be missing. */
#include "unit/ledger_claims.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <time.h>

enum { kills = 40, opens_every = 40, text_len = 1500 };

/* Document n: its text names n, and it has n % 9 claims. */
static void make_text(char text[text_len + 1], unsigned n)
{
    memset(text, '.', text_len);
    text[text_len] = '\0';
    for (unsigned i = 0; i < 9; i++) {
        char line[64];
        int len = snprintf(line, sizeof line, "Document %u says %03u killed near Kyiv. ", n, i);
        memcpy(text + i * 60, line, (size_t)len);
    }
}

static size_t make_claims(toll_claim claims[9], const char *text, unsigned n)
{
    for (unsigned i = 0; i < n % 9; i++) {
        char number[8];
        snprintf(number, sizeof number, "%03u", i);
        claims[i] = test_claim(text, number, "UKR", "rus-mod");
        claims[i].sentence = (toll_span){i * 60, 50};
        claims[i].place = (toll_place){{i * 60 + 20, 4}, "geonames:703448", "Kyiv", "exact", 50.45, 30.52};
    }
    return n % 9;
}

static toll_ledger *open_ledger(const char *path, toll_ledger_mode mode)
{
    const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = mode};
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    if (toll_ledger_open(&ledger, &options, &error) < 0) fprintf(stderr, "%s: %s\n", error.where, error.message);
    return ledger;
}

/* The child: never returns. It opens the ledger anew now and then, so that the kill also meets opening, closing and indexing. */
static void add_for_ever(const char *path, unsigned n, int to_parent)
{
    char text[text_len + 1], name[32];
    toll_claim claims[9];
    for (;;) {
        toll_ledger *ledger = open_ledger(path, TOLL_LEDGER_WRITE);
        if (!ledger) _exit(1);
        for (int i = 0; i < opens_every; i++, n++) {
            make_text(text, n);
            snprintf(name, sizeof name, "%u", n);
            toll_document document = test_document(name, text);
            size_t count = make_claims(claims, text, n);
            if (toll_ledger_add(NULL, ledger, &document, claims, count, ENGINE, TABLES, NULL) != TOLL_OK) _exit(2);
            if (write(to_parent, &n, sizeof n) != sizeof n) _exit(3);
        }
        toll_ledger_close(ledger);
    }
}

/* The number of documents the child said it had added, and its end. */
static unsigned kill_one(const char *path, unsigned first, toll_random *random)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (!child) {
        close(pipes[0]);
        add_for_ever(path, first, pipes[1]);
    }
    close(pipes[1]);
    struct timespec while_it_works = {.tv_nsec = (long)(1000000 + toll_random_below(random, 60000000))};
    nanosleep(&while_it_works, NULL);
    kill(child, SIGKILL);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    unsigned n, next = first;
    while (read(pipes[0], &n, sizeof n) == sizeof n) {
        assert_int_equal(n, next);
        next = n + 1;
    }
    close(pipes[0]);
    return next;
}

static void check_integrity(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

static unsigned count_found(toll_ledger *ledger, const char *text)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    filter.text = text;
    filter.without_text = true;
    toll_ledger_claims claims;
    toll_ledger_row row;
    unsigned count = 0;
    toll_ledger_claims_open(&claims, ledger, &filter, NULL);
    while (toll_ledger_claims_next(&row, &claims, NULL) == TOLL_OK) count++;
    assert_int_equal(claims.status, TOLL_END);
    toll_ledger_claims_close(&claims);
    return count;
}

/* Documents 0 to n - 1, whole, or one more: the one in hand may just have been stored. Returns how many there are. */
static unsigned check_documents(const char *path, unsigned said)
{
    toll_ledger *ledger = open_ledger(path, TOLL_LEDGER_READ);
    assert_non_null(ledger);
    toll_ledger_filter all = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_versions versions;
    toll_ledger_version version;
    toll_ledger_proof proof;
    toll_error error;
    char text[text_len + 1], name[32];
    unsigned n = 0, claims = 0;
    toll_ledger_versions_open(&versions, ledger, &all, &error);
    for (; toll_ledger_versions_next(&version, &versions, &error) == TOLL_OK; n++) {
        snprintf(name, sizeof name, "%u", n);
        make_text(text, n);
        assert_true(toll_text_is(version.document.name, name) && toll_text_is(version.document.text, text));
        assert_int_equal(version.claim_count, n % 9);
        claims += n % 9;
    }
    assert_int_equal(versions.status, TOLL_END);
    toll_ledger_versions_close(&versions);
    assert_true(n == said || n == said + 1);
    if (toll_ledger_verify(&proof, ledger, &error) < 0) fail_msg("%s: %s", error.where, error.message);
    assert_int_equal(proof.claims, claims);
    assert_int_equal(proof.texts, n);
    assert_int_equal(count_found(ledger, "killed near kyiv"), claims); /* however far the indexes were */
    toll_ledger_close(ledger);
    return n;
}

static void a_killed_program_loses_at_most_the_document_in_hand(void **state)
{
    (void)state;
    toll_random random = toll_random_start(5);
    char *folder = test_folder_make(), path[4200];
    snprintf(path, sizeof path, "%s/t.db", folder);
    toll_ledger_close(open_ledger(path, TOLL_LEDGER_WRITE));
    unsigned there = 0, before;
    for (int i = 0; i < kills; i++) {
        before = there;
        unsigned said = kill_one(path, there, &random);
        check_integrity(path);
        there = check_documents(path, said);
    }
    print_message("# %d kills, %u documents\n", kills, there);
    assert_true(there > 40 && before <= there);
    test_folder_remove(folder);
}

/* Killed while the ledger is being made: what is left is a ledger, or becomes one. */
static void a_ledger_half_made_is_made(void **state)
{
    (void)state;
    toll_random random = toll_random_start(6);
    char *folder = test_folder_make(), path[4200];
    for (int i = 0; i < 20; i++) {
        snprintf(path, sizeof path, "%s/%d.db", folder, i);
        pid_t child = fork();
        if (!child) {
            toll_ledger *ledger = open_ledger(path, TOLL_LEDGER_WRITE);
            pause();
            toll_ledger_close(ledger);
            _exit(0);
        }
        struct timespec while_it_works = {.tv_nsec = (long)toll_random_below(&random, 8000000)};
        nanosleep(&while_it_works, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        toll_ledger *ledger = open_ledger(path, TOLL_LEDGER_WRITE);
        assert_non_null(ledger);
        toll_document document = test_document("a", "nothing");
        assert_int_equal(toll_ledger_add(NULL, ledger, &document, NULL, 0, ENGINE, TABLES, NULL), TOLL_OK);
        toll_ledger_close(ledger);
        check_integrity(path);
    }
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_program_loses_at_most_the_document_in_hand),
        cmocka_unit_test(a_ledger_half_made_is_made),
    };
    return TOLL_RUN(tests);
}
