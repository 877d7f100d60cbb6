/* tollbook serve: the ledger over HTTP on this machine, pages and JSON, until Ctrl-C. --new-token makes a token for a server that others reach. */
#include "serve/serve.h"

#include <stdio.h>
#include <time.h>

#include "demo.h"
#include "reckoning.h"

static int print_token(const char *name, const char *scope)
{
    char token[44], line[256];
    toll_error error = {0};
    toll_buffer out = {0};
    if (toll_serve_make_token(token, line, name, scope, &error) < 0) return toll_cli_fail(&error);
    toll_buffer_printf(&out, "%s\n", line);
    bool written = toll_cli_write(out.data, out.len);
    toll_buffer_free(&out);
    toll_cli_say("the token is %s", token);
    toll_cli_say("it is shown this once; the line above, which holds only its hash, belongs into the file of --tokens");
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int wait_for_end(toll_serve *serve)
{
    const struct timespec moment = {.tv_nsec = 100 * 1000 * 1000};
    toll_cli_watch_for_stop();
    toll_cli_say("the ledger is at %s (Ctrl-C ends it)", toll_serve_address(serve));
    while (!toll_cli_stopped()) nanosleep(&moment, NULL);
    return TOLL_EXIT_DONE;
}

/* The kept reckoning is brought up to date by the first request that needs it, where the ledger can be written. */
static int run(toll_serve_options *options, int policy)
{
    toll_error error = {0};
    toll_world *world = NULL;
    toll_serve *serve = NULL;
    toll_engine *engine = NULL;
    toll_status status = toll_world_open(&world, &error);
    if (status >= 0) status = toll_cli_engine_open(&engine, NULL, &error);
    int code = TOLL_EXIT_DONE;
    if (status >= 0) {
        toll_kept_options reckon = {.size = sizeof reckon, .tables = toll_world_tables(world)};
        reckon.reckon = (toll_reckon_options){.size = sizeof reckon.reckon,
            .policy = (toll_policy)policy,
            .parent = toll_world_parent,
            .name = toll_world_name,
            .context = world};
        reckon.reckon.known = toll_world_days(world, &reckon.reckon.known_count);
        options->reckon = &reckon, options->engine = engine, options->today = toll_cli_latest_day;
        status = toll_serve_start(&serve, options, &error);
        if (status >= 0) code = wait_for_end(serve);
        toll_serve_stop(serve);
    }
    toll_engine_close(engine);
    toll_world_close(world);
    return status < 0 ? toll_cli_fail(&error) : code;
}

int toll_cli_serve(int argc, char **argv)
{
    toll_serve_options serve = {.size = sizeof serve};
    const char *ledger = NULL, *token = NULL, *scope = "read";
    int policy = 0;
    bool demo = false;
    uint64_t threads = 2;
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(ledger),
        {"demo", TOLL_OPTION_FLAG, &demo, NULL,
            "show a ledger of examples, made for this time (with --ledger FILE: into that file, which stays)"},
        {"listen", TOLL_OPTION_TEXT, &serve.listen, "ADDRESS", "where to listen (default 127.0.0.1:8400; port 0 is any free one)"},
        {"tokens", TOLL_OPTION_TEXT, &serve.tokens, "FILE",
            "who may come: NAME SCOPE SHA256 a line; demanded on an address that others reach"},
        {"new-token", TOLL_OPTION_TEXT, &token, "NAME", "print a new token and its line for --tokens, and end"},
        {"scope", TOLL_OPTION_TEXT, &scope, "SCOPE", "of --new-token: read, review or admin (default read)"},
        {"reviewer", TOLL_OPTION_TEXT, &serve.reviewer, "NAME", "whose decisions those are that come without a token (default: local)"},
        {"read-only", TOLL_OPTION_FLAG, &serve.read_only, NULL, "take no decisions"},
        {"policy", TOLL_OPTION_CHOICE, &policy, "strict|acled", "what vague words allow"},
        {"threads", TOLL_OPTION_COUNT, &threads, "N", "requests answered at once (default 2, at most 16)"},
    };
    const toll_usage usage = {"serve", "",
        "Shows a ledger in the browser and answers programs over HTTP (JSON under /api/v1): questions with charts, findings, claims, documents with "
        "the evidence marked, sources, search; takes decisions of reviewers. It listens on this machine only and asks no other host for anything.",
        "  tollbook serve --demo\n"
        "  tollbook serve --ledger war.db\n"
        "  tollbook serve --new-token ann --scope review >>tokens\n"
        "  tollbook serve --ledger war.db --listen 10.0.0.5:8400 --tokens tokens\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc > 1) {
        toll_cli_say("serve takes no files: it shows a ledger (--ledger FILE)");
        return TOLL_EXIT_USAGE;
    }
    if (token) return print_token(token, scope);
    serve.ledger = toll_cli_ledger_path(ledger);
    serve.threads = threads > 16 ? 16 : (unsigned)threads;
    if (!demo) return run(&serve, policy);
    toll_cli_demo examples;
    code = toll_cli_demo_begin(&examples, ledger);
    if (code != TOLL_CLI_GO) return code;
    serve.ledger = examples.ledger;
    code = run(&serve, policy);
    toll_cli_demo_end(&examples);
    return code;
}
