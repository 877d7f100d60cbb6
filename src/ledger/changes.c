/* The feed of changes. In: a moment. Out: what came after it. Two streams are merged by their moments, which rise with the numbers of rows in both:
 * readings, each compared with the reading that it superseded, claim by claim; and decisions. Where to begin is found by halving the numbers. */
#include "changes.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"
#include "base/fault.h"
#include "rows.h"

typedef enum statement { READING, DECISION, CLAIMS, BEFORE, DOCUMENT, STATEMENT_COUNT } statement;

#define DECISION_COLUMNS "d.id, d.recorded_at, r.version, d.key, d.action, d.reviewer, d.payload, d.reason, c.quantity_text, n.name"
static const char *const texts[STATEMENT_COUNT] = {
    [READING] = "SELECT id, recorded_at, version FROM reading WHERE id > ?1 ORDER BY id LIMIT 1",
    [DECISION] = ("SELECT " DECISION_COLUMNS " FROM decision d JOIN claim c ON c.id = d.claim JOIN reading r ON r.id = c.reading "
                  "JOIN document n ON n.id = d.document WHERE d.id > ?1 ORDER BY d.id LIMIT 1"),
    [CLAIMS] = "SELECT key, seal, quantity_text FROM claim WHERE id BETWEEN ?1 << 24 AND ?1 << 24 | 16777215 ORDER BY id",
    [BEFORE] = ("SELECT p.id, p.version FROM version v JOIN version w ON w.document = v.document JOIN reading p ON p.version = w.id "
                "WHERE v.id = ?1 AND p.superseded_at = ?2 ORDER BY p.id DESC LIMIT 1"),
    [DOCUMENT] = "SELECT d.name FROM version v JOIN document d ON d.id = v.document WHERE v.id = ?1",
};

typedef struct held {
    char key[12];
    int64_t seal;
    toll_text words;
    bool still; /* the next reading has it too */
} held;

typedef struct feed {
    toll_ledger *ledger;
    toll_rows *rows[STATEMENT_COUNT];
    toll_event_visit *visit;
    void *context;
    uint64_t count;    /* visited so far */
    toll_arena memory; /* of one reading */
    held *before;
    size_t before_count, before_cap;
} feed;

const char *toll_event_kind_name(toll_event_kind kind)
{
    static const char *const names[TOLL_EVENT_COUNT] = {"insert", "revise", "withdraw", "decide"};
    return kind >= 0 && kind < TOLL_EVENT_COUNT ? names[kind] : NULL;
}

static toll_status ask(toll_rows **out, feed *f, statement which, int64_t a, int64_t b, toll_error *error)
{
    toll_status status = f->rows[which] ? TOLL_OK : toll_rows_open(&f->rows[which], f->ledger, texts[which], error);
    *out = f->rows[which];
    if (status < 0) return status;
    toll_rows_bind_integer(*out, 1, a);
    if (which == BEFORE) toll_rows_bind_integer(*out, 2, b);
    return TOLL_OK;
}

static void set_claim(toll_event *event, toll_text key)
{
    for (size_t i = 0; i < 12 && i < key.len; i++) snprintf(event->claim + 2 * i, 3, "%02x", (unsigned char)key.data[i]);
}

static toll_status tell(feed *f, const toll_event *event)
{
    f->count++;
    return f->visit(f->context, event);
}

/* --- where to begin: the last row of a table at or before the moment */
static toll_status last_before(int64_t *out, feed *f, statement which, int64_t since, toll_error *error)
{
    int64_t low = 0, high = INT64_C(1) << 40;
    *out = 0;
    while (low < high) { /* rows up to `low` are not after it; the first one behind `high` is, or there is none */
        int64_t middle = low + (high - low) / 2;
        toll_rows *s;
        toll_status status = ask(&s, f, which, middle, 0, error);
        if (status >= 0) status = toll_rows_next(s, error);
        if (status < 0) return status;
        bool is_before = status == TOLL_OK && toll_rows_integer(s, 1) <= since;
        int64_t id = status == TOLL_OK ? toll_rows_integer(s, 0) : 0;
        toll_rows_reset(s);
        if (is_before) low = id;
        else high = middle;
    }
    *out = low;
    return TOLL_OK;
}

/* --- a reading, compared with the one before it */
static int compare_keys(const void *a, const void *b)
{
    return memcmp(((const held *)a)->key, ((const held *)b)->key, 12);
}

static toll_status load_before(feed *f, int64_t reading, toll_error *error)
{
    toll_rows *s;
    f->before_count = 0;
    toll_status status = ask(&s, f, CLAIMS, reading, 0, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        toll_text key = toll_rows_text(s, 0), words = toll_rows_text(s, 2);
        if (!toll_grow(&f->before, &f->before_cap, f->before_count, sizeof *f->before)) return TOLL_E_MEMORY;
        held *h = &f->before[f->before_count++];
        *h = (held){.seal = toll_rows_integer(s, 1), .words = {toll_arena_string(&f->memory, words.data, words.len), words.len}};
        if (!h->words.data) return TOLL_E_MEMORY;
        memcpy(h->key, key.data, key.len < 12 ? key.len : 12);
    }
    if (f->before_count) qsort(f->before, f->before_count, sizeof *f->before, compare_keys);
    return status < 0 ? status : TOLL_OK;
}

static toll_status tell_new(feed *f, toll_event *event, int64_t reading, toll_error *error)
{
    toll_rows *s;
    toll_status status = ask(&s, f, CLAIMS, reading, 0, error);
    while (status >= 0 && (status = toll_rows_next(s, error)) == TOLL_OK) {
        held wanted = {.seal = toll_rows_integer(s, 1)};
        toll_text key = toll_rows_text(s, 0);
        memcpy(wanted.key, key.data, key.len < 12 ? key.len : 12);
        held *known = f->before_count ? bsearch(&wanted, f->before, f->before_count, sizeof *f->before, compare_keys) : NULL;
        if (known) known->still = true;
        if (known && known->seal == wanted.seal) continue;
        event->kind = known ? TOLL_EVENT_REVISE : TOLL_EVENT_INSERT;
        event->words = toll_rows_text(s, 2);
        set_claim(event, key);
        if ((status = tell(f, event)) != TOLL_OK) break;
    }
    return status == TOLL_END ? TOLL_OK : status;
}

static toll_status tell_gone(feed *f, toll_event *event)
{
    toll_status status = TOLL_OK;
    for (size_t i = 0; i < f->before_count && status == TOLL_OK; i++) {
        if (f->before[i].still) continue;
        event->kind = TOLL_EVENT_WITHDRAW;
        event->words = f->before[i].words;
        set_claim(event, (toll_text){f->before[i].key, 12});
        status = tell(f, event);
    }
    return status;
}

static toll_status tell_reading(feed *f, int64_t reading, int64_t moment, int64_t version, toll_error *error)
{
    toll_rows *s;
    toll_event event = {.seq = moment, .version = (uint64_t)version};
    int64_t before = 0, version_before = 0;
    toll_arena_reset(&f->memory);
    f->before_count = 0;
    toll_status status = ask(&s, f, DOCUMENT, version, 0, error);
    if (status >= 0) status = toll_rows_next(s, error);
    if (status < 0) return status;
    toll_text name = toll_rows_text(s, 0);
    event.document = (toll_text){toll_arena_string(&f->memory, name.data ? name.data : "", name.len), name.len};
    toll_rows_reset(s);
    if (!event.document.data) return TOLL_E_MEMORY;
    status = ask(&s, f, BEFORE, version, moment, error);
    if (status >= 0) status = toll_rows_next(s, error);
    if (status < 0) return status;
    if (status == TOLL_OK) before = toll_rows_integer(s, 0), version_before = toll_rows_integer(s, 1);
    toll_rows_reset(s);
    status = before ? load_before(f, before, error) : TOLL_OK;
    if (status >= 0) status = tell_new(f, &event, reading, error);
    event.version = (uint64_t)version_before;
    return status != TOLL_OK ? status : tell_gone(f, &event);
}

static toll_status tell_decision(feed *f, toll_rows *s)
{
    toll_event event = {.seq = toll_rows_integer(s, 1),
        .kind = TOLL_EVENT_DECIDE,
        .version = (uint64_t)toll_rows_integer(s, 2),
        .action = (toll_ledger_action)toll_rows_integer(s, 4),
        .reviewer = toll_rows_text(s, 5),
        .payload = toll_rows_text(s, 6),
        .reason = toll_rows_text(s, 7),
        .words = toll_rows_text(s, 8),
        .document = toll_rows_text(s, 9)};
    set_claim(&event, toll_rows_text(s, 3));
    return tell(f, &event);
}

/* The next of both, told; TOLL_END where there is none, or where it is of another moment and enough was told. */
static toll_status step(feed *f, int64_t at[2], int64_t *last, bool enough, toll_error *error)
{
    toll_rows *reading, *decision;
    toll_status status = ask(&reading, f, READING, at[0], 0, error);
    if (status >= 0) status = ask(&decision, f, DECISION, at[1], 0, error);
    if (status < 0) return status;
    toll_status has_reading = toll_rows_next(reading, error);
    int64_t id = 0, moment = INT64_MAX, version = 0;
    if (has_reading == TOLL_OK)
        id = toll_rows_integer(reading, 0), moment = toll_rows_integer(reading, 1), version = toll_rows_integer(reading, 2);
    toll_rows_reset(reading);
    toll_status has_decision = has_reading < 0 ? has_reading : toll_rows_next(decision, error);
    bool decided = has_decision == TOLL_OK && toll_rows_integer(decision, 1) < moment;
    if (decided) moment = toll_rows_integer(decision, 1);
    if (has_decision < 0) status = has_decision;
    else if (moment == INT64_MAX) status = TOLL_END;
    else if (enough && moment != *last) status = TOLL_UNCHANGED;
    else *last = moment;
    if (status == TOLL_OK && decided) at[1] = toll_rows_integer(decision, 0), status = tell_decision(f, decision);
    toll_rows_reset(decision);
    if (status == TOLL_OK && !decided) at[0] = id, status = tell_reading(f, id, moment, version, error);
    return status;
}

toll_status toll_ledger_walk_changes(
    int64_t *last, toll_ledger *ledger, int64_t since, uint64_t most, toll_event_visit *visit, void *context, toll_error *error)
{
    feed f = {.ledger = ledger, .visit = visit, .context = context};
    int64_t at[2] = {0};
    *last = since;
    toll_arena_init(&f.memory, 0);
    toll_status status = last_before(&at[0], &f, READING, since, error);
    if (status >= 0) status = last_before(&at[1], &f, DECISION, since, error);
    while (status == TOLL_OK) status = step(&f, at, last, f.count >= most, error);
    for (int i = 0; i < STATEMENT_COUNT; i++) toll_rows_close(f.rows[i]);
    toll_base_free(f.before);
    toll_arena_free(&f.memory);
    if (status == TOLL_E_MEMORY) return toll_error_set(error, status, NULL, "not enough memory for the changes");
    return status == TOLL_UNCHANGED ? TOLL_OK : status;
}
