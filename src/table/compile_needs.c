/* What a sentence must hold for a rule to match in it: classes, marks, a number, words.
 *
 * In: the steps of a match line. Out: what every way through them takes. A rule that wants a colon, or "body" or "bodies", is then never tried in
 * a sentence without, however often its first word occurs. Steps lead forward only, so one walk from the last to the first knows it of each. */
#include "inside.h"

#include "base/fault.h"

enum { HELD_SETS = 4, SET_WORDS = 16 }; /* what is more is needed as well, but not looked for */

typedef struct word_set { /* words of which one is there; beyond the count zero, so that equal sets have equal bytes */
    uint32_t words[SET_WORDS], count;
} word_set;

typedef struct held { /* by every way from a step to the match */
    toll_classes classes;
    uint64_t signs;
    word_set sets[HELD_SETS];
    unsigned set_count;
} held;

static bool has_set(const held *h, const word_set *set)
{
    for (unsigned i = 0; i < h->set_count; i++)
        if (!memcmp(&h->sets[i], set, sizeof *set)) return true;
    return false;
}

static void add_set(held *h, const word_set *set)
{
    if (h->set_count < HELD_SETS && !has_set(h, set)) h->sets[h->set_count++] = *set;
}

/* The first set that the other has not; NULL = it has all. */
static const word_set *own_set(const held *h, const held *other)
{
    for (unsigned i = 0; i < h->set_count; i++)
        if (!has_set(other, &h->sets[i])) return &h->sets[i];
    return NULL;
}

/* What both hold, and of what each holds for itself that one or the other is there. */
static held by_either(const held *a, const held *b)
{
    held both = {.signs = a->signs & b->signs};
    for (unsigned i = 0; i < 4; i++) both.classes.bits[i] = a->classes.bits[i] & b->classes.bits[i];
    for (unsigned i = 0; i < a->set_count; i++)
        if (has_set(b, &a->sets[i])) add_set(&both, &a->sets[i]);
    const word_set *one = own_set(a, b), *other = own_set(b, a);
    if (!one || !other || one->count + other->count > SET_WORDS) return both;
    word_set joined = *one;
    for (unsigned i = 0; i < other->count; i++) joined.words[joined.count++] = other->words[i];
    add_set(&both, &joined);
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
    case OP_WORD:
        if (step->a != UINT32_MAX) add_set(&next, &(word_set){.words = {step->a}, .count = 1}); /* else the dead end behind the last line */
        return next;
    case OP_CLASS:
    case OP_CLASS_WHERE: toll_classes_add(&next.classes, (uint8_t)step->a); return next;
    case OP_NUMBER: next.signs |= 1ull << NEED_NUMBER; return next;
    case OP_MARK: next.signs |= need_mark(step->a); return next;
    default: return next;
    }
}

/* Is each word of the set one that the line can begin with? Then the set says nothing: the line is tried only at one of these. */
static bool begins(const compiler *c, size_t first_begin, const word_set *set)
{
    const pending_begin *begin = c->begins.data;
    for (unsigned w = 0; w < set->count; w++) {
        size_t i = first_begin;
        while (i < c->begins.count && !(begin[i].word && begin[i].row == set->words[w])) i++;
        if (i == c->begins.count) return false;
    }
    return true;
}

/* The sign of a set of words. The first that needs it gets one of its own; where there are more than signs, sets share them. */
static uint64_t sign_set(compiler *c, const word_set *set)
{
    const word_set *known = c->needed.data;
    size_t at = 0;
    while (at < c->needed.count && memcmp(&known[at], set, sizeof *set) != 0) at++;
    if (at == c->needed.count) {
        word_set *made = list_add(c, &c->needed);
        if (!made) return 0;
        *made = *set;
    }
    const uint64_t sign = 1ull << (NEED_WORD + at % NEED_WORDS);
    for (unsigned i = 0; i < set->count; i++) ((blob_word *)c->words.data)[set->words[i]].needed |= sign;
    return sign;
}

rule_need compile_need(compiler *c, uint32_t step, size_t first_begin)
{
    const blob_step *steps = c->steps.data;
    const uint32_t count = (uint32_t)c->steps.count - step;
    held *all = toll_base_zero(count + 1, sizeof *all);
    if (!all) {
        c->failed = true;
        return (rule_need){.signs = 0};
    }
    for (uint32_t i = count; i-- > 0;) all[i] = held_from(&steps[step + i], all, step, i);
    rule_need need = {all[0].classes, all[0].signs};
    for (unsigned i = 0; i < all[0].set_count; i++)
        if (!begins(c, first_begin, &all[0].sets[i])) need.signs |= sign_set(c, &all[0].sets[i]);
    toll_base_free(all);
    return need;
}

void compile_needs_start(compiler *c)
{
    c->needed.size = sizeof(word_set);
}
