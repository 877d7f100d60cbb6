/* What a sentence must hold for a rule to match in it: classes, marks, a number, words.
 *
 * In: the steps of a match line. Out: what every way through them takes. A rule that wants a colon is then never tried in a sentence without
 * one, however often its first word occurs. Steps lead forward only, so one walk from the last to the first knows it of each. */
#include "inside.h"

#include "base/fault.h"

enum { HELD_WORDS = 6 }; /* more words than these in a row are needed as well, but not looked for */

typedef struct held { /* by every way from a step to the match */
    toll_classes classes;
    uint64_t signs;
    uint32_t words[HELD_WORDS];
    unsigned word_count;
} held;

static bool holds_word(const held *h, uint32_t word)
{
    for (unsigned i = 0; i < h->word_count; i++)
        if (h->words[i] == word) return true;
    return false;
}

static held with_word(held h, uint32_t word)
{
    if (h.word_count < HELD_WORDS && !holds_word(&h, word)) h.words[h.word_count++] = word;
    return h;
}

static held by_either(const held *a, const held *b)
{
    held both = {.signs = a->signs & b->signs};
    for (unsigned i = 0; i < 4; i++) both.classes.bits[i] = a->classes.bits[i] & b->classes.bits[i];
    for (unsigned i = 0; i < a->word_count; i++)
        if (holds_word(b, a->words[i])) both = with_word(both, a->words[i]);
    return both;
}

/* `all`: of the steps behind, from steps[0] on, which step `i` is one of. */
static held held_from(const blob_step *step, const held *all, uint32_t first, uint32_t i)
{
    held next = all[i + 1];
    switch (step->op) {
    case OP_MATCH: return (held){.signs = 0};
    case OP_SPLIT: return by_either(&all[step->a - first], &all[step->b - first]);
    case OP_JUMP:
    case OP_NOT:
    case OP_NOT_BEFORE: return all[step->a - first];
    case OP_WORD: return step->a == UINT32_MAX ? next : with_word(next, step->a); /* the dead end behind the last line */
    case OP_CLASS:
    case OP_CLASS_WHERE: toll_classes_add(&next.classes, (uint8_t)step->a); return next;
    case OP_NUMBER: next.signs |= 1ull << NEED_NUMBER; return next;
    case OP_MARK: next.signs |= need_mark(step->a); return next;
    default: return next;
    }
}

/* The sign of a word; the first that needs one gets it, and where there are more than signs they share. */
static uint64_t sign_word(compiler *c, uint32_t word)
{
    blob_word *words = c->words.data;
    if (!words[word].needed) words[word].needed = 1ull << (NEED_WORD + c->needed++ % NEED_WORDS);
    return words[word].needed;
}

rule_need compile_need(compiler *c, uint32_t step)
{
    const blob_step *steps = c->steps.data;
    const uint32_t count = (uint32_t)c->steps.count - step;
    held *all = toll_base_zero(count + 1, sizeof *all);
    if (!all) {
        c->failed = true;
        return (rule_need){.signs = 0};
    }
    for (uint32_t i = count; i-- > 0;) all[i] = held_from(&steps[step + i], all, step, i);
    const held whole = steps[step].op == OP_WORD ? all[1] : all[0]; /* where it begins with a word, that word is there */
    toll_base_free(all);
    rule_need need = {whole.classes, whole.signs};
    for (unsigned i = 0; i < whole.word_count; i++) need.signs |= sign_word(c, whole.words[i]);
    return need;
}
