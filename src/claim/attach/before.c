/* Victims before a verb: the nearest noun phrase that no preposition governs, past what is put in between, then those listed with it.
 *
 * In: the verb and its outcome. Out: ties. One walk back to the clause's beginning; each kind of item says whether it goes on, noun phrases in
 * before_noun.c. */
#include "before.h"

/* "six priests (five Spaniards and one Salvadoran) were killed": those in the aside are parts of those before it. */
static void take_aside(attacher *a, int open, int close, const outcome *o, const char *rule)
{
    const item *first = item_at(a, open + 1);
    bool who = first && first->kind == ITEM_NOUN && first->quantity >= 0 && quantity_of(a, first)->flags & TOLL_QUANTITY_ARTICLE &&
               attach_after_phrase(a, open + 1) == close;
    if (who) return; /* "a farmer - a father of six - was shot": says who he was */
    for (int i = open + 1; i < close; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB || it->kind == ITEM_RELATIVE) return;
        if (it->kind == ITEM_NOUN && it->quantity >= 0 && !attach_governed(a, i)) attach_take(a, i, o, -1, true, rule);
    }
}

static bool step_verb(walk *w, int *at)
{
    attacher *a = w->a;
    int i = *at;
    const item *it = item_at(a, i), *verb = item_at(a, w->verb);
    if (is_loss_verb(it) || w->listed) return false;
    if (i == w->verb - 1 && verb->flags & VERB_INFINITIVE && verb->flags & VERB_HAVE) return true; /* "are said to have died" */
    int said = i == w->verb - 1 ? attach_said_of(a, w->verb) : -1, relative = attach_relative_before(a, i);
    if (said >= 0 || relative >= 0) {
        *at = said >= 0 ? said : relative;
        return true;
    }
    /* "two rifles and papers being examined were seized" */
    if (has_class(&a->parse->view, it->extent.first, claim_class.participle_be) && kind_is(a, i - 1, ITEM_NOUN)) return true;
    if (it->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY)) return false;
    /* "20 men fighting for X were killed" */
    return kind_is(a, i - 1, ITEM_NOUN) && item_at(a, i - 1)->quantity >= 0 && attach_countable(a, item_at(a, i - 1));
}

static bool step_mark(walk *w, int *at)
{
    attacher *a = w->a;
    int i = *at, open = attach_aside_before(a, i);
    const item *left = item_at(a, i - 1); /* "one was killed and seven - injured" */
    bool dash = i == w->verb - 1 && a->parse->view.tokens[item_at(a, i)->extent.first].mark == TOLL_MARK_DASH;
    if (open < 0 && dash && left && left->kind == ITEM_NOUN && left->head == HEAD_BARE && attach_list_link(a, i - 2)) return true;
    if (open < 0) return !kind_is(a, i, ITEM_BREAK);
    if (kind_is(a, open - 1, ITEM_NOUN)) take_aside(a, open, i, w->o, w->rule); /* behind a verb it belongs to that */
    *at = open;
    return true;
}

/* "six priests, five of them Spaniards, who were killed": what stands between a noun and its relative clause. */
static bool past_aside(walk *w, int *at)
{
    int open = *at + 1 < w->verb ? -1 : attach_insertion(w->a, *at);
    if (open >= 0) *at = open;
    return true;
}

/* "seven were killed, including two officers, and three were wounded": the parts of those killed end at the comma before "and". */
static bool ends_parts(attacher *a, int at)
{
    int i = at - 1;
    if (!kind_is(a, i, ITEM_COMMA)) return false;
    while (kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_NOUN) || kind_is(a, i, ITEM_OF) || kind_is(a, i, ITEM_AND) ||
           kind_is(a, i, ITEM_ADVERB))
        i--;
    if (!kind_is(a, i, ITEM_INCLUDING)) return false;
    i -= kind_is(a, i - 1, ITEM_COMMA) ? 2 : 1;
    while (kind_is(a, i, ITEM_DATE) || kind_is(a, i, ITEM_ADVERB) || (kind_is(a, i, ITEM_NOUN) && attach_governed(a, i)))
        i -= kind_is(a, i, ITEM_NOUN) ? 2 : 1; /* "were killed in the raid on Sunday, including" */
    return kind_is(a, i, ITEM_VERB) && is_loss_verb(item_at(a, i));
}

/* "an officer who is a member of the guard and who was wounded": the first of two relative clauses. */
static bool past_first_clause(walk *w, int *at)
{
    int first = kind_is(w->a, *at - 1, ITEM_AND) ? attach_relative_before(w->a, *at - 1) : -1;
    if (first >= 0) *at = first;
    return true;
}

/* Past the item at `*at`, or taking it; false where the walk ends. */
static bool step(walk *w, int *at)
{
    switch (item_at(w->a, *at)->kind) {
    case ITEM_ADVERB:
    case ITEM_DATE:
    case ITEM_PREPOSITION:
    case ITEM_OF:
    case ITEM_OPEN: return true;
    case ITEM_BREAK:
    case ITEM_CLOSE: return step_mark(w, at);
    case ITEM_AND: w->joined = w->linked = true; return !w->listed || !ends_parts(w->a, *at);
    case ITEM_INCLUDING: /* "carried 80 recruits, of whom 30 died", "sent four cars of which one blew up": the others lived */
        if (w->listed && has_class(&w->a->parse->view, item_at(w->a, *at)->extent.first, claim_class.of)) return false;
        w->linked = true;
        return true;
    case ITEM_COMMA: w->linked = true; return true;
    case ITEM_RELATIVE:
        if ((w->listed || *at + 1 != w->verb) && !kind_is(w->a, *at + 1, ITEM_VERB) && !kind_is(w->a, *at + 1, ITEM_INCLUDING))
            return false;
        w->antecedent = true;
        return past_aside(w, at) && past_first_clause(w, at);
    case ITEM_VERB: return step_verb(w, at);
    case ITEM_NOUN: return before_step_noun(w, at);
    default: return false;
    }
}

/* Those of whom a clause only describes what befell them first: "three soldiers who were wounded in the raid died". -1 = no such clause. */
static int described_before(attacher *a, int verb)
{
    enum { REACH = 14 };
    if (item_at(a, verb)->form != FORM_INTRANSITIVE) return -1;
    for (int i = verb - 1; i > 0 && i > verb - REACH; i--)
        if (is_loss_verb(item_at(a, i))) return attach_outdone(a, i) != verb ? -1 : kind_is(a, i - 1, ITEM_RELATIVE) ? i - 2 : i - 1;
    return -1;
}

void attach_before(attacher *a, int verb, const outcome *o, const char *rule)
{
    walk w = {.a = a, .verb = verb, .o = o, .rule = rule, .linked = true};
    int described = described_before(a, verb);
    if (described >= 0) {
        for (int i = kind_is(a, described, ITEM_COMMA) ? described - 1 : described; i >= 0 && step(&w, &i); i--) {
        }
        return;
    }
    int head = item_at(a, verb)->flags & VERB_BE ? attach_antecedent(a, verb) : -1;
    if (head < 0 && (head = attach_all_of(a, verb)) >= 0) {
        attach_take(a, head, o, -1, false, rule);
        return;
    }
    if (head >= 0) { /* and those listed before them: "six priests and two women who worked for them were killed" */
        for (int i = head; i >= 0 && step(&w, &i); i--) {
        }
        return;
    }
    int insertion = attach_insertion(a, verb), participle = insertion < 0 ? attach_participle_before(a, verb) : -1;
    for (int i = attach_is_aside(a, insertion, verb) ? insertion - 1
                 : participle >= 0                   ? participle - 1
                                                     : verb - 1;
         i >= 0 && step(&w, &i); i--) {
    }
}
