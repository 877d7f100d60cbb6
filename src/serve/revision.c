/* In: a claim's id. Out: what became of it, in the order the ledger came to know it: its records in all readings of all documents with its text, each
 * where it says something else than the one before, the moments from which no reading has it, and the decisions on it. Nothing in a ledger is
 * overwritten, so a number names the same state for ever, which is what a citation needs. Costs a look-up a record and a decision. */
#include "revision.h"

#include <stdlib.h>

enum { RECORDS_MOST = 20000 };

/* A reading's record of the claim. */
typedef struct record {
    uint64_t row, version, document;
    int64_t seal, from, to; /* to: 0 = it stands */
    bool by_hand;           /* a person's: it never stood by itself, only by decisions */
} record;

typedef struct records {
    record *items;
    size_t count, cap;
} records;

static const char *const record_sql =
    "SELECT v.document, c.seal FROM claim c JOIN reading r ON r.id = c.reading JOIN version v ON v.id = r.version WHERE c.id = ?1";
static const char *const decision_sql =
    "SELECT d.id, d.recorded_at, d.claim, d.action, d.reviewer, d.reason, d.payload, r.version FROM claim k JOIN decision d ON d.key = k.key "
    "JOIN claim c ON c.id = d.claim JOIN reading r ON r.id = c.reading WHERE k.id = ?1 AND d.document = ?2 ORDER BY d.id";

static const char *const text_sql = "SELECT v.recorded_at, v.id, CASE WHEN v.text = w.text THEN 1 ELSE 0 END FROM version w "
                                    "JOIN version v ON v.document = w.document WHERE w.id = ?1 ORDER BY v.number";

static toll_status no_memory(serve_request *r)
{
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for what became of this claim");
}

static toll_status identify(record *out, serve_request *r)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, record_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)out->row);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) out->document = (uint64_t)toll_rows_integer(rows, 0), out->seal = toll_rows_integer(rows, 1);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static int64_t last_moment(const serve_request *r)
{
    int64_t moment = INT64_MAX;
    const char *given = serve_param(r, "as_of");
    if (given) (void)toll_ledger_time_parse(&moment, toll_text_of(given));
    return moment;
}

static int compare_records(const void *a, const void *b)
{
    const record *x = a, *y = b;
    if (x->document != y->document) return x->document < y->document ? -1 : 1;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static toll_status load_records(records *out, serve_request *r, const char *id)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims;
    toll_ledger_row row;
    filter.id = id, filter.history = filter.rejected = filter.without_text = true, filter.limit = RECORDS_MOST;
    toll_status status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
    while (status >= 0 && (status = toll_ledger_claims_next(&row, &claims, &r->error)) == TOLL_OK) {
        if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items)) status = no_memory(r);
        else
            out->items[out->count++] = (record){.row = row.row,
                .version = row.key.version,
                .from = row.recorded_at,
                .to = row.superseded_at,
                .by_hand = !strcmp(row.engine, TOLL_LEDGER_BY_HAND)};
    }
    toll_ledger_claims_close(&claims);
    for (size_t i = 0; i < out->count && status >= 0; i++) status = identify(&out->items[i], r);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_records);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add(serve_revisions *out, serve_request *r, const serve_revision *revision)
{
    if (revision->moment > last_moment(r)) return TOLL_OK;
    if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items)) return no_memory(r);
    out->items[out->count++] = *revision;
    return TOLL_OK;
}

/* The next record of the same document that an engine read, in one direction; NULL = none. */
static const record *neighbour(const records *all, const record *of, int step)
{
    const ptrdiff_t count = (ptrdiff_t)all->count;
    for (ptrdiff_t at = of - all->items + step; at >= 0 && at < count && all->items[at].document == of->document; at += step)
        if (!all->items[at].by_hand) return &all->items[at];
    return NULL;
}

/* A record that says what the one it took the place of said is no revision. */
static toll_status add_record(serve_revisions *out, serve_request *r, const records *all, const record *now)
{
    toll_status status = TOLL_OK;
    const record *before = neighbour(all, now, -1), *next = neighbour(all, now, 1);
    const bool follows = before && before->to == now->from;
    serve_revision revision = {.moment = now->from,
        .kind = follows ? TOLL_EVENT_REVISE : TOLL_EVENT_INSERT,
        .row = now->row,
        .version = now->version,
        .document = now->document};
    if (!follows || before->seal != now->seal || before->version != now->version) status = add(out, r, &revision);
    revision.kind = TOLL_EVENT_WITHDRAW, revision.moment = now->to;
    return status >= 0 && now->to && !(next && next->from == now->to) ? add(out, r, &revision) : status;
}

/* What a person made stands as long as its document says the same text. */
static toll_status add_made(serve_revisions *out, serve_request *r, const record *made)
{
    toll_rows *rows;
    bool inside = false;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, text_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)made->version);
    while (status >= 0 && (status = toll_rows_next(rows, &r->error)) == TOLL_OK) {
        const bool same = toll_rows_integer(rows, 2) != 0;
        const serve_revision revision = {.moment = toll_rows_integer(rows, 0),
            .kind = same ? TOLL_EVENT_INSERT : TOLL_EVENT_WITHDRAW,
            .row = made->row,
            .version = same ? (uint64_t)toll_rows_integer(rows, 1) : made->version,
            .document = made->document};
        if (same != inside && revision.moment > made->from) status = add(out, r, &revision);
        inside = same;
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_records(serve_revisions *out, serve_request *r, const records *all)
{
    toll_status status = TOLL_OK;
    const record *made = NULL; /* the first that a person made of a document */
    for (size_t i = 0; i < all->count && status >= 0; i++) {
        const record *now = &all->items[i];
        const bool first = now->by_hand && (!made || made->document != now->document);
        if (first) made = now;
        if (!now->by_hand) status = add_record(out, r, all, now);
        else if (first && !neighbour(all, now, 1) && !neighbour(all, now, -1)) status = add_made(out, r, now);
    }
    return status;
}

static const char *copy(serve_request *r, toll_text text)
{
    return text.data ? toll_arena_string(&r->memory, text.data, text.len) : NULL;
}

static toll_status add_decisions(serve_revisions *out, serve_request *r, const record *of)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, decision_sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)of->row);
    toll_rows_bind_integer(rows, 2, (int64_t)of->document);
    while (status >= 0 && (status = toll_rows_next(rows, &r->error)) == TOLL_OK) {
        const serve_revision revision = {.moment = toll_rows_integer(rows, 1),
            .kind = TOLL_EVENT_DECIDE,
            .row = (uint64_t)toll_rows_integer(rows, 2),
            .version = (uint64_t)toll_rows_integer(rows, 7),
            .document = of->document,
            .decision = toll_rows_integer(rows, 0),
            .action = (toll_ledger_action)toll_rows_integer(rows, 3),
            .reviewer = copy(r, toll_rows_text(rows, 4)),
            .reason = copy(r, toll_rows_text(rows, 5)),
            .payload = copy(r, toll_rows_text(rows, 6))};
        status = add(out, r, &revision);
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static int compare_revisions(const void *a, const void *b)
{
    const serve_revision *x = a, *y = b;
    if (x->moment != y->moment) return x->moment < y->moment ? -1 : 1;
    if (x->decision != y->decision) return x->decision < y->decision ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The first decision on what a person made is the making. */
static void mark_made(serve_revisions *list, const records *all)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t n = 0;
        if (!all->items[i].by_hand) continue;
        while (n < list->count && !(list->items[n].decision && list->items[n].row == all->items[i].row)) n++;
        if (n < list->count) list->items[n].made = true;
    }
}

toll_status serve_revisions_of(serve_revisions *out, serve_request *r, const char *id)
{
    records all = {0};
    *out = (serve_revisions){0};
    if (strlen(id) != 24 || strspn(id, "0123456789abcdef") != 24)
        return serve_fail(r, 404, "\"%.60s\" is no claim; an id has 24 hex digits", id);
    const char *given = serve_param(r, "as_of");
    int64_t moment;
    if (given && !toll_ledger_time_parse(&moment, toll_text_of(given)))
        return serve_fail(r, 400, "\"%.40s\" is no day and no moment", given);
    toll_status status = load_records(&all, r, id);
    if (status >= 0) status = add_records(out, r, &all);
    for (size_t i = 0; i < all.count && status >= 0; i++)
        if (!i || all.items[i].document != all.items[i - 1].document) status = add_decisions(out, r, &all.items[i]);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_revisions);
    mark_made(out, &all);
    toll_base_free(all.items);
    if (status >= 0 && !out->count) return serve_fail(r, 404, "there is no claim \"%s\" in this ledger", id);
    return status;
}

void serve_revisions_free(serve_revisions *list)
{
    toll_base_free(list->items);
}

toll_status serve_revision_named(size_t *out, serve_request *r, const serve_revisions *list, const char *number)
{
    uint64_t n;
    if (!serve_number(&n, number, 1, list->count))
        return serve_fail(r, 404, "\"%.40s\" is no revision of this claim; it has %zu, counted from 1", number, list->count);
    *out = (size_t)n - 1;
    return TOLL_OK;
}
