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

/* The words after a bare number may say who they are: "34 were Houthi rebels", "three of them British". */
static const item *victims_of(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    const item *noun = &parse->items[loss->item];
    size_t next = (size_t)loss->item + 1;
    if (noun->head != HEAD_BARE && noun->head != HEAD_COUNT && noun->head != HEAD_TOLL) return noun;
    bool of_them = next + 1 < parse->item_count && parse->items[next].kind == ITEM_OF && parse->items[next + 1].kind == ITEM_NOUN &&
                   parse->items[next + 1].head == HEAD_PRONOUN;
    if (of_them) next += 2;
    bool copula = next < parse->item_count && parse->items[next].kind == ITEM_VERB && parse->items[next].form == FORM_OTHER &&
                  parse->items[next].flags & VERB_BE;
    if (copula) next++;
    if (!(copula || of_them) || next >= parse->item_count) return noun;
    const item *named = &parse->items[next];
    bool says = named->kind == ITEM_NOUN && named->quantity < 0 && (named->head == HEAD_PEOPLE || named->head == HEAD_NATION);
    return says ? named : noun;
}

/* Does what stands before say more of these victims: are they a part of those, others beside them, or counted without a noun? */
typedef struct leaning {
    bool bare, share, leans;
} leaning;

static leaning leaning_of(const toll_claim_reader *reader, const tie *loss, const item *noun, toll_class class_)
{
    const toll_quantity_mention *q = &reader->parse.quantities[loss->quantity];
    leaning how = {.share = q->quantity.unit == TOLL_UNIT_TIMES || q->quantity.unit == TOLL_UNIT_PERCENT};
    how.bare = noun->head == HEAD_OTHERS || noun->head == HEAD_BARE ||
               (class_ == TOLL_CLASS_UNKNOWN && says_after(reader, noun, classes_of(reader)->others)) ||
               whose_says(reader, noun, classes_of(reader)->demonstrative);
    how.leans = how.bare || how.share || loss->part || noun->head == HEAD_COUNT || loss->noun >= 0 || q->flags & TOLL_QUANTITY_OTHER;
    return how;
}

/* The side that the victims' own words name, and their kind. */
static whose_kind kind_said(toll_claim_reader *reader, const tie *loss, const item *noun, const draft *out)
{
    const claim_classes *k = classes_of(reader);
    whose_kind kind = {claim_side_in(reader, noun->extent), (toll_class)whose_class(reader, noun), false, false};
    const char *who = whose_speaker(reader, out);
    kind.open = whose_open(reader, noun);
    bool made = kind.side && kind.class_ == TOLL_CLASS_MATERIEL && !claim_fights(reader, kind.side) && claim_conflict(reader);
    if (made) kind.side = NULL; /* an American tank is no loss of America's where America does not fight */
    if (!kind.side && whose_is_own(reader, loss->item, &kind)) kind.side = who;
    if (!kind.side) kind.side = whose_after(reader, loss->item);
    if (!kind.side) kind.side = whose_belonging(reader, loss->item);
    if (!kind.side && noun->head == HEAD_COUNT && whose_own_after(reader, loss->item)) kind.side = who, kind.class_ = TOLL_CLASS_MILITARY;
    if (!kind.side && noun->flags & NOUN_ENEMY) kind.side = whose_enemy(reader, out);
    if (!kind.side && whose_says(reader, noun, k->government)) kind.side = whose_regulars(reader);
    if (!kind.side && whose_says(reader, noun, k->own_side)) kind.side = who ? who : whose_home(reader, k->own_side), kind.ours = true;
    if (!kind.side && !kind.open) kind.side = whose_label(reader, loss);
    if (!kind.side && loss->noun >= 0) kind.side = whose_toll(reader, loss, out, &kind);
    if (!kind.side && loss->noun >= 0 && reader->parse.items[loss->noun].flags & NOUN_POSSESSIVE) kind.side = who;
    return kind;
}

/* What joined nouns, lists, the noun referred back to and the bearer of the losses add; true where they settle it. */
static bool add_around(toll_claim_reader *reader, const tie *loss, const item *noun, whose_kind *kind)
{
    const item *back = whose_antecedent(reader, loss->item);
    if (back && back != noun && kind->class_ == TOLL_CLASS_UNKNOWN) {
        whose_kind all = whose_of_noun(reader, back);
        if (!kind->side) kind->side = all.side ? all.side : whose_after(reader, (int)(back - reader->parse.items));
        kind->class_ = all.class_, kind->open = all.open;
        return kind->class_ != TOLL_CLASS_UNKNOWN || kind->side;
    }
    bool took = loss->outcome == TOLL_OUTCOME_CAPTURED; /* "the guerrillas took hundreds of hostages" */
    if (noun->head == HEAD_COUNT && !took && whose_bearer(reader, loss->item, kind)) return true;
    if (noun->head == HEAD_BARE && whose_attacked(reader, loss->item, kind)) return true;
    if ((noun->head == HEAD_COUNT || noun->head == HEAD_PEOPLE) && whose_counted(reader, loss->item, kind)) return true;
    return whose_is_people(kind->class_) && whose_list(reader, loss->item, kind);
}

/* The last claim of people, or of things, at most `reach` sentences back: missiles told between them do not part two tolls. */
static const draft *told_before(const toll_claim_reader *reader, uint32_t reach, bool people)
{
    enum { LOOKED_AT = 16 };
    const draft *last = claim_draft_before(reader, reach);
    for (size_t i = 0; last && i < LOOKED_AT && i < reader->draft_count; i++) {
        const draft *it = &reader->drafts[reader->draft_count - 1 - i];
        if (reader->story.sentence - it->sentence > reach) break;
        if (whose_is_people(it->claim.victims.class_) == people) return it;
    }
    return last;
}

/* From the claim before, where these victims are told on from those. */
static void add_before(toll_claim_reader *reader, const tie *loss, leaning how, const draft *before, draft *out, whose_kind *kind)
{
    const toll_victims *those = &before->claim.victims;
    if (!how.leans || whose_is_people(those->class_) != whose_is_people(kind->class_)) return;
    bool here = before->sentence == reader->story.sentence;
    if (!here && !loss->part && whose_new_attack(reader)) return;
    bool among = loss->part && those->class_ == TOLL_CLASS_MILITARY && here;
    bool other = kind->open && those->class_ != TOLL_CLASS_MILITARY; /* fighters are not of those civilians */
    const char *who = out->claim.claimant.side, *teller = before->claim.claimant.side;
    bool told_own = teller && those->side && !strcmp(teller, those->side) && who && strcmp(who, teller) != 0;
    bool own = told_own && how.bare && !claim_opponent(reader, who); /* "nine of its soldiers, Pretoria said; Uruguay reported one dead" */
    if (!kind->side && own) kind->side = who;
    if (!kind->side && !other) kind->side = those->side;
    if (!kind->side && before->side_open && (kind->class_ == TOLL_CLASS_UNKNOWN || among)) kind->open = true;
    bool woman = among && whose_is_woman(reader, loss); /* "seven rebels, including one woman" */
    bool all = before->claim.period.kind == TOLL_PERIOD_CUMULATIVE || before->claim.quantity.point >= 1000;
    if (kind->class_ == TOLL_CLASS_UNKNOWN) out->class_lent = before->class_lent || (!here && !all);
    if (kind->class_ == TOLL_CLASS_UNKNOWN || woman) kind->class_ = those->class_, kind->open |= woman && before->side_open;
}

/* Fighters and materiel whose side no word names: the other party's of who attacks, the regular side's, the claimant's own. */
static const char *side_of_fighters(toll_claim_reader *reader, const tie *loss, const draft *out, toll_class class_)
{
    bool men = class_ == TOLL_CLASS_MILITARY;
    const char *who = out->claim.claimant.side, *country = claim_country(reader, loss, out);
    const char *side = claim_opponent(reader, claim_attacker(reader, loss, out));
    bool rebels = loss->agent >= 0 && whose_open(reader, &reader->parse.items[loss->agent]);
    if (!side && rebels) side = whose_regulars(reader); /* whatever guerrillas hit is the state's */
    if (!side && reader->story.attacker && reader->story.sentence - reader->story.attacker_sentence <= 1 && loss->agent < 0)
        side = claim_opponent(reader, reader->story.attacker);
    bool guests = !strcmp(claim_cell(reader->tables->tables, &reader->parse.items[loss->item].note, "category"), "peacekeepers");
    if (guests) return side;
    if (!side && men) side = whose_regulars(reader);
    if (!side && loss->agent >= 0 && !rebels) side = claim_opponent(reader, who); /* "air defences shot down six drones" */
    if (!side && loss->agent < 0)
        side = whose_boasts(reader, loss) || class_ == TOLL_CLASS_MATERIEL ? claim_opponent(reader, who) : whose_party(reader, out);
    const draft *before = claim_draft_before(reader, 0);
    if (!side && before && before->claim.victims.class_ == class_) side = before->claim.victims.side;
    if (!country) country = reader->story.country;
    if (!country) country = whose_only_country(reader);
    if (!side && men && !claim_conflict(reader) && country && claim_side_facts(reader, country)->at_war) side = country;
    return side;
}

/* "Kiev's casualties amounted to 800", said by a party: those of its forces. */
static bool is_loss_of_forces(const toll_claim_reader *reader, const tie *loss, const draft *out, const item *noun, const whose_kind *kind)
{
    bool forces = out->claim.outcome == TOLL_OUTCOME_CASUALTIES || out->claim.outcome == TOLL_OUTCOME_LOSSES;
    if (!forces || !kind->side || !claim_opponent(reader, kind->side)) return false;
    bool party = claim_opponent(reader, out->claim.claimant.side) != NULL;
    return noun->head == HEAD_COUNT || (party && loss->noun >= 0);
}

void claim_whose(toll_claim_reader *reader, const tie *loss, draft *out)
{
    const item *noun = victims_of(reader, loss);
    set_words(reader, loss, out);
    whose_kind kind = kind_said(reader, loss, noun, out);
    bool settled = add_around(reader, loss, noun, &kind);
    out->side_said = kind.side != NULL;
    leaning how = leaning_of(reader, loss, noun, kind.class_);
    bool far = how.share || (how.bare && !out->place_said);
    bool apart = (noun->head == HEAD_COUNT || (loss->noun >= 0 && noun->head == HEAD_PEOPLE)) && !loss->part &&
                 out->place_said; /* other bodies in another town */
    const draft *before = told_before(reader, far ? 4 : how.bare || apart ? 0 : 1, whose_is_people(kind.class_));
    if (before && !settled) add_before(reader, loss, how, before, out, &kind);
    bool lose = !strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose");
    if (!kind.side && lose) kind.side = whose_loser(reader, loss, out);
    bool listed = lose && before && before->sentence == reader->story.sentence; /* "lost 430 men, two tanks and three cars" */
    if (!kind.side && listed) kind.side = before->claim.victims.side;
    bool took = loss->outcome == TOLL_OUTCOME_CAPTURED;
    if (!kind.side && noun->head == HEAD_COUNT && !kind.open && !took) kind.side = whose_sufferer(reader, loss->item);
    const item *subject = loss->item >= 2 ? &reader->parse.items[loss->item - 2] : NULL;
    bool we = subject && subject->kind == ITEM_NOUN && subject->head == HEAD_PRONOUN;
    if (!kind.side && noun->head == HEAD_COUNT && we && whose_inflicted(reader, loss->item))
        kind.side = claim_opponent(reader, whose_speaker(reader, out)), kind.class_ = TOLL_CLASS_MILITARY;
    bool forces = kind.class_ == TOLL_CLASS_MILITARY || kind.class_ == TOLL_CLASS_MATERIEL;
    bool people_of = noun->flags & NOUN_POSSESSIVE && (forces || noun->head == HEAD_COUNT || noun->head == HEAD_UNKNOWN);
    bool taken = forces && kind.class_ == TOLL_CLASS_MATERIEL && loss->agent >= 0 && !lose; /* "destroyed 31 of their vehicles" */
    if (!kind.side && people_of && taken) kind.side = claim_opponent(reader, claim_attacker(reader, loss, out));
    if (!kind.side && people_of) kind.side = out->claim.claimant.side ? out->claim.claimant.side : whose_item(reader, loss->agent);
    if (!kind.side && people_of) kind.side = whose_speaker(reader, out);
    bool own = (lose && kind.side) || is_loss_of_forces(reader, loss, out, noun, &kind);
    if (own && kind.class_ == TOLL_CLASS_UNKNOWN) kind.class_ = TOLL_CLASS_MILITARY;
    if (loss->carried && before && !kind.side) kind.side = before->claim.victims.side, kind.class_ = before->claim.victims.class_;
    if (!kind.side && how.bare && kind.class_ == TOLL_CLASS_UNKNOWN && loss->agent >= 0 &&
        whose_class(reader, &reader->parse.items[loss->agent]) == TOLL_CLASS_MILITARY)
        kind.side = claim_opponent(reader, claim_attacker(reader, loss, out));
    forces = kind.class_ == TOLL_CLASS_MILITARY || kind.class_ == TOLL_CLASS_MATERIEL;
    if (!kind.side && forces && !kind.open && !kind.ours && !lose) kind.side = side_of_fighters(reader, loss, out, kind.class_);
    bool thousand = out->claim.quantity.point >= 1000 || out->claim.quantity.low >= 1000; /* no strike on a market kills so many */
    bool hit = out->claim.outcome != TOLL_OUTCOME_CAPTURED && !thousand && whose_hit(reader, loss, out) == TARGET_CIVILIAN;
    if (kind.class_ == TOLL_CLASS_UNKNOWN && noun->head == HEAD_PEOPLE && whose_massacred(reader)) kind.class_ = TOLL_CLASS_CIVILIAN;
    if (kind.class_ == TOLL_CLASS_UNKNOWN && hit) kind.class_ = TOLL_CLASS_CIVILIAN, out->class_lent = !whose_hit_here(reader, loss);
    out->side_open = kind.open;
    out->foreign = !kind.side && (kind.ours || whose_says(reader, noun, classes_of(reader)->foreign));
    out->rivals = kind.open && claim_note_in(view_of(reader), (toll_extent){0, view_of(reader)->count}, classes_of(reader)->rivals);
    out->claim.victims.class_ = kind.class_;
    out->claim.victims.side = kind.side;
}
