/* Pages of imported series: which there are, and one with its chart, what is wrong with its table, and where to go on. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"
#include "series.h"

static void link_to(toll_buffer *out, const toll_series *s, const char *before, const char *behind, const char *text)
{
    toll_buffer_printf(out, "<a href=\"%s/", before);
    page_url(out, s->claimant);
    toll_buffer_add_char(out, '/');
    page_url(out, s->name);
    toll_buffer_printf(out, "%s\">", behind);
    page_text(out, text);
    toll_buffer_add_string(out, "</a>");
}

static void add_outcomes(toll_buffer *out, const toll_series *s)
{
    bool any = false;
    toll_buffer_add_string(out, "<td>");
    for (int outcome = 0; outcome < TOLL_OUTCOME_COUNT; outcome++) {
        if (!(s->outcomes >> outcome & 1)) continue;
        toll_buffer_add_string(out, any ? ", " : "");
        page_outcome(out, (toll_outcome)outcome);
        any = true;
    }
    toll_buffer_add_string(out, "</td>");
}

static void add_row(toll_buffer *out, const toll_series_kept *kept)
{
    const toll_series *s = &kept->series;
    toll_buffer kind = {0};
    char time[32];
    toll_view_add_code(&kind, s->category);
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    link_to(out, s, "/series", "", s->name);
    toll_buffer_add_string(out, "</th><td>");
    page_link(out, "/s/", s->claimant, s->claimant);
    toll_buffer_add_string(out, "</td>");
    page_cell(out, s->side);
    add_outcomes(out, s);
    page_cell(out, kind.data);
    toll_buffer_printf(out, "<td>%zu</td>", s->count);
    page_cell(out, s->file);
    toll_buffer_printf(out, "<td><time>%.16sZ</time></td></tr>\n", serve_series_time(time, kept->recorded_at)); /* to the minute */
    out->failed |= kind.failed;
    toll_buffer_free(&kind);
}

toll_status serve_page_tables(serve_request *r)
{
    toll_series_list list;
    size_t shown = 0;
    toll_status status = serve_series_list(&list, r);
    page_begin(r, "Series", "/series");
    toll_buffer_add_string(&r->out,
        "<p>Tables of a claimant’s figures over time, imported with <code>tollbook import series</code>. Claims of texts are laid over "
        "them; that a figure is in the claimant’s own table does not make it true.</p>\n");
    page_table(&r->out, "Imported series", "Series|Claimant|Whose loss|Outcome|Of what|Days|Table|Imported");
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].latest) add_row(&r->out, &list.items[i]), shown++;
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!shown) toll_buffer_add_string(&r->out, "<p>No table was imported.</p>\n");
    toll_buffer_add_string(&r->out,
        "<p>What they say: <a href=\"/findings?code=total_checked\">figures laid over them</a> · <a href=\"/findings?code=record_checked\">"
        "records</a> · <a href=\"/findings?code=included\">figures counted in others</a> · <a href=\"/findings?code=relay_series\">tables that "
        "repeat another</a> · <a href=\"/findings?code=table_error\">slips in tables</a> · <a href=\"/api/v1/series\">JSON</a></p>\n");
    page_end(r);
    toll_series_list_free(&list);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_fault(void *context, const toll_series_fault *fault, toll_error *error)
{
    toll_buffer *out = context;
    (void)error;
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    page_text(out, fault->kind);
    toll_buffer_add_string(out, "</th><td>");
    page_day(out, fault->day);
    toll_buffer_printf(out, "</td><td>%" PRIu64 "</td>", fault->line);
    page_cell(out, fault->message);
    toll_buffer_add_string(out, "</tr>\n");
    return TOLL_OK;
}

toll_status serve_page_table(serve_request *r)
{
    toll_series_list list = {0};
    char title[200];
    size_t at = 0;
    toll_status status = serve_series_find(&list, &at, r);
    if (status == TOLL_OK) {
        const toll_series *s = &list.items[at].series;
        snprintf(title, sizeof title, "%s, counted by %s", s->name, s->claimant);
        toll_utf8_tidy(title);
        page_begin(r, title, NULL);
        toll_buffer_add_string(&r->out, "<figure tabindex=\"0\" role=\"group\" aria-label=\"Chart\">\n");
        toll_chart_table(&r->out, s);
        toll_buffer_add_string(&r->out, "</figure>\n");
        page_table(&r->out, "What is wrong with the table, as it was found", "Kind|Day|Line|Why");
        size_t before = r->out.len;
        status = toll_series_walk_faults(r->reader->ledger, list.items[at].id, add_fault, &r->out, &r->error);
        if (r->out.len == before) toll_buffer_add_string(&r->out, "<tr><td colspan=\"4\">Nothing was found.</td></tr>\n");
        toll_buffer_add_string(&r->out, "</tbody></table></div>\n<p class=\"cite\">");
        link_to(&r->out, s, "/api/v1/series", "/chart.svg", "SVG");
        toll_buffer_add_string(&r->out, " · ");
        link_to(&r->out, s, "/api/v1/series", "", "JSON");
        toll_buffer_printf(&r->out, " · table <code>");
        page_text(&r->out, s->file);
        toll_buffer_printf(&r->out, "</code>, SHA-256 <code>%.16s…</code> · ", s->sha256);
        page_link(&r->out, "/s/", s->claimant, "figures of this claimant in texts");
        toll_buffer_add_string(&r->out, "</p>\n");
        page_end(r);
    }
    toll_series_list_free(&list);
    return status;
}
