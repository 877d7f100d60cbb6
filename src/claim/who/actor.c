/* What institution words name: an actor of the tables, a person's office, a group, or one composed from a state or place and a kind of
 * institution ("Russian defence ministry" -> rus-mod). In: the words of a source. Out: id, side and kind; an id of NULL for whoever speaks for no
 * institution. This file is the order in which the names are asked; whose an office is knows actor_office.c. One walk over the words a class. */
#include "actor.h"

char *claim_string(toll_claim_reader *reader, const char *data, size_t len)
{
    char *copy = toll_arena_string(&reader->arena, data, len);
    if (!copy) reader->status = TOLL_E_MEMORY;
    return copy;
}

const toll_note *claim_longest_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    const toll_note *best = NULL;
    if (!toll_classes_has(reader->scratch.all, class_)) return NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, class_);
        if (!note || at + note->len > toll_extent_end(extent) || (best && note->len <= best->len)) continue;
        bool stance = class_ == claim_class.institution && claim_is_stance(view_of(reader), at, note->len);
        if (!stance) best = note; /* a "pro-government" website is no government */
    }
    return best;
}

/* A name note that is not inside a longer name. */
const toll_note *claim_named_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    if (!toll_classes_has(reader->scratch.all, class_)) return NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        if (reader->parse.inside_name[at] || !reader->parse.name_len[at]) continue;
        const toll_note *note = note_at(view_of(reader), at, class_);
        bool name = note && note->len == reader->parse.name_len[at] && !claim_is_stance(view_of(reader), at, note->len);
        if (name && class_ == claim_class.group && !claim_group_id(reader, note)) name = false; /* "Loyalists", and no war of theirs */
        if (name) return note;
    }
    return NULL;
}

static const char *state_in(const toll_claim_reader *reader, toll_extent extent)
{
    const claim_classes *k = &claim_class;
    const uint8_t order[] = {k->nationality, k->country, k->capital};
    for (size_t i = 0; i < sizeof order; i++) {
        const toll_note *note = claim_named_in(reader, extent, order[i]);
        if (note) return cell(reader, note, "id");
    }
    return NULL;
}

/* "Captain Chris Cuenca": what follows a title, or a title and a first name, is a surname, whatever town is called so. */
static bool is_surname(const toll_claim_reader *reader, toll_extent words, const toll_note *place)
{
    const toll_sentence_view *view = view_of(reader);
    unsigned at = claim_note_place(view, words, place);
    for (unsigned back = at; back-- > words.first;) {
        const toll_token *token = &view->tokens[back];
        const toll_classes said = view->scratch->classes[back];
        for (unsigned first = back + 1u; first-- > words.first && back - first < 4;) {
            const toll_note *title = note_at(view, first, claim_class.title);
            if (title && first + title->len == back + 1u) return true;
        }
        bool name = token->kind == TOLL_TOKEN_WORD && token->shape == TOLL_SHAPE_CAPITAL && !toll_classes_meet(said, said);
        if (!name && !is_mark(view, back, '.')) return false;
    }
    return false;
}

/* "The United Nations Organization Mission (MONUC)", "the UN mission in Congo, MONUSCO", "the UN refugee agency UNHCR": the name that ends the words
   says who it is. */
static const toll_note *actor_in(const toll_claim_reader *reader, toll_extent words)
{
    const toll_sentence_view *view = view_of(reader);
    const toll_note *first = claim_named_in(reader, words, claim_class.actor);
    for (unsigned at = first ? words.first + 1u : toll_extent_end(words); at < toll_extent_end(words); at++) {
        const toll_note *own = is_mark(view, at, '(') || is_mark(view, at, ',') ? note_at(view, at + 1, claim_class.actor) : NULL;
        const unsigned end = own ? at + 1 + own->len : 0;
        if (own && (is_mark(view, at, '(') ? is_mark(view, end, ')') : end == toll_extent_end(words))) return own;
    }
    const unsigned last = words.count > 2 ? toll_extent_end(words) - 1u : 1; /* "the UN refugee agency UNHCR" */
    const bool letters = first && words.count > 2 && view->tokens[last].shape == TOLL_SHAPE_UPPER &&
                         view->tokens[last - 1].shape == TOLL_SHAPE_LOWER;
    const toll_note *acronym = letters ? note_at(view, last, claim_class.actor) : NULL;
    const bool linked = letters &&
                        (has_class(view, last - 1, claim_class.preposition) || has_class(view, last - 1, claim_class.of) ||
                            has_class(view, last - 1, claim_class.conjunction) || has_class(view, last - 1, claim_class.determiner));
    const bool bodies = acronym && toll_same(claim_cell(reader->tables->tables, first, "kind"), "igo") &&
                        toll_same(claim_cell(reader->tables->tables, acronym, "kind"), "igo");
    return bodies && acronym->len == 1 && !linked ? acronym : first;
}

static naming look(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    naming n = {.words = words,
        .actor = actor_in(reader, words),
        .person = claim_person_in(reader, words),
        .group = claim_named_in(reader, words, k->group),
        .place = claim_named_in(reader, words, k->place),
        .institution = claim_longest_in(reader, words, k->institution),
        .title = speaker_title(reader, words),
        .state = state_in(reader, words)};
    if (n.place && is_surname(reader, words, n.place)) n.place = NULL;
    const toll_note *known = n.person || n.state ? NULL : claim_named_in(reader, words, k->person);
    const char *home = known ? cell(reader, known, "side") : NULL;
    if (claim_is_state(home)) n.state = home; /* a former minister is of that country still */
    n.office = n.institution && cell(reader, n.institution, "suffix") ? n.institution : n.title;
    const toll_note *faction = claim_faction_in(reader, words);
    if (faction) n.office = faction;
    else if (n.office && n.office == n.title && toll_same(claim_cell(reader->tables->tables, n.office, "reach"), "group"))
        n.office = n.title = NULL;
    n.suffix = n.office ? cell(reader, n.office, "suffix") : NULL;
    if (n.group && !claim_named_in(reader, words, k->nationality) && !claim_named_in(reader, words, k->country))
        n.state = NULL; /* "a PKK official in Brussels" */
    if (n.group && n.suffix && !strcmp(claim_cell(reader->tables->tables, n.office, "reach"), "group"))
        n.suffix = NULL; /* "Yemen's Houthi rebels": who they are is said */
    return n;
}

/* What a title makes of who bears it: witnesses and residents have seen, experts and doctors speak for themselves. */
static const char *kind_of_title(const toll_claim_reader *reader, const toll_note *title)
{
    static const struct {
        const char *role, *kind;
    } kinds[] = {{"spokesperson", "official"}, {"official", "official"}, {"military", "official"}, {"police", "official"},
        {"witness", "witness"}, {"resident", "witness"}, {"anonymous", NULL}};
    const char *role = title ? cell(reader, title, "role") : NULL;
    if (!role) return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (!strcmp(role, kinds[i].role)) return kinds[i].kind;
    return "person";
}

static bool is_body(const char *kind)
{
    return kind && (!strcmp(kind, "ngo") || !strcmp(kind, "igo"));
}

/* Whose "the rebels", "the guerrillas" are: of the only group that the text names, of the party of the war that goes by no other name. */
static const char *whose_rebels(toll_claim_reader *reader, const char *suffix)
{
    const char *rebels = !strcmp(suffix, "rebels") ? claim_rebels(reader) : NULL;
    return rebels ? rebels : claim_only_group(reader);
}

/* Does the stretch name an office, an institution, somebody? */
static bool names_one(const toll_claim_reader *reader, unsigned first, unsigned end)
{
    const claim_classes *k = &claim_class;
    toll_extent part = {(uint16_t)first, (uint16_t)(end - first)};
    return claim_named_in(reader, part, k->actor) || claim_longest_in(reader, part, k->institution) ||
           claim_longest_in(reader, part, k->title);
}

/* "Afghan health officials and the Pentagon": the first of them; "the ministry of defence and emergencies" is one. */
static toll_extent first_of_several(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned end = toll_extent_end(words);
    for (unsigned at = words.first + 1u; at + 1 < end; at++) {
        if (!has_class(view, at, k->conjunction) || reader->parse.inside_name[at]) continue;
        bool anew = has_class(view, at + 1, k->determiner) || reader->parse.name_len[at + 1];
        if (anew && names_one(reader, words.first, at) && names_one(reader, at + 1, end))
            return (toll_extent){words.first, (uint16_t)(at - words.first)};
    }
    return words;
}

/* "The Hamas run health ministry": the name before a participle tells a stance, as with a hyphen; in "the Mosul based command" it tells the place. */
static toll_extent behind_participle(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = words.first + 1u; at + 1 < toll_extent_end(words); at++) {
        bool verb = view->tokens[at].shape == TOLL_SHAPE_LOWER && has_class(view, at, k->verb) && !has_class(view, at, k->seat);
        if (!verb || reader->parse.inside_name[at] || !(reader->parse.name_len[at - 1] || reader->parse.inside_name[at - 1])) continue;
        if (!has_class(view, at + 1, k->title) && !has_class(view, at + 1, k->institution)) continue;
        return (toll_extent){(uint16_t)(at + 1), (uint16_t)(toll_extent_end(words) - at - 1)};
    }
    return words;
}

/* "Western intelligence officials": the words for an institution are part of those for people whom nobody names. */
static bool is_nameless(const toll_claim_reader *reader, const naming *n)
{
    if (!n->title || !n->institution || n->title->len <= n->institution->len) return false;
    if (!toll_same(claim_cell(reader->tables->tables, n->title, "role"), "anonymous")) return false;
    unsigned title = claim_note_place(view_of(reader), n->words, n->title),
             institution = claim_note_place(view_of(reader), n->words, n->institution);
    return institution >= title && institution < title + n->title->len;
}

/* "a military blogger", "an army doctor": the institution only tells what kind of person it is. */
static bool is_modifier(const toll_claim_reader *reader, const naming *n)
{
    unsigned at = claim_note_place(view_of(reader), n->words, n->institution), end = at + n->institution->len;
    bool within = note_at(view_of(reader), at, claim_class.title) == n->title && n->title->len > n->institution->len;
    return within || note_at(view_of(reader), end, claim_class.title) == n->title;
}

static bool from_table(toll_claim_reader *reader, const toll_note *actor, toll_claimant *out)
{
    const char *id = cell(reader, actor, "id"), *side = cell(reader, actor, "side");
    claim_office_known(reader, id, side);
    return actor_settle(out, id, side, cell(reader, actor, "kind"));
}

bool claim_actor(toll_claim_reader *reader, toll_extent extent, toll_claimant *out)
{
    extent = behind_participle(reader, first_of_several(reader, extent));
    naming n = look(reader, extent);
    if (n.actor) return from_table(reader, n.actor, out);
    if (n.person && cell(reader, n.person, "institution")) return actor_from_person(reader, &n, out);
    toll_claimant owner;
    bool owned = !n.state && !n.group && claim_owner_of(reader, extent, &owner);
    n.owned = owned;
    if (owned) n.state = owner.side;
    if (n.institution && !cell(reader, n.institution, "suffix") && is_body(cell(reader, n.institution, "kind")) && !owned)
        return actor_settle(out, claim_name_id(reader, extent), NULL, "ngo"); /* "the Sudan Doctors' Union" is no government */
    if (is_nameless(reader, &n)) return actor_settle(out, NULL, NULL, NULL);
    bool paper = claim_note_in(view_of(reader), extent, claim_class.cue_noun) != NULL;
    const char *bearer = n.title && (!n.institution || is_modifier(reader, &n)) ? kind_of_title(reader, n.title) : NULL;
    if (!bearer && n.title && !n.suffix && toll_same(cell(reader, n.title, "role"), "journalist"))
        bearer = "person"; /* "editor of a newspaper" */
    bool private = bearer && !cell(reader, n.title, "suffix") && !paper && (!strcmp(bearer, "witness") || !strcmp(bearer, "person"));
    if (private) return actor_settle(out, NULL, NULL, bearer); /* "his uncle", "Syrian villagers" speak for no institution */
    bool nameless = n.institution && !cell(reader, n.institution, "suffix") && !cell(reader, n.institution, "usual") && !n.group && !owned;
    const char *own_name = nameless && !n.title ? claim_name_id(reader, extent) : NULL;
    if (own_name)
        return actor_settle(out, own_name, NULL, actor_kind(reader, &n)); /* "the Movement for the Rebirth of Cameroon" is no government */
    const char *reach = claim_cell(reader->tables->tables, n.suffix ? n.office : NULL, "reach");
    bool any = !strcmp(reach, "any");
    bool local = *reach && strcmp(reach, "named") && strcmp(reach, "group") && (n.place ? !(any && n.state) : !any && (!n.state || owned));
    const bool some = n.office == n.institution && claim_is_some_group(reader, extent);
    const char *group = !strcmp(reach, "group") && !some ? whose_rebels(reader, n.suffix) : NULL;
    if (group) return actor_settle(out, group, group, "party"); /* "the rebels said" */
    if (!strcmp(reach, "named") && !n.state && !n.group) return actor_settle(out, NULL, NULL, actor_kind(reader, &n));
    if (local) return actor_from_local_office(reader, &n, out);
    if (n.suffix) return actor_from_office(reader, &n, out);
    if (n.group && claim_group_id(reader, n.group)) return actor_from_group(reader, n.group, out);
    if (owned && (n.institution || n.title || paper)) return actor_settle(out, owner.id, owner.side, owner.kind);
    if (n.state && claim_is_state(n.state)) return actor_from_state(reader, &n, out);
    return actor_settle(out, NULL, NULL, kind_of_title(reader, n.title));
}
