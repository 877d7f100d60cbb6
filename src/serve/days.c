/* In: a request with the filters of a list. Out: how many claims or documents lie in each day, month or year, as a chart with its table on a page, as
 * JSON, as SVG. A walk over what matches, which ends after some thousand: then the title says so. */
#include "days.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "page.h"

enum { SCAN = 5000, BARS = 62 };

typedef struct walk {
    toll_day *days;
    size_t count, cap;
    serve_days *out;
} walk;

static toll_status note(walk *w, serve_request *r, toll_day day)
{
    w->out->counted++;
    if (day == TOLL_DAY_UNKNOWN) {
        w->out->undated++;
        return TOLL_OK;
    }
    if (!toll_grow(&w->days, &w->cap, w->count, sizeof *w->days))
        return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for these days");
    w->days[w->count++] = day;
    return TOLL_OK;
}

static toll_day day_of(const toll_ledger_row *row)
{
    const toll_day days[] = {row->claim.period.from, row->claim.period.to, row->claim.stated, row->document.published};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (days[i] != TOLL_DAY_UNKNOWN) return days[i];
    return TOLL_DAY_UNKNOWN;
}

static toll_status walk_claims(walk *w, serve_request *r, const toll_ledger_filter *filter)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        w->out->more = w->out->counted == SCAN;
        if (w->out->more) break;
        status = note(w, r, day_of(&row));
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status walk_documents(walk *w, serve_request *r, const toll_ledger_filter *filter)
{
    toll_ledger_versions versions;
    toll_ledger_version version;
    toll_status status = toll_ledger_versions_open(&versions, r->reader->ledger, filter, &r->error);
    while (status >= 0 && (status = toll_ledger_versions_next(&version, &versions, &r->error)) == TOLL_OK) {
        w->out->more = w->out->counted == SCAN;
        if (w->out->more) break;
        status = note(w, r, version.document.published);
    }
    toll_ledger_versions_close(&versions);
    return status < 0 ? status : TOLL_OK;
}

static int compare(const void *a, const void *b)
{
    toll_day x = *(const toll_day *)a, y = *(const toll_day *)b;
    return x < y ? -1 : x > y;
}

/* The stretch that a day lies in: 'd', 'm' or 'y'. */
static toll_chart_bar bar_of(toll_day day, char by)
{
    toll_chart_bar bar = {.from = day, .to = day};
    int year, month, d;
    toll_day_to_civil(day, &year, &month, &d);
    if (by == 'm')
        bar.from = toll_day_from_civil(year, month, 1), bar.to = toll_day_from_civil(year, month, toll_day_month_length(year, month));
    if (by == 'y') bar.from = toll_day_from_civil(year, 1, 1), bar.to = toll_day_from_civil(year, 12, 31);
    if (by == 'd') toll_day_format(bar.name, day);
    else snprintf(bar.name, sizeof bar.name, by == 'm' ? "%04d-%02d" : "%04d", year, month);
    return bar;
}

static size_t count_bars(toll_day first, toll_day last, char by)
{
    int a, b, m, n, d;
    toll_day_to_civil(first, &a, &m, &d);
    toll_day_to_civil(last, &b, &n, &d);
    return by == 'd' ? (size_t)(last - first) + 1 : by == 'm' ? (size_t)((b - a) * 12 + n - m) + 1 : (size_t)(b - a) + 1;
}

/* Years that are more than fit are cut at the front: what is older than the last bars is told in the title's number only. */
static toll_status make_bars(serve_days *out, serve_request *r, toll_day *days, size_t count)
{
    char by = 'd';
    if (!count) return TOLL_OK;
    qsort(days, count, sizeof *days, compare);
    if (count_bars(days[0], days[count - 1], by) > BARS) by = 'm';
    if (by == 'm' && count_bars(days[0], days[count - 1], by) > BARS) by = 'y';
    size_t all = count_bars(days[0], days[count - 1], by), skip = all > BARS ? all - BARS : 0, at = 0;
    out->by = by == 'd' ? "day" : by == 'm' ? "month" : "year";
    out->bars = toll_base_zero(all - skip, sizeof *out->bars);
    if (!out->bars) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for these days");
    toll_chart_bar bar = bar_of(days[0], by);
    for (size_t i = 0; i < all; i++, bar = bar_of(bar.to + 1, by)) {
        while (at < count && days[at] <= bar.to) at++, bar.number++;
        if (i >= skip) out->bars[out->count++] = bar;
    }
    return TOLL_OK;
}

toll_status serve_days_of(serve_days *out, serve_request *r, bool documents)
{
    toll_ledger_filter filter;
    walk w = {.out = out};
    *out = (serve_days){.by = "day", .what = documents ? "documents" : "claims"};
    toll_status status = serve_filter(r, &filter);
    filter.after = (toll_ledger_key){0}, filter.without_text = true;
    if (status >= 0) status = documents ? walk_documents(&w, r, &filter) : walk_claims(&w, r, &filter);
    if (status >= 0) status = make_bars(out, r, w.days, w.count);
    toll_base_free(w.days);
    snprintf(out->title, sizeof out->title, "%s%zu %s by %s%s", out->more ? "The first " : "", out->counted, out->what, out->by,
        documents ? " of publication" : " that they are about");
    return status;
}

void serve_days_free(serve_days *days)
{
    toll_base_free(days->bars);
    *days = (serve_days){0};
}

static void add_chart(toll_buffer *out, const serve_days *days)
{
    const toll_chart_bars chart = {days->title, days->bars, days->count};
    toll_chart_bars_draw(out, &chart);
}

/* The same list, of these days only. */
static void add_link(serve_request *r, const toll_chart_bar *bar)
{
    char from[16], to[16];
    toll_buffer_add_string(&r->out, "<a href=\"");
    page_text(&r->out, r->path);
    toll_buffer_add_char(&r->out, '?');
    for (size_t i = 0; i < r->query.count; i++) {
        const char *name = r->query.items[i].name;
        if (!strcmp(name, "after") || !strcmp(name, "from") || !strcmp(name, "to") || !*r->query.items[i].value) continue;
        toll_buffer_printf(&r->out, "%s=", name); /* a name of our own: the route's parameters are checked */
        page_url(&r->out, r->query.items[i].value);
        toll_buffer_add_string(&r->out, "&amp;");
    }
    toll_day_format(from, bar->from), toll_day_format(to, bar->to);
    toll_buffer_printf(&r->out, "from=%s&amp;to=%s\">%s</a>", from, to, bar->name);
}

toll_status page_days(serve_request *r, bool documents)
{
    serve_days days;
    toll_buffer *out = &r->out;
    if (serve_param(r, "after")) return TOLL_OK; /* it stands on the first page */
    toll_status status = serve_days_of(&days, r, documents);
    if (status >= 0 && days.count > 1) {
        page_figure(out);
        add_chart(out, &days);
        toll_buffer_add_string(out, "</figure>\n<details><summary>The same as a table, with links to each</summary>");
        page_table(out, days.title, documents ? "When|Documents" : "When|Claims");
        for (size_t i = 0; i < days.count; i++) {
            if (!days.bars[i].number) continue;
            toll_buffer_add_string(out, "<tr><th scope=\"row\">");
            add_link(r, &days.bars[i]);
            toll_buffer_printf(out, "</th><td>%zu</td></tr>\n", days.bars[i].number);
        }
        toll_buffer_add_string(out, "</tbody></table></div>\n");
        if (days.undated) toll_buffer_printf(out, "<p>Without any date: %zu.</p>\n", days.undated);
        toll_buffer_add_string(out, "</details>\n");
    }
    serve_days_free(&days);
    return status;
}

/* --- the API */
static toll_status answer(serve_request *r, bool documents)
{
    serve_days days;
    char text[16];
    toll_status status = serve_days_of(&days, r, documents);
    if (status >= 0) {
        toll_buffer_printf(&r->out, "{\"by\":\"%s\",\"counted\":%zu,\"undated\":%zu,\"more\":%s,\"days\":[", days.by, days.counted,
            days.undated, days.more ? "true" : "false");
        for (size_t i = 0; i < days.count; i++) {
            toll_day_format(text, days.bars[i].from);
            toll_buffer_printf(&r->out, "%s{\"from\":\"%s\"", i ? "," : "", text);
            toll_day_format(text, days.bars[i].to);
            toll_buffer_printf(&r->out, ",\"to\":\"%s\",\"count\":%zu}", text, days.bars[i].number);
        }
        toll_buffer_add_string(&r->out, "]}\n");
    }
    serve_days_free(&days);
    return status;
}

static toll_status draw(serve_request *r, bool documents)
{
    serve_days days;
    r->type = "image/svg+xml";
    toll_status status = serve_days_of(&days, r, documents);
    if (status >= 0) add_chart(&r->out, &days);
    else r->type = NULL;
    serve_days_free(&days);
    return status;
}

toll_status serve_api_claim_days(serve_request *r)
{
    return answer(r, false);
}

toll_status serve_api_document_days(serve_request *r)
{
    return answer(r, true);
}

toll_status serve_api_claim_days_chart(serve_request *r)
{
    return draw(r, false);
}

toll_status serve_api_document_days_chart(serve_request *r)
{
    return draw(r, true);
}
