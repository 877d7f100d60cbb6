/* In: a document whose text is a page. Out: the document that is the article in it. What a page says of itself counts before what was known
 * from outside, as everywhere; but an address or a line of text only dates what nothing else dates. */
#include "engine.h"

#include "article/article.h"

bool toll_is_page(toll_text bytes)
{
    return toll_article_is_page(bytes);
}

toll_status toll_run_take_page(toll_document *document, toll_day *refused, toll_run *run, bool fragment, toll_day latest, toll_error *error)
{
    toll_page page = {.bytes = document->text, .url = document->url, .fragment = fragment, .latest = latest};
    toll_article found;
    *refused = TOLL_DAY_UNKNOWN;
    toll_status status = toll_run_article(&found, run, &page, error);
    if (status != TOLL_OK) return status;
    document->raw = document->text;
    document->text = found.text;
    document->map = found.map;
    document->zones = found.zones;
    document->zone_count = found.zone_count;
    document->author = found.author;
    document->language = found.language;
    if (found.title.data) document->title = found.title;
    if (found.outlet.data) document->outlet = found.outlet;
    bool stated = found.dated != TOLL_DATED_NOT && found.dated <= TOLL_DATED_TIME;
    if (found.published != TOLL_DAY_UNKNOWN && (stated || document->published == TOLL_DAY_UNKNOWN)) {
        document->published = found.published;
        document->dated = (uint8_t)found.dated;
    }
    *refused = found.refused;
    return TOLL_OK;
}
