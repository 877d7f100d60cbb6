/* In: decisions of people on claims. Out: rows of the ledger, never overwritten; the newest counts. A decision names the state of the claim
 * that its reviewer saw (If-Match); where that is another by now nothing is written and the newer state is answered. It is compared once more
 * in the transaction that writes, so that the decision of another program (`tollbook review`) does not come between. */
#include <inttypes.h>
#include <stdio.h>

#include "inside.h"

/* `record`: where it is likely to stand; 0 = look for it. */
static toll_status find_claim(serve_request *r, const char *id, uint64_t record, toll_ledger_row *row, toll_ledger_claims *claims)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    *claims = (toll_ledger_claims){0};
    if (*id == 's') id++;
    if (strlen(id) != 24 || strspn(id, "0123456789abcdef") != 24)
        return serve_fail(r, 404, "\"%.60s\" is no claim; an id has 24 hex digits", id);
    filter.id = id, filter.row = record, filter.rejected = true, filter.limit = 1;
    const char *moment = serve_param(r, "as_of");
    if (moment && !toll_ledger_time_parse(&filter.as_of, toll_text_of(moment)))
        return serve_fail(r, 400, "\"%.40s\" is no day and no moment", moment);
    toll_status status = toll_ledger_claims_open(claims, r->reader->ledger, &filter, &r->error);
    if (status >= 0) status = toll_ledger_claims_next(row, claims, &r->error);
    return status == TOLL_END && !record ? serve_fail(r, 404, "there is no claim \"%s\" in this ledger", id) : status;
}

toll_status serve_claim_of(serve_request *r, const char *id, toll_ledger_row *row, toll_ledger_claims *claims)
{
    return find_claim(r, id, 0, row, claims);
}

toll_status serve_claim_found(serve_request *r, uint32_t claim, toll_ask *ask, toll_ledger_row *row, toll_ledger_claims *claims)
{
    const uint64_t record = claim == UINT32_MAX ? 0 : toll_reckoning_claim(toll_ask_reckoning(ask), claim)->row;
    toll_status status = record ? find_claim(r, r->parts[0], record, row, claims) : TOLL_END;
    if (status != TOLL_END) return status;
    if (record) toll_ledger_claims_close(claims);
    return find_claim(r, r->parts[0], 0, row, claims);
}

static const char *const newest_sql =
    "SELECT d.id, d.payload, d.action FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version JOIN decision d "
    "ON d.document = v.document AND d.key = c.key WHERE c.id = ?1 ORDER BY d.id DESC LIMIT 1";

static toll_status state_in(serve_claim_state *out, toll_ledger *ledger, uint64_t row, toll_error *error)
{
    toll_rows *rows;
    *out = (serve_claim_state){.row = row};
    toll_status status = toll_rows_open(&rows, ledger, newest_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)row);
    status = toll_rows_next(rows, error);
    if (status == TOLL_OK) {
        out->decision = toll_rows_integer(rows, 0);
        out->flagged = toll_rows_integer(rows, 2) == TOLL_LEDGER_PROPOSED &&
                       toll_text_equal(toll_rows_text(rows, 1), toll_text_of(SERVE_FLAG));
    }
    toll_rows_close(rows);
    snprintf(out->etag, sizeof out->etag, "\"c%" PRIx64 "-%" PRIx64 "\"", row, (uint64_t)out->decision);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_state_of(serve_claim_state *out, serve_request *r, uint64_t row)
{
    return state_in(out, r->reader->ledger, row, &r->error);
}

static bool parse_action(toll_ledger_action *out, const char *word)
{
    static const struct {
        const char *word;
        toll_ledger_action action;
    } rows[] = {{"accept", TOLL_LEDGER_ACCEPTED}, {"reject", TOLL_LEDGER_REJECTED}, {"correct", TOLL_LEDGER_CORRECTED},
        {"alone", TOLL_LEDGER_CORRECTED}, {"join", TOLL_LEDGER_CORRECTED}, {"undo", TOLL_LEDGER_PROPOSED}, {"defer", TOLL_LEDGER_PROPOSED},
        {"flag", TOLL_LEDGER_PROPOSED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(word, rows[i].word)) return *out = rows[i].action, true;
    return false;
}

static toll_status check(serve_request *r, const serve_decision *d, toll_ledger_decision *out)
{
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    if (!parse_action(&out->action, d->action))
        return serve_fail(r, 422, "\"%.40s\" is no decision; there are accept, reject, correct, defer, flag, alone, join, undo", d->action);
    bool join = !strcmp(d->action, "join");
    if (!strcmp(d->action, "correct") && !d->payload)
        return serve_fail(r, 422, "a correction needs its fields: \"payload\":{\"point\":89}");
    if (join && (!d->with || strlen(d->with) != 24 || strspn(d->with, "0123456789abcdef") != 24))
        return serve_fail(r, 422, "join needs `with`: the claim that it goes back to the same utterance with");
    if ((d->reason && !serve_is_plain(d->reason)) || (d->payload && !serve_is_plain(d->payload)))
        return serve_fail(r, 400, "a control character is no part of a decision");
    if (d->reason && !strncmp(d->reason, TOLL_LEDGER_BACK, sizeof TOLL_LEDGER_BACK - 1))
        return serve_fail(r, 422, "a reason does not begin with \"%s\": that is how decisions are taken back", TOLL_LEDGER_BACK);
    out->payload = !strcmp(d->action, "flag") ? SERVE_FLAG : out->action == TOLL_LEDGER_CORRECTED ? d->payload : NULL;
    out->reason = d->reason;
    out->reviewer = serve_reviewer(r);
    return TOLL_OK;
}

/* The answer has the newer state's ETag. */
static toll_status came_too_late(serve_request *r, toll_ledger *ledger, uint64_t row)
{
    serve_claim_state now;
    if (state_in(&now, ledger, row, &r->error) >= 0) snprintf(r->etag, sizeof r->etag, "%s", now.etag);
    return serve_fail(r, 412, "somebody decided on this claim since you saw it; look at it again");
}

/* "c1000001-2a": the claim's row and the newest decision on it, as they were seen. */
static bool parse_etag(uint64_t *row, int64_t *decision, const char *etag)
{
    char end = '\0';
    return etag && sscanf(etag, "\"c%" SCNx64 "-%" SCNx64 "%c", row, (uint64_t *)decision, &end) == 3 && end == '"';
}

/* The fields of an object, without the link it begins with; what is written here begins with it. */
static toll_text fields_of(toll_text payload)
{
    static const char link[] = "\"statement\":\"";
    const size_t len = sizeof link - 1;
    const char *from = payload.data ? memchr(payload.data, '{', payload.len) : NULL, *end = from ? payload.data + payload.len : NULL;
    if (from) from++;
    while (from && (size_t)(end - from) > len && !memcmp(from, link, len)) { /* twice in ledgers of earlier programs */
        from = memchr(from + len, '"', (size_t)(end - from) - len);
        if (from && ++from < end && *from == ',') from++;
    }
    return from ? (toll_text){from, (size_t)(end - from)} : (toll_text){NULL, 0};
}

/* A decision on links leaves what was corrected before as it is. */
static const char *link_payload(serve_request *r, const serve_decision *d, const toll_ledger_row *row)
{
    toll_buffer out = {0};
    bool alone = !strcmp(d->action, "alone");
    toll_text before = row->decision == TOLL_LEDGER_CORRECTED ? fields_of(row->payload) : (toll_text){NULL, 0};
    while (before.len && strchr(" \t\r\n", *before.data)) before.data++, before.len--;
    bool more = before.len && *before.data != '}';
    toll_buffer_printf(&out, more ? "{\"statement\":\"%s\"," : "{\"statement\":\"%s\"}", alone ? "alone" : d->with);
    if (more) toll_buffer_add(&out, before.data, before.len);
    const char *made = out.failed ? NULL : toll_arena_string(&r->memory, out.data, out.len);
    toll_buffer_free(&out);
    return made;
}

/* The claim's row as it stands; of several documents with the same text, the one that was seen. */
static toll_status find_row(
    bool *decided, serve_request *r, const char *id, const serve_decision *d, toll_ledger *ledger, toll_ledger_decision *decision)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    uint64_t wanted = 0;
    int64_t seen = 0;
    bool links = !strcmp(d->action, "join") || !strcmp(d->action, "alone");
    bool named = parse_etag(&wanted, &seen, d->if_match);
    filter.id = id, filter.rejected = true, filter.without_text = true;
    toll_status status = toll_ledger_claims_open(&claims, ledger, &filter, &r->error);
    decision->row = 0;
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (decision->row && row.row != wanted) continue;
        decision->row = row.row;
        *decided = row.decision != TOLL_LEDGER_PROPOSED;
        if (links) decision->payload = link_payload(r, d, &row);
        if (!named || row.row == wanted) break;
    }
    toll_ledger_claims_close(&claims);
    if (status < 0) return status;
    return decision->row ? TOLL_OK : serve_fail(r, 404, "there is no claim \"%.60s\" in this ledger", id);
}

static toll_status write_down(
    serve_request *r, const char *id, const serve_decision *d, toll_ledger *ledger, toll_ledger_decision *decision)
{
    serve_claim_state state;
    bool decided = false;
    toll_status status = find_row(&decided, r, id, d, ledger, decision);
    if (status >= 0) status = state_in(&state, ledger, decision->row, &r->error);
    if (status < 0) return status;
    if (!d->if_match) return serve_fail(r, 428, "send If-Match with the ETag of the claim as you saw it");
    if (strcmp(d->if_match, state.etag) != 0) return came_too_late(r, ledger, decision->row);
    bool later = !strcmp(d->action, "defer") || !strcmp(d->action, "flag");
    if (decided && later) return serve_fail(r, 422, "this claim is decided; undo takes that back");
    decision->seen = &state.decision;
    status = toll_ledger_decide(ledger, decision, &r->error);
    if (status == TOLL_UNCHANGED) return came_too_late(r, ledger, decision->row);
    if (status >= 0)
        (void)toll_kept_refresh(ledger, r->serve->options.reckon, NULL); /* the decision stands; what is behind catches up later */
    return status;
}

toll_status serve_decide(serve_request *r, const char *id, const serve_decision *d)
{
    toll_ledger *ledger = NULL;
    toll_ledger_decision decision = {0};
    toll_status status = check(r, d, &decision);
    if (status < 0) return status;
    pthread_mutex_lock(&r->serve->writing);
    status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = write_down(r, id, d, ledger, &decision);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    return status;
}

toll_status serve_write_all(serve_request *r, const toll_ledger_decision *decisions, size_t count)
{
    toll_ledger *ledger = NULL;
    pthread_mutex_lock(&r->serve->writing);
    toll_status status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = toll_ledger_decide_all(ledger, decisions, count, &r->error);
    if (status == TOLL_OK) (void)toll_kept_refresh(ledger, r->serve->options.reckon, NULL);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    if (status != TOLL_UNCHANGED) return status;
    return serve_fail(r, 412, "somebody decided on one of these claims since you saw them, and nothing was written; look at them again");
}

toll_status serve_decide_all(serve_request *r, const char *action, const char *reason, const char *const *etags, size_t count)
{
    const serve_decision asked = {.action = action ? action : "", .reason = reason};
    toll_ledger_decision one = {0};
    if (strcmp(asked.action, "accept") && strcmp(asked.action, "reject"))
        return serve_fail(r, 422, "many claims can be accepted or rejected at once, nothing else");
    toll_status status = check(r, &asked, &one);
    if (status < 0) return status;
    toll_ledger_decision *decisions = toll_arena_zero(&r->memory, count + 1, sizeof *decisions);
    int64_t *seen = toll_arena_zero(&r->memory, count + 1, sizeof *seen);
    if (!decisions || !seen) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for these decisions");
    for (size_t i = 0; i < count; i++) {
        decisions[i] = one;
        decisions[i].seen = &seen[i];
        if (!parse_etag(&decisions[i].row, &seen[i], etags[i]))
            return serve_fail(r, 400, "\"%.40s\" names no claim that was seen", etags[i]);
    }
    return count ? serve_write_all(r, decisions, count) : serve_fail(r, 422, "no claim is ticked");
}

toll_status serve_api_decide(serve_request *r)
{
    serve_decision decision;
    toll_status status = serve_decision_parse(&decision, &r->memory, (toll_text){r->body.data, r->body.len}, &r->error);
    if (status < 0) return status;
    decision.if_match = r->if_match;
    status = serve_decide(r, r->parts[0], &decision);
    if (status < 0) return status;
    status = serve_reader_look(r->reader, &r->error); /* it does not know of it yet */
    return status < 0 ? status : serve_api_claim(r);
}
