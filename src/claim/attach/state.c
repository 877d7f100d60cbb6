/* What a noun says of the state people are in: "31 people with burns", "treated 12 for shrapnel wounds", "took 40 prisoners",
 * "caused no victims", "cost 14 people their lives".
 *
 * In: the items, after verbs and nouns of loss had their turn. Out: a tie for those counted. The words are rows of outcome.tsv; each is looked
 * for behind one preposition or verb, and those counted a few items before it. */
#include "attach.h"

/* The row of state whose phrase ends the noun, where it is of that kind ("wounds", "taken"); NULL = it ends in another word. */
static const toll_note *ends_in(attacher *a, const item *it, const char *kind)
{
    for (unsigned at = it->extent.first; at < toll_extent_end(it->extent); at++) {
        const toll_note *note = note_at(&a->parse->view, at, claim_class.loss_had);
        if (note && at + note->len == toll_extent_end(it->extent))
            return strcmp(claim_cell(a->tables->tables, note, "weak"), kind) ? NULL : note;
    }
    return NULL;
}

static outcome of_noun(const item *it, const toll_note *note)
{
    toll_extent extent = {(uint16_t)(toll_extent_end(it->extent) - note->len), note->len};
    return (outcome){.notes = {*note}, .count = 1, .extent = extent, .noun = -1, .speaker = -1};
}

static bool is_real(const item *verb)
{
    return !(verb->flags & (VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE));
}

/* Those counted before the preposition at `at`, in its clause; -1 = nobody is. */
static int bearer(attacher *a, int at)
{
    for (int i = at - 1; i >= 0 && i > at - 8; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_VERB && (is_loss_verb(it) || !is_real(it))) return -1;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_COMMA) return -1;
        if (it->kind != ITEM_NOUN || attach_governed(a, i)) continue;
        if (it->quantity < 0 || a->owner[it->quantity] >= 0 || !attach_countable(a, it)) return -1;
        uint8_t unit = (uint8_t)quantity_of(a, it)->quantity.unit;
        if (unit != TOLL_UNIT_NUMBER && unit != TOLL_UNIT_PEOPLE) return -1;
        return it->head == HEAD_PEOPLE || it->head == HEAD_NATION || it->head == HEAD_BARE || it->head == HEAD_OTHERS ? i : -1;
    }
    return -1;
}

/* "treated 31 people for burns", "eighty were admitted with head, chest and leg wounds" */
static void take_wounds(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const toll_note *note = it->quantity < 0 ? ends_in(a, it, "wounds") : NULL;
    int before = at - 1;
    while ((kind_is(a, before, ITEM_AND) || kind_is(a, before, ITEM_COMMA)) && kind_is(a, before - 1, ITEM_NOUN) &&
           item_at(a, before - 1)->quantity < 0)
        before -= 2;
    const item *link = item_at(a, before);
    if (!note || !link || link->kind != ITEM_PREPOSITION) return;
    int who = bearer(a, before);
    if (who < 0) return;
    const item *verb = item_at(a, who - 1); /* "save 30 people with burns": only might */
    if (verb && verb->kind == ITEM_VERB && !is_real(verb)) return;
    outcome o = of_noun(it, note);
    attach_take(a, who, &o, -1, false, "victims-with-wounds");
}

/* "100 soldiers suffered brain injuries", "four received serious head, chest and leg wounds", "two helicopters sustained minor damage": a verb of
 * suffering and a noun that says what, the last of a list. */
void attach_suffering(attacher *a, int at)
{
    int last = at + 1;
    while ((kind_is(a, last + 1, ITEM_COMMA) || kind_is(a, last + 1, ITEM_AND)) && kind_is(a, last + 2, ITEM_NOUN) &&
           item_at(a, last + 2)->quantity < 0 && kind_is(a, last, ITEM_NOUN) && item_at(a, last)->head == HEAD_UNKNOWN)
        last += 2;
    const item *verb = item_at(a, at), *what = item_at(a, last);
    if (!what || what->kind != ITEM_NOUN || what->quantity >= 0 || !class_in(a, verb, claim_class.suffer)) return;
    const toll_note *wounds = claim_note_in(&a->parse->view, what->extent, claim_class.loss_had); /* "have bullet wounds" */
    if (what->head != HEAD_COUNT && !wounds) return;
    if (verb->flags & (VERB_NEGATED | VERB_INFINITIVE) || (verb->flags & VERB_MODAL && !(verb->flags & VERB_HAVE))) return;
    const bool state = wounds && what->head != HEAD_COUNT;
    const toll_extent words = {(uint16_t)(wounds ? claim_note_place(&a->parse->view, what->extent, wounds) : 0), wounds ? wounds->len : 0};
    outcome o = attach_noun_outcome(-1, state ? *wounds : what->note, state ? words : what->head_extent);
    if (attach_code(a, &o, false) != TOLL_OUTCOME_WOUNDED && attach_code(a, &o, true) != TOLL_OUTCOME_DAMAGED) return;
    attach_before(a, at, &o, "victims-suffer");
}

/* "5,500 prisoners were taken"; those taken to a place had been taken before. */
static bool were_taken(attacher *a, int at)
{
    int verb = attach_after_phrase(a, at);
    const item *it = item_at(a, verb), *next = item_at(a, verb + 1);
    if (!it || it->kind != ITEM_VERB || is_loss_verb(it) || !(it->flags & VERB_BE) || !is_real(it) || !class_in(a, it, claim_class.taker))
        return false;
    return !next || next->kind != ITEM_PREPOSITION || !class_in(a, next, claim_class.toll_value);
}

/* "losses of 300 killed, 500 wounded and 200 prisoners": the last of what a force lost. */
static bool ends_losses(attacher *a, int at)
{
    const item *lost = item_at(a, at - 2), *behind = item_at(a, at + 1);
    if (!attach_list_link(a, at - 1) || !is_loss_verb(lost) || lost->form == FORM_ING || lost->form == FORM_BASE) return false;
    bool counted = kind_is(a, at - 3, ITEM_NOUN) && item_at(a, at - 3)->quantity >= 0 &&
                   !(lost->flags & (VERB_BE | VERB_HAVE | VERB_MODAL));
    return counted && (!behind || behind->kind == ITEM_STOP || behind->kind == ITEM_COMMA || behind->kind == ITEM_BREAK ||
                          behind->kind == ITEM_PREPOSITION || behind->kind == ITEM_AND);
}

/* "took 40 prisoners" */
static void take_taken(attacher *a, int at)
{
    const item *it = item_at(a, at), *verb = item_at(a, at - 1);
    const toll_note *note = it->quantity >= 0 && a->owner[it->quantity] < 0 ? ends_in(a, it, "taken") : NULL;
    if (!note) return;
    outcome o = of_noun(it, note);
    if (were_taken(a, at) || ends_losses(a, at)) attach_take(a, at, &o, -1, false, "taken-prisoner");
    if (!verb || verb->kind != ITEM_VERB || is_loss_verb(verb) || !class_in(a, verb, claim_class.taker) || !is_real(verb)) return;
    const int agent = attach_agent(a, at - 1);
    if (!attach_take(a, at, &o, agent, false, "taken-prisoner")) return;
    for (int i = at + 1; attach_list_link(a, i);) { /* "took 200 prisoners, six guns and a lorry" */
        while (attach_list_link(a, i)) i++;
        const item *thing = item_at(a, i);
        bool listed = thing && thing->kind == ITEM_NOUN && thing->quantity >= 0 && thing->head == HEAD_MATERIEL &&
                      !attach_has_own_verb(a, i);
        if (!listed || !attach_take(a, i, &o, agent, false, "taken-prisoner")) return;
        i = attach_after_phrase(a, i);
    }
}

/* "there were no victims", "claimed 12 victims" */
static void take_victims(attacher *a, int at)
{
    const item *it = item_at(a, at), *verb = item_at(a, at - 1);
    const toll_note *note = it->quantity >= 0 && a->owner[it->quantity] < 0 ? ends_in(a, it, "victims") : NULL;
    const item *said = item_at(a, at + 1); /* "no victims were reported" */
    bool none = note && quantity_of(a, it)->flags & TOLL_QUANTITY_NONE && said && said->kind == ITEM_VERB && said->flags & VERB_SAY;
    if (none && said->flags & VERB_BE && is_real(said)) {
        outcome no = of_noun(it, note);
        attach_take(a, at, &no, -1, false, "counted-victims");
    }
    if (none || !note || !verb || verb->kind != ITEM_VERB || is_loss_verb(verb) || !is_real(verb)) return;
    if (!class_in(a, verb, claim_class.taker) && !(quantity_of(a, it)->flags & TOLL_QUANTITY_NONE)) return;
    outcome o = of_noun(it, note);
    attach_take(a, at, &o, -1, false, "counted-victims");
}

/* "cost 14 people their lives" */
static void take_cost(attacher *a, int at)
{
    const item *it = item_at(a, at), *who = item_at(a, at - 1), *verb = item_at(a, at - 2);
    const toll_note *note = it->quantity < 0 ? ends_in(a, it, "cost") : NULL;
    if (!note || !who || who->kind != ITEM_NOUN || who->quantity < 0 || a->owner[who->quantity] >= 0 || !verb) return;
    if (verb->kind != ITEM_VERB || is_loss_verb(verb) || !class_in(a, verb, claim_class.taker) || !is_real(verb)) return;
    outcome o = of_noun(it, note);
    attach_take(a, at - 1, &o, attach_agent(a, at - 2), false, "lives-taken");
}

void attach_states(attacher *a)
{
    if (!toll_classes_has(a->parse->view.scratch->all, claim_class.loss_had)) return;
    for (int i = 0; i < (int)a->parse->item_count; i++) {
        if (!kind_is(a, i, ITEM_NOUN)) continue;
        take_wounds(a, i);
        take_taken(a, i);
        take_victims(a, i);
        take_cost(a, i);
    }
}
