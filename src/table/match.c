/* Runs compiled rules over a sentence: a backtracking matcher on short token patterns.
 *
 * A rule is tried only where it can begin (by word, class or piece). Every try has a budget of steps, so that no text and no rule can
 * make it more than a constant's work; patterns are written to stay far below it. */
#include "inside.h"

enum { STEP_BUDGET = 3000, DEPTH = 200 };

typedef struct attempt {
    const toll_sentence_view *view;
    const toll_tables *tables;
    toll_capture captures[TOLL_CAPTURE_LIMIT];
    unsigned budget;
} attempt;

static bool run(attempt *a, uint32_t step, unsigned at, unsigned depth, unsigned *end);

static bool run_class(attempt *a, const blob_step *s, uint32_t step, unsigned at, unsigned depth, unsigned *end)
{
    size_t count;
    const toll_note *notes = toll_scratch_notes(a->view->scratch, at, &count);
    unsigned tried = 0;
    for (size_t i = 0; i < count; i++) {
        if (notes[i].class_ != s->a || notes[i].len == tried || at + notes[i].len > a->view->count) continue;
        if (s->op == OP_CLASS_WHERE) {
            int column = toll_tables_column(a->tables, notes[i].table, a->tables->strings + s->b);
            if (strcmp(toll_tables_cell(a->tables, notes[i].table, notes[i].row, column), a->tables->strings + s->c) != 0) continue;
        }
        tried = notes[i].len;
        if (run(a, step + 1, at + notes[i].len, depth + 1, end)) return true;
    }
    return false;
}

static bool run_piece(attempt *a, uint8_t kind, uint32_t step, unsigned at, unsigned depth, unsigned *end)
{
    const toll_sentence_view *view = a->view;
    for (unsigned i = 0; i < view->piece_count; i++)
        if (view->pieces[i].kind == kind && view->pieces[i].first == at && run(a, step + 1, at + view->pieces[i].count, depth + 1, end)) return true;
    return false;
}

static bool token_fits(const blob_step *s, const toll_token *token)
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

static bool run(attempt *a, uint32_t step, unsigned at, unsigned depth, unsigned *end)
{
    unsigned unused;
    if (depth > DEPTH) return false;
    for (;; step++) {
        const blob_step *s = &a->tables->steps[step];
        if (!a->budget--) { a->budget = 0; return false; }
        switch (s->op) {
        case OP_MATCH: *end = at; return true;
        case OP_JUMP: step = s->a - 1; break;
        case OP_SPLIT:
            if (run(a, s->a, at, depth + 1, end)) return true;
            step = s->b - 1;
            break;
        case OP_OPEN: case OP_CLOSE: {
            toll_capture before = a->captures[s->a];
            if (s->op == OP_OPEN) a->captures[s->a].first = (uint16_t)at, a->captures[s->a].count = 0;
            else a->captures[s->a].count = (uint16_t)(at - a->captures[s->a].first);
            if (run(a, step + 1, at, depth + 1, end)) return true;
            a->captures[s->a] = before;
            return false;
        }
        case OP_NOT:
            if (run(a, step + 1, at, depth + 1, &unused)) return false;
            step = s->a - 1;
            break;
        case OP_NOT_BEFORE:
            if (at > 0 && run(a, step + 1, at - 1, depth + 1, &unused)) return false;
            step = s->a - 1;
            break;
        case OP_START: if (at) return false; break;
        case OP_FINISH: if (at < a->view->count) return false; break;
        case OP_GLUED: if (at >= a->view->count || a->view->tokens[at].flags & TOLL_TOKEN_SPACE) return false; break;
        case OP_CLASS: case OP_CLASS_WHERE:
            if (at >= a->view->count || !toll_classes_has(a->view->scratch->classes[at], (uint8_t)s->a)) return false;
            return run_class(a, s, step, at, depth, end);
        case OP_PIECE: return run_piece(a, (uint8_t)s->a, step, at, depth, end);
        default:
            if (at >= a->view->count || !token_fits(s, &a->view->tokens[at])) return false;
            at++;
        }
    }
}

bool toll_rule_try(toll_rule_match *out, const toll_sentence_view *view, uint16_t rule, uint16_t at)
{
    attempt a = {.view = view, .tables = view->tables, .budget = STEP_BUDGET};
    unsigned end;
    if (!run(&a, view->tables->rules[rule].entry, at, 0, &end) || end <= at) return false;
    *out = (toll_rule_match){.rule = rule, .first = at, .count = (uint16_t)(end - at)};
    memcpy(out->captures, a.captures, sizeof out->captures);
    return true;
}

bool toll_rules_may_begin(const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    const blob_begin *begin = &view->tables->begins[kind];
    if (begin->any_count || toll_classes_meet(begin->classes, view->scratch->classes[at])) return true;
    return view->tables->words[view->tokens[at].word].kinds >> kind & 1;
}

static void consider(toll_rule_match *best, bool *found, const toll_sentence_view *view, uint16_t rule, uint16_t at)
{
    toll_rule_match match;
    if (!toll_rule_try(&match, view, rule, at)) return;
    if (!*found || match.count > best->count || (match.count == best->count && match.rule < best->rule)) *best = match;
    *found = true;
}

bool toll_rules_match(toll_rule_match *out, const toll_sentence_view *view, uint8_t kind, uint16_t at)
{
    if (kind == TOLL_NO_KIND || !toll_rules_may_begin(view, kind, at)) return false;
    const toll_tables *tables = view->tables;
    const blob_begin *begin = &tables->begins[kind];
    bool found = false;
    const blob_word *word = &tables->words[view->tokens[at].word];
    if (word->kinds >> kind & 1)
        for (uint32_t i = 0; i < word->begin_count; i++) {
            uint16_t rule = (uint16_t)tables->begin_rules[word->begin_first + i];
            if (tables->rules[rule].kind == kind) consider(out, &found, view, rule, at);
        }
    if (toll_classes_meet(begin->classes, view->scratch->classes[at])) {
        size_t count;
        const toll_note *notes = toll_scratch_notes(view->scratch, at, &count);
        toll_classes tried = {{0}};
        for (size_t n = 0; n < count; n++) {
            if (toll_classes_has(tried, notes[n].class_)) continue;
            toll_classes_add(&tried, notes[n].class_);
            blob_range rules = tables->class_begins[(size_t)notes[n].class_ * TOLL_KIND_LIMIT + kind];
            for (uint32_t i = 0; i < rules.count; i++) consider(out, &found, view, (uint16_t)tables->begin_rules[rules.off + i], at);
        }
    }
    for (uint32_t i = 0; i < begin->any_count; i++) consider(out, &found, view, (uint16_t)tables->begin_rules[begin->any_first + i], at);
    return found;
}
