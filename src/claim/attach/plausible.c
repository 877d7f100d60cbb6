/* What an outcome can be said of: what flies is intercepted, buildings fall, soldiers fall; what kills in peace takes nobody in war.
 *
 * In: a counted noun and an outcome that would take it, or who acts. Out: whether it can. A look at the words' rows. */
#include "attach.h"

/* Vehicles that a patrol intercepts are stopped, not lost: the word is said of what flies. A bare number counts what is spoken of. */
static bool flies(attacher *a, const item *it)
{
    if (it->head == HEAD_BARE || it->head == HEAD_OTHERS) return true;
    const char *category = claim_cell(a->tables->tables, &it->note, "category");
    return it->head != HEAD_STRUCTURE && (it->head != HEAD_MATERIEL || claim_category_has(a->tables, category, "flies"));
}

/* "The blast brought down two houses": of buildings the word says that they are destroyed. */
bool attach_falls(const item *it, const char *weak)
{
    return it->head == HEAD_STRUCTURE && toll_same(weak, "falls");
}

/* Things that are stolen from a house or a street: a crime, and no capture. */
static bool is_everyday(attacher *a, const item *it)
{
    return it->head != HEAD_MATERIEL || claim_category_has(a->tables, claim_cell(a->tables->tables, &it->note, "category"), "everyday");
}

/* "Ten soldiers fell in an ambush": said of fighters, where nothing follows that they could have fallen to, from or into. */
static bool is_fallen(attacher *a, const item *it, const outcome *o)
{
    bool those = (it->head == HEAD_BARE && it->flags & NOUN_DEFINITE) || it->head == HEAD_NATION; /* "the 22 who fell", "800 Greeks fell" */
    if (!those && strcmp(claim_cell(a->tables->tables, &it->note, "class"), "military") != 0) return false;
    const toll_sentence_view *view = &a->parse->view;
    unsigned next = toll_extent_end(o->extent);
    return next >= view->count || view->tokens[next].kind == TOLL_TOKEN_MARK || has_class(view, next, claim_class.fell_where) ||
           has_class(view, next, claim_class.subordinator) || has_class(view, next, claim_class.relative);
}

/* Does the noun end in a word in small letters that the tables do not know for people? */
static bool names_things(attacher *a, const item *it)
{
    return a->parse->view.tokens[toll_extent_end(it->extent) - 1].shape == TOLL_SHAPE_LOWER;
}

/* "lost" is said of children and supporters, "captured" of anything: the one wants a count, the other people or things known to be lost. */
bool attach_plausible(attacher *a, const item *it, const outcome *o)
{
    const toll_quantity_mention *q = quantity_of(a, it);
    const char *weak = claim_cell(a->tables->tables, &o->notes[0], "weak");
    bool lose = toll_same(weak, "lose");
    bool trooper = it->head == HEAD_PEOPLE && !strcmp(claim_cell(a->tables->tables, &it->note, "class"), "military");
    bool one_of = has_class(&a->parse->view, toll_extent_end(q->extent), claim_class.part_of); /* "one of their number" */
    bool share = q->quantity.unit == TOLL_UNIT_PERCENT; /* "lost a third of its soldiers", and no "lost 20 percent of their voters" */
    if (lose && !is_thing(it->head) && !trooper && ((q->flags & TOLL_QUANTITY_ARTICLE && !one_of) || share)) return false;
    if (toll_same(weak, "arms") && it->head != HEAD_MATERIEL) return false;
    if (toll_same(weak, "built") && (it->head != HEAD_STRUCTURE || q->flags & TOLL_QUANTITY_ARTICLE)) return false;
    if (toll_same(weak, "fighters") && !is_fallen(a, it, o)) return false;
    if (toll_same(weak, "weapons") && is_everyday(a, it)) return false;
    if (attach_code(a, o, true) == TOLL_OUTCOME_INTERCEPTED && !flies(a, it) && !attach_falls(it, weak)) return false;
    const uint8_t people = attach_code(a, o, false);
    if (people == TOLL_OUTCOME_CASUALTIES && toll_same(weak, "crime") && o->noun < 0 && !attach_harms(a, o)) return false;
    bool taken = people == TOLL_OUTCOME_CAPTURED;
    if (taken && it->head == HEAD_STRUCTURE) return false;                     /* bases and positions taken are territory */
    bool missing = people == TOLL_OUTCOME_MISSING && it->head == HEAD_UNKNOWN; /* "30,000 missing emails" */
    if (missing && !(q->flags & TOLL_QUANTITY_ARTICLE) && it->extent.count > q->extent.count && names_things(a, it)) return false;
    return !taken || (it->head != HEAD_UNKNOWN && it->head != HEAD_TALLY && q->quantity.unit != TOLL_UNIT_PERCENT);
}

/* Do the item's words name what kills in peace: an earthquake, a disease, a crash? */
bool attach_kills_in_peace(attacher *a, int at)
{
    enum { PEACE = -3 };
    const item *it = item_at(a, at);
    if (!it || it->kind != ITEM_NOUN) return false;
    for (unsigned token = it->extent.first; token < toll_extent_end(it->extent); token++) {
        const toll_note *note = note_at(&a->parse->view, token, claim_class.context);
        bool inside = note && token + note->len <= toll_extent_end(it->extent);
        if (inside && a->tables->weights[note->table] && a->tables->weights[note->table][note->row] <= PEACE) return true;
    }
    return false;
}

/* "shot down 12 fighters", "two of our bombers failed to return": a word for people and for aircraft, where the outcome is one of aircraft. */
void attach_know_craft(attacher *a, item *it, const outcome *o)
{
    const toll_note *craft = it->head == HEAD_PEOPLE ? note_at(&a->parse->view, toll_extent_end(it->head_extent) - 1u, claim_class.materiel)
                                                     : NULL;
    if (!craft || craft->len != 1) return;
    bool first = *claim_cell(a->tables->tables, &it->note, "craft") != 0;
    const uint8_t things = attach_code(a, o, true), people = attach_code(a, o, false);
    bool befell = people <= TOLL_OUTCOME_KILLED_OR_WOUNDED || people == TOLL_OUTCOME_CAPTURED;
    if (things != TOLL_OUTCOME_INTERCEPTED && !(first && things != 255 && (!befell || attach_prefers_things(a, o)))) return;
    it->head = HEAD_MATERIEL;
    it->note = *craft;
    it->head_extent = (toll_extent){(uint16_t)(toll_extent_end(it->head_extent) - 1u), 1};
}
