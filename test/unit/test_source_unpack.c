/* gzip and zstd as streams: members and frames, broken ones, padding, bombs, a dictionary; and unpacking in memory with its limit. */
#include "test.h"

#include <zlib.h>
#include <zstd.h>

#include "source_files.h"

static void add_member(toll_buffer *out, const char *data, size_t len)
{
    unsigned char packed[4096];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    memcpy(&z.next_in, &data, sizeof z.next_in);
    z.avail_in = (unsigned)len;
    z.next_out = packed;
    z.avail_out = sizeof packed;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    toll_buffer_add(out, packed, sizeof packed - z.avail_out);
    deflateEnd(&z);
}

static void add_frame(toll_buffer *out, const char *data, size_t len)
{
    char packed[4096];
    size_t size = ZSTD_compress(packed, sizeof packed, data, len, 3);
    assert_false(ZSTD_isError(size));
    toll_buffer_add(out, packed, size);
}

typedef toll_status opener(toll_stream **out, toll_reader *in, toll_error *error);

/* Everything that comes out of `packed`, with a '|' for each gap. */
static toll_status unpacked(toll_buffer *out, const toll_buffer *packed, opener *open, size_t most)
{
    toll_reader in = {.fd = -1};
    toll_stream *stream;
    toll_error error;
    char block[64];
    size_t got = 1;
    toll_buffer_clear(out);
    toll_reader_start(&in, opened_with(packed->data, packed->len), 1 << 20);
    toll_status status = open(&stream, &in, &error);
    while (status >= 0 && got && out->len < most) {
        status = stream->read(stream, block, sizeof block, &got, &error);
        if (status == TOLL_OK) toll_buffer_add(out, block, got);
        if (status == TOLL_E_INPUT) {
            toll_buffer_add_char(out, '|');
            assert_true(*error.message && error.byte <= packed->len);
            status = TOLL_OK;
            got = 1;
        }
    }
    if (status < 0 && !out->len) stream = NULL;
    if (stream) stream->close(stream);
    toll_reader_free(&in);
    return status;
}

static void one_after_another(opener *open, void (*add)(toll_buffer *out, const char *data, size_t len))
{
    toll_buffer packed = {0}, plain = {0};
    add(&packed, "one ", 4);
    add(&packed, "", 0);
    add(&packed, "two ", 4);
    size_t good = packed.len;
    assert_int_equal(unpacked(&plain, &packed, open, 1000), TOLL_OK);
    assert_string_equal(plain.data, "one two ");
    add(&packed, "three ", 6);
    packed.data[packed.len - 7] ^= 0x55; /* in the last one's data or sum */
    add(&packed, "four", 4);
    assert_int_equal(unpacked(&plain, &packed, open, 1000), TOLL_OK);
    assert_int_equal(strncmp(plain.data, "one two ", 8), 0);
    assert_non_null(strchr(plain.data, '|'));
    assert_non_null(strstr(plain.data, "four"));
    packed.len = good - 3;
    assert_int_equal(unpacked(&plain, &packed, open, 1000), TOLL_OK);
    assert_int_equal(strncmp(plain.data, "one ", 4), 0);
    assert_int_equal(plain.data[plain.len - 1], '|');
    toll_buffer_free(&packed);
    toll_buffer_free(&plain);
}

static void gzip_members(void **state)
{
    (void)state;
    one_after_another(toll_gunzip_open, add_member);
}

static void zstd_frames(void **state)
{
    (void)state;
    toll_buffer packed = {0}, plain = {0};
    add_frame(&packed, "one ", 4);
    toll_buffer_add(&packed, "\x50\x2a\x4d\x18\x03\0\0\0abc", 11); /* skippable */
    add_frame(&packed, "two", 3);
    assert_int_equal(unpacked(&plain, &packed, toll_unzstd_open, 1000), TOLL_OK);
    assert_string_equal(plain.data, "one two");
    toll_buffer_add_string(&packed, "rubbish");
    add_frame(&packed, "three", 5);
    assert_int_equal(unpacked(&plain, &packed, toll_unzstd_open, 1000), TOLL_OK);
    assert_string_equal(plain.data, "one two|three");
    packed.len -= 2;
    assert_int_equal(unpacked(&plain, &packed, toll_unzstd_open, 1000), TOLL_OK);
    assert_int_equal(plain.data[plain.len - 1], '|');
    toll_buffer_free(&packed);
    toll_buffer_free(&plain);
}

/* A WARC's dictionary stands in a frame of its own before all others. */
static void zstd_dictionary(void **state)
{
    (void)state;
    static const char dictionary[] = "WARC/1.0 WARC-Type: response WARC-Target-URI: http://example.org/ the quick brown fox";
    static const char text[] = "WARC-Type: response WARC-Target-URI: http://example.org/fox the quick brown fox";
    char made[1024];
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t size = ZSTD_compress_usingDict(context, made, sizeof made, text, sizeof text - 1, dictionary, sizeof dictionary - 1, 3);
    assert_false(ZSTD_isError(size));
    assert_true(size < 50);
    ZSTD_freeCCtx(context);
    toll_buffer packed = {0}, plain = {0};
    toll_buffer_add(&packed, "\x5d\x2a\x4d\x18", 4);
    char len[4] = {(char)(sizeof dictionary - 1), 0, 0, 0};
    toll_buffer_add(&packed, len, 4);
    toll_buffer_add(&packed, dictionary, sizeof dictionary - 1);
    toll_buffer_add(&packed, made, size);
    assert_int_equal(unpacked(&plain, &packed, toll_unzstd_open, 1000), TOLL_OK);
    assert_string_equal(plain.data, text);
    toll_buffer_free(&packed);
    toll_buffer_free(&plain);
}

static void bombs(void **state)
{
    (void)state;
    size_t len = (size_t)40 << 20;
    char *zeros = calloc(1, len);
    toll_buffer packed = {0}, plain = {0};
    assert_non_null(zeros);
    char made[65536];
    size_t size = ZSTD_compress(made, sizeof made, zeros, len, 3);
    toll_buffer_add(&packed, made, size);
    assert_int_equal(unpacked(&plain, &packed, toll_unzstd_open, SIZE_MAX), TOLL_E_SYSTEM);
    assert_true(plain.len >= (size_t)16 << 20 && plain.len < (size_t)20 << 20);
    free(zeros);
    toll_buffer_free(&packed);
    toll_buffer_free(&plain);
}

static void in_memory_up_to_a_limit(void **state)
{
    (void)state;
    toll_buffer packed = {0}, plain = {0};
    toll_error error;
    add_member(&packed, "0123456789", 10);
    add_member(&packed, "abc", 3);
    assert_int_equal(toll_inflate_all(&plain, (toll_text){packed.data, packed.len}, 13, &error), TOLL_OK);
    assert_string_equal(plain.data, "0123456789abc");
    assert_int_equal(toll_inflate_all(&plain, (toll_text){packed.data, packed.len}, 12, &error), TOLL_E_LIMIT);
    assert_int_equal(toll_inflate_all(&plain, (toll_text){packed.data, packed.len - 1}, 13, &error), TOLL_E_INPUT);
    toll_buffer_clear(&packed);
    add_frame(&packed, "0123456789", 10);
    assert_int_equal(toll_unzstd_all(&plain, (toll_text){packed.data, packed.len}, 10, &error), TOLL_OK);
    assert_string_equal(plain.data, "0123456789");
    assert_int_equal(toll_unzstd_all(&plain, (toll_text){packed.data, packed.len}, 9, &error), TOLL_E_LIMIT);
    assert_int_equal(toll_unzstd_all(&plain, (toll_text){packed.data, packed.len - 1}, 10, &error), TOLL_E_INPUT);
    toll_buffer_free(&packed);
    toll_buffer_free(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gzip_members),
        cmocka_unit_test(zstd_frames),
        cmocka_unit_test(zstd_dictionary),
        cmocka_unit_test(bombs),
        cmocka_unit_test(in_memory_up_to_a_limit),
    };
    return TOLL_RUN(tests);
}
