/* The half of tollbook check that needs no table: a claimant's figures against its own. In: a ledger. Out: totals and days that bear one another out,
 * with the claims that a value is made of; records and differences among them, as the reckoning keeps them. */
#include "check.h"

static void print_own(void *context, const toll_own_series *own, const toll_series_finding *f, const uint32_t *evidence, size_t count)
{
    check_asked *a = context;
    toll_reckoning *r = toll_cli_reckoning_of(&a->reckoning);
    const toll_reckoned_claim *c = toll_reckoning_claim(r, evidence[0]);
    if (!a->written || (a->series && strcmp(a->series, own->series.name) != 0)) return;
    a->evidence = evidence, a->evidence_count = count;
    a->written = check_print(a, &own->series, c, toll_reckoning_document(r, c->document)->name, f);
    a->evidence_count = 0;
}

static toll_status judge_own(check_asked *a, const char *claimant, toll_error *error)
{
    toll_own_list list;
    toll_status status = toll_cli_find_claimant(&a->reckoning, claimant, error);
    if (status < 0) return status;
    toll_reckoning *r = toll_cli_reckoning_of(&a->reckoning);
    status = toll_own_series_of(&list, r, claimant, 2, error);
    for (size_t i = 0; i < list.count && status >= 0 && a->written; i++) status = toll_own_judge(r, &list.items[i], print_own, a, error);
    toll_own_list_free(&list);
    if (a->reckoning.ask.kept) toll_kept_forget(a->reckoning.ask.kept);
    return status;
}

/* Claimants' claims against their own, of any number of them. */
static int check_totals(check_asked *a)
{
    toll_error error = {0};
    toll_tellers claimants;
    toll_status status = toll_ask_claimants(&claimants, &a->reckoning.ask, a->claimant, &error);
    a->written = true;
    for (size_t i = 0; i < claimants.count && status >= 0 && a->written; i++) status = judge_own(a, claimants.items[i].id, &error);
    toll_tellers_free(&claimants);
    if (status < 0) return toll_cli_fail(&error);
    return a->written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

/* Records and differences among a claimant's own claims stand in the reckoning. */
static bool print_reckoned(check_asked *a, toll_reckoning *r, const toll_finding *f)
{
    toll_cli_value v[CHECK_COLUMNS] = {0};
    const toll_reckoned_claim *c = toll_reckoning_claim(r, f->claims[0]);
    char reason[1024];
    if (a->claimant && (!c->claimant || strcmp(c->claimant, a->claimant) != 0)) return true;
    a->evidence = f->claims, a->evidence_count = f->claim_count, a->printed++;
    toll_finding_reason(reason, sizeof reason, r, f);
    toll_cli_set_text(&v[0], toll_text_of(toll_finding_code_name(f->code)));
    toll_cli_set_text(&v[1], toll_text_of(toll_verdict_name(f->verdict)));
    toll_cli_set_text(&v[2], toll_text_of(c->words));
    toll_cli_set_text(&v[3], toll_text_of(c->id));
    toll_cli_set_text(&v[4], toll_text_of(toll_reckoning_document(r, c->document)->name));
    toll_cli_set_text(&v[5], toll_text_of(c->claimant));
    toll_cli_set_text(&v[6], toll_text_of("own claims"));
    toll_cli_set_day(&v[7], f->day);
    toll_cli_set_number(&v[8], f->value);
    toll_cli_set_text(&v[11], toll_text_of(reason));
    check_add_row(a, v, NULL, NULL);
    a->evidence_count = 0;
    return toll_cli_flush(&a->out, false);
}

static int check_records(check_asked *a)
{
    toll_error error = {0};
    toll_finding f;
    bool written = true;
    const uint32_t codes = 1u << TOLL_FINDING_RECORD_CHECKED | 1u << TOLL_FINDING_DIFFERENCE_CHECKED;
    if (a->series) return TOLL_EXIT_DONE;
    toll_status status = toll_cli_findings_begin(&a->reckoning, codes, NULL, &error);
    while (written && status >= 0 && (status = toll_cli_findings_next(&f, &a->reckoning, &error)) == TOLL_OK)
        if (!f.name && f.claim_count) written = print_reckoned(a, toll_cli_reckoning_of(&a->reckoning), &f);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int check_own(check_asked *a)
{
    int code = check_totals(a);
    return code == TOLL_EXIT_DONE ? check_records(a) : code;
}
