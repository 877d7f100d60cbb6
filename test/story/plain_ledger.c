/* The subcommands of the program that the ledger's story is told with: the real ones, over the plumbing's engine. */
#include "cli/cli.h"

const toll_command toll_cli_commands[] = {
    {"read", "print the claims of documents", toll_cli_read},
    {"add", "put documents and their claims into a ledger", toll_cli_add},
    {"claims", "the claims in a ledger", toll_cli_claims},
    {"documents", "the documents in a ledger", toll_cli_documents},
    {"sources", "who vouches for claims", toll_cli_sources},
    {"verify", "read all evidence in a ledger again", toll_cli_verify},
};
const size_t toll_cli_command_count = sizeof toll_cli_commands / sizeof *toll_cli_commands;
