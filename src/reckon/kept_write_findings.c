/* Rows of findings. In: findings of the reckoning in memory. Out: rows in the transaction that the caller began; what stands in the tables as it
 * was is left alone. Costs by the findings of one owner. */
#include "kept.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

static toll_status bind_about(
    toll_rows **out, toll_kept *kept, kept_sql which, int64_t claim, const reckon_finding *f, uint64_t owner, toll_error *error)
{
    toll_status status = kept_get(out, kept, which, error);
    if (status < 0) return status;
    toll_rows_bind_integer(*out, 1, claim);
    toll_rows_bind_integer(*out, 2, f->shown.code);
    toll_rows_bind_text(*out, 3, toll_text_of(f->shown.id));
    toll_rows_bind_integer(*out, 4, f->shown.drift);
    toll_rows_bind_integer(*out, 5, (int64_t)owner);
    return status;
}

toll_status kept_write_about(toll_kept *kept, kept_sql which, int64_t claim, const reckon_finding *f, uint64_t owner, toll_error *error)
{
    toll_rows *rows;
    toll_status status = bind_about(&rows, kept, which, claim, f, owner, error);
    if (status < 0) return status;
    if (which == KEPT_ABOUT_PUT) toll_rows_bind_null(rows, 6);
    return toll_rows_run(rows, error);
}

toll_status kept_write_about_claim(toll_kept *kept, uint32_t claim, const reckon_finding *f, uint64_t owner, toll_error *error)
{
    const toll_reckoning *r = kept->r;
    toll_rows *rows;
    toll_status status = bind_about(&rows, kept, KEPT_ABOUT_PUT, (int64_t)r->claims[claim].row, f, owner, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 6, (int64_t)r->statements[r->statements_of[reckon_root(r, claim)]].question);
    return toll_rows_run(rows, error);
}

/* A finding as a row holds it: `terms` is a digit a term, `claims` the rows with blanks between; what is said of a whole statement names its
 * head and the statement. `sum` stands for all of it. */
typedef struct finding_row {
    char terms[TOLL_TERM_COUNT];
    char claims[RECKON_PAIR_CLAIMS * 21 + 1];
    int64_t statement, sum;
} finding_row;

static void make_row(finding_row *out, const toll_kept *kept, const reckon_finding *f)
{
    const toll_reckoning *r = kept->r;
    size_t len = 0;
    out->claims[0] = '\0';
    for (int i = 0; i < TOLL_TERM_COUNT; i++) out->terms[i] = (char)('0' + f->shown.terms[i]);
    for (uint32_t i = 0; i < f->shown.claim_count; i++)
        len += (size_t)snprintf(
            out->claims + len, sizeof out->claims - len, "%s%llu", i ? " " : "", (unsigned long long)r->claims[f->own[i]].row);
    out->statement = f->statement == RECKON_NONE ? 0 : kept_statement_id(kept, r->statements_of[reckon_root(r, f->statement)]);
    const double figures[] = {f->shown.ratio, f->shown.difference, f->shown.value};
    const int64_t numbers[] = {f->shown.verdict, f->shown.day, f->shown.span.off, f->shown.span.len, out->statement};
    uint64_t sum = toll_hash(out->claims, len, toll_hash(out->terms, sizeof out->terms, 23));
    sum = reckon_mix_string(reckon_mix_string(sum, f->shown.name), f->shown.reason);
    sum = toll_hash(numbers, sizeof numbers, sum);
    for (int i = 0; i < 3; i++) sum = reckon_mix(sum, isnan(figures[i]) ? 0 : toll_hash(&figures[i], sizeof figures[i], 29));
    out->sum = (int64_t)sum;
}

static toll_status put_row(toll_kept *kept, const reckon_finding *f, const finding_row *row, uint64_t owner, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_FINDING_PUT, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, f->shown.code);
    toll_rows_bind_text(rows, 2, toll_text_of(f->shown.id));
    toll_rows_bind_integer(rows, 3, f->shown.drift);
    toll_rows_bind_integer(rows, 4, (int64_t)owner);
    toll_rows_bind_integer(rows, 5, f->shown.verdict);
    toll_rows_bind_text(rows, 6, (toll_text){row->terms, sizeof row->terms});
    toll_rows_bind_number(rows, 7, f->shown.ratio);
    toll_rows_bind_number(rows, 8, f->shown.difference);
    toll_rows_bind_number(rows, 9, f->shown.value);
    toll_rows_bind_day(rows, 10, f->shown.day);
    toll_rows_bind_text(rows, 11, toll_text_of(f->shown.name));
    toll_rows_bind_integer(rows, 12, f->shown.span.off);
    toll_rows_bind_integer(rows, 13, f->shown.span.len);
    toll_rows_bind_integer(rows, 14, row->statement);
    toll_rows_bind_text(rows, 15, toll_text_of(row->claims));
    toll_rows_bind_integer(rows, 16, row->sum);
    toll_rows_bind_text(rows, 17, toll_text_of(f->shown.reason));
    return toll_rows_run(rows, error);
}

toll_status kept_write_finding(toll_kept *kept, const reckon_finding *f, uint64_t owner, toll_error *error)
{
    finding_row row;
    make_row(&row, kept, f);
    return put_row(kept, f, &row, owner, error);
}

static toll_status drop_name(toll_kept *kept, const kept_name *n, toll_error *error)
{
    toll_rows *rows;
    char claims[RECKON_PAIR_CLAIMS * 21 + 1] = "";
    reckon_finding f = {.shown = {.code = (toll_finding_code)n->code, .drift = (unsigned)n->drift}};
    memcpy(f.shown.id, n->id, sizeof f.shown.id);
    for (int i = 0; i < 2; i++) {
        toll_status status = kept_get_named(&rows, kept, i ? KEPT_FINDING_DROP : KEPT_FINDING, n, error);
        if (status < 0) return status;
        status = toll_rows_next(rows, error);
        toll_text list = status == TOLL_OK ? toll_rows_text(rows, 10) : (toll_text){0};
        if (list.len && list.len < sizeof claims) memcpy(claims, list.data, list.len), claims[list.len] = '\0';
        toll_rows_reset(rows);
        if (status < 0) return status;
    }
    toll_status status = TOLL_OK;
    for (char *at = claims; *at && status >= 0;)
        status = kept_write_about(kept, KEPT_ABOUT_DROP, (int64_t)strtoull(at, &at, 10), &f, (uint64_t)n->owner, error);
    return status;
}

typedef struct names {
    kept_name *items;
    size_t count, cap;
    reckon_map map; /* what is said, with its sum -> its number */
} names;

static uint64_t key_of(int64_t code, const char *id, int64_t drift, int64_t sum)
{
    return toll_hash(id, 24, reckon_mix(reckon_mix(reckon_mix(0x5A3E, (uint64_t)code), (uint64_t)drift), (uint64_t)sum));
}

static toll_status list_names(names *out, toll_kept *kept, uint64_t owner, toll_error *error)
{
    toll_rows *rows;
    toll_status status = kept_get(&rows, kept, KEPT_FINDINGS_OF_OWNER, error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)owner);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        toll_text id = toll_rows_text(rows, 1);
        if (id.len != 24) status = kept_damaged(error, "a finding's id");
        else if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items)) status = kept_no_memory(error);
        if (status < 0) break;
        kept_name *n = &out->items[out->count];
        *n = (kept_name){.code = toll_rows_integer(rows, 0),
            .drift = toll_rows_integer(rows, 2),
            .owner = (int64_t)owner,
            .sum = toll_rows_integer(rows, 3)};
        memcpy(n->id, id.data, 24);
        uint32_t *slot = reckon_map_put(&out->map, key_of(n->code, n->id, n->drift, n->sum));
        if (!slot) status = kept_no_memory(error);
        if (status < 0) break;
        *slot = (uint32_t)out->count++;
    }
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

/* TOLL_OK: it stands already. TOLL_END: it is to be put. */
static toll_status look_up(const toll_kept *kept, const reckon_finding *f, names *old)
{
    finding_row row;
    make_row(&row, kept, f);
    uint32_t known = reckon_map_get(&old->map, key_of(f->shown.code, f->shown.id, f->shown.drift, row.sum));
    if (known != RECKON_NONE) {
        old->items[known].owner = 0; /* it stands as it is */
        return TOLL_OK;
    }
    return TOLL_END;
}

/* What stands as it was is left alone; the rest goes, then the new comes. */
toll_status kept_write_findings(toll_kept *kept, uint64_t owner, uint64_t kept_owner, toll_error *error)
{
    const toll_reckoning *r = kept->r;
    names old = {0};
    reckon_numbers fresh = {0};
    toll_status status = list_names(&old, kept, kept_owner, error);
    uint32_t at = owner && status >= 0 ? reckon_map_get(&r->owner_map, owner) : RECKON_NONE;
    for (; at != RECKON_NONE && status >= 0; at = r->findings[at].next) {
        if (!r->findings[at].alive) continue;
        status = look_up(kept, &r->findings[at], &old);
        if (status == TOLL_END && !reckon_numbers_add(&fresh, at)) status = kept_no_memory(error);
    }
    for (size_t i = 0; i < old.count && status >= 0; i++)
        if (old.items[i].owner) status = drop_name(kept, &old.items[i], error);
    for (size_t i = 0; i < fresh.count && status >= 0; i++) {
        const reckon_finding *f = &r->findings[fresh.items[i]];
        status = kept_write_finding(kept, f, kept_owner, error);
        for (uint32_t k = 0; k < f->shown.claim_count && status >= 0; k++)
            status = kept_write_about(kept, KEPT_ABOUT_PUT, (int64_t)r->claims[f->own[k]].row, f, kept_owner, error);
    }
    toll_base_free(old.items);
    reckon_map_free(&old.map);
    toll_base_free(fresh.items);
    return status < 0 ? status : TOLL_OK;
}
