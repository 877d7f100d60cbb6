/* tollbook profile: what a ledger holds of each claimant, in counts beside what they are out of: whose losses it speaks of, how late, how
 * often it revised its figures, how often its sums held, and how its figures stand to its imported series. No score. */
#include "reckoning.h"
#include "view/profile.h"

#include <tollbook/series.h>

typedef struct asked {
    toll_cli_reckoning reckoning;
    uint64_t least;
    toll_profiles profiles;
    toll_series_list list;
} asked;

static toll_status add_statements(asked *a, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    filter.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, a->reckoning.store, &filter, error);
    if (status < 0) return status;
    while ((status = toll_ledger_claims_next(&row, &claims, error)) == TOLL_OK) {
        uint32_t index;
        toll_statement statement;
        status = toll_cli_find_claim(&index, &a->reckoning, row.claim.id, error);
        if (status < 0) break;
        toll_reckoning *r = toll_cli_reckoning_of(&a->reckoning);
        if (status == TOLL_OK && toll_reckoning_statement(&statement, r, index) == TOLL_OK && statement.head == index) {
            const toll_reckoned_claim *c = toll_reckoning_claim(r, index);
            toll_day published = toll_reckoning_document(r, c->document)->published;
            toll_profiles_add_statement(&a->profiles, c, published);
            toll_profiles_add_checks(&a->profiles, c, published, &a->list, (toll_policy)a->reckoning.policy);
        }
        if (a->reckoning.ask.kept) toll_kept_forget(a->reckoning.ask.kept);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_findings(asked *a, toll_error *error)
{
    toll_finding f;
    toll_status status = toll_cli_findings_begin(&a->reckoning, TOLL_PROFILE_FINDINGS, NULL, error);
    while (status >= 0 && (status = toll_cli_findings_next(&f, &a->reckoning, error)) == TOLL_OK)
        toll_profiles_add_finding(&a->profiles, toll_cli_reckoning_of(&a->reckoning), &f);
    return status < 0 ? status : TOLL_OK;
}

static int print(asked *a, const char *claimant)
{
    toll_cli_rows rows = {
        .columns = toll_view_profile_columns, .count = TOLL_VIEW_PROFILE_COLUMNS, .view = toll_cli_reckoning_view(&a->reckoning)};
    toll_cli_value values[TOLL_VIEW_PROFILE_COLUMNS];
    toll_buffer out = {0};
    bool written = true;
    toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; i < a->profiles.count && written; i++) {
        const toll_profile *p = &a->profiles.items[i];
        if ((claimant && strcmp(claimant, p->claimant) != 0) || p->statements < a->least) continue;
        toll_view_set_profile(values, p);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int run(asked *a, const char *claimant)
{
    toll_error error = {0};
    toll_status status = toll_series_load(&a->list, a->reckoning.store, NULL, true, &error);
    if (status >= 0) status = add_statements(a, &error);
    if (status >= 0) status = add_findings(a, &error);
    if (status >= 0 && a->profiles.failed) status = toll_error_set(&error, TOLL_E_MEMORY, NULL, "not enough memory for the profiles");
    if (status < 0) return toll_cli_fail(&error);
    toll_profiles_sort(&a->profiles);
    return print(a, claimant);
}

int toll_cli_profile(int argc, char **argv)
{
    asked a = {.reckoning = TOLL_CLI_RECKONING_DEFAULT};
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(a.reckoning),
        {"least", TOLL_OPTION_COUNT, &a.least, "N", "only claimants with so many statements"},
    };
    const toll_usage usage = {"profile", "[CLAIMANT]",
        "Prints, in counts and never as a score, what the ledger holds of each claimant: whose losses, how late, revisions, sums that held.",
        "  tollbook profile --least 5\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 2) {
        toll_cli_say("profile takes at most one claimant (`tollbook names` lists them)");
        return TOLL_EXIT_USAGE;
    }
    toll_profiles_start(&a.profiles);
    code = toll_cli_reckoning_open(&a.reckoning, "profile");
    if (code == TOLL_CLI_GO) code = run(&a, argc == 2 ? argv[1] : NULL);
    toll_cli_reckoning_close(&a.reckoning);
    toll_series_list_free(&a.list);
    toll_profiles_free(&a.profiles);
    return code;
}
