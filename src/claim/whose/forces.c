/* Whose loss, where who fights tells: the other party of who attacks, the regular side of the war, those lost beside them.
 *
 * In: a loss whose own words name no side. Out: its side, and that those of a force are military. */
#include "whose.h"

/* "A bomb killed two soldiers, the British military said": an army abroad that says no nation tells of its own, and so do an alliance and the
 * ministry of a land that no state is; policemen are the country's. */
static bool speaks_of_own(const toll_claim_reader *reader, const draft *out)
{
    const toll_claimant *who = &out->claim.claimant;
    const char *category = out->claim.victims.category, *kind = who->kind ? who->kind : "";
    bool soldiers = category && (!strcmp(category, "soldiers") || !strcmp(category, "troops"));
    if (!soldiers || !who->side || !claim_fights(reader, who->side)) return false;
    size_t len = strlen(who->side);
    bool suffixed = who->id && strlen(who->id) > len && who->id[len] == '-';
    bool army = suffixed && claim_is_military(reader, who->id + len + 1);
    return army || !strcmp(kind, "igo") || (claim_is_state(who->side) && !strcmp(kind, "party"));
}

/* Of soldiers in no war that is known by its parties: the country told of, where it is at war, or the one state that the text names. */
static const char *state_of_place(const toll_claim_reader *reader, const draft *out, const char *country)
{
    const char *only = whose_only_country(reader);
    if (!country && out->place_said) country = out->place_country;
    if (!country) country = reader->story.country;
    if (!country) country = only;
    bool theirs = country && (claim_side_facts(reader, country)->at_war || (only && !strcmp(only, country)));
    return theirs ? country : NULL;
}

/* "A navy gunboat" is the state's, whoever tells of it; "rifles" are a regiment only where nothing follows. */
static bool is_of_forces(const toll_claim_reader *reader, const item *noun)
{
    for (unsigned at = noun->extent.first; !(noun->flags & NOUN_ENEMY) && at < toll_extent_end(noun->extent); at++) {
        const toll_note *force = note_at(view_of(reader), at, claim_class.force);
        if (force && at + force->len < toll_extent_end(noun->extent)) return true;
    }
    return false;
}

/* Missiles, shells, a mine: whose they are is not said, and who tells of them did not fire them. */
static bool is_weapon(const toll_claim_reader *reader, const item *agent)
{
    return agent->head == HEAD_MATERIEL || whose_says(reader, agent, claim_class.bombardment);
}

/* Fighters and materiel whose side no word names: the other party's of who attacks, the regular side's, the claimant's own. */
static const char *side_of_fighters(toll_claim_reader *reader, const tie *loss, const draft *out, toll_class class_)
{
    bool men = class_ == TOLL_CLASS_MILITARY;
    const char *who = out->claim.claimant.side, *country = claim_country(reader, loss, out);
    const char *attacker = claim_attacker(reader, loss, out), *side = claim_opponent(reader, attacker);
    if (country) reader->story.country = country;
    const item *noun = whose_noun(reader, loss);
    bool soldiers = men && !whose_open(reader, noun) && whose_says(reader, noun, claim_class.force);
    const int doer = loss->agent >= 0 ? loss->agent : whose_agent_after(reader, loss);
    bool rebels = doer >= 0 && whose_open(reader, &reader->parse.items[doer]);
    if (!side && rebels) side = whose_regulars(reader, country); /* whatever guerrillas hit is the state's */
    if (!side && reader->story.attacker && reader->story.sentence - reader->story.attacker_sentence <= 1 && doer < 0)
        side = claim_opponent(reader, reader->story.attacker);
    const char *theirs = class_ == TOLL_CLASS_MATERIEL && is_of_forces(reader, noun) ? whose_regulars(reader, country) : NULL;
    if (theirs) return theirs;
    const char *regulars = soldiers && side && !claim_is_state(side) ? whose_regulars(reader, country) : NULL;
    if (regulars) side = regulars; /* of groups that fight a state and each other, soldiers are the state's */
    const char *nation = men && !whose_open(reader, noun) ? whose_nation_named(reader, noun) : NULL;
    bool theirs_too = nation && !(attacker && claim_allied(reader, nation, attacker)) && (!side || claim_allied(reader, nation, side));
    if (theirs_too) return nation;
    const char *told = !nation && men && !whose_open(reader, noun) ? whose_state_told(reader, out) : NULL;
    if (told) return told;
    const char *regular = !side && men ? whose_regulars(reader, country) : NULL;
    if (regular) side = who && strcmp(regular, who) != 0 && speaks_of_own(reader, out) ? who : regular;
    bool acts = loss->agent >= 0 && !claim_note_in(view_of(reader), reader->parse.items[loss->agent].extent, claim_class.attack);
    if (acts && men && is_weapon(reader, &reader->parse.items[loss->agent])) acts = false; /* "missiles killed 16 soldiers, Ukraine said" */
    if (!side && acts && !rebels) side = claim_opponent(reader, who);                      /* "air defences shot down six drones" */
    bool foes = !side && !acts && men && who && !claim_is_state(who) && !whose_open(reader, noun) &&
                !speaks_of_own(reader, out); /* a group's word on soldiers */
    if (foes) side = claim_opponent_state(reader, who);
    const bool of_foes = foes && !out->admits; /* no group says that "soldiers" fell of its own */
    if (!side && !acts && !of_foes)
        side = whose_boasts(reader, loss) || class_ == TOLL_CLASS_MATERIEL ? claim_opponent(reader, who) : whose_party(reader, out);
    const draft *before = claim_draft_before(reader, 0);
    const unsigned last = before ? before->claim.victims.class_ : TOLL_CLASS_UNKNOWN;
    bool same = last == class_ || (last == TOLL_CLASS_MILITARY && class_ == TOLL_CLASS_MATERIEL); /* "12 died when rebels shot down two" */
    bool fighters = same && men && !whose_open(reader, noun) &&
                    !claim_is_state(before->claim.victims.side); /* a soldier beside rebels is none */
    const item *agent = item_at(reader, loss->agent);
    bool teller = agent && (agent->head == HEAD_PRONOUN || agent->flags & NOUN_POSSESSIVE);
    bool own_deed = acts && teller && who && before && before->claim.victims.side && !strcmp(before->claim.victims.side, who) &&
                    strcmp(claim_cell(reader->tables->tables, &loss->note, "weak"), "lose") !=
                        0; /* "lost nobody and shot down a helicopter" */
    if (!side && same && !fighters && !own_deed) side = before->claim.victims.side;
    if (!side && men && !claim_conflict(reader)) side = state_of_place(reader, out, country);
    bool beside = !side && men && !acts && before && whose_is_people(before->claim.victims.class_) && !whose_open(reader, noun);
    if (beside && claim_is_state(before->claim.victims.side) && !before->side_open) {
        const char *doer_side = whose_struck(reader, loss, out); /* "shells killed two villagers; 18 soldiers were wounded" */
        if (!doer_side || !claim_allied(reader, doer_side, before->claim.victims.side)) side = before->claim.victims.side;
    }
    const char *struck = side && men && !claim_conflict(reader) ? whose_struck(reader, loss, out) : NULL;
    bool own = struck && claim_allied(reader, struck, side) && toll_same(side, whose_only_country(reader));
    return own ? NULL : side; /* "British jets attacked the camp; 12 soldiers died" */
}

/* "17 soldiers were killed in a raid on a Kenyan base": the nation whose forces or buildings the sentence says were attacked. */
static const char *nation_attacked(const toll_claim_reader *reader)
{
    enum { BEHIND = 2 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned attack = 0; attack + 2 < view->count; attack++) {
        unsigned at = attack + 1;
        if (!(has_class(view, attack, k->attack) || has_class(view, attack, k->bombardment)) || !has_class(view, at, k->preposition))
            continue;
        at++;
        if (at < view->count && has_class(view, at, k->determiner)) at++;
        const toll_note *nation = at < view->count ? note_at(view, at, k->nationality) : NULL;
        if (!nation) continue;
        unsigned end = at + nation->len;
        for (unsigned next = end; next < end + BEHIND && next < view->count; next++)
            if (has_class(view, next, k->force) || has_class(view, next, k->structure)) return cell(reader, nation, "id");
    }
    return NULL;
}

/* "43 occupiers, 3 tanks and 5 guns were destroyed": arms of one list with what was lost before them, under one word. */
static bool in_one_list(const toll_claim_reader *reader, const tie *loss, toll_class class_)
{
    const draft *before = claim_draft_before(reader, 0);
    if (class_ != TOLL_CLASS_MATERIEL || !before || loss == reader->parse.losses) return false;
    if (!whose_are_forces(&(whose_kind){.class_ = before->claim.victims.class_}) ||
        loss[-1].outcome_extent.first != loss->outcome_extent.first)
        return false;
    for (int i = loss[-1].item + 1; i < loss->item; i++) {
        uint8_t kind = reader->parse.items[i].kind;
        if (kind != ITEM_COMMA && kind != ITEM_AND && kind != ITEM_OF && kind != ITEM_NOUN) return false;
    }
    return loss[-1].item < loss->item;
}

/* "killed 12 attackers and destroyed two vehicles", "22 soldiers were killed and three tanks destroyed": things lost beside fighters to one who
   did both, or to nobody named, are those fighters'. */
static bool lost_beside_fighters(const toll_claim_reader *reader, const whose_search *search)
{
    const tie *loss = search->loss;
    const draft *before = claim_draft_before(reader, 0);
    if (!before || loss == reader->parse.losses || whose_is_people(search->kind.class_)) return false;
    const toll_tables *tables = reader->tables->tables;
    bool lost = !strcmp(claim_cell(tables, &loss[-1].note, "weak"), "lose"),
         loses = !strcmp(claim_cell(tables, &loss->note, "weak"), "lose");
    if (loss->agent >= 0 && lost != loses) return false; /* "lost no one and shot down a helicopter" */
    bool beside = loss->agent >= 0 || (loss->item > 0 && reader->parse.items[loss->item - 1].kind == ITEM_AND);
    return beside && before->claim.victims.class_ == TOLL_CLASS_MILITARY && loss[-1].agent == loss->agent;
}

/* Positions, bunkers, depots: of those who fight, and not of the people there. */
static bool is_works(const draft *it)
{
    const char *category = it->claim.victims.category;
    return category && (!strcmp(category, "military_site") || !strcmp(category, "command_post") || !strcmp(category, "depot"));
}

/* "An insurgent bunker", and camps and caches that somebody other than rebels destroyed: of whoever they fought. */
static bool is_of_fighters(const toll_claim_reader *reader, const whose_search *search)
{
    const item *noun = search->noun, *agent = item_at(reader, search->loss->agent);
    for (unsigned at = noun->extent.first; at < toll_extent_end(noun->extent); at++) {
        const toll_note *people = whose_people_at(reader, at);
        if (people && !strcmp(claim_cell(reader->tables->tables, people, "side_open"), "yes")) return true;
    }
    bool force = agent && (whose_class(reader, agent) == TOLL_CLASS_MILITARY || whose_says(reader, agent, claim_class.formation));
    return force && !whose_open(reader, agent);
}

void whose_fighters(toll_claim_reader *reader, whose_search *search, const draft *out)
{
    const tie *loss = search->loss;
    whose_kind *kind = &search->kind;
    const char *who = out->claim.claimant.side;
    const bool unsaid = !kind->side;
    bool its = kind->open && who && !claim_is_state(who) && loss->agent < 0 && kind->class_ == TOLL_CLASS_MILITARY;
    const char *attacker = its && !kind->side ? claim_attacker(reader, loss, out) : NULL;
    if (its && !kind->side && !(attacker && !strcmp(attacker, who))) kind->side = who; /* a group calls no enemy "guerrillas" */
    bool own = out->admits && loss->agent < 0 && whose_are_forces(kind) && !kind->open && claim_fights(reader, who);
    if (!kind->side && own) kind->side = who; /* "admitted that one aircraft failed to return" */
    bool prisoners = out->claim.outcome == TOLL_OUTCOME_CAPTURED && kind->class_ == TOLL_CLASS_UNKNOWN &&
                     !strcmp(loss->rule, "taken-prisoner");
    if (prisoners) kind->class_ = TOLL_CLASS_MILITARY; /* "5,500 prisoners were taken" */
    const item *agent = item_at(reader, loss->agent);
    bool by_soldiers = agent && (whose_class(reader, agent) == TOLL_CLASS_MILITARY || whose_says(reader, agent, claim_class.force));
    if (!kind->side && search->how.bare && kind->class_ == TOLL_CLASS_UNKNOWN && by_soldiers)
        kind->side = claim_opponent(reader, claim_attacker(reader, loss, out));
    if (!kind->side && kind->class_ == TOLL_CLASS_MILITARY && !kind->open && loss->agent < 0) kind->side = nation_attacked(reader);
    if (!kind->side && !kind->ours && !search->lose && lost_beside_fighters(reader, search)) {
        const draft *before = claim_draft_before(reader, 0);
        kind->side = before->claim.victims.side, kind->open = before->side_open;
    }
    const draft *told = claim_draft_before(reader, 0);
    bool street = kind->class_ == TOLL_CLASS_MATERIEL && told && told->claim.victims.class_ == TOLL_CLASS_STRUCTURE &&
                  !is_works(told); /* "a school and dozens of cars" */
    bool works = kind->class_ == TOLL_CLASS_STRUCTURE && is_works(out);
    if (!kind->side && works) kind->side = claim_opponent(reader, claim_attacker(reader, loss, out));
    if (!kind->side && works && is_of_fighters(reader, search)) kind->open = true;
    bool guests = !kind->side && kind->class_ == TOLL_CLASS_MILITARY && whose_many_nations(reader, loss, search->noun);
    if (guests) kind->side = whose_guests(reader, search->noun);
    if (guests && !kind->side) kind->several = true;
    if (!kind->side && whose_are_forces(kind) && !kind->open && !kind->ours && !search->lose && !street && !guests)
        kind->side = side_of_fighters(reader, loss, out, kind->class_);
    if (unsaid && in_one_list(reader, loss, kind->class_)) kind->side = told->claim.victims.side, kind->open = told->side_open;
}
