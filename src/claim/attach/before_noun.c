/* Noun phrases that a walk back from a verb comes to: those that the verb counts, and what it passes on the way.
 *
 * In: the walk, a noun phrase. Out: ties; whether the walk goes on. A look at a few phrases around it. */
#include "before.h"

/* Does nothing but small words stand between the noun phrase and the verb? */
static bool adjacent(attacher *a, int noun, int verb)
{
    for (int i = noun + 1; i < verb; i++)
        if (!kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_OPEN) && !kind_is(a, i, ITEM_CLOSE) && !kind_is(a, i, ITEM_OF)) return false;
    return true;
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

bool before_step_noun(walk *w, int *at)
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
