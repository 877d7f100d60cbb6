/* The look-ups behind src/article: words by hash. For the files that fill them and those that ask them. */
#ifndef TOLL_ARTICLE_WORDS_H
#define TOLL_ARTICLE_WORDS_H

#include "inside.h"

enum { TAG_SLOTS = 512, PHRASE_BYTES = 96 };

typedef struct slot {
    uint64_t hash; /* 0 = empty */
    uint32_t value;
} slot;

typedef struct phrase {
    uint32_t off, len, next; /* folded, in the pool; next + 1, 0 = none */
    bool whole;              /* has to be nearly all of the text */
} phrase;

struct toll_article_words {
    slot tags[TAG_SLOTS];
    slot *words, *months, *openings;
    size_t word_mask, month_mask, opening_mask;
    phrase *phrases;
    size_t phrase_count, phrase_cap;
    toll_buffer pool;
};

/* --- hashing: byte by byte, because glued words are cut after any letter */
#define HASH_SEED   0x811C9DC5u
#define HASH_FACTOR 0x01000193u
static inline uint32_t hash_step(uint32_t hash, char c)
{
    return (hash ^ (uint32_t)(unsigned char)(c >= 'A' && c <= 'Z' ? c | 32 : c)) * HASH_FACTOR;
}

static inline uint64_t hash_word(const char *data, size_t len)
{
    uint32_t hash = HASH_SEED;
    for (size_t i = 0; i < len; i++) hash = hash_step(hash, data[i]);
    return (uint64_t)hash << 8 | (len & 255);
}

static inline slot *slot_of(slot *slots, size_t mask, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 17) & mask;
    while (slots[at].hash && slots[at].hash != hash) at = (at + 1) & mask;
    return &slots[at];
}

static inline uint32_t value_of(const slot *slots, size_t mask, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 17) & mask;
    while (slots[at].hash && slots[at].hash != hash) at = (at + 1) & mask;
    return slots[at].hash ? slots[at].value : 0;
}

static inline bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the word at the beginning of a phrase; of a mark its byte. */
static inline size_t first_word(const char *data, size_t len)
{
    size_t end = 0;
    while (end < len && (letter(data[end]) || (unsigned char)data[end] >= 0x80)) end++;
    return end ? end : len ? 1 : 0;
}

/* --- element.c: fills the slots of element names. */
void article_load_elements(slot tags[TAG_SLOTS]);

#endif
