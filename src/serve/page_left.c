/* In: a version of a document. Out: the figures that stand in its text and in no claim, as a list that leads to the form for a claim that was
 * missed. The figures are seen by the engine; a server without one shows none. Costs a look at the text, and one at its claims. */
#include <inttypes.h>

#include "figures.h"
#include "page.h"
#include "page_made.h"

enum { FIGURES_MOST = 5000, SHOWN_MOST = 100 };

static bool meet(toll_span a, toll_span b)
{
    return a.len && b.len && a.off < toll_span_end(b) && b.off < toll_span_end(a);
}

/* What a claim has is taken out. */
static toll_status take_out(serve_figures *f, serve_request *r, const toll_ledger_version *v)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    filter.version = v->id, filter.rejected = filter.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        size_t kept = 0;
        for (size_t i = 0; i < f->count; i++)
            if (!meet(f->spans[i], row.claim.quantity.span) && !meet(f->spans[i], row.claim.period.span)) f->spans[kept++] = f->spans[i];
        f->count = kept;
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

static void add_list(serve_request *r, const toll_ledger_version *v, const serve_figures *f)
{
    toll_buffer *out = &r->out;
    const toll_text text = v->document.text;
    toll_buffer_add_string(out, f->count ? "<h2>Figures of this text that are in no claim</h2>\n<ul class=\"list\">\n"
                                         : "<p>No figure of this text is left out of its claims.</p>\n");
    for (size_t i = 0; i < f->count && i < SHOWN_MOST; i++) {
        char *words = toll_arena_string(&r->memory, text.data + f->spans[i].off, f->spans[i].len);
        if (!words) continue;
        toll_buffer_printf(out, "<li><a href=\"/d/%" PRIu64 "/claim?figure=", v->id);
        page_url(out, words);
        toll_buffer_printf(out, "&amp;after=%u\">", f->spans[i].off);
        page_text(out, words);
        toll_buffer_add_string(out, "</a>");
        page_words_in(r, text, f->spans[i]);
        toll_buffer_add_string(out, "</li>\n");
    }
    toll_buffer_add_string(out, f->count ? "</ul>\n" : "");
    if (f->count > SHOWN_MOST) toll_buffer_printf(out, "<p>The first %d of %zu.</p>\n", SHOWN_MOST, f->count);
}

toll_status page_left(serve_request *r, const toll_ledger_version *v)
{
    serve_figures f;
    if (!r->serve->options.engine) return TOLL_OK;
    toll_status status = serve_figures_of(&f, r, &v->document, FIGURES_MOST);
    if (status >= 0) status = take_out(&f, r, v);
    if (status >= 0) add_list(r, v, &f);
    serve_figures_free(&f);
    return status;
}
