/* What rules can begin with: found by following the steps of each match line that consume nothing, kept as rows of bits.
 *
 * In: the steps of a match line. Out: its entry in the rows of every word, class, form, mark and piece it can begin with. A rule that
 * begins with a number is then never looked at where no number stands, whatever else its kind holds. */
#include "inside.h"

#include <stdlib.h>

#include "base/fault.h"

enum { BEGIN_LIMIT = 4096 }; /* steps followed of one match line */

typedef struct search {
    compiler *c;
    uint32_t rule, step;
    unsigned visits;
    uint64_t after;
    uint32_t first;
} search;

static void add(search *s, uint32_t row, bool word)
{
    const blob_rule *rule = (const blob_rule *)s->c->rules.data + s->rule;
    const pending_begin *have = s->c->begins.data;
    for (size_t i = s->c->begins.count; i && have[i - 1].rule == s->rule && have[i - 1].step == s->step; i--)
        if (have[i - 1].row == row && have[i - 1].word == word) return;
    pending_begin *begin = list_add(s->c, &s->c->begins);
    if (begin) *begin = (pending_begin){.row = row, .step = s->step, .rule = (uint16_t)s->rule, .kind = rule->kind, .word = word};
}

static void add_forms(search *s, unsigned forms)
{
    for (unsigned form = 0; form < FORM_COUNT; form++)
        if (forms >> form & 1) add(s, ROW_FORM + form, false);
}

enum { WORDS = 1u << FORM_LOWER | 1u << FORM_CAPITAL | 1u << FORM_UPPER | 1u << FORM_MIXED, ALL = (1u << FORM_COUNT) - 1 };

/* The forms taken by a step that asks for a form and no more; 0 where it asks for something else. */
static unsigned forms_of(const blob_step *step)
{
    switch (step->op) {
    case OP_NUMBER: return 1u << FORM_NUMBER;
    case OP_ANYWORD: return WORDS;
    case OP_CAPITAL: return WORDS & ~(1u << FORM_LOWER);
    case OP_LOWER: return 1u << FORM_LOWER;
    case OP_UPPER: return 1u << FORM_UPPER;
    default: return 0;
    }
}

/* Goes over a step that takes nothing; false where the step takes something or ends. */
static bool takes_nothing(const blob_step *step, uint32_t *at)
{
    switch (step->op) {
    case OP_JUMP:
    case OP_NOT:
    case OP_NOT_BEFORE: *at = step->a - 1; return true;
    case OP_OPEN:
    case OP_CLOSE:
    case OP_START:
    case OP_GLUED: return true;
    default: return false;
    }
}

/* The signs of what the steps from `at` on can begin with. */
static void follow_after(search *s, uint32_t at, unsigned depth)
{
    for (; depth < 64 && at < s->c->steps.count && s->visits++ < BEGIN_LIMIT; at++) {
        blob_step step = ((const blob_step *)s->c->steps.data)[at];
        if (takes_nothing(&step, &at)) continue;
        switch (step.op) {
        case OP_WORD:
            if (step.a != UINT32_MAX) s->after |= word_sign(step.a);
            return;
        case OP_CLASS:
        case OP_CLASS_WHERE: s->after |= class_sign(step.a); return;
        case OP_PIECE:
        case OP_ANY: s->after |= ALL; return;
        case OP_MARK: s->after |= mark_sign(step.a & 255); return;
        case OP_SPLIT:
            follow_after(s, step.a, depth + 1);
            at = step.b - 1;
            break;
        case OP_FINISH: s->after |= 1u << SIGN_END; return;
        default: s->after |= forms_of(&step) ? forms_of(&step) : UINT64_MAX; return;
        }
    }
    s->after = UINT64_MAX;
}

/* The step at `at` takes what a match begins with; a first step that may repeat is followed by itself as well. */
static void take_first(search *s, uint32_t at, uint32_t first)
{
    s->first |= first;
    if (s->after != UINT64_MAX) follow_after(s, at + 1, 0);
}

static void follow(search *s, uint32_t at, unsigned depth)
{
    for (; depth < 64 && at < s->c->steps.count && s->visits++ < BEGIN_LIMIT; at++) {
        blob_step step = ((const blob_step *)s->c->steps.data)[at];
        if (takes_nothing(&step, &at)) continue;
        switch (step.op) {
        case OP_MATCH: return;
        case OP_WORD:
            if (step.a != UINT32_MAX) add(s, step.a, true), take_first(s, at, FIRST_TOKEN);
            return;
        case OP_CLASS:
        case OP_CLASS_WHERE:
            add(s, ROW_CLASS + step.a, false);
            take_first(s, at, FIRST_CLASS);
            return;
        case OP_PIECE:
            add(s, ROW_PIECE + step.a, false);
            take_first(s, at, FIRST_PIECE);
            return;
        case OP_MARK:
            add(s, ROW_MARK + (step.a & 255), false);
            take_first(s, at, FIRST_TOKEN);
            return;
        case OP_SPLIT:
            follow(s, step.a, depth + 1);
            at = step.b - 1;
            break;
        case OP_FINISH: break;
        default:
            add_forms(s, forms_of(&step) ? forms_of(&step) : ALL);
            take_first(s, at, FIRST_TOKEN);
            return;
        }
    }
    add_forms(s, ALL);
    s->after = UINT64_MAX;
}

void compile_begin(compiler *c, uint32_t rule, uint32_t step)
{
    size_t first = c->begins.count;
    search s = {.c = c, .rule = rule, .step = step};
    follow(&s, step, 0);
    const rule_need need = compile_need(c, step, first);
    for (size_t i = first; i < c->begins.count; i++) {
        ((pending_begin *)c->begins.data)[i].after = s.after;
        ((pending_begin *)c->begins.data)[i].first = s.first;
        ((pending_begin *)c->begins.data)[i].need = need;
    }
}

/* --- laying out the rows */
static int by_entry(const void *a, const void *b)
{
    const pending_begin *x = a, *y = b;
    if (x->kind != y->kind) return (int)x->kind - (int)y->kind;
    if (x->rule != y->rule) return (int)x->rule - (int)y->rule;
    if (x->step != y->step) return x->step < y->step ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool same_entry(const pending_begin *a, const pending_begin *b)
{
    return a->rule == b->rule && a->step == b->step;
}

/* Numbers the entries, each kind from a multiple of 64. */
static bool number_entries(compiler *c, list *entries, blob_begin *begins)
{
    const pending_begin *pending = c->begins.data;
    for (size_t i = 0; i < c->begins.count; i++) {
        if (i && same_entry(&pending[i - 1], &pending[i])) continue;
        if (!i || pending[i].kind != pending[i - 1].kind) {
            while (entries->count % 64)
                if (!list_add(c, entries)) return false;
            begins[pending[i].kind].first = (uint32_t)(entries->count / 64);
        }
        blob_entry *entry = list_add(c, entries);
        if (!entry) return false;
        *entry = (blob_entry){.rule = pending[i].rule,
            .step = pending[i].step,
            .after = pending[i].after,
            .first = pending[i].first,
            .need = pending[i].need};
        begins[pending[i].kind].count = (uint32_t)(entries->count - 1) / 64 - begins[pending[i].kind].first + 1;
    }
    return true;
}

static bool add_row(compiler *c, list *rows, size_t row_words)
{
    for (size_t i = 0; i < row_words; i++)
        if (!list_add(c, rows)) return false;
    return true;
}

/* The row of the rules that begin with a word. Where more words begin rules than can be numbered the rest share the last row: a row says where
   rules may begin, and whether they do is looked at. */
static uint32_t row_of_word(compiler *c, list *rows, size_t row_words, blob_word *word)
{
    const size_t next = rows->count / row_words, limit = 1u << NEED_WORD;
    if (begin_of(word)) return begin_of(word);
    if (next < limit && !add_row(c, rows, row_words)) return 0;
    word->needed |= next < limit ? next : limit - 1;
    return begin_of(word);
}

bool compile_begins(compiler *c, list *entries, list *rows, blob_begin *begins)
{
    pending_begin *pending = c->begins.data;
    blob_word *words = c->words.data;
    if (c->begins.count) qsort(pending, c->begins.count, sizeof *pending, by_entry);
    if (!number_entries(c, entries, begins)) return false;
    size_t row_words = (entries->count + 63) / 64;
    for (size_t row = 0; row < ROW_WORD; row++)
        if (!add_row(c, rows, row_words)) return false;
    size_t number = 0;
    for (size_t i = 0; i < c->begins.count; i++) {
        if (i && !same_entry(&pending[i - 1], &pending[i])) number++;
        if (i && pending[i].kind != pending[i - 1].kind) number = (size_t)begins[pending[i].kind].first * 64;
        size_t row = pending[i].row;
        if (pending[i].word) {
            row = row_of_word(c, rows, row_words, &words[pending[i].row]);
            if (!row) return false;
        }
        ((uint64_t *)rows->data)[row * row_words + number / 64] |= 1ull << number % 64;
    }
    return true;
}
