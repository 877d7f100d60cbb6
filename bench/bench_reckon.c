/* How fast claims are reckoned. In: the number of claims (default 1,000,000; 20 a document). Out: lines `what<TAB>figure`: seconds and
 * MiB for all of it, milliseconds for one more document of 20 claims and for one question's ladder, each the worst of several. The claims
 * are made up: each day has events of two sides told by six claimants of three houses, and every document tells twenty of them again,
 * some rounded, some without a bound, some revised. */
#include "reckon_made.h"

static bool add_document(toll_reckoning *r, uint64_t *state, uint32_t number, uint32_t events)
{
    toll_claim claims[A_DOCUMENT];
    char name[32], outlet[16];
    toll_day day = 100 + (toll_day)(random_next(state) % DAYS);
    snprintf(name, sizeof name, "made-%08u", number);
    snprintf(outlet, sizeof outlet, "outlet %u", (unsigned)(random_next(state) % 500));
    for (uint32_t i = 0; i < A_DOCUMENT; i++) {
        claims[i] = make_claim(state, day, events);
        snprintf(claims[i].id, sizeof claims[i].id, "%016llx%08x", (unsigned long long)number, i);
    }
    const toll_document document = {.name = toll_text_of(name), .outlet = toll_text_of(outlet), .published = day + 1};
    return toll_reckoning_add(r, &document, claims, A_DOCUMENT, NULL) == TOLL_OK;
}

int main(int argc, char **argv)
{
    uint32_t total = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 1000000, documents = total / A_DOCUMENT,
             events = total / DAYS / 8 + 1;
    uint64_t state = 1;
    toll_reckoning *r;
    for (int i = 0; i < PLACES; i++) snprintf(places[i], sizeof places[i], "place:%d", i);
    if (toll_reckoning_open(&r, NULL, NULL) != TOLL_OK) return 1;
    double start = now();
    for (uint32_t i = 0; i < documents; i++)
        if (!add_document(r, &state, i, events)) return 1;
    double added = now();
    if (toll_reckoning_settle(r, NULL) != TOLL_OK) return 1;
    double settled = now();
    size_t findings = toll_reckoning_finding_count(r), questions = toll_reckoning_question_count(r);
    printf("claims\t%u\nadd seconds\t%.2f\nreckon seconds\t%.2f\nsort seconds\t%.2f\nfindings\t%zu\nquestions\t%zu\n",
        documents * A_DOCUMENT, added - start, settled - added, now() - settled, findings, questions);
    double worst = 0, ladder = 0;
    for (uint32_t i = 0; i < 50; i++) {
        start = now();
        if (!add_document(r, &state, documents + i, events) || toll_reckoning_settle(r, NULL) != TOLL_OK) return 1;
        worst = fmax(worst, now() - start);
    }
    for (uint32_t i = 0; i < 50; i++) {
        char id[18];
        toll_question question;
        toll_reckoning_question_id(id, r, (uint32_t)(random_next(&state) % toll_reckoning_claim_count(r)));
        start = now();
        if (toll_reckoning_question_find(&question, r, id) != TOLL_OK) continue;
        ladder = fmax(ladder, now() - start);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("one document ms\t%.2f\nladder ms\t%.3f\nMiB\t%.0f\n", worst * 1000, ladder * 1000, (double)usage.ru_maxrss / 1024);
    for (int code = 0; code < TOLL_FINDING_CODE_COUNT; code++) {
        size_t count = 0;
        toll_finding finding;
        for (size_t i = 0; documents <= 5000 && toll_reckoning_finding(&finding, r, i) == TOLL_OK; i++)
            count += finding.code == (toll_finding_code)code;
        if (count) printf("%s\t%zu\n", toll_finding_code_name((toll_finding_code)code), count);
    }
    toll_reckoning_close(r);
    return 0;
}
