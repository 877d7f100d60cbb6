/* What UCDP-like and ACLED-like rows share: which claims are deaths in an event, the figure they give, and a list of what did not fit. Nothing is guessed:
 * a bound gives low or high and no single number, a vague word nothing unless a policy is named, and what these datasets know and a claim does not
 * (conflict ids, actors, event types) stays empty. */
#ifndef TOLL_EXPORT_EVENT_H
#define TOLL_EXPORT_EVENT_H

#include "inside.h"

typedef struct export_figure {
    double best, low, high;  /* NAN = none */
} export_figure;

export_figure export_figure_of(const toll_quantity *quantity, toll_export_vague vague);
/* Why a claim has no row; false where it has one. */
bool export_is_left_out(char out[160], const toll_claim *claim);

/* What the cells of a row point to besides the ledger's, until the next row; `notes` is what did not fit. It is job->own. */
typedef struct export_texts {
    toll_buffer notes, article, point;
} export_texts;
__attribute__((format(printf, 2, 3))) void export_add_note(toll_buffer *notes, const char *format, ...);

/* Of the dataset: sets what the claim says in cells that are empty, and notes the rest. */
typedef void export_fill(toll_view_datum *cells, const export_job *job, export_texts *texts, const toll_ledger_row *row);
typedef struct export_dataset {
    const toll_view_field *fields;
    size_t count;            /* at most EXPORT_CELLS, the last of them EXPORT_BESIDE */
    export_fill *fill;
} export_dataset;
toll_status export_begin_events(export_job *job);
/* The claim's row; or where it has none, the reason, which is a row of the list of what is left out. */
toll_status export_add_claim_event(export_job *job, const toll_ledger_row *row);
void export_close_events(export_job *job);

/* Columns beside the ones of the dataset. */
enum { EXPORT_BESIDE = 12 };
#define EXPORT_BESIDE_FIELDS \
    {"tollbook_doc", TOLL_VIEW_STRING, "", "the document's name in the ledger"}, \
    {"tollbook_claim", TOLL_VIEW_STRING, "", "the claim's id"}, \
    {"tollbook_number", TOLL_VIEW_STRING, "", "the figure with its bound, in plain words"}, \
    {"tollbook_point", TOLL_VIEW_NUMBER, "", "the number that is named"}, \
    {"tollbook_claimant", TOLL_VIEW_STRING, "", "whose word it is"}, \
    {"tollbook_side", TOLL_VIEW_STRING, "", "whose loss"}, \
    {"tollbook_class", TOLL_VIEW_STRING, "", "military, civilian, mixed, unknown"}, \
    {"tollbook_from", TOLL_VIEW_DATE, "", "first day of the loss"}, \
    {"tollbook_to", TOLL_VIEW_DATE, "", "last day"}, \
    {"tollbook_confidence", TOLL_VIEW_NUMBER, "", "that the claim is read right"}, \
    {"tollbook_review", TOLL_VIEW_STRING, "", "accepted, corrected (with the correction); empty = nobody has decided"}, \
    {"tollbook_does_not_fit", TOLL_VIEW_STRING, "", "what the columns before cannot hold, and why they are empty"}

#endif
