/* A JSON Lines table that somebody else keeps: the named fields of one line after another. Wrong lines are passed over. */
#ifndef TOLL_SOURCE_LINES_H
#define TOLL_SOURCE_LINES_H

#include "base/base.h"

enum { TOLL_LINES_FIELDS = 8 };

typedef struct toll_lines toll_lines;

/* `names` are borrowed; at most TOLL_LINES_FIELDS. */
toll_status toll_lines_open(toll_lines **out, const char *path, const char *const *names, size_t count, toll_error *error);
/* The strings and numbers of the next line's fields, absent where there are none; until the next call. TOLL_OK, TOLL_END, an error of the system. */
toll_status toll_lines_next(toll_text *values, toll_lines *lines, toll_error *error);
void toll_lines_close(toll_lines *lines);   /* NULL is allowed */

#endif
