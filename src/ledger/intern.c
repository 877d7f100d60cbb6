/* The table of intern.h: open addressing, at most half full, grown by doubling. */
#include "intern.h"

#include "base/fault.h"

void toll_intern_free(toll_intern *intern)
{
    toll_arena_free(&intern->memory);
    toll_base_free(intern->entries);
    toll_base_free(intern->slots);
    *intern = (toll_intern){0};
}

void toll_intern_forget(toll_intern *intern)
{
    intern->len = 0;
    if (intern->slot_count) memset(intern->slots, 0, intern->slot_count * sizeof *intern->slots);
}

void toll_intern_reset(toll_intern *intern)
{
    toll_intern_forget(intern);
    toll_arena_reset(&intern->memory);
}

/* Where the key stands, or would. */
static size_t place(const toll_intern *intern, toll_text key)
{
    size_t slot = (size_t)toll_hash(key.data, key.len, 1) & (intern->slot_count - 1);
    while (intern->slots[slot] && !toll_text_equal(intern->entries[intern->slots[slot] - 1].key, key))
        slot = (slot + 1) & (intern->slot_count - 1);
    return slot;
}

const toll_intern_entry *toll_intern_find(const toll_intern *intern, toll_text key)
{
    if (!intern->slot_count) return NULL;
    uint32_t found = intern->slots[place(intern, key)];
    return found ? &intern->entries[found - 1] : NULL;
}

static bool make_room(toll_intern *intern)
{
    if (!toll_grow(&intern->entries, &intern->cap, intern->len, sizeof *intern->entries)) return false;
    if ((intern->len + 1) * 2 <= intern->slot_count) return true;
    size_t wanted = intern->slot_count ? intern->slot_count * 2 : 64;
    uint32_t *slots = toll_base_zero(wanted, sizeof *slots);
    if (!slots) return false;
    toll_base_free(intern->slots);
    intern->slots = slots;
    intern->slot_count = wanted;
    for (size_t i = 0; i < intern->len; i++) slots[place(intern, intern->entries[i].key)] = (uint32_t)i + 1;
    return true;
}

void toll_intern_put(toll_intern *intern, toll_text key, int64_t row, const void *value)
{
    if (!make_room(intern)) return;
    char *copy = toll_arena_string(&intern->memory, key.data, key.len);
    if (!copy) return;
    intern->entries[intern->len] = (toll_intern_entry){{copy, key.len}, row, value};
    intern->slots[place(intern, (toll_text){copy, key.len})] = (uint32_t)++intern->len;
}
