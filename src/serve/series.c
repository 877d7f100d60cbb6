/* In: a request that names a claimant, or a series of one. Out: the series: imported ones from the ledger, those of a claimant's own claims from
 * the reckoning, both as of the request's moment. */
#include "series.h"

toll_status serve_series_list(toll_series_list *out, serve_request *r)
{
    const char *moment = serve_param(r, "as_of");
    int64_t as_of = 0;
    *out = (toll_series_list){0};
    if (moment && !toll_ledger_time_parse(&as_of, toll_text_of(moment)))
        return serve_fail(r, 400, "as_of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", moment);
    return toll_series_load_heads(out, r->reader->ledger, as_of, &r->error);
}

toll_status serve_series_own(toll_own_list *out, toll_reckoning **reckoning, serve_request *r)
{
    *out = (toll_own_list){0};
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code ? r->error.code : TOLL_E_USAGE;
    toll_status status = toll_ask_find_claimant(ask, r->parts[0], &r->error);
    if (status < 0) return status;
    *reckoning = toll_ask_reckoning(ask);
    return toll_own_series_of(out, *reckoning, r->parts[0], 1, &r->error);
}

static toll_status find_own(serve_series_found *out, serve_request *r)
{
    toll_status status = serve_series_own(&out->own, &out->reckoning, r);
    if (status < 0) return status;
    size_t at = toll_own_find(&out->own, r->parts[1]);
    if (at == SIZE_MAX)
        return serve_fail(
            r, 404, "no series \"%.60s\" of \"%.60s\" was imported, and its claims form none of that name", r->parts[1], r->parts[0]);
    out->own_series = &out->own.items[at];
    out->series = &out->own_series->series;
    return TOLL_OK;
}

toll_status serve_series_find(serve_series_found *out, serve_request *r)
{
    *out = (serve_series_found){0};
    toll_status status = serve_series_list(&out->tables, r);
    if (status < 0) return status;
    size_t at = toll_series_find(&out->tables, r->parts[0], r->parts[1]);
    if (at == SIZE_MAX) return find_own(out, r);
    out->kept = &out->tables.items[at];
    out->series = &out->kept->series;
    return toll_series_load_points(&out->tables, at, r->reader->ledger, &r->error);
}

void serve_series_free(serve_series_found *found)
{
    toll_series_list_free(&found->tables);
    toll_own_list_free(&found->own);
    *found = (serve_series_found){0};
}

const char *serve_series_time(char out[32], int64_t recorded_at)
{
    toll_ledger_time_format(out, recorded_at);
    return out;
}
