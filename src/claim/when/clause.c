/* Dates of the other clause: of what an attack was revenge for, of what it "came as" or "came after", and of the beginning or the end of what the
 * figure counts.
 *
 * In: a sentence with its dates, a loss, a date. Out: whether the date stands on the other side, or how it bounds the count. A look at each token
 * for each date. */
#include "when.h"

/* "in fighting since July", "since the rebellion broke out in 2003": a since with a day of its own needs no war to tell when. NULL = it has none. */
const toll_date *when_own_day(const toll_claim_reader *reader, unsigned since)
{
    enum { REACH = 14 };
    const toll_sentence_view *view = &reader->parse.view;
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        const toll_date *date = &reader->parse.dates[i];
        if (date->extent.first < since || date->extent.first > since + REACH || date->from == TOLL_DAY_UNKNOWN) continue;
        if (date->kind == TOLL_DATE_UNTIL || date->kind == TOLL_DATE_DURATION) continue;
        for (unsigned at = since; at < date->extent.first; at++)
            if (when_parts(view, at)) return NULL;
        return date;
    }
    return NULL;
}

/* The end of the phrase that begins at the token: the next comma behind which no relative clause goes on, or the sentence's end. */
static unsigned phrase_end(const toll_claim_reader *reader, unsigned at)
{
    const toll_sentence_view *view = &reader->parse.view;
    for (; at < view->count; at++) {
        bool mark = view->tokens[at].kind == TOLL_TOKEN_MARK && (view->tokens[at].mark == ',' || view->tokens[at].mark == ';');
        if (mark && !(at + 1 < view->count && has_class(view, at + 1, claim_class.relative))) break;
    }
    return at;
}

/* "Jets struck on Friday in retaliation for a raid that killed 12", "the raid, to avenge a killing in May, left 12 dead": an attack and what it was
 * revenge for have each their own day. */
static bool is_revenge(const toll_claim_reader *reader, unsigned figure, unsigned day)
{
    const toll_sentence_view *view = &reader->parse.view;
    if (!when_says(reader, TIME_CAUSE)) return false;
    for (unsigned at = 0; at < view->count; at++) {
        if (!when_word(reader, at, TIME_CAUSE)) continue;
        unsigned end = phrase_end(reader, at);
        bool figure_in = figure >= at && figure < end, day_in = day >= at && day < end;
        if ((figure_in && day < at) || (day_in && !figure_in)) return true;
    }
    return false;
}

/* "came as", "comes a week after", "came 11 days before": begins the other clause. */
static bool is_came(const toll_claim_reader *reader, unsigned at)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    if (when_word(reader, at, TIME_CAME)) return true;
    if (!when_word(reader, at, TIME_COME)) return false;
    for (unsigned next = at + 1; next <= at + REACH && next < view->count; next++)
        if (has_class(view, next, reader->tables->mention.date.unit)) return has_class(view, next + 1, claim_class.subordinator);
    return false;
}

/* "The blast, which killed 12, came as troops were sent on Monday", "the raid on Monday came after rebels had killed 12": two attacks. */
static bool is_coming(const toll_claim_reader *reader, unsigned figure, unsigned day)
{
    if (!when_says(reader, TIME_CAME) && !when_says(reader, TIME_COME)) return false;
    for (unsigned at = 0; at < reader->parse.view.count; at++)
        if (is_came(reader, at) && (figure < at) != (day < at)) return true;
    return false;
}

/* "The deaths came a week after raids killed 42": of another attack than the one that the text goes on about. */
bool when_comes_after(const toll_claim_reader *reader, uint32_t figure)
{
    const toll_sentence_view *view = &reader->parse.view;
    if (!when_says(reader, TIME_CAME) && !when_says(reader, TIME_COME)) return false;
    for (unsigned at = 0; at < view->count && view->tokens[at].off < figure; at++)
        if (is_came(reader, at)) return true;
    return false;
}

/* "... died as the army retook territory it lost last year": the day is of what is told of a thing, behind a pronoun right behind that thing. */
static bool is_told_of(const toll_claim_reader *reader, const tie *loss, unsigned day)
{
    const toll_sentence_view *view = &reader->parse.view;
    unsigned verb = day && has_class(view, day - 1, claim_class.preposition) ? day - 1 : day, who;
    if (verb < 3 || !toll_classes_meet(view->scratch->classes[verb - 1], claim_class.any_verb)) return false;
    who = verb - 2;
    if (has_class(view, who, claim_class.have) && who > 1) who--; /* "it had lost" */
    if (!has_class(view, who, claim_class.pronoun) || has_class(view, who, claim_class.determiner)) return false;
    bool thing = view->tokens[who - 1].kind == TOLL_TOKEN_WORD &&
                 !toll_classes_meet(view->scratch->classes[who - 1], claim_class.function) &&
                 !toll_classes_meet(view->scratch->classes[who - 1], claim_class.any_verb);
    return thing && toll_extent_end(loss->outcome_extent) < who;
}

/* "... were killed and the ship sank the following day": the day after is of the other verb. */
static bool is_next(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    const claim_classes *k = &claim_class;
    bool other = false, verb = false;
    if (date->value != TOLL_VALUE_ANCHOR || date->from == reader->story.anchor) return false;
    for (unsigned at = when_loss_end(reader, loss); at < date->extent.first; at++) {
        verb |= other && toll_classes_meet(parse->view.scratch->classes[at], k->any_verb);
        other |= has_class(&parse->view, at, k->conjunction);
    }
    for (size_t i = 0; verb && i < parse->loss_count; i++) {
        unsigned figure = parse->quantities[parse->losses[i].quantity].extent.first;
        if (figure > when_loss_end(reader, loss) && figure < date->extent.first) return false;
    }
    return verb;
}

/* "a war that has left 600,000 dead": the relative behind the war; 0 = the loss is no war's. */
static unsigned war_before(const toll_claim_reader *reader, const tie *loss)
{
    enum { REACH = 4, LIST = 14, HUGE = 1000 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const toll_quantity *q = &reader->parse.quantities[loss->quantity].quantity;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, verb = loss->outcome_extent.first;
    unsigned first = figure < verb || loss->carried ? figure : verb, reach = loss->carried ? LIST : REACH;
    if (!loss->perfect && !(q->point >= HUGE) && !(q->low >= HUGE)) return 0;
    for (unsigned at = first; at-- > 1 && at + reach >= first;)
        if (has_class(view, at, k->relative) && (has_class(view, at - 1, k->war_word) || has_class(view, at - 1, k->conflict)))
            return !has_class(view, at - 1, k->battle) && !has_class(view, at - 1, k->attack) ? at : 0;
    return 0;
}

bool when_costs_war(const toll_claim_reader *reader, const tie *loss)
{
    return war_before(reader, loss) > 0;
}

/* "Talks opened last November to end the conflict that has left 600,000 dead": what a war has cost is dated by nothing before it, but "the 1994-96
 * war that killed 9,000". */
static bool is_of_war_clause(const toll_claim_reader *reader, const tie *loss, unsigned day)
{
    enum { OWN = 3 };
    return war_before(reader, loss) > day + OWN;
}

/* "Thousands have fled the fighting, which entered its sixth week on Monday": the day of what is told of the fighting, not since when it goes on. */
static bool is_told_of_war(const toll_claim_reader *reader, const tie *loss, unsigned day)
{
    enum { WHERE = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    for (unsigned at = when_loss_end(reader, loss) + 1; at < day; at++) {
        if (!has_class(view, at, k->relative)) continue;
        unsigned noun = at - 1;
        if (view->tokens[noun].kind == TOLL_TOKEN_MARK && noun) noun--;
        bool war = false; /* "the fighting in the north, which ..." */
        for (unsigned back = noun + 1; back-- > 0 && back + WHERE >= noun && !war && !when_parts(view, back);)
            war = has_class(view, back, k->war_word) || has_class(view, back, k->battle) || when_word(reader, back, TIME_LONG);
        for (unsigned next = at + 1; war && next < day; next++)
            if (when_word(reader, next, TIME_BEGAN) || when_word(reader, next, TIME_ENDED) || when_word(reader, next, TIME_HAPPENED))
                return false;
        if (war) return true;
    }
    return false;
}

bool when_in_other_clause(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first, day = date->extent.first;
    if (date->kind != TOLL_DATE_SINCE && is_of_war_clause(reader, loss, day)) return true;
    if (date->kind == TOLL_DATE_POINT && is_told_of_war(reader, loss, day)) return true;
    return is_revenge(reader, figure, day) || is_coming(reader, figure, day) || is_told_of(reader, loss, day) ||
           is_next(reader, loss, date);
}

/* "ahead of Sunday's election", "following Friday's vote": a day that names a thing before or after which something was; no "during Friday's
 * protests". Of "Friday's election violence" it is the day. */
static bool day_names_thing(const toll_claim_reader *reader, const toll_date *date)
{
    enum { LONGEST = 3, NEXT = 3 };
    const toll_sentence_view *view = &reader->parse.view;
    unsigned first = date->extent.first, end = toll_extent_end(date->extent);
    if (!first || end >= view->count || view->tokens[end].mark != TOLL_MARK_CLITIC) return false;
    bool led = when_word(reader, first - 1, TIME_AFTER) || has_class(view, first - 1, reader->tables->mention.date.by);
    for (unsigned len = 1; len <= LONGEST && len <= first && !led; len++) {
        const toll_note *ahead = when_word(reader, first - len, TIME_AHEAD);
        led = ahead && ahead->len == len;
    }
    for (unsigned at = end + 1; led && at <= end + NEXT && at < view->count; at++)
        if (when_word(reader, at, TIME_THING))
            return !has_class(view, at + 1, claim_class.attack) && !has_class(view, at + 1, claim_class.battle);
    return false;
}

/* "after the February coup": a month or a year that names a thing dates neither a loss nor what is said. */
bool when_names_thing(const toll_claim_reader *reader, const toll_date *date)
{
    if (date->grain == 'd') return day_names_thing(reader, date);
    return (date->grain == 'm' || date->grain == 'y') && when_word(reader, toll_extent_end(date->extent), TIME_THING) &&
           date->extent.first && has_class(&reader->parse.view, date->extent.first - 1, claim_class.determiner);
}

/* "With today's raid, 17 have died in the district since 6 June": what counts on from a day that nothing parts from it. */
bool when_ends_count(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    const sentence_parse *parse = &reader->parse;
    unsigned end = when_loss_end(reader, loss);
    if (date->kind != TOLL_DATE_SINCE || !loss->perfect || parse->loss_count > 1 || date->extent.first < end) return false;
    for (unsigned at = end; at < date->extent.first; at++)
        if (when_parts(&parse->view, at)) return false;
    return date == parse->dates || date[-1].extent.first < end;
}

/* Does a word of that kind govern the date ("which began on 4 May", "launched in March")? */
static bool governs(const toll_claim_reader *reader, const toll_date *date, word_kind kind)
{
    enum { REACH = 12 };
    const toll_sentence_view *view = &reader->parse.view;
    if (!when_says(reader, kind)) return false;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        if (when_word(reader, at, kind)) return true;
        if (when_parts(view, at)) return false;
        if (toll_classes_meet(view->scratch->classes[at], claim_class.any_verb)) return false;
    }
    return false;
}

/* "A war that began in 1983 has killed 64,000", "killed 900 in fighting that broke out on 7 July": from then on. */
bool when_began(const toll_claim_reader *reader, const timing *t, const toll_date *date)
{
    if (date->kind != TOLL_DATE_POINT || date->from == TOLL_DAY_UNKNOWN) return false;
    const claim_classes *k = &claim_class; /* no bomb that "exploded on Monday" */
    bool long_ = sentence_has(reader, k->battle) || sentence_has(reader, k->war_word) || when_says(reader, TIME_LONG);
    return (t->loss->perfect || (t->hundreds && (date->grain == 'y' || long_))) && governs(reader, date, TIME_BEGAN);
}

/* "The war, which ended in 1990, left 150,000 dead": up to then. */
bool when_ended(const toll_claim_reader *reader, const timing *t, const toll_date *date)
{
    if (date->kind != TOLL_DATE_POINT || date->to == TOLL_DAY_UNKNOWN) return false;
    return t->hundreds && governs(reader, date, TIME_ENDED);
}
