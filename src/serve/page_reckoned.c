/* Pages of what the reckoning says: questions, a question's ladder with its chart, findings. */
#include <stdio.h>

#include "page.h"

static toll_status no_memory(serve_request *r)
{
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this page");
}

void page_questions(toll_buffer *out, const char *caption)
{
    page_table(out, caption, "What is counted|Statements|Claimants|Figures");
}

void page_question(toll_buffer *out, toll_reckoning *reckoning, const toll_question *q)
{
    toll_view_question row = {.claimants = 0};
    toll_view_set_question(&row, reckoning, q);
    toll_buffer_add_string(out, "<tr><th scope=\"row\">");
    page_link(out, "/q/", q->id, row.title.text);
    toll_buffer_printf(out, "</th><td>%u</td>", q->statement_count + q->left_out);
    toll_buffer_printf(out, "<td>%zu</td>", row.claimants);
    page_cell(out, row.figures.data);
    toll_buffer_add_string(out, "</tr>\n");
    toll_view_question_free(&row);
}

static void add_question_row(serve_list *it)
{
    page_question(&it->r->out, toll_ask_reckoning(it->of.ask), &it->row.question);
}

static toll_status add_questions(serve_request *r, uint64_t least)
{
    serve_list list = {.r = r, .limit = serve_limit(r, 50), .least = least};
    page_questions(&r->out, "Questions: what is being counted");
    toll_status status = serve_walk(&list, &serve_questions, add_question_row);
    toll_buffer_add_string(&r->out, "</tbody></table></div>\n");
    if (!list.count)
        toll_buffer_add_string(&r->out, "<p>No question has so many statements. <a href=\"/import\">Import more</a>, or "
                                        "<a href=\"/questions?least=1\">show all</a>.</p>\n");
    page_more(r, list.cursor);
    return status;
}

toll_status serve_page_questions(serve_request *r)
{
    page_begin(r, "Questions", "/questions");
    toll_status status = add_questions(r, 1);
    page_end(r);
    return status;
}

toll_status serve_page_home(serve_request *r)
{
    page_begin(r, "Who said how many", NULL);
    toll_buffer_add_string(&r->out,
        "<p>Tollbook writes down every claim about losses with the words that make it and whose word it is. Look for a toll you know:</p>\n"
        "<form action=\"/search\" role=\"search\" class=\"find\"><label>Words or a figure <input name=\"text\" type=\"search\"></label> "
        "<button>Search</button></form>\n"
        "<p>Or begin with what several claimants count:</p>\n");
    toll_status status = add_questions(r, 2);
    page_end(r);
    return status;
}

static void add_ladder(serve_request *r, toll_reckoning *reckoning, const toll_view_step *steps, uint32_t count)
{
    toll_buffer *out = &r->out;
    const char *before = NULL;
    page_table(out, "The ladder: claimant by claimant, every statement", "Claimant|Said|Figure|Outcome|Place|Claims");
    for (uint32_t i = 0; i < count; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, steps[i].claim);
        const char *who = toll_view_claimant(reckoning, steps[i].claim);
        toll_statement s = {0};
        if (toll_reckoning_statement(&s, reckoning, steps[i].claim) != TOLL_OK) s.claim_count = 1;
        toll_buffer_add_string(out, "<tr><th scope=\"row\">");
        if (!before || strcmp(before, who)) {
            if (c->claimant) page_called(out, r, "/s/", c->claimant);
            else page_text(out, who);
        }
        before = who;
        toll_buffer_add_string(out, "</th><td>");
        page_day(out, toll_view_said(reckoning, steps[i].claim));
        toll_buffer_add_string(out, steps[i].latest ? "</td><td><b>" : "</td><td>");
        page_link(out, "/c/", c->id, c->words);
        toll_buffer_add_string(out, steps[i].latest ? "</b> <span class=\"tag\">latest</span></td>" : "</td>");
        toll_buffer_add_string(out, "<td>");
        page_outcome(out, (toll_outcome)c->outcome);
        toll_buffer_add_string(out, "</td>");
        page_cell(out, c->place_name ? c->place_name : c->place_words ? c->place_words : "place open");
        toll_buffer_printf(out, "<td>%u</td></tr>\n", s.claim_count);
    }
    toll_buffer_add_string(out, "</tbody></table></div>\n");
}

void page_finding(toll_buffer *out, toll_reckoning *reckoning, const toll_finding *f, int *before, int level)
{
    char reason[2048];
    toll_finding_reason(reason, sizeof reason, reckoning, f);
    if (*before != (int)f->code)
        toll_buffer_printf(out, "%s<h%d>%s <code>%s</code></h%d>\n<p class=\"from\">%s</p>\n<ul class=\"list\">\n",
            *before < 0 ? "" : "</ul>\n", level, toll_view_finding_title(f->code), toll_finding_code_name(f->code), level,
            toll_view_finding_needs(f->code));
    *before = (int)f->code;
    toll_buffer_printf(out, "<li id=\"f-%s\">", f->id);
    page_text(out, reason);
    if (toll_verdict_name(f->verdict)) toll_buffer_printf(out, " <span class=\"tag\">%s</span>", toll_verdict_name(f->verdict));
    toll_buffer_add_string(out, "<br>");
    for (uint32_t i = 0; i < f->claim_count && i < 12; i++) {
        const toll_reckoned_claim *c = toll_reckoning_claim(reckoning, f->claims[i]);
        toll_buffer_add_string(out, i ? " · " : "");
        page_link(out, "/c/", c->id, c->words);
        toll_buffer_add_char(out, ' ');
        page_text(out, toll_view_claimant_name(reckoning, f->claims[i]));
        toll_buffer_add_string(out, ", ");
        page_text(out, toll_reckoning_document(reckoning, c->document)->outlet);
    }
    if (f->claim_count > 12) toll_buffer_printf(out, " and %u more", f->claim_count - 12);
    toll_buffer_add_string(out, "</li>\n");
}

static toll_status add_findings_of(serve_request *r, toll_ask *ask, const char *question)
{
    toll_finding f;
    unsigned count = 0;
    int before = -1;
    toll_status status = toll_ask_findings_begin(ask, 0, question, &r->error);
    toll_buffer_add_string(&r->out, "<h2>What these claims say of one another</h2>\n");
    while (status >= 0 && count < 50 && (status = toll_ask_findings_next(&f, ask, &r->error)) == TOLL_OK) {
        page_finding(&r->out, toll_ask_reckoning(ask), &f, &before, 3);
        count++;
    }
    toll_buffer_add_string(&r->out, count ? "</ul>\n" : "");
    if (!count) toll_buffer_add_string(&r->out, "<p>Nothing was found.</p>\n");
    if (count == 50)
        toll_buffer_add_string(&r->out, "<p>"), page_link(&r->out, "/findings?question=", question, "All of them"),
            toll_buffer_add_string(&r->out, "</p>\n");
    return status < 0 ? status : TOLL_OK;
}

/* The chart, the ladder and the findings; the report is the same without links around it. */
static toll_status add_question(serve_request *r, toll_ask *ask, const toll_question *found)
{
    toll_question q = *found;
    char id[18];
    snprintf(id, sizeof id, "%s", q.id);
    toll_view_step *steps = toll_base_zero(q.statement_count + 1u, sizeof *steps);
    if (!steps) return no_memory(r);
    toll_reckoning *reckoning = toll_ask_reckoning(ask);
    toll_view_ladder_order(steps, reckoning, q.statements, q.statement_count);
    page_figure(&r->out);
    bool drawn = toll_chart_question(&r->out, reckoning, &q, serve_param(r, "as_of"));
    toll_buffer_add_string(&r->out, "</figure>\n");
    if (q.statement_count < 2) toll_buffer_add_string(&r->out, "<p>One statement so far; a ladder needs two.</p>\n");
    if (q.left_out) toll_buffer_printf(&r->out, "<p>%u earlier statements are left out.</p>\n", q.left_out);
    add_ladder(r, reckoning, steps, q.statement_count);
    toll_base_free(steps);
    return drawn ? add_findings_of(r, ask, id) : no_memory(r);
}

static toll_status find(serve_request *r, toll_ask **ask, toll_question *q)
{
    *ask = serve_ask(r);
    if (!*ask) return r->error.code;
    toll_status status = toll_ask_find_question(q, *ask, r->parts[0], serve_limit(r, SERVE_LADDER), &r->error);
    return status == TOLL_END ? serve_fail(r, 404, "there is no question or claim \"%.60s\"", r->parts[0]) : status;
}

toll_status serve_page_question(serve_request *r)
{
    toll_ask *ask;
    toll_question q;
    toll_words words;
    char id[18];
    toll_status status = find(r, &ask, &q);
    if (status != TOLL_OK) return status;
    toll_question_title(&words, toll_ask_reckoning(ask), &q);
    snprintf(id, sizeof id, "%s", q.id);
    page_begin(r, words.text, "/questions");
    status = add_question(r, ask, &q);
    toll_buffer_printf(&r->out,
        "<p class=\"cite\"><a href=\"/api/v1/export/questions/%s\">One HTML file</a> · <a href=\"/api/v1/questions/%s/chart.svg\">SVG</a> · "
        "<a href=\"/api/v1/questions/%s\">JSON</a> · address <code>/q/%s</code></p>\n",
        id, id, id, id);
    if (!serve_param(r, "as_of"))
        toll_buffer_printf(&r->out,
            "<p class=\"cite\"><a type=\"application/atom+xml\" href=\"/q/%s/changes.atom\">What happens to these claims, as a feed</a></p>\n",
            id);
    page_end(r);
    return status;
}

static void add_finding_item(serve_list *it)
{
    page_finding(&it->r->out, toll_ask_reckoning(it->of.ask), &it->row.finding, it->context, 2);
}

static void add_kind(toll_buffer *out, toll_finding_code code, const char *chosen)
{
    const char *name = toll_finding_code_name(code);
    toll_buffer_printf(out, "<li><a href=\"/findings?code=%s\"%s>%s</a></li>\n", name,
        chosen && !strcmp(chosen, name) ? " aria-current=\"page\"" : "", toll_view_finding_title(code));
}

toll_status serve_page_findings(serve_request *r)
{
    int before = -1;
    const char *chosen = serve_param(r, "code");
    serve_list list = {.r = r, .limit = serve_limit(r, 50), .context = &before};
    page_begin(r, "Findings", "/findings");
    toll_buffer_add_string(
        &r->out, "<p>What claims say of one another, with the reason. None is a verdict on who is right.</p>\n<ul class=\"kinds\">\n");
    for (int code = 0; code < TOLL_FINDING_CODE_COUNT; code++) add_kind(&r->out, (toll_finding_code)code, chosen);
    toll_buffer_add_string(&r->out, "</ul>\n");
    toll_status status = serve_walk(&list, &serve_findings, add_finding_item);
    toll_buffer_add_string(&r->out, list.count ? "</ul>\n" : "");
    if (!list.count) toll_buffer_add_string(&r->out, "<p>No finding of this kind. <a href=\"/findings\">Show all</a></p>\n");
    page_more(r, list.cursor);
    if (!serve_param(r, "as_of")) {
        toll_buffer_add_string(&r->out, "<p class=\"cite\"><a type=\"application/atom+xml\" href=\"/findings.atom");
        if (chosen) toll_buffer_add_string(&r->out, "?code="), page_url(&r->out, chosen);
        toll_buffer_add_string(&r->out, "\">As a feed</a></p>\n");
    }
    page_end(r);
    return status;
}
