/* tollbook documents: the documents in a ledger, one row a version, with what is known of each and how many claims were read from it. */
#include "ledger.h"
#include "view/reckoned.h"

static int print(toll_ledger *ledger, toll_cli_filter *asked)
{
    toll_cli_rows rows = {.columns = toll_view_document_columns,
        .count = TOLL_VIEW_DOCUMENT_COLUMNS,
        .view = {
            .size = sizeof rows.view, .format = toll_cli_filter_format(asked), .width = toll_cli_width(), .csv_safe = asked->csv_safe}};
    toll_cli_value values[TOLL_VIEW_DOCUMENT_COLUMNS];
    toll_ledger_versions versions;
    toll_ledger_version version;
    toll_buffer out = {0};
    toll_error error = {0};
    bool written = true;
    asked->filter.without_text = true;
    toll_status status = toll_ledger_versions_open(&versions, ledger, &asked->filter, &error);
    toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_ledger_versions_next(&version, &versions, &error)) == TOLL_OK) {
        toll_view_set_document(values, &version);
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
