/* Two hashes. toll_hash: 64 bits for tables in memory, by multiplying 64 x 64 -> 128 bits and folding the halves, 16 bytes a step; the
 * same number on every machine (bytes are read as little-endian), so compiled tables may hold it. It does not withstand an adversary
 * who picks keys. toll_sha256: the identity of documents and claims, through nettle, which uses the processor's SHA instructions where
 * it has them. */
#include <nettle/sha2.h>

#include "base/base.h"

__extension__ typedef unsigned __int128 wide;

static uint64_t read_8(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
           (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint64_t read_4(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

/* The last 0 to 7 bytes, the rest zero; the length goes into the hash, so "a" and "a\0" differ. Bytes read twice fall on themselves. */
static uint64_t read_tail(const unsigned char *p, size_t len)
{
    if (len >= 4) return read_4(p) | read_4(p + len - 4) << 8 * (len - 4);
    if (!len) return 0;
    return (uint64_t)p[0] | (uint64_t)p[len / 2] << 8 * (len / 2) | (uint64_t)p[len - 1] << 8 * (len - 1);
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Odd constants with as many ones as zeros: the fractions of the golden ratio, of the square root of 2 and of pi, made odd. */
#define FIRST  0x9E3779B97F4A7C15u
#define SECOND 0x6A09E667F3BCC909u
#define THIRD  0x243F6A8885A308D3u

uint64_t toll_hash(const void *data, size_t len, uint64_t seed)
{
    const unsigned char *p = data;
    uint64_t state = mix(seed ^ FIRST, (uint64_t)len ^ SECOND) ^ seed;
    size_t left = len;
    for (; left >= 16; left -= 16, p += 16) state = mix(read_8(p) ^ SECOND ^ state, read_8(p + 8) ^ FIRST);
    uint64_t low, high = 0;
    if (left >= 8) {
        low = read_8(p);
        high = read_tail(p + 8, left - 8);
    } else {
        low = read_tail(p, left);
    }
    state = mix(low ^ SECOND ^ state, high ^ THIRD);
    return mix(state ^ FIRST, (uint64_t)len ^ THIRD);
}

void toll_sha256(uint8_t out[32], const void *data, size_t len)
{
    struct sha256_ctx context;
    sha256_init(&context);
    if (len) sha256_update(&context, len, data);
    sha256_digest(&context, SHA256_DIGEST_SIZE, out);
}

void toll_sha256_hex(char out[65], const void *data, size_t len)
{
    uint8_t digest[32];
    toll_sha256(digest, data, len);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
    out[64] = '\0';
}
