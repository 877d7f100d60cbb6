/* How fast the kept reckoning is. In: the number of claims (default 1,000,000; 20 a document) and where to make the ledger (default
 * kept-bench.db, made anew; with a third argument it is kept, and used again where it is there). Out: lines `what<TAB>figure`: seconds to
 * fill the ledger, to reckon and keep it all, peak memory; then over 200 times each, in milliseconds, the median, the 95th percentile and
 * the worst, of the clock and of the processor (which other work on the machine does not touch), of: one more document of 20 claims worked
 * in, the last 200 steps of a question's ladder, the first 100 findings on a question, the first 20 conflicts, a statement, all sources,
 * the first 20 questions. Each is asked through a handle that was just opened, as a command does. */
#include "reckon_made.h"

#include <unistd.h>

#include <tollbook/ledger.h>

enum { TEXT = 4200, TIMES = 200 };

static toll_kept_options options(void)
{
    return (toll_kept_options){.size = sizeof(toll_kept_options), .reckon = {.size = sizeof(toll_reckon_options)}, .tables = "bench"};
}

static bool add_document(toll_ledger *ledger, uint64_t *state, uint32_t number, uint32_t events)
{
    static char text[TEXT + 1];
    toll_claim claims[A_DOCUMENT];
    char name[32], outlet[16];
    toll_day day = 100 + (toll_day)(random_next(state) % DAYS);
    snprintf(name, sizeof name, "made-%08u", number);
    snprintf(outlet, sizeof outlet, "outlet %u", (unsigned)(random_next(state) % 500));
    for (int i = 0; i < TEXT; i += 6) snprintf(text + i, 7, "%05u ", (unsigned)(random_next(state) % 100000));
    for (uint32_t i = 0; i < A_DOCUMENT; i++) {
        claims[i] = make_claim(state, day, events);
        snprintf(claims[i].id, sizeof claims[i].id, "%016llx%08x", (unsigned long long)number, i);
    }
    const toll_document document = {.name = toll_text_of(name), .text = {text, TEXT}, .outlet = toll_text_of(outlet), .published = day + 1};
    toll_error error = {0};
    if (toll_ledger_add(NULL, ledger, &document, claims, A_DOCUMENT, "0.1.0", "bench", &error) >= 0) return true;
    fprintf(stderr, "%s\n", error.message);
    return false;
}

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

typedef struct times {
    double clock[TIMES], processor[TIMES];
} times;

typedef struct moment {
    double clock, processor;
} moment;

static moment start_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (moment){now(), (double)t.tv_sec + (double)t.tv_nsec / 1e9};
}

static void note(times *t, int at, moment start)
{
    const moment end = start_now();
    t->clock[at] = end.clock - start.clock, t->processor[at] = end.processor - start.processor;
}

static void say(const char *what, times *t)
{
    printf("%s ms", what);
    double *const both[] = {t->clock, t->processor};
    for (int i = 0; i < 2; i++) {
        qsort(both[i], TIMES, sizeof(double), compare);
        printf("\t%.2f\t%.2f\t%.2f", both[i][TIMES / 2] * 1000, both[i][TIMES * 95 / 100] * 1000, both[i][TIMES - 1] * 1000);
    }
    printf("\n");
    fflush(stdout);
}

typedef enum asking { LADDER, FINDINGS, CONFLICTS, STATEMENT, SOURCES, PAGE, ASKINGS } asking;

static size_t count_findings(toll_kept *kept, uint32_t codes, const char *question, size_t most)
{
    toll_finding f;
    char reason[2048];
    size_t count = 0;
    if (toll_kept_findings(kept, codes, question, NULL) < 0) return 0;
    while (count < most && toll_kept_findings_next(&f, kept, NULL) == TOLL_OK)
        count += toll_finding_reason(reason, sizeof reason, toll_kept_reckoning(kept), &f) > 0;
    return count;
}

static void ask(toll_ledger *ledger, asking what, const char *claim)
{
    const toll_kept_options o = options();
    toll_kept *kept;
    toll_question q;
    toll_statement s;
    toll_relay relay;
    uint32_t at;
    if (toll_kept_open(&kept, ledger, &o, NULL) != TOLL_OK) exit(1);
    switch (what) {
    case LADDER: (void)toll_kept_question(&q, kept, claim, 200, NULL); break;
    case FINDINGS:
        if (toll_kept_question(&q, kept, claim, 1, NULL) == TOLL_OK) (void)count_findings(kept, 0, q.id, 100);
        break;
    case CONFLICTS: (void)count_findings(kept, 1u << TOLL_FINDING_CONFLICT, NULL, 20); break;
    case STATEMENT:
        if (toll_kept_claim(&at, kept, claim, NULL) == TOLL_OK && toll_reckoning_statement(&s, toll_kept_reckoning(kept), at) == TOLL_OK)
            for (uint32_t i = 0; i < s.claim_count; i++) {
                toll_hop hop;
                toll_reckoning_hop(&hop, toll_kept_reckoning(kept), &s, s.claims[i]);
            }
        break;
    case SOURCES:
        (void)toll_kept_relays(kept, NULL, NULL, NULL);
        while (toll_kept_relays_next(&relay, kept, NULL) == TOLL_OK) {
        }
        break;
    default:
        (void)toll_kept_questions(kept, 2, NULL);
        for (int i = 0; i < 20 && toll_kept_questions_next(&q, kept, NULL) == TOLL_OK; i++) {
        }
        break;
    }
    toll_kept_close(kept);
}

static double peak(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

int main(int argc, char **argv)
{
    uint32_t total = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000, documents = total / A_DOCUMENT,
             events = total / DAYS / 8 + 1;
    const char *path = argc > 2 ? argv[2] : "kept-bench.db";
    uint64_t state = 1;
    toll_ledger *ledger;
    toll_error error = {0};
    const toll_kept_options o = options();
    bool again = argc > 3 && !access(path, F_OK);
    if (!again) unlink(path);
    for (int i = 0; i < PLACES; i++) snprintf(places[i], sizeof places[i], "place:%d", i);
    const toll_ledger_options opening = {.size = sizeof opening, .path = path, .mode = TOLL_LEDGER_WRITE, .batch = 512};
    if (toll_ledger_open(&ledger, &opening, NULL) != TOLL_OK) return 1;
    moment start = start_now();
    for (uint32_t i = 0; !again && i < documents; i++)
        if (!add_document(ledger, &state, i, events)) return 1;
    printf("claims\t%u\nfill seconds\t%.2f\n", documents * A_DOCUMENT, now() - start.clock);
    start = start_now();
    if (toll_kept_refresh(ledger, &o, &error) < 0) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    const moment kept = start_now();
    printf("reckon and keep seconds\t%.2f\t%.2f\nMiB\t%.0f\n", kept.clock - start.clock, kept.processor - start.processor, peak());
    fflush(stdout);
    static times t;
    state += again ? (uint64_t)kept.clock : 0;
    for (int i = 0; i < TIMES; i++) {
        if (!add_document(ledger, &state, documents + (uint32_t)(random_next(&state) % 1000000000), events)) return 1;
        start = start_now();
        if (toll_kept_refresh(ledger, &o, &error) < 0) return 1;
        note(&t, i, start);
    }
    printf("what\tmedian\t95th\tworst\tof the processor: median\t95th\tworst\n");
    say("one document more", &t);
    static const char *const names[ASKINGS] = {"ladder", "findings of a question", "20 conflicts", "statement", "sources", "20 questions"};
    for (int what = 0; what < ASKINGS; what++) {
        for (int i = 0; i < TIMES; i++) {
            char id[25];
            snprintf(
                id, sizeof id, "%016llx%08x", (unsigned long long)(random_next(&state) % documents), (unsigned)(random_next(&state) % 20));
            start = start_now();
            ask(ledger, (asking)what, id);
            note(&t, i, start);
        }
        say(names[what], &t);
    }
    toll_ledger_close(ledger);
    if (argc <= 3) unlink(path);
    return 0;
}
