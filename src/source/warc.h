/* A WARC record's header, for the files that read WARC. */
#ifndef TOLL_SOURCE_WARC_H
#define TOLL_SOURCE_WARC_H

#include "inside.h"

enum { TOLL_WARC_HEADER = 64 * 1024 };   /* longest header in bytes */

typedef struct toll_warc_record {
    toll_buffer memory;                     /* the header's values */
    size_t type, uri, date, media; /* offsets into it, 0 = absent */
    uint64_t len;
    bool has_len;
    uint64_t at;             /* where the record begins in what was read */
} toll_warc_record;

/* The value that stands at an offset; "" where it is absent. */
const char *toll_warc_value(const toll_warc_record *r, size_t off);
/* Goes to where the next record begins: TOLL_OK, TOLL_END. */
toll_status toll_warc_find(toll_layer *layer, toll_warc_record *r, toll_error *error);
toll_status toll_warc_header(toll_layer *layer, toll_warc_record *r, toll_error *error);
/* Does a record, or the end, come next? The empty lines before it are used up. */
toll_status toll_warc_boundary(bool *out, toll_layer *layer);
/* An error on a record, with its address and place; returns `status`. */
toll_status toll_warc_say(toll_status status, const toll_layer *layer, const toll_warc_record *r, const char *what, toll_error *error);

#endif
