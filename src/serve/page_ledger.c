/* Pages of what the ledger holds: its documents, the method; and the form of filters that lists share. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"

static void add_input(serve_request *r, const char *name, const char *label, const char *type)
{
    const char *value = serve_param(r, name);
    toll_buffer_printf(&r->out, "<label>%s <input name=\"%s\" type=\"%s\" value=\"", label, name, type);
    page_text(&r->out, value);
    toll_buffer_add_string(&r->out, "\"></label>\n");
}

void page_outcomes(toll_buffer *out, const char *name, const char *chosen)
{
    toll_buffer_printf(out, "<select name=\"%s\"><option value=\"\"></option>", name);
    for (int i = 0; i < TOLL_OUTCOME_COUNT; i++) {
        const char *code = toll_outcome_name((toll_outcome)i);
        toll_buffer_printf(out, "<option value=\"%s\"%s>", code, chosen && !strcmp(chosen, code) ? " selected" : "");
        page_outcome(out, (toll_outcome)i);
        toll_buffer_add_string(out, "</option>");
    }
    toll_buffer_add_string(out, "</select>");
}

/* Several outcomes stay as they were written. */
static void add_outcome(serve_request *r)
{
    const char *given = serve_param(r, "outcome");
    if (given && toll_outcome_from_name(toll_text_of(given)) < 0) {
        add_input(r, "outcome", "What became of them", "text");
        return;
    }
    toll_buffer_add_string(&r->out, "<label>What became of them ");
    page_outcomes(&r->out, "outcome", given);
    toll_buffer_add_string(&r->out, "</label>\n");
}

void page_filters(serve_request *r, const char *button)
{
    toll_buffer_add_string(&r->out, "<form action=\"");
    page_text(&r->out, r->path);
    toll_buffer_add_string(&r->out, "\" role=\"search\" class=\"edit\">\n");
    char words[32] = "Words";
    if (r->look.keys[KEY_SEARCH] != '-') snprintf(words, sizeof words, "Words <kbd>%c</kbd>", r->look.keys[KEY_SEARCH]);
    add_input(r, "text", words, "search");
    add_input(r, "figure", "Figure, as &gt;800", "text");
    add_input(r, "claimant", "Who says so", "text");
    add_input(r, "outlet", "Outlet", "text");
    add_input(r, "side", "Whose loss", "text");
    add_outcome(r);
    add_input(r, "place", "Place", "text");
    add_input(r, "from", "From", "date");
    add_input(r, "to", "To", "date");
    if (r->route->params & PARAM_AS_OF) add_input(r, "as_of", "As the ledger was on", "date");
    toll_buffer_printf(&r->out, "<p><button>%s</button></p></form>\n", button);
}

void page_hit(serve_request *r, const char *id)
{
    const char *words = serve_param(r, "text");
    if (words) toll_buffer_add_string(&r->out, "?text="), page_url(&r->out, words);
    if (words || strcmp(id, "hit") != 0) toll_buffer_printf(&r->out, "#%s", id);
}

static void add_document_row(serve_list *it)
{
    toll_buffer *out = &it->r->out;
    const toll_ledger_version *v = &it->row.version;
    toll_buffer_printf(out, "<tr><th scope=\"row\"><a href=\"/d/%" PRIu64, v->id);
    page_hit(it->r, "hit");
    toll_buffer_add_string(out, "\">");
    toll_view_add_xml(out, v->document.title.len ? v->document.title : v->document.name);
    toll_buffer_add_string(out, "</a></th><td>");
    toll_view_add_xml(out, v->document.outlet);
    toll_buffer_add_string(out, "</td><td>");
    page_day(out, v->document.published);
    toll_buffer_printf(out, "</td><td>%u</td><td>%" PRIu64 "</td></tr>\n", v->number, v->claim_count);
}

toll_status serve_page_documents(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, 50)};
    toll_buffer notes = {0};
    toll_status status = page_ask(&notes, r);
    page_begin(r, "Documents", "/documents");
    page_filters(r, "Show");
    if (notes.len) toll_buffer_add(&r->out, notes.data, notes.len);
    toll_buffer_free(&notes);
    if (status >= 0) status = page_days(r, true);
    page_table(&r->out, "Documents, version by version", "Document|Outlet|Published|Version|Claims");
    if (status >= 0) status = serve_walk(&list, &serve_documents, add_document_row);
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!list.count)
        toll_buffer_add_string(
            &r->out, "<p>No document matches. <a href=\"/import\">Import</a> one, or <a href=\"/documents\">show all</a>.</p>\n");
    page_more(r, list.cursor);
    page_end(r);
    return status;
}

toll_status serve_page_method(serve_request *r)
{
    toll_buffer *out = &r->out;
    page_begin(r, "Method", "/method");
    toll_buffer_printf(out, "<p>Tollbook %s with the word tables ", TOLL_VERSION);
    page_text(out, r->serve->options.reckon->tables);
    toll_buffer_printf(out, ". The ledger is at reading %lld and decision %lld.</p>\n", (long long)r->reader->revision[0],
        (long long)r->reader->revision[1]);
    toll_buffer_add_string(out,
        "<h2>What a figure here is</h2>\n<p>A claim: somebody’s word, cut from a stored text by its bytes. Two things are kept apart: what the "
        "<em>source</em> says of checking (nothing, verified, unverified) and what <em>our reviewers</em> did (proposed, accepted, corrected, "
        "rejected). Corrections do not change the claim as it was read.</p>\n<h2>Outcomes</h2>\n<p>They are never narrowed: losses and casualties "
        "keep their own code and the source’s word.</p>\n<ul>\n");
    for (int i = 0; i < TOLL_OUTCOME_COUNT; i++) toll_buffer_printf(out, "<li><code>%s</code></li>\n", toll_outcome_name((toll_outcome)i));
    toll_buffer_printf(out,
        "</ul>\n<h2>Vague words</h2>\n<p>The policy of this server is <code>%s</code>: hundreds allow %s. A bound that comes from a vague word "
        "never makes a conflict.</p>\n",
        r->serve->options.reckon->reckon.policy == TOLL_POLICY_ACLED ? "acled" : "strict",
        r->serve->options.reckon->reckon.policy == TOLL_POLICY_ACLED ? "from 100" : "200 to 999");
    toll_buffer_add_string(out, "<h2>Findings</h2>\n<ul>\n");
    for (int i = 0; i < TOLL_FINDING_CODE_COUNT; i++)
        toll_buffer_printf(out, "<li><a href=\"/findings?code=%s\">%s</a> <code>%s</code>: %s</li>\n",
            toll_finding_code_name((toll_finding_code)i), toll_view_finding_title((toll_finding_code)i),
            toll_finding_code_name((toll_finding_code)i), toll_view_finding_needs((toll_finding_code)i));
    toll_buffer_add_string(out,
        "</ul>\n<h2>What this server does not do</h2>\n<p>It asks no other host for anything and keeps no account of its readers. It never says "
        "which figure is true, and never adds up or averages figures of different claimants.</p>\n"
        "<p><a href=\"/api/v1/openapi.json\">The API</a></p>\n"
        "<h2 id=\"keys\">Keys</h2>\n<p>For whoever wants them; each does what the button or link does that shows it, and none acts while a field has "
        "the focus.</p>\n");
    page_keys(r);
    page_end(r);
    return TOLL_OK;
}
