/* In: a format and claims. Out: the bytes of that format. One door for all formats, so that a caller chooses once. */
#include "inside.h"

void toll_view_begin(toll_buffer *out, const toll_view_options *options)
{
    if (options->format == TOLL_VIEW_CSV) toll_view_csv_header(out);
}

void toll_view_claims(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
    const toll_claim *claims, size_t count)
{
    if (options->format == TOLL_VIEW_TABLE) {
        toll_view_table_claims(out, options->width, document, claims, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (options->format == TOLL_VIEW_CSV) {
            toll_view_csv_row(out, &claims[i], document, sha256, options->csv_safe);
            continue;
        }
        toll_view_claim_json(out, &claims[i], document, sha256);
        toll_buffer_add_char(out, '\n');
    }
}
