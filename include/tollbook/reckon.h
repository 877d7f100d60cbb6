/* The reckoning: claims of many documents laid against one another. In: documents with their claims, in any order. Out: statements (all
 * claims that go back to one utterance), questions (what is being counted) and findings (checked relations with their reasons).
 *
 * Nothing here says who is right: figures of several claimants are never summed, averaged or merged. The same claims give the same
 * answers in whatever order they are added. Adding a document costs by its own claims and by what they touch, not by all that is there. A
 * reckoning belongs to one thread. Indexes of claims count from 0 in the order of adding and stay; everything else lives until the next
 * settling. */
#ifndef TOLLBOOK_RECKON_H
#define TOLLBOOK_RECKON_H

#include "claim.h"
#include "document.h"
#include "ledger.h"
#include "status.h"

#include <stdbool.h>

typedef struct toll_reckoning toll_reckoning;

/* What vague words allow: `strict` as the annotation guide has it (hundreds: 200 to 999); `acled` with ACLED's lower ends (hundreds: from
 * 100). */
typedef enum toll_policy { TOLL_POLICY_STRICT, TOLL_POLICY_ACLED } toll_policy;

/* The place that holds a place (a town's region, a region's country): an id, or a name where the gazetteer has none. NULL = unknown. */
typedef const char *toll_reckon_parent(void *context, const char *place);

/* What an id is called where people read: the side RUS is "Russia" alone and "Russian" before a noun, the claimant rus-mod "Russian defence
 * ministry"; what a category of things is called where there are many of them ("power plants and lines").
 * Written into `out`, cut where it is too long; false where nothing but the id is known. */
typedef enum toll_name_form { TOLL_NAME_ALONE, TOLL_NAME_BEFORE, TOLL_NAME_MANY } toll_name_form;
typedef bool toll_reckon_name(void *context, char *out, size_t size, const char *id, toll_name_form form);

/* A day that the world knows: "the invasion of Ukraine began" on 2022-02-24. */
typedef struct toll_known_day {
    const char *name;
    toll_day day;
} toll_known_day;

typedef struct toll_reckon_options {
    size_t size;             /* sizeof(toll_reckon_options) */
    toll_policy policy;
    toll_reckon_parent *parent;
    toll_reckon_name *name;  /* NULL = ids stand for themselves */
    void *context;           /* of `parent` and `name` */
    const toll_known_day *known;
    size_t known_count;
} toll_reckon_options;

toll_status toll_reckoning_open(toll_reckoning **out, const toll_reckon_options *options, toll_error *error);
void toll_reckoning_close(toll_reckoning *reckoning);

/* Copies what it needs. A document's name and text are the document: adding the same again is TOLL_UNCHANGED. A text that is absent
 * costs the checks that read words (superlatives, dates, near-duplicates). */
toll_status toll_reckoning_add(toll_reckoning *reckoning, const toll_document *document, const toll_claim *claims, size_t count, toll_error *error);
/* A person's word on links: `claim` goes back to the same utterance as `with` (both ids), whatever the rules say; or, with NULL, it stands
 * alone. Say it before the documents are settled. */
toll_status toll_reckoning_decide(toll_reckoning *reckoning, const char *claim, const char *with, toll_error *error);
/* Brings statements, questions and findings up to date with what was added. */
toll_status toll_reckoning_settle(toll_reckoning *reckoning, toll_error *error);

/* --- claims and documents as the reckoning keeps them. Strings are interned: equal ones are the same pointer; NULL = unknown. */
typedef struct toll_reckoned_document {
    const char *name, *outlet;
    toll_day published;
    uint32_t first, count;       /* its claims */
    uint32_t twin;               /* the document of which it is a near-duplicate (itself where it is none): same text, syndicated or reworked */
    double likeness;             /* estimated share of five-word runs in common with `twin`; 1 for itself */
    uint64_t version;            /* its row in the ledger; 0 = none */
} toll_reckoned_document;

typedef struct toll_reckoned_claim {
    char id[25];
    uint8_t zone, qualifier, unit, outcome, class_, modality, verified, stake, period_kind, basis;
    bool lede;                   /* in the first sentence of the body that holds a claim */
    bool place_carried;          /* the place stands with another claim on the same event in the document */
    bool part;                   /* beside a larger figure of the same sentence that counts the same: "83 of them"; never compared with a whole */
    bool superlative;            /* "record", "the highest since March" and the like stand with the figure */
    bool addition;               /* "a further", "another" stand with the figure */
    bool company;                /* things are counted in its sentence */
    bool moved;                  /* its sentence says that it came in the place of another: "raised to", "up from" */
    bool former;                 /* its sentence calls it the one before: "the previous toll", "up from 500" */
    bool bare;                   /* names nobody, behind a figure of some kind of people: whether it is of them too is open */
    uint8_t chain_count, alternative_count;
    uint32_t document, off, sentence;
    uint32_t sentence_len;
    double point, low, high;
    const char *words;           /* the quantity as written; "91 (corrected: 92)" where a person corrected it */
    const char *claimant_words, *claimant, *claimant_side, *claimant_kind;
    const char *house;           /* whose knowledge: the side for institutions of a side, else the institution or person */
    const char *side, *category;
    const char *place_words, *place, *place_name, *precision;
    const char *chain;           /* relayers, nearest to the claimant first, separated by " > " */
    const char *alternatives;    /* other readings of the claimant, separated by " or " */
    const char *with;            /* a person's word: "alone", or the id of a claim of the same utterance; NULL = nobody's */
    uint64_t row;                /* in the ledger; 0 = none */
    double lat, lon;
    double confidence;
    toll_day stated, from, to;
    toll_day since;              /* of a superlative: the last day before those that it is about; unknown = all days */
} toll_reckoned_claim;

uint32_t toll_reckoning_claim_count(const toll_reckoning *reckoning);
uint32_t toll_reckoning_document_count(const toll_reckoning *reckoning);
const toll_reckoned_claim *toll_reckoning_claim(const toll_reckoning *reckoning, uint32_t index);
const toll_reckoned_document *toll_reckoning_document(const toll_reckoning *reckoning, uint32_t index);
/* The first claim with this id; UINT32_MAX = none. */
uint32_t toll_reckoning_find(const toll_reckoning *reckoning, const char *id);

/* --- statements */
typedef enum toll_drift {
    TOLL_DRIFT_QUALIFIER = 1, TOLL_DRIFT_NUMBER = 2, TOLL_DRIFT_OUTCOME = 4, TOLL_DRIFT_WINDOW = 8, TOLL_DRIFT_PLACE = 16,
    TOLL_DRIFT_ATTRIBUTION = 32, TOLL_DRIFT_SCOPE = 64
} toll_drift;

typedef struct toll_statement {
    char id[26];                 /* 's' and its head's claim id */
    uint32_t head;               /* the claim nearest to the utterance */
    const uint32_t *claims;      /* in order of document and place in the text, the head among them */
    uint32_t claim_count, document_count;
    uint32_t outlet_count;       /* distinct outlets; a document without one counts for itself */
    uint32_t origin_count;       /* texts that are not near-duplicates of one another */
} toll_statement;

/* How one claim of a statement hangs on another. `claim` == `head`: nothing above it. */
typedef struct toll_hop {
    uint32_t claim, from;
    unsigned drift;              /* bits of toll_drift */
    bool confirmed;              /* else suggested */
    char reason[160];
} toll_hop;

/* Of the statement that claim `index` belongs to. Memory is the reckoning's, until the next call. */
toll_status toll_reckoning_statement(toll_statement *out, toll_reckoning *reckoning, uint32_t index);
/* The hop of one of its claims; worked out on demand. */
void toll_reckoning_hop(toll_hop *out, toll_reckoning *reckoning, const toll_statement *statement, uint32_t claim);
const char *toll_drift_name(toll_drift drift);

/* --- questions */
typedef struct toll_question {
    char id[18];                 /* 'q' and 16 hex digits: a hash of the terms */
    const char *side, *category, *place, *place_name;
    toll_outcome outcome;        /* the family's name: killed, wounded, casualties (open or both), lost (things) ... */
    toll_class class_;
    toll_unit unit;
    toll_period_kind kind;       /* cumulative, average, else window */
    toll_day from, to;
    toll_day told;               /* where both are unknown: the Monday of the week in which it was told */
    const uint32_t *statements;  /* head claims in order of saying */
    uint32_t statement_count;
    uint32_t left_out;           /* earlier statements that were not asked for */
} toll_question;

size_t toll_reckoning_question_count(toll_reckoning *reckoning);
/* Questions in the order of their ids. */
toll_status toll_reckoning_question(toll_question *out, toll_reckoning *reckoning, size_t n);
/* By id (or by the id of a claim that is on it): TOLL_END where there is none. */
toll_status toll_reckoning_question_find(toll_question *out, toll_reckoning *reckoning, const char *id);
/* The question of a claim: its id, or "" where it is on none. */
void toll_reckoning_question_id(char out[18], const toll_reckoning *reckoning, uint32_t claim);
/* "killed, military, RUS, 2023-01-01, Makiivka"; what is open is said: "place open". */
typedef struct toll_words {
    char text[256];
} toll_words;
void toll_question_words(toll_words *out, const toll_question *question);
/* The same for people to read: "Killed, Russian military, Makiivka, 1 January 2023". English. */
void toll_question_title(toll_words *out, const toll_reckoning *reckoning, const toll_question *question);
/* ... without the days: "Killed, Russian military, Makiivka". */
void toll_question_subject(toll_words *out, const toll_reckoning *reckoning, const toll_question *question);
/* "3 May 2014", added to what is there; nothing where the day is unknown. */
void toll_words_add_day(toll_words *out, toll_day day);
/* What an id is called, in `out`; the id itself where no name is known, or `names` is NULL. */
const char *toll_reckon_called(char *out, size_t size, const toll_reckon_options *names, const char *id, toll_name_form form);
/* The same of a reckoning, always in `out`. */
void toll_reckoning_name(char *out, size_t size, const toll_reckoning *reckoning, const char *id, toll_name_form form);
/* The same, alone, as a string that lives as the reckoning's others do. */
const char *toll_reckoning_called(toll_reckoning *reckoning, const char *id);

/* --- findings */
typedef enum toll_finding_code {
    TOLL_FINDING_REREPORT, TOLL_FINDING_DRIFT, TOLL_FINDING_HEADLINE_MISMATCH, TOLL_FINDING_REVISION, TOLL_FINDING_CONFLICT,
    TOLL_FINDING_APPARENT_CONFLICT, TOLL_FINDING_PART_EXCEEDS_TOTAL, TOLL_FINDING_ADMISSION, TOLL_FINDING_AVERAGE_CHECKED,
    TOLL_FINDING_DIFFERENCE_CHECKED, TOLL_FINDING_TOTAL_CHECKED, TOLL_FINDING_RECORD_CHECKED, TOLL_FINDING_INCLUDED,
    TOLL_FINDING_ATTRIBUTION_OPEN, TOLL_FINDING_DATE_ERROR, TOLL_FINDING_CIRCULAR, TOLL_FINDING_RELAY_SERIES, TOLL_FINDING_TABLE_ERROR,
    TOLL_FINDING_CODE_COUNT
} toll_finding_code;

const char *toll_finding_code_name(toll_finding_code code);
int toll_finding_code_from_name(toll_text name);     /* -1 = none */

/* Terms of the question that a finding compared: how each stands in the two claims. */
typedef enum toll_term {
    TOLL_TERM_SIDE, TOLL_TERM_CLASS, TOLL_TERM_CATEGORY, TOLL_TERM_OUTCOME, TOLL_TERM_WINDOW, TOLL_TERM_SCOPE, TOLL_TERM_SAID, TOLL_TERM_COUNT
} toll_term;
typedef enum toll_standing {
    TOLL_STANDING_NONE,          /* not compared */
    TOLL_STANDING_SAME, TOLL_STANDING_DIFFERS, TOLL_STANDING_OPEN,
    TOLL_STANDING_UNSAID         /* neither claim names one */
} toll_standing;
const char *toll_term_name(toll_term term);
const char *toll_standing_name(toll_standing standing);

typedef enum toll_verdict {
    TOLL_VERDICT_NONE, TOLL_VERDICT_HOLDS, TOLL_VERDICT_FAILS, TOLL_VERDICT_OPEN, TOLL_VERDICT_COMPUTED, TOLL_VERDICT_SIBLING,
    TOLL_VERDICT_IMPOSSIBLE, TOLL_VERDICT_EXACT, TOLL_VERDICT_ROUNDED, TOLL_VERDICT_NEAR
} toll_verdict;
const char *toll_verdict_name(toll_verdict verdict);   /* NULL for none */

typedef struct toll_finding {
    char id[25];                 /* a hash of code and claims: the same finding has the same id in every order of adding */
    toll_finding_code code;
    toll_verdict verdict;
    unsigned drift;              /* bits of toll_drift, for drift */
    uint8_t terms[TOLL_TERM_COUNT];   /* toll_standing */
    const uint32_t *claims;      /* what it is about: for pairs, earlier and later, or lower and higher; none for what is said of a table */
    uint32_t claim_count;
    double ratio, difference, value;  /* NAN where it has none; `value` is recomputed */
    toll_day day;                /* date_error: the day that is known; by an imported series: the table's day; else unknown */
    const char *name;            /* date_error: of what; by an imported series: whose and which; else NULL */
    const char *reason;          /* of findings by an imported series; NULL: toll_finding_reason makes it of the claims */
    toll_span span;              /* date_error: the words, in the first claim's document */
} toll_finding;

size_t toll_reckoning_finding_count(toll_reckoning *reckoning);
/* The nth finding by code, then by id; TOLL_END after the last. Its claims live until the next call on the reckoning. */
toll_status toll_reckoning_finding(toll_finding *out, toll_reckoning *reckoning, size_t n);

/* The reason in words, at most cap - 1 bytes; returns the length written. */
size_t toll_finding_reason(char *out, size_t cap, toll_reckoning *reckoning, const toll_finding *finding);
/* The safest true sentence of a claim: who, how many with their bound, of whom, when, where, through whom, and what is not verified. */
size_t toll_reckoning_say(char *out, size_t cap, toll_reckoning *reckoning, uint32_t claim);
/* Both claims in sentences, and how the one figure stands to the other. TOLL_OK, or TOLL_E_USAGE with the reason in `error` where they are not
 * on one question in every term. */
toll_status toll_reckoning_compare(char *out, size_t cap, toll_reckoning *reckoning, uint32_t a, uint32_t b, toll_error *error);
/* May the figures of these claims be added up? TOLL_OK, or TOLL_E_USAGE with the reason in `error`. */
toll_status toll_reckoning_sum(double *out, toll_reckoning *reckoning, const uint32_t *claims, size_t count, toll_error *error);

/* --- who carries whose figures: of one claimant's claims on one outlet's pages */
typedef struct toll_relay {
    const char *claimant, *outlet;   /* "(not known)" where a document has no outlet */
    int64_t claims;
    int64_t named;               /* claims that name the claimant, or are published by it */
    int64_t bounds, bounds_kept; /* of figures said with a bound: those that kept it */
    int64_t unverified, unverified_kept;   /* of figures that some text calls unverified: those that say so */
    int64_t dated, days;         /* claims whose day of saying and of printing are known; the days between them, summed */
} toll_relay;

/* All of them, most claims first; claimant and outlet NULL = any. `out` is freed with toll_base_free. */
toll_status toll_reckoning_relays(toll_relay **out, size_t *count, toll_reckoning *reckoning, const char *claimant, const char *outlet,
                                  toll_error *error);

/* --- kept: the reckoning in tables of the ledger's own store (docs/reckoning.md), so that asking costs by the answer and adding by what
 * is touched. Derived, and made anew where the rules or the world's tables are others. */
typedef struct toll_kept toll_kept;

/* Two documents of which each nearly repeats the other; `likeness` as in toll_reckoned_document. */
typedef void toll_kept_twin(void *context, toll_text document, toll_text twin, double likeness);

/* What the tables were made by: its name is part of them. */
typedef struct toll_kept_options {
    size_t size;                 /* sizeof(toll_kept_options) */
    toll_reckon_options reckon;
    const char *tables;          /* version of the world's tables */
    toll_kept_twin *twin;        /* toll_kept_refresh: hears of documents that came since the last one and nearly repeat another, once each; NULL = nobody */
    void *context;               /* of `twin` */
} toll_kept_options;

/* Brings the kept reckoning up to date with the ledger, which is open for writing: nothing where it is, else document by document, or all
 * of it anew where much is new. An interruption leaves a reckoning that is behind or none, never a wrong one. */
toll_status toll_kept_refresh(toll_ledger *ledger, const toll_kept_options *options, toll_error *error);
/* TOLL_END where there is none, or one that is behind: then load all claims (toll_reckoning_add) instead. */
toll_status toll_kept_open(toll_kept **out, toll_ledger *ledger, const toll_kept_options *options, toll_error *error);
void toll_kept_close(toll_kept *kept);
/* Holds the claims and statements that were asked for, and whatever the calls above say of them. Grows until toll_kept_forget. */
toll_reckoning *toll_kept_reckoning(toll_kept *kept);
void toll_kept_forget(toll_kept *kept);
/* Ends the answer in hand. What was loaded stays true as long as the ledger is as it was; what has changed is seen by a handle opened anew. */
void toll_kept_rest(toll_kept *kept);

/* A claim by its id, with its statement. TOLL_END = there is none. */
toll_status toll_kept_claim(uint32_t *out, toll_kept *kept, const char *id, toll_error *error);
/* By id, or by the id of a claim that is on it. `most`: only the statements that were said last; 0 = all. */
toll_status toll_kept_question(toll_question *out, toll_kept *kept, const char *id, uint64_t most, toll_error *error);
/* All statements of one claimant. */
toll_status toll_kept_claimant(toll_kept *kept, const char *claimant, toll_error *error);

/* Findings by code and id. `codes`: bits 1u << code, 0 = any; `question` NULL = any. What `next` gives lives until the next call. */
toll_status toll_kept_findings(toll_kept *kept, uint32_t codes, const char *question, toll_error *error);
/* Only those behind the one with this code, id and drift. */
toll_status toll_kept_findings_after(toll_kept *kept, uint32_t codes, const char *question, const toll_finding *after, toll_error *error);
toll_status toll_kept_findings_next(toll_finding *out, toll_kept *kept, toll_error *error);
/* Questions with at least so many statements, in the order of their ids. */
toll_status toll_kept_questions(toll_kept *kept, uint64_t least, toll_error *error);
toll_status toll_kept_questions_after(toll_kept *kept, uint64_t least, const char *after, toll_error *error);   /* an id of a question */
toll_status toll_kept_questions_next(toll_question *out, toll_kept *kept, toll_error *error);
/* Most claims first. */
toll_status toll_kept_relays(toll_kept *kept, const char *claimant, const char *outlet, toll_error *error);
toll_status toll_kept_relays_next(toll_relay *out, toll_kept *kept, toll_error *error);

#endif
