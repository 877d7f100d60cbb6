/* In: a reader of WARC records (ISO 28500). Out: a document for every record that holds one: responses, resources, conversions (WET). Requests,
 * metadata and the like are passed over, revisits and what is no text are skipped and counted. A record of images is not kept in memory: its
 * header is looked at, the rest is read past.
 * Lengths lie, and archives are cut short. Behind each record the next must begin; where it does not, the length was wrong: the record is cut
 * where the next one begins inside it, or reading goes on at the next line that begins a record. What is lost is said. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "inside.h"

enum { header_limit = 64 * 1024, head_peek = 16 * 1024, head_limit = 256 * 1024 };

typedef struct record {
    toll_buffer memory;                     /* the header's values */
    size_t type, uri, date, media, payload; /* offsets into it, 0 = absent */
    uint64_t len;
    bool has_len;
    uint64_t at;
} record;

typedef struct warc {
    record record;
    toll_buffer scratch;
} warc;

static const char *value_of(const record *r, size_t off)
{
    return off ? r->memory.data + off : "";
}

static size_t keep(record *r, toll_text value)
{
    size_t off = r->memory.len;
    toll_buffer_add(&r->memory, value.data, value.len);
    toll_buffer_add_char(&r->memory, '\0');
    return off;
}

static bool read_len(uint64_t *out, toll_text digits)
{
    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9' || *out > UINT64_MAX / 16) return false;
        *out = *out * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return digits.len > 0;
}

static void take_field(record *r, toll_text name, toll_text value)
{
    if (value.len > 1 && value.data[0] == '<' && value.data[value.len - 1] == '>') value = (toll_text){value.data + 1, value.len - 2};
    if (toll_header_is(name, "warc-type")) r->type = keep(r, value);
    else if (toll_header_is(name, "warc-target-uri")) r->uri = keep(r, value);
    else if (toll_header_is(name, "warc-date")) r->date = keep(r, value);
    else if (toll_header_is(name, "content-type")) r->media = keep(r, value);
    else if (toll_header_is(name, "warc-identified-payload-type")) r->payload = keep(r, value);
    else if (toll_header_is(name, "content-length")) r->has_len = read_len(&r->len, value);
}

static bool is_version(toll_text line)
{
    return line.len >= 6 && !memcmp(line.data, "WARC/", 5) && (line.data[5] == '0' || line.data[5] == '1');
}

static void strip(toll_text *line)
{
    if (line->len && line->data[line->len - 1] == '\r') line->len--;
}

/* Goes to where the next record begins. */
static toll_status find_record(toll_layer *layer, record *r, toll_error *error)
{
    toll_text line;
    uint64_t skipped = 0;
    bool found;
    for (;;) {
        uint64_t at = toll_reader_offset(&layer->reader);
        toll_status status = toll_reader_line(&line, &layer->reader);
        if (status == TOLL_E_LIMIT) status = TOLL_OK, line = (toll_text){"", 0}, skipped = at + 1;
        if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
        found = false;
        if (status) break;
        strip(&line);
        found = is_version(line);
        r->at = at;
        if (found) break;
        if (line.len && !skipped) skipped = at + 1;
    }
    if (skipped) {
        toll_error wrong;
        toll_error_set(&wrong, TOLL_E_INPUT, layer->where, "no WARC record begins here; reading goes on at the next one");
        wrong.byte = skipped - 1;
        toll_complain(&layer->source->complaints, &wrong);
    }
    return found ? TOLL_OK : TOLL_END;
}

static toll_status at_record(toll_status status, const toll_layer *layer, const record *r, const char *what, toll_error *error)
{
    toll_error_set(error, status, layer->where, "record of %.200s: %s", *value_of(r, r->uri) ? value_of(r, r->uri) : "no address", what);
    if (error) error->byte = r->at;
    return status;
}

static toll_status read_header(toll_layer *layer, record *r, toll_error *error)
{
    toll_text line, name, value;
    size_t size = 0;
    toll_buffer_clear(&r->memory);
    toll_buffer_add_char(&r->memory, '\0');
    r->type = r->uri = r->date = r->media = r->payload = 0;
    r->has_len = false;
    for (;;) {
        toll_status status = toll_reader_line(&line, &layer->reader);
        if (status == TOLL_END) return at_record(TOLL_E_INPUT, layer, r, "cut short in its header", error);
        if (status == TOLL_E_LIMIT || size > header_limit)
            return at_record(TOLL_E_LIMIT, layer, r, "its header is longer than 64 KiB and is left out", error);
        if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
        strip(&line);
        if (!line.len) break;
        size += line.len;
        if (toll_header_line(&name, &value, line)) take_field(r, name, value);
    }
    if (r->memory.failed) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for this record");
    return r->has_len ? TOLL_OK : at_record(TOLL_E_INPUT, layer, r, "no Content-Length that is a number, so it is left out", error);
}

/* Does a record, or the end, come next? The empty lines before it are used up. */
static toll_status at_boundary(bool *out, toll_layer *layer)
{
    toll_text seen;
    toll_status status;
    for (;;) {
        status = toll_reader_peek(&seen, &layer->reader, 6);
        if (status < 0 || !seen.len || (seen.data[0] != '\r' && seen.data[0] != '\n')) break;
        toll_reader_skip_seen(&layer->reader, 1);
    }
    *out = status >= 0 && (!seen.len || is_version(seen));
    return status;
}

/* The block was read whole. A length that was too large swallowed the next records: they are read from memory. */
static toll_status cut_block(toll_buffer *block, toll_layer *layer, const record *r, bool *cut, toll_error *error)
{
    static const char mark[] = "\r\n\r\nWARC/1.";
    const char *found = block->len ? memmem(block->data, block->len, mark, sizeof mark - 1) : NULL;
    *cut = found != NULL;
    toll_error wrong;
    at_record(TOLL_E_INPUT, layer, r,
        found ? "its Content-Length is too large; it is cut where the next record begins"
              : "its Content-Length is wrong; it is read as far as that says",
        &wrong);
    toll_complain(&layer->source->complaints, &wrong);
    if (!found) return TOLL_OK;
    size_t len = (size_t)(found - block->data);
    toll_status status = toll_source_push_memory(layer, (toll_text){found + 4, block->len - len - 4}, &layer->about, TOLL_KIND_WARC, error);
    block->len = len;
    block->data[len] = '\0';
    return status;
}

/* Reads past the rest of a record that nobody wants. */
static toll_status pass(toll_layer *layer, const record *r, uint64_t left, toll_error *error)
{
    toll_status status = toll_reader_take(NULL, &layer->reader, left);
    if (status == TOLL_END) return at_record(TOLL_E_INPUT, layer, r, "cut short", error);
    return status < 0 ? toll_reader_say(error, &layer->reader, status, layer->where) : TOLL_SOURCE_AGAIN;
}

static toll_status skip(toll_layer *layer, const record *r, toll_skip reason, const char *what, uint64_t left, toll_error *error)
{
    toll_status status = pass(layer, r, left, error);
    if (status == TOLL_SOURCE_AGAIN) toll_source_skip(layer->source, reason, value_of(r, r->uri), what);
    return status;
}

/* The response's head, looked at without using it up. TOLL_END where there is none in the first 256 KiB. */
static toll_status look_at_head(toll_http *out, toll_layer *layer, const record *r)
{
    toll_text seen;
    for (size_t want = head_peek;; want = head_limit) {
        size_t most = r->len < want ? (size_t)r->len : want;
        toll_status status = toll_reader_peek(&seen, &layer->reader, most);
        if (status < 0) return status;
        if (seen.len > most) seen.len = most;
        if (toll_http_head(out, seen)) return TOLL_OK;
        if (seen.len < want || want == head_limit) return TOLL_END;
    }
}

static bool is_response(const record *r)
{
    return !strcmp(value_of(r, r->type), "response") &&
           toll_header_is(toll_header_media(toll_text_of(value_of(r, r->media))), "application/http");
}

/* The block into the parcel, and what it says of itself. */
static toll_status read_block(toll_source_parcel *out, toll_layer *layer, warc *it, bool http, toll_error *error)
{
    record *r = &it->record;
    toll_buffer *body = &out->memory;
    toll_buffer_clear(body);
    if (!toll_buffer_reserve(body, (size_t)r->len))
        return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory for this record");
    toll_status status = toll_reader_take(body, &layer->reader, r->len);
    if (status == TOLL_END) return at_record(TOLL_E_INPUT, layer, r, "cut short: the file ends before its Content-Length", error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, layer->where, "not enough memory for this record");
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    bool boundary = false, cut = false;
    status = at_boundary(&boundary, layer);
    if (status == TOLL_E_INPUT) { /* the gap is behind this record */
        toll_error wrong;
        toll_reader_say(&wrong, &layer->reader, status, layer->where);
        toll_complain(&layer->source->complaints, &wrong);
        status = TOLL_OK;
        boundary = true;
    }
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    if (!boundary) status = cut_block(body, layer, r, &cut, error);
    toll_http head = {0};
    if (status >= 0 && http && !toll_http_head(&head, (toll_text){body->data, body->len}))
        return at_record(TOLL_E_INPUT, layer, r, "no HTTP response in it", error);
    if (status < 0) return status;
    toll_text type = http ? head.type : toll_text_of(value_of(r, r->media));
    toll_about about = {.name = toll_text_of(value_of(r, r->uri)),
        .url = toll_text_of(value_of(r, r->uri)),
        .retrieved = toll_text_of(value_of(r, r->date)),
        .media = toll_header_media(type),
        .charset = toll_header_parameter(type, "charset"),
        .published = TOLL_DAY_UNKNOWN};
    status = toll_source_parcel_keep(out, &about);
    if (status < 0) return toll_error_set(error, status, layer->where, "not enough memory for this record");
    if (!http) return toll_source_body(out, layer, toll_kind_of((toll_text){body->data, body->len}, toll_kind_of_media(out->type)), error);
    toll_text encoding = head.encoding; /* stands in the body, which is about to change */
    char names[64];
    size_t len = encoding.len < sizeof names ? encoding.len : 0;
    if (len) memcpy(names, encoding.data, len);
    head.encoding = (toll_text){names, len};
    body->len -= head.head_len;
    memmove(body->data, body->data + head.head_len, body->len + 1);
    status = toll_http_body(body, &it->scratch, &head, layer->source->options.limit, error);
    if (it->scratch.cap > (size_t)4 << 20) toll_buffer_free(&it->scratch);
    if (status == TOLL_E_MEMORY) return status;
    if (status < 0) {
        char what[512];
        snprintf(what, sizeof what, "%.400s", error ? error->message : "");
        return at_record(status, layer, r, what, error);
    }
    return toll_source_body(out, layer, toll_kind_of((toll_text){body->data, body->len}, toll_kind_of_media(out->type)), error);
}

static toll_status next_record(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    warc *it = layer->state;
    record *r = &it->record;
    bool boundary;
    toll_status status = at_boundary(&boundary, layer);
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    status = find_record(layer, r, error);
    if (status) return status;
    layer->any = true;
    status = read_header(layer, r, error);
    if (status) return status;
    const char *type = value_of(r, r->type);
    if (!strcmp(type, "revisit")) return skip(layer, r, TOLL_SKIP_REVISIT, "the same as an earlier capture", r->len, error);
    if (!strcmp(type, "continuation")) return skip(layer, r, TOLL_SKIP_MEDIA, "a part of a segmented record", r->len, error);
    bool http = is_response(r), plain = !strcmp(type, "resource") || !strcmp(type, "conversion") || !strcmp(type, "response");
    if (!http && !plain) return pass(layer, r, r->len, error);
    toll_http head = {0};
    status = http ? look_at_head(&head, layer, r) : TOLL_OK;
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    if (status == TOLL_OK) {
        char what[64];
        toll_text media = toll_header_media(http ? head.type : toll_text_of(value_of(r, r->media)));
        if (http && (head.status < 200 || head.status > 299)) {
            snprintf(what, sizeof what, "HTTP status %d", head.status);
            return skip(layer, r, TOLL_SKIP_STATUS, what, r->len, error);
        }
        snprintf(what, sizeof what, "%.*s", (int)(media.len < 60 ? media.len : 60), media.data ? media.data : "");
        if (toll_kind_of_media(media) == TOLL_KIND_BINARY) return skip(layer, r, TOLL_SKIP_MEDIA, what, r->len, error);
    }
    if (r->len > layer->source->options.limit + header_limit) {
        status = pass(layer, r, r->len, error);
        return status < 0 ? status : at_record(TOLL_E_LIMIT, layer, r, "larger than the limit of a document and left out", error);
    }
    return read_block(out, layer, it, http, error);
}

static void close_it(toll_layer *layer)
{
    warc *it = layer->state;
    toll_buffer_free(&it->record.memory);
    toll_buffer_free(&it->scratch);
    toll_base_free(it);
}

static toll_status open_it(toll_layer *layer, toll_error *error)
{
    layer->state = toll_base_zero(1, sizeof(warc));
    return layer->state ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
}

const toll_format toll_format_warc = {open_it, next_record, close_it};
