/* Values that repeat, kept once: key -> row and value, in memory. In: the bytes of the key, its row in the ledger, the value. Out: either, in
 * constant time. Values live until the intern is freed, also after forgetting, because iterators may still hold them.
 * After an allocation failure nothing is kept, and the ledger is asked again. */
#ifndef TOLL_LEDGER_INTERN_H
#define TOLL_LEDGER_INTERN_H

#include "base/base.h"

typedef struct toll_intern_entry {
    toll_text key;
    int64_t row;
    const void *value;
} toll_intern_entry;

typedef struct toll_intern {
    toll_arena memory;
    toll_intern_entry *entries;
    size_t len, cap;
    uint32_t *slots;         /* index of an entry + 1; 0 = free */
    size_t slot_count;       /* a power of two */
} toll_intern;

void toll_intern_free(toll_intern *intern);
void toll_intern_forget(toll_intern *intern);   /* after a rollback: rows may not exist */
void toll_intern_reset(toll_intern *intern);    /* also takes the memory back for reuse */
const toll_intern_entry *toll_intern_find(const toll_intern *intern, toll_text key);   /* NULL = not known */
void toll_intern_put(toll_intern *intern, toll_text key, int64_t row, const void *value);

#endif
