/* Near-duplicate texts: syndicated, reworked a little, printed again. In: a document's text. Out: its twin, the earliest (by name)
 * document that shares at least seven tenths of its runs of five words. Nothing is deleted: a twin only counts as no origin of its own.
 * One hash a word; bins of least hashes (one-permutation minhash) in bands find candidates without comparing texts. */
#include "inside.h"

#include "base/fault.h"

enum { BANDS = RECKON_BANDS, ROWS = RECKON_BINS / BANDS, RUN = 5 };

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

static size_t fill_bins(uint32_t bins[RECKON_BINS], toll_text text)
{
    uint64_t words[RUN] = {0};
    size_t count = 0, at = 0;
    for (int i = 0; i < RECKON_BINS; i++) bins[i] = UINT32_MAX;
    while (at < text.len) {
        while (at < text.len && !letter(text.data[at])) at++;
        uint64_t word = 0xCBF29CE484222325u;
        size_t begin = at;
        for (; at < text.len && letter(text.data[at]); at++) {
            char c = text.data[at];
            word = (word ^ (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001B3u;
        }
        if (at == begin) break;
        words[count++ % RUN] = word;
        if (count < RUN) continue;
        uint64_t run = 0;
        for (size_t i = 0; i < RUN; i++) run = reckon_mix(run, words[(count + i) % RUN]);
        uint32_t value = (uint32_t)(run >> 6 & 0x7FFFFFFF);
        if (value < bins[run % RECKON_BINS]) bins[run % RECKON_BINS] = value;
    }
    return count;
}

static double likeness(const uint32_t *a, const uint32_t *b)
{
    int same = 0, filled = 0;
    for (int i = 0; i < RECKON_BINS; i++) {
        if (a[i] == UINT32_MAX && b[i] == UINT32_MAX) continue;
        filled++;
        same += a[i] == b[i];
    }
    return filled ? (double)same / filled : 0;
}

void reckon_twin_consider(toll_reckoning *r, uint32_t a, uint32_t b)
{
    const uint32_t *bins = r->bins;
    double like = likeness(bins + (size_t)a * RECKON_BINS, bins + (size_t)b * RECKON_BINS);
    if (like < 0.7) return;
    toll_reckoned_document *x = &r->documents[a].shown, *y = &r->documents[b].shown;
    bool y_later = strcmp(x->name ? x->name : "", y->name ? y->name : "") < 0;
    toll_reckoned_document *later = y_later ? y : x;
    uint32_t earlier = y_later ? a : b;
    const char *kept = r->documents[later->twin].shown.name, *name = r->documents[earlier].shown.name;
    if (strcmp(name ? name : "", kept ? kept : "") < 0) later->twin = earlier, later->likeness = like;
}

uint32_t *reckon_bins(toll_reckoning *r, uint32_t document)
{
    while (r->bin_cap < (size_t)document * RECKON_BINS + RECKON_BINS) {
        size_t cap = r->bin_cap ? r->bin_cap * 2 : 64 * RECKON_BINS;
        uint32_t *larger = toll_base_resize(r->bins, cap * sizeof *larger);
        if (!larger) {
            r->failed = true;
            return NULL;
        }
        r->bins = larger, r->bin_cap = cap;
    }
    return r->bins + (size_t)document * RECKON_BINS;
}

size_t reckon_twin_keys(uint64_t out[RECKON_BANDS], const uint32_t *bins)
{
    size_t count = 0;
    for (int band = 0; band < BANDS; band++) {
        uint64_t key = reckon_mix(0x8A4D, (uint64_t)band);
        bool filled = true;
        for (int row = 0; row < ROWS; row++) {
            key = reckon_mix(key, bins[band * ROWS + row]);
            filled &= bins[band * ROWS + row] != UINT32_MAX;
        }
        if (filled) out[count++] = key;
    }
    return count;
}

void reckon_twin(toll_reckoning *r, uint32_t document, toll_text text)
{
    uint32_t *bins = reckon_bins(r, document);
    uint64_t keys[RECKON_BANDS];
    if (!bins) return;
    if (!text.data || fill_bins(bins, text) < 30) { /* too short to be told apart */
        for (int i = 0; i < RECKON_BINS; i++) bins[i] = UINT32_MAX;
        return;
    }
    size_t count = reckon_twin_keys(keys, bins);
    for (size_t i = 0; i < count; i++) {
        int met = 0;
        RECKON_EACH(at, &r->bands, keys[i])
        {
            uint32_t other = r->bands.entries[at].item;
            reckon_twin_consider(r, document, other);
            if (r->documents[document].shown.twin != document || ++met > 16) break;
        }
        if (r->documents[document].shown.twin == document && !reckon_lists_add(&r->bands, keys[i], document)) r->failed = true;
    }
}
