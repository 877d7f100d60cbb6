/* What the ledger holds of one claimant, on its way to an answer. */
#ifndef TOLL_SERVE_PROFILE_H
#define TOLL_SERVE_PROFILE_H

#include "inside.h"
#include "view/profile.h"

/* Findings that are gone through for a profile, at most; where there are more, `cut` says so: the counts are then of the first so many. */
enum { SERVE_PROFILE_FINDINGS = 50000 };
/* Free `out` in any case. `at`: the claimant's profile; TOLL_END (and 404) where it makes no statement. */
toll_status serve_profile_of(toll_profiles *out, const toll_profile **at, bool *cut, serve_request *r, const char *claimant);
/* A page's table of it. */
void page_profile(toll_buffer *out, const toll_profile *profile, bool cut);

#endif
