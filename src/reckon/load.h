/* Claims from a ledger into a reckoning, as reviewers corrected them. */
#ifndef TOLL_RECKON_LOAD_H
#define TOLL_RECKON_LOAD_H

#include <tollbook/ledger.h>
#include <tollbook/reckon.h>

#include "base/base.h"

/* Applies corrected fields; `with` gets what was said of the claim's statement ("alone", or a claim's id), where anything was. */
bool toll_reckon_correct(toll_claim *claim, const char **with, toll_text payload, toll_arena *memory);

/* Adds every claim that the filter gives, a document at a time, so that memory is that of the reckoning. `added` (may be NULL) counts the
 * documents. Rejected claims stay out. Settle afterwards. */
toll_status toll_reckoning_load(toll_reckoning *reckoning, toll_ledger *ledger, const toll_ledger_filter *filter, toll_error *error);

#endif
