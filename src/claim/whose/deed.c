/* Whose loss, where who tells of it did it: "We killed 105 of them", "The army said that its troops killed 20".
 *
 * In: a number without a noun, who kills and who tells. Out: fighters of the other side; nobody boasts of his own dead. A look at two phrases. */
#include "whose.h"

/* "killed 12 of us": of who speaks. */
static bool is_of_us(const toll_claim_reader *reader, int at)
{
    const item *whom = item_at(reader, at + 2);
    return kind_at(reader, at + 1, ITEM_OF) && whom && whom->head == HEAD_PRONOUN &&
           has_class(view_of(reader), whom->extent.first, claim_class.oneself);
}

/* Is the one who does it who tells of it, by a pronoun or as his own men? */
static bool is_teller(toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const item *agent = item_at(reader, loss->agent);
    const char *who = out->claim.claimant.side;
    if (!agent || !who || !out->claim.claimant.kind || strcmp(out->claim.claimant.kind, "party") != 0) return false;
    bool own = agent->head == HEAD_PRONOUN || agent->flags & NOUN_POSSESSIVE || whose_says(reader, agent, claim_class.own_side) ||
               whose_says(reader, agent, claim_class.force);
    bool we = agent->head == HEAD_PRONOUN && has_class(view_of(reader), agent->extent.first, claim_class.oneself); /* in his own words */
    if (we || whose_says(reader, agent, claim_class.own_side)) return true;
    const char *killer = own ? whose_killer(reader, loss, out) : NULL;
    return killer && !strcmp(killer, who);
}

/* "Iran said its forces had killed 15,000 Iraqis": a state of its war with another. */
static bool is_people_of_foe(toll_claim_reader *reader, const whose_search *search, const draft *out)
{
    const char *who = out->claim.claimant.side, *whose = search->kind.side;
    if (search->noun->head != HEAD_NATION || !who || !whose || !claim_is_state(who) || !claim_is_state(whose)) return false;
    const char *foe = claim_opponent(reader, who);
    return foe && !strcmp(foe, whose) && is_teller(reader, search->loss, out);
}

bool whose_own_deed(toll_claim_reader *reader, whose_search *search, const draft *out)
{
    const tie *loss = search->loss;
    whose_kind *kind = &search->kind;
    const toll_outcome outcome = out->claim.outcome;
    bool befell = claim_befell_people(outcome) || outcome == TOLL_OUTCOME_CAPTURED;
    if (kind->class_ == TOLL_CLASS_UNKNOWN && befell && !loss->part && is_people_of_foe(reader, search, out)) {
        kind->class_ = TOLL_CLASS_MILITARY;
        return true;
    }
    if (!search->how.bare || kind->side || kind->class_ != TOLL_CLASS_UNKNOWN || search->lose || loss->part || !befell) return false;
    const draft *told = claim_draft_before(reader, 0);
    const char *who = out->claim.claimant.side;
    if (who && is_of_us(reader, loss->item)) {
        kind->side = who;
        return true;
    }
    const char *those = told ? told->claim.victims.side : NULL;
    bool joined = told && loss > reader->parse.losses && loss[-1].agent == loss->agent && !(those && who && !strcmp(those, who));
    if (joined || !is_teller(reader, loss, out)) return false; /* "killed three civilians and wounded 20" */
    kind->class_ = TOLL_CLASS_MILITARY;
    kind->side = claim_opponent(reader, who);
    if (!kind->side && !claim_is_state(who)) kind->side = whose_regulars(reader, NULL);
    kind->open = !kind->side;
    return true;
}
