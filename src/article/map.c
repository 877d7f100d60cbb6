/* The map from clean text back to the page. In, while writing: runs of text with the stretch of the page each was made of. Out: bytes, a run at
 * a time:
 *
 *   varint  bytes of text * 2 + 1 where the page has the very same bytes
 *   varint  from the end of the run before to where this one begins in the page, zigzag (0, -1, 1, -2 ... as 0, 1, 2, 3 ...)
 *   varint  bytes in the page; left out where they are the same
 *
 * A paragraph without references or doubled blanks is one run, so a map is about a twentieth of its text. Looking up walks the map. */
#include "inside.h"

static void add_varint(toll_buffer *out, uint64_t value)
{
    while (value >= 128) {
        toll_buffer_add_char(out, (char)(value | 128));
        value >>= 7;
    }
    toll_buffer_add_char(out, (char)value);
}

static uint64_t zigzag(int64_t value)
{
    return ((uint64_t)value << 1) ^ (uint64_t)(value >> 63);
}

void map_start(map_writer *writer, toll_buffer *out)
{
    *writer = (map_writer){.out = out};
    toll_buffer_clear(out);
}

void map_finish(map_writer *w)
{
    if (!w->clean) return;
    add_varint(w->out, (uint64_t)w->clean << 1 | w->same);
    add_varint(w->out, zigzag((int64_t)w->raw - (int64_t)w->raw_end));
    if (!w->same) add_varint(w->out, w->raw_len);
    w->raw_end = w->raw + w->raw_len;
    w->clean = 0;
}

void map_add(map_writer *w, uint32_t clean_len, uint32_t raw_off, uint32_t raw_len, bool same)
{
    if (!clean_len) return;
    if (same && w->same && w->clean && w->raw + w->raw_len == raw_off) {
        w->clean += clean_len;
        w->raw_len += raw_len;
        return;
    }
    map_finish(w);
    w->clean = clean_len;
    w->raw = raw_off;
    w->raw_len = raw_len;
    w->same = same;
}

static bool read_varint(uint64_t *out, toll_text map, size_t *at)
{
    *out = 0;
    for (unsigned shift = 0; shift < 42; shift += 7) {
        if (*at >= map.len) return false;
        uint64_t byte = (unsigned char)map.data[(*at)++];
        *out |= (byte & 127) << shift;
        if (byte < 128) return true;
    }
    return false;
}

bool toll_map_find(toll_span *raw, toll_text map, toll_span clean)
{
    uint64_t off = 0, low = UINT64_MAX, high = 0, end = (uint64_t)clean.off + clean.len;
    int64_t raw_end = 0;
    for (size_t at = 0; at < map.len && off < end;) {
        uint64_t len, step, raw_len;
        if (!read_varint(&len, map, &at) || !read_varint(&step, map, &at)) return false;
        bool same = len & 1;
        raw_len = len >>= 1;
        if (!same && !read_varint(&raw_len, map, &at)) return false;
        int64_t start = raw_end + (int64_t)(step >> 1 ^ (0 - (step & 1)));
        if (start < 0 || start + (int64_t)raw_len > UINT32_MAX) return false;
        raw_end = start + (int64_t)raw_len;
        uint64_t first = clean.off > off ? clean.off - off : 0, last = end - off < len ? end - off : len;
        if (first < last) {
            uint64_t from = (uint64_t)start + (same ? first : 0), to = same ? (uint64_t)start + last : (uint64_t)raw_end;
            if (from < low) low = from;
            if (to > high) high = to;
        }
        off += len;
    }
    if (off < end || low > high) return false;
    *raw = (toll_span){(uint32_t)low, (uint32_t)(high - low)};
    return true;
}
