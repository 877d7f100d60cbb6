/* A noun that two figures share: "killed four and wounded seven rebels" counts rebels twice.
 *
 * In: the ties that verbs made. Out: a bare figure behind a verb of loss gets the noun of the figure behind the next one, where nothing but a comma
 * or "and" stands between them. From the end of the sentence, so that a noun is passed on from verb to verb. */
#include "attach.h"

static bool is_tied(attacher *a, const item *it)
{
    return it && it->kind == ITEM_NOUN && it->quantity >= 0 && a->owner[it->quantity] >= 0;
}

static tie *loss_at(attacher *a, const item *it)
{
    return &a->parse->losses[a->owner[it->quantity]];
}

/* The counted noun behind a plain verb of loss that goes on at `at`; 0 = something else does. */
static int counted_next(attacher *a, int at)
{
    if (kind_is(a, at, ITEM_COMMA)) at++;
    if (kind_is(a, at, ITEM_AND)) at++;
    const item *verb = item_at(a, at), *next = item_at(a, at + 1);
    bool plain = is_loss_verb(verb) && !(verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE));
    return plain && is_tied(a, next) ? at + 1 : 0;
}

void attach_shared(attacher *a)
{
    for (int i = (int)a->parse->item_count - 1; i > 0; i--) {
        item *it = item_at(a, i);
        if (!is_tied(a, it) || it->note.len || !is_loss_verb(item_at(a, i - 1))) continue;
        const int at = counted_next(a, i + 1);
        const item *next = item_at(a, at);
        if (!at) continue;
        const int16_t named = loss_at(a, next)->shared ? loss_at(a, next)->shared
                                                       : (int16_t)at; /* "two, wounded five and abducted nine soldiers" */
        const uint8_t head = item_at(a, named)->head;
        const bool same = is_thing(it->head) ? is_thing(head) : it->head == HEAD_BARE && (head == HEAD_PEOPLE || head == HEAD_NATION);
        if (!same) continue;
        it->note = item_at(a, named)->note;
        loss_at(a, it)->shared = named;
    }
}
