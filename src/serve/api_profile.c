/* In: a claimant. Out: counts of what the ledger holds of it, as `tollbook profile` prints them: JSON, and a table of a page. Costs its
 * statements, and a walk over the findings that are counted. */
#include <stdio.h>

#include "page.h"
#include "profile.h"

static toll_status load_series(toll_series_list *out, serve_request *r)
{
    toll_status status = toll_series_load_heads(out, r->reader->ledger, 0, &r->error);
    for (size_t i = 0; i < out->count && status >= 0; i++)
        if (out->items[i].latest) status = toll_series_load_points(out, i, r->reader->ledger, &r->error);
    return status;
}

/* Its statements, each once however often it was told again. */
static void add_statements(toll_profiles *out, toll_reckoning *k, const char *claimant, const toll_series_list *series, toll_policy policy)
{
    for (uint32_t i = 0, count = toll_reckoning_claim_count(k); i < count; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(k, i);
        toll_statement statement;
        if (!c->claimant || strcmp(c->claimant, claimant) != 0) continue;
        if (toll_reckoning_statement(&statement, k, i) != TOLL_OK || statement.head != i) continue;
        toll_day published = toll_reckoning_document(k, c->document)->published;
        toll_profiles_add_statement(out, c, published);
        toll_profiles_add_checks(out, c, published, series, policy);
    }
}

static toll_status add_findings(toll_profiles *out, bool *cut, toll_ask *ask, const char *claimant, toll_error *error)
{
    toll_finding f;
    size_t seen = 0;
    toll_status status = toll_ask_findings_begin(ask, TOLL_PROFILE_FINDINGS, NULL, error);
    while (status >= 0 && (status = toll_ask_findings_next(&f, ask, error)) == TOLL_OK) {
        toll_reckoning *k = toll_ask_reckoning(ask);
        const toll_reckoned_claim *c = f.claim_count ? toll_reckoning_claim(k, f.claims[0]) : NULL;
        *cut = ++seen > SERVE_PROFILE_FINDINGS;
        if (*cut) break;
        if (c && c->claimant && !strcmp(c->claimant, claimant)) toll_profiles_add_finding(out, k, &f);
    }
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_profile_of(toll_profiles *out, const toll_profile **at, bool *cut, serve_request *r, const char *claimant)
{
    toll_series_list series = {0};
    toll_profiles_start(out);
    *at = NULL, *cut = false;
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = load_series(&series, r);
    if (status >= 0) status = toll_ask_find_claimant(ask, claimant, &r->error);
    if (status >= 0) add_statements(out, toll_ask_reckoning(ask), claimant, &series, r->serve->options.reckon->reckon.policy);
    if (status >= 0) status = add_findings(out, cut, ask, claimant, &r->error);
    toll_series_list_free(&series);
    if (status >= 0 && out->failed) status = toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this profile");
    if (status < 0) return status;
    *at = out->count ? out->items : NULL;
    return *at ? TOLL_OK : serve_fail(r, 404, "\"%.60s\" makes no statement here", claimant);
}

toll_status serve_api_profile(serve_request *r)
{
    toll_profiles profiles;
    const toll_profile *profile;
    bool cut;
    toll_view_value values[TOLL_VIEW_PROFILE_COLUMNS];
    toll_status status = serve_profile_of(&profiles, &profile, &cut, r, r->parts[0]);
    if (status == TOLL_OK) {
        toll_buffer_add_string(&r->out, "{\"profile\":");
        toll_view_set_profile(values, profile);
        serve_add_row(&r->out, toll_view_profile_columns, TOLL_VIEW_PROFILE_COLUMNS, values);
        toll_buffer_printf(&r->out, ",\"cut\":%s}\n", cut ? "true" : "false");
    }
    toll_profiles_free(&profiles);
    return status;
}

static void add_count(toll_buffer *out, const char *words, uint64_t part, uint64_t whole)
{
    toll_buffer_printf(
        out, "<tr><th scope=\"row\">%s</th><td>%llu</td><td>%llu</td></tr>\n", words, (unsigned long long)part, (unsigned long long)whole);
}

void page_profile(toll_buffer *out, const toll_profile *p, bool cut)
{
    int median;
    uint64_t known = toll_profile_lag(&median, p), laid = 0;
    for (int i = 0; i < 5; i++) laid += p->fits[i];
    page_table(out, "What the ledger holds of it, in counts: no score", "What|Count|Out of");
    add_count(out, "Statements on its own losses", p->own, p->statements);
    add_count(out, "on the enemy’s", p->enemy, p->statements);
    add_count(out, "on others’", p->third, p->statements);
    add_count(out, "Figures revised up", p->revised_up, p->revised_up + p->revised_down);
    add_count(out, "revised down", p->revised_down, p->revised_up + p->revised_down);
    add_count(out, "Averages, differences and sums that held", p->held, p->held + p->failed);
    add_count(
        out, "“Records” with a higher figure of its own before", p->records_failed, p->records_failed + p->records_open + p->records_held);
    add_count(out, "Figures that its imported series have, exactly or rounded", p->fits[TOLL_FIT_EXACT] + p->fits[TOLL_FIT_ROUNDED], laid);
    add_count(out, "that come near it", p->fits[TOLL_FIT_NEAR], laid);
    add_count(out, "that it cannot have", p->fits[TOLL_FIT_IMPOSSIBLE], laid);
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (known)
        toll_buffer_printf(out, "<p>From the end of a period to its telling: %d%s day%s, the middle of %llu known.</p>\n", median,
            median == TOLL_PROFILE_DAYS - 1 ? " or more" : "", median == 1 ? "" : "s", (unsigned long long)known);
    if (cut) toll_buffer_printf(out, "<p>Of more than %d findings the first were counted.</p>\n", SERVE_PROFILE_FINDINGS);
}
