/* What institution words name: an actor of the tables, a person's office, a group, or one composed from a state or place and a kind of
 * institution ("Russian defence ministry" -> rus-mod). Surnames go back to whoever was introduced by name and office. */
#include "inside.h"

#include <ctype.h>

char *claim_string(toll_claim_reader *reader, const char *data, size_t len)
{
    char *copy = toll_arena_string(&reader->arena, data, len);
    if (!copy) reader->status = TOLL_E_MEMORY;
    return copy;
}

const toll_note *claim_longest_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    const toll_note *best = NULL;
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        const toll_note *note = note_at(view_of(reader), at, class_);
        if (note && at + note->len <= toll_extent_end(extent) && (!best || note->len > best->len)) best = note;
    }
    return best;
}

/* A name note that is not inside a longer name. */
const toll_note *claim_named_in(const toll_claim_reader *reader, toll_extent extent, uint8_t class_)
{
    for (unsigned at = extent.first; at < toll_extent_end(extent); at++) {
        if (reader->parse.inside_name[at] || !reader->parse.name_len[at]) continue;
        const toll_note *note = note_at(view_of(reader), at, class_);
        if (note && note->len == reader->parse.name_len[at] && !claim_is_stance(view_of(reader), at, note->len)) return note;
    }
    return NULL;
}

static const char *state_in(const toll_claim_reader *reader, toll_extent extent)
{
    const claim_classes *k = &reader->tables->classes;
    const uint8_t order[] = {k->nationality, k->country, k->capital};
    for (size_t i = 0; i < sizeof order; i++) {
        const toll_note *note = claim_named_in(reader, extent, order[i]);
        if (note) return cell(reader, note, "id");
    }
    return NULL;
}

/* Whoever spoke last of those whose id ends in `suffix`, of that side where one is given. */
static const toll_claimant *last_of_kind(const toll_claim_reader *reader, const char *suffix, const char *side)
{
    size_t len = strlen(suffix);
    for (size_t i = reader->story.known_speakers; i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        size_t at = strlen(known->id);
        bool same = known->side && (!side || !strcmp(side, known->side));
        if (same && at > len && known->id[at - len - 1] == '-' && !strcmp(known->id + at - len, suffix)) return known;
    }
    return NULL;
}

static bool is_state(const char *side)
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
        if (!s->named || !is_state(s->side) || s->count < most || !claim_side_facts(reader, s->side)->at_war) continue;
        best = s->count > most ? s->side : NULL;
        most = s->count;
    }
    return best;
}

/* The state an unqualified "defence ministry" belongs to: that of the last speaker, of the story. A group has a command, but no ministry. */
static const char *state_implied(const toll_claim_reader *reader, const char *suffix)
{
    const char *last = reader->story.speaker.known ? reader->story.speaker.claimant.side : NULL;
    const char *here = reader->story.country;
    if (!strcmp(suffix, "gov") && here && claim_side_facts(reader, here)->at_war) return here; /* "officials" are of the place told of */
    bool ministry = strstr(suffix, "ministry") || !strcmp(suffix, "mod") || !strcmp(suffix, "mfa") || !strcmp(suffix, "gov");
    if (last && (is_state(last) || !ministry)) return last;
    const char *country = reader->story.country ? reader->story.country : reader->story.home;
    return country && claim_side_facts(reader, country)->at_war ? country : most_named(reader);
}

/* --- owners */
/* A number of people is no subject that speaks; "a doctor" is. */
bool claim_is_counted(const sentence_parse *parse, const item *it)
{
    return it->quantity >= 0 && !(parse->quantities[it->quantity].flags & TOLL_QUANTITY_ARTICLE);
}

static bool is_owned(const toll_claim_reader *reader, toll_extent extent)
{
    return extent.count > 1 && has_class(view_of(reader), extent.first, reader->tables->classes.possessive);
}

/* "Washington blames the army for the attack, which it says killed 1,400": the subject of the same sentence. Whoever is counted is none, nor
   is what is itself somebody's. "a statement by the ministry, where it admits that": whoever stands right before. */
bool claim_subject_before(toll_claim_reader *reader, unsigned at, toll_claimant *out)
{
    const sentence_parse *parse = &reader->parse;
    bool where = at && has_class(&parse->view, at - 1, reader->tables->classes.where_word);
    for (size_t i = 0; i < parse->item_count && parse->items[i].extent.first < at; i++) {
        const item *it = &parse->items[i];
        unsigned end = toll_extent_end(it->extent);
        bool beside = where && end < at && end + 2u >= at;
        if (it->kind == ITEM_PREPOSITION || it->kind == ITEM_OF) i += !where;
        toll_claimant found = {.span = toll_extent_span(&parse->view, it->extent)};
        bool subject = i + 1 < parse->item_count && parse->items[i + 1].kind != ITEM_STOP && parse->items[i + 1].kind != ITEM_AND;
        if (it->kind != ITEM_NOUN || claim_is_counted(parse, it) || (where ? !beside : !subject) || is_owned(reader, it->extent)) continue;
        if (!claim_actor(reader, it->extent, &found)) continue;
        *out = found;
        return true;
    }
    return where && claim_subject_before(reader, at - 1, out);
}

/* Whose "its General Staff", "their command" is: of the subject before, of whoever spoke last. */
static bool owner_of(toll_claim_reader *reader, toll_extent extent, toll_claimant *out)
{
    if (!is_owned(reader, extent)) return false;
    if (claim_subject_before(reader, extent.first, out) && out->side) return true;
    if (!reader->story.speaker.known || !reader->story.speaker.claimant.side) return false;
    *out = reader->story.speaker.claimant;
    return true;
}

/* --- institutions */
typedef struct naming { /* what the words of a source hold */
    toll_extent words;
    const toll_note *actor, *person, *group, *place, *institution, *title;
    const char *state, *suffix;
    const toll_note *office; /* the institution or title that `suffix` is from */
} naming;

static naming look(const toll_claim_reader *reader, toll_extent words)
{
    const claim_classes *k = &reader->tables->classes;
    naming n = {.words = words,
        .actor = claim_named_in(reader, words, k->actor),
        .person = claim_named_in(reader, words, k->person),
        .group = claim_named_in(reader, words, k->group),
        .place = claim_named_in(reader, words, k->place),
        .institution = claim_longest_in(reader, words, k->institution),
        .title = claim_longest_in(reader, words, k->title),
        .state = state_in(reader, words)};
    n.office = n.institution && cell(reader, n.institution, "suffix") ? n.institution : n.title;
    n.suffix = n.office ? cell(reader, n.office, "suffix") : NULL;
    return n;
}

static bool settle_on(toll_claimant *out, const char *id, const char *side, const char *kind)
{
    out->id = id, out->side = side, out->kind = kind;
    return id != NULL;
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

static const char *kind_of(const toll_claim_reader *reader, const naming *n)
{
    const char *kind = n->institution ? cell(reader, n->institution, "kind") : NULL;
    return kind ? kind : n->title || n->institution ? "official" : NULL;
}

/* "Defence Minister X" speaks for his ministry, whatever office the tables know him by; so does "X of the General Staff". */
static bool in_office(const toll_claim_reader *reader, const naming *n)
{
    if (!n->suffix || !is_state(cell(reader, n->person, "side"))) return false;
    if (n->office == n->institution) return !strcmp(claim_cell(reader->tables->tables, n->office, "kind"), "party");
    bool ministry = !strcmp(n->suffix, "mod") || !strcmp(n->suffix, "mfa") || strstr(n->suffix, "-ministry") != NULL;
    for (unsigned at = n->words.first; ministry && at < toll_extent_end(n->words); at++)
        if (note_at(view_of(reader), at, reader->tables->classes.title) == n->office)
            return note_at(view_of(reader), at + n->office->len, reader->tables->classes.person) == n->person;
    return false;
}

static bool from_person(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const char *side = cell(reader, n->person, "side");
    const char *id = in_office(reader, n) ? claim_compose_id(reader, side, n->suffix) : cell(reader, n->person, "institution");
    return settle_on(out, id, side, "official");
}

/* An office of a town or province: of the place in the words, else of whoever held such an office before, else of the town last spoken of. */
static bool from_local_office(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const spot *near = &reader->story.spot;
    if (n->place)
        return settle_on(out, claim_compose_id(reader, cell(reader, n->place, "name"), n->suffix), cell(reader, n->place, "country"),
            kind_of(reader, n));
    const toll_claimant *known = last_of_kind(reader, n->suffix, n->state);
    if (known) return settle_on(out, known->id, known->side, known->kind);
    bool town = !strcmp(claim_cell(reader->tables->tables, n->office, "reach"), "town");
    bool fits = near->known && near->place.name && near->place.precision && !strcmp(near->place.precision, town ? "exact" : "province");
    const char *id = fits ? claim_compose_id(reader, near->place.name, n->suffix) : NULL;
    return settle_on(out, id, near->known ? near->country : n->state, kind_of(reader, n));
}

/* "defence ministry": of the state in the words, of whoever spoke for one before, of the state that is spoken of. */
static bool from_office(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const char *state = n->state, *country = n->place ? cell(reader, n->place, "country") : NULL;
    if (!state && n->group) return settle_on(out, cell(reader, n->group, "id"), cell(reader, n->group, "id"), "party");
    const toll_claimant *known = state ? NULL : last_of_kind(reader, n->suffix, NULL);
    if (known) return settle_on(out, known->id, known->side, known->kind);
    if (!state) state = country ? country : state_implied(reader, n->suffix);
    if (state && !is_state(state)) return settle_on(out, state, state, "party"); /* a group's command is the group */
    if (state) return settle_on(out, claim_compose_id(reader, state, n->suffix), state, kind_of(reader, n));
    return settle_on(out, NULL, NULL, kind_of(reader, n));
}

/* "the Russian ministry": the institution of that state that spoke last, else what the word usually means in news of war. */
static bool from_state(toll_claim_reader *reader, const naming *n, toll_claimant *out)
{
    const char *usual = n->institution ? cell(reader, n->institution, "usual") : NULL;
    for (size_t i = reader->story.known_speakers; usual && i-- > 0;) {
        const toll_claimant *known = &reader->story.known[i];
        if (known->side && !strcmp(known->side, n->state) && !strstr(known->id, "-gov"))
            return settle_on(out, known->id, n->state, known->kind);
    }
    return settle_on(out, claim_compose_id(reader, n->state, usual ? usual : "gov"), n->state, "party");
}

static bool is_body(const char *kind)
{
    return kind && (!strcmp(kind, "ngo") || !strcmp(kind, "igo"));
}

bool claim_actor(toll_claim_reader *reader, toll_extent extent, toll_claimant *out)
{
    naming n = look(reader, extent);
    if (n.actor) return settle_on(out, cell(reader, n.actor, "id"), cell(reader, n.actor, "side"), cell(reader, n.actor, "kind"));
    if (n.person && cell(reader, n.person, "institution")) return from_person(reader, &n, out);
    toll_claimant owner;
    bool owned = !n.state && !n.group && owner_of(reader, extent, &owner);
    if (owned) n.state = owner.side;
    if (n.institution && !cell(reader, n.institution, "suffix") && is_body(cell(reader, n.institution, "kind")) && !owned)
        return settle_on(out, claim_name_id(reader, extent), NULL, "ngo"); /* "the Sudan Doctors' Union" is no government */
    const char *reach = claim_cell(reader->tables->tables, n.suffix ? n.office : NULL, "reach");
    bool any = !strcmp(reach, "any");
    bool local = *reach && strcmp(reach, "named") && (n.place ? !(any && n.state) : !any && (!n.state || owned));
    if (!strcmp(reach, "named") && !n.state && !n.group) return settle_on(out, NULL, NULL, "official");
    if (local) return from_local_office(reader, &n, out);
    if (n.suffix) return from_office(reader, &n, out);
    if (n.group) return settle_on(out, cell(reader, n.group, "id"), cell(reader, n.group, "id"), "party");
    bool paper = claim_note_in(view_of(reader), extent, reader->tables->classes.cue_noun) != NULL;
    if (owned && (n.institution || n.title || paper)) return settle_on(out, owner.id, owner.side, owner.kind);
    if (n.state && is_state(n.state)) return from_state(reader, &n, out);
    return settle_on(out, NULL, NULL, kind_of_title(reader, n.title));
}
