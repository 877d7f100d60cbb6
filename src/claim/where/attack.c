/* Where a text says that an attack was: "the blast in X", "the strike took place near Y".
 *
 * In: a sentence and a place in it. Out: whether a word of attack stands before the place; the story's places of attacks, for settle.c. A
 * bounded look back from each place. */
#include "where.h"

/* Is the attack noun at `at` one that was told of: "the blast", "Monday's raid", "that bombing"? */
static bool is_told_before(const toll_claim_reader *reader, unsigned at)
{
    enum { MODIFIERS = 4 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned back = at; back && back + MODIFIERS >= at; back--) {
        if (has_class(view, back - 1, k->definite) || has_class(view, back - 1, k->demonstrative)) return true;
        if (view->tokens[back - 1].mark == TOLL_MARK_CLITIC) return true;
        if (view->tokens[back - 1].kind != TOLL_TOKEN_WORD || has_class(view, back - 1, k->determiner)) return false;
        if (toll_classes_meet(view->scratch->classes[back - 1], k->function)) return false;
    }
    return false;
}

/* "The unit was attacked near X": the attack on somebody who was told of. */
static bool is_suffered(const toll_claim_reader *reader, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    return at > 1 && has_class(view, at, k->attack_verb) && has_class(view, at - 1, k->be) && is_told_before(reader, at - 1);
}

/* Does a word of attack stand before the place, in its clause: "the blast in X", "the strike took place near X"? */
bool where_follows_attack(const toll_claim_reader *reader, unsigned at, bool told_before)
{
    enum { REACH = 20 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool happened = false;
    for (unsigned back = at; back && back + REACH > at; back--) {
        const toll_token *token = &view->tokens[back - 1];
        const bool inside = token->mark == ',' || token->mark == '(' || token->mark == ')' || token->mark == '-' ||
                            token->mark == TOLL_MARK_CLITIC;
        const bool visit = back > 1 && has_class(view, back - 1, k->reaction) && has_class(view, back - 2, k->indefinite);
        if ((token->kind == TOLL_TOKEN_MARK && !inside) || visit) return false; /* "said on a visit to X" */
        happened |= when_word(reader, back - 1, TIME_HAPPENED) != NULL;
        if (happened && back == 1 && has_class(view, 0, k->neuter)) return true; /* "it happened in X" */
        if (told_before && is_suffered(reader, back - 1)) return true;
        if (has_class(view, back - 1, k->attack) && (!told_before || is_told_before(reader, back - 1))) return true;
        if (has_class(view, back - 1, k->attack) && !has_class(view, back - 1, k->attack_verb)) return false; /* "the attack, ..., hit X" */
        if (has_class(view, back - 1, k->loss_past) || toll_classes_meet(view->scratch->classes[back - 1], k->loss)) return false;
    }
    return false;
}

/* "The attack came as a delegation arrived in Paris": is the place in a clause of its own, and far from the war? */
static bool is_elsewhere(const toll_claim_reader *reader, const sentence_spot *s)
{
    enum { REACH = 8 };
    const toll_sentence_view *view = &reader->parse.view;
    if (!where_is_abroad(reader, s->spot.country)) return false;
    for (unsigned back = s->first; back && back + REACH > s->first; back--)
        if (has_class(view, back - 1, claim_class.subordinator)) return is_word(view, back); /* not "since 11 November" */
    return false;
}

/* Does another clause begin between the attack and the province: "the attacks came after troops advanced in X region"? */
static bool is_of_clause(const toll_claim_reader *reader, unsigned at)
{
    enum { REACH = 20 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned back = at; back && back + REACH > at; back--) {
        if (has_class(view, back - 1, claim_class.attack)) return true;
        if (has_class(view, back - 1, claim_class.subordinator)) return false;
    }
    return false;
}

/* Notes a place at which the attack under discussion is said to have been. */
void where_note_named(toll_claim_reader *reader, const sentence_spot *s)
{
    const int rank = claim_place_rank(s->spot.place.precision);
    story *t = &reader->story;
    if (is_elsewhere(reader, s)) return;
    if (!(s->flags & SPOT_GUESSED) && claim_place_rank(s->spot.place.precision) > RANK_PROVINCE && where_is_led(reader, s->first) &&
        where_follows_attack(reader, s->first, false)) {
        if (!t->attacked.known) t->attacked = s->spot;
        else t->many_attacked |= !where_same_spot(reader, &t->attacked, &s->spot);
    }
    if (t->zone == TOLL_ZONE_HEADLINE || t->named_count == NAMED_LIMIT || rank < RANK_PROVINCE) return;
    const spot *last = t->named_count ? &t->named[t->named_count - 1]
                                      : NULL; /* the first that its sentence gives, but a town for a province */
    const bool again = last && last->sentence == t->sentence;
    if (again && (claim_place_rank(last->place.precision) > RANK_PROVINCE || rank <= RANK_PROVINCE)) return;
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    bool of_kind = s->first > 1 && has_class(view, s->first - 1u, k->of) &&
                   (has_class(view, s->first - 2u, k->region_word) || has_class(view, s->first - 2u, k->area_word)); /* "the town of X" */
    const unsigned lead = s->from < s->first ? s->from : s->first; /* "in X region, Y district": as its chain is led */
    if (!(of_kind || where_is_led(reader, lead)) || !where_follows_attack(reader, lead, true)) return;
    if (rank <= RANK_PROVINCE && (s->flags & SPOT_GUESSED || !is_of_clause(reader, lead))) return;
    t->named_count -= again;
    t->named[t->named_count] = s->spot;
    t->named[t->named_count++].sentence = t->sentence;
}
