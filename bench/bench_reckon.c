/* How fast claims are reckoned. In: the number of claims (default 1,000,000; 20 a document). Out: lines `what<TAB>figure`: seconds and
 * MiB for all of it, milliseconds for one more document of 20 claims and for one question's ladder, each the worst of several. The claims
 * are made up: each day has events of two sides told by six claimants of three houses, and every document tells twenty of them again,
 * some rounded, some without a bound, some revised. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <tollbook/reckon.h>

#include "base/base.h"

enum { A_DOCUMENT = 20, DAYS = 2000, PLACES = 400, CLAIMANTS = 6 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t random_next(uint64_t *state)
{
    uint64_t value = *state += 0x9E3779B97F4A7C15u;
    value = (value ^ value >> 31) * 0x6A09E667F3BCC909u;
    return value ^ value >> 29;
}

static char places[PLACES][16];

/* One event of a day, the same for everybody who tells it. */
static toll_claim make_claim(uint64_t *state, toll_day day, uint32_t events)
{
    static const char *const ids[CLAIMANTS] = {"rus-mod", "rus-gov", "ukr-mod", "ukr-general-staff", "ukr-gov", "un-ohchr"};
    static const char *const sides[CLAIMANTS] = {"RUS", "RUS", "UKR", "UKR", "UKR", NULL};
    static const char *const kinds[CLAIMANTS] = {"party", "party", "party", "party", "party", "igo"};
    uint64_t event = (uint64_t)day * 7919 + random_next(state) % events, seed = event * 2 + 1;
    size_t who = (size_t)((random_next(&seed) + random_next(state) % 2) % CLAIMANTS);
    double value = floor(exp((double)(random_next(&seed) % 700) / 100)) + (random_next(state) % 12 ? 0 : 3);
    uint64_t shape = random_next(state) % 8, kind = random_next(&seed) % 10;
    if (shape == 0 && value > 200) value = floor(value / 100) * 100;
    toll_claim claim = {.zone = TOLL_ZONE_BODY,
        .quantity = {{(uint32_t)(random_next(state) % 4000), 3}, value, value, value, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE},
        .outcome = random_next(&seed) % 3 ? TOLL_OUTCOME_KILLED : TOLL_OUTCOME_WOUNDED,
        .victims = {.side = random_next(&seed) % 2 ? "RUS" : "UKR", .class_ = TOLL_CLASS_MILITARY},
        .claimant = {.id = ids[who], .side = sides[who], .kind = kinds[who]},
        .stated = random_next(state) % 3 ? TOLL_DAY_UNKNOWN : day + (toll_day)(random_next(state) % 3),
        .period = {.from = day, .to = day, .kind = TOLL_PERIOD_EVENT, .basis = TOLL_BASIS_UNKNOWN},
        .place = {.lat = NAN, .lon = NAN},
        .modality = TOLL_MODALITY_ASSERTED,
        .confidence = 0.9,
        .rule = "made-up"};
    if (shape < 3) claim.quantity.qualifier = TOLL_QUALIFIER_AT_LEAST, claim.quantity.high = NAN;
    if (kind < 7) claim.place.id = claim.place.name = places[random_next(&seed) % PLACES], claim.place.precision = "exact";
    else if (kind < 9) claim.period.kind = TOLL_PERIOD_WINDOW, claim.period.from = day - (toll_day)(random_next(state) % 2);
    else claim.period.kind = TOLL_PERIOD_CUMULATIVE, claim.period.from = 0;
    claim.sentence = (toll_span){claim.quantity.span.off, 40};
    return claim;
}

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
