/* Entries of lists as staffs print them ("losses: personnel - 900 (+20) killed, tanks - 30 (+2)"): what became of them.
 *
 * In: the entries that claim/list.c found. Out: a tie for each. The words before the list say it, or the verb that closes the entry. */
#include "attach.h"

/* The verb that closes the entry at `at` ("... (+950) persons liquidated,"), or the word for losses before the list; -1 = neither. */
static int list_opener(attacher *a, int at)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_NOUN) && item_at(a, i)->flags & NOUN_INCREASE) i++;
    bool closed = !item_at(a, i + 1) || kind_is(a, i + 1, ITEM_COMMA) || kind_is(a, i + 1, ITEM_STOP) || kind_is(a, i + 1, ITEM_BREAK);
    if (is_loss_verb(item_at(a, i)) && closed) return i;
    for (i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        bool noun = it->kind == ITEM_NOUN && it->quantity < 0 && (it->head == HEAD_COUNT || it->head == HEAD_TOLL);
        bool entry = it->kind == ITEM_NOUN && it->flags & NOUN_LISTED;
        bool closes_entry = !kind_is(a, i + 1, ITEM_BREAK) && item_at(a, i - 1) && item_at(a, i - 1)->flags & NOUN_LISTED;
        if (entry || (is_loss_verb(it) && closes_entry)) continue;
        if (is_loss_verb(it)) return it->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE) ? -1 : i;
        if (noun) return i;
        if (it->kind == ITEM_STOP) return -1;
    }
    return -1;
}

void attach_list(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || !(it->flags & NOUN_LISTED)) continue;
        int opener = list_opener(a, i);
        if (opener < 0) continue;
        const item *word = item_at(a, opener);
        outcome o = attach_noun_outcome(word->kind == ITEM_NOUN ? opener : -1, word->note, word->head_extent);
        /* "the enemy's losses: ...": whose, the opener says also for entries that a verb closes */
        for (int j = opener < i ? opener : i - 1; j >= 0; j--)
            if (item_at(a, j)->kind == ITEM_NOUN && item_at(a, j)->head == HEAD_COUNT) {
                it->flags |= item_at(a, j)->flags & (NOUN_ENEMY | NOUN_POSSESSIVE);
                break;
            }
        attach_take(a, i, &o, -1, false, "listed-losses");
    }
}

/* The verb of loss, active or passive, that things named at `at` may have shared; NULL = none, or none that is said of things. */
static const item *verb_of_things(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR) return NULL;
        if (it->kind != ITEM_VERB) continue;
        bool real = is_loss_verb(it) && !(it->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE));
        return real ? it : NULL;
    }
    return NULL;
}

/* "Bodies were recovered along with 40 rifles, two mortars and a machine gun": things that went with somebody, and those listed behind. */
void attach_along_things(attacher *a)
{
    for (int i = 1; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || !is_thing(it->head) || !class_in(a, item_at(a, i - 1), claim_class.along)) continue;
        const item *verb = verb_of_things(a, i);
        if (!verb) continue;
        outcome o = {.noun = -1, .speaker = -1, .count = 1, .notes = {verb->note}, .extent = verb->head_extent};
        if (attach_code(a, &o, true) == 255) continue;
        for (; it && it->kind == ITEM_NOUN && (is_thing(it->head) || it->head == HEAD_UNKNOWN); it = item_at(a, ++i)) {
            if (it->head == HEAD_UNKNOWN && it->quantity >= 0 && attach_countable(a, it))
                item_at(a, i)->head = HEAD_MATERIEL; /* "two GPS devices" */
            attach_take(a, i, &o, -1, false, "lost-along");
            while (attach_list_link(a, i + 1)) i++;
        }
    }
}
