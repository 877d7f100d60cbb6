/* In: entries. Out: a feed of them as Atom (RFC 4287) or JSON Feed 1.1, newest first. Ids are tag URIs made of the claim and the moment, so that
 * they are the same whatever the server's address is. */
#include "feed.h"

#include <stdio.h>
#include <stdlib.h>

#include "page.h"

#define TAG "tag:tollbook,2026:"

bool serve_feed_add(serve_feed *feed, const serve_entry *entry)
{
    if (!toll_grow(&feed->items, &feed->cap, feed->count, sizeof *feed->items)) return false;
    feed->items[feed->count++] = *entry;
    return true;
}

static int compare(const void *a, const void *b)
{
    const serve_entry *x = a, *y = b;
    if (x->updated != y->updated) return x->updated > y->updated ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* Sorted; what comes twice, once. */
static void tidy(serve_feed *feed)
{
    size_t kept = 0;
    if (feed->count) qsort(feed->items, feed->count, sizeof *feed->items, compare);
    for (size_t i = 0; i < feed->count && kept < SERVE_ENTRIES; i++)
        if (!kept || strcmp(feed->items[kept - 1].id, feed->items[i].id) != 0) feed->items[kept++] = feed->items[i];
    feed->count = kept;
}

/* Path and query as they were asked for. */
static const char *address(serve_request *r)
{
    toll_buffer out = {0};
    toll_buffer_add_string(&out, r->path);
    for (size_t i = 0; i < r->query.count; i++) {
        toll_buffer_add_char(&out, i ? '&' : '?');
        page_url(&out, r->query.items[i].name);
        toll_buffer_add_char(&out, '=');
        page_url(&out, r->query.items[i].value);
    }
    const char *copy = out.failed ? NULL : toll_arena_string(&r->memory, out.data, out.len);
    toll_buffer_free(&out);
    return copy ? copy : "";
}

static const char *moment(char out[32], int64_t time)
{
    if (!toll_ledger_time_format(out, time)) snprintf(out, 32, "1970-01-01T00:00:00Z");
    return out;
}

static void add_atom(serve_request *r, const serve_feed *feed, const char *title)
{
    char at[32];
    toll_buffer *out = &r->out;
    const char *self = address(r), *base = r->serve->address;
    toll_buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>");
    page_text(out, title);
    toll_buffer_add_string(out, "</title>\n<id>" TAG);
    page_text(out, self);
    toll_buffer_printf(out,
        "</id>\n<updated>%s</updated>\n<author><name>Tollbook</name></author>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"%s",
        moment(at, feed->count ? feed->items[0].updated : 0), base);
    page_text(out, self);
    toll_buffer_add_string(out, "\"/>\n");
    for (size_t i = 0; i < feed->count; i++) {
        const serve_entry *e = &feed->items[i];
        toll_buffer_add_string(out, "<entry>\n<id>" TAG);
        page_text(out, e->id);
        toll_buffer_printf(out, "</id>\n<updated>%s</updated>\n<title>", moment(at, e->updated));
        page_text(out, e->title);
        toll_buffer_printf(out, "</title>\n<category term=\"%s\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"%s", e->kind, base);
        page_text(out, e->link);
        toll_buffer_add_string(out, "\"/>\n<content type=\"text\">");
        page_text(out, e->text);
        toll_buffer_add_string(out, "</content>\n</entry>\n");
    }
    toll_buffer_add_string(out, "</feed>\n");
    r->type = "application/atom+xml; charset=utf-8";
}

static void add_address(toll_buffer *out, const char *key, const char *base, const char *path)
{
    toll_buffer whole = {0};
    toll_buffer_printf(&whole, "%s%s", base, path);
    serve_add_string(out, key, whole.data);
    out->failed |= whole.failed;
    toll_buffer_free(&whole);
}

static void add_json(serve_request *r, const serve_feed *feed, const char *title)
{
    char at[32], id[128];
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "{\"version\":\"https://jsonfeed.org/version/1.1\"");
    serve_add_string(out, "title", title);
    add_address(out, "feed_url", r->serve->address, address(r));
    toll_buffer_add_string(out, ",\"items\":[");
    for (size_t i = 0; i < feed->count; i++) {
        const serve_entry *e = &feed->items[i];
        snprintf(id, sizeof id, TAG "%s", e->id);
        toll_buffer_add_string(out, i ? ",\n{" : "\n{");
        serve_add_string(out, "id", id);
        add_address(out, "url", r->serve->address, e->link);
        serve_add_string(out, "title", e->title);
        serve_add_string(out, "content_text", e->text);
        serve_add_string(out, "date_modified", moment(at, e->updated));
        toll_buffer_printf(out, ",\"tags\":[\"%s\"]}", e->kind);
    }
    toll_buffer_add_string(out, "]}\n");
}

toll_status serve_feed_end(serve_feed *feed, serve_request *r, const char *title, toll_status status)
{
    tidy(feed);
    if (status >= 0 && strstr(r->route->path, ".atom")) add_atom(r, feed, title);
    else if (status >= 0) add_json(r, feed, title);
    toll_base_free(feed->items);
    return status < 0 ? status : TOLL_OK;
}
