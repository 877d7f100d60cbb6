/* The ledger's pace: 100,000 claims into a new ledger, one transaction a document, and everything verified; then the same documents again,
 * which changes nothing; and into another ledger in batches. With 20 claims in a document of 4 kB (a daily bulletin), 10 in one of 3 kB (a
 * long report), and 4 (what the articles of the wire have). Baselines in the same run: the rows of the claims alone in one transaction
 * without indexes, and SHA-256 over the same bytes. TOLLBOOK_BENCH_SERVER (a URL with parameters, whose schema `bench` is made anew): only
 * adding in batches, to that server, with 20 and with 4 claims in a
 * document, or EACH. Usage: bench_ledger [CLAIMS [EACH] | FILE] */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "../test/unit/ledger_claims.h"

static double now(void)
{
    struct timespec clock;
    clock_gettime(CLOCK_MONOTONIC, &clock);
    return (double)clock.tv_sec + 1e-9 * (double)clock.tv_nsec;
}

/* Seconds of processor time: what is left when others use the machine too. */
static double used(void)
{
    struct timespec clock;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &clock);
    return (double)clock.tv_sec + 1e-9 * (double)clock.tv_nsec;
}

enum { BATCH = 512 };

/* Words with the frequencies of a language: a few often, most rarely. */
static void make_text(char *out, size_t len, toll_random *random)
{
    static const char *const syllables[] = {
        "ba", "ker", "lo", "min", "the", "of", "on", "dis", "tra", "vo", "nek", "sta", "ru", "in", "pol", "ta"};
    static const char *const places[] = {"Makiivka", "Donetsk ", "Kyiv Obl", "Luhansk ", "Avdiivka", "Bakhmut ", "Soledar ", "Kherson ",
        "Mariupol", "Kharkiv ", "Odesa   ", "Kramator", "Izium   ", "Melitopo", "Sumy    ", "Dnipro  "};
    size_t at = 0;
    while (at + 24 < len) {
        uint64_t word = toll_random_below(random, 1 + toll_random_below(random, 1 + toll_random_below(random, 20000)));
        for (word++; word; word >>= 4) at += (size_t)sprintf(out + at, "%s", syllables[word & 15]);
        out[at++] = toll_random_below(random, 12) ? ' ' : '.';
    }
    memset(out + at, ' ', len - at);
    for (at = 100; at + 200 < len; at += 160) memcpy(out + at, places[toll_random_below(random, 200) % 16], 8);
}

/* Two claims a sentence, sentences of 160 bytes with a place at byte 100. */
static void make_claim(toll_claim *claim, toll_text text, uint32_t off, toll_random *random, toll_link *link)
{
    static const char *const claimants[] = {"rus-mod", "ukr-mod", "ukr-general-staff", "gbr-mod", "un-ohchr", NULL};
    static const char *const sides[] = {"RUS", "UKR", NULL};
    *claim = test_claim_blank();
    claim->quantity.span = (toll_span){off, 13};
    claim->quantity.point = claim->quantity.low = (double)toll_random_below(random, 2000);
    claim->outcome = (toll_outcome)toll_random_below(random, TOLL_OUTCOME_COUNT);
    claim->outcome_span = (toll_span){off + 20, 6};
    claim->victims = (toll_victims){.span = {off + 30, 16}, .side = sides[toll_random_below(random, 3)]};
    claim->claimant = (toll_claimant){.span = {off + 50, 20}, .id = claimants[toll_random_below(random, 6)], .kind = "party"};
    if (!toll_random_below(random, 2)) {
        *link = (toll_link){.span = {off + 75, 7}, .verb = {off + 83, 4}, .id = "reuters", .role = TOLL_ROLE_AGENCY};
        claim->chain = link;
        claim->chain_count = 1;
    }
    claim->stated = 19000 + (toll_day)toll_random_below(random, 700);
    claim->period = (toll_period){{off + 90, 9}, claim->stated - 1, claim->stated, TOLL_PERIOD_WINDOW, TOLL_BASIS_LOSS_DAY};
    claim->place = (toll_place){{off + 100, 8}, "geonames:703448", "Kyiv", "exact", 50.45466, 30.5238};
    claim->sentence = (toll_span){off, 160};
    claim->rule = "count-of-victims";
    test_claim_identify(claim, text);
}

typedef struct corpus {
    toll_document *documents;
    toll_claim *claims;
    size_t document_count, each, text_len;
} corpus;

static corpus make_corpus(size_t claim_count, size_t each, size_t text_len)
{
    toll_random random = toll_random_start(3);
    corpus made = {.document_count = claim_count / each, .each = each, .text_len = text_len};
    made.documents = calloc(made.document_count, sizeof *made.documents);
    made.claims = calloc(claim_count, sizeof *made.claims);
    toll_link *links = calloc(claim_count, sizeof *links);
    for (size_t d = 0; d < made.document_count; d++) {
        char *text = malloc(text_len + 64), name[64];
        make_text(text, text_len, &random);
        snprintf(name, sizeof name, "wire-%08llx-%zu.txt", (unsigned long long)toll_random_next(&random), d);
        made.documents[d] = (toll_document){.name = toll_text_of(strdup(name)),
            .text = {text, text_len},
            .outlet = toll_text_of("Wire"),
            .published = 19000 + (toll_day)(d % 700)};
        for (size_t c = 0; c < each; c++)
            make_claim(&made.claims[d * each + c], made.documents[d].text, (uint32_t)(c / 2 * 320), &random, &links[d * each + c]);
    }
    return made;
}

static void check(toll_status status, const toll_error *error)
{
    if (status >= 0) return;
    fprintf(stderr, "bench_ledger: %s: %s\n", error->where, error->message);
    exit(1);
}

static void add_documents(const corpus *of, toll_ledger *ledger, size_t *changed)
{
    toll_error error = {0};
    for (size_t d = 0; d < of->document_count; d++) {
        toll_document document = of->documents[d];
        toll_status known = toll_ledger_consult(&document, ledger, ENGINE, TABLES, &error);
        check(known, &error);
        if (known == TOLL_UNCHANGED) continue;
        ++*changed;
        check(toll_ledger_add(NULL, ledger, &document, of->claims + d * of->each, of->each, ENGINE, TABLES, &error), &error);
    }
}

static double add_all(const corpus *of, const char *path, uint32_t batch, size_t *changed)
{
    const toll_ledger_options options = {.size = sizeof options, .path = path, .mode = TOLL_LEDGER_WRITE, .batch = batch};
    toll_ledger *ledger;
    toll_error error = {0};
    double start = now();
    check(toll_ledger_open(&ledger, &options, &error), &error);
    add_documents(of, ledger, changed);
    toll_ledger_close(ledger);
    return now() - start;
}

/* The least that could be done: one table, one transaction, five columns. */
static double baseline_rows(const corpus *of, const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    double start = now();
    if (sqlite3_open(path, &db) != SQLITE_OK) exit(1);
    sqlite3_exec(db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE c (id INTEGER PRIMARY KEY, k TEXT, a REAL, b INTEGER, w TEXT); BEGIN",
        NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO c (k, a, b, w) VALUES (?, ?, ?, ?)", -1, &s, NULL);
    for (size_t i = 0; i < of->document_count * of->each; i++) {
        const toll_claim *claim = &of->claims[i];
        sqlite3_bind_text(s, 1, claim->id, 24, SQLITE_STATIC);
        sqlite3_bind_double(s, 2, claim->quantity.point);
        sqlite3_bind_int(s, 3, (int)claim->outcome);
        sqlite3_bind_text(s, 4, of->documents[i / of->each].text.data + claim->quantity.span.off, 90, SQLITE_STATIC);
        sqlite3_step(s);
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(db);
    return now() - start;
}

/* Seconds of processor time of the server's processes that answer others than `connection`; only of a server on this machine. */
static double used_by_server(PGconn *connection)
{
    PGresult *pids = PQexec(
        connection, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    double seconds = 0;
    for (int i = 0; i < PQntuples(pids); i++) {
        char path[64], line[1024] = "";
        unsigned long user = 0, system = 0;
        snprintf(path, sizeof path, "/proc/%.20s/stat", PQgetvalue(pids, i, 0));
        FILE *file = fopen(path, "r");
        if (!file) continue;
        size_t len = fread(line, 1, sizeof line - 1, file);
        fclose(file);
        line[len] = '\0';
        const char *name_end = strrchr(line, ')');
        if (name_end && sscanf(name_end + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) == 2)
            seconds += (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
    }
    PQclear(pids);
    return seconds;
}

/* The same on a server, where TOLLBOOK_BENCH_SERVER names one (a URL with parameters, whose schema `bench` is made anew). */
static void measure_server(const char *server, size_t claim_count, size_t each)
{
    char url[4200];
    size_t changed = 0;
    corpus of = make_corpus(claim_count, each, each == 4 ? 2800 : each == 10 ? 3000 : 4000);
    double claims = (double)(of.document_count * each);
    PGconn *connection = PQconnectdb(server);
    PQclear(PQexec(connection, "SET client_min_messages = warning; DROP SCHEMA IF EXISTS bench CASCADE; CREATE SCHEMA bench"));
    snprintf(url, sizeof url, "%s&options=-csearch_path%%3Dbench", server);
    const toll_ledger_options options = {.size = sizeof options, .path = url, .mode = TOLL_LEDGER_WRITE, .batch = BATCH};
    toll_ledger *ledger;
    toll_error error = {0};
    double start = now(), before = used();
    check(toll_ledger_open(&ledger, &options, &error), &error);
    add_documents(&of, ledger, &changed);
    check(toll_ledger_flush(ledger, &error), &error);
    double took = now() - start, program = used() - before, served = used_by_server(connection);
    toll_ledger_close(ledger);
    PQfinish(connection);
    printf("%.0f claims, %zu in a document, on a server, %d documents a transaction\n", claims, each, BATCH);
    printf("  by the clock %8.0f claims/s; microseconds of processor time a claim: %.1f of the program, %.1f of the server\n",
        claims / took, 1e6 * program / claims, 1e6 * served / claims);
}

static double size_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fclose(file);
    return (double)size;
}

/* `brief`: lines for bench/run.py, what and bytes a second. */
static void measure(const char *folder, size_t claim_count, size_t each, bool brief)
{
    char path[4200], other[4200];
    corpus of = make_corpus(claim_count, each, each == 4 ? 2800 : each == 10 ? 3000 : 4000);
    double claims = (double)(of.document_count * each), bytes = (double)(of.document_count * of.text_len), start;
    size_t changed = 0, again = 0, in_batches_changed = 0;
    snprintf(path, sizeof path, "%s/%zu.db", folder, each);
    snprintf(other, sizeof other, "%s/%zu-rows.db", folder, each);
    double rows = baseline_rows(&of, other), before = used(), adding = add_all(&of, path, 1, &changed), processor = used() - before,
           adding_again = add_all(&of, path, 1, &again);
    snprintf(other, sizeof other, "%s/%zu-batches.db", folder, each);
    before = used();
    double in_batches = add_all(&of, other, BATCH, &in_batches_changed), batches_processor = used() - before;
    const toll_ledger_options options = {.size = sizeof options, .path = path};
    toll_ledger *ledger;
    toll_error error = {0};
    toll_ledger_proof proof;
    check(toll_ledger_open(&ledger, &options, &error), &error);
    before = used();
    start = now();
    check(toll_ledger_verify(&proof, ledger, &error), &error);
    double verifying = now() - start, verifying_processor = used() - before;
    toll_ledger_close(ledger);
    start = now();
    uint8_t digest[32];
    for (size_t d = 0; d < of.document_count; d++) toll_sha256(digest, of.documents[d].text.data, of.documents[d].text.len);
    double hashing = now() - start;
    if (brief) {
        printf("ledger: add, %zu claims a document\t%.0f\n", each, bytes / adding);
        printf("ledger: add in batches, %zu claims a document\t%.0f\n", each, bytes / in_batches);
        printf("ledger: verify, %zu claims a document\t%.0f\n", each, bytes / verifying);
        return;
    }
    printf("%.0f claims in %zu documents of %zu bytes, %zu claims each\n", claims, of.document_count, of.text_len, each);
    printf("  add         %8.0f claims/s  %6.0f documents/s  %.2f of bare rows in one transaction (%.0f/s)\n", claims / adding,
        (double)changed / adding, rows / adding, claims / rows);
    printf("              %8.0f claims a second of processor time\n", claims / processor);
    printf("  in batches  %8.0f claims/s  %6.0f documents/s  %d documents a transaction\n", claims / in_batches,
        (double)in_batches_changed / in_batches, BATCH);
    printf("              %8.0f claims a second of processor time\n", claims / batches_processor);
    printf("  add again   %8.0f claims/s  %6.0f documents/s  %zu changed\n", claims / adding_again,
        (double)of.document_count / adding_again, again);
    printf("  verify      %8.1f MB/s of text, %.0f claims/s  %.2f of SHA-256 alone (%.0f MB/s)\n", bytes / verifying / 1e6,
        claims / verifying, hashing / verifying, bytes / hashing / 1e6);
    printf("              %8.1f MB a second of processor time\n", bytes / verifying_processor / 1e6);
    double size = size_of(path);
    printf(
        "  size        %8.1f MB, of it texts %.1f MB; %.0f bytes a claim beside them\n", size / 1e6, bytes / 1e6, (size - bytes) / claims);
}

int main(int argc, char **argv)
{
    bool brief = argc > 1 && !(argv[1][0] >= '0' && argv[1][0] <= '9'); /* bench/run.py gives a text file, which this one does not need */
    size_t claims = brief ? 20000 : argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    const char *server = getenv("TOLLBOOK_BENCH_SERVER");
    if (server && !brief && claims >= 40) {
        size_t each = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;
        if (each != 4) measure_server(server, claims, 20);
        if (each != 20) measure_server(server, claims, 4);
        return 0;
    }
    char *folder = test_folder_make();
    if (!folder || claims < 40) return 1;
    measure(folder, claims, 20, brief);
    measure(folder, claims, 10, brief);
    measure(folder, claims, 4, brief);
    test_folder_remove(folder);
    return 0;
}
