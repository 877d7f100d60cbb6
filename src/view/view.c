/* In: a format and claims. Out: the bytes of that format. One door for all formats, so that a caller chooses once. */
#include "inside.h"

void toll_view_begin(toll_buffer *out, const toll_view_options *options)
{
    if (options->format == TOLL_VIEW_CSV) toll_view_csv_header(out, toll_view_claim_fields, TOLL_VIEW_CLAIM_FIELDS);
}

static unsigned width_of(const toll_view_options *options)
{
    unsigned width = options->width ? options->width : 80;
    return width < 24 ? 24 : width > 1000 ? 1000 : width;
}

static void add_claim(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
    const toll_claim *claim, const toll_claim *before)
{
    switch (options->format) {
    case TOLL_VIEW_CSV: toll_view_csv_row(out, claim, document, sha256, options->csv_safe); break;
    case TOLL_VIEW_TABLE: toll_view_table_row(out, width_of(options), document, claim, before); break;
    case TOLL_VIEW_JSONL:
        toll_view_claim_json(out, claim, document, sha256);
        toll_buffer_add_char(out, '\n');
        break;
    }
}

void toll_view_claims(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
    const toll_claim *claims, size_t count)
{
    if (count && options->format == TOLL_VIEW_TABLE) toll_view_table_head(out, width_of(options), document, count);
    for (size_t i = 0; i < count; i++) add_claim(out, options, document, sha256, &claims[i], i ? &claims[i - 1] : NULL);
}

void toll_view_claim(toll_buffer *out, const toll_view_options *options, const toll_document *document, const char *sha256,
    const toll_claim *claim, const toll_claim *before)
{
    if (!before && options->format == TOLL_VIEW_TABLE) toll_view_table_head(out, width_of(options), document, 0);
    add_claim(out, options, document, sha256, claim, before);
}
