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
    if (class_in(a, item_at(a, i), class_)) return true;
    for (; kind_is(a, i, ITEM_NOUN) || kind_is(a, i, ITEM_AND) || kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_OF); i--) {
    }
    if (kind_is(a, i, ITEM_VERB) && class_in(a, item_at(a, i), class_)) return true;
    i = attach_past_part(a, attach_after_phrase(a, at));
    return kind_is(a, i, ITEM_VERB) && class_in(a, item_at(a, i), class_);
}

/* Lives are lost where something takes them; those who are freed or exchanged are no new captives. */
static bool counts_loss(attacher *a, int at)
{
    const item *it = item_at(a, at);
    const char *weak = claim_cell(a->tables->tables, &it->note, "weak");
    if (!strcmp(weak, "lives")) return has_to_do_with(a, at, a->classes->taker);
    if (!strcmp(weak, "held")) return !has_to_do_with(a, at, a->classes->release);
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
    if (verb->kind == ITEM_PREPOSITION) return class_in(a, verb, a->classes->negation); /* "escaped without any losses" */
    bool cause = verb->kind == ITEM_NOUN && kind_is(a, i - 1, ITEM_VERB) && !(item_at(a, i - 1)->flags & VERB_MODAL); /* "did not cause" */
    if (verb->kind != ITEM_VERB && !cause) return false;
    return class_in(a, verb, a->classes->suffer) || class_in(a, verb, a->classes->taker) || (!cause && verb->flags & VERB_BE);
}

void attach_count(attacher *a, int at)
{
    const item *it = item_at(a, at);
    if (!counts_loss(a, at)) return;
    if (it->quantity >= 0 && quantity_of(a, it)->flags & TOLL_QUANTITY_ANY && !counts_none(a, at)) return;
    outcome o = attach_noun_outcome(at, it->note, it->head_extent);
    int before = at - 1;
    while (kind_is(a, before, ITEM_ADVERB)) before--;
    if (kind_is(a, before, ITEM_VERB)) {
        uint16_t flags = item_at(a, before)->flags;
        o.perfect = (flags & VERB_HAVE) && !(flags & VERB_HAD);
        o.modal = (flags & VERB_HAVE) && (flags & VERB_MODAL);
    }
    if (it->quantity >= 0) attach_take(a, at, &o, -1, kind_is(a, before, ITEM_INCLUDING), "counted-losses");
}

/* "rose to 89, from 63": the value before the change stands behind. */
static void take_former(attacher *a, int at, const outcome *o)
{
    int i = at + 1;
    while (kind_is(a, i, ITEM_COMMA) || kind_is(a, i, ITEM_ADVERB)) i++;
    if (!kind_is(a, i, ITEM_PREPOSITION) || !class_in(a, item_at(a, i), a->classes->from) || !kind_is(a, i + 1, ITEM_NOUN)) return;
    uint8_t head = item_at(a, i + 1)->head;
    if (head == HEAD_BARE || head == HEAD_PEOPLE) attach_take(a, i + 1, o, -1, false, "toll-stood");
}

/* "first put at 83 and later at 165, was raised to 250": the values that the toll took one after the other, each after a preposition. */
static void take_changes(attacher *a, int at, const outcome *o)
{
    for (int i = at + 1; i < (int)a->parse->item_count && i < at + 10; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_COMMA || it->kind == ITEM_AND || it->kind == ITEM_ADVERB || it->kind == ITEM_DATE) continue;
        if (it->kind == ITEM_VERB && it->flags & VERB_LINKING && !is_loss_verb(it) && !(it->flags & (VERB_MODAL | VERB_NEGATED))) continue;
        bool to = it->kind == ITEM_PREPOSITION && class_in(a, it, a->classes->toll_value) && kind_is(a, i + 1, ITEM_NOUN);
        if (!to || item_at(a, i + 1)->head != HEAD_BARE || kind_is(a, i - 1, ITEM_NOUN) || attach_has_own_verb(a, i + 1)) return;
        if (!attach_take(a, i + 1, o, -1, false, "toll-stands")) return;
        i++;
    }
}

/* "put its own dead at eight and the army's at 34": the second of two tolls goes without its word. */
static void take_second(attacher *a, int at, const outcome *o)
{
    const item *whose = item_at(a, at + 2), *to = item_at(a, at + 3), *figure = item_at(a, at + 4);
    if (!kind_is(a, at + 1, ITEM_AND) || !whose || whose->kind != ITEM_NOUN || whose->quantity >= 0 || !figure) return;
    if (to->kind != ITEM_PREPOSITION || !class_in(a, to, a->classes->toll_value) || figure->kind != ITEM_NOUN || figure->head != HEAD_BARE)
        return;
    outcome second = *o;
    second.noun = at + 2;
    if (a->parse->view.tokens[toll_extent_end(whose->extent) - 1].mark == TOLL_MARK_CLITIC || whose->head != HEAD_TOLL)
        attach_take(a, at + 4, &second, -1, false, "losses-amount");
}

static bool q_is_none(attacher *a, const item *it)
{
    return quantity_of(a, it)->flags & TOLL_QUANTITY_NONE;
}

/* "casualty figures: over 500 deaths": a noun that says itself what befell those it counts. */
static bool counts_other(attacher *a, const item *it, const outcome *o)
{
    if (it->head != HEAD_COUNT || !it->note.len) return false;
    return attach_code(a, &(outcome){.notes = {it->note}, .count = 1}, false) != attach_code(a, o, false);
}

/* The figure of a toll: the first plausible quantity after it, past the verb or preposition that links them. */
void attach_toll(attacher *a, int at, bool needs_link)
{
    const item *toll = item_at(a, at);
    if (needs_link && !counts_loss(a, at)) return;
    bool only_of = !strcmp(
        claim_cell(a->tables->tables, &toll->note, "weak"), "body"); /* "the bodies of 12 men", and no other figure after it */
    outcome o = attach_noun_outcome(at, toll->note, toll->head_extent);
    bool put = kind_is(a, at - 1, ITEM_VERB) && item_at(a, at - 1)->flags & VERB_RAISER, linked = !needs_link || put;
    /* "put its dead at 64 and its wounded at 283": the second goes without the verb */
    if (kind_is(a, at - 1, ITEM_AND) && class_in(a, item_at(a, at + 1), a->classes->toll_value)) linked = true;
    if (put) o.speaker = attach_agent(a, at - 1);
    bool other = false; /* a verb that links nothing stands between */
    for (int i = at + 1; i < (int)a->parse->item_count && i < at + 16; i++) {
        const item *it = item_at(a, i);
        if (it->kind == ITEM_INCLUDING && needs_link && i - (int)kind_is(a, i - 1, ITEM_COMMA) == attach_after_phrase(a, at)) {
            attach_after(a, i, &o, -1, "among-victims"); /* "the dead included 12 children" */
            return;
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_SUBORDINATOR || it->kind == ITEM_INCLUDING) return;
        if (it->kind == ITEM_BREAK && needs_link) { /* "losses: 800 men", "losses - 800 men" */
            uint8_t mark = a->parse->view.tokens[it->extent.first].mark;
            if (i != attach_after_phrase(a, at) || (mark != ':' && mark != TOLL_MARK_DASH) || !kind_is(a, i + 1, ITEM_NOUN) ||
                item_at(a, i + 1)->quantity < 0)
                return;
            if (kind_is(a, i + 2, ITEM_BREAK) && a->parse->view.tokens[item_at(a, i + 2)->extent.first].mark == ':')
                return; /* "by age: under 18: 300" */
            linked = true;
            continue;
        }
        if (it->kind == ITEM_VERB) {
            bool thought = it->flags & VERB_MODAL && class_in(a, it, a->classes->epistemic) && !(it->flags & VERB_NEGATED);
            o.modal |= thought; /* "the toll may be as high as 400" */
            if ((it->flags & (VERB_MODAL | VERB_INFINITIVE | VERB_NEGATED)) && !(it->flags & VERB_HAVE) && !thought) return;
            if (is_loss_verb(it) && !(it->flags & VERB_LINKING)) {
                if (needs_link) return;
                continue;
            }
            if (it->flags & VERB_SAY && !(it->flags & VERB_LINKING)) {
                if (needs_link) return;
                continue;
            }
            linked |= (it->flags & VERB_LINKING) != 0;
            const item *value = item_at(a, i + 1); /* "has passed 1,000": only the auxiliary stands before it */
            bool auxiliary = it->flags & VERB_HAVE && value && value->kind == ITEM_NOUN && value->quantity >= 0;
            other |= !(it->flags & VERB_LINKING) && !auxiliary;
            continue;
        }
        if (it->kind == ITEM_OF && needs_link && i == at + 1 && kind_is(a, i + 1, ITEM_NOUN) && item_at(a, i + 1)->quantity >= 0 &&
            !is_thing(item_at(a, i + 1)->head)) {
            attach_after(a, at + 1, &o, -1, "deaths-of-victims");
            return;
        }
        if (only_of && needs_link) return;
        if (it->kind != ITEM_NOUN || it->quantity < 0) continue;
        const item *before = item_at(a, i - 1);
        bool former = before && before->kind == ITEM_PREPOSITION && class_in(a, before, a->classes->from);
        bool dead = toll->note.class_ == a->classes->loss_adjective || toll->note.class_ == a->classes->loss_past;
        if (dead && (former || (it->head != HEAD_BARE && it->head != HEAD_PEOPLE))) continue; /* no "the dead were from six families" */
        if (counts_other(a, it, &o)) continue;
        if (q_is_none(a, it) && it->head != HEAD_BARE) continue; /* "of the dead there is no agreed count" */
        const toll_quantity_mention *q = quantity_of(a, it);
        bool verb_inside = q->rule != TOLL_NO_RULE && q->quantity.qualifier != TOLL_QUALIFIER_EXACT;
        if (!linked && (!verb_inside || other)) continue; /* no "deaths and displaced more than a million" */
        if (!attach_countable(a, it) || q->flags & TOLL_QUANTITY_ARTICLE) continue;
        if (it->head == HEAD_UNKNOWN && it->extent.count > q->extent.count + 1u && !class_in(a, it, a->classes->comparison)) continue;
        bool change = former || (before && before->kind == ITEM_PREPOSITION && class_in(a, before, a->classes->by));
        if (!attach_take(a, i, &o, -1, false, needs_link ? "losses-amount" : "toll-stands") || change) continue;
        if (put) take_second(a, i, &o);
        if (needs_link && attach_list_link(a, i + 1) && !attach_has_own_verb(a, i + 2)) /* no "60 people, a general said" */
            attach_after(a, i, &o, -1, "losses-amount");
        take_former(a, i, &o);
        take_changes(a, i, &o);
        return;
    }
}

/* "the tally of Russian military dead": what is counted stands in the of-phrase. */
bool attach_tally_of(attacher *a, int at, item *out)
{
    bool relative = false; /* "the number of soldiers who have died" */
    if (!kind_is(a, at + 1, ITEM_OF) && !kind_is(a, at + 1, ITEM_RELATIVE)) return false;
    for (int i = at + 1; i < at + 6; i++) {
        const item *it = item_at(a, i);
        if (it && (it->kind == ITEM_RELATIVE || it->kind == ITEM_OF)) {
            relative |= it->kind == ITEM_RELATIVE;
            continue;
        }
        if (!it || (it->kind != ITEM_NOUN && it->kind != ITEM_VERB)) return false;
        if (!is_loss_verb(it)) {
            if (it->head == HEAD_COUNT && it->kind == ITEM_NOUN) {
                *out = *it;
                return true;
            }
            continue;
        }
        if (it->flags & VERB_MODAL || (it->flags & (VERB_BE | VERB_HAVE) && !relative && !(it->flags & VERB_INFINITIVE))) return false;
        *out = *it;
        return true;
    }
    return false;
}

/* "the fate of 20 others is unknown": the verb behind those counted says that nobody knows. */
static bool is_unknown(attacher *a, int at)
{
    const item *verb = item_at(a, attach_after_phrase(a, at));
    return verb && verb->kind == ITEM_VERB && has_class(&a->parse->view, verb->extent.first, a->classes->asks);
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
    if (!toll_classes_has(a->parse->view.scratch->all, a->classes->loss_act)) return;
    const item *it = item_at(a, at);
    const toll_note *note = NULL;
    for (unsigned token = it->extent.first; token < toll_extent_end(it->extent); token++) {
        const toll_note *here = note_at(&a->parse->view, token, a->classes->loss_act);
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
    bool genitive = note && it->quantity < 0 && has_class(&a->parse->view, toll_extent_end(it->extent) - 1u, a->classes->loss_act) &&
                    kind_is(a, at + 1, ITEM_NOUN) && item_at(a, at + 1)->quantity >= 0;
    if (!note || class_in(a, it, a->classes->unreal) || (!of && !genitive) ||
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
    if (has_class(&a->parse->view, toll_extent_end(link->extent) - 1u, a->classes->toll_value)) attach_after(a, to, &o, -1, "damage-to");
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
    if (!first || first->kind != ITEM_NOUN || first->quantity < 0 || q_is_none(a, first)) return;
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
    toll_extent extent = it->extent;
    for (unsigned token = extent.first; token < toll_extent_end(extent); token++)
        if (has_class(&a->parse->view, token, it->modifier.class_)) extent = (toll_extent){(uint16_t)token, it->modifier.len};
    outcome o = attach_noun_outcome(-1, it->modifier, extent);
    bool freed = attach_code(a, &o, false) == TOLL_OUTCOME_CAPTURED && has_to_do_with(a, at, a->classes->release);
    if (!freed) attach_take(a, at, &o, -1, false, "lost-victims");
}
