/* tollbook findings: what the claims of a ledger say of one another, with the reason and the claims of each. --fail-on makes a finding an
 * exit code. */
#include "reckoning.h"

#include <math.h>

static const toll_cli_column columns[] = {{"id", NULL, 0}, {"code", "FINDING", 18}, {"verdict", "VERDICT", 8}, {"terms", NULL, 0},
    {"ratio", NULL, 0}, {"difference", NULL, 0}, {"value", NULL, 0}, {"claims", NULL, 0}, {"documents", "DOCUMENTS", 18},
    {"reason", "WHY", 0}};
enum { column_count = sizeof columns / sizeof *columns };

typedef struct asked_findings {
    toll_cli_reckoning reckoning;
    const char *code, *question, *fail_on;
    uint64_t limit;
} asked_findings;

/* "conflict,revision" as bits; false with a message where a word is no code. */
static bool parse_codes(uint32_t *out, const char *words, const char *option)
{
    *out = 0;
    for (const char *at = words; at && *at;) {
        size_t len = strcspn(at, ", ");
        int code = toll_finding_code_from_name((toll_text){at, len});
        if (code < 0) {
            toll_cli_say("findings: --%s \"%.*s\" is no code; `tollbook findings --help` lists them", option, (int)len, at);
            return false;
        }
        *out |= 1u << code;
        at += len;
        at += strspn(at, ", ");
    }
    return true;
}

static void add_terms(toll_buffer *out, const toll_finding *f, bool json)
{
    bool any = false;
    if (json) toll_buffer_add_string(out, "{");
    for (int i = 0; i < TOLL_TERM_COUNT; i++) {
        const char *standing = toll_standing_name((toll_standing)f->terms[i]);
        if (!standing) continue;
        toll_buffer_printf(
            out, json ? "%s\"%s\":\"%s\"" : "%s%s:%s", any ? (json ? "," : " ") : "", toll_term_name((toll_term)i), standing);
        any = true;
    }
    if (json) toll_buffer_add_string(out, "},\"drift\":[");
    bool first = true;
    for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1) {
        if (!(f->drift & bit)) continue;
        toll_buffer_printf(
            out, json ? "%s\"%s\"" : "%s%s", first ? (!json && any ? " " : "") : (json ? "," : " "), toll_drift_name((toll_drift)bit));
        first = false;
    }
    if (json) toll_buffer_add_string(out, "]");
}

static void add_names(toll_buffer *out, toll_reckoning *r, const toll_finding *f, bool json)
{
    uint32_t before = UINT32_MAX, count = 0;
    for (uint32_t i = 0; i < f->claim_count; i++) {
        uint32_t at = toll_reckoning_claim(r, f->claims[i])->document;
        bool seen = at == before;
        for (uint32_t k = 0; k < i && k < 64 && !seen; k++) seen = toll_reckoning_claim(r, f->claims[k])->document == at;
        before = at;
        if (seen) continue;
        toll_buffer_add_string(out, count++ ? (json ? "," : ", ") : "");
        if (json) toll_buffer_add_json(out, toll_text_of(toll_reckoning_document(r, at)->name));
        else toll_buffer_add_string(out, toll_reckoning_document(r, at)->name);
    }
}

static void add_json(toll_buffer *out, toll_reckoning *r, const toll_finding *f, const char *reason)
{
    toll_buffer_printf(out, "{\"id\":\"%s\",\"code\":\"%s\",\"verdict\":", f->id, toll_finding_code_name(f->code));
    toll_buffer_add_json(out, toll_text_of(toll_verdict_name(f->verdict)));
    toll_buffer_add_string(out, ",\"terms\":");
    add_terms(out, f, true);
    toll_buffer_add_string(out, ",\"ratio\":");
    toll_buffer_add_number(out, f->ratio);
    toll_buffer_add_string(out, ",\"difference\":");
    toll_buffer_add_number(out, f->difference);
    toll_buffer_add_string(out, ",\"value\":");
    toll_buffer_add_number(out, f->value);
    toll_buffer_add_string(out, ",\"date\":");
    toll_cli_add_day_json(out, f->day);
    toll_buffer_add_string(out, ",\"claims\":[");
    for (uint32_t i = 0; i < f->claim_count; i++) {
        if (i) toll_buffer_add_char(out, ',');
        toll_cli_add_claim_json(out, r, f->claims[i]);
    }
    toll_buffer_add_string(out, "],\"documents\":[");
    add_names(out, r, f, true);
    toll_buffer_add_string(out, "],\"reason\":");
    toll_buffer_add_json(out, toll_text_of(reason));
    toll_buffer_add_string(out, "}\n");
}

static void add_row(toll_buffer *out, toll_cli_rows *rows, toll_reckoning *r, const toll_finding *f, const char *reason)
{
    toll_cli_value values[column_count];
    toll_buffer terms = {0}, claims = {0}, documents = {0};
    add_terms(&terms, f, false);
    add_names(&documents, r, f, false);
    for (uint32_t i = 0; i < f->claim_count; i++)
        toll_buffer_printf(&claims, "%s%s", i ? " " : "", toll_reckoning_claim(r, f->claims[i])->id);
    const char *texts[] = {f->id, toll_finding_code_name(f->code), toll_verdict_name(f->verdict), terms.data, NULL, NULL, NULL, claims.data,
        documents.data, reason};
    for (size_t i = 0; i < column_count; i++) toll_cli_set_text(&values[i], toll_text_of(texts[i]));
    const double figures[] = {f->ratio, f->difference, f->value};
    toll_buffer numbers[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        if (isnan(figures[i])) continue;
        toll_buffer_add_number(&numbers[i], figures[i]);
        toll_cli_set_text(&values[4 + i], toll_text_of(numbers[i].data));
    }
    toll_cli_rows_add(out, rows, values);
    for (size_t i = 0; i < 3; i++) toll_buffer_free(&numbers[i]);
    toll_buffer_free(&terms);
    toll_buffer_free(&claims);
    toll_buffer_free(&documents);
}

/* A finding that is only looked for, not printed. */
static bool is_shown(const toll_finding *f, uint32_t codes)
{
    return !codes || codes >> f->code & 1;
}

static int print(asked_findings *asked, uint32_t codes, uint32_t fail_on)
{
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(&asked->reckoning)};
    bool json = rows.view.format == TOLL_VIEW_JSONL, written = true, failed = false;
    toll_buffer out = {0};
    toll_error error = {0};
    toll_finding f;
    uint64_t shown = 0;
    toll_status status = toll_cli_findings_begin(&asked->reckoning, codes ? codes | fail_on : 0, asked->question, &error);
    if (!json) toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_cli_findings_next(&f, &asked->reckoning, &error)) == TOLL_OK) {
        char reason[2048];
        failed |= (fail_on >> f.code & 1) != 0;
        bool full = asked->limit && shown >= asked->limit;
        if (full && (failed || !fail_on)) break;
        if (full || !is_shown(&f, codes)) continue;
        toll_reckoning *r = toll_cli_reckoning_of(&asked->reckoning);
        toll_finding_reason(reason, sizeof reason, r, &f);
        if (json) add_json(&out, r, &f, reason);
        else add_row(&out, &rows, r, &f, reason);
        shown++;
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    if (!json) toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return !written ? TOLL_EXIT_USAGE : failed ? TOLL_EXIT_FOUND : TOLL_EXIT_DONE;
}

int toll_cli_findings(int argc, char **argv)
{
    asked_findings asked = {.reckoning = TOLL_CLI_RECKONING_DEFAULT};
    uint32_t codes = 0, fail_on = 0;
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(asked.reckoning),
        {"code", TOLL_OPTION_TEXT, &asked.code, "CODES",
            "only these: conflict, apparent_conflict, revision, drift ...; several with commas"},
        {"question", TOLL_OPTION_TEXT, &asked.question, "QUESTION",
            "only those on claims of this question (`tollbook questions` lists them)"},
        {"limit", TOLL_OPTION_COUNT, &asked.limit, "N", "print at most so many"},
        {"fail-on", TOLL_OPTION_TEXT, &asked.fail_on, "CODES", "exit code 1 when there is such a finding"},
    };
    const toll_usage usage = {"findings", "",
        "Prints what the claims of a ledger say of one another: rereport, drift, headline_mismatch, revision, conflict, apparent_conflict, "
        "part_exceeds_total, admission, average_checked, difference_checked, record_checked, included, attribution_open, date_error, circular. "
        "None of them is a verdict on who is right.",
        "  tollbook findings --code conflict,revision\n"
        "  tollbook findings --fail-on headline_mismatch,date_error >/dev/null\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("findings takes no files: it asks the ledger");
        return TOLL_EXIT_USAGE;
    }
    if (!parse_codes(&codes, asked.code, "code") || !parse_codes(&fail_on, asked.fail_on, "fail-on")) return TOLL_EXIT_USAGE;
    code = toll_cli_reckoning_open(&asked.reckoning, "findings");
    if (code == TOLL_CLI_GO) code = print(&asked, codes, fail_on);
    toll_cli_reckoning_close(&asked.reckoning);
    return code;
}
