/* Whose loss: the side and class of the victims, from their own words first, then from who acts, who speaks, what went before, and
 * where it happened. Where all of these are silent the side stays open. This file is the order in which they are asked. */
#include "whose.h"

const draft *claim_draft_before(const toll_claim_reader *reader, uint32_t reach)
{
    if (!reader->draft_count) return NULL;
    const draft *last = &reader->drafts[reader->draft_count - 1];
    return reader->story.sentence - last->sentence <= reach ? last : NULL;
}

static void set_words(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = &reader->parse.items[loss->item];
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    toll_extent words = noun->extent;
    if (toll_extent_end(q->extent) < toll_extent_end(words) && q->extent.first >= words.first) {
        unsigned end = toll_extent_end(words), first = toll_extent_end(q->extent);
        uint8_t mark = view_of(reader)->tokens[first].mark;
        bool quoted = (mark == TOLL_MARK_CLOSE || mark == ')') && first + 1u < end; /* '"dozens" of soldiers', "(31) people" */
        words.first = (uint16_t)(quoted ? first + 1u : first);
        words.count = (uint16_t)(end - words.first);
    }
    out->claim.victims.span = toll_extent_span(view_of(reader), words);
    const char *category = claim_cell(reader->tables->tables, &noun->note, "category");
    out->claim.victims.category = noun->note.len && *category ? category : NULL;
}

/* "So far 45 have died": the claim that gave this figure before, if one of the last did. */
static const draft *told_already(const toll_claim_reader *reader, const draft *out)
{
    enum { LOOKED_AT = 16, FEW = 3 };
    for (size_t i = 0; i < LOOKED_AT && i < reader->draft_count; i++) {
        const draft *it = &reader->drafts[reader->draft_count - 1 - i];
        bool told = it->claim.victims.side && it->sentence != reader->story.sentence && out->claim.quantity.point >= FEW;
        if (told && claim_same_figure(&it->claim, &out->claim)) return it;
    }
    return NULL;
}

/* The last claim of people, or of things, at most `reach` sentences back: missiles told between them do not part two tolls. */
static const draft *told_before(const toll_claim_reader *reader, uint32_t reach, bool people, const tie *loss)
{
    enum { LOOKED_AT = 16 };
    bool whole = loss->noun >= 0, part = loss->part, people_toll = whole && reader->parse.items[loss->item].head == HEAD_PEOPLE;
    bool bodies = reader->parse.items[loss->item].head == HEAD_COUNT && loss->outcome == TOLL_OUTCOME_KILLED,
         of_them = part || people_toll || bodies;
    const draft *last = claim_draft_before(reader, reach);
    for (size_t i = 0; i < LOOKED_AT && i < reader->draft_count; i++) {
        const draft *it = &reader->drafts[reader->draft_count - 1 - i];
        if (reader->story.sentence - it->sentence > reach) break;
        bool fighters = whole && it->side_open && it->sentence != reader->story.sentence; /* a toll is of no fighters told in passing */
        bool sibling = part && it->part && it->sentence == reader->story.sentence; /* "including seven soldiers and several people" */
        bool some = (!part && it->part) || sibling;                                /* the whole, and not those of it who were named last */
        bool fate = of_them && it->claim.outcome != (toll_outcome)loss->outcome &&
                    it->sentence != reader->story.sentence; /* "the dead included" */
        if (whose_is_people(it->claim.victims.class_) == people && !fighters && !some && !fate) return it;
        if (bodies && it == last && it->claim.outcome == TOLL_OUTCOME_WOUNDED) last = NULL; /* "82 bodies" are of no men wounded before */
    }
    return last;
}

/* "The insurgency has claimed 12,000 lives": of whoever fell, and not of those told of before. */
static bool is_toll_of_war(const toll_claim_reader *reader, const tie *loss)
{
    const item *agent = item_at(reader, loss->agent);
    bool war = agent && (claim_note_in(view_of(reader), agent->extent, claim_class.war_word) ||
                            claim_note_in(view_of(reader), agent->extent, claim_class.conflict));
    const char *weak = claim_cell(reader->tables->tables, &reader->parse.items[loss->item].note, "weak");
    return war || !strcmp(weak, "lives");
}

/* "No one was hurt": nobody at all. */
static bool is_nobody(const toll_claim_reader *reader, const tie *loss)
{
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    return q->flags & TOLL_QUANTITY_NONE && has_class(view_of(reader), toll_extent_end(q->extent) - 1u, claim_class.pronoun);
}

/* Is it a state that fights in the war told of, and not at home? Who is in a street or a house there is none of its people. */
bool whose_abroad(const toll_claim_reader *reader, const char *side)
{
    bool dated = reader->document->published != TOLL_DAY_UNKNOWN; /* else nobody knows which wars go on */
    const side_facts *facts = dated && claim_is_state(side) ? claim_side_facts(reader, side) : NULL;
    return facts && facts->at_war && !facts->at_home && claim_conflict(reader) && claim_fights(reader, side);
}

/* From the claim before, where these victims are told on from those. */
static void add_before(toll_claim_reader *reader, whose_search *search, draft *out)
{
    const tie *loss = search->loss;
    const draft *before = search->before;
    whose_leaning how = search->how;
    whose_kind *kind = &search->kind;
    const toll_victims *those = &before->claim.victims;
    if (!how.leans || whose_is_people(those->class_) != whose_is_people(kind->class_)) return;
    bool here = before->sentence == reader->story.sentence;
    if (!here && !loss->part && whose_new_attack(reader)) return;
    if (!search->noun->note.len && search->noun->flags & NOUN_POSSESSIVE) return; /* "losing two of its own" */
    bool anybody = is_toll_of_war(reader, loss) || (!here && is_nobody(reader, loss));
    if (anybody && those->class_ == TOLL_CLASS_MILITARY) return;
    bool among = loss->part && those->class_ == TOLL_CLASS_MILITARY && here;
    /* fighters are not of those civilians, nor of a state's soldiers; civilians are neither a group's nor of a state that fights abroad */
    bool other = kind->open && (those->class_ != TOLL_CLASS_MILITARY || (claim_is_state(those->side) && !before->side_open));
    const side_facts *facts = claim_is_state(those->side) ? claim_side_facts(reader, those->side) : NULL;
    bool abroad = !facts || (facts->at_war && !facts->at_home);
    other |= whose_says(reader, search->noun, claim_class.foreign); /* "22 of the dead were foreigners" */
    other |= kind->class_ == TOLL_CLASS_CIVILIAN && those->class_ == TOLL_CLASS_MILITARY && abroad;
    const char *who = out->claim.claimant.side, *teller = before->claim.claimant.side;
    bool owns = out->admits && !here && those->side && who && strcmp(who, those->side) != 0 && claim_opponent(reader, who) &&
                search->noun->head != HEAD_PEOPLE; /* "Indian losses stood at 527. Pakistan admitted 453 dead" */
    if (!kind->side && owns) kind->side = who;
    bool told_own = teller && those->side && !strcmp(teller, those->side) && who && strcmp(who, teller) != 0;
    bool own = told_own && how.bare && those->class_ == TOLL_CLASS_MILITARY &&
               !claim_opponent(reader, who); /* "nine of its soldiers, Pretoria said; Uruguay reported one dead" */
    if (!kind->side && own) kind->side = who;
    bool admits = out->admits && how.bare && !those->side &&
                  those->class_ == TOLL_CLASS_MILITARY; /* "killed 160 militants; Hamas owned to 80" */
    if (!kind->side && admits && claim_fights(reader, who)) kind->side = who;
    if (!kind->side && !other) kind->side = those->side;
    bool guests = before->foreign && those->category && !strcmp(those->category, "peacekeepers");
    if (!kind->side && !other && how.bare && guests) kind->several = true; /* "a peacekeeper was killed and eight others wounded" */
    if (!kind->side && before->side_open && (kind->class_ == TOLL_CLASS_UNKNOWN || among)) kind->open = true;
    bool woman = among && !before->part && whose_is_woman(reader, loss); /* "seven rebels, including one woman" */
    bool all = before->claim.period.kind == TOLL_PERIOD_CUMULATIVE || before->claim.quantity.point >= 1000;
    bool others = out->side_said && those->side && kind->side &&
                  strcmp(kind->side, those->side) != 0; /* "12 Palestinian deaths" after soldiers */
    if (others && !loss->part && !how.bare) return;
    if (kind->class_ == TOLL_CLASS_UNKNOWN) out->class_lent = before->class_lent || (!here && !all);
    bool both = those->class_ == TOLL_CLASS_MILITARY && kind->class_ == TOLL_CLASS_UNKNOWN && whose_lists_civilians(reader, loss->item);
    if (both) kind->class_ = TOLL_CLASS_MIXED; /* "killed a soldier and wounded six others, including three civilians" */
    else if (kind->class_ == TOLL_CLASS_UNKNOWN || woman) kind->class_ = those->class_, kind->open |= woman && before->side_open;
}

/* How far back those may stand on whom these lean. */
static uint32_t reach_of(const toll_claim_reader *reader, const whose_search *search, const draft *out)
{
    const item *noun = search->noun;
    bool far = search->how.share || (search->how.bare && (!out->place_said || whose_in_hospital(reader, out)));
    bool bodies = noun->head == HEAD_COUNT || (search->loss->noun >= 0 && noun->head == HEAD_PEOPLE);
    bool apart = bodies && !search->loss->part && out->place_said; /* other bodies in another town */
    bool more = search->how.bare &&
                reader->parse.quantities[search->loss->quantity].flags & TOLL_QUANTITY_OTHER; /* "three more were killed in X" */
    return far ? 4 : more ? 1 : search->how.bare || apart ? 0 : 1;
}

/* Bodyguards may be policemen or hired: where they were when they fell does not say it. */
bool claim_is_guard(const draft *it)
{
    const char *category = it->claim.victims.category;
    return category && !strcmp(category, "security_forces");
}

/* People of whom no word says what they were, by what was hit. */
static void set_civilian(toll_claim_reader *reader, whose_search *search, draft *out)
{
    if (search->kind.class_ == TOLL_CLASS_UNKNOWN && search->noun->head == HEAD_PEOPLE && whose_massacred(reader))
        search->kind.class_ = TOLL_CLASS_CIVILIAN;
    bool guards = claim_is_guard(out);
    if (out->side_said && whose_abroad(reader, search->kind.side)) return; /* "no American casualties" of a bomb in Baghdad */
    if (guards || search->kind.class_ != TOLL_CLASS_UNKNOWN || out->claim.outcome == TOLL_OUTCOME_CAPTURED) return;
    if (claim_thousand(&out->claim.quantity)) return; /* no strike on a market kills so many */
    whose_target hit = whose_hit(reader, search->loss, out);
    out->hit_open = hit == TARGET_OPEN && (whose_hit_here(reader, search->loss) || !whose_new_attack(reader));
    if (hit != TARGET_CIVILIAN) return;
    search->kind.class_ = TOLL_CLASS_CIVILIAN;
    out->class_lent = !whose_hit_here(reader, search->loss);
}

/* "pro-Turkish militants", "Iran-backed fighters": the state that a stance in their words names; NULL = none. */
static const char *backer_of(const toll_claim_reader *reader, const item *noun)
{
    const claim_classes *k = &claim_class;
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, k->nationality);
        if (!note) note = note_at(view_of(reader), at, k->country);
        if (note && claim_is_stance(view_of(reader), at, note->len)) return cell(reader, note, "id");
    }
    return NULL;
}

/* What the draft keeps for the end of the text. */
static void keep(toll_claim_reader *reader, const whose_search *search, draft *out)
{
    const claim_classes *k = &claim_class;
    const whose_kind *kind = &search->kind;
    const char *who = out->claim.claimant.side;
    bool taken = kind->class_ == TOLL_CLASS_MATERIEL && out->claim.outcome == TOLL_OUTCOME_CAPTURED && !kind->side,
         arms = taken && !(who && !claim_is_state(who)); /* of whom they fought; what a group says it took is not its own */
    out->side_open = (kind->open && !kind->several) || arms;
    out->near_group = kind->open ? claim_near_group(reader) : NULL;
    out->killer = kind->open ? claim_killer(reader, search->loss, out) : NULL;
    out->attacker = whose_struck(reader, search->loss, out);
    out->backer = kind->open ? backer_of(reader, search->noun) : NULL;
    out->foreign = !kind->side && (kind->ours || kind->several || whose_says(reader, search->noun, k->foreign));
    out->rivals = kind->open && claim_note_in(view_of(reader), (toll_extent){0, view_of(reader)->count}, k->rivals);
    bool group = kind->side && !claim_is_state(kind->side); /* people are a group's only where their own words say so */
    bool people = kind->class_ == TOLL_CLASS_CIVILIAN || (kind->class_ == TOLL_CLASS_UNKNOWN && search->noun->head == HEAD_PEOPLE);
    bool lent = group && people && !(search->noun->flags & NOUN_POSSESSIVE) && !claim_side_in(reader, search->noun->extent) &&
                !whose_after(reader, search->loss->item);
    out->claim.victims.class_ = kind->class_;
    out->claim.victims.side = lent ? NULL : kind->side;
}

void claim_whose(toll_claim_reader *reader, const tie *loss, draft *out)
{
    whose_search search = {.loss = loss, .noun = whose_noun(reader, loss)};
    whose_kind *kind = &search.kind;
    set_words(reader, loss, out);
    *kind = whose_said(reader, loss, search.noun, out);
    bool settled = whose_around(reader, loss, search.noun, kind);
    if (kind->enemy && !kind->side) kind->side = whose_enemy(reader, out);
    whose_take_things(reader, &search, out);
    out->side_said = kind->side != NULL;
    out->class_said = kind->class_ != TOLL_CLASS_UNKNOWN;
    search.how = whose_leans(reader, loss, search.noun, kind->class_);
    search.before = told_before(reader, reach_of(reader, &search, out), whose_is_people(kind->class_), loss);
    bool beside = search.before && search.before->sentence == reader->story.sentence;
    if (beside && reader->parse.items[loss->item].head == HEAD_BARE && whose_of_them(reader, loss->item)) out->part = true;
    const draft *already = search.how.bare && !beside ? told_already(reader, out) : NULL;
    if (already) search.before = already;
    search.lose = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose");
    if (search.lose && loss->agent >= 0 && !kind->side)
        kind->side = whose_item(reader, loss->agent); /* "Iraq lost 300 men, the Americans lost 40" */
    bool people = whose_is_people(kind->class_) && kind->class_ != TOLL_CLASS_CIVILIAN && !kind->ours && !settled;
    bool clash = !kind->side && people && !(beside && search.how.leans) && whose_of_a_clash(reader);
    bool rest = !kind->side && whose_says(reader, search.noun, claim_class.others) && search.before &&
                whose_fell_with_foes(reader, search.before);
    if (clash || rest || (!kind->side && whose_sums_sides(reader, loss))) kind->several = true;
    bool deed = !settled && !kind->several && whose_own_deed(reader, &search, out);
    if (search.before && !settled && !kind->several && !deed) add_before(reader, &search, out);
    if (kind->several) { /* nobody's alone */
        if (rest && kind->class_ == TOLL_CLASS_UNKNOWN) kind->class_ = TOLL_CLASS_MILITARY;
        keep(reader, &search, out);
        return;
    }
    whose_losers(reader, &search, out);
    if (loss->carried && search.before && !kind->side) {
        kind->side = search.before->claim.victims.side;
        if (!out->class_said) kind->class_ = search.before->claim.victims.class_; /* "the count stood at 56 civilians" */
    }
    whose_fighters(reader, &search, out);
    set_civilian(reader, &search, out);
    keep(reader, &search, out);
}
