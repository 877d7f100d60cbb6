/* Blocks of the word index (block.h). In: postings in order. Out: bytes, and the postings again. A posting is how many bytes its word shares with the
 * one before, the rest of the word, the length of its numbers in bytes, and the numbers as differences; all numbers are written 7 bits a
 * byte. A reader takes any bytes: what is no block is broken, never read past its end. */
#include "block.h"

enum { FULL = 3400, PIECE = 512, NUMBER = 10 /* bytes of the longest */ };

static char *write_number(char *at, uint64_t number)
{
    for (; number > 127; number >>= 7) *at++ = (char)((number & 127) | 128);
    *at++ = (char)number;
    return at;
}

static char *write_bytes(char *at, const char *bytes, size_t len)
{
    if (len) memcpy(at, bytes, len);
    return at + len;
}

/* Rising numbers as differences. */
static size_t write_numbers(char *out, const uint64_t *values, size_t count)
{
    char *at = out;
    uint64_t before = 0;
    for (size_t i = 0; i < count; before = values[i++]) at = write_number(at, values[i] - before);
    return (size_t)(at - out);
}

static toll_status no_memory(toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory for the word index");
}

static void set(toll_buffer *out, toll_text word)
{
    toll_buffer_clear(out);
    toll_buffer_add(out, word.data, word.len);
}

toll_status toll_block_end(toll_block_writer *writer, toll_error *error)
{
    if (writer->block.failed || writer->first.failed || writer->last.failed) return no_memory(error);
    if (!writer->block.len) return TOLL_OK;
    toll_status status = writer->put(
        writer->context, (toll_text){writer->first.data, writer->first.len}, (toll_text){writer->block.data, writer->block.len}, error);
    toll_buffer_clear(&writer->block);
    return status;
}

static toll_status add_piece(toll_block_writer *writer, toll_text word, const uint64_t *values, size_t count, toll_error *error)
{
    char numbers[NUMBER * PIECE];
    const size_t len = write_numbers(numbers, values, count);
    toll_buffer *block = &writer->block;
    size_t shared = 0;
    if (block->len && block->len + len + word.len > FULL) {
        toll_status status = toll_block_end(writer, error);
        if (status < 0) return status;
    }
    if (!block->len) set(&writer->first, word);
    else
        while (shared < word.len && shared < writer->last.len && word.data[shared] == writer->last.data[shared]) shared++;
    if (!toll_buffer_reserve(block, 3 * NUMBER + word.len + len)) return no_memory(error);
    char *at = write_number(block->data + block->len, shared);
    at = write_bytes(write_number(at, word.len - shared), word.data + shared, word.len - shared);
    at = write_bytes(write_number(at, len), numbers, len);
    *at = '\0';
    block->len = (size_t)(at - block->data);
    set(&writer->last, word);
    return writer->first.failed || writer->last.failed ? no_memory(error) : TOLL_OK;
}

toll_status toll_block_add(toll_block_writer *writer, toll_text word, const uint64_t *values, size_t count, toll_error *error)
{
    toll_status status = TOLL_OK;
    for (size_t at = 0; at < count && status >= 0; at += PIECE)
        status = add_piece(writer, word, values + at, count - at < PIECE ? count - at : PIECE, error);
    return status;
}

void toll_block_free(toll_block_writer *writer)
{
    toll_buffer_free(&writer->block);
    toll_buffer_free(&writer->first);
    toll_buffer_free(&writer->last);
}

/* --- reading */
static bool take_number(uint64_t *out, toll_block_reader *reader, size_t *at, size_t end)
{
    *out = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)reader->block.data[(*at)++];
        *out |= (uint64_t)(c & 127) << shift;
        if (c < 128) return true;
    }
    reader->broken = true;
    return false;
}

bool toll_block_next(toll_block_reader *reader)
{
    uint64_t shared, rest, len;
    size_t end = reader->block.len, *at = &reader->at;
    if (reader->broken || *at >= end) return false;
    if (!take_number(&shared, reader, at, end) || !take_number(&rest, reader, at, end)) return false;
    reader->broken = shared > reader->word_len || rest > sizeof reader->word - shared || rest > end - *at;
    if (reader->broken) return false;
    memcpy(reader->word + shared, reader->block.data + *at, rest);
    reader->word_len = (size_t)(shared + rest);
    *at += rest;
    if (!take_number(&len, reader, at, end)) return false;
    reader->broken = len > end - *at;
    if (reader->broken) return false;
    reader->values = *at;
    reader->values_end = *at += len;
    reader->value = 0;
    return true;
}

bool toll_block_value(uint64_t *out, toll_block_reader *reader)
{
    uint64_t step;
    if (reader->values >= reader->values_end || !take_number(&step, reader, &reader->values, reader->values_end)) return false;
    *out = reader->value += step;
    return true;
}
