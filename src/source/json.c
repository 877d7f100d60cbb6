/* In: one line that should be a JSON object. Out: the values of the fields asked for, decoded. What is lax in yajl is checked first: UTF-8, NUL
 * bytes, and escapes of lone surrogates, which it would turn into question marks without a word. Then json_quick.c reads the line; yajl, which
 * reads 500 MB/s, judges what that leaves to it. */
#include <yajl/yajl_parse.h>

#include "inside.h"

enum { depth_limit = 256 };

typedef struct parse {
    toll_json_field *fields;
    size_t count;
    toll_buffer *memory;
    toll_json_field *current; /* the field whose value comes next; NULL = one nobody asked for */
    unsigned depth;
    bool object;       /* the outermost value is an object */
    const char *twice; /* a field that was there before */
} parse;

static int note(parse *p, toll_json_kind kind, const char *data, size_t len)
{
    if (p->depth != 1 || !p->object || !p->current) return 1;
    toll_json_field *field = p->current;
    p->current = NULL;
    if (field->kind != TOLL_JSON_ABSENT) {
        p->twice = field->name;
        return 0;
    }
    field->kind = kind;
    field->off = p->memory->len;
    field->value.len = len;
    if (len) toll_buffer_add(p->memory, data, len);
    return !p->memory->failed;
}

static int on_null(void *context)
{
    return note(context, TOLL_JSON_NULL, NULL, 0);
}

static int on_boolean(void *context, int value)
{
    (void)value;
    return note(context, TOLL_JSON_OTHER, NULL, 0);
}

static int on_number(void *context, const char *data, size_t len)
{
    return note(context, TOLL_JSON_NUMBER, data, len);
}

static int on_string(void *context, const unsigned char *data, size_t len)
{
    return note(context, TOLL_JSON_STRING, (const char *)data, len);
}

static int on_key(void *context, const unsigned char *data, size_t len)
{
    parse *p = context;
    if (p->depth != 1) return 1;
    p->current = NULL;
    for (size_t i = 0; i < p->count; i++)
        if (toll_text_is((toll_text){(const char *)data, len}, p->fields[i].name)) p->current = &p->fields[i];
    return 1;
}

static int open_value(parse *p)
{
    int go = note(p, TOLL_JSON_OTHER, NULL, 0);
    return ++p->depth <= depth_limit && go;
}

static int on_map(void *context)
{
    parse *p = context;
    if (!p->depth) p->object = true;
    return open_value(p);
}

static int on_array(void *context)
{
    return open_value(context);
}

static int on_close(void *context)
{
    parse *p = context;
    p->depth--;
    return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close,
    .yajl_start_array = on_array,
    .yajl_end_array = on_close,
};

/* The value of four hexadecimal digits, or 0x10000 where they are not there (yajl then says so). */
static unsigned hex4(const char *data, size_t left)
{
    unsigned value = 0;
    if (left < 4) return 0x10000;
    for (size_t i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)data[i];
        unsigned lower = c | 0x20U;
        if (c >= '0' && c <= '9') value = value * 16 + (c - '0');
        else if (lower >= 'a' && lower <= 'f') value = value * 16 + (lower - 'a' + 10);
        else return 0x10000;
    }
    return value;
}

/* Offset of the first escape that stands for no character (\u0000 or half a surrogate pair), or len. */
static size_t bad_escape(toll_text line)
{
    for (size_t i = 0; i < line.len;) {
        const char *found = memchr(line.data + i, '\\', line.len - i);
        if (!found) return line.len;
        size_t at = (size_t)(found - line.data);
        i = at + 2;
        if (i > line.len || line.data[at + 1] != 'u') continue;
        unsigned unit = hex4(line.data + i, line.len - i);
        if (unit == 0 || (unit >= 0xdc00 && unit < 0xe000)) return at;
        if (unit < 0xd800 || unit > 0xdbff) continue;
        bool pair = line.len - i >= 10 && line.data[i + 4] == '\\' && line.data[i + 5] == 'u';
        unsigned low = pair ? hex4(line.data + i + 6, line.len - i - 6) : 0;
        if (low < 0xdc00 || low > 0xdfff) return at;
        i += 10;
    }
    return line.len;
}

toll_status toll_json_check(toll_text line, const char *where, uint64_t number, toll_error *error)
{
    size_t bad = toll_utf8_check(line.data, line.len);
    if (bad < line.len) {
        unsigned value = (unsigned char)line.data[bad];
        if (!value)
            return toll_error_at(
                error, TOLL_E_INPUT, where, number, "a NUL byte at byte %zu of the line, so not JSON; give the text as UTF-8", bad);
        return toll_error_at(
            error, TOLL_E_INPUT, where, number, "invalid UTF-8 at byte %zu of the line (0x%02x); write the file as UTF-8", bad, value);
    }
    bad = bad_escape(line);
    if (bad < line.len)
        return toll_error_at(error, TOLL_E_INPUT, where, number,
            "the escape at byte %zu of the line is no character (a NUL or half a surrogate pair); write the text as UTF-8", bad);
    return TOLL_OK;
}

static toll_status broken(yajl_handle handle, toll_text line, const char *where, uint64_t number, toll_error *error)
{
    size_t at = yajl_get_bytes_consumed(handle);
    unsigned char *said = yajl_get_error(handle, 0, (const unsigned char *)line.data, line.len);
    size_t len = said ? strcspn((const char *)said, "\n") : 0;
    toll_status status = toll_error_at(error, TOLL_E_INPUT, where, number,
        "broken JSON near byte %zu of the line (%.*s); write one object a line", at < line.len ? at : line.len, (int)len,
        said ? (const char *)said : "");
    if (said) yajl_free_error(handle, said);
    return status;
}

static toll_status judge(
    const parse *p, yajl_handle handle, yajl_status state, toll_text line, const char *where, uint64_t number, toll_error *error)
{
    if (p->memory->failed) return toll_error_at(error, TOLL_E_MEMORY, where, number, "not enough memory for this line");
    if (p->twice) return toll_error_at(error, TOLL_E_INPUT, where, number, "\"%s\" is there twice; give it once", p->twice);
    if (state == yajl_status_client_canceled)
        return toll_error_at(error, TOLL_E_LIMIT, where, number, "nested deeper than %d levels; give one plain object a line", depth_limit);
    if (state != yajl_status_ok) return broken(handle, line, where, number, error);
    if (!p->object)
        return toll_error_at(error, TOLL_E_INPUT, where, number, "not a JSON object; write one object {...} a line, no list around them");
    return TOLL_OK;
}

static void forget(toll_json_field *fields, size_t count, toll_buffer *memory)
{
    toll_buffer_clear(memory);
    for (size_t i = 0; i < count; i++) fields[i] = (toll_json_field){.name = fields[i].name};
}

toll_status toll_json_careful(
    toll_json_field *fields, size_t count, toll_buffer *memory, toll_text line, const char *where, uint64_t number, toll_error *error)
{
    parse p = {.fields = fields, .count = count, .memory = memory};
    forget(fields, count, memory);
    yajl_handle handle = yajl_alloc(&callbacks, NULL, &p);
    if (!handle) return toll_error_at(error, TOLL_E_MEMORY, where, number, "not enough memory for this line");
    yajl_config(handle, yajl_dont_validate_strings, 1);
    yajl_status state = yajl_parse(handle, (const unsigned char *)line.data, line.len);
    if (state == yajl_status_ok) state = yajl_complete_parse(handle);
    toll_status status = judge(&p, handle, state, line, where, number, error);
    yajl_free(handle);
    return status;
}

toll_status toll_json_read(
    toll_json_field *fields, size_t count, toll_buffer *memory, toll_text line, const char *where, uint64_t number, toll_error *error)
{
    forget(fields, count, memory);
    toll_status status = toll_json_check(line, where, number, error);
    if (status < 0) return status;
    if (!toll_json_quick(fields, count, memory, line)) status = toll_json_careful(fields, count, memory, line, where, number, error);
    for (size_t i = 0; i < count; i++)
        if (fields[i].kind == TOLL_JSON_STRING || fields[i].kind == TOLL_JSON_NUMBER)
            fields[i].value.data = memory->data ? memory->data + fields[i].off : "";
    return status;
}

bool toll_json_is_blank(toll_text line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r') return false;
    return true;
}

void toll_json_skip_mark(toll_text *line)
{
    if (line->len < 3 || memcmp(line->data, "\xef\xbb\xbf", 3) != 0) return;
    line->data += 3;
    line->len -= 3;
}
