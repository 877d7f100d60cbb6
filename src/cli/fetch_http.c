/* In: an address. Out: what its server answers, with limits on size and time. libcurl does the talking; it is loaded when the first address is
 * fetched, because it brings two dozen libraries along that would slow down the start of every other command by half. Redirects are the
 * caller's: each hop has a host of its own, with its own rules. */
#include <curl/curl.h>

#include "base/fault.h"
#include "fetch.h"

typedef struct functions {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_perform)(CURL *handle);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    void (*easy_cleanup)(CURL *handle);
    void (*easy_reset)(CURL *handle);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *line);
    void (*slist_free_all)(struct curl_slist *list);
} functions;

struct toll_http_client {
    void *library;
    functions curl;
    CURL *handle;
    toll_http_limits limits;
    toll_http_answer *answer; /* being received */
    bool large;
};

static bool find_all(functions *f, void *library)
{
    return toll_library_find(&f->global_init, library, "curl_global_init") && toll_library_find(&f->easy_init, library, "curl_easy_init") &&
           toll_library_find(&f->easy_setopt, library, "curl_easy_setopt") &&
           toll_library_find(&f->easy_perform, library, "curl_easy_perform") &&
           toll_library_find(&f->easy_getinfo, library, "curl_easy_getinfo") &&
           toll_library_find(&f->easy_cleanup, library, "curl_easy_cleanup") &&
           toll_library_find(&f->easy_reset, library, "curl_easy_reset") &&
           toll_library_find(&f->easy_strerror, library, "curl_easy_strerror") &&
           toll_library_find(&f->slist_append, library, "curl_slist_append") &&
           toll_library_find(&f->slist_free_all, library, "curl_slist_free_all");
}

toll_status toll_http_client_open(toll_http_client **out, const toll_http_limits *limits, toll_error *error)
{
    *out = NULL;
    toll_http_client *client = toll_base_zero(1, sizeof *client);
    if (!client) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to fetch anything");
    client->limits = *limits;
    client->library = toll_library_open(TOLL_LIBRARY_CURL);
    bool ready = client->library && find_all(&client->curl, client->library) && client->curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (ready) client->handle = client->curl.easy_init();
    if (!client->handle) {
        toll_http_client_close(client);
        return toll_library_missing(error, TOLL_E_USAGE, NULL, TOLL_LIBRARY_CURL);
    }
    *out = client;
    return TOLL_OK;
}

void toll_http_client_close(toll_http_client *client)
{
    if (!client) return;
    if (client->handle) client->curl.easy_cleanup(client->handle);
    toll_library_close(client->library);
    toll_base_free(client);
}

void toll_http_answer_free(toll_http_answer *answer)
{
    toll_buffer_free(&answer->head);
    toll_buffer_free(&answer->body);
    toll_buffer_free(&answer->etag);
    toll_buffer_free(&answer->modified);
    toll_buffer_free(&answer->type);
    toll_buffer_free(&answer->location);
}

static size_t take_body(char *data, size_t size, size_t count, void *context)
{
    toll_http_client *client = context;
    toll_buffer *body = &client->answer->body;
    if (body->len + size * count > client->limits.size) {
        client->large = true;
        return 0;
    }
    toll_buffer_add(body, data, size * count);
    return body->failed ? 0 : size * count;
}

static bool header_is(toll_text *value, toll_text line, const char *name)
{
    size_t len = strlen(name);
    if (line.len <= len || line.data[len] != ':') return false;
    for (size_t i = 0; i < len; i++)
        if ((line.data[i] | 0x20) != name[i] && line.data[i] != name[i]) return false;
    *value = (toll_text){line.data + len + 1, line.len - len - 1};
    while (value->len && (value->data[0] == ' ' || value->data[0] == '\t')) value->data++, value->len--;
    while (value->len && (unsigned char)value->data[value->len - 1] <= ' ') value->len--;
    return true;
}

/* One header line. A new status line (after "100 Continue") begins the head anew. */
static size_t take_header(char *data, size_t size, size_t count, void *context)
{
    toll_http_client *client = context;
    toll_http_answer *a = client->answer;
    toll_text line = {data, size * count}, value;
    if (a->head.len + line.len > 256 * 1024) return 0;
    if (line.len > 5 && !memcmp(data, "HTTP/", 5)) {
        toll_buffer_clear(&a->head);
        toll_buffer_clear(&a->etag);
        toll_buffer_clear(&a->modified);
        toll_buffer_clear(&a->type);
    }
    /* The body is kept put together and unpacked, so these would be untrue; their values stay under another name. */
    if (header_is(&value, line, "transfer-encoding") || header_is(&value, line, "content-encoding") ||
        header_is(&value, line, "content-length"))
        toll_buffer_add_string(&a->head, "X-Crawler-");
    if (header_is(&value, line, "etag")) toll_buffer_add(&a->etag, value.data, value.len);
    else if (header_is(&value, line, "last-modified")) toll_buffer_add(&a->modified, value.data, value.len);
    else if (header_is(&value, line, "content-type")) toll_buffer_add(&a->type, value.data, value.len);
    if (line.len > 2) toll_buffer_add(&a->head, line.data, line.len);
    return a->head.failed ? 0 : line.len;
}

static toll_status failed(const toll_http_client *client, CURLcode code, const char *url, toll_error *error)
{
    if (client->large)
        return toll_error_set(error, TOLL_E_LIMIT, url, "larger than %llu bytes and left out", (unsigned long long)client->limits.size);
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return toll_error_set(
            error, TOLL_E_INPUT, url, "the server took longer than %llu s, or fell silent", (unsigned long long)client->limits.seconds);
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR: return toll_error_set(error, TOLL_E_INPUT, url, "the server closed before it had sent all");
    case CURLE_COULDNT_RESOLVE_HOST:
        return toll_error_set(error, TOLL_E_INPUT, url, "there is no such host; check the address and the network");
    case CURLE_COULDNT_CONNECT: return toll_error_set(error, TOLL_E_INPUT, url, "nobody answers there");
    case CURLE_OUT_OF_MEMORY: return toll_error_set(error, TOLL_E_MEMORY, url, "not enough memory to fetch it");
    default: return toll_error_set(error, TOLL_E_INPUT, url, "cannot be fetched (%.200s)", client->curl.easy_strerror(code));
    }
}

static struct curl_slist *headers(const functions *curl, const char *etag, const char *modified)
{
    toll_buffer line = {0};
    struct curl_slist *list = NULL;
    if (etag) {
        toll_buffer_printf(&line, "If-None-Match: %s", etag);
        list = curl->slist_append(list, line.data ? line.data : "");
    }
    toll_buffer_clear(&line);
    if (modified) {
        toll_buffer_printf(&line, "If-Modified-Since: %s", modified);
        list = curl->slist_append(list, line.data ? line.data : "");
    }
    toll_buffer_free(&line);
    return list;
}

static void set_up(toll_http_client *client, const char *url, struct curl_slist *list)
{
    const functions *curl = &client->curl;
    CURL *h = client->handle;
    long seconds = (long)client->limits.seconds;
    curl->easy_reset(h);
    curl->easy_setopt(h, CURLOPT_URL, url);
    curl->easy_setopt(h, CURLOPT_USERAGENT, client->limits.agent);
    curl->easy_setopt(h, CURLOPT_HTTPHEADER, list);
    curl->easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl->easy_setopt(h, CURLOPT_ACCEPT_ENCODING, "");
    curl->easy_setopt(h, CURLOPT_FOLLOWLOCATION, 0L);
    curl->easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(h, CURLOPT_TIMEOUT, seconds);
    curl->easy_setopt(h, CURLOPT_CONNECTTIMEOUT, seconds < 15 ? seconds : 15L);
    curl->easy_setopt(h, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)client->limits.size);
    curl->easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body);
    curl->easy_setopt(h, CURLOPT_WRITEDATA, client);
    curl->easy_setopt(h, CURLOPT_HEADERFUNCTION, take_header);
    curl->easy_setopt(h, CURLOPT_HEADERDATA, client);
}

toll_status toll_http_get(
    toll_http_answer *out, toll_http_client *client, const char *url, const char *etag, const char *modified, toll_error *error)
{
    toll_buffer *const parts[] = {&out->head, &out->body, &out->etag, &out->modified, &out->type, &out->location};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) toll_buffer_clear(parts[i]);
    out->status = 0;
    client->answer = out;
    client->large = false;
    struct curl_slist *list = headers(&client->curl, etag, modified);
    set_up(client, url, list);
    CURLcode code = client->curl.easy_perform(client->handle);
    long status = 0;
    char *location = NULL;
    client->curl.easy_getinfo(client->handle, CURLINFO_RESPONSE_CODE, &status);
    client->curl.easy_getinfo(client->handle, CURLINFO_REDIRECT_URL, &location);
    if (location) toll_buffer_add_string(&out->location, location);
    out->status = (int)status;
    client->curl.slist_free_all(list);
    if (code == CURLE_FILESIZE_EXCEEDED) client->large = true;
    return code == CURLE_OK ? TOLL_OK : failed(client, code, url, error);
}
