/* Which date of a sentence is the loss's.
 *
 * In: a sentence with its phrases, attributions and dates, and a loss in it. Out: the date that the loss hangs on, NULL where none does, and
 * the day on which the figure was said, where the words give one. A sentence may date many things (stated.c, other.c): those are set aside first; of
 * the rest the nearest wins, clause by clause. A few looks at each token of the sentence for each date. */
#include "when.h"

enum { HEAD_SENTENCES = 8 }; /* where a date line can stand */

static bool lower_word(const toll_sentence_view *view, unsigned at)
{
    return at < view->count && view->tokens[at].kind == TOLL_TOKEN_WORD && view->tokens[at].shape == TOLL_SHAPE_LOWER;
}

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
        if (has_class(view, at, k->preposition) || (lower_word(view, at) && !dating)) return false;
        if (toll_classes_meet(view->scratch->classes[at], k->any_verb) && !dating) return false;
    }
    unsigned end = toll_extent_end(date->extent);
    if (end < view->count && view->tokens[end].mark == ':' && date->from != reader->story.today) return false; /* an entry of a list */
    return !lower_word(view, end) && !(end < view->count && view->tokens[end].mark == TOLL_MARK_CLITIC) &&
           !(end < view->count && view->tokens[end].mark == ',' && lower_word(view, end + 1));
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

const toll_date *claim_date_of(const toll_claim_reader *reader, const tie *loss, draft *out)
{
    enum { BEYOND = 20, JOINED = 8, BESIDE = 3 };
    const sentence_parse *parse = &reader->parse;
    unsigned here = parse->quantities[loss->quantity].extent.first;
    const toll_date *best = NULL;
    unsigned best_cost = 0;
    out->claim.stated = out->told_by = TOLL_DAY_UNKNOWN;
    for (size_t i = 0; i < parse->date_count; i++) {
        const toll_date *date = &parse->dates[i];
        if (dates_nothing(reader, loss, date) || !when_counts_back(reader, loss, date)) continue;
        if (when_is_stated(reader, loss, date) || when_is_toll_day(reader, loss, date)) {
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
        if (within || elsewhere || when_in_other_quote(reader, loss, date) ||
            (date->kind == TOLL_DATE_POINT && claim_is_reaction(reader, date) && !when_after_since(reader, loss, date)))
            continue;
        unsigned cost = distance(date->extent.first, here) + (semicolon_between(reader, date->extent.first, here) ? BEYOND : 0) +
                        3 * (unsigned)claim_clauses_between(parse, date->extent.first, here) +
                        (joined_between(reader, toll_extent_end(date->extent), here) ? JOINED : 0);
        if (when_ends_count(reader, loss, date)) cost = 0;
        if (!best || cost < best_cost || (cost == best_cost && cost <= BESIDE && date->extent.first > here))
            best = date, best_cost = cost; /* "from 1,310 in May to 1,655 in June" */
    }
    const toll_date *own = best && best->kind == TOLL_DATE_SINCE && best->from == TOLL_DAY_UNKNOWN
                               ? when_own_day(reader, best->extent.first)
                               : NULL; /* "since the war began in 2003" */
    return own ? own : best;
}

/* "one on Saturday and on Sunday another": the second day's figure follows it. */
static bool has_figure(const sentence_parse *parse, const toll_date *first, const toll_date *second)
{
    enum { BESIDE = 2 };
    unsigned end = toll_extent_end(second->extent);
    bool before = false, after = false, between = false; /* "four on Monday and another three on Tuesday" */
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned figure = parse->quantities[parse->losses[i].quantity].extent.first;
        before |= figure < first->extent.first;
        after |= figure >= end && figure < end + BESIDE;
        between |= figure > first->extent.first && figure < second->extent.first;
    }
    return (before && after) || between;
}

/* "on Saturday and Sunday", "in June and again in September": the last day of what goes on from the date; *first too where the date is the second. */
void claim_date_joined(const toll_claim_reader *reader, const toll_date *date, toll_day *from, toll_day *to)
{
    enum { REACH = 5 };
    const sentence_parse *parse = &reader->parse;
    size_t index = (size_t)(date - parse->dates);
    *from = date->from, *to = date->to;
    for (int step = -1; step <= 1; step += 2) {
        if ((step < 0 && !index) || (step > 0 && index + 1 >= parse->date_count)) continue;
        const toll_date *other = step < 0 ? date - 1 : date + 1, *first = step < 0 ? other : date, *second = step < 0 ? date : other;
        unsigned at = toll_extent_end(first->extent);
        if (first->kind != TOLL_DATE_POINT || second->kind != TOLL_DATE_POINT || first->grain != second->grain) continue;
        if (first->from == TOLL_DAY_UNKNOWN || second->from == TOLL_DAY_UNKNOWN || !has_class(&parse->view, at, claim_class.conjunction))
            continue;
        bool verb = false; /* "on Saturday and again on Friday", no "and was buried on Friday" */
        while (++at < second->extent.first && lower_word(&parse->view, at))
            verb |= toll_classes_meet(parse->view.scratch->classes[at], claim_class.any_verb) ||
                    has_class(&parse->view, at, claim_class.reaction);
        bool goes_on = second->from > first->to || (second->from == first->to && first->from < first->to);
        if (at != second->extent.first || at > toll_extent_end(first->extent) + REACH || !goes_on || verb ||
            has_figure(parse, first, second))
            continue;
        *from = first->from, *to = second->to;
        return;
    }
}

/* --- days that hang on when something was said */
/* "The past 24 hours", "the past day": they end when it is said. */
bool claim_is_hours(const toll_date *date)
{
    return date->value == TOLL_VALUE_WINDOW && (date->grain == 'h' || date->grain == 'd');
}

static bool is_quoted(const toll_claim_reader *reader, const toll_date *date)
{
    for (size_t i = 0; i < reader->parse.attribution_count; i++) {
        const toll_attribution *a = &reader->parse.attributions[i];
        if ((a->flags & TOLL_ATTRIBUTION_QUOTE) && toll_attribution_covers(a, date->extent.first)) return true;
    }
    return false;
}

/* "over the past day, 6 November": the day that the words beside a window name; NULL = none. */
static const toll_date *named_beside(const toll_claim_reader *reader, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    size_t next = (size_t)(date - parse->dates) + 1;
    if (next >= parse->date_count) return NULL;
    const toll_date *other = &parse->dates[next];
    unsigned end = toll_extent_end(date->extent);
    bool beside = other->extent.first <= end + 1 && (other->extent.first == end || parse->view.tokens[end].kind == TOLL_TOKEN_MARK);
    return beside && other->kind == TOLL_DATE_POINT && other->grain == 'd' && other->from != TOLL_DAY_UNKNOWN ? other : NULL;
}

/* A date's days, where it was said on the day `said`: "today" in somebody's mouth is the day on which it was said. */
void claim_days_said(const toll_claim_reader *reader, const toll_date *date, toll_day said, toll_day *from, toll_day *to)
{
    toll_day today = reader->story.today;
    bool hours = claim_is_hours(date);
    const toll_date *named = hours ? named_beside(reader, date) : NULL;
    claim_date_joined(reader, named ? named : date, from, to);
    bool moves = (hours && !named) || (date->value == TOLL_VALUE_SHIFT && is_quoted(reader, date));
    if (!moves || today == TOLL_DAY_UNKNOWN || said == TOLL_DAY_UNKNOWN || *from == TOLL_DAY_UNKNOWN) return;
    *from += said - today;
    *to += said - today;
}
