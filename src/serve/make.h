/* A reviewer's claim on its way into the ledger. */
#ifndef TOLL_SERVE_MAKE_H
#define TOLL_SERVE_MAKE_H

#include "inside.h"
#include "made.h"

/* A version of a document with its text, and the claims that stand in it; 404 where there is none. Close `versions` afterwards. */
toll_status serve_version_of(toll_ledger_version *out, toll_ledger_versions *versions, serve_request *r, const char *given);
/* The moment of which the claims of a version are to be asked: 0 = now, else just before it was superseded. */
int64_t serve_version_moment(const toll_ledger_version *version);

/* Makes the claim and accepts it in the name of whoever asks; its id to `out`. On TOLL_E_USAGE r->status says what is wrong: 409 where the
 * words have a claim (r->again) or the version is over, 422 where what was sent does not fit the text. */
toll_status serve_make(char out[25], serve_request *r, const char *version, const serve_made *made);

#endif
