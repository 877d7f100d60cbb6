/* The routes, each with the parameters it knows, the scope it needs and what it answers: one table that requests are matched against and that the
 * API's description is written from, so that the two cannot differ. */
#include "inside.h"

#define GET(path, handle, params, summary, schema)                                                                                         \
    {                                                                                                                                      \
        "GET", path, handle, params, SERVE_READ, summary, schema, NULL, 0, NULL                                                            \
    }
#define PAGE(path, handle, params)                                                                                                         \
    {                                                                                                                                      \
        "GET", path, handle, params, SERVE_READ, NULL, NULL, NULL, 0, NULL                                                                 \
    }
#define FORM(path, handle, scope, body)                                                                                                    \
    {                                                                                                                                      \
        "POST", path, handle, 0, scope, NULL, NULL, NULL, body, NULL                                                                       \
    }

#define PARAMS_ASSESS (PARAM_ASSESS | PARAM_FROM | PARAM_TO)

#define PARAMS_FEED (PARAMS_FILTER & ~(unsigned)PARAM_AS_OF)

const serve_route serve_routes[] = {
    GET("/api/v1/status", serve_api_status, 0, "What the ledger holds: its last reading and decision", "Status"),
    GET("/api/v1/openapi.json", serve_api_openapi, 0, "This description", "Object"),
    GET("/api/v1/documents", serve_api_documents, PARAMS_FILTER | PARAMS_PAGE | PARAM_HISTORY, "Documents, version by version",
        "Documents"),
    {"POST", "/api/v1/documents", serve_api_add, PARAM_NAME | PARAM_TITLE | PARAM_OUTLET | PARAM_URL | PARAM_PUBLISHED | PARAM_DRY_RUN,
        SERVE_ADMIN, "Read a document and add it; the same one again is answered with the one that is there", "Intake", "NewDocument",
        SERVE_DOCUMENT_BYTES, "text/plain|text/html|application/json"},
    GET("/api/v1/documents/{version}", serve_api_document, 0, "A version of a document: its text cut where evidence begins or ends",
        "DocumentText"),
    GET("/api/v1/documents/{version}/from/{before}", serve_api_versions, 0,
        "What is other in a version of a document than in another of its versions, changed numbers first", "Differences"),
    {"POST", "/api/v1/documents/{version}/claims", serve_api_make, 0, SERVE_REVIEW,
        "Make a claim from words of a document, which is accepted in the reviewer's name", "ClaimAnswer", "NewClaim", 0, NULL},
    GET("/api/v1/claims", serve_api_claims, PARAMS_FILTER | PARAMS_PAGE | PARAM_HISTORY | PARAM_REJECTED,
        "Claims in the order of the documents", "Claims"),
    GET("/api/v1/claims/{id}", serve_api_claim, PARAM_AS_OF, "A claim with its sentence, statement, question and decision", "ClaimAnswer"),
    GET("/api/v1/claims/{id}/decisions", serve_api_claim_decisions, 0, "What people decided on a claim, newest first", "Decisions"),
    {"POST", "/api/v1/claims/{id}/decisions", serve_api_decide, 0, SERVE_REVIEW, "Decide on a claim; If-Match holds the claim's ETag",
        "ClaimAnswer", "NewDecision", 0, NULL},
    GET("/api/v1/claims/{id}/revisions", serve_api_revisions, PARAM_AS_OF, "What became of a claim: readings and decisions, counted from 1",
        "Revisions"),
    GET("/api/v1/claims/{id}/revisions/{number}", serve_api_revision, 0, "A claim as it stood at one revision, which stays as it is",
        "RevisionAnswer"),
    GET("/api/v1/claims/{id}/revisions/{number}/cite", serve_api_cite, PARAM_FORMAT, "The same for reference managers: bibtex or csl",
        NULL),
    GET("/api/v1/statements/{id}", serve_api_statement, PARAM_AS_OF, "All claims that go back to one utterance, with the drift at each hop",
        "Statement"),
    GET("/api/v1/questions", serve_api_questions, PARAMS_PAGE | PARAM_LEAST | PARAM_AS_OF, "What is being counted", "Questions"),
    GET("/api/v1/questions/{id}", serve_api_question, PARAM_LIMIT | PARAM_AS_OF, "A question's ladder: who said what when", "Ladder"),
    GET("/api/v1/questions/{id}/chart.svg", serve_api_question_chart, PARAM_LIMIT | PARAM_AS_OF, "The ladder as SVG", NULL),
    GET("/api/v1/findings", serve_api_findings, PARAMS_PAGE | PARAM_CODE | PARAM_QUESTION | PARAM_AS_OF, "What claims say of one another",
        "Findings"),
    GET("/api/v1/sources", serve_api_sources, PARAMS_PAGE | PARAM_CLAIMANT | PARAM_OUTLET | PARAM_AS_OF,
        "Claimant by outlet: who carries whose figures", "Sources"),
    GET("/api/v1/names", serve_api_names, PARAMS_FILTER | PARAMS_PAGE, "Who vouches for claims, who passes them on, on whose pages",
        "Names"),
    GET("/api/v1/changes", serve_api_changes, PARAM_SINCE | PARAM_LIMIT,
        "What changed after a moment: claims that came, are read otherwise or are gone, and decisions", "Changes"),
    GET("/api/v1/decisions", serve_api_decisions, PARAMS_PAGE, "What people decided, newest first", "Decisions"),
    GET("/api/v1/series", serve_api_series, PARAM_AS_OF, "Series that were imported: a claimant's figures over time, from a table",
        "Series"),
    GET("/api/v1/series/{claimant}/chart.svg", serve_api_series_chart, PARAM_SIDE | PARAM_AS_OF, "A claimant's figures over time as SVG",
        NULL),
    GET("/api/v1/series/{claimant}", serve_api_series_of, PARAM_AS_OF,
        "A claimant's series: those imported, and those that its own claims form", "Series"),
    GET("/api/v1/series/{claimant}/{name}", serve_api_table, PARAM_FROM | PARAM_TO | PARAM_AS_OF,
        "A series, imported or of claims, day by day: its record days, sums and months, and what is wrong with its table", "Table"),
    GET("/api/v1/series/{claimant}/{name}/chart.svg", serve_api_table_chart, PARAM_AS_OF, "A series as SVG", NULL),
    GET("/api/v1/series/{claimant}/{name}/days.csv", serve_api_table_days, PARAM_AS_OF,
        "A series as CSV: what is stated and what is derived from two totals, with the line or the claims", NULL),
    GET("/api/v1/profiles/{claimant}", serve_api_profile, PARAM_AS_OF, "What the ledger holds of a claimant, in counts", "Profile"),
    GET("/api/v1/claimants/{claimant}/merge", serve_api_merge, PARAM_CLAIMANT,
        "Of two ids of one claimant: the claims that would become those of `claimant`", "Merge"),
    {"POST", "/api/v1/claimants/{claimant}/merge", serve_api_merged, 0, SERVE_REVIEW,
        "Make them so: a correction of each, all at one moment; `state` as it came with them", "Merged", "NewMerge", 0, NULL},
    GET("/api/v1/days/claims", serve_api_claim_days, PARAMS_FILTER | PARAM_REJECTED,
        "How many claims are about each day, month or year (of the first 5,000 that match)", "Days"),
    GET("/api/v1/days/claims/chart.svg", serve_api_claim_days_chart, PARAMS_FILTER | PARAM_REJECTED, "The same as SVG", NULL),
    GET("/api/v1/days/documents", serve_api_document_days, PARAMS_FILTER | PARAM_HISTORY, "How many documents were published in each",
        "Days"),
    GET("/api/v1/days/documents/chart.svg", serve_api_document_days_chart, PARAMS_FILTER | PARAM_HISTORY, "The same as SVG", NULL),
    GET("/api/v1/tables", serve_api_tables, 0, "Tables that the ledger keeps, by name: file and SHA-256", "Tables"),
    GET("/api/v1/disparity", serve_api_disparity, PARAMS_ASSESS, "What two tables that the ledger keeps say of deaths by region or group",
        "Disparity"),
    {"POST", "/api/v1/disparity", serve_api_assess, 0, SERVE_READ,
        "The same of two tables that are sent, CSV or JSON as strings; `format`: json, csv, chart or funnel. Nothing is kept", "Disparity",
        "NewDisparity", SERVE_DOCUMENT_BYTES, NULL},
    GET("/api/v1/disparity/rates.csv", serve_api_disparity_csv, PARAMS_ASSESS, "The rates as CSV", NULL),
    GET("/api/v1/disparity/chart.svg", serve_api_disparity_chart, PARAMS_ASSESS, "The ratios as SVG, on a logarithmic axis", NULL),
    GET("/api/v1/disparity/funnel.svg", serve_api_disparity_funnel, PARAMS_ASSESS, "Rates by number of people as SVG, with funnel limits",
        NULL),
    GET("/api/v1/export/claims", serve_export_claims, PARAMS_FILTER | PARAM_REJECTED | PARAMS_EXPORT, "Claims as a file", NULL),
    GET("/api/v1/export/questions/{id}", serve_export_report, PARAM_AS_OF, "A question as one HTML file that needs nothing else", NULL),
    GET("/claims.atom", serve_feed_claims, PARAMS_FEED, "What happened to claims of the newest readings and decisions, as Atom", NULL),
    GET("/claims.json", serve_feed_claims, PARAMS_FEED, "The same as JSON Feed", "Feed"),
    GET("/q/{id}/changes.atom", serve_feed_question, 0, "What happened to the claims on a question, as Atom", NULL),
    GET("/q/{id}/changes.json", serve_feed_question, 0, "The same as JSON Feed", "Feed"),
    GET("/findings.atom", serve_feed_findings, PARAM_CODE | PARAM_QUESTION, "What the newest claims say of one another, as Atom", NULL),
    GET("/findings.json", serve_feed_findings, PARAM_CODE | PARAM_QUESTION, "The same as JSON Feed", "Feed"),
    PAGE("/", serve_page_home, PARAMS_PAGE),
    PAGE("/findings", serve_page_findings, PARAMS_PAGE | PARAM_CODE | PARAM_QUESTION | PARAM_AS_OF),
    PAGE("/questions", serve_page_questions, PARAMS_PAGE | PARAM_LEAST | PARAM_AS_OF),
    PAGE("/q/{id}", serve_page_question, PARAM_LIMIT | PARAM_AS_OF),
    PAGE("/c/{id}", serve_page_claim, PARAM_AS_OF),
    PAGE("/c/{id}/{revision}", serve_page_revision, 0),
    PAGE("/documents", serve_page_documents, PARAMS_FILTER | PARAMS_PAGE | PARAM_HISTORY),
    PAGE("/d/{version}", serve_page_document, PARAM_TEXT),
    PAGE("/d/{version}/from/{before}", serve_page_versions, 0),
    PAGE("/d/{version}/claim", serve_page_missed, PARAM_FIGURE | PARAM_AFTER),
    FORM("/d/{version}/claim", serve_page_make, SERVE_REVIEW, 0),
    PAGE("/s/{claimant}", serve_page_claimant, PARAM_SIDE | PARAM_AS_OF),
    PAGE("/s/{claimant}/merge", serve_page_merge, PARAM_CLAIMANT),
    FORM("/s/{claimant}/merge", serve_page_merged, SERVE_REVIEW, 0),
    PAGE("/series", serve_page_tables, PARAM_AS_OF),
    PAGE("/series/{claimant}", serve_page_series_of, PARAM_AS_OF),
    PAGE("/series/{claimant}/{name}", serve_page_table, PARAM_AS_OF),
    PAGE("/disparity", serve_page_disparity, PARAMS_ASSESS),
    FORM("/disparity", serve_page_assess, SERVE_READ, SERVE_FORM_BYTES),
    PAGE("/sources", serve_page_sources, PARAMS_PAGE | PARAM_CLAIMANT | PARAM_OUTLET | PARAM_AS_OF),
    PAGE("/search", serve_page_search, PARAMS_FILTER | PARAMS_PAGE | PARAM_REJECTED),
    PAGE("/method", serve_page_method, 0),
    PAGE("/inbox", serve_page_inbox, (PARAMS_FILTER & ~(unsigned)PARAM_AS_OF) | PARAM_AFTER | PARAM_FLAGGED),
    FORM("/inbox", serve_page_decide, SERVE_REVIEW, 0),
    PAGE("/inbox/batch", serve_page_batch, (PARAMS_FILTER & ~(unsigned)PARAM_AS_OF) | PARAM_AFTER),
    FORM("/inbox/batch", serve_page_decide_all, SERVE_REVIEW, 0),
    PAGE("/import", serve_page_import, 0),
    FORM("/import", serve_page_imported, SERVE_ADMIN, SERVE_FORM_BYTES),
    PAGE("/export", serve_page_export, PARAMS_FILTER | PARAM_REJECTED),
    PAGE("/log", serve_page_log, PARAMS_PAGE),
    FORM("/log", serve_page_revert, SERVE_REVIEW, 0),
    PAGE("/settings", serve_page_settings, 0),
    FORM("/settings", serve_page_set, SERVE_READ, 0),
    PAGE("/style.css", serve_file_style, 0),
    PAGE("/script.js", serve_file_script, 0),
    PAGE("/icon.svg", serve_file_icon, 0),
};
const size_t serve_route_count = sizeof serve_routes / sizeof *serve_routes;

/* Part by part; "{..}" takes one part, which may be escaped. */
static bool matches(serve_request *r, const char *pattern)
{
    const char *at = r->path;
    size_t parts = 0;
    r->parts[0] = r->parts[1] = NULL;
    for (; *pattern; pattern++) {
        if (*pattern != '{') {
            if (*at++ != *pattern) return false;
            continue;
        }
        size_t len = strcspn(at, "/");
        if (!len || parts == 2) return false;
        const char *part = serve_path_part(&r->memory, (toll_text){at, len});
        if (!part) return false;
        r->parts[parts++] = part;
        at += len;
        pattern = strchr(pattern, '}');
    }
    return !*at;
}

toll_status serve_find_route(serve_request *r)
{
    bool head = !strcmp(r->method, "HEAD"), other = false;
    for (size_t i = 0; i < serve_route_count; i++) {
        if (!matches(r, serve_routes[i].path)) continue;
        other = true;
        if (strcmp(serve_routes[i].method, head ? "GET" : r->method) != 0) continue;
        r->route = &serve_routes[i];
        return TOLL_OK;
    }
    return other ? serve_fail(r, 405, "%.20s is not answered here", r->method)
                 : serve_fail(r, 404, "nothing is at this address; /api/v1/openapi.json lists what programs find");
}
