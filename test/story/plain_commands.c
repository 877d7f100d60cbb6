/* The plumbing's program has one subcommand. */
#include "cli/cli.h"

const toll_command toll_cli_commands[] = {{"read", "print the claims of documents", toll_cli_read}};
const size_t toll_cli_command_count = 1;
