/* Asking a ledger's reckoning, wherever it is: in the ledger's tables or, as of another moment, in memory. Both give the same answers. */
#ifndef TOLL_RECKON_ASK_H
#define TOLL_RECKON_ASK_H

#include <tollbook/ledger.h>
#include <tollbook/reckon.h>
#include <tollbook/series.h>

typedef struct toll_ask {
    toll_ledger *ledger;     /* borrowed */
    toll_kept *kept;         /* NULL: all is in `memory` */
    toll_reckoning *memory;
    toll_series_list tables; /* of `memory`: what was imported by then */
    size_t at;               /* how far an answer from memory has come */
    size_t relay_count;
    toll_relay *relays;
    uint64_t least;
    uint32_t codes;
    char question[18];       /* only findings on this one; "" = all */
} toll_ask;

/* `as_of` 0 = now. What `options` points to, and the ledger, must outlive it. Close in any case. */
toll_status toll_ask_open(toll_ask *out, toll_ledger *ledger, const toll_kept_options *options, int64_t as_of, toll_error *error);
void toll_ask_close(toll_ask *ask);

/* The reckoning that what was asked for is in. Another one after each of the calls below. */
toll_reckoning *toll_ask_reckoning(toll_ask *ask);
/* Each gives TOLL_OK, TOLL_END where there is none (or no more), or an error. */
toll_status toll_ask_find_claim(uint32_t *out, toll_ask *ask, const char *id, toll_error *error);   /* a leading 's' is a statement's */
/* By its id or that of a claim on it; `most`: the statements said last; 0 = all. */
toll_status toll_ask_find_question(toll_question *out, toll_ask *ask, const char *id, uint64_t most, toll_error *error);
toll_status toll_ask_find_claimant(toll_ask *ask, const char *claimant, toll_error *error);
toll_status toll_ask_findings_begin(toll_ask *ask, uint32_t codes, const char *question, toll_error *error);
/* Behind the one with this code, id and drift; NULL = from the first. */
toll_status toll_ask_findings_after(toll_ask *ask, uint32_t codes, const char *question, const toll_finding *after, toll_error *error);
toll_status toll_ask_findings_next(toll_finding *out, toll_ask *ask, toll_error *error);
toll_status toll_ask_questions_begin(toll_ask *ask, uint64_t least, toll_error *error);
toll_status toll_ask_questions_after(toll_ask *ask, uint64_t least, const char *after, toll_error *error);   /* an id; NULL = from the first */
toll_status toll_ask_questions_next(toll_question *out, toll_ask *ask, toll_error *error);
toll_status toll_ask_relays_begin(toll_ask *ask, const char *claimant, const char *outlet, toll_error *error);
toll_status toll_ask_relays_next(toll_relay *out, toll_ask *ask, toll_error *error);

/* ask_claimants.c: those whose figures somebody carries, the most carried first; `claimant` NULL = all. Free in any case. */
typedef struct toll_teller {
    const char *id;
    int64_t claims, outlets;
} toll_teller;
typedef struct toll_tellers {
    toll_teller *items;
    size_t count;
    void *memory;            /* inside */
} toll_tellers;
toll_status toll_ask_claimants(toll_tellers *out, toll_ask *ask, const char *claimant, toll_error *error);
void toll_tellers_free(toll_tellers *list);

#endif
