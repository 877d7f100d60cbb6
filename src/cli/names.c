/* tollbook names: everyone whose word stands behind or passes on the claims of a ledger: claimants, relayers, outlets, with how many
 * claims in how many documents, and of which days. */
#include "ledger.h"

static const toll_cli_column columns[] = {
    {"role", "ROLE", 8},
    {"name", "NAME", 0},
    {"side", "SIDE", 6},
    {"kind", NULL, 0},
    {"claims", "CLAIMS", 6},
    {"documents", "DOCS", 5},
    {"first", "FIRST", 10},
    {"last", "LAST", 10},
};
enum { column_count = sizeof columns / sizeof *columns };

static void set_values(toll_cli_value values[column_count], const toll_ledger_source *source)
{
    toll_cli_set_text(&values[0], toll_text_of(toll_ledger_part_name(source->part)));
    toll_cli_set_text(&values[1], toll_text_of(source->name));
    toll_cli_set_text(&values[2], toll_text_of(source->side));
    toll_cli_set_text(&values[3], toll_text_of(source->kind));
    toll_cli_set_count(&values[4], source->claim_count);
    toll_cli_set_count(&values[5], source->document_count);
    toll_cli_set_day(&values[6], source->first);
    toll_cli_set_day(&values[7], source->last);
}

static int print(toll_ledger *ledger, const toll_cli_filter *asked)
{
    toll_cli_rows rows = {.columns = columns,
        .count = column_count,
        .view = {
            .size = sizeof rows.view, .format = toll_cli_filter_format(asked), .width = toll_cli_width(), .csv_safe = asked->csv_safe}};
    toll_cli_value values[column_count];
    toll_ledger_sources sources;
    toll_ledger_source source;
    toll_buffer out = {0};
    toll_error error = {0};
    bool written = true;
    toll_status status = toll_ledger_sources_open(&sources, ledger, &asked->filter, &error);
    toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_ledger_sources_next(&source, &sources, &error)) == TOLL_OK) {
        set_values(values, &source);
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
