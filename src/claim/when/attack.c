/* The attacks that a sentence tells of: one or several, spoken of before or new, the loss's own.
 *
 * In: a sentence with its losses. Out: yes or no. A few looks at each token of the sentence. */
#include "when.h"

/* "The army took 26 mortars": what is counted is no attack. */
bool when_is_counted(const toll_claim_reader *reader, unsigned at)
{
    const sentence_parse *parse = &reader->parse;
    if (!has_class(&parse->view, at, claim_class.materiel)) return false;
    for (size_t i = 0; i < parse->loss_count; i++)
        if (toll_extent_holds(parse->items[parse->losses[i].item].extent, at)) return true;
    return false;
}

/* The sentence tells of an attack, in the singular or not. */
bool when_tells_attack(const toll_claim_reader *reader)
{
    const toll_sentence_view *view = &reader->parse.view;
    const uint8_t attack = claim_class.attack;
    if (!sentence_has(reader, attack)) return false;
    for (unsigned at = 0; at < view->count; at++)
        if (has_class(view, at, attack) && !when_is_counted(reader, at)) return true;
    return false;
}

/* A word of one attack; the "mine" of "mine attacks" is of several. */
static bool is_one(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (has_class(view, at, k->attack_verb)) return !has_class(view, at, k->attack_many);
    if (!has_class(view, at, k->attack) || has_class(view, at, k->attack_many) || when_is_counted(reader, at)) return false;
    return !has_class(view, at + 1, k->attack_many);
}

bool when_one_attack(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->attack) && !sentence_has(reader, k->attack_verb)) return false;
    for (unsigned at = 0; at < reader->parse.view.count; at++)
        if (is_one(reader, at)) return true;
    return false;
}

/* The same, where no other figure stands between: "killed 30 last month and 12 in a raid". */
bool when_has_attack(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    unsigned figure = parse->quantities[loss->quantity].extent.first;
    if (!when_one_attack(reader)) return false;
    for (unsigned at = 0; at < parse->view.count; at++) {
        if (!is_one(reader, at)) continue;
        bool other = false, dated = at > figure; /* "a bomb killed 92 and wounded 500" is one attack */
        for (size_t i = 0; i < parse->date_count && !dated; i++)
            dated = parse->dates[i].extent.first > at && parse->dates[i].extent.first < figure;
        for (size_t i = 0; dated && i < parse->loss_count && !other; i++) {
            unsigned between = parse->quantities[parse->losses[i].quantity].extent.first;
            other = between != figure && between > (at < figure ? at : figure) && between < (at < figure ? figure : at);
        }
        if (!other) return true;
    }
    return false;
}

/* "the 1995 massacre", "the May 2015 assault on X", "the truck bomb of May 2015": right beside the date one attack, or one act of killing. */
bool when_owns_attack(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned end = toll_extent_end(date->extent), first = date->extent.first;
    if (first > 1 && has_class(view, first - 1, k->of) && (is_one(reader, first - 2) || has_class(view, first - 2, k->loss_act)))
        return true;
    for (unsigned at = end; at < end + REACH && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD; at++) {
        const toll_note *act = note_at(view, at, k->loss_act); /* no "March remains the deadliest month" */
        bool deed = act && strcmp(claim_cell(reader->tables->tables, act, "weak"), "body") != 0;
        if ((has_class(view, at, k->attack) && is_one(reader, at)) || deed) return true;
        if (has_class(view, at, k->preposition) || has_class(view, at, k->conjunction) || has_class(view, at, k->determiner)) return false;
    }
    return false;
}

/* "the attack", "in that raid", "the latest shelling"; or "an ambush", "a roadside bomb": an attack spoken of before, or a new one. */
bool when_attack_led_by(const toll_claim_reader *reader, uint8_t class_)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (!sentence_has(reader, k->attack) || !sentence_has(reader, class_)) return false;
    for (unsigned at = 1; at < view->count; at++) {
        if (!has_class(view, at, k->attack)) continue;
        for (unsigned back = at; back-- > 0 && back + 3 >= at;) {
            if (has_class(view, back, class_)) return true;
            if (has_class(view, back, k->superlative)) break; /* "one of its deadliest raids" is told anew, "the latest raid" is not */
            if (has_class(view, back, k->determiner) || has_class(view, back, k->preposition)) break;
        }
    }
    return false;
}

/* "a recent ambush", "previous raids", "had earlier attacked": none that the text is about. */
bool when_is_earlier(const toll_claim_reader *reader)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = 0; at < view->count; at++) {
        if (!when_word(reader, at, TIME_EARLIER)) continue;
        bool had = when_any_between(view, at > REACH ? at - REACH : 0, at, k->have);
        for (unsigned next = at + 1; next <= at + REACH && next < view->count && view->tokens[next].kind == TOLL_TOKEN_WORD; next++)
            if ((has_class(view, next, k->loss_act) && !has_class(view, next, k->loss_count)) || has_class(view, next, k->attack) ||
                (had && has_class(view, next, k->attack_verb)))
                return true;
    }
    return false;
}
