/* Keys to numbers, keys to lists, strings to one pointer each. In: 64-bit hashes that are taken for the things themselves (2^64 makes a
 * clash among millions unlikely). Out: constant-time look-ups in flat arrays. Failures of memory come back as NULL or false. */
#include "inside.h"

#include "base/fault.h"

void reckon_map_free(reckon_map *map)
{
    toll_base_free(map->keys);
    toll_base_free(map->values);
    *map = (reckon_map){0};
}

static size_t slot_of(const reckon_map *map, uint64_t key)
{
    size_t mask = map->cap - 1, at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & mask;
    while (map->keys[at] && map->keys[at] != key) at = (at + 1) & mask;
    return at;
}

uint32_t reckon_map_get(const reckon_map *map, uint64_t key)
{
    if (!map->cap) return RECKON_NONE;
    size_t at = slot_of(map, key | !key);
    return map->keys[at] ? map->values[at] : RECKON_NONE;
}

static bool grow(reckon_map *map)
{
    reckon_map larger = {.cap = map->cap ? map->cap * 2 : 64, .count = map->count};
    larger.keys = toll_base_zero(larger.cap, sizeof *larger.keys);
    larger.values = toll_base_take(larger.cap * sizeof *larger.values);
    if (!larger.keys || !larger.values) {
        reckon_map_free(&larger);
        return false;
    }
    for (size_t i = 0; i < map->cap; i++) {
        if (!map->keys[i]) continue;
        size_t at = slot_of(&larger, map->keys[i]);
        larger.keys[at] = map->keys[i];
        larger.values[at] = map->values[i];
    }
    reckon_map_free(map);
    *map = larger;
    return true;
}

uint32_t *reckon_map_put(reckon_map *map, uint64_t key)
{
    key |= !key;
    if (map->count * 10 >= map->cap * 7 && !grow(map)) return NULL;
    size_t at = slot_of(map, key);
    if (!map->keys[at]) {
        map->keys[at] = key;
        map->values[at] = RECKON_NONE;
        map->count++;
    }
    return &map->values[at];
}

void reckon_lists_free(reckon_lists *lists)
{
    reckon_map_free(&lists->heads);
    toll_base_free(lists->entries);
    *lists = (reckon_lists){0};
}

bool reckon_lists_add(reckon_lists *lists, uint64_t key, uint32_t item)
{
    if (!toll_grow(&lists->entries, &lists->cap, lists->count, sizeof *lists->entries)) return false;
    uint32_t *head = reckon_map_put(&lists->heads, key);
    if (!head) return false;
    lists->entries[lists->count] = (struct reckon_entry){item, *head};
    *head = (uint32_t)lists->count++;
    return true;
}

bool reckon_numbers_add(reckon_numbers *numbers, uint32_t item)
{
    if (!toll_grow(&numbers->items, &numbers->cap, numbers->count, sizeof *numbers->items)) return false;
    numbers->items[numbers->count++] = item;
    return true;
}

const char *reckon_strings_put(reckon_strings *strings, toll_text text)
{
    if (!text.data || !text.len) return NULL;
    uint64_t key = toll_hash(text.data, text.len, 7);
    uint32_t *slot = reckon_map_put(&strings->map, key);
    if (!slot) return NULL;
    if (*slot != RECKON_NONE) return strings->items[*slot];
    if (!toll_grow(&strings->items, &strings->cap, strings->count, sizeof *strings->items)) return NULL;
    char *copy = toll_arena_string(&strings->memory, text.data, text.len);
    if (!copy) return NULL;
    *slot = (uint32_t)strings->count;
    return strings->items[strings->count++] = copy;
}
