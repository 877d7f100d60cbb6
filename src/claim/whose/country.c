/* The country that a sentence places a loss in: named behind a preposition, before a thing, as what was attacked, and not as where somebody came
 * from, what a building is called, or who attacks. In: a loss and its sentence. Out: the state and where it is named. One walk over the names. */
#include "whose.h"

/* Does the name at `at` tell of another place than that of the loss: behind "border with", "fired from", before "border"? */
bool whose_elsewhere(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    if (has_class(view, at + reader->parse.name_len[at], k->border)) return true;
    for (unsigned back = 1; back <= 5 && back <= at; back++) {
        const toll_note *note = note_at(view, at - back, k->not_here);
        if (note && note->len <= back && back - note->len <= 2) return true;
    }
    return false;
}

/* "since Israel began its strikes": who does it, and not where it is done. */
static bool is_doer(const toll_claim_reader *reader, unsigned link, unsigned next)
{
    const claim_classes *k = &claim_class;
    return next < view_of(reader)->count && has_class(view_of(reader), link, k->subordinator) &&
           toll_classes_meet(view_of(reader)->scratch->classes[next], k->any_verb) && !has_class(view_of(reader), next, k->attack);
}

/* "the Saudi Maternity Hospital in El Fasher", "the Jordanian embassy in Baghdad": a building whose nation is not where it stands; that of a
 * land which is in no war that the text tells of stands elsewhere too ("the attack on the Turkish hospital"). */
static bool is_guest(const toll_claim_reader *reader, unsigned thing, const char *nation)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const conflict *war = claim_conflict(reader);
    bool building = false, abroad = war && nation && !claim_fought_in(war, nation);
    for (unsigned at = thing; at < view->count && at < thing + WORDS && view->tokens[at].kind == TOLL_TOKEN_WORD; at++) {
        building |= has_class(view, at, k->structure);
        if (!has_class(view, at, k->preposition) || at + 1 == view->count) continue;
        unsigned name = at + 1 + has_class(view, at + 1, k->determiner);
        bool place = name < view->count && reader->parse.name_len[name] &&
                     (has_class(view, name, k->place) || has_class(view, name, k->capital) || has_class(view, name, k->country));
        return building && (place || abroad);
    }
    return building && abroad;
}

/* How firmly the words place the loss at the name: 0 not at all, 1 it stands before a thing or behind a preposition, 2 it was attacked. */
int whose_firmness(const toll_claim_reader *reader, unsigned at, const toll_note *note, bool adjective)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned link = at - 1; /* "in eastern Congo": a small word may stand between, or "Russian-occupied" */
    if (link > 2 && view->tokens[link - 1].mark == '-' && view->tokens[link].shape == TOLL_SHAPE_LOWER) link -= 3;
    while (link && view->tokens[link].kind == TOLL_TOKEN_WORD && view->tokens[link].shape == TOLL_SHAPE_LOWER && at - link < 3 &&
           !toll_classes_meet(view->scratch->classes[link], k->function) && !has_class(view, link, k->attack_verb))
        link--;
    bool governed = (has_class(view, link, k->preposition) && !has_class(view, link, k->by)) || has_class(view, link, k->of);
    unsigned next = at + note->len;
    bool before_thing = toll_classes_meet(view->scratch->classes[next], k->things) || has_class(view, next, k->region_word);
    if (adjective) return before_thing && !is_guest(reader, next, cell(reader, note, "id")) && !whose_lie_in(reader, next);
    if (is_doer(reader, link, next)) return 0;
    bool attacked = has_class(view, link, k->attack_verb) || (governed && link && has_class(view, link - 1, k->attack));
    return attacked && !before_thing ? 2 : governed || before_thing;
}

/* "in Yemen's northern province of X", "in Syria's Idlib": the land that a part of it is named by. "In Israel's raids" names no land. */
static bool owns_place(const toll_claim_reader *reader, unsigned clitic)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = clitic + 1; at <= clitic + WORDS && is_word(view, at); at++) {
        bool named = reader->parse.name_len[at] && (has_class(view, at, k->place) || has_class(view, at, k->capital));
        if (named || has_class(view, at, k->region_word)) return true;
        if (has_class(view, at, k->attack) || toll_classes_meet(view->scratch->classes[at], k->function)) return false;
    }
    return false;
}

enum { CLAUSE = 8 }; /* tokens that a clause between counts for */

/* The country that the sentence places the loss in: named after a preposition, after a verb of attack or before a thing, and not the
 * attacker's. */
const char *whose_country_near(const toll_claim_reader *reader, const tie *loss, const char *attacker, toll_span *span, bool *attacked)
{
    const claim_classes *k = &claim_class;
    const sentence_parse *parse = &reader->parse;
    const char *best = NULL;
    int best_firm = 0;
    unsigned here = parse->quantities[loss->quantity].extent.first, best_distance = 0;
    for (unsigned at = 1; at < parse->view.count; at++) {
        if (!parse->name_len[at] || parse->inside_name[at] || claim_in_source(parse, at)) continue;
        const toll_note *note = note_at(&parse->view, at, k->country);
        bool adjective = !note && (note = note_at(&parse->view, at, k->nationality)) != NULL;
        if (!note || note->len != parse->name_len[at] || claim_is_stance(&parse->view, at, note->len)) continue;
        const char *id = cell(reader, note, "id");
        unsigned next = at + note->len;
        if (is_mark(&parse->view, next, TOLL_MARK_CLITIC) && !owns_place(reader, next)) continue;
        int firm = whose_firmness(reader, at, note, adjective);
        if (!firm || !id || (attacker && !strcmp(id, attacker)) || whose_elsewhere(reader, at)) continue;
        unsigned distance = (at > here ? at - here : here - at) / (unsigned)firm; /* what was attacked may stand farther off */
        distance += CLAUSE * (unsigned)claim_clauses_between(parse, at, here);    /* "bombed Gaza after an attack killed 12 in Israel" */
        if (best && distance >= best_distance) continue;
        best = id, best_distance = distance, best_firm = firm;
        *span = toll_extent_span(&parse->view, (toll_extent){(uint16_t)at, note->len});
    }
    *attacked = best_firm == 2;
    return best;
}

/* The next name of a country behind an "and" or a comma at `at`; NULL = none. */
static const toll_note *land_after(const toll_claim_reader *reader, unsigned *at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    unsigned link = *at;
    while (link < view->count && (view->tokens[link].mark == ',' || has_class(view, link, k->conjunction))) link++;
    if (link == *at) return NULL;
    *at = link;
    return note_at(view, link, k->country);
}

bool whose_of_several_lands(const toll_claim_reader *reader, toll_span named, unsigned counted)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    for (unsigned at = 0; at < view->count; at++) {
        const toll_note *first = note_at(view, at, k->country);
        if (!first || !at || !has_class(view, at - 1, k->preposition)) continue;
        bool here = false, other = false;
        for (const toll_note *land = first; land; land = land_after(reader, &at)) {
            here |= view->tokens[at].off == named.off;
            other |= strcmp(claim_cell(reader->tables->tables, land, "id"), claim_cell(reader->tables->tables, first, "id")) != 0;
            at += land->len;
        }
        if (here && other) return !claim_clauses_between(&reader->parse, at - 1, counted);
    }
    return false;
}

const char *claim_country(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    toll_span span;
    bool attacked;
    return whose_country_near(reader, loss, claim_attacker(reader, loss, out), &span, &attacked);
}
