/* In: paths and options. Out: one document after another. The source knows one open file at a time, as a stack of layers (layer.c); the bytes of
 * a document stand in the caller's parcel, so that many documents can be on their way through the engine while the next is read.
 *
 * What a document says of itself counts before the metadata table, and that before the defaults. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "inside.h"

static const size_t keep_at_most = (size_t)4 << 20; /* a parcel gives back more than this before it is used again */

static toll_status take_options(toll_source *source, const toll_source_options *options, toll_error *error)
{
    if (options) memcpy(&source->options, options, options->size < sizeof *options ? options->size : sizeof *options);
    toll_source_options *o = &source->options;
    if (!o->limit || o->limit > TOLL_SOURCE_LIMIT) o->limit = TOLL_SOURCE_LIMIT;
    source->published = o->published ? *o->published : TOLL_DAY_UNKNOWN;
    source->outlet = toll_text_of(o->outlet);
    if (source->outlet.len && toll_utf8_check(source->outlet.data, source->outlet.len) < source->outlet.len)
        return toll_error_set(error, TOLL_E_USAGE, NULL, "the outlet's name is not UTF-8; write it as UTF-8");
    source->columns = toll_base_zero(1, sizeof *source->columns);
    if (!source->columns) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to read documents");
    toll_status status = toll_columns_read(source->columns, o->columns, error);
    if (status < 0 || !o->metadata) return status;
    return toll_metadata_load(&source->metadata, o->metadata, o->limit, &source->complaints, error);
}

/* The sizes of regular files, for progress. */
static void measure(toll_source *source)
{
    struct stat about;
    source->sized = true;
    for (size_t i = 0; i < source->count; i++) {
        bool known = strcmp(source->paths[i], "-") != 0 && !stat(source->paths[i], &about) && S_ISREG(about.st_mode);
        if (known) source->all += (uint64_t)about.st_size;
        source->sized &= known;
    }
}

toll_status toll_source_open(
    toll_source **out, const char *const *paths, size_t count, const toll_source_options *options, toll_error *error)
{
    *out = NULL;
    toll_source *source = toll_base_zero(1, sizeof *source);
    if (!source) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to read documents");
    for (size_t i = 0; i <= TOLL_SOURCE_DEPTH; i++) {
        source->layers[i].source = source;
        source->layers[i].reader.fd = -1;
        source->layers[i].depth = (unsigned)i;
    }
    source->paths = paths;
    source->count = count;
    source->complaints = (toll_complaints){options ? options->report : NULL, options ? options->context : NULL, 0};
    toll_status status = take_options(source, options, error);
    if (status < 0) toll_source_close(source);
    else *out = source;
    return status;
}

void toll_source_close(toll_source *source)
{
    if (!source) return;
    for (size_t i = TOLL_SOURCE_DEPTH + 1; i--;) {
        toll_layer_close(&source->layers[i]);
        toll_reader_free(&source->layers[i].reader);
        toll_buffer_free(&source->layers[i].words);
    }
    toll_metadata_free(&source->metadata);
    toll_base_free(source->columns);
    toll_base_free(source);
}

static toll_text base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return toll_text_of(slash && slash[1] ? slash + 1 : path);
}

/* Opens the next path as the lowest layer. */
static toll_status open_next(toll_source *source, toll_error *error)
{
    const char *path = source->paths[source->next++];
    bool standard = !strcmp(path, "-");
    toll_layer *layer = &source->layers[0];
    const char *where = standard ? "stdin" : path;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return toll_source_system(errno, path, error);
    toll_reader_start(&layer->reader, fd, source->options.limit);
    source->depth = 1;
    struct stat about;
    if (fstat(fd, &about) < 0) return toll_source_system(errno, where, error);
    if (S_ISDIR(about.st_mode)) return toll_source_system(EISDIR, where, error);
    layer->size = S_ISREG(about.st_mode) && about.st_size > 0 ? (size_t)about.st_size : 0;
    const toll_about known = {.name = base_name(where), .published = TOLL_DAY_UNKNOWN};
    toll_status status = toll_layer_about(layer, &known, where);
    if (status < 0) return toll_error_set(error, status, where, "not enough memory to read it");
    return toll_layer_begin(layer, toll_kind_of_name(known.name), error);
}

static void close_top(toll_source *source)
{
    toll_layer *top = &source->layers[--source->depth];
    if (!source->depth) source->done += top->size ? top->size : toll_reader_offset(&top->reader);
    toll_layer_close(top);
}

/* One step: a document, TOLL_SOURCE_AGAIN where there was none, or an error. */
static toll_status step(toll_source_parcel *out, toll_source *source, toll_error *error)
{
    if (!source->depth) {
        toll_status status = open_next(source, error);
        if (status < 0 && source->depth) close_top(source);
        return status < 0 ? status : TOLL_SOURCE_AGAIN;
    }
    toll_layer *top = &source->layers[source->depth - 1];
    toll_status status = top->format->next(out, top, error);
    if (status == TOLL_END || status == TOLL_E_SYSTEM) close_top(source);
    return status == TOLL_END ? TOLL_SOURCE_AGAIN : status;
}

static void empty_parcel(toll_source_parcel *out)
{
    toll_buffer memory = out->memory, clean = out->clean, words = out->words;
    if (memory.cap > keep_at_most) toll_buffer_free(&memory);
    if (clean.cap > keep_at_most) toll_buffer_free(&clean);
    *out = (toll_source_parcel){.document = {.published = TOLL_DAY_UNKNOWN}, .memory = memory, .clean = clean, .words = words};
}

toll_status toll_source_next(toll_source_parcel *out, toll_source *source, toll_error *error)
{
    if (!source->all && !source->next) measure(source);
    while (source->depth || source->next < source->count) {
        toll_error wrong = {0};
        empty_parcel(out);
        out->plain = source->options.from == TOLL_SOURCE_TEXT;
        toll_status status = step(out, source, &wrong);
        if (status == TOLL_OK) return TOLL_OK;
        if (status == TOLL_E_MEMORY) {
            if (error) *error = wrong;
            return status;
        }
        if (status < 0) toll_complain(&source->complaints, &wrong);
    }
    return TOLL_END;
}

void toll_source_parcel_free(toll_source_parcel *parcel)
{
    toll_buffer_free(&parcel->memory);
    toll_buffer_free(&parcel->clean);
    toll_buffer_free(&parcel->words);
}

bool toll_source_ready(const toll_source *source)
{
    if (source->depth) {
        const toll_layer *bottom = &source->layers[0];
        if (bottom->size || toll_reader_ready(&bottom->reader)) return true;
        return source->depth > 1 && toll_reader_ready(&source->layers[source->depth - 1].reader);
    }
    if (source->next >= source->count || strcmp(source->paths[source->next], "-") != 0) return true;
    toll_reader standard = {.fd = STDIN_FILENO};
    return toll_reader_ready(&standard);
}

size_t toll_source_complaints(const toll_source *source)
{
    return source->complaints.count;
}

size_t toll_source_skips(const toll_source *source, toll_skip reason)
{
    return source->skips[reason];
}

bool toll_source_progress(const toll_source *source, uint64_t *done, uint64_t *all)
{
    *done = source->done + (source->depth ? toll_reader_offset(&source->layers[0].reader) : 0);
    *all = source->all;
    return source->sized;
}
