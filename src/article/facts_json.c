/* JSON-LD: what a page states of itself as an object of schema.org. In: a script's text. Out: headline, author, publisher, language and days of the
 * article in it. It is often broken; what was read before the break counts. */
#include <yajl/yajl_parse.h>

#include "inside.h"

enum { JSON_DEPTH = 24 };
enum json_key { KEY_OTHER, KEY_TYPE, KEY_HEADLINE, KEY_PUBLISHED, KEY_CREATED, KEY_AUTHOR, KEY_PUBLISHER, KEY_NAME, KEY_LANGUAGE };

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
    case KEY_OTHER: break;
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
        if (fact_is((toll_text){(const char *)data, len}, known[i].name)) l->key = known[i].key;
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
    fact_keep(r, &r->headline, 1, l->headline);
    fact_keep(r, &r->author, 1, l->author);
    fact_keep(r, &r->outlet, 2, l->publisher);
    fact_keep(r, &r->language, 3, l->language);
    fact_keep_day(r, TOLL_DATED_JSON_LD, l->published);
    fact_keep_day(r, TOLL_DATED_JSON_LD, l->created);
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
