/* What has not happened: conditions, what could have been, what a verb only thinks of; and what only a camera captured.
 *
 * In: a loss verb. Out: whether it tells of no loss. A look at the few items before it. */
#include "attach.h"

/* "recordings, one captured by a police camera": what a camera captures is no prisoner. */
bool attach_on_film(attacher *a, int at, int last)
{
    uint8_t code = attach_code(a, &(outcome){.notes = {item_at(a, at)->note}, .count = 1}, false);
    if (code != TOLL_OUTCOME_CAPTURED) return false;
    for (int i = last + 1; i < last + 4 && item_at(a, i); i++)
        if (kind_is(a, i, ITEM_PREPOSITION) && class_in(a, item_at(a, i + 1), claim_class.camera)) return true;
    return kind_is(a, at - 1, ITEM_NOUN) && class_in(a, item_at(a, at - 1), claim_class.camera);
}

/* "If two drones are lost, the mission ends": the word that begins the verb's clause says that nothing has happened. */
bool attach_is_conditional(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_SUBORDINATOR) return class_in(a, it, claim_class.unreal);
        if (it->kind != ITEM_NOUN && it->kind != ITEM_ADVERB && it->kind != ITEM_OF && it->kind != ITEM_PREPOSITION && it->kind != ITEM_AND)
            return false;
    }
    return false;
}

/* "A strike could leave hundreds dead", "might lose a thousand dead": the verb before those counted only thinks of it. */
bool attach_only_might(attacher *a, int at)
{
    enum { REACH = 8 };
    for (int i = at - 1; i >= 0 && i > at - REACH; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_RELATIVE || it->kind == ITEM_SUBORDINATOR) return false;
        if (it->kind != ITEM_VERB) continue;
        return it->flags & (VERB_MODAL | VERB_INFINITIVE) && !(it->flags & VERB_HAVE) && class_in(a, it, claim_class.taker);
    }
    return false;
}

/* "The blast could have killed hundreds": what did not happen. */
bool attach_only_could(attacher *a, const item *verb)
{
    const toll_note *hedge = claim_note_in(&a->parse->view, verb->extent, claim_class.hedge);
    return hedge && !strcmp(claim_cell(a->tables->tables, hedge, "note"), "deed");
}
