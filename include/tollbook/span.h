/* Spans, borrowed strings and days: the three small values everything else is made of.
 *
 * A span is a half-open byte range of one document's UTF-8 text. A toll_text borrows bytes somebody else owns (not
 * NUL-terminated). A toll_day counts days from 1970-01-01 in the proleptic Gregorian calendar. */
#ifndef TOLLBOOK_SPAN_H
#define TOLLBOOK_SPAN_H

#include <stddef.h>
#include <stdint.h>

typedef struct toll_span {
    uint32_t off;            /* first byte */
    uint32_t len;            /* bytes; 0 = no span */
} toll_span;

typedef struct toll_text {
    const char *data;        /* NULL = absent, which differs from empty */
    size_t len;
} toll_text;

typedef int32_t toll_day;
#define TOLL_DAY_UNKNOWN INT32_MIN

#endif
