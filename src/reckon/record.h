/* A reckoned claim as bytes that a ledger can keep. */
#ifndef TOLL_RECKON_RECORD_H
#define TOLL_RECKON_RECORD_H

#include "inside.h"

void reckon_record_write(toll_buffer *out, const reckon_claim *claim);
/* Of whatever bytes: false where they are no claim. `document` and `row` are the caller's. */
bool reckon_record_read(reckon_claim *out, toll_reckoning *reckoning, toll_text bytes);

#endif
