/* In: an RSS, Atom or RDF feed. Out: its entries as pieces of HTML or text, with title, address and day. libxml2 makes a tree of it, with its
 * limits on depth and on entities that grow, and without the network; of a feed that is broken it makes what can still be made out, and that is
 * said. A feed is small (16 MiB at most), so it is held in memory; a document's name is the entry's id, else its address. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>

#include "base/fault.h"
#include "feed.h"
#include "inside.h"

enum { feed_limit = 16 << 20 };

/* What is used of it; loaded when the first feed is read. Free is a variable that holds a function. */
/* clang-format off */
#define XML_FUNCTIONS(X) \
    X(BufferCreate) X(BufferDetach) X(BufferFree) X(CtxtReadMemory) X(DocGetRootElement) X(Free) X(FreeDoc) X(FreeParserCtxt) \
    X(GetProp) X(NewParserCtxt) X(NodeDump) X(NodeGetContent)
/* clang-format on */
typedef struct xml_library {
#define POINTER(name) __typeof__(xml##name) *name;
    XML_FUNCTIONS(POINTER)
#undef POINTER
} xml_library;

typedef struct parse {
    xml_library xml;
    toll_feed *feed;
    toll_feed_entry *entry; /* NULL = outside of one */
    int entry_depth;
    int rank;      /* of the content found: 1 summary, 2 content, 3 the whole text */
    uint64_t line; /* of the last mistake; 0 = unknown */
    bool broken;   /* not well-formed */
    bool failed;   /* no memory */
} parse;

static toll_text keep(parse *p, const xmlChar *value)
{
    toll_text text = toll_text_of((const char *)value);
    while (text.len && (unsigned char)text.data[0] <= ' ') text.data++, text.len--;
    while (text.len && (unsigned char)text.data[text.len - 1] <= ' ') text.len--;
    if (!text.len) return (toll_text){NULL, 0};
    char *copy = toll_arena_string(&p->feed->memory, text.data, text.len);
    if (!copy) p->failed = true;
    return (toll_text){copy, copy ? text.len : 0};
}

static toll_text keep_free(parse *p, xmlChar *value)
{
    toll_text kept = value ? keep(p, value) : (toll_text){NULL, 0};
    (*p->xml.Free)(value);
    return kept;
}

static toll_text attribute(parse *p, xmlNodePtr node, const char *name)
{
    return keep_free(p, p->xml.GetProp(node, (const xmlChar *)name));
}

static bool is(const xmlChar *name, const char *wanted)
{
    return name && !strcmp((const char *)name, wanted);
}

static void take_link(parse *p, xmlNodePtr node, toll_text *out)
{
    toll_text href = attribute(p, node, "href"), rel = attribute(p, node, "rel");
    if (!href.len) href = keep_free(p, p->xml.NodeGetContent(node));
    bool page = !rel.len || toll_text_is(rel, "alternate");
    if (page && href.len && !out->len) *out = href;
}

/* What stands between an element's tags, as markup. */
static xmlChar *inner_xml(const parse *p, xmlNodePtr node)
{
    xmlBufferPtr buffer = p->xml.BufferCreate();
    if (!buffer) return NULL;
    for (xmlNodePtr child = node->children; child; child = child->next) p->xml.NodeDump(buffer, node->doc, child, 0, 0);
    xmlChar *made = p->xml.BufferDetach(buffer);
    p->xml.BufferFree(buffer);
    return made;
}

static void take_content(parse *p, xmlNodePtr node, int rank, bool atom)
{
    if (rank <= p->rank) return;
    toll_text type = atom ? attribute(p, node, "type") : (toll_text){NULL, 0};
    bool inside = toll_text_is(type, "xhtml") || toll_text_is(type, "application/xhtml+xml");
    toll_text content = keep_free(p, inside ? inner_xml(p, node) : p->xml.NodeGetContent(node));
    if (!content.len) return;
    p->rank = rank;
    p->entry->content = content;
    p->entry->html = !atom || inside || toll_text_is(type, "html") || toll_text_is(type, "text/html");
}

static void take_date(parse *p, xmlNodePtr node, bool first)
{
    toll_text date = keep_free(p, p->xml.NodeGetContent(node));
    toll_day day;
    if ((first || p->entry->published == TOLL_DAY_UNKNOWN) && toll_source_day(&day, date)) p->entry->published = day;
}

/* A child of an entry. */
static void take_child(parse *p, xmlNodePtr node, const xmlChar *name, const xmlChar *prefix)
{
    toll_feed_entry *e = p->entry;
    if (is(prefix, "media") || is(prefix, "itunes")) return;
    if (is(name, "title")) e->title = keep_free(p, p->xml.NodeGetContent(node));
    else if (is(name, "link")) take_link(p, node, &e->url);
    else if (is(name, "guid") || is(name, "id")) e->id = keep_free(p, p->xml.NodeGetContent(node));
    else if (is(name, "pubDate") || is(name, "published") || is(name, "issued")) take_date(p, node, true);
    else if (is(name, "date") || is(name, "updated") || is(name, "modified")) take_date(p, node, false);
    else if (is(name, "encoded")) take_content(p, node, 3, false);
    else if (is(name, "content")) take_content(p, node, 2, true);
    else if (is(name, "description")) take_content(p, node, 1, false);
    else if (is(name, "summary")) take_content(p, node, 1, true);
}

static void begin_entry(parse *p, int depth)
{
    toll_feed *feed = p->feed;
    if (!toll_grow(&feed->entries, &feed->cap, feed->count, sizeof *feed->entries)) {
        p->failed = true;
        return;
    }
    p->entry = &feed->entries[feed->count++];
    *p->entry = (toll_feed_entry){.published = TOLL_DAY_UNKNOWN};
    p->entry_depth = depth;
    p->rank = 0;
}

static void take_node(parse *p, xmlNodePtr node, int depth)
{
    const xmlChar *name = node->name, *prefix = node->ns ? node->ns->prefix : NULL;
    if (p->entry && depth <= p->entry_depth) p->entry = NULL;
    if (is(name, "outline")) {
        toll_text url = attribute(p, node, "xmlUrl");
        if (url.len) begin_entry(p, depth);
        if (url.len && p->entry) p->entry->url = url;
        p->entry = NULL;
    } else if (!p->entry && (is(name, "item") || is(name, "entry"))) {
        begin_entry(p, depth);
    } else if (p->entry && depth == p->entry_depth + 1) {
        take_child(p, node, name, prefix);
    } else if (!p->entry && is(name, "title") && depth <= 2 && !p->feed->title.len) {
        p->feed->title = keep_free(p, p->xml.NodeGetContent(node));
    }
}

/* Every element, parents before children. */
static void walk(parse *p, xmlNodePtr node)
{
    for (int depth = 0; node && !p->failed;) {
        if (node->type == XML_ELEMENT_NODE) take_node(p, node, depth);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            depth++;
            continue;
        }
        while (node && !node->next && depth) node = node->parent, depth--;
        if (node) node = node->next;
    }
}

/* The whole feed as a tree, as far as it can be made out. NULL where nothing can. */
static xmlDocPtr parse_tree(parse *p, toll_text bytes, toll_text charset)
{
    char encoding[48] = "";
    if (charset.len && charset.len < sizeof encoding) memcpy(encoding, charset.data, charset.len), encoding[charset.len] = '\0';
    xmlParserCtxtPtr context = p->xml.NewParserCtxt();
    int flags = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
    xmlDocPtr tree = context ? p->xml.CtxtReadMemory(context, bytes.data, (int)bytes.len, NULL, *encoding ? encoding : NULL, flags) : NULL;
    p->failed = !context || context->errNo == XML_ERR_NO_MEMORY;
    p->broken = !context || !context->wellFormed;
    if (p->broken && context && context->lastError.line > 0) p->line = (uint64_t)context->lastError.line;
    if (context) p->xml.FreeParserCtxt(context);
    return tree;
}

toll_status toll_feed_read(toll_feed *out, toll_text bytes, toll_text charset, toll_error *error)
{
    static const char *const names[] = {
#define NAME(name) "xml" #name,
        XML_FUNCTIONS(NAME)
#undef NAME
    };
    *out = (toll_feed){0};
    toll_arena_init(&out->memory, 0);
    parse p = {.feed = out};
    void *library = toll_library_load(&p.xml, TOLL_LIBRARY_XML, names, sizeof names / sizeof *names);
    if (!library) return toll_library_missing(error, TOLL_E_INPUT, NULL, TOLL_LIBRARY_XML);
    xmlDocPtr tree = parse_tree(&p, bytes, charset);
    if (tree) walk(&p, p.xml.DocGetRootElement(tree));
    if (tree) p.xml.FreeDoc(tree);
    toll_library_close(library);
    if (p.failed) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to read the feed");
    if (!p.broken) return TOLL_OK;
    return toll_error_at(error, TOLL_E_INPUT, NULL, p.line, "broken XML; of this feed only what can still be made out is read");
}

toll_feed_kind toll_feed_kind_of(toll_text bytes)
{
    toll_text begin = {bytes.data, bytes.len < 4096 ? bytes.len : 4096};
    toll_kind kind = toll_kind_of(begin, TOLL_KIND_TEXT);
    if (kind == TOLL_KIND_JSON_FEED) return TOLL_FEED_JSON;
    return kind == TOLL_KIND_OPML ? TOLL_FEED_OPML : kind == TOLL_KIND_FEED ? TOLL_FEED_XML : TOLL_FEED_NOT;
}

void toll_feed_free(toll_feed *feed)
{
    toll_arena_free(&feed->memory);
    toll_base_free(feed->entries);
    *feed = (toll_feed){0};
}

/* --- the format */
typedef struct giving {
    toll_feed feed;
    size_t next;
} giving;

static toll_status load(toll_source_parcel *out, toll_layer *layer, giving *it, toll_error *error)
{
    size_t limit = layer->source->options.limit < feed_limit ? layer->source->options.limit : feed_limit;
    layer->reader.limit = limit;
    toll_status status = layer->size > limit ? TOLL_E_LIMIT : toll_reader_all(&out->memory, &layer->reader, layer->size);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the feed", limit, layer->where, 0, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, layer->where, "not enough memory to read the feed");
    if (status < 0) return toll_reader_say(error, &layer->reader, status, layer->where);
    toll_text bytes = {out->memory.data, out->memory.len};
    if (layer->kind == TOLL_KIND_JSON_FEED) status = toll_feed_read_json(&it->feed, bytes, error);
    else status = toll_feed_read(&it->feed, bytes, layer->about.charset, error);
    toll_error_place(error, layer->where);
    return status < 0 ? status : TOLL_SOURCE_AGAIN;
}

static toll_status next_entry(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    giving *it = layer->state;
    if (!layer->any) {
        layer->any = true;
        return load(out, layer, it, error);
    }
    if (it->next == it->feed.count) return TOLL_END;
    const toll_feed_entry *e = &it->feed.entries[it->next++];
    char name[320];
    int len = snprintf(name, sizeof name, "%.*s:%zu", (int)toll_text_head(layer->about.name, 256).len, layer->about.name.data, it->next);
    toll_about about = {.name = e->id.len    ? e->id
                                : e->url.len ? e->url
                                             : (toll_text){name, (size_t)(len > 0 ? len : 0)},
        .url = e->url,
        .title = e->title,
        .outlet = it->feed.title,
        .retrieved = layer->about.retrieved,
        .charset = toll_text_of("utf-8"),
        .published = e->published};
    toll_buffer_clear(&out->memory);
    toll_buffer_add(&out->memory, e->content.data, e->content.len);
    toll_status status = out->memory.failed ? TOLL_E_MEMORY : toll_source_parcel_keep(out, &about);
    if (status < 0) return toll_error_set(error, status, layer->where, "not enough memory for this entry");
    if (!e->content.len) {
        toll_source_skip(layer->source, TOLL_SKIP_NO_TEXT, out->document.name.data, "an entry without content");
        return TOLL_SOURCE_AGAIN;
    }
    out->fragment = e->html;
    out->plain = !e->html;
    return toll_source_body(out, layer, e->html ? TOLL_KIND_HTML : TOLL_KIND_TEXT, error);
}

static toll_status open_it(toll_layer *layer, toll_error *error)
{
    layer->state = toll_base_zero(1, sizeof(giving));
    return layer->state ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
}

static void close_it(toll_layer *layer)
{
    giving *it = layer->state;
    toll_feed_free(&it->feed);
    toll_base_free(it);
}

const toll_format toll_format_feed = {open_it, next_entry, close_it};
