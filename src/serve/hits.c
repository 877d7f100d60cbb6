/* In: a text and the words somebody looked for. Out: marks where they stand in it, phrases whole, so that whoever follows a hit lands on it.
 * Words are cut and folded as the ledger's index does; the letters' case of ASCII is put aside first, which moves no byte. Costs a fold of
 * each word of the text, and a look at each word asked for there, of which the first 32 are marked. */
#include "inside.h"
#include "ledger/words.h"

enum { HITS_MOST = 2000, ASKED_MOST = 32 };

typedef struct word {
    toll_span span;
    size_t off, len; /* folded, in the buffer of all */
} word;

typedef struct cut {
    word *words;
    size_t count, cap;
    toll_buffer folded, one;
} cut;

static bool cut_words(cut *out, toll_text text)
{
    toll_buffer lower = {0};
    toll_text found;
    size_t at = 0;
    toll_buffer_add(&lower, text.data, text.len);
    for (size_t i = 0; i < lower.len; i++)
        if (lower.data[i] >= 'A' && lower.data[i] <= 'Z') lower.data[i] = (char)(lower.data[i] | 0x20);
    bool enough = !lower.failed;
    while (enough && toll_words_next(&found, (toll_text){lower.data, lower.len}, &at)) {
        enough = toll_grow(&out->words, &out->cap, out->count, sizeof *out->words) && toll_words_fold(&out->one, found);
        if (!enough) break;
        out->words[out->count++] = (word){{(uint32_t)(found.data - lower.data), (uint32_t)found.len}, out->folded.len, out->one.len};
        toll_buffer_add(&out->folded, out->one.data, out->one.len);
    }
    enough = enough && !out->folded.failed;
    toll_buffer_free(&lower);
    return enough;
}

static bool is_word(const cut *c, size_t at, const toll_asked_word *asked)
{
    const word *w = &c->words[at];
    if (asked->beginning ? w->len < asked->word.len : w->len != asked->word.len) return false;
    return !memcmp(c->folded.data + w->off, asked->word.data, asked->word.len);
}

/* How many words of the text, from `at` on, are the phrase that begins with the nth word asked for. */
static size_t phrase_at(const cut *c, size_t at, const toll_asked *asked, size_t n)
{
    size_t len = 0;
    do {
        if (at + len >= c->count || !is_word(c, at + len, &asked->words[n + len])) return 0;
        len++;
    } while (n + len < asked->count && asked->words[n + len].follows);
    return len;
}

static bool mark(serve_mark **marks, size_t *count, size_t *cap, const cut *c, const toll_asked *asked)
{
    size_t hits = 0;
    for (size_t i = 0; i < c->count && hits < HITS_MOST; i++) {
        size_t len = 0;
        for (size_t n = 0; n < asked->count; n++) {
            if (asked->words[n].follows) continue;
            size_t found = phrase_at(c, i, asked, n);
            if (found > len) len = found;
        }
        if (!len) continue;
        const toll_span first = c->words[i].span, last = c->words[i + len - 1].span;
        if (!toll_grow(marks, cap, *count, sizeof **marks)) return false;
        (*marks)[(*count)++] = (serve_mark){{first.off, toll_span_end(last) - first.off}, 0, SERVE_MARK_HIT};
        hits++;
        i += len - 1;
    }
    return true;
}

bool serve_add_hits(serve_mark **marks, size_t *count, size_t *cap, toll_text text, const char *words)
{
    toll_asked asked;
    cut c = {0};
    bool enough = toll_asked_read(&asked, words ? words : "");
    if (asked.count > ASKED_MOST) asked.count = ASKED_MOST;
    if (enough && asked.count && text.len) enough = cut_words(&c, text) && mark(marks, count, cap, &c, &asked);
    toll_asked_free(&asked);
    toll_base_free(c.words);
    toll_buffer_free(&c.folded);
    toll_buffer_free(&c.one);
    return enough;
}
