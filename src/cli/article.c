/* tollbook show article: the article that was found in a page. As JSON Lines `text` is what the outlet wrote as the article's body, a
 * paragraph a line with a blank line between; `clean` is the text that claims are read from, with `zones` into it and a map to the page's
 * bytes. */
#include "cli.h"

static uint32_t zone_end(const toll_document *d, uint32_t i)
{
    uint32_t end = i + 1 < d->zone_count ? d->zones[i + 1].off : (uint32_t)d->text.len;
    while (end > d->zones[i].off && d->text.data[end - 1] == '\n') end--;
    return end;
}

/* All text of one zone. */
static toll_text zone_text(toll_buffer *memory, const toll_document *d, toll_zone zone)
{
    toll_buffer_clear(memory);
    for (uint32_t i = 0; i < d->zone_count; i++) {
        if (d->zones[i].zone != (uint8_t)zone) continue;
        if (memory->len) toll_buffer_add_string(memory, "\n\n");
        toll_buffer_add(memory, d->text.data + d->zones[i].off, zone_end(d, i) - d->zones[i].off);
    }
    return (toll_text){memory->len ? memory->data : NULL, memory->len};
}

static void add_field(toll_buffer *out, const char *name, toll_text value)
{
    toll_buffer_printf(out, ",\"%s\":", name);
    toll_buffer_add_json(out, value);
}

static void add_day(toll_buffer *out, const char *name, toll_day day)
{
    char iso[16];
    size_t len = toll_day_format(iso, day);
    add_field(out, name, (toll_text){len ? iso : NULL, len});
}

static const char *dated(const toll_document *d)
{
    static const char *const names[] = {NULL, "json-ld", "meta", "time", "url", "line"};
    return d->dated < sizeof names / sizeof *names ? names[d->dated] : NULL;
}

static void add_zones(toll_buffer *out, const toll_document *d)
{
    toll_buffer_add_string(out, ",\"zones\":[");
    for (uint32_t i = 0; i < d->zone_count; i++) {
        toll_span clean = {d->zones[i].off, zone_end(d, i) - d->zones[i].off}, raw = {0, 0};
        toll_map_find(&raw, d->map, clean);
        toll_buffer_printf(out, "%s{\"zone\":\"%s\",\"start\":%u,\"end\":%u,\"page_start\":%u,\"page_end\":%u}", i ? "," : "",
            toll_zone_name((toll_zone)d->zones[i].zone), clean.off, clean.off + clean.len, raw.off, raw.off + raw.len);
    }
    toll_buffer_add_char(out, ']');
}

static void add_json(toll_buffer *out, const toll_document *d)
{
    toll_buffer part = {0};
    toll_buffer_add_string(out, "{\"doc\":");
    toll_buffer_add_json(out, d->name);
    add_field(out, "title", d->title);
    add_field(out, "outlet", d->outlet);
    add_field(out, "author", d->author);
    add_day(out, "published", d->published);
    add_field(out, "published_from", toll_text_of(dated(d)));
    add_field(out, "language", d->language);
    add_field(out, "standfirst", zone_text(&part, d, TOLL_ZONE_STANDFIRST));
    add_field(out, "text", zone_text(&part, d, TOLL_ZONE_BODY));
    add_field(out, "captions", zone_text(&part, d, TOLL_ZONE_CAPTION));
    add_field(out, "clean", d->text);
    add_zones(out, d);
    toll_buffer_add_string(out, "}\n");
    toll_buffer_free(&part);
}

static void add_line(toll_buffer *out, const char *name, toll_text value)
{
    if (!value.len) return;
    toll_buffer_printf(out, "%-10s ", name);
    toll_buffer_add(out, value.data, value.len);
    toll_buffer_add_char(out, '\n');
}

static void add_text(toll_buffer *out, const toll_document *d)
{
    char iso[16];
    toll_buffer when = {0};
    add_line(out, "title", d->title);
    add_line(out, "outlet", d->outlet);
    add_line(out, "author", d->author);
    if (toll_day_format(iso, d->published)) toll_buffer_printf(&when, "%s (%s)", iso, d->dated ? dated(d) : "not by the page");
    add_line(out, "published", (toll_text){when.data, when.len});
    add_line(out, "language", d->language);
    toll_buffer_free(&when);
    for (uint32_t i = 0; i < d->zone_count; i++) {
        toll_buffer_printf(out, "\n[%s]\n", toll_zone_name((toll_zone)d->zones[i].zone));
        toll_buffer_add(out, d->text.data + d->zones[i].off, zone_end(d, i) - d->zones[i].off);
        toll_buffer_add_char(out, '\n');
    }
}

void toll_cli_show_article(toll_buffer *out, const toll_document *document, bool jsonl)
{
    static const toll_zone_mark whole = {0, TOLL_ZONE_BODY};
    toll_document shown = *document;
    if (!shown.zone_count) shown.zones = &whole, shown.zone_count = 1; /* a text that is no page is all body */
    if (jsonl) add_json(out, &shown);
    else add_text(out, &shown);
}
