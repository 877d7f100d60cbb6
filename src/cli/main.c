/* tollbook: the program. Finds the subcommand in the table (commands.c) and hands it its arguments. Help is made from the same tables that
 * parse the options, so that it cannot say something else. Nothing is set up here: each subcommand opens what it needs. */
#include "cli.h"

static const toll_command *find(const char *name)
{
    for (size_t i = 0; i < toll_cli_command_count; i++)
        if (!strcmp(toll_cli_commands[i].name, name)) return &toll_cli_commands[i];
    return NULL;
}

static int unknown(const char *name)
{
    toll_cli_say("there is no command \"%s\"; `tollbook help` lists them", name);
    return TOLL_EXIT_USAGE;
}

static int say_text(const toll_buffer *text)
{
    return !text->failed && toll_cli_write(text->data, text->len) ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int help(void)
{
    toll_buffer out = {0};
    toll_buffer_add_string(&out, "Tollbook reads news and official statements about war and writes down every claim about losses,\n"
                                 "with the exact words and whose word it is.\n\n"
                                 "  tollbook read article.txt                      the claims of a text, as a table\n"
                                 "  tollbook read --published 2023-01-04 - <a.txt  a text from standard input, with its date\n"
                                 "  tollbook read news.jsonl >claims.jsonl         many documents, one claim a line\n\n"
                                 "Commands:\n");
    for (size_t i = 0; i < toll_cli_command_count; i++)
        toll_buffer_printf(&out, "  %-10s %s\n", toll_cli_commands[i].name, toll_cli_commands[i].summary);
    toll_buffer_add_string(&out, "  help       this text; `tollbook help COMMAND` for one command\n\n"
                                 "Options: --help, --version. Exit codes: 0 done, 1 a condition asked for was found, 2 usage,\n"
                                 "3 unreadable input, 4 evidence does not match, 5 ledger busy or unreachable.\n");
    int code = say_text(&out);
    toll_buffer_free(&out);
    return code;
}

static int version(void)
{
    toll_buffer out = {0};
    toll_engine *engine = NULL;
    toll_error error = {0};
    toll_status status = toll_engine_open(&engine, NULL, &error);
    if (status < 0) return toll_cli_fail(&error);
    toll_buffer_printf(&out, "tollbook %s (tables %s)\n", toll_engine_version(), toll_engine_tables(engine));
    toll_engine_close(engine);
    int code = say_text(&out);
    toll_buffer_free(&out);
    return code;
}

int main(int argc, char **argv)
{
    if (argc < 2) return help();
    const char *name = argv[1];
    if (!strcmp(name, "--version")) return version();
    bool wants_help = !strcmp(name, "help") || !strcmp(name, "--help") || !strcmp(name, "-h");
    if (wants_help && argc == 2) return help();
    if (wants_help) {
        const toll_command *about = find(argv[2]);
        char ask[] = "--help";
        char *arguments[] = {argv[2], ask, NULL};
        return about ? about->run(2, arguments) : unknown(argv[2]);
    }
    if (name[0] == '-') {
        toll_cli_say("unknown option %s; `tollbook help` says what there is", name);
        return TOLL_EXIT_USAGE;
    }
    const toll_command *command = find(name);
    return command ? command->run(argc - 1, argv + 1) : unknown(name);
}
