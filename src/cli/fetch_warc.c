/* In: answers of servers. Out: a WARC file (ISO 28500, version 1.1) with a response record for each, every record a gzip member, written and
 * synced before the next address is fetched: what was seen can be shown later, whatever becomes of the page. The body stands as it was read, put
 * together and unpacked; the headers that said otherwise stand as X-Crawler-... */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fault.h"
#include "fetch.h"

static toll_status cannot(const toll_warc_file *file, toll_error *error)
{
    return toll_error_set(error, TOLL_E_SYSTEM, file->path, "cannot be written (%s); nothing is read that is not kept",
        errno == ENOSPC   ? "the disk is full"
        : errno == EACCES ? "permission denied"
        : errno == EEXIST ? "it is there already"
                          : "an error of the system");
}

static bool write_all(int fd, const void *data, size_t len)
{
    const char *at = data;
    while (len) {
        ssize_t done = toll_fault_here(TOLL_FAULT_WRITE) ? -1 : write(fd, at, len);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        at += done;
        len -= (size_t)done;
    }
    return true;
}

/* One gzip member to the end of the file. */
static toll_status write_member(toll_warc_file *file, const toll_buffer *record, toll_error *error)
{
    z_stream z = {0};
    if (record->failed || record->len > UINT_MAX || deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return toll_error_set(error, TOLL_E_MEMORY, file->path, "not enough memory for a record");
    size_t room = deflateBound(&z, record->len);
    unsigned char *packed = toll_base_take(room);
    z.next_in = (unsigned char *)record->data;
    z.avail_in = (unsigned)record->len;
    z.next_out = packed;
    z.avail_out = (unsigned)room;
    bool done = packed && deflate(&z, Z_FINISH) == Z_STREAM_END;
    bool written = done && write_all(file->fd, packed, room - z.avail_out) && !fdatasync(file->fd);
    deflateEnd(&z);
    toll_base_free(packed);
    if (!done) return toll_error_set(error, TOLL_E_MEMORY, file->path, "not enough memory for a record");
    file->records++;
    return written ? TOLL_OK : cannot(file, error);
}

static void begin(toll_buffer *out, const char *type, const char *url, const char *media, toll_text block)
{
    char now[32], sum[65];
    time_t at = time(NULL);
    struct tm utc;
    gmtime_r(&at, &utc);
    strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%SZ", &utc);
    toll_sha256_hex(sum, block.data, block.len);
    toll_buffer_printf(out, "WARC/1.1\r\nWARC-Type: %s\r\n", type);
    /* Of what it names: the same bytes at the same second from the same address are the same record. */
    toll_buffer_printf(out, "WARC-Record-ID: <urn:uuid:%.8s-%.4s-5%.3s-a%.3s-%.12s>\r\nWARC-Date: %s\r\n", sum, sum + 8, sum + 12, sum + 15,
        sum + 18, now);
    if (url) toll_buffer_printf(out, "WARC-Target-URI: %s\r\n", url);
    toll_buffer_printf(out, "WARC-Block-Digest: sha256:%s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n", sum, media, block.len);
    toll_buffer_add(out, block.data, block.len);
    toll_buffer_add_string(out, "\r\n\r\n");
}

toll_status toll_warc_file_open(toll_warc_file *out, const char *path, const char *agent, toll_error *error)
{
    *out = (toll_warc_file){.path = path};
    out->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out->fd < 0) return cannot(out, error);
    toll_buffer info = {0}, record = {0};
    toll_buffer_printf(&info, "software: %s\r\nformat: WARC File Format 1.1\r\n", agent);
    begin(&record, "warcinfo", NULL, "application/warc-fields", (toll_text){info.data, info.len});
    toll_status status = write_member(out, &record, error);
    toll_buffer_free(&info);
    toll_buffer_free(&record);
    out->records = 0;
    return status;
}

toll_status toll_warc_file_add(toll_warc_file *file, const char *url, const toll_http_answer *answer, toll_error *error)
{
    toll_buffer block = {0}, record = {0};
    toll_buffer_add(&block, answer->head.data, answer->head.len);
    toll_buffer_printf(&block, "Content-Length: %zu\r\n\r\n", answer->body.len);
    toll_buffer_add(&block, answer->body.data, answer->body.len);
    if (!block.failed) begin(&record, "response", url, "application/http; msgtype=response", (toll_text){block.data, block.len});
    record.failed |= block.failed;
    toll_status status = write_member(file, &record, error);
    toll_buffer_free(&block);
    toll_buffer_free(&record);
    return status;
}

toll_status toll_warc_file_close(toll_warc_file *file, toll_error *error)
{
    if (file->fd < 0) return TOLL_OK;
    bool done = !fsync(file->fd);
    done = !close(file->fd) && done;
    file->fd = -1;
    return done ? TOLL_OK : cannot(file, error);
}
