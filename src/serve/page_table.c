/* One series as a page: its chart, its record days, whether its totals add up, its months, what is wrong with its table or which claims it is
 * made of, and where to go on. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"
#include "series.h"
#include "view/series_rows.h"

enum { RECORDS = 50, SUMS = 100, MONTHS = 1000, DAYS = 200 };

static bool is_wanted(const toll_series_rows *rows)
{
    return rows->kind != TOLL_SERIES_SUMS || rows->sum.state != TOLL_SERIES_SUM_HOLDS;
}

static void add_cells(toll_buffer *out, const toll_view_value *v, size_t count)
{
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    toll_view_add_xml(out, v[0].text);
    toll_buffer_add_string(out, "</th>");
    page_cells(out, v, 1, count);
    toll_buffer_add_string(out, "</tr>\n");
}

/* The tables of a series, by kind; of each the last rows are shown. */
static const struct {
    size_t most;
    const char *caption, *columns;
} tables[TOLL_SERIES_KINDS] = {
    [TOLL_SERIES_RECORDS] = {RECORDS, "Days with more than every day before them",
        "Day|Figure|Record before|Of|More by|Days missing between|Days held by then"},
    [TOLL_SERIES_HIGHEST] = {RECORDS, "The highest days, and from which beginning of the series each would be a record",
        "Day|Figure|A record from|Higher before|Of|Days held before|Missing"},
    [TOLL_SERIES_SUMS] = {SUMS, "Totals that do not add up, or of which it cannot be told",
        "Day|Total|Total before|Of|Difference|The days’ figures|Off by|State|Days|Of these without a figure"},
    [TOLL_SERIES_MONTHS] = {MONTHS, "By month: the sum of its days",
        "Month|By the day of the report|By the day of the loss|A day on average|Days held|Of"},
};

/* The last rows of a kind that are wanted, in their order. */
static void add_rows(toll_buffer *out, const toll_series_rows *of, toll_series_rows_kind kind)
{
    toll_view_value v[TOLL_SERIES_COLUMNS];
    toll_series_rows rows = *of;
    size_t all = 0, count, at = 0, most = tables[kind].most;
    rows.kind = kind;
    const toll_series_rows first = rows;
    toll_series_columns(&count, kind);
    while (toll_series_next_row(v, &rows) == TOLL_OK) all += is_wanted(&rows);
    if (!all) return;
    page_table(out, tables[kind].caption, tables[kind].columns);
    rows = first;
    while (toll_series_next_row(v, &rows) == TOLL_OK)
        if (is_wanted(&rows) && at++ + most >= all) add_cells(out, v, count);
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (all > most) toll_buffer_printf(out, "<p>The last %zu of %zu; all are in the CSV.</p>\n", most, all);
}

static void add_sections(toll_buffer *out, const toll_series_rows *of)
{
    toll_buffer_add_string(out, "<h2>Record days</h2>\n<p>");
    toll_series_add_records(out, of->series);
    toll_buffer_add_string(out, "</p>\n");
    add_rows(out, of, TOLL_SERIES_RECORDS);
    add_rows(out, of, TOLL_SERIES_HIGHEST);
    toll_buffer_add_string(out, "<h2>Do the totals add up?</h2>\n<p>");
    toll_series_add_sums(out, of->series);
    toll_buffer_add_string(out, "</p>\n");
    add_rows(out, of, TOLL_SERIES_SUMS);
    add_rows(out, of, TOLL_SERIES_MONTHS);
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

static toll_status add_faults(serve_request *r, const toll_series_kept *kept)
{
    page_table(&r->out, "What is wrong with the table, as it was found", "Kind|Day|Line|Why");
    size_t before = r->out.len;
    toll_status status = toll_series_walk_faults(r->reader->ledger, kept->id, add_fault, &r->out, &r->error);
    if (r->out.len == before) toll_buffer_add_string(&r->out, "<tr><td colspan=\"4\">Nothing was found.</td></tr>\n");
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    return status;
}

static void add_claim(toll_buffer *out, const serve_series_found *it, uint32_t claim)
{
    toll_buffer_add_string(out, "<td>");
    if (claim != UINT32_MAX) {
        const toll_reckoned_claim *c = toll_reckoning_claim(it->reckoning, claim);
        page_link(out, "/c/", c->id, c->words ? c->words : "the claim");
    }
    toll_buffer_add_string(out, "</td>");
}

/* The days of a claimant's own series, each figure with the claim that says it. */
static void add_days(toll_buffer *out, const serve_series_found *it)
{
    const toll_own_series *own = it->own_series;
    size_t first = own->series.count > DAYS ? own->series.count - DAYS : 0;
    page_table(out, "Its days, and the claims that tell them", "Day|Total up to it|Of the day|Claims with another figure");
    for (size_t i = first; i < own->series.count; i++) {
        toll_buffer_add_string(out, "<tr><th scope=\"row\">");
        page_day(out, own->series.points[i].day);
        toll_buffer_add_string(out, "</th>");
        add_claim(out, it, own->total_claims[i]);
        add_claim(out, it, own->daily_claims[i]);
        toll_buffer_printf(out, "<td>%" PRIu32 "</td></tr>\n", own->others[i]);
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (first) toll_buffer_printf(out, "<p>The last %d of %zu days; all are in the CSV.</p>\n", DAYS, own->series.count);
}

static void add_links(serve_request *r, const serve_series_found *it)
{
    const toll_series *s = it->series;
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<p class=\"cite\">");
    page_series_link(out, s, "/api/v1/series", "/chart.svg", "SVG");
    toll_buffer_add_string(out, " · ");
    page_series_link(out, s, "/api/v1/series", "", "JSON");
    toll_buffer_add_string(out, " · ");
    page_series_link(out, s, "/api/v1/series", "/days.csv", "CSV");
    if (it->kept) {
        toll_buffer_add_string(out, " · table <code>");
        page_text(out, s->file);
        toll_buffer_printf(out, "</code>, SHA-256 <code>%.16s…</code>", s->sha256);
    } else {
        toll_buffer_printf(out, " · made of %zu claims", it->own_series->claim_count);
    }
    toll_buffer_add_string(out, " · ");
    page_link(out, "/series/", s->claimant, "all series of this claimant");
    toll_buffer_add_string(out, " · ");
    page_link(out, "/s/", s->claimant, "figures of this claimant in texts");
    toll_buffer_add_string(out, "</p>\n");
}

toll_status serve_page_table(serve_request *r)
{
    serve_series_found it;
    char title[200], name[PAGE_NAME];
    toll_status status = serve_series_find(&it, r);
    if (status == TOLL_OK) {
        const toll_series_rows rows = {
            .series = it.series, .own = it.own_series, .reckoning = it.reckoning, .kind = TOLL_SERIES_RECORDS, .shown = true};
        snprintf(title, sizeof title, "%s, counted by %s", it.series->name, page_name_of(name, r, it.series->claimant, TOLL_NAME_ALONE));
        toll_utf8_tidy(title);
        page_begin(r, title, NULL);
        page_figure(&r->out);
        toll_chart_table(&r->out, it.series, &r->serve->options.reckon->reckon);
        toll_buffer_add_string(&r->out, "</figure>\n");
        add_sections(&r->out, &rows);
        if (it.kept) status = add_faults(r, it.kept);
        else add_days(&r->out, &it);
        add_links(r, &it);
        page_end(r);
    }
    serve_series_free(&it);
    return status;
}
