/* The set of heard.h. A hash of 64 bits for each; where memory is out the set is given up, and the ledger is asked as before. Names and sums
 * share it: a sum is 32 bytes of noise. */
#include "heard.h"

#include "base/fault.h"

void toll_heard_free(toll_heard *heard)
{
    toll_base_free(heard->slots);
    *heard = (toll_heard){0};
}

static uint64_t hash_of(toll_text key)
{
    uint64_t hash = toll_hash(key.data, key.len, 31);
    return hash ? hash : 1;
}

/* Where the hash stands, or would. */
static size_t place(const toll_heard *heard, uint64_t hash)
{
    size_t slot = (size_t)hash & (heard->slot_count - 1);
    while (heard->slots[slot] && heard->slots[slot] != hash) slot = (slot + 1) & (heard->slot_count - 1);
    return slot;
}

static bool make_room(toll_heard *heard)
{
    if ((heard->len + 1) * 2 <= heard->slot_count) return true;
    toll_heard wider = {.slot_count = heard->slot_count ? heard->slot_count * 2 : 1024};
    wider.slots = toll_base_zero(wider.slot_count, sizeof *wider.slots);
    if (!wider.slots) return false;
    for (size_t i = 0; i < heard->slot_count; i++)
        if (heard->slots[i]) wider.slots[place(&wider, heard->slots[i])] = heard->slots[i];
    toll_base_free(heard->slots);
    heard->slots = wider.slots;
    heard->slot_count = wider.slot_count;
    return true;
}

void toll_heard_put(toll_heard *heard, toll_text key)
{
    if (heard->failed) return;
    if (!make_room(heard)) {
        toll_heard_free(heard);
        heard->failed = true;
        return;
    }
    uint64_t hash = hash_of(key);
    size_t slot = place(heard, hash);
    heard->len += heard->slots[slot] == 0;
    heard->slots[slot] = hash;
}

bool toll_heard_has(const toll_heard *heard, toll_text key)
{
    if (!heard->whole || heard->failed) return true;
    return heard->slot_count && heard->slots[place(heard, hash_of(key))];
}
