/* Claimants: whose figures each outlet carries and what is left of them, and one claimant's figures over time with its profile. */

#include "page.h"
#include "profile.h"

/* "6 of 7"; of enough, "96% of 230"; of nothing, nothing. */
static void add_share(toll_buffer *out, int64_t kept, int64_t all)
{
    if (!all) toll_buffer_add_string(out, "<td>–</td>");
    else if (all < 20) toll_buffer_printf(out, "<td>%lld of %lld</td>", (long long)kept, (long long)all);
    else toll_buffer_printf(out, "<td>%.0f%% of %lld</td>", 100.0 * (double)kept / (double)all, (long long)all);
}

static void add_relay_row(serve_list *it)
{
    toll_buffer *out = &it->r->out;
    const toll_relay *relay = &it->row.relay;
    toll_view_value values[TOLL_VIEW_RELAY_COLUMNS];
    toll_view_set_relay(values, relay);
    toll_buffer_printf(out, "<tr%s><th scope=\"row\">", relay->claims < 20 ? " class=\"few\"" : "");
    page_called(out, it->r, "/s/", relay->claimant);
    toll_buffer_add_string(out, "</th><td>");
    page_link(out, "/search?outlet=", relay->outlet, relay->outlet);
    toll_buffer_add_string(out, "</td>");
    page_cells(out, values, 2, 4);
    add_share(out, relay->bounds_kept, relay->bounds);
    add_share(out, relay->named, relay->claims);
    add_share(out, relay->unverified_kept, relay->unverified);
    toll_buffer_add_string(out, "</tr>\n");
}

toll_status serve_page_sources(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, 200)};
    page_begin(r, "Sources", "/sources");
    toll_buffer_add_string(&r->out,
        "<p>Whose figures each outlet carries, and what is left of them: how often “at least” and the like stayed, the claimant was named, and "
        "“unverified” was passed on, of the claims that had it. Fewer than 20 give no share. Days: from saying to printing, on average.</p>\n");
    page_table(&r->out, "Claimant by outlet", "Claimant|Outlet|Claims|Days after|Bound kept|Claimant named|“Unverified” passed on");
    toll_status status = serve_walk(&list, &serve_relays, add_relay_row);
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!list.count) toll_buffer_add_string(&r->out, "<p>No claim is carried by an outlet that matches.</p>\n");
    page_more(r, list.cursor);
    page_end(r);
    return status;
}

static toll_status add_profile(serve_request *r)
{
    toll_profiles profiles;
    const toll_profile *profile;
    bool cut;
    toll_status status = serve_profile_of(&profiles, &profile, &cut, r, r->parts[0]);
    if (profile) page_profile(&r->out, profile, cut);
    toll_profiles_free(&profiles);
    bool none = status < 0 && r->status == 404; /* no statement: the rest of the page stands */
    if (none) r->status = 0;
    return none ? TOLL_OK : status;
}

/* The chart's figures as a table, definition by definition; false where memory runs out. */
static bool add_figures(serve_request *r, toll_reckoning *reckoning, const char *claimant)
{
    enum { MOST = 500 };
    size_t count = 0;
    toll_buffer *out = &r->out, label = {0};
    uint32_t *claims = toll_chart_claimant_figures(&count, reckoning, claimant, serve_param(r, "side"));
    if (!claims) return false;
    if (count) page_table(out, "The figures, by the end of the period that each is about", "Period ends|Said|Figure|What is counted");
    for (size_t i = 0; i < count && i < MOST; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, claims[i]);
        toll_buffer_add_string(out, "<tr><th scope=\"row\">");
        page_day(out, c->to);
        toll_buffer_add_string(out, "</th><td>");
        page_day(out, toll_view_said(reckoning, claims[i]));
        toll_buffer_add_string(out, "</td><td>");
        page_link(out, "/c/", c->id, c->words);
        toll_buffer_clear(&label);
        toll_chart_add_definition(&label, reckoning, claims[i]);
        toll_buffer_add_string(out, "</td>");
        page_cell(out, label.data);
        toll_buffer_add_string(out, "</tr>\n");
    }
    if (count) toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (count > MOST) toll_buffer_printf(out, "<p>And %zu more.</p>\n", count - MOST);
    out->failed |= label.failed;
    toll_buffer_free(&label);
    toll_base_free(claims);
    return true;
}

toll_status serve_page_claimant(serve_request *r)
{
    size_t shown = 0;
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_find_claimant(ask, r->parts[0], &r->error);
    if (status < 0) return status;
    char given[PAGE_NAME];
    const char *name = page_name_of(given, r, r->parts[0], TOLL_NAME_ALONE);
    page_begin(r, name, NULL);
    if (strcmp(name, r->parts[0]) != 0)
        toll_buffer_add_string(&r->out, "<p>Its id: <code>"), page_text(&r->out, r->parts[0]),
            toll_buffer_add_string(&r->out, "</code></p>\n");
    page_figure(&r->out);
    bool drawn = toll_chart_claimant(&r->out, &shown, toll_ask_reckoning(ask), r->parts[0], serve_param(r, "side"), 6);
    toll_buffer_add_string(&r->out, "</figure>\n");
    drawn = drawn && add_figures(r, toll_ask_reckoning(ask), r->parts[0]);
    toll_buffer_add_string(&r->out, "<p>");
    if (!shown) toll_buffer_add_string(&r->out, "No dated figures on people. ");
    page_link(&r->out, "/search?claimant=", r->parts[0], "All claims of this claimant");
    toll_buffer_add_string(&r->out, " · ");
    page_link(&r->out, "/sources?claimant=", r->parts[0], "Who carries them");
    toll_buffer_add_string(&r->out, "</p>\n");
    page_merge_form(r);
    if (drawn) status = add_profile(r);
    page_end(r);
    return drawn ? status : toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this page");
}
