/* A document as it enters the engine: its text and what is known about it. All memory is the caller's and must outlive the
 * reading. Times are inputs: the engine has no clock, and an unknown publication date stays unknown. */
#ifndef TOLLBOOK_DOCUMENT_H
#define TOLLBOOK_DOCUMENT_H

#include "span.h"

typedef struct toll_document {
    toll_text name;          /* file base name, URL or the id in JSON Lines input */
    toll_text text;          /* UTF-8, at most 4 GiB - 1 */
    toll_text title;         /* data NULL = unknown */
    toll_text outlet;        /* data NULL = unknown */
    toll_text url;           /* data NULL = unknown */
    toll_day published;      /* TOLL_DAY_UNKNOWN = unknown */
} toll_document;

#endif
