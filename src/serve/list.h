/* Lists and their pages: what the API and the pages share (list.c). */
#ifndef TOLL_SERVE_LIST_H
#define TOLL_SERVE_LIST_H

#include "inside.h"

typedef struct serve_list serve_list;
typedef void serve_list_show(serve_list *list);   /* list->row, to list->r->out */

struct serve_list {
    serve_request *r;
    uint64_t limit;          /* rows of a page */
    uint64_t least;          /* questions: where the request does not say it; 0 = 1 */
    uint64_t claim_row;      /* decisions: only on this claim; 0 = all */
    bool first;              /* decisions: from the newest on, whatever the request's `after` is of */
    /* out */
    uint64_t count, skipped;
    const char *cursor;      /* where the next page begins; NULL = these were all */
    union {
        toll_ledger_row claim;
        toll_ledger_version version;
        toll_ledger_source name;
        toll_question question;
        toll_finding finding;
        toll_relay relay;
        serve_decided decided;
    } row;
    union {
        toll_ledger_claims claims;
        toll_ledger_versions versions;
        toll_ledger_sources names;
        toll_rows *decided;
        toll_ask *ask;
    } of;
    serve_list_show *show_json;
    void *context;           /* of whoever shows */
};

typedef struct serve_list_kind {
    toll_status (*open)(serve_list *list);
    toll_status (*next)(serve_list *list);
    const char *(*place)(serve_list *list);   /* where the row stands; NULL: how many came before */
    void (*close)(serve_list *list);
} serve_list_kind;

extern const serve_list_kind serve_claims, serve_documents, serve_names, serve_questions, serve_findings, serve_relays, serve_decisions;

toll_status serve_walk(serve_list *list, const serve_list_kind *kind, serve_list_show *show);
/* All of a JSON answer: {"name":[..],"next":..,"why":..}. */
toll_status serve_answer_list(serve_list *list, const serve_list_kind *kind, const char *name, serve_list_show *show, const char *why);
const char *serve_key_cursor(serve_request *r, const toll_ledger_key *key);

#endif
