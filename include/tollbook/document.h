/* A document as it enters the engine: its text and what is known about it. All memory is the caller's and must outlive the
 * reading. Times are inputs: the engine has no clock, and an unknown publication date stays unknown. */
#ifndef TOLLBOOK_DOCUMENT_H
#define TOLLBOOK_DOCUMENT_H

#include "span.h"

/* From here on, up to the next mark, the text is headline, standfirst, body or caption. */
typedef struct toll_zone_mark {
    uint32_t off;
    uint8_t zone;            /* a toll_zone */
} toll_zone_mark;

typedef struct toll_document {
    toll_text name;          /* file base name, URL or the id in JSON Lines input */
    toll_text text;          /* UTF-8, at most 4 GiB - 1 */
    toll_text title;         /* data NULL = unknown */
    toll_text outlet;        /* data NULL = unknown */
    toll_text url;           /* data NULL = unknown */
    toll_day published;      /* TOLL_DAY_UNKNOWN = unknown */
    toll_text author;        /* what a page says of itself; data NULL = unknown, as below */
    toll_text language;      /* "en", "en-GB" */
    uint8_t dated;           /* a toll_dated: where in the page `published` was found; 0 = not in a page */
    const toll_zone_mark *zones;   /* what the markup says each stretch of the text is, sorted; NULL = nobody said */
    uint32_t zone_count;
    toll_text raw;           /* the page the text was taken from; data NULL = the text is what came */
    toll_text map;           /* from the text back to `raw` (toll_map_find); data NULL = none */
} toll_document;

#endif
