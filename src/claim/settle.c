/* At the end of the text: is it about armed conflict at all, which speaker a headline lends its lead, how sure each claim is. Drafts that
 * do not stand are dropped here. */
#include "inside.h"

#include <math.h>

static bool at_war(const toll_claim_reader *reader, const char *side)
{
    return side && claim_side_facts(reader, side)->at_war;
}

/* Is there a war in a country that the text names, or of a group that it names, on the day on which it is published? */
static bool war_in_country(const toll_claim_reader *reader)
{
    if (reader->document->published == TOLL_DAY_UNKNOWN) return false;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const side_count *s = &reader->story.sides[i];
        if ((s->group && at_war(reader, s->side)) || claim_side_facts(reader, s->side)->at_home) return true;
    }
    return false;
}

/* Is a war fought in the side's own country on that day? */
static bool war_at_home(const toll_claim_reader *reader, const char *side)
{
    return side && claim_side_facts(reader, side)->at_home;
}

/* Is the story's conflict named, or a country that it is fought in? A party alone is not enough: its news is about more than its wars. */
static bool conflict_spoken_of(const toll_claim_reader *reader)
{
    const conflict *war = claim_conflict(reader);
    if (!war || reader->story.conflict) return war != NULL;
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (reader->story.sides[i].group || claim_fought_in(war, reader->story.sides[i].side)) return true;
    return false;
}

/* What a claim says of war by itself: fighters of a side, arms of war. */
static bool is_warlike(const toll_claim_reader *reader, const draft *d)
{
    const toll_victims *victims = &d->claim.victims;
    if (victims->class_ == TOLL_CLASS_MILITARY) return victims->side || d->attacker || d->foreign;
    if (victims->class_ != TOLL_CLASS_MATERIEL) return false;
    if (victims->side) return true;
    return claim_category_has(reader->tables, victims->category, "arms") &&
           strcmp(claim_cell(reader->tables->tables, &d->note, "weak"), "lose") != 0; /* "crashed", "lost" happen in peace */
}

enum { BRIEF = 3, ACCIDENT = -3 }; /* sentences; the context weight of one that tells of something else */

/* Deaths in a text that is not about armed conflict are out of scope. The weights of its words decide, and what the claim itself says. */
static bool in_scope(const toll_claim_reader *reader, const draft *d, double war, bool of_war)
{
    const toll_victims *victims = &d->claim.victims;
    const bool warlike = is_warlike(
        reader, d); /* "the earthquake killed 73", "five soldiers died when their truck overturned", in a text on war */
    if (d->war < ACCIDENT || (d->war == ACCIDENT && !warlike)) return false;
    if (warlike) return war > -6;
    if (at_war(reader, victims->side)) war += d->side_said ? 2 : 1;
    if (d->claim.claimant.id && at_war(reader, d->claim.claimant.side)) war += 1;
    double size = d->claim.quantity.point > 0 ? d->claim.quantity.point : d->claim.quantity.low;
    war += size >= 100 ? 2 : size >= 20 ? 1 : 0; /* so many die of violence in few other ways; accidents have words against them */
    bool some = d->part && size > 0;             /* "a child" of those killed is in scope where they are */
    if (d->crime || (d->article && !some)) return war >= (!of_war ? 6 : d->side_said && war_at_home(reader, victims->side) ? 3 : 4);
    if (victims->class_ == TOLL_CLASS_STRUCTURE) return war >= 4;
    bool home_front = !d->side_said && war_at_home(reader, victims->side);
    bool brief = reader->story.sentence <= BRIEF &&
                 reader->story.war >= 2;         /* "11 journalists killed in war": a headline alone has no room for more */
    return war >= (home_front || brief ? 2 : 3); /* the dead of a place at war that day need no second word of war */
}

double claim_size(const toll_claim *claim)
{
    return isnan(claim->quantity.point) ? claim->quantity.low : claim->quantity.point;
}

bool claim_same_number(const toll_claim *a, const toll_claim *b)
{
    bool point = a->quantity.point == b->quantity.point || (isnan(a->quantity.point) && isnan(b->quantity.point));
    bool low = a->quantity.low == b->quantity.low || (isnan(a->quantity.low) && isnan(b->quantity.low));
    return point && low;
}

bool claim_same_figure(const toll_claim *a, const toll_claim *b)
{
    return claim_same_number(a, b) && a->outcome == b->outcome;
}

bool claim_befell_people(toll_outcome outcome)
{
    return outcome == TOLL_OUTCOME_KILLED || outcome == TOLL_OUTCOME_WOUNDED || outcome == TOLL_OUTCOME_KILLED_OR_WOUNDED;
}

enum { LOOK_LIMIT = 64 }; /* claims looked at: a list of a thousand must not cost a million looks */

/* "A monitor said ... The Syrian Observatory for Human Rights said": the one that the text names, where it names only one. */
static void lend_monitor(toll_claim_reader *reader)
{
    const toll_claimant *ngo = &reader->story.ngo;
    for (size_t i = 0; ngo->id && !reader->story.many_ngos && i < reader->draft_count; i++) {
        toll_claimant *claimant = &reader->drafts[i].claim.claimant;
        if (reader->drafts[i].monitor && !claimant->id) claim_same_as(claimant, ngo);
    }
}

/* "Yemen's rebels said ... The Houthis fired": the only group that the text names. */
static void lend_rebels(toll_claim_reader *reader)
{
    const char *group = NULL;
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_claimant *claimant = &reader->drafts[i].claim.claimant;
        if (!reader->drafts[i].rebels || (claimant->id && claimant->side && !strcmp(claimant->id, claimant->side))) continue;
        if (!group) group = claim_only_group(reader);
        if (!group) return;
        claimant->id = claimant->side = group, claimant->kind = "party";
    }
}

/* A claimant's figure that has been called unverified is so where it is told again. */
static void lend_verified(toll_claim_reader *reader)
{
    size_t looked = 0;
    for (size_t i = 0; i < reader->draft_count && looked < LOOK_LIMIT; i++) {
        const toll_claim *first = &reader->drafts[i].claim;
        if (first->verified != TOLL_VERIFIED_UNVERIFIED || !first->claimant.id) continue;
        looked++;
        for (size_t j = i + 1; j < reader->draft_count && j <= i + LOOK_LIMIT; j++) {
            toll_claim *again = &reader->drafts[j].claim;
            if (again->verified != TOLL_VERIFIED_UNSAID || !again->claimant.id || strcmp(again->claimant.id, first->claimant.id)) continue;
            if (again->quantity.point == first->quantity.point && again->quantity.unit == first->quantity.unit)
                again->verified = TOLL_VERIFIED_UNVERIFIED;
        }
    }
}

/* A side's soldiers and arms of war; its cars may be anybody's. */
static bool of_forces(const toll_claim_reader *reader, const toll_victims *victims)
{
    if (victims->class_ == TOLL_CLASS_MATERIEL) return claim_category_has(reader->tables, victims->category, "arms");
    return victims->class_ == TOLL_CLASS_MILITARY;
}

/* What the claimant has to do with the loss. A side's word on its own forces' losses admits them, and so does whoever says that he admits. */
static void set_stake(const toll_claim_reader *reader, draft *d)
{
    toll_claim *claim = &d->claim;
    const char *who = claim->claimant.side, *whose = claim->victims.side;
    const char *kind = claim->claimant.kind ? claim->claimant.kind : "";
    bool party = !strcmp(kind, "party") || !strcmp(kind, "official") || (!strcmp(kind, "igo") && who); /* an alliance that fights */
    bool own = who && whose ? !strcmp(who, whose) && party : d->admits || (d->own_words && party);
    claim->stake = !who || !whose        ? TOLL_STAKE_UNKNOWN
                   : !strcmp(who, whose) ? TOLL_STAKE_OWN_LOSS
                   : party               ? TOLL_STAKE_ENEMY_LOSS
                                         : TOLL_STAKE_THIRD_PARTY;
    bool lent = claim->victims.class_ == TOLL_CLASS_UNKNOWN || (claim->victims.class_ == TOLL_CLASS_CIVILIAN && d->class_lent);
    if (own && d->own_words && lent && whose && !claim_is_state(whose)) claim->victims.class_ = TOLL_CLASS_MILITARY; /* a group's own men */
    bool forces = of_forces(reader, &claim->victims) ||
                  (d->admits && claim->victims.class_ == TOLL_CLASS_MATERIEL); /* "admitted losing 14" */
    if (own && forces && claim->modality == TOLL_MODALITY_ASSERTED) claim->modality = TOLL_MODALITY_ADMITTED;
}

void claim_settle(toll_claim_reader *reader)
{
    size_t kept = 0;
    double war = reader->story.war;
    bool known = reader->draft_count && conflict_spoken_of(reader), of_war = known || (reader->draft_count && war_in_country(reader));
    war += known ? 2 : of_war;
    /* a text with losses of war in it is about war a little more */
    bool some = false;
    for (size_t i = 0; i < reader->draft_count && !some; i++) some = in_scope(reader, &reader->drafts[i], war, of_war);
    if (some) war += 1;
    for (size_t i = 0; i < reader->draft_count; i++)
        if (in_scope(reader, &reader->drafts[i], war, of_war)) reader->drafts[kept++] = reader->drafts[i];
    reader->draft_count = kept;
    claim_settle_offices(reader);
    claim_lend_victims(reader);
    lend_monitor(reader);
    lend_rebels(reader);
    claim_lend_headline(reader);
    claim_when_settle(reader);
    claim_where_settle(reader);
    claim_settle_class(reader);
    lend_verified(reader);
    for (size_t i = 0; i < kept; i++) set_stake(reader, &reader->drafts[i]);
    claim_whose_settle(reader);
    claim_confidence(reader);
}
