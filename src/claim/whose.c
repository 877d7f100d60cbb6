/* Whose loss: the side and class of the victims, from their own words first, then from who acts, who speaks, what went before, and
 * where it happened. Where all of these are silent the side stays open. */
#include "inside.h"

/* Countries, nationalities and groups inside the words; a group beats a nation ("Russian Wagner fighters"). */
const char *claim_side_in(const toll_claim_reader *reader, toll_extent extent)
{
    const claim_classes *k = classes_of(reader);
    const toll_sentence_view *view = view_of(reader);
    const char *nation = NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        if (reader->parse.inside_name[at]) continue;
        uint8_t len = reader->parse.name_len[at];
        if (!len || claim_is_stance(view, at, len)) continue;
        const toll_note *group = note_at(view, at, k->group);
        if (group && group->len == len) return cell(reader, group, "id");
        const toll_note *note = note_at(view, at, k->nationality);
        if (!note) note = note_at(view, at, k->country);
        if (!note) note = note_at(view, at, k->capital);
        const char *side = note && note->len == len ? cell(reader, note, "id") : NULL;
        const toll_note *actor = note_at(view, at, k->actor);
        if (!side && actor && actor->len == len) side = cell(reader, actor, "side");
        const toll_note *person = note_at(view, at, k->person);
        if (!side && person && person->len == len) side = cell(reader, person, "side");
        if (side && !nation) nation = side;
    }
    return nation;
}

/* --- from the words around */
static const char *side_after(toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    for (int i = at + 1; i + 1 < (int)parse->item_count && i < at + 4; i += 2) {
        const item *link = &parse->items[i], *noun = &parse->items[i + 1];
        if (link->kind != ITEM_OF && link->kind != ITEM_PREPOSITION) return NULL;
        bool belonging = link->kind == ITEM_OF || has_class(&parse->view, link->extent.first, classes_of(reader)->from);
        bool doing = claim_note_in(&parse->view, noun->extent, classes_of(reader)->aggression) ||
                     claim_note_in(&parse->view, noun->extent, classes_of(reader)->conflict);
        if (noun->kind == ITEM_NOUN && belonging && !doing) {
            const char *side = claim_side_in(reader, noun->extent);
            if (side) return side;
        }
    }
    return NULL;
}

/* "51 deaths among its military" */
static bool own_after(const toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    if (at + 2 >= (int)parse->item_count || parse->items[at + 1].kind != ITEM_PREPOSITION) return false;
    const item *noun = &parse->items[at + 2];
    return noun->kind == ITEM_NOUN && noun->flags & NOUN_POSSESSIVE &&
           (claim_note_in(&parse->view, noun->extent, classes_of(reader)->institution) || noun->head == HEAD_PEOPLE);
}

static const char *side_of_item(toll_claim_reader *reader, int at)
{
    if (at < 0 || at >= (int)reader->parse.item_count) return NULL;
    const char *side = claim_side_in(reader, reader->parse.items[at].extent);
    return side ? side : side_after(reader, at);
}

/* The subject of the verb before a counted noun: "Russian forces suffered 500 casualties". */
static const char *sufferer(toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    bool verb = false;
    for (int i = at - 1; i >= 0 && i > at - 8; i--) {
        const item *it = &parse->items[i];
        if (it->kind == ITEM_VERB) verb = true;
        if (it->kind == ITEM_STOP || it->kind == ITEM_BREAK) return NULL;
        if (verb && it->kind == ITEM_NOUN) {
            const char *side = claim_side_in(reader, it->extent);
            while (side && i >= 2 && parse->items[i - 1].kind == ITEM_AND && parse->items[i - 2].kind == ITEM_NOUN) {
                const char *first = claim_side_in(reader, parse->items[i -= 2].extent);
                if (!first) break;
                side = first;
            }
            if (side) return side;
        }
    }
    return NULL;
}

/* Where nobody is known to speak, a language may say from where its words for friend and foe look: column `home` of their row. */
static const char *home_of(const toll_claim_reader *reader, uint8_t class_)
{
    return cell(reader, claim_note_in(view_of(reader), (toll_extent){0, view_of(reader)->count}, class_), "home");
}

static const char *side_of_enemy(toll_claim_reader *reader, const draft *out)
{
    if (reader->story.enemy) return reader->story.enemy;
    const char *side = claim_opponent(reader, out->claim.claimant.side);
    if (!side) side = claim_opponent(reader, reader->story.home);
    return side ? side : claim_opponent(reader, home_of(reader, classes_of(reader)->enemy));
}

const draft *claim_draft_before(const toll_claim_reader *reader, uint32_t reach)
{
    if (!reader->draft_count) return NULL;
    const draft *last = &reader->drafts[reader->draft_count - 1];
    return reader->story.sentence - last->sentence <= reach ? last : NULL;
}

/* Does a word of the class stand in the phrase, behind its quantity? */
static bool says_after(const toll_claim_reader *reader, const item *noun, uint8_t class_)
{
    unsigned first = noun->quantity >= 0 ? toll_extent_end(reader->parse.quantities[noun->quantity].extent) : noun->extent.first,
             end = toll_extent_end(noun->extent);
    return first < end && claim_note_in(view_of(reader), (toll_extent){(uint16_t)first, (uint16_t)(end - first)}, class_);
}

static bool says_class(const toll_claim_reader *reader, const item *noun, uint8_t class_)
{
    return claim_note_in(view_of(reader), noun->extent, class_) != NULL;
}

/* --- class */
static uint8_t class_of(const toll_claim_reader *reader, const item *noun)
{
    if (noun->head == HEAD_MATERIEL) return TOLL_CLASS_MATERIEL;
    if (noun->head == HEAD_STRUCTURE) return TOLL_CLASS_STRUCTURE;
    const claim_classes *k = classes_of(reader);
    if (says_class(reader, noun, k->enemy) || says_class(reader, noun, k->own_side)) return TOLL_CLASS_MILITARY;
    uint8_t class_ = TOLL_CLASS_UNKNOWN;
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, k->victim_many);
        if (!note) note = note_at(view_of(reader), at, k->victim_one);
        if (note) {
            int code = toll_class_from_name(toll_text_of(claim_cell(reader->tables->tables, note, "class")));
            if (code >= 0 && code != TOLL_CLASS_UNKNOWN) class_ = (uint8_t)code;
        }
        const toll_note *group = note_at(view_of(reader), at, k->group);
        if (group && class_ == TOLL_CLASS_UNKNOWN) class_ = TOLL_CLASS_MILITARY;
    }
    return class_;
}

static bool is_people(toll_class class_)
{
    return class_ != TOLL_CLASS_MATERIEL && class_ != TOLL_CLASS_STRUCTURE;
}

/* A strike on homes, markets or towns kills civilians; a base, a plant, an airfield leaves it open. */
static bool civilian_target(const toll_claim_reader *reader)
{
    const claim_classes *k = classes_of(reader);
    for (unsigned at = 0; at < view_of(reader)->count; at++) {
        const toll_note *note = note_at(view_of(reader), at, k->structure);
        if (!note) continue;
        const char *category = claim_cell(reader->tables->tables, note, "category");
        if (!strcmp(category, "military") || !strcmp(category, "command_post") || !strcmp(category, "depot") ||
            !strcmp(category, "airfield"))
            return false;
        return true;
    }
    return false;
}

static void set_words(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = &reader->parse.items[loss->item];
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    toll_extent words = noun->extent;
    if (toll_extent_end(q->extent) < toll_extent_end(words) && q->extent.first >= words.first) {
        unsigned end = toll_extent_end(words);
        words.first = (uint16_t)toll_extent_end(q->extent);
        words.count = (uint16_t)(end - words.first);
    }
    out->claim.victims.span = toll_extent_span(view_of(reader), words);
    const char *category = claim_cell(reader->tables->tables, &noun->note, "category");
    out->claim.victims.category = noun->note.len && *category ? category : NULL;
}

/* Who "lost" them: the subject, by name or as the enemy. */
static const char *loser(toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const char *side = side_of_item(reader, loss->agent);
    if (loss->agent < 0) return out->claim.claimant.side;
    if (side) return side;
    const item *agent = &reader->parse.items[loss->agent];
    if (agent->head == HEAD_PRONOUN) return out->claim.claimant.side;
    return says_class(reader, agent, classes_of(reader)->enemy) ? side_of_enemy(reader, out) : NULL;
}

/* "the death toll among Russian troops": the words between the toll and its verb say whose. */
static const char *side_of_toll(toll_claim_reader *reader, const tie *loss, const draft *out, toll_victims *victims)
{
    const char *side = NULL;
    for (int i = loss->noun; i < (int)reader->parse.item_count && i != loss->item; i++) {
        const item *it = &reader->parse.items[i];
        if (it->kind == ITEM_VERB && i > loss->noun) break;
        if (it->kind != ITEM_NOUN) continue;
        bool doing = says_class(reader, it, classes_of(reader)->aggression) || says_class(reader, it, classes_of(reader)->conflict) ||
                     says_class(reader, it, classes_of(reader)->attack);
        if (!side && !doing) side = claim_side_in(reader, it->extent);
        if (!side && !doing && it->flags & NOUN_ENEMY) side = side_of_enemy(reader, out);
        uint8_t class_ = class_of(reader, it);
        if (victims->class_ == TOLL_CLASS_UNKNOWN && (class_ == TOLL_CLASS_MILITARY || class_ == TOLL_CLASS_CIVILIAN))
            victims->class_ = (toll_class)class_;
    }
    return side;
}

static bool is_state_name(const char *party)
{
    return party[0] >= 'A' && party[0] <= 'Z';
}

/* "Eliminated", "destroyed" of people are said of the enemy. */
static bool boasts(const toll_claim_reader *reader, const tie *loss)
{
    const uint8_t *things = reader->tables->outcome_things[loss->note.table], *people = reader->tables->outcome_people[loss->note.table];
    return things && people && things[loss->note.row] == TOLL_OUTCOME_DESTROYED && people[loss->note.row] == TOLL_OUTCOME_KILLED;
}

/* A party that says soldiers were killed, and not whose, speaks of its own. */
static const char *party_side(const toll_claim_reader *reader, const draft *out)
{
    const char *side = out->claim.claimant.side;
    return side && claim_side_facts(reader, side)->at_war ? side : NULL;
}

/* Soldiers and policemen of a war between a state and armed groups are the state's. */
static const char *regulars(toll_claim_reader *reader)
{
    const conflict *war = claim_conflict(reader);
    const char *state = NULL;
    for (const char *at = war ? war->parties : ""; *at;) {
        const char *end = strstr(at, " vs ");
        if (is_state_name(at)) {
            if (state) return NULL;
            state = at;
        }
        at = end ? end + 4 : at + strlen(at);
    }
    return state ? claim_string(reader, state, 3) : NULL;
}

/* A sentence with a place of its own tells of other victims than the one before. */
static bool has_own_place(const toll_claim_reader *reader)
{
    for (unsigned at = 0; at < view_of(reader)->count; at++)
        if (reader->parse.name_len[at] && note_at(view_of(reader), at, classes_of(reader)->place)) return true;
    return false;
}

/* "34 were Houthi rebels": the words after a bare number and "were" say who they are. */
static const item *victims_of(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    const item *noun = &parse->items[loss->item];
    size_t next = (size_t)loss->item + 1;
    if ((noun->head != HEAD_BARE && noun->head != HEAD_COUNT) || next + 1 >= parse->item_count) return noun;
    const item *verb = &parse->items[next], *named = &parse->items[next + 1];
    bool copula = verb->kind == ITEM_VERB && verb->form == FORM_OTHER && verb->flags & VERB_BE;
    return copula && named->kind == ITEM_NOUN && named->quantity < 0 && (named->head == HEAD_PEOPLE || named->head == HEAD_NATION) ? named
                                                                                                                                   : noun;
}

void claim_whose(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = victims_of(reader, loss);
    toll_victims *victims = &out->claim.victims;
    set_words(reader, loss, out);
    victims->class_ = (toll_class)class_of(reader, noun);
    const char *side = claim_side_in(reader, noun->extent);
    if (!side) side = side_after(reader, loss->item);
    if (!side && noun->head == HEAD_COUNT && own_after(reader, loss->item))
        side = out->claim.claimant.side, victims->class_ = TOLL_CLASS_MILITARY;
    if (!side && noun->flags & NOUN_ENEMY) side = side_of_enemy(reader, out);
    if (!side && says_class(reader, noun, classes_of(reader)->own_side))
        side = out->claim.claimant.side ? out->claim.claimant.side : home_of(reader, classes_of(reader)->own_side);
    if (!side && loss->noun >= 0) side = side_of_toll(reader, loss, out, victims);
    if (!side && loss->noun >= 0 && reader->parse.items[loss->noun].flags & NOUN_POSSESSIVE) side = out->claim.claimant.side;
    out->side_said = side != NULL;
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    bool share = q->quantity.unit == TOLL_UNIT_TIMES || q->quantity.unit == TOLL_UNIT_PERCENT;
    bool bare = noun->head == HEAD_OTHERS || noun->head == HEAD_BARE ||
                (victims->class_ == TOLL_CLASS_UNKNOWN && says_after(reader, noun, classes_of(reader)->others)) ||
                says_class(reader, noun, classes_of(reader)->demonstrative);
    const draft *before = claim_draft_before(reader, share || (bare && !has_own_place(reader)) ? 4 : bare ? 0 : 1);
    bool leans = bare || share || loss->part || noun->head == HEAD_COUNT || loss->noun >= 0 || q->flags & TOLL_QUANTITY_OTHER;
    if (leans && before && is_people(before->claim.victims.class_) == is_people(victims->class_)) {
        if (!side) side = before->claim.victims.side;
        if (victims->class_ == TOLL_CLASS_UNKNOWN) victims->class_ = before->claim.victims.class_;
    }
    bool lose = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose");
    if (!side && lose) side = loser(reader, loss, out);
    if (!side && noun->head == HEAD_COUNT) side = sufferer(reader, loss->item);
    bool people_of = noun->flags & NOUN_POSSESSIVE && (victims->class_ == TOLL_CLASS_MILITARY || victims->class_ == TOLL_CLASS_MATERIEL ||
                                                          noun->head == HEAD_COUNT || noun->head == HEAD_UNKNOWN);
    if (!side && people_of) side = out->claim.claimant.side ? out->claim.claimant.side : side_of_item(reader, loss->agent);
    if (lose && victims->class_ == TOLL_CLASS_UNKNOWN && side) victims->class_ = TOLL_CLASS_MILITARY;
    bool forces = out->claim.outcome == TOLL_OUTCOME_CASUALTIES || out->claim.outcome == TOLL_OUTCOME_LOSSES;
    if (forces && side && noun->head == HEAD_COUNT && victims->class_ == TOLL_CLASS_UNKNOWN && claim_opponent(reader, side))
        victims->class_ = TOLL_CLASS_MILITARY;
    if (loss->carried && before && !side) side = before->claim.victims.side, victims->class_ = before->claim.victims.class_;
    bool side_open = !strcmp(claim_cell(reader->tables->tables, &noun->note, "side_open"), "yes");
    out->side_open = side_open;
    if (!side && bare && victims->class_ == TOLL_CLASS_UNKNOWN && loss->agent >= 0 &&
        class_of(reader, &reader->parse.items[loss->agent]) == TOLL_CLASS_MILITARY)
        side = claim_opponent(reader, claim_attacker(reader, loss, out));
    bool fighting = victims->class_ == TOLL_CLASS_MILITARY || victims->class_ == TOLL_CLASS_MATERIEL;
    if (!side && fighting && !side_open && !lose) {
        side = claim_opponent(reader, claim_attacker(reader, loss, out));
        if (!side && victims->class_ == TOLL_CLASS_MILITARY) side = regulars(reader);
        if (!side && loss->agent >= 0) side = claim_opponent(reader, out->claim.claimant.side); /* "air defences shot down six drones" */
        if (!side && loss->agent < 0)
            side = boasts(reader, loss) || victims->class_ == TOLL_CLASS_MATERIEL ? claim_opponent(reader, out->claim.claimant.side)
                                                                                  : party_side(reader, out);
        if (!side && before && before->sentence == reader->story.sentence && before->claim.victims.class_ == TOLL_CLASS_MILITARY)
            side = before->claim.victims.side;
        const char *country = reader->story.country;
        if (!side && victims->class_ == TOLL_CLASS_MILITARY && !claim_conflict(reader) && country &&
            claim_side_facts(reader, country)->at_war)
            side = country;
    }
    if (victims->class_ == TOLL_CLASS_UNKNOWN && civilian_target(reader)) victims->class_ = TOLL_CLASS_CIVILIAN;
    victims->side = side;
}
