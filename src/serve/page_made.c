/* A claim that was missed, made by a reviewer: first its figure is found in the stored text (by words that are typed, or selected by the script;
 * or among the figures of the text that are in no claim), then it is said what the words mean. Works without script; no offset comes from a
 * browser's count. */
#include "page_made.h"

#include <inttypes.h>
#include <stdio.h>

#include "page.h"
#include "sentences.h"

enum { PLACES_MOST = 50 };

void page_find_words(serve_request *r, uint64_t version, const char *words)
{
    toll_buffer_printf(&r->out,
        "<form class=\"find\" action=\"/d/%" PRIu64 "/claim\" data-words><label>A claim that was missed: its figure, as the text has it "
        "<input name=\"figure\" maxlength=\"300\" autocomplete=\"off\" value=\"",
        version);
    page_text(&r->out, words);
    toll_buffer_add_string(&r->out, "\"></label> <button>Find it</button></form>\n");
}

void page_words_in(serve_request *r, toll_text text, toll_span words)
{
    const toll_span sentence = toll_span_join(serve_sentence_at(text, words.off), words);
    const size_t end = toll_span_end(sentence), from = toll_span_end(words);
    toll_buffer_add_string(&r->out, "<blockquote dir=\"auto\">");
    page_exact(&r->out, (toll_text){text.data + sentence.off, words.off - sentence.off});
    toll_buffer_add_string(&r->out, "<mark class=\"quantity\">");
    page_exact(&r->out, (toll_text){text.data + words.off, words.len});
    toll_buffer_add_string(&r->out, "</mark>");
    page_exact(&r->out, (toll_text){text.data + from, end - from});
    toll_buffer_add_string(&r->out, "</blockquote>\n");
}

static void begin(serve_request *r, const toll_ledger_version *v)
{
    const toll_text name = v->document.title.len ? v->document.title : v->document.name;
    page_begin(r, "A claim that was missed", "/documents");
    toll_buffer_printf(&r->out, "<p>From the words of <a href=\"/d/%" PRIu64 "\">", v->id);
    toll_view_add_xml(&r->out, name);
    toll_buffer_add_string(&r->out, "</a>. It stands by your decision: it is in the log, and can be taken back there.</p>\n");
}

/* The words stand in several places: which is meant? */
static void add_places(serve_request *r, const toll_ledger_version *v, const char *words)
{
    const toll_text text = v->document.text;
    size_t budget = SERVE_FIND_BUDGET, count = 0;
    toll_buffer_add_string(&r->out, "<h2>These words stand in several places</h2>\n<ol>\n");
    for (toll_span at = serve_find_words(text, words, 0, &budget); at.len && count < PLACES_MOST;
         at = serve_find_words(text, words, toll_span_end(at), &budget), count++) {
        toll_buffer_add_string(&r->out, "<li>");
        page_words_in(r, text, at);
        toll_buffer_printf(&r->out, "<p class=\"from\"><a href=\"/d/%" PRIu64 "/claim?figure=", v->id);
        page_url(&r->out, words);
        toll_buffer_printf(&r->out, "&amp;after=%u\">These, at byte %u</a></p></li>\n", at.off, at.off);
    }
    toll_buffer_add_string(&r->out, "</ol>\n");
    if (count == PLACES_MOST) toll_buffer_printf(&r->out, "<p>The first %d; take more words.</p>\n", PLACES_MOST);
}

static toll_status add_words(serve_request *r, const toll_ledger_version *v, const char *words)
{
    uint64_t off = 0;
    size_t budget = SERVE_FIND_BUDGET;
    const toll_text text = v->document.text;
    const char *given = serve_param(r, "after");
    if (given && !serve_number(&off, given, 0, text.len)) return serve_fail(r, 400, "after \"%.40s\" is no byte of this text", given);
    const toll_span at = serve_find_words(text, words, off, &budget);
    if (!at.len || (given && at.off != off)) {
        toll_buffer_add_string(
            &r->out, "<p role=\"alert\"><strong>These words do not stand in the text as it is stored. Nothing was written.</strong></p>\n");
        page_find_words(r, v->id, words);
    } else if (!given && serve_find_words(text, words, toll_span_end(at), &budget).len) {
        add_places(r, v, words);
    } else {
        char start[24], end[24], point[40] = "";
        const double figure = serve_figure_of((toll_text){text.data + at.off, at.len});
        snprintf(start, sizeof start, "%u", at.off), snprintf(end, sizeof end, "%u", toll_span_end(at));
        if (figure >= 0) snprintf(point, sizeof point, "%.0f", figure);
        const serve_made made = {{[MADE_START] = start, [MADE_END] = end, [MADE_POINT] = *point ? point : NULL}};
        page_made_form(r, v, &made, at, NULL);
    }
    return TOLL_OK;
}

static toll_status find_version(toll_ledger_version *v, toll_ledger_versions *versions, serve_request *r)
{
    toll_status status = serve_version_of(v, versions, r, r->parts[0]);
    if (status >= 0 && v->superseded_at) return serve_fail(r, 409, "the document has another version by now; make the claim on its newest");
    return status;
}

toll_status serve_page_missed(serve_request *r)
{
    toll_ledger_versions versions;
    toll_ledger_version v;
    const char *words = serve_param(r, "figure");
    toll_status status = find_version(&v, &versions, r);
    if (status >= 0 && words && strlen(words) > SERVE_MADE_BYTES)
        status = serve_fail(r, 400, "a figure's words are at most %d bytes", SERVE_MADE_BYTES);
    if (status >= 0) {
        begin(r, &v);
        if (!page_may_review(r)) toll_buffer_add_string(&r->out, "<p>Whoever reviews here can make it.</p>\n");
        else if (words) status = add_words(r, &v, words);
        else page_find_words(r, v.id, NULL), status = page_left(r, &v);
    }
    if (status >= 0) page_end(r);
    toll_ledger_versions_close(&versions);
    return status;
}

/* What was said, and what is wrong with it. */
static toll_status again(serve_request *r, const serve_made *made)
{
    toll_ledger_versions versions;
    toll_ledger_version v;
    const toll_error error = r->error;
    const char *existing = r->again;
    uint64_t start = 0, end = 0;
    toll_status status = find_version(&v, &versions, r);
    const bool placed = status >= 0 && made->value[MADE_START] && made->value[MADE_END] &&
                        serve_number(&start, made->value[MADE_START], 0, v.document.text.len) &&
                        serve_number(&end, made->value[MADE_END], start + 1, v.document.text.len);
    if (status >= 0) {
        begin(r, &v);
        page_made_form(r, &v, made, placed ? (toll_span){(uint32_t)start, (uint32_t)(end - start)} : (toll_span){0}, error.message);
        if (existing) {
            toll_buffer_add_string(&r->out, "<p>");
            page_link(&r->out, "/c/", existing, "The claim that there is");
            toll_buffer_add_string(&r->out, "</p>\n");
        }
        page_end(r);
        r->status = 200; /* an answer to a form, not a failure of the page */
    }
    toll_ledger_versions_close(&versions);
    return status;
}

toll_status serve_page_make(serve_request *r)
{
    serve_query form;
    serve_made made;
    char id[25];
    toll_status status = page_form(&form, r);
    if (status >= 0) status = serve_made_of_form(&made, &r->memory, &form, &r->error);
    if (status < 0) return status;
    status = serve_make(id, r, r->parts[0], &made);
    const bool mendable = status == TOLL_E_USAGE && (r->status == 422 || (r->status == 409 && r->again));
    if (mendable) return again(r, &made);
    char *address = toll_arena_take(&r->memory, 40);
    if (status >= 0 && !address) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for the answer; the claim stands");
    if (status >= 0) snprintf(address, 40, "/c/%s", id);
    return status < 0 ? status : page_go(r, address);
}
