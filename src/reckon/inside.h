/* Inside the reckoning: what it keeps. Claims are copied once and never move; a statement is a ring of claims joined by links (union-
 * find), a block a key under which statements that may touch one another meet. Findings belong to an owner (a document, a statement, a
 * block, a series) and are made again when the owner was touched: so the answer depends on the set of claims, not on the order in which
 * they came. */
#ifndef TOLL_RECKON_INSIDE_H
#define TOLL_RECKON_INSIDE_H

#include <tollbook/reckon.h>
#include <tollbook/series.h>

#include "algebra.h"
#include "base/base.h"

#define RECKON_NONE UINT32_MAX
enum { RECKON_KEYS = 6, RECKON_PAIR_CLAIMS = 4, RECKON_BINS = 64 };

/* --- map.c: 64-bit keys to numbers, and to lists of numbers */
typedef struct reckon_map {
    uint64_t *keys;
    uint32_t *values;
    size_t count, cap;
} reckon_map;
void reckon_map_free(reckon_map *map);
uint32_t reckon_map_get(const reckon_map *map, uint64_t key);        /* RECKON_NONE = not there */
uint32_t *reckon_map_put(reckon_map *map, uint64_t key);             /* the slot, RECKON_NONE where new; NULL = no memory */

typedef struct reckon_lists {
    reckon_map heads;
    struct reckon_entry { uint32_t item, next; } *entries;
    size_t count, cap;
} reckon_lists;
void reckon_lists_free(reckon_lists *lists);
bool reckon_lists_add(reckon_lists *lists, uint64_t key, uint32_t item);
#define RECKON_EACH(at, lists, key) for (uint32_t at = reckon_map_get(&(lists)->heads, key); at != RECKON_NONE; at = (lists)->entries[at].next)

typedef struct reckon_numbers {
    uint32_t *items;
    size_t count, cap;
} reckon_numbers;
bool reckon_numbers_add(reckon_numbers *numbers, uint32_t item);

typedef struct reckon_strings {
    toll_arena memory;
    reckon_map map;
    const char **items;
    size_t count, cap;
} reckon_strings;
const char *reckon_strings_put(reckon_strings *strings, toll_text text);   /* NULL for absent or empty text, or without memory (sets failed) */

typedef toll_reckoned_claim reckon_claim;

typedef struct reckon_document {
    toll_reckoned_document shown;
    toll_day false_day, true_day;    /* a date the world contradicts */
    toll_span false_span;
    const char *false_name;
    uint32_t total;                  /* claims it has, where not all are here */
    bool has_text, partial;          /* partial: only some of its claims are here */
} reckon_document;

/* What a statement says, made from its claims. Kept with the root of its ring. */
typedef struct reckon_statement {
    uint32_t root, head, voice;      /* voice: the claim whose figure is compared */
    uint32_t claim_count, document_count;
    const char *house, *claimant, *side, *category;
    toll_where where;
    toll_days days;
    toll_interval interval;
    double point;
    toll_day said, said_latest;      /* known day; else the first publication */
    uint8_t outcome, class_, unit, kind, modality;
    bool vague, alive, comparable;
    uint8_t key_count;
    uint64_t keys[RECKON_KEYS];
    uint64_t question;
} reckon_statement;

typedef struct reckon_finding {
    toll_finding shown;              /* claims points to `own` or is made from the statement on asking */
    uint32_t own[RECKON_PAIR_CLAIMS];
    uint32_t statement;              /* a claim of the statement whose claims it is about; RECKON_NONE = own */
    uint32_t next;                   /* of the same owner */
    uint64_t owner;
    bool alive;
} reckon_finding;

/* Where the claims beside one are found when its document is only partly here: those of its sentence, in order, into `out`. */
typedef bool reckon_fetch(void *context, uint32_t claim, reckon_numbers *out);

struct toll_reckoning {
    toll_reckon_options options;
    reckon_strings strings;
    reckon_claim *claims;            /* parallel to the next three */
    uint32_t *parents, *rings, *statements_of;
    size_t claim_count, claim_cap, parent_cap, ring_cap, of_cap;
    reckon_document *documents;
    size_t document_count, document_cap;
    reckon_statement *statements;
    size_t statement_count, statement_cap;
    reckon_finding *findings;
    size_t finding_count, finding_cap;
    reckon_map document_map, claim_map, owner_map;
    reckon_lists cells, links, blocks, questions, series, bands;
    reckon_map question_map;         /* key -> number in question_keys */
    uint64_t *question_keys;
    size_t question_count, question_cap;
    uint32_t *bins;                  /* RECKON_BINS a document: its shingles' least hashes */
    size_t bin_cap;
    reckon_numbers touched_claims, touched_documents;
    reckon_numbers differences;      /* pairs: a total, and the difference that is said of it */
    uint64_t *touched_blocks;
    size_t touched_block_count, touched_block_cap;
    uint64_t *touched_series;
    size_t touched_series_count, touched_series_cap;
    reckon_map touched;              /* keys of blocks and series already in those lists */
    reckon_numbers order;            /* findings that stand, sorted */
    reckon_numbers question_order;
    reckon_numbers scratch, scratch2, scratch3;
    struct reckon_decision { char claim[25], with[25]; } *decisions;   /* with "": the claim stands alone */
    size_t decision_count, decision_cap;
    reckon_map alone;                /* ids of claims that stand alone */
    reckon_fetch *fetch;
    void *fetch_context;
    uint64_t adding;                 /* the version in hand, where a ledger knows documents apart that look the same */
    toll_series_list *tables;        /* imported series, points where they were needed; borrowed, NULL = none */
    toll_ledger *tables_ledger;      /* where their points are */
    bool tables_told;                /* the findings on the tables themselves are made */
    bool quiet;                      /* what is made again is known already: nothing is touched and no finding made */
    bool sorted, failed;
};

/* --- small things */
static inline uint64_t reckon_mix(uint64_t seed, uint64_t value)
{
    uint64_t hash = (seed ^ value) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 29;
}
static inline uint64_t reckon_mix_string(uint64_t seed, const char *string)
{
    return toll_hash(string ? string : "", string ? strlen(string) : 0, seed + 1);
}
static inline bool reckon_same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }
static inline toll_days reckon_days(const reckon_claim *claim) { return (toll_days){claim->from, claim->to}; }
static inline toll_where reckon_where(const reckon_claim *c)
{
    return (toll_where){c->place, c->place_name ? c->place_name : c->place_words, c->precision, c->lat, c->lon};
}
static inline bool reckon_front(const reckon_claim *c) { return c->zone == TOLL_ZONE_HEADLINE || c->zone == TOLL_ZONE_STANDFIRST || c->lede; }

/* The day a claim is filed under: the end of its period, else the day it was said, else of publication. */
toll_day reckon_anchor(const toll_reckoning *reckoning, const reckon_claim *claim);
/* The numbers a claim names: its point, or the ends of its range; none for vague words. */
int reckon_named(double out[2], const reckon_claim *claim);

/* --- words.c, words_record.c: the only files that know words of a language (English): superlatives, additions, and full dates in prose */
size_t reckon_word_in(toll_text text, const char *word);              /* where the word begins, in small or capital letters; text.len = nowhere */
bool reckon_words_superlative(toll_text words);
/* Beside a figure, behind it or before it in its sentence, up to the next figure: "the highest since March". `since`: the last day that it does not go back over, a day of a year not said
 * being the last one before `by`; unknown where none is named. */
bool reckon_words_superlative_near(toll_day *since, toll_text words, toll_day by);
bool reckon_words_addition(toll_text before);
bool reckon_words_part(toll_text after);
bool reckon_words_rest(toll_text before, toll_text after, bool killed);  /* "as well as the 10", "21 others": on top of what was counted */
bool reckon_words_moved(toll_text before, toll_text after);            /* of its sentence: "lowered to", "..., up from" */
bool reckon_words_former(toll_text before);                            /* "an earlier toll of", "up from", "raised from" */
bool reckon_words_date(reckon_document *document, toll_text text, const toll_known_day *known, size_t count);

/* --- question.c */
void reckon_question_widen(toll_question *out, toll_day from, toll_day to);

/* --- link.c */
typedef struct reckon_link {
    bool linked, confirmed;
    char reason[160];
} reckon_link;
void reckon_link_judge(reckon_link *out, const toll_reckoning *reckoning, uint32_t a, uint32_t b, bool explain);
bool reckon_rounded(const reckon_claim *a, const reckon_claim *b);      /* is the one the other, written with fewer digits */
bool reckon_denied(const reckon_claim *claim);   /* or questioned */
bool reckon_is_alone(const toll_reckoning *reckoning, const reckon_claim *claim);
unsigned reckon_link_drift(const toll_reckoning *reckoning, const reckon_claim *from, const reckon_claim *to);

/* --- link_document.c */
void reckon_link_document(toll_reckoning *reckoning, uint32_t document);   /* joins the claims of a new document with one another and the rest */
enum { RECKON_LINK_KEYS = 18, RECKON_OWN_KEYS = 2 };
/* The keys under which a claim's candidates are filed (itself under the first *own of them); 0 where it is linked within its document only. */
size_t reckon_link_keys(uint64_t out[RECKON_LINK_KEYS], size_t *own, const toll_reckoning *reckoning, uint32_t claim);

/* --- statement.c */
uint32_t reckon_root(const toll_reckoning *reckoning, uint32_t claim);
void reckon_join(toll_reckoning *reckoning, uint32_t a, uint32_t b);
void reckon_statement_refresh(toll_reckoning *reckoning, uint32_t root);
/* Claims of a statement in order of document and place, into `out`. */
void reckon_statement_members(toll_reckoning *reckoning, reckon_numbers *out, uint32_t claim);
int reckon_claim_compare(const toll_reckoning *reckoning, uint32_t a, uint32_t b);   /* by document name, place in the text, id */
void reckon_sort(toll_reckoning *reckoning, uint32_t *items, size_t count, int (*compare)(const toll_reckoning *, uint32_t, uint32_t));

/* --- twin.c */
enum { RECKON_BANDS = 16 };
uint32_t *reckon_bins(toll_reckoning *reckoning, uint32_t document);       /* room for its bins; NULL = no memory */
size_t reckon_twin_keys(uint64_t out[RECKON_BANDS], const uint32_t *bins); /* 0 = too short to be told apart */
void reckon_twin_consider(toll_reckoning *reckoning, uint32_t a, uint32_t b);
void reckon_twin(toll_reckoning *reckoning, uint32_t document, toll_text text);

/* --- findings: each makes those of one owner again */
void reckon_findings_drop(toll_reckoning *reckoning, uint64_t owner);
reckon_finding *reckon_findings_add(toll_reckoning *reckoning, uint64_t owner, toll_finding_code code, const uint32_t *claims, size_t count);
/* As that; `also` tells apart what several series say of the same claims, or of none. */
reckon_finding *reckon_findings_add_of(
    toll_reckoning *reckoning, uint64_t owner, toll_finding_code code, uint64_t also, const uint32_t *claims, size_t count);
void reckon_document_findings(toll_reckoning *reckoning, uint32_t document);       /* find_document.c */
void reckon_statement_findings(toll_reckoning *reckoning, uint32_t statement);     /* find_statement.c */
void reckon_block_findings(toll_reckoning *reckoning, uint64_t key);               /* find_block.c */
/* How the terms of two statements stand (toll_standing): how many differ or are open; -1 where the two count different things. */
int reckon_compare_terms(uint8_t terms[TOLL_TERM_COUNT], const toll_reckoning *reckoning, const reckon_statement *a, const reckon_statement *b);
void reckon_difference_add(toll_reckoning *reckoning, uint64_t owner, uint32_t difference, uint32_t base, uint32_t given);
void reckon_series_findings(toll_reckoning *reckoning, uint64_t key, bool whole);  /* find_series.c; whole: all its claims are here */
/* find_tables.c: what imported series say of some claims of one document, which are the owner's, and of themselves and one another. */
toll_status reckon_table_findings(
    toll_reckoning *reckoning, uint64_t owner, const uint32_t *claims, size_t count, toll_day published, toll_error *error);
toll_status reckon_table_document(toll_reckoning *reckoning, uint32_t document, toll_error *error);   /* of all its claims */
toll_status reckon_table_lint(toll_reckoning *reckoning, toll_error *error);
#define RECKON_OWNER_LINT 0x7AB1E11A7u
static inline uint64_t reckon_owner_of_tables(uint32_t document) { return reckon_mix(0x7AB1, document); }
uint64_t reckon_series_key(const reckon_claim *claim);                             /* 0 = belongs to none */
bool reckon_is_daily(const reckon_claim *claim);                                   /* a figure of one day, or of two for one, and of no single event */
/* find_own.c: of a series' claims against one another. Of more claims nothing is said: what a ledger holds so much of is a table to import. */
enum { RECKON_OWN_LIMIT = 128 };
void reckon_own_findings(toll_reckoning *reckoning, uint64_t owner, uint64_t key);
void reckon_touch(toll_reckoning *reckoning, uint64_t key, bool series);
/* What is said of a whole statement lists its claims only when asked for. */
int reckon_compare_findings(const toll_reckoning *reckoning, uint32_t a, uint32_t b);   /* by code, id, drift */
toll_status reckon_finding_spread(toll_finding *out, toll_reckoning *reckoning, const reckon_finding *finding);

/* --- copy.c: a claim into its row; document.c: what the rows of one document say of one another */
void reckon_copy_claim(toll_reckoning *reckoning, reckon_claim *to, const toll_claim *from, toll_text text);
void reckon_settle_document(reckon_claim *claims, const toll_claim *from, uint32_t count);

/* --- reckoning.c: settling, step by step */
bool reckon_grow_claims(toll_reckoning *reckoning);
void reckon_settle_statements(toll_reckoning *reckoning, reckon_numbers *changed);   /* `changed` (may be NULL): the rings made again, a claim each */
void reckon_settle_end(toll_reckoning *reckoning);
const char *reckon_intern(toll_reckoning *reckoning, toll_text text);

#endif
