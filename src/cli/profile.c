/* tollbook profile: what a ledger holds of each claimant, in counts beside what they are out of: whose losses it speaks of, how late, how
 * often it revised its figures, how often its sums held, and how its figures stand to its imported series. No score. */
#include <stdio.h>

#include "reckon/profile.h"
#include "reckoning.h"

#include <tollbook/series.h>

typedef struct asked {
    toll_cli_reckoning reckoning;
    uint64_t least;
    toll_profiles profiles;
    toll_series_list list;
} asked;

static const toll_cli_column columns[] = {{"claimant", "CLAIMANT", 0}, {"side", NULL, 0}, {"kind", NULL, 0},
    {"statements", "STATEMENTS", 10}, {"own_losses", "OWN", 5}, {"enemy_losses", "ENEMY", 5}, {"third_party_losses", "OTHERS", 6},
    {"lag_known", NULL, 0}, {"lag_days", NULL, 0}, {"lag", "LAG", 14}, {"revised_up", NULL, 0}, {"revised_down", NULL, 0},
    {"revised", "REVISED", 12}, {"sums_held", NULL, 0}, {"sums_failed", NULL, 0}, {"sums", "SUMS HELD", 9}, {"records_failed", NULL, 0},
    {"records_open", NULL, 0}, {"records_held", NULL, 0}, {"exact", NULL, 0}, {"rounded", NULL, 0}, {"near", NULL, 0},
    {"impossible", NULL, 0}, {"series", "IN ITS SERIES", 13}};
enum { column_count = sizeof columns / sizeof *columns };

/* "3 of 7"; nothing where it is out of nothing. */
static void set_of(toll_cli_value *value, uint64_t part, uint64_t whole)
{
    *value = (toll_cli_value){0};
    int len = whole ? snprintf(value->own, sizeof value->own, "%llu of %llu", (unsigned long long)part, (unsigned long long)whole) : 0;
    value->text = (toll_text){whole ? value->own : NULL, (size_t)len};
}

static void set_values(toll_cli_value v[column_count], const toll_profile *p)
{
    int median;
    uint64_t known = toll_profile_lag(&median, p), laid = 0;
    for (int i = 0; i < 5; i++) laid += p->fits[i];
    const uint64_t counts[] = {p->statements, p->own, p->enemy, p->third, known};
    toll_cli_set_text(&v[0], toll_text_of(p->claimant));
    toll_cli_set_text(&v[1], toll_text_of(p->side));
    toll_cli_set_text(&v[2], toll_text_of(p->kind));
    for (int i = 0; i < 5; i++) toll_cli_set_count(&v[3 + i], counts[i]);
    v[8] = (toll_cli_value){0};
    if (median >= 0) toll_cli_set_count(&v[8], (uint64_t)median);
    v[9] = (toll_cli_value){0};
    int len = known ? snprintf(v[9].own, sizeof v[9].own, "%d%s days (n %llu)", median, median == TOLL_PROFILE_DAYS - 1 ? "+" : "",
                          (unsigned long long)known)
                    : 0;
    v[9].text = (toll_text){known ? v[9].own : NULL, (size_t)len};
    toll_cli_set_count(&v[10], p->revised_up);
    toll_cli_set_count(&v[11], p->revised_down);
    v[12] = (toll_cli_value){0};
    bool revised = p->revised_up + p->revised_down > 0;
    len = revised ? snprintf(v[12].own, sizeof v[12].own, "%llu up %llu down", (unsigned long long)p->revised_up,
                        (unsigned long long)p->revised_down)
                  : 0;
    v[12].text = (toll_text){revised ? v[12].own : NULL, (size_t)len};
    toll_cli_set_count(&v[13], p->held);
    toll_cli_set_count(&v[14], p->failed);
    set_of(&v[15], p->held, p->held + p->failed);
    toll_cli_set_count(&v[16], p->records_failed);
    toll_cli_set_count(&v[17], p->records_open);
    toll_cli_set_count(&v[18], p->records_held);
    toll_cli_set_count(&v[19], p->fits[TOLL_FIT_EXACT]);
    toll_cli_set_count(&v[20], p->fits[TOLL_FIT_ROUNDED]);
    toll_cli_set_count(&v[21], p->fits[TOLL_FIT_NEAR]);
    toll_cli_set_count(&v[22], p->fits[TOLL_FIT_IMPOSSIBLE]);
    set_of(&v[23], p->fits[TOLL_FIT_EXACT] + p->fits[TOLL_FIT_ROUNDED], laid);
}

/* A statement against the claimant's series. */
static void add_checks(asked *a, const toll_reckoned_claim *c, toll_day published)
{
    toll_profile *p = toll_profiles_of(&a->profiles, c);
    for (size_t i = 0; p && i < a->list.count; i++) {
        toll_series_finding findings[TOLL_SERIES_FINDINGS];
        if (!a->list.items[i].latest || !toll_series_concerns(&a->list.items[i].series, c)) continue;
        size_t count = toll_series_judge(findings, &a->list.items[i].series, c, published, (toll_policy)a->reckoning.policy);
        for (size_t k = 0; k < count; k++) {
            const toll_series_finding *f = &findings[k];
            if (f->code == TOLL_FINDING_TOTAL_CHECKED) p->fits[f->fit]++;
            else if (f->code == TOLL_FINDING_RECORD_CHECKED) p->records_held += f->verdict == TOLL_VERDICT_HOLDS;
        }
    }
}

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
            add_checks(a, c, published);
        }
        if (a->reckoning.ask.kept) toll_kept_forget(a->reckoning.ask.kept);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_findings(asked *a, toll_error *error)
{
    const uint32_t codes = 1u << TOLL_FINDING_REVISION | 1u << TOLL_FINDING_AVERAGE_CHECKED | 1u << TOLL_FINDING_DIFFERENCE_CHECKED |
                           1u << TOLL_FINDING_PART_EXCEEDS_TOTAL | 1u << TOLL_FINDING_RECORD_CHECKED;
    toll_finding f;
    toll_status status = toll_cli_findings_begin(&a->reckoning, codes, NULL, error);
    while (status >= 0 && (status = toll_cli_findings_next(&f, &a->reckoning, error)) == TOLL_OK)
        toll_profiles_add_finding(&a->profiles, toll_cli_reckoning_of(&a->reckoning), &f);
    return status < 0 ? status : TOLL_OK;
}

static int print(asked *a, const char *claimant)
{
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(&a->reckoning)};
    toll_cli_value values[column_count];
    toll_buffer out = {0};
    bool written = true;
    toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; i < a->profiles.count && written; i++) {
        const toll_profile *p = &a->profiles.items[i];
        if ((claimant && strcmp(claimant, p->claimant) != 0) || p->statements < a->least) continue;
        set_values(values, p);
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
