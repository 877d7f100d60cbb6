/* UTF-8 as RFC 3629 has it: no surrogates, nothing above U+10FFFF, shortest forms only. In: bytes that may be anything. Out: code points,
 * counts, the place of the first bad byte. Checking and counting go through ASCII eight bytes at a time (64 in a stride), because
 * news in English is ASCII to the last per cent and every document passes here first. Also: comparing texts. */
#include "base/base.h"

#define EACH_BYTE(value) (0x0101010101010101u * (uint64_t)(value))

static uint64_t load(const char *data)
{
    uint64_t word;
    memcpy(&word, data, sizeof word);
    return word;
}

/* Length of the well-formed sequence at data, 0 where there is none (Unicode standard, table 3-7). */
static size_t sequence(const unsigned char *data, size_t size)
{
    unsigned char lead = data[0];
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    size_t len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size < len) return 0;
    unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (data[1] < least || data[1] > most) return 0;
    for (size_t i = 2; i < len; i++) {
        if ((data[i] & 0xC0) != 0x80) return 0;
    }
    return len;
}

size_t toll_utf8_whole(const char *data, size_t size)
{
    for (size_t back = 1; back <= 3 && back <= size; back++) {
        unsigned char byte = (unsigned char)data[size - back];
        if ((byte & 0xC0) == 0x80) continue;
        size_t len = byte < 0xC2 || byte > 0xF4 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        return len > back ? size - back : size;
    }
    return size;
}

uint32_t toll_utf8_decode(const char *data, size_t size, size_t *len)
{
    const unsigned char *d = (const unsigned char *)data;
    *len = size ? 1 : 0;
    size_t used = size ? sequence(d, size) : 0;
    if (!used) return 0xFFFD;
    *len = used;
    switch (used) {
    case 1: return d[0];
    case 2: return (d[0] & 0x1Fu) << 6 | (d[1] & 0x3Fu);
    case 3: return (d[0] & 0x0Fu) << 12 | (d[1] & 0x3Fu) << 6 | (d[2] & 0x3Fu);
    default: return (d[0] & 0x07u) << 18 | (d[1] & 0x3Fu) << 12 | (d[2] & 0x3Fu) << 6 | (d[3] & 0x3Fu);
    }
}

size_t toll_utf8_encode(char out[4], uint32_t point)
{
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = 0xFFFD;
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, point >>= 6) out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)((0xF00u >> len & 0xF0) | point);
    return len;
}

/* A set high bit says "not ASCII"; where all is ASCII, a byte less one borrows only from a NUL. */
static uint64_t not_plain(const char *data)
{
    uint64_t word = load(data);
    return (word | (word - EACH_BYTE(1))) & EACH_BYTE(0x80);
}

size_t toll_utf8_check(const char *data, size_t size)
{
    size_t off = 0;
    while (off < size) {
        while (size - off >= 64) {
            uint64_t any = 0;
            for (size_t i = 0; i < 64; i += 8) any |= not_plain(data + off + i);
            if (any) break;
            off += 64;
        }
        while (size - off >= 8 && !not_plain(data + off)) off += 8;
        size_t stop = size - off > 8 ? off + 8 : size;
        while (off < stop) {
            size_t len = data[off] ? sequence((const unsigned char *)data + off, size - off) : 0;
            if (!len) return off;
            off += len;
        }
    }
    return size;
}

size_t toll_utf8_count(const char *data, size_t off)
{
    size_t at = 0, continuations = 0;
    for (; off - at >= 8; at += 8) {
        uint64_t word = load(data + at);
        continuations += (size_t)(((word >> 7 & ~(word >> 6)) & EACH_BYTE(1)) * EACH_BYTE(1) >> 56);
    }
    for (; at < off; at++) continuations += ((unsigned char)data[at] & 0xC0) == 0x80;
    return off - continuations;
}

bool toll_text_equal(toll_text a, toll_text b)
{
    return a.len == b.len && (!a.data == !b.data) && (!a.len || memcmp(a.data, b.data, a.len) == 0);
}

bool toll_text_is(toll_text a, const char *string)
{
    return toll_text_equal(a, toll_text_of(string));
}
