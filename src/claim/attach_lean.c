/* What leans on a loss found before it or in the sentence before: parts, ratios and differences, totals, entries of lists. */
#include "attach.h"

/* --- what leans on a loss found before it */
static const tie *nearest_loss(attacher *a, int at)
{
    const tie *best = NULL;
    for (size_t i = 0; i < a->parse->loss_count; i++)
        if (a->parse->losses[i].item < at && (!best || a->parse->losses[i].item > best->item)) best = &a->parse->losses[i];
    return best;
}

static bool inherit(attacher *a, int at, bool part, const char *rule)
{
    const tie *from = nearest_loss(a, at);
    const item *it = item_at(a, at);
    if (!from) return false;
    outcome o = {.notes = {from->note},
        .count = 1,
        .extent = from->outcome_extent,
        .modal = from->modal,
        .perfect = from->perfect,
        .noun = -1,
        .speaker = -1};
    uint8_t code = from->outcome;
    bool from_thing = is_thing(item_at(a, from->item)->head);
    if (is_thing(it->head) != from_thing && it->head != HEAD_BARE && it->head != HEAD_OTHERS) return false;
    int agent = from->agent;
    if (!attach_take(a, at, &o, agent, part, rule)) return false;
    a->parse->losses[a->parse->loss_count - 1].outcome = code;
    return true;
}

static bool says(attacher *a, int at)
{
    const item *verb = item_at(a, attach_after_phrase(a, at));
    return verb && verb->kind == ITEM_VERB && verb->flags & VERB_SAY;
}

void attach_parts(attacher *a)
{
    bool part = false, placed = false;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_INCLUDING) part = true, placed = false;
        if (it->kind == ITEM_PREPOSITION) placed = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_VERB || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_BREAK) part = false;
        if (part && it->kind == ITEM_NOUN && kind_is(a, i - 1, ITEM_COMMA) && says(a, i)) part = false; /* "..., an official told us" */
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        bool of_them = has_class(&a->parse->view, toll_extent_end(a->parse->quantities[it->quantity].extent), a->classes->part_of);
        bool elsewhere = placed && it->head == HEAD_UNKNOWN; /* "including soldiers, in the capital and two departments" */
        if (part && !elsewhere && !attach_governed(a, i)) inherit(a, i, true, "part-of-victims");
        else if (of_them) inherit(a, i, true, "some-of-them");
        else if (it->head == HEAD_BARE && kind_is(a, i - 1, ITEM_AND) && kind_is(a, i + 1, ITEM_PREPOSITION) && nearest_loss(a, i))
            inherit(a, i, false, "and-more");
    }
}

/* The word for what befell whoever stands before `at` in the clause, counted or not; NULL where none does, or it only might. */
static const item *loss_verb_before(attacher *a, int at)
{
    for (int i = at - 1; i >= 0; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_AND) return NULL;
        if (it->kind != ITEM_VERB) continue;
        bool passive = is_loss_verb(it) && (it->form == FORM_INTRANSITIVE || it->form == FORM_ADJECTIVE || it->flags & VERB_BE);
        bool real = !(it->flags & (VERB_NEGATED | VERB_MODAL | VERB_INFINITIVE));
        return passive && real ? it : NULL;
    }
    return NULL;
}

/* "The mayor was killed along with two of his guards", "shot 48 soldiers who had fled, along with nine guards". */
void attach_along(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0 || !class_in(a, item_at(a, i - 1), a->classes->along)) continue;
        if (it->head != HEAD_PEOPLE && it->head != HEAD_NATION && it->head != HEAD_BARE && it->head != HEAD_OTHERS) continue;
        if (attach_has_own_verb(a, i)) continue;
        const item *verb = loss_verb_before(a, i - 1);
        outcome o = {.noun = -1, .speaker = -1, .count = 1};
        if (verb) o.notes[0] = verb->note, o.extent = verb->head_extent;
        if (verb) attach_take(a, i, &o, -1, false, "lost-along");
        else inherit(a, i, false, "lost-along");
    }
}

/* Ratios, shares and differences: the outcome noun or verb of the sentence says of what. */
void attach_ratios(attacher *a)
{
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN || it->quantity < 0 || a->owner[it->quantity] >= 0) continue;
        toll_quantity_mention *q = &a->parse->quantities[it->quantity];
        unsigned after = toll_extent_end(q->extent);
        while (has_class(&a->parse->view, after, a->classes->determiner) ||
               (after < a->parse->view.count && a->parse->view.tokens[after].mark == TOLL_MARK_CLOSE))
            after++;
        bool compared = has_class(&a->parse->view, after, a->classes->comparison);
        bool difference = compared && q->quantity.unit == TOLL_UNIT_NUMBER &&
                          has_class(&a->parse->view, after + 1, a->classes->comparison_than);
        if (!difference && (q->quantity.unit != TOLL_UNIT_TIMES || !compared)) continue;
        for (int j = i - 1; j >= 0; j--) {
            const item *noun = item_at(a, j);
            bool loss_noun = noun->kind == ITEM_NOUN && (noun->head == HEAD_COUNT || noun->head == HEAD_TOLL);
            if (!loss_noun && !is_loss_verb(noun)) continue;
            outcome o = attach_noun_outcome(j, noun->note, noun->head_extent);
            item *mine = item_at(a, i);
            uint8_t head = mine->head;
            mine->head = HEAD_PEOPLE;
            if (!attach_take(a, i, &o, -1, false, "ratio")) mine->head = head;
            else if (difference) q->quantity.unit = TOLL_UNIT_PEOPLE_DIFFERENCE;
            break;
        }
    }
}

/* The figure of a total, or an average, of which the loss at `from` says of what. */
static tie *take_total(attacher *a, int at, toll_note of)
{
    size_t count = a->parse->loss_count;
    item *it = item_at(a, at);
    if (it->head == HEAD_TALLY) {
        item kept = *it;
        it->note = of;
        attach_toll(a, at, false);
        *it = kept;
    } else {
        outcome o = attach_noun_outcome(-1, of, (toll_extent){0, 0});
        attach_take(a, at, &o, -1, false, "average-of-total");
    }
    return a->parse->loss_count > count ? &a->parse->losses[count] : NULL;
}

/* "Sixteen more died, bringing the total to 532": a loss of the sentence says of what the total is. */
static bool total_here(attacher *a, int at)
{
    const tie *from = nearest_loss(a, at);
    if (!from || from->outcome > TOLL_OUTCOME_CAPTURED || !kind_is(a, at - 1, ITEM_VERB) || !(item_at(a, at - 1)->flags & VERB_RAISER)) return false;
    const tie source = *from;
    tie *made = take_total(a, at, source.note);
    if (!made) return false;
    made->noun = -1, made->outcome = source.outcome, made->outcome_extent = source.outcome_extent, made->rule = "total-stands";
    return true;
}

/* "The total amounted to 12,730, an average of 400 a day": of what, a loss before it says, in the sentence or in the one before. */
void attach_carried(attacher *a)
{
    const draft *before = a->parse->before;
    bool told = before && before->claim.quantity.unit == TOLL_UNIT_PEOPLE;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        const item *it = item_at(a, i);
        if (it->kind != ITEM_NOUN) continue;
        bool average = it->quantity >= 0 && a->parse->quantities[it->quantity].quantity.unit == TOLL_UNIT_PEOPLE_PER_DAY &&
                       a->owner[it->quantity] < 0;
        bool total = it->head == HEAD_TALLY && it->quantity < 0 && !kind_is(a, i + 1, ITEM_OF);
        if ((!total && !average) || (total && total_here(a, i)) || !told) continue;
        tie *made = take_total(a, i, before->note);
        if (!made) continue;
        made->carried = true, made->noun = -1, made->outcome = (uint8_t)before->claim.outcome;
        made->rule = average ? "average-of-total" : "total-stands";
    }
}

/* --- lists: "losses: personnel - 900 (+20) killed, tanks - 30 (+2)" */
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
