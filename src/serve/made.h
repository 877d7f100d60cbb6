/* A claim that a reviewer makes from words of a document: what was sent, and what becomes of it. */
#ifndef TOLL_SERVE_MADE_H
#define TOLL_SERVE_MADE_H

#include <tollbook/claim.h>
#include <tollbook/document.h>

#include "query.h"

typedef enum serve_made_field {
    MADE_START, MADE_END, MADE_QUOTE, MADE_POINT, MADE_LOW, MADE_HIGH, MADE_QUALIFIER, MADE_UNIT, MADE_OUTCOME, MADE_OUTCOME_WORDS, MADE_SIDE,
    MADE_CLASS,
    MADE_CATEGORY, MADE_VICTIMS_WORDS, MADE_CLAIMANT, MADE_CLAIMANT_SIDE, MADE_CLAIMANT_KIND, MADE_CLAIMANT_WORDS, MADE_MODALITY, MADE_VERIFIED,
    MADE_STATED, MADE_FROM, MADE_TO, MADE_PERIOD_KIND, MADE_PERIOD_WORDS, MADE_PLACE, MADE_PLACE_NAME, MADE_PLACE_WORDS, MADE_REASON,
    SERVE_MADE_FIELDS
} serve_made_field;

/* As it was sent; NULL = not given. */
typedef struct serve_made {
    const char *value[SERVE_MADE_FIELDS];
} serve_made;

#define SERVE_BY_HAND "by_hand"   /* the rule that made it */
enum { SERVE_MADE_BYTES = 500 };         /* of a field */
extern const char *const serve_made_names[SERVE_MADE_FIELDS];

/* --- made_parse.c. {"start":10,"end":12,"quote":"63","point":63,"outcome":"killed"}; what is not known is refused. */
toll_status serve_made_parse(serve_made *out, toll_arena *memory, toll_text body, toll_error *error);
toll_status serve_made_of_form(serve_made *out, toll_arena *memory, const serve_query *form, toll_error *error);

/* --- made_claim.c: the claim, its words held against the document's text. Strings are those of `made`. error->where names the field. */
toll_status serve_made_claim(toll_claim *out, const serve_made *made, const toll_document *document, toll_error *error);

/* --- made_fields.c: what the fields say, into a claim whose words are found already. */
toll_status serve_made_fields(toll_claim *out, const serve_made *made, toll_error *error);
__attribute__((format(printf, 3, 4))) toll_status serve_made_wrong(toll_error *error, serve_made_field field, const char *format, ...);
/* "2,500" and "2 500" are 2500; NAN where the words are no digits. */
double serve_figure_of(toll_text words);

#endif
