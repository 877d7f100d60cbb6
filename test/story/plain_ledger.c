/* The subcommands of the program that the ledger's story is told with: the real ones, over the plumbing's engine. */
#include "cli/cli.h"
#include "cli/ledger.h"

const toll_command toll_cli_commands[] = {
    {"read", "print the claims of documents", toll_cli_read},
    {"add", "put documents and their claims into a ledger", toll_cli_add},
    {"claims", "the claims in a ledger", toll_cli_claims},
    {"documents", "the documents in a ledger", toll_cli_documents},
    {"names", "who vouches for claims", toll_cli_names},
    {"verify", "read all evidence in a ledger again", toll_cli_verify},
    {"doctor", "is all there that is needed, is the ledger sound", toll_cli_doctor},
};
const size_t toll_cli_command_count = sizeof toll_cli_commands / sizeof *toll_cli_commands;

/* Without an engine's tables there is nothing to reckon with. */
int toll_cli_keep_reckoning(toll_ledger *ledger, toll_kept_twin *twin, void *context)
{
    (void)ledger, (void)twin, (void)context;
    return TOLL_EXIT_DONE;
}
