/* Dates of a sentence that are of other things than its losses: when a toll rose, when a picture was taken, when others fell whom a clause
 * behind counts. When something was said is told by stated.c.
 *
 * In: a sentence with its attributions and dates, a loss, a date. Out: whether the date is of one of these. A few looks around each date. */
#include "when.h"

static bool attack_beside(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    enum { REACH = 8 }; /* "a strike in the south of Beirut on Friday" */
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    for (unsigned at = first; at-- > 0 && at + REACH >= first && !when_parts(view, at);) {
        if (has_class(view, at, k->attack) || has_class(view, at, k->attack_verb)) return true;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb)) break;
    }
    for (unsigned at = end; at < end + 3 && at < view->count; at++)
        if (has_class(view, at, k->attack)) return true;
    return false;
}

/* Do the words that end before the token say that something was made known ("issued", "given out")? */
static bool is_issued(const toll_claim_reader *reader, unsigned end)
{
    enum { LONGEST = 2 };
    for (unsigned len = 1; len <= LONGEST && len <= end; len++) {
        const toll_note *issued = when_word(reader, end - len, TIME_ISSUED);
        if (issued && issued->len == len) return true;
    }
    return false;
}

/* "A toll issued on Sunday spoke of 20", "on Monday it was 30", "were reported dead early this morning": the day of a count. */
static bool is_report_day(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (date->kind != TOLL_DATE_POINT || date->grain != 'd') return false;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (has_class(view, end, k->neuter) && has_class(view, end + 1, k->be) && end + 2 < view->count &&
        view->tokens[end + 2].kind == TOLL_TOKEN_NUMBER)
        return true;
    unsigned at = first && has_class(view, first - 1, k->preposition) ? first - 1 : first;
    if (!at) return false;
    return is_issued(reader, at) || when_of_utterance(reader, date) ||
           (has_class(view, at - 1, k->loss_adjective) && is_issued(reader, at - 1));
}

/* "On Friday the toll rose to 115": a toll is told, and nobody died, on the day on which it rises. */
bool when_is_toll_day(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned since;
    if (is_report_day(reader, date)) return true;
    if (when_since_of(reader, date, &since)) return false; /* "rose to 673 since fighting erupted on 27 September" */
    if (strcmp(loss->rule, "toll-stands") != 0 || date->kind != TOLL_DATE_POINT || date->grain != 'd' || date->from != date->to)
        return false;
    if (reader->parse.quantities[loss->quantity].quantity.unit == TOLL_UNIT_PEOPLE_DIFFERENCE) return false;
    return !attack_beside(reader, date);
}

/* --- dates of other things */
bool when_any_between(const toll_sentence_view *view, unsigned first, unsigned end, uint8_t class_)
{
    for (unsigned at = first; at < end; at++)
        if (has_class(view, at, class_)) return true;
    return false;
}

unsigned when_loss_end(const toll_claim_reader *reader, const tie *loss)
{
    unsigned figure = toll_extent_end(reader->parse.quantities[loss->quantity].extent), outcome = toll_extent_end(loss->outcome_extent);
    return figure > outcome || loss->carried ? figure : outcome;
}

/* Another figure between, behind a relative. */
static bool clause_between(const toll_claim_reader *reader, const tie *loss, unsigned first, unsigned end)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned at = parse->quantities[parse->losses[i].quantity].extent.first;
        bool other = &parse->losses[i] != loss && at >= first && at < end;
        if (other && when_any_between(&parse->view, first, at, claim_class.relative)) return true;
    }
    return false;
}

/* "Rescuers at work in Aleppo, 6 August 2016 (Reuters)": when a picture was taken. No word leads to the day, and nothing goes on after it. */
bool when_is_caption(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (date->kind != TOLL_DATE_POINT || date->relative || date->value != TOLL_VALUE_CIVIL || first < 3) return false;
    const toll_token *next = end < view->count ? &view->tokens[end] : NULL;
    if (next &&
        !(next->kind == TOLL_TOKEN_MARK && (next->mark == '(' || next->mark == '[' || (next->mark == '.' && end + 1 == view->count))))
        return false;
    if (view->tokens[first - 1].kind == TOLL_TOKEN_MARK && view->tokens[first - 1].mark == ',') first--;
    const toll_token *before = &view->tokens[first - 1];
    return before->kind == TOLL_TOKEN_WORD && before->shape == TOLL_SHAPE_CAPITAL &&
           !toll_classes_meet(view->scratch->classes[first - 1], claim_class.any_verb);
}

/* "22 killed, among whom are three hurt on Thursday": a date of a clause that counts others. */
bool when_is_beyond(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned end = when_loss_end(reader, loss);
    return end < date->extent.first && clause_between(reader, loss, end, date->extent.first);
}

/* "Two died. 'Today they have been shelling it all day,' he said on Sunday": a day in somebody's mouth is of what that mouth says. */
bool when_in_other_quote(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    if (date->value != TOLL_VALUE_SHIFT) return false;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first;
    for (size_t i = 0; i < reader->parse.attribution_count; i++) {
        const toll_attribution *a = &reader->parse.attributions[i];
        if (a->flags & TOLL_ATTRIBUTION_QUOTE && toll_attribution_covers(a, date->extent.first) && !toll_attribution_covers(a, figure))
            return true;
    }
    return false;
}
