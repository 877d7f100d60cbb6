/* The ground every room stands on: errors, arena, growing buffers, UTF-8, hashing, days. Knows nothing of news. */
#ifndef TOLL_BASE_H
#define TOLL_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <tollbook/span.h>
#include <tollbook/status.h>

/* --- errors: fill `error` (may be NULL) and return `code`. `where` may be NULL. */
__attribute__((format(printf, 4, 5))) toll_status toll_error_set(toll_error *error, toll_status code, const char *where, const char *format, ...);
__attribute__((format(printf, 5, 6))) toll_status toll_error_at(toll_error *error, toll_status code, const char *where, uint64_t line, const char *format, ...);

/* --- arena: bump allocation, freed as a whole. toll_arena_reset keeps the blocks for reuse (all but oversized ones).
 * Allocation returns NULL when memory or the arena's limit is exhausted. Memory is aligned to 16, not zeroed unless said. */
typedef struct toll_arena_block toll_arena_block;
typedef struct toll_arena {
    toll_arena_block *first, *current;
    size_t used;             /* bytes handed out since the last reset */
    size_t limit;            /* 0 = none */
} toll_arena;

void toll_arena_init(toll_arena *arena, size_t limit);
void toll_arena_free(toll_arena *arena);
void toll_arena_reset(toll_arena *arena);
void *toll_arena_take(toll_arena *arena, size_t size);
void *toll_arena_zero(toll_arena *arena, size_t count, size_t size);   /* checked product, zeroed */
char *toll_arena_string(toll_arena *arena, const char *data, size_t len);   /* copy, NUL-terminated */

/* --- buffer: a growing byte string. After an allocation failure `failed` stays set and appends do nothing. */
typedef struct toll_buffer {
    char *data;              /* always NUL-terminated once anything was appended */
    size_t len, cap;
    bool failed;
} toll_buffer;

void toll_buffer_free(toll_buffer *buffer);
void toll_buffer_clear(toll_buffer *buffer);
bool toll_buffer_reserve(toll_buffer *buffer, size_t extra);
void toll_buffer_add(toll_buffer *buffer, const void *data, size_t len);
void toll_buffer_add_string(toll_buffer *buffer, const char *string);
void toll_buffer_add_char(toll_buffer *buffer, char c);
__attribute__((format(printf, 2, 3))) void toll_buffer_printf(toll_buffer *buffer, const char *format, ...);
void toll_buffer_add_json(toll_buffer *buffer, toll_text text);       /* quoted and escaped; absent text gives null */
void toll_buffer_add_key(toll_buffer *buffer, const char *key);        /* "key": of a key that needs no escaping */
void toll_buffer_add_number(toll_buffer *buffer, double value);       /* shortest decimal that reads back; NAN gives null */
void toll_buffer_add_count(toll_buffer *buffer, uint64_t value);
void toll_buffer_add_grouped(toll_buffer *buffer, uint64_t value);    /* "12,730" */

/* --- growing arrays: toll_grow makes room for one more element of `size` bytes; false on failure, the array unharmed. */
bool toll_grow(void *array_address, size_t *cap, size_t len, size_t size);

/* --- text helpers */
/* Equal strings? Those that are compared with one of a list mostly differ at once, and that is not worth a call. */
static inline bool toll_same(const char *a, const char *b) { return *a == *b && !strcmp(a, b); }
static inline toll_text toll_text_of(const char *string) { return (toll_text){string, string ? strlen(string) : 0}; }
bool toll_text_equal(toll_text a, toll_text b);
bool toll_text_is(toll_text a, const char *string);
static inline uint32_t toll_span_end(toll_span span) { return span.off + span.len; }
static inline toll_span toll_span_join(toll_span a, toll_span b)
{
    if (!a.len) return b;
    if (!b.len) return a;
    uint32_t off = a.off < b.off ? a.off : b.off;
    uint32_t end = toll_span_end(a) > toll_span_end(b) ? toll_span_end(a) : toll_span_end(b);
    return (toll_span){off, end - off};
}

/* --- UTF-8. decode returns the code point and sets *len to the bytes used (1 and U+FFFD for an invalid byte). */
uint32_t toll_utf8_decode(const char *data, size_t size, size_t *len);
size_t toll_utf8_encode(char out[4], uint32_t point);
/* Offset of the first invalid byte or NUL, or `size` where the text is clean UTF-8. Runs at memory speed on ASCII. */
size_t toll_utf8_check(const char *data, size_t size);
/* `size` less the beginning of a character at the end that was cut: where a text may be shortened. Other bytes that are none stay. */
size_t toll_utf8_whole(const char *data, size_t size);
/* The first `most` bytes of a text, or a few less, so that no letter is cut: "%.*s", (int)toll_text_head(text, 60).len, text.data. And the same for
 * what a format has cut. */
static inline toll_text toll_text_head(toll_text text, size_t most)
{
    return text.data ? (toll_text){text.data, text.len > most ? toll_utf8_whole(text.data, most) : text.len} : (toll_text){"", 0};
}
static inline void toll_utf8_tidy(char *formatted) { formatted[toll_utf8_whole(formatted, strlen(formatted))] = '\0'; }
/* Code points in the first `off` bytes. */
size_t toll_utf8_count(const char *data, size_t off);
/* Case folding with accents removed and typographic apostrophes and dashes made plain ("Mąkijivka’s" -> "makijivka's"). Writes at most `cap`
 * bytes, returns the length needed. Simple fold by libutf8proc, ASCII fast path. */
size_t toll_utf8_fold(char *out, size_t cap, const char *data, size_t len);
/* Has the code point a lower case of its own? "Я" has, "я" and letters of scripts without case have not. */
bool toll_utf8_is_capital(uint32_t point);

/* --- shared libraries that are loaded when they are needed; NULL and false: there is none, or no such function. */
typedef enum toll_library {
    TOLL_LIBRARY_ARCHIVE, TOLL_LIBRARY_CHARDET, TOLL_LIBRARY_CURL, TOLL_LIBRARY_HTTPD, TOLL_LIBRARY_PQ, TOLL_LIBRARY_XLSXWRITER, TOLL_LIBRARY_XML,
    TOLL_LIBRARY_COUNT
} toll_library;
typedef struct toll_library_about {
    const char *name, *file, *package;    /* "libcurl", "libcurl.so.4", Debian's "libcurl4" */
    const char *serves;                   /* what it is for: "fetching pages and feeds" */
} toll_library_about;
extern const toll_library_about toll_libraries[TOLL_LIBRARY_COUNT];
void *toll_library_open(toll_library which);
void toll_library_close(void *library);                         /* NULL is none */
bool toll_library_find(void *function, void *library, const char *name);      /* `function`: the address of a function pointer */
/* The library, with the functions of these names in an array, or a struct of nothing but pointers to them; NULL where it lacks one. */
void *toll_library_load(void *functions, toll_library which, const char *const *names, size_t count);
/* Says that it is missing and what to install; returns `status`. */
toll_status toll_library_missing(toll_error *error, toll_status status, const char *where, toll_library which);

/* --- hashing */
uint64_t toll_hash(const void *data, size_t len, uint64_t seed);
void toll_sha256(uint8_t out[32], const void *data, size_t len);
void toll_sha256_hex(char out[65], const void *data, size_t len);

/* --- days (toll_day: days since 1970-01-01). Weekdays count from Monday = 0. Months 1-12. */
toll_day toll_day_from_civil(int year, int month, int day);     /* TOLL_DAY_UNKNOWN where there is no such day */
void toll_day_to_civil(toll_day day, int *year, int *month, int *day_of_month);
int toll_day_weekday(toll_day day);
int toll_day_month_length(int year, int month);
const char *toll_day_month_name(int month);                     /* "January": as mail, feeds and what we print ourselves have it */
int toll_day_month_of(toll_text word);                          /* "January", "jan", "Sept", in any case; 0 = none */
bool toll_day_parse(toll_day *out, toll_text iso);              /* YYYY-MM-DD, optionally followed by T and a time */
size_t toll_day_format(char out[16], toll_day day);             /* YYYY-MM-DD; "" and 0 for unknown */

#endif
