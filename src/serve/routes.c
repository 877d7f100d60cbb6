/* The routes, each with the parameters it knows, the scope it needs and what it answers: one table that requests are matched against and that the
 * API's description is written from, so that the two cannot differ. */
#include "inside.h"

const struct serve_param_about serve_params[] = {
    {"after", "{\"type\":\"string\",\"maxLength\":100}", "where the page before ended: its `next`"},
    {"limit", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000}", "at most so many rows (100)"},
    {"as_of", "{\"type\":\"string\"}", "what the ledger knew at the end of that day (UTC), or at 2023-01-04T12:30:00Z"},
    {"side", "{\"type\":\"string\"}", "whose loss"},
    {"outcome", "{\"type\":\"string\"}", "killed, wounded, destroyed ...; several with commas"},
    {"claimant", "{\"type\":\"string\"}", "the institution whose word it is"},
    {"outlet", "{\"type\":\"string\"}", "the outlet of the document"},
    {"place", "{\"type\":\"string\"}", "as written, as the gazetteer has it, or geonames:NUMBER"},
    {"from", "{\"type\":\"string\",\"format\":\"date\"}", "not before this day (the period, else when it was said, else published)"},
    {"to", "{\"type\":\"string\",\"format\":\"date\"}", "not after this day"},
    {"text", "{\"type\":\"string\"}", "all these words; a phrase in quotes, word* for a beginning"},
    {"document", "{\"type\":\"string\"}", "the name of a document"},
    {"history", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: also what was superseded"},
    {"rejected", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: also claims that a reviewer rejected"},
    {"code", "{\"type\":\"string\"}", "conflict, revision, drift ...; several with commas"},
    {"question", "{\"type\":\"string\"}", "only on claims of this question"},
    {"least", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000000}", "only questions on which so many statements were made"},
    {"format",
        "{\"type\":\"string\",\"enum\":[\"csv\",\"jsonl\",\"geojson\",\"xlsx\",\"zip\",\"ucdp\",\"acled\",\"jsonld\","
        "\"annotations\",\"bibtex\",\"csl\",\"html\"]}",
        "how to write it (csv)"},
    {"bom", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: CSV begins with a byte order mark, as spreadsheets want it"},
    {"figure", "{\"type\":\"string\"}", "claims with this number, or one of a range: 220, 200..250, >800, <=10"},
    {"name", "{\"type\":\"string\"}", "what the document is called: a new text by that name is a new version of it"},
    {"title", "{\"type\":\"string\"}", "its headline"},
    {"url", "{\"type\":\"string\"}", "where it was published"},
    {"published", "{\"type\":\"string\",\"format\":\"date\"}", "when it was published"},
    {"dry_run", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: only say what would be read; nothing is written"},
    {"since", "{\"type\":\"integer\",\"minimum\":0}", "only what came after this one: a `seq`"},
    {"flagged", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "1: only claims for which somebody wants a second reader"},
    {"hxl", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "csv, xlsx: 1: a row of HXL tags under the header"},
    {"policy", "{\"type\":\"string\",\"enum\":[\"strict\",\"acled\"]}", "ucdp, acled: what a vague word gives (no number)"},
    {"left_out", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "ucdp, acled: 1: instead, the claims that have no row, with the reason"},
    {"statements", "{\"type\":\"string\",\"enum\":[\"0\",\"1\"]}", "zip: 1: also which claims go back to one utterance"},
    {"deaths", "{\"type\":\"string\"}", "the table of deaths: its SHA-256"},
    {"population", "{\"type\":\"string\"}", "the table of people: its SHA-256"},
    {"by", "{\"type\":\"string\"}", "the column of names, which both tables have"},
    {"reference", "{\"type\":\"string\"}", "the name whose rate the others are laid against"},
    {"level", "{\"type\":\"string\"}", "of the limits, in percent (95)"},
    {"count", "{\"type\":\"string\"}", "the column of deaths (one with a usual name, else each row is one)"},
    {"denominator", "{\"type\":\"string\"}", "the column of people: all, men, men of an age"},
    {"where", "{\"type\":\"string\"}", "only rows with these cells: region=Delta,sex=m"},
    {"date", "{\"type\":\"string\"}", "the column of days in the table of deaths, for `from` and `to`"},
    {"says", "{\"type\":\"string\"}", "laid over the table: 30..40, 30.., 75%"},
    {"claim", "{\"type\":\"string\"}", "the same of a claim of the ledger: a ratio or a share"},
    {"of", "{\"type\":\"string\"}", "of whom it is said (the highest rate)"},
};
const size_t serve_param_count = sizeof serve_params / sizeof *serve_params;

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
                 : serve_fail(r, 404, "nothing is here; /api/v1/openapi.json lists what there is");
}

toll_status serve_check_params(serve_request *r)
{
    uint64_t number;
    for (size_t i = 0; i < r->query.count; i++) {
        const char *name = r->query.items[i].name, *value = r->query.items[i].value;
        size_t at = 0;
        while (at < serve_param_count && strcmp(serve_params[at].name, name) != 0) at++;
        if (at == serve_param_count || !(r->route->params & serve_param_of(at)))
            return serve_fail(r, 400, "%.60s is no parameter here", name);
        if (!*value) continue;
        if (!strcmp(name, "limit") && !serve_number(&number, value, 1, SERVE_PAGE_MOST))
            return serve_fail(r, 400, "limit must be a number from 1 to %d", SERVE_PAGE_MOST);
        if (!strcmp(name, "least") && !serve_number(&number, value, 1, 1000000))
            return serve_fail(r, 400, "least must be a number from 1 to 1000000");
        bool flag = !strcmp(name, "history") || !strcmp(name, "rejected") || !strcmp(name, "bom") || !strcmp(name, "hxl") ||
                    !strcmp(name, "left_out") || !strcmp(name, "statements") || !strcmp(name, "dry_run") || !strcmp(name, "flagged");
        if (flag && strcmp(value, "0") && strcmp(value, "1")) return serve_fail(r, 400, "%s must be 0 or 1", name);
        if (!strcmp(name, "since") && !serve_number(&number, value, 0, INT64_MAX))
            return serve_fail(r, 400, "since must be a number: the `seq` of a change");
        if (strlen(value) > 1000) return serve_fail(r, 400, "%s is longer than 1000 bytes", name);
    }
    return TOLL_OK;
}
