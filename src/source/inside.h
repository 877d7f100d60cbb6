/* What the files of this room share: the block reader, one line of JSON, the metadata table, and the look at bytes that must
 * be text. */
#ifndef TOLL_SOURCE_INSIDE_H
#define TOLL_SOURCE_INSIDE_H

#include "source.h"

/* --- reader.c: a file descriptor read in blocks. */
typedef struct toll_reader {
    toll_buffer block;       /* what was read and is not yet used up: block.data[start .. block.len) */
    size_t start;
    size_t limit;            /* longest line */
    uint64_t line;           /* number of the line given last, from 1 */
    int fd;                  /* -1 = closed */
    bool ended;              /* read returned 0 */
    bool any;                /* at least one byte was read */
} toll_reader;

void toll_reader_start(toll_reader *reader, int fd, size_t limit);
/* Closes the descriptor (never standard input) and keeps the block for the next file. */
void toll_reader_stop(toll_reader *reader);
void toll_reader_free(toll_reader *reader);
/* The next line without its \n, valid until the next call. TOLL_OK, TOLL_END, TOLL_E_LIMIT (the line was skipped),
 * TOLL_E_MEMORY, TOLL_E_SYSTEM (errno says why). */
toll_status toll_reader_line(toll_text *out, toll_reader *reader);
/* True where a line, the end or an error can be had without waiting. */
bool toll_reader_ready(const toll_reader *reader);
/* Everything up to the end of the file into `out`; TOLL_E_LIMIT as soon as it is more than the limit. */
toll_status toll_reader_all(toll_buffer *out, toll_reader *reader, size_t expected);

/* --- json.c: one object out of one line. */
typedef enum toll_json_kind { TOLL_JSON_ABSENT, TOLL_JSON_NULL, TOLL_JSON_STRING, TOLL_JSON_NUMBER, TOLL_JSON_OTHER } toll_json_kind;

typedef struct toll_json_field {
    const char *name;
    toll_json_kind kind;
    toll_text value;         /* of strings (decoded) and numbers (as written); inside `memory` */
    size_t off;              /* inside */
} toll_json_field;

/* Fills the named fields from a line that must be one JSON object; other fields are skipped. `memory` is cleared and then holds
 * the values. Errors carry where and line. */
toll_status toll_json_read(toll_json_field *fields, size_t count, toll_buffer *memory, toll_text line, const char *where, uint64_t number,
                           toll_error *error);
bool toll_json_is_blank(toll_text line);
/* Past the byte order mark that some programs put before the first line. */
void toll_json_skip_mark(toll_text *line);

/* --- metadata.c: what is known about documents by name. */
typedef struct toll_metadata_row {
    toll_text name, outlet, title;
    toll_day published;
} toll_metadata_row;

typedef struct toll_metadata {
    toll_arena memory;
    toll_metadata_row *rows;
    size_t count, cap;
    uint32_t *slots;         /* row number + 1; 0 = free; a power of two */
    size_t slot_count;
} toll_metadata;

typedef struct toll_complaints {
    void (*report)(void *context, const toll_error *error);
    void *context;
    size_t count;
} toll_complaints;

void toll_complain(toll_complaints *complaints, const toll_error *error);

toll_status toll_metadata_load(toll_metadata *metadata, const char *path, size_t limit, toll_complaints *complaints, toll_error *error);
const toll_metadata_row *toll_metadata_find(const toll_metadata *metadata, toll_text name);
void toll_metadata_free(toll_metadata *metadata);

/* A date field: unknown where it is absent, null or empty; false where it is there and no date (reported by the caller). */
bool toll_source_date(toll_day *out, const toll_json_field *field);

/* --- check.c: TOLL_OK where the bytes are clean UTF-8 text, else an error that names what they are and the first bad byte. */
toll_status toll_source_check(toll_text bytes, const char *where, toll_error *error);
/* "too large" in one place: what is too large, and the limit in words. */
toll_status toll_source_too_large(const char *what, size_t limit, const char *where, uint64_t line, toll_error *error);
/* What the operating system said when a file could not be opened or read, with how to mend it. */
toll_status toll_source_system(int code, const char *where, toll_error *error);

#endif
