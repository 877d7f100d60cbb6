/* Victims before a verb: the nearest noun phrase that no preposition governs, past what is put in between, then those listed with it.
 *
 * In: the verb and its outcome. Out: ties. One walk back to the clause's beginning; each kind of item says whether it goes on. */
#include "attach.h"

typedef struct walk {
    attacher *a;
    int verb;
    const outcome *o;
    const char *rule;
    bool listed, linked;     /* somebody was taken already; what stands here is linked to those behind it */
    bool joined, antecedent; /* an "and" was passed; a relative word was passed */
    bool far;                /* ... and what hangs on those whom it tells of */
} walk;

/* Does nothing but small words stand between the noun phrase and the verb? */
static bool adjacent(attacher *a, int noun, int verb)
{
    for (int i = noun + 1; i < verb; i++)
        if (!kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_OPEN) && !kind_is(a, i, ITEM_CLOSE) && !kind_is(a, i, ITEM_OF)) return false;
    return true;
}

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

/* "Three residents of the town died": no clause of the town's; "with 40 members losing their lives" is one of the 40. */
static bool is_finite(const attacher *a, const item *verb)
{
    return verb->form == FORM_INTRANSITIVE && !claim_is_ing(&a->parse->view, verb->extent.first);
}

/* Is the participle bare ("20 soldiers killed"), so that it may belong to a governed noun right before it? */
static bool reduces(walk *w, int at)
{
    attacher *a = w->a;
    const item *verb = item_at(a, w->verb);
    bool participle = has_class(&a->parse->view, verb->extent.first, claim_class.participle_be);
    /* "with 40 people believed to have died" */
    bool said = verb->flags & VERB_INFINITIVE && verb->flags & VERB_HAVE && item_at(a, at)->quantity >= 0;
    if (said && adjacent(a, at, w->verb)) return true;
    bool having = verb->form == FORM_INTRANSITIVE && verb->flags & VERB_HAVE; /* "with 40 having died" */
    return !is_finite(a, verb) && (participle || having || !(verb->flags & (VERB_BE | VERB_HAVE))) && adjacent(a, at, w->verb);
}

/* "ten soldiers, five of whom had been wounded, returned": the verb is only of those five. */
static bool of_them(const walk *w, const item *it)
{
    const attacher *a = w->a;
    unsigned end = toll_extent_end(a->parse->quantities[it->quantity].extent);
    const toll_note *of = note_at(&a->parse->view, end, claim_class.part_of);
    return of && end + of->len == a->parse->items[w->verb].extent.first;
}

/* Those counted at `at` are taken; false where the walk ends. */
static bool take_counted(walk *w, int at, bool under)
{
    attacher *a = w->a;
    const item *it = item_at(a, at), *verb = item_at(a, at - 1);
    const unsigned after = it->quantity >= 0 ? toll_extent_end(quantity_of(a, it)->extent) : 0;
    bool severe = it->head == HEAD_BARE && at + 1 < w->verb && has_class(&a->parse->view, after, claim_class.severity);
    if (severe) return false;                        /* "12 were wounded, five seriously, and nine were killed" */
    bool whole = kind_is(a, at + 1, ITEM_INCLUDING); /* "left 35 people including 22 children dead" */
    bool put = verb && verb->kind == ITEM_VERB && verb->flags & VERB_RAISER && item_at(a, w->verb)->form == FORM_ADJECTIVE;
    whole |= put || class_in(a, verb,
                        claim_class.taker); /* "left nine soldiers and three civilians dead", "set two schools and 12 houses on fire" */
    if (w->listed && !whole && kind_is(a, at - 1, ITEM_VERB) && !is_loss_verb(verb) && !(verb->flags & VERB_SAY)) return false;
    if (!attach_take(a, at, w->o, -1, kind_is(a, at - 1, ITEM_INCLUDING), w->rule) && !attach_countable(a, it) && !w->listed &&
        !attach_list_link(a, at - 1))
        return false;
    if (under || of_them(w, it)) return false;
    /* "50 rebels surrender, 12 killed": a number without a noun is no second of a list */
    if (it->head == HEAD_BARE && !w->listed && !w->joined && at == w->verb - 1 && kind_is(a, at - 1, ITEM_COMMA)) return false;
    w->listed = true, w->linked = false, w->antecedent = false;
    /* "1,000 women, children and 500 wounded": a number right before a bare participle names a group of its own */
    const item *lost = item_at(a, w->verb);
    const bool bare = (lost->form == FORM_PAST || lost->form == FORM_ADJECTIVE) && !(lost->flags & (VERB_BE | VERB_HAVE));
    return !(bare && it->head == HEAD_BARE && at == w->verb - 1 && kind_is(a, at - 1, ITEM_AND));
}

/* "67 men, women and children dead", "Several schools, houses damaged": a bare noun that a comma alone sets beside those counted. */
static bool is_of_list(attacher *a, int at)
{
    const item *it = item_at(a, at), *counted = item_at(a, at - 2);
    if (!counted || counted->kind != ITEM_NOUN || counted->quantity < 0 || quantity_of(a, counted)->flags & TOLL_QUANTITY_ARTICLE)
        return false;
    if (it->flags & (NOUN_DEFINITE | NOUN_POSSESSIVE) || attach_governed(a, at - 2)) return false;
    return counted->head == it->head && (it->head == HEAD_PEOPLE || is_thing(it->head));
}

/* Somebody uncounted: only a list goes on past them. */
static bool pass_uncounted(walk *w, int *at)
{
    attacher *a = w->a;
    int i = *at;
    if (kind_is(a, i - 1, ITEM_NOUN) && a->parse->view.tokens[item_at(a, i)->extent.first].shape == TOLL_SHAPE_CAPITAL)
        return true; /* "of 2nd Battalion The Rifles": a second name */
    if (!w->listed && attach_clause_object(a, i)) {
        *at = i - 1;
        w->linked = true;
        return true;
    }
    /* "As a mother, my son died": a comma alone makes no list of two */
    if (kind_is(a, i - 1, ITEM_COMMA) && !w->joined && !kind_is(a, i + 1, ITEM_COMMA) && !is_of_list(a, i)) return false;
    if (!attach_list_link(a, i - 1) && !kind_is(a, i - 1, ITEM_INCLUDING) && !kind_is(a, i + 1, ITEM_NOUN)) return false;
    w->linked = true;
    return true;
}

static bool step_noun(walk *w, int *at)
{
    attacher *a = w->a;
    int i = *at;
    const item *it = item_at(a, i), *verb = item_at(a, w->verb);
    bool who = it->head == HEAD_PEOPLE || it->head == HEAD_NATION || it->head == HEAD_COUNT || it->head == HEAD_PRONOUN;
    bool no_who = w->antecedent && it->quantity < 0 && !who; /* "three residents of the town who were killed": no town is */
    bool reduced = reduces(w, i), under = attach_governed(a, i) && (!w->antecedent || no_who);
    if (no_who && under && !reduced) {
        w->far = true;
        return true;
    }
    bool whose = w->far && it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE && !is_thing(it->head);
    if (whose) return false; /* "Blair, a friend of Mrs Clinton's who died": says who somebody is */
    bool bare = verb->form == FORM_PAST && !(verb->flags & (VERB_BE | VERB_HAVE));
    const item *of = kind_is(a, i - 1, ITEM_OF) ? item_at(a, i - 2)
                                                : NULL; /* "the death of 15 and 38 wounded", "the bodies of 13 and nine wounded" */
    bool act = of && (class_in(a, of, claim_class.loss_act) || (of->kind == ITEM_NOUN && of->head == HEAD_COUNT && of->quantity < 0));
    bool value = it->head == HEAD_BARE &&
                 class_in(a, item_at(a, i - 1), claim_class.toll_value); /* "the toll rose to 13 and 106 injured" */
    if (under && bare && !act && !value && w->listed && w->linked && it->quantity >= 0 && kind_is(a, i + 1, ITEM_AND)) {
        attach_take(a, i, w->o, -1, false, w->rule); /* "add up to 78 drones and 35 missiles shot down" */
        return false;
    }
    bool without = under && it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_ARTICLE &&
                   class_in(a, item_at(a, i - 1), claim_class.negation);
    if (without) return false; /* "a week passed without a single soldier dying" */
    if (under && !reduced && !attach_governs_clause(a, i)) return true;
    if (it->head == HEAD_PRONOUN && under) return true; /* "98 of them died" */
    bool where = reduced && under && it->quantity < 0 && (it->head == HEAD_UNKNOWN || it->head == HEAD_NOT_LOSS);
    bool name = where && a->parse->view.tokens[it->extent.first].shape == TOLL_SHAPE_CAPITAL;
    if (where && (name || !attach_prefers_things(a, w->o)))
        return true; /* "three residents of the region killed", "two barns in X on fire" */
    if (reduced && it->quantity < 0 && is_thing(it->head) && attach_prefers_things(a, w->o) && !is_of_list(a, i))
        return false;                                                                               /* "the walls of shops badly damaged" */
    bool measured = it->head == HEAD_BARE || it->head == HEAD_NOT_LOSS || it->head == HEAD_UNKNOWN; /* "ships over 1,600 tons were sunk" */
    if (measured && it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_MEASURE && !under) {
        w->linked = true; /* "two brothers aged 8 and 11 died" */
        return true;
    }
    if (it->quantity >= 0 && w->listed && a->owner[it->quantity] >= 0) return false; /* another verb's */
    if (it->quantity < 0) return pass_uncounted(w, at);
    bool befell = verb->flags & VERB_BE || verb->form == FORM_INTRANSITIVE;
    if (!w->listed && befell && attach_clause_object(a, i)) { /* "four men manning a checkpoint were killed" */
        *at = i - 1;
        return true;
    }
    /* "twelve were wounded, five severely, and three were missing": the five are some of the twelve */
    if (w->listed && it->head == HEAD_BARE && kind_is(a, i + 1, ITEM_ADVERB) && attach_list_link(a, i + 2)) return false;
    return w->linked && take_counted(w, i, under);
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
    case ITEM_NOUN: return step_noun(w, at);
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
