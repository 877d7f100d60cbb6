/* In: bytes. Out: the same as one gzip member, and back: pages are kept packed. Level 1: pages shrink to a fifth at more than 100 MB/s. */
#include <limits.h>
#include <zlib.h>

#include "base/fault.h"
#include "inside.h"

bool toll_source_pack(toll_buffer *out, toll_text bytes)
{
    z_stream z = {0};
    toll_buffer_clear(out);
    if (bytes.len > UINT_MAX || deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    bool done = toll_buffer_reserve(out, deflateBound(&z, bytes.len) + 1);
    if (done) {
        memcpy(&z.next_in, &bytes.data, sizeof z.next_in); /* zlib does not write there */
        z.avail_in = (unsigned)bytes.len;
        z.next_out = (unsigned char *)out->data;
        z.avail_out = (unsigned)(out->cap - 1);
        done = deflate(&z, Z_FINISH) == Z_STREAM_END;
        out->len = out->cap - 1 - z.avail_out;
        out->data[out->len] = '\0';
    }
    deflateEnd(&z);
    return done;
}

toll_status toll_source_unpack(toll_buffer *out, toll_text packed, size_t limit, toll_error *error)
{
    toll_status status = toll_inflate_all(out, packed, limit, error);
    return status == TOLL_E_LIMIT ? toll_error_set(error, status, NULL, "larger than its limit when it is unpacked") : status;
}
