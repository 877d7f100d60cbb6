/* In: a layer of a tar, zip or 7z archive, or of something packed with bzip2, xz or lz4. Out: a layer for each file in it. libarchive, because
 * it reads all of these as streams (zip in a tar, tar in a zip), gives errors instead of exits where memory runs out, and is what Debian's own
 * tools use. From a file it may seek, which 7z needs and zip is surer with. Nothing is written to disk, so paths in archives can do no harm:
 * they are names. What unpacks to very many times its size ends the archive; encrypted entries, and entries that are broken, are said and cost
 * only themselves. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "inside.h"

/* What is used of it; loaded when the first archive is opened, for with the libraries that it brings along it would slow down the start of every
 * command. */
/* clang-format off */
#define ARCHIVE_FUNCTIONS(X) \
    X(entry_filetype) X(entry_is_encrypted) X(entry_pathname) X(entry_pathname_utf8) X(errno) X(error_string) X(filter_bytes) \
    X(read_data) X(read_free) X(read_new) X(read_next_header) X(read_open1) X(read_set_callback_data) X(read_set_read_callback) \
    X(read_set_seek_callback) X(read_support_filter_bzip2) X(read_support_filter_lz4) X(read_support_filter_xz) \
    X(read_support_format_7zip) X(read_support_format_raw) X(read_support_format_tar) X(read_support_format_zip_seekable) \
    X(read_support_format_zip_streamable) X(set_error)
/* clang-format on */
typedef struct archive_library {
#define POINTER(name) __typeof__(archive_##name) *archive_##name;
    ARCHIVE_FUNCTIONS(POINTER)
#undef POINTER
} archive_library;

typedef struct bundle {
    void *library;
    archive_library lib;
    struct archive *archive;
    toll_layer *layer;
    size_t lent; /* bytes of the reader's block that libarchive has in hand */
    uint64_t made;
    uint64_t entries;
    toll_status trouble; /* of the layer below */
    bool single;         /* packed, no archive: one entry without a name */
} bundle;

typedef struct entry_stream {
    toll_stream stream;
    bundle *from;
    bool done;
} entry_stream;

static la_ssize_t feed(struct archive *archive, void *context, const void **out)
{
    bundle *it = context;
    toll_text seen;
    (void)archive;
    toll_reader_skip_seen(&it->layer->reader, it->lent);
    it->lent = 0;
    toll_status status = toll_reader_peek(&seen, &it->layer->reader, 1);
    if (status < 0) {
        it->trouble = status;
        it->lib.archive_set_error(archive, EIO, "%s", it->layer->reader.trouble.message);
        return -1;
    }
    *out = seen.data;
    it->lent = seen.len;
    return (la_ssize_t)seen.len;
}

static la_int64_t go_to(struct archive *archive, void *context, la_int64_t offset, int whence)
{
    bundle *it = context;
    toll_reader *reader = &it->layer->reader;
    (void)archive;
    toll_reader_skip_seen(reader, it->lent);
    it->lent = 0;
    if (whence == SEEK_CUR) offset += (la_int64_t)toll_reader_offset(reader), whence = SEEK_SET;
    off_t at = lseek(reader->fd, offset, whence);
    if (at < 0) return ARCHIVE_FATAL;
    toll_reader_moved(reader, (uint64_t)at);
    return at;
}

static toll_status failed(const bundle *it, toll_status status, toll_error *error)
{
    const char *said = it->lib.archive_error_string(it->archive);
    if (it->trouble == TOLL_E_MEMORY || it->lib.archive_errno(it->archive) == ENOMEM)
        return toll_error_set(error, TOLL_E_MEMORY, it->layer->where, "not enough memory to read it");
    toll_error_set(error, TOLL_E_INPUT, it->layer->where, "broken archive (%.200s)%s", said ? said : "no more is known",
        status == TOLL_E_SYSTEM ? "; the rest of it is lost" : "");
    return status;
}

static toll_status read_entry(toll_stream *stream, char *out, size_t cap, size_t *got, toll_error *error)
{
    entry_stream *entry = (entry_stream *)stream;
    bundle *it = entry->from;
    *got = 0;
    if (entry->done) return TOLL_OK;
    la_ssize_t count = it->lib.archive_read_data(it->archive, out, cap);
    if (count < 0) {
        entry->done = true;
        return failed(it, TOLL_E_INPUT, error);
    }
    *got = (size_t)count;
    entry->done = !count;
    it->made += (uint64_t)count;
    return toll_source_ratio(it->made, (uint64_t)it->lib.archive_filter_bytes(it->archive, -1), error);
}

static void close_entry(toll_stream *stream)
{
    toll_base_free(stream);
}

/* The entry's path in UTF-8. What is no UTF-8 is no name: then it gets its number. */
static toll_text path_of(struct archive_entry *entry, const bundle *it, char *number, size_t size)
{
    const char *path = it->lib.archive_entry_pathname_utf8(entry);
    if (!path) path = it->lib.archive_entry_pathname(entry);
    toll_text name = toll_text_of(path);
    while (name.len > 1 && name.data[0] == '.' && name.data[1] == '/') name.data += 2, name.len -= 2;
    if (name.len && toll_utf8_check(name.data, name.len) == name.len) return name;
    int len = snprintf(number, size, "entry-%llu", (unsigned long long)it->entries);
    return (toll_text){number, (size_t)(len > 0 ? len : 0)};
}

static toll_status open_entry(toll_layer *layer, bundle *it, struct archive_entry *entry, toll_error *error)
{
    char number[32], name[1024];
    toll_text path = path_of(entry, it, number, sizeof number);
    if (it->entries == 1 && (toll_text_is(path, "[Content_Types].xml") || toll_text_is(path, "word/document.xml"))) {
        toll_error_set(error, TOLL_E_INPUT, layer->where, "an office document; save the text of it as UTF-8");
        return TOLL_E_SYSTEM;
    }
    if (it->lib.archive_entry_is_encrypted(entry))
        return toll_error_set(error, TOLL_E_INPUT, layer->where, "%.200s is encrypted; unpack it first", path.data);
    entry_stream *stream = toll_base_zero(1, sizeof *stream);
    if (!stream) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
    *stream = (entry_stream){{read_entry, close_entry}, it, false};
    toll_about about = layer->about;
    if (it->single) {
        about.name = toll_source_plain_name(about.name);
    } else {
        int len = snprintf(name, sizeof name, "%.*s/%.*s", (int)toll_text_head(about.name, 400).len, about.name.data,
            (int)toll_text_head(path, 600).len, path.data);
        about.name = (toll_text){name, (size_t)(len > 0 ? len : 0)};
        about.name.len -= about.name.len - toll_utf8_check(name, about.name.len); /* a character that the end was cut through */
    }
    return toll_source_push(layer, &stream->stream, &about, toll_kind_of_name(about.name), error);
}

static toll_status next_entry(toll_source_parcel *out, toll_layer *layer, toll_error *error)
{
    bundle *it = layer->state;
    struct archive_entry *entry;
    (void)out;
    int result = it->lib.archive_read_next_header(it->archive, &entry);
    if (result == ARCHIVE_EOF && !it->entries) {
        toll_error_set(error, TOLL_E_INPUT, layer->where, "an archive without a file");
        return TOLL_E_SYSTEM;
    }
    if (result == ARCHIVE_EOF) return TOLL_END;
    if (result == ARCHIVE_RETRY) return failed(it, TOLL_E_INPUT, error);
    if (result < ARCHIVE_WARN) return failed(it, TOLL_E_SYSTEM, error);
    bool file = it->single || it->lib.archive_entry_filetype(entry) == AE_IFREG;
    it->entries++;
    return file ? open_entry(layer, it, entry, error) : TOLL_SOURCE_AGAIN;
}

static void choose(bundle *it, const toll_layer *layer)
{
    struct archive *a = it->archive;
    if (it->single) {
        it->lib.archive_read_support_filter_bzip2(a);
        it->lib.archive_read_support_filter_xz(a);
        it->lib.archive_read_support_filter_lz4(a);
        it->lib.archive_read_support_format_raw(a);
        return;
    }
    bool seeks = layer->depth == 0 && layer->size;
    it->lib.archive_read_support_format_tar(a);
    if (seeks) it->lib.archive_read_support_format_zip_seekable(a);
    it->lib.archive_read_support_format_zip_streamable(a);
    it->lib.archive_read_support_format_7zip(a);
    if (seeks) it->lib.archive_read_set_seek_callback(a, go_to);
}

static void close_it(toll_layer *layer)
{
    bundle *it = layer->state;
    it->lib.archive_read_free(it->archive);
    toll_library_close(it->library);
    toll_base_free(it);
}

static toll_status open_it(toll_layer *layer, toll_error *error)
{
    static const char *const names[] = {
#define NAME(name) "archive_" #name,
        ARCHIVE_FUNCTIONS(NAME)
#undef NAME
    };
    bundle *it = toll_base_zero(1, sizeof *it);
    if (!it) return toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it");
    it->library = toll_library_load(&it->lib, TOLL_LIBRARY_ARCHIVE, names, sizeof names / sizeof *names);
    if (it->library) it->archive = it->lib.archive_read_new();
    if (!it->archive) {
        toll_status status = it->library ? toll_error_set(error, TOLL_E_MEMORY, layer->where, "not enough memory to read it")
                                         : toll_library_missing(error, TOLL_E_INPUT, layer->where, TOLL_LIBRARY_ARCHIVE);
        toll_library_close(it->library);
        toll_base_free(it);
        return status;
    }
    it->layer = layer;
    it->single = layer->kind == TOLL_KIND_PACKED;
    layer->state = it;
    choose(it, layer);
    it->lib.archive_read_set_read_callback(it->archive, feed);
    it->lib.archive_read_set_callback_data(it->archive, it);
    if (it->lib.archive_read_open1(it->archive) >= ARCHIVE_WARN) return TOLL_OK;
    toll_status status = failed(it, TOLL_E_INPUT, error);
    close_it(layer);
    layer->state = NULL;
    return status;
}

const toll_format toll_format_archive = {open_it, next_entry, close_it};
