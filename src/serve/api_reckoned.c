/* In: requests for what the reckoning says. Out: JSON and charts, written by the writers of the command line (view). */
#include <stdio.h>

#include "list.h"

static toll_status no_memory(serve_request *r)
{
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this answer");
}

static void add_question(serve_list *it)
{
    toll_view_question row = {.claimants = 0};
    toll_view_set_question(&row, toll_ask_reckoning(it->of.ask), &it->row.question);
    serve_add_row(&it->r->out, toll_view_question_columns, TOLL_VIEW_QUESTION_COLUMNS, row.values);
    toll_view_question_free(&row);
}

toll_status serve_api_questions(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE)};
    return serve_answer_list(&list, &serve_questions, "questions", add_question, "no question has so many statements");
}

static toll_status find_question(serve_request *r, toll_ask **ask, toll_question *q)
{
    *ask = serve_ask_warm(r);
    if (!*ask) return r->error.code;
    toll_status status = toll_ask_find_question(q, *ask, r->parts[0], serve_limit(r, SERVE_LADDER), &r->error);
    return status == TOLL_END ? serve_fail(r, 404, "there is no question or claim \"%.60s\"", r->parts[0]) : status;
}

toll_status serve_api_question(serve_request *r)
{
    toll_ask *ask;
    toll_question q;
    toll_words title, terms;
    toll_status status = find_question(r, &ask, &q);
    if (status != TOLL_OK) return status;
    toll_view_step *steps = toll_base_zero(q.statement_count + 1u, sizeof *steps);
    if (!steps) return no_memory(r);
    toll_question_title(&title, toll_ask_reckoning(ask), &q);
    toll_question_words(&terms, &q);
    toll_view_ladder_order(steps, toll_ask_reckoning(ask), q.statements, q.statement_count);
    toll_buffer_add_char(&r->out, '{');
    serve_add_string(&r->out, "question", q.id);
    serve_add_string(&r->out, "title", title.text);
    serve_add_string(&r->out, "terms", terms.text);
    serve_add_string(&r->out, "outcome", toll_outcome_name(q.outcome));
    serve_add_string(&r->out, "side", q.side);
    serve_add_string(&r->out, "class", toll_class_name(q.class_));
    serve_add_key(&r->out, "left_out");
    toll_buffer_printf(&r->out, "%u,\"ladder\":[", q.left_out);
    toll_view_rows rows = {.columns = toll_view_ladder_columns, .count = TOLL_VIEW_LADDER_COLUMNS, .view = {.size = sizeof rows.view}};
    for (uint32_t i = 0; i < q.statement_count; i++) {
        if (i) toll_buffer_add_char(&r->out, ',');
        toll_view_ladder_rows(&r->out, &rows, toll_ask_reckoning(ask), &steps[i], 1);
    }
    toll_buffer_add_string(&r->out, "]}\n");
    toll_base_free(steps);
    return TOLL_OK;
}

toll_status serve_api_question_chart(serve_request *r)
{
    toll_ask *ask;
    toll_question q;
    toll_status status = find_question(r, &ask, &q);
    if (status != TOLL_OK) return status;
    r->type = "image/svg+xml";
    return toll_chart_question(&r->out, toll_ask_reckoning(ask), &q, serve_param(r, "as_of")) ? TOLL_OK : no_memory(r);
}

toll_status serve_api_series_chart(serve_request *r)
{
    size_t shown;
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_find_claimant(ask, r->parts[0], &r->error);
    if (status < 0) return status;
    r->type = "image/svg+xml";
    if (!toll_chart_claimant(&r->out, &shown, toll_ask_reckoning(ask), r->parts[0], serve_param(r, "side"), 6)) return no_memory(r);
    return shown ? TOLL_OK : serve_fail(r, 404, "\"%.60s\" has no dated figures on people", r->parts[0]);
}

toll_status serve_api_statement(serve_request *r)
{
    uint32_t claim;
    toll_statement s;
    toll_ask *ask = serve_ask_warm(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_find_claim(&claim, ask, r->parts[0], &r->error);
    if (status < 0) return status;
    if (status != TOLL_OK || toll_reckoning_statement(&s, toll_ask_reckoning(ask), claim) != TOLL_OK)
        return serve_fail(r, 404, "there is no statement or claim \"%.60s\"", r->parts[0]);
    toll_view_rows rows = {
        .columns = toll_view_statement_columns, .count = TOLL_VIEW_STATEMENT_COLUMNS, .view = {.size = sizeof rows.view}};
    toll_buffer_printf(&r->out, "{\"statement\":\"%s\",\"claims\":%u,\"documents\":%u,\"outlets\":%u,\"origins\":%u,\"hops\":[", s.id,
        s.claim_count, s.document_count, s.outlet_count, s.origin_count);
    size_t from = r->out.len;
    if (!toll_view_statement_rows(&r->out, &rows, toll_ask_reckoning(ask), &s)) return no_memory(r);
    for (size_t i = from; i + 1 < r->out.len; i++) /* a row ends with a line break, and in JSON no other stands unescaped */
        if (r->out.data[i] == '\n') r->out.data[i] = ',';
    toll_buffer_add_string(&r->out, "]}\n");
    return TOLL_OK;
}

/* A finding's place in the list: CODE.ID.DRIFT */
static bool parse_after(toll_finding *out, const char *text)
{
    uint64_t code, drift;
    char id[25], number[12];
    const char *dot = text ? strchr(text, '.') : NULL;
    if (!dot || (size_t)(dot - text) >= sizeof number || strlen(dot) < 27 || dot[25] != '.') return false;
    memcpy(number, text, (size_t)(dot - text));
    number[dot - text] = '\0';
    memcpy(id, dot + 1, 24);
    id[24] = '\0';
    if (strspn(id, "0123456789abcdef") != 24 || !serve_number(&code, number, 0, TOLL_FINDING_CODE_COUNT - 1) ||
        !serve_number(&drift, dot + 26, 0, 255))
        return false;
    *out = (toll_finding){.code = (toll_finding_code)code, .drift = (unsigned)drift};
    memcpy(out->id, id, sizeof out->id);
    return true;
}

toll_status serve_findings_begin(serve_request *r, toll_ask **ask)
{
    toll_finding from;
    uint32_t codes;
    const char *after = serve_param(r, "after");
    toll_status status = serve_codes(r, &codes);
    if (status < 0) return status;
    if (after && !parse_after(&from, after))
        return serve_fail(r, 400, "after \"%s\" is no place in this list; take `next` as it came", after);
    *ask = serve_ask_warm(r);
    if (!*ask) return r->error.code;
    return toll_ask_findings_after(*ask, codes, serve_param(r, "question"), after ? &from : NULL, &r->error);
}

const char *serve_finding_cursor(serve_request *r, const toll_finding *f)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%d.%s.%u", (int)f->code, f->id, f->drift);
    return toll_arena_string(&r->memory, text, (size_t)len);
}

static void add_finding(serve_list *it)
{
    toll_view_finding_json(&it->r->out, toll_ask_reckoning(it->of.ask), &it->row.finding);
}

toll_status serve_api_findings(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE)};
    return serve_answer_list(&list, &serve_findings, "findings", add_finding, "no finding matches");
}

static void add_relay(serve_list *it)
{
    toll_view_value values[TOLL_VIEW_RELAY_COLUMNS];
    toll_view_set_relay(values, &it->row.relay);
    serve_add_row(&it->r->out, toll_view_relay_columns, TOLL_VIEW_RELAY_COLUMNS, values);
}

toll_status serve_api_sources(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE_MOST)};
    return serve_answer_list(&list, &serve_relays, "sources", add_relay, "no claim is carried by an outlet that matches");
}
