/* Revisions of a claim: what became of it, one after another. */
#ifndef TOLL_SERVE_REVISION_H
#define TOLL_SERVE_REVISION_H

#include "inside.h"
#include "ledger/changes.h"

/* The nth thing that happened to a claim: it was read, read otherwise, is not read any more, or somebody decided on it. A ledger only grows, so the
 * nth stays the nth. Texts live as long as the request. */
typedef struct serve_revision {
    int64_t moment;
    toll_event_kind kind;
    uint64_t row, version, document;     /* the record it is about, where that stands */
    int64_t decision;                    /* of DECIDE, as what follows; 0 = none */
    toll_ledger_action action;
    const char *reviewer, *reason, *payload;
    bool made;                           /* the decision by which a reviewer's own claim began to stand */
} serve_revision;

typedef struct serve_revisions {
    serve_revision *items;
    size_t count, cap;
} serve_revisions;

/* All of a claim's, over all documents with its text, as far as the request's `as_of`; 404 where the ledger never held it. Free in any case. */
toll_status serve_revisions_of(serve_revisions *out, serve_request *r, const char *id);
void serve_revisions_free(serve_revisions *list);
/* "3", of `count`; 404 where there is none. */
toll_status serve_revision_named(size_t *out, serve_request *r, const serve_revisions *list, const char *number);
/* revision_state.c. The claim as it stood when the revision was made; where that took it away (*gone),
 * as it stood just before. Close `claims` afterwards. */
toll_status serve_revision_row(
    toll_ledger_row *out, bool *gone, toll_ledger_claims *claims, serve_request *r, const char *id, const serve_revision *revision);
/* Its sentence, made of its own document alone; "" where there is none. */
toll_status serve_revision_say(char *out, size_t cap, serve_request *r, const toll_ledger_row *row, const serve_revision *revision);
/* differences.c: what a reader of one sees otherwise in the other: "figure", "whose loss" ..., NULL at the end. */
enum { SERVE_DIFFERENCES = 20 };
void serve_differences(const char *out[SERVE_DIFFERENCES], const toll_ledger_row *a, const toll_ledger_row *b);

#endif
