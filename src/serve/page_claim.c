/* The page of a claim: what it says in one sentence, the words it rests on, its fields (page_claim_parts.c), how it was passed on with what drifted
 * at each hop, and what people decided. */

#include "page.h"
#include "page_revision.h"

static void add_hops(serve_request *r, toll_reckoning *reckoning, const toll_statement *s)
{
    toll_buffer *out = &r->out;
    toll_hop hop;
    page_table(out, "All claims that go back to this utterance", "Document|Zone|Words|Drift|Link");
    for (uint32_t i = 0; i < s->claim_count && i < 500; i++) {
        toll_reckoning_hop(&hop, reckoning, s, s->claims[i]);
        const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, s->claims[i]);
        toll_buffer_add_string(out, "<tr><td>");
        page_text(out, toll_reckoning_document(reckoning, c->document)->outlet);
        toll_buffer_add_string(out, " ");
        page_link(out, "/c/", c->id, toll_reckoning_document(reckoning, c->document)->name);
        toll_buffer_add_string(out, "</td>");
        page_cell(out, c->lede ? "lede" : toll_zone_name((toll_zone)c->zone));
        page_cell(out, c->words);
        toll_buffer_add_string(out, "<td>");
        for (unsigned bit = 1; bit <= TOLL_DRIFT_SCOPE; bit <<= 1)
            if (hop.drift & bit) toll_buffer_printf(out, "<span class=\"tag\">%s</span> ", toll_drift_name((toll_drift)bit));
        toll_buffer_add_string(out, "</td>");
        page_cell(out, hop.claim == hop.from ? "first said here" : hop.confirmed ? "confirmed" : "suggested");
        toll_buffer_add_string(out, "</tr>\n");
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
}

static void add_tellings(toll_buffer *out, const toll_statement *s)
{
    toll_buffer_printf(out, "<p>%u claims in %u document%s of %u outlet%s", s->claim_count, s->document_count,
        s->document_count == 1 ? "" : "s", s->outlet_count, s->outlet_count == 1 ? "" : "s");
    if (s->origin_count > 1) toll_buffer_printf(out, "; %u texts that are not near-duplicates of one another", s->origin_count);
    else if (s->document_count > 1) toll_buffer_add_string(out, "; the texts are near-duplicates");
    toll_buffer_add_string(out, ".</p>\n");
}

static void add_reckoned(serve_request *r, toll_ask *ask, uint32_t claim)
{
    toll_reckoning *reckoning = toll_ask_reckoning(ask);
    toll_statement s;
    char question[18];
    toll_buffer_add_string(&r->out, "<h2>How it was passed on</h2>\n");
    if (toll_reckoning_statement(&s, reckoning, claim) == TOLL_OK) {
        if (s.claim_count == 1) toll_buffer_add_string(&r->out, "<p>Seen once.</p>\n");
        else add_tellings(&r->out, &s);
        if (s.claim_count > 1) add_hops(r, reckoning, &s);
    }
    toll_reckoning_question_id(question, reckoning, claim);
    if (!question[0]) return;
    toll_buffer_add_string(&r->out, "<p>");
    page_link(&r->out, "/q/", question, "What others say to the same question");
    toll_buffer_add_string(&r->out, "</p>\n");
}

/* A ratio or a share can be laid over tables of deaths and people. */
static void add_overlay(serve_request *r, toll_ask *ask, uint32_t claim)
{
    const toll_reckoned_claim *c = toll_reckoning_claim(toll_ask_reckoning(ask), claim);
    if (c->unit != TOLL_UNIT_TIMES && c->unit != TOLL_UNIT_PERCENT) return;
    toll_buffer_add_string(&r->out, "<p>");
    page_link(&r->out, "/disparity?claim=", c->id, "Lay it over tables of deaths and people");
    toll_buffer_add_string(&r->out, "</p>\n");
}

static void add_sentence(serve_request *r, toll_ask *ask, uint32_t claim)
{
    char sentence[2048];
    toll_reckoning_say(sentence, sizeof sentence, toll_ask_reckoning(ask), claim);
    toll_buffer_add_string(&r->out, "<p class=\"says\">");
    page_text(&r->out, sentence);
    toll_buffer_add_string(&r->out, "</p>\n");
}

/* "Claim: about 400 killed" */
void page_begin_claim(serve_request *r, const toll_ledger_row *row, size_t revision)
{
    toll_buffer title = {0};
    toll_buffer_add_string(&title, "Claim: ");
    toll_view_number(&title, &row->claim.quantity, page_cut(row, row->claim.quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_char(&title, ' ');
    page_outcome(&title, row->claim.outcome);
    if (revision) toll_buffer_printf(&title, ", revision %zu", revision);
    page_begin(r, title.failed ? "Claim" : title.data, NULL);
    toll_buffer_free(&title);
}

/* What became of it, and how to cite what it is now. */
static toll_status add_revisions(serve_request *r, const char *id, const char *name)
{
    serve_revisions list;
    toll_status status = serve_revisions_of(&list, r, id);
    if (status >= 0) {
        toll_buffer_add_string(&r->out, "<h2>Revisions</h2>\n");
        page_revisions(r, id, &list, SIZE_MAX);
        page_cite(r, id, list.count);
        toll_buffer_printf(&r->out, " · <a href=\"/api/v1/claims/%s\">JSON</a>", id);
        toll_buffer_add_string(&r->out, name ? " · <a href=\"/api/v1/export/claims?format=jsonld&amp;document=" : "");
        if (name) page_url(&r->out, name);
        toll_buffer_add_string(&r->out, name ? "\">JSON-LD</a> of its document</p>\n" : "</p>\n");
    }
    serve_revisions_free(&list);
    return status;
}

toll_status serve_page_claim(serve_request *r)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state = {0};
    uint32_t claim;
    const char *name = NULL,
               *id = r->parts[0] + (*r->parts[0] == 's'); /* a statement's id is that of its head; what is no id is no claim */
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status found = toll_ask_find_claim(&claim, ask, r->parts[0], &r->error);
    toll_status status = found < 0 ? found : serve_claim_found(r, claim, ask, &row, &claims);
    if (found >= 0 && status < 0 && r->status == 404) {
        toll_ledger_claims_close(&claims);
        return page_withdrawn(r, id);
    }
    if (status == TOLL_OK) status = serve_state_of(&state, r, row.row);
    if (status == TOLL_OK) {
        page_begin_claim(r, &row, 0);
        name = toll_arena_string(&r->memory, row.document.name.data, row.document.name.len);
        if (found == TOLL_OK) add_sentence(r, ask, claim);
        page_quote(r, &row);
        page_fields(r, &row);
        page_review(r, &row, &state, "");
    }
    if (found >= 0) toll_ledger_claims_close(&claims);
    if (status != TOLL_OK) return status;
    if (found == TOLL_OK) add_reckoned(r, ask, claim);
    if (found == TOLL_OK) add_overlay(r, ask, claim);
    toll_buffer_add_string(&r->out, "<h2>What people decided</h2>\n");
    serve_list list = {.r = r, .limit = 50, .claim_row = state.row};
    status = page_decisions(&list);
    if (status >= 0) status = add_revisions(r, id, name);
    page_end(r);
    return status;
}
