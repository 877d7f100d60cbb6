/* Whose people and buildings they are, by where it happened. In: the loss, the place found for it. Out: the side and, for people struck in a
 * town, the class. What the words say themselves (whose.c) is never overruled. */
#include "inside.h"

/* The country that the sentence places the loss in: named after a preposition or before a thing, and not the attacker's. */
static const char *country_near(const toll_claim_reader *reader, const tie *loss, const char *attacker, toll_span *span)
{
    const claim_classes *k = &reader->tables->classes;
    const sentence_parse *parse = &reader->parse;
    const char *best = NULL;
    unsigned here = parse->quantities[loss->quantity].extent.first, best_distance = 0;
    for (unsigned at = 1; at < parse->view.count; at++) {
        if (!parse->name_len[at] || parse->inside_name[at] || claim_in_source(parse, at)) continue;
        const toll_note *note = note_at(&parse->view, at, k->country);
        bool adjective = !note && (note = note_at(&parse->view, at, k->nationality)) != NULL;
        if (!note || note->len != parse->name_len[at] || claim_is_stance(&parse->view, at, note->len)) continue;
        const char *id = cell(reader, note, "id");
        unsigned next = at + note->len;
        if (next < parse->view.count && parse->view.tokens[next].mark == TOLL_MARK_CLITIC) continue;
        unsigned link = at - 1; /* "in eastern Congo": a small word may stand between */
        while (link && parse->view.tokens[link].kind == TOLL_TOKEN_WORD && parse->view.tokens[link].shape == TOLL_SHAPE_LOWER &&
               at - link < 3 && !toll_classes_meet(parse->view.scratch->classes[link], k->function))
            link--;
        bool governed = (has_class(&parse->view, link, k->preposition) && !has_class(&parse->view, link, k->by)) ||
                        has_class(&parse->view, link, k->of);
        bool before_thing = toll_classes_meet(parse->view.scratch->classes[next], k->things) ||
                            has_class(&parse->view, next, k->region_word);
        if (adjective) governed = false;
        if ((!governed && !before_thing) || !id || (attacker && !strcmp(id, attacker))) continue;
        unsigned distance = at > here ? at - here : here - at;
        if (best && distance >= best_distance) continue;
        best = id, best_distance = distance;
        *span = toll_extent_span(&parse->view, (toll_extent){(uint16_t)at, note->len});
    }
    return best;
}

const char *claim_country(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    toll_span span;
    return country_near(reader, loss, claim_attacker(reader, loss, out), &span);
}

static unsigned distance_to(const toll_claim_reader *reader, const tie *loss, toll_span span)
{
    const toll_sentence_view *view = &reader->parse.view;
    uint32_t here = view->tokens[reader->parse.quantities[loss->quantity].extent.first].off;
    return span.off > here ? span.off - here : here - span.off;
}

/* The one country at war that the text names; NULL where it names none or several. */
static const char *only_country(const toll_claim_reader *reader)
{
    const char *only = NULL;
    for (size_t i = 0; i < reader->story.side_count; i++) {
        const side_count *side = &reader->story.sides[i];
        if (!side->named || side->group || side->side[0] < 'A' || side->side[0] > 'Z' || !claim_side_facts(reader, side->side)->at_war)
            continue;
        if (only) return NULL;
        only = side->side;
    }
    return only;
}

static bool is_state(const char *side)
{
    return side && side[0] >= 'A' && side[0] <= 'Z';
}

/* Whose people they are, by where it happened: the nearer of a country and a place that the sentence names, the other party of who attacks,
 * the side of the authority that counts its own people, the country of the story. */
static const char *local_side(toll_claim_reader *reader, const tie *loss, const draft *out, const spot *said, const char *country)
{
    toll_span country_span = {0, 0};
    const char *attacker = claim_attacker(reader, loss, out), *named = country_near(reader, loss, attacker, &country_span);
    if (said && (!named || distance_to(reader, loss, said->place.span) <= distance_to(reader, loss, country_span))) named = said->country;
    const char *other = claim_opponent(reader, attacker);
    if (named && other && !is_state(attacker) && claim_opponent(reader, other) && !strcmp(claim_opponent(reader, other), named))
        named = other;
    const char *who = out->claim.claimant.side, *foe = claim_opponent(reader, who);
    /* "Moscow raises the Makiivka toll": a party that revises a toll in the other's country may count its own; whose stays open */
    bool revises = claim_note_in(&reader->parse.view, (toll_extent){0, reader->parse.view.count}, reader->tables->classes.raiser) != NULL;
    if (named && foe && !strcmp(named, foe) && loss->noun >= 0 && revises) return NULL;
    if (named) return named;
    if (country) return country;
    if (is_state(other)) return other;
    if (is_state(who) && (claim_opponent(reader, who) || claim_side_facts(reader, who)->at_war)) return who;
    const conflict *war = claim_conflict(reader);
    const char *home = reader->story.home;
    if (war && reader->story.country) return reader->story.country;
    if (war && home && strstr(war->countries, home)) return home;
    if (war && strlen(war->countries) == 3) return war->countries;
    return only_country(reader);
}

void claim_whose_here(toll_claim_reader *reader, const tie *loss, draft *out, const spot *here)
{
    /* people and buildings with no side of their own are those of the country where it happened */
    toll_victims *victims = &out->claim.victims;
    bool local = victims->class_ == TOLL_CLASS_CIVILIAN || victims->class_ == TOLL_CLASS_UNKNOWN || victims->class_ == TOLL_CLASS_STRUCTURE;
    if (local && (!victims->side || here->known)) {
        if (!victims->side)
            victims->side = local_side(reader, loss, out, here->known && out->place_said ? here : NULL, here->known ? here->country : NULL);
        if (victims->class_ == TOLL_CLASS_UNKNOWN && here->known && claim_place_rank(here->place.precision) >= 4 &&
            out->claim.period.kind == TOLL_PERIOD_EVENT && reader->parse.items[loss->item].head != HEAD_COUNT && !out->toll)
            victims->class_ = TOLL_CLASS_CIVILIAN;
    }
}
