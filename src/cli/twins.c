/* Near-duplicates: the same report with another headline, a changed line, another outlet's trimming. In: texts one after another. Out: the name
 * of an earlier one that says nearly the same. Each text becomes 64 bits (Charikar's simhash over three words in a row, case and marks left
 * out); texts that say nearly the same differ in few of them. Two that differ in at most three have a quarter of their bits alike, so four
 * tables of quarters find them. The latest 65,536 texts are remembered, in about 6 MB; a short text is like nothing. Costs about 15 ns a byte. */
#include "base/fault.h"
#include "cli.h"

enum { remembered = 65536, least_shingles = 40, most_apart = 3, most_steps = 256 };

typedef struct seen {
    uint64_t bits;
    char *name;
    uint32_t next[4]; /* number + 1 of the one before with the same quarter; 0 = none */
} seen;

struct toll_cli_twins {
    seen rows[remembered];
    uint32_t heads[4][65536];
    uint64_t count; /* all there were */
};

bool toll_cli_twin_bits(uint64_t *out, toll_text text)
{
    int32_t votes[64] = {0};
    uint64_t words[3] = {0}, word = 0;
    size_t count = 0;
    for (size_t i = 0; i <= text.len; i++) {
        unsigned char c = i < text.len ? (unsigned char)text.data[i] : ' ';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (letter) {
            if (c >= 'A' && c <= 'Z') c = (unsigned char)(c + 32);
            word = (word ^ c) * 0x100000001b3u;
            continue;
        }
        if (!word) continue;
        words[0] = words[1];
        words[1] = words[2];
        words[2] = word;
        word = 0;
        if (++count < 3) continue;
        uint64_t bits = toll_hash(words, sizeof words, 0);
        for (int b = 0; b < 64; b++) votes[b] += bits >> b & 1 ? 1 : -1;
    }
    *out = 0;
    for (int b = 0; b < 64; b++)
        if (votes[b] > 0) *out |= (uint64_t)1 << b;
    return count >= least_shingles;
}

toll_cli_twins *toll_cli_twins_open(void)
{
    return toll_base_zero(1, sizeof(toll_cli_twins));
}

void toll_cli_twins_close(toll_cli_twins *twins)
{
    if (!twins) return;
    for (size_t i = 0; i < remembered; i++) toll_base_free(twins->rows[i].name);
    toll_base_free(twins);
}

static unsigned quarter(uint64_t bits, int q)
{
    return (unsigned)(bits >> (q * 16) & 0xffff);
}

static const seen *find(const toll_cli_twins *t, uint64_t bits)
{
    for (int q = 0; q < 4; q++) {
        uint32_t at = t->heads[q][quarter(bits, q)];
        for (int step = 0; at && step < most_steps; step++) {
            const seen *s = &t->rows[at - 1];
            if (quarter(s->bits, q) != quarter(bits, q)) break; /* its place was taken by a later one */
            if (s->name && __builtin_popcountll(s->bits ^ bits) <= most_apart) return s;
            at = s->next[q];
        }
    }
    return NULL;
}

const char *toll_cli_twins_add(toll_cli_twins *t, uint64_t bits, toll_text name)
{
    const seen *twin = find(t, bits);
    uint32_t place = (uint32_t)(t->count++ % remembered);
    seen *s = &t->rows[place];
    if (twin == s) twin = NULL;
    toll_base_free(s->name);
    *s = (seen){.bits = bits, .name = toll_base_take(name.len + 1)};
    if (s->name) {
        if (name.len) memcpy(s->name, name.data, name.len);
        s->name[name.len] = '\0';
    }
    for (int q = 0; q < 4; q++) {
        uint32_t *head = &t->heads[q][quarter(bits, q)];
        s->next[q] = *head == place + 1 ? 0 : *head;
        *head = place + 1;
    }
    return twin ? twin->name : NULL;
}
