/* What a page states beside its text: meta tags, JSON-LD, the title element, time elements. Of several statements of one fact the most
 * trusted stands, of equals the first. JSON-LD is often broken; what was read before the break counts. */
#include <yajl/yajl_parse.h>

#include "inside.h"

static bool is(toll_text text, const char *word)
{
    size_t len = strlen(word);
    if (text.len != len) return false;
    for (size_t i = 0; i < len; i++)
        if ((text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] | 32 : text.data[i]) != word[i]) return false;
    return true;
}

static bool keep(toll_article_reader *r, fact *f, uint8_t rank, toll_text raw)
{
    if (f->rank && f->rank <= rank) return false;
    if (raw.len > 4096) return false; /* no title, name or date is as long */
    toll_text text = entity_decode(&r->arena, raw);
    if (!text.data) r->no_memory = true;
    if (!text.len) return false;
    *f = (fact){text, rank};
    return true;
}

static void keep_day(toll_article_reader *r, toll_dated how, toll_text text)
{
    if (r->days[how] != TOLL_DAY_UNKNOWN || text.len > 100) return;
    r->days[how] = article_day(r->words, text);
}

static toll_span span_in_page(const toll_article_reader *r, toll_text text)
{
    return (toll_span){(uint32_t)(text.data - r->page.data), (uint32_t)text.len};
}

static bool looks_like_url(toll_text text)
{
    return text.len > 8 && (!memcmp(text.data, "http://", 7) || !memcmp(text.data, "https://", 8));
}

void facts_meta(toll_article_reader *r, const attributes *given)
{
    if (!given->content.len) return;
    toll_text content = given->content;
    const toll_text keys[] = {given->property, given->name, given->itemprop};
    static const struct {
        const char *key;
        uint8_t what, rank; /* d day, t title, o outlet, a author, l language */
    } known[] = {{"og:title", 't', 2}, {"twitter:title", 't', 3}, {"headline", 't', 3}, {"dc.title", 't', 4}, {"og:site_name", 'o', 1},
        {"application-name", 'o', 3}, {"cre", 'o', 3}, {"author", 'a', 2}, {"article:author", 'a', 3}, {"byl", 'a', 3},
        {"dc.creator", 'a', 3}, {"parsely-author", 'a', 3}, {"sailthru.author", 'a', 4}, {"og:locale", 'l', 2}, {"language", 'l', 3},
        {"article:published_time", 'd', 2}, {"article:published", 'd', 2}, {"og:published_time", 'd', 2}, {"datepublished", 'd', 2},
        {"date", 'd', 2}, {"pubdate", 'd', 2}, {"publishdate", 'd', 2}, {"publish-date", 'd', 2}, {"publish_date", 'd', 2},
        {"published_at", 'd', 2}, {"pdate", 'd', 2}, {"publication_date", 'd', 2}, {"dc.date", 'd', 2}, {"dc.date.issued", 'd', 2},
        {"dcterms.date", 'd', 2}, {"dcterms.created", 'd', 2}, {"parsely-pub-date", 'd', 2}, {"sailthru.date", 'd', 2},
        {"article.published", 'd', 2}, {"originalpublicationdate", 'd', 2}, {"citation_publication_date", 'd', 2},
        {"cxenseparse:recs:publishtime", 'd', 2}, {"og:article:published_time", 'd', 2}};
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; keys[k].len && i < sizeof known / sizeof *known; i++) {
            if (!is(keys[k], known[i].key)) continue;
            uint8_t rank = known[i].rank;
            if (known[i].what == 'd') keep_day(r, TOLL_DATED_META, content);
            if (known[i].what == 't' && keep(r, &r->title, rank, content)) r->title_span = span_in_page(r, content);
            if (known[i].what == 'o') keep(r, &r->outlet, rank, content);
            if (known[i].what == 'a' && !looks_like_url(content)) keep(r, &r->author, rank, content);
            if (known[i].what == 'l') keep(r, &r->language, rank, content);
        }
    }
}

void facts_title(toll_article_reader *r, toll_text text)
{
    if (r->skips > 1) return; /* the title of a picture */
    if (keep(r, &r->title, TITLE_ELEMENT, text)) r->title_span = span_in_page(r, text);
}

void facts_language(toll_article_reader *r, toll_text lang)
{
    keep(r, &r->language, 1, lang);
}

/* Does what is open now belong to other stories, or to the page around? */
static bool is_aside(const toll_article_reader *r)
{
    uint32_t at = r->current;
    for (int up = 0; up < 16 && at != NONE; up++, at = r->nodes[at].parent) {
        const node *n = &r->nodes[at];
        if (n->kinds & (IS_RELATED | IS_MENU | IS_SIDE | IS_COMMENT | IS_FOOTER | IS_AD)) return true;
        if (n->tag == TAG_ASIDE || n->tag == TAG_NAV || n->tag == TAG_FOOTER) return true;
    }
    return false;
}

/* A time element counts where it says it is the publication's, or as the first one that stands in no link and no box. */
void facts_time(toll_article_reader *r, const attributes *given)
{
    bool stated = is(given->itemprop, "datepublished");
    if (stated) r->days[TOLL_DATED_TIME] = TOLL_DAY_UNKNOWN;
    if (given->datetime.len && (stated || (!r->links && !is_aside(r)))) keep_day(r, TOLL_DATED_TIME, given->datetime);
}

/* --- JSON-LD */
enum { JSON_DEPTH = 24 };
enum json_key {
    KEY_OTHER,
    KEY_TYPE,
    KEY_HEADLINE,
    KEY_PUBLISHED,
    KEY_CREATED,
    KEY_AUTHOR,
    KEY_PUBLISHER,
    KEY_NAME,
    KEY_LANGUAGE,
    KEY_MAIN
};

typedef struct json_level {
    enum json_key key; /* the key whose value comes next */
    bool object, article;
    toll_text headline, published, created, author, publisher, language, name;
} json_level;

typedef struct json_walk {
    toll_article_reader *reader;
    json_level levels[JSON_DEPTH];
    unsigned depth; /* open ones; those above JSON_DEPTH are not looked into */
} json_walk;

static json_level *level(json_walk *w)
{
    return w->depth && w->depth <= JSON_DEPTH ? &w->levels[w->depth - 1] : NULL;
}

/* The object around the array, or the array itself where none is: whose key an element answers. */
static json_level *owner(json_walk *w)
{
    for (unsigned i = w->depth < JSON_DEPTH ? w->depth : JSON_DEPTH; i > 0; i--)
        if (w->levels[i - 1].object) return &w->levels[i - 1];
    return NULL;
}

static bool contains(toll_text text, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; at + len <= text.len; at++)
        if (!memcmp(text.data + at, word, len)) return true;
    return false;
}

static void first(toll_text *field, toll_article_reader *r, toll_text value)
{
    if (field->data || !value.len || value.len > 4096) return;
    char *copy = toll_arena_string(&r->arena, value.data, value.len);
    if (copy) *field = (toll_text){copy, value.len};
    else r->no_memory = true;
}

static int on_string(void *context, const unsigned char *data, size_t len)
{
    json_walk *w = context;
    json_level *l = owner(w);
    if (!l || w->depth > JSON_DEPTH) return 1;
    toll_text value = {(const char *)data, len};
    switch (l->key) {
    case KEY_TYPE: l->article |= contains(value, "Article") || contains(value, "Posting") || contains(value, "Report"); break;
    case KEY_HEADLINE: first(&l->headline, w->reader, value); break;
    case KEY_PUBLISHED: first(&l->published, w->reader, value); break;
    case KEY_CREATED: first(&l->created, w->reader, value); break;
    case KEY_AUTHOR: first(&l->author, w->reader, value); break;
    case KEY_PUBLISHER: first(&l->publisher, w->reader, value); break;
    case KEY_NAME: first(&l->name, w->reader, value); break;
    case KEY_LANGUAGE: first(&l->language, w->reader, value); break;
    case KEY_OTHER:
    case KEY_MAIN: break;
    }
    return 1;
}

static int on_key(void *context, const unsigned char *data, size_t len)
{
    static const struct {
        const char *name;
        enum json_key key;
    } known[] = {{"@type", KEY_TYPE}, {"headline", KEY_HEADLINE}, {"datepublished", KEY_PUBLISHED}, {"datecreated", KEY_CREATED},
        {"author", KEY_AUTHOR}, {"publisher", KEY_PUBLISHER}, {"name", KEY_NAME}, {"inlanguage", KEY_LANGUAGE}};
    json_level *l = level(context);
    if (!l) return 1;
    l->key = KEY_OTHER;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (is((toll_text){(const char *)data, len}, known[i].name)) l->key = known[i].key;
    return 1;
}

static int open_level(json_walk *w, bool object)
{
    if (++w->depth <= JSON_DEPTH) w->levels[w->depth - 1] = (json_level){.object = object};
    return 1;
}

static void commit(toll_article_reader *r, const json_level *l)
{
    if (!l->article) return;
    keep(r, &r->headline, 1, l->headline);
    keep(r, &r->author, 1, l->author);
    keep(r, &r->outlet, 2, l->publisher);
    keep(r, &r->language, 3, l->language);
    keep_day(r, TOLL_DATED_JSON_LD, l->published);
    keep_day(r, TOLL_DATED_JSON_LD, l->created);
}

static int close_level(void *context)
{
    json_walk *w = context;
    json_level *l = level(w);
    w->depth--;
    if (!l) return 1;
    commit(w->reader, l);
    json_level *around = owner(w);
    if (!around || !l->object) return 1;
    if (around->key == KEY_AUTHOR) first(&around->author, w->reader, l->name);
    if (around->key == KEY_PUBLISHER) first(&around->publisher, w->reader, l->name);
    return 1;
}

static int on_map(void *context)
{
    return open_level(context, true);
}

static int on_array(void *context)
{
    return open_level(context, false);
}

void facts_json(toll_article_reader *r, toll_text script)
{
    static const yajl_callbacks calls = {.yajl_string = on_string,
        .yajl_map_key = on_key,
        .yajl_start_map = on_map,
        .yajl_end_map = close_level,
        .yajl_start_array = on_array,
        .yajl_end_array = close_level};
    if (!contains(script, "Article") && !contains(script, "Posting")) return;
    json_walk walk = {.reader = r};
    yajl_handle parser = yajl_alloc(&calls, NULL, &walk);
    if (!parser) {
        r->no_memory = true;
        return;
    }
    yajl_config(parser, yajl_allow_comments, 1);
    yajl_config(parser, yajl_allow_trailing_garbage, 1);
    yajl_config(parser, yajl_dont_validate_strings, 1);
    yajl_parse(parser, (const unsigned char *)script.data, script.len);
    yajl_free(parser);
    while (walk.depth) close_level(&walk); /* where it broke off */
}
