/* In: requests for series, imported or of a claimant's own claims. Out: JSON, CSV and charts. A series is thousands of days at most, so it is one
 * answer, cut by `from` and `to`. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "series.h"
#include "view/series_rows.h"

enum { RECORDS = 100 };

static void add_day(toll_buffer *out, const char *key, toll_day day)
{
    char text[16];
    serve_add_string(out, key, toll_day_format(text, day) ? text : NULL);
}

static void add_number(toll_buffer *out, const char *key, double value)
{
    serve_add_key(out, key);
    toll_buffer_add_number(out, value);
}

/* `kept` NULL: of claims, `claims` of them. The first and last day stand with the points: heads are listed without them. */
static void add_head(toll_buffer *out, const toll_series *s, const toll_series_kept *kept, size_t claims, toll_day from, toll_day to)
{
    char time[32];
    bool any = false;
    toll_buffer_add_char(out, '{');
    serve_add_string(out, "claimant", s->claimant);
    serve_add_string(out, "name", s->name);
    serve_add_string(out, "side", s->side);
    serve_add_key(out, "outcome");
    for (int outcome = 0; outcome < TOLL_OUTCOME_COUNT; outcome++) {
        if (!(s->outcomes >> outcome & 1)) continue;
        toll_buffer_printf(out, "%c\"%s\"", any ? ',' : '[', toll_outcome_name((toll_outcome)outcome));
        any = true;
    }
    toll_buffer_add_string(out, any ? "]" : "[]");
    serve_add_string(out, "category", s->category);
    serve_add_string(out, "place", s->place);
    add_day(out, "from", from);
    add_day(out, "to", to);
    serve_add_key(out, "days");
    toll_buffer_printf(out, "%zu", s->count);
    serve_add_key(out, "lag");
    toll_buffer_printf(out, "%d", s->lag);
    serve_add_string(out, "file", s->file);
    serve_add_string(out, "sha256", kept ? s->sha256 : NULL);
    serve_add_string(out, "recorded_at", kept ? serve_series_time(time, kept->recorded_at) : NULL);
    serve_add_key(out, "claims");
    if (kept) toll_buffer_add_string(out, "null");
    else toll_buffer_printf(out, "%zu", claims);
    serve_add_key(out, "latest");
    toll_buffer_add_string(out, !kept || kept->latest ? "true}" : "false}");
}

/* Imported ones, of one claimant or of all (NULL). */
static toll_status add_imported(serve_request *r, const toll_series_list *list, const char *claimant, size_t *count)
{
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < list->count && status >= 0; i++) {
        toll_day from = TOLL_DAY_UNKNOWN, to = TOLL_DAY_UNKNOWN;
        const toll_series_kept *kept = &list->items[i];
        if (claimant && strcmp(kept->series.claimant, claimant) != 0) continue;
        status = toll_series_load_ends(&from, &to, list, i, r->reader->ledger, &r->error);
        toll_buffer_add_string(&r->out, (*count)++ ? ",\n" : "\n");
        add_head(&r->out, &kept->series, kept, 0, from, to);
    }
    return status;
}

static void add_own_head(toll_buffer *out, const toll_own_series *own)
{
    const toll_series *s = &own->series;
    add_head(out, s, NULL, own->claim_count, s->count ? s->points[0].day : TOLL_DAY_UNKNOWN,
        s->count ? s->points[s->count - 1].day : TOLL_DAY_UNKNOWN);
}

toll_status serve_api_series(serve_request *r)
{
    toll_series_list list;
    size_t count = 0;
    toll_status status = serve_series_list(&list, r);
    toll_buffer_add_string(&r->out, "{\"series\":[");
    if (status >= 0) status = add_imported(r, &list, NULL, &count);
    serve_end_list(r, NULL, !count, "no table was imported; /api/v1/series/CLAIMANT has the series of a claimant's own claims");
    toll_series_list_free(&list);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_api_series_of(serve_request *r)
{
    toll_series_list list;
    toll_own_list own = {0};
    toll_reckoning *reckoning;
    size_t count = 0;
    toll_status status = serve_series_list(&list, r);
    if (status >= 0) status = serve_series_own(&own, &reckoning, r);
    toll_buffer_add_string(&r->out, "{\"series\":[");
    if (status >= 0) status = add_imported(r, &list, r->parts[0], &count);
    for (size_t i = 0; i < own.count && status >= 0; i++) {
        toll_buffer_add_string(&r->out, count++ ? ",\n" : "\n");
        add_own_head(&r->out, &own.items[i]);
    }
    serve_end_list(r, NULL, !count, "no table of this claimant was imported, and no figure of it is told exactly and of a day");
    toll_own_list_free(&own);
    toll_series_list_free(&list);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_fault(void *context, const toll_series_fault *fault, toll_error *error)
{
    toll_buffer *out = context;
    (void)error;
    if (out->len && out->data[out->len - 1] == '}') toll_buffer_add_char(out, ',');
    toll_buffer_add_char(out, '{');
    serve_add_string(out, "kind", fault->kind);
    add_day(out, "day", fault->day);
    serve_add_key(out, "line");
    toll_buffer_printf(out, "%" PRIu64, fault->line);
    serve_add_string(out, "reason", fault->message);
    toll_buffer_add_char(out, '}');
    return TOLL_OK;
}

static void add_claim(toll_buffer *out, const char *key, const serve_series_found *it, const uint32_t *claims, size_t at)
{
    bool any = claims[at] != UINT32_MAX;
    serve_add_string(out, key, any ? toll_reckoning_claim(it->reckoning, claims[at])->id : NULL);
}

static void add_points(toll_buffer *out, const serve_series_found *it, toll_day from, toll_day to)
{
    bool any = false;
    const toll_series *s = it->series;
    const toll_own_series *own = it->own_series;
    for (size_t i = 0; i < s->count; i++) {
        const toll_series_point *point = &s->points[i];
        if ((from != TOLL_DAY_UNKNOWN && point->day < from) || (to != TOLL_DAY_UNKNOWN && point->day > to)) continue;
        toll_buffer_add_string(out, any ? ",\n{" : "\n{");
        add_day(out, "day", point->day);
        add_number(out, "total", point->total);
        add_number(out, "daily", toll_series_daily(s, point->day));
        if (own) {
            add_claim(out, "total_claim", it, own->total_claims, i);
            add_claim(out, "daily_claim", it, own->daily_claims, i);
            serve_add_key(out, "others");
            toll_buffer_printf(out, "%u", (unsigned)own->others[i]);
        }
        serve_add_key(out, "line");
        toll_buffer_printf(out, "%" PRIu64 "}", point->line);
        any = true;
    }
}

/* Record days, months; of the sums those that do not add up. */
static void add_rows(toll_buffer *out, const char *key, const serve_series_found *it, toll_series_rows_kind kind)
{
    toll_series_rows rows = {.series = it->series, .own = it->own_series, .reckoning = it->reckoning, .kind = kind};
    toll_view_rows written = {.view = {.format = TOLL_VIEW_JSONL}};
    toll_view_value v[TOLL_SERIES_COLUMNS];
    bool any = false;
    written.columns = toll_series_columns(&written.count, kind);
    toll_buffer_printf(out, ",\"%s\":[", key);
    while (toll_series_next_row(v, &rows) == TOLL_OK) {
        if (kind == TOLL_SERIES_SUMS && rows.sum.state == TOLL_SERIES_SUM_HOLDS) continue;
        if (any) toll_buffer_add_char(out, ',');
        toll_view_rows_add(out, &written, v);
        any = true;
    }
    toll_buffer_add_char(out, ']');
}

/* A day of the request; TOLL_DAY_UNKNOWN where it names none. */
static toll_status ask_day(toll_day *out, serve_request *r, const char *name)
{
    const char *text = serve_param(r, name);
    *out = TOLL_DAY_UNKNOWN;
    if (text && !toll_day_parse(out, toll_text_of(text))) return serve_fail(r, 400, "%s must be a day: 2023-01-04", name);
    return TOLL_OK;
}

static void add_records(toll_buffer *out, const toll_series *s)
{
    size_t records[RECORDS], count = toll_series_records(s, records, RECORDS);
    char day[16];
    toll_buffer_add_string(out, "],\"records\":[");
    for (size_t i = 0; i < count && i < RECORDS; i++) {
        toll_day_format(day, s->points[records[i]].day);
        toll_buffer_printf(out, "%s\"%s\"", i ? "," : "", day);
    }
    toll_buffer_add_char(out, ']');
}

toll_status serve_api_table(serve_request *r)
{
    serve_series_found it = {0};
    toll_day from, to;
    toll_status status = ask_day(&from, r, "from");
    if (status >= 0) status = ask_day(&to, r, "to");
    if (status >= 0) status = serve_series_find(&it, r);
    if (status == TOLL_OK) {
        const toll_series *s = it.series;
        toll_buffer_add_string(&r->out, "{\"series\":");
        if (it.own_series) add_own_head(&r->out, it.own_series);
        else
            add_head(&r->out, s, it.kept, 0, s->count ? s->points[0].day : TOLL_DAY_UNKNOWN,
                s->count ? s->points[s->count - 1].day : TOLL_DAY_UNKNOWN);
        toll_buffer_add_string(&r->out, ",\"points\":[");
        add_points(&r->out, &it, from, to);
        add_records(&r->out, s);
        add_rows(&r->out, "record_days", &it, TOLL_SERIES_RECORDS);
        add_rows(&r->out, "highest_days", &it, TOLL_SERIES_HIGHEST);
        add_rows(&r->out, "sums_open", &it, TOLL_SERIES_SUMS);
        add_rows(&r->out, "months", &it, TOLL_SERIES_MONTHS);
        toll_buffer_add_string(&r->out, ",\"table_errors\":[");
        if (it.kept) status = toll_series_walk_faults(r->reader->ledger, it.kept->id, add_fault, &r->out, &r->error);
        toll_buffer_add_string(&r->out, "]}\n");
    }
    serve_series_free(&it);
    return status;
}

toll_status serve_api_table_chart(serve_request *r)
{
    serve_series_found it;
    toll_status status = serve_series_find(&it, r);
    r->type = "image/svg+xml";
    if (status == TOLL_OK) toll_chart_table(&r->out, it.series, &r->serve->options.reckon->reckon);
    serve_series_free(&it);
    return status;
}

toll_status serve_api_table_days(serve_request *r)
{
    serve_series_found it;
    toll_view_value v[TOLL_SERIES_COLUMNS];
    toll_status status = serve_series_find(&it, r);
    if (status == TOLL_OK) {
        toll_series_rows rows = {.series = it.series, .own = it.own_series, .reckoning = it.reckoning, .kind = TOLL_SERIES_DAYS};
        toll_view_rows written = {.view = {.format = TOLL_VIEW_CSV}};
        written.columns = toll_series_columns(&written.count, rows.kind);
        r->type = "text/csv; charset=utf-8", r->filename = "series.csv";
        toll_view_rows_begin(&r->out, &written);
        while (toll_series_next_row(v, &rows) == TOLL_OK) toll_view_rows_add(&r->out, &written, v);
        toll_view_rows_end(&written);
    }
    serve_series_free(&it);
    return status;
}
