/* Taking back. In: a decision, or whose last one it is. Out: decisions that put the claims back into the state they were in before, all of
 * them at one moment, where the decision was on many claims at once. Nothing is removed: what takes back is a decision of its own, and names
 * the one it takes back in its reason, which is how the next step back is found, among the reviewer's last 20,000 decisions. A claim on which
 * somebody else decided since is left alone; fifty moments of which nothing else is left end the search. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "inside.h"

/* How far back is looked: decisions of one reviewer, moments among them, and decisions of one moment beside one of it. */
enum { SCAN_MOST = 20000, MOMENTS_MOST = 50, MATES_MOST = 1000 };

static const char *const mine_sql =
    "SELECT id, recorded_at, reason, action, payload FROM decision WHERE reviewer = ?1 ORDER BY id DESC LIMIT ?2";
static const char *const one_sql = "SELECT recorded_at, reviewer FROM decision WHERE id = ?1";
static const char *const mates_sql =
    "SELECT d.id, d.claim, d.action, d.payload, n.id, n.action, n.payload, n.reason, b.action, b.payload FROM decision d "
    "JOIN decision n ON n.id = (SELECT max(x.id) FROM decision x WHERE x.document = d.document AND x.key = d.key) "
    "LEFT JOIN decision b ON b.id = (SELECT max(y.id) FROM decision y WHERE y.document = d.document AND y.key = d.key AND y.id < d.id) "
    "WHERE d.id BETWEEN ?3 AND ?4 AND d.recorded_at = ?1 AND d.reviewer = ?2 ORDER BY d.id";
static const char *const place_sql = "SELECT r.version, c.quantity_off FROM claim c JOIN reading r ON r.id = c.reading WHERE c.id = ?1";

static uint64_t taken_back(toll_text reason)
{
    uint64_t id = 0;
    char number[24];
    size_t skip = sizeof SERVE_BACK - 1;
    if (reason.len <= skip || reason.len - skip >= sizeof number || memcmp(reason.data, SERVE_BACK, skip) != 0) return 0;
    memcpy(number, reason.data + skip, reason.len - skip);
    number[reason.len - skip] = '\0';
    return serve_number(&id, number, 1, INT64_MAX) ? id : 0;
}

static const char *copy(serve_request *r, toll_text text)
{
    return text.data ? toll_arena_string(&r->memory, text.data, text.len) : NULL;
}

/* Of the decisions made at `moment`, in one transaction and so with numbers side by side, those that are in force: what counts on their claim is
 * them, or what was put back to them. */
static toll_status find_mates(
    serve_back *out, serve_request *r, toll_ledger *ledger, int64_t decision, int64_t moment, const char *reviewer)
{
    toll_rows *rows;
    size_t cap = 0;
    toll_status status = toll_rows_open(&rows, ledger, mates_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, moment);
    toll_rows_bind_text(rows, 2, toll_text_of(reviewer));
    toll_rows_bind_integer(rows, 3, decision > MATES_MOST ? decision - MATES_MOST : 0);
    toll_rows_bind_integer(rows, 4, decision < INT64_MAX - MATES_MOST ? decision + MATES_MOST : INT64_MAX);
    out->count = 0;
    while ((status = toll_rows_next(rows, &r->error)) == TOLL_OK) {
        int64_t id = toll_rows_integer(rows, 0), newest = toll_rows_integer(rows, 4);
        bool put_back = taken_back(toll_rows_text(rows, 7)) && toll_rows_integer(rows, 5) == toll_rows_integer(rows, 2) &&
                        toll_text_equal(toll_rows_text(rows, 6), toll_rows_text(rows, 3));
        if (id != newest && !put_back) continue;
        if (!toll_grow(&out->steps, &cap, out->count, sizeof *out->steps)) {
            status = toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory to take this back");
            break;
        }
        serve_step *s = &out->steps[out->count++];
        *s = (serve_step){.decision = id, .newest = newest, .row = (uint64_t)toll_rows_integer(rows, 1)};
        s->action = (toll_ledger_action)toll_rows_integer(rows, 2);
        s->before = toll_rows_is_null(rows, 8) ? TOLL_LEDGER_PROPOSED : (toll_ledger_action)toll_rows_integer(rows, 8);
        s->payload = copy(r, toll_rows_text(rows, 9));
        snprintf(s->reason, sizeof s->reason, SERVE_BACK "%" PRId64, id);
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static bool is_among(const uint64_t *ids, size_t count, uint64_t id)
{
    for (size_t i = count; i-- > 0;)
        if (ids[i] == id) return true;
    return false;
}

/* A decision that has something to take back; deferring has nothing. */
static bool counts(toll_rows *rows)
{
    return toll_rows_integer(rows, 3) != TOLL_LEDGER_PROPOSED || toll_rows_text(rows, 4).data;
}

toll_status serve_find_last(serve_back *out, serve_request *r, toll_ledger *ledger)
{
    toll_rows *rows;
    uint64_t *undone = NULL;
    size_t count = 0, cap = 0;
    int64_t moment = 0;
    unsigned moments = 0;
    *out = (serve_back){0};
    toll_status status = toll_rows_open(&rows, ledger, mine_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(serve_reviewer(r)));
    toll_rows_bind_integer(rows, 2, SCAN_MOST);
    while (!out->count && moments < MOMENTS_MOST && (status = toll_rows_next(rows, &r->error)) == TOLL_OK) {
        uint64_t id = (uint64_t)toll_rows_integer(rows, 0), other = taken_back(toll_rows_text(rows, 2));
        if (is_among(undone, count, id)) continue;
        if (other) {
            if (!toll_grow(&undone, &cap, count, sizeof *undone)) status = TOLL_E_MEMORY;
            else undone[count++] = other;
            if (status < 0) break;
            continue;
        }
        if (!counts(rows) || toll_rows_integer(rows, 1) == moment) continue;
        moment = toll_rows_integer(rows, 1);
        moments++;
        status = find_mates(out, r, ledger, (int64_t)id, moment, serve_reviewer(r));
        if (status < 0) break;
    }
    toll_rows_close(rows);
    toll_base_free(undone);
    return status < 0 ? status : out->count ? TOLL_OK : TOLL_END;
}

/* A decision in the log, whoever made it; those of its moment go with it. */
static toll_status find_one(serve_back *out, serve_request *r, toll_ledger *ledger, uint64_t decision)
{
    toll_rows *rows;
    *out = (serve_back){0};
    toll_status status = toll_rows_open(&rows, ledger, one_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)decision);
    status = toll_rows_next(rows, &r->error);
    int64_t moment = status == TOLL_OK ? toll_rows_integer(rows, 0) : 0;
    const char *reviewer = status == TOLL_OK ? copy(r, toll_rows_text(rows, 1)) : NULL;
    toll_rows_close(rows);
    if (status == TOLL_END || (status >= 0 && !reviewer)) return serve_fail(r, 404, "there is no such decision");
    if (status >= 0) status = find_mates(out, r, ledger, (int64_t)decision, moment, reviewer);
    if (status < 0 || out->count) return status;
    return serve_fail(r, 412, "somebody decided since; this decision does not count any more");
}

static toll_status write_back(serve_back *back, serve_request *r, toll_ledger *ledger)
{
    toll_ledger_decision *decisions = toll_base_zero(back->count, sizeof *decisions);
    if (!decisions) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory to take this back");
    for (size_t i = 0; i < back->count; i++) {
        const serve_step *s = &back->steps[i];
        decisions[i] = (toll_ledger_decision){.row = s->row,
            .action = s->before,
            .payload = s->payload,
            .reviewer = serve_reviewer(r),
            .reason = s->reason,
            .seen = &s->newest};
    }
    toll_status status = toll_ledger_decide_all(ledger, decisions, back->count, &r->error);
    toll_base_free(decisions);
    if (status == TOLL_UNCHANGED) return serve_fail(r, 412, "somebody decided on this claim just now; look at it again");
    if (status >= 0) (void)toll_kept_refresh(ledger, r->serve->options.reckon, NULL);
    return status;
}

/* Where the first of the claims stands in the order of claims. */
static toll_status find_place(serve_back *back, serve_request *r, toll_ledger *ledger)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, ledger, place_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)back->steps[0].row);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK)
        back->place = (toll_ledger_key){(uint64_t)toll_rows_integer(rows, 0), (uint64_t)toll_rows_integer(rows, 1), back->steps[0].row};
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_take_back(serve_back *out, serve_request *r, uint64_t decision)
{
    toll_ledger *ledger = NULL;
    *out = (serve_back){0};
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    pthread_mutex_lock(&r->serve->writing);
    toll_status status = serve_ledger_open(&ledger, r->serve, TOLL_LEDGER_WRITE, 3000, &r->error);
    if (status >= 0) status = decision ? find_one(out, r, ledger, decision) : serve_find_last(out, r, ledger);
    if (status == TOLL_END) status = serve_fail(r, 422, "there is no decision of yours to take back");
    if (status >= 0) status = write_back(out, r, ledger);
    if (status >= 0) status = find_place(out, r, ledger);
    toll_ledger_close(ledger);
    pthread_mutex_unlock(&r->serve->writing);
    return status;
}

void serve_back_free(serve_back *back)
{
    toll_base_free(back->steps);
}
