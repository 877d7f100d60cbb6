/* In: the options of subcommands that read documents. Out: a source over their operands, and the engine with the tables asked for. */
#include "cli.h"

toll_status toll_cli_source_open(toll_source **out, const toll_cli_input *input, int count, char **paths,
                                 void (*report)(void *context, const toll_error *error), void *context, toll_error *error)
{
    toll_source_options options = {.size = sizeof options, .from = (toll_source_kind)input->from, .metadata = input->metadata,
        .outlet = input->outlet, .published = &input->published, .report = report, .context = context};
    return toll_source_open(out, (const char *const *)paths, (size_t)count, &options, error);
}

toll_status toll_cli_engine_open(toll_engine **out, const char *tables, toll_buffer *memory, toll_error *error)
{
    toll_engine_options options = {.size = sizeof options};
    *out = NULL;
    (void)memory;
    if (tables)
        return toll_error_set(error, TOLL_E_USAGE, tables, "this build cannot compile tables from a folder; leave --tables out");
    return toll_engine_open(out, &options, error);
}
