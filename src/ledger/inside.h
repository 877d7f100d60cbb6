/* Inside the ledger: the handle, and the store behind it. ledger.c and add.c hold the rules (what is a new version, what replaces what, which time
 * is recorded); a store only keeps and finds rows. One file of functions a store: sqlite.c now, a server later. Every function of a store that
 * can fail returns a status and fills the error; a store undoes what an unfinished transaction did by itself. */
#ifndef TOLL_LEDGER_INSIDE_H
#define TOLL_LEDGER_INSIDE_H

#include <tollbook/ledger.h>

#include "base/base.h"
#include "base/fault.h"
#include "pages.h"
#include "rows.h"

#define TOLL_LEDGER_SCHEMA     2
#define TOLL_LEDGER_CLAIMS_MAX 0xFFFFFFu   /* claims of one reading, sentences of one text: the low 24 bits of their rows */

/* What the store knows of a document: its standing version and that version's standing reading. Texts live until the next search. */
typedef struct toll_store_state {
    uint64_t document, version, text, reading;   /* 0 = none */
    uint32_t number;
    uint8_t sha256[32];
    toll_text title, outlet, url;
    toll_day published;
    const char *engine, *tables;
    int64_t seal;
    bool confirmed;          /* by the edition asked about */
    bool new_text;           /* put_version stored the text for the first time: nothing hangs on it yet */
} toll_store_state;

/* One claim as it is stored: the values, and the words that stood at each span when it was recorded. Words live until the next claim. */
typedef struct toll_store_claim {
    toll_claim claim;
    uint64_t row, reading;
    int64_t seal;
    toll_text quantity, outcome, victims, formation, claimant, period, place;
    const toll_text *link_words, *link_verbs, *alternative_words;
} toll_store_claim;

typedef struct toll_store toll_store;

/* A store's own cursor begins with this. */
struct toll_ledger_cursor {
    toll_store *store;
};

/* What verify walks over: every version with its text, and all its readings with all their claims. */
typedef struct toll_store_walk {
    toll_status (*text)(void *context, uint64_t text, const char *document, const uint8_t sha256[32], toll_text bytes, toll_error *error);
    toll_status (*sentence)(void *context, toll_span span, int64_t sum, toll_error *error);
    toll_status (*version)(void *context, const toll_document *document, toll_error *error);
    toll_status (*reading)(void *context, toll_error *error);
    toll_status (*claim)(void *context, const toll_store_claim *claim, toll_error *error);
    toll_status (*reading_end)(void *context, uint64_t claim_count, int64_t seal, toll_error *error);
    void *context;
} toll_store_walk;

typedef struct toll_store_ops {
    void (*close)(toll_store *store);
    toll_status (*begin)(toll_store *store, toll_error *error);        /* waits for its turn to write */
    toll_status (*begin_reading)(toll_store *store, toll_error *error);   /* until commit, what others write is not seen */
    toll_status (*commit)(toll_store *store, toll_error *error);
    void (*rollback)(toll_store *store);
    toll_status (*newest)(int64_t *out, toll_store *store, toll_error *error);   /* latest recorded time */

    bool (*unheard)(toll_store *store, toll_text name);                /* surely of no document, without a question; false = it may be one's */
    toll_status (*find)(toll_store_state *out, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                        const char *engine, const char *tables, toll_error *error);   /* TOLL_OK, TOLL_END */
    toll_status (*put_version)(toll_store_state *state, toll_store *store, const toll_document *document, const uint8_t sha256[32],
                               int64_t now, toll_error *error);        /* supersedes what stood; fills document, version, text, number */
    toll_status (*put_reading)(toll_store_state *state, toll_store *store, const toll_document *document, const toll_claim *claims,
                               size_t claim_count, const int64_t *seals, int64_t seal, const char *engine, const char *tables, int64_t now,
                               toll_error *error);
    /* One claim beside what was read: its reading is over at once, so that nothing but a decision makes it stand. */
    toll_status (*put_made)(uint64_t *row, toll_store *store, const toll_store_state *state, const toll_document *document,
                            const toll_claim *claim, int64_t claim_seal, int64_t seal, int64_t now, toll_error *error);
    toll_status (*put_confirmation)(toll_store *store, const toll_store_state *state, const char *engine, const char *tables, int64_t now,
                                    toll_error *error);
    toll_status (*put_decision)(toll_store *store, const toll_ledger_decision *decision, int64_t now, toll_error *error);
    toll_status (*index)(toll_store *store, bool all, toll_error *error);

    toll_status (*claims_open)(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
    toll_status (*claims_next)(toll_ledger_row *out, struct toll_ledger_cursor *cursor, toll_error *error);
    toll_status (*versions_open)(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
    toll_status (*versions_next)(toll_ledger_version *out, struct toll_ledger_cursor *cursor, toll_error *error);
    toll_status (*sources_open)(struct toll_ledger_cursor **out, toll_store *store, const toll_ledger_filter *filter, toll_error *error);
    toll_status (*sources_next)(toll_ledger_source *out, struct toll_ledger_cursor *cursor, toll_error *error);
    void (*cursor_close)(struct toll_ledger_cursor *cursor);
    toll_status (*walk)(toll_store *store, const toll_store_walk *walk, toll_error *error);

    /* Tables of others (rows.h); NULL = this store keeps none. */
    const char *(*rows_ordered)(toll_store *store);
    const char *(*rows_table_find)(toll_store *store);
    const char *(*rows_tables_mark)(toll_store *store);
    const char *(*rows_structure)(toll_store *store);
    toll_status (*rows_open)(toll_rows **out, toll_store *store, const char *sql, toll_error *error);
    toll_status (*rows_exec)(toll_store *store, const char *sql, toll_error *error);
} toll_store_ops;

/* A store's own struct begins with this. */
struct toll_store {
    const toll_store_ops *ops;
};

bool toll_store_postgres_names(const char *path);    /* is it a server's URL? */
toll_status toll_store_postgres_open(toll_store **out, const toll_ledger_options *options, toll_error *error);
toll_status toll_store_sqlite_open(toll_store **out, const toll_ledger_options *options, toll_error *error);

struct toll_ledger {
    toll_store *store;
    int64_t now;             /* the fixed time of the options; 0 = the clock */
    bool writes;
    uint32_t batch, pending; /* documents of a transaction; of the one that is open, where it is */
    bool open;               /* a transaction of toll_ledger_add waits for more documents */
    toll_buffer scratch;
    int64_t *seals;
    size_t seal_cap;
    toll_rows *put_page;     /* pages.c; NULL = no page came yet, or what it needs may have been rolled back */
};

/* --- pages.c, inside the transaction that adds the text. Whatever was put is forgotten after a rollback. */
toll_status toll_pages_put(toll_ledger *ledger, const toll_ledger_page *page, toll_error *error);
void toll_pages_forget(toll_ledger *ledger);

/* --- time.c. The system's time (0 = it tells none), and the time to record: later than everything recorded. */
int64_t toll_ledger_clock(void);
toll_status toll_ledger_now(int64_t *out, toll_ledger *ledger, toll_error *error);

/* --- seal.c. The seal of a claim covers every value of it, that of a reading its document's metadata and its claims' seals. */
void toll_ledger_claim_bytes(toll_buffer *out, const toll_claim *claim);
int64_t toll_ledger_seal(const void *data, size_t len);
void toll_ledger_reading_bytes(toll_buffer *out, const toll_document *document, const uint8_t sha256[32], size_t claim_count);
void toll_ledger_put_seal(toll_buffer *out, int64_t seal);

/* add.c: the seals of the claims into ledger->seals, and the reading's. */
toll_status toll_ledger_seal_claims(int64_t *out, toll_ledger *ledger, const toll_document *document, const uint8_t sha256[32],
                                    const toll_claim *claims, size_t claim_count, toll_error *error);

/* Every span of a claim lies inside the text; says which does not. */
toll_status toll_ledger_check_spans(const toll_claim *claim, const toll_document *document, toll_error *error);

#endif
