/* Every range of the clean text maps to bytes of the page whose decoded text it is. */
#include "article_pages.h"

/* The text of a stretch of a page: without its markup, decoded, blanks folded. */
static toll_text plain(toll_arena *arena, toll_text raw)
{
    char *out = toll_arena_take(arena, raw.len + 1);
    size_t len = 0;
    char quote = '\0';
    bool tag = false;
    assert_non_null(out);
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.data[i];
        size_t name = i + 1 < raw.len && raw.data[i + 1] == '/' ? i + 2 : i + 1;
        if (c == '<' && !tag && name < raw.len && (raw.data[name] | 32) >= 'a') {
            tag = true;
            if (strchr("pdh", raw.data[name])) out[len++] = ' ';
        }
        if (!tag) out[len++] = c;
        else if (quote) quote = c == quote ? '\0' : quote;
        else if (c == '\'') quote = c;
        else if (c == '>') tag = false;
    }
    return entity_decode(arena, (toll_text){out, len});
}

static const char page_text[] =
    "<title>no</title><h1>Twelve  killed &amp;\n thirty hurt</h1><div><p>The  \xc2\xa0 toll&nbsp;rose to &#8220;12&#8221;, said <a href='x>y'>the "
    "police</a>, who had counted 9 bodies\xc2\xad in the \xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2 morgue; 5 < 6.</p>\r\n<p>" PROSE_1
    "</p><p>" PROSE_2 "</p></div>";

static void every_range(void **state)
{
    toll_article a = article_of(state, page_text);
    toll_arena arena;
    toll_arena_init(&arena, 0);
    for (uint32_t from = 0; from < a.text.len; from++) {
        if (((unsigned char)a.text.data[from] & 0xC0) == 0x80 || is_space(a.text.data[from])) continue;
        for (uint32_t to = from + 1; to <= a.text.len && to < from + 90; to++) {
            if (to < a.text.len && ((unsigned char)a.text.data[to] & 0xC0) == 0x80) continue;
            if (is_space(a.text.data[to - 1])) continue;
            toll_span raw;
            assert_true(toll_map_find(&raw, a.map, (toll_span){from, to - from}));
            toll_text want = entity_decode(&arena, (toll_text){a.text.data + from, to - from});
            toll_text got = plain(&arena, (toll_text){page_text + raw.off, raw.len});
            while (got.len && got.data[0] == ' ') got.data++, got.len--;
            /* soft hyphens are no part of the text */
            char bare[512];
            size_t len = 0;
            for (size_t i = 0; i < got.len; i++)
                if (i + 1 < got.len && !memcmp(got.data + i, "\xc2\xad", 2)) i++;
                else bare[len++] = got.data[i];
            if (want.len != len || memcmp(want.data, bare, len) != 0)
                fail_msg("[%u, %u) is \"%.*s\" and maps to \"%.*s\"", from, to, (int)want.len, want.data, (int)len, bare);
        }
        toll_arena_reset(&arena);
    }
    toll_arena_free(&arena);
}

static void plain_text_is_one_run(void **state)
{
    toll_article a = article_of(state, "<p>" PROSE_1 "</p><p>" PROSE_2 "</p>");
    assert_true(a.map.len < 16);
    toll_span raw;
    assert_true(toll_map_find(&raw, a.map, (toll_span){4, 8}));
    assert_int_equal(raw.off, 7);
    assert_int_equal(raw.len, 8);
}

static void damage_is_seen(void **state)
{
    toll_article a = article_of(state, page_text);
    toll_span raw, all = {0, (uint32_t)a.text.len};
    assert_true(toll_map_find(&raw, a.map, all));
    for (size_t len = 0; len < a.map.len; len++) assert_false(toll_map_find(&raw, (toll_text){a.map.data, len}, all));
    assert_false(toll_map_find(&raw, a.map, (toll_span){all.len, 1}));
    assert_false(toll_map_find(&raw, (toll_text){"\xff\xff\xff\xff\xff\xff\xff\xff", 8}, (toll_span){0, 1}));
    assert_false(toll_map_find(&raw, (toll_text){"\x03\x01", 2}, (toll_span){0, 1})); /* before the page's first byte */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_range), cmocka_unit_test(plain_text_is_one_run), cmocka_unit_test(damage_is_seen)};
    return ARTICLE_RUN(tests);
}
