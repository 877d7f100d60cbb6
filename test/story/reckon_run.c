/* Prints the findings on a table of documents and claims (see reckon_claims.h), one a line: code, verdict, drift or terms, figures, the
 * claims as document:words, the reason. With `reverse` the documents are added backwards and settled one by one: the output must be the
 * same bytes. */
#include "reckon_claims.h"

#include <tollbook/reckon.h>

static char *read_all(FILE *file)
{
    toll_buffer bytes = {0};
    char chunk[65536];
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, file)) > 0;) toll_buffer_add(&bytes, chunk, got);
    return bytes.data;
}

static void print_terms(const toll_finding *f)
{
    bool any = false;
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
        if (f->drift & bit) printf("%s%s", any ? "," : "", toll_drift_name((toll_drift)bit)), any = true;
    for (int i = 0; i < TOLL_TERM_COUNT; i++)
        if (f->terms[i] > TOLL_STANDING_SAME)
            printf("%s%s:%s", any ? "," : "", toll_term_name((toll_term)i), toll_standing_name((toll_standing)f->terms[i])), any = true;
    if (!any) printf("-");
}

static void print_findings(toll_reckoning *r)
{
    toll_finding f;
    for (size_t i = 0; toll_reckoning_finding(&f, r, i) == TOLL_OK; i++) {
        const char *verdict = toll_verdict_name(f.verdict);
        printf("%s\t%s\t", toll_finding_code_name(f.code), verdict ? verdict : "-");
        print_terms(&f);
        printf("\t");
        if (!isnan(f.ratio)) printf("ratio %.2f", f.ratio);
        else if (!isnan(f.value)) printf("value %.1f", f.value);
        else printf("-");
        printf("\t");
        for (uint32_t k = 0; k < f.claim_count; k++) {
            const toll_reckoned_claim *c = toll_reckoning_claim(r, f.claims[k]);
            printf("%s%s:%s", k ? " | " : "", toll_reckoning_document(r, c->document)->name, c->words);
        }
        char reason[2048];
        toll_finding_reason(reason, sizeof reason, r, &f);
        printf("\t%s\n", reason);
    }
}

static void print_questions(toll_reckoning *r)
{
    toll_question q;
    size_t count = toll_reckoning_question_count(r);
    for (size_t i = 0; i < count; i++) {
        toll_reckoning_question(&q, r, i);
        toll_words words;
        toll_question_words(&words, &q);
        printf("question\t%s\t", words.text);
        for (uint32_t k = 0; k < q.statement_count; k++) {
            const toll_reckoned_claim *c = toll_reckoning_claim(r, q.statements[k]);
            printf("%s%s:%s", k ? " | " : "", c->claimant ? c->claimant : "-", c->words);
        }
        printf("\n");
    }
}

static const char *parent_of(void *context, const char *place)
{
    (void)context;
    return !strcmp(place, "Tarn") || !strcmp(place, "Velm") ? "Orrin" : NULL; /* two towns of an oblast that is not on the map */
}

int main(int argc, char **argv)
{
    bool reverse = argc > 1 && !strcmp(argv[1], "reverse");
    char *bytes = read_all(stdin);
    test_table table = {0};
    size_t wrong = bytes ? table_read(&table, bytes) : 1;
    if (wrong) {
        fprintf(stderr, "line %zu is wrong\n", wrong);
        return 2;
    }
    toll_known_day known[] = {{"the full-scale invasion of Ukraine", toll_day_from_civil(2022, 2, 24)}};
    toll_reckon_options options = {.size = sizeof options, .parent = parent_of, .known = known, .known_count = 1};
    toll_reckoning *r;
    if (toll_reckoning_open(&r, &options, NULL) != TOLL_OK) return 3;
    for (size_t i = 0; i < table.count; i++) {
        const test_document *d = &table.documents[reverse ? table.count - 1 - i : i];
        if (toll_reckoning_add(r, &d->document, d->claims, d->count, NULL) != TOLL_OK) return 3;
        if (reverse && toll_reckoning_settle(r, NULL) != TOLL_OK) return 3;
    }
    if (toll_reckoning_settle(r, NULL) != TOLL_OK) return 3;
    print_findings(r);
    print_questions(r);
    toll_reckoning_close(r);
    table_free(&table);
    free(bytes);
    return 0;
}
