/* Of which land people are of whom no sentence said more: the enemy's whom a party attacked, that of the date line.
 *
 * In: the drafts of the document, the war that the text turned out to be about. Out: their sides, where nothing said before is overruled. One look
 * at each draft. */
#include "claim/whose/whose.h"

/* The land at war in whose town the text was written, where it names no other. */
static const char *dateline_country(const toll_claim_reader *reader)
{
    const spot *written = &reader->story.dateline;
    const char *here = written->known ? written->country : NULL;
    if (!here || !claim_side_facts(reader, here)->at_home) return NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const char *side = reader->story.sides[i].side;
        if (claim_is_state(side) && strcmp(side, here) != 0 && claim_side_facts(reader, side)->at_war) return NULL;
    }
    return here;
}

/* People of whom nothing says whose they are. */
static bool is_unknown(const draft *d)
{
    const toll_victims *victims = &d->claim.victims;
    return !victims->side && !d->side_open && !d->foreign && whose_is_people(victims->class_) && victims->class_ != TOLL_CLASS_MIXED;
}

/* "DAMASCUS - Bombs killed 53 people": people of a text that says no more of where it happened. */
static void lend_dateline(toll_claim_reader *reader)
{
    const char *here = dateline_country(reader);
    for (size_t i = 0; here && i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        bool struck = open->attacker && claim_allied(reader, open->attacker, here);
        if (is_unknown(open) && !struck && !open->claim.place.span.len) open->claim.victims.side = here;
    }
}

/* Whom a party attacked, of whom nothing said more, are of its only enemy in the war that the text turned out to be about. */
static void lend_enemy(toll_claim_reader *reader)
{
    for (size_t i = 0; claim_conflict(reader) && i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        const char *enemy = open->attacker && is_unknown(open) ? claim_opponent_state(reader, open->attacker) : NULL;
        if (claim_is_state(enemy)) open->claim.victims.side = enemy;
    }
}

void claim_lend_land(toll_claim_reader *reader)
{
    lend_enemy(reader);
    lend_dateline(reader);
}
