/* In: requests for imported series. Out: JSON and charts. A series is thousands of days at most, so it is one answer, cut by `from` and `to`. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "series.h"

enum { RECORDS = 100 };

toll_status serve_series_list(toll_series_list *out, serve_request *r)
{
    return toll_series_load_heads(out, r->reader->ledger, 0, &r->error);
}

toll_status serve_series_find(toll_series_list *out, size_t *at, serve_request *r)
{
    toll_status status = serve_series_list(out, r);
    if (status < 0) return status;
    *at = toll_series_find(out, r->parts[0], r->parts[1]);
    if (*at == SIZE_MAX) return serve_fail(r, 404, "no series \"%.60s\" of \"%.60s\" was imported", r->parts[1], r->parts[0]);
    return toll_series_load_points(out, *at, r->reader->ledger, &r->error);
}

const char *serve_series_time(char out[32], int64_t recorded_at)
{
    return toll_ledger_time_format(out, recorded_at), out;
}

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

/* The first and last day stand with the points: heads are listed without them. */
static void add_head(toll_buffer *out, const toll_series_kept *kept, toll_day from, toll_day to)
{
    const toll_series *s = &kept->series;
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
    serve_add_string(out, "sha256", s->sha256);
    serve_add_string(out, "recorded_at", serve_series_time(time, kept->recorded_at));
    serve_add_key(out, "latest");
    toll_buffer_add_string(out, kept->latest ? "true}" : "false}");
}

toll_status serve_api_series(serve_request *r)
{
    toll_series_list list;
    toll_status status = serve_series_list(&list, r);
    toll_buffer_add_string(&r->out, "{\"series\":[");
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        toll_day from = TOLL_DAY_UNKNOWN, to = TOLL_DAY_UNKNOWN;
        status = toll_series_load_ends(&from, &to, &list, i, r->reader->ledger, &r->error);
        toll_buffer_add_string(&r->out, i ? ",\n" : "\n");
        add_head(&r->out, &list.items[i], from, to);
    }
    serve_end_list(r, NULL, !list.count, "no table was imported");
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

static void add_points(toll_buffer *out, const toll_series *s, toll_day from, toll_day to)
{
    bool any = false;
    for (size_t i = 0; i < s->count; i++) {
        const toll_series_point *point = &s->points[i];
        if ((from != TOLL_DAY_UNKNOWN && point->day < from) || (to != TOLL_DAY_UNKNOWN && point->day > to)) continue;
        toll_buffer_add_string(out, any ? ",\n{" : "\n{");
        add_day(out, "day", point->day);
        add_number(out, "total", point->total);
        add_number(out, "daily", toll_series_daily(s, point->day));
        serve_add_key(out, "line");
        toll_buffer_printf(out, "%" PRIu64 "}", point->line);
        any = true;
    }
}

/* A day of the request; TOLL_DAY_UNKNOWN where it names none. */
static toll_status ask_day(toll_day *out, serve_request *r, const char *name)
{
    const char *text = serve_param(r, name);
    *out = TOLL_DAY_UNKNOWN;
    if (text && !toll_day_parse(out, toll_text_of(text))) return serve_fail(r, 400, "%s must be a day: 2023-01-04", name);
    return TOLL_OK;
}

toll_status serve_api_table(serve_request *r)
{
    toll_series_list list = {0};
    toll_day from, to;
    size_t at = 0, records[RECORDS];
    toll_status status = ask_day(&from, r, "from");
    if (status >= 0) status = ask_day(&to, r, "to");
    if (status >= 0) status = serve_series_find(&list, &at, r);
    if (status == TOLL_OK) {
        const toll_series *s = &list.items[at].series;
        size_t count = toll_series_records(s, records, RECORDS);
        char day[16];
        toll_buffer_add_string(&r->out, "{\"series\":");
        add_head(&r->out, &list.items[at], s->count ? s->points[0].day : TOLL_DAY_UNKNOWN,
            s->count ? s->points[s->count - 1].day : TOLL_DAY_UNKNOWN);
        toll_buffer_add_string(&r->out, ",\"points\":[");
        add_points(&r->out, s, from, to);
        toll_buffer_add_string(&r->out, "],\"records\":[");
        for (size_t i = 0; i < count && i < RECORDS; i++) {
            toll_day_format(day, s->points[records[i]].day);
            toll_buffer_printf(&r->out, "%s\"%s\"", i ? "," : "", day);
        }
        toll_buffer_add_string(&r->out, "],\"table_errors\":[");
        status = toll_series_walk_faults(r->reader->ledger, list.items[at].id, add_fault, &r->out, &r->error);
        toll_buffer_add_string(&r->out, "]}\n");
    }
    toll_series_list_free(&list);
    return status;
}

toll_status serve_api_table_chart(serve_request *r)
{
    toll_series_list list = {0};
    size_t at = 0;
    toll_status status = serve_series_find(&list, &at, r);
    r->type = "image/svg+xml";
    if (status == TOLL_OK) toll_chart_table(&r->out, &list.items[at].series);
    toll_series_list_free(&list);
    return status;
}
