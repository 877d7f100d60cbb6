/* Loss verbs: active, passive or intransitive, and so whether the victims stand before or after. */
#include "attach.h"

/* --- loss verbs */
static bool object_follows(attacher *a, int at)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i++;
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_NOUN) return false;
    if (it->quantity >= 0) return attach_countable(a, it);
    return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head) || it->head == HEAD_UNKNOWN;
}

static bool counted_before(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB)) i--;
    const item *it = item_at(a, i);
    return it && it->kind == ITEM_NOUN && it->quantity >= 0 && attach_countable(a, it) && !attach_governed(a, i);
}

/* "20 killed Monday sources said": an object with neither number nor article is none. */
static bool loose_object(attacher *a, int at)
{
    const item *it = item_at(a, at + 1);
    return it && it->kind == ITEM_NOUN && it->quantity < 0 && !(it->flags & NOUN_DEFINITE);
}

void attach_verb(attacher *a, int at)
{
    const item *verb = item_at(a, at);
    int last = at;
    outcome o = attach_outcome(a, at, &last);
    bool unreal = (verb->flags & (VERB_MODAL | VERB_INFINITIVE)) && !(verb->flags & VERB_HAVE);
    if (unreal || (verb->flags & VERB_NEGATED)) return;
    switch (verb->form) {
    case FORM_INTRANSITIVE: attach_before(a, at, &o, "victims-die"); break;
    case FORM_ADJECTIVE: attach_before(a, at, &o, "victims-are"); break;
    case FORM_LIVES: attach_after(a, last, &o, attach_agent(a, at), "lives-taken"); break;
    case FORM_ING:
        if (verb->flags & VERB_BE && !(verb->flags & VERB_HAVE) && !object_follows(a, last)) attach_before(a, at, &o, "victims-being");
        else attach_after(a, last, &o, attach_agent(a, at), "killing-victims");
        break;
    case FORM_BASE: attach_after(a, last, &o, attach_agent(a, at), "kills-victims"); break;
    default:
        if (verb->flags & VERB_BE) attach_before(a, at, &o, "victims-were-killed");
        else if (verb->flags & VERB_HAVE) attach_after(a, last, &o, attach_agent(a, at), "has-killed-victims");
        else if (object_follows(a, last) && !(counted_before(a, at) && loose_object(a, last)))
            attach_after(a, last, &o, attach_agent(a, at), "killed-victims");
        else attach_before(a, at, &o, "victims-killed");
    }
}
