/* Documents out of files. In: paths of whatever holds news (`-` is standard input): texts, pages, JSON Lines, CSV, feeds, mail, WARC and WACZ,
 * packed or in archives, told apart by their content; and a metadata table. Out: one document after another in the order of the input, with
 * memory that is reused, so that a billion documents cost what one costs.
 *
 * Input that cannot be used costs only itself: every complaint goes to the `report` callback with file, line or byte and how to
 * mend it, what holds no text goes to `skip`, and reading goes on with the next document. Nothing is ever repaired or left out in silence. */
#ifndef TOLL_SOURCE_H
#define TOLL_SOURCE_H

#include <tollbook/document.h>

#include "base/base.h"

/* What single documents are. Packed files, archives and WARC are opened whatever is said here. */
typedef enum toll_source_kind {
    TOLL_SOURCE_AUTO, TOLL_SOURCE_TEXT, TOLL_SOURCE_JSONL, TOLL_SOURCE_HTML, TOLL_SOURCE_CSV, TOLL_SOURCE_FEED, TOLL_SOURCE_MAIL
} toll_source_kind;

/* Why something in the input gave no document though nothing is wrong with it. */
typedef enum toll_skip {
    TOLL_SKIP_MEDIA,         /* no text: an image, a script, an index */
    TOLL_SKIP_STATUS,        /* the server answered with something else than the page */
    TOLL_SKIP_REVISIT,       /* an archive's note that the page was still the same */
    TOLL_SKIP_NO_TEXT,       /* a page without an article, an empty record */
    TOLL_SKIP_LANGUAGE,      /* a language without word tables */
    TOLL_SKIP_NO_CLAIM,      /* no claim was found, and only documents with claims are wanted */
    TOLL_SKIP_COUNT
} toll_skip;

/* Largest document, and largest line of JSON Lines, in bytes; most layers of archives in archives; what may unpack to more than so many times its
 * size (beyond the first 16 MiB). */
#define TOLL_SOURCE_LIMIT ((size_t)64 << 20)
#define TOLL_SOURCE_DEPTH 8
#define TOLL_SOURCE_RATIO 250

typedef struct toll_source_options {
    size_t size;             /* sizeof(toll_source_options) */
    toll_source_kind from;
    const char *metadata;    /* path of a JSON Lines table; NULL = none */
    const char *outlet;      /* of documents that have none; NULL = unknown */
    const toll_day *published;   /* of documents that have none; NULL = unknown */
    size_t limit;            /* largest document in bytes; 0 = TOLL_SOURCE_LIMIT */
    const char *charset;     /* of texts that are not UTF-8 and declare none; NULL = detect it */
    const char *columns;     /* "text=body,id=uri": what fields of JSON Lines and columns of CSV are called; NULL = as they are */
    bool without_feeds;      /* feeds give no documents: the pages of their entries are in the input too */
    void (*report)(void *context, const toll_error *error);   /* called from toll_source_next and toll_source_open; NULL = none */
    void (*skip)(void *context, toll_skip reason, const char *where, const char *what);   /* NULL = none */
    void *context;
} toll_source_options;

typedef enum toll_media {
    TOLL_MEDIA_TEXT,         /* document.text is there, clean UTF-8 */
    TOLL_MEDIA_HTML          /* `page` is there; its article is to be read out of it, and document.text is absent until then */
} toll_media;

/* One document with the memory it stands in. Zero is empty; reuse it as often as wanted, then free it. */
typedef struct toll_source_parcel {
    toll_document document;
    toll_media media;
    toll_text page;          /* the page's bytes, as they were served */
    toll_text raw;           /* of a text that was converted to UTF-8: its bytes before that; else absent */
    toll_text charset;       /* what was declared for `page` outside of it (HTTP, MIME); absent = nothing */
    toll_text type;          /* media type, as declared; absent = unknown */
    toll_text retrieved;     /* when an archive kept it, as the archive says ("2023-01-04T10:11:12Z"); absent = unknown */
    bool fragment;           /* `page` is the content of a feed's entry or of a mail: all of it is the article */
    bool plain;              /* the user said that it is a text, whatever it looks like */
    toll_buffer memory;      /* inside: the bytes or the fields of the JSON line */
    toll_buffer clean;       /* inside: the converted text. Free for the caller where media is HTML */
    toll_buffer words;       /* inside: name, address and the like */
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

/* How many complaints there were so far, and how much was skipped for a reason. */
size_t toll_source_complaints(const toll_source *source);
size_t toll_source_skips(const toll_source *source, toll_skip reason);
const char *toll_skip_name(toll_skip reason);

/* Bytes read from files so far, and the size of all that are known; for showing progress. False where a size is not known. */
bool toll_source_progress(const toll_source *source, uint64_t *done, uint64_t *all);

/* A page as UTF-8, by byte order mark, `declared` charset, what it declares inside, or detection; what is no character becomes U+FFFD. Any thread may
 * call it. TOLL_END where the bytes are clean UTF-8 already and `out` was not touched; TOLL_E_LIMIT above `limit` bytes; TOLL_E_MEMORY. */
toll_status toll_source_page(toll_buffer *out, toll_text bytes, toll_text declared, size_t limit, toll_error *error);

/* TOLL_OK where the bytes are clean UTF-8 text, else an error that names what they are and the first bad byte. */
toll_status toll_source_check(toll_text bytes, const char *where, toll_error *error);

/* Bytes as one gzip member, and back. Any thread may call them. False where memory runs out. */
bool toll_source_pack(toll_buffer *out, toll_text bytes);
toll_status toll_source_unpack(toll_buffer *out, toll_text packed, size_t limit, toll_error *error);

#endif
