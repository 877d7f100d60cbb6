/* Many decisions: those that are made at once on the claims a filter shows, each with its tick, and the log of all, from which each that
 * counts can be put back. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"

enum { BATCH_MOST = 100 };

typedef struct batch {
    toll_ledger_key last;
    unsigned count;
    bool more;
} batch;

static toll_status add_ticks(batch *out, serve_request *r, const toll_ledger_filter *filter)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    uint64_t seen = 0;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (row.decision != TOLL_LEDGER_PROPOSED) {
            if (++seen < SERVE_SCAN) continue;
            out->more = true, out->last = row.key;
            break;
        }
        status = serve_state_of(&state, r, row.row);
        if (status < 0) break;
        if (state.flagged) continue;
        out->more = out->count == BATCH_MOST;
        if (out->more) break;
        out->last = row.key;
        toll_buffer_printf(&r->out, "<li class=\"tick\"><label><input type=\"checkbox\" name=\"pick-%u\" checked value=\"", ++out->count);
        page_text(&r->out, state.etag);
        toll_buffer_add_string(&r->out, "\"> ");
        page_claim_words(r, &row);
        toll_buffer_add_string(&r->out, "</label>");
        page_claim_source(r, &row);
        toll_buffer_add_string(&r->out, "</li>\n");
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_page_batch(serve_request *r)
{
    toll_ledger_filter filter;
    batch found = {.count = 0};
    toll_buffer *out = &r->out;
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    page_begin(r, "Decide on many at once", "/inbox");
    page_filters(r, "Show");
    toll_buffer_add_string(out, "<form method=\"post\" action=\"/inbox/batch\">");
    page_hidden(out, "csrf", r->serve->csrf);
    page_hidden(out, "next", page_inbox_address(r, &r->query, "", NULL));
    toll_buffer_add_string(out, "<p>Each claim that is ticked, and no other. One step takes all of them back.</p>\n<ul class=\"list\">\n");
    status = add_ticks(&found, r, &filter);
    toll_buffer_add_string(out, "</ul>\n");
    if (!found.count && found.more) toll_buffer_printf(out, "<p>The first %d claims from here on are decided.</p>\n", SERVE_SCAN);
    else if (!found.count) toll_buffer_add_string(out, "<p>No claim waits here. <a href=\"/inbox\">Inbox</a></p>\n");
    if (found.count && page_may_review(r))
        toll_buffer_printf(out,
            "<p><label>Why <input name=\"reason\" maxlength=\"500\" autocomplete=\"off\"></label></p>\n<p class=\"keys\">"
            "<button name=\"action\" value=\"accept\">Accept those that are ticked (of %u)</button> "
            "<button name=\"action\" value=\"reject\">Reject them</button></p>\n",
            found.count);
    toll_buffer_add_string(out, "</form>\n");
    page_more(r, found.more ? serve_key_cursor(r, &found.last) : NULL);
    page_end(r);
    return status;
}

toll_status serve_page_decide_all(serve_request *r)
{
    serve_query form;
    const char *picks[BATCH_MOST];
    size_t count = 0;
    toll_status status = page_form(&form, r);
    if (status < 0) return status;
    for (size_t i = 0; i < form.count; i++) {
        if (strncmp(form.items[i].name, "pick-", 5) != 0) continue;
        if (count == BATCH_MOST) return serve_fail(r, 422, "at most %d claims are decided on at once", BATCH_MOST);
        picks[count++] = form.items[i].value;
    }
    status = serve_decide_all(r, serve_query_get(&form, "action"), serve_query_get(&form, "reason"), picks, count);
    if (status < 0) return status;
    toll_ledger_key start = {0};
    return page_go(r, page_next_address(r, serve_query_get(&form, "next"), &start));
}

/* --- the log */
static void add_corrected(toll_buffer *out, toll_text payload)
{
    if (toll_text_equal(payload, toll_text_of(SERVE_FLAG))) toll_buffer_add_string(out, "a second reader is wanted");
    else page_corrected(out, payload);
}

static void add_decision_row(serve_list *it)
{
    toll_buffer *out = &it->r->out;
    const serve_decided *d = &it->row.decided;
    bool flag = toll_text_equal(d->payload, toll_text_of(SERVE_FLAG));
    toll_buffer_printf(out, "<tr><td><time>%.19sZ</time></td><td>", d->time);
    toll_view_add_xml(out, d->reviewer);
    toll_buffer_printf(out, "</td><td>%s</td><td><a href=\"/c/%s\">", flag ? "flagged" : d->action, d->claim);
    toll_view_add_xml(out, d->words);
    toll_buffer_add_string(out, "</a> ");
    toll_view_add_xml(out, d->document);
    toll_buffer_add_string(out, "</td><td>");
    add_corrected(out, d->payload);
    toll_buffer_add_string(out, "</td><td>");
    toll_view_add_xml(out, d->reason);
    toll_buffer_add_string(out, "</td><td>");
    if (it->context && d->counts) {
        toll_buffer_add_string(out, "<form method=\"post\" action=\"/log\">");
        page_hidden(out, "csrf", it->r->serve->csrf);
        toll_buffer_printf(out,
            "<button name=\"decision\" value=\"%" PRId64 "\" aria-label=\"Put back decision %" PRId64 "\">Put back</button></form>", d->id,
            d->id);
    }
    toll_buffer_add_string(out, "</td></tr>\n");
}

toll_status page_decisions(serve_list *list)
{
    toll_buffer *out = &list->r->out;
    bool may = page_may_review(list->r) && !serve_param(list->r, "as_of");
    list->context = may ? list : NULL;
    page_table(out, "Decisions, newest first", may ? "When|Who|What|Claim|Fields|Why|As it was before" : "When|Who|What|Claim|Fields|Why|");
    toll_status status = serve_walk(list, &serve_decisions, add_decision_row);
    toll_buffer_add_string(out, "</tbody></table></div>\n");
    if (!list->count) toll_buffer_add_string(out, "<p>Nobody decided anything yet.</p>\n");
    return status;
}

toll_status serve_page_log(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, 100)};
    page_begin(r, "Log", "/log");
    toll_buffer_add_string(&r->out,
        "<p>Who decided what. Nothing is overwritten or removed: putting back is a decision of its own, and can be put back as well. What was "
        "decided on many claims at once is put back at once.</p>\n");
    toll_status status = page_decisions(&list);
    page_more(r, list.cursor);
    page_end(r);
    return status;
}

toll_status serve_page_revert(serve_request *r)
{
    serve_query form;
    uint64_t decision;
    toll_status status = page_form(&form, r);
    const char *given = status >= 0 ? serve_query_get(&form, "decision") : NULL;
    if (status < 0) return status;
    if (!given || !serve_number(&decision, given, 1, INT64_MAX)) return serve_fail(r, 422, "putting back needs a decision");
    status = serve_take_back(NULL, r, decision);
    return status < 0 ? status : page_go(r, "/log");
}
