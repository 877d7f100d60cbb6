/* In: blocks with their zones. Out: the clean text, a line a block and a blank line between them, its zones, and the map. Every byte that is
 * kept is decoded here and only here: references become characters, white space folds to one blank, soft hyphens and marks of no width go. */
#include "inside.h"

typedef struct writer {
    toll_article_reader *r;
    map_writer map;
    uint32_t raw_end;          /* where the page's bytes of the text so far ended */
    uint32_t space, space_len; /* white space that may have to be written, where it stands in the page; len 0 = none */
    const char *separator;     /* to be written before the next character; NULL = none */
    uint8_t zone;              /* of that character */
    bool no_memory;
} writer;

/* The length of a character at `at` that is white space or nothing at all, 0 where it is a letter. */
static size_t blank_at(bool *nothing, const char *data, size_t len)
{
    unsigned char c = (unsigned char)data[0];
    *nothing = false;
    if (c <= ' ' || c == 0x7F) return 1;
    if (c == 0xC2 && len > 1) {
        *nothing = (unsigned char)data[1] == 0xAD;
        return (unsigned char)data[1] == 0xA0 || *nothing ? 2 : 0;
    }
    if (c != 0xE2 && c != 0xEF) return 0;
    if (len > 2 && !memcmp(data, "\xef\xbb\xbf", 3)) return *nothing = true, 3;
    if (len < 3 || (unsigned char)data[1] != 0x80) return 0;
    unsigned char last = (unsigned char)data[2];
    *nothing = last >= 0x8B && last <= 0x8F;
    return *nothing || last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF ? 3 : 0;
}

static void mark_zone(writer *w)
{
    toll_article_reader *r = w->r;
    if (r->zone_count && r->zones[r->zone_count - 1].zone == w->zone) return;
    if (toll_grow(&r->zones, &r->zone_cap, r->zone_count, sizeof *r->zones))
        r->zones[r->zone_count++] = (toll_zone_mark){(uint32_t)r->text.len, w->zone};
    else w->no_memory = true;
}

/* A separator is made of the markup between what stands before and after it. */
static void part(writer *w, uint32_t next)
{
    uint32_t gap = next > w->raw_end ? next - w->raw_end : 0, len = (uint32_t)strlen(w->separator);
    if (w->r->text.len) {
        toll_buffer_add(&w->r->text, w->separator, len);
        map_add(&w->map, len, gap ? w->raw_end : next, gap, false);
    }
    w->separator = NULL;
    w->space_len = 0;
    mark_zone(w);
}

static void add(writer *w, const char *data, uint32_t len, uint32_t raw, uint32_t raw_len, bool same)
{
    toll_buffer *text = &w->r->text;
    if (w->separator) part(w, raw);
    if (w->space_len) {
        bool plain = w->space_len == 1 && w->r->page.data[w->space] == ' ';
        toll_buffer_add_char(text, ' ');
        map_add(&w->map, 1, w->space, w->space_len, plain);
    }
    w->space_len = 0;
    toll_buffer_add(text, data, len);
    map_add(&w->map, len, raw, raw_len, same);
    w->raw_end = raw + raw_len;
}

static void add_space(writer *w, uint32_t raw, uint32_t raw_len)
{
    if (!w->space_len) w->space = raw;
    w->space_len = raw + raw_len - w->space;
}

static void add_piece(writer *w, uint32_t off, uint32_t len)
{
    const char *page = w->r->page.data;
    toll_text whole = {page, off + len};
    for (uint32_t at = off, end = off + len; at < end;) {
        uint32_t run = at;
        while (run < end && page[run] > ' ' && page[run] != '&' && page[run] != 0x7F) run++;
        if (run > at) {
            add(w, page + at, run - at, at, run - at, true);
            at = run;
            continue;
        }
        bool nothing;
        size_t blank = blank_at(&nothing, page + at, end - at);
        if (blank) {
            if (!nothing) add_space(w, at, (uint32_t)blank);
            at += (uint32_t)blank;
            continue;
        }
        char made[8];
        size_t made_len = 0, used = page[at] == '&' ? entity_read(made, &made_len, whole, at) : 0;
        if (used) {
            blank = blank_at(&nothing, made, made_len);
            if (blank && !nothing) add_space(w, at, (uint32_t)used);
            else if (!blank) add(w, made, (uint32_t)made_len, at, (uint32_t)used, false);
        } else { /* a character of several bytes, or a bare '&' */
            used = 1;
            while (at + used < end && ((unsigned char)page[at + used] & 0xC0) == 0x80) used++;
            add(w, page + at, (uint32_t)used, at, (uint32_t)used, true);
        }
        at += (uint32_t)used;
    }
}

/* Short cells of one row stand on one line, as a reader sees them: "Tanks<tab>12". */
static bool same_row(const toll_article_reader *r, const block *a, const block *b)
{
    bool cells = (a->tag == TAG_TD || a->tag == TAG_TH) && (b->tag == TAG_TD || b->tag == TAG_TH);
    uint32_t row = r->nodes[a->node].parent;
    return cells && a->text_len < 100 && b->text_len < 100 && row == r->nodes[b->node].parent && row != NONE && r->nodes[row].tag == TAG_TR;
}

/* Does it leave anything? A block may be nothing but blanks that do not break. */
static bool write_block(writer *w, const block *b, const char *separator)
{
    toll_article_reader *r = w->r;
    size_t before = r->text.len;
    w->separator = separator;
    w->zone = b->zone;
    for (uint32_t i = 0; i < b->piece_count; i++) {
        piece p = r->pieces[b->piece + i];
        if (p.len) add_piece(w, p.off, p.len);
        else if (!w->separator) w->separator = "\n";
    }
    return r->text.len > before;
}

/* The title as the page states it, where no heading shows it. */
static void write_title(writer *w)
{
    toll_article_reader *r = w->r;
    if (r->headline_block != NONE || !r->title_span.len) return;
    w->separator = "\n\n";
    w->zone = TOLL_ZONE_HEADLINE;
    add_piece(w, r->title_span.off, r->title_span.len);
}

static toll_text headline_text(toll_article_reader *r)
{
    size_t end = r->zone_count > 1 ? r->zones[1].off : r->text.len;
    if (!r->zone_count || r->zones[0].zone != TOLL_ZONE_HEADLINE) return (toll_text){NULL, 0};
    while (end && is_space(r->text.data[end - 1])) end--;
    char *copy = toll_arena_string(&r->arena, r->text.data, end);
    if (!copy) r->no_memory = true;
    return (toll_text){end ? copy : NULL, copy ? end : 0};
}

toll_status write_article(toll_article *out, toll_article_reader *r)
{
    writer w = {.r = r};
    size_t body = 0;
    const block *last = NULL;
    map_start(&w.map, &r->map);
    write_title(&w);
    if (r->headline_block != NONE) write_block(&w, &r->blocks[r->headline_block], "\n\n");
    for (uint32_t i = 0; i < r->block_count; i++) {
        const block *b = &r->blocks[i];
        if (b->zone == TOLL_ZONE_BOILERPLATE || b->zone == TOLL_ZONE_HEADLINE) continue;
        bool beside = last && last->zone == b->zone && same_row(r, last, b);
        if (write_block(&w, b, beside ? "\t" : "\n\n") && b->zone == TOLL_ZONE_BODY) body++;
        last = b;
    }
    map_finish(&w.map);
    if (w.no_memory || r->no_memory || r->text.failed || r->map.failed) return TOLL_E_MEMORY;
    if (!body) return TOLL_E_INPUT;
    out->text = (toll_text){r->text.data, r->text.len};
    out->map = (toll_text){r->map.data, r->map.len};
    out->zones = r->zones;
    out->zone_count = (uint32_t)r->zone_count;
    out->title = headline_text(r);
    if (!out->title.data) out->title = r->headline.text.data ? r->headline.text : r->title.text;
    out->outlet = r->outlet.text;
    out->author = r->author.text;
    out->language = r->language.text;
    return r->no_memory ? TOLL_E_MEMORY : TOLL_OK;
}
