/* tollbook documents: the documents in a ledger, one row a version, with what is known of each and how many claims were read from it. */
#include "ledger.h"

static const toll_cli_column columns[] = {
    {"doc", "DOCUMENT", 0},
    {"version", "NO", 2},
    {"outlet", "OUTLET", 14},
    {"published", "PUBLISHED", 10},
    {"title", "TITLE", 0},
    {"url", NULL, 0},
    {"claims", "CLAIMS", 6},
    {"bytes", "BYTES", 7},
    {"sha256", NULL, 0},
    {"engine", NULL, 0},
    {"tables", NULL, 0},
    {"recorded_at", NULL, 0},
    {"superseded_at", NULL, 0},
};
enum { column_count = sizeof columns / sizeof *columns };

static void set_values(toll_cli_value values[column_count], const toll_ledger_version *version)
{
    toll_cli_set_text(&values[0], version->document.name);
    toll_cli_set_count(&values[1], version->number);
    toll_cli_set_text(&values[2], version->document.outlet);
    toll_cli_set_day(&values[3], version->document.published);
    toll_cli_set_text(&values[4], version->document.title);
    toll_cli_set_text(&values[5], version->document.url);
    toll_cli_set_count(&values[6], version->claim_count);
    toll_cli_set_count(&values[7], version->text_len);
    toll_cli_set_text(&values[8], toll_text_of(version->sha256));
    toll_cli_set_text(&values[9], toll_text_of(version->engine));
    toll_cli_set_text(&values[10], toll_text_of(version->tables));
    toll_cli_set_time(&values[11], version->recorded_at);
    toll_cli_set_time(&values[12], version->superseded_at);
}

static int print(toll_ledger *ledger, toll_cli_filter *asked)
{
    toll_cli_rows rows = {.columns = columns,
        .count = column_count,
        .view = {
            .size = sizeof rows.view, .format = toll_cli_filter_format(asked), .width = toll_cli_width(), .csv_safe = asked->csv_safe}};
    toll_cli_value values[column_count];
    toll_ledger_versions versions;
    toll_ledger_version version;
    toll_buffer out = {0};
    toll_error error = {0};
    bool written = true;
    asked->filter.without_text = true;
    toll_status status = toll_ledger_versions_open(&versions, ledger, &asked->filter, &error);
    toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_ledger_versions_next(&version, &versions, &error)) == TOLL_OK) {
        set_values(values, &version);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_ledger_versions_close(&versions);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_documents(int argc, char **argv)
{
    toll_cli_filter asked = TOLL_CLI_FILTER_DEFAULT;
    toll_ledger *ledger;
    const toll_option options[] = {TOLL_CLI_FILTER_OPTIONS(asked)};
    const toll_usage usage = {"documents", "",
        "Prints the documents in a ledger. --from and --to are about their publication, --text about all of their text;\n"
        "--side, --outcome, --claimant and --place choose documents that hold such a claim.",
        "  tollbook documents\n"
        "  tollbook documents --text Makiivka --from 2023-01-01 --format csv\n"
        "  tollbook documents --document briefing.txt --history\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    code = toll_cli_filter_begin(&ledger, &asked, "documents", argc - 1);
    if (code == TOLL_CLI_GO) code = print(ledger, &asked);
    toll_ledger_close(ledger);
    return code;
}
