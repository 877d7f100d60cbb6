/* Whose loss: the side and class of the victims, from their own words first, then from who acts, who speaks, what went before, and
 * where it happened. Where all of these are silent the side stays open. */
#include "whose.h"

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
    victims->class_ = (toll_class)whose_class(reader, noun);
    const char *side = claim_side_in(reader, noun->extent);
    if (!side) side = whose_after(reader, loss->item);
    if (!side && noun->head == HEAD_COUNT && whose_own_after(reader, loss->item))
        side = out->claim.claimant.side, victims->class_ = TOLL_CLASS_MILITARY;
    if (!side && noun->flags & NOUN_ENEMY) side = whose_enemy(reader, out);
    if (!side && whose_says(reader, noun, classes_of(reader)->own_side))
        side = out->claim.claimant.side ? out->claim.claimant.side : whose_home(reader, classes_of(reader)->own_side);
    if (!side && loss->noun >= 0) side = whose_toll(reader, loss, out, victims);
    if (!side && loss->noun >= 0 && reader->parse.items[loss->noun].flags & NOUN_POSSESSIVE) side = out->claim.claimant.side;
    out->side_said = side != NULL;
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    bool share = q->quantity.unit == TOLL_UNIT_TIMES || q->quantity.unit == TOLL_UNIT_PERCENT;
    bool bare = noun->head == HEAD_OTHERS || noun->head == HEAD_BARE ||
                (victims->class_ == TOLL_CLASS_UNKNOWN && says_after(reader, noun, classes_of(reader)->others)) ||
                whose_says(reader, noun, classes_of(reader)->demonstrative);
    const draft *before = claim_draft_before(reader, share || (bare && !has_own_place(reader)) ? 4 : bare ? 0 : 1);
    bool leans = bare || share || loss->part || noun->head == HEAD_COUNT || loss->noun >= 0 || q->flags & TOLL_QUANTITY_OTHER;
    if (leans && before && whose_is_people(before->claim.victims.class_) == whose_is_people(victims->class_)) {
        if (!side) side = before->claim.victims.side;
        if (victims->class_ == TOLL_CLASS_UNKNOWN) victims->class_ = before->claim.victims.class_;
    }
    bool lose = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose");
    if (!side && lose) side = whose_loser(reader, loss, out);
    if (!side && noun->head == HEAD_COUNT) side = whose_sufferer(reader, loss->item);
    bool people_of = noun->flags & NOUN_POSSESSIVE && (victims->class_ == TOLL_CLASS_MILITARY || victims->class_ == TOLL_CLASS_MATERIEL ||
                                                          noun->head == HEAD_COUNT || noun->head == HEAD_UNKNOWN);
    if (!side && people_of) side = out->claim.claimant.side ? out->claim.claimant.side : whose_item(reader, loss->agent);
    if (lose && victims->class_ == TOLL_CLASS_UNKNOWN && side) victims->class_ = TOLL_CLASS_MILITARY;
    bool forces = out->claim.outcome == TOLL_OUTCOME_CASUALTIES || out->claim.outcome == TOLL_OUTCOME_LOSSES;
    if (forces && side && noun->head == HEAD_COUNT && victims->class_ == TOLL_CLASS_UNKNOWN && claim_opponent(reader, side))
        victims->class_ = TOLL_CLASS_MILITARY;
    if (loss->carried && before && !side) side = before->claim.victims.side, victims->class_ = before->claim.victims.class_;
    bool side_open = !strcmp(claim_cell(reader->tables->tables, &noun->note, "side_open"), "yes");
    out->side_open = side_open;
    if (!side && bare && victims->class_ == TOLL_CLASS_UNKNOWN && loss->agent >= 0 &&
        whose_class(reader, &reader->parse.items[loss->agent]) == TOLL_CLASS_MILITARY)
        side = claim_opponent(reader, claim_attacker(reader, loss, out));
    bool fighting = victims->class_ == TOLL_CLASS_MILITARY || victims->class_ == TOLL_CLASS_MATERIEL;
    if (!side && fighting && !side_open && !lose) {
        side = claim_opponent(reader, claim_attacker(reader, loss, out));
        if (!side && victims->class_ == TOLL_CLASS_MILITARY) side = whose_regulars(reader);
        if (!side && loss->agent >= 0) side = claim_opponent(reader, out->claim.claimant.side); /* "air defences shot down six drones" */
        if (!side && loss->agent < 0)
            side = whose_boasts(reader, loss) || victims->class_ == TOLL_CLASS_MATERIEL ? claim_opponent(reader, out->claim.claimant.side)
                                                                                        : whose_party(reader, out);
        if (!side && before && before->sentence == reader->story.sentence && before->claim.victims.class_ == TOLL_CLASS_MILITARY)
            side = before->claim.victims.side;
        const char *country = reader->story.country;
        if (!side && victims->class_ == TOLL_CLASS_MILITARY && !claim_conflict(reader) && country &&
            claim_side_facts(reader, country)->at_war)
            side = country;
    }
    if (victims->class_ == TOLL_CLASS_UNKNOWN && whose_civilian_target(reader)) victims->class_ = TOLL_CLASS_CIVILIAN;
    victims->side = side;
}
