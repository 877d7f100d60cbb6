/* What the writers of this room share. */
#ifndef TOLL_VIEW_INSIDE_H
#define TOLL_VIEW_INSIDE_H

#include "view.h"

/* The document's bytes under a span; absent where the span is empty or points outside the text. */
static inline toll_text toll_view_cut(const toll_document *document, toll_span span)
{
    if (!span.len || span.off > document->text.len || span.len > document->text.len - span.off) return (toll_text){NULL, 0};
    return (toll_text){document->text.data + span.off, span.len};
}

void toll_view_csv_header(toll_buffer *out);
void toll_view_csv_row(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256, bool safe);
/* `count` 0 = not known; `width` is between 24 and 1000. */
void toll_view_table_head(toll_buffer *out, unsigned width, const toll_document *document, size_t count);
/* `before`: the claim before in the same document; NULL where there is none. */
void toll_view_table_row(toll_buffer *out, unsigned width, const toll_document *document, const toll_claim *claim, const toll_claim *before);

#endif
