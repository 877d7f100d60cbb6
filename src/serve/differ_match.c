/* In: two texts cut into sentences. Out: which sentence of the one is which of the other. Those that stand once in both are matched, the
 * longest run of them that is in one order; then those that touch a match on either side. White space is no difference. Costs a sort of the
 * sentences. */
#include "differ_match.h"

#include <stdlib.h>

#include "base/fault.h"
#include "differ_words.h"
#include "sentences.h"

static bool same_words(toll_text a, toll_text b)
{
    size_t i = 0, j = 0;
    for (;;) {
        const toll_text x = serve_next_word(a, &i), y = serve_next_word(b, &j);
        if (!toll_text_equal(x, y)) return false;
        if (!x.len) return true;
    }
}

uint64_t serve_hash_words(toll_text text)
{
    uint64_t hash = 11;
    size_t at = 0;
    for (toll_text word = serve_next_word(text, &at); word.len; word = serve_next_word(text, &at))
        hash = toll_hash(word.data, word.len, hash);
    return hash;
}

toll_status serve_pieces_cut(serve_pieces *out, toll_text text, toll_error *error)
{
    out->text = text;
    for (toll_span s = serve_sentence_next(text, 0); s.len; s = serve_sentence_next(text, toll_span_end(s))) {
        if (out->count == SERVE_SENTENCES)
            return toll_error_set(error, TOLL_E_LIMIT, "", "texts of more than %d sentences are not compared", SERVE_SENTENCES);
        if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items))
            return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to compare these texts");
        out->items[out->count++] = (serve_piece){s, serve_hash_words(serve_cut_span(text, s)), SERVE_UNMATCHED};
    }
    return TOLL_OK;
}

/* --- matching: sentences that stand once in both, in one order */
typedef struct entry {
    uint64_t hash;
    uint32_t at;
    bool after;
} entry;

static int compare_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->after != y->after) return x->after ? 1 : -1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool are_same(const serve_pieces *a, size_t i, const serve_pieces *b, size_t j)
{
    return a->items[i].hash == b->items[j].hash &&
           same_words(serve_cut_span(a->text, a->items[i].span), serve_cut_span(b->text, b->items[j].span));
}

static void join(serve_pieces *a, size_t i, serve_pieces *b, size_t j)
{
    a->items[i].match = (long)j, b->items[j].match = (long)i;
}

/* Of the partners in `next` (by the first text's order, SERVE_UNMATCHED where there is none) the longest rising run stays. */
static bool keep_rising(long *next, size_t count)
{
    size_t *ends = toll_base_zero(count + 1, sizeof *ends), length = 0; /* of a run of each length, the one that ends lowest */
    long *before = toll_base_zero(count + 1, sizeof *before);
    const bool enough = ends && before;
    for (size_t i = 0; i < count && enough; i++) {
        size_t low = 0, high = length;
        if (next[i] == SERVE_UNMATCHED) continue;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (next[ends[middle]] < next[i]) low = middle + 1;
            else high = middle;
        }
        before[i] = low ? (long)ends[low - 1] : SERVE_UNMATCHED;
        ends[low] = i;
        if (low == length) length++;
    }
    long at = length ? (long)ends[length - 1] : SERVE_UNMATCHED;
    for (size_t i = count; i-- > 0 && enough;) {
        if ((long)i == at) at = before[i];
        else next[i] = SERVE_UNMATCHED;
    }
    toll_base_free(ends);
    toll_base_free(before);
    return enough;
}

static bool match_unique(serve_pieces *a, serve_pieces *b)
{
    const size_t count = a->count + b->count;
    entry *all = toll_base_zero(count + 1, sizeof *all);
    long *next = toll_base_zero(a->count + 1, sizeof *next);
    bool enough = all && next;
    for (size_t i = 0; i < count && enough; i++) {
        const bool after = i >= a->count;
        const size_t at = after ? i - a->count : i;
        all[i] = (entry){(after ? b : a)->items[at].hash, (uint32_t)at, after};
        if (!after) next[i] = SERVE_UNMATCHED;
    }
    if (enough && count) qsort(all, count, sizeof *all, compare_entries);
    for (size_t i = 0, end; i < count && enough; i = end) {
        for (end = i; end < count && all[end].hash == all[i].hash;) end++;
        if (end - i == 2 && !all[i].after && all[i + 1].after && are_same(a, all[i].at, b, all[i + 1].at))
            next[all[i].at] = (long)all[i + 1].at;
    }
    enough = enough && keep_rising(next, a->count);
    for (size_t i = 0; i < a->count && enough; i++)
        if (next[i] != SERVE_UNMATCHED) join(a, i, b, (size_t)next[i]);
    toll_base_free(all);
    toll_base_free(next);
    return enough;
}

/* From the beginning, the end and each match on, as far as both go on the same. */
static void spread(serve_pieces *a, serve_pieces *b)
{
    size_t i = 0, j = 0;
    for (; i < a->count; i++) {
        if (a->items[i].match != SERVE_UNMATCHED) j = (size_t)a->items[i].match + 1;
        else if (j < b->count && b->items[j].match == SERVE_UNMATCHED && are_same(a, i, b, j)) join(a, i, b, j++);
        else j = b->count;
    }
    for (i = a->count, j = b->count; i-- > 0;) {
        if (a->items[i].match != SERVE_UNMATCHED) j = (size_t)a->items[i].match;
        else if (j && b->items[j - 1].match == SERVE_UNMATCHED && are_same(a, i, b, j - 1)) join(a, i, b, --j);
        else j = 0;
    }
}

bool serve_pieces_match(serve_pieces *a, serve_pieces *b)
{
    if (!match_unique(a, b)) return false;
    spread(a, b);
    return true;
}
