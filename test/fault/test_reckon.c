/* The reckoning with a memory that refuses: documents are added, settled and asked about with the 1st, 2nd, ... allocation failing, until
 * all gets through. It must say that it failed, never crash, and leak nothing (the sanitizer build runs this too). */
#include "../test.h"

#include <math.h>
#include <stdio.h>

#include <tollbook/reckon.h>

#include "base/base.h"
#include "base/fault.h"

enum { DOCUMENTS = 5, PATIENCE = 10000 };

static toll_claim make_claim(int document, int n)
{
    double value = n == 1 ? 89 + (document % 2 ? 311 : 0) : n == 2 ? 1090 : 220;
    toll_claim c = {.zone = n ? TOLL_ZONE_BODY : TOLL_ZONE_HEADLINE,
        .quantity = {{(uint32_t)n * 20, 4}, value, value, value, TOLL_QUALIFIER_EXACT, TOLL_UNIT_PEOPLE},
        .outcome = TOLL_OUTCOME_KILLED,
        .victims = {.side = "RUS", .class_ = TOLL_CLASS_MILITARY},
        .stated = 19360 + document,
        .claimant = {.id = document % 2 ? "ukr-mod" : "rus-mod", .side = document % 2 ? "UKR" : "RUS", .kind = "party"},
        .period = {.from = 19358, .to = 19358, .kind = n == 2 ? TOLL_PERIOD_WINDOW : TOLL_PERIOD_EVENT},
        .place = {.id = "p:tarn", .name = "Tarn", .precision = "exact", .lat = NAN, .lon = NAN},
        .sentence = {(uint32_t)n * 20, 20},
        .rule = "by-hand"};
    char id[48];
    snprintf(id, sizeof id, "%023d%d", document, n);
    memcpy(c.id, id, 24);
    return c;
}

static bool reckon_work(void)
{
    toll_reckoning *r = NULL;
    toll_finding finding;
    toll_question question;
    toll_status status = toll_reckoning_open(&r, NULL, NULL);
    for (int d = 0; status >= 0 && d < DOCUMENTS; d++) {
        char name[16], text[400];
        snprintf(name, sizeof name, "d%d", d);
        int len = 0;
        for (int i = 0; i < 60; i++) len += snprintf(text + len, sizeof text - (size_t)len, "w%d ", d < 3 ? i : i * d);
        toll_claim claims[4];
        for (int n = 0; n < 4; n++) claims[n] = make_claim(d, n);
        const toll_document document = {.name = toll_text_of(name), .text = {text, (size_t)len}, .published = 19361 + d};
        status = toll_reckoning_add(r, &document, claims, 4, NULL);
        if (status >= 0 && d == 2) status = toll_reckoning_settle(r, NULL);
    }
    if (status >= 0) status = toll_reckoning_settle(r, NULL);
    for (size_t i = 0; status >= 0 && status != TOLL_END; i++) status = toll_reckoning_finding(&finding, r, i);
    if (status >= 0 && !toll_reckoning_question_count(r)) status = toll_reckoning_question(&question, r, 0) < 0 ? TOLL_E_MEMORY : TOLL_END;
    if (status == TOLL_END) status = TOLL_OK;
    for (size_t i = 0; status == TOLL_OK; i++) status = toll_reckoning_question(&question, r, i);
    toll_reckoning_close(r);
    return status >= 0;
}

static void memory_refuses(void **state)
{
    (void)state;
    uint64_t nth = 1;
    for (bool fired = true; fired && nth < PATIENCE; nth++) {
        toll_fault_arm(TOLL_FAULT_ALLOCATION, nth, 1);
        bool done = reckon_work();
        fired = toll_fault_calls(TOLL_FAULT_ALLOCATION) >= nth;
        toll_fault_disarm();
        if (done == fired)
            fail_msg("allocation %llu %s, and the work says %s", (unsigned long long)nth, fired ? "failed" : "was not reached",
                done ? "done" : "failed");
    }
    assert_true(nth > 40 && nth < PATIENCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory_refuses)};
    return TOLL_RUN(tests);
}
