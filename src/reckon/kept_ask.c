/* Answers from the kept reckoning. In: an id, a code, a question. Out: the claims and statements asked for, loaded into the reckoning in
 * memory, so that whatever can be said of a reckoning can be said of them. Costs by the answer, one look-up a row. */
#include "kept.h"

#include <stdio.h>
#include <stdlib.h>

/* The first row with this id whose record says so: a key is a hash. */
toll_status toll_kept_claim(uint32_t *out, toll_kept *kept, const char *id, toll_error *error)
{
    toll_rows *rows;
    *out = RECKON_NONE;
    if (strlen(id) != 24) return TOLL_END;
    toll_status status = kept_get(&rows, kept, KEPT_CLAIM_BY_KEY, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, kept_id_key(id));
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        uint32_t claim, head;
        int64_t statement = toll_rows_integer(rows, 1);
        status = kept_load_claim(&claim, kept, toll_rows_integer(rows, 0), error);
        if (status == TOLL_OK && strcmp(kept->r->claims[claim].id, id) != 0) continue;
        if (status == TOLL_OK) status = kept_load_statement(&head, kept, statement, error);
        if (status == TOLL_OK) *out = claim;
        break;
    }
    toll_rows_reset(rows);
    return status;
}

/* The key of a question by its id, or by that of a claim that is on it. */
toll_status kept_find_key(uint64_t *out, toll_kept *kept, const char *id, toll_error *error)
{
    if (id[0] == 'q' && strlen(id) == 17) {
        *out = strtoull(id + 1, NULL, 16);
        return TOLL_OK;
    }
    uint32_t claim;
    toll_status status = toll_kept_claim(&claim, kept, id[0] == 's' ? id + 1 : id, error);
    if (status == TOLL_OK) *out = kept->r->statements[kept->r->statements_of[reckon_root(kept->r, claim)]].question;
    return status;
}

/* How many statements a long question has, and from when to when: a look at each of them, so it is kept as long as the handle, whose ledger stays as
 * it was. */
static toll_status find_extent(struct kept_extent *out, toll_kept *kept, uint64_t key, toll_error *error)
{
    struct kept_extent *known = &kept->extents[key % (sizeof kept->extents / sizeof *kept->extents)];
    toll_rows *rows;
    toll_status status = TOLL_OK;
    if (!known->count || known->key != key) {
        status = kept_get(&rows, kept, KEPT_COUNT_OF_QUESTION, error);
        if (status < 0) return status;
        toll_rows_bind_integer(rows, 1, (int64_t)key);
        status = toll_rows_next(rows, error);
        if (status == TOLL_OK)
            *known = (struct kept_extent){key, (uint64_t)toll_rows_integer(rows, 0), toll_rows_day(rows, 1), toll_rows_day(rows, 2)};
        toll_rows_reset(rows);
    }
    *out = *known;
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_kept_question(toll_question *out, toll_kept *kept, const char *id, uint64_t most, toll_error *error)
{
    uint64_t key;
    char name[18];
    struct kept_extent extent;
    toll_status status = kept_find_key(&key, kept, id, error);
    if (status != TOLL_OK) return status;
    status = kept_load_statements(kept, KEPT_STATEMENTS_OF_QUESTION, (int64_t)key, most, error);
    if (status < 0) return status;
    snprintf(name, sizeof name, "q%016llx", (unsigned long long)key);
    status = toll_reckoning_question_find(out, kept->r, name);
    if (status != TOLL_OK || !most || out->statement_count < most) return status; /* all are here */
    status = find_extent(&extent, kept, key, error);
    if (status < 0) return status;
    out->statements += out->statement_count - (uint32_t)most; /* earlier ones may have come with what was asked for before */
    out->statement_count = (uint32_t)most;
    if (extent.count > most) out->left_out = (uint32_t)(extent.count - most);
    if (out->kind == TOLL_PERIOD_CUMULATIVE) reckon_question_widen(out, extent.since, extent.until); /* of those left out, too */
    return TOLL_OK;
}

toll_status toll_kept_claimant(toll_kept *kept, const char *claimant, toll_error *error)
{
    return kept_load_statements(kept, KEPT_STATEMENTS_OF_CLAIMANT, kept_id_key(claimant), 0, error);
}

toll_status kept_ask(toll_kept *kept, const char *sql, toll_error *error)
{
    toll_rows_close(kept->asked);
    kept->asked = NULL;
    return toll_rows_open(&kept->asked, kept->ledger, sql, error);
}

toll_status toll_kept_questions(toll_kept *kept, uint64_t least, toll_error *error)
{
    return toll_kept_questions_after(kept, least, NULL, error);
}

toll_status toll_kept_questions_after(toll_kept *kept, uint64_t least, const char *after, toll_error *error)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT question FROM reckon_statement%s GROUP BY question HAVING count(*) >= %llu ORDER BY question",
        after ? " WHERE question > ?1" : "", (unsigned long long)(least ? least : 1));
    toll_status status = kept_ask(kept, sql, error);
    if (status >= 0 && after) toll_rows_bind_integer(kept->asked, 1, (int64_t)strtoull(*after == 'q' ? after + 1 : after, NULL, 16));
    return status;
}

toll_status toll_kept_questions_next(toll_question *out, toll_kept *kept, toll_error *error)
{
    char id[18];
    if (!kept->asked) return TOLL_END;
    toll_status status = toll_rows_next(kept->asked, error);
    if (status != TOLL_OK) return status;
    if (kept->r->claim_count > KEPT_MANY) toll_kept_forget(kept);
    if (!kept->r) return kept_no_memory(error);
    snprintf(id, sizeof id, "q%016llx", (unsigned long long)toll_rows_integer(kept->asked, 0));
    return toll_kept_question(out, kept, id, 0, error);
}

toll_status toll_kept_relays(toll_kept *kept, const char *claimant, const char *outlet, toll_error *error)
{
    toll_status status = kept_ask(kept,
        "SELECT claimant, outlet, claims, named, bounds, bounds_kept, unverified, unverified_kept, dated, days FROM reckon_relay "
        "WHERE claims > 0 AND (claimant = ?1 OR ?1 = '') AND (outlet = ?2 OR ?2 = '') ORDER BY claims DESC, claimant, outlet",
        error);
    if (status < 0) return status;
    toll_rows_bind_text(kept->asked, 1, toll_text_of(claimant ? claimant : ""));
    toll_rows_bind_text(kept->asked, 2, toll_text_of(outlet ? outlet : ""));
    return TOLL_OK;
}

toll_status toll_kept_relays_next(toll_relay *out, toll_kept *kept, toll_error *error)
{
    if (!kept->asked) return TOLL_END;
    toll_status status = toll_rows_next(kept->asked, error);
    if (status != TOLL_OK) return status;
    int64_t *const counts[] = {
        &out->claims, &out->named, &out->bounds, &out->bounds_kept, &out->unverified, &out->unverified_kept, &out->dated, &out->days};
    out->claimant = reckon_intern(kept->r, toll_rows_text(kept->asked, 0));
    out->outlet = reckon_intern(kept->r, toll_rows_text(kept->asked, 1));
    for (int i = 0; i < 8; i++) *counts[i] = toll_rows_integer(kept->asked, i + 2);
    return out->claimant && out->outlet ? TOLL_OK : kept_no_memory(error);
}
