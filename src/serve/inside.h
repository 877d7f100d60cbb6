/* Inside the server: a request on its way from bytes to an answer. One thread has a request and a reader (a ledger of its own with its
 * reckoning) to itself; only http.c knows the HTTP library. A handler appends to request->out and returns TOLL_OK, TOLL_END (there is no such
 * thing) or an error. */
#ifndef TOLL_SERVE_INSIDE_H
#define TOLL_SERVE_INSIDE_H

#include <pthread.h>

#include "base/base.h"
#include "base/fault.h"
#include "ledger/rows.h"
#include "ledger/takeback.h"
#include "engine/engine.h"
#include "kept.h"
#include "look.h"
#include "query.h"
#include "source/source.h"
#include "reckon/ask.h"
#include "serve.h"
#include "view/chart.h"
#include "view/reckoned.h"

enum { SERVE_DOCUMENT_BYTES = 8 << 20, SERVE_FORM_BYTES = 3 << 20, SERVE_LARGE = 8 };
enum { SERVE_THREADS = 16, SERVE_PAGE = 100, SERVE_PAGE_MOST = 1000, SERVE_LADDER = 100, SERVE_SCAN = 50000 };

typedef enum serve_scope { SERVE_NOBODY, SERVE_READ, SERVE_REVIEW, SERVE_ADMIN } serve_scope;

typedef struct serve_token {
    char name[64], sha256[65];
    serve_scope scope;
} serve_token;

typedef struct serve_reader {
    toll_ledger *ledger;
    toll_rows *marks, *series;   /* `series` NULL: none was imported yet */
    toll_rows *tables;       /* what stands in `tables_mark`; NULL = the store does not tell */
    int64_t tables_mark;     /* of the tables that were looked through for that of the series; 0 = none yet */
    toll_ask ask;
    bool asking;             /* `ask` is open */
    bool looked;             /* whether this request may use what earlier ones loaded into it is settled */
    bool settled;            /* all that is read now stands at one moment */
    int64_t revision[4];     /* the last reading, decision, version, and what was imported */
} serve_reader;

typedef struct serve_http serve_http; /* http_library.h */

struct toll_serve {
    toll_serve_options options;
    void *daemon;            /* of the HTTP library */
    serve_http *http;
    char address[96], host[80];
    bool local;              /* listens on this machine only */
    serve_token *tokens;
    size_t token_count;
    char csrf[65], nonce[17];
    pthread_mutex_t lock;    /* of `free`, `large` and `spools` */
    unsigned large;          /* bodies above SERVE_BODY_BYTES that are held just now */
    unsigned spools;         /* answers that wait in a file, or are being sent from it */
    pthread_mutex_t writing; /* one decision at a time: what was compared stays so until it is written */
    serve_kept kept;         /* answers that were given */
    serve_reader readers[SERVE_THREADS], *free[SERVE_THREADS];
    unsigned free_count, reader_count;
};

typedef struct serve_request serve_request;
typedef toll_status serve_handler(serve_request *r);

/* Parameters that a route knows, a bit each; routes.c says what each is. */
typedef enum serve_param_bit {
    PARAM_AFTER = 1, PARAM_LIMIT = 2, PARAM_AS_OF = 4, PARAM_SIDE = 8, PARAM_OUTCOME = 16, PARAM_CLAIMANT = 32, PARAM_OUTLET = 64,
    PARAM_PLACE = 128, PARAM_FROM = 256, PARAM_TO = 512, PARAM_TEXT = 1024, PARAM_DOCUMENT = 2048, PARAM_HISTORY = 4096, PARAM_REJECTED = 8192,
    PARAM_CODE = 1 << 14, PARAM_QUESTION = 1 << 15, PARAM_LEAST = 1 << 16, PARAM_FORMAT = 1 << 17, PARAM_BOM = 1 << 18,
    PARAM_FIGURE = 1 << 19, PARAM_NAME = 1 << 20, PARAM_TITLE = 1 << 21, PARAM_URL = 1 << 22, PARAM_PUBLISHED = 1 << 23,
    PARAM_DRY_RUN = 1 << 24, PARAM_SINCE = 1 << 25, PARAM_FLAGGED = 1 << 26,
    PARAM_HXL = 1 << 27, PARAM_POLICY = 1 << 28, PARAM_LEFT_OUT = 1 << 29, PARAM_STATEMENTS = 1 << 30
} serve_param_bit;
/* The fields of serve_ask_names that are no other route's, together. */
#define PARAM_ASSESS (1u << 31)
enum { SERVE_ASSESS_FIRST = 31 };
static inline unsigned serve_param_of(size_t number) { return 1u << (number < SERVE_ASSESS_FIRST ? number : SERVE_ASSESS_FIRST); }
#define PARAMS_FILTER \
    (PARAM_FIGURE | PARAM_AS_OF | PARAM_SIDE | PARAM_OUTCOME | PARAM_CLAIMANT | PARAM_OUTLET | PARAM_PLACE | PARAM_FROM | PARAM_TO | PARAM_TEXT | PARAM_DOCUMENT)
#define PARAMS_EXPORT (PARAM_FORMAT | PARAM_BOM | PARAM_HXL | PARAM_POLICY | PARAM_LEFT_OUT | PARAM_STATEMENTS)
#define PARAMS_PAGE   (PARAM_AFTER | PARAM_LIMIT)

typedef struct serve_route {
    const char *method;
    const char *path;        /* "/api/v1/claims/{id}" */
    serve_handler *handle;
    unsigned params;         /* bits */
    serve_scope scope;
    const char *summary;     /* of the API's routes; NULL: a page */
    const char *schema;      /* of the answer, in the API's description; NULL: no JSON */
    const char *request;     /* of what is sent as JSON; NULL: nothing is, or a form */
    size_t body;             /* most bytes that may be sent; 0 = SERVE_BODY_BYTES */
    const char *types;       /* of what may be sent, split at '|'; NULL = JSON by programs, a form by pages */
} serve_route;

extern const serve_route serve_routes[];
extern const size_t serve_route_count;
extern const struct serve_param_about { const char *name, *schema, *about; } serve_params[];
extern const size_t serve_param_count;

struct serve_request {
    toll_serve *serve;
    serve_reader *reader;
    void *connection;
    const serve_route *route;
    const char *method, *path;       /* path: raw, without the query */
    toll_text raw_query;
    const char *parts[2];            /* what stands for {..} in the route */
    serve_query query;
    toll_arena memory;
    toll_buffer body;                /* what was sent */
    bool too_large, too_many, started, may, large;   /* may: it was let in; large: one of the few that hold much memory */
    toll_text media, charset;        /* of what was sent: "text/plain", "utf-8" */
    serve_scope scope;
    const char *who;                 /* the token's name; NULL = none */
    toll_ask past;                   /* as of another moment */
    bool has_past;
    toll_buffer out;
    bool spooled, has_spool;         /* the answer is in the file `spool`; it is counted, until the connection ends */
    int spool;
    uint64_t spool_len;
    size_t main;                     /* of a page: where its own part begins in `out` */
    unsigned status;                 /* HTTP; 0 = by what the handler returned */
    const char *type;                /* of `out`; NULL = application/json */
    const char *location, *filename, *if_match;
    toll_text key;           /* of a reading request: all that its answer depends on; absent = it is not kept */
    bool sent;               /* with an answer that was kept */
    serve_look look;
    bool browses;                /* whoever asks takes pages: where there is no route, that is said on one */
    bool keeps_look;             /* the browser is to keep it */
    const char *again;           /* the claim that a form was about, to be looked at anew; NULL = none */
    char etag[96], link[512];
    toll_error error;
};

/* --- routes.c. TOLL_OK with r->route and r->parts; else r->status is 404 or 405. */
toll_status serve_find_route(serve_request *r);
/* --- params.c */
toll_status serve_check_params(serve_request *r);

/* --- http.c: answers requests on an address until it is closed; `init` before all else. */
struct sockaddr_storage;
void serve_http_init(toll_serve *serve);
toll_status serve_http_open(toll_serve *serve, const struct sockaddr_storage *address, toll_error *error);
void serve_http_close(toll_serve *serve);

/* --- pool.c */
toll_status serve_pool_open(toll_serve *serve, toll_error *error);
void serve_pool_close(toll_serve *serve);
/* A reader that sees what the ledger holds now. `settled`: and, until it is given back, nothing that comes later. */
toll_status serve_reader_take(serve_reader **out, toll_serve *serve, bool settled, toll_error *error);
toll_status serve_reader_look(serve_reader *reader, toll_error *error);   /* what was written since is known to it from now on */
void serve_reader_give(toll_serve *serve, serve_reader *reader);
toll_status serve_ledger_open(toll_ledger **out, const toll_serve *serve, toll_ledger_mode mode, uint32_t busy_ms, toll_error *error);
/* The reckoning as of the request's moment; the request's, or its reader's. NULL: r->error says why. */
toll_ask *serve_ask(serve_request *r);
/* The same with what earlier requests loaded still in memory: for whoever asks by names (a claim, a question, findings) and never goes through all that is
 * loaded. */
toll_ask *serve_ask_warm(serve_request *r);

/* --- guard.c */
toll_status serve_tokens_load(toll_serve *serve, const char *path, toll_error *error);
/* Who comes, and may he? false: r->status and r->error are set. Header values may be NULL. */
typedef struct serve_headers {
    const char *host, *authorization, *origin, *site, *content_type;
} serve_headers;
bool serve_guard(serve_request *r, const serve_headers *headers);
const char *serve_reviewer(const serve_request *r);              /* in whose name is decided */
bool serve_host_is_here(const char *host);
bool serve_origin_fits(const char *origin, const char *host);

/* --- answer.c: errors, and pieces of JSON. serve_fail gives TOLL_E_USAGE with an HTTP status. */
__attribute__((format(printf, 3, 4))) toll_status serve_fail(serve_request *r, unsigned status, const char *format, ...);
unsigned serve_status_of(toll_status status);
void serve_add_problem(serve_request *r, unsigned status);       /* RFC 9457, into an emptied r->out; a page of HTML for a page */
const char *serve_reason(unsigned status);
void serve_add_row(toll_buffer *out, const toll_view_column *columns, size_t count, const toll_view_value *values);   /* one JSON object */
void serve_add_key(toll_buffer *out, const char *key);           /* "key": with the comma it needs */
void serve_add_string(toll_buffer *out, const char *key, const char *value);
/* Closes a list: `],"next":...}`, and the Link header. `cursor` NULL = no more. `why`: where the list is empty. */
void serve_end_list(serve_request *r, const char *cursor, bool empty, const char *why);
const char *serve_param(const serve_request *r, const char *name);
uint64_t serve_limit(const serve_request *r, uint64_t otherwise);
bool serve_flag(const serve_request *r, const char *name);

/* --- filter.c: the query as a filter of the ledger. */
toll_status serve_filter(serve_request *r, toll_ledger_filter *out);
toll_status serve_codes(serve_request *r, uint32_t *out);

/* --- api_reckoned.c: findings from the request's `after` on; where the next page begins. */
toll_status serve_findings_begin(serve_request *r, toll_ask **ask);
const char *serve_finding_cursor(serve_request *r, const toll_finding *finding);

/* --- decide.c: what people decided. */
typedef struct serve_claim_state {
    uint64_t row;
    int64_t decision;        /* the newest on it; 0 = none */
    bool flagged;            /* somebody wants a second reader */
    char etag[64];
} serve_claim_state;
#define SERVE_FLAG "{\"flag\":\"second_reader\"}"
toll_status serve_claim_of(serve_request *r, const char *id, toll_ledger_row *row, toll_ledger_claims *claims);   /* close `claims` afterwards */
/* The same, of a claim that the reckoning has found: UINT32_MAX = it has not. */
toll_status serve_claim_found(serve_request *r, uint32_t claim, toll_ask *ask, toll_ledger_row *row, toll_ledger_claims *claims);
toll_status serve_state_of(serve_claim_state *out, serve_request *r, uint64_t row);
/* Writes it down; on TOLL_E_USAGE with r->status 412 the claim is another by now. */
toll_status serve_decide(serve_request *r, const char *id, const serve_decision *decision);
/* The same on many claims at one moment, all or none; each named by the ETag of what was seen. */
/* All of them or none, at one moment; 412 where somebody decided on one of them since it was seen. */
toll_status serve_write_all(serve_request *r, const toll_ledger_decision *decisions, size_t count);
toll_status serve_decide_all(serve_request *r, const char *action, const char *reason, const char *const *etags, size_t count);

/* --- takeback.c: takes back a decision, or (0) the last one of whoever asks, with all of its moment. `place` (may be NULL): of the first claim. */
toll_status serve_take_back(toll_ledger_key *place, serve_request *r, uint64_t decision);

/* --- decisions.c: decisions, newest first: on the claim of a row, or all (row 0) before `after`. Texts live until the next. */
typedef struct serve_decided {
    int64_t id;
    const char *action;
    bool counts;             /* it is the newest on its claim */
    char time[32], claim[25];
    toll_text reviewer, payload, reason, words, document;
} serve_decided;
toll_status serve_decisions_open(toll_rows **out, serve_request *r, uint64_t row, uint64_t after, uint64_t limit);
toll_status serve_decisions_next(serve_decided *out, toll_rows *rows, toll_error *error);

/* --- intake.c: a document that was sent: read, compared with what the ledger has, and stored unless it is only tried. */
typedef struct serve_sent {
    toll_text bytes, charset;
    bool page;               /* HTML */
    bool dry;
    const char *name, *title, *outlet, *url, *published;   /* NULL = not said */
} serve_sent;

typedef struct serve_intake {
    toll_document document;  /* as it was read */
    toll_reading reading;
    const char *change;      /* inserted, unchanged, new_version, reread: what was done, or would be */
    char sha256[65];
    uint64_t version;        /* 0 = there is none yet */
    toll_span *left;         /* figures of which no claim came */
    size_t left_count, left_cap;
    const char *remark;      /* a day that is not believed; NULL = none */
    const char *twin;        /* a document with nearly the same text; NULL = none */
    bool dry;
    toll_run *run;
    toll_buffer clean, packed;
} serve_intake;

toll_status serve_take_in(serve_intake *out, serve_request *r, const serve_sent *sent);
void serve_intake_free(serve_intake *in);
/* --- sent.c: a document as JSON: {"text": .., "title": ..}; strings live in `memory`. */
toll_status serve_sent_parse(serve_sent *out, toll_arena *memory, toll_text body, toll_error *error);

/* --- segments.c: a text cut where evidence begins or ends. Offsets in bytes, code points and UTF-16 units. */
enum { SERVE_MARK_QUANTITY = 1, SERVE_MARK_OUTCOME = 2, SERVE_MARK_VICTIMS = 4, SERVE_MARK_CLAIMANT = 8, SERVE_MARK_PERIOD = 16,
    SERVE_MARK_PLACE = 32, SERVE_MARK_HIT = 64,
    SERVE_MARK_KINDS = 7 };
typedef struct serve_mark {
    toll_span span;
    uint32_t claim;          /* its number in the text, from 1; 0 = of no claim: a word that was looked for */
    unsigned kind;
} serve_mark;
typedef struct serve_segment {
    toll_text text;
    size_t off, points, units;           /* where it begins */
    size_t end_points, end_units;
    unsigned kinds;
    uint32_t claims[8], claim_count;     /* whose evidence it is; the first eight */
    uint32_t begins;                     /* the claim whose number begins here; 0 = none */
} serve_segment;
typedef toll_status serve_segment_visit(void *context, const serve_segment *segment);
extern const char *const serve_mark_names[SERVE_MARK_KINDS];
/* Adds a claim's marks; false where memory runs out. */
bool serve_add_marks(serve_mark **marks, size_t *count, size_t *cap, const toll_claim *claim, uint32_t number);
/* hits.c: marks where the words that somebody looks for stand. */
bool serve_add_hits(serve_mark **marks, size_t *count, size_t *cap, toll_text text, const char *words);
toll_status serve_cut(toll_text text, serve_mark *marks, size_t count, serve_segment_visit *visit, void *context);

/* --- api_ledger.c: what was decided on a claim and where it stands, as members of its object. */
void serve_add_decided(toll_buffer *out, const toll_ledger_row *row);

/* --- export.c: lets go of what waits in a file. */
void serve_unspool(serve_request *r);

/* --- api_*.c, page_*.c, files.c */
serve_handler serve_api_documents, serve_api_document, serve_api_claims, serve_api_claim, serve_api_claim_decisions, serve_api_decide,
    serve_api_names, serve_api_decisions, serve_api_questions, serve_api_question, serve_api_question_chart, serve_api_statement, serve_api_findings,
    serve_api_sources, serve_api_series_chart, serve_api_series, serve_api_series_of, serve_api_table, serve_api_table_chart, serve_api_table_days, serve_api_tables, serve_api_profile, serve_api_disparity, serve_api_disparity_csv, serve_api_disparity_chart,
    serve_api_disparity_funnel, serve_api_assess, serve_api_openapi, serve_api_status, serve_api_add, serve_api_changes, serve_export_claims, serve_export_report;
serve_handler serve_feed_claims, serve_feed_question, serve_feed_findings;
serve_handler serve_api_versions, serve_page_versions;
serve_handler serve_api_make, serve_page_missed, serve_page_make;
serve_handler serve_api_revisions, serve_api_revision, serve_api_cite, serve_page_revision;
serve_handler serve_page_home, serve_page_findings, serve_page_questions, serve_page_question, serve_page_claim, serve_page_documents,
    serve_page_document, serve_page_sources, serve_page_search, serve_page_method, serve_page_settings, serve_page_set, serve_page_merge, serve_page_merged, serve_api_merge, serve_api_merged,
    serve_api_claim_days, serve_api_document_days, serve_api_claim_days_chart, serve_api_document_days_chart, serve_page_inbox, serve_page_decide, serve_page_batch, serve_page_decide_all, serve_page_log, serve_page_revert,
    serve_page_claimant, serve_page_tables, serve_page_series_of, serve_page_table, serve_page_disparity, serve_page_assess, serve_page_import, serve_page_imported, serve_page_export, serve_file_style, serve_file_script, serve_file_icon;

#endif
