/* tollbook findings: what the claims of a ledger say of one another, with the reason and the claims of each. --fail-on makes a finding an
 * exit code. */
#include "reckoning.h"

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

/* A finding that is only looked for, not printed. */
static bool is_shown(const toll_finding *f, uint32_t codes)
{
    return !codes || codes >> f->code & 1;
}

static int print(asked_findings *asked, uint32_t codes, uint32_t fail_on)
{
    toll_cli_rows rows = {
        .columns = toll_view_finding_columns, .count = TOLL_VIEW_FINDING_COLUMNS, .view = toll_cli_reckoning_view(&asked->reckoning)};
    bool json = rows.view.format == TOLL_VIEW_JSONL, written = true, failed = false;
    toll_buffer out = {0};
    toll_error error = {0};
    toll_finding f;
    uint64_t shown = 0;
    toll_status status = toll_cli_findings_begin(&asked->reckoning, codes ? codes | fail_on : 0, asked->question, &error);
    if (!json) toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_cli_findings_next(&f, &asked->reckoning, &error)) == TOLL_OK) {
        failed |= (fail_on >> f.code & 1) != 0;
        bool full = asked->limit && shown >= asked->limit;
        if (full && (failed || !fail_on)) break;
        if (full || !is_shown(&f, codes)) continue;
        toll_reckoning *r = toll_cli_reckoning_of(&asked->reckoning);
        if (json) toll_view_finding_json(&out, r, &f);
        else toll_view_finding_row(&out, &rows, r, &f);
        if (json) toll_buffer_add_char(&out, '\n');
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
        "part_exceeds_total, admission, average_checked, difference_checked, record_checked, included, attribution_open, date_error, circular; and, "
        "where series were imported, total_checked, relay_series, table_error. "
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
