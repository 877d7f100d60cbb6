/* Which date of a sentence is the loss's.
 *
 * In: a sentence with its phrases, attributions and dates, and a loss in it. Out: the date that the loss hangs on, NULL where none does, and
 * the day on which the figure was said, where the words give one. A sentence may date many things (stated.c, other.c): those are set aside first; of
 * the rest the nearest wins, clause by clause. A few looks at each token of the sentence for each date. */
#include "when.h"

enum { HEAD_SENTENCES = 8 }; /* where a date line can stand */

/* A day of the calendar, not one that is counted back from today. */
static bool is_calendar(const toll_date *date)
{
    return date->value == TOLL_VALUE_CIVIL || date->value == TOLL_VALUE_ISO || date->value == TOLL_VALUE_DOTTED ||
           date->value == TOLL_VALUE_SLASHED;
}

/* "October 9 - A bomb killed 49", or "October 9" as a line of its own, some lines down, far from the day of the text: an entry of a list. */
static bool is_entry(const toll_claim_reader *reader, const toll_date *date)
{
    enum { CLOSE = 10 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned end = toll_extent_end(date->extent);
    toll_day today = reader->story.today;
    bool dash = end + 2 < view->count && (is_mark(view, end, TOLL_MARK_DASH) || is_mark(view, end, '-'));
    bool line = date->relative && !date->extent.first && end >= view->count;
    if ((!dash && !line) || !reader->story.sentence || date->extent.first > 1 || today == TOLL_DAY_UNKNOWN ||
        date->from == TOLL_DAY_UNKNOWN)
        return false;
    return date->from < today - CLOSE || date->from > today + CLOSE;
}

/* A full date before which stand only names and marks, and after which no clause goes on: "KABUL, Afghanistan (Oct. 8) -". It dates the text. */
bool claim_is_dateline(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    if (reader->story.sentence >= HEAD_SENTENCES || date->kind != TOLL_DATE_POINT || date->grain != 'd') return false;
    bool numeric = view->tokens[date->extent.first].kind == TOLL_TOKEN_NUMBER;
    if ((!numeric && date->extent.count < 2) || !is_calendar(date)) return false;
    if (is_entry(reader, date) || has_class(view, date->extent.first, reader->tables->mention.date.shift))
        return false;                                                                         /* "Today, 19 March, we" */
    bool led = date->extent.first && has_class(view, date->extent.first - 1, k->preposition); /* "on 9 July 2014" */
    if (!date->relative && date->from == reader->story.today && (numeric || (date->extent.count >= 3 && !led))) return true;
    for (unsigned at = 0; at < date->extent.first; at++) {
        const toll_note *dating = note_at(view, at, k->dateline);
        if (dating && dating->len > 1) { /* "Date of publication" */
            at += dating->len - 1u;
            continue;
        }
        if (has_class(view, at, k->preposition) || (when_lower_word(view, at) && !dating)) return false;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) && !dating) return false;
    }
    unsigned end = toll_extent_end(date->extent);
    if (end < view->count && view->tokens[end].mark == ':' && date->from != reader->story.today) return false; /* an entry of a list */
    return !when_lower_word(view, end) && !(end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC) &&
           !(end < view->count && view->tokens[end].mark == ',' && when_lower_word(view, end + 1));
}

/* --- the date of the loss */
/* "who died in 2006": a year right behind the loss is its own, whatever else the sentence dates. */
static bool beside_loss(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    enum { NEAR = 3 };
    unsigned figure = toll_extent_end(reader->parse.quantities[loss->quantity].extent), outcome = toll_extent_end(loss->outcome_extent);
    unsigned end = loss->carried || figure > outcome ? figure : outcome, at = date->extent.first;
    return at >= end && at < end + NEAR && (!at || !has_class(&reader->parse.view, at - 1, claim_class.conjunction));
}

static bool dates_nothing(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    toll_day today = reader->story.today;
    if (date->kind == TOLL_DATE_DURATION || date->value == TOLL_VALUE_SPELL) return true;
    if (date->from == TOLL_DAY_UNKNOWN && date->kind == TOLL_DATE_POINT) return true;
    if (date->kind == TOLL_DATE_POINT && when_names_thing(reader, date) && !when_after_since(reader, loss, date)) return true;
    if (date->kind == TOLL_DATE_UNTIL && date->to == TOLL_DAY_UNKNOWN) return true;
    bool year = date->kind == TOLL_DATE_POINT && date->grain == 'y' && date->value != TOLL_VALUE_PERIOD; /* no "last year" */
    bool own = !year || reader->parse.date_count == 1 || date->extent.first <= 1 || beside_loss(reader, loss, date) ||
               when_after_since(reader, loss, date) || when_owns_attack(reader, date);
    if (!own) return true;
    if (today != TOLL_DAY_UNKNOWN && date->from != TOLL_DAY_UNKNOWN && date->from > today) return true; /* nobody has died tomorrow */
    return claim_is_dateline(reader, date) || when_is_caption(reader, date);
}

static unsigned distance(unsigned a, unsigned b)
{
    return a > b ? a - b : b - a;
}

/* "30 villagers last month and 12 in a raid on Tuesday": what stands behind an "and" is likelier of the date behind it. */
static bool joined_between(const toll_claim_reader *reader, unsigned date, unsigned figure)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = date; at < figure; at++)
        if (has_class(view, at, claim_class.conjunction)) return true;
    return false;
}

/* "ten on May 31; thirteen fell in a single day, June 9" */
static bool semicolon_between(const toll_claim_reader *reader, unsigned a, unsigned b)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = a < b ? a : b; at < (a < b ? b : a); at++)
        if (view->tokens[at].kind == TOLL_TOKEN_MARK && view->tokens[at].mark == ';') return true;
    return false;
}

/* "left ten dead, but on Wednesday another two died": a date that a clause behind the figure begins with is of that clause's own figure. */
static bool begins_other(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (first && has_class(&parse->view, first - 1, k->preposition)) first--;
    if (!first || first <= when_loss_end(reader, loss) || !has_class(&parse->view, first - 1, k->conjunction)) return false;
    for (size_t i = 0; i < parse->loss_count; i++)
        if (parse->quantities[parse->losses[i].quantity].extent.first >= end) return true;
    return false;
}

/* "the toll in Thursday's bombings rose to 202 after 40 died overnight": a day of the attack, between the toll and its figure. */
static bool is_of_toll(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, noun = toll_extent_end(loss->outcome_extent);
    return !loss->carried && date->extent.first >= noun && date->extent.first < figure &&
           when_any_between(&reader->parse.view, noun, figure, claim_class.attack);
}

/* "They returned in September 1999 after 300 had died": long before the attack that the text is about. */
static bool is_far(const toll_date *date, toll_day event)
{
    enum { FAR = 31 };
    return event != TOLL_DAY_UNKNOWN && date->to != TOLL_DAY_UNKNOWN && date->to + FAR < event;
}

/* "militants involved in the recent killing of a policeman were shot on Monday": the day is of the other deed. */
static bool is_of_recent_act(const toll_claim_reader *reader, const tie *loss)
{
    const sentence_parse *parse = &reader->parse;
    unsigned act = loss->outcome_extent.first;
    if (loss->carried || !act || !when_word(reader, act - 1, TIME_EARLIER) || !has_class(&parse->view, act, claim_class.loss_act))
        return false;
    unsigned end = when_loss_end(reader, loss);
    for (size_t i = 0; i < parse->date_count; i++)
        if (parse->dates[i].extent.first >= act && parse->dates[i].extent.first <= end + 3) return false;
    return true;
}

/* "In June it rose to 184 from 174 in May": a day behind another figure is likelier of that one. */
static bool figure_between(const sentence_parse *parse, unsigned figure, unsigned date)
{
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned other = parse->quantities[parse->losses[i].quantity].extent.first;
        if (other > figure && other < date) return true;
    }
    return false;
}

/* "25,671 dead (as of June 30 some 25,170)": a date in brackets with a figure of their own. */
static bool in_other_brackets(const sentence_parse *parse, unsigned figure, const toll_date *date)
{
    enum { REACH = 12 };
    const toll_sentence_view *view = &parse->view;
    unsigned first = date->extent.first, open = 0, close = toll_extent_end(date->extent);
    for (unsigned at = first; at-- > 0 && at + REACH >= first && !open;)
        if (is_mark(view, at, '(')) open = at + 1;
        else if (is_mark(view, at, ')')) return false;
    while (close < view->count && close < first + REACH && !is_mark(view, close, ')')) close++;
    if (!open || close >= view->count || !is_mark(view, close, ')') || (figure >= open && figure < close)) return false;
    for (size_t i = 0; i < parse->quantity_count; i++)
        if (parse->quantities[i].extent.first >= open && parse->quantities[i].extent.first < close &&
            !toll_extent_holds(date->extent, parse->quantities[i].extent.first))
            return true;
    return false;
}

/* "13 were killed over the weekend, bringing to 18 the number killed since Thursday": the days of those who were added. */
static bool is_of_raising(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned figure = parse->quantities[loss->quantity].extent.first, end = toll_extent_end(date->extent);
    if (end > figure || !when_is_raised(reader, loss) || !when_any_between(&parse->view, end, figure, claim_class.raiser)) return false;
    for (size_t i = 0; i < parse->loss_count; i++)
        if (parse->quantities[parse->losses[i].quantity].extent.first < end) return true;
    return false;
}

const toll_date *claim_date_of(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    enum { BEYOND = 20, JOINED = 8, BESIDE = 3, OTHERS = 14, HEAD = 12 };
    const sentence_parse *parse = &reader->parse;
    unsigned here = parse->quantities[loss->quantity].extent.first;
    const toll_date *best = NULL;
    unsigned best_cost = 0;
    out->claim.stated = out->told_by = TOLL_DAY_UNKNOWN;
    out->recent_act = is_of_recent_act(reader, loss);
    if (out->recent_act) return NULL;
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (dates_nothing(reader, loss, date) || !when_counts_back(reader, loss, date)) continue;
        if (when_is_stated(reader, loss, date) || when_is_toll_day(reader, loss, date) || is_of_raising(reader, loss, date)) {
            if (date->kind == TOLL_DATE_POINT || date->kind == TOLL_DATE_SINCE)
                out->told_by = date->kind == TOLL_DATE_POINT ? date->to : date->from;
            if (out->told_by != TOLL_DAY_UNKNOWN && date->grain == 'd') out->claim.stated = date->from;
            continue;
        }
        if (when_is_beyond(reader, loss, date) || when_is_aftermath(reader, loss, date) || when_in_other_clause(reader, loss, date) ||
            begins_other(reader, loss, date)) {
            out->day_beyond = true;
            continue;
        }
        bool within = date->value == TOLL_VALUE_WITHIN && !loss->perfect && reader->story.zone != TOLL_ZONE_HEADLINE;
        bool elsewhere = when_is_elsewhere(reader, loss, date);
        if (elsewhere && date->kind == TOLL_DATE_SINCE && date->extent.first < here)
            out->day_beyond = true; /* "the worst since May, when 30 were killed" */
        bool reaction = date->kind == TOLL_DATE_POINT && claim_is_reaction(reader, date) && !when_after_since(reader, loss, date);
        out->long_ago |= reaction && is_far(date, reader->story.event.from);
        if (within || elsewhere || reaction || when_in_other_quote(reader, loss, date)) continue;
        unsigned far = distance(date->extent.first, here);
        if (date->extent.first <= 1 && date->grain != 'd' && date->grain != 'h' && far > HEAD)
            far = HEAD; /* what a sentence begins with is of all of it */
        unsigned cost = far + (semicolon_between(reader, date->extent.first, here) ? BEYOND : 0) +
                        3 * (unsigned)claim_clauses_between(parse, date->extent.first, here) +
                        (joined_between(reader, toll_extent_end(date->extent), here) ? JOINED : 0);
        if (date->extent.first > here && figure_between(parse, here, date->extent.first)) cost += OTHERS;
        if (in_other_brackets(parse, here, date)) cost += 3 * BEYOND;
        if (when_ends_count(reader, loss, date) || is_of_toll(reader, loss, date)) cost = 0;
        if (!best || cost < best_cost || (cost == best_cost && cost <= BESIDE && date->extent.first > here))
            best = date, best_cost = cost; /* "from 1,310 in May to 1,655 in June" */
    }
    const toll_date *own = best && best->kind == TOLL_DATE_SINCE && best->from == TOLL_DAY_UNKNOWN
                               ? when_own_day(reader, best->extent.first)
                               : NULL; /* "since the war began in 2003" */
    return own ? own : best;
}
