/* Pages of what the ledger holds: documents, one of them with its evidence marked, the method; and the form of filters that lists share. */
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
    add_input(r, "text", "Words <kbd>/</kbd>", "search");
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
    page_begin(r, "Documents", "/documents");
    page_filters(r, "Show");
    page_table(&r->out, "Documents, version by version", "Document|Outlet|Published|Version|Claims");
    toll_status status = serve_walk(&list, &serve_documents, add_document_row);
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!list.count)
        toll_buffer_add_string(
            &r->out, "<p>No document matches. <a href=\"/import\">Import</a> one, or <a href=\"/documents\">show all</a>.</p>\n");
    page_more(r, list.cursor);
    page_end(r);
    return status;
}

/* --- a document: its text as stored, with the evidence in it */
typedef struct shown {
    serve_request *r;
    const char **ids;
    bool hit; /* one was shown: the first has the id */
} shown;

static toll_status add_segment(void *context, const serve_segment *s)
{
    shown *m = context;
    toll_buffer *out = &m->r->out;
    bool first = (s->kinds & SERVE_MARK_HIT) && !m->hit;
    m->hit |= first;
    if (first) toll_buffer_add_string(out, "<span id=\"hit\">");
    if (s->kinds) {
        toll_buffer_add_string(out, "<mark class=\"");
        for (int i = 0, any = 0; i < SERVE_MARK_KINDS; i++)
            if (s->kinds >> i & 1) toll_buffer_printf(out, any++ ? " %s" : "%s", serve_mark_names[i]);
        if (s->begins) toll_buffer_printf(out, "\" id=\"c-%s", m->ids[s->begins - 1]);
        toll_buffer_add_string(out, "\">");
    }
    page_exact(out, s->text);
    if (s->kinds) toll_buffer_add_string(out, "</mark>");
    if (first) toll_buffer_add_string(out, "</span>");
    if (s->begins)
        toll_buffer_printf(
            out, "<a class=\"number\" href=\"#n-%u\" aria-label=\"claim %u\" data-n=\"%u\"></a>", s->begins, s->begins, s->begins);
    return out->failed ? TOLL_E_MEMORY : TOLL_OK;
}

static void add_head(serve_request *r, const toll_ledger_version *v)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<dl class=\"fields\"><dt>Outlet</dt><dd>");
    if (v->document.outlet.len) toll_view_add_xml(out, v->document.outlet);
    else toll_buffer_add_string(out, "not known");
    toll_buffer_add_string(out, "</dd><dt>Published</dt><dd>");
    page_day(out, v->document.published);
    toll_buffer_add_string(out, "</dd><dt>Name</dt><dd>");
    toll_view_add_xml(out, v->document.name);
    toll_buffer_printf(out, "</dd><dt>Version</dt><dd>%u%s</dd>", v->number,
        v->superseded_at ? ", superseded: the text or what is known of it changed since" : "");
    if (v->document.url.len) {
        toll_buffer_add_string(out, "<dt>Address</dt><dd>");
        toll_view_add_xml(out, v->document.url);
        toll_buffer_add_string(out, "</dd>");
    }
    toll_buffer_printf(out, "<dt>SHA-256</dt><dd><code>%s</code></dd></dl>\n", v->sha256);
}

static toll_status collect(serve_request *r, uint64_t version, serve_mark **marks, size_t *count, const char ***ids, toll_buffer *list)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    size_t cap = 0, id_cap = 0;
    uint32_t number = 0;
    filter.version = version, filter.history = true;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (row.superseded_at && number) continue;
        if (!toll_grow(ids, &id_cap, number, sizeof **ids)) status = TOLL_E_MEMORY;
        else (*ids)[number++] = toll_arena_string(&r->memory, row.claim.id, strlen(row.claim.id));
        if (status >= 0 && (!(*ids)[number - 1] || !serve_add_marks(marks, count, &cap, &row.claim, number))) status = TOLL_E_MEMORY;
        if (status < 0) break;
        toll_buffer number_text = {0};
        toll_view_number(&number_text, &row.claim.quantity, page_cut(&row, row.claim.quantity.span), TOLL_VIEW_TEXT);
        toll_buffer_printf(list, "<li id=\"n-%u\"><a href=\"#c-%s\">", number, row.claim.id);
        page_text(list, number_text.data);
        toll_buffer_add_string(list, "</a> ");
        page_outcome(list, row.claim.outcome);
        toll_buffer_add_string(list, ", ");
        page_claimant(list, r, row.claim.claimant.id, page_cut(&row, row.claim.claimant.span));
        toll_buffer_printf(list, " <a href=\"/c/%s\" aria-label=\"claim %u\">claim</a></li>\n", row.claim.id, number);
        toll_buffer_free(&number_text);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_document(
    serve_request *r, const toll_ledger_version *v, serve_mark *marks, size_t count, const char **ids, const toll_buffer *list)
{
    char title[256];
    toll_text words = v->document.title.len ? v->document.title : v->document.name;
    snprintf(title, sizeof title, "%.*s", (int)(words.len < 250 ? words.len : 250), words.data ? words.data : "");
    page_begin(r, title, "/documents");
    add_head(r, v);
    if (count) page_key_to_marks(&r->out);
    shown m = {r, ids, false};
    toll_buffer_add_string(
        &r->out, "<div class=\"beside\"><pre class=\"text\" dir=\"auto\">\n"); /* HTML drops one line break here, not one of the text's */
    toll_status status = serve_cut(v->document.text, marks, count, add_segment, &m);
    toll_buffer_add_string(&r->out, "</pre>\n<aside aria-label=\"Claims in this text\"><h2>Claims</h2>\n<ol>\n");
    if (list->len) toll_buffer_add(&r->out, list->data, list->len);
    toll_buffer_add_string(&r->out, list->len ? "</ol>\n" : "</ol><p>No claim was found.</p>\n");
    if (list->len && !v->superseded_at && page_may_review(r)) {
        const char *name = toll_arena_string(&r->memory, v->document.name.data, v->document.name.len);
        toll_buffer_add_string(&r->out, "<p>");
        if (name) page_link(&r->out, "/inbox?document=", name, "Decide on them");
        toll_buffer_add_string(&r->out, "</p>\n");
    }
    toll_buffer_add_string(&r->out, "</aside></div>\n");
    page_end(r);
    return status;
}

toll_status serve_page_document(serve_request *r)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_versions versions;
    toll_ledger_version version;
    serve_mark *marks = NULL;
    const char **ids = NULL;
    size_t count = 0;
    toll_buffer list = {0};
    if (!serve_number(&filter.version, r->parts[0], 1, INT64_MAX))
        return serve_fail(r, 404, "\"%.60s\" is no version of a document", r->parts[0]);
    filter.history = true;
    toll_status status = collect(r, filter.version, &marks, &count, &ids, &list);
    if (status >= 0) {
        status = toll_ledger_versions_open(&versions, r->reader->ledger, &filter, &r->error);
        if (status >= 0) status = toll_ledger_versions_next(&version, &versions, &r->error);
        size_t cap = count;
        if (status == TOLL_OK && !serve_add_hits(&marks, &count, &cap, version.document.text, serve_param(r, "text")))
            status = TOLL_E_MEMORY;
        if (status == TOLL_OK) status = add_document(r, &version, marks, count, ids, &list);
        toll_ledger_versions_close(&versions);
    }
    toll_buffer_free(&list);
    toll_base_free(marks);
    toll_base_free(ids);
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
        "the focus.</p>\n<dl class=\"fields\"><dt><kbd>a</kbd></dt><dd>accept</dd><dt><kbd>x</kbd></dt><dd>reject</dd><dt><kbd>s</kbd></dt><dd>leave "
        "for later</dd><dt><kbd>f</kbd></dt><dd>ask for a second reader</dd><dt><kbd>e</kbd></dt><dd>edit</dd><dt><kbd>u</kbd></dt><dd>take the last "
        "decision back, and the one before</dd><dt><kbd>/</kbd></dt><dd>search</dd></dl>\n");
    page_end(r);
    return TOLL_OK;
}
