/* In: all bytes of something that holds one document, and what is known of it. Out: the document: a clean UTF-8 text, or a page whose article is
 * still to be read out of it (by workers, because that takes longer than everything here). What holds no text is skipped, and what holds more
 * than one document (a feed inside a WARC) becomes a layer of its own. */
#include <stdio.h>

#include "inside.h"

const char *toll_skip_name(toll_skip reason)
{
    static const char *const names[] = {"no text in this kind of file", "no page at this address", "unchanged since an earlier capture",
        "no text", "in a language without word tables", "without a claim"};
    return reason >= 0 && reason < TOLL_SKIP_COUNT ? names[reason] : NULL;
}

void toll_source_skip(toll_source *source, toll_skip reason, const char *where, const char *what)
{
    source->skips[reason]++;
    if (source->options.skip) source->options.skip(source->options.context, reason, where, what);
}

static toll_text base_of(toll_text name)
{
    for (size_t i = name.len; i--;)
        if (name.data[i] == '/' && i + 1 < name.len) return (toll_text){name.data + i + 1, name.len - i - 1};
    return name;
}

void toll_source_complete(toll_document *document, const toll_source *source, bool dated)
{
    const toll_metadata_row *row = toll_metadata_find(&source->metadata, document->name);
    if (!row) row = toll_metadata_find(&source->metadata, base_of(document->name));
    if (!document->title.data && row) document->title = row->title;
    if (!document->outlet.data && row) document->outlet = row->outlet;
    if (!document->outlet.data) document->outlet = source->outlet;
    if (!dated && row && row->published != TOLL_DAY_UNKNOWN) document->published = row->published;
    else if (!dated) document->published = source->published;
}

static toll_status take_text(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    toll_text bytes = {out->memory.data, out->memory.len};
    toll_text declared = out->charset.len ? out->charset : toll_text_of(layer->source->options.charset);
    toll_status status = toll_charset_text(&out->clean, bytes, declared, layer->source->options.limit, error);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the text, as UTF-8,", layer->source->options.limit, layer->where, 0, error);
    if (status < 0) {
        toll_error_place(error, layer->where);
        return status;
    }
    if (status == TOLL_OK) out->raw = bytes;
    out->document.text = status == TOLL_OK ? (toll_text){out->clean.data, out->clean.len} : bytes;
    if (status == TOLL_OK && !out->clean.len)
        return toll_error_set(error, TOLL_E_INPUT, layer->where, "empty; there is nothing to read in it");
    return toll_source_check(out->document.text, layer->where, error);
}

static const char *kind_name(toll_kind kind)
{
    switch (kind) {
    case TOLL_KIND_INDEX: return "an index";
    case TOLL_KIND_XML: return "XML that is no feed";
    case TOLL_KIND_JSONL: return "JSON that is no feed";
    case TOLL_KIND_OPML: return "a list of feeds, for tollbook fetch";
    default: return "no text";
    }
}

/* Nothing to read in something that nobody named: an image in an archive, a script in a WARC. */
static toll_status skip(const toll_source_parcel *out, toll_layer *layer, toll_kind kind)
{
    char name[256];
    toll_text given = out->document.name;
    snprintf(name, sizeof name, "%.*s", (int)(given.len < sizeof name - 1 ? given.len : sizeof name - 1), given.data ? given.data : "");
    bool url = given.len && out->document.url.data;
    toll_source_skip(layer->source, TOLL_SKIP_MEDIA, url || layer->depth == 0 ? name : layer->where, kind_name(kind));
    return TOLL_SOURCE_AGAIN;
}

toll_status toll_source_body(toll_source_parcel *out, toll_layer *layer, toll_kind kind, toll_error *error)
{
    toll_document *document = &out->document;
    toll_text bytes = {out->memory.data, out->memory.len};
    bool named = layer->depth == 0; /* by the user: then what cannot be read is a complaint */
    if (!bytes.len && named) return toll_error_set(error, TOLL_E_INPUT, layer->where, "empty; there is nothing to read in it");
    if (!bytes.len) {
        toll_source_skip(layer->source, TOLL_SKIP_NO_TEXT, document->name.len ? document->name.data : layer->where, "empty");
        return TOLL_SOURCE_AGAIN;
    }
    if (kind == TOLL_KIND_BINARY && named) return toll_source_check(bytes, layer->where, error) < 0 ? TOLL_E_INPUT : skip(out, layer, kind);
    if (kind == TOLL_KIND_BINARY || kind == TOLL_KIND_INDEX || kind == TOLL_KIND_OPML || (kind == TOLL_KIND_XML && !named))
        return skip(out, layer, kind);
    if (layer->source->options.without_feeds && (kind == TOLL_KIND_FEED || kind == TOLL_KIND_JSON_FEED)) return TOLL_SOURCE_AGAIN;
    toll_status status = TOLL_OK;
    if (kind == TOLL_KIND_HTML) {
        out->media = TOLL_MEDIA_HTML;
        out->page = bytes;
        if (!out->charset.len) out->charset = toll_text_of(layer->source->options.charset);
    } else if (kind == TOLL_KIND_TEXT || kind == TOLL_KIND_XML || kind == TOLL_KIND_CSV) {
        status = take_text(out, layer, error);
    } else if (layer->kind == TOLL_KIND_WARC && kind == TOLL_KIND_JSONL) {
        return skip(out, layer, kind);
    } else {
        const toll_about about = {.name = document->name,
            .url = document->url,
            .retrieved = out->retrieved,
            .media = out->type,
            .charset = out->charset,
            .published = TOLL_DAY_UNKNOWN};
        return toll_source_push_memory(layer, bytes, &about, kind, error);
    }
    if (status < 0) return status;
    if (toll_utf8_check(document->name.data, document->name.len) < document->name.len)
        return toll_error_set(error, TOLL_E_INPUT, layer->where, "the file's name is not UTF-8, so it cannot name the document; rename it");
    if (!document->name.len) document->name = layer->about.name;
    toll_source_complete(document, layer->source, document->published != TOLL_DAY_UNKNOWN);
    return TOLL_OK;
}

/* --- the format of what holds one document: all bytes of the layer */
static toll_status next_whole(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    if (layer->any) return TOLL_END;
    layer->any = true;
    size_t limit = layer->source->options.limit;
    toll_status status = layer->size > limit ? TOLL_E_LIMIT : toll_reader_all(&out->memory, &layer->reader, layer->size);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the text", limit, layer->where, 0, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, layer->where, "not enough memory for this text");
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    status = toll_source_parcel_keep(out, &layer->about);
    if (status < 0) return toll_error_set(error, status, layer->where, "not enough memory for this text");
    return toll_source_body(out, layer, layer->kind, error);
}

const toll_format toll_format_whole = {.next = next_whole};
