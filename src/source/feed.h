/* What a feed holds, and what a list of feeds (OPML) names: read by the format of feeds, and by `tollbook fetch`. */
#ifndef TOLL_SOURCE_FEED_H
#define TOLL_SOURCE_FEED_H

#include "base/base.h"

typedef struct toll_feed_entry {
    toll_text id, url, title, content;
    toll_day published;
    bool html;               /* content is HTML */
} toll_feed_entry;

typedef struct toll_feed {
    toll_text title;
    toll_feed_entry *entries;   /* of OPML: only urls, those of the feeds */
    size_t count, cap;
    toll_arena memory;
} toll_feed;

/* RSS, Atom, RDF and OPML; JSON Feed. `charset` as declared outside. TOLL_E_INPUT where it is broken: the entries before that are there. Free it either way. */
toll_status toll_feed_read(toll_feed *out, toll_text bytes, toll_text charset, toll_error *error);
toll_status toll_feed_read_json(toll_feed *out, toll_text bytes, toll_error *error);
void toll_feed_free(toll_feed *feed);

/* What bytes are, as far as fetching cares. */
typedef enum toll_feed_kind { TOLL_FEED_NOT, TOLL_FEED_XML, TOLL_FEED_OPML, TOLL_FEED_JSON } toll_feed_kind;
toll_feed_kind toll_feed_kind_of(toll_text bytes);

#endif
