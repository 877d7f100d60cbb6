/* Which conflict a text tells of: the one whose parties it names most.
 *
 * In: the conflicts' parties as the table has them ("RUS+wagner vs UKR+azov"), taken apart once an engine, and the sides counted so far.
 * Out: the likeliest conflict. Sides have numbers of their own, and only conflicts that a named side is party to are looked at, so that
 * asking after every sentence costs next to nothing. */
#include "conflict.h"

#include "base/fault.h"

static uint64_t name_hash(const char *name, size_t len)
{
    return toll_hash(name, len, 11);
}

uint16_t conflict_party(const conflict_index *index, const char *side)
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
bool conflict_next(const char **at, const char **name, size_t *len, uint16_t *camp)
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

/* Is the name one of those of a list joined by "+"? */
bool claim_listed(const char *list, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = len ? list : NULL; at && (at = strstr(at, name)); at += len)
        if ((at == list || at[-1] == '+') && (at[len] == '+' || at[len] == '\0')) return true;
    return false;
}

bool claim_fought_in(const conflict *war, const char *country)
{
    return war && country && claim_listed(war->countries, country);
}

static size_t count_names(const toll_claim_tables *tables)
{
    size_t count = 0, len;
    uint16_t camp = 0;
    const char *name;
    for (size_t i = 0; i < tables->conflict_count; i++)
        for (const char *at = tables->conflicts[i].parties; conflict_next(&at, &name, &len, &camp);) count++;
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
        for (const char *at = war->parties; conflict_next(&at, &name, &len, &camp); use++) {
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

/* Is a text of that day likely to tell of the war? `past`: of one that is long over as well. */
static bool is_near(const conflict *war, toll_day published, bool past)
{
    enum { YEAR = 366, MONTH = 31 };
    const int after = strstr(war->parties, " vs ") ? YEAR : MONTH; /* news soon leaves unrest that has no other party */
    if (published == TOLL_DAY_UNKNOWN) return true;
    if (war->from != TOLL_DAY_UNKNOWN && published < war->from) return false;
    return past || war->to == TOLL_DAY_UNKNOWN || published <= war->to + after;
}

/* The conflicts near the day that the party is in: found once a text, for the likeliest of them is asked after nearly every sentence. */
static void find_wars(toll_claim_reader *reader, size_t side, uint16_t party)
{
    const conflict_index *index = &reader->tables->index;
    const uint32_t first = index->firsts[party], count = index->firsts[party + 1] - first;
    uint16_t *wars = toll_arena_take(&reader->arena, (count + 1) * sizeof *wars);
    uint16_t near = 0;
    for (uint32_t i = 0; wars && i < count; i++)
        if (is_near(&reader->tables->conflicts[index->conflicts[first + i]], reader->document->published, false))
            wars[near++] = index->conflicts[first + i];
    if (!wars) reader->status = TOLL_E_MEMORY;
    reader->story.side_wars[side] = wars;
    reader->story.side_war_counts[side] = near;
}

static void know_sides(toll_claim_reader *reader)
{
    story *s = &reader->story;
    for (; s->known_count < s->side_count; s->known_count++) {
        uint16_t party = conflict_party(&reader->tables->index, s->sides[s->known_count].side);
        s->side_parties[s->known_count] = party;
        s->side_war_counts[s->known_count] = 0;
        if (!party) continue;
        s->party_sides[party] = (uint8_t)(s->known_count + 1);
        find_wars(reader, s->known_count, party);
    }
}

/* Is a war likelier told of because its country is named? */
static bool names_country(const story *s, const conflict *war)
{
    for (size_t i = 0; i < s->side_count; i++)
        if (s->sides[i].side[0] < 'a' && claim_fought_in(war, s->sides[i].side)) return true;
    return false;
}

/* A war found by a side, and what it must score to matter. */
typedef struct weighing {
    size_t side;
    double least;
    bool past;    /* one that may be long over, of which a trial or a memory tells, where an armed group of it is named */
    bool undated; /* nobody knows the text's day: it must name an armed group, two camps, or the country of a war that went on after 1970 */
} weighing;

/* How much a conflict's parties are spoken of; more where two of its camps are. 0 where it cannot matter: an earlier side has found it, or the
   score would be below the least. */
static double score_of(const conflict_index *index, const story *s, const conflict *war, const weighing *how)
{
    double score = 0;
    bool group = false;
    unsigned camps = 0, last = UINT16_MAX + 1u;
    for (uint32_t i = war->use_first; i < war->use_end; i++) {
        uint8_t side = s->party_sides[index->uses[i].party];
        if (!side) continue;
        if (side - 1u < how->side) return 0;
        score += s->sides[side - 1].count;
        group |= s->sides[side - 1].group;
        camps += index->uses[i].camp != last;
        last = index->uses[i].camp;
    }
    const bool long_over = war->to != TOLL_DAY_UNKNOWN && war->to < 0;
    const bool doubtful = how->undated && camps < 2 && (long_over || !names_country(s, war));
    if (!camps || ((how->past || doubtful) && !group)) return 0;
    const bool alone = !index->uses[war->use_end - 1].camp; /* a state against its own people: no other camp is missing */
    const double one_camp = alone ? 0.75 : 0.5, camp_weight = camps > 1 ? 2.0 : one_camp;
    const double goes_on = war->to == TOLL_DAY_UNKNOWN ? 0.1 : 0.0, country_weight = 1.25;
    if (score * country_weight * camp_weight + goes_on < how->least) return 0;
    return score * (names_country(s, war) ? country_weight : 1.0) * camp_weight + goes_on;
}

/* The conflict with the highest score, at least that of one party named twice; of equals the first of the table. */
static const conflict *likeliest(const toll_claim_reader *reader, bool past)
{
    const story *s = &reader->story;
    const conflict_index *index = &reader->tables->index;
    const conflict *best = NULL;
    double best_score = 1.4;
    const bool undated = reader->document->published == TOLL_DAY_UNKNOWN;
    for (size_t i = 0; i < s->side_count; i++) {
        const uint16_t party = s->side_parties[i], *wars = past ? &index->conflicts[index->firsts[party]] : s->side_wars[i];
        const uint32_t count = !party ? 0 : past ? index->firsts[party + 1] - index->firsts[party] : s->side_war_counts[i];
        for (uint32_t at = 0; at < count; at++) {
            const conflict *war = &reader->tables->conflicts[wars[at]];
            if (past && !is_near(war, reader->document->published, true)) continue;
            double score = score_of(index, s, war, &(weighing){i, best_score, past, undated});
            if (score > best_score || (score == best_score && best && war < best)) best_score = score, best = war;
        }
    }
    return best;
}

const conflict *claim_conflict(const toll_claim_reader *reader)
{
    story *s = &((toll_claim_reader *)reader)->story; /* the guess is a cache */
    know_sides((toll_claim_reader *)reader);
    if (s->conflict) return s->conflict;
    if (s->guess_fresh) return s->guess;
    s->guess = likeliest(reader, false);
    if (!s->guess) s->guess = likeliest(reader, true);
    s->guess_fresh = true;
    return s->guess;
}
