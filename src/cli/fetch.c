/* tollbook fetch: addresses of pages and feeds, and lists of them, into a ledger. What the servers answer is kept as a WARC file before anything
 * is read from it; then the WARC is added like any other file, so that it can be added again anywhere. One exchange at a time, with a pause
 * between two with the same host, by the rules of its robots.txt; what did not change since the last time is not sent again (ETag, Last-
 * Modified). An address that cannot be fetched is said and costs only itself. What servers said is written down when all is added: a run that
 * breaks off asks for everything again. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "fetch.h"

static void name_files(toll_fetching *f, const char *warc)
{
    const char *ledger = toll_cli_ledger_path(f->adding.ledger);
    if (!toll_ledger_is_file(ledger)) ledger = "tollbook";
    toll_buffer_printf(&f->state_path, "%s.fetched", ledger);
    char at[32];
    time_t seconds = time(NULL);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    strftime(at, sizeof at, "%Y%m%dT%H%M%SZ", &utc);
    if (warc) toll_buffer_add_string(&f->warc_path, warc);
    else toll_buffer_printf(&f->warc_path, "%s-%s.warc.gz", ledger, at);
    for (int n = 2; !warc && !f->warc_path.failed && !access(f->warc_path.data, F_OK) && n < 1000; n++) {
        toll_buffer_clear(&f->warc_path);
        toll_buffer_printf(&f->warc_path, "%s-%s-%d.warc.gz", ledger, at, n);
    }
    toll_buffer_printf(&f->table_path, "%s.metadata.jsonl", f->warc_path.data ? f->warc_path.data : "");
}

static bool write_table(const toll_fetching *f)
{
    FILE *file = fopen(f->table_path.data, "wb");
    bool written = file && fwrite(f->table.data, 1, f->table.len, file) == f->table.len;
    if (file) written = !fclose(file) && written;
    return written;
}

static toll_status fetch_all(toll_fetching *f, int count, char **operands, toll_error *error)
{
    const toll_http_limits limits = {f->agent, f->megabytes << 20, f->seconds};
    toll_status status = toll_fetch_state_load(&f->state, f->state_path.data, error);
    if (status == TOLL_OK) status = toll_http_client_open(&f->client, &limits, error);
    for (int i = 0; status == TOLL_OK && i < count; i++) {
        toll_text origin, operand = toll_text_of(operands[i]);
        if (toll_http_origin(&origin, operand)) toll_fetch_enqueue(f, operand, NULL);
        else toll_fetch_list(f, operands[i]);
    }
    while (status == TOLL_OK && f->next < f->count && !toll_cli_stopped() && !f->no_memory)
        status = toll_fetch_one(f, f->queue[f->next++], error);
    if (status == TOLL_OK && f->no_memory)
        status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for so many addresses (at most %d)", TOLL_FETCH_MOST);
    toll_error late;
    if (f->warc.fd >= 0 && toll_warc_file_close(&f->warc, &late) < 0 && status == TOLL_OK) {
        if (error) *error = late;
        status = late.code;
    }
    return status;
}

/* Adds the WARC; then what the servers said is worth keeping. */
static int add_fetched(toll_fetching *f)
{
    toll_error error;
    char *paths[] = {f->warc_path.data};
    f->adding.input.without_feeds = !f->alone;
    if (!f->adding.input.metadata && f->table.len && write_table(f)) f->adding.input.metadata = f->table_path.data;
    int code = f->fetched ? toll_cli_add_files(&f->adding, 1, paths) : TOLL_EXIT_DONE;
    if (code != TOLL_EXIT_DONE && code != TOLL_EXIT_INPUT) return code;
    if (toll_fetch_state_save(&f->state, f->state_path.data, &error) < 0) return toll_cli_fail(&error);
    return f->failed ? TOLL_EXIT_INPUT : code;
}

static int run(toll_fetching *f, const char *warc, int count, char **operands)
{
    toll_error error = {0};
    toll_arena_init(&f->memory, 0);
    f->warc.fd = -1;
    name_files(f, warc);
    toll_cli_watch_for_stop();
    toll_status status = fetch_all(f, count, operands, &error);
    int code = status < 0 ? toll_cli_fail(&error) : TOLL_EXIT_DONE;
    toll_cli_say("fetched %llu, unchanged %llu, failed %llu%s%s", (unsigned long long)f->fetched, (unsigned long long)f->unchanged,
        (unsigned long long)f->failed, f->fetched ? "; kept in " : "", f->fetched ? f->warc_path.data : "");
    if (status == TOLL_OK && toll_cli_stopped()) code = TOLL_EXIT_STOPPED;
    else if (status == TOLL_OK) code = add_fetched(f);
    toll_http_client_close(f->client);
    toll_http_answer_free(&f->answer);
    toll_fetch_state_free(&f->state);
    for (size_t i = 0; i < f->host_count; i++) toll_robots_free(&f->hosts[i].robots);
    toll_base_free(f->hosts);
    toll_base_free(f->queue);
    toll_buffer *const buffers[] = {&f->warc_path, &f->state_path, &f->table_path, &f->table};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) toll_buffer_free(buffers[i]);
    toll_arena_free(&f->memory);
    return code;
}

int toll_cli_fetch(int argc, char **argv)
{
    toll_fetching f = {.adding = {.input = TOLL_CLI_INPUT_DEFAULT, .batch = 1},
        .agent = "tollbook/" TOLL_VERSION,
        .megabytes = 16,
        .seconds = 60,
        .redirects = 10,
        .delay = 1000};
    const char *warc = NULL;
    const toll_option options[] = {
        TOLL_CLI_LEDGER_OPTION(f.adding.ledger),
        {"warc", TOLL_OPTION_TEXT, &warc, "FILE", "where to keep what came (default: beside the ledger, with the time in its name)"},
        {"no-follow", TOLL_OPTION_FLAG, &f.alone, NULL, "add what feeds say themselves instead of the pages of their entries"},
        {"agent", TOLL_OPTION_TEXT, &f.agent, "NAME/VERSION", "the name to fetch under, which robots.txt may speak to"},
        {"delay", TOLL_OPTION_COUNT, &f.delay, "MS", "pause between two exchanges with a host (default 1000)"},
        {"timeout", TOLL_OPTION_COUNT, &f.seconds, "SECONDS", "longest exchange (default 60)"},
        {"most", TOLL_OPTION_COUNT, &f.megabytes, "MB", "largest page (default 16)"},
        {"redirects", TOLL_OPTION_COUNT, &f.redirects, "N", "most redirects one after the other (default 10)"},
        {"metadata", TOLL_OPTION_TEXT, &f.adding.input.metadata, "FILE", "JSON Lines with doc (an address), published, outlet, title"},
        {"tables", TOLL_OPTION_TEXT, &f.adding.tables, "DIR",
            "compile word tables and rules from this folder instead of the built-in ones"},
        {"jobs", TOLL_OPTION_COUNT, &f.adding.jobs, "N", "threads that read (default: one a processor)"},
        TOLL_CLI_PROGRESS_OPTIONS(f.adding.quiet, f.adding.every),
        {"verbose", TOLL_OPTION_FLAG, &f.adding.verbose, NULL, "name what was skipped"},
    };
    const toll_usage usage = {"fetch", "URL | FEED | LIST...",
        "Fetches pages, and the pages that feeds name, keeps them as WARC, and adds them to a ledger. A LIST is a file: OPML, or an address a line.\n"
        "What did not change at its source is not sent again; a text that changed is a new version, and its changed figures are shown.",
        "  tollbook fetch --ledger war.db https://example.org/feed.xml\n"
        "  tollbook fetch --ledger war.db feeds.opml\n",
        options, sizeof options / sizeof *options};
    int code = toll_cli_parse(&usage, &argc, argv);
    if (code != TOLL_CLI_GO) return code;
    if (argc < 2) {
        toll_cli_say("fetch: name addresses, or files with lists of them; see `tollbook help fetch`");
        return TOLL_EXIT_USAGE;
    }
    return run(&f, warc, argc - 1, argv + 1);
}
