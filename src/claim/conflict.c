/* Which conflict a text tells of: the one whose parties it names most.
 *
 * In: the conflicts' parties as the table has them ("RUS+wagner vs UKR+azov"), taken apart once an engine, and the sides counted so far.
 * Out: the likeliest conflict. Sides have numbers of their own, and only conflicts that a named side is party to are looked at, so that
 * asking after every sentence costs next to nothing. */
#include "inside.h"

#include "base/fault.h"

static uint64_t name_hash(const char *name, size_t len)
{
    return toll_hash(name, len, 11);
}

static uint16_t party_of(const conflict_index *index, const char *side)
{
    uint64_t hash = name_hash(side, strlen(side));
    for (size_t at = hash & index->mask; index->slots[at].party; at = (at + 1) & index->mask)
        if (index->slots[at].hash == hash) return index->slots[at].party;
    return 0;
}

static uint16_t add_party(conflict_index *index, const char *name, size_t len)
{
    uint64_t hash = name_hash(name, len);
    size_t at = hash & index->mask;
    for (; index->slots[at].party; at = (at + 1) & index->mask)
        if (index->slots[at].hash == hash) return index->slots[at].party;
    if (index->party_count == PARTY_LIMIT) return 0;
    index->slots[at] = (party_slot){hash, (uint16_t)++index->party_count};
    return index->slots[at].party;
}

/* The next name of a list of parties: false at its end. *camp counts the "vs" passed. */
static bool next_party(const char **at, const char **name, size_t *len, uint16_t *camp)
{
    for (;;) {
        while (**at == '+' || **at == ' ') ++*at;
        *name = *at;
        while (**at && **at != '+' && **at != ' ') ++*at;
        *len = (size_t)(*at - *name);
        if (!*len) return false;
        if (*len != 2 || memcmp(*name, "vs", 2) != 0) return true;
        ++*camp;
    }
}

static size_t count_names(const toll_claim_tables *tables)
{
    size_t count = 0, len;
    uint16_t camp = 0;
    const char *name;
    for (size_t i = 0; i < tables->conflict_count; i++)
        for (const char *at = tables->conflicts[i].parties; next_party(&at, &name, &len, &camp);) count++;
    return count;
}

/* Which conflicts each party is in: counted, placed, filled from behind, so that they stand in the table's order. */
static void list_conflicts(toll_claim_tables *tables, size_t uses)
{
    conflict_index *index = &tables->index;
    for (size_t i = 0; i < uses; i++) index->firsts[index->uses[i].party]++;
    for (size_t i = 1; i <= index->party_count + 1; i++) index->firsts[i] += index->firsts[i - 1];
    for (size_t i = tables->conflict_count; i--;)
        for (uint32_t u = tables->conflicts[i].use_end; u-- > tables->conflicts[i].use_first;)
            index->conflicts[--index->firsts[index->uses[u].party]] = (uint16_t)i;
}

toll_status claim_index_conflicts(toll_claim_tables *tables)
{
    conflict_index *index = &tables->index;
    size_t names = count_names(tables), size = 16, use = 0, len;
    if (tables->conflict_count > UINT16_MAX) return TOLL_E_LIMIT;
    while (size < names * 2 + 2) size *= 2;
    index->mask = size - 1;
    index->slots = toll_base_zero(size, sizeof *index->slots);
    index->uses = toll_base_zero(names + 1, sizeof *index->uses);
    index->firsts = toll_base_zero(names + 2, sizeof *index->firsts);
    index->conflicts = toll_base_zero(names + 1, sizeof *index->conflicts);
    if (!index->slots || !index->uses || !index->firsts || !index->conflicts) return TOLL_E_MEMORY;
    const char *name;
    for (size_t i = 0; i < tables->conflict_count; i++) {
        conflict *war = &tables->conflicts[i];
        uint16_t camp = 0;
        war->use_first = (uint32_t)use;
        for (const char *at = war->parties; next_party(&at, &name, &len, &camp); use++) {
            index->uses[use] = (party_use){add_party(index, name, len), camp};
            if (!index->uses[use].party) return TOLL_E_LIMIT;
        }
        war->use_end = (uint32_t)use;
    }
    list_conflicts(tables, use);
    return TOLL_OK;
}

void claim_index_free(conflict_index *index)
{
    toll_base_free(index->slots);
    toll_base_free(index->uses);
    toll_base_free(index->firsts);
    toll_base_free(index->conflicts);
}

static void know_sides(story *s, const conflict_index *index)
{
    for (; s->known_count < s->side_count; s->known_count++) {
        uint16_t party = party_of(index, s->sides[s->known_count].side);
        s->side_parties[s->known_count] = party;
        if (party) s->party_sides[party] = (uint8_t)(s->known_count + 1);
    }
}

/* How much a conflict's parties are spoken of; more where two of its camps are. */
static double score_of(const conflict_index *index, const story *s, const conflict *war, toll_day published)
{
    if (published != TOLL_DAY_UNKNOWN && war->from != TOLL_DAY_UNKNOWN && published < war->from) return 0;
    if (published != TOLL_DAY_UNKNOWN && war->to != TOLL_DAY_UNKNOWN && published > war->to + 366) return 0;
    double score = 0;
    unsigned camps = 0, last = UINT16_MAX + 1u;
    for (uint32_t i = war->use_first; i < war->use_end; i++) {
        uint8_t side = s->party_sides[index->uses[i].party];
        if (!side) continue;
        score += s->sides[side - 1].count;
        camps += index->uses[i].camp != last;
        last = index->uses[i].camp;
    }
    /* a war is likelier told of where its country is */
    for (size_t i = 0; score > 0 && i < s->side_count; i++)
        if (s->sides[i].side[0] < 'a' && strstr(war->countries, s->sides[i].side)) {
            score *= 1.25;
            break;
        }
    return score * (camps > 1 ? 2.0 : camps ? 0.5 : 0.0) + (war->to == TOLL_DAY_UNKNOWN ? 0.1 : 0.0);
}

const conflict *claim_conflict(const toll_claim_reader *reader)
{
    story *s = &((toll_claim_reader *)reader)->story; /* the guess is a cache */
    const conflict_index *index = &reader->tables->index;
    know_sides(s, index);
    if (s->conflict) return s->conflict;
    if (s->guess_fresh) return s->guess;
    const conflict *best = NULL;
    double best_score = 1.4;
    for (size_t i = 0; i < s->side_count; i++) {
        uint16_t party = s->side_parties[i];
        if (!party) continue;
        for (uint32_t at = index->firsts[party]; at < index->firsts[party + 1]; at++) {
            const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
            double score = score_of(index, s, war, reader->document->published);
            if (score > best_score || (score == best_score && best && war < best)) best_score = score, best = war;
        }
    }
    s->guess = best;
    s->guess_fresh = true;
    return best;
}

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

/* The other side of a conflict, its first name: of several others the only one that the text names. data NULL = none. */
static toll_text other_side(const conflict_index *index, const conflict *war, uint16_t party, const story *s)
{
    int own = camp_of(index, war, party), camps = war->use_end > war->use_first ? index->uses[war->use_end - 1].camp : 0;
    if (own < 0 || !camps) return (toll_text){NULL, 0};
    int other = camps == 1 ? !own : s ? named_camp(index, war, s, own) : -1;
    uint16_t camp = 0;
    size_t len;
    const char *name;
    for (const char *at = war->parties; other >= 0 && next_party(&at, &name, &len, &camp);)
        if (camp == other) return (toll_text){name, len};
    return (toll_text){NULL, 0};
}

static bool goes_on(const conflict *war, toll_day day)
{
    if (day == TOLL_DAY_UNKNOWN) return true;
    return (war->from == TOLL_DAY_UNKNOWN || day >= war->from) && (war->to == TOLL_DAY_UNKNOWN || day <= war->to);
}

/* What the conflicts of the day say of a side: whether it is at war and, where there is only one answer, with whom. */
static side_facts facts_of(toll_claim_reader *reader, const char *side)
{
    const conflict_index *index = &reader->tables->index;
    side_facts facts = {.side = side, .party = party_of(index, side)};
    toll_text opponent = {NULL, 0};
    bool split = false;
    if (!facts.party) return facts;
    for (uint32_t at = index->firsts[facts.party]; at < index->firsts[facts.party + 1]; at++) {
        const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
        if (!goes_on(war, reader->document->published)) continue;
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
        if (s->facts[i].side == side || !strcmp(s->facts[i].side, side)) return &s->facts[i];
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

/* The state among the parties that fight `side`: the people of a camp that a group leads. NULL = none or not one. */
const char *claim_opponent_state(const toll_claim_reader *reader, const char *side)
{
    const char *other = claim_opponent(reader, side);
    if (!other || (other[0] >= 'A' && other[0] <= 'Z')) return other;
    const conflict *war = claim_conflict(reader);
    const conflict_index *index = &reader->tables->index;
    uint16_t party = party_of(index, other);
    for (uint32_t at = index->firsts[party]; !war && at < index->firsts[party + 1]; at++)
        if (goes_on(&reader->tables->conflicts[index->conflicts[at]], reader->document->published))
            war = &reader->tables->conflicts[index->conflicts[at]];
    int own = war ? camp_of(index, war, party) : -1;
    uint16_t camp = 0;
    size_t len;
    const char *name;
    for (const char *at = war ? war->parties : ""; own >= 0 && next_party(&at, &name, &len, &camp);)
        if (camp == own && name[0] >= 'A' && name[0] <= 'Z') return claim_string((toll_claim_reader *)reader, name, len);
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
    if (war) return strstr(war->countries, side) != NULL;
    for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
        war = &reader->tables->conflicts[index->conflicts[at]];
        if (goes_on(war, reader->document->published) && strstr(war->countries, side)) return true;
    }
    return false;
}

bool claim_allied(const toll_claim_reader *reader, const char *a, const char *b)
{
    if (!a || !b) return false;
    if (!strcmp(a, b)) return true;
    const conflict_index *index = &reader->tables->index;
    uint16_t one = claim_side_facts(reader, a)->party, two = claim_side_facts(reader, b)->party;
    const conflict *war = claim_conflict(reader);
    if (!one || !two) return false;
    if (war && camp_of(index, war, one) >= 0) return camp_of(index, war, one) == camp_of(index, war, two);
    for (uint32_t at = index->firsts[one]; at < index->firsts[one + 1]; at++) {
        war = &reader->tables->conflicts[index->conflicts[at]];
        if (goes_on(war, reader->document->published) && camp_of(index, war, one) == camp_of(index, war, two)) return true;
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
    for (const char *at = war ? war->parties : ""; *camp >= 0 && next_party(&at, &name, &len, &at_camp);)
        if (at_camp == *camp) return claim_string((toll_claim_reader *)reader, name, len);
    return NULL;
}

const char *claim_group_country(const toll_claim_reader *reader)
{
    const conflict_index *index = &reader->tables->index;
    const char *country = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        if (!reader->story.sides[i].group) continue;
        uint16_t party = party_of(index, reader->story.sides[i].side);
        for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
            const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
            if (!goes_on(war, reader->document->published)) continue;
            if (strlen(war->countries) != 3 || (country && strcmp(country, war->countries))) return NULL;
            country = war->countries;
        }
    }
    return country;
}
