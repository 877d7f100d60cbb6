/* What a ledger may hold, as hashes: names of documents and sums of texts. In: all that is stored. Out: whether something is surely not, so
 * that nobody need be asked. Two things with one hash cost a question, no error. */
#ifndef TOLL_LEDGER_HEARD_H
#define TOLL_LEDGER_HEARD_H

#include "base/base.h"

typedef struct toll_heard {
    uint64_t *slots;         /* open addressing, at most half full; 0 = free */
    size_t slot_count, len;
    int64_t document, text;  /* all rows up to these are in it */
    uint64_t asked;          /* how often it was looked for something: what loading it may cost */
    bool whole, failed;      /* whole: it knows all that the transaction in hand can see. failed: memory was out once, it is not tried again */
} toll_heard;

void toll_heard_free(toll_heard *heard);
void toll_heard_put(toll_heard *heard, toll_text key);
bool toll_heard_has(const toll_heard *heard, toll_text key);   /* it may be there; false = surely not */

#endif
