/* Folding: what makes two spellings of a word the same key. In: UTF-8. Out: case folded, accents and invisible characters removed,
 * letters with a stroke made plain (Łódź -> lodz), typographic apostrophes, quotation marks, dashes and spaces made ASCII. ASCII goes
 * eight bytes at a time; the rest through libutf8proc's full case folding and canonical decomposition. Folding a folded text changes
 * nothing. */
#include <utf8proc.h>

#include "base/base.h"

#define EACH_BYTE(value) (0x0101010101010101u * (uint64_t)(value))

typedef struct sink {
    char *data;
    size_t cap, len;
} sink;

static void put(sink *out, const char *bytes, size_t len)
{
    if (out->len <= out->cap && len <= out->cap - out->len) memcpy(out->data + out->len, bytes, len);
    else if (out->len < out->cap) out->cap = out->len; /* once a piece does not fit, nothing behind it is written */
    out->len += len;
}

/* What Unicode does not decompose but a reader takes for the plain letter or sign. NULL = leave it. */
/* clang-format off */
static const char *plain(uint32_t point)
{
    switch (point) {
    case 0x0142: return "l";
    case 0x0111: case 0x00F0: return "d";
    case 0x00F8: return "o";
    case 0x0127: return "h";
    case 0x0167: return "t";
    case 0x0131: case 0x0268: return "i";
    case 0x00E6: return "ae";
    case 0x0153: return "oe";
    case 0x00B4: case 0x02B9: case 0x02BB: case 0x02BC: case 0x02BE: case 0x02BF: case 0x2018: case 0x2019: case 0x201A: case 0x201B:
    case 0x2032: case 0x2035: case 0x2039: case 0x203A: case 0xFF07: return "'";
    case 0x00AB: case 0x00BB: case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033: case 0x2036: case 0xFF02: return "\"";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xFE58: case 0xFE63:
    case 0xFF0D: return "-";
    case 0x00A0: case 0x202F: case 0x205F: case 0x3000: return " ";
    default: return point >= 0x2000 && point <= 0x200A ? " " : NULL;
    }
}
/* clang-format on */

static void put_point(sink *out, uint32_t point)
{
    const char *ascii = plain(point);
    char bytes[4];
    if (ascii) put(out, ascii, strlen(ascii));
    else put(out, bytes, toll_utf8_encode(bytes, point));
}

static void fold_point(sink *out, uint32_t point)
{
    enum { LONGEST = 32 }; /* the longest full decomposition of one code point has 18 */
    utf8proc_int32_t points[LONGEST];
    int boundary = 0;
    utf8proc_ssize_t count = 0;
    if (!plain(point)) {
        utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
        count = utf8proc_decompose_char((utf8proc_int32_t)point, points, LONGEST, options, &boundary);
    } else {
        points[count++] = (utf8proc_int32_t)point;
    }
    for (utf8proc_ssize_t i = 0; i < count && i < LONGEST; i++) put_point(out, (uint32_t)points[i]);
}

/* Eight ASCII bytes to lower case: bit 7 of each sum says whether the byte is at least 'A', above 'Z'; their difference selects bit 5. */
static uint64_t lower(uint64_t word)
{
    uint64_t from_a = word + EACH_BYTE(0x80 - 'A'), above_z = word + EACH_BYTE(0x80 - 'Z' - 1);
    return word | ((from_a & ~above_z & EACH_BYTE(0x80)) >> 2);
}

size_t toll_utf8_fold(char *out, size_t cap, const char *data, size_t len)
{
    sink output = {out, cap, 0};
    for (size_t off = 0; off < len;) {
        uint64_t word;
        while (len - off >= 8) {
            memcpy(&word, data + off, 8);
            if (word & EACH_BYTE(0x80)) break;
            word = lower(word);
            put(&output, (const char *)&word, 8);
            off += 8;
        }
        size_t stop = len - off > 8 ? off + 8 : len;
        while (off < stop) {
            unsigned char byte = (unsigned char)data[off];
            if (byte < 0x80) {
                if (output.len < output.cap) output.data[output.len] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
                output.len++;
                off++;
            } else {
                size_t used;
                uint32_t point = toll_utf8_decode(data + off, len - off, &used);
                fold_point(&output, point);
                off += used;
            }
        }
    }
    return output.len;
}

bool toll_utf8_is_capital(uint32_t point)
{
    return utf8proc_tolower((utf8proc_int32_t)point) != (utf8proc_int32_t)point;
}
