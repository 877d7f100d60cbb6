/* Whose an institution is that names no state itself: "the army", "its General Staff", "it".
 *
 * In: the story, the phrases of the sentence. Out: a state or the claimant before. Of whoever spoke for such an office, of the place that is told of,
 * of the soldiers that are counted, of the state at war that is named most. */
#include "claim/inside.h"

#include <ctype.h>

/* Whoever spoke last of those whose id ends in `suffix`, of that side where one is given. */
const toll_claimant *claim_last_of_kind(const toll_claim_reader *reader, const char *suffix, const char *side)
{
    size_t len = strlen(suffix);
    for (size_t i = reader->story.known_speakers; i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        size_t at = strlen(known->id);
        bool same = known->side && (!side || !strcmp(side, known->side));
        bool local = at > len + 6u && !strncmp(known->id + at - len - 7u, "-local-", 7); /* "npl-local-gov" is no "gov" */
        if (same && !local && at > len && known->id[at - len - 1] == '-' && !strcmp(known->id + at - len, suffix)) return known;
    }
    return NULL;
}

bool claim_is_state(const char *side)
{
    return side && strlen(side) == 3 && isupper((unsigned char)side[0]);
}

/* The state at war that the text has named most; NULL where two are named as often. */
static const char *most_named(const toll_claim_reader *reader)
{
    const char *best = NULL;
    uint32_t most = 0;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const side_count *s = &reader->story.sides[i];
        if (!s->named || !claim_is_state(s->side) || s->count < most || !claim_side_facts(reader, s->side)->at_war) continue;
        best = s->count > most ? s->side : NULL;
        most = s->count;
    }
    return best;
}

/* "The number of U.S. troops killed rose to 74, the military said": the one nation whose soldiers the sentence names, where it names no other
 * state at war ("Ukraine killed 60 Russian soldiers, the ministry said"). */
const char *claim_nation_of_soldiers(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const char *only = NULL;
    bool named = false;
    for (unsigned at = 0; at + 1 < view->count; at++) {
        if (!reader->parse.name_len[at] || reader->parse.inside_name[at]) continue;
        const toll_note *nation = note_at(view, at, k->nationality);
        if (!nation) nation = note_at(view, at, k->country);
        const char *id = nation ? cell(reader, nation, "id") : NULL;
        if (!id) continue;
        unsigned next = at + reader->parse.name_len[at];
        bool soldiers = has_class(view, next, k->force) || has_class(view, next, k->side_word); /* "on the Israeli side" */
        if (!soldiers && !claim_side_facts(reader, id)->at_war) continue;
        if (only && strcmp(only, id) != 0) return NULL;
        only = id, named |= soldiers;
    }
    return named ? only : NULL;
}

/* "In Moscow, the defence ministry said": the state whose capital stands right before the words, after a preposition. */
const char *claim_capital_before(const toll_claim_reader *reader, unsigned at)
{
    enum { LONGEST = 3 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (at && is_mark(view, at - 1, ',')) at--;
    for (unsigned len = 1; len <= LONGEST && len < at; len++) {
        const toll_note *capital = note_at(view, at - len, k->capital);
        if (capital && capital->len == len && has_class(view, at - len - 1, k->preposition)) return cell(reader, capital, "id");
    }
    return NULL;
}

/* What offices.tsv says of the ending of an institution's id; "" where it has no row. */
static const char *office(const toll_claim_reader *reader, const char *suffix, const char *column)
{
    return claim_keyed_cell(&reader->tables->offices, suffix, column);
}

bool claim_is_military(const toll_claim_reader *reader, const char *suffix)
{
    return toll_same(office(reader, suffix, "arm"), "military");
}

bool claim_is_civil(const toll_claim_reader *reader, const char *suffix)
{
    return !*office(reader, suffix, "arm");
}

bool claim_is_faction(const toll_claim_reader *reader, const char *suffix)
{
    return toll_same(office(reader, suffix, "holder"), "faction");
}

bool claim_is_abroad(const toll_claim_reader *reader, const char *suffix)
{
    return toll_same(office(reader, suffix, "arm"), "abroad");
}

/* Does the text name the state itself, and not only a place of it? */
bool claim_names_state(const toll_claim_reader *reader, const char *state)
{
    for (size_t i = 0; i < reader->story.side_count; i++)
        if (reader->story.sides[i].named && !strcmp(reader->story.sides[i].side, state)) return true;
    return false;
}

/* The country that the text tells of: of the place named last, unless that is a namesake far from a war that is fought in one country. */
static const char *country_told_of(const toll_claim_reader *reader)
{
    const char *last = reader->story.country;
    const conflict *war = last ? claim_conflict(reader) : NULL;
    bool far = war && !claim_at_war(reader, last) && !claim_names_state(reader, last);
    return far && strlen(war->countries) == 3 ? war->countries : last;
}

/* A state that fights, or in whose country others do. */
bool claim_is_told_at_war(const toll_claim_reader *reader, const char *state)
{
    const side_facts *facts = claim_side_facts(reader, state);
    return facts->at_war || facts->at_home || claim_at_war(reader, state);
}

/* "the Defence Ministry" of a paper whose country fights this war is its own, until somebody else has spoken. */
bool claim_own_state(const toll_claim_reader *reader)
{
    const char *last = reader->story.speaker.known ? reader->story.speaker.claimant.side : NULL, *home = reader->story.home;
    if (last || !claim_is_state(home)) return false;
    return claim_conflict(reader) ? claim_fights(reader, home) : claim_side_facts(reader, home)->at_war;
}

/* "The military said", under a date line of the capital of a state that fights this war; before anybody has spoken for another. */
const char *claim_seat_state(const toll_claim_reader *reader)
{
    const char *seat = reader->story.seat;
    if (!claim_is_state(seat) || (reader->story.speaker.known && reader->story.speaker.claimant.side)) return NULL;
    bool fights = claim_conflict(reader) ? claim_fights(reader, seat) : claim_side_facts(reader, seat)->at_war;
    return fights ? seat : NULL;
}

/* The state an unqualified "defence ministry" belongs to: that of the last speaker, of the story. A group has a command, but no ministry. */
const char *claim_state_implied(const toll_claim_reader *reader, const char *suffix)
{
    const char *last = reader->story.speaker.known ? reader->story.speaker.claimant.side : NULL;
    const char *here = country_told_of(reader);
    if (!strcmp(suffix, "gov") && here && claim_is_told_at_war(reader, here)) return here; /* "officials" are of the place told of */
    bool military = claim_is_military(reader, suffix), of_states = toll_same(office(reader, suffix, "holder"), "state");
    if (military && claim_own_state(reader)) return reader->story.home;
    if (military && claim_seat_state(reader)) return reader->story.seat;
    if (claim_is_civil(reader, suffix) && here && last && claim_is_state(last) && claim_is_told_at_war(reader, here)) return here;
    int camp;
    const char *leader = military && of_states && last && claim_is_state(last) ? claim_camp_leader(reader, last, &camp) : NULL;
    if (leader && !claim_is_state(leader))
        return claim_opponent_state(reader, leader); /* "the military", where an armed group fights for a people */
    if (last && (claim_is_state(last) || !of_states)) return last;
    const char *country = here ? here : reader->story.home;
    const char *named = country && claim_is_told_at_war(reader, country) ? country : most_named(reader);
    return named;
}

/* A number of people is no subject that speaks; "a doctor" is. */
bool claim_is_counted(const sentence_parse *parse, const item *it)
{
    return it->quantity >= 0 && !(parse->quantities[it->quantity].flags & TOLL_QUANTITY_ARTICLE);
}

static bool is_owned(const toll_claim_reader *reader, toll_extent extent)
{
    return extent.count > 1 && has_class(view_of(reader), extent.first, claim_class.possessive);
}

/* May the noun phrase be the subject of a clause: nothing that governs it before, no end behind it. */
bool claim_heads_clause(const sentence_parse *parse, size_t i)
{
    item_kind next = i + 1 < parse->item_count ? parse->items[i + 1].kind : ITEM_STOP;
    if (next == ITEM_COMMA && i + 2 < parse->item_count && parse->items[i + 2].kind == ITEM_CLOSE) next = ITEM_CLOSE;
    if (next == ITEM_STOP || next == ITEM_AND || next == ITEM_CLOSE || next == ITEM_OPEN) return false;
    if (!i) return true;
    bool governed = i > 1 && (parse->items[i - 2].kind == ITEM_PREPOSITION || parse->items[i - 2].kind == ITEM_OF);
    return parse->items[i - 1].kind != ITEM_VERB && (parse->items[i - 1].kind != ITEM_NOUN || governed); /* no object */
}

/* "Washington blames the army for the attack, which it says killed 1,400": the subject of the same sentence. Whoever is counted is none, nor
   is what is itself somebody's. "a statement by the ministry, where it admits that": whoever stands right before. */
bool claim_subject_before(toll_claim_reader *reader, unsigned at, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    bool where = at && has_class(&parse->view, at - 1, claim_class.where_word);
    quote_walk walk = {0, false}, here = {0, false};
    const bool outside = !claim_quoted_at(parse, &here, at); /* "The ministry lost 12," it said */
    for (size_t i = 0; i < parse->item_count && parse->items[i].extent.first < at; i++) {
        const item *it = &parse->items[i];
        if (outside && claim_quoted_at(parse, &walk, it->extent.first)) continue;
        unsigned end = toll_extent_end(it->extent);
        bool beside = where && end < at && end + 2u >= at;
        if (it->kind == ITEM_PREPOSITION || it->kind == ITEM_OF) i += !where;
        toll_claimant found = {.span = toll_extent_span(&parse->view, it->extent)};
        bool subject = i + 1 < parse->item_count && claim_heads_clause(parse, i);
        subject = subject && !(i && parse->items[i - 1].kind == ITEM_AND); /* "three soldiers and a guard died, it said" */
        if (it->kind != ITEM_NOUN || claim_is_counted(parse, it) || (where ? !beside : !subject) || is_owned(reader, it->extent)) continue;
        if (!claim_actor(reader, it->extent, &found)) continue;
        *out = found;
        return true;
    }
    return where && claim_subject_before(reader, at - 1, out);
}

/* Whose "its General Staff", "their command" is: of the subject before, of whoever spoke last. */
bool claim_owner_of(toll_claim_reader *reader, toll_extent extent, toll_claimant *out)
{
    if (!is_owned(reader, extent)) return false;
    if (claim_subject_before(reader, extent.first, out) && out->side) return true;
    if (!reader->story.speaker.known || !reader->story.speaker.claimant.side) return false;
    *out = reader->story.speaker.claimant;
    return true;
}
