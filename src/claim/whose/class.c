/* Of which kind the victims are: what their own words say, and whether what was hit lets people be taken for civilians.
 * In: the victims' phrase, the sentence, what the sentences before said was hit. Out: a class. One look at each token of the phrase, and one at
 * each of the sentence for the target. */
#include "whose.h"

bool whose_says(const toll_claim_reader *reader, const item *noun, uint8_t class_)
{
    return claim_note_in(view_of(reader), noun->extent, class_) != NULL;
}

const toll_note *whose_people_at(const toll_claim_reader *reader, unsigned at)
{
    const toll_note *many = note_at(view_of(reader), at, claim_class.victim_many),
                    *one = note_at(view_of(reader), at, claim_class.victim_one);
    return !many || (one && one->len > many->len) ? one : many; /* "a police official" is no police */
}

bool whose_soldiers_at(const toll_claim_reader *reader, unsigned at)
{
    const toll_note *people = whose_people_at(reader, at);
    return people && !strcmp(claim_cell(reader->tables->tables, people, "class"), "military");
}

/* --- class */
uint8_t whose_class(const toll_claim_reader *reader, const item *noun)
{
    if (noun->head == HEAD_MATERIEL) return TOLL_CLASS_MATERIEL;
    if (noun->head == HEAD_STRUCTURE) return TOLL_CLASS_STRUCTURE;
    const claim_classes *k = &claim_class;
    if (whose_says(reader, noun, k->enemy) || whose_says(reader, noun, k->own_side)) return TOLL_CLASS_MILITARY;
    uint8_t class_ = TOLL_CLASS_UNKNOWN;
    bool forces = false;
    unsigned inside = 0; /* of a longer phrase: "ranger volunteers" are no volunteers */
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = whose_people_at(reader, at);
        if (note && at >= inside && !claim_is_stance(view_of(reader), at, note->len)) {
            inside = at + note->len;
            int code = toll_class_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "class")));
            if (code >= 0 && code != TOLL_CLASS_UNKNOWN) class_ = (uint8_t)code;
        }
        const toll_note *group = note_at(view_of(reader), at, k->group);
        forces |= has_class(view_of(reader), at, k->force);
        bool stance = group && claim_is_stance(view_of(reader), at, group->len);
        bool name = group && !stance && (class_ == TOLL_CLASS_UNKNOWN || (note && note->len == group->len)); /* "Loyalists" of Spain */
        if (name && claim_group_id(reader, group)) class_ = TOLL_CLASS_MILITARY;
    }
    bool lent = class_ == TOLL_CLASS_UNKNOWN && noun->head == HEAD_PEOPLE && noun->note.len &&
                claim_note_place(view_of(reader), noun->extent, &noun->note) == toll_extent_end(noun->extent);
    if (lent) { /* "20 Turkish and four Syrian soldiers" */
        int code = toll_class_from_name(toll_text_of(claim_cell(reader->tables->tables, &noun->note, "class")));
        if (code >= 0) class_ = (uint8_t)code;
    }
    const item *items = reader->parse.items, *of = noun + 1, *whole = noun + 2; /* "five members of 2nd Battalion" */
    bool here = noun >= items && noun + 2 < items + reader->parse.item_count;
    bool from = here && of->kind == ITEM_PREPOSITION && has_class(view_of(reader), of->extent.first, k->from); /* "from the armed forces" */
    const item *last = items + reader->parse.item_count;
    for (; here && (of->kind == ITEM_OF || from) && whole < last && whole->kind == ITEM_NOUN;
         whole += 2) { /* "the defence and security forces" */
        forces |= claim_note_in(view_of(reader), whole->extent, k->force) || claim_named_in(reader, whole->extent, k->group);
        if (whole + 1 >= last || whole[1].kind != ITEM_AND) break;
    }
    return forces && noun->head == HEAD_PEOPLE && class_ == TOLL_CLASS_UNKNOWN ? TOLL_CLASS_MILITARY : class_; /* "junta personnel" */
}

/* "African Union soldiers", "international forces", peacekeepers: of many nations, and no party's where the text names none of them. */
bool whose_many_nations(const toll_claim_reader *reader, const tie *loss, const item *noun)
{
    const toll_note *actor = claim_longest_in(reader, noun->extent, claim_class.actor);
    if (!actor) actor = claim_longest_in(reader, noun->extent, claim_class.institution);
    bool body = actor && !strcmp(claim_cell(reader->tables->tables, actor, "kind"), "igo");
    const char *category = claim_cell(reader->tables->tables, &reader->parse.items[loss->item].note, "category");
    bool troops = !strcmp(category, "troops") || !strcmp(category, "soldiers");
    return body || (troops && whose_says(reader, noun, claim_class.foreign)) || !strcmp(category, "peacekeepers");
}

bool whose_is_people(toll_class class_)
{
    return class_ != TOLL_CLASS_MATERIEL && class_ != TOLL_CLASS_STRUCTURE;
}

static bool says_anywhere(const toll_claim_reader *reader, uint8_t class_)
{
    return toll_classes_has(reader->scratch.all, class_);
}

bool whose_massacred(const toll_claim_reader *reader)
{
    return says_anywhere(reader, claim_class.massacre) && !says_anywhere(reader, claim_class.combat);
}

/* Does the sentence tell of an attack that falls on whoever is there, and not of men who fight each other? */
static bool tells_of_attack(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    return !says_anywhere(reader, k->combat) &&
           (says_anywhere(reader, k->attack) || says_anywhere(reader, k->bombardment) || says_anywhere(reader, k->attack_verb));
}

/* "hunger-hit": part of a longer word. */
static bool is_compound(const toll_sentence_view *view, unsigned at)
{
    return at && is_mark(view, at - 1, '-') && !(view->tokens[at].flags & TOLL_TOKEN_SPACE);
}

static bool is_attack(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    bool any = has_class(view, at, k->attack) || has_class(view, at, k->bombardment) || has_class(view, at, k->attack_verb);
    return any && !is_compound(view, at);
}

/* "Clashes near the hospital left 10 dead": men fought each other by the building, and nobody attacked it. */
static bool only_fought(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = view_of(reader);
    if (!says_anywhere(reader, claim_class.combat)) return false;
    for (unsigned at = 0; at < view->count; at++)
        if (is_attack(view, at) && !has_class(view, at, claim_class.combat)) return false;
    return true;
}

/* "Being treated in French hospitals", "12 wounded were brought to the hospital", and not "a strike on a Syrian hospital", "the hospital was hit". */
bool whose_lie_in(const toll_claim_reader *reader, unsigned building)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const toll_note *note = note_at(view, building, k->structure);
    if (!note || strcmp(claim_cell(reader->tables->tables, note, "category"), "hospital") != 0) return false;
    for (unsigned back = 1; back <= WORDS && back <= building; back++)
        if (is_attack(view, building - back)) return false;
    for (unsigned at = building + note->len; at < building + note->len + WORDS && at < view->count && is_word(view, at); at++)
        if (is_attack(view, at) || has_class(view, at, k->loss_past)) return false;
    return true;
}

/* Soldiers, guards or a patrol that the sentence says were attacked: "an ambush on a ranger patrol", "bombed an army convoy". */
static bool hits_forces(const toll_claim_reader *reader)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (!says_anywhere(reader, k->attack) && !says_anywhere(reader, k->attack_verb) && !says_anywhere(reader, k->bombardment)) return false;
    for (unsigned at = 0; at + 1 < view->count; at++) {
        bool verb = has_class(view, at, k->attack_verb) && !is_compound(view, at),
             noun = !verb && (has_class(view, at, k->attack) || has_class(view, at, k->bombardment));
        if (!verb && !(noun && has_class(view, at + 1, k->inflicted_on))) continue;
        for (unsigned next = at + 1 + noun; next <= at + WORDS + noun && next < view->count; next++) {
            if (has_class(view, next, k->structure) || has_class(view, next, k->preposition) || !is_word(view, next)) break;
            if (whose_soldiers_at(reader, next) || has_class(view, next, k->force) || has_class(view, next, k->formation)) return true;
        }
    }
    return false;
}

/* What the sentence says was hit: a building by the `people` column of its row, the first that says anything; else a village, a bus. */
static whose_target target_said(const toll_claim_reader *reader, const tie *loss)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    bool civil = false;
    if (!says_anywhere(reader, k->structure) && !says_anywhere(reader, k->civil_target))
        return hits_forces(reader) ? TARGET_OPEN : TARGET_UNSAID;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *not_hit = note_at(view, at, k->treatment);
        if (not_hit) {
            at += not_hit->len - 1u;
            continue;
        }
        const toll_note *note = note_at(view, at, k->structure), *civilian = note_at(view, at, k->civil_target);
        civil |= civilian != NULL;
        bool longer = note && civilian && civilian->len > note->len; /* "a camp for the displaced" */
        if (longer || (civilian && !note)) at += civilian->len - 1u;
        if (!note || longer || claim_in_source(&reader->parse, at)) continue;
        const char *people = claim_cell(reader->tables->tables, note, "people");
        if (!strcmp(people, "none") || whose_lie_in(reader, at)) continue;
        return *people ? TARGET_OPEN : only_fought(reader) ? TARGET_UNSAID : TARGET_CIVILIAN;
    }
    bool killed = loss && loss->agent >= 0 && !says_anywhere(reader, k->combat); /* "gunmen killed 12 in the village" */
    return civil && (killed || tells_of_attack(reader)) ? TARGET_CIVILIAN : TARGET_UNSAID;
}

/* An attack that the sentence tells anew ("air strikes left 8 dead"), and not the one just told ("the attack"). */
bool whose_new_attack(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (!says_anywhere(reader, k->bombardment) && !says_anywhere(reader, k->attack)) return false;
    for (unsigned at = 0; at < view->count; at++) {
        bool back = at && has_class(view, at - 1, k->definite);
        if (!back && (has_class(view, at, k->bombardment) || has_class(view, at, k->attack))) return true;
    }
    return false;
}

void claim_whose_sentence(toll_claim_reader *reader)
{
    claim_attacker_sentence(reader);
    if (says_anywhere(reader, claim_class.bombardment)) reader->story.bombed_sentence = reader->story.sentence + 1;
    whose_target target = target_said(reader, NULL);
    if (target == TARGET_UNSAID || !tells_of_attack(reader)) return;
    reader->story.target = (uint8_t)target;
    reader->story.target_sentence = reader->story.sentence;
}

bool whose_hit_here(const toll_claim_reader *reader, const tie *loss)
{
    return target_said(reader, loss) != TARGET_UNSAID;
}

whose_target whose_hit(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    whose_target target = target_said(reader, loss);
    const story *s = &reader->story;
    bool fought = says_anywhere(reader, claim_class.combat); /* a firefight is another matter */
    bool near = s->target != TARGET_UNSAID && s->sentence - s->target_sentence <= 3 && !out->place_said && !fought;
    return target == TARGET_UNSAID && near ? (whose_target)s->target : target;
}

/* People killed at a place, of whom no word says what they were: civilians where a town was attacked, open where a base or a plant was, where
 * men fought, and where a total is told. */
toll_class whose_class_here(const toll_claim_reader *reader, const tie *loss, const draft *out, const spot *here)
{
    const claim_classes *k = &claim_class;
    const uint8_t kind = (uint8_t)out->claim.period.kind;
    bool at_once = kind == TOLL_PERIOD_EVENT || kind == TOLL_PERIOD_WINDOW;
    if (!claim_befell_people(out->claim.outcome) || !at_once || !here->known || says_anywhere(reader, k->combat) ||
        whose_hit(reader, loss, out) == TARGET_OPEN)
        return TOLL_CLASS_UNKNOWN;
    bool bombed = reader->story.bombed_sentence && reader->story.sentence + 1 - reader->story.bombed_sentence <= 1;
    if (bombed || says_anywhere(reader, k->bombardment)) return TOLL_CLASS_CIVILIAN;
    bool counted = reader->parse.items[loss->item].head == HEAD_COUNT || out->toll;
    bool town = claim_place_rank(here->place.precision) >= RANK_DISTRICT, attack = says_anywhere(reader, k->attack);
    bool once = kind == TOLL_PERIOD_EVENT || attack || loss->agent >= 0; /* "gunmen killed 130 in Paris last November" */
    return town && once && (!counted || attack) ? TOLL_CLASS_CIVILIAN : TOLL_CLASS_UNKNOWN;
}
