/* Sums that a deed or a day raises: "bringing their total losses to 58", "The clashes raise the number of rebels killed to 3,614", "killed two,
 * bringing to 813 the number lost". What raises it is one of those counted, so the count is wider than that.
 *
 * In: a sentence with its loss. Out: whether the figure is such a sum. A few looks at each token between the words that raise it and the figure. */
#include "when.h"

/* The subject is an attack or the deaths, the latest of those counted; none of "the dead of the attack". */
static bool raised_by(const toll_claim_reader *reader, unsigned raiser, uint8_t subject)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = raiser; at-- > 0 && !when_parts(view, at);) {
        bool since = has_class(view, at, reader->tables->mention.date.since); /* "the worst raid since May brought ..." */
        if (has_class(view, at, k->preposition) && !since) return false;
        if (has_class(view, at, subject)) return true;
    }
    return false;
}

/* "killed two, bringing the number of British dead in the war to 30": a toll wider than the attack, on top of those counted before it. The words of
 * the sum stand from the first to the end. */
static bool is_wider(const toll_claim_reader *reader, const tie *loss, unsigned raiser, unsigned first, unsigned end)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    const bool deed = raised_by(reader, raiser, k->attack);
    bool wide = deed && !has_class(&parse->view, loss->outcome_extent.first, k->loss_count), /* no "brought the death toll to" */
        on_top = deed || raised_by(reader, raiser, k->loss_count);
    for (size_t i = 0; i < parse->loss_count; i++) on_top |= parse->quantities[parse->losses[i].quantity].extent.first < raiser;
    for (unsigned at = first; on_top && at < end && at < parse->view.count; at++) {
        if (has_class(&parse->view, at, reader->tables->mention.date.since))
            return true;                                          /* "the number killed since the operation began" */
        if (has_class(&parse->view, at, k->attack)) return false; /* "the number killed in Saturday's blast" */
        wide |= has_class(&parse->view, at, k->nationality) || has_class(&parse->view, at, k->country) ||
                has_class(&parse->view, at, k->conflict) || has_class(&parse->view, at, k->war_word);
    }
    return wide;
}

/* What raises the figure, from the token back; false where nothing does. */
static bool raiser_before(const toll_claim_reader *reader, unsigned from, unsigned reach, unsigned *raiser)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = from; at-- > 0 && at + reach >= from && !when_parts(view, at);) {
        if (!has_class(view, at, claim_class.raiser)) continue;
        *raiser = at;
        return true;
    }
    return false;
}

/* What a noun of losses is raised to; "put the dead at 58" tells of no sum. */
bool when_is_raised(const toll_claim_reader *reader, const tie *loss)
{
    enum { REACH = 8, NEAR = 3, BEHIND = 6 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, noun = loss->outcome_extent.first,
             end = toll_extent_end(loss->outcome_extent), raiser;
    if (!sentence_has(reader, k->raiser)) return false;
    if (noun < figure && when_any_between(view, end, figure, k->toll_value) && raiser_before(reader, noun, REACH, &raiser))
        return when_says(reader, TIME_TOTAL) || is_wider(reader, loss, raiser, raiser, figure);
    return raiser_before(reader, figure, NEAR, &raiser) && when_any_between(view, raiser, figure, k->toll_value) &&
           is_wider(reader, loss, raiser, figure, (noun > figure ? end : figure) + BEHIND); /* "bringing to 813 the number lost" */
}

/* "which takes it to 350": what a sum stands at. */
bool when_is_total(const toll_claim_reader *reader, const timing *t)
{
    return !strcmp(t->loss->rule, "total-stands") || when_is_raised(reader, t->loss);
}
