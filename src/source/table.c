/* In: a JSON Lines file that the program itself wrote. Out: the fields asked for, line by line. A line that is broken is passed over: such files
 * are notes of what was done, and a note that is lost costs doing it again. */
#include <errno.h>
#include <fcntl.h>

#include "base/fault.h"
#include "inside.h"
#include "lines.h"

struct toll_lines {
    toll_reader reader;
    toll_buffer memory;
    const char *path;
    toll_json_field fields[TOLL_LINES_FIELDS];
    size_t count;
};

toll_status toll_lines_open(toll_lines **out, const char *path, const char *const *names, size_t count, toll_error *error)
{
    *out = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return toll_source_system(errno, path, error);
    toll_lines *lines = toll_base_zero(1, sizeof *lines);
    if (!lines) {
        toll_reader reader = {.fd = fd};
        toll_reader_stop(&reader);
        return toll_error_set(error, TOLL_E_MEMORY, path, "not enough memory to read it");
    }
    toll_reader_start(&lines->reader, fd, 1 << 20);
    lines->path = path;
    lines->count = count < TOLL_LINES_FIELDS ? count : TOLL_LINES_FIELDS;
    for (size_t i = 0; i < lines->count; i++) lines->fields[i].name = names[i];
    *out = lines;
    return TOLL_OK;
}

toll_status toll_lines_next(toll_text *values, toll_lines *lines, toll_error *error)
{
    for (;;) {
        toll_text line;
        toll_status status = toll_reader_line(&line, &lines->reader);
        if (status == TOLL_E_LIMIT) continue;
        if (status < 0) return toll_reader_say(error, &lines->reader, status, lines->path);
        if (status) return status;
        status = toll_json_read(lines->fields, lines->count, &lines->memory, line, lines->path, lines->reader.line, error);
        if (status == TOLL_E_MEMORY) return status;
        if (status < 0) continue;
        for (size_t i = 0; i < lines->count; i++) {
            const toll_json_field *field = &lines->fields[i];
            bool there = field->kind == TOLL_JSON_STRING || field->kind == TOLL_JSON_NUMBER;
            values[i] = there ? field->value : (toll_text){NULL, 0};
        }
        return TOLL_OK;
    }
}

void toll_lines_close(toll_lines *lines)
{
    if (!lines) return;
    toll_reader_free(&lines->reader);
    toll_buffer_free(&lines->memory);
    toll_base_free(lines);
}
