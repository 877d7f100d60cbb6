/* Walking over the items of a sentence: what governs a noun, what hangs on it, whether it has a verb of its own; the victims behind a verb,
 * those listed with them, and who acts. In: an item. Out: the index of another, or ties. Each walk stops at the end of its clause. */
#include "attach.h"

/* --- walking over items */
bool attach_governed(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OPEN)) i--;
    return kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF);
}

/* "in Monday's bombing": a date, its clitic and the noun that is its. */
static bool is_dated(attacher *a, int at)
{
    const item *clitic = item_at(a, at + 1), *noun = item_at(a, at + 2);
    return kind_is(a, at, ITEM_DATE) && clitic && a->parse->view.tokens[clitic->extent.first].mark == TOLL_MARK_CLITIC && noun &&
           noun->kind == ITEM_NOUN && noun->quantity < 0;
}

/* The first item after the noun phrase at `at` and the prepositional phrases that hang on it. */
int attach_after_phrase(attacher *a, int at)
{
    int i = at + 1;
    for (;;) {
        if (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_DATE)) i++;
        else if ((kind_is(a, i, ITEM_PREPOSITION) || kind_is(a, i, ITEM_OF)) &&
                 (kind_is(a, i + 1, ITEM_NOUN) || kind_is(a, i + 1, ITEM_DATE)))
            i += is_dated(a, i + 1) ? 4 : 2;
        else return i;
    }
}

bool attach_list_link(attacher *a, int i)
{
    return kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_OPEN) || kind_is(a, i, ITEM_CLOSE);
}

/* Past ", 30 of them Americans," or ", including two doctors," the item behind; `at` where no part stands there between commas. */
int attach_past_part(attacher *a, int at)
{
    bool part = kind_is(a, at + 1, ITEM_INCLUDING) || (kind_is(a, at + 1, ITEM_NOUN) && kind_is(a, at + 2, ITEM_OF));
    if (!kind_is(a, at, ITEM_COMMA) || !part) return at;
    for (int i = at + 1; i < at + 8; i++) {
        if (kind_is(a, i, ITEM_COMMA)) return i + 1;
        if (!kind_is(a, i, ITEM_NOUN) && !kind_is(a, i, ITEM_OF) && !kind_is(a, i, ITEM_PREPOSITION) && !kind_is(a, i, ITEM_INCLUDING) &&
            !kind_is(a, i, ITEM_ADVERB) && !kind_is(a, i, ITEM_AND))
            return at;
    }
    return at;
}

/* "women carrying children": a participle without an auxiliary is nobody's verb. */
static bool is_participle(attacher *a, const item *verb)
{
    if (verb->form != FORM_OTHER) return verb->form == FORM_ING && !(verb->flags & VERB_BE);
    if (verb->flags & (VERB_BE | VERB_HAVE | VERB_MODAL)) return false;
    return claim_is_ing(&a->parse->view, toll_extent_end(verb->extent) - 1u);
}

bool attach_has_own_verb(attacher *a, int at)
{
    int next = attach_past_part(a, attach_after_phrase(a, at));
    if (kind_is(a, next, ITEM_INCLUDING) && kind_is(a, next + 1, ITEM_NOUN)) next = attach_after_phrase(a, next + 1);
    const item *it = item_at(a, next);
    if (kind_is(a, next - 1, ITEM_NOUN) && attach_governs_clause(a, next - 1)) return false; /* "killed 20 and 8 since the siege began" */
    if (it && it->kind == ITEM_VERB && it->form == FORM_OTHER && is_participle(a, it)) {     /* "women carrying bags fled" */
        int end = attach_after_phrase(a, next);
        if (kind_is(a, end, ITEM_NOUN)) end = attach_after_phrase(a, end);
        it = item_at(a, end);
    }
    return it && it->kind == ITEM_VERB && !is_participle(a, it);
}

/* "the men who killed six priests and two companions fired": the verb behind is that of whoever did it. */
static bool shares_relative(attacher *a, int verb, int at)
{
    const item *next = item_at(a, attach_after_phrase(a, at));
    return kind_is(a, verb - 1, ITEM_RELATIVE) && kind_is(a, at - 1, ITEM_AND) && next && next->kind == ITEM_VERB &&
           next->form == FORM_OTHER && !(next->flags & (VERB_BE | VERB_HAVE | VERB_MODAL));
}

/* "recovered four rifles; five magazines; 55 rounds of ammunition": a semicolon between things of one list. */
static bool goes_on_with_things(attacher *a, int at)
{
    const item *before = item_at(a, at - 1), *next = item_at(a, at + 1);
    if (a->parse->view.tokens[item_at(a, at)->extent.first].mark != ';' || !before || before->kind != ITEM_NOUN || !next) return false;
    bool things = next->kind == ITEM_NOUN && next->quantity >= 0 && is_thing(next->head) &&
                  (is_thing(before->head) || before->head == HEAD_UNKNOWN);
    return things && !attach_has_own_verb(a, at + 1);
}

/* Victims after a verb: every noun phrase of the list that follows, prepositional phrases stepped over. */
void attach_after(attacher *a, int verb, const outcome *o, int agent, const char *rule)
{
    bool first = true, part = false;
    for (int i = verb + 1; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        switch (it->kind) {
        case ITEM_ADVERB:
        case ITEM_DATE:
        case ITEM_AND:
        case ITEM_COMMA:
        case ITEM_OPEN:
        case ITEM_CLOSE: break;
        case ITEM_INCLUDING: part = true; break;
        case ITEM_BREAK:
            if (first || !goes_on_with_things(a, i)) return;
            break;
        case ITEM_PREPOSITION:
        case ITEM_OF:
            if (first && !kind_is(a, i, ITEM_OF)) return;
            if (kind_is(a, i + 1, ITEM_NOUN)) i++;
            break;
        case ITEM_NOUN:
            if (!first && kind_is(a, i + 1, ITEM_OF) && it->quantity < 0 && class_in(a, it, claim_class.loss_act))
                return; /* "the death of one rebel and the capture of two rifles and a pistol" */
            if (!first && kind_is(a, i - 1, ITEM_NOUN) && (item_at(a, i - 1)->quantity < 0 || attach_governed(a, i - 1))) return;
            if (!first && kind_is(a, i - 1, ITEM_DATE)) return;
            if (it->head == HEAD_UNKNOWN && class_in(a, item_at(a, i - 1), claim_class.along)) return; /* "along with ten backpacks" */
            if (!first && it->head == HEAD_BARE && kind_is(a, i + 1, ITEM_COMMA) && kind_is(a, i + 2, ITEM_RELATIVE))
                return; /* "killing four, and another, which was a tank round, hit" */
            if (!first && attach_list_link(a, kind_is(a, i - 1, ITEM_ADVERB) ? i - 2 : i - 1) && attach_has_own_verb(a, i) &&
                !shares_relative(a, verb, i))
                return;
            attach_take(a, i, o, agent, part, rule);
            first = false;
            break;
        default: return;
        }
    }
}

/* The subject of the active verb at `at`: who does the killing. */
int attach_agent(attacher *a, int at)
{
    bool relative = false; /* "destroyed Hamas, which killed 12": what a clause is about may be the object of the verb before */
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        const item *before = item_at(a, i - 1);
        bool clause = item_at(a, at)->form != FORM_ING || kind_is(a, attach_after_phrase(a, i), ITEM_VERB);
        bool said = clause && before && before->kind == ITEM_VERB && before->flags & VERB_SAY; /* no "boats carrying rebels, killing" */
        relative |= it->kind == ITEM_RELATIVE;
        bool object = (kind_is(a, i - 1, ITEM_VERB) && !said && !relative && it->head != HEAD_PRONOUN) ||
                      (it->quantity >= 0 && a->owner[it->quantity] >= 0);
        if (it->kind == ITEM_NOUN && !attach_governed(a, i) && !object) return i;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR) return -1;
        if (it->kind == ITEM_VERB && !(it->flags & VERB_SAY) && !is_loss_verb(it) && i < at - 1) continue;
    }
    return -1;
}
