/* Loss verbs: active, passive or intransitive, and so whether the victims stand before or after. */
#include "attach.h"

/* --- loss verbs */
static bool object_follows(attacher *a, int at)
{
    int i = at + 1;
    bool quoted = kind_is(a, at - 1, ITEM_OPEN); /* "neutralised", in quotation marks of its own */
    while (kind_is(a, i, ITEM_ADVERB) || (quoted && kind_is(a, i, ITEM_CLOSE)) ||
           (kind_is(a, i, ITEM_OPEN) && a->parse->view.tokens[item_at(a, i)->extent.first].mark == TOLL_MARK_OPEN))
        i++;
    const item *it = item_at(a, i);
    if (!it || it->kind != ITEM_NOUN) return false;
    if (it->quantity >=
        0) { /* what is no count can still be an object ("destroyed 1,200 kg"), but for a time or distance ("killed 20 miles away") */
        const toll_quantity_mention *q = quantity_of(a, it);
        bool aged = q->flags & TOLL_QUANTITY_MEASURE && it->head == HEAD_PEOPLE &&
                    it->extent.count > q->extent.count; /* "a 65-year-old man" */
        return attach_countable(a, it) || aged ||
               (it->head == HEAD_NOT_LOSS && !(q->flags & TOLL_QUANTITY_MEASURE) && q->quantity.unit == TOLL_UNIT_NUMBER);
    }
    if (it->flags & NOUN_POSSESSIVE || it->head == HEAD_PRONOUN) return true; /* "lost their jobs", "killed himself" */
    return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || is_thing(it->head) || it->head == HEAD_UNKNOWN;
}

bool attach_counted_before(attacher *a, int at)
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
    return it && it->kind == ITEM_NOUN && it->quantity < 0 && it->head != HEAD_PRONOUN && !(it->flags & NOUN_DEFINITE);
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
        bool hit = item_at(a, i + 1)->extent.count == 1 && class_in(a, item_at(a, i + 1), claim_class.attack_verb),
             participle = (it->extent.count > 1 || hit) && it->flags & VERB_BE; /* more than "were" alone; "were hit by torpedoes and" */
        return participle && !(it->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_NEGATED)) ? i : -2;
    }
    return -2;
}

/* "hacked 11 villagers to death", and not "sentenced ten soldiers to death". */
static bool manner_of_killing(attacher *a, int at)
{
    for (int i = at - 1; i >= 0 && i > at - 8; i--)
        if (kind_is(a, i, ITEM_VERB)) return !class_in(a, item_at(a, i), claim_class.sentencing);
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
    if (attach_counted_before(a, at) && object_is_lost(a, last)) {
        attach_before(a, at, o, "victims-killed");
        return;
    }
    bool opens = at == 0 || kind_is(a, at - 1, ITEM_STOP) || kind_is(a, at - 1, ITEM_BREAK) || (kind_is(a, at - 1, ITEM_ADVERB) && at == 1);
    if (opens && attach_inverted(a, at, o)) return; /* "Also killed were three guards" */
    int passive = coordinated(a, at);
    if (attach_includes_after(a, at, last, o)) return;
    if (passive == -2 && !object_follows(a, last)) return;
    bool lose = !strcmp(claim_cell(a->tables->tables, &o->notes[0], "weak"), "lose");
    if (lose && kind_is(a, last + 1, ITEM_NOUN) && !object_follows(a, last)) return; /* "one lost both legs" is not lost */
    if (passive >= 0 && !object_follows(a, last)) attach_before(a, passive, o, "victims-were-killed");
    else if (object_follows(a, last) && !(attach_counted_before(a, at) && loose_object(a, last)))
        attach_after(a, last, o, attach_agent(a, at), "killed-victims");
    else attach_before(a, at, o, "victims-killed");
}

/* "killed, with clubs and machetes, three men", "destroyed on the ground 12 planes": the item before the object, past what commas or a phrase put in
 * between; `at` where nothing is. */
static int past_insertion(attacher *a, int at)
{
    int date = kind_is(a, at + 1, ITEM_PREPOSITION) ? at + 2 : at + 1; /* "lost in the past day 980 men" */
    if (kind_is(a, date, ITEM_NOUN) && item_at(a, date)->head == HEAD_BARE && item_at(a, date)->quantity < 0) date++;
    const item *lost = item_at(a, date + 1);
    if (kind_is(a, date, ITEM_DATE) && lost && lost->kind == ITEM_NOUN && lost->quantity >= 0 && attach_countable(a, lost) &&
        (lost->head == HEAD_PEOPLE || is_thing(lost->head)) && !attach_has_own_verb(a, date + 1))
        return date;
    const item *where = item_at(a, at + 2), *thing = item_at(a, at + 3);
    bool phrase = kind_is(a, at + 1, ITEM_PREPOSITION) && where && where->kind == ITEM_NOUN && where->quantity < 0 && thing &&
                  thing->kind == ITEM_NOUN && thing->quantity >= 0 && attach_countable(a, thing);
    if (phrase && (thing->head == HEAD_PEOPLE || is_thing(thing->head)) && !attach_has_own_verb(a, at + 3)) return at + 2;
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

/* "executed and crucified nine men": the object behind a second verb is shared; the second verb's index, `at` where there is none. */
static int past_second_verb(attacher *a, int at)
{
    const item *verb = item_at(a, at + 2), *object = item_at(a, at + 3);
    if (!kind_is(a, at + 1, ITEM_AND) || !verb || verb->kind != ITEM_VERB || is_loss_verb(verb) || !object || object->kind != ITEM_NOUN)
        return at;
    if (verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_SAY | VERB_INFINITIVE | VERB_NEGATED) || verb->extent.count > 1) return at;
    return object->quantity >= 0 && attach_countable(a, object) && !attach_has_own_verb(a, at + 3) ? at + 2 : at;
}

/* "put 550 men out of action" */
static bool was_put(attacher *a, int at)
{
    for (int i = at - 1; i >= 0 && i > at - 8; i--)
        if (kind_is(a, i, ITEM_VERB)) return item_at(a, i)->flags & VERB_RAISER;
    return false;
}

/* "Five ships have sunk": a word said of things first, and no object. */
static bool sank_itself(attacher *a, int at, int last, const outcome *o)
{
    return item_at(a, at)->flags & VERB_HAVE && attach_code(a, o, true) == TOLL_OUTCOME_DESTROYED && attach_prefers_things(a, o) &&
           !object_follows(a, last);
}

/* "A boy who was injured in the raid sits in a tent", "a soldier wounded there told us": what befell him only says who he is. */
static bool only_describes(attacher *a, int at, const outcome *o)
{
    const item *verb = item_at(a, at), *one = item_at(a, kind_is(a, at - 1, ITEM_RELATIVE) ? at - 2 : at - 1);
    bool clause = kind_is(a, at - 1, ITEM_RELATIVE) ? verb->flags & VERB_BE : !(verb->flags & (VERB_BE | VERB_HAVE));
    if (verb->form != FORM_PAST || !clause || !one || one->kind != ITEM_NOUN || one->quantity < 0 || one->head != HEAD_PEOPLE) return false;
    if (!(quantity_of(a, one)->flags & TOLL_QUANTITY_ARTICLE) || attach_code(a, o, false) != TOLL_OUTCOME_WOUNDED) return false;
    const item *does = item_at(a, attach_after_phrase(a, at));
    return does && does->kind == ITEM_VERB && does->form == FORM_OTHER &&
           !(does->flags & (VERB_BE | VERB_HAVE | VERB_MODAL | VERB_LINKING | VERB_INFINITIVE)) &&
           !claim_is_ing(&a->parse->view, does->extent.first);
}

void attach_verb(attacher *a, int at)
{
    const item *verb = item_at(a, at);
    int last = at;
    outcome o = attach_outcome(a, at, &last);
    if (verb->form == FORM_PAST && !(verb->flags & VERB_BE) && !attach_counted_before(a, at))
        last = past_insertion(a, past_second_verb(a, last));
    /* "were confirmed to be among the dead" says that they are */
    bool said_so = (verb->form == FORM_ADJECTIVE || verb->form == FORM_INTRANSITIVE) && verb->flags & VERB_SAY &&
                   !(verb->flags & VERB_MODAL);
    bool unreal = (verb->flags & (VERB_MODAL | VERB_INFINITIVE)) && !(verb->flags & VERB_HAVE) && !said_so;
    /* "would have killed thousands": it did not; "may have killed" is an estimate */
    unreal |= verb->flags & VERB_MODAL && class_in(a, verb, claim_class.unreal);
    unreal |= verb->form == FORM_PAST && !(verb->flags & VERB_BE) && attach_only_could(a, verb);
    if (attach_on_film(a, at, last) || attach_outdone(a, at) >= 0 || attach_is_conditional(a, at)) return;
    if (only_describes(a, at, &o)) return;
    const item *object = item_at(a, last + 1);
    bool none = kind_is(a, last + 1, ITEM_NOUN) && object->quantity >= 0 && quantity_of(a, object)->flags & TOLL_QUANTITY_ANY;
    if (unreal || ((verb->flags & VERB_NEGATED) && !none) || attach_lists_among(a, at, last, &o) || attach_verb_label(a, at, last, &o))
        return; /* "did not kill any": none */
    switch (verb->form) {
    case FORM_INTRANSITIVE:
        if (!attach_among_before(a, at, &o)) attach_before(a, at, &o, "victims-die");
        break;
    case FORM_ADJECTIVE:
        if (!strcmp(claim_cell(a->tables->tables, &verb->note, "weak"), "manner") && !manner_of_killing(a, at)) break;
        if (!strcmp(claim_cell(a->tables->tables, &verb->note, "weak"), "put") && !was_put(a, at)) break;
        if (!(verb->flags & VERB_BE) && attach_only_might(a, at)) break;
        if (!attach_inverted(a, at, &o)) attach_before(a, at, &o, "victims-are");
        break;
    case FORM_LIVES: attach_after(a, last, &o, attach_agent(a, at), "lives-taken"); break;
    case FORM_ING:
        if (verb->flags & VERB_BE && !(verb->flags & VERB_HAVE) && !object_follows(a, last)) attach_before(a, at, &o, "victims-being");
        else attach_after(a, last, &o, attach_agent(a, at), "killing-victims");
        break;
    case FORM_BASE: attach_after(a, last, &o, attach_agent(a, at), "kills-victims"); break;
    default:
        if (verb->flags & VERB_BE || sank_itself(a, at, last, &o)) attach_before(a, at, &o, "victims-were-killed");
        else if (verb->flags & VERB_HAVE) attach_after(a, last, &o, attach_agent(a, at), "has-killed-victims");
        else attach_participle(a, at, last, &o);
    }
}
