/* Any bytes as a page, and as a fragment: nothing crashes, the text is clean UTF-8 with zones in order, the map reaches all of it and stays
 * inside the page, a day to come is not believed, and reading again gives the same. The bytes are read as a map, and as a text whose
 * language is asked for, too. */
#include "article/inside.h"
#include "article_tables.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition) abort();
}

static void must_be_utf8(toll_text text)
{
    must(toll_utf8_check(text.data, text.len) == text.len);
}

/* Every character of the text's beginning stands in the page where the map says: as it is, as a reference, or as white space and markup. */
static void check_map(const toll_article *a, const toll_page *page)
{
    toll_arena arena;
    toll_arena_init(&arena, 0);
    for (uint32_t at = 0, len; at < a->text.len && at < 400; at += len) {
        size_t used;
        toll_span raw;
        toll_utf8_decode(a->text.data + at, a->text.len - at, &used);
        len = (uint32_t)used;
        must(toll_map_find(&raw, a->map, (toll_span){at, len}));
        const char *there = page->bytes.data + raw.off;
        if (raw.len == len && !memcmp(there, a->text.data + at, len)) continue;
        if (is_space(a->text.data[at])) continue;
        toll_text read = entity_decode(&arena, (toll_text){there, raw.len});
        must(*there == '&' && read.len == len && !memcmp(read.data, a->text.data + at, len));
    }
    toll_arena_free(&arena);
}

static void check(const toll_article *a, const toll_page *page)
{
    must(a->text.len && a->zone_count && !a->zones[0].off);
    must_be_utf8(a->text);
    must_be_utf8(a->title);
    must_be_utf8(a->outlet);
    must_be_utf8(a->author);
    must_be_utf8(a->language);
    must(a->published == TOLL_DAY_UNKNOWN || a->published <= page->latest);
    must(a->refused == TOLL_DAY_UNKNOWN || a->refused > page->latest);
    check_map(a, page);
    for (uint32_t i = 0; i < a->zone_count; i++) {
        uint32_t end = i + 1 < a->zone_count ? a->zones[i + 1].off : (uint32_t)a->text.len;
        toll_span raw;
        must(a->zones[i].off < end && (!i || a->zones[i].zone != a->zones[i - 1].zone));
        must(toll_map_find(&raw, a->map, (toll_span){a->zones[i].off, end - a->zones[i].off}));
        must(raw.off + (size_t)raw.len <= page->bytes.len);
    }
}

static void read_page(article_fixture *f, const toll_page *page)
{
    toll_article first, again;
    toll_error error = {0};
    toll_status status = toll_article_read(&first, f->reader, page, &error);
    if (status != TOLL_OK) {
        must(error.code == status && *error.message && !first.text.data);
        return;
    }
    check(&first, page);
    uint64_t before = toll_hash(first.text.data, first.text.len, toll_hash(first.map.data, first.map.len, 0));
    must(toll_article_read(&again, f->reader, page, &error) == TOLL_OK);
    must(toll_hash(again.text.data, again.text.len, toll_hash(again.map.data, again.map.len, 0)) == before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static article_fixture *f;
    if (!f) must((f = article_open()) != NULL);
    toll_page page = {.bytes = {(const char *)data, size}, .url = {(const char *)data, size < 60 ? size : 60}, .latest = 20000};
    read_page(f, &page);
    page.fragment = true;
    read_page(f, &page);
    toll_span raw;
    toll_map_find(&raw, page.bytes, (toll_span){0, (uint32_t)size});
    toll_article_is_page(page.bytes);
    toll_language_count count;
    toll_language_is_known(&count, f->languages, page.bytes, page.url);
    must(count.known + count.strange <= count.words && count.words <= size);
    return 0;
}
