/* What the files of this room share: streams and the reader over them, layers and formats, what bytes are, headers, charsets, one line of JSON,
 * the metadata table, and the look at bytes that must be text. */
#ifndef TOLL_SOURCE_INSIDE_H
#define TOLL_SOURCE_INSIDE_H

#include "source.h"

/* --- streams: bytes that another layer makes: unpacked ones, an entry of an archive, the body of a record. */
typedef struct toll_stream toll_stream;
struct toll_stream {
    /* Up to `cap` bytes (at least 1) into `out`; *got 0 is the end. TOLL_E_INPUT is a gap: some bytes are lost, `error` says which, and reading
     * goes on behind them. After any other error there is no more. */
    toll_status (*read)(toll_stream *stream, char *out, size_t cap, size_t *got, toll_error *error);
    void (*close)(toll_stream *stream);
};

/* --- reader.c: a file descriptor or a stream, read in blocks. */
typedef struct toll_reader {
    toll_buffer block;       /* what was read and is not yet used up: block.data[start .. block.len) */
    size_t start;
    size_t limit;            /* longest line; most bytes of toll_reader_all */
    uint64_t line;           /* number of the line given last, from 1 */
    uint64_t base;           /* offset of block.data[0] in all that was read */
    toll_stream *from;       /* owned; NULL = the descriptor */
    int fd;                  /* -1 = closed, or a stream */
    bool ended;              /* there is no more to read */
    bool any;                /* at least one byte was read */
    bool gap;                /* behind what is in the block bytes are lost: said when the block is used up */
    toll_error trouble;      /* of the last call that failed, without a place */
} toll_reader;

void toll_reader_start(toll_reader *reader, int fd, size_t limit);
void toll_reader_start_stream(toll_reader *reader, toll_stream *from, size_t limit);   /* takes the stream over */
/* A stream over a copy of bytes (layer.c); NULL where memory runs out. */
toll_stream *toll_stream_of_memory(toll_text bytes);
/* Closes the descriptor (never standard input) or the stream and keeps the block for the next file. */
void toll_reader_stop(toll_reader *reader);
void toll_reader_free(toll_reader *reader);
/* The next line without its \n, valid until the next call. TOLL_OK, TOLL_END, TOLL_E_LIMIT (the line was skipped), TOLL_E_INPUT (a gap: the line
 * it fell into is lost), and for good TOLL_E_MEMORY, TOLL_E_SYSTEM. `trouble` says why; so it is for all functions below. */
toll_status toll_reader_line(toll_text *out, toll_reader *reader);
/* True where a line, the end or an error can be had without waiting. */
bool toll_reader_ready(const toll_reader *reader);
/* At least `want` bytes, fewer only at the end or before a gap, without using them up; valid until the next call. */
toll_status toll_reader_peek(toll_text *out, toll_reader *reader, size_t want);
void toll_reader_skip_seen(toll_reader *reader, size_t len);
/* The next `len` bytes to the end of `out` (NULL: nowhere); TOLL_END where there are fewer. */
toll_status toll_reader_take(toll_buffer *out, toll_reader *reader, uint64_t len);
/* Everything up to the end into `out`; TOLL_E_LIMIT as soon as it is more than the limit. */
toll_status toll_reader_all(toll_buffer *out, toll_reader *reader, size_t expected);
uint64_t toll_reader_offset(const toll_reader *reader);
/* The descriptor was moved to this offset. */
void toll_reader_moved(toll_reader *reader, uint64_t offset);
/* The reader's trouble as an error at `where`; returns `status`. */
toll_status toll_reader_say(toll_error *error, const toll_reader *reader, toll_status status, const char *where);

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
/* ... by yajl alone, of a line whose bytes can be JSON */
toll_status toll_json_careful(toll_json_field *fields, size_t count, toll_buffer *memory, toll_text line, const char *where, uint64_t number,
                              toll_error *error);
/* json_quick.c: the same of a line that is plainly an object and whose bytes can be JSON; false where it is not, and `fields` and `memory` hold
   nothing of use. Fields have their names and no kind, `memory` is empty. */
bool toll_json_quick(toll_json_field *fields, size_t count, toll_buffer *memory, toll_text line);
/* TOLL_OK where the bytes of a line can be JSON: UTF-8 without NULs or escapes that stand for no character. */
toll_status toll_json_check(toll_text line, const char *where, uint64_t number, toll_error *error);
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

/* --- sniff.c: what bytes are. */
typedef enum toll_kind {
    TOLL_KIND_TEXT, TOLL_KIND_HTML, TOLL_KIND_JSONL, TOLL_KIND_JSON_FEED, TOLL_KIND_CSV, TOLL_KIND_FEED, TOLL_KIND_OPML, TOLL_KIND_MAIL,
    TOLL_KIND_MAILBOX,
    TOLL_KIND_WARC,
    TOLL_KIND_GZIP, TOLL_KIND_ZSTD,
    TOLL_KIND_PACKED,        /* bzip2, xz, lz4 */
    TOLL_KIND_ARCHIVE,       /* tar, zip, 7z */
    TOLL_KIND_INDEX,         /* of an archive of pages: what WACZ has beside its WARC files */
    TOLL_KIND_XML,           /* XML that is no feed */
    TOLL_KIND_BINARY         /* known to hold no text */
} toll_kind;

toll_kind toll_kind_of(toll_text bytes, toll_kind hint);
toll_kind toll_kind_of_name(toll_text name);
toll_kind toll_kind_of_media(toll_text media);

/* --- mime.c: what mail writes in ASCII. The header line at *at, folded lines joined in `line`; false at the empty line, which is used up. */
bool toll_mime_line(toll_text *out, toll_buffer *line, toll_text bytes, size_t *at);
void toll_mime_base64(toll_buffer *out, toll_text text);
void toll_mime_quoted(toll_buffer *out, toll_text text, bool word);   /* `word`: as in RFC 2047, where _ is a blank */
void toll_mime_words(toll_buffer *out, toll_text text);   /* a header's words as UTF-8; blanks between two encoded words are none */

/* --- http.c: headers as HTTP, MIME and WARC write them. Names and media types are compared without regard to case; `wanted` is in lower case. */
typedef struct toll_http {
    int status;
    size_t head_len;         /* bytes up to the body */
    toll_text type, encoding, etag, modified;
    bool chunked;
} toll_http;

bool toll_header_is(toll_text text, const char *wanted);
bool toll_header_line(toll_text *name, toll_text *value, toll_text line);
toll_text toll_header_media(toll_text value);                            /* "text/html" of "text/html; charset=utf-8" */
toll_text toll_header_parameter(toll_text value, const char *wanted);    /* "utf-8" */
bool toll_http_head(toll_http *out, toll_text bytes);                    /* false where there is no complete head */
/* Takes chunks and content encodings off a body, in place; `scratch` is room for that. */
toll_status toll_http_body(toll_buffer *body, toll_buffer *scratch, const toll_http *head, size_t limit, toll_error *error);

/* --- gunzip.c, unzstd.c, archive.c: streams of what packed data holds. `in` is borrowed. The _all functions unpack what stands in memory: TOLL_E_LIMIT (no
 * message) where it is more than `limit`. */
toll_status toll_gunzip_open(toll_stream **out, toll_reader *in, toll_error *error);
toll_status toll_unzstd_open(toll_stream **out, toll_reader *in, toll_error *error);
toll_status toll_inflate_all(toll_buffer *out, toll_text packed, size_t limit, toll_error *error);
toll_status toll_unzstd_all(toll_buffer *out, toll_text packed, size_t limit, toll_error *error);

/* --- charset.c: a text as UTF-8. TOLL_END where nothing was converted: `bytes` are UTF-8, or nobody can tell what they are. */
toll_status toll_charset_text(toll_buffer *out, toll_text bytes, toll_text declared, size_t limit, toll_error *error);

/* --- layer.c: a file, what is packed in it, an archive in that, an entry of it ... Each is a layer: a reader with a format that makes documents, or
 * further layers, of its bytes. */
typedef struct toll_layer toll_layer;

/* What is known of bytes before anyone looks at them. */
typedef struct toll_about {
    toll_text name, url, title, outlet, retrieved, media, charset;
    toll_day published;
} toll_about;

#define TOLL_SOURCE_AGAIN TOLL_UNCHANGED   /* no document this time; ask again */

typedef struct toll_format {
    toll_status (*open)(toll_layer *layer, toll_error *error);   /* NULL = nothing to do; so is close */
    /* TOLL_OK: a document. TOLL_SOURCE_AGAIN. TOLL_END. TOLL_E_INPUT, TOLL_E_LIMIT: something is lost, ask again. TOLL_E_SYSTEM: the rest is lost.
     * TOLL_E_MEMORY ends it all. */
    toll_status (*next)(toll_source_parcel *out, toll_layer *layer, toll_error *error);
    void (*close)(toll_layer *layer);
} toll_format;

extern const toll_format toll_format_whole, toll_format_lines, toll_format_warc, toll_format_unpack, toll_format_csv,
    toll_format_archive, toll_format_feed, toll_format_mail, toll_format_mailbox;

struct toll_layer {
    toll_source *source;
    toll_reader reader;
    const toll_format *format;
    void *state;
    toll_about about;        /* inside `words` */
    toll_buffer words;
    const char *where;       /* for messages: "news.zip/a.txt" */
    toll_kind kind;
    size_t size;             /* bytes that a regular file says it has; 0 = unknown */
    unsigned depth;          /* 0 = a file that was named */
    bool any;                /* something came out of it */
};

struct toll_source {
    const char *const *paths;
    size_t count, next;      /* next = the path to open when the current file is done */
    toll_source_options options;
    toll_day published;
    toll_text outlet;
    toll_metadata metadata;
    toll_complaints complaints;
    size_t skips[TOLL_SKIP_COUNT];
    toll_layer layers[TOLL_SOURCE_DEPTH + 1];
    unsigned depth;          /* how many of them are open */
    uint64_t done, all;      /* bytes of the files before the open one; of all files, as far as known */
    bool sized;              /* all sizes are known */
    struct toll_columns *columns;
};

/* A layer on top of `below`, over a stream that it takes over. Its kind is found out, with `hint` where the content leaves it open. TOLL_SOURCE_AGAIN, or an
 * error. */
toll_status toll_source_push(toll_layer *below, toll_stream *stream, const toll_about *about, toll_kind hint, toll_error *error);
/* The same over a copy of bytes in memory. */
toll_status toll_source_push_memory(toll_layer *below, toll_text bytes, const toll_about *about, toll_kind hint, toll_error *error);
toll_text toll_source_plain_name(toll_text name);   /* without .gz and the like */
void toll_layer_close(toll_layer *layer);
/* Finds out what the layer's bytes are and opens its format. */
toll_status toll_layer_begin(toll_layer *layer, toll_kind hint, toll_error *error);
toll_status toll_layer_about(toll_layer *layer, const toll_about *about, const char *where);

/* --- body.c: a document out of bytes that stand in out->memory, are of this kind, and of which `out` knows what toll_source_parcel_keep was told. */
toll_status toll_source_body(toll_source_parcel *out, toll_layer *layer, toll_kind kind, toll_error *error);
toll_status toll_source_parcel_keep(toll_source_parcel *out, const toll_about *about);
/* What the metadata table and the defaults know and the document itself did not say. `dated`: it said something of its date. */
void toll_source_complete(toll_document *document, const toll_source *source, bool dated);
void toll_source_skip(toll_source *source, toll_skip reason, const char *where, const char *what);

/* --- columns.c: what fields of JSON Lines and columns of CSV are called. */
enum { TOLL_FIELD_ID, TOLL_FIELD_TEXT, TOLL_FIELD_TITLE, TOLL_FIELD_PUBLISHED, TOLL_FIELD_OUTLET, TOLL_FIELD_URL, TOLL_FIELD_COUNT };

typedef struct toll_columns {
    char names[TOLL_FIELD_COUNT][64];   /* as the user calls them, else "id", "text", ... */
    bool given[TOLL_FIELD_COUNT];
} toll_columns;

toll_status toll_columns_read(toll_columns *out, const char *words, toll_error *error);

/* --- dates.c: the day of a date as feeds, mail and tables write it; false where it is none. */
bool toll_source_day(toll_day *out, toll_text text);

/* --- csv_rows.c: rows of CSV and their cells. */
enum { TOLL_CSV_COLUMNS = 1024 };   /* most cells in a row */

typedef struct toll_csv {
    char comma;
    toll_buffer row;         /* lines of a row that has more than one */
    toll_text *cells;
    size_t cell_cap, cell_count;
    bool fixed;              /* the cells are the caller's, and no more than cell_cap */
    bool failed;             /* no memory for them */
    uint64_t line;           /* where the row begins */
} toll_csv;

/* The next row; until the next call. */
toll_status toll_csv_row(toll_text *out, toll_csv *it, toll_reader *reader, const char *where, toll_error *error);
/* Cuts a row into cells; quotes are undone in place. False where a cell has something behind its closing quote, or there are too many. */
bool toll_csv_cut(toll_csv *it, char *row, size_t len);
void toll_csv_free(toll_csv *it);

/* --- csv.c: does a first line name a column with texts, beside others? */
bool toll_csv_has_text_column(toll_text bytes);

/* --- check.c */
/* "too large" in one place: what is too large, and the limit in words. */
toll_status toll_source_too_large(const char *what, size_t limit, const char *where, uint64_t line, toll_error *error);
/* Puts the place into an error that has none. */
void toll_error_place(toll_error *error, const char *where);
/* What unpacks to too many times its size is a bomb: TOLL_E_SYSTEM, there is no more. */
toll_status toll_source_ratio(uint64_t made, uint64_t used, toll_error *error);
/* What the operating system said when a file could not be opened or read, with how to mend it. */
toll_status toll_source_system(int code, const char *where, toll_error *error);

#endif
