/* Words of two sentences: how much they have in common, and which one of them has alone. Marks around a word do not count. */
#include "differ_words.h"

#include <stdlib.h>

#include "differ.h"

enum { WORDS = 256 };

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

toll_text serve_next_word(toll_text text, size_t *at)
{
    while (*at < text.len && is_space(text.data[*at])) ++*at;
    size_t from = *at;
    while (*at < text.len && !is_space(text.data[*at])) ++*at;
    return (toll_text){text.data + from, *at - from};
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Without the marks around it. */
static uint64_t hash_word(toll_text word)
{
    static const char marks[] = ".,;:!?\"'()[]";
    toll_text inner = word;
    while (inner.len && strchr(marks, inner.data[inner.len - 1])) inner.len--;
    while (inner.len && strchr(marks, *inner.data)) inner.data++, inner.len--;
    return inner.len ? toll_hash(inner.data, inner.len, 3) : toll_hash(word.data, word.len, 3);
}

static size_t list_words(uint64_t out[WORDS], toll_text sentence)
{
    size_t count = 0, at = 0;
    for (toll_text word = serve_next_word(sentence, &at); word.len && count < WORDS; word = serve_next_word(sentence, &at))
        out[count++] = hash_word(word);
    if (count) qsort(out, count, sizeof *out, compare_hashes);
    return count;
}

double serve_likeness(toll_text a, toll_text b)
{
    uint64_t x[WORDS], y[WORDS];
    const size_t m = list_words(x, a), n = list_words(y, b);
    size_t i = 0, j = 0, common = 0;
    while (i < m && j < n) {
        if (x[i] == y[j]) common++, i++, j++;
        else if (x[i] < y[j]) i++;
        else j++;
    }
    return m && n ? 2 * (double)common / (double)(m + n) : 0;
}

/* --- within a sentence: a word that the other has not, or has less often. White space at a stretch's ends belongs to what is the same. */
void serve_differ_words(toll_text sentence, toll_text other, serve_stretch *visit, void *context)
{
    uint64_t theirs[WORDS];
    bool used[WORDS] = {false}, open = false;
    const size_t count = list_words(theirs, other);
    size_t at = 0, from = 0, last = 0; /* `last`: where the word before ends */
    for (toll_text word = serve_next_word(sentence, &at); word.len; word = serve_next_word(sentence, &at)) {
        const uint64_t hash = hash_word(word);
        size_t k = 0;
        while (k < count && (theirs[k] != hash || used[k])) k++;
        if (k < count) used[k] = true;
        const bool differs = k == count;
        const size_t border = open ? last : (size_t)(word.data - sentence.data);
        if (differs != open && border > from) visit(context, (toll_text){sentence.data + from, border - from}, open), from = border;
        open = differs;
        last = at;
    }
    if (open && last > from) visit(context, (toll_text){sentence.data + from, last - from}, true), from = last;
    if (from < sentence.len) visit(context, (toll_text){sentence.data + from, sentence.len - from}, false);
}
