/* In: paths and options. Out: one document after another. The source knows one open file at a time; the bytes of a document stand in the
 * caller's parcel, so that many documents can be on their way through the engine while the next is read. Costs: one copy of the text.
 *
 * What a document says of itself counts before the metadata table, and that before the defaults. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "inside.h"

struct toll_source {
    const char *const *paths;
    size_t count, next; /* next = the path to open when the current file is done */
    toll_source_options options;
    toll_day published;
    toll_text outlet;
    toll_metadata metadata;
    toll_complaints complaints;
    toll_reader reader; /* fd -1 = no file is open */
    const char *path;   /* of the open file, "stdin" for `-` */
    bool lines;         /* the open file is JSON Lines */
};

enum { field_id, field_text, field_title, field_published, field_outlet, field_url, field_count };

static const size_t keep_at_most = (size_t)4 << 20; /* a parcel gives back more than this before it is used again */

toll_status toll_source_open(
    toll_source **out, const char *const *paths, size_t count, const toll_source_options *options, toll_error *error)
{
    *out = NULL;
    toll_source *source = toll_base_zero(1, sizeof *source);
    if (!source) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory to read documents");
    if (options) memcpy(&source->options, options, options->size < sizeof *options ? options->size : sizeof *options);
    if (!source->options.limit || source->options.limit > TOLL_SOURCE_LIMIT) source->options.limit = TOLL_SOURCE_LIMIT;
    source->reader.fd = -1;
    source->paths = paths;
    source->count = count;
    source->published = source->options.published ? *source->options.published : TOLL_DAY_UNKNOWN;
    source->outlet = toll_text_of(source->options.outlet);
    if (source->outlet.len && toll_utf8_check(source->outlet.data, source->outlet.len) < source->outlet.len) {
        toll_source_close(source);
        return toll_error_set(error, TOLL_E_USAGE, NULL, "the outlet's name is not UTF-8; write it as UTF-8");
    }
    source->complaints = (toll_complaints){source->options.report, source->options.context, 0};
    const char *path = source->options.metadata;
    toll_status status = path ? toll_metadata_load(&source->metadata, path, source->options.limit, &source->complaints, error) : TOLL_OK;
    if (status < 0) toll_source_close(source);
    else *out = source;
    return status;
}

void toll_source_close(toll_source *source)
{
    if (!source) return;
    toll_reader_free(&source->reader);
    toll_metadata_free(&source->metadata);
    toll_base_free(source);
}

static bool has_ending(const char *path, const char *ending)
{
    size_t len = strlen(path), ending_len = strlen(ending);
    return len >= ending_len && !strcmp(path + len - ending_len, ending);
}

static bool is_lines(const toll_source *source, const char *path)
{
    if (source->options.from != TOLL_SOURCE_AUTO) return source->options.from == TOLL_SOURCE_JSONL;
    return has_ending(path, ".jsonl") || has_ending(path, ".ndjson");
}

/* Opens the next path. `size` is what a regular file says it has, else 0. */
static toll_status open_next(toll_source *source, size_t *size, toll_error *error)
{
    const char *path = source->paths[source->next++];
    bool standard = !strcmp(path, "-");
    source->path = standard ? "stdin" : path;
    source->lines = is_lines(source, path);
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return toll_source_system(errno, path, error);
    toll_reader_start(&source->reader, fd, source->options.limit);
    struct stat about;
    if (fstat(fd, &about) < 0) return toll_source_system(errno, source->path, error);
    if (S_ISDIR(about.st_mode)) return toll_source_system(EISDIR, source->path, error);
    *size = S_ISREG(about.st_mode) && about.st_size > 0 ? (size_t)about.st_size : 0;
    return TOLL_OK;
}

static toll_text base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return toll_text_of(slash && slash[1] ? slash + 1 : path);
}

/* What the metadata table and the defaults know and the document itself did not say. */
static void complete(toll_document *document, const toll_source *source, bool dated)
{
    const toll_metadata_row *row = toll_metadata_find(&source->metadata, document->name);
    if (!document->title.data && row) document->title = row->title;
    if (!document->outlet.data && row) document->outlet = row->outlet;
    if (!document->outlet.data) document->outlet = source->outlet;
    if (!dated && row && row->published != TOLL_DAY_UNKNOWN) document->published = row->published;
    else if (!dated) document->published = source->published;
}

static toll_status next_text(toll_source_parcel *out, toll_source *source, size_t size, toll_error *error)
{
    const char *where = source->path;
    size_t limit = source->options.limit;
    toll_status status = size > limit ? TOLL_E_LIMIT : toll_reader_all(&out->memory, &source->reader, size);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the text", limit, where, 0, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, where, "not enough memory for this text");
    if (status < 0) return toll_source_system(errno, where, error);
    if (!out->memory.len) return toll_error_set(error, TOLL_E_INPUT, where, "empty; there is nothing to read in it");
    out->document.text = (toll_text){out->memory.data, out->memory.len};
    status = toll_source_check(out->document.text, where, error);
    if (status < 0) return status;
    out->document.name = base_name(where);
    if (toll_utf8_check(out->document.name.data, out->document.name.len) < out->document.name.len)
        return toll_error_set(error, TOLL_E_INPUT, where, "the file's name is not UTF-8, so it cannot name the document; rename it");
    complete(&out->document, source, false);
    return TOLL_OK;
}

/* An optional field: absent, null and empty are all "unknown"; another type is reported and left out. */
static toll_text optional(const toll_json_field *field, toll_source *source)
{
    if (field->kind == TOLL_JSON_STRING && field->value.len) return field->value;
    if (field->kind == TOLL_JSON_NUMBER || field->kind == TOLL_JSON_OTHER) {
        toll_error wrong;
        toll_error_at(&wrong, TOLL_E_INPUT, source->path, source->reader.line,
            "\"%s\" is not a string, so it stays unknown; write it in quotes", field->name);
        toll_complain(&source->complaints, &wrong);
    }
    return (toll_text){NULL, 0};
}

static toll_status required(const toll_json_field *fields, const toll_source *source, toll_error *error)
{
    const char *where = source->path;
    uint64_t line = source->reader.line;
    const toll_json_field *id = &fields[field_id], *text = &fields[field_text];
    if (text->kind == TOLL_JSON_ABSENT || text->kind == TOLL_JSON_NULL)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "no \"text\"; give the document's text as a string");
    if (text->kind != TOLL_JSON_STRING)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "\"text\" is not a string; give the document's text in quotes");
    if (!text->value.len) return toll_error_at(error, TOLL_E_INPUT, where, line, "\"text\" is empty; there is nothing to read in it");
    if (id->kind != TOLL_JSON_STRING && id->kind != TOLL_JSON_NUMBER)
        return toll_error_at(error, TOLL_E_INPUT, where, line, "no \"id\"; give the document a name of its own");
    if (!id->value.len) return toll_error_at(error, TOLL_E_INPUT, where, line, "\"id\" is empty; give the document a name of its own");
    return TOLL_OK;
}

static void take_fields(toll_source_parcel *out, toll_json_field *fields, toll_source *source)
{
    toll_document *document = &out->document;
    document->name = fields[field_id].value;
    document->text = fields[field_text].value;
    document->title = optional(&fields[field_title], source);
    document->outlet = optional(&fields[field_outlet], source);
    document->url = optional(&fields[field_url], source);
    const toll_json_field *date = &fields[field_published];
    bool known = toll_source_date(&document->published, date);
    if (!known) {
        toll_error wrong;
        toll_text shown = date->kind == TOLL_JSON_OTHER ? toll_text_of("no string") : date->value;
        toll_error_at(&wrong, TOLL_E_INPUT, source->path, source->reader.line,
            "\"published\" is not a date (%.*s), so it stays unknown; write YYYY-MM-DD", (int)(shown.len < 40 ? shown.len : 40),
            shown.data);
        toll_complain(&source->complaints, &wrong);
    }
    complete(document, source, !known || document->published != TOLL_DAY_UNKNOWN);
}

/* The next document of the open JSON Lines file: TOLL_END at its end, TOLL_E_INPUT or TOLL_E_LIMIT where a line is lost. */
static toll_status next_line(toll_source_parcel *out, toll_source *source, toll_error *error)
{
    const char *where = source->path;
    toll_json_field fields[field_count] = {
        {.name = "id"}, {.name = "text"}, {.name = "title"}, {.name = "published"}, {.name = "outlet"}, {.name = "url"}};
    toll_text line = {NULL, 0};
    toll_status status;
    do {
        status = toll_reader_line(&line, &source->reader);
        if (status == TOLL_OK && source->reader.line == 1) toll_json_skip_mark(&line);
    } while (status == TOLL_OK && toll_json_is_blank(line));
    if (status == TOLL_END && !source->reader.any) {
        source->reader.any = true;
        return toll_error_set(error, TOLL_E_INPUT, where, "empty; there is nothing to read in it");
    }
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the line", source->options.limit, where, source->reader.line, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, where, "not enough memory for this line");
    if (status == TOLL_E_SYSTEM) {
        toll_source_system(errno, where, error);
        return TOLL_E_SYSTEM;
    }
    if (status) return status;
    status = toll_json_read(fields, field_count, &out->memory, line, where, source->reader.line, error);
    if (!status) status = required(fields, source, error);
    if (!status) take_fields(out, fields, source);
    return status;
}

/* One step: a document, TOLL_END where the file gave none and is done, or an error. */
static toll_status step(toll_source_parcel *out, toll_source *source, toll_error *error)
{
    size_t size = 0;
    toll_status status = TOLL_OK;
    if (source->reader.fd < 0) status = open_next(source, &size, error);
    if (status < 0) {
        toll_reader_stop(&source->reader);
        return status;
    }
    status = source->lines ? next_line(out, source, error) : next_text(out, source, size, error);
    if (!source->lines || status == TOLL_END || status == TOLL_E_SYSTEM) toll_reader_stop(&source->reader);
    return status;
}

toll_status toll_source_next(toll_source_parcel *out, toll_source *source, toll_error *error)
{
    if (out->memory.cap > keep_at_most) toll_buffer_free(&out->memory);
    while (source->reader.fd >= 0 || source->next < source->count) {
        toll_error wrong = {0};
        out->document = (toll_document){.published = TOLL_DAY_UNKNOWN};
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
}

bool toll_source_ready(const toll_source *source)
{
    if (source->reader.fd >= 0) return toll_reader_ready(&source->reader);
    if (source->next >= source->count || strcmp(source->paths[source->next], "-") != 0) return true;
    toll_reader standard = {.fd = STDIN_FILENO};
    return toll_reader_ready(&standard);
}

size_t toll_source_complaints(const toll_source *source)
{
    return source->complaints.count;
}
