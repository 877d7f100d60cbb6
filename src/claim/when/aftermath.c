/* Days of what came of an attack: of the anger, the meetings, the mourning.
 *
 * In: a date of a sentence. Out: whether it is of that and not of the loss. A few looks around the date. */
#include "when.h"

/* "Tempers flared on Friday over the killing of 12", "forces were sent on Tuesday after rebels killed 12": the day of what came of it, where the
 * clause tells of no attack itself. */
bool when_is_aftermath(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, end = toll_extent_end(date->extent);
    unsigned begins = figure < loss->outcome_extent.first ? figure : loss->outcome_extent.first, after = 0;
    if (date->kind != TOLL_DATE_POINT || date->grain != 'd' || loss->carried || end >= begins) return false;
    for (unsigned at = 0; at < begins && !after; at++) {
        if (has_class(view, at, k->attack) || has_class(view, at, k->attack_verb) || has_class(view, at, k->loss_past)) return false;
        if (at >= end && (when_word(reader, at, TIME_AFTER) || when_word(reader, at, TIME_CAUSE))) after = at;
    }
    if (!after) return false;
    for (unsigned at = after; at < begins; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == ',') return false;
    for (unsigned at = 0; at < after; at++)
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb)) return true;
    return false;
}

/* "mourned on Friday the 12 killed", "met Wednesday to debate the strike": the day of what people did about it. */
bool claim_is_reaction(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 5, OWNED = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (when_owns_attack(reader, date)) return false; /* "marked the anniversary of the 1995 massacre" */
    bool mark = end < view->count && view->tokens[end].kind == TOLL_TOKEN_MARK &&
                (view->tokens[end].mark == TOLL_MARK_CLITIC || view->tokens[end].mark == ',');
    for (unsigned at = end; at < end + OWNED && at < view->count;
         at++) { /* "vowed revenge for Tuesday's air strike", "the Dec. 21, 1988, bombing" */
        if (has_class(view, at, k->attack)) return false;
        if (at > end ? view->tokens[at].kind != TOLL_TOKEN_WORD || !mark : !mark) break;
    }
    for (unsigned at = first; at-- > 0 && at + REACH >= first;) {
        if (has_class(view, at, k->reaction)) return true;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) || view->tokens[at].kind == TOLL_TOKEN_MARK) break;
    }
    for (unsigned at = end; at < end + REACH && at < view->count; at++) {
        if (has_class(view, at, k->reaction)) return true;
        bool clause = has_class(view, at, k->subordinator) ||
                      has_class(view, at, k->conjunction);       /* "on Friday as figures were released" */
        if (clause || when_word(reader, at, TIME_DURING)) break; /* "on Friday during a visit" */
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) || has_class(view, at, k->attack)) break;
    }
    return false;
}
