/* What the files of `tollbook add` share: a document on its way, and the run it belongs to. */
#ifndef TOLL_CLI_ADD_H
#define TOLL_CLI_ADD_H

#include "ledger.h"

typedef struct toll_add_slot {
    toll_source_parcel parcel;
    toll_document document; /* completed by what the ledger knows */
    bool late;              /* a page: its text is only there when it was read, so the ledger is asked after that */
    toll_buffer known;      /* owns what was completed */
    toll_run *run;
    toll_reading reading;
    toll_status status; /* TOLL_UNCHANGED: nothing to read; TOLL_END: skipped */
    bool idle;          /* no claim in it, which `skipped` takes for a reason to leave it out */
    toll_cli_skipped skipped;
    toll_buffer packed; /* the page's bytes, to be kept beside the text */
    toll_error error, remark;
} toll_add_slot;

typedef struct toll_addition {
    const toll_cli_adding *asked;
    toll_source *source;
    toll_engine *engine;
    toll_ledger *ledger;
    uint64_t changes[TOLL_LEDGER_CHANGE_COUNT], claims, lost;
    uint64_t stored[TOLL_LEDGER_CHANGE_COUNT], stored_claims; /* of these, what no longer waits for its batch */
    uint64_t stored_documents;
    size_t skips[TOLL_SKIP_COUNT]; /* behind the source */
    size_t named;                  /* of these */
    uint64_t twins;                /* near-duplicates of others, whether these came now or long ago */
    uint64_t drained;              /* documents, in the order of the input; those of an earlier run count */
    bool passing;                  /* going past what an earlier run put in */
    toll_cli_progress progress;
    toll_cli_journal journal;
    toll_error broken; /* what ended it before its time */
} toll_addition;

/* --- add_slot.c. An error that is the ledger's, not the document's: nothing more can be stored. */
bool toll_add_is_of_the_ledger(toll_status status);
/* What the ledger knows of the document: whether it needs reading, and what was said of it before. */
void toll_add_consult(toll_addition *it, toll_add_slot *s);
/* A page is read before the ledger is asked. Where the ledger knows more of it than the page itself, it is read again with that. */
void toll_add_consult_late(toll_addition *it, toll_add_slot *s);
/* Reads it; for the pool. */
void toll_add_work(void *context, void *element, unsigned worker);
/* TOLL_END for an idle document, unless the ledger knows it: then it says now what it said not before, or no more. */
void toll_add_leave_out(toll_addition *it, toll_add_slot *s);
/* Stores it with its claims, and of a page the page beside the text that was taken from it, with the way back. */
toll_status toll_add_store(toll_ledger_change *change, toll_addition *it, toll_add_slot *s);

#endif
