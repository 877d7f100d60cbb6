/* What changed in a ledger, one after another in the order it came to know it: for those who keep a copy of it. A moment's number (its `seq`) rises
 * strictly, so whoever remembers the last one misses nothing. */
#ifndef TOLL_LEDGER_CHANGES_H
#define TOLL_LEDGER_CHANGES_H

#include <tollbook/ledger.h>

typedef enum toll_event_kind {
    TOLL_EVENT_INSERT,       /* a claim that its document did not hold before */
    TOLL_EVENT_REVISE,       /* the claim is read otherwise: another value in the same words */
    TOLL_EVENT_WITHDRAW,     /* the document, or the engine that reads it, does not say it any more */
    TOLL_EVENT_DECIDE,       /* a person decided on it */
    TOLL_EVENT_COUNT
} toll_event_kind;

/* Texts live until the visit ends. */
typedef struct toll_event {
    int64_t seq;             /* the moment: microseconds since 1970 */
    toll_event_kind kind;
    char claim[25];
    uint64_t version;        /* of the document that it stands in */
    toll_text document, words;       /* name; the figure's words */
    toll_ledger_action action;       /* DECIDE, as what follows; absent = none */
    toll_text reviewer, payload, reason;
} toll_event;

/* TOLL_OK goes on; TOLL_UNCHANGED ends the walk at once, an error ends it and is what it returns. */
typedef toll_status toll_event_visit(void *context, const toll_event *event);

/* Events after `since`, until `most` are reached and the moment they belong to is over. *last is the moment to go on behind. TOLL_OK: there may be
 * more; TOLL_END: these were all; or an error. Costs one look-up a reading, and the claims of those that changed. */
toll_status toll_ledger_walk_changes(int64_t *last, toll_ledger *ledger, int64_t since, uint64_t most, toll_event_visit *visit, void *context,
                                     toll_error *error);
const char *toll_event_kind_name(toll_event_kind kind);

#endif
