/* The page of exports: which claims, how they look, in which format; and the lines that fetch the same from a shell, Python or R. Every link is an
 * address of the API with the page's own filters, so it can be kept and sent on. */
#include <stdio.h>

#include "export/export.h"
#include "page.h"

enum { PREVIEW = 5 };

/* The page's filters as they go on in an address of the API; `amp` is what stands between them. */
static void add_filters(toll_buffer *out, const serve_request *r, const char *amp)
{
    for (size_t i = 0; i < r->query.count; i++) {
        if (!*r->query.items[i].value) continue;
        toll_buffer_printf(out, "%s%s=", amp, r->query.items[i].name); /* a name of our own: the route's parameters are checked */
        page_url(out, r->query.items[i].value);
    }
}

static void add_link(serve_request *r, const char *format, const char *more, const char *text)
{
    toll_buffer_printf(&r->out, "<a href=\"/api/v1/export/claims?format=%s%s", format, more);
    add_filters(&r->out, r, "&amp;");
    toll_buffer_printf(&r->out, "\">%s</a>", text);
}

static void add_formats(serve_request *r)
{
    static const struct {
        const char *format, *more, *text;
    } links[] = {{"xlsx", "", "xlsx"}, {"xlsx", "&amp;hxl=1", "with HXL tags"}, {"csv", "&amp;bom=1", "CSV for a spreadsheet"},
        {"csv", "", "CSV for programs"}, {"csv", "&amp;hxl=1", "with HXL tags"}, {"zip", "", "zip"},
        {"zip", "&amp;statements=1", "with statements"}, {"html", "", "HTML"}, {"jsonl", "", "JSON Lines"}, {"geojson", "", "GeoJSON"},
        {"ucdp", "", "UCDP"}, {"ucdp", "&amp;left_out=1", "what does not fit"}, {"acled", "", "ACLED"},
        {"acled", "&amp;policy=acled", "vague words by ACLED’s rule"}, {"acled", "&amp;left_out=1", "what does not fit"},
        {"jsonld", "", "JSON-LD"}, {"annotations", "", "annotations"}, {"bibtex", "", "BibTeX"}, {"csl", "", "CSL-JSON"}};
    const size_t count = sizeof links / sizeof *links;
    toll_buffer_add_string(&r->out, "<h2>Formats</h2>\n");
    page_table(&r->out, "These claims as a file", "Format|What is in it");
    for (size_t i = 0; i < count;) {
        const char *format = links[i].format;
        toll_buffer_add_string(&r->out, "<tr><th scope=\"row\">");
        for (size_t k = 0; i < count && !strcmp(links[i].format, format); i++, k++) {
            toll_buffer_add_string(&r->out, k ? " · " : "");
            add_link(r, format, links[i].more, links[i].text);
        }
        toll_buffer_add_string(&r->out, "</th><td>");
        page_text(&r->out, toll_export_describe((toll_export_format)toll_export_format_named(format))->about);
        toll_buffer_add_string(&r->out, "</td></tr>\n");
    }
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
}

static void add_preview_row(serve_request *r, toll_buffer *number, const toll_ledger_row *row)
{
    toll_buffer *out = &r->out;
    const toll_claim *c = &row->claim;
    toll_buffer_clear(number);
    toll_view_number(number, &c->quantity, toll_view_cut(&row->document, c->quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    page_link(out, "/c/", c->id, number->data);
    toll_buffer_add_string(out, "</th><td>");
    page_outcome(out, c->outcome);
    toll_buffer_add_string(out, "</td>");
    toll_buffer_add_string(out, "<td>");
    page_name(out, r, c->victims.side ? c->victims.side : "not said", TOLL_NAME_ALONE);
    toll_buffer_add_string(out, "</td><td>");
    page_claimant(out, r, c->claimant.id, toll_view_cut(&row->document, c->claimant.span));
    toll_buffer_add_string(out, "</td><td>");
    toll_view_add_xml(out, row->document.outlet);
    toll_buffer_add_string(out, "</td><td>");
    page_day(out, row->document.published);
    toll_buffer_add_string(out, "</td></tr>\n");
}

static toll_status add_preview(serve_request *r, const toll_ledger_filter *asked)
{
    toll_ledger_filter filter = *asked;
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_buffer number = {0};
    unsigned shown = 0;
    filter.limit = PREVIEW;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    page_table(&r->out, "The first rows", "Number|What became of them|Whose loss|Who says so|Outlet|Published");
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        add_preview_row(r, &number, &row);
        shown++;
    }
    toll_ledger_claims_close(&claims);
    r->out.failed |= number.failed;
    toll_buffer_free(&number);
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!shown) toll_buffer_add_string(&r->out, "<p>No claim matches. <a href=\"/export\">Take the filters away</a>.</p>\n");
    toll_buffer_printf(&r->out, "<p>%s</p>\n",
        filter.rejected ? "Claims that a reviewer rejected are among them. <a href=\"/export\">Leave them out</a>"
                        : "Claims that a reviewer rejected are left out, those that nobody has decided on are among them.");
    return status < 0 ? status : TOLL_OK;
}

/* Escaped for a shell's single quotes, Python's and R's strings by page_url, which leaves nothing that any of them reads. */
static void add_address(serve_request *r, const char *format)
{
    toll_buffer_add_string(&r->out, "http://");
    page_text(&r->out, r->serve->address + (strncmp(r->serve->address, "http://", 7) ? 0 : 7));
    toll_buffer_printf(&r->out, "/api/v1/export/claims?format=%s", format);
    add_filters(&r->out, r, "&amp;");
}

static void add_lines(serve_request *r)
{
    static const char *const lines[][4] = {{"Shell", "curl -o claims.xlsx '", "xlsx", "'"},
        {"Python", "import pandas as pd\nclaims = pd.read_csv(\"", "csv", "\", dtype_backend=\"numpy_nullable\")"},
        {"R", "claims &lt;- readr::read_csv(\"", "csv", "\", na = \"\")"}};
    toll_buffer_add_string(&r->out, "<h2>From a program</h2>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        toll_buffer_printf(&r->out, "<h3>%s</h3>\n<pre class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><code>%s",
            lines[i][0], lines[i][0], lines[i][1]);
        add_address(r, lines[i][2]);
        toll_buffer_printf(&r->out, "%s</code></pre>\n", lines[i][3]);
    }
    toll_buffer_add_string(&r->out,
        "<p>A server that others reach wants a token: <code>-H 'Authorization: Bearer TOKEN'</code>. On the command line "
        "<code>tollbook export</code> writes the same bytes.</p>\n");
}

toll_status serve_page_export(serve_request *r)
{
    toll_ledger_filter filter;
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    page_begin(r, "Export", "/export");
    toll_buffer_add_string(&r->out,
        "<p>A row is somebody’s word: one figure by one claimant in one place of one document. The same statement told by five outlets is five rows; "
        "do not add rows up.</p>\n");
    page_filters(r, "Choose");
    status = add_preview(r, &filter);
    add_formats(r);
    toll_buffer_add_string(
        &r->out, "<p>A question as one HTML file: the link stands on <a href=\"/questions?least=2\">its page</a>.</p>\n");
    add_lines(r);
    page_end(r);
    return status;
}
