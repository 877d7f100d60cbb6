/* What changed in a ledger, as one JSON object without a line break; written once for the command line and the server. */
#ifndef TOLL_VIEW_CHANGE_H
#define TOLL_VIEW_CHANGE_H

#include "base/base.h"
#include "ledger/changes.h"

void toll_view_change_json(toll_buffer *out, const toll_event *event);

#endif
