/* Documents out of files. In: paths of UTF-8 texts and JSON Lines (`-` is standard input) and a metadata table. Out: one
 * document after another in the order of the input, with memory that is reused, so that a billion documents cost what one costs.
 *
 * Input that cannot be used costs only itself: every complaint goes to the `report` callback with file, line or byte and how to
 * mend it, and reading goes on with the next document. Nothing is ever repaired in silence. */
#ifndef TOLL_SOURCE_H
#define TOLL_SOURCE_H

#include <tollbook/document.h>

#include "base/base.h"

typedef enum toll_source_kind { TOLL_SOURCE_AUTO, TOLL_SOURCE_TEXT, TOLL_SOURCE_JSONL } toll_source_kind;

/* Largest document, and largest line of JSON Lines, in bytes. */
#define TOLL_SOURCE_LIMIT ((size_t)64 << 20)

typedef struct toll_source_options {
    size_t size;             /* sizeof(toll_source_options) */
    toll_source_kind from;
    const char *metadata;    /* path of a JSON Lines table; NULL = none */
    const char *outlet;      /* of documents that have none; NULL = unknown */
    const toll_day *published;   /* of documents that have none; NULL = unknown */
    size_t limit;            /* largest document in bytes; 0 = TOLL_SOURCE_LIMIT */
    void (*report)(void *context, const toll_error *error);   /* called from toll_source_next and toll_source_open; NULL = none */
    void *context;
} toll_source_options;

/* One document with the memory it stands in. Zero is empty; reuse it as often as wanted, then free it. */
typedef struct toll_source_parcel {
    toll_document document;
    toll_buffer memory;      /* inside: the text or the fields of the JSON line */
} toll_source_parcel;

typedef struct toll_source toll_source;

/* Opens a source over `count` paths, borrowed until it is closed. Fails where the metadata table cannot be read at all;
 * wrong lines in it are reported and left out. */
toll_status toll_source_open(toll_source **out, const char *const *paths, size_t count, const toll_source_options *options, toll_error *error);
void toll_source_close(toll_source *source);

/* The next document: TOLL_OK, TOLL_END, or TOLL_E_MEMORY. */
toll_status toll_source_next(toll_source_parcel *out, toll_source *source, toll_error *error);
void toll_source_parcel_free(toll_source_parcel *parcel);

/* False where the next document would have to wait for a pipe or a terminal. */
bool toll_source_ready(const toll_source *source);

/* How many complaints there were so far. */
size_t toll_source_complaints(const toll_source *source);

#endif
