/* In: the options of subcommands that read documents. Out: a source over their operands, and the engine with the tables asked for. */
#include "cli.h"

toll_status toll_cli_source_open(toll_source **out, const toll_cli_input *input, int count, char **paths,
    void (*report)(void *context, const toll_error *error), void *context, toll_error *error)
{
    toll_source_options options = {.size = sizeof options,
        .from = (toll_source_kind)input->from,
        .metadata = input->metadata,
        .outlet = input->outlet,
        .published = &input->published,
        .report = report,
        .context = context};
    return toll_source_open(out, (const char *const *)paths, (size_t)count, &options, error);
}

toll_status toll_cli_engine_open(toll_engine **out, const char *tables, toll_error *error)
{
    toll_engine_options options = {.size = sizeof options, .tables_folder = tables};
    *out = NULL;
    return toll_engine_open(out, &options, error);
}
