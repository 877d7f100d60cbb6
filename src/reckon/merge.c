/* In: two claimants of a ledger. Out: the claims that would change hands, or the corrections that make them do so, with whatever people had corrected
 * on them before. Costs a walk over the one's claims. */
#include "merge.h"

#include <yajl/yajl_tree.h>

#include "ledger/rows.h"

static const char *const own_fields[] = {"claimant", "claimant_side", "claimant_kind"};
static const char *const actor_sql = "SELECT side, kind FROM actor WHERE slug = ?1 ORDER BY id LIMIT 1";
static const char *const newest_sql =
    "SELECT max(d.id) FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version JOIN decision d "
    "ON d.document = v.document AND d.key = c.key WHERE c.id = ?1";

static toll_status no_memory(toll_error *error)
{
    return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory for these decisions");
}

toll_status toll_merge_open(toll_merge *out, toll_ledger *ledger, toll_arena *memory, const char *from, const char *into, toll_error *error)
{
    toll_rows *rows;
    *out = (toll_merge){.ledger = ledger, .memory = memory, .from = from, .into = into};
    toll_status status = toll_rows_open(&rows, ledger, actor_sql, error);
    if (status < 0) return status;
    toll_rows_bind_text(rows, 1, toll_text_of(into));
    status = toll_rows_next(rows, error);
    if (status == TOLL_OK) {
        const toll_text side = toll_rows_text(rows, 0), kind = toll_rows_text(rows, 1);
        out->side = side.data ? toll_arena_string(memory, side.data, side.len) : NULL;
        out->kind = kind.data ? toll_arena_string(memory, kind.data, kind.len) : NULL;
        if ((side.data && !out->side) || (kind.data && !out->kind)) status = no_memory(error);
    }
    toll_rows_close(rows);
    return status;
}

/* What people corrected on a claim; NULL = nothing. */
static yajl_val corrected(toll_merge *m, const toll_ledger_row *row)
{
    char problem[128];
    if (row->decision != TOLL_LEDGER_CORRECTED || !row->payload.data) return NULL;
    char *text = toll_arena_string(m->memory, row->payload.data, row->payload.len);
    yajl_val root = text ? yajl_tree_parse(text, problem, sizeof problem) : NULL;
    if (!root || YAJL_IS_OBJECT(root)) return root;
    yajl_tree_free(root);
    return NULL;
}

static yajl_val field(yajl_val object, const char *name)
{
    const char *path[] = {name, NULL};
    return object ? yajl_tree_get(object, path, yajl_t_any) : NULL;
}

static bool is_anothers(toll_merge *m, const toll_ledger_row *row)
{
    yajl_val object = corrected(m, row), now = field(object, "claimant");
    const char *given = YAJL_GET_STRING(now); /* NULL also where nobody is named any more */
    const bool another = now && (!given || strcmp(given, m->from) != 0);
    if (object) yajl_tree_free(object);
    return another;
}

static toll_status newest(int64_t *out, toll_rows *rows, uint64_t row, toll_error *error)
{
    toll_rows_bind_integer(rows, 1, (int64_t)row);
    toll_status status = toll_rows_next(rows, error);
    *out = status == TOLL_OK && !toll_rows_is_null(rows, 0) ? toll_rows_integer(rows, 0) : 0;
    toll_rows_reset(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_merge_walk(toll_merge *m, toll_merge_each *each, void *context, toll_error *error)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    toll_rows *rows;
    int64_t seen;
    m->count = 0, m->more = false;
    toll_status status = toll_rows_open(&rows, m->ledger, newest_sql, error);
    if (status < 0) return status;
    filter.claimant = m->from;
    status = toll_ledger_claims_open(&claims, m->ledger, &filter, error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, error)) == TOLL_OK) {
        if (is_anothers(m, &row)) continue;
        m->more = m->count == TOLL_MERGE_MOST;
        if (m->more) break;
        m->count++;
        status = newest(&seen, rows, row.row, error);
        if (status >= 0) status = each(context, &row, seen);
    }
    toll_ledger_claims_close(&claims);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

/* --- the corrections */
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
static const char *make_payload(toll_merge *m, const toll_ledger_row *row)
{
    const char *const values[] = {m->into, m->side, m->kind};
    toll_buffer out = {0};
    yajl_val object = corrected(m, row), link = field(object, "statement");
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
    const char *made = out.failed ? NULL : toll_arena_string(m->memory, out.data, out.len);
    if (object) yajl_tree_free(object);
    toll_buffer_free(&out);
    return made;
}

typedef struct writing {
    toll_merge *m;
    const toll_merge_asked *asked;
    const char *reason;
    size_t count;
    toll_ledger_decision *decisions;
    int64_t *seen;
    toll_error *error;
} writing;

static toll_status take(void *context, const toll_ledger_row *row, int64_t seen)
{
    writing *w = context;
    for (size_t i = 0; i < w->asked->leave_count; i++)
        if (!strcmp(w->asked->leave[i], row->claim.id)) return TOLL_OK;
    const char *payload = make_payload(w->m, row);
    if (!payload) return no_memory(w->error);
    w->seen[w->count] = seen;
    w->decisions[w->count] = (toll_ledger_decision){.row = row->row,
        .action = TOLL_LEDGER_CORRECTED,
        .reviewer = w->asked->reviewer,
        .payload = payload,
        .reason = w->reason,
        .seen = &w->seen[w->count]};
    w->count++;
    return TOLL_OK;
}

/* "north-army is north-mod: the same office". */
static const char *make_reason(toll_merge *m, const char *reason)
{
    toll_buffer out = {0};
    toll_buffer_printf(&out, reason && *reason ? "%s is %s: %s" : "%s is %s", m->from, m->into, reason);
    const char *made = out.failed ? NULL : toll_arena_string(m->memory, out.data, out.len);
    toll_buffer_free(&out);
    return made;
}

toll_status toll_merge_decisions(toll_ledger_decision **out, size_t *count, toll_merge *m, const toll_merge_asked *asked, toll_error *error)
{
    writing w = {.m = m, .asked = asked, .reason = make_reason(m, asked->reason), .error = error};
    w.decisions = toll_arena_zero(m->memory, TOLL_MERGE_MOST, sizeof *w.decisions);
    w.seen = toll_arena_zero(m->memory, TOLL_MERGE_MOST, sizeof *w.seen);
    if (!w.reason || !w.decisions || !w.seen) return no_memory(error);
    toll_status status = toll_merge_walk(m, take, &w, error);
    *out = w.decisions, *count = m->count = w.count;
    return status;
}
