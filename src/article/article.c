/* The room's door: opens and closes the reader, goes through the page, and hands out what was found. */
#include "base/fault.h"
#include "inside.h"

toll_status toll_article_reader_open(toll_article_reader **out, const toll_article_words *words, toll_error *error)
{
    toll_article_reader *reader = toll_base_zero(1, sizeof *reader);
    *out = reader;
    if (!reader) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    reader->words = words;
    toll_arena_init(&reader->arena, 0);
    return TOLL_OK;
}

void toll_article_reader_close(toll_article_reader *reader)
{
    if (!reader) return;
    toll_arena_free(&reader->arena);
    toll_buffer_free(&reader->text);
    toll_buffer_free(&reader->map);
    toll_base_free(reader->nodes);
    toll_base_free(reader->blocks);
    toll_base_free(reader->pieces);
    toll_base_free(reader->zones);
    toll_base_free(reader);
}

static void start(toll_article_reader *r, const toll_page *page)
{
    toll_arena_reset(&r->arena);
    r->page = page->bytes;
    r->whole = page->fragment;
    r->node_count = r->block_count = r->piece_count = r->zone_count = 0;
    r->depth = r->links = r->skips = r->current = 0;
    r->overflow = 0;
    r->in_block = r->too_many = r->no_memory = false;
    r->title = r->headline = r->outlet = r->author = r->language = (fact){{NULL, 0}, 0};
    for (size_t i = 0; i <= TOLL_DATED_LINE; i++) r->days[i] = TOLL_DAY_UNKNOWN;
    r->title_span = (toll_span){0, 0};
    toll_buffer_clear(&r->text);
    toll_buffer_clear(&r->map);
}

static void choose_day(toll_article *out, toll_article_reader *r, const toll_page *page)
{
    r->days[TOLL_DATED_URL] = article_day_in_url(r->words, page->url);
    out->published = out->refused = TOLL_DAY_UNKNOWN;
    for (int how = TOLL_DATED_JSON_LD; how <= TOLL_DATED_LINE; how++) {
        toll_day day = r->days[how];
        if (day == TOLL_DAY_UNKNOWN) continue;
        if (page->latest == TOLL_DAY_UNKNOWN || day <= page->latest) {
            out->published = day;
            out->dated = (toll_dated)how;
            return;
        }
        if (out->refused == TOLL_DAY_UNKNOWN) out->refused = day;
    }
}

toll_status toll_article_read(toll_article *out, toll_article_reader *r, const toll_page *page, toll_error *error)
{
    *out = (toll_article){.published = TOLL_DAY_UNKNOWN, .refused = TOLL_DAY_UNKNOWN};
    if (page->bytes.len > TOLL_PAGE_LIMIT)
        return toll_error_set(
            error, TOLL_E_LIMIT, NULL, "the page is longer than %zu MiB and is left out; save the article alone", TOLL_PAGE_LIMIT >> 20);
    size_t bad = toll_utf8_check(page->bytes.data, page->bytes.len);
    if (bad < page->bytes.len) {
        toll_error_set(error, TOLL_E_INPUT, NULL, "invalid UTF-8 in the page; convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8");
        if (error) error->byte = bad;
        return TOLL_E_INPUT;
    }
    start(r, page);
    article_scan(r);
    if (r->too_many)
        return toll_error_set(
            error, TOLL_E_LIMIT, NULL, "the page has more than %d elements and is left out; save the article alone", NODE_LIMIT);
    if (r->no_memory) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for this page");
    judge_page(r);
    toll_status status = write_article(out, r);
    if (status != TOLL_OK) *out = (toll_article){.published = TOLL_DAY_UNKNOWN, .refused = TOLL_DAY_UNKNOWN};
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, NULL, "not enough memory for this page");
    if (status < 0)
        return toll_error_set(
            error, status, NULL, "no article's text in this page; give the text itself, or a page that holds it without scripts");
    choose_day(out, r, page);
    return TOLL_OK;
}

static bool same_word(const char *data, const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((data[i] >= 'A' && data[i] <= 'Z' ? data[i] | 32 : data[i]) != word[i]) return false;
    return true;
}

bool toll_article_is_page(toll_text bytes)
{
    static const char *const openings[] = {"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<link", "<!--",
        "<div", "<article", "<h1", "<p>", "<p "};
    size_t at = bytes.len >= 3 && !memcmp(bytes.data, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (at < bytes.len && is_space(bytes.data[at])) at++;
    if (bytes.len - at > 5 && same_word(bytes.data + at, "<?xml", 5)) { /* XHTML says so behind it; a feed does not */
        const char *end = memchr(bytes.data + at, '>', bytes.len - at);
        at = end ? (size_t)(end - bytes.data) + 1 : bytes.len;
        while (at < bytes.len && is_space(bytes.data[at])) at++;
    }
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t len = strlen(openings[i]);
        if (bytes.len - at >= len && same_word(bytes.data + at, openings[i], len)) return true;
    }
    return false;
}
