/* The page of a document: its text as stored, with the evidence of its claims marked and numbered, and the claims beside it. */
#include <inttypes.h>
#include <stdio.h>

#include "make.h"
#include "page.h"
#include "page_made.h"
#include "page_versions.h"

typedef struct shown {
    serve_request *r;
    const char **ids;
    bool hit; /* one was shown: the first has the id */
} shown;

static toll_status add_segment(void *context, const serve_segment *s)
{
    shown *m = context;
    toll_buffer *out = &m->r->out;
    bool first = (s->kinds & SERVE_MARK_HIT) && !m->hit;
    m->hit |= first;
    if (first) toll_buffer_add_string(out, "<span id=\"hit\">");
    if (s->kinds) {
        toll_buffer_add_string(out, "<mark class=\"");
        for (int i = 0, any = 0; i < SERVE_MARK_KINDS; i++)
            if (s->kinds >> i & 1) toll_buffer_printf(out, any++ ? " %s" : "%s", serve_mark_names[i]);
        if (s->begins) toll_buffer_printf(out, "\" id=\"c-%s", m->ids[s->begins - 1]);
        toll_buffer_add_string(out, "\">");
    }
    page_exact(out, s->text);
    if (s->kinds) toll_buffer_add_string(out, "</mark>");
    if (first) toll_buffer_add_string(out, "</span>");
    if (s->begins)
        toll_buffer_printf(
            out, "<a class=\"number\" href=\"#n-%u\" aria-label=\"claim %u\" data-n=\"%u\"></a>", s->begins, s->begins, s->begins);
    return out->failed ? TOLL_E_MEMORY : TOLL_OK;
}

static void add_head(serve_request *r, const toll_ledger_version *v)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<dl class=\"fields\"><dt>Outlet</dt><dd>");
    if (v->document.outlet.len) toll_view_add_xml(out, v->document.outlet);
    else toll_buffer_add_string(out, "not known");
    toll_buffer_add_string(out, "</dd><dt>Published</dt><dd>");
    page_day(out, v->document.published);
    toll_buffer_add_string(out, "</dd><dt>Name</dt><dd>");
    toll_view_add_xml(out, v->document.name);
    toll_buffer_printf(out, "</dd><dt>Version</dt><dd>%u%s</dd>", v->number,
        v->superseded_at ? ", superseded: the text or what is known of it changed since" : "");
    if (v->document.url.len) {
        toll_buffer_add_string(out, "<dt>Address</dt><dd>");
        toll_view_add_xml(out, v->document.url);
        toll_buffer_add_string(out, "</dd>");
    }
    toll_buffer_printf(out, "<dt>SHA-256</dt><dd><code>%s</code></dd></dl>\n", v->sha256);
}

static void add_claim(serve_request *r, toll_buffer *list, const toll_ledger_row *row, uint32_t number)
{
    toll_buffer words = {0};
    toll_view_number(&words, &row->claim.quantity, page_cut(row, row->claim.quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_printf(list, "<li id=\"n-%u\"><a href=\"#c-%s\">", number, row->claim.id);
    page_text(list, words.data);
    toll_buffer_add_string(list, "</a> ");
    page_outcome(list, row->claim.outcome);
    toll_buffer_add_string(list, ", ");
    page_claimant(list, r, row->claim.claimant.id, page_cut(row, row->claim.claimant.span));
    toll_buffer_printf(list, " <a href=\"/c/%s\" aria-label=\"claim %u\">claim</a></li>\n", row->claim.id, number);
    toll_buffer_free(&words);
}

/* Its claims as they stand, or as they stood when the version did. */
static toll_status collect(
    serve_request *r, const toll_ledger_version *v, serve_mark **marks, size_t *count, const char ***ids, toll_buffer *list)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    size_t cap = 0, id_cap = 0;
    uint32_t number = 0;
    filter.version = v->id, filter.rejected = true, filter.as_of = serve_version_moment(v);
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (!toll_grow(ids, &id_cap, number, sizeof **ids)) status = TOLL_E_MEMORY;
        else (*ids)[number++] = toll_arena_string(&r->memory, row.claim.id, strlen(row.claim.id));
        if (status >= 0 && (!(*ids)[number - 1] || !serve_add_marks(marks, count, &cap, &row.claim, number))) status = TOLL_E_MEMORY;
        if (status < 0) break;
        add_claim(r, list, &row, number);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_document(
    serve_request *r, const toll_ledger_version *v, serve_mark *marks, size_t count, const char **ids, const toll_buffer *list)
{
    char title[256];
    const toll_text words = toll_text_head(v->document.title.len ? v->document.title : v->document.name, 250);
    snprintf(title, sizeof title, "%.*s", (int)words.len, words.data);
    page_begin(r, title, "/documents");
    add_head(r, v);
    toll_status status = page_versions(r, v);
    if (count) page_key_to_marks(&r->out);
    shown m = {r, ids, false};
    toll_buffer_add_string(
        &r->out, "<div class=\"beside\"><pre class=\"text\" dir=\"auto\">\n"); /* HTML drops one line break here, not one of the text's */
    if (status >= 0) status = serve_cut(v->document.text, marks, count, add_segment, &m);
    toll_buffer_add_string(&r->out, "</pre>\n<aside aria-label=\"Claims in this text\"><h2>Claims</h2>\n<ol>\n");
    if (list->len) toll_buffer_add(&r->out, list->data, list->len);
    toll_buffer_add_string(&r->out, list->len ? "</ol>\n" : "</ol><p>No claim was found.</p>\n");
    if (list->len && !v->superseded_at && page_may_review(r)) {
        const char *name = toll_arena_string(&r->memory, v->document.name.data, v->document.name.len);
        toll_buffer_add_string(&r->out, "<p>");
        if (name) page_link(&r->out, "/inbox?document=", name, "Decide on them");
        toll_buffer_add_string(&r->out, "</p>\n");
    }
    if (!v->superseded_at && page_may_review(r)) page_find_words(r, v->id, NULL);
    toll_buffer_add_string(&r->out, "</aside></div>\n");
    page_end(r);
    return status;
}

toll_status serve_page_document(serve_request *r)
{
    toll_ledger_versions versions;
    toll_ledger_version version;
    serve_mark *marks = NULL;
    const char **ids = NULL;
    size_t count = 0;
    toll_buffer list = {0};
    toll_status status = serve_version_of(&version, &versions, r, r->parts[0]);
    if (status >= 0) status = collect(r, &version, &marks, &count, &ids, &list);
    size_t cap = count;
    if (status >= 0 && !serve_add_hits(&marks, &count, &cap, version.document.text, serve_param(r, "text"))) status = TOLL_E_MEMORY;
    if (status >= 0) status = add_document(r, &version, marks, count, ids, &list);
    toll_ledger_versions_close(&versions);
    toll_buffer_free(&list);
    toll_base_free(marks);
    toll_base_free(ids);
    return status;
}
