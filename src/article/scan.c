/* In: a page's bytes. Out: calls of tree.c and facts.c for start tags, end tags and stretches of text, each with its place in the page.
 * Tolerant as browsers are: nothing is an error. A tag that never ends takes the rest of the page, so no byte is looked at twice.
 *
 * No library does this here because of what was measured: libxml2 reads these pages at 66 MB/s before anything is made of them, libgumbo at
 * 15, and only the latter knows where in the page a text stood, which the map needs. This scanner jumps from tag to tag by memchr. */
#include "inside.h"

typedef struct scanner {
    toll_article_reader *reader;
    const char *data;
    size_t len, at;
    bool no_comment_end; /* looked for to the end once, and there is none */
} scanner;

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_name(char c)
{
    return is_space(c) || c == '/' || c == '>';
}

static bool same_word(const char *data, size_t len, const char *word, size_t word_len)
{
    if (len != word_len) return false;
    for (size_t i = 0; i < len; i++)
        if ((data[i] | 32) != (word[i] | 32)) return false;
    return true;
}

static size_t find(const scanner *s, size_t from, char c)
{
    const char *found = from < s->len ? memchr(s->data + from, c, s->len - from) : NULL;
    return found ? (size_t)(found - s->data) : s->len;
}

#define ATTRIBUTE(word, field)                                                                                                             \
    {                                                                                                                                      \
        word, sizeof word - 1, offsetof(attributes, field)                                                                                 \
    }
static const struct {
    const char *name;
    size_t len, offset;
} known[] = {ATTRIBUTE("class", class_), ATTRIBUTE("id", id), ATTRIBUTE("itemprop", itemprop), ATTRIBUTE("role", role),
    ATTRIBUTE("style", style), ATTRIBUTE("datetime", datetime), ATTRIBUTE("content", content), ATTRIBUTE("name", name),
    ATTRIBUTE("property", property), ATTRIBUTE("type", type), ATTRIBUTE("lang", lang), ATTRIBUTE("rel", rel)};

/* The first of two equal attributes counts, as in browsers. */
static void keep(attributes *given, const char *name, size_t len, toll_text value)
{
    if (len < 2 || len > 8) return;
    if (same_word(name, len, "hidden", 6)) given->hidden = true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!same_word(name, len, known[i].name, known[i].len)) continue;
        toll_text *field = (toll_text *)(void *)((char *)given + known[i].offset);
        if (!field->data) *field = value;
        return;
    }
}

/* Reads attributes from s->at to after the tag's '>'. */
static void read_attributes(scanner *s, attributes *given)
{
    while (s->at < s->len) {
        while (s->at < s->len && (is_space(s->data[s->at]) || s->data[s->at] == '/')) s->at++;
        if (s->at >= s->len) return;
        if (s->data[s->at] == '>') {
            s->at++;
            return;
        }
        size_t name = s->at;
        do s->at++;
        while (s->at < s->len && !ends_name(s->data[s->at]) && s->data[s->at] != '=');
        size_t name_len = s->at - name;
        while (s->at < s->len && is_space(s->data[s->at])) s->at++;
        toll_text value = {"", 0};
        if (s->at < s->len && s->data[s->at] == '=') {
            s->at++;
            while (s->at < s->len && is_space(s->data[s->at])) s->at++;
            char quote = s->at < s->len ? s->data[s->at] : '\0';
            size_t end;
            if (quote == '"' || quote == '\'') {
                end = find(s, ++s->at, quote);
                value = (toll_text){s->data + s->at, end - s->at};
                s->at = end < s->len ? end + 1 : end;
            } else {
                end = s->at;
                while (end < s->len && !is_space(s->data[end]) && s->data[end] != '>') end++;
                value = (toll_text){s->data + s->at, end - s->at};
                s->at = end;
            }
        }
        keep(given, s->data + name, name_len, value);
    }
}

/* The end of an element without markup: where its end tag begins. */
static size_t raw_end(const scanner *s, const char *name, size_t name_len)
{
    for (size_t at = find(s, s->at, '<'); at < s->len; at = find(s, at + 1, '<')) {
        if (at + 2 + name_len > s->len) return s->len;
        if (s->data[at + 1] == '/' && same_word(s->data + at + 2, name_len, name, name_len) &&
            (at + 2 + name_len == s->len || ends_name(s->data[at + 2 + name_len])))
            return at;
    }
    return s->len;
}

static void start_tag(scanner *s)
{
    size_t name = s->at;
    while (s->at < s->len && !ends_name(s->data[s->at])) s->at++;
    size_t name_len = s->at - name;
    uint32_t hash;
    tag_row row = article_tag(s->reader->words, s->data + name, name_len, &hash);
    attributes given = {0};
    read_attributes(s, &given);
    tree_start(s->reader, row, hash, &given);
    if (!(row.flags & TAG_RAW)) return;
    size_t end = raw_end(s, s->data + name, name_len);
    toll_text inside = {s->data + s->at, end - s->at};
    if (row.tag == TAG_TITLE) facts_title(s->reader, inside);
    else if (row.tag == TAG_SCRIPT && given.type.len >= 19 && same_word(given.type.data, 19, "application/ld+json", 19))
        facts_json(s->reader, inside);
    s->at = end;
}

static void end_tag(scanner *s)
{
    size_t name = s->at;
    while (s->at < s->len && !ends_name(s->data[s->at])) s->at++;
    uint32_t hash;
    tag_row row = article_tag(s->reader->words, s->data + name, s->at - name, &hash);
    size_t end = find(s, s->at, '>');
    s->at = end < s->len ? end + 1 : end;
    tree_end(s->reader, row, hash);
}

/* `<!-- -->`, `<!doctype ...>`, `<![CDATA[ ... ]]>`, `<? ... >`: nothing to read. */
static void skip_declaration(scanner *s)
{
    if (s->len - s->at >= 4 && !memcmp(s->data + s->at, "<!--", 4) && !s->no_comment_end) {
        for (size_t at = s->at + 2;;) {
            at = find(s, at, '>');
            if (at >= s->len) break;
            if (at >= s->at + 4 && s->data[at - 1] == '-' && s->data[at - 2] == '-') {
                s->at = at + 1;
                return;
            }
            at++;
        }
        s->no_comment_end = true;
    }
    size_t end = find(s, s->at, '>');
    s->at = end < s->len ? end + 1 : end;
}

void article_scan(toll_article_reader *reader)
{
    scanner s = {.reader = reader, .data = reader->page.data, .len = reader->page.len};
    tree_begin(reader);
    size_t text = 0; /* where the stretch of text under way begins */
    while (!reader->too_many && !reader->no_memory) {
        size_t at = find(&s, s.at, '<');
        bool tag = false, end = false;
        if (at + 1 < s.len) {
            char next = s.data[at + 1];
            end = next == '/' && at + 2 < s.len && is_letter(s.data[at + 2]);
            tag = end || is_letter(next) || next == '!' || next == '?' || next == '/';
        }
        if (at < s.len && !tag) { /* "a < b" */
            s.at = at + 1;
            continue;
        }
        if (at > text) tree_text(reader, (uint32_t)text, (uint32_t)(at - text));
        if (at >= s.len) break;
        s.at = at + 1;
        if (end) s.at++, end_tag(&s);
        else if (is_letter(s.data[s.at])) start_tag(&s);
        else s.at = at, skip_declaration(&s);
        text = s.at;
    }
    tree_finish(reader);
}
