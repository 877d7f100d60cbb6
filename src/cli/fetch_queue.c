/* What is to be fetched: addresses given, and those that feeds and lists name. In: an address, a feed, a file with a list (OPML, or an address a
 * line). Out: a queue in which each address stands once, and what feeds say of their pages as lines of a metadata table. What is no address is
 * said and costs only itself. */
#include <stdio.h>

#include "base/fault.h"
#include "fetch.h"
#include "source/feed.h"

enum { list_limit = 16 << 20 };

void toll_fetch_complain(toll_fetching *f, const toll_error *error)
{
    f->failed++;
    toll_cli_complain(NULL, error);
}

void toll_fetch_enqueue(toll_fetching *f, toll_text url, const char *from)
{
    toll_text origin;
    toll_error wrong;
    const char *fragment = url.len ? memchr(url.data, '#', url.len) : NULL;
    if (fragment) url.len = (size_t)(fragment - url.data);
    if (!toll_http_origin(&origin, url) || toll_utf8_check(url.data, url.len) < url.len) {
        toll_error_set(&wrong, TOLL_E_INPUT, from, "\"%.*s\" is no http or https address", (int)toll_text_head(url, 200).len,
            url.data ? url.data : "");
        toll_fetch_complain(f, &wrong);
        return;
    }
    toll_fetch_known *row = f->count < TOLL_FETCH_MOST ? toll_fetch_state_row(&f->state, url) : NULL;
    if (row && row->order) return;
    if (!row || !toll_grow(&f->queue, &f->cap, f->count, sizeof *f->queue)) {
        f->no_memory = true;
        return;
    }
    f->queue[f->count++] = row->url;
    row->order = f->count;
}

/* An entry's address may leave out the host. */
static void enqueue_entry(toll_fetching *f, toll_text url, const char *from)
{
    toll_text origin;
    if (url.len && url.data[0] == '/' && toll_http_origin(&origin, toll_text_of(from))) {
        char *whole = toll_arena_take(&f->memory, origin.len + url.len);
        if (!whole) return;
        memcpy(whole, origin.data, origin.len);
        memcpy(whole + origin.len, url.data, url.len);
        url = (toll_text){whole, origin.len + url.len};
    }
    toll_fetch_enqueue(f, url, from);
}

/* What a feed knows of the pages of its entries, for pages that do not say it themselves. */
static void note_entry(toll_fetching *f, const toll_feed *feed, const toll_feed_entry *e)
{
    char day[16];
    size_t len = toll_day_format(day, e->published);
    toll_buffer_add_string(&f->table, "{\"doc\":");
    toll_buffer_add_json(&f->table, e->url);
    toll_buffer_add_string(&f->table, ",\"published\":");
    toll_buffer_add_json(&f->table, (toll_text){len ? day : NULL, len});
    toll_buffer_add_string(&f->table, ",\"title\":");
    toll_buffer_add_json(&f->table, e->title);
    toll_buffer_add_string(&f->table, ",\"outlet\":");
    toll_buffer_add_json(&f->table, feed->title);
    toll_buffer_add_string(&f->table, "}\n");
}

void toll_fetch_feed(toll_fetching *f, toll_text bytes, toll_feed_kind kind, const char *from)
{
    toll_feed feed;
    toll_error wrong;
    toll_status status = kind == TOLL_FEED_JSON ? toll_feed_read_json(&feed, bytes, &wrong)
                                                : toll_feed_read(&feed, bytes, (toll_text){NULL, 0}, &wrong);
    if (status < 0) {
        snprintf(wrong.where, sizeof wrong.where, "%s", from);
        toll_fetch_complain(f, &wrong);
    }
    for (size_t i = 0; i < feed.count; i++) {
        const toll_feed_entry *e = &feed.entries[i];
        if (!e->url.len) continue;
        size_t before = f->count;
        enqueue_entry(f, e->url, from);
        if (kind != TOLL_FEED_OPML && f->count > before) note_entry(f, &feed, e);
    }
    toll_feed_free(&feed);
}

void toll_fetch_list(toll_fetching *f, const char *path)
{
    toll_buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    toll_error wrong;
    size_t got = 1;
    while (file && got && bytes.len <= list_limit && toll_buffer_reserve(&bytes, 65536)) {
        got = fread(bytes.data + bytes.len, 1, 65535, file);
        bytes.len += got;
        bytes.data[bytes.len] = '\0';
    }
    if (file) fclose(file);
    toll_text text = {bytes.data, bytes.len};
    toll_feed_kind kind = toll_feed_kind_of(text);
    if (!file || !bytes.len || bytes.len > list_limit) {
        toll_error_set(&wrong, TOLL_E_INPUT, path, "neither an address (http://, https://) nor a list of them that can be read");
        toll_fetch_complain(f, &wrong);
    } else if (kind != TOLL_FEED_NOT) {
        toll_fetch_feed(f, text, kind, path);
    } else {
        while (text.len) {
            const char *end = memchr(text.data, '\n', text.len);
            toll_text line = {text.data, end ? (size_t)(end - text.data) : text.len};
            text = (toll_text){line.data + line.len + (end != NULL), text.len - line.len - (end != NULL)};
            while (line.len && (unsigned char)line.data[line.len - 1] <= ' ') line.len--;
            if (line.len && line.data[0] != '#') toll_fetch_enqueue(f, line, path);
        }
    }
    toll_buffer_free(&bytes);
}
