/* Losses of several sides: of a whole war between states, of a fight in which each struck the other, of an alliance.
 *
 * In: a loss of people of no kind. Out: whether it is of both. Each is a look at the sentence and the sides that the text names. */
#include "whose.h"

bool whose_is_total(const draft *out)
{
    return out->claim.period.kind == TOLL_PERIOD_CUMULATIVE || claim_thousand(&out->claim.quantity);
}

/* A total of a war between states, of people of no kind, told by neither of them and of no place: of both. */
bool whose_counts_both(const toll_claim_reader *reader, const draft *out)
{
    const conflict *war = claim_conflict(reader);
    const char *other = war ? strstr(war->parties, " vs ") : NULL, *who = out->claim.claimant.side;
    const char *category = out->claim.victims.category;
    bool people = whose_is_people(out->claim.victims.class_) && out->claim.victims.class_ != TOLL_CLASS_CIVILIAN &&
                  out->claim.victims.class_ != TOLL_CLASS_MILITARY && category && !strcmp(category, "people") &&
                  out->claim.outcome != TOLL_OUTCOME_LOSSES;
    if (!other || !people || !whose_is_total(out) || (who && claim_fights(reader, who))) return false;
    return is_state_name(war->parties) && is_state_name(other + 4) && strchr(war->countries, '+') && !strstr(other + 4, " vs ");
}

/* "11 people were killed as soldiers clashed with the Abu Sayyaf": people of no kind in a sentence on men who fought each other, a group that it
 * names among them, are of both. */
bool whose_fell_on_both(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const claim_classes *k = &claim_class;
    const toll_classes all = reader->scratch.all;
    bool people = out->claim.victims.class_ == TOLL_CLASS_UNKNOWN && loss->agent < 0 && !loss->part && !whose_is_total(out) &&
                  out->claim.outcome <= TOLL_OUTCOME_KILLED_OR_WOUNDED;
    if (!people || !toll_classes_has(all, k->combat) || toll_classes_has(all, k->bombardment) || toll_classes_has(all, k->inflict))
        return false;
    for (unsigned at = 0; at < view_of(reader)->count; at++)
        if (has_class(view_of(reader), at, k->attack_verb) && !has_class(view_of(reader), at, k->combat)) return false; /* one attacks */
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (reader->story.sides[i].group && reader->story.sides[i].sentence == reader->story.sentence) return true;
    return false;
}

/* "Two NATO soldiers were killed": of one of its states, and the text leaves open of which. Until now the alliance stood for them: it fights, and
 * admits its losses. */
void claim_whose_settle(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        const char **side = &reader->drafts[i].claim.victims.side;
        if (!strcmp(claim_keyed_cell(&reader->tables->groups, *side, "kind"), "alliance")) *side = NULL;
    }
}
