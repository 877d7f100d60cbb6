/* In: the bytes of a text, and the charset that something declares for it. Out: the same as UTF-8. The order: a byte order mark; bytes that are
 * clean UTF-8; what is declared; what libuchardet makes of them. Bytes that are UTF-8 but for a few are damaged UTF-8, never another charset,
 * and where there are too few of them nobody can tell: both are errors with the byte. Strict: what the charset has no character for is an error,
 * except in pages, where it becomes U+FFFD as in browsers. Costs one look over ASCII; else iconv's 100 MB/s. */
#include <iconv.h>
#include <stdio.h>
#include <uchardet.h>

#include "inside.h"

enum { name_size = 48, few = 6, detect_bytes = 64 * 1024 };

typedef struct charset {
    char name[name_size];
} charset;

/* A name that iconv may be asked for: letters, digits, - _ . : only, so that nothing is appended to it. ISO-8859-1 and ASCII are what the web calls
 * them: names for WINDOWS-1252. */
static bool name_of(charset *out, toll_text declared)
{
    if (!declared.len || declared.len >= name_size) return false;
    for (size_t i = 0; i < declared.len; i++) {
        char c = declared.data[i];
        bool fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' ||
                    c == ':';
        if (!fine) return false;
        out->name[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    out->name[declared.len] = '\0';
    static const char *const western[] = {"ISO-8859-1", "ISO8859-1", "ISO_8859-1", "LATIN1", "LATIN-1", "US-ASCII", "ASCII"};
    for (size_t i = 0; i < sizeof western / sizeof *western; i++)
        if (!strcmp(out->name, western[i])) snprintf(out->name, name_size, "WINDOWS-1252");
    if (!strcmp(out->name, "UTF8")) snprintf(out->name, name_size, "UTF-8");
    if (!strcmp(out->name, "GB2312") || !strcmp(out->name, "GBK")) snprintf(out->name, name_size, "GB18030");
    return true;
}

static bool has_mark(charset *out, toll_text bytes)
{
    static const struct {
        const char *mark;
        size_t len;
        const char *name;
    } marks[] = {
        {"\xff\xfe\0\0", 4, "UTF-32LE"}, {"\0\0\xfe\xff", 4, "UTF-32BE"}, {"\xff\xfe", 2, "UTF-16LE"}, {"\xfe\xff", 2, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (bytes.len < marks[i].len || memcmp(bytes.data, marks[i].mark, marks[i].len) != 0) continue;
        snprintf(out->name, name_size, "%s", marks[i].name);
        return true;
    }
    return false;
}

/* How many characters beyond ASCII are well-formed UTF-8, and how many bytes are not. */
static void count_foreign(size_t *well, size_t *ill, toll_text bytes)
{
    *well = *ill = 0;
    for (size_t at = 0; at < bytes.len;) {
        size_t len = 1;
        if ((unsigned char)bytes.data[at] >= 0x80) {
            uint32_t point = toll_utf8_decode(bytes.data + at, bytes.len - at, &len);
            if (point == 0xfffd && len == 1) ++*ill;
            else ++*well;
        }
        at += len;
    }
}

/* uchardet is loaded where a guess is wanted; without it none is made. */
#define GUESS_FUNCTIONS(X) X(new) X(delete) X(handle_data) X(data_end) X(get_charset)
typedef struct guess_library {
#define POINTER(name) __typeof__(uchardet_##name) *name;
    GUESS_FUNCTIONS(POINTER)
#undef POINTER
} guess_library;

static bool detect(charset *out, toll_text bytes)
{
    static const char *const names[] = {
#define NAME(name) "uchardet_" #name,
        GUESS_FUNCTIONS(NAME)
#undef NAME
    };
    guess_library guess;
    void *library = toll_library_load(&guess, TOLL_LIBRARY_CHARDET, names, sizeof names / sizeof *names);
    if (!library) return false;
    uchardet_t detector = guess.new();
    bool done = detector && !guess.handle_data(detector, bytes.data, bytes.len < detect_bytes ? bytes.len : detect_bytes);
    if (detector) guess.data_end(detector);
    bool found = done && name_of(out, toll_text_of(guess.get_charset(detector)));
    if (detector) guess.delete(detector);
    toll_library_close(library);
    return found;
}

/* iconv of all of it. `lenient`: what is no character becomes U+FFFD. TOLL_END where iconv does not know the name. */
static toll_status convert(toll_buffer *out, const charset *from, toll_text bytes, bool lenient, size_t limit, toll_error *error)
{
    iconv_t state = iconv_open("UTF-8", from->name);
    if (state == (iconv_t)-1) return TOLL_END;
    toll_status status = TOLL_OK;
    char *next;
    memcpy(&next, &bytes.data, sizeof next); /* iconv does not write there */
    size_t left = bytes.len;
    toll_buffer_clear(out);
    while (left && status == TOLL_OK) {
        if (out->len > limit) status = TOLL_E_LIMIT;
        else if (!toll_buffer_reserve(out, left + left / 2 + 16))
            status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for this text");
        if (status < 0) break;
        size_t room = out->cap - out->len - 1, before = room;
        char *to = out->data + out->len;
        size_t result = iconv(state, &next, &left, &to, &room);
        out->len += before - room;
        out->data[out->len] = '\0';
        if (result != (size_t)-1 || room < 16) continue; /* done, or no room */
        if (!lenient) {
            toll_error_set(error, TOLL_E_INPUT, NULL,
                "no character of %s, in which it is said to be written; give the charset with --charset", from->name);
            if (error) error->byte = bytes.len - left;
            status = TOLL_E_INPUT;
        }
        toll_buffer_add(out, "\xef\xbf\xbd", 3);
        next++, left--;
        iconv(state, NULL, NULL, NULL, NULL);
    }
    iconv_close(state);
    for (char *nul = lenient && out->len ? memchr(out->data, 0, out->len) : NULL; nul;
         nul = memchr(nul, 0, out->len - (size_t)(nul - out->data)))
        *nul = ' ';
    /* The mark at the beginning is no part of a text. */
    if (status == TOLL_OK && out->len >= 3 && !memcmp(out->data, "\xef\xbb\xbf", 3)) {
        memmove(out->data, out->data + 3, out->len - 3 + 1);
        out->len -= 3;
    }
    return status;
}

/* The charset that a page declares in its first kilobytes: <meta charset=...>, <meta ... content="text/html; charset=...">, <?xml encoding=...?>. */
static toll_text declared_inside(toll_text page)
{
    size_t len = page.len < 4096 ? page.len : 4096;
    static const char *const words[] = {"charset", "encoding"};
    for (size_t at = 0; at + 8 < len; at++) {
        for (size_t w = 0; w < 2; w++) {
            size_t i = 0;
            while (words[w][i] && at + i < len && (page.data[at + i] | 0x20) == words[w][i]) i++;
            if (words[w][i]) continue;
            size_t from = at + i;
            while (from < len && (page.data[from] == ' ' || page.data[from] == '=' || page.data[from] == '"' || page.data[from] == '\''))
                from++;
            size_t end = from;
            while (end < len && !strchr("\"' />;?\r\n\t", page.data[end])) end++;
            if (from > at + i && end > from) return (toll_text){page.data + from, end - from};
        }
    }
    return (toll_text){NULL, 0};
}

static bool is_wide(const charset *c)
{
    return !strncmp(c->name, "UTF-16", 6) || !strncmp(c->name, "UTF-32", 6) || !strncmp(c->name, "UCS", 3);
}

toll_status toll_charset_text(toll_buffer *out, toll_text bytes, toll_text declared, size_t limit, toll_error *error)
{
    charset from;
    if (has_mark(&from, bytes)) return convert(out, &from, bytes, false, limit, error);
    size_t bad = toll_utf8_check(bytes.data, bytes.len);
    if (bad == bytes.len) return TOLL_END;
    if (declared.len) {
        bool known = name_of(&from, declared);
        if (known && !strcmp(from.name, "UTF-8")) return TOLL_END;
        toll_status status = known && (bytes.data[bad] || is_wide(&from)) ? convert(out, &from, bytes, false, limit, error) : TOLL_END;
        if (status != TOLL_END) return status;
    }
    size_t well, ill;
    if (!bytes.data[bad]) return TOLL_END;
    count_foreign(&well, &ill, bytes);
    if (ill < few || well > ill || memchr(bytes.data, 0, bytes.len) || !detect(&from, bytes) || !strcmp(from.name, "UTF-8"))
        return TOLL_END;
    return convert(out, &from, bytes, false, limit, NULL) == TOLL_OK ? TOLL_OK : TOLL_END;
}

toll_status toll_source_page(toll_buffer *out, toll_text bytes, toll_text declared, size_t limit, toll_error *error)
{
    charset from;
    bool known = has_mark(&from, bytes);
    if (!known && toll_utf8_check(bytes.data, bytes.len) == bytes.len) return TOLL_END;
    toll_text inside = declared_inside(bytes);
    charset own;
    size_t well = 0, ill = 0;
    if (!known) count_foreign(&well, &ill, bytes);
    if (!known && well > ill) { /* damaged, whatever is declared */
        snprintf(from.name, name_size, "UTF-8");
        known = true;
    }
    if (!known) known = name_of(&from, declared);
    if (!known && inside.len && name_of(&own, inside) && !is_wide(&own)) from = own, known = true;
    if (!known) known = ill >= few && detect(&from, bytes);
    if (!known) snprintf(from.name, name_size, "WINDOWS-1252");
    toll_status status = convert(out, &from, bytes, true, limit, error);
    if (status != TOLL_END) return status;
    snprintf(from.name, name_size, "WINDOWS-1252");
    status = convert(out, &from, bytes, true, limit, error);
    return status == TOLL_END ? toll_error_set(error, TOLL_E_SYSTEM, NULL, "the system's iconv knows no charsets") : status;
}
