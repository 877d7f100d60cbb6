/* In: the bytes of a query string or form. Out: names and values, or an error that names the byte. Anything doubtful is refused: nothing is
 * guessed. */
#include <stdlib.h>

#include "query.h"

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL where it cannot be; *wrong says at which byte. */
static const char *decode(toll_arena *memory, toll_text raw, bool plus, bool lines, size_t *wrong)
{
    char *out = toll_arena_take(memory, raw.len + 1);
    size_t len = 0;
    *wrong = 0;
    if (!out) return NULL;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.data[i];
        *wrong = i;
        if (c == '%') {
            int high = i + 2 < raw.len ? hex(raw.data[i + 1]) : -1, low = i + 2 < raw.len ? hex(raw.data[i + 2]) : -1;
            if (high < 0 || low < 0) return NULL;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        bool control = ((unsigned char)c < 0x20 && !(lines && (c == '\n' || c == '\r' || c == '\t'))) || c == 0x7f;
        if (control) return NULL;
        out[len++] = c;
    }
    *wrong = toll_utf8_check(out, len);
    out[len] = '\0';
    return *wrong == len ? out : NULL;
}

const char *serve_path_part(toll_arena *memory, toll_text raw)
{
    size_t wrong;
    return decode(memory, raw, false, false, &wrong);
}

toll_status serve_query_parse(serve_query *out, toll_arena *memory, toll_text raw, toll_error *error)
{
    *out = (serve_query){.count = 0};
    for (size_t at = 0; at < raw.len;) {
        const char *part = raw.data + at, *end = memchr(part, '&', raw.len - at);
        size_t len = end ? (size_t)(end - part) : raw.len - at, wrong;
        const char *equals = memchr(part, '=', len);
        size_t name_len = equals ? (size_t)(equals - part) : len;
        if (len) {
            if (out->count == SERVE_PARAMS) return toll_error_set(error, TOLL_E_USAGE, "", "more than %d parameters", SERVE_PARAMS);
            struct serve_param *item = &out->items[out->count];
            item->name = decode(memory, (toll_text){part, name_len}, true, false, &wrong);
            if (!item->name || !*item->name) return toll_error_set(error, TOLL_E_USAGE, "", "byte %zu: no name of a parameter", at);
            item->value = equals ? decode(memory, (toll_text){equals + 1, len - name_len - 1}, true, true, &wrong) : "";
            if (!item->value)
                return toll_error_set(error, TOLL_E_USAGE, "", "byte %zu of %s: neither UTF-8 nor a %%XX escape of it", wrong, item->name);
            for (size_t i = 0; i < out->count; i++)
                if (!strcmp(out->items[i].name, item->name))
                    return toll_error_set(error, TOLL_E_USAGE, "", "%s is given twice", item->name);
            out->count++;
        }
        at += len + 1;
    }
    return TOLL_OK;
}

const char *serve_query_get(const serve_query *query, const char *name)
{
    for (size_t i = 0; i < query->count; i++)
        if (!strcmp(query->items[i].name, name)) return *query->items[i].value ? query->items[i].value : NULL;
    return NULL;
}

static bool digits(uint64_t *out, const char **at)
{
    uint64_t value = 0;
    const char *p = *at;
    for (; *p >= '0' && *p <= '9'; p++) {
        if (value > (UINT64_MAX - 9) / 10) return false;
        value = value * 10 + (uint64_t)(*p - '0');
    }
    if (p == *at) return false;
    *at = p;
    *out = value;
    return true;
}

bool serve_number(uint64_t *out, const char *text, uint64_t least, uint64_t most)
{
    uint64_t value;
    if (!digits(&value, &text) || *text || value < least || value > most) return false;
    *out = value;
    return true;
}

bool serve_cursor_parse(uint64_t out[3], const char *text)
{
    for (int i = 0; i < 3; i++) out[i] = 0;
    for (int i = 0; i < 3; i++) {
        if (!digits(&out[i], &text) || out[i] > INT64_MAX) return false;
        if (!*text) return true;
        if (*text++ != '-') return false;
    }
    return false;
}
