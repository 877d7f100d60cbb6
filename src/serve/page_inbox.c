/* The inbox: one claim that nobody has decided on, its evidence beside the fields, and buttons with their keys. After a decision comes the
 * next; the last ten decisions stand below, each with a way back. And the log: all of them. Works without script; script only adds the keys. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"

static toll_status next_open(serve_request *r, const toll_ledger_filter *filter, toll_ledger_key *found, bool *more)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_ledger_filter asked = *filter;
    uint64_t seen = 0;
    *more = false;
    *found = (toll_ledger_key){0};
    asked.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &asked, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        *found = row.key;
        if (row.decision == TOLL_LEDGER_PROPOSED) break;
        if (++seen >= SERVE_SCAN) {
            *more = true;
            status = TOLL_END;
            break;
        }
    }
    toll_ledger_claims_close(&claims);
    return status;
}

/* The claim at `key` with its text, and where it stands. */
static toll_status show(serve_request *r, const toll_ledger_filter *filter, const toll_ledger_key *key)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    toll_ledger_filter asked = TOLL_LEDGER_FILTER_ALL;
    asked.version = key->version;
    asked.after = *key;
    asked.after.row--; /* only what comes after: the claim itself is the first */
    asked.limit = 1;
    (void)filter;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &asked, &r->error);
    if (status >= 0) status = toll_ledger_claims_next(&row, &claims, &r->error);
    if (status == TOLL_OK) status = serve_state_of(&state, r, row.row);
    if (status == TOLL_OK) {
        toll_buffer_add_string(&r->out, "<article class=\"beside\"><div>\n");
        page_quote(r, &row);
        page_review(r, &row, &state, serve_key_cursor(r, key));
        toll_buffer_printf(&r->out, "<p><a href=\"/c/%s\">The whole claim</a></p></div>\n<div>", row.claim.id);
        page_fields(r, &row);
        toll_buffer_add_string(&r->out, "</div></article>\n");
    }
    toll_ledger_claims_close(&claims);
    return status;
}

toll_status serve_page_inbox(serve_request *r)
{
    toll_ledger_filter filter;
    toll_ledger_key key;
    bool more;
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    status = next_open(r, &filter, &key, &more);
    if (status < 0) return status;
    page_begin(r, "Inbox", "/inbox");
    if (!page_may_review(r)) toll_buffer_add_string(&r->out, "<p>You may read here, not decide.</p>\n");
    if (status == TOLL_OK) status = show(r, &filter, &key);
    else if (more) page_more(r, serve_key_cursor(r, &key));
    else {
        toll_buffer_add_string(
            &r->out, filter.after.row ? "<p>Nothing waits after this one. <a href=\"/inbox\">From the beginning</a></p>\n"
                                      : "<p>Nothing waits. Next: <a href=\"/findings?code=conflict\">look at the conflicts</a>.</p>\n");
    }
    toll_buffer_add_string(&r->out, "<h2>Last decisions</h2>\n");
    serve_list list = {.r = r, .limit = 10, .first = true};
    toll_status listed = page_decisions(&list);
    page_end(r);
    return status < 0 ? status : listed;
}

static void add_decision_row(serve_list *it)
{
    toll_buffer *out = &it->r->out;
    const serve_decided *d = &it->row.decided;
    toll_buffer_printf(out, "<tr><td><time>%.19sZ</time></td><td>", d->time);
    toll_view_add_xml(out, d->reviewer);
    toll_buffer_printf(out, "</td><td>%s</td><td><a href=\"/c/%s\">", d->action, d->claim);
    toll_view_add_xml(out, d->words);
    toll_buffer_add_string(out, "</a> ");
    toll_view_add_xml(out, d->document);
    toll_buffer_add_string(out, "</td><td>");
    toll_view_add_xml(out, d->payload);
    toll_buffer_add_string(out, "</td><td>");
    toll_view_add_xml(out, d->reason);
    toll_buffer_add_string(out, "</td></tr>\n");
}

toll_status page_decisions(serve_list *list)
{
    toll_buffer *out = &list->r->out;
    page_table(out, "Decisions, newest first", "When|Who|What|Claim|Fields|Why");
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
        "<p>Who decided what. Nothing is overwritten; a claim’s page takes a decision back, which is a decision of its own.</p>\n");
    toll_status status = page_decisions(&list);
    page_more(r, list.cursor);
    page_end(r);
    return status;
}

toll_status page_form(serve_query *out, serve_request *r)
{
    toll_status status = serve_query_parse(out, &r->memory, (toll_text){r->body.data ? r->body.data : "", r->body.len}, &r->error);
    const char *csrf = status >= 0 ? serve_query_get(out, "csrf") : NULL;
    if (status < 0) return status;
    if (!csrf || strlen(csrf) != 64 || memcmp(csrf, r->serve->csrf, 64))
        return serve_fail(r, 403, "this form is not of this run of the server; load the page again");
    return TOLL_OK;
}

/* From a form of ours: its secret is known to no other page. Then on to the next, or back to the claim. */
toll_status serve_page_decide(serve_request *r)
{
    serve_query form;
    serve_decision decision;
    uint64_t place[3];
    toll_status status = page_form(&form, r);
    if (status < 0) return status;
    status = serve_decision_of_form(&decision, &r->memory, &form, &r->error);
    if (status < 0) return status;
    if (!decision.claim) return serve_fail(r, 422, "a decision needs a claim");
    r->again = decision.claim;
    status = serve_decide(r, decision.claim, &decision);
    if (status < 0) return status;
    toll_buffer to = {0};
    bool on = decision.next && serve_cursor_parse(place, decision.next);
    toll_buffer_printf(&to, on ? "/inbox?after=" : "/c/");
    page_url(&to, on ? decision.next : decision.claim);
    r->location = to.failed ? "/inbox" : toll_arena_string(&r->memory, to.data, to.len);
    toll_buffer_free(&to);
    r->status = 303;
    r->type = "text/plain; charset=utf-8";
    return TOLL_OK;
}
