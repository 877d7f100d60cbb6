/* Layers. In: bytes of a file, of what is packed in one, of an entry of an archive. Out: the format that fits them, found by their content, and a
 * stack of such layers as deep as TOLL_SOURCE_DEPTH. A layer reads only from the one below it, in blocks, so however large an archive and whatever
 * is in it, memory is a block a layer and the document in hand. */
#include <stdio.h>

#include "base/fault.h"
#include "inside.h"

static const toll_format *format_of(toll_kind kind)
{
    switch (kind) {
    case TOLL_KIND_WARC: return &toll_format_warc;
    case TOLL_KIND_GZIP:
    case TOLL_KIND_ZSTD: return &toll_format_unpack;
    case TOLL_KIND_JSONL: return &toll_format_lines;
    case TOLL_KIND_CSV: return &toll_format_csv;
    case TOLL_KIND_ARCHIVE:
    case TOLL_KIND_PACKED: return &toll_format_archive;
    case TOLL_KIND_FEED:
    case TOLL_KIND_JSON_FEED: return &toll_format_feed;
    case TOLL_KIND_MAIL: return &toll_format_mail;
    case TOLL_KIND_MAILBOX: return &toll_format_mailbox;
    default: return &toll_format_whole;
    }
}

static bool is_container(toll_kind kind)
{
    return kind == TOLL_KIND_GZIP || kind == TOLL_KIND_ZSTD || kind == TOLL_KIND_PACKED || kind == TOLL_KIND_ARCHIVE;
}

/* What the user says a document is counts before what it looks like. */
static toll_kind asked_for(const toll_source *source, toll_kind found)
{
    static const toll_kind kinds[] = {
        TOLL_KIND_TEXT, TOLL_KIND_TEXT, TOLL_KIND_JSONL, TOLL_KIND_HTML, TOLL_KIND_CSV, TOLL_KIND_FEED, TOLL_KIND_MAIL};
    toll_source_kind from = source->options.from;
    if (from == TOLL_SOURCE_AUTO || is_container(found)) return found;
    if (from == TOLL_SOURCE_FEED && found == TOLL_KIND_JSON_FEED) return found;
    if (from == TOLL_SOURCE_MAIL && found == TOLL_KIND_MAILBOX) return found;
    return kinds[from];
}

/* A first look: 4 KiB, or, where lines may come one by one through a pipe, what is there. A gap at the very beginning is said, and what stands
 * behind it is looked at. */
static toll_status look(toll_text *out, toll_layer *layer, toll_error *error)
{
    toll_reader *reader = &layer->reader;
    toll_status status = toll_reader_peek(out, reader, 1);
    if (status >= 0 && out->len < 4096 && !(out->len && out->data[0] == '{')) status = toll_reader_peek(out, reader, 4096);
    for (bool first = true; status == TOLL_E_INPUT; first = false) {
        toll_error wrong;
        toll_reader_say(&wrong, reader, status, layer->where);
        toll_complain(&layer->source->complaints, &wrong);
        if (!first) return TOLL_END;
        status = toll_reader_peek(out, reader, 1);
    }
    if (status < 0) return toll_reader_say(error, reader, status, layer->where);
    return reader->trouble.code && !out->len ? TOLL_END : TOLL_OK;
}

toll_status toll_layer_begin(toll_layer *layer, toll_kind hint, toll_error *error)
{
    toll_text seen = {"", 0};
    toll_status status = look(&seen, layer, error);
    if (status < 0) return status;
    layer->kind = asked_for(layer->source, toll_kind_of(seen, hint));
    layer->format = status == TOLL_END ? &toll_format_whole : format_of(layer->kind);
    layer->state = NULL;
    layer->any = status == TOLL_END; /* nothing is left of it, which was said */
    return layer->format->open ? layer->format->open(layer, error) : TOLL_OK;
}

void toll_layer_close(toll_layer *layer)
{
    if (layer->format && layer->format->close && layer->state) layer->format->close(layer);
    layer->state = NULL;
    layer->format = NULL;
    layer->size = 0;
    toll_reader_stop(&layer->reader);
}

static void keep(toll_text *text, toll_buffer *memory)
{
    if (!text->data) return;
    size_t off = memory->len;
    toll_buffer_add(memory, text->data, text->len);
    toll_buffer_add_char(memory, '\0');
    text->data = memory->failed ? NULL : memory->data + off;
}

/* Copies the texts into `memory`, which is made large enough beforehand. */
static bool keep_all(toll_about *about, toll_buffer *memory, size_t more)
{
    toll_text *const texts[] = {
        &about->name, &about->url, &about->title, &about->outlet, &about->retrieved, &about->media, &about->charset};
    size_t size = more;
    toll_buffer_clear(memory);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) size += texts[i]->len + 1;
    if (!toll_buffer_reserve(memory, size)) return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) keep(texts[i], memory);
    return true;
}

toll_status toll_layer_about(toll_layer *layer, const toll_about *about, const char *where)
{
    layer->about = *about;
    toll_text place = toll_text_of(where);
    if (!keep_all(&layer->about, &layer->words, place.len + 1)) return TOLL_E_MEMORY;
    keep(&place, &layer->words);
    layer->where = place.data;
    return TOLL_OK;
}

toll_status toll_source_parcel_keep(toll_source_parcel *out, const toll_about *about)
{
    toll_about kept = *about;
    if (!keep_all(&kept, &out->words, 0)) return TOLL_E_MEMORY;
    out->document.name = kept.name;
    out->document.url = kept.url;
    out->document.title = kept.title;
    out->document.outlet = kept.outlet;
    out->document.published = kept.published;
    out->retrieved = kept.retrieved;
    out->charset = kept.charset;
    out->type = kept.media;
    return TOLL_OK;
}

toll_status toll_source_push(toll_layer *below, toll_stream *stream, const toll_about *about, toll_kind hint, toll_error *error)
{
    toll_source *source = below->source;
    if (source->depth > TOLL_SOURCE_DEPTH) {
        stream->close(stream);
        return toll_error_set(
            error, TOLL_E_LIMIT, below->where, "nested deeper than %d archives in one another; unpack it first", TOLL_SOURCE_DEPTH);
    }
    toll_layer *layer = &source->layers[source->depth];
    toll_reader_start_stream(&layer->reader, stream, source->options.limit);
    /* An archive's entry has a place of its own in messages: "news.zip/a.txt", where "news.zip" is the end of where the archive is. */
    char where[512];
    size_t len = below->about.name.len;
    bool inside = about->name.len > len && !memcmp(about->name.data, below->about.name.data, len) && about->name.data[len] == '/';
    toll_text more = inside ? (toll_text){about->name.data + len, about->name.len - len} : (toll_text){"", 0};
    snprintf(where, sizeof where, "%s%.*s", below->where, (int)toll_text_head(more, 200).len, more.data);
    toll_status status = toll_layer_about(layer, about, where);
    if (status < 0) toll_error_set(error, status, below->where, "not enough memory to read it");
    else status = toll_layer_begin(layer, hint, error);
    if (status < 0) toll_layer_close(layer);
    else source->depth++;
    return status < 0 ? status : TOLL_SOURCE_AGAIN;
}

/* --- bytes in memory as a stream */
typedef struct in_memory {
    toll_stream stream;
    toll_buffer bytes;
    size_t given;
} in_memory;

static toll_status read_memory(toll_stream *stream, char *out, size_t cap, size_t *got, toll_error *error)
{
    in_memory *it = (in_memory *)stream;
    (void)error;
    size_t left = it->bytes.len - it->given;
    *got = left < cap ? left : cap;
    if (*got) memcpy(out, it->bytes.data + it->given, *got);
    it->given += *got;
    return TOLL_OK;
}

static void close_memory(toll_stream *stream)
{
    in_memory *it = (in_memory *)stream;
    toll_buffer_free(&it->bytes);
    toll_base_free(it);
}

toll_stream *toll_stream_of_memory(toll_text bytes)
{
    in_memory *it = toll_base_zero(1, sizeof *it);
    if (!it) return NULL;
    it->stream = (toll_stream){read_memory, close_memory};
    toll_buffer_add(&it->bytes, bytes.data, bytes.len);
    if (!it->bytes.failed) return &it->stream;
    close_memory(&it->stream);
    return NULL;
}

toll_status toll_source_push_memory(toll_layer *below, toll_text bytes, const toll_about *about, toll_kind hint, toll_error *error)
{
    toll_stream *stream = toll_stream_of_memory(bytes);
    if (!stream) return toll_error_set(error, TOLL_E_MEMORY, below->where, "not enough memory to read it");
    return toll_source_push(below, stream, about, hint, error);
}

/* --- gzip and zstd: one layer more, over what they hold, under the name without its ending. */
toll_text toll_source_plain_name(toll_text name)
{
    static const char *const endings[] = {".gz", ".zst", ".bz2", ".xz", ".lz4"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i]);
        if (name.len > len && !memcmp(name.data + name.len - len, endings[i], len)) name.len -= len;
    }
    return name;
}

static toll_status unpack(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    (void)out;
    if (layer->any) return TOLL_END;
    layer->any = true;
    toll_stream *stream;
    toll_status status = layer->kind == TOLL_KIND_GZIP ? toll_gunzip_open(&stream, &layer->reader, error)
                                                       : toll_unzstd_open(&stream, &layer->reader, error);
    if (status < 0) {
        toll_error_place(error, layer->where);
        return status;
    }
    toll_about about = layer->about;
    about.name = toll_source_plain_name(about.name);
    return toll_source_push(layer, stream, &about, toll_kind_of_name(about.name), error);
}

const toll_format toll_format_unpack = {.next = unpack};
