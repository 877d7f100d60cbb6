/* tollbook sources: who carries whose figures, and what is left of them: claimant by outlet, the claims carried, how many days after they
 * were said, and how often the bound, the claimant and the word "unverified" came through. Shares are of the claims in which there was
 * something to keep; where there was nothing they are left open. */
#include "reckoning.h"

static int print(toll_cli_reckoning *asked, const char *claimant, const char *outlet)
{
    toll_cli_rows rows = {.columns = toll_view_relay_columns, .count = TOLL_VIEW_RELAY_COLUMNS, .view = toll_cli_reckoning_view(asked)};
    toll_cli_value values[TOLL_VIEW_RELAY_COLUMNS];
    toll_buffer out = {0};
    toll_error error = {0};
    toll_relay c;
    bool written = true;
    toll_status status = toll_cli_relays_begin(asked, claimant, outlet, &error);
    toll_cli_rows_begin(&out, &rows);
    while (written && status >= 0 && (status = toll_cli_relays_next(&c, asked, &error)) == TOLL_OK) {
        toll_view_set_relay(values, &c);
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_sources(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    const char *claimant = NULL, *outlet = NULL;
    const toll_option options[] = {
        TOLL_CLI_RECKONING_OPTIONS(asked),
        {"claimant", TOLL_OPTION_TEXT, &claimant, "ID", "only this claimant's figures (`tollbook names` lists them)"},
        {"outlet", TOLL_OPTION_TEXT, &outlet, "NAME", "only on this outlet's pages"},
    };
    const toll_usage usage = {"sources", "",
        "Prints claimant by outlet how many claims were carried, how many days after they were said, and the share that kept the bound, named the "
        "claimant, and passed on that a figure is unverified.",
        "  tollbook sources --format csv\n"
        "  tollbook sources --claimant rus-mod\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("sources takes no files: it asks the ledger; --claimant and --outlet ask for one");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "sources");
    if (code == TOLL_CLI_GO) code = print(&asked, claimant, outlet);
    toll_cli_reckoning_close(&asked);
    return code;
}
