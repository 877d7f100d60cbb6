/* In: kinds of findings, perhaps a question. Out: what the claims that came or changed last say of one another, as a feed. A finding's entry has
 * the finding's own id, and is as new as the newest claim that it is about; so it comes again where one of them is read otherwise. */
#include <stdio.h>

#include "feed.h"
#include "list.h"

enum { QUESTIONS_MOST = 20 };

typedef struct newest {
    char claims[SERVE_ENTRIES][25];
    size_t count;
} newest;

static toll_status note(void *context, const toll_event *event)
{
    newest *n = context;
    memcpy(n->claims[n->count++ % SERVE_ENTRIES], event->claim, 25);
    return TOLL_OK;
}

/* When the claim's record came. */
static toll_status moment_of(int64_t *out, serve_request *r, uint64_t row)
{
    toll_rows *rows;
    toll_status status = toll_rows_open(&rows, r->reader->ledger, "SELECT recorded_at FROM reading WHERE id = ?1", &r->error);
    if (status < 0) return status;
    toll_rows_bind_integer(rows, 1, (int64_t)(row >> 24));
    status = toll_rows_next(rows, &r->error);
    if (status == TOLL_OK && toll_rows_integer(rows, 0) > *out) *out = toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status add_finding(serve_feed *feed, serve_request *r, toll_reckoning *reckoning, const toll_finding *f)
{
    char text[2048], link[160], title[160];
    toll_status status = TOLL_OK;
    serve_entry entry = {.kind = toll_finding_code_name(f->code)};
    for (uint32_t i = 0; i < f->claim_count && status >= 0; i++)
        status = moment_of(&entry.updated, r, toll_reckoning_claim(reckoning, f->claims[i])->row);
    if (status < 0) return status;
    toll_finding_reason(text, sizeof text, reckoning, f);
    snprintf(title, sizeof title, "%s", toll_view_finding_title(f->code));
    snprintf(link, sizeof link, "/c/%s", f->claim_count ? toll_reckoning_claim(reckoning, f->claims[f->claim_count - 1])->id : "");
    if (!f->claim_count) snprintf(link, sizeof link, "/findings?code=%s", entry.kind);
    snprintf(entry.id, sizeof entry.id, "finding:%s:%u", f->id, f->drift);
    entry.text = toll_arena_string(&r->memory, text, strlen(text)), entry.link = toll_arena_string(&r->memory, link, strlen(link));
    entry.title = toll_arena_string(&r->memory, title, strlen(title));
    if (entry.text && entry.link && entry.title && serve_feed_add(feed, &entry)) return TOLL_OK;
    return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this feed");
}

static toll_status add_question(serve_feed *feed, serve_request *r, toll_ask *ask, uint32_t codes, const char *question)
{
    toll_finding f;
    size_t most = SERVE_ENTRIES;
    toll_status status = toll_ask_findings_begin(ask, codes, question, &r->error);
    while (status >= 0 && most-- && (status = toll_ask_findings_next(&f, ask, &r->error)) == TOLL_OK)
        status = add_finding(feed, r, toll_ask_reckoning(ask), &f);
    return status < 0 ? status : TOLL_OK;
}

/* The questions of the newest claims. */
static toll_status list_questions(char (*out)[18], size_t *count, serve_request *r, toll_ask *ask)
{
    newest *n = toll_base_zero(1, sizeof *n);
    int64_t since = 0, last;
    if (!n) return toll_error_set(&r->error, TOLL_E_MEMORY, "", "not enough memory for this feed");
    toll_status status = serve_feed_since(&since, r);
    if (status >= 0) status = toll_ledger_walk_changes(&last, r->reader->ledger, since, UINT64_MAX, note, n, &r->error);
    const size_t held = n->count < SERVE_ENTRIES ? n->count : SERVE_ENTRIES;
    for (size_t i = 0; i < held && *count < QUESTIONS_MOST && status >= 0; i++) {
        uint32_t claim;
        char question[18] = "";
        status = toll_ask_find_claim(&claim, ask, n->claims[(n->count - 1 - i) % SERVE_ENTRIES], &r->error);
        if (status == TOLL_OK) toll_reckoning_question_id(question, toll_ask_reckoning(ask), claim);
        bool known = !*question;
        for (size_t k = 0; k < *count && !known; k++) known = !strcmp(out[k], question);
        if (!known) memcpy(out[(*count)++], question, sizeof question);
    }
    toll_base_free(n);
    return status < 0 ? status : TOLL_OK;
}

toll_status serve_feed_findings(serve_request *r)
{
    serve_feed feed = {0};
    uint32_t codes;
    char questions[QUESTIONS_MOST][18];
    size_t count = 0;
    const char *question = serve_param(r, "question");
    toll_status status = serve_codes(r, &codes);
    toll_ask *ask = status >= 0 ? serve_ask(r) : NULL;
    if (!ask) return status < 0 ? status : r->error.code;
    if (!question) status = list_questions(questions, &count, r, ask);
    else status = add_question(&feed, r, ask, codes, question);
    for (size_t i = 0; i < count && status >= 0; i++) status = add_question(&feed, r, ask, codes, questions[i]);
    return serve_feed_end(&feed, r, "Findings, as they come", status);
}
