/* One address. In: its place in the queue. Out: what the server answered, kept in the WARC; a feed's entries in the queue. Redirects are
 * followed, each by the rules of its host's robots.txt and with a pause between two exchanges with the same host. */
#include <stdio.h>
#include <time.h>

#include "base/fault.h"
#include "fetch.h"
#include "source/feed.h"

enum { robots_redirects = 5 };

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* Waits until the host may be asked again; false where the program is asked to stop. */
static bool wait_for(toll_fetching *f, toll_fetch_host *h)
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

static toll_text agent_name(const toll_fetching *f)
{
    return (toll_text){f->agent, strcspn(f->agent, "/ ")};
}

/* The host's rules. A server without any allows all; one that cannot say what it allows, nothing. */
static void load_robots(toll_fetching *f, toll_fetch_host *h)
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

static toll_fetch_host *host_of(toll_fetching *f, toll_text origin)
{
    for (size_t i = 0; i < f->host_count; i++)
        if (toll_text_equal(f->hosts[i].origin, origin)) return &f->hosts[i];
    char *copy = toll_arena_string(&f->memory, origin.data, origin.len);
    if (!copy || !toll_grow(&f->hosts, &f->host_cap, f->host_count, sizeof *f->hosts)) {
        f->no_memory = true;
        return NULL;
    }
    toll_fetch_host *h = &f->hosts[f->host_count++];
    *h = (toll_fetch_host){.origin = {copy, origin.len}};
    load_robots(f, h);
    return h;
}

static toll_status refuse(toll_error *error, const char *url, const char *why)
{
    return toll_error_set(error, TOLL_E_INPUT, url, "%s", why);
}

static char *string_of(toll_fetching *f, toll_text text)
{
    return text.len ? toll_arena_string(&f->memory, text.data, text.len) : NULL;
}

/* Follows redirects, each by the rules of its host. *url becomes the last address. TOLL_UNCHANGED where the server says that it is as it was. */
static toll_status get(toll_fetching *f, const char **url, toll_error *error)
{
    for (uint64_t hop = 0;; hop++) {
        toll_text origin, address = toll_text_of(*url);
        if (!toll_http_origin(&origin, address)) return refuse(error, *url, "redirected to what is no http or https address");
        toll_fetch_host *h = host_of(f, origin);
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
static void remember(toll_fetching *f, const char *url)
{
    toll_fetch_known *row = toll_fetch_state_row(&f->state, toll_text_of(url));
    if (!row) return;
    toll_fetch_state_keep(&f->state, &row->etag, (toll_text){f->answer.etag.data, f->answer.etag.len});
    toll_fetch_state_keep(&f->state, &row->modified, (toll_text){f->answer.modified.data, f->answer.modified.len});
    row->order = row->order ? row->order : SIZE_MAX;
}

toll_status toll_fetch_one(toll_fetching *f, toll_text address, toll_error *error)
{
    toll_error wrong = {0};
    const char *url = string_of(f, address);
    toll_status status = url ? get(f, &url, &wrong) : TOLL_E_MEMORY;
    if (status == TOLL_UNCHANGED) {
        f->unchanged++;
        return TOLL_OK;
    }
    if (status < 0) {
        toll_fetch_complain(f, &wrong);
        return TOLL_OK;
    }
    if (f->warc.fd < 0) status = toll_warc_file_open(&f->warc, f->warc_path.data, f->agent, error);
    if (status == TOLL_OK) status = toll_warc_file_add(&f->warc, url, &f->answer, error);
    if (status < 0) return status;
    f->fetched++;
    toll_text body = {f->answer.body.data, f->answer.body.len};
    toll_feed_kind kind = toll_feed_kind_of(body);
    if (kind == TOLL_FEED_OPML || (kind != TOLL_FEED_NOT && !f->alone)) toll_fetch_feed(f, body, kind, url);
    remember(f, url);
    return TOLL_OK;
}
