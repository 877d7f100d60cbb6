/* What the writers of this room share. */
#ifndef TOLL_VIEW_INSIDE_H
#define TOLL_VIEW_INSIDE_H

#include "view.h"

void toll_view_csv_row(toll_buffer *out, const toll_claim *claim, const toll_document *document, const char *sha256, bool safe);
/* `count` 0 = not known; `width` is between 24 and 1000. */
void toll_view_table_head(toll_buffer *out, unsigned width, const toll_document *document, size_t count);
/* `before`: the claim before in the same document; NULL where there is none. */
void toll_view_table_row(toll_buffer *out, unsigned width, const toll_document *document, const toll_claim *claim, const toll_claim *before);

#endif
