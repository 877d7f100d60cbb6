/* In: the options of subcommands that read documents. Out: a source over their operands, the engine with the tables asked for, and what was skipped
 * in words. */
#include <stdio.h>

#include "cli.h"

/* Both options in the one form that the source takes. */
static toll_status join_columns(toll_cli_input *input, toll_error *error)
{
    if (!input->text_column) return TOLL_OK;
    bool more = input->columns && *input->columns;
    int len = snprintf(input->names, sizeof input->names, "text=%s%s%s", input->text_column, more ? "," : "", more ? input->columns : "");
    if (len < 0 || (size_t)len >= sizeof input->names) return toll_error_set(error, TOLL_E_USAGE, NULL, "--columns is too long");
    input->columns = input->names;
    return TOLL_OK;
}

toll_status toll_cli_source_open(toll_source **out, toll_cli_input *input, int count, char **paths,
    void (*report)(void *context, const toll_error *error),
    void (*skip)(void *context, toll_skip reason, const char *where, const char *what), void *context, toll_error *error)
{
    toll_status status = join_columns(input, error);
    if (status < 0) return status;
    toll_source_options options = {.size = sizeof options,
        .from = (toll_source_kind)input->from,
        .metadata = input->metadata,
        .outlet = input->outlet,
        .published = &input->published,
        .charset = input->charset,
        .columns = input->columns,
        .without_feeds = input->without_feeds,
        .report = report,
        .skip = skip,
        .context = context};
    return toll_source_open(out, (const char *const *)paths, (size_t)count, &options, error);
}

toll_status toll_cli_engine_open(toll_engine **out, const char *tables, toll_error *error)
{
    toll_engine_options options = {.size = sizeof options, .tables_folder = tables};
    *out = NULL;
    return toll_engine_open(out, &options, error);
}

void toll_cli_add_skip(toll_buffer *out, const char *where, const char *what)
{
    toll_error plain;
    toll_error_set(&plain, TOLL_OK, where, "skipped: %s", what);
    toll_cli_format_error(out, &plain);
    toll_buffer_add_char(out, '\n');
}

void toll_cli_skip_document(toll_buffer *out, const toll_document *document, const char *what)
{
    toll_error place = {0};
    toll_cli_name_document(&place, document);
    toll_cli_add_skip(out, place.where, what);
}

void toll_cli_say_skips(const toll_source *source, const size_t *more)
{
    toll_buffer words = {0};
    size_t all = 0;
    for (int reason = 0; source && reason < TOLL_SKIP_COUNT; reason++) {
        size_t count = toll_source_skips(source, (toll_skip)reason) + (more ? more[reason] : 0);
        if (!count) continue;
        toll_buffer_printf(&words, "%s%zu %s", all ? ", " : "", count, toll_skip_name((toll_skip)reason));
        all += count;
    }
    if (all && !words.failed) toll_cli_say("skipped %zu: %s (--verbose names them)", all, words.data);
    toll_buffer_free(&words);
}
