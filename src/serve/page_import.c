/* Import: a text that is pasted, or files that are dropped. First it is only tried: what would be read, what is left out, whether the ledger
 * has it; then it is added. Pasting works without script; files go through the API, one after another (script.js). */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"

static void add_field(toll_buffer *out, const char *name, const char *label, const char *type, const char *value)
{
    toll_buffer_printf(out, "<label>%s <input name=\"%s\" type=\"%s\" maxlength=\"1000\" autocomplete=\"off\" value=\"", label, name, type);
    page_text(out, value);
    toll_buffer_add_string(out, "\"></label>\n");
}

static void add_form(serve_request *r, const serve_sent *sent, const char *heading)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<form method=\"post\" action=\"/import\" class=\"paste\">");
    page_hidden(out, "csrf", r->serve->csrf);
    toll_buffer_printf(out, "<h2>%s</h2><p>", heading);
    toll_buffer_add_string(out, "<label>Its text, or the HTML of its page "
                                "<textarea name=\"text\" rows=\"10\" required>\n");
    page_exact(out, sent->bytes);
    toll_buffer_add_string(out, "</textarea></label></p>\n<div class=\"edit\">");
    add_field(out, "title", "Headline", "text", sent->title);
    add_field(out, "outlet", "Outlet", "text", sent->outlet);
    add_field(out, "published", "Published", "date", sent->published);
    add_field(out, "url", "Address", "url", sent->url);
    add_field(out, "name", "Call it", "text", sent->name);
    toll_buffer_add_string(out, "</div><p>What is left empty stays unknown; no day is guessed.</p>\n"
                                "<p><button name=\"do\" value=\"try\">Try it: what would be read</button></p></form>\n");
}

/* Filled by the script, which alone can send files. */
static void add_drop(serve_request *r)
{
    toll_buffer_printf(&r->out,
        "<section id=\"drop\" hidden data-most=\"%d\"><h2>Files</h2>\n<p class=\"drop\">Drop files here, or "
        "<label class=\"button\">choose them <input type=\"file\" multiple></label></p>\n"
        "<p>Texts (UTF-8), HTML pages and JSON Lines, at most %d MB each. They are tried first; nothing is written before you say "
        "so. Archives, mails and feeds are read by <code>tollbook add</code>.</p>\n<p role=\"status\" aria-live=\"polite\"></p>\n"
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Files\" hidden><table><caption>Files, as they would be "
        "read</caption><thead><tr><th scope=\"col\">File</th><th scope=\"col\">What would happen</th><th scope=\"col\">Published</th>"
        "<th scope=\"col\">Claims</th><th scope=\"col\">Left out</th></tr></thead><tbody></tbody></table></div>\n"
        "<p><button type=\"button\" hidden>Add them</button></p></section>\n",
        SERVE_DOCUMENT_BYTES, SERVE_DOCUMENT_BYTES >> 20);
}

static bool may_import(const serve_request *r)
{
    return r->scope >= SERVE_ADMIN && !r->serve->options.read_only && r->serve->options.engine;
}

toll_status serve_page_import(serve_request *r)
{
    serve_sent nothing = {0};
    page_begin(r, "Import", "/import");
    if (may_import(r)) {
        add_drop(r);
        add_form(r, &nothing, "Paste an article");
    } else {
        toll_buffer_add_string(
            &r->out, "<p>Documents are added by whoever has the scope <code>admin</code>, where the server takes any.</p>\n");
    }
    page_end(r);
    return TOLL_OK;
}

static toll_text cut(const serve_intake *in, toll_span span)
{
    return (toll_text){in->document.text.data + span.off, span.len};
}

static void add_claim(serve_request *r, const serve_intake *in, const toll_claim *c)
{
    toll_buffer *out = &r->out;
    toll_buffer number = {0};
    toll_view_number(&number, &c->quantity, cut(in, c->quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_string(out, "<li><b>");
    page_text(out, number.data);
    toll_buffer_add_string(out, "</b> ");
    page_outcome(out, c->outcome);
    page_side(r, c->victims.side);
    toll_buffer_add_string(out, ", ");
    page_claimant(out, r, c->claimant.id, cut(in, c->claimant.span));
    toll_buffer_add_string(out, "<br><q dir=\"auto\">");
    toll_view_add_xml(out, cut(in, c->sentence.len ? c->sentence : c->quantity.span));
    toll_buffer_add_string(out, "</q></li>\n");
    toll_buffer_free(&number);
}

static void add_left(toll_buffer *out, const serve_intake *in)
{
    if (!in->left_count) return;
    toll_buffer_add_string(out, "<h2>Left out</h2><p>Figures with which no loss is told: ");
    for (size_t i = 0; i < in->left_count; i++) {
        toll_buffer_add_string(out, i ? ", <q>" : "<q>");
        toll_view_add_xml(out, cut(in, in->left[i]));
        toll_buffer_add_string(out, "</q>");
    }
    toll_buffer_add_string(out, ".</p>\n");
}

/* What would be done, in words. */
static void add_verdict(toll_buffer *out, const serve_intake *in)
{
    toll_buffer_add_string(out, "<p>");
    if (!strcmp(in->change, "unchanged")) {
        toll_buffer_printf(out, "The ledger has <a href=\"/d/%" PRIu64 "\">this text</a> already; adding it changes nothing.", in->version);
    } else {
        toll_buffer_printf(out, "%zu claim%s would be read. ", in->reading.claim_count, in->reading.claim_count == 1 ? "" : "s");
        toll_buffer_add_string(
            out, !strcmp(in->change, "inserted") ? "It is new to the ledger, as <code>" : "It would be a new version of <code>");
        toll_view_add_xml(out, in->document.name);
        toll_buffer_add_string(out, "</code>.");
    }
    toll_buffer_add_string(out, " Published: ");
    if (in->document.published == TOLL_DAY_UNKNOWN) toll_buffer_add_string(out, "not known");
    else page_day(out, in->document.published);
    toll_buffer_add_string(out, ".</p>\n");
    if (!in->remark) return;
    toll_buffer_add_string(out, "<p>");
    page_text(out, in->remark);
    toll_buffer_add_string(out, ".</p>\n");
}

static void add_confirm(serve_request *r, const serve_sent *sent)
{
    const char *const fields[][2] = {
        {"title", sent->title}, {"outlet", sent->outlet}, {"published", sent->published}, {"url", sent->url}, {"name", sent->name}};
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, "<form method=\"post\" action=\"/import\">");
    page_hidden(out, "csrf", r->serve->csrf);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) page_hidden(out, fields[i][0], fields[i][1]);
    toll_buffer_add_string(out, "<textarea name=\"text\" hidden>\n");
    page_exact(out, sent->bytes);
    toll_buffer_add_string(out, "</textarea><p><button name=\"do\" value=\"add\">Add it to the ledger</button></p></form>\n");
}

static void add_trial(serve_request *r, const serve_intake *in, const serve_sent *sent)
{
    page_begin(r, "Import: what would be read", "/import");
    add_verdict(&r->out, in);
    if (in->change[0] != 'u') add_confirm(r, sent);
    toll_buffer_add_string(&r->out, in->reading.claim_count ? "<h2>Claims</h2>\n<ol class=\"list\">\n" : "<p>No claim was found.</p>\n");
    for (size_t i = 0; i < in->reading.claim_count && i < SERVE_PAGE_MOST; i++) add_claim(r, in, &in->reading.claims[i]);
    if (in->reading.claim_count) toll_buffer_add_string(&r->out, "</ol>\n");
    add_left(&r->out, in);
    add_form(r, sent, "Mend it and try again");
    page_end(r);
}

/* Browsers send line breaks as CR LF, whatever was pasted. */
static toll_text pasted(serve_request *r, const char *text)
{
    size_t len = strlen(text), kept = 0;
    char *copy = toll_arena_string(&r->memory, text, len);
    for (size_t i = 0; copy && i < len; i++)
        if (copy[i] != '\r' || copy[i + 1] != '\n') copy[kept++] = copy[i];
    return (toll_text){copy, kept};
}

toll_status serve_page_imported(serve_request *r)
{
    serve_query form;
    serve_intake in = {0};
    char location[64];
    toll_status status = page_form(&form, r);
    if (status < 0) return status;
    const char *text = serve_query_get(&form, "text"), *act = serve_query_get(&form, "do");
    if (!text) return serve_fail(r, 422, "nothing was pasted");
    serve_sent sent = {.bytes = pasted(r, text),
        .charset = {"utf-8", 5},
        .name = serve_query_get(&form, "name"),
        .title = serve_query_get(&form, "title"),
        .outlet = serve_query_get(&form, "outlet"),
        .url = serve_query_get(&form, "url"),
        .published = serve_query_get(&form, "published")};
    if (!sent.bytes.data) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for what was pasted");
    sent.page = toll_is_page(sent.bytes);
    sent.dry = !act || strcmp(act, "add") != 0;
    status = serve_take_in(&in, r, &sent);
    if (status >= 0 && sent.dry) add_trial(r, &in, &sent);
    if (status >= 0 && !sent.dry) {
        int len = snprintf(location, sizeof location, "/d/%" PRIu64, in.version);
        r->location = in.version ? toll_arena_string(&r->memory, location, (size_t)len) : "/documents";
        r->status = 303, r->type = "text/plain; charset=utf-8";
    }
    serve_intake_free(&in);
    return status < 0 ? status : TOLL_OK;
}
