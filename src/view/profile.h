/* A claimant's profile (reckon/profile.h) as a row, for the command, the API and the pages. */
#ifndef TOLL_VIEW_PROFILE_H
#define TOLL_VIEW_PROFILE_H

#include "reckon/profile.h"
#include "view.h"

enum { TOLL_VIEW_PROFILE_COLUMNS = 24 };
extern const toll_view_column toll_view_profile_columns[TOLL_VIEW_PROFILE_COLUMNS];
void toll_view_set_profile(toll_view_value values[TOLL_VIEW_PROFILE_COLUMNS], const toll_profile *profile);

#endif
