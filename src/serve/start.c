/* Beginning and ending. In: what the server is to show, where it listens, who may come. Out: a server that answers, or why there is none: an address
 * that is none, one that others reach without tokens, a ledger that cannot be read. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/random.h>

#include "inside.h"

/* "127.0.0.1:8400", "[::1]:8400", "8400". */
static toll_status parse_listen(struct sockaddr_storage *out, toll_serve *serve, toll_error *error)
{
    const char *given = serve->options.listen ? serve->options.listen : "127.0.0.1:8400", *colon = strrchr(given, ':');
    char host[64] = "127.0.0.1";
    uint64_t port;
    struct sockaddr_in *four = (struct sockaddr_in *)out;
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
    size_t len = colon ? (size_t)(colon - given) : 0;
    memset(out, 0, sizeof *out);
    if (!serve_number(&port, colon ? colon + 1 : given, 0, 65535) || len >= sizeof host)
        return toll_error_set(error, TOLL_E_USAGE, "", "\"%s\" is no address to listen on; write 127.0.0.1:8400 or [::1]:8400", given);
    if (colon) memcpy(host, given, len), host[len] = '\0';
    if (!strcmp(host, "localhost")) snprintf(host, sizeof host, "127.0.0.1");
    if (host[0] == '[' && len > 2) {
        host[strlen(host) - 1] = '\0';
        six->sin6_family = AF_INET6, six->sin6_port = htons((uint16_t)port);
        if (inet_pton(AF_INET6, host + 1, &six->sin6_addr) == 1) {
            serve->local = IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
            snprintf(serve->host, sizeof serve->host, "%s]", host);
            return TOLL_OK;
        }
    }
    four->sin_family = AF_INET, four->sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &four->sin_addr) != 1)
        return toll_error_set(error, TOLL_E_USAGE, "", "\"%s\" is no address to listen on; write 127.0.0.1:8400 or [::1]:8400", given);
    serve->local = ntohl(four->sin_addr.s_addr) >> 24 == 127;
    snprintf(serve->host, sizeof serve->host, "%s", host);
    return TOLL_OK;
}

static toll_status make_secrets(toll_serve *serve, toll_error *error)
{
    uint8_t random[40];
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return toll_error_set(error, TOLL_E_SYSTEM, "", "the system gives no random bytes");
    toll_sha256_hex(serve->csrf, random, 32);
    for (int i = 0; i < 8; i++) snprintf(serve->nonce + 2 * i, 3, "%02x", random[32 + i]);
    return TOLL_OK;
}

toll_status toll_serve_start(toll_serve **out, const toll_serve_options *options, toll_error *error)
{
    struct sockaddr_storage address;
    *out = NULL;
    if (options->size != sizeof *options || !options->reckon)
        return toll_error_set(error, TOLL_E_USAGE, "", "toll_serve_options is not filled in");
    toll_serve *serve = toll_base_zero(1, sizeof *serve);
    if (!serve) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory");
    serve->options = *options;
    if (!serve->options.threads) serve->options.threads = 2;
    if (serve->options.threads > SERVE_THREADS) serve->options.threads = SERVE_THREADS;
    pthread_mutex_init(&serve->lock, NULL);
    pthread_mutex_init(&serve->writing, NULL);
    serve_http_init(serve);
    toll_status status = parse_listen(&address, serve, error);
    if (status >= 0 && options->tokens) status = serve_tokens_load(serve, options->tokens, error);
    if (status >= 0 && !serve->local && !options->tokens)
        status = toll_error_set(error, TOLL_E_USAGE, "",
            "%s is open to other machines: give --tokens FILE (`tollbook serve --new-token NAME`), or listen on 127.0.0.1",
            options->listen);
    if (status >= 0) status = make_secrets(serve, error);
    if (status >= 0) status = serve_pool_open(serve, error);
    if (status >= 0) status = serve_http_open(serve, &address, error);
    if (status >= 0) *out = serve;
    else toll_serve_stop(serve);
    return status;
}

const char *toll_serve_address(const toll_serve *serve)
{
    return serve->address;
}

void toll_serve_stop(toll_serve *serve)
{
    if (!serve) return;
    serve_http_close(serve);
    serve_pool_close(serve);
    pthread_mutex_destroy(&serve->lock);
    pthread_mutex_destroy(&serve->writing);
    toll_base_free(serve->tokens);
    toll_base_free(serve);
}
