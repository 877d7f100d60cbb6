/* tollbook fetch: addresses of pages and feeds, and lists of them, into a ledger. What the servers answer is kept as a WARC file before anything
 * is read from it; then the WARC is added like any other file, so that it can be added again anywhere. One exchange at a time, with a pause
 * between two with the same host, by the rules of its robots.txt; what did not change since the last time is not sent again (ETag, Last-
 * Modified). An address that cannot be fetched is said and costs only itself. What servers said is written down when all is added: a run that
 * breaks off asks for everything again. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "fetch.h"
#include "ledger.h"
#include "source/feed.h"

enum { list_limit = 16 << 20, most_addresses = 100000, robots_redirects = 5 };

typedef struct host {
    toll_text origin;
    toll_robots robots;
    double free_at; /* when it may be asked again */
} host;

typedef struct fetching {
    toll_cli_adding adding;
    const char *agent;
    uint64_t megabytes, seconds, redirects, delay; /* delay in milliseconds */
    bool alone;                                    /* entries of feeds are not fetched */
    toll_http_client *client;
    toll_http_answer answer;
    toll_fetch_state state;
    toll_warc_file warc;
    toll_buffer warc_path, state_path, table_path, table;
    toll_text *queue;
    size_t count, cap, next;
    host *hosts;
    size_t host_count, host_cap;
    toll_arena memory;
    uint64_t fetched, unchanged, failed;
    bool no_memory;
} fetching;

static void complain(fetching *f, const toll_error *error)
{
    f->failed++;
    toll_cli_complain(NULL, error);
}

/* --- the queue. Each address once. */
static void enqueue(fetching *f, toll_text url, const char *from)
{
    toll_text origin;
    toll_error wrong;
    const char *fragment = url.len ? memchr(url.data, '#', url.len) : NULL;
    if (fragment) url.len = (size_t)(fragment - url.data);
    if (!toll_http_origin(&origin, url) || toll_utf8_check(url.data, url.len) < url.len) {
        toll_error_set(&wrong, TOLL_E_INPUT, from, "\"%.*s\" is no http or https address", (int)(url.len < 200 ? url.len : 200),
            url.data ? url.data : "");
        complain(f, &wrong);
        return;
    }
    toll_fetch_known *row = f->count < most_addresses ? toll_fetch_state_row(&f->state, url) : NULL;
    if (row && row->order) return;
    if (!row || !toll_grow(&f->queue, &f->cap, f->count, sizeof *f->queue)) {
        f->no_memory = true;
        return;
    }
    f->queue[f->count++] = row->url;
    row->order = f->count;
}

/* An entry's address may leave out the host. */
static void enqueue_entry(fetching *f, toll_text url, const char *from)
{
    toll_text origin;
    if (url.len && url.data[0] == '/' && toll_http_origin(&origin, toll_text_of(from))) {
        char *whole = toll_arena_take(&f->memory, origin.len + url.len);
        if (!whole) return;
        memcpy(whole, origin.data, origin.len);
        memcpy(whole + origin.len, url.data, url.len);
        url = (toll_text){whole, origin.len + url.len};
    }
    enqueue(f, url, from);
}

/* What a feed knows of the pages of its entries, for pages that do not say it themselves. */
static void note_entry(fetching *f, const toll_feed *feed, const toll_feed_entry *e)
{
    char day[16];
    size_t len = toll_day_format(day, e->published);
    toll_buffer_add_string(&f->table, "{\"doc\":");
    toll_buffer_add_json(&f->table, e->url);
    toll_buffer_add_string(&f->table, ",\"published\":");
    toll_buffer_add_json(&f->table, (toll_text){len ? day : NULL, len});
    toll_buffer_add_string(&f->table, ",\"title\":");
    toll_buffer_add_json(&f->table, e->title);
    toll_buffer_add_string(&f->table, ",\"outlet\":");
    toll_buffer_add_json(&f->table, feed->title);
    toll_buffer_add_string(&f->table, "}\n");
}

static void take_feed(fetching *f, toll_text bytes, toll_feed_kind kind, const char *from)
{
    toll_feed feed;
    toll_error wrong;
    toll_status status = kind == TOLL_FEED_JSON ? toll_feed_read_json(&feed, bytes, &wrong)
                                                : toll_feed_read(&feed, bytes, (toll_text){NULL, 0}, &wrong);
    if (status < 0) {
        snprintf(wrong.where, sizeof wrong.where, "%s", from);
        complain(f, &wrong);
    }
    for (size_t i = 0; i < feed.count; i++) {
        const toll_feed_entry *e = &feed.entries[i];
        if (!e->url.len) continue;
        size_t before = f->count;
        enqueue_entry(f, e->url, from);
        if (kind != TOLL_FEED_OPML && f->count > before) note_entry(f, &feed, e);
    }
    toll_feed_free(&feed);
}

/* --- operands: an address; or a file with a list of them, OPML or one a line. */
static void take_list(fetching *f, const char *path)
{
    toll_buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    toll_error wrong;
    size_t got = 1;
    while (file && got && bytes.len <= list_limit && toll_buffer_reserve(&bytes, 65536)) {
        got = fread(bytes.data + bytes.len, 1, 65535, file);
        bytes.len += got;
        bytes.data[bytes.len] = '\0';
    }
    if (file) fclose(file);
    toll_text text = {bytes.data, bytes.len};
    toll_feed_kind kind = toll_feed_kind_of(text);
    if (!file || !bytes.len || bytes.len > list_limit) {
        toll_error_set(&wrong, TOLL_E_INPUT, path, "neither an address (http://, https://) nor a list of them that can be read");
        complain(f, &wrong);
    } else if (kind != TOLL_FEED_NOT) {
        take_feed(f, text, kind, path);
    } else {
        while (text.len) {
            const char *end = memchr(text.data, '\n', text.len);
            toll_text line = {text.data, end ? (size_t)(end - text.data) : text.len};
            text = (toll_text){line.data + line.len + (end != NULL), text.len - line.len - (end != NULL)};
            while (line.len && (unsigned char)line.data[line.len - 1] <= ' ') line.len--;
            if (line.len && line.data[0] != '#') enqueue(f, line, path);
        }
    }
    toll_buffer_free(&bytes);
}

/* --- hosts */
static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* Waits until the host may be asked again; false where the program is asked to stop. */
static bool wait_for(fetching *f, host *h)
{
    for (double left; (left = h->free_at - now()) > 0 && !toll_cli_stopped();) {
        double part = left < 0.1 ? left : 0.1;
        struct timespec time = {0, (long)(part * 1e9)};
        nanosleep(&time, NULL);
    }
    double pause = (double)f->delay / 1000;
    if (h->robots.delay && (double)h->robots.delay > pause) pause = h->robots.delay < 60 ? h->robots.delay : 60;
    h->free_at = now() + pause;
    return !toll_cli_stopped();
}

static toll_text agent_name(const fetching *f)
{
    return (toll_text){f->agent, strcspn(f->agent, "/ ")};
}

/* The host's rules. A server without any allows all; one that cannot say what it allows, nothing. */
static void load_robots(fetching *f, host *h)
{
    toll_buffer url = {0};
    toll_error error;
    toll_status status = TOLL_OK;
    toll_buffer_add(&url, h->origin.data, h->origin.len);
    toll_buffer_add_string(&url, "/robots.txt");
    for (int hop = 0; hop <= robots_redirects && !url.failed; hop++) {
        status = toll_http_get(&f->answer, f->client, url.data, NULL, NULL, &error);
        if (status < 0 || f->answer.status < 300 || f->answer.status > 399 || !f->answer.location.len) break;
        toll_buffer_clear(&url);
        toll_buffer_add(&url, f->answer.location.data, f->answer.location.len);
    }
    toll_buffer_free(&url);
    int code = status < 0 ? 0 : f->answer.status;
    h->free_at = now() + (double)f->delay / 1000;
    if (code == 200) f->no_memory |= !toll_robots_read(&h->robots, (toll_text){f->answer.body.data, f->answer.body.len}, agent_name(f));
    h->robots.nothing = code < 200 || code >= 500;
}

static host *host_of(fetching *f, toll_text origin)
{
    for (size_t i = 0; i < f->host_count; i++)
        if (toll_text_equal(f->hosts[i].origin, origin)) return &f->hosts[i];
    char *copy = toll_arena_string(&f->memory, origin.data, origin.len);
    if (!copy || !toll_grow(&f->hosts, &f->host_cap, f->host_count, sizeof *f->hosts)) {
        f->no_memory = true;
        return NULL;
    }
    host *h = &f->hosts[f->host_count++];
    *h = (host){.origin = {copy, origin.len}};
    load_robots(f, h);
    return h;
}

/* --- one address */
static toll_status refuse(toll_error *error, const char *url, const char *why)
{
    return toll_error_set(error, TOLL_E_INPUT, url, "%s", why);
}

static char *string_of(fetching *f, toll_text text)
{
    return text.len ? toll_arena_string(&f->memory, text.data, text.len) : NULL;
}

/* Follows redirects, each by the rules of its host. *url becomes the last address. TOLL_UNCHANGED where the server says that it is as it was. */
static toll_status get(fetching *f, const char **url, toll_error *error)
{
    for (uint64_t hop = 0;; hop++) {
        toll_text origin, address = toll_text_of(*url);
        if (!toll_http_origin(&origin, address)) return refuse(error, *url, "redirected to what is no http or https address");
        host *h = host_of(f, origin);
        if (!h) return toll_error_set(error, TOLL_E_MEMORY, *url, "not enough memory to fetch it");
        toll_text path = {address.data + origin.len, address.len - origin.len};
        if (h->robots.nothing)
            return refuse(
                error, *url, "its server cannot be reached or does not say what it allows (robots.txt), so nothing is fetched there");
        if (!toll_robots_allow(&h->robots, path)) return refuse(error, *url, "its server does not allow to fetch it (robots.txt)");
        if (!wait_for(f, h)) return refuse(error, *url, "not fetched: the program was asked to stop");
        toll_fetch_known *row = toll_fetch_state_row(&f->state, address);
        const char *etag = row ? string_of(f, row->etag) : NULL, *modified = row ? string_of(f, row->modified) : NULL;
        toll_status status = toll_http_get(&f->answer, f->client, *url, etag, modified, error);
        if (status < 0) return status;
        int code = f->answer.status;
        if (code == 304) return TOLL_UNCHANGED;
        if (code >= 200 && code < 300) return TOLL_OK;
        if (code < 300 || code > 399 || !f->answer.location.len)
            return toll_error_set(error, TOLL_E_INPUT, *url, "the server answered with status %d", code);
        if (hop == f->redirects)
            return toll_error_set(
                error, TOLL_E_LIMIT, *url, "more than %llu redirects, one after the other", (unsigned long long)f->redirects);
        *url = string_of(f, (toll_text){f->answer.location.data, f->answer.location.len});
        if (!*url) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to fetch it");
    }
}

/* What to ask with the next time; kept when all is added. */
static void remember(fetching *f, const char *url)
{
    toll_fetch_known *row = toll_fetch_state_row(&f->state, toll_text_of(url));
    if (!row) return;
    toll_fetch_state_keep(&f->state, &row->etag, (toll_text){f->answer.etag.data, f->answer.etag.len});
    toll_fetch_state_keep(&f->state, &row->modified, (toll_text){f->answer.modified.data, f->answer.modified.len});
    row->order = row->order ? row->order : SIZE_MAX;
}

/* A disk that does not take the WARC ends it: nothing is read that is not kept. */
static toll_status fetch_one(fetching *f, toll_text address, toll_error *error)
{
    toll_error wrong = {0};
    const char *url = string_of(f, address);
    toll_status status = url ? get(f, &url, &wrong) : TOLL_E_MEMORY;
    if (status == TOLL_UNCHANGED) {
        f->unchanged++;
        return TOLL_OK;
    }
    if (status < 0) {
        complain(f, &wrong);
        return TOLL_OK;
    }
    if (f->warc.fd < 0) status = toll_warc_file_open(&f->warc, f->warc_path.data, f->agent, error);
    if (status == TOLL_OK) status = toll_warc_file_add(&f->warc, url, &f->answer, error);
    if (status < 0) return status;
    f->fetched++;
    toll_text body = {f->answer.body.data, f->answer.body.len};
    toll_feed_kind kind = toll_feed_kind_of(body);
    if (kind == TOLL_FEED_OPML || (kind != TOLL_FEED_NOT && !f->alone)) take_feed(f, body, kind, url);
    remember(f, url);
    return TOLL_OK;
}

/* --- the run */
static void name_files(fetching *f, const char *warc)
{
    const char *ledger = toll_cli_ledger_path(f->adding.ledger);
    if (!strncmp(ledger, "postgres", 8)) ledger = "tollbook";
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

static bool write_table(const fetching *f)
{
    FILE *file = fopen(f->table_path.data, "wb");
    bool written = file && fwrite(f->table.data, 1, f->table.len, file) == f->table.len;
    if (file) written = !fclose(file) && written;
    return written;
}

static toll_status fetch_all(fetching *f, int count, char **operands, toll_error *error)
{
    const toll_http_limits limits = {f->agent, f->megabytes << 20, f->seconds};
    toll_status status = toll_fetch_state_load(&f->state, f->state_path.data, error);
    if (status == TOLL_OK) status = toll_http_client_open(&f->client, &limits, error);
    for (int i = 0; status == TOLL_OK && i < count; i++) {
        toll_text origin, operand = toll_text_of(operands[i]);
        if (toll_http_origin(&origin, operand)) enqueue(f, operand, NULL);
        else take_list(f, operands[i]);
    }
    while (status == TOLL_OK && f->next < f->count && !toll_cli_stopped() && !f->no_memory)
        status = fetch_one(f, f->queue[f->next++], error);
    if (status == TOLL_OK && f->no_memory)
        status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for so many addresses (at most %d)", most_addresses);
    toll_error late;
    if (f->warc.fd >= 0 && toll_warc_file_close(&f->warc, &late) < 0 && status == TOLL_OK) {
        if (error) *error = late;
        status = late.code;
    }
    return status;
}

/* Adds the WARC; then what the servers said is worth keeping. */
static int add_fetched(fetching *f)
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

static int run(fetching *f, const char *warc, int count, char **operands)
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
    fetching f = {.adding = {.input = TOLL_CLI_INPUT_DEFAULT, .batch = 1},
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
