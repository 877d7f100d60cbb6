/* The ledger: documents, their claims and the decisions of reviewers, kept in one file.
 *
 * Nothing in a ledger is overwritten or deleted. A changed text is a new version; what another engine reads replaces the earlier proposals, which
 * stay and say until when they stood; a decision is an entry of its own, and what a person decided stands whatever an engine reads later.
 * So every question can be asked as of a moment of the past. Times are microseconds since 1970-01-01 UTC and rise strictly.
 * Each document is stored whole or not at all: a program killed at any moment loses at most the document in hand.
 * A handle belongs to one thread at a time; any number of programs may read a ledger while one writes. */
#ifndef TOLLBOOK_LEDGER_H
#define TOLLBOOK_LEDGER_H

#include "claim.h"
#include "document.h"
#include "engine.h"
#include "status.h"

#include <stdbool.h>

typedef struct toll_ledger toll_ledger;

typedef enum toll_ledger_mode { TOLL_LEDGER_READ, TOLL_LEDGER_WRITE } toll_ledger_mode;

typedef struct toll_ledger_options {
    size_t size;             /* sizeof(toll_ledger_options) */
    const char *path;        /* the file; NULL = "tollbook.db" */
    toll_ledger_mode mode;   /* WRITE makes a ledger where there is none and brings an older one up to date */
    uint32_t busy_ms;        /* how long to wait for another program that writes; 0 = 5000 */
    int64_t now;             /* the time to record; 0 = the system's clock */
    uint32_t page_limit;     /* largest size in pages of 4096 bytes; 0 = none */
    bool mapped;             /* READ: the file is read in place, not page by page into memory of the program's own, which takes a fifth less time. While
                                it is, no other program may cut the file short: the system ends whoever reads what is no longer there */
    uint32_t batch;          /* documents that toll_ledger_add stores with one transaction; 0 = 1. Many are faster, and what is lost when the
                                program ends before its time, or the ledger refuses, is at most the batch in hand */
} toll_ledger_options;

/* Is it a file, and not an address on a server? */
bool toll_ledger_is_file(const char *path);

/* Fails with TOLL_E_BUSY where the ledger is locked, full, read-only, unreachable, of a newer schema or no ledger at all. */
toll_status toll_ledger_open(toll_ledger **out, const toll_ledger_options *options, toll_error *error);
/* NULL is allowed. Brings the word index up to date; what was added stands either way. */
void toll_ledger_close(toll_ledger *ledger);

/* --- adding. First ask whether the document needs reading, then read it, then add it. */
typedef enum toll_ledger_change {
    TOLL_LEDGER_UNCHANGED,   /* this text with this metadata was already read by this engine and these tables, or by a newer engine */
    TOLL_LEDGER_INSERTED,    /* a document the ledger did not know */
    TOLL_LEDGER_NEW_VERSION, /* a known document with another text or more or other metadata */
    TOLL_LEDGER_REREAD,      /* a known version read by another engine or other tables */
    TOLL_LEDGER_CHANGE_COUNT
} toll_ledger_change;

/* Says whether `document` needs reading by this engine: TOLL_OK, or TOLL_UNCHANGED where adding it would change nothing. What the caller does not know
 * of it (title, outlet, url, published) is filled in from the ledger; those texts live until the next call on the ledger. */
toll_status toll_ledger_consult(toll_document *document, toll_ledger *ledger, const char *engine, const char *tables, toll_error *error);

/* Is there a version of the document already? The batch in hand counts. */
toll_status toll_ledger_knows(bool *out, toll_ledger *ledger, const toll_document *document, toll_error *error);

/* Stores the document and its claims in one transaction, or with its batch (toll_ledger_options.batch). `claims` are those of the document as toll_ledger_consult completed it.
 * Returns TOLL_OK or TOLL_UNCHANGED; `change` (may be NULL) says what happened. */
toll_status toll_ledger_add(toll_ledger_change *change, toll_ledger *ledger, const toll_document *document, const toll_claim *claims, size_t claim_count,
                            const char *engine, const char *tables, toll_error *error);

/* Documents added but not yet stored for good: their batch is not full. Every other call on the ledger stores them first. */
uint32_t toll_ledger_pending(const toll_ledger *ledger);
toll_status toll_ledger_flush(toll_ledger *ledger, toll_error *error);

/* Brings the index that `text` filters use up to date; toll_ledger_add does so now and then, and toll_ledger_close at the end. A query is exact
 * without it, only slower. */
toll_status toll_ledger_index(toll_ledger *ledger, toll_error *error);

/* --- decisions */
typedef enum toll_ledger_action {
    TOLL_LEDGER_PROPOSED,    /* nobody has decided; as an action: takes the earlier decision back */
    TOLL_LEDGER_ACCEPTED, TOLL_LEDGER_CORRECTED, TOLL_LEDGER_REJECTED,
    TOLL_LEDGER_ACTION_COUNT
} toll_ledger_action;

typedef struct toll_ledger_decision {
    uint64_t row;            /* the claim's row as the reviewer saw it (toll_ledger_row.row) */
    toll_ledger_action action;
    const char *reviewer;    /* who decided; required */
    const char *payload;     /* JSON: the corrected fields, required for CORRECTED; NULL = none */
    const char *reason;      /* in the reviewer's words; NULL = none */
    const int64_t *seen;     /* the newest decision on the claim that the reviewer knew of, 0 = none; NULL = this is not compared */
} toll_ledger_decision;

/* TOLL_UNCHANGED: somebody decided on the claim after what was `seen`, and nothing was written. It is compared in the transaction that writes, so
 * that no other program's decision comes between. */
toll_status toll_ledger_decide(toll_ledger *ledger, const toll_ledger_decision *decision, toll_error *error);
/* Several at one moment, in one transaction: all of them or none. */
toll_status toll_ledger_decide_all(toll_ledger *ledger, const toll_ledger_decision *decisions, size_t count, toll_error *error);

/* A claim that a person makes from the words of a document. It stands by the decision that accepts it, whatever is read later, as long as the
 * document says the same text; taking that decision back takes the claim away, and whoever decides anew brings it back. */
typedef struct toll_ledger_making {
    uint64_t version;        /* the standing version of a document */
    const toll_claim *claim; /* its id set (toll_claim_sign) */
    const char *reviewer;    /* who makes it; required */
    const char *reason;      /* in the reviewer's words; NULL = none */
} toll_ledger_making;

#define TOLL_LEDGER_BY_HAND "by hand"   /* the engine of such a claim's reading */

/* TOLL_END: there is no such version, or it does not stand any more; TOLL_UNCHANGED: there is a claim on these words already. In both cases
 * nothing was written. Every span is held against the stored text. */
toll_status toll_ledger_make(uint64_t *row, toll_ledger *ledger, const toll_ledger_making *making, toll_error *error);
const char *toll_ledger_action_name(toll_ledger_action action);

/* --- asking. */
/* Where a row stands in the order of claims: document, place in the text, row. */
typedef struct toll_ledger_key {
    uint64_t version, off, row;
} toll_ledger_key;

typedef struct toll_ledger_filter {
    size_t size;             /* sizeof(toll_ledger_filter) */
    const char *side;        /* whose loss: "UKR"; NULL = any, here and below */
    uint32_t outcomes;       /* bits 1u << TOLL_OUTCOME_...; 0 = any */
    const char *claimant;    /* institution: "rus-mod" */
    const char *outlet;      /* letter case of ASCII does not matter, here and in `place` */
    const char *place;       /* the word as written, the gazetteer's name or its id */
    const char *text;        /* words that must all stand in the claim's sentence (documents: in the text); "in quotes" for a phrase, word* for a prefix */
    const char *document;    /* name */
    uint64_t version;        /* one version of a document (toll_ledger_key.version); 0 = any */
    const char *id;          /* claim id, 24 hex digits */
    uint64_t row;            /* only this record of the claim `id`, which spares looking for them; 0 = any */
    toll_day from, to;       /* claims whose period meets these days; without a period the day it was said, without that the publication date.
                                Documents: the publication date */
    int64_t as_of;           /* what the ledger knew then; 0 = what it knows now */
    uint64_t limit;          /* 0 = none */
    toll_ledger_key after;   /* only rows after this one; zeros = from the start */
    bool rejected;           /* also claims that a person rejected */
    bool history;            /* every version and every reading, superseded ones too */
    bool without_text;       /* leave document.text absent: faster where the words are not needed */
    bool figures;            /* only claims whose figure, or an end of whose range, lies from `least` to `most` */
    double least, most;
} toll_ledger_filter;

#define TOLL_LEDGER_FILTER_ALL {.size = sizeof(toll_ledger_filter), .from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN}

/* Claims in the order documents came, and within each in the order of the text. Everything in a row lives until the next one. */
typedef struct toll_ledger_row {
    toll_claim claim;
    toll_document document;
    char sha256[65];         /* of the document's text */
    uint64_t row;            /* names this record of the claim for ever; the claim's id names the claim in every reading */
    toll_ledger_key key;
    const char *engine, *tables;   /* what read it */
    int64_t recorded_at;
    int64_t superseded_at;   /* 0 = it stands */
    toll_ledger_action decision;
    const char *reviewer;    /* who decided; NULL = nobody */
    toll_text payload;       /* the corrected fields as JSON; absent = none. `claim` is the claim as it was read */
} toll_ledger_row;

/* An iterator is a value; its status is sticky: after an error or the end it gives the same answer again. */
typedef struct toll_ledger_claims {
    toll_status status;
    struct toll_ledger_cursor *cursor;
} toll_ledger_claims;

toll_status toll_ledger_claims_open(toll_ledger_claims *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_ledger_claims_next(toll_ledger_row *out, toll_ledger_claims *claims, toll_error *error);   /* TOLL_OK, TOLL_END */
void toll_ledger_claims_close(toll_ledger_claims *claims);

/* Versions of documents, in the order they came. A filter on claims (side, outcomes, claimant, place, id) gives documents that hold such a claim. */
typedef struct toll_ledger_version {
    uint64_t id, document_id;
    uint32_t number;         /* 1 for the first version of its document */
    toll_document document;  /* its text only where the filter does not say without_text */
    char sha256[65];
    uint64_t text_len;       /* bytes */
    uint64_t claim_count;    /* in the reading that stood at `as_of` */
    const char *engine, *tables;
    int64_t recorded_at;
    int64_t superseded_at;   /* 0 = it stands */
} toll_ledger_version;

typedef struct toll_ledger_versions {
    toll_status status;
    struct toll_ledger_cursor *cursor;
} toll_ledger_versions;

toll_status toll_ledger_versions_open(toll_ledger_versions *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_ledger_versions_next(toll_ledger_version *out, toll_ledger_versions *versions, toll_error *error);
void toll_ledger_versions_close(toll_ledger_versions *versions);

/* Everyone whose word stands behind or passes on a claim: claimants, relayers and outlets, most claims first within each role. */
typedef enum toll_ledger_part { TOLL_LEDGER_CLAIMANT, TOLL_LEDGER_RELAYER, TOLL_LEDGER_OUTLET, TOLL_LEDGER_PART_COUNT } toll_ledger_part;

typedef struct toll_ledger_source {
    toll_ledger_part part;
    const char *name;        /* id, else the words; NULL = claims whose claimant no words name */
    const char *side, *kind; /* of claimants; NULL = unknown */
    uint64_t claim_count, document_count;
    toll_day first, last;    /* days of those claims, as the filters `from` and `to` see them */
} toll_ledger_source;

typedef struct toll_ledger_sources {
    toll_status status;
    struct toll_ledger_cursor *cursor;
} toll_ledger_sources;

toll_status toll_ledger_sources_open(toll_ledger_sources *out, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error);
toll_status toll_ledger_sources_next(toll_ledger_source *out, toll_ledger_sources *sources, toll_error *error);
void toll_ledger_sources_close(toll_ledger_sources *sources);
const char *toll_ledger_part_name(toll_ledger_part part);

/* --- verifying */
typedef struct toll_ledger_proof {
    uint64_t texts, bytes;   /* stored texts whose hash was computed again */
    uint64_t readings, claims, spans;   /* read again against those bytes */
} toll_ledger_proof;

/* Re-reads everything, superseded readings too. TOLL_E_EVIDENCE on the first difference; `where` names the document, the message the claim, the
 * field and the byte. */
toll_status toll_ledger_verify(toll_ledger_proof *out, toll_ledger *ledger, toll_error *error);

/* --- examining: how a ledger is, without reading its evidence */
typedef struct toll_ledger_health {
    uint64_t documents, claims;   /* that stand */
    uint64_t outdated;       /* documents whose standing reading is by another engine or other tables, and not confirmed by these */
    bool structure_checked;  /* a server checks its own files */
    char fault[256];         /* the first thing the database finds wrong with its pages or indexes; "" = nothing */
} toll_ledger_health;

/* `engine` and `tables` are those that would read today (toll_engine_version, toll_engine_tables). Costs some seconds for a million claims. */
toll_status toll_ledger_examine(toll_ledger_health *out, toll_ledger *ledger, const char *engine, const char *tables, toll_error *error);

/* --- figures: "220", "200..250", ">800", ">=800", "<10", "12,730", "1..". False where it is none of them. Claims with no number have no figure. */
bool toll_ledger_figures_parse(toll_ledger_filter *out, toll_text text);

/* --- moments: "2023-01-04" is the end of that day (UTC), "2023-01-04T12:30:00Z" that second's end. False where it is neither. */
bool toll_ledger_time_parse(int64_t *out, toll_text text);
size_t toll_ledger_time_format(char out[32], int64_t time);   /* 2023-01-04T12:30:00.123456Z; "" for 0 */

#endif
