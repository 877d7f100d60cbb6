/* In: the options of subcommands that ask a ledger. Out: an open ledger and a filter, or a message and an exit code. */
#include <stdlib.h>

#include "ledger.h"

const char *toll_cli_ledger_path(const char *path)
{
    const char *named = getenv("TOLLBOOK_LEDGER");
    return path ? path : named && *named ? named : "tollbook.db";
}

static toll_status open_ledger(toll_ledger **out, const char *path, toll_ledger_mode mode, uint32_t batch, toll_error *error)
{
    const char *named = getenv("TOLLBOOK_LEDGER");
    const toll_ledger_options options = {.size = sizeof options,
        .path = path              ? path
                : named && *named ? named
                                  : NULL,
        .mode = mode,
        .batch = batch};
    return toll_ledger_open(out, &options, error);
}

toll_status toll_cli_ledger_open(toll_ledger **out, const char *path, toll_ledger_mode mode, toll_error *error)
{
    return open_ledger(out, path, mode, 1, error);
}

toll_status toll_cli_ledger_open_batches(toll_ledger **out, const char *path, uint64_t batch, toll_error *error)
{
    return open_ledger(out, path, TOLL_LEDGER_WRITE, batch < UINT32_MAX ? (uint32_t)batch : UINT32_MAX, error);
}

/* "killed,wounded" as bits. */
static bool parse_outcomes(uint32_t *out, const char *words)
{
    *out = 0;
    for (const char *at = words; *at;) {
        size_t len = strcspn(at, ", ");
        int code = len ? toll_outcome_from_name((toll_text){at, len}) : -1;
        if (code < 0) return false;
        *out |= 1u << code;
        at += len;
        at += strspn(at, ", ");
    }
    return *out != 0;
}

static void say_outcomes(const char *command, const char *given)
{
    toll_buffer list = {0};
    for (int code = 0; code < TOLL_OUTCOME_COUNT; code++) toll_buffer_printf(&list, " %s", toll_outcome_name((toll_outcome)code));
    toll_cli_say("%s: --outcome \"%s\" is none; there are%s", command, given, list.failed ? "" : list.data);
    toll_buffer_free(&list);
}

int toll_cli_filter_begin(toll_ledger **out, toll_cli_filter *asked, const char *command, int operand_count)
{
    toll_error error = {0};
    *out = NULL;
    if (operand_count) {
        toll_cli_say("%s takes no files: it asks the ledger; --document NAME asks for one document", command);
        return TOLL_EXIT_USAGE;
    }
    if (asked->outcomes && !parse_outcomes(&asked->filter.outcomes, asked->outcomes)) {
        say_outcomes(command, asked->outcomes);
        return TOLL_EXIT_USAGE;
    }
    if (asked->figures && !toll_ledger_figures_parse(&asked->filter, toll_text_of(asked->figures))) {
        toll_cli_say(
            "%s: --figure \"%s\" is no number and no range of them; write 220, 200..250, '>800' or '<=10'", command, asked->figures);
        return TOLL_EXIT_USAGE;
    }
    if (asked->as_of && !toll_ledger_time_parse(&asked->filter.as_of, toll_text_of(asked->as_of))) {
        toll_cli_say("%s: --as-of \"%s\" is no date; write 2023-01-04 or 2023-01-04T12:30:00Z", command, asked->as_of);
        return TOLL_EXIT_USAGE;
    }
    toll_status status = toll_cli_ledger_open(out, asked->ledger, TOLL_LEDGER_READ, &error);
    return status < 0 ? toll_cli_fail(&error) : TOLL_CLI_GO;
}

toll_view_format toll_cli_filter_format(const toll_cli_filter *asked)
{
    if (asked->format >= 0) return (toll_view_format)asked->format;
    return toll_cli_stdout_is_terminal() ? TOLL_VIEW_TABLE : TOLL_VIEW_JSONL;
}

bool toll_cli_flush(toll_buffer *out, bool all)
{
    if (out->failed) {
        toll_cli_say("not enough memory for the output");
        return false;
    }
    if (!out->len || (!all && out->len < 64 * 1024)) return true;
    bool written = toll_cli_write(out->data, out->len);
    toll_buffer_clear(out);
    return written;
}
