/* Days of something else than the attack: of what came of it (the anger, the meetings, the mourning), of another verb or noun of its sentence.
 *
 * In: a date of a sentence. Out: whether it is of that and not of the loss, the attack. A few looks around the date. */
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
        bool verb = toll_classes_meet(view->scratch->classes[at], k->any_verb); /* "who arrived on Friday, blamed the raid on" */
        if (at > end ? view->tokens[at].kind != TOLL_TOKEN_WORD || !mark || verb : !mark) break;
    }
    for (unsigned at = first; at-- > 0 && at + REACH >= first;) {
        if (when_word(reader, at, TIME_BLAMED)) continue; /* "in an ambush blamed on rebels on Monday" */
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

/* --- the day of another verb or noun than the attack's, in a sentence that tells of an attack */
static bool tells_deed(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    return has_class(view, at, k->attack) || has_class(view, at, k->attack_verb) || has_class(view, at, k->battle) ||
           toll_classes_meet(view->scratch->classes[at], k->loss) || when_word(reader, at, TIME_HAPPENED) ||
           when_word(reader, at, TIME_BEGAN) || when_word(reader, at, TIME_ENDED) || when_word(reader, at, TIME_MASS);
}

/* "Monday's raid", "on Monday militants stormed", "on Monday when a bomb went off", no "on Monday that": the attack stands behind the date. */
static bool leads_to_deed(const toll_claim_reader *reader, unsigned end)
{
    enum { NEXT = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned at = end + (end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC), when = at;
    for (; at < end + NEXT && at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD; at++)
        if (has_class(view, at, k->subordinator)) break;
        else if (tells_deed(reader, at)) return true;
    when += when < view->count && view->tokens[when].kind == TOLL_TOKEN_MARK && view->tokens[when].mark == ',';
    return has_class(view, when, k->subordinator) && !has_class(view, when, k->definite) && !when_word(reader, when, TIME_AFTER);
}

/* "the clashes in the east": the attack noun at `at` is no "victims of the attack". */
static bool is_subject(const toll_claim_reader *reader, unsigned at, unsigned verb)
{
    enum { MODIFIERS = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (at + 1 < verb && !has_class(view, at + 1, k->preposition) && !has_class(view, at + 1, k->be) && !has_class(view, at + 1, k->have))
        return false;
    for (unsigned back = at; back-- > 0 && back + MODIFIERS >= at && view->tokens[back].kind == TOLL_TOKEN_WORD;)
        if (has_class(view, back, k->preposition) || has_class(view, back, k->of)) return false;
    return true;
}

/* "Shelling was heard on Friday", "clashes in the east raged on Friday"; "as thousands waited on Friday": the verb at `at` tells of the attack, or of
 * what went on meanwhile. */
static bool is_of_deed(const toll_claim_reader *reader, unsigned at)
{
    enum { CLAUSE = 20 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned back = at; back-- > 0 && back + CLAUSE >= at && !when_parts(view, back);) {
        if (has_class(view, back, k->subordinator)) return !has_class(view, back, k->definite); /* "when", "as", but not "that" */
        if (has_class(view, back, k->attack) || has_class(view, back, k->battle) || when_word(reader, back, TIME_MASS))
            return is_subject(reader, back, at);
    }
    return false;
}

/* No verb of its clause: "the divided city", "the army-held town", "areas occupied by"; the "am" of an hour. */
static bool is_modifier(const toll_sentence_view *view, unsigned at)
{
    const claim_classes *k = &claim_class;
    if (!at) return false;
    bool past = has_class(view, at + 1, k->by) && !has_class(view, at - 1, k->be);
    return past || has_class(view, at - 1, k->determiner) || view->tokens[at - 1].mark == '-' ||
           view->tokens[at - 1].kind == TOLL_TOKEN_NUMBER;
}

/* "discussed the raid at a meeting on Friday", "his claim on Monday that strikes are needed": the day hangs on a verb or a noun before it, and no
 * word of the attack stands between. */
bool when_is_others(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 10 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (!first || leads_to_deed(reader, end) || when_says(reader, TIME_PART)) return false;
    for (unsigned at = first; at-- > 0;) {
        if (at + REACH < first || when_parts(view, at) || tells_deed(reader, at) || has_class(view, at, k->conjunction)) return false;
        if (has_class(view, at, k->subordinator) || has_class(view, at, k->relative)) return false;
        bool verb = toll_classes_meet(view->scratch->classes[at], k->any_verb) && !has_class(view, at, k->modal);
        if (verb && claim_is_ing(view, at) && at && has_class(view, at - 1, k->be))
            return false; /* "they were crossing the river on Friday" */
        if (verb && !claim_is_ing(view, at) && !is_modifier(view, at))
            return !has_class(view, end, k->infinitive) && !is_of_deed(reader, at); /* "managed on Friday to" */
    }
    const unsigned noun = first - 1; /* "a statement Sunday" is of its noun; in "a bomber Sunday drove a car into ..." a verb follows */
    return view->tokens[noun].kind == TOLL_TOKEN_WORD && view->tokens[noun].shape == TOLL_SHAPE_LOWER &&
           !has_class(view, noun, k->adverb) && !toll_classes_meet(view->scratch->classes[noun], k->function) &&
           !toll_classes_meet(view->scratch->classes[end], k->any_verb) && !(noun && view->tokens[noun - 1].kind == TOLL_TOKEN_NUMBER);
}
