/* The words and letters of the languages that have a folder: for the file that gathers them and the one that judges by them. */
#ifndef TOLL_LANGUAGE_WORDS_H
#define TOLL_LANGUAGE_WORDS_H

#include "language.h"

enum {
    LETTERS = 0x800, /* code points of two bytes: all alphabets of Europe and the Near East */
    MOST_CODES = 32
};

struct toll_languages {
    uint64_t *slots; /* hashes of words; 0 = free */
    size_t mask;
    uint64_t letters[LETTERS / 64]; /* beyond ASCII, that some table of a language has in its words */
    char codes[MOST_CODES][8];
    size_t code_count;
};

/* Words are compared by their bytes, ASCII in lower case. */
static inline uint64_t hash_step(uint64_t hash, unsigned char c)
{
    return (hash ^ (c >= 'A' && c <= 'Z' ? c | 32u : c)) * 0x100000001b3u;
}

static inline uint64_t *slot_of(const toll_languages *l, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 29) & l->mask;
    while (l->slots[at] && l->slots[at] != hash) at = (at + 1) & l->mask;
    return &l->slots[at];
}

static inline uint32_t letter_of(const char *data)
{
    return ((unsigned char)data[0] & 31u) << 6 | ((unsigned char)data[1] & 63u);
}

#endif
