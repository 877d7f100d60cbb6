/* In: a JSON Lines table of documents' names with outlet, title and publication date. Out: a lookup by name. The table is held in memory
 * (about 100 bytes a row) because documents come in any order. A wrong line is reported and left out; of two rows for one name the first
 * stands, so that what counts does not hang on the order of later lines. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/fault.h"
#include "inside.h"

enum { field_doc, field_published, field_outlet, field_title, field_count };

void toll_complain(toll_complaints *complaints, const toll_error *error)
{
    complaints->count++;
    if (complaints->report) complaints->report(complaints->context, error);
}

bool toll_source_date(toll_day *out, const toll_json_field *field)
{
    *out = TOLL_DAY_UNKNOWN;
    if (field->kind == TOLL_JSON_ABSENT || field->kind == TOLL_JSON_NULL) return true;
    if (field->kind != TOLL_JSON_STRING) return false;
    return !field->value.len || toll_day_parse(out, field->value);
}

static size_t slot_of(const toll_metadata *metadata, toll_text name)
{
    size_t mask = metadata->slot_count - 1;
    size_t at = (size_t)toll_hash(name.data, name.len, 0) & mask;
    while (metadata->slots[at] && !toll_text_equal(metadata->rows[metadata->slots[at] - 1].name, name)) at = (at + 1) & mask;
    return at;
}

const toll_metadata_row *toll_metadata_find(const toll_metadata *metadata, toll_text name)
{
    if (!metadata->count) return NULL;
    uint32_t found = metadata->slots[slot_of(metadata, name)];
    return found ? &metadata->rows[found - 1] : NULL;
}

/* At most half full. */
static bool make_room(toll_metadata *metadata)
{
    if (!toll_grow(&metadata->rows, &metadata->cap, metadata->count, sizeof *metadata->rows)) return false;
    if (metadata->count * 2 < metadata->slot_count) return true;
    size_t wanted = metadata->slot_count ? metadata->slot_count * 2 : 256;
    uint32_t *slots = toll_base_zero(wanted, sizeof *slots);
    if (!slots) return false;
    toll_base_free(metadata->slots);
    metadata->slots = slots;
    metadata->slot_count = wanted;
    for (size_t i = 0; i < metadata->count; i++) slots[slot_of(metadata, metadata->rows[i].name)] = (uint32_t)i + 1;
    return true;
}

static bool keep(toll_text *out, toll_metadata *metadata, const toll_json_field *field)
{
    *out = (toll_text){NULL, 0};
    if (field->kind != TOLL_JSON_STRING || !field->value.len) return true;
    char *copy = toll_arena_string(&metadata->memory, field->value.data, field->value.len);
    *out = (toll_text){copy, field->value.len};
    return copy != NULL;
}

static toll_status add_row(
    toll_metadata *metadata, const toll_json_field *fields, const char *path, uint64_t line, toll_complaints *complaints, toll_error *error)
{
    const toll_json_field *doc = &fields[field_doc];
    if (doc->kind != TOLL_JSON_STRING || !doc->value.len)
        return toll_error_at(error, TOLL_E_INPUT, path, line, "no \"doc\"; give the base name of the document as a string");
    if (!make_room(metadata)) return toll_error_at(error, TOLL_E_MEMORY, path, line, "not enough memory for the metadata");
    size_t slot = slot_of(metadata, doc->value);
    if (metadata->slots[slot])
        return toll_error_at(error, TOLL_E_INPUT, path, line, "a second row for \"%.*s\"; the first one counts, take one of them out",
            (int)toll_text_head(doc->value, 200).len, doc->value.data);
    toll_metadata_row row;
    if (!toll_source_date(&row.published, &fields[field_published])) {
        toll_error_at(error, TOLL_E_INPUT, path, line, "\"published\" is not a date, so it stays unknown; write YYYY-MM-DD");
        toll_complain(complaints, error);
    }
    if (!keep(&row.name, metadata, doc) || !keep(&row.outlet, metadata, &fields[field_outlet]) ||
        !keep(&row.title, metadata, &fields[field_title]))
        return toll_error_at(error, TOLL_E_MEMORY, path, line, "not enough memory for the metadata");
    metadata->rows[metadata->count++] = row;
    metadata->slots[slot] = (uint32_t)metadata->count;
    return TOLL_OK;
}

/* One line, or the end: TOLL_END where there is no more, TOLL_E_INPUT or TOLL_E_LIMIT where only this line is lost. */
static toll_status load_line(
    toll_metadata *metadata, toll_reader *reader, toll_buffer *memory, const char *path, toll_complaints *complaints, toll_error *error)
{
    toll_json_field fields[field_count] = {{.name = "doc"}, {.name = "published"}, {.name = "outlet"}, {.name = "title"}};
    toll_text line;
    toll_status status = toll_reader_line(&line, reader);
    if (status == TOLL_E_LIMIT) return toll_source_too_large("the line", reader->limit, path, reader->line, error);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, path, "not enough memory for the metadata");
    if (status < 0) return toll_reader_say(error, reader, status, path);
    if (status) return status;
    if (reader->line == 1) toll_json_skip_mark(&line);
    if (toll_json_is_blank(line)) return TOLL_OK;
    status = toll_json_read(fields, field_count, memory, line, path, reader->line, error);
    return status ? status : add_row(metadata, fields, path, reader->line, complaints, error);
}

static toll_status load_lines(
    toll_metadata *metadata, toll_reader *reader, const char *path, toll_complaints *complaints, toll_error *error)
{
    toll_buffer memory = {0};
    toll_error wrong = {0};
    toll_status status;
    do {
        status = load_line(metadata, reader, &memory, path, complaints, &wrong);
        if (status == TOLL_E_INPUT || status == TOLL_E_LIMIT) {
            toll_complain(complaints, &wrong);
            status = TOLL_OK;
        }
    } while (status == TOLL_OK);
    toll_buffer_free(&memory);
    if (status == TOLL_END) return TOLL_OK;
    if (error) *error = wrong;
    return status;
}

toll_status toll_metadata_load(toll_metadata *metadata, const char *path, size_t limit, toll_complaints *complaints, toll_error *error)
{
    toll_arena_init(&metadata->memory, 0);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return toll_source_system(errno, path, error);
    struct stat about;
    toll_reader reader = {.fd = -1};
    toll_reader_start(&reader, fd, limit);
    toll_status status = !fstat(fd, &about) && S_ISDIR(about.st_mode) ? toll_source_system(EISDIR, path, error)
                                                                      : load_lines(metadata, &reader, path, complaints, error);
    toll_reader_free(&reader);
    return status;
}

void toll_metadata_free(toll_metadata *metadata)
{
    toll_arena_free(&metadata->memory);
    toll_base_free(metadata->rows);
    toll_base_free(metadata->slots);
    *metadata = (toll_metadata){0};
}
