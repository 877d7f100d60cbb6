/* In: what a request says of itself. Out: who it is and whether it may. On this machine's own address anybody who can reach it is the user, so
 * what is refused is what a page in the user's browser could send: another Host (a name that was pointed here), another Origin, a form of
 * another site. On any other address a token is demanded; only its hash is kept. docs/security.md says what each line is for. */
#include <nettle/base64.h>
#include <stdio.h>
#include <strings.h>
#include <sys/random.h>

#include "inside.h"

static const char *const scopes[] = {"", "read", "review", "admin"};

static serve_scope scope_of(const char *word)
{
    for (int i = SERVE_READ; i <= SERVE_ADMIN; i++)
        if (!strcmp(scopes[i], word)) return (serve_scope)i;
    return SERVE_NOBODY;
}

static bool is_name(const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] <= ' ' || name[i] == ':' || name[i] == '#') return false;
    return len && len < sizeof((serve_token *)0)->name && toll_utf8_check(name, len) == len;
}

toll_status toll_serve_make_token(char token[44], char line[256], const char *name, const char *scope, toll_error *error)
{
    uint8_t random[32];
    char hash[65], text[BASE64_ENCODE_RAW_LENGTH(sizeof random) + 1];
    if (!is_name(name)) return toll_error_set(error, TOLL_E_USAGE, "", "a token's name has 1 to 63 bytes, no spaces, no ':' and no '#'");
    if (scope_of(scope) == SERVE_NOBODY) return toll_error_set(error, TOLL_E_USAGE, "", "\"%s\" is no scope: read, review, admin", scope);
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return toll_error_set(error, TOLL_E_SYSTEM, "", "the system gives no random bytes");
    base64_encode_raw(text, sizeof random, random);
    for (size_t i = 0; i < 43; i++) token[i] = text[i] == '+' ? '-' : text[i] == '/' ? '_' : text[i];
    token[43] = '\0';
    toll_sha256_hex(hash, token, 43);
    snprintf(line, 256, "%s %s %s", name, scope, hash);
    return TOLL_OK;
}

static bool read_line(serve_token *out, const char *line)
{
    char scope[16], hash[80], more;
    if (sscanf(line, "%63s %15s %79s %c", out->name, scope, hash, &more) != 3) return false;
    out->scope = scope_of(scope);
    if (strlen(hash) != 64 || strspn(hash, "0123456789abcdef") != 64) return false;
    memcpy(out->sha256, hash, 65);
    return out->scope != SERVE_NOBODY && is_name(out->name);
}

toll_status serve_tokens_load(toll_serve *serve, const char *path, toll_error *error)
{
    char line[512];
    size_t cap = 0;
    toll_status status = TOLL_OK;
    FILE *file = fopen(path, "rb");
    if (!file) return toll_error_set(error, TOLL_E_USAGE, path, "the file of tokens cannot be read");
    for (uint64_t number = 1; status >= 0 && fgets(line, sizeof line, file); number++) {
        char *comment = strchr(line, '#');
        if (comment) *comment = '\0';
        if (!line[strspn(line, " \t\r\n")]) continue;
        if (!toll_grow(&serve->tokens, &cap, serve->token_count, sizeof *serve->tokens))
            status = toll_error_set(error, TOLL_E_MEMORY, path, "not enough memory");
        else if (!read_line(&serve->tokens[serve->token_count], line))
            status = toll_error_at(error, TOLL_E_USAGE, path, number,
                "not \"NAME read|review|admin SHA256\"; `tollbook serve --new-token` prints such a line");
        else serve->token_count++;
    }
    fclose(file);
    if (status >= 0 && !serve->token_count) status = toll_error_set(error, TOLL_E_USAGE, path, "holds no token");
    return status;
}

/* As long for a wrong hash as for a right one. */
static bool same(const char *a, const char *b)
{
    unsigned differs = 0;
    for (size_t i = 0; i < 64; i++) differs |= (unsigned)(a[i] ^ b[i]);
    return !differs;
}

static void find_token(serve_request *r, const char *token, size_t len)
{
    char hash[65];
    toll_sha256_hex(hash, token, len);
    for (size_t i = 0; i < r->serve->token_count; i++)
        if (same(r->serve->tokens[i].sha256, hash)) r->who = r->serve->tokens[i].name, r->scope = r->serve->tokens[i].scope;
}

/* "Bearer TOKEN", or for browsers "Basic" with the token as the password. */
static void authorize(serve_request *r, const char *value)
{
    char text[256];
    size_t len = value ? strlen(value) : 0;
    if (len > 300) return;
    if (len > 7 && !strncmp(value, "Bearer ", 7)) find_token(r, value + 7, len - 7);
    if (len > 6 && !strncmp(value, "Basic ", 6)) {
        struct base64_decode_ctx context;
        uint8_t out[256];
        size_t size = sizeof out - 1;
        base64_decode_init(&context);
        if (!base64_decode_update(&context, &size, out, len - 6, value + 6) || !base64_decode_final(&context)) return;
        memcpy(text, out, size);
        text[size] = '\0';
        char *colon = strchr(text, ':');
        if (colon) find_token(r, colon + 1, strlen(colon + 1));
    }
}

bool serve_host_is_here(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    if (!host) return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t len = strlen(names[i]);
        if (strncmp(host, names[i], len) != 0) continue;
        if (!host[len]) return true;
        if (host[len] == ':' && host[len + 1] && !host[len + 1 + strspn(host + len + 1, "0123456789")]) return true;
    }
    return false;
}

bool serve_origin_fits(const char *origin, const char *host)
{
    if (!origin) return true;
    if (!host) return false;
    if (!strncmp(origin, "http://", 7)) return !strcmp(origin + 7, host);
    return !strncmp(origin, "https://", 8) && !strcmp(origin + 8, host);
}

/* "text/html; charset=windows-1251" into the request; is it one of `types`? */
static bool read_type(serve_request *r, const char *given, const char *types)
{
    size_t len = strcspn(given, "; \t");
    const char *charset = given + len;
    while (*charset && strncasecmp(charset, "charset=", 8)) charset++;
    if (*charset) {
        charset += 8 + (charset[8] == '"');
        size_t size = strcspn(charset, "\"; \t");
        if (size > 60) size = 60;
        const char *copy = toll_arena_string(&r->memory, charset, size);
        r->charset = (toll_text){copy, copy ? size : 0};
    }
    for (const char *at = types; *at; at += strcspn(at, "|"), at += *at == '|') {
        size_t size = strcspn(at, "|");
        if (size != len || strncasecmp(at, given, len) != 0) continue;
        r->media = (toll_text){at, size};
        return true;
    }
    return false;
}

/* What changes the ledger must come from a page of ours or from a program, never from another site's page. */
static bool may_write(serve_request *r, const serve_headers *h)
{
    bool page = !r->route->summary;
    if (!serve_origin_fits(h->origin, h->host) || (h->site && strcmp(h->site, "same-origin") && strcmp(h->site, "none")))
        return serve_fail(r, 403, "this was sent by a page of another site"), false;
    const char *types = r->route->types ? r->route->types : page ? "application/x-www-form-urlencoded" : "application/json";
    if (h->content_type && read_type(r, h->content_type, types)) return true;
    return serve_fail(r, 415, page ? "send a form" : "send %s", types), false;
}

bool serve_guard(serve_request *r, const serve_headers *h)
{
    toll_serve *serve = r->serve;
    if (serve->local && !serve->token_count && !serve_host_is_here(h->host)) /* a name bound anew has no token */
        return serve_fail(r, 421, "this server answers to 127.0.0.1, localhost and [::1] only, not to another name"), false;
    if (serve->token_count) authorize(r, h->authorization);
    else r->scope = SERVE_ADMIN;
    if (r->scope == SERVE_NOBODY) return serve_fail(r, 401, "a token is needed: Authorization: Bearer TOKEN"), false;
    if (r->scope < r->route->scope)
        return serve_fail(r, 403, "this token may not do that; it needs the scope \"%s\"", scopes[r->route->scope]), false;
    if (!strcmp(r->route->method, "POST")) return may_write(r, h);
    return true;
}

const char *serve_reviewer(const serve_request *r)
{
    return r->who ? r->who : r->serve->options.reviewer ? r->serve->options.reviewer : "local";
}
