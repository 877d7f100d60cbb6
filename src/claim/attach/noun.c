/* Loss nouns: counted ("20 deaths"), tolls whose figure follows, acts ("the death of three"), loss words inside a phrase ("20 wounded men"). */
#include "attach.h"

/* --- loss nouns */
outcome attach_noun_outcome(int at, toll_note note, toll_extent extent)
{
    return (outcome){.notes = {note}, .count = 1, .extent = extent, .noun = at, .speaker = -1};
}

/* The verb or noun that the counted noun at `at` is the object of ("saved 20 lives", "the release of 30 hostages"), or the verb it is the
 * subject of ("12 lives were lost"); -1 = none. */
static bool has_to_do_with(attacher *a, int at, uint8_t class_)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB) || kind_is(a, i, ITEM_OF) || kind_is(a, i, ITEM_PREPOSITION)) i--;
    const item *before = item_at(a, i); /* "handed over 95 prisoners": the verb's small word stands outside it */
    if (before && (class_in(a, before, class_) || has_class(&a->parse->view, toll_extent_end(before->extent) - 1u, class_))) return true;
    for (; kind_is(a, i, ITEM_NOUN) || kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_OF); i--) {
    }
    if (kind_is(a, i, ITEM_VERB) && class_in(a, item_at(a, i), class_)) return true;
    i = attach_past_part(a, attach_after_phrase(a, at));
    return kind_is(a, i, ITEM_VERB) && class_in(a, item_at(a, i), class_);
}

/* Lives are lost where something takes them; those who are freed or exchanged are no new captives. */
bool attach_counts_loss(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const char *weak = claim_cell(a->tables->tables, &it->note, "weak");
    if (!strcmp(weak, "lives")) return has_to_do_with(a, at, claim_class.taker);
    if (!strcmp(weak, "held")) return !has_to_do_with(a, at, claim_class.release);
    if (!strcmp(weak, "none")) return it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_NONE;
    return true;
}

/* "did not suffer any casualties" says that there were none, "could not confirm any deaths" does not. */
static bool counts_none(attacher *a, int at)
{
    int i = at - 1;
    while (kind_is(a, i, ITEM_ADVERB)) i--;
    const item *verb = item_at(a, i);
    if (!verb || verb->flags & VERB_MODAL) return false;
    if (verb->kind == ITEM_PREPOSITION) return class_in(a, verb, claim_class.negation); /* "escaped without any losses" */
    bool cause = verb->kind == ITEM_NOUN && kind_is(a, i - 1, ITEM_VERB) && !(item_at(a, i - 1)->flags & VERB_MODAL); /* "did not cause" */
    if (verb->kind != ITEM_VERB && !cause) return false;
    return class_in(a, verb, claim_class.suffer) || class_in(a, verb, claim_class.taker) || (!cause && verb->flags & VERB_BE);
}

/* "has left 20 people dead", "have cost 300 lives": the verb before the counted tells of what has been so far; "claims to have killed 20" and "may
 * have left 20 dead" tell of a deed. */
bool attach_after_have(attacher *a, int at)
{
    int before = at - 1;
    while (kind_is(a, before, ITEM_ADVERB)) before--;
    const uint16_t flags = kind_is(a, before, ITEM_VERB) ? item_at(a, before)->flags : 0;
    return flags & VERB_HAVE && !(flags & (VERB_HAD | VERB_INFINITIVE | VERB_MODAL));
}

/* "repaired 40 damaged schools", "14 damaged bridges have been rebuilt"; what must be rebuilt still lies in ruins. */
static bool is_mended(attacher *a, int at)
{
    const item *verb = item_at(a, attach_after_phrase(a, at));
    bool only_asked = verb && verb->kind == ITEM_VERB && verb->flags & (VERB_MODAL | VERB_NEGATED | VERB_INFINITIVE);
    return !only_asked && has_to_do_with(a, at, claim_class.release);
}

/* "want to win with no losses": what has not happened yet. */
static bool only_wished(attacher *a, int at)
{
    enum { REACH = 8 };
    if (!kind_is(a, at - 1, ITEM_PREPOSITION) || !attach_is_none(a, item_at(a, at))) return false;
    for (int i = at - 2; i >= 0 && i > at - REACH; i--) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK || it->kind == ITEM_COMMA) return false;
        if (it->kind == ITEM_VERB) return it->flags & (VERB_INFINITIVE | VERB_MODAL) && !(it->flags & VERB_HAVE);
    }
    return false;
}

void attach_count(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!attach_counts_loss(a, at)) return;
    if (it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_ANY && !counts_none(a, at)) return;
    if (it->quantity >= 0 && only_wished(a, at)) return;
    outcome o = attach_noun_outcome(at, it->note, it->head_extent);
    int before = at - 1;
    while (kind_is(a, before, ITEM_ADVERB)) before--;
    if (kind_is(a, before, ITEM_VERB)) {
        uint16_t flags = item_at(a, before)->flags;
        o.modal = (flags & VERB_HAVE) && (flags & VERB_MODAL);
    }
    if (it->quantity >= 0) attach_take(a, at, &o, -1, kind_is(a, before, ITEM_INCLUDING), "counted-losses");
}

/* "the fate of 20 others is unknown": the verb behind those counted says that nobody knows. */
static bool is_unknown(attacher *a, int at)
{
    const item *verb = item_at(a, attach_after_phrase(a, at));
    return verb && verb->kind == ITEM_VERB && has_class(&a->parse->view, verb->extent.first, claim_class.asks);
}

/* "the killing, including by firing squad, of some 50": past what stands between two commas before "of"; `at` where nothing does. */
static int past_commas(attacher *a, int at)
{
    if (!kind_is(a, at, ITEM_COMMA)) return at;
    for (int i = at + 1; i < at + 9; i++) {
        if (kind_is(a, i, ITEM_COMMA)) return kind_is(a, i + 1, ITEM_OF) ? i + 1 : at;
        if (kind_is(a, i, ITEM_STOP) || kind_is(a, i, ITEM_BREAK) || kind_is(a, i, ITEM_VERB)) return at;
    }
    return at;
}

void attach_act(attacher *a, int at)
{
    if (!toll_classes_has(a->parse->view.scratch->all, claim_class.loss_act)) return;
    const item *it = item_at(a, at);
    const toll_note *note = NULL;
    for (unsigned token = it->extent.first; token < toll_extent_end(it->extent); token++) {
        const toll_note *here = note_at(&a->parse->view, token, claim_class.loss_act);
        if (here) note = here, token += here->len - 1u;
    }
    int link = at + 1; /* "the death yesterday of nine", "the murder by gunmen of two", "the 'murder' of 19" */
    while (kind_is(a, link, ITEM_DATE) || kind_is(a, link, ITEM_ADVERB) || kind_is(a, link, ITEM_CLOSE)) link++;
    for (int phrases = 0; phrases < 3; phrases++) { /* "the murder on the evening of 27 February of six" */
        bool by = kind_is(a, link, ITEM_PREPOSITION) && kind_is(a, link + 1, ITEM_NOUN) && item_at(a, link + 1)->quantity < 0;
        bool when = (kind_is(a, link, ITEM_PREPOSITION) || kind_is(a, link, ITEM_OF)) && kind_is(a, link + 1, ITEM_DATE);
        if (!by && !when) break;
        link += 2;
        while (kind_is(a, link, ITEM_DATE)) link++;
    }
    link = past_commas(a, link);
    bool of = kind_is(a, link, ITEM_OF) && kind_is(a, link + 1, ITEM_NOUN);
    /* a genitive needs no "of": the victims follow the word for the act at once */
    bool genitive = note && it->quantity < 0 && has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, claim_class.loss_act) &&
                    kind_is(a, at + 1, ITEM_NOUN) && item_at(a, at + 1)->quantity >= 0;
    bool nth = it->quantity >= 0 &&
               quantity_of(a, it)->flags & TOLL_QUANTITY_ORDINAL; /* "the first death of a peacekeeper" counts deaths */
    if (!note || nth || class_in(a, it, claim_class.unreal) || (!of && !genitive) ||
        (!of && !strcmp(claim_cell(a->tables->tables, note, "weak"), "body")))
        return;
    const char *weak = claim_cell(a->tables->tables, note, "weak");
    const item *whom = item_at(a, of ? link + 1 : at + 1);
    if (!strcmp(weak, "rite") && whom->quantity >= 0 && quantity_of(a, whom)->flags & TOLL_QUANTITY_ARTICLE) return;
    if (!strcmp(weak, "unknown") && !is_unknown(a, link + 1)) return;
    toll_extent extent = {(uint16_t)(toll_extent_end(it->extent) - 1), 1};
    outcome o = attach_noun_outcome(-1, *note, extent);
    attach_after(a, of ? link : at, &o, -1, "death-of-victims");
}

/* "caused damage to 22 homes", "damage was done to three schools" */
void attach_damage(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (it->quantity >= 0 || it->head != HEAD_COUNT) return;
    outcome o = attach_noun_outcome(-1, it->note, it->head_extent);
    if (attach_code(a, &o, true) != TOLL_OUTCOME_DAMAGED) return;
    int to = at + 1; /* a preposition, or the verb group that holds it */
    while (kind_is(a, to, ITEM_ADVERB)) to++;
    const item *link = item_at(a, to), *thing = item_at(a, to + 1);
    bool done = link && link->kind == ITEM_VERB && !is_loss_verb(link) && link->flags & VERB_BE &&
                !(link->flags & (VERB_MODAL | VERB_NEGATED));
    if (!thing || thing->kind != ITEM_NOUN || !is_thing(thing->head) || !(done || link->kind == ITEM_PREPOSITION)) return;
    if (has_class(&a->parse->view, toll_extent_end(link->extent) - 1u, claim_class.toll_value)) attach_after(a, to, &o, -1, "damage-to");
}

/* "the seized weapons include five rifles": what is lost is named first, its list follows. */
static void list_of_lost(attacher *a, int at)
{
    const item *it = item_at(a, at), *next = item_at(a, at + 1);
    if (!next || !it->modifier.len) return;
    bool is = next->kind == ITEM_VERB && next->flags & VERB_BE && !is_loss_verb(next) && !(next->flags & (VERB_MODAL | VERB_NEGATED));
    bool colon = next->kind == ITEM_BREAK && a->parse->view.tokens[next->extent.first].mark == ':';
    if (next->kind != ITEM_INCLUDING && !is && !colon) return;
    const item *first = item_at(a, at + 2);
    if (!first || first->kind != ITEM_NOUN || first->quantity < 0 || attach_is_none(a, first)) return;
    if (first->head != HEAD_PEOPLE && first->head != HEAD_NATION && !is_thing(first->head)) return;
    outcome o = attach_noun_outcome(-1, it->modifier, it->head_extent);
    attach_after(a, at + 1, &o, -1, "list-of-lost");
}

/* "20 wounded soldiers": the loss word stands inside the phrase. */
void attach_modifier(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const toll_quantity_mention *q = quantity_of(a, it);
    if (!q) list_of_lost(a, at);
    if (!it->modifier.len || !q || (q->flags & TOLL_QUANTITY_ARTICLE) || it->flags & NOUN_DEFINITE) return;
    bool of_the_lost = attach_is_none(a, it) && has_class(&a->parse->view, toll_extent_end(q->extent), claim_class.of);
    if (of_the_lost) return; /* "none of the slain rebels had papers": some were slain */
    toll_extent extent = it->extent;
    for (unsigned token = extent.first; token < toll_extent_end(extent); token++)
        if (has_class(&a->parse->view, token, it->modifier.class_)) extent = (toll_extent){(uint16_t)token, it->modifier.len};
    outcome o = attach_noun_outcome(-1, it->modifier, extent);
    bool freed = attach_code(a, &o, false) == TOLL_OUTCOME_CAPTURED && has_to_do_with(a, at, claim_class.release);
    bool part = has_class(&a->parse->view, toll_extent_end(q->extent), claim_class.part_of); /* "three of the dead" */
    freed |= is_thing(it->head) && is_mended(a, at);
    if (!freed) attach_take(a, at, &o, -1, part, "lost-victims");
}
