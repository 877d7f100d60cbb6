/* Is a loss summed over several attacks? They are counted ("three separate bombings", "a wave of raids"), their places are ("in several districts")
 * or stand side by side ("in X and Y"), or they fell on no one spot ("air strikes on residential areas"). A plural alone says nothing: strikes on
 * one town, clashes in one valley are told as one operation. What is said of one figure holds for those that go on about the same attacks.
 *
 * In: a sentence, a figure's place. Out: yes or no. Its many-words are gone through, and a few tokens behind each. */
#include "when.h"

/* "separate attacks", "across the country"; no "a separate attack". */
static bool says_separate(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    if (!when_says(reader, TIME_SEPARATE)) return false;
    for (unsigned at = 0; at < view->count; at++)
        if (when_word(reader, at, TIME_SEPARATE) && !(at && has_class(view, at - 1, claim_class.indefinite))) return true;
    return false;
}

/* Villages, districts, parts: places in the plural, where no name says which. */
static bool are_places(const toll_claim_reader *reader, unsigned at)
{
    return has_class(&reader->parse.view, at, claim_class.many_places) || when_word(reader, at, TIME_PLACES);
}

/* "raids on a market", "explosions at the airport": all of them at one site. */
static bool at_one_site(const toll_claim_reader *reader, unsigned attacks)
{
    enum { REACH = 10 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = attacks + 1; at <= attacks + REACH && at < view->count && view->tokens[at].kind != TOLL_TOKEN_MARK; at++)
        if (has_class(view, at, claim_class.site_word)) return !are_places(reader, at);
    return false;
}

/* Were the places between which a number stands attacked: "in four villages", "shelled three towns"? */
static bool is_led(const toll_claim_reader *reader, unsigned many)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = many; at-- > 0 && at + REACH >= many;) {
        if (has_class(view, at, k->way_word)) return false; /* "damage to three villages" */
        if (has_class(view, at, k->place_lead) || has_class(view, at, k->attack_verb)) return true;
        if (!has_class(view, at, k->determiner) && !has_class(view, at, k->adverb)) return false;
    }
    return false;
}

/* Attacks or places right behind words that count them, which end before the token. Two or three villages may be one raid's, and the blasts that
 * are heard one attack's. */
static bool counts_them(const toll_claim_reader *reader, unsigned many, unsigned end, bool few, bool one_town)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = end; at < end + REACH && at < view->count && view->tokens[at].kind != TOLL_TOKEN_MARK; at++) {
        if (has_class(view, at, k->attack_many) && !when_word(reader, at, TIME_MASS)) return !one_town && !at_one_site(reader, at);
        if (are_places(reader, at)) return !few && is_led(reader, many);
        if (has_class(view, at, k->preposition) && !has_class(view, at, k->of)) return false;
    }
    return false;
}

/* "dozens of strikes", "two clashes", "a series of attacks", "in several areas". */
static bool counts_several(const toll_claim_reader *reader, bool one_town)
{
    enum { FEW = 3, TEN = 10 };
    const sentence_parse *parse = &reader->parse;
    for (unsigned at = 0; when_says(reader, TIME_MANY) && at < parse->view.count; at++) {
        const toll_note *many = when_word(reader, at, TIME_MANY);
        if (many && counts_them(reader, at, at + many->len, false, one_town)) return true;
    }
    for (size_t i = 0; i < parse->quantity_count; i++) {
        const toll_quantity_mention *q = &parse->quantities[i];
        bool loss = false;
        for (size_t j = 0; j < parse->loss_count && !loss; j++) loss = (size_t)parse->losses[j].quantity == i;
        if (loss || !(q->quantity.point >= 2 || q->quantity.low >= 2) || q->quantity.unit != TOLL_UNIT_NUMBER) continue;
        bool few_strikes = !(q->quantity.point >= TEN) && !(q->quantity.low >= TEN);
        if (counts_them(reader, q->extent.first, toll_extent_end(q->extent), q->quantity.point <= FEW, few_strikes && one_town))
            return true;
    }
    return false;
}

bool when_many_attacks(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->attack_many)) return false;
    for (unsigned at = 0; at < view->count; at++)
        if (has_class(view, at, k->attack_many) && !has_class(view, at, k->battle)) return true;
    return false;
}

bool when_single_attack(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 0; at < view->count; at++)
        if (has_class(view, at, k->attack) && !has_class(view, at, k->attack_many) && !has_class(view, at, k->materiel)) return true;
    return false;
}

/* "in air strikes in Aleppo", "attacks with shells in X", but not "attacks on X". */
static bool goes_in(const toll_claim_reader *reader, unsigned at)
{
    enum { REACH = 8 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned next = at; next < at + REACH && next + 1 < view->count; next++) {
        if (has_class(view, next, k->in_word))
            return view->tokens[next + 1].shape != TOLL_SHAPE_LOWER || has_class(view, next + 1, k->direction);
        if (has_class(view, next, k->place_lead) || has_class(view, next, k->of) || view->tokens[next].kind == TOLL_TOKEN_MARK)
            return false;
        if (toll_classes_meet(view->scratch->classes[next], k->any_verb)) return false;
    }
    return false;
}

/* The attacks in the plural nearest to the figure; the sentence's end = none. A battle is one, and shelling is one however long it lasts. */
static unsigned near_attacks(const toll_claim_reader *reader, unsigned figure)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned best = view->count, least = 0;
    for (unsigned at = 0; at < view->count; at++) {
        if (!has_class(view, at, k->attack_many) || has_class(view, at, k->battle) || when_word(reader, at, TIME_MASS)) continue;
        unsigned off = view->tokens[at].off, far = off > figure ? off - figure : figure - off;
        if (best == view->count || far < least) best = at, least = far;
    }
    return best;
}

/* "attacks on residential areas", "air strikes in Aleppo": where they fell is told of no one spot, though it be one town. Of strikes on a town an
 * event is told. */
static bool fell_apart(const toll_claim_reader *reader, const draft *out)
{
    enum { REACH = 16, WORST = 5 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!when_many_attacks(reader)) return false;
    unsigned near = near_attacks(reader, out->claim.quantity.span.off);
    if (near == view->count) return false;
    if (out->places) return true;
    for (unsigned at = near > WORST ? near - WORST : 0; at < near; at++) /* "one of the worst attacks in European history" */
        if (has_class(view, at, k->superlative)) return false;
    unsigned end = near + note_at(view, near, k->attack_many)->len;
    if (goes_in(reader, end)) return true;
    for (unsigned next = end; next < end + REACH && next < view->count && !when_parts(view, next); next++) {
        if (has_class(view, next, k->site_word)) return false;
        bool places = has_class(view, next, k->many_places) &&
                      (has_class(view, next, k->region_word) || has_class(view, next, k->area_word));
        if (places && !when_word(reader, next, TIME_ONE)) return true;
    }
    return false;
}

/* The figure goes on about the attacks that the sentence before told of: no attack of its own, no place of its own. */
bool when_several_go_on(const toll_claim_reader *reader, const draft *out)
{
    enum { NEXT = 1, BACK = 5 };
    const story *s = &reader->story;
    if (!s->several_sentence || out->place_said || out->apart || out->new_attack || when_one_attack(reader)) return false;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 1; sentence_has(reader, claim_class.site_word) && at < view->count;
         at++) /* "shots were heard at the police station" */
        if (has_class(view, at, claim_class.site_word) && is_led(reader, at)) return false;
    bool last = s->attack_sentence <= s->several_sentence; /* no other attack has been told of since */
    return s->sentence + 1 - s->several_sentence <= (out->points_back && last ? BACK : NEXT);
}

/* "several strikes on the town of X", "three raids on the city": as told, one blow. */
static bool in_one_town(const toll_claim_reader *reader, const draft *out)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (out && out->places) return false;
    if (out && out->place_said && claim_place_rank(out->claim.place.precision) >= RANK_NEAR) return true;
    for (unsigned at = 0; sentence_has(reader, k->region_word) && at < view->count; at++) {
        const toll_note *kind = note_at(view, at, k->region_word);
        if (kind && !are_places(reader, at) && claim_place_rank(cell(reader, kind, "precision")) >= RANK_NEAR) return true;
    }
    return false;
}

/* "coordinated attacks", "simultaneous bombings": one blow, wherever it fell. */
bool when_one_blow(const toll_claim_reader *reader)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 0; when_says(reader, TIME_ONE) && at < view->count; at++)
        for (unsigned next = at + 1; when_word(reader, at, TIME_ONE) && next <= at + REACH; next++)
            if (has_class(view, next, claim_class.attack)) return true;
    return false;
}

bool claim_several_attacks(const toll_claim_reader *reader, const draft *out)
{
    if (says_separate(reader)) return true;
    if (when_one_blow(reader)) return false;
    if (counts_several(reader, in_one_town(reader, out))) return true;
    if (when_single_attack(reader)) return false;
    if (out->places_far || when_several_go_on(reader, out)) return true;
    return !out->points_back && fell_apart(reader, out);
}

/* "The attacks took place in the towns of X, Y and Z": places that a list names, where several attacks fell. */
static bool fell_on_list(const toll_claim_reader *reader)
{
    enum { REACH = 6 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!when_many_attacks(reader) || when_single_attack(reader)) return false;
    for (unsigned at = 1; at + 1 < view->count; at++) {
        if (!has_class(view, at, k->many_places) || !has_class(view, at + 1, k->of) || !is_led(reader, at)) continue;
        for (unsigned next = at + 2; next <= at + REACH && next < view->count; next++)
            if ((view->tokens[next].kind == TOLL_TOKEN_MARK && view->tokens[next].mark == ',') || has_class(view, next, k->conjunction))
                return true;
    }
    return false;
}

void when_note_several(toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->attack_many) && !sentence_has(reader, k->many_places) && !when_says(reader, TIME_PLACES)) return;
    (void)claim_counts(reader); /* finds the numbers, where nobody has yet */
    if (says_separate(reader) || fell_on_list(reader) || (!when_one_blow(reader) && counts_several(reader, in_one_town(reader, NULL))))
        reader->story.several_sentence = reader->story.sentence + 1;
}

/* "Air strikes killed 30 on Sunday. ... A strike on a market in X killed nine": one of the attacks of which the text tells as of a day just gone;
 * "Hours later a bomb in Y killed four" comes on the day of the one before, whatever day it was. */
bool when_of_days_attacks(const toll_claim_reader *reader, const draft *out)
{
    enum { FAR = 8, NEWS = 2, NEXT = 3 };
    const story *s = &reader->story;
    const moment *event = &s->event;
    if (event->known && when_begins(reader, TIME_LATER)) return s->sentence - event->sentence <= NEXT;
    if (!event->known || !event->many || s->event_over || s->sentence - event->sentence > FAR) return false;
    if (s->today == TOLL_DAY_UNKNOWN || event->from == TOLL_DAY_UNKNOWN || s->today - event->from > NEWS) return false;
    return !out->apart && !out->earlier && (out->claim.stated == TOLL_DAY_UNKNOWN || out->claim.stated == event->from) &&
           !when_comes_after(reader, out->claim.quantity.span.off);
}
