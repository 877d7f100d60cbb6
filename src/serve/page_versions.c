/* The page of what changed between two versions of a document: sentences whose numbers changed first, then what is known of the document, the
 * claims that one of them alone tells, and the other sentences, folded. */
#include <inttypes.h>

#include "page.h"
#include "page_versions.h"
#include "versions.h"

typedef struct shown {
    toll_buffer *out;
    const char *tag;
} shown;

static void add_stretch(void *context, toll_text words, bool differs)
{
    const shown *it = context;
    if (differs) toll_buffer_printf(it->out, "<%s>", it->tag);
    page_exact(it->out, words);
    if (differs) toll_buffer_printf(it->out, "</%s>", it->tag);
}

static void add_sentence(
    toll_buffer *out, const serve_telling *of, toll_span span, const serve_telling *beside, toll_span other, const char *tag)
{
    const toll_text words = toll_view_cut(&of->version.document, span);
    shown it = {out, tag};
    toll_buffer_add_string(out, "<td dir=\"auto\">");
    if (span.len && other.len) serve_differ_words(words, toll_view_cut(&beside->version.document, other), add_stretch, &it);
    else if (span.len) add_stretch(&it, words, true);
    toll_buffer_add_string(out, "</td>");
}

static size_t add_table(serve_request *r, const serve_versions *it, bool numbers, const char *caption)
{
    static const char *const kinds[] = {"changed", "gone", "new"};
    toll_buffer *out = &r->out;
    size_t count = 0;
    for (size_t i = 0; i < it->differ.count; i++) {
        const serve_edit *e = &it->differ.edits[i];
        if (e->numbers != numbers || count++ >= SERVE_EDITS_SHOWN) continue;
        if (count == 1) page_table(out, caption, "What|Before|After");
        toll_buffer_printf(out, "<tr><th scope=\"row\">%s</th>", kinds[e->kind]);
        add_sentence(out, &it->before, e->before, &it->after, e->after, "del");
        add_sentence(out, &it->after, e->after, &it->before, e->before, "ins");
        toll_buffer_add_string(out, "</tr>\n");
    }
    if (count) toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (count > SERVE_EDITS_SHOWN) toll_buffer_printf(out, "<p>The first %d of %zu.</p>\n", SERVE_EDITS_SHOWN, count);
    return count;
}

static void add_known(serve_request *r, const serve_versions *it)
{
    static const char *const names[SERVE_KNOWN] = {"Headline", "Outlet", "Address", "Published"};
    serve_known known[SERVE_KNOWN];
    toll_buffer *out = &r->out;
    bool any = false;
    serve_versions_known(known, it);
    for (size_t i = 0; i < SERVE_KNOWN; i++) {
        if (toll_text_equal(known[i].before, known[i].after)) continue;
        if (!any) page_table(out, "What is known of the document", "What|Before|After");
        any = true;
        toll_buffer_printf(out, "<tr><th scope=\"row\">%s</th><td>", names[i]);
        toll_view_add_xml(out, known[i].before.len ? known[i].before : toll_text_of("not known"));
        toll_buffer_add_string(out, "</td><td>");
        toll_view_add_xml(out, known[i].after.len ? known[i].after : toll_text_of("not known"));
        toll_buffer_add_string(out, "</td></tr>\n");
    }
    if (any) toll_buffer_add_string(out, "</tbody></table></div>\n");
}

static void add_told(serve_request *r, const serve_telling *it, const char *heading)
{
    toll_buffer *out = &r->out;
    bool any = false;
    for (size_t i = 0; i < it->count; i++) {
        const serve_told *t = &it->claims[i];
        if (t->matched) continue;
        if (!any) toll_buffer_printf(out, "<h2>%s</h2>\n<ul>\n", heading);
        any = true;
        toll_buffer_printf(out, "<li><a href=\"/c/%s\">", t->id);
        toll_view_add_xml(out, toll_view_cut(&it->version.document, t->words));
        toll_buffer_add_char(out, ' ');
        page_outcome(out, t->outcome);
        toll_buffer_add_string(out, "</a></li>\n");
    }
    if (any) toll_buffer_add_string(out, "</ul>\n");
}

static void add_all(serve_request *r, const serve_versions *it)
{
    toll_buffer *out = &r->out;
    const toll_ledger_version *a = &it->before.version, *b = &it->after.version;
    const toll_text name = b->document.title.len ? b->document.title : b->document.name;
    page_begin(r, "What changed in a document", "/documents");
    toll_buffer_printf(out, "<p>From <a href=\"/d/%" PRIu64 "\">version %u</a> to <a href=\"/d/%" PRIu64 "\">version %u</a> of ", a->id,
        a->number, b->id, b->number);
    toll_view_add_xml(out, name);
    toll_buffer_printf(out, ". %zu sentence%s the same. <a href=\"/api/v1/documents/%" PRIu64 "/from/%" PRIu64 "\">JSON</a></p>\n",
        it->differ.same, it->differ.same == 1 ? " is" : "s are", b->id, a->id);
    const size_t numbers = add_table(r, it, true, "Sentences in which a number is another, gone or new");
    if (!numbers) toll_buffer_add_string(out, "<p>No number changed.</p>\n");
    add_known(r, it);
    add_told(r, &it->before, "Claims that are gone");
    add_told(r, &it->after, "Claims that are new");
    if (it->differ.count == numbers) {
        if (!numbers) toll_buffer_add_string(out, "<p>The text is the same, but for white space.</p>\n");
        return;
    }
    toll_buffer_printf(out, "<details><summary>Other sentences that changed: %zu</summary>\n", it->differ.count - numbers);
    add_table(r, it, false, "Other sentences");
    toll_buffer_add_string(out, "</details>\n");
}

toll_status serve_page_versions(serve_request *r)
{
    serve_versions it;
    toll_status status = serve_versions_open(&it, r);
    if (status >= 0) add_all(r, &it), page_end(r);
    serve_versions_free(&it);
    return status;
}

toll_status page_versions(serve_request *r, const toll_ledger_version *v)
{
    uint64_t before = 0, after = 0;
    toll_buffer *out = &r->out;
    toll_status status = v->number > 1 ? serve_version_beside(&before, r, v, -1) : TOLL_OK;
    if (status >= 0) status = serve_version_beside(&after, r, v, 1);
    if (before)
        toll_buffer_printf(
            out, "<p><a href=\"/d/%" PRIu64 "/from/%" PRIu64 "\">What changed since version %u</a></p>\n", v->id, before, v->number - 1);
    if (after)
        toll_buffer_printf(out,
            "<p>There is <a href=\"/d/%" PRIu64 "\">a later version</a>: <a href=\"/d/%" PRIu64 "/from/%" PRIu64
            "\">what changed in it</a></p>\n",
            after, after, v->id);
    return status;
}
