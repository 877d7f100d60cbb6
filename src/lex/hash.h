/* Private to src/lex: the hash of a folded word, eight bytes at a step; bit 5 set folds ASCII capitals and leaves digits and apostrophes alone. */
#ifndef TOLL_LEX_HASH_H
#define TOLL_LEX_HASH_H

#include <stdint.h>
#include <string.h>

static inline uint64_t lex_load(const char *data, size_t len)
{
    uint64_t value = 0;
    memcpy(&value, data, len < 8 ? len : 8);
    return value;
}

#define LEX_HASH_SEED 0x9E3779B97F4A7C15u

static inline uint64_t lex_hash_piece(uint64_t hash, uint64_t folded)
{
    hash = (hash ^ folded) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static inline uint64_t lex_hash_end(uint64_t hash)
{
    hash *= 0xC2B2AE3D27D4EB4Fu;
    hash ^= hash >> 29;
    return hash ? hash : 1;
}

static inline uint64_t lex_hash_folded(const char *data, size_t len)
{
    uint64_t hash = LEX_HASH_SEED ^ len;
    for (size_t at = 0; at < len; at += 8) {
        uint64_t piece = lex_load(data + at, len - at);
        size_t left = len - at;
        uint64_t fold = left >= 8 ? 0x2020202020202020u : 0x2020202020202020u & ((1ull << (8 * left)) - 1);
        hash = lex_hash_piece(hash, piece | fold);
    }
    return lex_hash_end(hash);
}

static inline uint64_t lex_hash_mark(uint64_t sign)
{
    return 0xF1EA5EEDu * sign + 0x8000000000000000u;
}

#endif
