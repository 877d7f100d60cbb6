/* Runs compiled rules over a sentence: a backtracking matcher on short token patterns.
 *
 * A rule is tried only where it can begin: what the token's word, classes, form and mark and the pieces there allow is a union of rows of
 * bits (inside.h). Straight-line steps run in a loop; what may still be tried otherwise waits on a small stack. Every try has a budget of
 * steps, so that no text and no rule can make it more than a constant's work; patterns are written to stay far below it. */
#include "inside.h"

enum { STEP_BUDGET = 3000, DEPTH = 200, NEST = 24 };
enum { TRY_STEP, TRY_NOTE, TRY_PIECE, RESTORE };

typedef struct waiting { /* what to do when the way taken fails */
    uint32_t step;       /* RESTORE: the capture */
    uint16_t at, next;   /* TRY_NOTE, TRY_PIECE: the next of them to try */
    uint8_t what, tried; /* tried: the length last tried */
    toll_capture before;
} waiting;

typedef struct attempt {
    const toll_sentence_view *view;
    const toll_tables *tables;
    const blob_step *steps;
    unsigned budget, nested;
    toll_capture captures[TOLL_CAPTURE_LIMIT];
} attempt;

static bool run(attempt *a, uint32_t step, unsigned at, unsigned *end);

static inline bool token_fits(const blob_step *s, const toll_token *token)
{
    switch (s->op) {
    case OP_WORD: return token->word == s->a;
    case OP_NUMBER: return token->kind == TOLL_TOKEN_NUMBER;
    case OP_ANY: return true;
    case OP_ANYWORD: return token->kind == TOLL_TOKEN_WORD;
    case OP_CAPITAL: return token->kind == TOLL_TOKEN_WORD && token->shape != TOLL_SHAPE_LOWER;
    case OP_LOWER: return token->kind == TOLL_TOKEN_WORD && token->shape == TOLL_SHAPE_LOWER;
    case OP_UPPER: return token->kind == TOLL_TOKEN_WORD && token->shape == TOLL_SHAPE_UPPER;
    case OP_MARK: return token->kind == TOLL_TOKEN_MARK && token->mark == s->a;
    default: return false;
    }
}

/* Strings are kept once: equal text is an equal offset. A column that the table has not is empty. */
static bool row_has(const toll_tables *tables, const toll_note *note, uint32_t column, uint32_t value)
{
    const blob_table *t = &tables->tables[note->table];
    for (uint32_t i = 0; i < t->column_count; i++)
        if (tables->columns[t->column_first + i] == column) return tables->cells[t->cell_first + note->row * t->column_count + i] == value;
    return !tables->strings[value];
}

/* The next note from *next on that the step accepts; its length, 0 = none. */
static unsigned next_note(const attempt *a, const blob_step *s, unsigned at, uint16_t *next, unsigned tried)
{
    size_t count;
    const toll_note *notes = toll_scratch_notes(a->view->scratch, at, &count);
    for (size_t i = *next; i < count; i++) {
        if (notes[i].class_ != s->a || notes[i].len == tried || at + notes[i].len > a->view->count) continue;
        if (s->op == OP_CLASS_WHERE && !row_has(a->tables, &notes[i], s->b, s->c)) continue;
        *next = (uint16_t)(i + 1);
        return notes[i].len;
    }
    return 0;
}

static unsigned next_piece(const attempt *a, const blob_step *s, unsigned at, uint16_t *next)
{
    const toll_sentence_view *view = a->view;
    for (unsigned i = *next; i < view->piece_count && view->pieces[i].first <= at; i++) {
        if (view->pieces[i].kind != s->a || view->pieces[i].first != at) continue;
        *next = (uint16_t)(i + 1);
        return view->pieces[i].count;
    }
    return 0;
}

/* Does the step refuse the token whatever follows? A cheap look before a way is taken. */
static inline bool refuses(const attempt *a, uint32_t step, unsigned at)
{
    const blob_step *s = &a->steps[step];
    while (s->op == OP_OPEN || s->op == OP_CLOSE) s++;
    if (s->op > OP_MARK || s->op == OP_MATCH || s->op == OP_PIECE) return false;
    if (at >= a->view->count) return true;
    if (s->op == OP_CLASS) return !toll_classes_has(a->view->scratch->classes[at], (uint8_t)s->a);
    if (s->op == OP_CLASS_WHERE) {
        uint16_t next = 0;
        return !toll_classes_has(a->view->scratch->classes[at], (uint8_t)s->a) || !next_note(a, s, at, &next, 0);
    }
    return !token_fits(s, &a->view->tokens[at]);
}

typedef struct machine {
    waiting stack[DEPTH];
    unsigned depth;
} machine;

static bool wait_for(machine *m, waiting w)
{
    if (m->depth == DEPTH) return false;
    m->stack[m->depth++] = w;
    return true;
}

/* Takes the next way that waits: false where none does. */
static bool back(attempt *a, machine *m, uint32_t *step, unsigned *at)
{
    while (m->depth) {
        waiting *w = &m->stack[m->depth - 1];
        unsigned len;
        switch (w->what) {
        case RESTORE:
            a->captures[w->step] = w->before;
            m->depth--;
            break;
        case TRY_STEP:
            *step = w->step, *at = w->at;
            m->depth--;
            return true;
        default:
            len = w->what == TRY_NOTE ? next_note(a, &a->steps[w->step], w->at, &w->next, w->tried)
                                      : next_piece(a, &a->steps[w->step], w->at, &w->next);
            if (!len) {
                m->depth--;
                break;
            }
            w->tried = (uint8_t)len;
            *step = w->step + 1, *at = w->at + len;
            return true;
        }
    }
    return false;
}

/* A test within a rule: does what follows the step match here? */
static bool holds(attempt *a, uint32_t step, unsigned at)
{
    unsigned unused;
    if (refuses(a, step, at) || a->nested == NEST) return false;
    a->nested++;
    bool found = run(a, step, at, &unused);
    a->nested--;
    return found;
}

static bool capture(attempt *a, machine *m, const blob_step *s, unsigned at)
{
    toll_capture *c = &a->captures[s->a];
    if (!wait_for(m, (waiting){.step = s->a, .what = RESTORE, .before = *c})) return false;
    if (s->op == OP_OPEN) *c = (toll_capture){(uint16_t)at, 0};
    else c->count = (uint16_t)(at - c->first);
    return true;
}

/* A class or piece: several notes or pieces may fit; the others wait. */
static bool take(attempt *a, machine *m, uint32_t step, unsigned *at)
{
    const blob_step *s = &a->steps[step];
    bool note = s->op != OP_PIECE;
    if (note && (*at >= a->view->count || !toll_classes_has(a->view->scratch->classes[*at], (uint8_t)s->a))) return false;
    uint16_t next = 0;
    unsigned len = note ? next_note(a, s, *at, &next, 0) : next_piece(a, s, *at, &next);
    if (!len || !wait_for(m,
                    (waiting){.step = step, .at = (uint16_t)*at, .next = next, .what = note ? TRY_NOTE : TRY_PIECE, .tried = (uint8_t)len}))
        return false;
    *at += len;
    return true;
}

/* Of words one of which may stand here ("a | b | c") those that do not are passed over without more ado, each for a step of the budget. */
static inline uint32_t pass_words(attempt *a, uint32_t step, unsigned at)
{
    const blob_step *steps = a->steps;
    const uint32_t word = at < a->view->count ? a->view->tokens[at].word : UINT32_MAX;
    while (steps[step].op == OP_SPLIT && steps[steps[step].a].op == OP_WORD && steps[steps[step].a].a != word && a->budget) {
        step = steps[step].b;
        a->budget--;
    }
    return step;
}

static bool run(attempt *a, uint32_t step, unsigned at, unsigned *end)
{
    machine m;
    m.depth = 0;
    const unsigned count = a->view->count;
    for (;;) {
        const blob_step *s = &a->steps[step];
        bool fits = true;
        if (!a->budget) return false;
        a->budget--;
        switch (s->op) {
        case OP_MATCH: *end = at; return true;
        case OP_JUMP: step = s->a; continue;
        case OP_SPLIT:
            if (refuses(a, s->a, at)) {
                step = pass_words(a, s->b, at);
                continue;
            }
            if (!refuses(a, s->b, at)) fits = wait_for(&m, (waiting){.step = s->b, .at = (uint16_t)at, .what = TRY_STEP});
            if (fits) {
                step = s->a;
                continue;
            }
            break;
        case OP_OPEN:
        case OP_CLOSE: fits = capture(a, &m, s, at); break;
        case OP_NOT:
            if ((fits = !holds(a, step + 1, at))) {
                step = s->a;
                continue;
            }
            break;
        case OP_NOT_BEFORE:
            if ((fits = !(at > 0 && holds(a, step + 1, at - 1)))) {
                step = s->a;
                continue;
            }
            break;
        case OP_START: fits = at == 0; break;
        case OP_FINISH: fits = at >= count; break;
        case OP_GLUED: fits = at < count && !(a->view->tokens[at].flags & TOLL_TOKEN_SPACE); break;
        case OP_CLASS:
        case OP_CLASS_WHERE:
        case OP_PIECE: fits = take(a, &m, step, &at); break;
        default: fits = at < count && token_fits(s, &a->view->tokens[at]); at++;
        }
        if (fits) step++;
        else if (!back(a, &m, &step, &at)) return false;
    }
}

static bool try_from(attempt *a, uint32_t step, unsigned at, unsigned *end)
{
    a->budget = STEP_BUDGET;
    memset(a->captures, 0, sizeof a->captures);
    return run(a, step, at, end) && *end > at;
}

bool toll_rule_try(toll_rule_match *out, const toll_sentence_view *view, uint16_t rule, uint16_t at)
{
    attempt a = {.view = view, .tables = view->tables, .steps = view->tables->steps};
    unsigned end;
    if (!try_from(&a, view->tables->rules[rule].entry, at, &end)) return false;
    *out = (toll_rule_match){.rule = rule, .first = at, .count = (uint16_t)(end - at)};
    memcpy(out->captures, a.captures, sizeof out->captures);
    return true;
}

/* --- where rules may begin */
bool toll_rules_piece_begins(const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    for (unsigned i = 0; i < view->piece_count && view->pieces[i].first <= at; i++)
        if (view->pieces[i].first == at && view->pieces[i].kind < TOLL_KIND_LIMIT &&
            view->tables->piece_kinds[view->pieces[i].kind] >> kind & 1)
            return true;
    return false;
}

/* Word `i` of the row of everything that can begin at the token. */
static uint64_t candidates(const toll_sentence_view *view, uint16_t at, size_t i)
{
    const toll_tables *tables = view->tables;
    const uint64_t *rows = tables->rows + i;
    const size_t words = tables->row_words;
    const toll_token *token = &view->tokens[at];
    uint64_t bits = rows[(ROW_FORM + form_of(token)) * words];
    if (token->kind == TOLL_TOKEN_MARK) bits |= rows[(size_t)(ROW_MARK + token->mark) * words];
    uint32_t begin = begin_of(&tables->words[token->word]);
    if (begin) bits |= rows[begin * words];
    size_t count;
    const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
    for (size_t n = 0; n < count; n++) bits |= rows[(size_t)(ROW_CLASS + notes[n].class_) * words];
    for (unsigned p = 0; p < view->piece_count && view->pieces[p].first <= at; p++)
        if (view->pieces[p].first == at && view->pieces[p].kind < TOLL_KIND_LIMIT)
            bits |= rows[(size_t)(ROW_PIECE + view->pieces[p].kind) * words];
    return bits;
}

static uint64_t sign_of(const toll_sentence_view *view, unsigned at)
{
    if (at >= view->count) return 1ull << SIGN_END;
    const toll_token *token = &view->tokens[at];
    uint64_t sign = 1ull << form_of(token) | classes_sign(view->scratch->classes[at]);
    if (token->kind == TOLL_TOKEN_MARK) sign |= mark_sign(token->mark);
    return token->word ? sign | word_sign(token->word) : sign;
}

/* Signs of what stands behind that with which a match can begin, by FIRST_...: all where that is not certain. */
typedef struct behind {
    uint64_t signs[(FIRST_TOKEN | FIRST_CLASS | FIRST_PIECE) + 1];
} behind;

static behind look_behind(const toll_sentence_view *view, uint16_t at)
{
    const uint64_t token = sign_of(view, at + 1u);
    uint64_t piece = UINT64_MAX;
    size_t count;
    const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
    const uint64_t class_ = count && notes[0].len == 1 ? token : UINT64_MAX; /* the first is the longest */
    unsigned pieces = 0;
    for (unsigned p = 0; p < view->piece_count && view->pieces[p].first <= at; p++)
        if (view->pieces[p].first == at && !pieces++) piece = sign_of(view, at + view->pieces[p].count);
    if (pieces > 1) piece = UINT64_MAX;
    return (behind){{[FIRST_TOKEN] = token,
        [FIRST_CLASS] = class_,
        [FIRST_TOKEN | FIRST_CLASS] = token | class_,
        [FIRST_PIECE] = piece,
        [FIRST_PIECE | FIRST_TOKEN] = piece | token,
        [FIRST_PIECE | FIRST_CLASS] = piece | class_,
        [FIRST_PIECE | FIRST_CLASS | FIRST_TOKEN] = piece | class_ | token}};
}

/* Does the sentence lack what each match holds? */
static bool lacks(const toll_scratch *scratch, const rule_need *need)
{
    const uint64_t *wanted = need->classes.bits, *have = scratch->all.bits;
    return (wanted[0] & ~have[0]) | (wanted[1] & ~have[1]) | (wanted[2] & ~have[2]) | (wanted[3] & ~have[3]) |
           (need->signs & ~scratch->signs);
}

bool toll_rules_longest(toll_rule_match *out, const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    const toll_tables *tables = view->tables;
    const blob_begin *begin = &tables->begins[kind];
    attempt a = {.view = view, .tables = tables, .steps = tables->steps};
    unsigned end, longest = 0;
    const behind b = look_behind(view, at);
    uint32_t matched = UINT32_MAX; /* of a rule's lines the first that matches speaks */
    for (uint32_t i = begin->first; i < begin->first + begin->count; i++)
        for (uint64_t bits = candidates(view, at, i); bits; bits &= bits - 1) {
            const blob_entry *entry = &tables->entries[(size_t)i * 64 + (size_t)__builtin_ctzll(bits)];
            if (entry->rule == matched || !(entry->after & b.signs[entry->first & 7]) || lacks(view->scratch, &entry->need) ||
                refuses(&a, entry->step, at) || !try_from(&a, entry->step, at, &end))
                continue;
            matched = entry->rule;
            if (end - at <= longest) continue;
            longest = end - at;
            *out = (toll_rule_match){.rule = (uint16_t)entry->rule, .first = at, .count = (uint16_t)longest};
            memcpy(out->captures, a.captures, sizeof out->captures);
        }
    return longest > 0;
}
