/* What a person or a program gets to see of a ledger's documents and names and of its reckoning: rows of named columns and JSON, written once for the
 * command line, the server and exports. Values point into what they were made from and into `values` itself. */
#ifndef TOLL_VIEW_RECKONED_H
#define TOLL_VIEW_RECKONED_H

#include <tollbook/ledger.h>
#include <tollbook/reckon.h>

#include "view.h"

/* --- record.c */
enum { TOLL_VIEW_DOCUMENT_COLUMNS = 13, TOLL_VIEW_NAME_COLUMNS = 8, TOLL_VIEW_RELAY_COLUMNS = 7 };
extern const toll_view_column toll_view_document_columns[TOLL_VIEW_DOCUMENT_COLUMNS], toll_view_name_columns[TOLL_VIEW_NAME_COLUMNS],
    toll_view_relay_columns[TOLL_VIEW_RELAY_COLUMNS];
void toll_view_set_document(toll_view_value values[TOLL_VIEW_DOCUMENT_COLUMNS], const toll_ledger_version *version);
void toll_view_set_name(toll_view_value values[TOLL_VIEW_NAME_COLUMNS], const toll_ledger_source *source);
void toll_view_set_relay(toll_view_value values[TOLL_VIEW_RELAY_COLUMNS], const toll_relay *relay);

/* --- finding.c. JSON without a line break. */
enum { TOLL_VIEW_FINDING_COLUMNS = 10 };
extern const toll_view_column toll_view_finding_columns[TOLL_VIEW_FINDING_COLUMNS];
void toll_view_finding_json(toll_buffer *out, toll_reckoning *reckoning, const toll_finding *finding);
void toll_view_finding_row(toll_buffer *out, toll_view_rows *rows, toll_reckoning *reckoning, const toll_finding *finding);
/* What a kind of finding is called where people read. */
const char *toll_view_finding_title(toll_finding_code code);
/* What must hold for one of this kind to be real, for whoever judges it. */
const char *toll_view_finding_needs(toll_finding_code code);
/* A claim as {"id":..,"doc":..,"text":..,"claimant":..}. */
void toll_view_reckoned_claim_json(toll_buffer *out, const toll_reckoning *reckoning, uint32_t claim);

/* --- question.c */
enum { TOLL_VIEW_QUESTION_COLUMNS = 6, TOLL_VIEW_LADDER_COLUMNS = 11 };
extern const toll_view_column toll_view_question_columns[TOLL_VIEW_QUESTION_COLUMNS], toll_view_ladder_columns[TOLL_VIEW_LADDER_COLUMNS];
typedef struct toll_view_question {
    toll_view_value values[TOLL_VIEW_QUESTION_COLUMNS];      /* point into the rest */
    toll_words title, terms;
    toll_buffer figures;
    size_t claimants;
} toll_view_question;

void toll_view_set_question(toll_view_question *out, toll_reckoning *reckoning, const toll_question *question);
void toll_view_question_free(toll_view_question *question);
/* When a claim was said, else published; and whose word it is: the institution, else the words, else "(not named)". */
toll_day toll_view_said(toll_reckoning *reckoning, uint32_t claim);
const char *toll_view_claimant(toll_reckoning *reckoning, uint32_t claim);
/* The same with the institution's name for its id. */
const char *toll_view_claimant_name(toll_reckoning *reckoning, uint32_t claim);

typedef struct toll_view_step {
    uint32_t claim;
    bool latest;             /* of its claimant */
} toll_view_step;

/* The statements of a question, claimant by claimant in the order in which each first spoke. `out` has room for `count`. */
void toll_view_ladder_order(toll_view_step *out, toll_reckoning *reckoning, const uint32_t *heads, uint32_t count);
void toll_view_ladder_rows(toll_buffer *out, toll_view_rows *rows, toll_reckoning *reckoning, const toll_view_step *steps, uint32_t count);

/* --- differs.c. How another claim differs from the one that is looked at: "figure 63, here 89; whose word rus-mod, here (not named)". */
void toll_view_add_differences(toll_buffer *out, toll_reckoning *reckoning, uint32_t other, uint32_t here);

/* --- statement.c. What was changed on the way, in words: "qualifier, place". */
void toll_view_add_drift(toll_buffer *out, unsigned drift);
/* False where memory runs out. */
enum { TOLL_VIEW_STATEMENT_COLUMNS = 10 };
extern const toll_view_column toll_view_statement_columns[TOLL_VIEW_STATEMENT_COLUMNS];
bool toll_view_statement_rows(toll_buffer *out, toll_view_rows *rows, toll_reckoning *reckoning, const toll_statement *statement);

#endif
