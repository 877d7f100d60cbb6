/* What one trait has is kept decoded, as a bit a reading where it has many, else as a list: claimants, sides and places are asked for again and
 * again, and most of a question's cost would be taking the index's numbers apart. In: numbers. Out: a set, kept while the segments are the same,
 * at most 16 MB of them; the one goes first that nobody asked for the longest. */
#include "sql_trait.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"

enum { SETS = 128, MOST_BYTES = 16 << 20 };

struct toll_sql_traits {
    trait_set sets[SETS];
    toll_sql_values segments;
    size_t bytes;
    unsigned turn;
};

toll_status trait_no_memory(const traits *of)
{
    return toll_error_set(of->error, TOLL_E_MEMORY, of->it->path, "no memory for the readings that have a trait");
}

static void drop(struct toll_sql_traits *kept, trait_set *set)
{
    kept->bytes -= set->len * sizeof *set->of;
    toll_base_free(set->of);
    *set = (trait_set){.key = ""};
}

void toll_sql_traits_free(toll_sql_store *it)
{
    if (!it->traits) return;
    for (int i = 0; i < SETS; i++) drop(it->traits, &it->traits->sets[i]);
    toll_base_free(it->traits->segments.of);
    toll_base_free(it->traits);
    it->traits = NULL;
}

bool trait_look_at_segments(traits *of)
{
    const toll_sql_values *now = &of->segments;
    if (of->it->traits) {
        const toll_sql_values *known = &of->it->traits->segments;
        if (known->count != now->count || (now->count && memcmp(known->of, now->of, now->count * sizeof *now->of) != 0))
            toll_sql_traits_free(of->it);
    }
    if (!of->it->traits) {
        struct toll_sql_traits *made = of->it->traits = toll_base_zero(1, sizeof *made);
        if (!made) return false;
        made->segments.of = toll_base_zero(now->count + 1, sizeof *now->of);
        if (!made->segments.of) return false;
        if (now->count) memcpy(made->segments.of, now->of, now->count * sizeof *now->of);
        made->segments.count = now->count;
    }
    of->kept = of->it->traits;
    of->kept->turn++;
    return true;
}

bool trait_is_kept(traits *of, const char *key)
{
    for (int i = 0; i < SETS; i++) {
        trait_set *set = &of->kept->sets[i];
        if (strcmp(set->key, key) != 0) continue;
        set->turn = of->kept->turn;
        of->sets[of->count++] = set;
        return true;
    }
    return false;
}

/* The set that nobody asked for the longest; none that this question uses. NULL = there is none. */
static trait_set *oldest(struct toll_sql_traits *kept)
{
    trait_set *found = NULL;
    for (int i = 0; i < SETS; i++) {
        trait_set *set = &kept->sets[i];
        if (*set->key && set->turn != kept->turn && (!found || set->turn < found->turn)) found = set;
    }
    return found;
}

static trait_set *free_place(struct toll_sql_traits *kept)
{
    for (int i = 0; i < SETS; i++)
        if (!*kept->sets[i].key) return &kept->sets[i];
    return NULL;
}

/* A place for a set of so many bytes. There are more places than a question has traits, so that one can always be made. */
static trait_set *make_room(struct toll_sql_traits *kept, size_t bytes)
{
    trait_set *found = free_place(kept);
    for (trait_set *old; (!found || kept->bytes + bytes > MOST_BYTES) && (old = oldest(kept)) != NULL; found = free_place(kept))
        drop(kept, old);
    return found;
}

toll_status trait_keep(traits *of, const char *key)
{
    toll_sql_values *one = &of->one;
    toll_sql_settle(one);
    const uint64_t last = one->count ? one->of[one->count - 1] : 0;
    const bool bits = one->count > last / 64 + 1;
    const size_t len = bits ? (size_t)(last / 64 + 1) : one->count;
    uint64_t *copy = toll_base_zero(len + 1, sizeof *copy);
    if (!copy) return trait_no_memory(of);
    for (size_t i = 0; i < one->count; i++)
        if (bits) copy[one->of[i] / 64] |= 1ull << (one->of[i] % 64);
        else copy[i] = one->of[i];
    trait_set *set = make_room(of->kept, len * sizeof *copy);
    *set = (trait_set){.of = copy, .len = len, .count = one->count, .bits = bits, .turn = of->kept->turn};
    if (key) snprintf(set->key, sizeof set->key, "%s", key);
    else snprintf(set->key, sizeof set->key, "? %u %d", of->kept->turn, of->count);
    of->kept->bytes += len * sizeof *copy;
    of->sets[of->count++] = set;
    one->count = 0;
    return TOLL_OK;
}
