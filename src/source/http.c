/* In: the bytes of an HTTP response as an archive keeps them. Out: its status and the few headers that matter, and its body as the browser saw it:
 * chunks put together, content encodings taken off. Archives are not always true to their headers (some keep "chunked" and "gzip" for bodies that
 * are neither any more), so what is not there is not taken off. A body that is cut short or broken is an error, never half a page in silence. */
#include <brotli/decode.h>

#include "inside.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static toll_text trim(toll_text text)
{
    while (text.len && (text.data[0] == ' ' || text.data[0] == '\t')) text.data++, text.len--;
    while (text.len && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t' || text.data[text.len - 1] == '\r')) text.len--;
    return text;
}

bool toll_header_is(toll_text text, const char *wanted)
{
    size_t i = 0;
    while (i < text.len && wanted[i] && lower(text.data[i]) == wanted[i]) i++;
    return i == text.len && !wanted[i];
}

bool toll_header_line(toll_text *name, toll_text *value, toll_text line)
{
    const char *colon = line.len ? memchr(line.data, ':', line.len) : NULL;
    if (!colon || colon == line.data) return false;
    *name = trim((toll_text){line.data, (size_t)(colon - line.data)});
    *value = trim((toll_text){colon + 1, line.len - (size_t)(colon - line.data) - 1});
    return name->len > 0;
}

toll_text toll_header_media(toll_text value)
{
    const char *end = value.len ? memchr(value.data, ';', value.len) : NULL;
    if (end) value.len = (size_t)(end - value.data);
    return trim(value);
}

toll_text toll_header_parameter(toll_text value, const char *wanted)
{
    for (const char *at; value.len && (at = memchr(value.data, ';', value.len));) {
        value = (toll_text){at + 1, value.len - (size_t)(at - value.data) - 1};
        bool quoted = false;
        size_t len = 0;
        for (; len < value.len && (quoted || value.data[len] != ';'); len++)
            if (value.data[len] == '"') quoted = !quoted;
        toll_text part = {value.data, len};
        const char *equals = memchr(part.data, '=', part.len);
        if (equals && toll_header_is(trim((toll_text){part.data, (size_t)(equals - part.data)}), wanted)) {
            toll_text found = trim((toll_text){equals + 1, part.len - (size_t)(equals - part.data) - 1});
            if (found.len > 1 && (found.data[0] == '"' || found.data[0] == '\'') && found.data[found.len - 1] == found.data[0])
                found = (toll_text){found.data + 1, found.len - 2};
            return found;
        }
        value = (toll_text){value.data + len, value.len - len};
    }
    return (toll_text){NULL, 0};
}

/* The next line of `bytes` from *at on, without its end; false where there is none. */
static bool next_line(toll_text *line, toll_text bytes, size_t *at)
{
    const char *end = *at < bytes.len ? memchr(bytes.data + *at, '\n', bytes.len - *at) : NULL;
    if (!end) return false;
    size_t len = (size_t)(end - bytes.data) - *at;
    *line = (toll_text){bytes.data + *at, len && end[-1] == '\r' ? len - 1 : len};
    *at += len + 1;
    return true;
}

bool toll_http_head(toll_http *out, toll_text bytes)
{
    toll_text line, name, value;
    *out = (toll_http){0};
    if (!next_line(&line, bytes, &out->head_len) || line.len < 10 || memcmp(line.data, "HTTP/", 5) != 0) return false;
    const char *space = memchr(line.data, ' ', line.len);
    if (!space) return false;
    for (const char *c = space + 1; c < line.data + line.len && *c >= '0' && *c <= '9' && out->status < 1000; c++)
        out->status = out->status * 10 + (*c - '0');
    while (next_line(&line, bytes, &out->head_len)) {
        if (!line.len) return true;
        if (!toll_header_line(&name, &value, line)) continue;
        if (toll_header_is(name, "content-type")) out->type = value;
        else if (toll_header_is(name, "content-encoding")) out->encoding = value;
        else if (toll_header_is(name, "transfer-encoding"))
            out->chunked = value.len >= 7 && toll_header_is((toll_text){value.data + value.len - 7, 7}, "chunked");
        else if (toll_header_is(name, "etag")) out->etag = value;
        else if (toll_header_is(name, "last-modified")) out->modified = value;
    }
    return false;
}

/* The length a chunk's first line names. False where it names none. */
static bool chunk_len(size_t *out, toll_text line)
{
    size_t digits = 0, value = 0;
    for (; digits < line.len; digits++) {
        char c = lower(line.data[digits]);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) break;
        if (value > SIZE_MAX >> 5) return false;
        value = value << 4 | (size_t)digit;
    }
    *out = value;
    return digits && (digits == line.len || line.data[digits] == ';' || line.data[digits] == ' ');
}

/* In place. */
static toll_status join_chunks(toll_buffer *body, toll_error *error)
{
    toll_text all = {body->data, body->len}, line;
    size_t at = 0, made = 0, len;
    bool first = true;
    for (;;) {
        bool found = next_line(&line, all, &at) && chunk_len(&len, line);
        if (!found && first) return TOLL_OK; /* it was put together already */
        if (!found || len > all.len - at) return toll_error_set(error, TOLL_E_INPUT, NULL, "its chunks are broken or cut short");
        if (!len) break;
        first = false;
        memmove(body->data + made, body->data + at, len);
        made += len;
        at += len;
        if (at < all.len && all.data[at] == '\r') at++;
        if (at < all.len && all.data[at] == '\n') at++;
    }
    body->len = made;
    body->data[made] = '\0';
    return TOLL_OK;
}

static toll_status unpack_brotli(toll_buffer *out, toll_text packed, size_t limit, toll_error *error)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    const uint8_t *next = (const uint8_t *)packed.data;
    size_t left = packed.len;
    toll_buffer_clear(out);
    while (state && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out->len <= limit) {
        if (!toll_buffer_reserve(out, 65536)) break;
        size_t room = out->cap - out->len - 1, before = room;
        uint8_t *to = (uint8_t *)out->data + out->len;
        result = BrotliDecoderDecompressStream(state, &left, &next, &room, &to, NULL);
        out->len += before - room;
    }
    if (out->data) out->data[out->len] = '\0';
    BrotliDecoderDestroyInstance(state);
    if (!state || out->failed) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    if (out->len > limit) return TOLL_E_LIMIT;
    return result == BROTLI_DECODER_RESULT_SUCCESS ? TOLL_OK
                                                   : toll_error_set(error, TOLL_E_INPUT, NULL, "its packed body is broken or cut short");
}

/* One encoding off. A body that does not begin as the encoding says it does was decoded before it was kept. */
static toll_status take_off(toll_buffer *body, toll_buffer *scratch, toll_text encoding, size_t limit, toll_error *error)
{
    toll_text packed = {body->data, body->len};
    toll_status status;
    bool gzip = packed.len > 2 && !memcmp(packed.data, "\x1f\x8b\x08", 3);
    if (toll_header_is(encoding, "gzip") || toll_header_is(encoding, "x-gzip")) {
        if (!gzip) return TOLL_OK;
        status = toll_inflate_all(scratch, packed, limit, error);
    } else if (toll_header_is(encoding, "deflate")) {
        status = toll_inflate_all(scratch, packed, limit, error);
    } else if (toll_header_is(encoding, "zstd")) {
        if (packed.len < 4 || memcmp(packed.data, "\x28\xb5\x2f\xfd", 4) != 0) return TOLL_OK;
        status = toll_unzstd_all(scratch, packed, limit, error);
    } else if (toll_header_is(encoding, "br")) {
        status = unpack_brotli(scratch, packed, limit, error);
        if (status == TOLL_E_INPUT && packed.data[0] == '<') return TOLL_OK; /* a page, as it stands */
    } else {
        return toll_error_set(
            error, TOLL_E_INPUT, NULL, "its content encoding %.*s is not known", (int)toll_text_head(encoding, 40).len, encoding.data);
    }
    if (status < 0) return status;
    toll_buffer swap = *body;
    *body = *scratch;
    *scratch = swap;
    return TOLL_OK;
}

toll_status toll_http_body(toll_buffer *body, toll_buffer *scratch, const toll_http *head, size_t limit, toll_error *error)
{
    toll_status status = head->chunked && body->len ? join_chunks(body, error) : TOLL_OK;
    toll_text left = head->encoding;
    for (int round = 0; status >= 0 && left.len && body->len; round++) {
        if (round == 4) return toll_error_set(error, TOLL_E_LIMIT, NULL, "more than four content encodings");
        size_t at = left.len;
        while (at && left.data[at - 1] != ',') at--; /* the last was put on last */
        toll_text encoding = trim((toll_text){left.data + at, left.len - at});
        left.len = at ? at - 1 : 0;
        if (!encoding.len || toll_header_is(encoding, "identity")) continue;
        status = take_off(body, scratch, encoding, limit, error);
        if (status == TOLL_E_LIMIT)
            toll_error_set(error, status, NULL, "what its body unpacks to is larger than the limit; it is left out");
    }
    return status;
}
