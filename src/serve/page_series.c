/* Pages that list series: those that were imported, those that a claimant's own claims form, and claimants whose claims may form some. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"
#include "series.h"

enum { TELLERS = 50 };

void page_series_link(toll_buffer *out, const toll_series *s, const char *before, const char *behind, const char *text)
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

static void add_head(serve_request *r, const toll_series *s)
{
    toll_buffer *out = &r->out;
    toll_buffer kind = {0};
    toll_view_add_code(&kind, s->category);
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    page_series_link(out, s, "/series", "", s->name);
    toll_buffer_add_string(out, "</th><td>");
    page_called(out, r, "/series/", s->claimant);
    toll_buffer_add_string(out, "</td><td>");
    page_name(out, r, s->side, TOLL_NAME_ALONE);
    toll_buffer_add_string(out, "</td>");
    add_outcomes(out, s);
    page_cell(out, kind.data);
    out->failed |= kind.failed;
    toll_buffer_free(&kind);
}

static void add_row(serve_request *r, const toll_series_kept *kept)
{
    toll_buffer *out = &r->out;
    char time[32];
    add_head(r, &kept->series);
    toll_buffer_printf(out, "<td>%zu</td>", kept->series.count);
    page_cell(out, kept->series.file);
    toll_buffer_printf(out, "<td><time>%.16sZ</time></td></tr>\n", serve_series_time(time, kept->recorded_at)); /* to the minute */
}

static void add_imported(serve_request *r, const toll_series_list *list, const char *claimant)
{
    toll_buffer *out = &r->out;
    size_t shown = 0;
    page_table(out, "Imported series", "Series|Claimant|Whose loss|Outcome|Of what|Days|Table|Imported");
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].latest && (!claimant || !strcmp(list->items[i].series.claimant, claimant))) add_row(r, &list->items[i]), shown++;
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (!shown) toll_buffer_add_string(out, "<p>No table was imported.</p>\n");
}

static toll_status add_tellers(serve_request *r)
{
    toll_tellers tellers;
    toll_buffer *out = &r->out;
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_claimants(&tellers, ask, NULL, &r->error);
    if (status >= 0 && tellers.count) {
        page_table(out, "Claimants whose own figures may form series", "Claimant|Claims of it that are carried|Outlets");
        for (size_t i = 0; i < tellers.count && i < TELLERS; i++) {
            toll_buffer_add_string(out, "<tr><th scope=\"row\">");
            page_called(out, r, "/series/", tellers.items[i].id);
            toll_buffer_printf(
                out, "</th><td>%" PRId64 "</td><td>%" PRId64 "</td></tr>\n", tellers.items[i].claims, tellers.items[i].outlets);
        }
        toll_buffer_add_string(out, "</tbody></table></div>\n");
        if (tellers.count > TELLERS)
            toll_buffer_printf(out, "<p>And %zu with fewer: <a href=\"/sources\">sources</a>.</p>\n", tellers.count - TELLERS);
    }
    toll_tellers_free(&tellers);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_page_tables(serve_request *r)
{
    toll_series_list list;
    toll_status status = serve_series_list(&list, r);
    page_begin(r, "Series", "/series");
    toll_buffer_add_string(&r->out,
        "<p>A claimant’s figures over time: from tables, imported with <code>tollbook import series</code>, and from its own claims in texts. "
        "Claims are laid over them; that a figure is in the claimant’s own table does not make it true.</p>\n");
    add_imported(r, &list, NULL);
    if (status >= 0) status = add_tellers(r);
    toll_buffer_add_string(&r->out,
        "<p>What they say: <a href=\"/findings?code=total_checked\">figures laid over them</a> · <a href=\"/findings?code=record_checked\">"
        "records</a> · <a href=\"/findings?code=included\">figures counted in others</a> · <a href=\"/findings?code=relay_series\">tables that "
        "repeat another</a> · <a href=\"/findings?code=table_error\">slips in tables</a> · <a href=\"/api/v1/series\">JSON</a></p>\n");
    page_end(r);
    toll_series_list_free(&list);
    return status < 0 ? status : TOLL_OK;
}

static void add_own(serve_request *r, const toll_own_list *own)
{
    toll_buffer *out = &r->out;
    char from[16] = "", to[16] = "";
    page_table(out, "Series of its own claims", "Series|Claimant|Whose loss|Outcome|Of what|Days|Claims|From|To");
    for (size_t i = 0; i < own->count; i++) {
        const toll_series *s = &own->items[i].series;
        add_head(r, s);
        toll_day_format(from, s->points[0].day), toll_day_format(to, s->points[s->count - 1].day);
        toll_buffer_printf(out, "<td>%zu</td><td>%zu</td><td>%s</td><td>%s</td></tr>\n", s->count, own->items[i].claim_count, from, to);
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (!own->count) toll_buffer_add_string(out, "<p>No figure of it is told exactly, of people, and of one day or up to one.</p>\n");
}

toll_status serve_page_series_of(serve_request *r)
{
    toll_series_list list = {0};
    toll_own_list own = {0};
    toll_reckoning *reckoning;
    toll_status status = serve_series_list(&list, r);
    if (status >= 0) status = serve_series_own(&own, &reckoning, r);
    if (status >= 0) {
        char title[200], name[PAGE_NAME];
        snprintf(title, sizeof title, "Series of %s", page_name_of(name, r, r->parts[0], TOLL_NAME_ALONE));
        toll_utf8_tidy(title);
        page_begin(r, title, NULL);
        toll_buffer_add_string(&r->out,
            "<p>Figures that texts tell exactly of one day, or up to one, form a series of their own for each outcome, class, kind of people "
            "and place: another definition is another line.</p>\n");
        add_own(r, &own);
        add_imported(r, &list, r->parts[0]);
        toll_buffer_add_string(&r->out, "<p>");
        page_link(&r->out, "/s/", r->parts[0], "All its figures over time, and its profile");
        toll_buffer_add_string(&r->out, " · ");
        page_link(&r->out, "/api/v1/series/", r->parts[0], "JSON");
        toll_buffer_add_string(&r->out, "</p>\n");
        page_end(r);
    }
    toll_own_list_free(&own);
    toll_series_list_free(&list);
    return status < 0 ? status : TOLL_OK;
}
