/* tollbook statement: all claims that go back to one utterance, each under the claim it hangs on, with what drifted at each hop and
 * whether the link is confirmed or only suggested. */
#include "reckoning.h"

static int print(toll_cli_reckoning *asked, const char *id)
{
    toll_cli_rows rows = {
        .columns = toll_view_statement_columns, .count = TOLL_VIEW_STATEMENT_COLUMNS, .view = toll_cli_reckoning_view(asked)};
    toll_buffer out = {0};
    toll_statement s;
    uint32_t claim;
    toll_error error = {0};
    toll_status status = toll_cli_find_claim(&claim, asked, id, &error);
    if (status < 0) return toll_cli_fail(&error);
    toll_reckoning *r = toll_cli_reckoning_of(asked);
    if (status != TOLL_OK || toll_reckoning_statement(&s, r, claim) != TOLL_OK) {
        toll_cli_say("statement: there is no claim \"%s\"; `tollbook claims` lists them", id);
        return TOLL_EXIT_USAGE;
    }
    if (rows.view.format == TOLL_VIEW_TABLE)
        toll_buffer_printf(&out, "%s: %u claims in %u documents, %u outlets; texts that are not near-duplicates of one another: %u\n", s.id,
            s.claim_count, s.document_count, s.outlet_count, s.origin_count);
    toll_cli_rows_begin(&out, &rows);
    bool whole = toll_view_statement_rows(&out, &rows, r, &s);
    if (!whole) toll_cli_say("not enough memory");
    bool written = toll_cli_flush(&out, true) && whole;
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

int toll_cli_statement(int argc, char **argv)
{
    toll_cli_reckoning asked = TOLL_CLI_RECKONING_DEFAULT;
    const toll_option options[] = {TOLL_CLI_RECKONING_OPTIONS(asked)};
    const toll_usage usage = {"statement", "CLAIM",
        "Prints the statement that a claim belongs to: all claims, over all documents, that go back to one "
        "utterance of one claimant, as a tree with the drift at each hop.",
        "  tollbook statement 0f3a9c1d2b4e5f6071829304\n", options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc != 2) {
        toll_cli_say("statement takes one claim (`tollbook claims --format jsonl` prints their ids)");
        return TOLL_EXIT_USAGE;
    }
    code = toll_cli_reckoning_open(&asked, "statement");
    if (code == TOLL_CLI_GO) code = print(&asked, argv[1]);
    toll_cli_reckoning_close(&asked);
    return code;
}
