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
toll_status export_begin_events(export_job *job, const toll_view_field *fields, size_t count);
/* Writes the row, its last cells filled in here: EXPORT_BESIDE of them. `notes` is what did not fit. */
toll_status export_add_event(export_job *job, const toll_ledger_row *row, const toll_view_field *fields, toll_view_datum *cells, size_t count,
                             toll_buffer *notes);
/* The row of the list of what is left out. */
toll_status export_add_left_out(export_job *job, const toll_ledger_row *row, const char *reason);
__attribute__((format(printf, 2, 3))) void export_add_note(toll_buffer *notes, const char *format, ...);

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
