/* Loss verbs: active, passive or intransitive, and so whether the victims stand before or after. */
#include "attach.h"

/* --- loss verbs */
static bool object_follows(attacher *a, int at)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i++;
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_NOUN) return false;
    if (it->quantity >=
        0) { /* what is no count can still be an object ("destroyed 1,200 kg"), but for a time or distance ("killed 20 miles away") */
        const toll_quantity_mention *q = quantity_of(a, it);
        return attach_countable(a, it) ||
               (it->head == HEAD_NOT_LOSS && !(q->flags & TOLL_QUANTITY_MEASURE) && q->quantity.unit == TOLL_UNIT_NUMBER);
    }
    if (it->flags & NOUN_DEFINITE || it->head == HEAD_PRONOUN) return true; /* "lost their jobs", "killed himself" */
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

/* "were dragged from their homes and shot": a bare participle after "and" goes on with the passive verb before; the index of that verb, -1 =
 * no "and" stands before it, -2 = it is the second verb of an active clause. */
static int coordinated(attacher *a, int at)
{
    if (!kind_is(a, at - 1, ITEM_AND)) return -1;
    for (int i = at - 2, steps = 0; i >= 0 && steps < 16; i--, steps++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_RELATIVE) return -2;
        if (it->kind != ITEM_VERB) continue;
        bool participle = it->extent.count > 1 && it->flags & VERB_BE; /* more than "were" alone */
        return participle && !(it->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_NEGATED)) ? i : -2;
    }
    return -2;
}

/* "Among the injured are two girls": the verb stands behind the word for what befell them, and those counted behind the verb. */
static bool inverted(attacher *a, int at, const outcome *o)
{
    const item *verb = item_at(a, at + 1);
    if (item_at(a, at)->flags & VERB_BE || !verb || verb->kind != ITEM_VERB || !(verb->flags & VERB_BE) || is_loss_verb(verb)) return false;
    if (verb->flags & (VERB_MODAL | VERB_NEGATED)) return false;
    attach_after(a, at + 1, o, -1, "among-victims");
    return true;
}

/* "hacked 11 villagers to death", and not "sentenced ten soldiers to death". */
static bool manner_of_killing(attacher *a, int at)
{
    for (int i = at - 1; i >= 0 && i > at - 8; i--)
        if (kind_is(a, i, ITEM_VERB)) return !class_in(a, item_at(a, i), a->classes->sentencing);
    return false;
}

/* "Three killed, 12 others injured" without its comma: the noun behind is the subject of a word of its own. */
static bool object_is_lost(attacher *a, int last)
{
    const item *object = item_at(a, last + 1);
    if (!object || object->kind != ITEM_NOUN || object->quantity < 0) return false;
    const item *verb = item_at(a, attach_after_phrase(a, last + 1));
    return is_loss_verb(verb) && verb->form != FORM_ING && verb->form != FORM_BASE &&
           !kind_is(a, attach_after_phrase(a, last + 1) - 1, ITEM_AND);
}

static void attach_participle(attacher *a, int at, int last, const outcome *o)
{
    if (counted_before(a, at) && object_is_lost(a, last)) {
        attach_before(a, at, o, "victims-killed");
        return;
    }
    int passive = coordinated(a, at);
    if (passive == -2 && !object_follows(a, last)) return;
    bool lose = !strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "lose");
    if (lose && kind_is(a, last + 1, ITEM_NOUN) && !object_follows(a, last)) return; /* "one lost both legs" is not lost */
    if (passive >= 0 && !object_follows(a, last)) attach_before(a, passive, o, "victims-were-killed");
    else if (object_follows(a, last) && !(counted_before(a, at) && loose_object(a, last)))
        attach_after(a, last, o, attach_agent(a, at), "killed-victims");
    else attach_before(a, at, o, "victims-killed");
}

/* "killed, with clubs and machetes, three men": the item before the object, past what commas put in between; `at` where nothing is. */
static int past_insertion(attacher *a, int at)
{
    if (!kind_is(a, at + 1, ITEM_COMMA) || !kind_is(a, at + 2, ITEM_PREPOSITION)) return at;
    for (int i = at + 3; i < at + 10; i++) {
        const item *it = item_at(a, i);
        if (!it || it->kind == ITEM_VERB || it->kind == ITEM_STOP || it->kind == ITEM_BREAK) return at;
        if (it->kind != ITEM_COMMA) continue;
        const item *object = item_at(a, i + 1);
        bool counted = object && object->kind == ITEM_NOUN && object->quantity >= 0 && attach_countable(a, object);
        return counted ? i : at;
    }
    return at;
}

void attach_verb(attacher *a, int at)
{
    const item *verb = item_at(a, at);
    int last = at;
    outcome o = attach_outcome(a, at, &last);
    if (verb->form == FORM_PAST && !(verb->flags & VERB_BE) && !counted_before(a, at)) last = past_insertion(a, last);
    /* "were confirmed to be among the dead" says that they are */
    bool said_so = verb->form == FORM_ADJECTIVE && verb->flags & VERB_SAY && !(verb->flags & VERB_MODAL);
    bool unreal = (verb->flags & (VERB_MODAL | VERB_INFINITIVE)) && !(verb->flags & VERB_HAVE) && !said_so;
    if (unreal || (verb->flags & VERB_NEGATED)) return;
    switch (verb->form) {
    case FORM_INTRANSITIVE: attach_before(a, at, &o, "victims-die"); break;
    case FORM_ADJECTIVE:
        if (!strcmp(claim_cell(a->tables->tables, &verb->note, "weak"), "manner") && !manner_of_killing(a, at)) break;
        if (!inverted(a, at, &o)) attach_before(a, at, &o, "victims-are");
        break;
    case FORM_LIVES: attach_after(a, last, &o, attach_agent(a, at), "lives-taken"); break;
    case FORM_ING:
        if (verb->flags & VERB_BE && !(verb->flags & VERB_HAVE) && !object_follows(a, last)) attach_before(a, at, &o, "victims-being");
        else attach_after(a, last, &o, attach_agent(a, at), "killing-victims");
        break;
    case FORM_BASE: attach_after(a, last, &o, attach_agent(a, at), "kills-victims"); break;
    default:
        if (verb->flags & VERB_BE) attach_before(a, at, &o, "victims-were-killed");
        else if (verb->flags & VERB_HAVE) attach_after(a, last, &o, attach_agent(a, at), "has-killed-victims");
        else attach_participle(a, at, last, &o);
    }
}
