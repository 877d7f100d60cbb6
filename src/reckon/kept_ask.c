/* Answers from the kept reckoning. In: an id, a code, a question. Out: the claims and statements asked for, loaded into the reckoning in
 * memory, so that whatever can be said of a reckoning can be said of them. Costs by the answer, one look-up a row. */
#include "kept.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

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
static toll_status find_key(uint64_t *out, toll_kept *kept, const char *id, toll_error *error)
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
    toll_status status = find_key(&key, kept, id, error);
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

/* --- findings */
static toll_status ask(toll_kept *kept, const char *sql, toll_error *error)
{
    toll_rows_close(kept->asked);
    kept->asked = NULL;
    return toll_rows_open(&kept->asked, kept->ledger, sql, error);
}

static void add_codes(toll_buffer *sql, uint32_t codes, const char *before)
{
    bool any = false;
    for (int code = 0; codes && code < TOLL_FINDING_CODE_COUNT; code++) {
        if (!(codes >> code & 1)) continue;
        if (!any) toll_buffer_printf(sql, "%s a.code IN (", before);
        toll_buffer_printf(sql, "%s%d", any ? ", " : "", code);
        any = true;
    }
    if (any) toll_buffer_add_char(sql, ')');
}

/* A question may have many thousand findings, of which the first are wanted: a part at a time, in the order of their index; the parts grow, so
 * that whoever reads to the end asks a few times. */
enum { FIRST_PART = 512, GROWTH = 32 };

static void bind_last(toll_kept *kept, int at)
{
    const kept_name *last = &kept->asking.last;
    toll_rows_bind_integer(kept->asked, at, last->code);
    toll_rows_bind_text(kept->asked, at + 1, toll_text_of(last->id));
    toll_rows_bind_integer(kept->asked, at + 2, last->drift);
    toll_rows_bind_integer(kept->asked, at + 3, last->owner);
}

static toll_status ask_part(toll_kept *kept, toll_error *error)
{
    kept_asking *asking = &kept->asking;
    toll_buffer sql = {0};
    asking->behind |= asking->part > 0;
    toll_buffer_add_string(&sql, "SELECT a.code, a.id, a.drift, a.owner FROM reckon_about a WHERE a.question = ?1");
    add_codes(&sql, asking->codes, " AND");
    if (asking->behind) toll_buffer_add_string(&sql, " AND (a.code, a.id, a.drift, a.owner) > (?2, ?3, ?4, ?5)");
    asking->part = asking->part ? asking->part * GROWTH : FIRST_PART;
    toll_buffer_printf(&sql, " ORDER BY a.code, a.id, a.drift, a.owner LIMIT %llu", (unsigned long long)asking->part);
    toll_status status = sql.failed ? kept_no_memory(error) : ask(kept, sql.data, error);
    toll_buffer_free(&sql);
    if (status < 0) return status;
    asking->given = 0;
    toll_rows_bind_integer(kept->asked, 1, (int64_t)asking->question);
    if (asking->behind) bind_last(kept, 2);
    return TOLL_OK;
}

static toll_status ask_all(toll_kept *kept, uint32_t codes, toll_error *error)
{
    toll_buffer sql = {0};
    toll_buffer_add_string(&sql, "SELECT a.code, a.id, a.drift, a.owner FROM reckon_finding a");
    if (kept->asking.behind) toll_buffer_add_string(&sql, " WHERE (a.code, a.id, a.drift, a.owner) > (?1, ?2, ?3, ?4)");
    add_codes(&sql, codes, kept->asking.behind ? " AND" : " WHERE");
    toll_buffer_add_string(&sql, " ORDER BY a.code, a.id, a.drift, a.owner");
    toll_status status = sql.failed ? kept_no_memory(error) : ask(kept, sql.data, error);
    toll_buffer_free(&sql);
    if (status >= 0 && kept->asking.behind) bind_last(kept, 1);
    return status;
}

void toll_kept_rest(toll_kept *kept)
{
    toll_rows_close(kept->asked);
    kept->asked = NULL;
}

toll_status toll_kept_findings(toll_kept *kept, uint32_t codes, const char *question, toll_error *error)
{
    return toll_kept_findings_after(kept, codes, question, NULL, error);
}

toll_status toll_kept_findings_after(toll_kept *kept, uint32_t codes, const char *question, const toll_finding *after, toll_error *error)
{
    toll_rows_close(kept->asked);
    kept->asked = NULL;
    kept->found.alive = false;
    kept->asking = (kept_asking){.codes = codes, .behind = after != NULL};
    if (after) { /* behind it whoever owns it */
        kept->asking.last = (kept_name){.code = (int64_t)after->code, .drift = after->drift, .owner = INT64_MAX};
        memcpy(kept->asking.last.id, after->id, sizeof after->id);
    }
    if (!question) return ask_all(kept, codes, error);
    toll_status status = find_key(&kept->asking.question, kept, question, error);
    if (status == TOLL_OK) return ask_part(kept, error);
    return status < 0 ? status : TOLL_OK;
}

/* The next row, of the next part where one is used up. */
static toll_status next_row(toll_kept *kept, toll_error *error)
{
    kept_asking *asking = &kept->asking;
    toll_status status = toll_rows_next(kept->asked, error);
    if (status == TOLL_END && asking->part && asking->given == asking->part) {
        status = ask_part(kept, error);
        if (status >= 0) status = toll_rows_next(kept->asked, error);
    }
    asking->given += status == TOLL_OK;
    return status;
}

/* The next name that is another finding than the one before. */
static toll_status next_name(kept_name *out, toll_kept *kept, toll_error *error)
{
    if (!kept->asked) return TOLL_END;
    for (;;) {
        toll_status status = next_row(kept, error);
        if (status != TOLL_OK) return status;
        toll_text id = toll_rows_text(kept->asked, 1);
        *out = (kept_name){.code = toll_rows_integer(kept->asked, 0),
            .drift = toll_rows_integer(kept->asked, 2),
            .owner = toll_rows_integer(kept->asked, 3)};
        if (id.len != 24) return kept_damaged(error, "a finding's id");
        memcpy(out->id, id.data, 24);
        kept->asking.last = *out;
        const toll_finding *last = &kept->found.shown;
        if (!kept->found.alive || last->code != (toll_finding_code)out->code || last->drift != (unsigned)out->drift ||
            strcmp(last->id, out->id) != 0)
            return TOLL_OK;
    }
}

static toll_status load_claims(toll_kept *kept, reckon_finding *f, toll_text rows, toll_error *error)
{
    char list[128];
    if (rows.len >= sizeof list) return kept_damaged(error, "a finding's claims");
    memcpy(list, rows.data ? rows.data : "", rows.len);
    list[rows.len] = '\0';
    for (char *at = list; *at && f->shown.claim_count < RECKON_PAIR_CLAIMS; f->shown.claim_count++) {
        toll_status status = kept_load_claim(&f->own[f->shown.claim_count], kept, (int64_t)strtoull(at, &at, 10), error);
        if (status != TOLL_OK) return status < 0 ? status : kept_damaged(error, "a finding's claim is missing");
    }
    return TOLL_OK;
}

static toll_status load_finding(toll_kept *kept, const kept_name *n, toll_error *error)
{
    reckon_finding *f = &kept->found;
    toll_rows *rows;
    toll_status status = kept_get_named(&rows, kept, KEPT_FINDING, n, error);
    if (status < 0) return status;
    status = toll_rows_next(rows, error);
    if (status != TOLL_OK) return status < 0 ? status : kept_damaged(error, "a finding is missing");
    *f = (reckon_finding){.alive = true, .statement = RECKON_NONE, .owner = (uint64_t)n->owner};
    f->shown = (toll_finding){.code = (toll_finding_code)n->code,
        .drift = (unsigned)n->drift,
        .verdict = (toll_verdict)toll_rows_integer(rows, 0),
        .ratio = toll_rows_number(rows, 2),
        .difference = toll_rows_number(rows, 3),
        .value = toll_rows_number(rows, 4),
        .day = toll_rows_day(rows, 5),
        .name = reckon_intern(kept->r, toll_rows_text(rows, 6)),
        .reason = reckon_intern(kept->r, toll_rows_text(rows, 11)),
        .span = {(uint32_t)toll_rows_integer(rows, 7), (uint32_t)toll_rows_integer(rows, 8)}};
    memcpy(f->shown.id, n->id, sizeof f->shown.id);
    toll_text terms = toll_rows_text(rows, 1);
    for (size_t i = 0; i < TOLL_TERM_COUNT && i < terms.len; i++)
        if (terms.data[i] >= '0' && terms.data[i] <= '0' + TOLL_STANDING_UNSAID) f->shown.terms[i] = (uint8_t)(terms.data[i] - '0');
    int64_t statement = toll_rows_integer(rows, 9);
    status = load_claims(kept, f, toll_rows_text(rows, 10), error);
    toll_rows_reset(rows);
    if (status >= 0 && statement) status = kept_load_statement(&f->statement, kept, statement, error);
    return status;
}

enum { MANY = 50000 }; /* claims in memory while findings go by */

toll_status toll_kept_findings_next(toll_finding *out, toll_kept *kept, toll_error *error)
{
    kept_name n;
    toll_status status = next_name(&n, kept, error);
    if (status != TOLL_OK) return status;
    if (kept->r->claim_count > MANY) toll_kept_forget(kept);
    if (!kept->r) return kept_no_memory(error);
    status = load_finding(kept, &n, error);
    return status < 0 ? status : reckon_finding_spread(out, kept->r, &kept->found);
}

/* --- questions */
toll_status toll_kept_questions(toll_kept *kept, uint64_t least, toll_error *error)
{
    return toll_kept_questions_after(kept, least, NULL, error);
}

toll_status toll_kept_questions_after(toll_kept *kept, uint64_t least, const char *after, toll_error *error)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT question FROM reckon_statement%s GROUP BY question HAVING count(*) >= %llu ORDER BY question",
        after ? " WHERE question > ?1" : "", (unsigned long long)(least ? least : 1));
    toll_status status = ask(kept, sql, error);
    if (status >= 0 && after) toll_rows_bind_integer(kept->asked, 1, (int64_t)strtoull(*after == 'q' ? after + 1 : after, NULL, 16));
    return status;
}

toll_status toll_kept_questions_next(toll_question *out, toll_kept *kept, toll_error *error)
{
    char id[18];
    if (!kept->asked) return TOLL_END;
    toll_status status = toll_rows_next(kept->asked, error);
    if (status != TOLL_OK) return status;
    if (kept->r->claim_count > MANY) toll_kept_forget(kept);
    if (!kept->r) return kept_no_memory(error);
    snprintf(id, sizeof id, "q%016llx", (unsigned long long)toll_rows_integer(kept->asked, 0));
    return toll_kept_question(out, kept, id, 0, error);
}

/* --- relays */
toll_status toll_kept_relays(toll_kept *kept, const char *claimant, const char *outlet, toll_error *error)
{
    toll_status status = ask(kept,
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
