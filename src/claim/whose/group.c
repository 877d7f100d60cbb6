/* Which group a name means that several share, and which state a word for its men ("Loyalists").
 *
 * In: a row of the groups' table, the conflicts, the sides that the text names. Out: ids, NULL where the words mean none here. Each looks at the
 * conflicts of a party. */
#include "conflict.h"

/* Does a party fight on the text's day, and in a country that the text names? 0 no, 1 on that day, 2 both. */
static int fights_here(const toll_claim_reader *reader, const char *side)
{
    const conflict_index *index = &reader->tables->index;
    uint16_t party = conflict_party(index, side);
    int found = 0;
    for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
        const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
        if (!conflict_goes_on(war, reader->document->published)) continue;
        found = found ? found : 1;
        for (size_t i = 0; i < reader->story.side_count; i++) {
            const char *state = reader->story.sides[i].side;
            if (claim_is_state(state) && claim_fought_in(war, state)) return 2;
        }
    }
    return found;
}

/* Has the text named a state? */
static bool names_state(const toll_claim_reader *reader)
{
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (claim_is_state(reader->story.sides[i].side)) return true;
    return false;
}

/* One name of several groups, or a word that many use, is the group's that fights where the text is: "SLA sources" of Sri Lanka are no rebels of
 * Darfur. */
const char *claim_group_id(const toll_claim_reader *reader, const toll_note *group)
{
    const char *id = cell(reader, group, "id"), *also = cell(reader, group, "also"), *best = id;
    bool common = !strcmp(claim_cell(reader->tables->tables, group, "kind"), "common"); /* "the Tigers", only where they fight */
    if ((!also && !common) || !id) return id;
    bool party = conflict_party(&reader->tables->index, id) != 0;
    int most = fights_here(
        reader, party ? id : claim_cell(reader->tables->tables, group, "aligned")); /* "Marines": where their state does */
    for (const char *at = also ? also : ""; *at && most < 2;) {
        size_t len = strcspn(at, " ");
        const char *other = claim_string((toll_claim_reader *)reader, at, len);
        int fights = other ? fights_here(reader, other) : 0;
        if (fights > most) best = other, most = fights;
        at += len;
        while (*at == ' ') at++;
    }
    return most < 2 && (common || names_state(reader)) ? NULL : best;
}

const char *claim_group_cell(const toll_claim_reader *reader, const toll_note *group, const char *id, const char *column)
{
    const char *own = cell(reader, group, "id");
    bool other = own && strcmp(id, own) != 0;
    return other ? claim_keyed_cell(&reader->tables->groups, id, column) : claim_cell(reader->tables->tables, group, column);
}

const char *claim_group_side(const toll_claim_reader *reader, const toll_note *group)
{
    const char *id = claim_group_id(reader, group), *aligned = id ? claim_group_cell(reader, group, id, "aligned") : NULL;
    return claim_is_state(aligned) && toll_same(claim_group_cell(reader, group, id, "kind"), "common") ? aligned : id;
}

const char *claim_group_country(const toll_claim_reader *reader)
{
    const conflict_index *index = &reader->tables->index;
    const char *country = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        if (!reader->story.sides[i].group) continue;
        uint16_t party = conflict_party(index, reader->story.sides[i].side);
        for (uint32_t at = index->firsts[party]; party && at < index->firsts[party + 1]; at++) {
            const conflict *war = &reader->tables->conflicts[index->conflicts[at]];
            if (!conflict_goes_on(war, reader->document->published)) continue;
            if (strlen(war->countries) != 3 || (country && strcmp(country, war->countries))) return NULL;
            country = war->countries;
        }
    }
    return country;
}
