/* In: claims. Out: CSV, JSON Lines and GeoJSON, by the writers that `tollbook claims` has. */
#include <math.h>

#include "inside.h"

void export_begin_csv(toll_buffer *out, const export_job *job, const toll_view_field *fields, size_t count)
{
    if (job->options->bom) toll_buffer_add_string(out, "\xEF\xBB\xBF");
    toll_view_csv_header(out, fields, count);
}

static toll_status begin_csv(export_job *job)
{
    export_begin_csv(&job->out, job, toll_view_claim_fields, TOLL_VIEW_CLAIM_FIELDS);
    for (size_t i = 0; job->options->hxl && i < TOLL_VIEW_CLAIM_FIELDS; i++) {
        toll_buffer_add_string(&job->out, i ? "," : "");
        toll_buffer_add_string(&job->out, toll_view_claim_fields[i].hxl);
    }
    if (job->options->hxl) toll_buffer_add_string(&job->out, "\r\n");
    return TOLL_OK;
}

static toll_status add_csv(export_job *job, const toll_ledger_row *row)
{
    toll_view_datum cells[TOLL_VIEW_CLAIM_FIELDS];
    if (!toll_view_set_claim(cells, &job->scratch, &row->claim, &row->document, row->sha256)) return export_no_memory(job);
    toll_view_csv_cells(&job->out, toll_view_claim_fields, cells, TOLL_VIEW_CLAIM_FIELDS, job->options->csv_safe);
    return TOLL_OK;
}

const export_writer export_csv = {begin_csv, add_csv, NULL, NULL, NULL};

static toll_status add_json(export_job *job, const toll_ledger_row *row)
{
    toll_view_claim_json(&job->out, &row->claim, &row->document, row->sha256);
    toll_buffer_add_char(&job->out, '\n');
    return TOLL_OK;
}

const export_writer export_jsonl = {NULL, add_json, NULL, NULL, NULL};

static toll_status begin_features(export_job *job)
{
    toll_buffer_add_string(&job->out, "{\"type\":\"FeatureCollection\",\"features\":[");
    return TOLL_OK;
}

/* A point where the claim has one. The claim itself is the feature's properties, so that nothing is lost on a map. */
static toll_status add_feature(export_job *job, const toll_ledger_row *row)
{
    const toll_place *p = &row->claim.place;
    toll_buffer *out = &job->out;
    toll_buffer_add_string(out, job->count.claims > 1 ? ",\n" : "\n");
    toll_buffer_add_string(out, "{\"type\":\"Feature\",\"geometry\":");
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
    return TOLL_OK;
}

toll_status export_end_list(export_job *job)
{
    toll_buffer_add_string(&job->out, "]}\n");
    return TOLL_OK;
}

const export_writer export_geojson = {begin_features, add_feature, export_end_list, NULL, NULL};
