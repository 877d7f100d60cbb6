/* In: WARC records (ISO 28500), their headers read by warc_record.c. Out: a document for every record that holds one: responses, resources,
 * conversions (WET). Requests, metadata and the like are passed over, revisits and what is no text are skipped and counted. A record of images
 * is not kept in memory: its header is looked at, the rest is read past. A length that lies swallowed the next records, or lost the way to
 * them: the record is cut where the next one begins inside it. What is lost is said. */
#define _GNU_SOURCE /* memmem */
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "warc.h"

enum { head_peek = 16 * 1024, head_limit = 256 * 1024 };

typedef struct warc {
    toll_warc_record record;
    toll_buffer scratch;
} warc;

/* The block was read whole. A length that was too large swallowed the next records: they are read from memory. */
static toll_status cut_block(toll_buffer *block, toll_layer *layer, const toll_warc_record *r, toll_error *error)
{
    static const char mark[] = "\r\n\r\nWARC/1.";
    const char *found = block->len ? memmem(block->data, block->len, mark, sizeof mark - 1) : NULL;
    toll_error wrong;
    toll_warc_say(TOLL_E_INPUT, layer, r,
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
static toll_status pass(toll_layer *layer, const toll_warc_record *r, uint64_t left, toll_error *error)
{
    toll_status status = toll_reader_take(NULL, &layer->reader, left);
    if (status == TOLL_END) return toll_warc_say(TOLL_E_INPUT, layer, r, "cut short", error);
    return status < 0 ? toll_reader_say(error, &layer->reader, status, layer->where) : TOLL_SOURCE_AGAIN;
}

static toll_status skip(toll_layer *layer, const toll_warc_record *r, toll_skip reason, const char *what, uint64_t left, toll_error *error)
{
    toll_status status = pass(layer, r, left, error);
    if (status == TOLL_SOURCE_AGAIN) toll_source_skip(layer->source, reason, toll_warc_value(r, r->uri), what);
    return status;
}

/* The response's head, looked at without using it up. TOLL_END where there is none in the first 256 KiB. */
static toll_status look_at_head(toll_http *out, toll_layer *layer, const toll_warc_record *r)
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

static bool is_response(const toll_warc_record *r)
{
    return !strcmp(toll_warc_value(r, r->type), "response") &&
           toll_header_is(toll_header_media(toll_text_of(toll_warc_value(r, r->media))), "application/http");
}

/* The block into the parcel. Behind it the next record must begin; a gap there is said, and is no fault of this one. */
static toll_status take_block(toll_buffer *body, toll_layer *layer, const toll_warc_record *r, toll_error *error)
{
    toll_buffer_clear(body);
    bool room = toll_buffer_reserve(body, (size_t)r->len), boundary = false;
    toll_status status = room ? toll_reader_take(body, &layer->reader, r->len) : TOLL_E_MEMORY;
    if (status == TOLL_END) return toll_warc_say(TOLL_E_INPUT, layer, r, "cut short: the file ends before its Content-Length", error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, layer->where, "not enough memory for this record");
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    status = toll_warc_boundary(&boundary, layer);
    if (status == TOLL_E_INPUT) {
        toll_error wrong;
        toll_reader_say(&wrong, &layer->reader, status, layer->where);
        toll_complain(&layer->source->complaints, &wrong);
        return TOLL_OK;
    }
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    return boundary ? TOLL_OK : cut_block(body, layer, r, error);
}

/* The head goes, chunks and encodings are taken off. */
static toll_status take_off(toll_buffer *body, toll_layer *layer, warc *it, toll_http *head, toll_error *error)
{
    toll_text encoding = head->encoding; /* stands in the body, which is about to change */
    char names[64], what[512];
    size_t len = encoding.len < sizeof names ? encoding.len : 0;
    if (len) memcpy(names, encoding.data, len);
    head->encoding = (toll_text){names, len};
    body->len -= head->head_len;
    memmove(body->data, body->data + head->head_len, body->len + 1);
    toll_status status = toll_http_body(body, &it->scratch, head, layer->source->options.limit, error);
    head->encoding = (toll_text){NULL, 0};
    if (it->scratch.cap > (size_t)4 << 20) toll_buffer_free(&it->scratch);
    if (status >= 0 || status == TOLL_E_MEMORY) return status;
    snprintf(what, sizeof what, "%.400s", error ? error->message : "");
    return toll_warc_say(status, layer, &it->record, what, error);
}

/* The record as a document, with what it says of itself. */
static toll_status read_block(toll_source_parcel *out, toll_layer *layer, warc *it, bool http, toll_error *error)
{
    const toll_warc_record *r = &it->record;
    toll_buffer *body = &out->memory;
    toll_http head = {0};
    toll_status status = take_block(body, layer, r, error);
    if (status < 0) return status;
    if (http && !toll_http_head(&head, (toll_text){body->data, body->len}))
        return toll_warc_say(TOLL_E_INPUT, layer, r, "no HTTP response in it", error);
    toll_text type = http ? head.type : toll_text_of(toll_warc_value(r, r->media)), url = toll_text_of(toll_warc_value(r, r->uri));
    toll_about about = {.name = url,
        .url = url,
        .retrieved = toll_text_of(toll_warc_value(r, r->date)),
        .media = toll_header_media(type),
        .charset = toll_header_parameter(type, "charset"),
        .published = TOLL_DAY_UNKNOWN};
    status = toll_source_parcel_keep(out, &about);
    if (status < 0) return toll_error_set(error, status, layer->where, "not enough memory for this record");
    if (http) status = take_off(body, layer, it, &head, error);
    if (status < 0) return status;
    return toll_source_body(out, layer, toll_kind_of((toll_text){body->data, body->len}, toll_kind_of_media(out->type)), error);
}

static toll_status next_record(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    warc *it = layer->state;
    toll_warc_record *r = &it->record;
    bool boundary;
    toll_status status = toll_warc_boundary(&boundary, layer);
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    status = toll_warc_find(layer, r, error);
    if (status) return status;
    layer->any = true;
    status = toll_warc_header(layer, r, error);
    if (status) return status;
    const char *type = toll_warc_value(r, r->type);
    if (!strcmp(type, "revisit")) return skip(layer, r, TOLL_SKIP_REVISIT, "the same as an earlier capture", r->len, error);
    if (!strcmp(type, "continuation")) return skip(layer, r, TOLL_SKIP_MEDIA, "a part of a segmented record", r->len, error);
    bool http = is_response(r), plain = !strcmp(type, "resource") || !strcmp(type, "conversion") || !strcmp(type, "response");
    if (!http && !plain) return pass(layer, r, r->len, error);
    toll_http head = {0};
    status = http ? look_at_head(&head, layer, r) : TOLL_OK;
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    if (status == TOLL_OK) {
        char what[64];
        toll_text media = toll_header_media(http ? head.type : toll_text_of(toll_warc_value(r, r->media)));
        if (http && (head.status < 200 || head.status > 299)) {
            snprintf(what, sizeof what, "HTTP status %d", head.status);
            return skip(layer, r, TOLL_SKIP_STATUS, what, r->len, error);
        }
        snprintf(what, sizeof what, "%.*s", (int)toll_text_head(media, 60).len, media.data ? media.data : "");
        if (toll_kind_of_media(media) == TOLL_KIND_BINARY) return skip(layer, r, TOLL_SKIP_MEDIA, what, r->len, error);
    }
    if (r->len > layer->source->options.limit + TOLL_WARC_HEADER) {
        status = pass(layer, r, r->len, error);
        return status < 0 ? status : toll_warc_say(TOLL_E_LIMIT, layer, r, "larger than the limit of a document and left out", error);
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
