/* In: the options of subcommands that ask the reckoning. Out: an open ledger with its reckoning (reckon/ask.h), or a message and an exit code. */
#include "reckoning.h"

int toll_cli_reckoning_open(toll_cli_reckoning *asked, const char *command)
{
    toll_error error = {0};
    int64_t as_of = 0;
    if (asked->as_of && !toll_ledger_time_parse(&as_of, toll_text_of(asked->as_of))) {
        toll_cli_say("%s: --as-of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", command, asked->as_of);
        return TOLL_EXIT_USAGE;
    }
    toll_status status = toll_cli_ledger_open(&asked->store, asked->ledger, TOLL_LEDGER_READ, &error);
    if (status >= 0) status = toll_world_open(&asked->world, &error);
    if (status >= 0) {
        toll_kept_options options = {.size = sizeof options, .tables = toll_world_tables(asked->world)};
        options.reckon = (toll_reckon_options){.size = sizeof options.reckon,
            .policy = (toll_policy)asked->policy,
            .parent = toll_world_parent,
            .name = toll_world_name,
            .context = asked->world};
        options.reckon.known = toll_world_days(asked->world, &options.reckon.known_count);
        status = toll_ask_open(&asked->ask, asked->store, &options, as_of, &error);
    }
    return status < 0 ? toll_cli_fail(&error) : TOLL_CLI_GO;
}

void toll_cli_reckoning_close(toll_cli_reckoning *asked)
{
    toll_ask_close(&asked->ask);
    toll_world_close(asked->world);
    toll_ledger_close(asked->store);
}

toll_view_options toll_cli_reckoning_view(const toll_cli_reckoning *asked)
{
    int format = asked->format >= 0 ? asked->format : toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
    return (toll_view_options){
        .size = sizeof(toll_view_options), .format = (toll_view_format)format, .width = toll_cli_width(), .csv_safe = asked->csv_safe};
}
