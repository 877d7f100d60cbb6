/* Whose people and buildings they are, by where it happened. In: the loss, the place found for it. Out: the side and, for people struck in a
 * town, the class. What the words say themselves (whose.c) is never overruled. */
#include "whose.h"

static unsigned distance_to(const toll_claim_reader *reader, const tie *loss, toll_span span)
{
    const toll_sentence_view *view = &reader->parse.view;
    uint32_t here = view->tokens[reader->parse.quantities[loss->quantity].extent.first].off;
    return span.off > here ? span.off - here : here - span.off;
}

/* The one state that the text speaks of at all, as when a war is long over. */
static const char *only_state(const toll_claim_reader *reader)
{
    const char *only = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        if (!claim_is_state(reader->story.sides[i].side)) continue;
        if (only) return NULL;
        only = reader->story.sides[i].side;
    }
    return only;
}

/* The one country at war that the text names; where it names none, the one whose places it names; NULL where there are several. */
static const char *only_country(const toll_claim_reader *reader, bool named)
{
    const char *only = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const side_count *side = &reader->story.sides[i];
        if ((named && !side->named) || side->group || !claim_is_state(side->side) || !claim_side_facts(reader, side->side)->at_war)
            continue;
        if (only) return NULL;
        only = side->side;
    }
    if (only || !named) return only ? only : only_state(reader);
    return only_country(reader, false);
}

const char *whose_only_country(const toll_claim_reader *reader)
{
    return only_country(reader, true);
}

/* Is the spot's name said of another place? */
static bool spot_elsewhere(const toll_claim_reader *reader, const spot *said)
{
    for (unsigned at = 0; at < view_of(reader)->count; at++)
        if (view_of(reader)->tokens[at].off == said->place.span.off) return whose_elsewhere(reader, at);
    return false;
}

/* Does the text name a country that the war is fought in? */
static bool is_spoken_of(const toll_claim_reader *reader, const conflict *war)
{
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (claim_fought_in(war, reader->story.sides[i].side)) return true;
    return false;
}

/* The country of a place that the sentence puts the loss at, even if it is far from the war that the text tells of. */
static const char *place_near(const toll_claim_reader *reader)
{
    for (unsigned at = 1; at < view_of(reader)->count; at++) {
        const toll_note *note = reader->parse.name_len[at] ? note_at(view_of(reader), at, claim_class.place) : NULL;
        if (!note || note->len != reader->parse.name_len[at] || claim_in_source(&reader->parse, at) || whose_elsewhere(reader, at))
            continue;
        if (whose_firmness(reader, at, note, false)) return cell(reader, note, "country");
    }
    return NULL;
}

/* ... where it lies in the war that the text tells of: of a building that is no town of the tables ("a clinic in X"). */
static const char *place_at_war(const toll_claim_reader *reader)
{
    const conflict *war = claim_conflict(reader);
    const char *country = place_near(reader);
    return war && !claim_fought_in(war, country) ? NULL : country;
}

/* Whom an attacker's camp does not call its own: people killed by Hamas near Gaza are not of Gaza. */
static const char *not_of_attacker(const toll_claim_reader *reader, const char *attacker, const char *named)
{
    int camp;
    const char *other = claim_opponent_state(reader, attacker), *leader = attacker ? claim_camp_leader(reader, attacker, &camp) : NULL;
    bool led = leader ? !claim_is_state(leader) : !claim_conflict(reader); /* by a group, as far as is known */
    bool own = named && attacker && !claim_is_state(attacker) && led && claim_allied(reader, attacker, named);
    return own && claim_is_state(other) ? other : named;
}

static bool are_hostages(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const toll_note *note = &reader->parse.items[loss->item].note;
    if (out->claim.outcome == TOLL_OUTCOME_CAPTURED) return true;
    if (!note->len) return false;
    const uint8_t *people = reader->tables->outcome_people[note->table];
    return !strcmp(claim_cell(reader->tables->tables, note, "category"), "hostages") ||
           (people && people[note->row] == TOLL_OUTCOME_CAPTURED);
}

/* Hostages are held where their taker is, and are of the other side: of who took them or, where nobody is said to have, of the one group
 * that the text names. */
static const char *side_of_hostages(toll_claim_reader *reader, const tie *loss, const draft *out, const char *attacker)
{
    if (!are_hostages(reader, loss, out)) return NULL;
    bool took = out->claim.outcome == TOLL_OUTCOME_CAPTURED && attacker;
    const char *theirs = claim_opponent_state(reader, took ? attacker : claim_only_group(reader));
    return claim_is_state(theirs) ? theirs : whose_regulars(reader, NULL);
}

/* A city of the sentences before, in a country at peace, where the war of the text is another's: somebody spoke there. */
static bool merely_spoken_at(const toll_claim_reader *reader, const spot *said, const char *country)
{
    const conflict *war = claim_conflict(reader);
    return !said && war && !claim_fought_in(war, country) && is_spoken_of(reader, war);
}

/* "BANGKOK: a raid by Myanmar's army killed 10": written where no war of the attacker's is fought, who fights one at home. */
static bool merely_written_at(const toll_claim_reader *reader, const spot *said, const char *country, const char *attacker)
{
    if (said || !claim_is_state(attacker) || !strcmp(attacker, country) || !claim_side_facts(reader, attacker)->at_home) return false;
    return !claim_wages_in(reader, attacker, country);
}

/* The country of the story, where nothing said tells more: the last place's, the outlet's, the war's, the only one at war that is named. */
static const char *side_of_story(toll_claim_reader *reader)
{
    const conflict *war = claim_conflict(reader);
    const char *home = reader->story.home, *last = reader->story.country;
    if (war && last && (claim_fought_in(war, last) || !is_spoken_of(reader, war))) return last;
    if (war && claim_fought_in(war, home)) return home;
    if (war && strlen(war->countries) == 3 && is_spoken_of(reader, war)) return war->countries;
    const char *groups = war ? NULL : claim_group_country(reader);
    return groups ? groups : only_country(reader, true);
}

/* Whom Israeli shells kill are no Israelis: of the one other state that fights and is named. Of a war in its own country they are. */
static const char *not_the_attacker(const toll_claim_reader *reader, const char *attacker)
{
    const conflict *war = claim_conflict(reader);
    if (war && !strcmp(war->countries, attacker)) return attacker;
    const char *only = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const char *side = reader->story.sides[i].side;
        if (!claim_is_state(side) || !claim_side_facts(reader, side)->at_war || claim_allied(reader, side, attacker)) continue;
        if (only) return NULL;
        only = side;
    }
    bool bombed = toll_classes_has(reader->scratch.all, claim_class.bombardment);
    const char *spoken_of = only || bombed ? NULL : only_state(reader); /* "the Cameroonian army shot 32 people" */
    return spoken_of && !strcmp(spoken_of, attacker) && claim_side_facts(reader, attacker)->at_home ? attacker : only;
}

/* The verb at this item revises the toll beside it. */
static bool is_raised_by(const sentence_parse *parse, int at)
{
    return at >= 0 && (size_t)at < parse->item_count && parse->items[at].kind == ITEM_VERB && parse->items[at].flags & VERB_RAISER;
}

/* Whose people they are, by where it happened: the nearer of a country and a place that the sentence names, the other party of who attacks,
 * the side of the authority that counts its own people, the country of the story. */
static const char *local_side(toll_claim_reader *reader, const tie *loss, draft *out, const spot *said, const char *country)
{
    toll_span country_span = {0, 0};
    bool attacked = false;
    const char *attacker = claim_attacker(reader, loss, out), *named = whose_country_near(reader, loss, attacker, &country_span, &attacked);
    if (!named && whose_fell_on_both(reader, loss, out)) {
        out->foreign = true;
        return NULL;
    }
    if (named) reader->story.country = named; /* where the next sentences are, unless they say more */
    if (said && spot_elsewhere(reader, said)) said = NULL, country = NULL;
    bool nearer = said && (!named || distance_to(reader, loss, said->place.span) <= distance_to(reader, loss, country_span));
    if (nearer && !(attacked && claim_allied(reader, attacker, said->country)))
        named = said->country ? said->country : place_at_war(reader);
    if (named && !nearer && whose_of_several_lands(reader, country_span, reader->parse.quantities[loss->quantity].extent.first)) {
        out->foreign = true;
        return NULL;
    }
    const char *other = claim_opponent_state(reader, attacker), *who = out->claim.claimant.side, *foe = claim_opponent(reader, who);
    const char *theirs = side_of_hostages(reader, loss, out, attacker);
    if (theirs) return theirs;
    named = not_of_attacker(reader, attacker, named);
    /* "Moscow raises the Makiivka toll": a party that revises a toll in the other's country may count its own; whose stays open */
    bool revises = loss->noun >= 0 && (is_raised_by(&reader->parse, loss->noun - 1) || is_raised_by(&reader->parse, loss->noun + 1));
    if (named && foe && !strcmp(named, foe) && revises) {
        out->foreign = true;
        return NULL;
    }
    bool counts_own = out->claim.claimant.kind && !strcmp(out->claim.claimant.kind, "official") && claim_is_state(who) && !said &&
                      !attacked;
    if (named && counts_own && claim_home_front(reader, who) && !claim_allied(reader, named, who)) return who; /* a ministry of health */
    if (named) {
        reader->story.country = named;
        return named;
    }
    if (!said && whose_counts_both(reader, out)) { /* "nearly 5,000 have died in the war" */
        out->foreign = true;
        return NULL;
    }
    if (country && !merely_spoken_at(reader, said, country) && !merely_written_at(reader, said, country, attacker))
        return not_of_attacker(reader, attacker, country);
    const char *abroad = attacker && !claim_is_state(attacker) ? place_near(reader) : NULL;
    if (abroad) return not_of_attacker(reader, attacker, abroad);
    if (claim_is_state(other)) return other;
    if (claim_is_state(who) && claim_home_front(reader, who)) return who;
    const char *here = side_of_story(reader); /* "American officials say the blast killed 100": not where they speak from */
    bool own = reader->parse.items[loss->item].flags & NOUN_POSSESSIVE ||
               whose_says(reader, &reader->parse.items[loss->item], claim_class.own_side);
    out->foreign = !own && here && who && !strcmp(here, who) && !claim_conflict(reader) && !claim_side_facts(reader, who)->at_home;
    if (out->foreign) return NULL;
    return here && attacker && !strcmp(here, attacker) ? not_the_attacker(reader, attacker) : here;
}

/* Cars and lorries in the street are no party's. */
static bool is_car(const draft *out)
{
    const toll_victims *victims = &out->claim.victims;
    return victims->class_ == TOLL_CLASS_MATERIEL && victims->category && !strcmp(victims->category, "vehicle");
}

void claim_whose_here(toll_claim_reader *reader, const tie *loss, draft *out, const spot *here)
{
    toll_victims *victims = &out->claim.victims;
    bool theirs = victims->class_ == TOLL_CLASS_MIXED || victims->class_ == TOLL_CLASS_STRUCTURE ||
                  is_car(out); /* unless fighters of an unnamed side had them */
    bool local = victims->class_ == TOLL_CLASS_CIVILIAN || victims->class_ == TOLL_CLASS_UNKNOWN || (theirs && !out->side_open);
    const spot *said = here->known && out->place_said ? here : NULL;
    local |= victims->class_ == TOLL_CLASS_MILITARY && !out->side_open && said &&
             !claim_conflict(reader); /* policemen of a town at peace */
    if (local && !victims->side && !out->foreign) victims->side = local_side(reader, loss, out, said, here->known ? here->country : NULL);
    const bool total = whose_is_total(out);
    const char *who = out->claim.claimant.kind;
    bool neutral = who && (!strcmp(who, "official") || !strcmp(who, "ngo") || !strcmp(who, "igo")); /* a health ministry, no army */
    bool soldiers = victims->class_ == TOLL_CLASS_MILITARY && neutral;
    bool everybody = out->class_lent && total && (victims->class_ == TOLL_CLASS_CIVILIAN || soldiers);
    if (everybody) victims->class_ = TOLL_CLASS_UNKNOWN; /* totals count everybody */
    bool abroad = out->side_said && whose_abroad(reader, victims->side);
    if (victims->class_ != TOLL_CLASS_UNKNOWN || total || abroad || claim_is_guard(out)) return;
    victims->class_ = whose_class_here(reader, loss, out, here);
    bool at_once = victims->class_ == TOLL_CLASS_UNKNOWN && out->claim.period.kind == TOLL_PERIOD_EVENT;
    if (at_once && whose_includes_civilians(reader, loss->item)) victims->class_ = TOLL_CLASS_CIVILIAN;
    out->class_lent = victims->class_ != TOLL_CLASS_UNKNOWN;
}
