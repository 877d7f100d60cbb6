/* In: requests on the tables that the ledger keeps, and for what two tables say of a disparity; two that are sent, or two that are kept. Out: JSON,
 * CSV, and the two charts. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "assess.h"

static toll_status add_table(void *context, const char *sha256, const char *file, toll_text packed, toll_error *error)
{
    toll_buffer *out = context;
    (void)packed, (void)error;
    toll_buffer_add_string(out, out->data && out->data[out->len - 1] == '}' ? ",\n{" : "\n{");
    serve_add_string(out, "sha256", sha256);
    serve_add_string(out, "file", file);
    toll_buffer_add_char(out, '}');
    return TOLL_OK;
}

toll_status serve_api_tables(serve_request *r)
{
    toll_buffer_add_string(&r->out, "{\"tables\":[");
    size_t before = r->out.len;
    toll_status status = toll_series_list_tables(r->reader->ledger, add_table, &r->out, &r->error);
    serve_end_list(r, NULL, r->out.len == before, "no table is kept (`tollbook import table FILE` puts one in)");
    return status;
}

static void add_number(toll_buffer *out, const char *key, double value)
{
    serve_add_key(out, key);
    toll_buffer_add_number(out, isfinite(value) ? value : (double)NAN);
}

static void add_text(toll_buffer *out, const char *key, toll_text text)
{
    serve_add_key(out, key);
    toll_buffer_add_json(out, text);
}

/* What was counted of one of the two: where it is from, which column, how many rows. */
static void add_side(toll_buffer *out, const char *key, const serve_assessed *it, int table)
{
    const toll_counts *counts = table ? &it->people : &it->deaths;
    serve_add_key(out, key);
    toll_buffer_add_char(out, '{');
    serve_add_string(out, "sha256", it->grids[table].sha256);
    serve_add_string(out, "file", *it->files[table] ? it->files[table] : NULL);
    toll_buffer_printf(out, ",\"rows\":%zu,\"counted\":%zu,\"left_out\":%zu,\"undated\":%zu", it->grids[table].row_count, counts->count,
        counts->left_out, counts->undated);
    add_text(out, "column", counts->figure);
    add_number(out, "total", table ? it->table.people : it->table.deaths);
    toll_buffer_add_char(out, '}');
}

static void add_strays(toll_buffer *out, const toll_disparity *t)
{
    toll_buffer_printf(out, ",\"stray_count\":%zu,\"strays\":[", t->stray_count);
    for (size_t i = 0; i < t->stray_count && i < SERVE_ASSESS_STRAYS; i++) {
        toll_buffer_add_string(out, i ? ",\n{" : "\n{");
        add_text(out, "name", t->strays[i].name);
        add_number(out, "deaths", t->strays[i].deaths);
        toll_buffer_add_string(out, ",\"suggestions\":[");
        for (size_t k = 0; k < TOLL_DISPARITY_SUGGESTIONS && t->strays[i].suggestions[k].data; k++) {
            if (k) toll_buffer_add_char(out, ',');
            toll_buffer_add_json(out, t->strays[i].suggestions[k]);
        }
        toll_buffer_add_string(out, "]}");
    }
    toll_buffer_add_char(out, ']');
}

static void add_said(toll_buffer *out, const serve_assessed *it)
{
    toll_laid laid;
    serve_add_key(out, "said");
    if (!it->has_said) {
        toll_buffer_add_string(out, "null");
        return;
    }
    toll_said_lay(&laid, &it->said, &it->table, it->of);
    toll_buffer_add_char(out, '{');
    serve_add_string(out, "words", it->said.words);
    serve_add_string(out, "claim", *it->said.claim ? it->said.claim : NULL);
    add_text(out, "of", laid.name);
    serve_add_string(out, "unit", it->said.share ? "percent" : "times");
    const double numbers[] = {it->said.limits.low, it->said.limits.high, laid.middle, laid.limits.low, laid.limits.high};
    static const char *const names[] = {"said_low", "said_high", "computed", "low", "high"};
    for (size_t i = 0; i < 5; i++) add_number(out, names[i], numbers[i] * laid.scale);
    toll_buffer_printf(out, ",\"about\":%s", it->said.about ? "true" : "false");
    serve_add_string(out, "verdict", toll_overlay_name(laid.overlay));
    toll_buffer_add_char(out, '}');
}

static void add_notes(toll_buffer *out, const serve_assessed *it)
{
    char note[512];
    toll_buffer_add_string(out, ",\"notes\":[");
    for (size_t i = 0, len; (len = toll_disparity_note(note, sizeof note, &it->table, i)) > 0; i++) {
        if (i) toll_buffer_add_char(out, ',');
        toll_buffer_add_json(out, (toll_text){note, len});
    }
    toll_buffer_printf(out, "],\"complaint_count\":%zu,\"complaints\":[", it->complaints);
    for (size_t i = 0; i < it->complaints && i < SERVE_ASSESS_TOLD; i++) {
        toll_buffer_add_string(out, i ? ",{" : "{");
        serve_add_string(out, "table", it->told[i].table ? "population" : "deaths");
        toll_buffer_printf(out, ",\"line\":%" PRIu64, it->told[i].line);
        serve_add_string(out, "reason", it->told[i].words);
        toll_buffer_add_char(out, '}');
    }
    toll_buffer_add_char(out, ']');
}

static void add_json(toll_buffer *out, const serve_assessed *it)
{
    toll_view_value values[TOLL_RATES_COLUMNS];
    toll_buffer_add_char(out, '{');
    add_text(out, "reference", it->table.rows[it->table.reference].name);
    add_number(out, "level", it->table.level);
    serve_add_string(out, "window", *it->window ? it->window : NULL);
    add_side(out, "deaths", it, 0);
    add_side(out, "population", it, 1);
    toll_buffer_add_string(out, ",\"rows\":[");
    for (size_t i = 0; i < it->table.row_count; i++) {
        toll_buffer_add_string(out, i ? ",\n" : "\n");
        toll_rates_set(values, &it->table, i, NULL);
        serve_add_row(out, toll_rates_columns + 1, TOLL_RATES_COLUMNS - 1, values + 1); /* the window stands above */
    }
    toll_buffer_add_char(out, ']');
    add_strays(out, &it->table);
    add_said(out, it);
    add_notes(out, it);
    toll_buffer_add_string(out, "}\n");
}

void serve_add_rates_csv(toll_buffer *out, const serve_assessed *it)
{
    toll_view_value values[TOLL_RATES_COLUMNS];
    toll_view_rows rows = {
        .columns = toll_rates_columns, .count = TOLL_RATES_COLUMNS, .view = {.size = sizeof rows.view, .format = TOLL_VIEW_CSV}};
    rows.view.csv_safe = true; /* names are a stranger's, and a browser opens this in a spreadsheet */
    toll_view_rows_begin(out, &rows);
    for (size_t i = 0; i < it->table.row_count; i++) {
        toll_rates_set(values, &it->table, i, *it->window ? it->window : NULL);
        toll_view_rows_add(out, &rows, values);
    }
    toll_view_rows_end(&rows);
}

toll_status serve_answer_assessed(serve_request *r, const serve_assessed *it, const char *format)
{
    bool funnel = format && !strcmp(format, "funnel");
    if (!format || !strcmp(format, "json")) {
        add_json(&r->out, it);
    } else if (!strcmp(format, "csv")) {
        r->type = "text/csv; charset=utf-8", r->filename = "disparity.csv";
        serve_add_rates_csv(&r->out, it);
    } else if (funnel || !strcmp(format, "chart")) {
        r->type = "image/svg+xml";
        toll_rates_chart(&r->out, &it->table, *it->window ? it->window : NULL, it->has_said ? &it->said : NULL, it->of, funnel);
    } else {
        return serve_fail(r, 422, "format must be json, csv, chart or funnel");
    }
    return TOLL_OK;
}

static toll_status answer(serve_request *r, const serve_asked *asked, const char *format)
{
    serve_assessed it;
    toll_status status = serve_assess(&it, r, asked);
    if (status == TOLL_OK) status = serve_answer_assessed(r, &it, format);
    serve_assessed_free(&it);
    return status;
}

static toll_status answer_kept(serve_request *r, const char *format)
{
    serve_asked asked;
    toll_status status = serve_asked_of(&asked, &r->query, false, &r->error);
    return status < 0 ? status : answer(r, &asked, format);
}

toll_status serve_api_disparity(serve_request *r)
{
    return answer_kept(r, "json");
}

toll_status serve_api_disparity_csv(serve_request *r)
{
    return answer_kept(r, "csv");
}

toll_status serve_api_disparity_chart(serve_request *r)
{
    return answer_kept(r, "chart");
}

toll_status serve_api_disparity_funnel(serve_request *r)
{
    return answer_kept(r, "funnel");
}

toll_status serve_api_assess(serve_request *r)
{
    serve_asked asked;
    toll_status status = serve_asked_parse(&asked, &r->memory, (toll_text){r->body.data, r->body.len}, &r->error);
    return status < 0 ? status : answer(r, &asked, asked.fields[ASK_FORMAT]);
}
