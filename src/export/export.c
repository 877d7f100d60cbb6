/* In: what is asked for. Out: its bytes. The one way through a ledger's claims that all formats share: the query is the one of `tollbook claims`,
 * so that figures are the same everywhere, and what has gathered goes on to the caller every 64 KB. */
#include "inside.h"

static const toll_export_about formats[TOLL_EXPORT_FORMAT_COUNT] = {
    {"csv", "text/csv; charset=utf-8; header=present", ".csv", "claims.csv", "one row a claim, all its fields", false},
    {"jsonl", "application/jsonl", ".jsonl", "claims.jsonl", "one JSON object a claim, as docs/claim.schema.json has it", false},
    {"geojson", "application/geo+json", ".geojson", "claims.geojson", "points where claims have a place", false},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", "claims.xlsx",
        "a workbook: claims with typed cells, their sources, notes", true},
    {"zip", "application/zip", ".zip", "claims.zip", "a data package: CSV tables with codebook, README and datapackage.json", true},
    {"ucdp", "text/csv; charset=utf-8; header=present", ".ucdp.csv", "claims.ucdp.csv", "deaths under UCDP GED's column names", false},
    {"acled", "text/csv; charset=utf-8; header=present", ".acled.csv", "claims.acled.csv", "deaths under ACLED's column names", false},
    {"jsonld", "application/ld+json", ".jsonld", "claims.jsonld", "schema.org Claim as JSON-LD", false},
    {"annotations", "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"", ".anno.jsonld", "claims.anno.jsonld",
        "the evidence as W3C Web Annotations", false},
    {"bibtex", "application/x-bibtex; charset=utf-8", ".bib", "documents.bib", "the documents cited, as BibTeX", false},
    {"csl", "application/vnd.citationstyles.csl+json", ".csl.json", "documents.csl.json", "the documents cited, as CSL-JSON", false},
    {"html", "text/html; charset=utf-8", ".html", "report.html", "a report in one file, to read and to print", false},
};

static const export_writer *const writers[TOLL_EXPORT_FORMAT_COUNT] = {&export_csv, &export_jsonl, &export_geojson, &export_xlsx,
    &export_zip, &export_ucdp, &export_acled, &export_jsonld, &export_annotations, &export_bibtex, &export_csl, &export_html};

const toll_export_about *toll_export_describe(toll_export_format format)
{
    return (unsigned)format < TOLL_EXPORT_FORMAT_COUNT ? &formats[format] : NULL;
}

int toll_export_format_named(const char *name)
{
    for (int i = 0; i < TOLL_EXPORT_FORMAT_COUNT; i++)
        if (!strcmp(formats[i].name, name)) return i;
    return -1;
}

/* The longest extension wins: x.ucdp.csv is no plain CSV. */
int toll_export_format_of_file(const char *path)
{
    size_t len = strlen(path), best = 0;
    int found = -1;
    for (int i = 0; i < TOLL_EXPORT_FORMAT_COUNT; i++) {
        size_t end = strlen(formats[i].extension);
        if (end > best && len > end && !strcmp(path + len - end, formats[i].extension)) best = end, found = i;
    }
    return found;
}

toll_status export_no_memory(export_job *job)
{
    return toll_error_set(job->error, TOLL_E_MEMORY, NULL, "not enough memory for the export");
}

toll_status export_flush(export_job *job, bool all)
{
    if (job->out.failed) return export_no_memory(job);
    if (!job->out.len || (!all && job->out.len < 64 * 1024)) return TOLL_OK;
    toll_status status = job->put(job->context, job->out.data, job->out.len, job->error);
    toll_buffer_clear(&job->out);
    return status;
}

static toll_status refuse(toll_error *error, const char *option, const char *formats_named)
{
    return toll_error_set(error, TOLL_E_USAGE, NULL, "%s goes with %s only", option, formats_named);
}

toll_status toll_export_check(const toll_export_options *options, toll_error *error)
{
    toll_export_format f = options->format;
    bool table = f == TOLL_EXPORT_UCDP || f == TOLL_EXPORT_ACLED, csv = f == TOLL_EXPORT_CSV || f == TOLL_EXPORT_ZIP || table;
    if ((unsigned)f >= TOLL_EXPORT_FORMAT_COUNT) return toll_error_set(error, TOLL_E_USAGE, NULL, "there is no such format");
    if (options->bom && !csv) return refuse(error, "a byte order mark (bom)", "csv, ucdp, acled and zip");
    if (options->csv_safe && !csv) return refuse(error, "the guard against formulas (csv-safe)", "csv, ucdp, acled and zip");
    if (options->hxl && f != TOLL_EXPORT_CSV && f != TOLL_EXPORT_XLSX) return refuse(error, "the row of tags (hxl)", "csv and xlsx");
    if (options->statements && f != TOLL_EXPORT_ZIP) return refuse(error, "the table of statements (statements)", "zip");
    if (options->left_out && !table) return refuse(error, "the list of what is left out (left-out)", "ucdp and acled");
    if (options->vague && !table) return refuse(error, "a policy for vague words (policy)", "ucdp and acled");
    if (options->question && f != TOLL_EXPORT_HTML) return refuse(error, "a question", "html");
    return TOLL_OK;
}

static toll_status walk(export_job *job, const export_writer *writer)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    uint64_t version = 0;
    toll_status status = toll_ledger_claims_open(&claims, job->ledger, job->options->filter, job->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, job->error)) == TOLL_OK) {
        job->new_document = row.key.version != version;
        version = row.key.version;
        job->count.documents += job->new_document;
        job->count.claims++;
        status = writer->claim(job, &row);
        if (status >= 0) status = export_flush(job, false);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_export(toll_export_count *count, toll_ledger *ledger, toll_ask *ask, const toll_export_options *options,
    toll_export_put *put, void *context, toll_error *error)
{
    export_job job = {.options = options, .ledger = ledger, .ask = ask, .put = put, .context = context, .error = error};
    toll_status status = toll_export_check(options, error);
    if (status < 0) return status;
    if (!ask && (options->format == TOLL_EXPORT_HTML || options->statements))
        return toll_error_set(error, TOLL_E_USAGE, NULL, "a report, and statements, need the reckoning");
    const export_writer *writer = writers[options->format];
    toll_buffer asked = {0};
    export_say_filter(&asked, options->filter);
    if (asked.failed) return export_no_memory(&job);
    job.asked = asked.data;
    (void)toll_ledger_time_format(job.as_of, options->filter->as_of);
    job.dataset = writer->dataset;
    if (writer->begin) status = writer->begin(&job);
    if (status == TOLL_OK && writer->claim && !options->question) status = walk(&job, writer);
    if (status == TOLL_OK && writer->end) status = writer->end(&job);
    if (status == TOLL_OK) status = export_flush(&job, true);
    if (writer->close) writer->close(&job);
    toll_buffer_free(&job.out);
    toll_buffer_free(&job.scratch);
    export_points_free(&job.points);
    toll_buffer_free(&asked);
    if (count) *count = job.count;
    return status;
}
