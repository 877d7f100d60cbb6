/* tollbook claims: the claims of a ledger that a filter lets through, in the formats of `read`. They stream: memory is that of one
 * document. */
#include "ledger.h"

static int print(toll_ledger *ledger, const toll_cli_filter *asked)
{
    const toll_view_options view = {
        .size = sizeof view, .format = toll_cli_filter_format(asked), .width = toll_cli_width(), .csv_safe = asked->csv_safe};
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_claim before;
    toll_buffer out = {0};
    toll_error error = {0};
    uint64_t version = 0, count = 0;
    bool written = true;
    toll_status status = toll_ledger_claims_open(&claims, ledger, &asked->filter, &error);
    toll_view_begin(&out, &view);
    while (written && status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &error)) == TOLL_OK) {
        toll_view_claim(&out, &view, &row.document, row.sha256, &row.claim, version == row.key.version ? &before : NULL);
        version = row.key.version;
        before = row.claim;
        count++;
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_ledger_claims_close(&claims);
    toll_buffer_free(&out);
    if (status < 0) return toll_cli_fail(&error);
    if (!count && toll_cli_stderr_is_terminal())
        toll_cli_say("no claim matches; `tollbook sources` and `tollbook documents` list what there is");
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_claims(int argc, char **argv)
{
    toll_cli_filter asked = TOLL_CLI_FILTER_DEFAULT;
    toll_ledger *ledger;
    const toll_option options[] = {
        TOLL_CLI_FILTER_OPTIONS(asked),
        {"id", TOLL_OPTION_TEXT, &asked.filter.id, "CLAIM", "the claim with this id"},
        {"rejected", TOLL_OPTION_FLAG, &asked.filter.rejected, NULL, "also claims that a reviewer rejected"},
    };
    const toll_usage usage = {"claims", "", "Prints the claims in a ledger, in the order its documents came and of their text.",
        "  tollbook claims --side RUS --outcome killed,wounded\n"
        "  tollbook claims --claimant rus-mod --from 2023-01-01 --to 2023-01-05 --format csv\n"
        "  tollbook claims --text '\"temporary barracks\"' --as-of 2023-01-03\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    code = toll_cli_filter_begin(&ledger, &asked, "claims", argc - 1);
    if (code == TOLL_CLI_GO) code = print(ledger, &asked);
    toll_ledger_close(ledger);
    return code;
}
