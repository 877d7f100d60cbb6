/* Errors as values. In: a status, where it happened, a printf format. Out: the caller's toll_error filled (if there is one) and the status
 * itself, so that a function can end in `return toll_error_set(...)`. A message is one line of valid UTF-8: control characters that a file
 * name brings along become '?', and what does not fit is cut between code points. */
#include <stdio.h>

#include "base/base.h"

/* Cut a code point that the end of the field has split, and take the line breaks out. */
static void tidy(char *field)
{
    size_t len = strlen(field);
    for (size_t off = 0; off < len;) {
        off += toll_utf8_check(field + off, len - off);
        if (off == len) break;
        size_t tail = len - off;
        if (tail < 4 && (unsigned char)field[off] >= 0xC2 && len >= 4) field[len = off] = '\0';
        else field[off++] = '?';
    }
    for (char *c = field; *c; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F) *c = '?';
    }
}

__attribute__((format(printf, 5, 0))) static toll_status fill(
    toll_error *error, toll_status code, const char *where, uint64_t line, const char *format, va_list arguments)
{
    if (!error) return code;
    error->code = code;
    error->line = line;
    error->byte = UINT64_MAX;
    snprintf(error->where, sizeof error->where, "%s", where ? where : "");
    if (vsnprintf(error->message, sizeof error->message, format, arguments) < 0) error->message[0] = '\0';
    tidy(error->where);
    tidy(error->message);
    return code;
}

toll_status toll_error_set(toll_error *error, toll_status code, const char *where, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, where, 0, format, arguments);
    va_end(arguments);
    return code;
}

toll_status toll_error_at(toll_error *error, toll_status code, const char *where, uint64_t line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, code, where, line, format, arguments);
    va_end(arguments);
    return code;
}
