/* Growing byte strings. In: bytes, strings, formats, JSON values. Out: one NUL-terminated string. The first failed allocation is remembered
 * in `failed` and makes every later append do nothing, so that a writer of a whole record checks once, at its end.
 * JSON strings are always valid: bytes that are no UTF-8 become U+FFFD. Numbers do not depend on the process's locale. */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "base/fault.h"

void toll_buffer_free(toll_buffer *buffer)
{
    toll_base_free(buffer->data);
    *buffer = (toll_buffer){0};
}

void toll_buffer_clear(toll_buffer *buffer)
{
    buffer->len = 0;
    buffer->failed = false;
    if (buffer->data) buffer->data[0] = '\0';
}

bool toll_buffer_reserve(toll_buffer *buffer, size_t extra)
{
    if (buffer->failed) return false;
    if (extra < buffer->cap - buffer->len) return true; /* one byte stays for the NUL; cap is 0 or more than len */
    size_t needed, cap = buffer->cap ? buffer->cap : 64;
    if (__builtin_add_overflow(buffer->len, extra, &needed) || needed > PTRDIFF_MAX - 1) {
        buffer->failed = true;
        return false;
    }
    while (cap <= needed) cap = cap > PTRDIFF_MAX / 2 ? needed + 1 : cap * 2;
    char *data = toll_base_resize(buffer->data, cap);
    if (!data) {
        buffer->failed = true;
        return false;
    }
    data[buffer->len] = '\0';
    buffer->data = data;
    buffer->cap = cap;
    return true;
}

void toll_buffer_add(toll_buffer *buffer, const void *data, size_t len)
{
    if (!toll_buffer_reserve(buffer, len)) return;
    if (len) memcpy(buffer->data + buffer->len, data, len);
    buffer->len += len;
    buffer->data[buffer->len] = '\0';
}

void toll_buffer_add_string(toll_buffer *buffer, const char *string)
{
    toll_buffer_add(buffer, string, strlen(string));
}

void toll_buffer_add_char(toll_buffer *buffer, char c)
{
    if (!toll_buffer_reserve(buffer, 1)) return;
    buffer->data[buffer->len++] = c;
    buffer->data[buffer->len] = '\0';
}

void toll_buffer_printf(toll_buffer *buffer, const char *format, ...)
{
    if (!toll_buffer_reserve(buffer, 64)) return;
    for (int attempt = 0; attempt < 2; attempt++) {
        va_list arguments;
        va_start(arguments, format);
        int len = vsnprintf(buffer->data + buffer->len, buffer->cap - buffer->len, format, arguments);
        va_end(arguments);
        if (len < 0) break;
        if ((size_t)len < buffer->cap - buffer->len) {
            buffer->len += (size_t)len;
            return;
        }
        buffer->data[buffer->len] = '\0'; /* drop the cut-off part, also where the growth below fails */
        if (!toll_buffer_reserve(buffer, (size_t)len)) return;
    }
    buffer->data[buffer->len] = '\0';
    buffer->failed = true;
}

static void add_escape(toll_buffer *buffer, unsigned char c)
{
    switch (c) {
    case '"': toll_buffer_add(buffer, "\\\"", 2); break;
    case '\\': toll_buffer_add(buffer, "\\\\", 2); break;
    case '\n': toll_buffer_add(buffer, "\\n", 2); break;
    case '\r': toll_buffer_add(buffer, "\\r", 2); break;
    case '\t': toll_buffer_add(buffer, "\\t", 2); break;
    default: toll_buffer_printf(buffer, "\\u%04x", c);
    }
}

/* Bytes from `off` on that can stand in a JSON string as they are. */
static size_t plain_run(const char *data, size_t len)
{
    size_t off = 0;
    while (off < len && (unsigned char)data[off] >= 0x20 && data[off] != '"' && data[off] != '\\') off++;
    return off;
}

void toll_buffer_add_json(toll_buffer *buffer, toll_text text)
{
    if (!text.data) {
        toll_buffer_add(buffer, "null", 4);
        return;
    }
    toll_buffer_add_char(buffer, '"');
    for (size_t off = 0; off < text.len && !buffer->failed;) {
        size_t valid = toll_utf8_check(text.data + off, text.len - off); /* stops at a NUL too, which is escaped below */
        for (size_t end = off + valid; off < end && !buffer->failed;) {
            size_t run = plain_run(text.data + off, end - off);
            toll_buffer_add(buffer, text.data + off, run);
            off += run;
            if (off < end) add_escape(buffer, (unsigned char)text.data[off++]);
        }
        if (off == text.len) break;
        if (text.data[off]) toll_buffer_add(buffer, "\xEF\xBF\xBD", 3);
        else add_escape(buffer, 0);
        off++;
    }
    toll_buffer_add_char(buffer, '"');
}

void toll_buffer_add_key(toll_buffer *buffer, const char *key)
{
    toll_buffer_add_char(buffer, '"');
    toll_buffer_add_string(buffer, key);
    toll_buffer_add(buffer, "\":", 2);
}

/* What printf gave, without the locale's decimal point (which may be of several bytes), plus signs and leading zeros in the exponent. */
static void add_plain_number(toll_buffer *buffer, const char *printed)
{
    for (const char *c = printed; *c;) {
        if ((*c >= '0' && *c <= '9') || *c == '-') {
            toll_buffer_add_char(buffer, *c++);
        } else if (*c == 'e') {
            toll_buffer_add_char(buffer, *c++);
            if (*c == '-') toll_buffer_add_char(buffer, *c);
            if (*c == '-' || *c == '+') c++;
            while (*c == '0' && c[1]) c++;
        } else {
            toll_buffer_add_char(buffer, '.');
            while (*c && !(*c >= '0' && *c <= '9') && *c != 'e') c++;
        }
    }
}

static void add_whole(toll_buffer *buffer, uint64_t value, unsigned decimals)
{
    char digits[32];
    size_t at = sizeof digits;
    for (unsigned i = 0; value || i <= decimals; i++) {
        if (i && i == decimals) digits[--at] = '.';
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    }
    toll_buffer_add(buffer, digits + at, sizeof digits - at);
}

/* Most numbers are whole or have a few decimals: the fewest decimals whose quotient is the value, as printf would find them. */
static bool add_short(toll_buffer *buffer, double value)
{
    double size = fabs(value), scale = 1;
    if (signbit(value) && value >= 0) return false; /* "-0" */
    if (size >= 1e15 || (size < 1e-3 && size > 0)) return false;
    for (unsigned decimals = 0; decimals <= 6; decimals++, scale *= 10) {
        double whole = nearbyint(size * scale);
        if (whole >= 1e15) return false;
        if (whole / scale < size || whole / scale > size) continue;
        if (value < 0) toll_buffer_add_char(buffer, '-');
        add_whole(buffer, (uint64_t)whole, decimals);
        return true;
    }
    return false;
}

void toll_buffer_add_count(toll_buffer *buffer, uint64_t value)
{
    add_whole(buffer, value, 0);
}

void toll_buffer_add_grouped(toll_buffer *buffer, uint64_t value)
{
    char digits[32];
    size_t at = sizeof digits;
    for (unsigned i = 0; value || !i; i++) {
        if (i && i % 3 == 0) digits[--at] = ',';
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    }
    toll_buffer_add(buffer, digits + at, sizeof digits - at);
}

/* What up to fifteen digits say reads back (but of the smallest numbers), so printf finds it with fifteen, and drops the zeros behind it. */
void toll_buffer_add_number(toll_buffer *buffer, double value)
{
    if (!isfinite(value)) {
        toll_buffer_add(buffer, "null", 4);
        return;
    }
    if (add_short(buffer, value)) return;
    char printed[40];
    for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        snprintf(printed, sizeof printed, "%.*g", digits, value);
        double back = strtod(printed, NULL);
        if (!(back < value || back > value)) break;
    }
    add_plain_number(buffer, printed);
}
