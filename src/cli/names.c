/* tollbook names: everyone whose word stands behind or passes on the claims of a ledger: claimants, relayers, outlets, with how many
 * claims in how many documents, and of which days. */
#include "ledger.h"
#include "view/reckoned.h"

static int print(toll_ledger *ledger, const toll_cli_filter *asked)
{
    toll_cli_rows rows = {.columns = toll_view_name_columns,
        .count = TOLL_VIEW_NAME_COLUMNS,
        .view = {
            .size = sizeof rows.view, .format = toll_cli_filter_format(asked), .width = toll_cli_width(), .csv_safe = asked->csv_safe}};
    toll_cli_value values[TOLL_VIEW_NAME_COLUMNS];
    toll_ledger_sources sources;
    toll_ledger_source source;
    toll_buffer out = {0};
    toll_error error = {0};
    bool written = true;
    toll_status status = toll_ledger_sources_open(&sources, ledger, &asked->filter, &error);
    toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_ledger_sources_next(&source, &sources, &error)) == TOLL_OK) {
        toll_view_set_name(values, &source);
        if (rows.view.format == TOLL_VIEW_TABLE && !source.name) toll_cli_set_text(&values[1], toll_text_of("(the page itself)"));
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_ledger_sources_close(&sources);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_names(int argc, char **argv)
{
    toll_cli_filter asked = TOLL_CLI_FILTER_DEFAULT;
    toll_ledger *ledger;
    const toll_option options[] = {TOLL_CLI_FILTER_OPTIONS(asked)};
    const toll_usage usage = {"names", "",
        "Prints who vouches for the claims in a ledger, who passes them on, and on whose pages they stand.",
        "  tollbook names\n"
        "  tollbook names --side UKR --outcome killed --format csv\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    code = toll_cli_filter_begin(&ledger, &asked, "names", argc - 1);
    if (code == TOLL_CLI_GO) code = print(ledger, &asked);
    toll_ledger_close(ledger);
    return code;
}
