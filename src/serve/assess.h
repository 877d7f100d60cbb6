/* What is asked of two tables, deaths and people by name, on its way to an answer: what API and page share. */
#ifndef TOLL_SERVE_ASSESS_H
#define TOLL_SERVE_ASSESS_H

#include "disparity/counts.h"
#include "disparity/show.h"
#include "inside.h"

/* Of what a stranger sends: cells a table, names that have people; as many rows that cannot be read are told of, and names without people. */
enum { SERVE_ASSESS_CELLS = 1 << 20, SERVE_ASSESS_NAMES = 1000, SERVE_ASSESS_TOLD = 20, SERVE_ASSESS_STRAYS = 200, SERVE_FIELD_BYTES = 500 };

typedef enum serve_ask_field {
    ASK_DEATHS, ASK_POPULATION,      /* the tables: their text where `sent`, else the SHA-256 of one that the ledger keeps */
    ASK_BY, ASK_REFERENCE, ASK_LEVEL, ASK_COUNT, ASK_DENOMINATOR, ASK_WHERE, ASK_DATE, ASK_FROM, ASK_TO, ASK_SAYS, ASK_CLAIM, ASK_OF,
    ASK_FORMAT,                      /* json, csv, chart, funnel */
    ASK_FIELDS
} serve_ask_field;
extern const char *const serve_ask_names[ASK_FIELDS];

typedef struct serve_asked {
    const char *fields[ASK_FIELDS];  /* NULL = not said */
    bool sent;
} serve_asked;

/* assess_parse.c: the body of a request: one flat JSON object of strings (a level may be a number); or a form, or a query. */
toll_status serve_asked_parse(serve_asked *out, toll_arena *memory, toll_text body, toll_error *error);
toll_status serve_asked_of(serve_asked *out, const serve_query *query, bool sent, toll_error *error);

typedef struct serve_assessed {
    toll_arena memory;
    toll_grid grids[2];              /* of deaths and of people */
    toll_buffer bytes[2];            /* of tables that the ledger keeps */
    char files[2][256];              /* their names; "" = sent */
    toll_counts deaths, people;
    toll_disparity table;
    toll_said said;
    bool has_said;
    size_t of;
    char window[32];                 /* "2022-01-01..2022-12-31"; "" = all days */
    struct serve_complaint { int table; uint64_t line; char words[160]; } told[SERVE_ASSESS_TOLD];
    size_t complaints;
    int table_in_hand;
} serve_assessed;

/* assess.c. Free in any case. What is wrong with the tables or the question is r->error with status 422, its `where` "/deaths" and the like. */
toll_status serve_assess(serve_assessed *out, serve_request *r, const serve_asked *asked);
void serve_assessed_free(serve_assessed *assessed);

/* api_disparity.c: the answer in the format that was asked for. */
toll_status serve_answer_assessed(serve_request *r, const serve_assessed *assessed, const char *format);
void serve_add_rates_csv(toll_buffer *out, const serve_assessed *assessed);

#endif
