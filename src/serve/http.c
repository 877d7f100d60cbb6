/* The one file that knows the HTTP library (libmicrohttpd). In: connections. Out: requests with a reader, and their answers with the headers
 * every answer has. Limits: 256 connections, 20 s without a word, 32 KB of headers, 64 KB of body (8 MB of a document,
 * and at most eight such at once); what is larger is refused with its limit named. */
#include <netinet/in.h>
#include <stdio.h>

#include "http_library.h"

enum { SERVE_KEPT_HEADERS = 1024 }; /* about what a response is beside its body */
enum { CONNECTIONS = 256, IDLE_SECONDS = 20, HEADER_BYTES = 32768 };

/* The reader and what was asked of the past, which uses its ledger. An answer needs neither: a client that reads slowly must not hold a reader. */
static void let_go(serve_request *r)
{
    if (r->has_past) toll_ask_close(&r->past);
    r->has_past = false;
    serve_reader_give(r->serve, r->reader);
    r->reader = NULL;
}

static void free_request(serve_request *r)
{
    if (!r) return;
    let_go(r);
    if (r->large) {
        pthread_mutex_lock(&r->serve->lock);
        r->serve->large--;
        pthread_mutex_unlock(&r->serve->lock);
    }
    toll_buffer_free(&r->body);
    toll_buffer_free(&r->out);
    serve_unspool(r);
    toll_arena_free(&r->memory);
    toll_base_free(r);
}

/* Called before anything is read but the first line: keeps the address as it came, still escaped. */
static void *begin(void *context, const char *uri, struct MHD_Connection *connection)
{
    serve_request *r = toll_base_zero(1, sizeof *r);
    if (!r) return NULL;
    toll_arena_init(&r->memory, 1 << 20);
    r->serve = context, r->connection = connection;
    size_t len = strcspn(uri, "?");
    r->path = toll_arena_string(&r->memory, uri, len);
    size_t rest = uri[len] ? strlen(uri + len + 1) : 0;
    char *query = toll_arena_string(&r->memory, uri[len] ? uri + len + 1 : "", rest);
    r->raw_query = (toll_text){query, query ? rest : 0};
    if (r->path && query) return r;
    free_request(r);
    return NULL;
}

static void end(void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
    (void)context, (void)connection, (void)code;
    free_request(*state);
    *state = NULL;
}

static const char *header(const serve_request *r, const char *name)
{
    return r->serve->http->call.lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

/* Referrer-Policy: with "no-referrer" browsers call a form of ours one of nobody (Origin: null). */
static void add_headers(struct MHD_Response *response, const serve_request *r, unsigned status)
{
    __typeof__(MHD_add_response_header) *const add = r->serve->http->call.add_response_header;
    static const char *const always[][2] = {
        {"Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
        {"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"}, {"Cache-Control", "private, no-cache"}, {"Vary", "Authorization, Cookie"}};
    char disposition[160];
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) (void)add(response, always[i][0], always[i][1]);
    (void)add(response, "Content-Type", r->type ? r->type : "application/json");
    if (r->etag[0] && (status < 300 || status == 304 || status == 412)) (void)add(response, "ETag", r->etag);
    if (r->link[0]) (void)add(response, "Link", r->link);
    if (r->location) (void)add(response, "Location", r->location);
    if (r->keeps_look && status == 303) {
        snprintf(disposition, sizeof disposition, SERVE_LOOK_COOKIE "=%c.%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict",
            r->look.theme, r->look.keys);
        (void)add(response, "Set-Cookie", disposition);
    }
    if (status == 503) (void)add(response, "Retry-After", "2");
    if (status == 401) (void)add(response, "WWW-Authenticate", "Basic realm=\"tollbook\", charset=\"UTF-8\"");
    if (!r->filename) return;
    snprintf(disposition, sizeof disposition, "attachment; filename=\"%.100s\"", r->filename);
    (void)add(response, "Content-Disposition", disposition);
}

/* What an answer depends on: the ledger's state, the address, who asks (his last decision stands on pages), and this run of the program. */
static void set_key(serve_request *r)
{
    toll_buffer key = {0};
    toll_buffer_add(&key, (const char *)r->reader->revision, sizeof r->reader->revision);
    toll_buffer_add_char(&key, (char)r->scope);
    toll_buffer_add(&key, (const char *)&r->look, sizeof r->look);
    const toll_text parts[] = {toll_text_of(r->path), r->raw_query, toll_text_of(r->who ? r->who : "")};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        toll_buffer_add(&key, parts[i].data, parts[i].len);
        toll_buffer_add_char(&key, '\0');
    }
    const char *copy = key.failed ? NULL : toll_arena_string(&r->memory, key.data, key.len);
    if (copy) r->key = (toll_text){copy, key.len};
    toll_buffer_free(&key);
    const uint64_t hash = toll_hash(r->key.data, r->key.len, 7);
    const int64_t *v = r->reader->revision;
    snprintf(r->etag, sizeof r->etag, "\"%s-%llx-%llx-%llx-%016llx\"", r->serve->nonce, (unsigned long long)v[0], (unsigned long long)v[1],
        (unsigned long long)v[2], (unsigned long long)hash);
}

/* The library counts who uses a response, and lets it be sent by many at once. */
static void release(void *context, void *answer)
{
    const toll_serve *serve = context;
    serve->http->call.destroy_response(answer);
}

static bool send_kept(void *context, void *answer)
{
    serve_request *r = context;
    r->sent = r->serve->http->call.queue_response(r->connection, MHD_HTTP_OK, answer) == MHD_YES;
    return r->sent;
}

static enum MHD_Result send_answer(serve_request *r, unsigned status)
{
    static char nothing[1];
    const serve_http *http = r->serve->http;
    if (r->out.failed) {
        toll_buffer_free(&r->out);
        status = 500;
    }
    struct MHD_Response *response = r->spooled   ? http->call.create_response_from_fd64(r->spool_len, r->spool)
                                    : r->out.len ? http->call.create_response_from_buffer(r->out.len, r->out.data, MHD_RESPMEM_MUST_FREE)
                                                 : http->call.create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
    if (!response) return MHD_NO;
    const bool keep = r->key.data && status == MHD_HTTP_OK && !r->spooled;
    const size_t size = r->out.cap + SERVE_KEPT_HEADERS;
    if (r->spooled) r->spooled = false; /* the answer's by now, as is `out` */
    else if (r->out.len) r->out = (toll_buffer){0};
    add_headers(response, r, status);
    enum MHD_Result sent = http->call.queue_response(r->connection, status, response);
    if (keep) serve_kept_put(&r->serve->kept, r->key, response, size);
    else http->call.destroy_response(response);
    return sent;
}

/* If-None-Match: one of them, or any. */
static bool is_known(const serve_request *r)
{
    const char *given = header(r, "If-None-Match");
    return given && (!strcmp(given, "*") || strstr(given, r->etag) != NULL);
}

static size_t body_limit(const serve_request *r)
{
    return r->route->body ? r->route->body : SERVE_BODY_BYTES;
}

/* Who comes, and whether he may, is known before the body: of a stranger's nothing is kept. */
static void receive(serve_request *r)
{
    const serve_headers headers = {
        header(r, "Host"), header(r, "Authorization"), header(r, "Origin"), header(r, "Sec-Fetch-Site"), header(r, "Content-Type")};
    serve_look_parse(&r->look, r->serve->http->call.lookup_connection_value(r->connection, MHD_COOKIE_KIND, SERVE_LOOK_COOKIE));
    const char *takes = header(r, "Accept");
    r->browses = takes && strstr(takes, "text/html");
    r->may = serve_find_route(r) >= 0 && serve_guard(r, &headers);
    if (r->may && r->route->body) r->memory.limit = 4 * r->route->body + (1 << 20);
}

static void take_body(serve_request *r, const char *data, size_t size)
{
    if (!r->may) return;
    if (r->body.len + size > body_limit(r)) r->too_large = true;
    if (!r->too_large && !r->large && r->body.len + size > SERVE_BODY_BYTES) {
        pthread_mutex_lock(&r->serve->lock);
        r->large = r->serve->large < SERVE_LARGE;
        r->serve->large += r->large;
        pthread_mutex_unlock(&r->serve->lock);
        r->too_many |= !r->large;
    }
    if (r->too_large || r->too_many) return;
    toll_buffer_add(&r->body, data, size);
}

static unsigned answer(serve_request *r)
{
    if (!r->may) return r->status;
    if (r->too_large) return serve_fail(r, 413, "more than %zu bytes were sent", body_limit(r)), 413;
    if (r->too_many) return serve_fail(r, 503, "%d large documents are being read just now; come again", SERVE_LARGE), 503;
    if (r->body.failed) return serve_fail(r, 500, "not enough memory for what was sent"), 500;
    toll_status status = TOLL_OK;
    if (r->raw_query.len > SERVE_QUERY_BYTES) return serve_fail(r, 413, "the query is longer than %d bytes", SERVE_QUERY_BYTES), 413;
    status = serve_query_parse(&r->query, &r->memory, r->raw_query, &r->error);
    if (status >= 0) status = serve_check_params(r);
    bool reads = !strcmp(r->route->method, "GET");
    if (status >= 0) status = serve_reader_take(&r->reader, r->serve, reads, &r->error);
    if (status < 0) return r->status ? r->status : serve_status_of(status);
    r->if_match = header(r, "If-Match");
    if (reads) set_key(r);
    if (reads && is_known(r)) return 304;
    if (r->key.data && serve_kept_find(&r->serve->kept, r->key, send_kept, r)) return MHD_HTTP_OK;
    status = r->route->handle(r);
    if (status == TOLL_OK) return r->status ? r->status : 200;
    return status < 0 && r->status ? r->status : serve_status_of(status);
}

static enum MHD_Result access_handler(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *data, size_t *size, void **state)
{
    (void)context, (void)connection, (void)url, (void)version;
    serve_request *r = *state;
    if (!r) return MHD_NO;
    if (!r->started) {
        r->started = true;
        r->method = toll_arena_string(&r->memory, method, strlen(method));
        if (r->method) receive(r);
        return r->method ? MHD_YES : MHD_NO;
    }
    if (*size) {
        take_body(r, data, *size);
        *size = 0;
        return MHD_YES;
    }
    unsigned status = answer(r);
    if (status >= 400) serve_add_problem(r, status);
    if (status == 304) toll_buffer_clear(&r->out);
    let_go(r);
    return r->sent ? MHD_YES : send_answer(r, status);
}

toll_status serve_http_open(toll_serve *serve, const struct sockaddr_storage *address, toll_error *error)
{
    toll_status status = serve_http_load(&serve->http, error);
    if (status < 0) return status;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | (address->ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    struct MHD_OptionItem pool[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)serve->options.threads, NULL}, {MHD_OPTION_END, 0, NULL}};
    if (serve->options.threads < 2) pool[0] = pool[1];
    serve->daemon = serve->http->call.start_daemon(flags, 0, NULL, NULL, access_handler, serve, MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_URI_LOG_CALLBACK, begin, serve, MHD_OPTION_NOTIFY_COMPLETED, end, serve, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)HEADER_BYTES, MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
    if (!serve->daemon)
        return toll_error_set(error, TOLL_E_SYSTEM, "", "%s cannot be listened on; is another server there?",
            serve->options.listen ? serve->options.listen : "127.0.0.1:8400");
    const union MHD_DaemonInfo *info = serve->http->call.get_daemon_info(serve->daemon, MHD_DAEMON_INFO_BIND_PORT);
    snprintf(serve->address, sizeof serve->address, "http://%s:%u", serve->host, info ? info->port : 0);
    return TOLL_OK;
}

void serve_http_init(toll_serve *serve)
{
    serve_kept_init(&serve->kept, release, serve);
}

void serve_http_close(toll_serve *serve)
{
    if (serve->daemon) serve->http->call.stop_daemon(serve->daemon);
    serve->daemon = NULL;
    serve_kept_free(&serve->kept);
    serve_http_free(serve->http);
}
