/* The subcommands, in the order of a day's work. A new one is one file, one row here, and its file's name in meson.build. */
#include "cli.h"

const toll_command toll_cli_commands[] = {
    {"read", "print the claims of documents, no ledger needed", toll_cli_read},
    {"show", "print what one stage of the engine saw in documents", toll_cli_show},
    {"explain", "take claims apart: which words, which rows, which rule", toll_cli_explain},
};
const size_t toll_cli_command_count = sizeof toll_cli_commands / sizeof *toll_cli_commands;
