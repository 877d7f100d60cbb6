/* Words gathered (gather.h). In: texts, rising or not. Out: each word once, in order, with the numbers of its texts. A word costs a look-up in
 * a table that fits the processor's second cache and is sent for some words ahead, and 16 bytes for each text that has it. */
#include "gather.h"

#include <stdlib.h>

#include "base/fault.h"
#include "words.h"

void toll_gather_begin(toll_gather *gather)
{
    *gather = (toll_gather){0};
    toll_arena_init(&gather->memory, 0);
}

void toll_gather_free(toll_gather *gather)
{
    toll_arena_free(&gather->memory);
    toll_base_free(gather->words);
    toll_base_free(gather->slots);
    toll_base_free(gather->uses);
    toll_buffer_free(&gather->folded);
}

static bool make_room(toll_gather *gather)
{
    if (gather->word_count < gather->word_cap && (gather->word_count + 1) * 2 <= gather->slot_count) return true;
    if (!toll_grow(&gather->words, &gather->word_cap, gather->word_count, sizeof *gather->words)) return false;
    if ((gather->word_count + 1) * 2 <= gather->slot_count) return true;
    size_t wanted = gather->slot_count ? gather->slot_count * 2 : 4096;
    uint32_t *slots = toll_base_zero(wanted, sizeof *slots);
    if (!slots) return false;
    for (size_t i = 0; i < gather->word_count; i++) {
        size_t slot = gather->words[i].hash & (wanted - 1);
        while (slots[slot]) slot = (slot + 1) & (wanted - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    toll_base_free(gather->slots);
    gather->slots = slots;
    gather->slot_count = wanted;
    return true;
}

/* A word on its way into the table. */
typedef struct sought {
    toll_text word;
    uint32_t hash;
} sought;

static sought seek(toll_text word)
{
    return (sought){word, (uint32_t)toll_hash(word.data, word.len, 5)};
}

static toll_gather_word *find(toll_gather *gather, const sought *wanted)
{
    if (!make_room(gather)) return NULL;
    const uint32_t hash = wanted->hash;
    const toll_text word = wanted->word;
    size_t slot = hash & (gather->slot_count - 1);
    for (; gather->slots[slot]; slot = (slot + 1) & (gather->slot_count - 1)) {
        toll_gather_word *known = &gather->words[gather->slots[slot] - 1];
        if (known->hash == hash && known->word.len == word.len && !memcmp(known->word.data, word.data, word.len)) return known;
    }
    const char *copy = toll_arena_string(&gather->memory, word.data, word.len);
    if (!copy) return NULL;
    gather->slots[slot] = (uint32_t)gather->word_count + 1;
    toll_gather_word *made = &gather->words[gather->word_count++];
    *made = (toll_gather_word){.word = {copy, word.len}, .hash = hash};
    return made;
}

static bool add(toll_gather *gather, const sought *wanted, uint64_t value)
{
    toll_gather_word *found = find(gather, wanted);
    if (!found) return false;
    if (found->count && found->last >> 1 == value >> 1) return true;
    if (gather->use_count == gather->use_cap && !toll_grow(&gather->uses, &gather->use_cap, gather->use_count, sizeof *gather->uses))
        return false;
    found->last = value;
    found->count++;
    gather->uses[gather->use_count++] = (toll_gather_use){value, (uint32_t)(found - gather->words)};
    return true;
}

bool toll_gather_add_word(toll_gather *gather, toll_text word, uint64_t value)
{
    const sought wanted = seek(word);
    return add(gather, &wanted, value);
}

/* The next words, and what finding them will read is sent for: each step for all of them, so that they wait together and not one after the other. */
enum { ROUND = 32 };
static size_t take_round(sought *out, const toll_gather *gather, toll_text folded, size_t *at)
{
    const size_t mask = gather->slot_count - 1;
    size_t count = 0;
    for (toll_text word; count < ROUND && toll_words_next(&word, folded, at);) out[count++] = seek(word);
    if (!gather->slot_count) return count;
    for (size_t i = 0; i < count; i++) __builtin_prefetch(&gather->slots[out[i].hash & mask]);
    for (size_t i = 0; i < count; i++) {
        const uint32_t known = gather->slots[out[i].hash & mask];
        if (known) __builtin_prefetch(&gather->words[known - 1]);
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t known = gather->slots[out[i].hash & mask];
        if (known) __builtin_prefetch(gather->words[known - 1].word.data);
    }
    return count;
}

bool toll_gather_add(toll_gather *gather, uint64_t text, bool sentence, toll_text words)
{
    sought round[ROUND];
    if (!toll_words_fold(&gather->folded, words)) return false;
    const toll_text folded = {gather->folded.data, gather->folded.len};
    for (size_t at = 0, count; (count = take_round(round, gather, folded, &at)) > 0;)
        for (size_t i = 0; i < count; i++)
            if (!add(gather, &round[i], text << 1 | sentence)) return false;
    return true;
}

/* --- in order */
/* A word to be sorted, and its first bytes as a number, which tell most words apart. */
typedef struct ranked {
    uint64_t beginning;
    const toll_gather_word *of;
} ranked;

static ranked rank(const toll_gather_word *of)
{
    uint64_t beginning = 0;
    for (size_t i = 0; i < 8 && i < of->word.len; i++) beginning |= (uint64_t)(unsigned char)of->word.data[i] << (56 - 8 * i);
    return (ranked){beginning, of};
}

static int by_word(const void *left, const void *right)
{
    const ranked *x = left, *y = right;
    if (x->beginning != y->beginning) return x->beginning < y->beginning ? -1 : 1;
    const toll_text *a = &x->of->word, *b = &y->of->word;
    size_t shorter = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->data, b->data, shorter);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static int by_value(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Numbers of all words side by side, `starts` where each word's begin. They come in order but for texts that are indexed again. */
static void lay_out(uint64_t *values, size_t *starts, const toll_gather *gather)
{
    size_t at = 0;
    for (size_t i = 0; i < gather->word_count; i++) {
        starts[i] = at;
        at += gather->words[i].count;
    }
    for (size_t i = 0; i < gather->use_count; i++) values[starts[gather->uses[i].word]++] = gather->uses[i].value;
    for (size_t i = 0; i < gather->word_count; i++) {
        uint64_t *own = values + (starts[i] -= gather->words[i].count);
        bool rising = true;
        for (uint32_t k = 1; k < gather->words[i].count && rising; k++) rising = own[k - 1] < own[k];
        if (!rising) qsort(own, gather->words[i].count, sizeof *own, by_value);
    }
}

toll_status toll_gather_write(toll_gather *gather, toll_block_writer *writer, toll_error *error)
{
    ranked *order = toll_base_zero(gather->word_count + 1, sizeof *order);
    uint64_t *values = toll_base_zero(gather->use_count + 1, sizeof *values);
    size_t *starts = toll_base_zero(gather->word_count + 1, sizeof *starts);
    toll_status status = order && values && starts ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory for the word index");
    if (status >= 0) {
        lay_out(values, starts, gather);
        for (size_t i = 0; i < gather->word_count; i++) order[i] = rank(&gather->words[i]);
        if (gather->word_count) qsort(order, gather->word_count, sizeof *order, by_word);
    }
    for (size_t i = 0; i < gather->word_count && status >= 0; i++)
        status = toll_block_add(writer, order[i].of->word, values + starts[order[i].of - gather->words], order[i].of->count, error);
    if (status >= 0) status = toll_block_end(writer, error);
    toll_base_free(order);
    toll_base_free(values);
    toll_base_free(starts);
    return status;
}
