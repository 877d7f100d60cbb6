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
