/* In: a reader of gzip data, one member or many (a WARC has one a record). Out: a stream of what they hold. zlib, because it works on any part of
 * a member: memory is one block and a window of 32 KiB, however long a member is. A broken member is a gap in the stream: the next one is looked
 * for by its first bytes, and reading goes on there. Bytes that are no member after the last are padding if they are zero, else a gap. What
 * unpacks to very many times its size ends the stream. Costs about 3 ms a megabyte unpacked. */
#include <limits.h>
#include <zlib.h>

#include "base/fault.h"
#include "members.h"

typedef struct gunzip {
    toll_members members;
    z_stream z;
} gunzip;

static void *take(void *context, unsigned count, unsigned size)
{
    (void)context;
    return toll_base_zero(count, size);
}

static void give(void *context, void *memory)
{
    (void)context;
    toll_base_free(memory);
}

static bool begins_member(const unsigned char *data, size_t len)
{
    return len >= 4 && data[0] == 0x1f && data[1] == 0x8b && data[2] == 8 && !(data[3] & 0xe0);
}

/* Goes to the first bytes that may be a member. TOLL_END where there are none. */
static toll_status find_member(toll_members *it, toll_error *error)
{
    for (bool padding = !it->lost;;) {
        toll_text seen;
        toll_status status = toll_reader_peek(&seen, it->in, 4);
        if (status < 0) return toll_reader_say(error, it->in, status, NULL);
        const unsigned char *data = (const unsigned char *)seen.data;
        if (!seen.len) return TOLL_END;
        size_t at = 0;
        while (at < seen.len && !begins_member(data + at, seen.len - at) && (!padding || !data[at])) at++;
        if (at < seen.len && begins_member(data + at, seen.len - at)) {
            toll_reader_skip_seen(it->in, at);
            toll_members_begin(it);
            return inflateReset(&((gunzip *)it)->z) == Z_OK ? TOLL_OK : TOLL_END;
        }
        if (at < seen.len) {
            toll_reader_skip_seen(it->in, at);
            return toll_members_gap(it, "not gzip data", error);
        }
        toll_reader_skip_seen(it->in, at > 3 && !padding ? at - 3 : at); /* a member may begin in the last bytes */
        if (seen.len < 4) toll_reader_skip_seen(it->in, seen.len);
    }
}

/* One call of zlib. */
static toll_status unpack(toll_members *it, char *out, size_t cap, size_t *got, toll_error *error)
{
    z_stream *z = &((gunzip *)it)->z;
    toll_text seen;
    toll_status status = toll_reader_peek(&seen, it->in, 1);
    if (status < 0) return toll_reader_say(error, it->in, status, NULL);
    if (!seen.len) return toll_members_gap(it, "the gzip data ends in the middle: the file is cut short", error);
    memcpy(&z->next_in, &seen.data, sizeof z->next_in); /* zlib does not write there */
    z->avail_in = seen.len < UINT_MAX ? (unsigned)seen.len : UINT_MAX;
    z->next_out = (unsigned char *)out;
    z->avail_out = cap < UINT_MAX ? (unsigned)cap : UINT_MAX;
    unsigned given = z->avail_in, room = z->avail_out;
    int result = inflate(z, Z_NO_FLUSH);
    toll_reader_skip_seen(it->in, given - z->avail_in);
    *got = room - z->avail_out;
    it->used += given - z->avail_in;
    it->made += *got;
    if (result == Z_MEM_ERROR) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    if (result == Z_STREAM_END) it->open = false;
    else if (result != Z_OK && result != Z_BUF_ERROR && it->made == it->found_at) it->open = !(it->lost = true);
    else if (result != Z_OK && result != Z_BUF_ERROR) return toll_members_gap(it, "broken gzip data", error);
    return toll_source_ratio(it->made, it->used, error);
}

static void close_it(toll_stream *stream)
{
    gunzip *it = (gunzip *)stream;
    inflateEnd(&it->z);
    toll_base_free(it);
}

toll_status toll_gunzip_open(toll_stream **out, toll_reader *in, toll_error *error)
{
    gunzip *it = toll_base_zero(1, sizeof *it);
    *out = NULL;
    if (it) it->z = (z_stream){.zalloc = take, .zfree = give};
    if (!it || inflateInit2(&it->z, MAX_WBITS + 16) != Z_OK) {
        toll_base_free(it);
        return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    }
    it->members = (toll_members){.stream = {toll_members_read, close_it}, .in = in, .find = find_member, .unpack = unpack};
    *out = &it->members.stream;
    return TOLL_OK;
}

toll_status toll_inflate_all(toll_buffer *out, toll_text packed, size_t limit, toll_error *error)
{
    /* The first byte of zlib's format has a method of 8 and a window of at most 7; what is neither gzip nor that is bare deflate. */
    const unsigned char *data = (const unsigned char *)packed.data;
    bool zlib = packed.len > 1 && (data[0] & 0x0f) == 8 && data[0] >> 4 <= 7 && ((unsigned)data[0] << 8 | data[1]) % 31 == 0;
    bool gzip = begins_member(data, packed.len);
    z_stream z = {.zalloc = take, .zfree = give};
    if (inflateInit2(&z, gzip ? MAX_WBITS + 16 : zlib ? MAX_WBITS : -MAX_WBITS) != Z_OK)
        return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    memcpy(&z.next_in, &packed.data, sizeof z.next_in);
    z.avail_in = packed.len < UINT_MAX ? (unsigned)packed.len : UINT_MAX;
    toll_buffer_clear(out);
    int result = Z_OK;
    toll_status status = TOLL_OK;
    while (result == Z_OK && out->len <= limit) {
        if (!toll_buffer_reserve(out, 65536)) {
            result = Z_MEM_ERROR;
            break;
        }
        size_t room = out->cap - out->len - 1;
        z.avail_out = room < UINT_MAX ? (unsigned)room : UINT_MAX;
        z.next_out = (unsigned char *)out->data + out->len;
        unsigned before = z.avail_out;
        result = inflate(&z, Z_NO_FLUSH);
        out->len += before - z.avail_out;
        if (result == Z_STREAM_END && gzip && begins_member(z.next_in, z.avail_in)) result = inflateReset(&z);
    }
    if (out->data) out->data[out->len] = '\0';
    inflateEnd(&z);
    if (result == Z_MEM_ERROR) status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    else if (out->len > limit) status = TOLL_E_LIMIT;
    else if (result != Z_STREAM_END) status = toll_error_set(error, TOLL_E_INPUT, NULL, "its packed body is broken or cut short");
    return status;
}
