/* In: a file descriptor, or a stream that another layer makes. Out: its lines, a look at what comes next, some or all of its bytes. Reads blocks
 * of 256 KiB and hands out pointers into the block, so a line costs one memchr; only a line that crosses the block's end is moved. A line above
 * the limit is read past without keeping it: memory stays below the limit plus a block whatever comes. Where a stream has a gap (a part of it is
 * broken), the line or the bytes in hand are given up, which is said, and reading goes on behind it. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/fault.h"
#include "inside.h"

enum { block_size = 256 * 1024 };

static void start(toll_reader *reader, int fd, toll_stream *from, size_t limit)
{
    reader->fd = fd;
    reader->from = from;
    reader->limit = limit;
    reader->start = 0;
    reader->line = reader->base = 0;
    reader->ended = reader->any = reader->gap = false;
    reader->trouble = (toll_error){0};
    toll_buffer_clear(&reader->block);
}

void toll_reader_start(toll_reader *reader, int fd, size_t limit)
{
    start(reader, fd, NULL, limit);
}

void toll_reader_start_stream(toll_reader *reader, toll_stream *from, size_t limit)
{
    start(reader, -1, from, limit);
}

void toll_reader_stop(toll_reader *reader)
{
    if (reader->fd > STDIN_FILENO) close(reader->fd);
    if (reader->from) reader->from->close(reader->from);
    reader->fd = -1;
    reader->from = NULL;
    if (reader->block.cap > 16 * (size_t)block_size) toll_buffer_free(&reader->block);
}

void toll_reader_free(toll_reader *reader)
{
    toll_reader_stop(reader);
    toll_buffer_free(&reader->block);
}

static toll_status read_descriptor(toll_reader *reader, char *out, size_t most, size_t *got)
{
    if (toll_fault_here(TOLL_FAULT_READ)) {
        toll_source_system(EIO, NULL, &reader->trouble);
        return TOLL_E_SYSTEM;
    }
    ssize_t count;
    do count = read(reader->fd, out, most);
    while (count < 0 && errno == EINTR);
    if (count < 0) {
        toll_source_system(errno, NULL, &reader->trouble);
        return TOLL_E_SYSTEM;
    }
    *got = (size_t)count;
    return TOLL_OK;
}

/* One read to the buffer's end, at most `most` bytes. TOLL_E_INPUT is a gap; after any other error there is no more. */
static toll_status fill(toll_buffer *buffer, toll_reader *reader, size_t most)
{
    size_t got = 0;
    toll_status status;
    if (!toll_buffer_reserve(buffer, most + 1)) {
        toll_error_set(&reader->trouble, TOLL_E_MEMORY, NULL, "not enough memory to read it");
        return TOLL_E_MEMORY;
    }
    if (reader->from) status = reader->from->read(reader->from, buffer->data + buffer->len, most, &got, &reader->trouble);
    else status = read_descriptor(reader, buffer->data + buffer->len, most, &got);
    if (status != TOLL_E_INPUT) reader->ended = status < 0 || !got;
    reader->gap = status == TOLL_E_INPUT;
    if (status < 0) return status;
    buffer->len += got;
    buffer->data[buffer->len] = '\0';
    reader->any |= got > 0;
    return TOLL_OK;
}

/* Drops what was used up, so that the block does not grow with the file. */
static void compact(toll_reader *reader)
{
    if (!reader->start) return;
    reader->block.len -= reader->start;
    memmove(reader->block.data, reader->block.data + reader->start, reader->block.len);
    reader->base += reader->start;
    reader->start = 0;
}

static size_t left_in(const toll_reader *reader)
{
    return reader->block.len - reader->start;
}

toll_status toll_reader_line(toll_text *out, toll_reader *reader)
{
    bool skipping = false;
    size_t seen = 0;
    for (;;) {
        toll_buffer *block = &reader->block;
        size_t left = left_in(reader);
        const char *from = block->data ? block->data + reader->start : "";
        const char *end = left > seen ? memchr(from + seen, '\n', left - seen) : NULL;
        if (end || (reader->ended && (left || skipping))) {
            size_t len = end ? (size_t)(end - from) : left;
            reader->start += len + (end != NULL);
            reader->line++;
            *out = (toll_text){from, len};
            return skipping || len > reader->limit ? TOLL_E_LIMIT : TOLL_OK;
        }
        if (reader->ended) return TOLL_END;
        seen = left;
        if (left > reader->limit) {
            skipping = true;
            seen = 0;
            reader->start = block->len;
        }
        compact(reader);
        toll_status status = reader->gap ? TOLL_E_INPUT : fill(block, reader, block_size);
        if (status == TOLL_E_INPUT) {
            reader->start = block->len; /* the part of a line before the gap */
            reader->gap = false;
        }
        if (status < 0) return status;
    }
}

bool toll_reader_ready(const toll_reader *reader)
{
    if (reader->ended || reader->gap) return true;
    size_t left = left_in(reader);
    if (left && memchr(reader->block.data + reader->start, '\n', left)) return true;
    if (reader->fd < 0) return !reader->from;
    struct pollfd ask = {.fd = reader->fd, .events = POLLIN};
    return poll(&ask, 1, 0) != 0;
}

toll_status toll_reader_peek(toll_text *out, toll_reader *reader, size_t want)
{
    while (left_in(reader) < want && !reader->ended && !reader->gap) {
        compact(reader);
        size_t more = want - left_in(reader);
        toll_status status = fill(&reader->block, reader, more > block_size ? more : block_size);
        if (status < 0 && status != TOLL_E_INPUT) return status;
    }
    if (reader->gap && !left_in(reader)) {
        reader->gap = false;
        return TOLL_E_INPUT;
    }
    *out = (toll_text){reader->block.data ? reader->block.data + reader->start : "", left_in(reader)};
    return TOLL_OK;
}

void toll_reader_skip_seen(toll_reader *reader, size_t len)
{
    size_t left = left_in(reader);
    reader->start += len < left ? len : left;
}

uint64_t toll_reader_offset(const toll_reader *reader)
{
    return reader->base + reader->start;
}

void toll_reader_moved(toll_reader *reader, uint64_t offset)
{
    toll_buffer_clear(&reader->block);
    reader->start = 0;
    reader->base = offset;
    reader->ended = false;
}

toll_status toll_reader_take(toll_buffer *out, toll_reader *reader, uint64_t len)
{
    while (len) {
        toll_text seen;
        toll_status status = toll_reader_peek(&seen, reader, 1);
        if (status < 0) return status;
        if (!seen.len) return TOLL_END;
        size_t part = seen.len < len ? seen.len : (size_t)len;
        if (out) toll_buffer_add(out, seen.data, part);
        if (out && out->failed) return TOLL_E_MEMORY;
        toll_reader_skip_seen(reader, part);
        len -= part;
    }
    return TOLL_OK;
}

toll_status toll_reader_all(toll_buffer *out, toll_reader *reader, size_t expected)
{
    toll_buffer_clear(out);
    if (left_in(reader)) toll_buffer_add(out, reader->block.data + reader->start, left_in(reader));
    toll_reader_skip_seen(reader, left_in(reader));
    if (out->failed) return TOLL_E_MEMORY;
    /* One byte more than expected, so that a file that is as long as it says is read and ended without growing. */
    while (!reader->ended) {
        if (out->len > reader->limit) return TOLL_E_LIMIT;
        toll_status status = reader->gap ? TOLL_E_INPUT
                                         : fill(out, reader, expected && out->len <= expected ? expected + 1 - out->len : block_size);
        if (status == TOLL_E_INPUT) reader->gap = false;
        if (status < 0) return status;
    }
    return out->len > reader->limit ? TOLL_E_LIMIT : TOLL_OK;
}

toll_status toll_reader_say(toll_error *error, const toll_reader *reader, toll_status status, const char *where)
{
    toll_error_set(error, reader->trouble.code, where, "%s", reader->trouble.message);
    if (error) error->byte = reader->trouble.byte;
    return status;
}
