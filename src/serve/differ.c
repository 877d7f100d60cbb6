/* In: two texts. Out: which sentences changed, are gone or are new. Sentences that stand once in both are matched, the longest run of them that
 * is in one order; then those that touch a match on either side. What is left between two matches is paired by the words it has in common, so
 * that a sentence whose number changed is one change and not two. White space is no difference. Costs a sort of the sentences. */
#include "differ.h"
#include "differ_words.h"

#include <stdlib.h>

#include "base/fault.h"
#include "sentences.h"

enum { NONE = -1, NEAR = 8 };

typedef struct piece {
    toll_span span;
    uint64_t hash;
    long match; /* the other side's; NONE */
} piece;

typedef struct pieces {
    toll_text text;
    piece *items;
    size_t count, cap;
} pieces;

static bool same_words(toll_text a, toll_text b)
{
    size_t i = 0, j = 0;
    for (;;) {
        const toll_text x = serve_next_word(a, &i), y = serve_next_word(b, &j);
        if (!toll_text_equal(x, y)) return false;
        if (!x.len) return true;
    }
}

static toll_text cut(toll_text text, toll_span span)
{
    return (toll_text){text.data + span.off, span.len};
}

static uint64_t hash_words(toll_text text)
{
    uint64_t hash = 11;
    size_t at = 0;
    for (toll_text word = serve_next_word(text, &at); word.len; word = serve_next_word(text, &at))
        hash = toll_hash(word.data, word.len, hash);
    return hash;
}

static toll_status cut_all(pieces *out, toll_text text, toll_error *error)
{
    out->text = text;
    for (toll_span s = serve_sentence_next(text, 0); s.len; s = serve_sentence_next(text, toll_span_end(s))) {
        if (out->count == SERVE_SENTENCES)
            return toll_error_set(error, TOLL_E_LIMIT, "", "texts of more than %d sentences are not compared", SERVE_SENTENCES);
        if (!toll_grow(&out->items, &out->cap, out->count, sizeof *out->items))
            return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to compare these texts");
        out->items[out->count++] = (piece){s, hash_words(cut(text, s)), NONE};
    }
    return TOLL_OK;
}

/* --- matching */
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

static bool are_same(const pieces *a, size_t i, const pieces *b, size_t j)
{
    return a->items[i].hash == b->items[j].hash && same_words(cut(a->text, a->items[i].span), cut(b->text, b->items[j].span));
}

static void join(pieces *a, size_t i, pieces *b, size_t j)
{
    a->items[i].match = (long)j, b->items[j].match = (long)i;
}

/* Of the partners in `next` (by the first text's order, NONE where there is none) the longest rising run stays. */
static bool keep_rising(long *next, size_t count)
{
    size_t *ends = toll_base_zero(count + 1, sizeof *ends), length = 0; /* of a run of each length, the one that ends lowest */
    long *before = toll_base_zero(count + 1, sizeof *before);
    const bool enough = ends && before;
    for (size_t i = 0; i < count && enough; i++) {
        size_t low = 0, high = length;
        if (next[i] == NONE) continue;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            if (next[ends[middle]] < next[i]) low = middle + 1;
            else high = middle;
        }
        before[i] = low ? (long)ends[low - 1] : NONE;
        ends[low] = i;
        if (low == length) length++;
    }
    long at = length ? (long)ends[length - 1] : NONE;
    for (size_t i = count; i-- > 0 && enough;) {
        if ((long)i == at) at = before[i];
        else next[i] = NONE;
    }
    toll_base_free(ends);
    toll_base_free(before);
    return enough;
}

static bool match_unique(pieces *a, pieces *b)
{
    const size_t count = a->count + b->count;
    entry *all = toll_base_zero(count + 1, sizeof *all);
    long *next = toll_base_zero(a->count + 1, sizeof *next);
    bool enough = all && next;
    for (size_t i = 0; i < count && enough; i++) {
        const bool after = i >= a->count;
        const size_t at = after ? i - a->count : i;
        all[i] = (entry){(after ? b : a)->items[at].hash, (uint32_t)at, after};
        if (!after) next[i] = NONE;
    }
    if (enough && count) qsort(all, count, sizeof *all, compare_entries);
    for (size_t i = 0, end; i < count && enough; i = end) {
        for (end = i; end < count && all[end].hash == all[i].hash;) end++;
        if (end - i == 2 && !all[i].after && all[i + 1].after && are_same(a, all[i].at, b, all[i + 1].at))
            next[all[i].at] = (long)all[i + 1].at;
    }
    enough = enough && keep_rising(next, a->count);
    for (size_t i = 0; i < a->count && enough; i++)
        if (next[i] != NONE) join(a, i, b, (size_t)next[i]);
    toll_base_free(all);
    toll_base_free(next);
    return enough;
}

/* From the beginning, the end and each match on, as far as both go on the same. */
static void spread(pieces *a, pieces *b)
{
    size_t i = 0, j = 0;
    for (; i < a->count; i++) {
        if (a->items[i].match != NONE) j = (size_t)a->items[i].match + 1;
        else if (j < b->count && b->items[j].match == NONE && are_same(a, i, b, j)) join(a, i, b, j++);
        else j = b->count;
    }
    for (i = a->count, j = b->count; i-- > 0;) {
        if (a->items[i].match != NONE) j = (size_t)a->items[i].match;
        else if (j && b->items[j - 1].match == NONE && are_same(a, i, b, j - 1)) join(a, i, b, --j);
        else j = 0;
    }
}

/* --- what is left */
/* The numbers of a sentence: its digits, and the figures that lie in it. */
static uint64_t hash_numbers(const serve_side *side, toll_span sentence)
{
    uint64_t hash = 0;
    const toll_text text = cut(side->text, sentence);
    for (size_t i = 0; i < text.len; i++) {
        size_t from = i;
        while (i < text.len &&
               ((text.data[i] >= '0' && text.data[i] <= '9') ||
                   (i > from && strchr(".,:", text.data[i]) && i + 1 < text.len && text.data[i + 1] >= '0' && text.data[i + 1] <= '9')))
            i++;
        if (i > from) hash = toll_hash(text.data + from, i - from, hash + 1);
    }
    size_t low = 0, high = side->figure_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (side->figures[middle].off < sentence.off) low = middle + 1;
        else high = middle;
    }
    for (; low < side->figure_count && side->figures[low].off < toll_span_end(sentence); low++) {
        const toll_span f = side->figures[low];
        if (toll_span_end(f) <= side->text.len) hash = toll_hash(&(uint64_t){hash_words(cut(side->text, f))}, sizeof hash, hash + 2);
    }
    return hash;
}

static bool add(serve_differ *out, serve_edit edit, const serve_side *before, const serve_side *after)
{
    const uint64_t x = edit.before.len ? hash_numbers(before, edit.before) : 0, y = edit.after.len ? hash_numbers(after, edit.after) : 0;
    edit.numbers = x != y;
    if (!toll_grow(&out->edits, &out->cap, out->count, sizeof *out->edits)) return false;
    out->edits[out->count++] = edit;
    return true;
}

/* What stands between two matches: sentences [i, m) of the one text and [j, n) of the other. */
static bool add_gap(serve_differ *out, const serve_side *before, const serve_side *after, const pieces *a, size_t i, size_t m,
    const pieces *b, size_t j, size_t n)
{
    bool enough = true;
    for (; i < m && enough; i++) {
        size_t best = n;
        double most = 0.5; /* below that it is another sentence */
        for (size_t k = j; k < n && k < j + NEAR; k++) {
            const double like = serve_likeness(cut(a->text, a->items[i].span), cut(b->text, b->items[k].span));
            if (like > most) most = like, best = k;
        }
        for (; best < n && j < best && enough; j++)
            enough = add(out, (serve_edit){.kind = SERVE_EDIT_NEW, .after = b->items[j].span}, before, after);
        const bool paired = best < n;
        serve_edit edit = {.kind = paired ? SERVE_EDIT_CHANGED : SERVE_EDIT_GONE, .before = a->items[i].span};
        if (paired) edit.after = b->items[j++].span;
        enough = enough && add(out, edit, before, after);
    }
    for (; j < n && enough; j++) enough = add(out, (serve_edit){.kind = SERVE_EDIT_NEW, .after = b->items[j].span}, before, after);
    return enough;
}

static bool add_all(serve_differ *out, const serve_side *before, const serve_side *after, const pieces *a, const pieces *b)
{
    size_t i = 0, j = 0;
    bool enough = true;
    while (enough && (i < a->count || j < b->count)) {
        size_t m = i, n = j;
        while (m < a->count && a->items[m].match == NONE) m++;
        while (n < b->count && b->items[n].match == NONE) n++;
        enough = add_gap(out, before, after, a, i, m, b, j, n);
        out->same += m < a->count;
        i = m + 1, j = n + 1;
    }
    return enough;
}

/* Those with numbers first; the order within stays. */
static bool order(serve_differ *out)
{
    serve_edit *sorted = toll_base_zero(out->count + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted) return false;
    for (int numbers = 1; numbers >= 0; numbers--)
        for (size_t i = 0; i < out->count; i++)
            if (out->edits[i].numbers == (numbers != 0)) sorted[count++] = out->edits[i];
    toll_base_free(out->edits);
    out->edits = sorted;
    return true;
}

toll_status serve_differ_run(serve_differ *out, const serve_side *before, const serve_side *after, toll_error *error)
{
    pieces a = {0}, b = {0};
    *out = (serve_differ){0};
    toll_status status = cut_all(&a, before->text, error);
    if (status >= 0) status = cut_all(&b, after->text, error);
    bool enough = status >= 0 && match_unique(&a, &b);
    if (enough) spread(&a, &b);
    enough = enough && add_all(out, before, after, &a, &b) && order(out);
    toll_base_free(a.items);
    toll_base_free(b.items);
    if (status < 0 || enough) return status;
    return toll_error_set(error, TOLL_E_MEMORY, "", "not enough memory to compare these texts");
}

void serve_differ_free(serve_differ *differ)
{
    toll_base_free(differ->edits);
}
