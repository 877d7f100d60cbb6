/* Whose an office is that the words of a source name: a person's, a town's or province's, a state's, a group's.
 * In: what the words hold (actor.c). Out: the claimant's id, side and kind; what the words leave open is guessed from the story (actor_state.c),
 * and may be corrected at the end of the text (office.c). Looks at the speakers and places of the story once. */
#include "actor.h"

const char *actor_kind(const toll_claim_reader *reader, const naming *n)
{
    const char *kind = n->institution ? cell(reader, n->institution, "kind") : NULL;
    return kind ? kind : n->title || n->institution ? "official" : NULL;
}

/* "Defence Minister X" speaks for his ministry, whatever office the tables know him by; so does "X of the General Staff". */
static bool in_office(const toll_claim_reader *reader, const naming *n)
{
    if (!n->suffix || !claim_is_state(cell(reader, n->person, "side"))) return false;
    if (!strcmp(n->suffix, "gov")) return false; /* "the head of the administration" may be a province's */
    if (n->office == n->institution) return !strcmp(claim_cell(reader->tables->tables, n->office, "kind"), "party");
    bool ministry = !strcmp(n->suffix, "mod") || !strcmp(n->suffix, "mfa") || strstr(n->suffix, "-ministry") != NULL;
    unsigned named = claim_note_place(view_of(reader), n->words, n->office) + n->office->len;
    return ministry && note_at(view_of(reader), named, claim_class.person) != NULL;
}

bool actor_from_person(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const char *side = cell(reader, n->person, "side");
    const char *id = in_office(reader, n) ? claim_compose_id(reader, side, n->suffix) : cell(reader, n->person, "institution");
    return actor_settle(out, id, side, "official");
}

/* A place that can have such an office: a mayor a town, a governor a province. */
static bool can_seat(const spot *s, bool town)
{
    return s->known && s->place.name && s->place.precision && !strcmp(s->place.precision, town ? "exact" : "province");
}

/* "Three were killed in Vinnytsia, the mayor said": the first such place of the sentence; NULL = none. */
static const spot *spot_here(toll_claim_reader *reader, bool town)
{
    claim_find_spots(reader);
    for (size_t i = 0; i < reader->parse.spot_count; i++) {
        const sentence_spot *s = &reader->parse.spots[i];
        if (can_seat(&s->spot, town) && !(s->flags & (SPOT_DATELINE | SPOT_FROM | SPOT_GUESSED))) return &s->spot;
    }
    return NULL;
}

/* An office of a town or province: of the place in the words, else of whoever held such an office before, else of the town last spoken of. */
bool actor_from_local_office(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const spot *near = &reader->story.spot;
    if (n->place)
        return actor_settle(out, claim_local_id(reader, cell(reader, n->place, "name"), n->suffix), cell(reader, n->place, "country"),
            actor_kind(reader, n));
    const toll_claimant *known = claim_last_of_kind(reader, n->suffix, n->state);
    if (known) return actor_settle(out, known->id, known->side, known->kind);
    bool town = !strcmp(claim_cell(reader->tables->tables, n->office, "reach"), "town");
    const spot *here = can_seat(near, town) ? near : spot_here(reader, town);
    if (here) near = here;
    const char *id = here ? claim_local_id(reader, near->place.name, n->suffix) : NULL;
    return actor_settle(out, id, near->known ? near->country : n->state, actor_kind(reader, n));
}

/* A group speaks for itself. */
bool actor_from_group(const toll_claim_reader *reader, const toll_note *group, toll_claimant *out)
{
    return actor_settle(out, claim_group_id(reader, group), claim_group_side(reader, group), "party");
}

/* "the Cabindan Armed Forces": a force with a name of its own, which no table knows; not "On Monday Army chiefs". */
static bool is_named_force(const toll_claim_reader *reader, const naming *n)
{
    const toll_sentence_view *view = view_of(reader);
    if (n->office != n->institution) return false;
    unsigned at = claim_note_place(view, n->words, n->institution);
    if (at == n->words.first) return false;
    const toll_token *name = &view->tokens[at - 1];
    const toll_classes said = view->scratch->classes[at - 1];
    return name->kind == TOLL_TOKEN_WORD && name->shape == TOLL_SHAPE_CAPITAL && view->tokens[at].shape == TOLL_SHAPE_CAPITAL &&
           !toll_classes_meet(said, said);
}

/* "Houthi-run television cited a military source", "IRNA, quoting a commander, said": an outlet of a party that fights quotes its own side; NULL =
 * none is known. */
static const char *quoted_by(const toll_claim_reader *reader, unsigned first)
{
    enum { BACK = 9 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const toll_note *verb = first ? note_at(view, first - 1, k->cue_say) : NULL;
    if (!verb || !toll_same(claim_cell(reader->tables->tables, verb, "kind"), "relay")) return NULL;
    for (unsigned at = first > BACK ? first - BACK : 0; at + 1 < first; at++) {
        const toll_note *group = note_at(view, at, k->group), *state = note_at(view, at, k->nationality),
                        *outlet = note_at(view, at, k->outlet);
        if (!state) state = note_at(view, at, k->country);
        const char *side = group    ? claim_group_side(reader, group)
                           : state  ? cell(reader, state, "id")
                           : outlet ? cell(reader, outlet, "country")
                                    : NULL;
        bool named = side && (group || state || claim_names_state(reader, side)); /* Reuters fights for nobody */
        if (named && (claim_fights(reader, side) || claim_side_facts(reader, side)->at_war)) return side;
    }
    return NULL;
}

/* "Strikes on Khan Younis killed 38, health officials said": the country that the sentence's own places lie in; NULL where they lie in several. */
static const char *country_here(toll_claim_reader *reader)
{
    const char *only = NULL;
    claim_find_spots(reader);
    for (size_t i = 0; i < reader->parse.spot_count; i++) {
        const sentence_spot *s = &reader->parse.spots[i];
        if (!s->spot.known || !s->spot.country || s->flags & (SPOT_DATELINE | SPOT_FROM | SPOT_GUESSED)) continue;
        if (only && strcmp(only, s->spot.country) != 0) return NULL;
        only = s->spot.country;
    }
    return only;
}

/* Whose a "defence ministry" is that names no state: of whoever spoke for one before, of the state that is spoken of. */
static bool guess_office(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    if (is_named_force(reader, n)) return actor_settle(out, claim_name_id(reader, n->words), NULL, actor_kind(reader, n));
    const char *state = claim_is_military(reader, n->suffix) ? quoted_by(reader, n->words.first) : NULL;
    const toll_claimant *known = claim_last_of_kind(reader, n->suffix, state);
    const char *here = known && claim_is_civil(reader, n->suffix) ? country_here(reader) : NULL;
    if (here && strcmp(here, known->side) != 0 && claim_is_told_at_war(reader, here)) known = NULL, state = here;
    if (known) return actor_settle(out, known->id, known->side, known->kind);
    if (!state && claim_is_military(reader, n->suffix) && !claim_own_state(reader)) state = claim_nation_of_soldiers(reader);
    if (!state) state = claim_state_implied(reader, n->suffix);
    if (state && !claim_is_state(state)) return actor_settle(out, state, state, "party"); /* a group's command is the group */
    const char *id = state ? claim_compose_id(reader, state, n->suffix) : NULL;
    if (n->office == n->institution) claim_office_guessed(reader, n->words, n->suffix, state); /* a commander may be of any force */
    return actor_settle(out, id, state, actor_kind(reader, n));
}

/* "Chadian rebels", "an opposition leader": no state's, whatever country stands with them. */
static bool from_faction(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    if (n->group && claim_group_id(reader, n->group)) return actor_from_group(reader, n->group, out);
    bool country = claim_is_state(n->state) && !n->owned;
    return actor_settle(out, country ? claim_compose_id(reader, n->state, n->suffix) : NULL, NULL, actor_kind(reader, n));
}

/* "defence ministry": of the state in the words, or beside them; else a guess, which the rest of the text may correct. */
bool actor_from_office(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    if (claim_is_faction(reader, n->suffix)) return from_faction(reader, n, out);
    if (claim_is_abroad(reader, n->suffix) && !n->owned && !claim_named_in(reader, n->words, claim_class.nationality) &&
        !claim_named_in(reader, n->words, claim_class.country))
        return actor_settle(out, NULL, NULL, actor_kind(reader, n)); /* "diplomats in Luanda" */
    const char *state = n->state;
    if (!state && n->group && claim_group_id(reader, n->group)) return actor_from_group(reader, n->group, out);
    if (!state && !n->place) state = claim_capital_before(reader, n->words.first);
    if (!state && n->place) state = cell(reader, n->place, "country");
    if (!state) return guess_office(reader, n, out);
    if (!claim_is_state(state)) return actor_settle(out, state, state, "party");
    if (n->state && !n->owned) claim_office_named(reader, n->suffix, state);
    return actor_settle(out, claim_compose_id(reader, state, n->suffix), state, actor_kind(reader, n));
}

/* "the ministry of fisheries" is a ministry of which the tables know no more. */
static bool is_specified(const toll_claim_reader *reader, const naming *n)
{
    unsigned end = claim_note_place(view_of(reader), n->words, n->institution) + n->institution->len;
    return has_class(view_of(reader), end, claim_class.of);
}

/* "the Russian ministry": the institution of that state that spoke last, else what the word usually means in news of war. */
bool actor_from_state(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const char *usual = n->institution && !is_specified(reader, n) ? cell(reader, n->institution, "usual") : NULL;
    for (size_t i = reader->story.known_speakers; usual && i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        if (known->side && !strcmp(known->side, n->state) && !strstr(known->id, "-gov"))
            return actor_settle(out, known->id, n->state, known->kind);
    }
    return actor_settle(out, claim_compose_id(reader, n->state, usual ? usual : "gov"), n->state, "party");
}
