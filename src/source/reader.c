/* In: a file descriptor. Out: its lines, or all of it. Reads blocks of 256 KiB and hands out pointers into the block, so a line costs
 * one memchr; only a line that crosses the block's end is moved. A line above the limit is read past without keeping it: memory stays
 * below the limit plus a block whatever comes. */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include "base/fault.h"
#include "inside.h"

enum { block_size = 256 * 1024 };

void toll_reader_start(toll_reader *reader, int fd, size_t limit)
{
    reader->fd = fd;
    reader->limit = limit;
    reader->start = 0;
    reader->line = 0;
    reader->ended = reader->any = false;
    toll_buffer_clear(&reader->block);
}

void toll_reader_stop(toll_reader *reader)
{
    if (reader->fd > STDIN_FILENO) close(reader->fd);
    reader->fd = -1;
    if (reader->block.cap > 16 * (size_t)block_size) toll_buffer_free(&reader->block);
}

void toll_reader_free(toll_reader *reader)
{
    toll_reader_stop(reader);
    toll_buffer_free(&reader->block);
}

/* One read to the buffer's end, at most `most` bytes. */
static toll_status fill(toll_buffer *buffer, toll_reader *reader, size_t most)
{
    if (!toll_buffer_reserve(buffer, most + 1)) return TOLL_E_MEMORY;
    if (toll_fault_here(TOLL_FAULT_READ)) {
        errno = EIO;
        return TOLL_E_SYSTEM;
    }
    ssize_t got;
    do got = read(reader->fd, buffer->data + buffer->len, most);
    while (got < 0 && errno == EINTR);
    if (got < 0) return TOLL_E_SYSTEM;
    buffer->len += (size_t)got;
    buffer->data[buffer->len] = '\0';
    reader->ended = got == 0;
    reader->any |= got > 0;
    return TOLL_OK;
}

/* Drops what was used up, so that the block does not grow with the file. */
static void compact(toll_reader *reader)
{
    if (!reader->start) return;
    reader->block.len -= reader->start;
    memmove(reader->block.data, reader->block.data + reader->start, reader->block.len);
    reader->start = 0;
}

toll_status toll_reader_line(toll_text *out, toll_reader *reader)
{
    bool skipping = false;
    size_t seen = 0;
    for (;;) {
        toll_buffer *block = &reader->block;
        size_t left = block->len - reader->start;
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
        toll_status status = fill(block, reader, block_size);
        if (status < 0) return status;
    }
}

bool toll_reader_ready(const toll_reader *reader)
{
    if (reader->fd < 0 || reader->ended) return true;
    size_t left = reader->block.len - reader->start;
    if (left && memchr(reader->block.data + reader->start, '\n', left)) return true;
    struct pollfd ask = {.fd = reader->fd, .events = POLLIN};
    return poll(&ask, 1, 0) != 0;
}

toll_status toll_reader_all(toll_buffer *out, toll_reader *reader, size_t expected)
{
    toll_buffer_clear(out);
    /* One byte more than expected, so that a file that is as long as it says is read and ended without growing. */
    size_t step = expected ? expected + 1 : block_size;
    while (!reader->ended) {
        toll_status status = fill(out, reader, step);
        if (status < 0) return status;
        if (out->len > reader->limit) return TOLL_E_LIMIT;
        step = out->len <= expected ? expected + 1 - out->len : block_size;
    }
    return TOLL_OK;
}
