/* Findings from the kept reckoning. In: codes, a question, a finding to go on behind. Out: one finding after another, its claims loaded into the
 * reckoning in memory. Costs by the answer: a part of a long question's findings is asked for at a time. */
#include "kept.h"

#include <stdlib.h>

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
    toll_status status = sql.failed ? kept_no_memory(error) : kept_ask(kept, sql.data, error);
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
    toll_status status = sql.failed ? kept_no_memory(error) : kept_ask(kept, sql.data, error);
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
    toll_status status = kept_find_key(&kept->asking.question, kept, question, error);
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

toll_status toll_kept_findings_next(toll_finding *out, toll_kept *kept, toll_error *error)
{
    kept_name n;
    toll_status status = next_name(&n, kept, error);
    if (status != TOLL_OK) return status;
    if (kept->r->claim_count > KEPT_MANY) toll_kept_forget(kept);
    if (!kept->r) return kept_no_memory(error);
    status = load_finding(kept, &n, error);
    return status < 0 ? status : reckon_finding_spread(out, kept->r, &kept->found);
}
