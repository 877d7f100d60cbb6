/* Who attacks, by the words of the sentence: the subject of the killing, or the side named before an attack word or after "by". */
#include "whose.h"

/* "an attack last week by Hamas": an attack word, a few words, `by`, and the name at `at`. */
static bool attack_by(const toll_sentence_view *view, const claim_classes *k, unsigned at)
{
    unsigned by = at;
    while (by && at - by < 3 && !has_class(view, by - 1, k->by)) by--;
    if (!by || !has_class(view, by - 1, k->by)) return false;
    for (unsigned i = by - 1; i-- > 0 && by - i < 7;)
        if (has_class(view, i, k->attack) || has_class(view, i, k->aggression)) return true;
    return false;
}

/* "were killed by Hamas fighters": `by` soon after the outcome, and the name soon after that. */
static bool done_by(const toll_sentence_view *view, const claim_classes *k, const tie *loss, unsigned at)
{
    unsigned end = toll_extent_end(loss->outcome_extent);
    for (unsigned by = end; by < at && by < end + 6; by++)
        if (has_class(view, by, k->by)) return at - by <= 4;
    return false;
}

/* "Russian shelling", "Israel's air strike": a side named just before a word for an attack; else the subject of the killing. */
/* Is the item a source put in from outside ("according to X"), not an actor of the sentence? */
static bool is_source(const toll_claim_reader *reader, const item *it)
{
    for (size_t i = 0; i < reader->parse.attribution_count; i++)
        if (reader->parse.attributions[i].flags & (TOLL_ATTRIBUTION_ACCORDING | TOLL_ATTRIBUTION_AFTER) &&
            toll_extent_holds(reader->parse.attributions[i].source, it->extent.first))
            return true;
    return false;
}

/* Is the name at `at` that of an attacker: just before an attack word, or after "by"? */
static bool attacks(const toll_sentence_view *view, const claim_classes *k, const tie *loss, unsigned at, unsigned end)
{
    if (attack_by(view, k, at) || done_by(view, k, loss, at)) return true;
    bool owner = end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC;
    if (has_class(view, at, k->country) && !has_class(view, at, k->nationality) && !owner)
        return false; /* "the Syria attack" tells where */
    for (unsigned next = end; next < end + 4 && next < view->count; next++) {
        if (has_class(view, next, k->attack) || has_class(view, next, k->enemy) || has_class(view, next, k->aggression) ||
            has_class(view, next, k->attack_verb))
            return true;
        bool armed = has_class(view, next, k->force) || has_class(view, next, k->formation);
        if (has_class(view, next, k->preposition) || has_class(view, next, k->of) ||
            (!armed && toll_classes_meet(view->scratch->classes[next], k->people)))
            return false;
    }
    return false;
}

/* "the army", "the guerrillas": the regular side, the one group that the text names. */
static const char *side_of_armed(toll_claim_reader *reader, const item *agent)
{
    whose_kind kind = whose_of_noun(reader, agent);
    return kind.side ? kind.side : kind.open ? claim_only_group(reader) : NULL;
}

const char *claim_attacker(const toll_claim_reader *reader, const tie *loss, const draft *out)
{
    const claim_classes *k = classes_of(reader);
    const toll_sentence_view *view = view_of(reader);
    if (loss->agent >= 0 && !is_source(reader, &reader->parse.items[loss->agent])) {
        const item *agent = &reader->parse.items[loss->agent];
        const char *side = claim_side_in(reader, agent->extent);
        if (!side && agent->head == HEAD_PEOPLE) side = whose_belonging(reader, loss->agent);
        if (!side) side = side_of_armed((toll_claim_reader *)reader, agent); /* makes strings at most */
        if (!side && (agent->flags & NOUN_POSSESSIVE || agent->head == HEAD_PRONOUN)) side = out->claim.claimant.side;
        if (side) return side;
    }
    const char *best = NULL;
    unsigned best_distance = 0,
             here = loss->outcome_extent.count ? loss->outcome_extent.first : reader->parse.quantities[loss->quantity].extent.first;
    for (unsigned at = 0; at < view->count; at++) {
        if (reader->parse.inside_name[at] || !reader->parse.name_len[at]) continue;
        unsigned end = at + reader->parse.name_len[at], distance = at > here ? at - here : here - at;
        if (best && distance >= best_distance) continue;
        const char *side = claim_side_in(reader, (toll_extent){(uint16_t)at, (uint16_t)(end - at)});
        if (side && attacks(view, k, loss, at, end)) best = side, best_distance = distance;
    }
    return best;
}
