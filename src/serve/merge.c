/* In: two claimants of the ledger. Out: the claims that would change hands, or the corrections that make them do so, with whatever people had
 * corrected on them before. Costs a walk over the one's claims. */
#include "merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <yajl/yajl_tree.h>

static const char *const own_fields[] = {"claimant", "claimant_side", "claimant_kind"};

toll_status serve_merge_open(serve_merge *out, serve_request *r, const char *into)
{
    toll_rows *rows;
    *out = (serve_merge){.r = r, .from = r->parts[0], .into = into};
    if (!into || !*into) return serve_fail(r, 400, "say whose claims they are: the id of a claimant, as /sources has it");
    if (!strcmp(out->from, into)) return serve_fail(r, 422, "\"%.60s\" is that claimant already", into);
    toll_status status = toll_rows_open(
        &rows, r->reader->ledger, "SELECT side, kind FROM actor WHERE slug = ?1 ORDER BY id LIMIT 1", &r->error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(into));
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) {
        const toll_text side = toll_rows_text(rows, 0), kind = toll_rows_text(rows, 1);
        out->side = side.data ? toll_arena_string(&r->memory, side.data, side.len) : NULL;
        out->kind = kind.data ? toll_arena_string(&r->memory, kind.data, kind.len) : NULL;
    }
    toll_rows_close(rows);
    snprintf(out->state, sizeof out->state, "%" PRId64 "-%" PRId64, r->reader->revision[0], r->reader->revision[1]);
    if (status == TOLL_END) return serve_fail(r, 422, "no claim of this ledger is \"%.60s\"'s; /sources has the ids of claimants", into);
    return status < 0 ? status : TOLL_OK;
}

/* What people corrected on a claim; NULL = nothing. */
static yajl_val corrected(serve_request *r, const toll_ledger_row *row)
{
    yajl_val root = NULL;
    toll_error ignored = {0};
    if (row->decision != TOLL_LEDGER_CORRECTED || !row->payload.data) return NULL;
    if (serve_json_open(&root, &r->memory, row->payload, SERVE_JSON_DEPTH, &ignored) < 0) return NULL;
    if (YAJL_IS_OBJECT(root)) return root;
    yajl_tree_free(root);
    return NULL;
}

static yajl_val field(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    return object ? yajl_tree_get(object, path, yajl_t_any) : NULL;
}

static bool is_anothers(const serve_merge *m, const toll_ledger_row *row)
{
    yajl_val object = corrected(m->r, row), now = field(object, "claimant");
    const char *given = YAJL_GET_STRING(now); /* NULL also where nobody is named any more */
    bool another = now && (!given || strcmp(given, m->from) != 0);
    if (object) yajl_tree_free(object);
    return another;
}

toll_status serve_merge_walk(serve_merge *m, serve_merge_each *each, void *context)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    serve_claim_state state;
    filter.claimant = m->from;
    m->count = 0, m->more = false;
    toll_status status = toll_ledger_claims_open(&claims, m->r->reader->ledger, &filter, &m->r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &m->r->error)) == TOLL_OK) {
        if (is_anothers(m, &row)) continue;
        m->more = m->count == SERVE_MERGE_MOST;
        if (m->more) break;
        m->count++;
        status = serve_state_of(&state, m->r, row.row);
        if (status >= 0) status = each(context, &row, &state);
    }
    toll_ledger_claims_close(&claims);
    return status < 0 ? status : TOLL_OK;
}

/* --- writing */
static void add_value(toll_buffer *out, const char *name, yajl_val value)
{
    if (out->len > 1) toll_buffer_add_char(out, ',');
    toll_buffer_add_json(out, toll_text_of(name));
    toll_buffer_add_char(out, ':');
    if (YAJL_IS_NUMBER(value)) toll_buffer_add_string(out, YAJL_GET_NUMBER(value));
    else toll_buffer_add_json(out, toll_text_of(YAJL_IS_STRING(value) ? YAJL_GET_STRING(value) : NULL));
}

static bool is_own(const char *name)
{
    for (size_t i = 0; i < sizeof own_fields / sizeof *own_fields; i++)
        if (!strcmp(name, own_fields[i])) return true;
    return false;
}

/* The fields that were corrected before, a link to an utterance first as it always stands, and then the claimant. */
static const char *make_payload(const serve_merge *m, const toll_ledger_row *row)
{
    const char *const values[] = {m->into, m->side, m->kind};
    toll_buffer out = {0};
    yajl_val object = corrected(m->r, row), link = field(object, "statement");
    toll_buffer_add_char(&out, '{');
    if (link) add_value(&out, "statement", link);
    for (size_t i = 0; object && i < YAJL_GET_OBJECT(object)->len; i++) {
        const char *name = YAJL_GET_OBJECT(object)->keys[i];
        if (strcmp(name, "statement") != 0 && !is_own(name)) add_value(&out, name, YAJL_GET_OBJECT(object)->values[i]);
    }
    for (size_t i = 0; i < sizeof own_fields / sizeof *own_fields; i++) {
        if (out.len > 1) toll_buffer_add_char(&out, ',');
        toll_buffer_add_key(&out, own_fields[i]);
        toll_buffer_add_json(&out, toll_text_of(values[i]));
    }
    toll_buffer_add_char(&out, '}');
    const char *made = out.failed ? NULL : toll_arena_string(&m->r->memory, out.data, out.len);
    if (object) yajl_tree_free(object);
    toll_buffer_free(&out);
    return made;
}

typedef struct writing {
    serve_merge *m;
    const char *reason, *const *leave;
    size_t leave_count, count;
    toll_ledger_decision *decisions;
    int64_t *seen;
} writing;

static toll_status take(void *context, const toll_ledger_row *row, const serve_claim_state *state)
{
    writing *w = context;
    for (size_t i = 0; i < w->leave_count; i++)
        if (!strcmp(w->leave[i], row->claim.id)) return TOLL_OK;
    const char *payload = make_payload(w->m, row);
    if (!payload) return toll_error_set(&w->m->r->error, TOLL_E_MEMORY, "", "not enough memory for these decisions");
    w->seen[w->count] = state->decision;
    w->decisions[w->count] = (toll_ledger_decision){.row = row->row,
        .action = TOLL_LEDGER_CORRECTED,
        .reviewer = serve_reviewer(w->m->r),
        .payload = payload,
        .reason = w->reason,
        .seen = &w->seen[w->count]};
    w->count++;
    return TOLL_OK;
}

/* "north-army is north-mod: the same office". */
static const char *make_reason(const serve_merge *m, const char *reason)
{
    toll_buffer out = {0};
    toll_buffer_printf(&out, reason && *reason ? "%s is %s: %s" : "%s is %s", m->from, m->into, reason);
    const char *made = out.failed ? NULL : toll_arena_string(&m->r->memory, out.data, out.len);
    toll_buffer_free(&out);
    return made;
}

toll_status serve_merge_write(serve_merge *m, const char *state, const char *reason, const char *const *leave, size_t leave_count)
{
    serve_request *r = m->r;
    if (r->serve->options.read_only) return serve_fail(r, 403, "this server only reads (--read-only)");
    if (!state || !*state) return serve_fail(r, 428, "send `state` as it came with the claims that you saw");
    if (strcmp(state, m->state) != 0) return serve_fail(r, 412, "the ledger changed since you saw these claims; look at them again");
    if (reason && (!serve_is_plain(reason) || strlen(reason) > 500))
        return serve_fail(r, 400, "a reason is at most 500 bytes, without control characters");
    writing w = {.m = m, .reason = make_reason(m, reason), .leave = leave, .leave_count = leave_count};
    w.decisions = toll_arena_zero(&r->memory, SERVE_MERGE_MOST, sizeof *w.decisions);
    w.seen = toll_arena_zero(&r->memory, SERVE_MERGE_MOST, sizeof *w.seen);
    if (!w.reason || !w.decisions || !w.seen) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for these decisions");
    toll_status status = serve_merge_walk(m, take, &w);
    m->count = w.count;
    if (status < 0) return status;
    return w.count ? serve_write_all(r, w.decisions, w.count) : serve_fail(r, 422, "no claim is left that would become %.60s's", m->into);
}
