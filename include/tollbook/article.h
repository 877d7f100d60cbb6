/* A page and the article in it. */
#ifndef TOLLBOOK_ARTICLE_H
#define TOLLBOOK_ARTICLE_H

#include "document.h"

#include <stdbool.h>

/* Largest page in bytes. */
#define TOLL_PAGE_LIMIT ((size_t)64 << 20)

typedef struct toll_page {
    toll_text bytes;         /* HTML in UTF-8 */
    toll_text url;           /* data NULL = unknown */
    bool fragment;          /* all of it is the article: the content of a feed's entry or of a mail */
    toll_day latest;         /* a day of publication after this one is refused (today, or the day the page was fetched); UNKNOWN = none is */
} toll_page;

/* Where a day of publication was found, most trusted first. */
typedef enum toll_dated { TOLL_DATED_NOT, TOLL_DATED_JSON_LD, TOLL_DATED_META, TOLL_DATED_TIME, TOLL_DATED_URL, TOLL_DATED_LINE } toll_dated;

/* All texts are UTF-8; data NULL = unknown. */
typedef struct toll_article {
    toll_text text;          /* clean text: a line a heading or paragraph, a blank line between them */
    const toll_zone_mark *zones;
    uint32_t zone_count;
    toll_text title, outlet, author, language;
    toll_day published;      /* never guessed: TOLL_DAY_UNKNOWN where the page does not say it */
    toll_dated dated;
    toll_day refused;        /* a day in the future that the page gave; UNKNOWN = none */
    toll_text map;           /* from the text back to the page's bytes; see toll_map_find */
} toll_article;

/* The bytes of the page that the bytes `clean` of the text were made of: all of them, with the markup between them. False where the map is
 * damaged or does not reach so far. Costs one pass over the map. */
bool toll_map_find(toll_span *raw, toll_text map, toll_span clean);

#endif
