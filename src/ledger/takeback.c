/* Taking back. In: a decision, or whose last one it is. Out: decisions that put the claims back into the state they were in before, all of
 * them at one moment, where the decision was on many claims at once. Nothing is removed: what takes back is a decision of its own, and names
 * the one it takes back in its reason, which is how the next step back is found, among the reviewer's last 20,000 decisions. A claim on which
 * somebody else decided since is left alone; fifty moments of which nothing else is left end the search. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "rows.h"
#include "takeback.h"

/* How far back is looked: decisions of one reviewer, moments among them, and decisions of one moment beside one of it. */
enum { SCAN_MOST = 20000, MOMENTS_MOST = 50 };

static const char *const mine_sql =
    "SELECT id, recorded_at, reason, action, payload FROM decision WHERE reviewer = ?1 ORDER BY id DESC LIMIT ?2";
static const char *const one_sql = "SELECT recorded_at, reviewer FROM decision WHERE id = ?1";
static const char *const mates_sql =
    "SELECT d.id, d.claim, d.action, d.payload, n.id, n.action, n.payload, n.reason, b.action, b.payload FROM decision d "
    "JOIN decision n ON n.id = (SELECT max(x.id) FROM decision x WHERE x.document = d.document AND x.key = d.key) "
    "LEFT JOIN decision b ON b.id = (SELECT max(y.id) FROM decision y WHERE y.document = d.document AND y.key = d.key AND y.id < d.id) "
    "WHERE d.id BETWEEN ?3 AND ?4 AND d.recorded_at = ?1 AND d.reviewer = ?2 ORDER BY d.id";

static uint64_t taken_back(toll_text reason)
{
    uint64_t id = 0;
    char number[24];
    size_t skip = sizeof TOLL_LEDGER_BACK - 1;
    if (reason.len <= skip || reason.len - skip >= sizeof number || memcmp(reason.data, TOLL_LEDGER_BACK, skip) != 0) return 0;
    memcpy(number, reason.data + skip, reason.len - skip);
    number[reason.len - skip] = '\0';
    if (strspn(number, "0123456789") != reason.len - skip || sscanf(number, "%" SCNu64, &id) != 1) return 0;
    return id <= INT64_MAX ? id : 0;
}

static const char *copy(toll_arena *memory, toll_text text)
{
    return text.data ? toll_arena_string(memory, text.data, text.len) : NULL;
}

/* Of the decisions made at `moment`, in one transaction and so with numbers side by side, those that are in force: what counts on their claim is
 * them, or what was put back to them. */
static toll_status find_mates(
    toll_ledger_back *out, toll_ledger *ledger, int64_t decision, int64_t moment, const char *reviewer, toll_error *error)
{
    toll_rows *rows;
    size_t cap = 0;
    toll_status status = toll_rows_open(&rows, ledger, mates_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, moment);
    toll_rows_bind_text(rows, 2, toll_text_of(reviewer));
    toll_rows_bind_integer(rows, 3, decision > TOLL_LEDGER_BACK_MOST ? decision - TOLL_LEDGER_BACK_MOST : 0);
    toll_rows_bind_integer(rows, 4, decision < INT64_MAX - TOLL_LEDGER_BACK_MOST ? decision + TOLL_LEDGER_BACK_MOST : INT64_MAX);
    out->count = 0;
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        int64_t id = toll_rows_integer(rows, 0), newest = toll_rows_integer(rows, 4);
        bool put_back = taken_back(toll_rows_text(rows, 7)) && toll_rows_integer(rows, 5) == toll_rows_integer(rows, 2) &&
                        toll_text_equal(toll_rows_text(rows, 6), toll_rows_text(rows, 3));
        if (id != newest && !put_back) continue;
        if (!toll_grow(&out->steps, &cap, out->count, sizeof *out->steps)) {
            status = toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to take this back");
            break;
        }
        toll_ledger_step *s = &out->steps[out->count++];
        *s = (toll_ledger_step){.decision = id, .newest = newest, .row = (uint64_t)toll_rows_integer(rows, 1)};
        s->action = (toll_ledger_action)toll_rows_integer(rows, 2);
        s->before = toll_rows_is_null(rows, 8) ? TOLL_LEDGER_PROPOSED : (toll_ledger_action)toll_rows_integer(rows, 8);
        s->payload = copy(&out->memory, toll_rows_text(rows, 9));
        snprintf(s->reason, sizeof s->reason, TOLL_LEDGER_BACK "%" PRId64, id);
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

toll_status toll_ledger_back_last(toll_ledger_back *out, toll_ledger *ledger, const char *reviewer, toll_error *error)
{
    toll_rows *rows;
    uint64_t *undone = NULL;
    size_t count = 0, cap = 0;
    int64_t moment = 0;
    unsigned moments = 0;
    *out = (toll_ledger_back){0};
    toll_status status = toll_rows_open(&rows, ledger, mine_sql, error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(reviewer));
    toll_rows_bind_integer(rows, 2, SCAN_MOST);
    while (!out->count && moments < MOMENTS_MOST && (status = toll_rows_next(rows, error)) == TOLL_OK) {
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
        status = find_mates(out, ledger, (int64_t)id, moment, reviewer, error);
        if (status < 0) break;
    }
    toll_rows_close(rows);
    toll_base_free(undone);
    return status < 0 ? status : out->count ? TOLL_OK : TOLL_END;
}

/* Those of its moment go with it. */
toll_status toll_ledger_back_find(toll_ledger_back *out, toll_ledger *ledger, uint64_t decision, toll_error *error)
{
    toll_rows *rows;
    *out = (toll_ledger_back){0};
    toll_status status = toll_rows_open(&rows, ledger, one_sql, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)decision);
    status = toll_rows_next(rows, error);
    int64_t moment = status == TOLL_OK ? toll_rows_integer(rows, 0) : 0;
    const char *reviewer = status == TOLL_OK ? copy(&out->memory, toll_rows_text(rows, 1)) : NULL;
    toll_rows_close(rows);
    if (status == TOLL_OK && !reviewer) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to take this back");
    if (status == TOLL_OK) status = find_mates(out, ledger, (int64_t)decision, moment, reviewer, error);
    return status == TOLL_OK && !out->count ? TOLL_UNCHANGED : status;
}

toll_status toll_ledger_back_write(const toll_ledger_back *back, toll_ledger *ledger, const char *reviewer, toll_error *error)
{
    toll_ledger_decision *decisions = toll_base_zero(back->count, sizeof *decisions);
    if (!decisions) return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to take this back");
    for (size_t i = 0; i < back->count; i++) {
        const toll_ledger_step *s = &back->steps[i];
        decisions[i] = (toll_ledger_decision){
            .row = s->row, .action = s->before, .payload = s->payload, .reviewer = reviewer, .reason = s->reason, .seen = &s->newest};
    }
    toll_status status = toll_ledger_decide_all(ledger, decisions, back->count, error);
    toll_base_free(decisions);
    return status;
}

void toll_ledger_back_free(toll_ledger_back *back)
{
    toll_base_free(back->steps);
    toll_arena_free(&back->memory);
    *back = (toll_ledger_back){0};
}
