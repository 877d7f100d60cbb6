/* In: claims. Out: their evidence as W3C Web Annotations, one for each part that has words. The target is the document's text, named by its SHA-256
 * where it has no address; the selectors are the quote with what stands around it, its position in code points (the specification's unit), and the
 * same in bytes, which is what a ledger keeps. */
#include "inside.h"

enum { AROUND = 32 }; /* code points before and behind a quote */

static toll_status begin(export_job *job)
{
    toll_buffer_add_string(&job->out, "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"tollbook\":\"urn:tollbook:\"}],"
                                      "\"id\":\"urn:tollbook:evidence\",\"type\":\"AnnotationPage\",\"items\":[");
    return TOLL_OK;
}

/* Whole code points before or behind a byte. */
static toll_text before(toll_text text, size_t off)
{
    size_t at = off;
    for (int i = 0; i < AROUND && at; i++) do
            at--;
        while (at && ((unsigned char)text.data[at] & 0xc0) == 0x80);
    return (toll_text){text.data + at, off - at};
}

static toll_text behind(toll_text text, size_t off)
{
    size_t at = off;
    for (int i = 0; i < AROUND && at < text.len; i++) do
            at++;
        while (at < text.len && ((unsigned char)text.data[at] & 0xc0) == 0x80);
    return (toll_text){text.data + off, at - off};
}

static void add_target(export_job *job, const toll_ledger_row *row, toll_span span)
{
    const toll_document *d = &row->document;
    toll_buffer *out = &job->out;
    size_t end = toll_span_end(span);
    toll_buffer_add_string(out, ",\"target\":{\"source\":");
    if (d->url.len) toll_buffer_add_json(out, d->url);
    else toll_buffer_printf(out, "\"urn:sha256:%s\"", row->sha256);
    toll_buffer_add_string(out, ",\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":");
    toll_buffer_add_json(out, toll_view_cut(d, span));
    toll_buffer_add_string(out, ",\"prefix\":");
    toll_buffer_add_json(out, before(d->text, span.off));
    toll_buffer_add_string(out, ",\"suffix\":");
    toll_buffer_add_json(out, behind(d->text, end));
    toll_buffer_printf(out,
        "},{\"type\":\"TextPositionSelector\",\"start\":%zu,\"end\":%zu},{\"type\":\"DataPositionSelector\",\"start\":%u,\"end\":%zu}]",
        export_points_before(&job->points, span.off), export_points_before(&job->points, end), span.off, end);
    toll_buffer_printf(out, ",\"tollbook:sha256\":\"%s\"}", row->sha256);
}

static void add_tag(toll_buffer *out, const char *value)
{
    toll_buffer_add_string(out, ",{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":");
    toll_buffer_add_json(out, toll_text_of(value));
    toll_buffer_add_char(out, '}');
}

static void add_annotation(export_job *job, const toll_ledger_row *row, const export_part *part, bool first)
{
    toll_buffer *out = &job->out;
    toll_buffer_printf(out, "%s\n{\"id\":\"urn:tollbook:claim:%s:%s:%s\",\"type\":\"Annotation\",\"motivation\":\"identifying\",\"body\":[",
        first ? "" : ",", row->sha256, row->claim.id, part->name);
    toll_buffer_printf(out, "{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",\"source\":\"urn:tollbook:claim:%s:%s\"}",
        row->sha256, row->claim.id);
    add_tag(out, part->name);
    if (part->value) add_tag(out, part->value);
    toll_buffer_add_char(out, ']');
    add_target(job, row, part->span);
    toll_buffer_add_char(out, '}');
}

static toll_status add_claim(export_job *job, const toll_ledger_row *row)
{
    export_part parts[EXPORT_PARTS];
    size_t count = export_parts(parts, &row->claim);
    toll_status status = export_points_at(job, row);
    for (size_t i = 0; status >= 0 && i < count; i++) add_annotation(job, row, &parts[i], job->count.claims == 1 && !i);
    return status;
}

const export_writer export_annotations = {begin, add_claim, export_end_list, NULL, NULL};
