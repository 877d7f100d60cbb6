/* Private to src/lex: of a piece of a text a bit each for what the quick loop asks of its bytes, so that a word's end is found by counting bits.
 *
 * In: 64 bytes at a step. Out: two rows of bits, the first byte's lowest. About a cycle for two bytes with SSE2, which every x86-64 has; elsewhere
 * eight bytes at a time, with the same result (a test holds them together). */
#ifndef TOLL_LEX_BLOCK_H
#define TOLL_LEX_BLOCK_H

#include "inside.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LEX_BLOCK = 64, LEX_BLOCKS = 32 };

typedef struct lex_block {
    uint64_t letters;  /* ASCII letters */
    uint64_t capitals; /* those of them that are capitals; of other bytes anything */
} lex_block;

/* The bits of the bytes from `base` to `end`; the next piece is looked at when these are used up. */
struct lex_bits {
    size_t base, end;
    uint64_t letters[LEX_BLOCKS + 1], capitals[LEX_BLOCKS + 1]; /* one more, for what is read beyond the last */
};

#define LEX_EACH(byte) (0x0101010101010101u * (byte))

/* The bits 7 of eight bytes, together. */
static inline uint64_t lex_gather(uint64_t bits)
{
    return (bits >> 7 & LEX_EACH(1u)) * 0x0102040810204080u >> 56;
}

static inline lex_block lex_look_plain(const char *data)
{
    lex_block out = {0, 0};
    for (unsigned at = 0; at < LEX_BLOCK; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, data + at, sizeof bytes);
        const uint64_t low = (bytes | LEX_EACH(0x20u)) & LEX_EACH(0x7Fu);
        out.letters |= lex_gather((low + LEX_EACH(0x80u - 'a')) & ~(low + LEX_EACH(0x7Fu - 'z')) & ~bytes) << at;
        out.capitals |= lex_gather(~bytes << 2) << at;
    }
    return out;
}

#ifdef __SSE2__
static inline lex_block lex_look(const char *data)
{
    lex_block out = {0, 0};
    for (unsigned at = 0; at < LEX_BLOCK; at += 16) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(data + at));
        /* 'a' to 'z' moved to the lowest signed numbers, so that one comparison tells */
        const __m128i moved = _mm_add_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8((char)(-128 - 'a')));
        const __m128i letters = _mm_cmplt_epi8(moved, _mm_set1_epi8(-128 + 26));
        out.letters |= (uint64_t)(unsigned)_mm_movemask_epi8(letters) << at;
        out.capitals |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_slli_epi16(bytes, 2)) << at;
    }
    out.capitals = ~out.capitals;
    return out;
}
#else
static inline lex_block lex_look(const char *data)
{
    return lex_look_plain(data);
}
#endif

/* At least 57 bits from `at` on. */
static inline uint64_t lex_bits_at(const uint64_t *bits, size_t at)
{
    uint64_t some;
    memcpy(&some, (const char *)bits + at / 8, sizeof some);
    return some >> at % 8;
}

#endif
