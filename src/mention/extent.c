/* Tokens to bytes. */
#include "mention.h"

toll_span toll_extent_span(const toll_sentence_view *view, toll_extent extent)
{
    if (!extent.count || extent.first >= view->count) return (toll_span){0, 0};
    unsigned last = toll_extent_end(extent) <= view->count ? toll_extent_end(extent) - 1u : view->count - 1u;
    const toll_token *head = &view->tokens[extent.first], *tail = &view->tokens[last];
    return (toll_span){head->off, tail->off + tail->len - head->off};
}
