/* Whom a number without a noun of its own counts, where its sentence named them just before: "of whom 30 died", "Of the 120 passengers, 30 died",
 * "About 50 soldiers were ambushed; 12 were killed", "Among the dead Maoists were five women".
 *
 * In: the phrases of a sentence and the number's place among them. Out: the noun that says who they are, or NULL. Each looks a few phrases back. */
#include "whose.h"

enum { REACH = 12 };

static bool is_people(const item *it)
{
    return it && it->kind == ITEM_NOUN && (it->head == HEAD_PEOPLE || it->head == HEAD_NATION);
}

/* "12 people, five of them soldiers": a part of those just counted. */
bool whose_of_them(const toll_claim_reader *reader, int at)
{
    const item *back = item_at(reader, at + 2);
    return kind_at(reader, at + 1, ITEM_OF) && back && back->kind == ITEM_NOUN && back->head == HEAD_PRONOUN;
}

/* "12 of whom", "12 of them", and before the number "of whom", "of whom it said". */
static bool refers(const toll_claim_reader *reader, int at)
{
    const item *it = item_at(reader, at), *of = item_at(reader, at + 1), *back = item_at(reader, at + 2);
    if (of && of->kind == ITEM_OF && back && (back->kind == ITEM_RELATIVE || back->head == HEAD_PRONOUN)) return true;
    if (!it) return false;
    if (it->extent.first && note_at(view_of(reader), toll_extent_end(it->extent), claim_class.part_of)) return true;
    const item *said = item_at(reader, at - 1);
    bool says = said && said->kind == ITEM_VERB && said->flags & VERB_SAY && kind_at(reader, at - 2, ITEM_NOUN);
    const item *opens = item_at(reader, says ? at - 3 : at - 1);
    return it->head == HEAD_BARE && opens && opens->kind == ITEM_INCLUDING &&
           has_class(view_of(reader), opens->extent.first, claim_class.part_of);
}

/* "Of the 120 passengers on the bus, 30 were killed" */
static const item *of_whole(const toll_claim_reader *reader, int at)
{
    bool opens = kind_at(reader, 0, ITEM_OF) && kind_at(reader, at - 1, ITEM_COMMA);
    return opens && is_people(item_at(reader, 1)) ? item_at(reader, 1) : NULL;
}

/* "Among the dead Maoists were five women" */
static const item *among_these(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at - 1), *noun = item_at(reader, at - 2), *among = item_at(reader, at - 3);
    bool inverted = verb && verb->kind == ITEM_VERB && verb->flags & VERB_BE && among && among->kind == ITEM_VERB &&
                    claim_note_in(view_of(reader), among->extent, claim_class.among);
    return inverted && is_people(noun) && noun->quantity < 0 ? noun : NULL;
}

/* Does the noun at `at` attack somebody? Then the number may count those. */
static bool attacks(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at + 1);
    return verb && !(verb->flags & VERB_BE) && whose_attack_verb(reader, verb);
}

static bool is_lost(const toll_claim_reader *reader, int at)
{
    for (size_t i = 0; i < reader->parse.loss_count; i++)
        if (reader->parse.losses[i].item == at) return true;
    return false;
}

/* "Sixty soldiers surrendered and 40 were taken prisoner": a clause of its own about some of those counted in the one before. */
static const item *told_in_clause(const toll_claim_reader *reader, int at)
{
    const item *it = item_at(reader, at), *verb = item_at(reader, at + 1);
    bool clause = verb && verb->kind == ITEM_VERB && (kind_at(reader, at - 1, ITEM_AND) || kind_at(reader, at - 1, ITEM_BREAK));
    if (!it || it->head != HEAD_BARE || !clause) return NULL;
    for (int i = at - 2; i >= 0 && i > at - REACH; i--) {
        const item *here = item_at(reader, i);
        if (here->kind == ITEM_STOP || here->kind == ITEM_SUBORDINATOR || is_lost(reader, i)) return NULL;
        if (here->kind != ITEM_NOUN || here->quantity < 0) continue;
        const toll_quantity *some = &reader->parse.quantities[it->quantity].quantity,
                            *all = &reader->parse.quantities[here->quantity].quantity;
        return is_people(here) && !attacks(reader, i) && !(some->point > all->point) ? here : NULL;
    }
    return NULL;
}

const item *whose_antecedent(const toll_claim_reader *reader, int at)
{
    if (refers(reader, at))
        for (int i = at - 1; i >= 0 && i > at - REACH; i--)
            if (is_people(item_at(reader, i))) return item_at(reader, i);
    const item *found = of_whole(reader, at);
    if (!found) found = among_these(reader, at);
    return found ? found : told_in_clause(reader, at);
}

/* "all 11 people on board", "the crew of a Soviet helicopter": what they were aboard, named behind, or nearest before in the sentence. */
static const item *vehicle_of(const toll_claim_reader *reader, int at, unsigned end)
{
    const item *behind = item_at(reader, at + 2);
    if (behind && behind->kind == ITEM_NOUN && behind->head == HEAD_MATERIEL && behind->extent.first <= end + 2) return behind;
    for (int i = at - 1; i >= 0 && i > at - REACH; i--)
        if (item_at(reader, i)->head == HEAD_MATERIEL) return item_at(reader, i);
    return NULL;
}

/* "shot down a transport helicopter, killing 121 people": what was brought down right before, and killed those in it. NULL = nothing. */
static const draft *brought_down(const toll_claim_reader *reader, int at)
{
    const item *verb = item_at(reader, at - 1);
    const draft *told = reader->draft_count ? &reader->drafts[reader->draft_count - 1] : NULL;
    if (!verb || verb->kind != ITEM_VERB || verb->form != FORM_ING || !kind_at(reader, at, ITEM_NOUN)) return NULL;
    if (!strcmp(claim_cell(reader->tables->tables, &verb->note, "weak"), "lose")) return NULL; /* "..., losing 21" */
    bool fell = told && told->sentence == reader->story.sentence && told->claim.victims.class_ == TOLL_CLASS_MATERIEL &&
                (told->claim.outcome == TOLL_OUTCOME_DESTROYED || told->claim.outcome == TOLL_OUTCOME_INTERCEPTED);
    const char *category = fell ? told->claim.victims.category : NULL;
    return category && (!strcmp(category, "helicopter") || !strcmp(category, "aircraft")) ? told : NULL;
}

/* Those aboard an aircraft or ship of a party of the war are its men; those in an airliner are passengers. */
void whose_aboard(toll_claim_reader *reader, int at, whose_kind *kind)
{
    const claim_classes *k = &claim_class;
    unsigned end = toll_extent_end(item_at(reader, at)->extent);
    const toll_note *link = end < view_of(reader)->count ? note_at(view_of(reader), end, k->belongs) : NULL;
    bool said = link && !strcmp(claim_cell(reader->tables->tables, link, "value"), "aboard");
    const draft *down = said ? NULL : brought_down(reader, at);
    const item *vehicle = said || down ? vehicle_of(reader, at, end + (link ? link->len : 0)) : NULL;
    if (!vehicle) return;
    bool civil = claim_note_in(view_of(reader), vehicle->extent, k->civil_target);
    if (!kind->side) kind->side = down ? down->claim.victims.side : claim_side_in(reader, vehicle->extent);
    if (kind->class_ != TOLL_CLASS_UNKNOWN) return;
    if (civil) kind->class_ = TOLL_CLASS_CIVILIAN;
    else if (kind->side && claim_fights(reader, kind->side)) kind->class_ = TOLL_CLASS_MILITARY;
}

/* "Two died at the scene and a third in the hospital": where the hurt are taken tells of no other attack. */
bool whose_in_hospital(const toll_claim_reader *reader, const draft *out)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_span place = out->claim.place.span;
    for (unsigned at = 0; place.len && at < view->count && view->tokens[at].off < place.off + place.len; at++)
        if (view->tokens[at].off >= place.off && whose_lie_in(reader, at)) return true;
    return false;
}
