/* How the parties of the conflicts stand to each other: who fights whom, who stands together, in whose country.
 *
 * In: the conflicts of the tables, the conflict that the text tells of and the sides it names. Out: ids of sides, or NULL where there is not
 * one answer. Of a war with several camps the text must name the other; a side's facts of the day are kept for the document. */
#include "conflict.h"

/* The camp of a party; -1 = it is in none. */
static int camp_of(const conflict_index *index, const conflict *war, uint16_t party)
{
    for (uint32_t i = war->use_first; i < war->use_end; i++)
        if (index->uses[i].party == party) return index->uses[i].camp;
    return -1;
}

/* The one other camp of which the text names a party; -1 = none or several. */
static int named_camp(const conflict_index *index, const conflict *war, const story *s, int own)
{
    int found = -1;
    for (uint32_t i = war->use_first; i < war->use_end; i++) {
        int camp = index->uses[i].camp;
        uint8_t side = s->party_sides[index->uses[i].party];
        if (camp == own || camp == found || !side || !s->sides[side - 1].named) continue;
        if (found >= 0) return -1;
        found = camp;
    }
    return found;
}

/* How often the text has named a party. */
static unsigned spoken_of(const story *s, uint16_t party)
{
    const uint8_t side = s ? s->party_sides[party] : 0;
    return side && s->sides[side - 1].named ? s->sides[side - 1].count : 0;
}

/* A camp is known by its first name; where the text never speaks of that, by the party of it that the text names most: Germany's enemy on one front
 * is not that on another. */
static toll_text party_of_camp(const conflict_index *index, const conflict *war, const story *s, int camp)
{
    toll_text best = {NULL, 0};
    unsigned most = 0;
    uint16_t at_camp = 0;
    size_t len;
    const char *name, *at = war->parties;
    for (uint32_t i = war->use_first; conflict_next(&at, &name, &len, &at_camp); i++) {
        if (at_camp != camp) continue;
        const uint16_t party = index->uses[i].party;
        if (!best.data) {
            best = (toll_text){name, len};
            if (s && s->party_sides[party]) return best;
        }
        bool state = name[0] >= 'A' && name[0] <= 'Z';
        if (state && spoken_of(s, party) > most) most = spoken_of(s, party), best = (toll_text){name, len};
    }
    return best;
}

/* The other side of a conflict, its first name: of several others the only one that the text names. data NULL = none. */
static toll_text other_side(const conflict_index *index, const conflict *war, uint16_t party, const story *s)
{
    int own = camp_of(index, war, party), camps = war->use_end > war->use_first ? index->uses[war->use_end - 1].camp : 0;
    if (own < 0 || !camps) return (toll_text){NULL, 0};
    int other = camps == 1 ? !own : s ? named_camp(index, war, s, own) : -1;
    return other < 0 ? (toll_text){NULL, 0} : party_of_camp(index, war, s, other);
}

bool conflict_goes_on(const conflict *war, toll_day day)
{
    if (day == TOLL_DAY_UNKNOWN) return true;
    return (war->from == TOLL_DAY_UNKNOWN || day >= war->from) && (war->to == TOLL_DAY_UNKNOWN || day <= war->to);
}

/* Is a war fought in the country on a day that is known? */
static bool is_at_home(const toll_claim_reader *reader, const char *country)
{
    for (size_t c = 0; reader->document->published != TOLL_DAY_UNKNOWN && c < reader->tables->conflict_count; c++) {
        const conflict *war = &reader->tables->conflicts[c];
        if (conflict_goes_on(war, reader->document->published) && claim_fought_in(war, country)) return true;
    }
    return false;
}

/* Is the side party to a war of the day that is fought in the country? */
bool claim_wages_in(const toll_claim_reader *reader, const char *side, const char *country)
{
    const conflict_index *index = &reader->tables->index;
    uint16_t party = conflict_party(index, side);
    for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
        const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
        if (conflict_goes_on(war, reader->document->published) && claim_fought_in(war, country)) return true;
    }
    return false;
}

/* What the conflicts of the day say of a side: whether it is at war and, where there is only one answer, with whom. */
static side_facts facts_of(toll_claim_reader *reader, const char *side)
{
    const conflict_index *index = &reader->tables->index;
    side_facts facts = {.side = side, .party = conflict_party(index, side), .at_home = is_at_home(reader, side)};
    toll_text opponent = {NULL, 0};
    bool split = false;
    if (!facts.party) return facts;
    for (uint32_t at = index->firsts[facts.party]; at < index->firsts[facts.party + 1]; at++) {
        const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
        if (!conflict_goes_on(war, reader->document->published)) continue;
        toll_text other = other_side(index, war, facts.party, NULL);
        facts.at_war = true;
        if (!other.data || (opponent.data && !toll_text_equal(opponent, other))) split = true;
        opponent = other;
    }
    if (opponent.data && !split) facts.opponent = claim_string(reader, opponent.data, opponent.len);
    return facts;
}

const side_facts *claim_side_facts(const toll_claim_reader *reader, const char *side)
{
    story *s = &((toll_claim_reader *)reader)->story; /* a cache of what the tables say */
    for (size_t i = 0; i < s->fact_count; i++)
        if (s->facts[i].side == side || toll_same(s->facts[i].side, side)) return &s->facts[i];
    if (s->fact_count == SIDE_LIMIT) s->fact_count = 0;
    s->facts[s->fact_count] = facts_of((toll_claim_reader *)reader, side);
    return &s->facts[s->fact_count++];
}

const char *claim_opponent(const toll_claim_reader *reader, const char *side)
{
    if (!side) return NULL;
    const side_facts *facts = claim_side_facts(reader, side);
    const conflict *war = claim_conflict(reader);
    const conflict_index *index = &reader->tables->index;
    if (!war || !facts->party || camp_of(index, war, facts->party) < 0) return facts->opponent;
    toll_text other = other_side(index, war, facts->party, &reader->story);
    return other.data ? claim_string((toll_claim_reader *)reader, other.data, other.len) : NULL;
}

/* The state among the parties that fight `side`: the people of a camp that a group leads, where the war is fought in their country; no ally's
 * from abroad. NULL = none or not one. */
const char *claim_opponent_state(const toll_claim_reader *reader, const char *side)
{
    const char *other = claim_opponent(reader, side);
    if (!other || (other[0] >= 'A' && other[0] <= 'Z')) return other;
    const conflict *war = claim_conflict(reader);
    const conflict_index *index = &reader->tables->index;
    uint16_t party = conflict_party(index, other);
    for (uint32_t at = index->firsts[party]; !war && at < index->firsts[party + 1]; at++)
        if (conflict_goes_on(&reader->tables->conflicts[index->conflicts[at]], reader->document->published))
            war = &reader->tables->conflicts[index->conflicts[at]];
    int own = war ? camp_of(index, war, party) : -1;
    uint16_t camp = 0;
    size_t len;
    const char *name;
    for (const char *at = war ? war->parties : ""; own >= 0 && conflict_next(&at, &name, &len, &camp);) {
        const char *state = camp == own && name[0] >= 'A' && name[0] <= 'Z' ? claim_string((toll_claim_reader *)reader, name, len) : NULL;
        if (state && claim_fought_in(war, state)) return state;
    }
    return NULL;
}

bool claim_fights(const toll_claim_reader *reader, const char *side)
{
    const side_facts *facts = side ? claim_side_facts(reader, side) : NULL;
    const conflict *war = claim_conflict(reader);
    if (!facts || !facts->party) return false;
    return war ? camp_of(&reader->tables->index, war, facts->party) >= 0 : facts->at_war;
}

bool claim_home_front(const toll_claim_reader *reader, const char *side)
{
    const conflict_index *index = &reader->tables->index;
    uint16_t party = claim_side_facts(reader, side)->party;
    const conflict *war = claim_conflict(reader);
    if (war) return claim_fought_in(war, side);
    for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
        war = &reader->tables->conflicts[index->conflicts[at]];
        if (conflict_goes_on(war, reader->document->published) && claim_fought_in(war, side)) return true;
    }
    return false;
}

bool claim_allied(const toll_claim_reader *reader, const char *a, const char *b)
{
    if (!a || !b) return false;
    if (toll_same(a, b)) return true;
    const conflict_index *index = &reader->tables->index;
    uint16_t one = claim_side_facts(reader, a)->party, two = claim_side_facts(reader, b)->party;
    const conflict *war = claim_conflict(reader);
    if (!one || !two) return false;
    if (war && camp_of(index, war, one) >= 0) return camp_of(index, war, one) == camp_of(index, war, two);
    for (uint32_t at = index->firsts[one]; at < index->firsts[one + 1]; at++) {
        war = &reader->tables->conflicts[index->conflicts[at]];
        if (conflict_goes_on(war, reader->document->published) && camp_of(index, war, one) == camp_of(index, war, two)) return true;
    }
    return false;
}

const char *claim_camp_leader(const toll_claim_reader *reader, const char *side, int *camp)
{
    const conflict *war = claim_conflict(reader);
    uint16_t party = claim_side_facts(reader, side)->party;
    *camp = war && party ? camp_of(&reader->tables->index, war, party) : -1;
    uint16_t at_camp = 0;
    size_t len;
    const char *name;
    for (const char *at = war ? war->parties : ""; *camp >= 0 && conflict_next(&at, &name, &len, &at_camp);)
        if (at_camp == *camp) return claim_string((toll_claim_reader *)reader, name, len);
    return NULL;
}
