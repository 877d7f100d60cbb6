/* Those counted behind the word for what befell them: "among the injured are two girls", "also killed were three", "those killed include 14".
 *
 * In: the word for what befell them. Out: ties, and whether they were made. A look at the few phrases around the word. */
#include "attach.h"

/* "Among the injured are two girls": the verb stands behind the word for what befell them, and those counted behind the verb. */
bool attach_inverted(attacher *a, int at, const outcome *o)
{
    int next = kind_is(a, at + 1, ITEM_NOUN) && item_at(a, at + 1)->quantity < 0 ? at + 1 : at;
    next = attach_after_phrase(a, next); /* "among the killed civilians are", "among the victims of the raid are" */
    const item *verb = item_at(a, next);
    if (item_at(a, at)->flags & VERB_BE || !verb || verb->kind != ITEM_VERB || !(verb->flags & VERB_BE) || is_loss_verb(verb)) return false;
    if (verb->flags & (VERB_MODAL | VERB_NEGATED)) return false;
    if (kind_is(a, at - 1, ITEM_NOUN) && item_at(a, at - 1)->quantity >= 0)
        attach_take(a, at - 1, o, -1, false, "victims-are"); /* "among the 49 dead" */
    attach_after(a, next, o, -1, "among-victims");
    return true;
}

/* "those killed in two attacks include 14 children": an uncounted participle, and a part of whom it says. */
bool attach_includes_after(attacher *a, int at, int last, const outcome *o)
{
    if (!kind_is(a, at - 1, ITEM_NOUN) || item_at(a, at - 1)->quantity >= 0) return false;
    int i = attach_after_phrase(a, last);
    if (!kind_is(a, i, ITEM_INCLUDING) || !class_in(a, item_at(a, i), claim_class.includes)) return false;
    attach_after(a, i, o, -1, "among-victims");
    return true;
}

/* "Among the weapons seized: 12 rifles and two mortars", "Among the dead: three women": a list of them behind a colon. */
bool attach_lists_among(attacher *a, int at, int last, const outcome *o)
{
    int colon = attach_after_phrase(a, last); /* "seized from the rebels:" */
    const item *verb = item_at(a, at), *first = item_at(a, colon + 1);
    if ((verb->form != FORM_PAST && verb->form != FORM_ADJECTIVE) || verb->flags & (VERB_BE | VERB_HAVE)) return false;
    if (!kind_is(a, colon, ITEM_BREAK) || a->parse->view.tokens[item_at(a, colon)->extent.first].mark != ':') return false;
    int i = at - 1;
    while (kind_is(a, i, ITEM_NOUN) && item_at(a, i)->quantity < 0) i--;
    if (i == at - 1 || !class_in(a, item_at(a, i), claim_class.among)) return false;
    if (!first || first->kind != ITEM_NOUN || first->quantity < 0 || first->head == HEAD_BARE) return false;
    attach_after(a, colon, o, -1, "list-of-lost");
    return true;
}

/* "Among the fallen", "among those who died", "among the 35 who died were 24 children" */
bool attach_among_before(attacher *a, int at, const outcome *o)
{
    int i = kind_is(a, at - 1, ITEM_RELATIVE) ? at - 2 : at - 1;
    if (!kind_is(a, i, ITEM_NOUN) || !class_in(a, item_at(a, i - 1), claim_class.among) || !attach_inverted(a, at, o)) return false;
    if (item_at(a, i)->quantity >= 0) attach_take(a, i, o, -1, false, "victims-die");
    return true;
}

/* "Among them were two officers", "The victims included six women and a nurse", "They included ...": behind a sentence that counted them. */
static int included_from(attacher *a)
{
    int i = kind_is(a, 0, ITEM_ADVERB) ? 1 : 0;
    if (kind_is(a, i, ITEM_INCLUDING) && attach_is_plain_be(item_at(a, i + 1))) return i + 2;
    const item *who = item_at(a, i);
    bool refers = who && who->kind == ITEM_NOUN && who->quantity < 0 &&
                  (all_in(a, who, claim_class.figure_it) || claim_note_in(&a->parse->view, who->extent, claim_class.loss_had));
    return refers && kind_is(a, i + 1, ITEM_INCLUDING) && class_in(a, item_at(a, i + 1), claim_class.includes) ? i + 2 : -1;
}

void attach_included(attacher *a)
{
    attach_source told[ATTACH_SOURCES];
    int first = included_from(a);
    if (first < 0) return;
    unsigned sources = attach_told(a, first, told), whole = 0;
    for (unsigned i = 0; i < sources; i++)
        if (told[i].outcome == TOLL_OUTCOME_KILLED && told[whole].outcome != TOLL_OUTCOME_KILLED) whole = i;
    if (!sources || !told[whole].carried || !attach_of_people(&told[whole])) return;
    for (int i = first; kind_is(a, i, ITEM_NOUN); i++) {
        const item *it = item_at(a, i);
        bool part = it->quantity >= 0 && a->owner[it->quantity] < 0 && (it->head == HEAD_PEOPLE || it->head == HEAD_NATION) &&
                    attach_can_hold(a, i, &told[whole]);
        if (it->quantity >= 0 && (!part || !attach_carry_one(a, i, &told[whole], true, "among-victims"))) return;
        i = attach_after_phrase(a, i) - 1;
        if (!attach_list_link(a, i + 1)) return;
        while (attach_list_link(a, i + 1)) i++;
    }
}
