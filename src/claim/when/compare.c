/* Dates that tell since when or within what an attack is compared, and since when another thing has been.
 *
 * In: a sentence with its dates, a loss, a date. Out: whether the date is of such a comparison. A few looks around each date. */
#include "when.h"

/* "more than 40 others" compares nothing: its than is of the figure. */
bool when_compares(const toll_claim_reader *reader, unsigned at)
{
    const sentence_parse *parse = &reader->parse;
    if (!has_class(&parse->view, at, claim_class.comparison_than)) return false;
    for (size_t i = 0; i < parse->quantity_count; i++)
        if (toll_extent_holds(parse->quantities[i].extent, at)) return false;
    return true;
}

/* "since the assaults that killed 130 in November": the figure tells since what, not what has been counted since. */
static bool is_inside_since(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    enum { REACH = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first;
    unsigned outcome = loss->outcome_extent.first;
    if (loss->carried || since >= outcome || outcome >= figure) return false;
    const toll_date *day = when_own_day(reader, since);
    if (day && day->extent.first < outcome) return false; /* "fighting since 1964 in a war that has killed 900" */
    return when_any_between(view, outcome > since + REACH ? outcome - REACH : since, outcome, claim_class.relative);
}

/* "in talks since 2012 to end a war that has taken 9,000 lives": a since of the main clause, which tells of no fighting, and a loss of the relative
 * one. */
static bool is_of_main_clause(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    enum { REACH = 14, BESIDE = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, outcome = loss->outcome_extent.first;
    unsigned begins = figure < outcome || loss->carried ? figure : outcome;
    if (begins <= since + BESIDE || !when_any_between(view, begins - BESIDE, begins, k->relative)) return false;
    bool verb = false;
    for (unsigned at = 0; at < since && !verb; at++) verb = toll_classes_meet(view->scratch->classes[at], k->any_verb);
    if (!verb) return false; /* "Since 2012, when ..." */
    for (unsigned at = since; at-- > 0 && at + REACH >= since;) {
        if (has_class(view, at, k->war_word) || has_class(view, at, k->conflict) || has_class(view, at, k->battle)) return false;
        if (has_class(view, at, k->attack) || has_class(view, at, k->attack_verb) || has_class(view, at, k->loss_act) ||
            has_class(view, at, k->loss_count))
            return false;
    }
    return true;
}

/* "recorded another 40 dead, pushing the toll to 673 since 27 September": the since is of the sum. */
static bool is_raised_since(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    const sentence_parse *parse = &reader->parse;
    unsigned end = when_loss_end(reader, loss);
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned sum = parse->quantities[parse->losses[i].quantity].extent.first;
        if (sum > end && sum < since && when_any_between(&parse->view, end, sum, claim_class.raiser)) return true;
    }
    return false;
}

/* "the largest raid since May", "killed in a city which has been held since 2014": a since that hangs on another word than the loss. */
bool claim_since_elsewhere(const toll_claim_reader *reader, const tie *loss, unsigned since)
{
    enum { REACH = 14 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned first = since > REACH ? since - REACH : 0;
    for (unsigned at = first; at < since; at++) /* "The latest deaths take the number of those killed since 2001 to 174" */
        if (has_class(view, at, k->raiser)) first = at;
    if (when_any_between(view, first, since, k->superlative)) return true;
    if (loss && (is_inside_since(reader, loss, since) || is_of_main_clause(reader, loss, since) || is_raised_since(reader, loss, since)))
        return true;
    if (!loss) return false;
    for (unsigned at = when_loss_end(reader, loss); at < since; at++) /* but "in clashes that have gone on since 11 November" */
        if (has_class(view, at, k->relative) && !(at && has_class(view, at - 1, k->attack))) return true;
    return false;
}

/* "the largest city of the province": no attack is compared. */
static bool is_of_place(const toll_sentence_view *view, unsigned worst)
{
    enum { NEXT = 2 };
    for (unsigned at = worst + 1; at <= worst + NEXT && at < view->count; at++)
        if (has_class(view, at, claim_class.region_word) || has_class(view, at, claim_class.site_word)) return true;
    return false;
}

/* "the longest battle in recent years", "some of the fiercest fighting this year", "the latest of many raids this month": a stretch over which an
 * attack is compared. */
static bool is_compared(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 10 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    bool stretch = date->grain != 'd' && date->grain != 'h' &&
                   (date->value == TOLL_VALUE_RECENT || date->value == TOLL_VALUE_WINDOW || date->value == TOLL_VALUE_PERIOD);
    if (!stretch || !sentence_has(reader, k->superlative)) return false;
    if (date->value == TOLL_VALUE_PERIOD && date->to < reader->story.today) return false; /* "the deadliest raid last week" was then */
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        if (has_class(view, at, k->superlative)) return !is_of_place(view, at);
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) && !has_class(view, at, k->attack)) return false;
        if (view->tokens[at].kind == TOLL_TOKEN_MARK || view->tokens[at].kind == TOLL_TOKEN_NUMBER) return false;
    }
    return false;
}

/* "824 a day, four times the rate of June": the day or month of what is multiplied. */
static bool is_multiple(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned figure = parse->quantities[loss->quantity].extent.first;
    for (size_t i = 0; i < parse->quantity_count; i++) {
        unsigned end = toll_extent_end(parse->quantities[i].extent);
        if (parse->quantities[i].quantity.unit != TOLL_UNIT_TIMES || parse->quantities[i].extent.first < figure) continue;
        if (end <= date->extent.first && has_class(&parse->view, end, claim_class.definite)) return true;
    }
    return false;
}

/* "on the run since the January raid that killed four", "ablaze since noon as a result of the offensive of Saturday, which has left 600 dead" */
static bool tells_deed(const toll_claim_reader *reader, unsigned first, unsigned end)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = first; at < end && at < view->count; at++)
        if (has_class(view, at, claim_class.attack) || when_word(reader, at, TIME_LONG)) return true;
    return false;
}

/* "killed by the deadliest raid since fighting began on 12 July", "in talks since the 1980s to end a war that has killed 600,000" */
static bool is_since_worst(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    enum { REACH = 10 };
    unsigned since, figure = reader->parse.quantities[loss->quantity].extent.first;
    if (!when_since_of(reader, date, &since)) return false;
    unsigned first = since > REACH ? since - REACH : 0;
    if (figure < since && figure > first) first = figure;
    if (is_raised_since(reader, loss, since) || (is_of_main_clause(reader, loss, since) && !tells_deed(reader, since, figure))) return true;
    if (figure > since && when_any_between(&reader->parse.view, since, date->extent.first, claim_class.attack))
        return false; /* "the first deaths since the attack on Tuesday that killed 87" */
    return when_any_between(&reader->parse.view, first, since, claim_class.superlative);
}

/* "compared to", "compared with" right before the token. */
static bool is_compared_with(const toll_claim_reader *reader, unsigned first)
{
    enum { LONGEST = 3 };
    for (unsigned len = 1; len <= LONGEST && len <= first; len++) {
        const toll_note *word = when_word(reader, first - len, TIME_COMPARED);
        if (word && word->len == len) return !first || first == len; /* at the sentence's head */
    }
    return false;
}

bool when_is_elsewhere(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    bool spans = date->kind == TOLL_DATE_SINCE || date->value == TOLL_VALUE_WITHIN; /* "the deadliest raid in three weeks" */
    if ((spans && claim_since_elsewhere(reader, loss, date->extent.first)) || is_compared(reader, date)) return true;
    if (!spans && is_since_worst(reader, loss, date)) return true;
    if (is_multiple(reader, loss, date)) return true;
    for (unsigned at = when_loss_end(reader, loss); at < date->extent.first; at++)
        if (when_compares(reader, at) || when_word(reader, at, TIME_COMPARED)) return true; /* "60 more than on 6 February" */
    unsigned first = date->extent.first;                                                    /* "Compared to June 30, two were killed" */
    return is_compared_with(reader, first) && reader->parse.quantities[loss->quantity].extent.first > first;
}
