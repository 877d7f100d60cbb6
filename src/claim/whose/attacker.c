/* Who attacks, by the words of the sentence: whoever kills (killer.c), or the side named before an attack word or after "by".
 * In: a sentence and its loss. Out: a side, NULL = nobody is named. One walk over the names. */
#include "whose.h"

/* The word `by`, a few tokens before the name at `at` with no other preposition between ("by gunmen in Iraq" names where); `at` = there is none. */
static unsigned by_before(const toll_sentence_view *view, unsigned at)
{
    enum { WORDS = 4 };
    const claim_classes *k = &claim_class;
    for (unsigned back = 1; back <= WORDS && back <= at; back++) {
        if (has_class(view, at - back, k->by)) return at - back;
        if (has_class(view, at - back, k->preposition)) break;
    }
    return at;
}

/* "an attack last week by Hamas", "was attacked by Hamas": an attack word, a few words, `by`, and the name at `at`. */
static bool attack_by(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    const unsigned by = by_before(view, at);
    for (unsigned i = by; by < at && i-- > 0 && by - i < 7;)
        if (has_class(view, i, k->attack) || has_class(view, i, k->aggression) || has_class(view, i, k->attack_verb)) return true;
    return false;
}

/* "were killed by Hamas fighters": `by` soon after the outcome, and the name soon after that. */
static bool done_by(const toll_sentence_view *view, const tie *loss, unsigned at)
{
    const unsigned by = loss ? by_before(view, at) : at, end = loss ? toll_extent_end(loss->outcome_extent) : 0;
    return by < at && by >= end && by < end + 6;
}

/* "the Israel-Hamas war" names parties, and no attacker. */
static bool in_conflict_name(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    for (unsigned first = at > 4 ? at - 4 : 0; first <= at; first++) {
        const toll_note *note = note_at(view, first, k->conflict);
        if (note && first + note->len > at + 1u) return true;
    }
    return false;
}

/* "the attack on southern Israel that killed 12": a name behind a preposition is no subject; a small word may stand between. */
static bool is_governed(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    for (unsigned back = 1; back <= 2 && back <= at; back++) {
        if (has_class(view, at - back, k->by)) return false;
        bool link = has_class(view, at - back, k->preposition) && !has_class(view, at - back, k->subordinator);
        if (link || has_class(view, at - back, k->of)) return true;
        if (view->tokens[at - back].shape != TOLL_SHAPE_LOWER) return false;
    }
    return false;
}

/* Is the name at `at` that of an attacker: just before an attack word, or after "by"? */
static bool attacks(const toll_claim_reader *reader, const tie *loss, unsigned at)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = view_of(reader);
    const unsigned end = at + reader->parse.name_len[at];
    if (in_conflict_name(view, at)) return false;
    if (attack_by(view, at) || done_by(view, loss, at)) return true;
    bool owner = end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC;
    if (has_class(view, at, k->country) && !has_class(view, at, k->nationality) && !owner)
        return false; /* "the Syria attack" tells where */
    for (unsigned next = end; next < end + 4 && next < view->count; next++) {
        if (owner && view->tokens[next].mark == ',') return false;   /* "near Lebanon's coast, fighting" */
        if (view->tokens[next].mark == TOLL_MARK_DASH) return false; /* "KYIV - Missiles killed" */
        if (has_class(view, next, k->cue_say) && !has_class(view, next, k->attack_verb) && !has_class(view, next, k->attack))
            return false; /* "the ministry said the blast": who tells of it */
        bool verb = has_class(view, next, k->attack_verb) && !has_class(view, next, k->attack);
        if (verb && is_governed(view, at)) return false;
        if (has_class(view, next, k->attack) || has_class(view, next, k->enemy) || has_class(view, next, k->aggression) ||
            has_class(view, next, k->attack_verb))
            return true;
        bool armed = has_class(view, next, k->force) || has_class(view, next, k->formation) || whose_soldiers_at(reader, next);
        if (has_class(view, next, k->preposition) || has_class(view, next, k->of) || has_class(view, next, k->conjunction) ||
            (!armed && toll_classes_meet(view->scratch->classes[next], k->people)))
            return false;
    }
    return false;
}

/* One of the words without which no name of the sentence attacks. */
static bool tells_attack(const toll_claim_reader *reader)
{
    const claim_classes *k = &claim_class;
    const toll_classes all = reader->scratch.all;
    return toll_classes_has(all, k->attack) || toll_classes_has(all, k->attack_verb) || toll_classes_has(all, k->aggression) ||
           toll_classes_has(all, k->enemy);
}

const char *claim_attacker(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const toll_sentence_view *view = view_of(reader);
    const char *killer = whose_killer((toll_claim_reader *)reader, loss, out); /* makes strings at most */
    if (killer || !(tells_attack(reader) || toll_classes_has(reader->scratch.all, claim_class.by))) return killer;
    const char *best = NULL;
    unsigned best_distance = 0,
             here = loss->outcome_extent.count ? loss->outcome_extent.first : reader->parse.quantities[loss->quantity].extent.first;
    for (unsigned at = 0; at < view->count; at++) {
        unsigned distance = at > here ? at - here : here - at;
        if (best && distance >= best_distance) continue;
        const char *side = whose_named_at(reader, at);
        if (side && attacks(reader, loss, at)) best = side, best_distance = distance;
    }
    return best;
}

const char *whose_struck(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const char *side = claim_attacker(reader, loss, out);
    bool told = !side && reader->story.attacker && reader->story.sentence - reader->story.attacker_sentence <= 1;
    return told ? reader->story.attacker : side;
}

const char *claim_killer(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const char *killer = whose_killer((toll_claim_reader *)reader, loss, out); /* makes strings at most */
    const bool by = loss->outcome_extent.count && toll_classes_has(reader->scratch.all, claim_class.by);
    for (unsigned at = toll_extent_end(loss->outcome_extent); by && !killer && at < view_of(reader)->count; at++)
        if (done_by(view_of(reader), loss, at)) killer = whose_named_at(reader, at);
    return killer;
}

void claim_attacker_sentence(toll_claim_reader *reader)
{
    if (!tells_attack(reader)) return;
    for (unsigned at = 0; at < view_of(reader)->count; at++) {
        const char *side = whose_named_at(reader, at);
        if (!side || !attacks(reader, NULL, at)) continue;
        reader->story.attacker = side;
        reader->story.attacker_sentence = reader->story.sentence;
        return;
    }
}
