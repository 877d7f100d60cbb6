/* Names of two tables that should meet. In: names as people write them. Out: the same name where case, accents, blanks, dashes, points and brackets
 * are all that differs; for the rest, the nearest ones as suggestions, never as a match. Finding is by halving over sorted keys; a suggestion
 * compares one name with all of them, so it is asked for strays alone. */
#include <stdlib.h>

#include "inside.h"

bool disparity_key(toll_text *out, toll_arena *memory, toll_text name)
{
    char *key = toll_arena_take(memory, name.len * 4 + 1);
    if (!key) return false;
    size_t len = toll_utf8_fold(key, name.len * 4, name.data ? name.data : "", name.len), kept = 0;
    if (len > name.len * 4) len = name.len * 4;
    for (size_t i = 0; i < len; i++) {
        bool mark = strchr(" \t\r\n-._,;:'\"()[]/", key[i]) != NULL;
        if (!mark) key[kept++] = key[i];
        else if (kept && key[kept - 1] != ' ') key[kept++] = ' ';
    }
    while (kept && key[kept - 1] == ' ') kept--;
    *out = (toll_text){key, kept};
    return true;
}

int disparity_compare(toll_text a, toll_text b)
{
    int order = memcmp(a.data, b.data, a.len < b.len ? a.len : b.len);
    return order ? order : a.len < b.len ? -1 : a.len > b.len;
}

static int compare_entries(const void *a, const void *b)
{
    const disparity_entry *x = a, *y = b;
    int order = disparity_compare(x->key, y->key);
    return order ? order : x->first < y->first ? -1 : x->first > y->first;
}

/* Counts of one name become one entry, in the order of the keys. */
toll_status disparity_gather(disparity_entries *out, toll_arena *memory, const toll_disparity_count *counts, size_t count)
{
    *out = (disparity_entries){toll_arena_zero(memory, count + 1, sizeof *out->items), 0};
    if (!out->items) return TOLL_E_MEMORY;
    for (size_t i = 0; i < count; i++) {
        out->items[i] = (disparity_entry){.name = counts[i].name, .value = counts[i].value, .first = i};
        if (!disparity_key(&out->items[i].key, memory, counts[i].name)) return TOLL_E_MEMORY;
    }
    if (count) qsort(out->items, count, sizeof *out->items, compare_entries);
    for (size_t i = 0; i < count; i++) {
        disparity_entry *last = out->count ? &out->items[out->count - 1] : NULL;
        if (last && disparity_compare(last->key, out->items[i].key) == 0) last->value += out->items[i].value;
        else out->items[out->count++] = out->items[i];
    }
    return TOLL_OK;
}

size_t disparity_entry_of(const disparity_entries *entries, toll_text key)
{
    size_t low = 0, high = entries->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = disparity_compare(entries->items[middle].key, key);
        if (!order) return middle;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return SIZE_MAX;
}

enum { longest = 64 };

/* Letters to change, add or take away; names above `longest` bytes are compared by their beginnings. */
static size_t distance(toll_text a, toll_text b)
{
    size_t row[longest + 1], alen = a.len < longest ? a.len : longest, blen = b.len < longest ? b.len : longest;
    for (size_t j = 0; j <= blen; j++) row[j] = j;
    for (size_t i = 1; i <= alen; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= blen; j++) {
            size_t best = corner + (a.data[i - 1] != b.data[j - 1]);
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[blen];
}

/* Words of `a` that `b` has too, in bytes. */
static size_t common_words(toll_text a, toll_text b)
{
    size_t common = 0;
    for (size_t i = 0, len; i < a.len; i += len + 1) {
        for (len = 0; i + len < a.len && a.data[i + len] != ' ';) len++;
        for (size_t j = 0, other; len > 2 && j < b.len; j += other + 1) {
            for (other = 0; j + other < b.len && b.data[j + other] != ' ';) other++;
            if (len == other && memcmp(a.data + i, b.data + j, len) == 0) common += len;
        }
    }
    return common;
}

/* 0 = nothing alike, 1 = the same. */
static double likeness(toll_text a, toll_text b)
{
    size_t most = a.len > b.len ? a.len : b.len, least = a.len < b.len ? a.len : b.len;
    if (!least) return 0;
    double letters = 1 - (double)distance(a, b) / (double)(most < longest ? most : longest);
    double words = (double)common_words(a, b) / (double)least;
    return letters > words ? letters : words < 1 ? words : 1;
}

void disparity_suggest(toll_disparity_stray *out, const disparity_entries *people, toll_text key)
{
    double worth[TOLL_DISPARITY_SUGGESTIONS] = {0};
    for (size_t i = 0; i < people->count; i++) {
        double value = likeness(key, people->items[i].key);
        if (value < 0.6) continue;
        for (size_t k = 0; k < TOLL_DISPARITY_SUGGESTIONS; k++) {
            if (value <= worth[k]) continue;
            for (size_t m = TOLL_DISPARITY_SUGGESTIONS - 1; m > k; m--)
                worth[m] = worth[m - 1], out->suggestions[m] = out->suggestions[m - 1];
            worth[k] = value;
            out->suggestions[k] = people->items[i].name;
            break;
        }
    }
}
