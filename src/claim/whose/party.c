/* Whose loss, by the parties of the conflict: the regular side of a war, a party that speaks of its own, words said only of the enemy. */
#include "whose.h"

/* "Eliminated", "destroyed" of people are said of the enemy. */
bool whose_boasts(const toll_claim_reader *reader, const tie *loss)
{
    const uint8_t *things = reader->tables->outcome_things[loss->note.table], *people = reader->tables->outcome_people[loss->note.table];
    return things && people && things[loss->note.row] == TOLL_OUTCOME_DESTROYED && people[loss->note.row] == TOLL_OUTCOME_KILLED;
}

/* A party that says soldiers were killed, and not whose, speaks of its own. */
const char *whose_party(const toll_claim_reader *reader, const draft *out)
{
    const char *side = out->claim.claimant.side;
    return claim_fights(reader, side) ? side : NULL;
}

static bool is_named(const toll_claim_reader *reader, const char *side)
{
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (!strcmp(reader->story.sides[i].side, side)) return true;
    return false;
}

/* The state of a camp that a state leads, in whose country the war is fought, one that the text names where there is one; an ally from abroad where
   it names only that; the leader where it names none. NULL = a group's camp. */
static const char *state_of_camp(const toll_claim_reader *reader, const conflict *war, const char *camp, const char *end)
{
    const char *first = NULL, *ally = NULL;
    if (!is_state_name(camp)) return NULL;
    for (const char *at = camp; at < end;) {
        char code[4] = {at[0], at[1], at[2], 0};
        bool state = is_state_name(at) && (at + 3 == end || at[3] == '+');
        bool here = state && claim_fought_in(war, code);
        if (here && is_named(reader, code)) return at;
        if (here && !first) first = at;
        if (state && !here && !ally && is_named(reader, code)) ally = at;
        while (at < end && *at != '+') at++;
        at++;
    }
    return ally ? ally : first ? first : camp;
}

/* The state where a war is fought, of a text that names too little of it to tell which. */
static const char *state_at_war(const toll_claim_reader *reader, const char *country)
{
    if (!country) country = whose_only_country(reader);
    const side_facts *facts = country ? claim_side_facts(reader, country) : NULL;
    return facts && facts->at_war && facts->at_home ? country : NULL;
}

/* Soldiers and policemen of a war between a state and armed groups are the state's: the one where it is fought. */
const char *whose_regulars(toll_claim_reader *reader, const char *country)
{
    const conflict *war = claim_conflict(reader);
    if (!war) return state_at_war(reader, country);
    const char *state = NULL, *there = claim_fought_in(war, country) ? strstr(war->parties, country) : NULL;
    for (const char *at = war->parties; *at;) {
        const char *next = strstr(at, " vs "), *end = next ? next : at + strlen(at), *its = state_of_camp(reader, war, at, end);
        if (its && state) return NULL;
        if (its && there && there >= at && there < end) its = there; /* "killed soldiers in Niger" */
        if (its) state = its;
        at = next ? next + 4 : end;
    }
    return state ? claim_string(reader, state, 3) : NULL;
}

/* The armed group that insurgents of the text belong to: the only one it names or, of several that fight side by side, the one that their
 * camp is known by, if it is named. Groups that fight beside a state do not count. */
const char *claim_only_group(toll_claim_reader *reader)
{
    const char *only = NULL, *leader = NULL;
    int camp = -1;
    bool led = false, several = false;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const side_count *side = &reader->story.sides[i];
        int its = -1;
        if (!side->group || side->force) continue;
        const char *its_leader = claim_camp_leader(reader, side->side, &its);
        bool foreign = its < 0 && claim_conflict(reader); /* of another war */
        if (foreign || (its >= 0 && is_state_name(its_leader))) continue;
        if (only && (its < 0 || its != camp)) return NULL;
        several |= only != NULL;
        only = only && !led ? only : side->side;
        leader = its_leader ? its_leader : side->side, camp = its;
        led |= !strcmp(leader, side->side);
        if (led) only = leader;
    }
    return several && !led ? NULL : only;
}

const char *claim_near_group(const toll_claim_reader *reader)
{
    const story *s = &reader->story;
    for (uint32_t back = 0; back <= 1 && back <= s->sentence; back++) {
        const char *found = NULL;
        bool several = false;
        for (size_t i = 0; i < s->side_count; i++) {
            if (!s->sides[i].group || s->sides[i].force || s->sides[i].sentence != s->sentence - back) continue;
            several |= found != NULL;
            found = s->sides[i].side;
        }
        if (found) return several ? NULL : found;
    }
    return NULL;
}

/* "Rebels", where a party of the war is known by no other name ("syrian-rebels"). NULL = none or several. */
const char *claim_rebels(toll_claim_reader *reader)
{
    static const char suffix[] = "-rebels";
    const conflict *war = claim_conflict(reader);
    const char *found = war ? strstr(war->parties, suffix) : NULL, *begin = found;
    if (!found || strstr(found + 1, suffix)) return NULL;
    while (begin > war->parties && begin[-1] != '+' && begin[-1] != ' ') begin--;
    return claim_string(reader, begin, (size_t)(found - begin) + sizeof suffix - 1);
}

static bool same_word(const toll_note *a, const toll_note *b)
{
    return a->table == b->table && a->row == b->row;
}

/* "South Vietnamese rangers": the word for soldiers at `at`, behind their nation. */
void claim_soldiers_named(toll_claim_reader *reader, unsigned at, const char *nation)
{
    if (at >= view_of(reader)->count || !whose_soldiers_at(reader, at)) return;
    const toll_note *note = whose_people_at(reader, at);
    soldiers_named *known = reader->story.soldiers, *put = known;
    for (size_t i = 0; i < SOLDIERS_LIMIT; i++) {
        if (same_word(&known[i].note, note)) {
            put = &known[i];
            break;
        }
        if (known[i].sentence < put->sentence) put = &known[i];
    }
    *put = (soldiers_named){.note = *note, .side = nation, .sentence = reader->story.sentence};
}

/* "Eight rangers were killed": the nation that they were called by a few sentences ago, where it fights. */
const char *whose_nation_named(const toll_claim_reader *reader, const item *noun)
{
    enum { SENTENCES = 6 };
    for (size_t i = 0; noun->note.len && i < SOLDIERS_LIMIT; i++) {
        const soldiers_named *it = &reader->story.soldiers[i];
        bool here = it->side && same_word(&it->note, &noun->note) && reader->story.sentence - it->sentence <= SENTENCES;
        if (here) return claim_fights(reader, it->side) ? it->side : NULL;
    }
    return NULL;
}

/* "Twelve Ugandan soldiers fell. The rebels said they killed 39 soldiers": the state whose soldiers the text told of as killed just before, where
 * an armed group tells on. */
const char *whose_state_told(const toll_claim_reader *reader, const draft *out)
{
    enum { SENTENCES = 4, DRAFTS = 8 };
    const char *who = out->claim.claimant.side, *state = NULL;
    if (!who || claim_is_state(who) || out->place_said) return NULL;
    for (size_t i = 0; i < DRAFTS && i < reader->draft_count; i++) {
        const draft *it = &reader->drafts[reader->draft_count - 1 - i];
        if (reader->story.sentence - it->sentence > SENTENCES) break;
        const toll_victims *those = &it->claim.victims;
        if (those->class_ != TOLL_CLASS_MILITARY || !it->side_said || !claim_is_state(those->side)) continue;
        if (state && strcmp(state, those->side) != 0) return NULL;
        state = those->side;
    }
    return state;
}

/* Peacekeepers whose force is not told: of the one that the text has named, if any. */
const char *whose_guests(const toll_claim_reader *reader, const item *noun)
{
    bool keepers = !strcmp(claim_cell(reader->tables->tables, &noun->note, "category"), "peacekeepers");
    for (size_t i = 0; keepers && i < reader->story.side_count; i++)
        if (strstr(reader->story.sides[i].side, "-peacekeepers")) return reader->story.sides[i].side;
    return NULL;
}
