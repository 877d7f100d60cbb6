/* Lists. In: what is listed, and a request with its `after` and `limit`. Out: its rows, shown one by one by whoever asks (as JSON or on a
 * page), and where the next page begins. One loop for all: a page is asked for with one row more than it shows, which tells whether another
 * follows. */
#include "list.h"

#include <inttypes.h>
#include <stdio.h>

const char *serve_key_cursor(serve_request *r, const toll_ledger_key *key)
{
    char text[80];
    int len = snprintf(text, sizeof text, "%" PRIu64 "-%" PRIu64 "-%" PRIu64, key->version, key->off, key->row);
    return toll_arena_string(&r->memory, text, (size_t)len);
}

/* --- claims */
static toll_status open_claims(serve_list *it)
{
    toll_ledger_filter filter;
    toll_status status = serve_filter(it->r, &filter);
    if (status < 0) return status;
    filter.limit = it->limit + 1;
    return toll_ledger_claims_open(&it->of.claims, it->r->reader->ledger, &filter, &it->r->error);
}

static toll_status next_claim(serve_list *it)
{
    return toll_ledger_claims_next(&it->row.claim, &it->of.claims, &it->r->error);
}

static const char *place_claim(serve_list *it)
{
    return serve_key_cursor(it->r, &it->row.claim.key);
}

static void close_claims(serve_list *it)
{
    toll_ledger_claims_close(&it->of.claims);
}

const serve_list_kind serve_claims = {open_claims, next_claim, place_claim, close_claims};

/* --- documents, version by version */
static toll_status open_documents(serve_list *it)
{
    toll_ledger_filter filter;
    toll_status status = serve_filter(it->r, &filter);
    if (status < 0) return status;
    filter.limit = it->limit + 1, filter.without_text = true;
    return toll_ledger_versions_open(&it->of.versions, it->r->reader->ledger, &filter, &it->r->error);
}

static toll_status next_document(serve_list *it)
{
    return toll_ledger_versions_next(&it->row.version, &it->of.versions, &it->r->error);
}

static const char *place_document(serve_list *it)
{
    return serve_key_cursor(it->r, &(toll_ledger_key){it->row.version.id, 0, 0});
}

static void close_documents(serve_list *it)
{
    toll_ledger_versions_close(&it->of.versions);
}

const serve_list_kind serve_documents = {open_documents, next_document, place_document, close_documents};

/* --- names, most claims first */
static toll_status open_names(serve_list *it)
{
    toll_ledger_filter filter;
    toll_status status = serve_filter(it->r, &filter);
    filter.after = (toll_ledger_key){0}; /* which would leave out claims, not names */
    return status < 0 ? status : toll_ledger_sources_open(&it->of.names, it->r->reader->ledger, &filter, &it->r->error);
}

static toll_status next_name(serve_list *it)
{
    return toll_ledger_sources_next(&it->row.name, &it->of.names, &it->r->error);
}

static void close_names(serve_list *it)
{
    toll_ledger_sources_close(&it->of.names);
}

const serve_list_kind serve_names = {open_names, next_name, NULL, close_names};

/* --- what the reckoning says */
static void close_nothing(serve_list *it)
{
    (void)it;
}

static toll_status open_questions(serve_list *it)
{
    serve_request *r = it->r;
    uint64_t least = it->least;
    const char *after = serve_param(r, "after");
    if (serve_param(r, "least")) (void)serve_number(&least, serve_param(r, "least"), 1, 1000000); /* checked with the route's parameters */
    if (after && (after[0] != 'q' || strlen(after) != 17)) return serve_fail(r, 400, "after \"%s\" is no place in this list", after);
    it->of.ask = serve_ask(r);
    if (!it->of.ask) return r->error.code;
    return toll_ask_questions_after(it->of.ask, least ? least : 1, after, &r->error);
}

static toll_status next_question(serve_list *it)
{
    return toll_ask_questions_next(&it->row.question, it->of.ask, &it->r->error);
}

static const char *place_question(serve_list *it)
{
    return toll_arena_string(&it->r->memory, it->row.question.id, strlen(it->row.question.id));
}

const serve_list_kind serve_questions = {open_questions, next_question, place_question, close_nothing};

static toll_status open_findings(serve_list *it)
{
    return serve_findings_begin(it->r, &it->of.ask);
}

static toll_status next_finding(serve_list *it)
{
    return toll_ask_findings_next(&it->row.finding, it->of.ask, &it->r->error);
}

static const char *place_finding(serve_list *it)
{
    return serve_finding_cursor(it->r, &it->row.finding);
}

const serve_list_kind serve_findings = {open_findings, next_finding, place_finding, close_nothing};

/* Claimant by outlet. */
static toll_status open_relays(serve_list *it)
{
    serve_request *r = it->r;
    it->of.ask = serve_ask(r);
    if (!it->of.ask) return r->error.code;
    return toll_ask_relays_begin(it->of.ask, serve_param(r, "claimant"), serve_param(r, "outlet"), &r->error);
}

static toll_status next_relay(serve_list *it)
{
    return toll_ask_relays_next(&it->row.relay, it->of.ask, &it->r->error);
}

const serve_list_kind serve_relays = {open_relays, next_relay, NULL, close_nothing};

/* --- decisions, newest first */
static toll_status open_decisions(serve_list *it)
{
    uint64_t after = 0;
    const char *given = it->claim_row || it->first ? NULL : serve_param(it->r, "after");
    if (given && !serve_number(&after, given, 1, INT64_MAX)) return serve_fail(it->r, 400, "after \"%s\" is no place in this list", given);
    return serve_decisions_open(&it->of.decided, it->r, it->claim_row, after, it->limit + 1);
}

static toll_status next_decision(serve_list *it)
{
    return serve_decisions_next(&it->row.decided, it->of.decided, &it->r->error);
}

static const char *place_decision(serve_list *it)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%" PRId64, it->row.decided.id);
    return it->claim_row ? NULL : toll_arena_string(&it->r->memory, text, (size_t)len);
}

static void close_decisions(serve_list *it)
{
    toll_rows_close(it->of.decided);
}

const serve_list_kind serve_decisions = {open_decisions, next_decision, place_decision, close_decisions};

/* --- the loop. Lists in an order of their own have no place to go on from but how many came before. */
static const char *place_by_count(serve_list *it)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%" PRIu64, it->skipped + it->count);
    return toll_arena_string(&it->r->memory, text, (size_t)len);
}

static toll_status skip(serve_list *it, const serve_list_kind *kind)
{
    uint64_t wanted = 0;
    toll_status status = TOLL_OK;
    const char *after = serve_param(it->r, "after");
    if (after && !serve_number(&wanted, after, 1, INT64_MAX))
        status = serve_fail(it->r, 400, "after \"%s\" is no place in this list; take `next` as it came", after);
    for (it->skipped = 0; status == TOLL_OK && it->skipped < wanted; it->skipped++) status = kind->next(it);
    return status;
}

toll_status serve_walk(serve_list *it, const serve_list_kind *kind, serve_list_show *show)
{
    const char *place = NULL;
    it->count = 0, it->cursor = NULL;
    toll_status status = kind->open(it);
    if (status < 0) return status;
    status = kind->place ? TOLL_OK : skip(it, kind);
    while (status == TOLL_OK && (status = kind->next(it)) == TOLL_OK) {
        if (it->count == it->limit) {
            it->cursor = place;
            break;
        }
        show(it);
        if (++it->count == it->limit) place = kind->place ? kind->place(it) : place_by_count(it);
        if (it->r->out.failed) {
            status = toll_error_set(&it->r->error, TOLL_E_MEMORY, "", "not enough memory for this answer");
            break;
        }
    }
    kind->close(it);
    return status < 0 ? status : TOLL_OK;
}

static void show_row(serve_list *it)
{
    toll_buffer_add_string(&it->r->out, it->count ? ",\n" : "\n");
    it->show_json(it);
}

toll_status serve_answer_list(serve_list *it, const serve_list_kind *kind, const char *name, serve_list_show *show, const char *why)
{
    toll_buffer_printf(&it->r->out, "{\"%s\":[", name);
    it->show_json = show;
    toll_status status = serve_walk(it, kind, show_row);
    serve_end_list(it->r, it->cursor, !it->count, why);
    return status;
}
