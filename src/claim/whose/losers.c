/* Whose loss, where who loses tells: the subject that lost or suffered them, the owner of "their vehicles", whom the clause is about.
 *
 * In: a loss whose own words name no side. Out: its side, and that those of a force are military. */
#include "whose.h"

bool whose_are_forces(const whose_kind *kind)
{
    return kind->class_ == TOLL_CLASS_MILITARY || kind->class_ == TOLL_CLASS_MATERIEL;
}

/* "Kiev's casualties amounted to 800", said by a party: those of its forces. */
static bool is_loss_of_forces(const toll_claim_reader *reader, const tie *loss, const draft *out, const item *noun, const whose_kind *kind)
{
    bool forces = out->claim.outcome == TOLL_OUTCOME_CASUALTIES || out->claim.outcome == TOLL_OUTCOME_LOSSES;
    if (!forces || !kind->side || !claim_opponent(reader, kind->side)) return false;
    bool party = claim_opponent(reader, out->claim.claimant.side) != NULL;
    return noun->head == HEAD_COUNT || (party && loss->noun >= 0);
}

/* "The front's forces pulled out, as 31 of their members had been killed": whom the sentence is about, before those at `at`. */
static const char *subject_of_clause(toll_claim_reader *reader, int at)
{
    const sentence_parse *parse = &reader->parse;
    for (int i = 0; i < at; i++) {
        const item *it = &parse->items[i];
        bool governed = i && (it[-1].kind == ITEM_PREPOSITION || it[-1].kind == ITEM_OF);
        if (it->kind != ITEM_NOUN || governed || it->quantity >= 0) continue;
        const char *side = claim_side_in(reader, it->extent);
        if (!side) side = whose_after(reader, i);
        int verb = i + 1;
        while (verb + 1 < at && (parse->items[verb].kind == ITEM_OF || parse->items[verb].kind == ITEM_PREPOSITION)) verb += 2;
        if (side && parse->items[verb].kind == ITEM_VERB && !(parse->items[verb].flags & VERB_SAY)) return side;
    }
    return NULL;
}

/* "its jets hit a camp of X and killed 12 of its fighters": nobody who strikes tells so of his own men. The other named before them in the
 * sentence, else the other side of the war. */
static const char *side_struck(toll_claim_reader *reader, const item *noun, const char *killer)
{
    const char *struck = NULL;
    for (unsigned at = 0; at < noun->extent.first; at++) {
        const char *side = whose_named_at(reader, at);
        if (side && strcmp(side, killer) != 0 && (!struck || !claim_is_state(side))) struck = side;
    }
    return struck ? struck : claim_opponent(reader, killer);
}

/* "killed 57 soldiers and burned two of their vehicles", "20 rebels fell and six of their boats were sunk": of those told of right before, unless
 * who tells is of their side. */
static const char *side_of_those(const toll_claim_reader *reader, const whose_search *search, const char *who)
{
    const draft *told = search->kind.class_ == TOLL_CLASS_MATERIEL ? claim_draft_before(reader, 0) : NULL;
    bool fallen = told && told->claim.victims.class_ == TOLL_CLASS_MILITARY && told->claim.victims.side;
    return fallen && !(who && claim_allied(reader, who, told->claim.victims.side)) ? told->claim.victims.side : NULL;
}

/* "Russia has had its worst day, with 90 of its troops killed, Ukraine said": who speaks at the end of a sentence was no "it" before. */
static bool speaks_last(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    toll_span figure = toll_extent_span(view_of(reader), reader->parse.quantities[loss->quantity].extent), who = out->claim.claimant.span;
    return who.len && who.off > figure.off && claim_attacker(reader, loss, out) == NULL;
}

/* "31 of their vehicles destroyed", "its dead": of who is attacked, of the claimant, of whoever speaks. */
static const char *side_of_owner(toll_claim_reader *reader, const whose_search *search, const draft *out)
{
    const item *noun = search->noun;
    bool men = noun->head == HEAD_PEOPLE && search->kind.class_ == TOLL_CLASS_UNKNOWN; /* "five of its men" */
    const char *teller = out->claim.claimant.side;                                     /* "two of its officials", an armed group says */
    bool members = noun->head == HEAD_PEOPLE && teller && !claim_is_state(teller);
    bool owned = noun->flags & NOUN_POSSESSIVE && (members || whose_are_forces(&search->kind) || men || noun->head == HEAD_COUNT ||
                                                      noun->head == HEAD_UNKNOWN || noun->head == HEAD_BARE);
    if (!owned) return NULL;
    const toll_extent verb = search->loss->outcome_extent;
    bool active = search->loss->agent >= 0 || (verb.count && verb.first < noun->extent.first); /* "and burned two of their vehicles" */
    const char *attacker = active && !search->lose ? claim_attacker(reader, search->loss, out) : NULL, *who = out->claim.claimant.side;
    bool taken = search->kind.class_ == TOLL_CLASS_MATERIEL && active && !search->lose;
    const char *side = taken ? claim_opponent(reader, attacker) : NULL;
    const draft *told = claim_draft_before(reader, 0);
    bool deed = active && !search->lose && !search->loss->part && told && search->loss > reader->parse.losses &&
                search->loss[-1].agent == search->loss->agent;
    const char *category = claim_cell(reader->tables->tables, &noun->note, "category");
    bool crew = !search->lose && told && told->claim.victims.class_ == TOLL_CLASS_MATERIEL && !strcmp(category, "sailors"); /* "its crew" */
    if (!side && (deed || crew)) side = told->claim.victims.side; /* "sinking three rebel boats and killing two of their captains" */
    if (!side && !search->lose) side = side_of_those(reader, search, who);
    if (!side && who && attacker && !strcmp(attacker, who)) return side_struck(reader, noun, who);
    if (!side && speaks_last(reader, search->loss, out)) side = subject_of_clause(reader, search->loss->item);
    if (!side) side = who;
    if (!side) side = whose_item(reader, search->loss->agent);
    if (!side) side = subject_of_clause(reader, search->loss->item);
    return side ? side : whose_speaker(reader, out);
}

/* A battalion, a general: of a force that the words do not name. */
static bool is_unit(const toll_claim_reader *reader, int at)
{
    const item *it = item_at(reader, at);
    if (!it || it->kind != ITEM_NOUN || it->head == HEAD_PRONOUN || it->flags & (NOUN_POSSESSIVE | NOUN_ENEMY)) return false;
    bool unit = whose_says(reader, it, claim_class.formation) && !whose_says(reader, it, claim_class.government);
    return (unit || claim_longest_in(reader, it->extent, claim_class.title)) && !whose_open(reader, it);
}

void whose_losers(toll_claim_reader *reader, whose_search *search, const draft *out)
{
    const tie *loss = search->loss;
    const item *noun = search->noun, *subject = loss->item >= 2 ? &reader->parse.items[loss->item - 2] : NULL;
    whose_kind *kind = &search->kind;
    bool counted = noun->head == HEAD_COUNT, took = loss->outcome == TOLL_OUTCOME_CAPTURED;
    if (!kind->side && search->lose) kind->side = whose_loser(reader, loss, out);
    bool fighters_lost = search->lose && !kind->side && loss->agent >= 0 && kind->class_ == TOLL_CLASS_UNKNOWN;
    if (fighters_lost && whose_open(reader, &reader->parse.items[loss->agent])) /* "the militants lost 16 men" */
        kind->open = true, kind->class_ = TOLL_CLASS_MILITARY;
    bool listed = search->lose && search->before && search->before->sentence == reader->story.sentence && loss != reader->parse.losses &&
                  loss[-1].agent == loss->agent; /* "lost 430 men, two tanks and three cars" */
    if (!kind->side && listed) kind->side = search->before->claim.victims.side;
    if (!kind->side && counted && !kind->open && !took) kind->side = whose_sufferer(reader, loss->item);
    bool we = subject && subject->kind == ITEM_NOUN && subject->head == HEAD_PRONOUN;
    if (!kind->side && counted && we && whose_inflicted(reader, loss->item))
        kind->side = claim_opponent(reader, whose_speaker(reader, out)), kind->class_ = TOLL_CLASS_MILITARY;
    if (!kind->side) kind->side = side_of_owner(reader, search, out);
    if (search->lose && !kind->side && is_unit(reader, loss->agent)) {
        kind->side = whose_party(reader, out); /* "the battalion lost 40 men, the Pentagon said" */
        kind->class_ = kind->class_ == TOLL_CLASS_UNKNOWN ? TOLL_CLASS_MILITARY : kind->class_;
        kind->several |= !kind->side;
    }
    bool fighters = noun->flags & NOUN_POSSESSIVE && noun->head == HEAD_PEOPLE && kind->side && !claim_is_state(kind->side);
    if (fighters && kind->class_ == TOLL_CLASS_UNKNOWN) kind->class_ = TOLL_CLASS_MILITARY; /* "none of its men", an armed group says */
    bool army = search->lose && loss->agent >= 0 &&
                claim_note_in(view_of(reader), reader->parse.items[loss->agent].extent, claim_class.force);
    bool own = (search->lose && kind->side) || army || is_loss_of_forces(reader, loss, out, noun, kind);
    if (own && kind->class_ == TOLL_CLASS_UNKNOWN) kind->class_ = TOLL_CLASS_MILITARY;
}

/* "destroyed nine tanks. India admitted losing 12": things, as those told of in the sentence before. */
void whose_take_things(const toll_claim_reader *reader, whose_search *search, draft *out)
{
    enum { MANY = 100 };
    const draft *last = claim_draft_before(reader, 1);
    bool bare = search->noun->head == HEAD_BARE && out->claim.outcome == TOLL_OUTCOME_LOSSES && search->kind.class_ == TOLL_CLASS_UNKNOWN;
    if (!bare || !last || last->claim.victims.class_ != TOLL_CLASS_MATERIEL || !(claim_size(&out->claim) < MANY)) return;
    search->kind.class_ = TOLL_CLASS_MATERIEL;
    out->claim.outcome = TOLL_OUTCOME_LOST;
}
