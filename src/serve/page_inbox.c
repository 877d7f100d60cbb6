/* The inbox: one claim that nobody has decided on, its evidence beside the fields, and buttons with their keys. After a decision comes the
 * next, with the same filters; the last one can be taken back, and the one before it (takeback.c says how far). Claims for which somebody
 * wants a second reader wait in a list of their own. Works without script; script only adds the keys. */
#include <inttypes.h>
#include <stdio.h>

#include "page.h"

enum { WAITING_MOST = 200 };

static bool is_filter(const char *name)
{
    for (size_t i = 0; i < serve_param_count; i++)
        if (!strcmp(serve_params[i].name, name)) return (PARAMS_FILTER | PARAM_FLAGGED) & ~(unsigned)PARAM_AS_OF & 1u << i;
    return false;
}

const char *page_inbox_address(serve_request *r, const serve_query *query, const char *path, const toll_ledger_key *after)
{
    toll_buffer out = {0};
    char before = '?';
    toll_buffer_add_string(&out, path);
    for (size_t i = 0; i < query->count; i++) {
        if (!is_filter(query->items[i].name) || !*query->items[i].value) continue;
        toll_buffer_add_char(&out, before);
        toll_buffer_printf(&out, "%s=", query->items[i].name);
        page_url(&out, query->items[i].value);
        before = '&';
    }
    if (after && after->row) toll_buffer_printf(&out, "%cafter=%s", before, serve_key_cursor(r, after));
    const char *made = out.failed ? NULL : toll_arena_string(&r->memory, out.data, out.len);
    toll_buffer_free(&out);
    return made ? made : path;
}

typedef struct waiting {
    toll_ledger_key first; /* row 0 = none */
    unsigned count;        /* at most WAITING_MOST */
    bool more;             /* nothing open among SERVE_SCAN claims, and there are more: go on behind `first` */
} waiting;

/* Claims that nobody decided on; flagged ones wait elsewhere. */
static toll_status find_waiting(waiting *out, serve_request *r, const toll_ledger_filter *filter)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    toll_ledger_filter asked = *filter;
    uint64_t seen = 0;
    *out = (waiting){.count = 0};
    asked.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &asked, &r->error);
    while (status >= 0 && out->count < WAITING_MOST && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (++seen > SERVE_SCAN) {
            out->more = !out->count;
            if (out->more) out->first = row.key;
            break;
        }
        if (row.decision != TOLL_LEDGER_PROPOSED) continue;
        status = serve_state_of(&state, r, row.row);
        if (status < 0 || state.flagged) continue;
        if (!out->count++) out->first = row.key;
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

/* In this order, and without an index that the database would make of all claims for `key` alone: few decisions ask for a second reader. */
static const char *const flagged_sql =
    "SELECT v.id, k.quantity_off, k.id FROM decision d CROSS JOIN version v CROSS JOIN reading r CROSS JOIN claim k "
    "WHERE d.action = 0 AND d.payload = ?1 AND v.document = d.document AND v.superseded_at IS NULL AND r.version = v.id "
    "AND r.superseded_at IS NULL AND k.id BETWEEN r.id << 24 AND r.id << 24 | 16777215 AND substr(k.key, 1) = d.key "
    "AND d.id = (SELECT max(x.id) FROM decision x WHERE x.document = d.document AND x.key = d.key) AND (v.id, k.quantity_off, k.id) > (?2, ?3, ?4) "
    "ORDER BY 1, 2, 3 LIMIT ?5";

static toll_status find_flagged(waiting *out, serve_request *r, const toll_ledger_key *after)
{
    toll_rows *rows;
    *out = (waiting){.count = 0};
    toll_status status = toll_rows_open(&rows, r->reader->ledger, flagged_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(SERVE_FLAG));
    toll_rows_bind_integer(rows, 2, (int64_t)after->version);
    toll_rows_bind_integer(rows, 3, (int64_t)after->off);
    toll_rows_bind_integer(rows, 4, (int64_t)after->row);
    toll_rows_bind_integer(rows, 5, WAITING_MOST);
    while ((status = toll_rows_next(rows, &r->error)) == TOLL_OK)
        if (!out->count++)
            out->first = (toll_ledger_key){
                (uint64_t)toll_rows_integer(rows, 0), (uint64_t)toll_rows_integer(rows, 1), (uint64_t)toll_rows_integer(rows, 2)};
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

/* The claim at `key` with its text, and where it stands. */
static toll_status show(serve_request *r, const toll_ledger_key *key)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    toll_ledger_filter asked = TOLL_LEDGER_FILTER_ALL;
    asked.version = key->version;
    asked.after = *key;
    asked.after.row--; /* only what comes after: the claim itself is the first */
    asked.limit = 1;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &asked, &r->error);
    if (status >= 0) status = toll_ledger_claims_next(&row, &claims, &r->error);
    if (status == TOLL_OK) status = serve_state_of(&state, r, row.row);
    if (status == TOLL_OK) {
        toll_buffer_add_string(&r->out, "<article class=\"beside\"><div>\n");
        page_quote(r, &row);
        page_review(r, &row, &state, page_inbox_address(r, &r->query, "", key));
        toll_buffer_printf(&r->out, "<p><a href=\"/c/%s\">The whole claim</a></p>\n", row.claim.id);
        if (page_may_review(r)) status = page_like(r, row.claim.id);
        toll_buffer_add_string(&r->out, "</div>\n<div>");
        page_fields(r, &row);
        toll_buffer_add_string(&r->out, "</div></article>\n");
    }
    toll_ledger_claims_close(&claims);
    return status;
}

/* What `u` takes back: the last decision of whoever looks. */
static toll_status add_last(serve_request *r, const char *next)
{
    toll_ledger_back last;
    toll_buffer *out = &r->out;
    if (!page_may_review(r)) return TOLL_OK;
    toll_status status = toll_ledger_back_last(&last, r->reader->ledger, serve_reviewer(r), &r->error);
    if (status == TOLL_OK) {
        toll_buffer_add_string(out, "<form method=\"post\" action=\"/inbox\"><p role=\"status\">");
        page_hidden(out, "csrf", r->serve->csrf);
        page_hidden(out, "next", next);
        const toll_ledger_step *s = &last.steps[0];
        const char *what = s->action == TOLL_LEDGER_PROPOSED ? "flagged" : toll_ledger_action_name(s->action);
        toll_buffer_printf(
            out, last.count > 1 ? "Your last decision: %zu claims %s. " : "Your last decision: %zu claim %s. ", last.count, what);
        page_key_button(r, "back", KEY_BACK, "Take it back");
        toll_buffer_add_string(out, "</p></form>\n");
    }
    toll_ledger_back_free(&last);
    return status < 0 ? status : TOLL_OK;
}

static void add_head(serve_request *r, bool flagged, const waiting *found)
{
    toll_buffer *out = &r->out;
    bool filtered = false;
    for (size_t i = 0; i < r->query.count; i++) filtered |= *r->query.items[i].value && is_filter(r->query.items[i].name);
    toll_buffer_printf(out,
        "<ul class=\"kinds\"><li><a href=\"/inbox\"%s>New claims</a></li>\n<li><a href=\"/inbox?flagged=1\"%s>For a second reader</a></li></ul>\n",
        flagged ? "" : " aria-current=\"page\"", flagged ? " aria-current=\"page\"" : "");
    toll_buffer_printf(
        out, "<p>%u%s %s", found->count, found->count == WAITING_MOST ? " and more" : "", found->count == 1 ? "waits." : "wait.");
    if (!flagged && found->count > 1 && page_may_review(r)) {
        toll_buffer_add_string(out, " <a href=\"");
        page_text(out, page_inbox_address(r, &r->query, "/inbox/batch", NULL));
        toll_buffer_add_string(out, "\">Decide on many at once</a>");
    }
    toll_buffer_add_string(out, "</p>\n");
    if (flagged) return;
    toll_buffer_printf(out, "<details%s><summary>Only some of them</summary>", filtered ? " open" : "");
    page_filters(r, "Show");
    toll_buffer_add_string(out, "</details>\n");
}

static void add_empty(serve_request *r, bool flagged, bool on)
{
    toll_buffer *out = &r->out;
    toll_buffer_add_string(out, on ? "<p>Nothing waits after this one. <a href=\"" : "<p>Nothing waits. ");
    if (on) page_text(out, page_inbox_address(r, &r->query, "/inbox", NULL));
    if (on) toll_buffer_add_string(out, "\">From the beginning</a></p>\n");
    else if (flagged) toll_buffer_add_string(out, "<a href=\"/inbox\">New claims</a></p>\n");
    else
        toll_buffer_add_string(
            out, "Next: <a href=\"/findings?code=conflict\">look at the conflicts</a>, or <a href=\"/import\">import more</a>.</p>\n");
}

/* Those for a second reader are shown all. */
static toll_status refuse_filters(serve_request *r)
{
    for (size_t i = 0; i < r->query.count; i++) {
        const char *name = r->query.items[i].name;
        if (*r->query.items[i].value && is_filter(name) && strcmp(name, "flagged") != 0)
            return serve_fail(r, 400, "%.60s is no parameter of claims for a second reader; they are shown all", name);
    }
    return TOLL_OK;
}

toll_status serve_page_inbox(serve_request *r)
{
    toll_ledger_filter filter;
    waiting found;
    bool flagged = serve_flag(r, "flagged");
    toll_status status = flagged ? refuse_filters(r) : TOLL_OK;
    if (status >= 0) status = serve_filter(r, &filter);
    if (status >= 0) status = flagged ? find_flagged(&found, r, &filter.after) : find_waiting(&found, r, &filter);
    if (status < 0) return status;
    page_begin(r, "Inbox", "/inbox");
    if (!page_may_review(r)) toll_buffer_add_string(&r->out, "<p>You may read here, not decide.</p>\n");
    add_head(r, flagged, &found);
    status = add_last(r, page_inbox_address(r, &r->query, "", found.count ? &found.first : &filter.after));
    if (status >= 0 && found.count) status = show(r, &found.first);
    else if (found.more) page_more(r, serve_key_cursor(r, &found.first));
    else add_empty(r, flagged, filter.after.row != 0);
    toll_buffer_add_string(&r->out, "<h2>Last decisions</h2>\n");
    serve_list list = {.r = r, .limit = 10, .first = true};
    toll_status listed = page_decisions(&list);
    page_end(r);
    return status < 0 ? status : listed;
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

toll_status page_go(serve_request *r, const char *to)
{
    r->location = to;
    r->status = 303;
    r->type = "text/plain; charset=utf-8";
    return TOLL_OK;
}

/* "?side=RUS&after=1-2-3", as the page gave it; what is no filter is left out. */
const char *page_next_address(serve_request *r, const char *next, toll_ledger_key *after)
{
    serve_query query = {0};
    uint64_t key[3] = {0};
    toll_error ignored = {0};
    const char *given = next && *next == '?' ? next + 1 : "";
    if (serve_query_parse(&query, &r->memory, toll_text_of(given), &ignored) < 0) query.count = 0;
    const char *cursor = serve_query_get(&query, "after");
    if (!after->row && cursor && serve_cursor_parse(key, cursor)) *after = (toll_ledger_key){key[0], key[1], key[2]};
    return page_inbox_address(r, &query, "/inbox", after);
}

/* To the claim of which the decision was taken back, to be decided on anew. */
static toll_status take_back(serve_request *r, const char *next)
{
    toll_ledger_key place = {0};
    toll_status status = serve_take_back(&place, r, 0);
    if (status < 0) return status;
    place.row--; /* row n is shown after n - 1 */
    return page_go(r, page_next_address(r, next, &place));
}

/* From a form of ours: its secret is known to no other page. Then on to the next, or back to the claim. */
toll_status serve_page_decide(serve_request *r)
{
    serve_query form;
    serve_decision decision;
    toll_ledger_key after = {0};
    toll_buffer to = {0};
    toll_status status = page_form(&form, r);
    if (status >= 0) status = serve_decision_of_form(&decision, &r->memory, &form, &r->error);
    if (status < 0) return status;
    if (!strcmp(decision.action, "back")) return take_back(r, decision.next);
    if (!decision.claim) return serve_fail(r, 422, "a decision needs a claim");
    r->again = decision.claim;
    status = serve_decide(r, decision.claim, &decision);
    if (status < 0) return status;
    if (decision.next) return page_go(r, page_next_address(r, decision.next, &after));
    toll_buffer_add_string(&to, "/c/");
    page_url(&to, decision.claim);
    const char *there = to.failed ? "/inbox" : toll_arena_string(&r->memory, to.data, to.len);
    toll_buffer_free(&to);
    return page_go(r, there);
}
