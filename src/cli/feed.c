/* tollbook changes: what changed in a ledger after a moment, a line each, as JSON Lines. Whoever keeps a copy remembers the last `seq` and
 * asks for what came after it. */
#include "ledger.h"
#include "view/change.h"

typedef struct printing {
    toll_buffer out;
    bool written;
} printing;

static toll_status print(void *context, const toll_event *event)
{
    printing *it = context;
    toll_view_change_json(&it->out, event);
    toll_buffer_add_char(&it->out, '\n');
    it->written = it->written && toll_cli_flush(&it->out, false);
    return it->written ? TOLL_OK : TOLL_UNCHANGED; /* whoever reads it went away */
}

int toll_cli_feed(int argc, char **argv)
{
    const char *path = NULL;
    uint64_t since = 0, limit = UINT64_MAX;
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(path),
        {"since", TOLL_OPTION_COUNT, &since, "SEQ", "only what came after this one (0: everything)"},
        {"limit", TOLL_OPTION_COUNT, &limit, "N", "no more once so many are printed and their moment is over"},
    };
    const toll_usage usage = {"changes", "",
        "Prints what changed in a ledger, in the order it changed, as JSON Lines: claims that came (insert), are read otherwise (revise) or are gone "
        "(withdraw), and decisions of people (decide). `seq` rises: remember the last one, and ask for what came after it.",
        "  tollbook changes --ledger war.db\n"
        "  tollbook changes --ledger war.db --since 1672531200000000\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("changes takes no files: it asks the ledger (--ledger FILE)");
        return TOLL_EXIT_USAGE;
    }
    toll_ledger *ledger = NULL;
    toll_error error = {0};
    printing it = {.written = true};
    int64_t last = 0;
    toll_status status = toll_cli_ledger_open(&ledger, path, TOLL_LEDGER_READ, &error);
    if (status >= 0)
        status = toll_ledger_walk_changes(&last, ledger, since > INT64_MAX ? INT64_MAX : (int64_t)since, limit, print, &it, &error);
    if (status < 0) code = toll_cli_fail(&error);
    else code = toll_cli_flush(&it.out, true) && it.written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
    toll_buffer_free(&it.out);
    toll_ledger_close(ledger);
    return code;
}
