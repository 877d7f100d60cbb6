/* In: filters, or a question. Out: what happened to claims that they let through, as a feed: those of the newest readings and decisions, so that
 * asking costs the same however large the ledger is; of a question all that happened to the claims that were said last on it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "feed.h"
#include "page.h"
#include "revision.h"

enum { TEXT_MOST = 1000, QUESTION_STATEMENTS = 100, QUESTION_CLAIMS = 200 };

static toll_status no_memory(serve_request *r)
{
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this feed");
}

static const char *copy(serve_request *r, const toll_buffer *text)
{
    return text->failed ? NULL : toll_arena_string(&r->memory, text->data ? text->data : "", text->len);
}

/* "New: 63 killed, Russia (rus-mod), Wire" */
static void add_title(toll_buffer *out, serve_request *r, const toll_ledger_row *row, const char *what)
{
    char name[PAGE_NAME];
    const toll_claim *c = &row->claim;
    const toll_text words = page_cut(row, c->claimant.span), outlet = row->document.outlet.len ? row->document.outlet : row->document.name;
    toll_buffer_printf(out, "%s: ", what);
    toll_view_number(out, &c->quantity, page_cut(row, c->quantity.span), TOLL_VIEW_TEXT);
    toll_buffer_add_char(out, ' ');
    for (const char *at = toll_outcome_name(c->outcome); *at; at++) toll_buffer_add_char(out, *at == '_' ? ' ' : *at);
    if (c->victims.side) toll_buffer_printf(out, ", %s", page_name_of(name, r, c->victims.side, TOLL_NAME_ALONE));
    if (c->claimant.id) toll_buffer_printf(out, ", says %s", page_name_of(name, r, c->claimant.id, TOLL_NAME_ALONE));
    else if (words.len) toll_buffer_add_string(out, ", says "), toll_view_add_plain(out, words);
    toll_buffer_add_string(out, ", in ");
    toll_view_add_plain(out, outlet);
}

toll_status serve_feed_claim(serve_feed *feed, serve_request *r, const char *claim, int64_t moment, toll_event_kind kind, const char *what)
{
    toll_ledger_filter filter = TOLL_LEDGER_FILTER_ALL;
    toll_ledger_claims claims = {0};
    toll_ledger_row row;
    toll_buffer title = {0}, text = {0}, link = {0};
    serve_entry entry = {.updated = moment, .kind = toll_event_kind_name(kind)};
    filter.id = claim, filter.rejected = true, filter.limit = 1;
    toll_status status = TOLL_END;
    for (int before = kind == TOLL_EVENT_WITHDRAW; before < 2 && status == TOLL_END; before++) {
        toll_ledger_claims_close(&claims);
        filter.as_of = moment - before;
        status = toll_ledger_claims_open(&claims, r->reader->ledger, &filter, &r->error);
        if (status >= 0) status = toll_ledger_claims_next(&row, &claims, &r->error);
    }
    if (status == TOLL_OK) {
        add_title(&title, r, &row, what);
        toll_view_add_plain(
            &text, toll_text_head(page_cut(&row, row.claim.sentence.len ? row.claim.sentence : row.claim.quantity.span), TEXT_MOST));
        toll_buffer_printf(&link, "/c/%s", claim);
        snprintf(entry.id, sizeof entry.id, "%s:%" PRId64, claim, moment);
        entry.title = copy(r, &title), entry.text = copy(r, &text), entry.link = copy(r, &link);
        if (!entry.title || !entry.text || !entry.link || !serve_feed_add(feed, &entry)) status = no_memory(r);
    }
    toll_ledger_claims_close(&claims);
    toll_buffer_free(&title), toll_buffer_free(&text), toll_buffer_free(&link);
    return status < 0 ? status : TOLL_OK;
}

static const char *words_for(toll_event_kind kind, toll_ledger_action action)
{
    static const char *const words[] = {"New", "Read otherwise", "Withdrawn"};
    static const char *const decisions[] = {"Left or taken back", "Accepted", "Corrected", "Rejected"};
    return kind == TOLL_EVENT_DECIDE ? decisions[action] : words[kind];
}

/* --- the newest changes */
static toll_status nth_newest(int64_t *out, serve_request *r, const char *sql)
{
    toll_rows *rows;
    *out = 0;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, sql, &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, SERVE_FEED_READINGS);
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK) *out = toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_feed_since(int64_t *out, serve_request *r)
{
    int64_t reading, decision = 0;
    toll_status status = nth_newest(&reading, r, "SELECT recorded_at FROM reading ORDER BY id DESC LIMIT 1 OFFSET ?1");
    if (status >= 0) status = nth_newest(&decision, r, "SELECT recorded_at FROM decision ORDER BY id DESC LIMIT 1 OFFSET ?1");
    *out = reading > decision ? reading : decision;
    return status;
}

typedef struct change {
    char claim[25];
    int64_t moment;
    toll_event_kind kind;
    toll_ledger_action action;
} change;

typedef struct walk {
    serve_request *r;
    const toll_ledger_filter *filter;
    bool filters; /* anything */
    change ring[SERVE_ENTRIES];
    size_t count;
} walk;

/* Is the claim of an event one that the filters ask for? */
static toll_status fits(bool *out, walk *w, const toll_event *event)
{
    toll_ledger_filter filter = *w->filter;
    toll_ledger_claims claims;
    toll_ledger_row row;
    *out = true;
    if (!w->filters) return TOLL_OK;
    filter.id = event->claim, filter.version = event->version, filter.history = filter.rejected = filter.without_text = true,
    filter.limit = 1;
    toll_status status = toll_ledger_claims_open(&claims, w->r->reader->ledger, &filter, &w->r->error);
    if (status >= 0) status = toll_ledger_claims_next(&row, &claims, &w->r->error);
    toll_ledger_claims_close(&claims);
    *out = status == TOLL_OK;
    return status < 0 ? status : TOLL_OK;
}

static toll_status note(void *context, const toll_event *event)
{
    walk *w = context;
    bool good;
    toll_status status = fits(&good, w, event);
    if (status < 0 || !good) return status;
    change *c = &w->ring[w->count++ % SERVE_ENTRIES];
    *c = (change){.moment = event->seq, .kind = event->kind, .action = event->action};
    memcpy(c->claim, event->claim, sizeof c->claim);
    return TOLL_OK;
}

toll_status serve_feed_claims(serve_request *r)
{
    toll_ledger_filter filter;
    serve_feed feed = {0};
    int64_t since = 0, last;
    toll_status status = serve_filter(r, &filter);
    if (status < 0) return status;
    walk *w = toll_base_zero(1, sizeof *w);
    if (!w) return no_memory(r);
    w->r = r, w->filter = &filter;
    for (size_t i = 0; i < r->query.count; i++) w->filters |= *r->query.items[i].value != '\0';
    status = serve_feed_since(&since, r);
    if (status >= 0) status = toll_ledger_walk_changes(&last, r->reader->ledger, since, UINT64_MAX, note, w, &r->error);
    const size_t count = w->count < SERVE_ENTRIES ? w->count : SERVE_ENTRIES;
    for (size_t i = 0; i < count && status >= 0; i++) {
        const change *c = &w->ring[i];
        status = serve_feed_claim(&feed, r, c->claim, c->moment, c->kind, words_for(c->kind, c->action));
    }
    const bool filters = w->filters;
    toll_base_free(w);
    return serve_feed_end(&feed, r, filters ? "Claims of a search, as they change" : "Claims, as they change", status);
}

/* --- a question */
typedef struct changes {
    change *items;
    size_t count, cap;
} changes;

static toll_status list_revisions(changes *out, serve_request *r, const char *claim)
{
    serve_revisions list;
    toll_status status = serve_revisions_of(&list, r, claim);
    for (size_t i = 0; i < list.count && status >= 0; i++) {
        const serve_revision *it = &list.items[i];
        if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items)) {
            status = no_memory(r);
            break;
        }
        change *c = &out->items[out->count++];
        *c = (change){.moment = it->moment, .kind = it->kind, .action = it->action};
        memcpy(c->claim, claim, sizeof c->claim);
    }
    serve_revisions_free(&list);
    return status;
}

static int compare_changes(const void *a, const void *b)
{
    const change *x = a, *y = b;
    return x->moment < y->moment ? 1 : x->moment > y->moment ? -1 : strcmp(x->claim, y->claim);
}

/* All that happened to the claims of the statements that were said last. */
static toll_status list_changes(changes *out, serve_request *r, toll_reckoning *reckoning, const toll_question *q)
{
    char(*ids)[25] = toll_base_zero(QUESTION_CLAIMS, sizeof *ids);
    size_t count = 0;
    toll_status status = ids ? TOLL_OK : no_memory(r);
    for (uint32_t i = ids ? q->statement_count : 0; i-- > 0 && count < QUESTION_CLAIMS;) {
        toll_statement s;
        if (toll_reckoning_statement(&s, reckoning, q->statements[i]) != TOLL_OK) continue;
        for (uint32_t k = 0; k < s.claim_count && count < QUESTION_CLAIMS; k++)
            memcpy(ids[count++], toll_reckoning_claim(reckoning, s.claims[k])->id, sizeof *ids);
    }
    for (size_t i = 0; i < count && status >= 0; i++) status = list_revisions(out, r, ids[i]);
    if (out->count) qsort(out->items, out->count, sizeof *out->items, compare_changes);
    toll_base_free(ids);
    return status;
}

toll_status serve_feed_question(serve_request *r)
{
    serve_feed feed = {0};
    changes all = {0};
    toll_question q;
    toll_words title = {""};
    toll_ask *ask = serve_ask(r);
    if (!ask) return r->error.code;
    toll_status status = toll_ask_find_question(&q, ask, r->parts[0], QUESTION_STATEMENTS, &r->error);
    if (status == TOLL_END) return serve_fail(r, 404, "there is no question or claim \"%.60s\"", r->parts[0]);
    if (status >= 0) {
        toll_question_title(&title, toll_ask_reckoning(ask), &q);
        status = list_changes(&all, r, toll_ask_reckoning(ask), &q);
    }
    for (size_t i = 0; i < all.count && i < SERVE_ENTRIES && status >= 0; i++) {
        const change *c = &all.items[i];
        status = serve_feed_claim(&feed, r, c->claim, c->moment, c->kind, words_for(c->kind, c->action));
    }
    toll_base_free(all.items);
    return serve_feed_end(&feed, r, title.text, status);
}
