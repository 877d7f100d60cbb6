/* In: a reader of zstd data, one frame or many. Out: a stream of what they hold. A WARC packed with zstd may begin with its dictionary, a
 * skippable frame of a kind of its own (the format's draft of 2022: magic 0x184D2A5D, the dictionary plain or itself a frame). A broken frame is
 * a gap: the next one is looked for by its first bytes. Memory is a window of at most 128 MiB, what the library allows by default. */
#include <zstd.h>

#include "base/fault.h"
#include "members.h"

enum { dictionary_limit = 16 << 20 };

typedef struct unzstd {
    toll_members members;
    ZSTD_DCtx *context;
} unzstd;

static uint32_t little(const unsigned char *data)
{
    return (uint32_t)data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
}

static bool begins_frame(const char *data, size_t len)
{
    if (len < 4) return false;
    uint32_t magic = little((const unsigned char *)data);
    return magic == ZSTD_MAGICNUMBER || (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

static toll_status find_frame(toll_members *it, toll_error *error)
{
    for (;;) {
        toll_text seen;
        toll_status status = toll_reader_peek(&seen, it->in, 4);
        if (status < 0) return toll_reader_say(error, it->in, status, NULL);
        if (!seen.len) return TOLL_END;
        size_t at = 0;
        while (it->lost && at < seen.len && !begins_frame(seen.data + at, seen.len - at)) at++;
        if (!begins_frame(seen.data + at, seen.len - at) && !it->lost) return toll_members_gap(it, "not zstd data", error);
        it->open = begins_frame(seen.data + at, seen.len - at);
        toll_reader_skip_seen(it->in, it->open || seen.len < 4 ? at : at - 3);
        if (!it->open) continue;
        toll_members_begin(it);
        ZSTD_DCtx_reset(((unzstd *)it)->context, ZSTD_reset_session_only);
        return TOLL_OK;
    }
}

static toll_status unpack(toll_members *it, char *out, size_t cap, size_t *got, toll_error *error)
{
    toll_text seen;
    toll_status status = toll_reader_peek(&seen, it->in, 1);
    if (status < 0) return toll_reader_say(error, it->in, status, NULL);
    if (!seen.len) return toll_members_gap(it, "the zstd data ends in the middle: the file is cut short", error);
    ZSTD_inBuffer input = {seen.data, seen.len, 0};
    ZSTD_outBuffer output = {out, cap, 0};
    size_t result = ZSTD_decompressStream(((unzstd *)it)->context, &output, &input);
    toll_reader_skip_seen(it->in, input.pos);
    *got = output.pos;
    it->used += input.pos;
    it->made += output.pos;
    if (ZSTD_isError(result) && it->made == it->found_at) {
        it->open = !(it->lost = true);
        toll_reader_skip_seen(it->in, input.pos ? 0 : 1);
        return TOLL_OK;
    }
    if (ZSTD_isError(result)) return toll_members_gap(it, "broken zstd data", error);
    if (!result) it->open = false;
    return toll_source_ratio(it->made, it->used, error);
}

static void close_it(toll_stream *stream)
{
    unzstd *it = (unzstd *)stream;
    ZSTD_freeDCtx(it->context);
    toll_base_free(it);
}

/* The dictionary in the first frame, if there is one. A wrong one is no dictionary: the frames behind it then say what they miss. */
static toll_status load_dictionary(unzstd *it, toll_error *error)
{
    toll_text seen;
    toll_status status = toll_reader_peek(&seen, it->members.in, 8);
    if (status < 0) return toll_reader_say(error, it->members.in, status, NULL);
    if (seen.len < 8 || little((const unsigned char *)seen.data) != 0x184D2A5D) return TOLL_OK;
    size_t len = little((const unsigned char *)seen.data + 4);
    if (len > dictionary_limit) return toll_error_set(error, TOLL_E_LIMIT, NULL, "its zstd dictionary is larger than 16 MiB");
    toll_reader_skip_seen(it->members.in, 8);
    status = toll_reader_peek(&seen, it->members.in, len);
    if (status < 0) return toll_reader_say(error, it->members.in, status, NULL);
    if (seen.len < len) return TOLL_OK;
    toll_buffer plain = {0};
    toll_text dictionary = {seen.data, len};
    if (len >= 4 && little((const unsigned char *)seen.data) == ZSTD_MAGICNUMBER) {
        status = toll_unzstd_all(&plain, dictionary, dictionary_limit, error);
        dictionary = (toll_text){plain.data, plain.len};
    }
    if (status >= 0 && ZSTD_isError(ZSTD_DCtx_loadDictionary(it->context, dictionary.data, dictionary.len)))
        status = toll_error_set(error, TOLL_E_INPUT, NULL, "its zstd dictionary is broken");
    toll_buffer_free(&plain);
    toll_reader_skip_seen(it->members.in, len);
    return status;
}

toll_status toll_unzstd_open(toll_stream **out, toll_reader *in, toll_error *error)
{
    unzstd *it = toll_base_zero(1, sizeof *it);
    *out = NULL;
    if (it) it->context = ZSTD_createDCtx();
    if (!it || !it->context) {
        toll_base_free(it);
        return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    }
    it->members = (toll_members){.stream = {toll_members_read, close_it}, .in = in, .find = find_frame, .unpack = unpack};
    toll_status status = load_dictionary(it, error);
    if (status < 0) close_it(&it->members.stream);
    else *out = &it->members.stream;
    return status;
}

toll_status toll_unzstd_all(toll_buffer *out, toll_text packed, size_t limit, toll_error *error)
{
    ZSTD_DCtx *context = ZSTD_createDCtx();
    ZSTD_inBuffer input = {packed.data, packed.len, 0};
    size_t result = 1;
    toll_buffer_clear(out);
    bool memory = context != NULL;
    while (memory && result && !ZSTD_isError(result) && out->len <= limit) {
        memory = toll_buffer_reserve(out, 65536);
        if (!memory) break;
        ZSTD_outBuffer output = {out->data + out->len, out->cap - out->len - 1, 0};
        result = ZSTD_decompressStream(context, &output, &input);
        out->len += output.pos;
        if (input.pos == input.size && output.pos < output.size) break;
    }
    if (out->data) out->data[out->len] = '\0';
    ZSTD_freeDCtx(context);
    if (!memory) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to unpack it");
    if (out->len > limit) return TOLL_E_LIMIT;
    return result ? toll_error_set(error, TOLL_E_INPUT, NULL, "its packed body is broken or cut short") : TOLL_OK;
}
