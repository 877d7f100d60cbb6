/* In: a JSON Feed (jsonfeed.org, versions 1 and 1.1). Out: its entries. Read with yajl's tree; how deep it is nested is looked at before that,
 * because the tree is taken down by recursion. */
#include <yajl/yajl_tree.h>

#include "base/fault.h"
#include "feed.h"
#include "inside.h"

enum { depth_limit = 256 };

static bool too_deep(toll_text bytes)
{
    size_t depth = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.data[i];
        if (c == '"') {
            for (i++; i < bytes.len && bytes.data[i] != '"'; i++)
                if (bytes.data[i] == '\\') i++;
        } else if (c == '[' || c == '{') {
            if (++depth > depth_limit) return true;
        } else if ((c == ']' || c == '}') && depth) {
            depth--;
        }
    }
    return false;
}

static toll_text keep(toll_feed *feed, yajl_val from, const char *name, bool *failed)
{
    const char *path[] = {name, NULL};
    yajl_val value = yajl_tree_get(from, path, yajl_t_any);
    const char *words = YAJL_IS_STRING(value) ? YAJL_GET_STRING(value) : YAJL_IS_NUMBER(value) ? YAJL_GET_NUMBER(value) : NULL;
    if (!words || !*words) return (toll_text){NULL, 0};
    size_t len = strlen(words);
    char *copy = toll_arena_string(&feed->memory, words, len);
    *failed |= !copy;
    return (toll_text){copy, copy ? len : 0};
}

static bool take_item(toll_feed *feed, yajl_val item)
{
    bool failed = false;
    if (!toll_grow(&feed->entries, &feed->cap, feed->count, sizeof *feed->entries)) return false;
    toll_feed_entry *e = &feed->entries[feed->count++];
    *e = (toll_feed_entry){.published = TOLL_DAY_UNKNOWN};
    e->id = keep(feed, item, "id", &failed);
    e->url = keep(feed, item, "url", &failed);
    e->title = keep(feed, item, "title", &failed);
    e->content = keep(feed, item, "content_html", &failed);
    e->html = e->content.len > 0;
    if (!e->html) e->content = keep(feed, item, "content_text", &failed);
    if (!e->content.len) e->content = keep(feed, item, "summary", &failed);
    toll_text date = keep(feed, item, "date_published", &failed);
    if (date.len) toll_source_day(&e->published, date);
    return !failed;
}

toll_status toll_feed_read_json(toll_feed *out, toll_text bytes, toll_error *error)
{
    static const char *const items[] = {"items", NULL};
    char said[200] = "";
    *out = (toll_feed){0};
    toll_arena_init(&out->memory, 0);
    if (bytes.len >= 3 && !memcmp(bytes.data, "\xef\xbb\xbf", 3)) bytes.data += 3, bytes.len -= 3;
    if (toll_utf8_check(bytes.data, bytes.len) < bytes.len)
        return toll_error_set(error, TOLL_E_INPUT, NULL, "invalid UTF-8 in the feed; write it as UTF-8");
    if (too_deep(bytes)) return toll_error_set(error, TOLL_E_LIMIT, NULL, "nested deeper than %d levels", depth_limit);
    yajl_val tree = yajl_tree_parse(bytes.data, said, sizeof said); /* `bytes` end in a NUL, as every buffer does */
    if (!tree) return toll_error_set(error, TOLL_E_INPUT, NULL, "broken JSON (%.*s)", (int)strcspn(said, "\n"), said);
    bool failed = false;
    out->title = keep(out, tree, "title", &failed);
    yajl_val list = yajl_tree_get(tree, (const char **)items, yajl_t_array);
    for (size_t i = 0; list && i < list->u.array.len && !failed; i++) failed = !take_item(out, list->u.array.values[i]);
    yajl_tree_free(tree);
    return failed ? toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to read the feed") : TOLL_OK;
}
