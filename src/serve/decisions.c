/* The log. In: decisions that people made, all or those on one claim, as of now or of a moment. Out: one after another, the newest first, each with
 * whether it still counts; and as JSON. */
#include "list.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const log_sql =
    "SELECT d.id, d.recorded_at, d.reviewer, d.action, d.payload, d.reason, c.quantity_text, n.name, d.key, "
    "d.id = (SELECT max(x.id) FROM decision x WHERE x.document = d.document AND x.key = d.key) FROM decision d "
    "JOIN claim c ON c.id = d.claim JOIN document n ON n.id = d.document WHERE d.id < ?1 AND d.recorded_at <= ?3 ORDER BY d.id DESC LIMIT ?2";
static const char *const claim_sql =
    "SELECT d.id, d.recorded_at, d.reviewer, d.action, d.payload, d.reason, c.quantity_text, n.name, d.key, "
    "d.id = (SELECT max(x.id) FROM decision x WHERE x.document = d.document AND x.key = d.key) FROM decision d "
    "JOIN claim c ON c.id = d.claim JOIN document n ON n.id = d.document JOIN claim k ON k.id = ?1 JOIN reading e ON e.id = k.reading "
    "JOIN version v ON v.id = e.version WHERE d.document = v.document AND d.key = k.key AND d.recorded_at <= ?3 ORDER BY d.id DESC LIMIT ?2";

toll_status serve_decisions_open(toll_rows **out, serve_request *r, uint64_t row, uint64_t after, uint64_t limit)
{
    toll_status status = toll_rows_open(out, r->reader->ledger, row ? claim_sql : log_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(*out, 1, row ? (int64_t)row : after ? (int64_t)after : INT64_MAX);
    toll_rows_bind_integer(*out, 2, (int64_t)limit);
    int64_t moment = INT64_MAX; /* checked by whoever found the claim */
    if (serve_param(r, "as_of")) (void)toll_ledger_time_parse(&moment, toll_text_of(serve_param(r, "as_of")));
    toll_rows_bind_integer(*out, 3, moment);
    return TOLL_OK;
}

/* The id of a claim is its key in hexadecimal. */
toll_status serve_decisions_next(serve_decided *out, toll_rows *rows, toll_error *error)
{
    toll_status status = toll_rows_next(rows, error);
    if (status != TOLL_OK) return status;
    toll_text key = toll_rows_text(rows, 8);
    *out = (serve_decided){.id = toll_rows_integer(rows, 0),
        .action = toll_ledger_action_name((toll_ledger_action)toll_rows_integer(rows, 3)),
        .reviewer = toll_rows_text(rows, 2),
        .payload = toll_rows_text(rows, 4),
        .reason = toll_rows_text(rows, 5),
        .words = toll_rows_text(rows, 6),
        .document = toll_rows_text(rows, 7),
        .counts = toll_rows_integer(rows, 9) != 0};
    toll_ledger_time_format(out->time, toll_rows_integer(rows, 1));
    for (size_t i = 0; i < 12 && i < key.len; i++) snprintf(out->claim + 2 * i, 3, "%02x", (unsigned char)key.data[i]);
    return TOLL_OK;
}

static void add_text(toll_buffer *out, const char *key, toll_text text)
{
    serve_add_key(out, key);
    toll_buffer_add_json(out, text);
}

static void add_one(serve_list *it)
{
    toll_buffer *out = &it->r->out;
    const serve_decided *d = &it->row.decided;
    toll_buffer_printf(out, "{\"id\":%" PRId64 ",\"recorded_at\":\"%s\"", d->id, d->time);
    add_text(out, "reviewer", d->reviewer);
    serve_add_string(out, "action", d->action);
    serve_add_key(out, "corrected");
    if (d->payload.data) toll_buffer_add(out, d->payload.data, d->payload.len);
    else toll_buffer_add_string(out, "null");
    add_text(out, "reason", d->reason);
    serve_add_string(out, "claim", d->claim);
    add_text(out, "words", d->words);
    add_text(out, "document", d->document);
    toll_buffer_add_char(out, '}');
}

toll_status serve_api_decisions(serve_request *r)
{
    serve_list list = {.r = r, .limit = serve_limit(r, SERVE_PAGE)};
    const char *why = serve_param(r, "after") ? "nothing is left behind this one" : "nobody decided anything yet";
    return serve_answer_list(&list, &serve_decisions, "decisions", add_one, why);
}

toll_status serve_api_claim_decisions(serve_request *r)
{
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_list list = {.r = r, .limit = SERVE_PAGE_MOST};
    toll_status status = serve_claim_of(r, r->parts[0], &row, &claims);
    list.claim_row = status == TOLL_OK ? row.row : 0;
    toll_ledger_claims_close(&claims);
    if (status != TOLL_OK) return status;
    return serve_answer_list(&list, &serve_decisions, "decisions", add_one, "nobody decided on this claim yet");
}
