/* Inside the kept reckoning: its tables, its statements, and a reckoning in memory that holds the part in hand. What stands in the tables
 * is the same as if all claims were reckoned in memory; only what a change touches is made again. */
#ifndef TOLL_RECKON_KEPT_H
#define TOLL_RECKON_KEPT_H

#include <tollbook/reckon.h>

#include "inside.h"
#include "ledger/rows.h"
#include "relay.h"

typedef enum kept_sql {
    KEPT_STATE, KEPT_STATE_PUT, KEPT_NEWEST,
    KEPT_DOCUMENT, KEPT_DOCUMENT_PUT, KEPT_DOCUMENT_DROP, KEPT_DOCUMENT_TWIN, KEPT_DOCUMENT_UNTWIN, KEPT_BINS,
    KEPT_CLAIM, KEPT_CLAIM_BY_KEY, KEPT_CLAIM_PUT, KEPT_CLAIM_MOVE, KEPT_CLAIM_DROP, KEPT_CLAIMS_OF_VERSION, KEPT_CLAIMS_OF_SERIES,
    KEPT_MEMBERS, KEPT_KEYS, KEPT_KEY_PUT, KEPT_KEY_DROP,
    KEPT_STATEMENT_PUT, KEPT_STATEMENT_DROP, KEPT_STATEMENTS_OF_QUESTION, KEPT_COUNT_OF_QUESTION, KEPT_STATEMENTS_OF_CLAIMANT,
    KEPT_BLOCK, KEPT_BLOCK_PUT, KEPT_BLOCK_DROP,
    KEPT_FINDINGS_OF_OWNER, KEPT_FINDING, KEPT_FINDING_PUT, KEPT_FINDING_DROP, KEPT_ABOUT_PUT, KEPT_ABOUT_ASK, KEPT_ABOUT_DROP,
    KEPT_CHECKS, KEPT_CHECK_PUT, KEPT_CHECK_DROP, KEPT_BAND, KEPT_BAND_PUT, KEPT_BAND_DROP,
    KEPT_JOINS, KEPT_JOIN_PUT, KEPT_JOIN_DROP, KEPT_RELAY_PUT,
    KEPT_SQL_COUNT
} kept_sql;

/* A statement as the tables had it when it was loaded. */
typedef struct kept_loaded {
    int64_t id;
    uint32_t claim;              /* one of its claims */
    uint8_t key_count;
    uint64_t keys[RECKON_KEYS];
} kept_loaded;

/* One finding of an answer, or of an owner, before its claims are loaded. */
typedef struct kept_name {
    int64_t code, drift, owner;
    char id[25];
    int64_t sum;
} kept_name;

typedef struct kept_asking {
    uint64_t question;           /* 0 = not on one */
    uint32_t codes;
    uint64_t part, given;        /* rows of this part at most, and so far */
    bool behind;                 /* only what stands behind `last` */
    kept_name last;
} kept_asking;

struct toll_kept {
    toll_ledger *ledger;
    toll_reckon_options options;
    char rules[96];
    toll_reckoning *r;
    toll_rows *sql[KEPT_SQL_COUNT];
    reckon_map rows, versions, statements;   /* ledger rows -> claims, versions -> documents, statement ids -> claims, all of `r` */
    kept_loaded *loaded;
    size_t loaded_count, loaded_cap;
    int64_t *was;                /* parallel to r->claims: the statement it stood in; 0 = new */
    size_t was_cap;
    reckon_relays *relays;       /* where loading takes statements away from; NULL = nowhere */
    toll_series_list tables;     /* imported series, while something is made */
    toll_rows *asked;            /* the answer in hand */
    struct kept_extent { uint64_t key, count; toll_day since, until; } extents[32];   /* of long questions that were asked for; count 0 = none */
    kept_asking asking;          /* of findings on a question: a part of the answer at a time */
    reckon_finding found;
};

/* --- kept.c */
toll_status kept_open(toll_kept **out, toll_ledger *ledger, const toll_kept_options *options, toll_error *error);
toll_status kept_begin_memory(toll_kept *kept, toll_error *error);   /* an empty reckoning */
toll_status kept_get(toll_rows **out, toll_kept *kept, kept_sql which, toll_error *error);
/* KEPT_FINDING or KEPT_FINDING_DROP, bound to the finding's name. */
toll_status kept_get_named(toll_rows **out, toll_kept *kept, kept_sql which, const kept_name *name, toll_error *error);
toll_status kept_no_memory(toll_error *error);
toll_status kept_damaged(toll_error *error, const char *what);
typedef struct kept_marks {
    int64_t reading, decision;
    int64_t series;              /* the newest series that was imported; 0 = none */
} kept_marks;
toll_status kept_newest(kept_marks *out, toll_kept *kept, toll_error *error);
toll_status kept_state(kept_marks *out, toll_kept *kept, toll_error *error);         /* TOLL_END: none, or made by others */
toll_status kept_make_tables(toll_kept *kept, toll_error *error);                    /* empty ones */
toll_status kept_make_indexes(toll_kept *kept, toll_error *error);
toll_status kept_put_state(toll_kept *kept, const kept_marks *marks, toll_error *error);
static inline uint64_t kept_row_key(int64_t row) { return reckon_mix(0xC1A1, (uint64_t)row); }
static inline int64_t kept_id_key(const char *id) { return (int64_t)toll_hash(id, strlen(id), 17); }
static inline uint64_t kept_owner_of_statement(int64_t id) { return reckon_mix(0x57A8, (uint64_t)id); }
static inline uint64_t kept_owner_of_tables(uint64_t version) { return reckon_mix(0x7AB2, version); }   /* what series say of its claims */
static inline uint64_t kept_owner_of_version(uint64_t version) { return reckon_mix(0xD0C6, version); }

/* --- kept_load.c: rows into the reckoning in memory */
toll_status kept_load_document(uint32_t *out, toll_kept *kept, int64_t version, toll_error *error);
toll_status kept_load_claim(uint32_t *out, toll_kept *kept, int64_t row, toll_error *error);      /* alone; TOLL_END = not there */
toll_status kept_load_statement(uint32_t *out, toll_kept *kept, int64_t id, toll_error *error);   /* all its claims, and made again */
toll_status kept_load_statements(toll_kept *kept, kept_sql which, int64_t key, uint64_t most, toll_error *error);
bool kept_note_claim(toll_kept *kept, uint32_t claim, int64_t statement);
bool kept_fetch(void *kept, uint32_t claim, reckon_numbers *out);

/* --- kept_ask.c, for kept_ask_findings.c */
enum { KEPT_MANY = 50000 }; /* claims in memory while answers go by */
toll_status kept_ask(toll_kept *kept, const char *sql, toll_error *error);                              /* opens kept->asked */
toll_status kept_find_key(uint64_t *out, toll_kept *kept, const char *id, toll_error *error);           /* of a question, or of a claim's */

/* --- kept_write.c, kept_write_findings.c */
toll_status kept_write_document(toll_kept *kept, uint32_t document, toll_error *error);
toll_status kept_write_claim(toll_kept *kept, uint32_t claim, int64_t statement, toll_error *error);
toll_status kept_write_keys(toll_kept *kept, uint32_t claim, int64_t statement, kept_sql which, toll_error *error);
toll_status kept_write_statement_row(toll_kept *kept, uint32_t statement, int64_t id, toll_error *error);
toll_status kept_write_statement(toll_kept *kept, uint32_t statement, int64_t id, toll_error *error);
toll_status kept_write_finding(toll_kept *kept, const reckon_finding *finding, uint64_t owner, toll_error *error);
toll_status kept_write_about(toll_kept *kept, kept_sql which, int64_t claim, const reckon_finding *finding, uint64_t owner, toll_error *error);
/* The same for a claim of which all is here: its question need not be looked up. */
toll_status kept_write_about_claim(toll_kept *kept, uint32_t claim, const reckon_finding *finding, uint64_t owner, toll_error *error);
toll_status kept_write_findings(toll_kept *kept, uint64_t owner, uint64_t kept_owner, toll_error *error);   /* drops what stood, then all of an owner */
toll_status kept_write_relays(toll_kept *kept, const reckon_relays *relays, toll_error *error);
toll_status kept_write_three(toll_kept *kept, kept_sql which, int64_t a, int64_t b, int64_t c, toll_error *error);
int64_t kept_said(const toll_reckoning *reckoning, uint32_t statement);
int64_t kept_statement_id(const toll_kept *kept, uint32_t statement);   /* the least row of its claims */

/* --- kept_tables.c: the heads of the imported series; and what those imported after `after` say, into a transaction that the caller began. */
toll_status kept_tables_load(toll_kept *kept, toll_error *error);
toll_status kept_tables_update(toll_kept *kept, int64_t after, toll_error *error);

/* --- kept_twins.c: the version that came last, 0 = none; and toll_kept_options.twin hears of the near-duplicates among those after it. */
toll_status kept_newest_document(int64_t *out, toll_kept *kept, toll_error *error);   /* 0 = none */
toll_status kept_tell_twins(toll_kept *kept, const toll_kept_options *options, int64_t after, toll_error *error);

/* --- kept_update.c, kept_rebuild.c */
toll_status kept_update(toll_kept *kept, const int64_t *versions, size_t count, toll_error *error);
toll_status kept_rebuild(toll_kept *kept, const kept_marks *marks, toll_error *error);

#endif
