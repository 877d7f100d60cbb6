/* Words gathered (gather.h). In: texts, rising or not. Out: each word once, in order, with the numbers of its texts. A word costs a look-up in
 * a table that stays in the processor's caches, and 16 bytes for each text that has it; sorting is by counting. */
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

static toll_gather_word *find(toll_gather *gather, toll_text word)
{
    if (!make_room(gather)) return NULL;
    uint32_t hash = (uint32_t)toll_hash(word.data, word.len, 5);
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

bool toll_gather_add_word(toll_gather *gather, toll_text word, uint64_t value)
{
    toll_gather_word *found = find(gather, word);
    if (!found) return false;
    if (found->count && found->last >> 1 == value >> 1) return true;
    if (gather->use_count == gather->use_cap && !toll_grow(&gather->uses, &gather->use_cap, gather->use_count, sizeof *gather->uses))
        return false;
    found->last = value;
    found->count++;
    gather->uses[gather->use_count++] = (toll_gather_use){value, (uint32_t)(found - gather->words)};
    return true;
}

bool toll_gather_add(toll_gather *gather, uint64_t text, bool sentence, toll_text words)
{
    toll_text word;
    if (!toll_words_fold(&gather->folded, words)) return false;
    for (size_t at = 0; toll_words_next(&word, (toll_text){gather->folded.data, gather->folded.len}, &at);)
        if (!toll_gather_add_word(gather, word, text << 1 | sentence)) return false;
    return true;
}

/* --- in order */
static int by_word(const void *left, const void *right)
{
    const toll_text *a = &((const toll_gather_word *const *)left)[0]->word, *b = &((const toll_gather_word *const *)right)[0]->word;
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
    const toll_gather_word **order = toll_base_zero(gather->word_count + 1, sizeof *order);
    uint64_t *values = toll_base_zero(gather->use_count + 1, sizeof *values);
    size_t *starts = toll_base_zero(gather->word_count + 1, sizeof *starts);
    toll_status status = order && values && starts ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, NULL, "no memory for the word index");
    if (status >= 0) {
        lay_out(values, starts, gather);
        for (size_t i = 0; i < gather->word_count; i++) order[i] = &gather->words[i];
        if (gather->word_count) qsort(order, gather->word_count, sizeof *order, by_word);
    }
    for (size_t i = 0; i < gather->word_count && status >= 0; i++)
        status = toll_block_add(writer, order[i]->word, values + starts[order[i] - gather->words], order[i]->count, error);
    if (status >= 0) status = toll_block_end(writer, error);
    toll_base_free(order);
    toll_base_free(values);
    toll_base_free(starts);
    return status;
}
