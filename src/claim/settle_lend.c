/* What the whole text tells of victims that one sentence left open: whose the insurgents are, what a figure told twice is of, of which kind
 * a share of losses is, in which country a headline's dead are.
 *
 * In: the drafts of the document. Out: their sides and classes, where nothing said before is overruled. Each draft looks at a bounded number
 * of neighbours, so that a list of a thousand claims costs a thousand times as much as one. */
#include "claim/whose/whose.h"

/* The side that another telling of the same figure gives in its own words; NULL = none. */
static const char *told_elsewhere(const toll_claim_reader *reader, size_t of)
{
    enum { NEAR = 12 };
    const draft *open = &reader->drafts[of];
    for (size_t i = of > NEAR ? of - NEAR : 0; i < reader->draft_count && i <= of + NEAR; i++) {
        const draft *d = &reader->drafts[i];
        if (i != of && d->side_said && d->claim.victims.side && d->claim.quantity.point >= 3 &&
            d->claim.victims.class_ == TOLL_CLASS_MILITARY && claim_same_figure(&d->claim, &open->claim))
            return d->claim.victims.side;
    }
    return NULL;
}

/* Insurgents of a text that names one armed group are that group's; not where the group itself says whom it killed. */
static void lend_group(toll_claim_reader *reader)
{
    const char *group = claim_only_group(reader), *rebels = claim_rebels(reader);
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *open = &reader->drafts[i];
        toll_victims *victims = &open->claim.victims;
        const char *who = open->claim.claimant.side, *named = victims->category && !strcmp(victims->category, "rebels") ? rebels : NULL;
        if (!named) named = group;
        if (!named || !open->side_open || victims->side || (who && !strcmp(who, named))) continue;
        if (victims->class_ != TOLL_CLASS_MILITARY && whose_is_people(victims->class_)) continue;
        if (open->killer && !strcmp(open->killer, named)) continue; /* "two paramilitaries were shot by the guerrillas" */
        if (open->backer && !claim_allied(reader, open->backer, named)) continue;
        const char *told = told_elsewhere(reader, i);
        if (told) {
            victims->side = told;
            continue;
        }
        int camp;
        bool nearer = named == group && open->near_group && !open->rivals && claim_allied(reader, open->near_group, named) &&
                      (!who || strcmp(who, open->near_group) != 0);
        if (nearer) named = open->near_group; /* of several that fight side by side, the one just named */
        const char *all = open->rivals ? claim_camp_leader(reader, named, &camp) : NULL;
        victims->side = all ? all : named;
    }
}

enum { NEIGHBOURS = 24 }; /* claims looked at before and after one: what a text repeats it repeats soon */

/* "33 killed and 14 injured", of whom only the 33 are told again as soldiers: the numbers without a noun behind them are of the same. */
static void lend_companions(toll_claim_reader *reader, size_t of)
{
    const draft *from = &reader->drafts[of];
    for (size_t i = of + 1; i < reader->draft_count && i <= of + 4; i++) {
        draft *d = &reader->drafts[i];
        bool open = d->claim.victims.class_ == TOLL_CLASS_UNKNOWN || (d->class_lent && whose_is_people(d->claim.victims.class_));
        if (d->sentence != from->sentence || d->part || !open || d->claim.victims.span.len || d->claim.quantity.unit != TOLL_UNIT_PEOPLE)
            return;
        d->claim.victims.class_ = from->claim.victims.class_;
        if (!d->claim.victims.side) d->claim.victims.side = from->claim.victims.side;
    }
}

/* A figure told again says what it is of where one telling leaves it out: "22 dead" over "22 civilians were killed". */
static void lend_victims(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_victims *open = &reader->drafts[i].claim.victims;
        const toll_quantity *q = &reader->drafts[i].claim.quantity;
        bool weak = open->class_ == TOLL_CLASS_UNKNOWN || (reader->drafts[i].class_lent && whose_is_people(open->class_));
        if (!weak || q->unit != TOLL_UNIT_PEOPLE || !(q->point >= 3 || q->low >= 3)) continue;
        size_t first = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        for (size_t j = first; j < reader->draft_count && j <= i + NEIGHBOURS; j++) {
            const toll_claim *told = &reader->drafts[j].claim;
            bool same_side = !open->side || !told->victims.side || !strcmp(open->side, told->victims.side);
            bool people = told->victims.class_ == TOLL_CLASS_MILITARY || told->victims.class_ == TOLL_CLASS_CIVILIAN ||
                          told->victims.class_ == TOLL_CLASS_MIXED;
            const toll_period *here = &reader->drafts[i].claim.period, *there = &told->period;
            bool apart = here->from != TOLL_DAY_UNKNOWN && here->to != TOLL_DAY_UNKNOWN && there->from != TOLL_DAY_UNKNOWN &&
                         there->to != TOLL_DAY_UNKNOWN && (here->to < there->from || there->to < here->from); /* another day's nine */
            if (!people || apart || (reader->drafts[j].class_lent && open->class_ != TOLL_CLASS_UNKNOWN) || !same_side ||
                !claim_same_figure(told, &reader->drafts[i].claim))
                continue;
            open->class_ = told->victims.class_;
            if (!open->side) open->side = told->victims.side;
            if (!reader->drafts[j].class_lent && !reader->drafts[i].part) lend_companions(reader, i);
            break;
        }
    }
}

/* A share of a side's losses is of its soldiers where the text tells of no others. */
static void lend_kind(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_claim *open = &reader->drafts[i].claim;
        bool share = open->quantity.unit == TOLL_UNIT_PERCENT || open->quantity.unit == TOLL_UNIT_TIMES;
        if (!share || open->victims.class_ != TOLL_CLASS_UNKNOWN || !open->victims.side) continue;
        bool soldiers = false, others = false;
        size_t first = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        for (size_t j = first; j < reader->draft_count && j <= i + NEIGHBOURS; j++) {
            const toll_victims *told = &reader->drafts[j].claim.victims;
            if (!told->side || strcmp(told->side, open->victims.side)) continue;
            soldiers |= told->class_ == TOLL_CLASS_MILITARY;
            others |= told->class_ == TOLL_CLASS_CIVILIAN || told->class_ == TOLL_CLASS_MIXED;
        }
        if (soldiers && !others) open->victims.class_ = TOLL_CLASS_MILITARY;
    }
}

/* What a headline says before any country is named is of the country where the text's war is fought. */
static void lend_country(toll_claim_reader *reader)
{
    const conflict *war = claim_conflict(reader);
    const char *here = reader->story.country, *only = war && strlen(war->countries) == 3 ? war->countries : NULL;
    if (!only && claim_fought_in(war, here)) only = here;
    if (!war) only = whose_only_country(reader); /* the one at war at home that the text names, if only once */
    if (!war && only && !claim_side_facts(reader, only)->at_home) only = NULL;
    for (size_t i = 0; only && i < reader->draft_count && reader->drafts[i].sentence < 2; i++) {
        draft *open = &reader->drafts[i];
        toll_victims *victims = &open->claim.victims;
        if (victims->side || open->side_open || open->foreign || victims->class_ == TOLL_CLASS_MIXED) continue;
        bool home = war && !strcmp(war->countries, only);                                    /* where a state fights its own */
        if (!home && open->attacker && claim_allied(reader, open->attacker, only)) continue; /* of whoever he attacked */
        bool soldiers = victims->class_ == TOLL_CLASS_MILITARY, things = victims->class_ == TOLL_CLASS_MATERIEL;
        if (soldiers) victims->side = whose_regulars(reader, NULL);
        else if (!things) victims->side = only;
    }
}

/* People killed at once, in a text that tells of civilians of their side only, are civilians too. */
static void lend_civilians(toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->draft_count; i++) {
        toll_claim *open = &reader->drafts[i].claim;
        bool at_once = open->period.kind == TOLL_PERIOD_EVENT && !claim_thousand(&open->quantity);
        if (!at_once || reader->drafts[i].hit_open || open->victims.class_ != TOLL_CLASS_UNKNOWN ||
            open->quantity.unit != TOLL_UNIT_PEOPLE || !open->victims.side)
            continue;
        bool fallen = claim_befell_people(open->outcome);
        unsigned civilians = 0, others = 0;
        size_t first = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        for (size_t j = first; fallen && j < reader->draft_count && j <= i + NEIGHBOURS; j++) {
            const toll_claim *told = &reader->drafts[j].claim;
            if (!told->victims.side || !claim_allied(reader, told->victims.side, open->victims.side)) continue;
            civilians += told->victims.class_ == TOLL_CLASS_CIVILIAN && told->period.kind == TOLL_PERIOD_EVENT &&
                         !reader->drafts[j].class_lent;
            others += told->victims.class_ == TOLL_CLASS_MILITARY || told->victims.class_ == TOLL_CLASS_MIXED;
        }
        if (civilians >= 2 && !others) open->victims.class_ = TOLL_CLASS_CIVILIAN;
    }
}

/* "Five people were wounded, one seriously": what has been found out of the whole by now is so of its parts. */
static void lend_to_parts(toll_claim_reader *reader)
{
    const draft *whole = NULL;
    for (size_t i = 0; i < reader->draft_count; i++) {
        draft *part = &reader->drafts[i];
        if (!part->part) {
            whole = part;
            continue;
        }
        toll_victims *open = &part->claim.victims;
        if (!whole || whole->sentence != part->sentence || open->side || part->side_open || part->foreign) continue;
        if (open->class_ != TOLL_CLASS_UNKNOWN || !whose_is_people(whole->claim.victims.class_)) continue;
        open->side = whole->claim.victims.side;
        if (whole->claim.victims.class_ != TOLL_CLASS_MIXED) open->class_ = whole->claim.victims.class_;
    }
}

/* People of no kind, of a state. */
static bool is_of_people(const draft *d)
{
    const toll_class class_ = d->claim.victims.class_;
    return claim_is_state(d->claim.victims.side) && (class_ == TOLL_CLASS_CIVILIAN || class_ == TOLL_CLASS_UNKNOWN);
}

/* Is the war fought in the state whose people the draft counts? */
static bool is_of_war(const toll_claim_reader *reader, const draft *d)
{
    const conflict *war = claim_conflict(reader);
    return war ? claim_fought_in(war, d->claim.victims.side) : claim_side_facts(reader, d->claim.victims.side)->at_home;
}

/* "killed 36 in Burundi ... had crossed from Congo. 36 people died": a figure told again is of those whom its first telling was of; the other way
 * round where that took them for people of a land at peace, in which it was written. */
static void lend_retold(toll_claim_reader *reader)
{
    enum { FEW = 5 };
    for (size_t i = 1; i < reader->draft_count; i++) {
        draft *again = &reader->drafts[i], *first = NULL;
        if (!is_of_people(again) || !(claim_size(&again->claim) >= FEW) || again->part) continue;
        for (size_t j = i > NEIGHBOURS ? i - NEIGHBOURS : 0; j < i && !first; j++) {
            draft *it = &reader->drafts[j];
            if (it->sentence != again->sentence && !it->part && claim_same_figure(&it->claim, &again->claim)) first = it;
        }
        if (!first || !is_of_people(first) || first->claim.victims.side == again->claim.victims.side) continue;
        bool here = is_of_war(reader, first), there = is_of_war(reader, again);
        if (here && !again->side_said) again->claim.victims.side = first->claim.victims.side;
        else if (there && !here && !first->side_said) first->claim.victims.side = again->claim.victims.side;
    }
}

void claim_lend_victims(toll_claim_reader *reader)
{
    lend_group(reader);
    lend_victims(reader);
    lend_country(reader);
    claim_lend_land(reader);
    lend_kind(reader);
    lend_civilians(reader);
    lend_to_parts(reader);
    lend_retold(reader);
}
