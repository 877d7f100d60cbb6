/* What mail writes in ASCII (RFC 5322, 2045, 2047). In: bytes of a mail. Out: header lines unfolded, bodies decoded, header words as UTF-8. Nothing
 * here is an error: what is no code stands for itself, and what breaks off gives what there was. Words of a header are looked for in its first
 * 4 KiB only, so that a header made of beginnings of encoded words costs no more. */
#include "base/fault.h"
#include "inside.h"

enum { head_limit = 4096 };

bool toll_mime_line(toll_text *out, toll_buffer *line, toll_text bytes, size_t *at)
{
    toll_buffer_clear(line);
    while (*at < bytes.len) {
        const char *end = memchr(bytes.data + *at, '\n', bytes.len - *at);
        size_t len = end ? (size_t)(end - bytes.data) - *at : bytes.len - *at, next = *at + len + (end != NULL);
        if (len && bytes.data[*at + len - 1] == '\r') len--;
        bool folded = len && (bytes.data[*at] == ' ' || bytes.data[*at] == '\t');
        if (line->len && !folded) break;
        if (!len) {
            *at = next;
            return false;
        }
        toll_buffer_add(line, bytes.data + *at, len);
        *at = next;
    }
    *out = (toll_text){line->data, line->len};
    return line->len > 0;
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

void toll_mime_base64(toll_buffer *out, toll_text text)
{
    unsigned bits = 0, have = 0;
    for (size_t i = 0; i < text.len && text.data[i] != '='; i++) {
        int value = base64_value(text.data[i]);
        if (value < 0) continue;
        bits = (bits << 6 | (unsigned)value) & 0xffffff;
        have += 6;
        if (have < 8) continue;
        have -= 8;
        toll_buffer_add_char(out, (char)(bits >> have & 0xff));
    }
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void toll_mime_quoted(toll_buffer *out, toll_text text, bool word)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == '=' && i + 2 < text.len && hex_value(text.data[i + 1]) >= 0 && hex_value(text.data[i + 2]) >= 0) {
            toll_buffer_add_char(out, (char)(hex_value(text.data[i + 1]) << 4 | hex_value(text.data[i + 2])));
            i += 2;
        } else if (c == '=' && !word) { /* a line that goes on */
            while (i + 1 < text.len && (text.data[i + 1] == ' ' || text.data[i + 1] == '\t' || text.data[i + 1] == '\r')) i++;
            if (i + 1 < text.len && text.data[i + 1] == '\n') i++;
        } else {
            toll_buffer_add_char(out, word && c == '_' ? ' ' : c);
        }
    }
}

/* One =?charset?Q?words?= at the beginning of `text`; how long it is, 0 where there is none. */
static size_t add_encoded_word(toll_buffer *out, toll_text text)
{
    if (text.len < 8 || memcmp(text.data, "=?", 2) != 0) return 0;
    const char *end = text.data + text.len, *how = memchr(text.data + 2, '?', text.len - 2);
    if (!how || end - how < 4 || how[2] != '?') return 0;
    const char *words = how + 3, *close = words;
    while (close + 1 < end && !(close[0] == '?' && close[1] == '=')) close++;
    if (close + 1 >= end) return 0;
    toll_buffer raw = {0}, clean = {0};
    toll_text inside = {words, (size_t)(close - words)};
    if ((how[1] | 0x20) == 'b') toll_mime_base64(&raw, inside);
    else toll_mime_quoted(&raw, inside, true);
    toll_status status = toll_charset_text(
        &clean, (toll_text){raw.data, raw.len}, (toll_text){text.data + 2, (size_t)(how - text.data) - 2}, 65536, NULL);
    const toll_buffer *from = status == TOLL_OK ? &clean : &raw;
    out->failed |= raw.failed || status == TOLL_E_MEMORY;
    if (toll_utf8_check(from->data, from->len) == from->len) toll_buffer_add(out, from->data, from->len);
    toll_buffer_free(&raw);
    toll_buffer_free(&clean);
    return (size_t)(close + 2 - text.data);
}

void toll_mime_words(toll_buffer *out, toll_text text)
{
    bool encoded = false;
    if (text.len > head_limit) text.len = head_limit;
    for (size_t i = 0; i < text.len;) {
        size_t blanks = 0;
        while (i + blanks < text.len && (text.data[i + blanks] == ' ' || text.data[i + blanks] == '\t')) blanks++;
        toll_buffer word = {0};
        size_t len = add_encoded_word(&word, (toll_text){text.data + i + blanks, text.len - i - blanks});
        if (blanks && out->len && !(len && encoded)) toll_buffer_add_char(out, ' ');
        toll_buffer_add(out, word.data, word.len);
        out->failed |= word.failed;
        toll_buffer_free(&word);
        encoded = len > 0;
        i += blanks + len;
        if (!len && i < text.len) toll_buffer_add_char(out, text.data[i++]);
    }
}
