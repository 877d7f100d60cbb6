/* The files every page uses, embedded when the program is built, and claims as files for other programs. */
#include <math.h>
#include <stdio.h>

#include "inside.h"

static const char style[] = {
#include "style.inc"
    , 0};
static const char script[] = {
#include "script.inc"
    , 0};

toll_status serve_file_style(serve_request *r)
{
    r->type = "text/css; charset=utf-8";
    toll_buffer_add(&r->out, style, sizeof style - 1);
    return TOLL_OK;
}

toll_status serve_file_script(serve_request *r)
{
    r->type = "text/javascript; charset=utf-8";
    toll_buffer_add(&r->out, script, sizeof script - 1);
    return TOLL_OK;
}

toll_status serve_file_icon(serve_request *r)
{
    r->type = "image/svg+xml";
    toll_buffer_add_string(&r->out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path d=\"M3 2h10v12H3zM5 5h6M5 8h6M5 11h3\" fill=\"none\" "
        "stroke=\"#777\" stroke-width=\"1.5\"/></svg>\n");
    return TOLL_OK;
}

/* A point where the claim has one. The claim itself is the feature's properties, so that nothing is lost on a map. */
static void add_feature(toll_buffer *out, const toll_ledger_row *row, bool first)
{
    const toll_place *p = &row->claim.place;
    toll_buffer_add_string(out, first ? "\n{\"type\":\"Feature\",\"geometry\":" : ",\n{\"type\":\"Feature\",\"geometry\":");
    if (isnan(p->lat) || isnan(p->lon)) toll_buffer_add_string(out, "null");
    else {
        toll_buffer_add_string(out, "{\"type\":\"Point\",\"coordinates\":[");
        toll_buffer_add_number(out, p->lon);
        toll_buffer_add_char(out, ',');
        toll_buffer_add_number(out, p->lat);
        toll_buffer_add_string(out, "]}");
    }
    toll_buffer_add_string(out, ",\"properties\":");
    toll_view_claim_json(out, &row->claim, &row->document, row->sha256);
    toll_buffer_add_char(out, '}');
}

enum { EXPORT_BYTES = 256 << 20 };

toll_status serve_export_claims(serve_request *r)
{
    toll_ledger_filter filter;
    toll_ledger_claims claims;
    toll_ledger_row row;
    const char *format = serve_param(r, "format");
    bool jsonl = format && !strcmp(format, "jsonl"), geo = format && !strcmp(format, "geojson"), first = true;
    if (format && !jsonl && !geo && strcmp(format, "csv"))
        return serve_fail(r, 400, "format \"%.20s\" is none; there are csv, jsonl, geojson", format);
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    const toll_view_options view = {
        .size = sizeof view, .format = jsonl ? TOLL_VIEW_JSONL : TOLL_VIEW_CSV, .csv_safe = serve_flag(r, "bom")};
    r->type = jsonl ? "application/jsonl" : geo ? "application/geo+json" : "text/csv; charset=utf-8; header=present";
    r->filename = jsonl ? "claims.jsonl" : geo ? "claims.geojson" : "claims.csv";
    status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    if (geo) toll_buffer_add_string(&r->out, "{\"type\":\"FeatureCollection\",\"features\":[");
    else {
        if (!jsonl && serve_flag(r, "bom")) toll_buffer_add_string(&r->out, "\xEF\xBB\xBF");
        toll_view_begin(&r->out, &view);
    }
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (geo) add_feature(&r->out, &row, first);
        else toll_view_claim(&r->out, &view, &row.document, row.sha256, &row.claim, NULL);
        first = false;
        if (r->out.len > EXPORT_BYTES)
            status = serve_fail(r, 413, "more than %d MB; take fewer claims, or `tollbook claims` on the command line", EXPORT_BYTES >> 20);
    }
    if (geo) toll_buffer_add_string(&r->out, "]}\n");
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}
