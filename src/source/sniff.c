/* In: the first bytes of something, and what its name or a header say it is. Out: what it is, by its content. A hint counts only where the
 * content leaves it open (a page without a tag at its beginning, JSON Lines whose first line is broken): names lie more often than bytes. Looks at a
 * few kilobytes, once. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "inside.h"

static const struct {
    const char *magic;
    size_t len;
    toll_kind kind;
} magics[] = {
    {"\x1f\x8b\x08", 3, TOLL_KIND_GZIP},
    {"\x28\xb5\x2f\xfd", 4, TOLL_KIND_ZSTD},
    {"\x5d\x2a\x4d\x18", 4, TOLL_KIND_ZSTD}, /* a WARC's dictionary comes first */
    {"BZh", 3, TOLL_KIND_PACKED},
    {"\3757zXZ\0", 6, TOLL_KIND_PACKED},
    {"\x04\x22\x4d\x18", 4, TOLL_KIND_PACKED}, /* lz4 */
    {"PK\x03\x04", 4, TOLL_KIND_ARCHIVE},
    {"PK\x05\x06", 4, TOLL_KIND_ARCHIVE}, /* an empty zip */
    {"7z\xbc\xaf\x27\x1c", 6, TOLL_KIND_ARCHIVE},
    {"%PDF-", 5, TOLL_KIND_BINARY},
    {"\x89PNG", 4, TOLL_KIND_BINARY},
    {"\xff\xd8\xff", 3, TOLL_KIND_BINARY},
    {"GIF8", 4, TOLL_KIND_BINARY},
    {"wOF", 3, TOLL_KIND_BINARY},
    {"\177ELF", 4, TOLL_KIND_BINARY},
    {"SQLite format 3", 15, TOLL_KIND_BINARY},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* `word` is in lower case; letter case of the bytes does not matter. */
static bool begins(toll_text bytes, const char *word)
{
    size_t i = 0;
    while (word[i] && i < bytes.len && lower(bytes.data[i]) == word[i]) i++;
    return !word[i];
}

static toll_text behind(toll_text bytes, size_t len)
{
    if (len > bytes.len) len = bytes.len;
    return (toll_text){bytes.data + len, bytes.len - len};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static toll_text skip_space(toll_text bytes)
{
    while (bytes.len && is_space(bytes.data[0])) bytes = behind(bytes, 1);
    return bytes;
}

static bool contains(toll_text bytes, const char *word)
{
    return bytes.data && memmem(bytes.data, bytes.len, word, strlen(word)) != NULL;
}

/* Past what may stand before the first element: comments, <?...?>, a doctype that is not HTML's. */
static toll_text first_element(toll_text bytes)
{
    for (;;) {
        bytes = skip_space(bytes);
        const char *end = NULL;
        if (begins(bytes, "<!--")) end = memmem(bytes.data, bytes.len, "-->", 3);
        else if (begins(bytes, "<?") || (begins(bytes, "<!doctype") && !begins(bytes, "<!doctype html")))
            end = memchr(bytes.data, '>', bytes.len);
        if (!end) return bytes;
        bytes = behind(bytes, (size_t)(end - bytes.data) + (begins(bytes, "<!--") ? 3 : 1));
    }
}

static bool is_tag(toll_text bytes, const char *name)
{
    size_t len = strlen(name);
    return begins(bytes, "<") && begins(behind(bytes, 1), name) && (bytes.len <= len + 1 || strchr(" \t\r\n\f/>", bytes.data[len + 1]));
}

/* Bytes that begin with '<'. */
static toll_kind kind_of_markup(toll_text bytes, toll_kind hint)
{
    static const char *const feeds[] = {"rss", "feed", "rdf:rdf", "channel"};
    static const char *const tags[] = {"html", "head", "body", "title", "meta", "script", "style", "link", "div", "p", "table", "h1", "h2",
        "h3", "a", "br", "b", "i", "span", "article", "section", "main", "header", "nav", "ul", "ol", "font", "center", "img", "iframe",
        "noscript", "base", "form"};
    toll_text element = first_element(bytes);
    if (begins(element, "<!doctype html")) return TOLL_KIND_HTML;
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (is_tag(element, feeds[i])) return TOLL_KIND_FEED;
    if (is_tag(element, "opml")) return TOLL_KIND_OPML;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (is_tag(element, tags[i])) return TOLL_KIND_HTML;
    if (hint == TOLL_KIND_HTML) return TOLL_KIND_HTML;
    return begins(bytes, "<?xml") ? TOLL_KIND_XML : TOLL_KIND_TEXT;
}

static toll_kind kind_of_json(toll_text bytes)
{
    toll_text inside = skip_space(behind(bytes, 1));
    if (!begins(inside, "\"") && !begins(inside, "}")) return TOLL_KIND_TEXT;
    if (contains(bytes, "jsonfeed.org/version/")) return TOLL_KIND_JSON_FEED;
    if (contains(bytes, "\"wacz_version\"") || contains(bytes, "json-pages-1.")) return TOLL_KIND_INDEX;
    return TOLL_KIND_JSONL;
}

static bool next_line(toll_text *line, toll_text *rest)
{
    const char *end = rest->len ? memchr(rest->data, '\n', rest->len) : NULL;
    if (!end) return false;
    *line = (toll_text){rest->data, (size_t)(end - rest->data)};
    *rest = behind(*rest, line->len + 1);
    if (line->len && line->data[line->len - 1] == '\r') line->len--;
    return true;
}

/* Lines of "Name: value" up to an empty one, three of which a letter would have; two with one that only machines write. */
static bool is_mail(toll_text bytes)
{
    static const char *const usual[] = {
        "from", "to", "subject", "date", "cc", "reply-to", "sender", "content-type", "content-transfer-encoding"};
    static const char *const sure[] = {
        "received", "return-path", "message-id", "mime-version", "delivered-to", "x-mailer", "dkim-signature"};
    toll_text line, name, value;
    unsigned known = 0;
    bool machine = false, first = true;
    while (next_line(&line, &bytes) && line.len) {
        bool folded = line.data[0] == ' ' || line.data[0] == '\t';
        if (folded && !first) continue;
        if (folded || !toll_header_line(&name, &value, line) || memchr(name.data, ' ', name.len)) return false;
        first = false;
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) known += toll_header_is(name, usual[i]);
        for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
            if (toll_header_is(name, sure[i])) machine = true, known++;
    }
    return known >= 3 || (known >= 2 && machine);
}

static bool is_mailbox(toll_text bytes)
{
    toll_text line;
    return begins(bytes, "from ") && bytes.data[0] == 'F' && next_line(&line, &bytes) && is_mail(bytes);
}

/* A line of a capture index: "org,example)/page 20230102030405 {...". */
static bool is_capture_index(toll_text bytes)
{
    if (begins(bytes, "!meta") || begins(bytes, " cdx ")) return true;
    size_t at = 0;
    while (at < bytes.len && bytes.data[at] != ' ' && bytes.data[at] != '\n') at++;
    if (at == bytes.len || bytes.data[at] != ' ' || !memchr(bytes.data, ')', at) || !memchr(bytes.data, ',', at)) return false;
    size_t digits = 0;
    while (at + 1 + digits < bytes.len && digits < 14 && bytes.data[at + 1 + digits] >= '0' && bytes.data[at + 1 + digits] <= '9') digits++;
    return digits == 14;
}

static bool is_tar(toll_text bytes)
{
    return bytes.len >= 262 && !memcmp(bytes.data + 257, "ustar", 5);
}

toll_kind toll_kind_of(toll_text bytes, toll_kind hint)
{
    if (!bytes.len) return hint;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (bytes.len >= magics[i].len && !memcmp(bytes.data, magics[i].magic, magics[i].len)) return magics[i].kind;
    if (is_tar(bytes)) return TOLL_KIND_ARCHIVE;
    if (begins(bytes, "warc/") && bytes.len > 5 && (bytes.data[5] == '0' || bytes.data[5] == '1')) return TOLL_KIND_WARC;
    if (bytes.len >= 12 && !memcmp(bytes.data, "RIFF", 4)) return TOLL_KIND_BINARY;
    if (hint == TOLL_KIND_CSV || hint == TOLL_KIND_MAIL || hint == TOLL_KIND_MAILBOX) return hint;
    toll_text plain = begins(bytes, "\xef\xbb\xbf") ? behind(bytes, 3) : bytes, text = skip_space(plain);
    toll_kind kind = TOLL_KIND_TEXT;
    if (text.len && text.data[0] == '<') kind = kind_of_markup(text, hint);
    else if (text.len && text.data[0] == '{') kind = kind_of_json(text);
    else if (is_capture_index(plain)) return TOLL_KIND_INDEX;
    else if (is_mailbox(plain)) return TOLL_KIND_MAILBOX;
    else if (is_mail(plain)) return TOLL_KIND_MAIL;
    else if (toll_csv_has_text_column(plain)) return TOLL_KIND_CSV;
    if (kind != TOLL_KIND_TEXT) return kind;
    return hint == TOLL_KIND_HTML || hint == TOLL_KIND_JSONL ? hint : kind;
}

/* What the ending of a name stands for; TEXT where it says nothing. */
toll_kind toll_kind_of_name(toll_text name)
{
    static const struct {
        const char *ending;
        toll_kind kind;
    } endings[] = {{".jsonl", TOLL_KIND_JSONL}, {".ndjson", TOLL_KIND_JSONL}, {".html", TOLL_KIND_HTML}, {".htm", TOLL_KIND_HTML},
        {".xhtml", TOLL_KIND_HTML}, {".csv", TOLL_KIND_CSV}, {".tsv", TOLL_KIND_CSV}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t len = strlen(endings[i].ending);
        if (name.len > len && begins(behind(name, name.len - len), endings[i].ending)) return endings[i].kind;
    }
    return TOLL_KIND_TEXT;
}

/* What a media type stands for: the name of a kind nobody reads text out of, or a hint. */
toll_kind toll_kind_of_media(toll_text media)
{
    static const char *const mute[] = {"image/", "video/", "audio/", "font/", "application/pdf", "application/javascript",
        "application/x-javascript", "text/javascript", "text/css", "application/font", "application/x-font",
        "application/vnd.ms-fontobject", "application/wasm", "application/octet-stream", "application/zip",
        "application/x-shockwave-flash"};
    for (size_t i = 0; i < sizeof mute / sizeof *mute; i++)
        if (begins(media, mute[i])) return TOLL_KIND_BINARY;
    if (begins(media, "text/html") || begins(media, "application/xhtml")) return TOLL_KIND_HTML;
    return TOLL_KIND_TEXT;
}
