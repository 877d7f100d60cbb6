/* Private to the readers of packed data that comes in members (gzip) or frames (zstd), one after the other. */
#ifndef TOLL_SOURCE_MEMBERS_H
#define TOLL_SOURCE_MEMBERS_H

#include "inside.h"

typedef struct toll_members toll_members;
struct toll_members {
    toll_stream stream;
    toll_reader *in;
    uint64_t made, used;     /* bytes out and in so far */
    uint64_t found_at;       /* `made` when the member was found by looking for it; what breaks before it gave a byte was none. UINT64_MAX = in place */
    bool open;               /* inside a member */
    bool lost;               /* the next member has to be looked for */
    bool broken;             /* an error was found behind bytes that were given out first */
    toll_error trouble;
    /* Goes to the first bytes that may be a member and opens it; TOLL_END where there are none. */
    toll_status (*find)(toll_members *it, toll_error *error);
    /* Some bytes of the open member. */
    toll_status (*unpack)(toll_members *it, char *out, size_t cap, size_t *got, toll_error *error);
};

/* toll_stream.read of all of them. */
toll_status toll_members_read(toll_stream *stream, char *out, size_t cap, size_t *got, toll_error *error);
/* Bytes that are lost: the next member is looked for. Returns TOLL_E_INPUT. */
toll_status toll_members_gap(toll_members *it, const char *what, toll_error *error);
/* A member begins here: found by looking for it, or in its place. */
void toll_members_begin(toll_members *it);

#endif
