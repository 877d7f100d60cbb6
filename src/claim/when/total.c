/* Totals: what counts on from a day or up to one. "Since the war began", "as of", "which takes it to 350".
 *
 * In: a loss with its sentence and date. Out: the cumulative period that the words give; false where they give none. A look at each token for
 * each loss. */
#include "when.h"

/* "52 this month, and 2,867 since the invasion", "3,709 in October, more than in any month since the war began": beyond another figure, or in a
 * comparison, a since is not that of a figure with a date of its own. */
static bool is_beyond(const toll_claim_reader *reader, const timing *t, unsigned since)
{
    const sentence_parse *parse = &reader->parse;
    unsigned figure = parse->quantities[t->loss->quantity].extent.first, date = t->date ? t->date->extent.first : since;
    if (date > figure && since < figure && t->date &&
        claim_is_hours(t->date)) { /* "since it began 79 have died, eight of them in the past day" */
        for (size_t i = 0; i < parse->loss_count; i++) {
            unsigned other = parse->quantities[parse->losses[i].quantity].extent.first;
            if (other > since && other < figure) return true;
        }
    }
    if (date >= since || since <= figure) return false;
    for (unsigned at = figure; at < since; at++)
        if (when_compares(reader, at)) return true;
    for (size_t i = 0; i < parse->loss_count; i++) {
        unsigned other = parse->quantities[parse->losses[i].quantity].extent.first;
        if (other > figure && other > date && other < since) return true;
    }
    return false;
}

/* "since the war began", "since Russia launched its invasion": a war word soon after `since`. Or since it ended. */
static bool since_war(const toll_claim_reader *reader, const timing *t, bool *ended)
{
    enum { PHASE_END = 2, NEAR = 3 };
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = 0; at < view->count; at++) {
        if (!has_class(view, at, reader->tables->mention.date.since) || claim_since_elsewhere(reader, t->loss, at)) continue;
        if (is_beyond(reader, t, at) || when_own_day(reader, at)) continue;
        *ended = false;
        if (has_class(view, at, k->since_war)) return true;
        for (unsigned next = at + 1; next < at + 10 && next < view->count; next++) {
            if (when_parts(view, next)) break;
            const toll_calendar_row *phase = toll_mention_calendar_row(
                &reader->tables->mention, note_at(view, next, reader->tables->mention.date.phase));
            *ended |= phase && phase->value == PHASE_END;
            if (!has_class(view, next, k->war_word) && !has_class(view, next, k->conflict)) continue;
            for (unsigned last = next + 1; last <= next + NEAR && last < view->count && !when_parts(view, last); last++)
                *ended |= when_word(reader, last, TIME_ENDED) != NULL; /* "since the war ended" */
            return true;
        }
    }
    return false;
}

/* Is the day the one from which a war's losses are counted: of the story's war, or of any where the story names none? */
static bool begins_war(const toll_claim_reader *reader, toll_day day)
{
    const conflict *war = day != TOLL_DAY_UNKNOWN ? claim_conflict(reader) : NULL;
    if (war || day == TOLL_DAY_UNKNOWN) return war && war->start == day;
    for (size_t i = 0; i < reader->tables->conflict_count; i++)
        if (reader->tables->conflicts[i].start == day) return true;
    return false;
}

/* "since they went on the offensive on Thursday": a since some words before the date, in the same clause, and where it stands. */
bool when_since_of(const toll_claim_reader *reader, const toll_date *date, unsigned *since)
{
    enum { REACH = 14 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        if (when_parts(view, at)) return false;
        if (!has_class(view, at, reader->tables->mention.date.since)) continue;
        *since = at;
        return when_own_day(reader, at) == date;
    }
    return false;
}

bool when_after_since(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    unsigned since;
    return when_since_of(reader, date, &since) && !claim_since_elsewhere(reader, loss, since);
}

/* "since the launch of Operation Claw": a since some words before what began, and no day in the sentence tells when; the text may have told it. */
static bool since_launch(const toll_claim_reader *reader, const timing *t, toll_period *period)
{
    enum { REACH = 8, NEAR = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    const story *s = &reader->story;
    for (unsigned at = 0; at < view->count; at++) {
        if (!has_class(view, at, reader->tables->mention.date.since) || claim_since_elsewhere(reader, t->loss, at) ||
            when_own_day(reader, at) || is_beyond(reader, t, at))
            continue;
        bool began = false, long_ = false;
        for (unsigned next = at + 1; next <= at + REACH && next < view->count && !when_parts(view, next); next++) {
            began |= when_word(reader, next, TIME_BEGAN) != NULL;
            long_ |= when_word(reader, next, TIME_LONG) || has_class(view, next, k->attack) || has_class(view, next, k->battle);
        }
        if (!began || !long_) continue;
        bool told = s->then.known && s->sentence - s->then.sentence <= NEAR && s->then.from == s->then.to;
        set_days(period, TOLL_PERIOD_CUMULATIVE, told ? s->then.from : TOLL_DAY_UNKNOWN, t->said);
        return true;
    }
    return false;
}

/* "as of the morning of 18 June": the day on which the count stands. */
bool when_as_of(const toll_claim_reader *reader, const toll_date *date)
{
    enum { REACH = 8 };
    const toll_sentence_view *view = &reader->parse.view;
    for (unsigned at = date->extent.first; at-- > 0 && at + REACH >= date->extent.first;) {
        if (has_class(view, at, claim_class.as_of)) return true;
        uint8_t mark = view->tokens[at].kind == TOLL_TOKEN_MARK ? (uint8_t)view->tokens[at].mark : 0;
        if (mark && mark != '.' && mark != ':' && mark != ',') return false; /* "as of 7 p.m. Sunday" */
    }
    return false;
}

/* "since the intervention in March 2015", "since the war broke out in 2011": the day on which the war began, where it did in that month or, where
 * the words tell of its beginning, in that year. "Since 2011" begins with the year. */
static toll_day war_day(const toll_claim_reader *reader, const toll_date *date)
{
    bool tells = date->grain == 'm' || (date->grain == 'y' && date->kind != TOLL_DATE_SINCE);
    const conflict *war = tells ? claim_conflict(reader) : NULL;
    if (!war || war->start == TOLL_DAY_UNKNOWN || date->from == TOLL_DAY_UNKNOWN || (date->grain != 'm' && war->start < date->from))
        return date->from;
    int year, month, day, war_year, war_month, war_of_month;
    toll_day_to_civil(date->from, &year, &month, &day);
    toll_day_to_civil(war->start, &war_year, &war_month, &war_of_month);
    return year == war_year && (date->grain == 'y' || month == war_month) ? war->start : date->from;
}

/* "A war broke out in 2011 and has since claimed 200,000 lives": from the date before it. */
static bool has_since(const toll_claim_reader *reader, const timing *t)
{
    const claim_classes *k = &claim_class;
    const toll_sentence_view *view = &reader->parse.view;
    if (!t->date || t->date->kind != TOLL_DATE_POINT || !sentence_has(reader, reader->tables->mention.date.since)) return false;
    for (unsigned at = toll_extent_end(t->date->extent); at + 1 < view->count; at++)
        if (has_class(view, at, k->have) && has_class(view, at + 1, reader->tables->mention.date.since))
            return reader->parse.quantities[t->loss->quantity].extent.first > at;
    return false;
}

/* "The conflict claimed 900 lives", "the war has resulted in 900 deaths": a war, no fight, right before the loss. */
bool when_killed_by_war(const toll_claim_reader *reader, const tie *loss)
{
    enum { REACH = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned verb = loss->outcome_extent.first, figure = reader->parse.quantities[loss->quantity].extent.first;
    verb = figure < verb ? figure : verb;
    for (unsigned at = verb; at-- > 0 && at + REACH >= verb && !when_parts(view, at);)
        if (has_class(view, at, k->war_word) || has_class(view, at, k->conflict)) return !has_class(view, at, k->battle);
    return false;
}

/* "The conflict claimed 900 lives before the surrender on 14 June": a war kills so many up to a day, not on it. */
static bool killed_by_war(const toll_claim_reader *reader, const timing *t)
{
    unsigned verb = t->loss->outcome_extent.first, figure = reader->parse.quantities[t->loss->quantity].extent.first;
    verb = figure < verb ? figure : verb;
    if (!t->hundreds || t->date->kind != TOLL_DATE_POINT || t->date->grain != 'd' || t->date->extent.first < verb) return false;
    return when_killed_by_war(reader, t->loss);
}

/* "From January this year 125 have been killed": counted from then, where nothing tells up to when. */
static bool is_from(const toll_claim_reader *reader, const timing *t)
{
    unsigned first = t->date->extent.first;
    bool stretch = t->date->kind == TOLL_DATE_POINT && t->date->from != TOLL_DAY_UNKNOWN;
    return stretch && t->loss->perfect && first && has_class(&reader->parse.view, first - 1, reader->tables->mention.date.range_begin);
}

/* "the toll of the 16-day offensive passed 700 on Wednesday": what a siege, a war has cost, whatever day it is told on. */
static bool is_long_toll(const toll_claim_reader *reader, const timing *t)
{
    const toll_sentence_view *view = &reader->parse.view;
    const claim_classes *k = &claim_class;
    unsigned figure = reader->parse.quantities[t->loss->quantity].extent.first, noun = t->loss->outcome_extent.first;
    if (t->loss->carried || noun >= figure || !t->hundreds ||
        !(has_class(view, noun, k->loss_count) || has_class(view, noun, k->loss_toll)))
        return false;
    bool day = !t->date || (t->date->kind == TOLL_DATE_POINT && t->date->grain == 'd' && t->date->extent.first > figure);
    for (unsigned at = toll_extent_end(t->loss->outcome_extent); day && at < figure && !when_parts(view, at); at++)
        if (when_word(reader, at, TIME_LONG) || has_class(view, at, k->war_word) || has_class(view, at, k->conflict)) return true;
    return false;
}

bool when_total(toll_claim_reader *reader, const timing *t, toll_period *period)
{
    const toll_date *date = t->date;
    bool ended = false;
    if (since_war(reader, t, &ended)) {
        const conflict *war = claim_conflict(reader);
        toll_day from = war ? (ended ? war->to : war->start) : TOLL_DAY_UNKNOWN;
        set_days(period, TOLL_PERIOD_CUMULATIVE, from, t->said);
        return true;
    }
    if ((!date || date->kind == TOLL_DATE_POINT) && since_launch(reader, t, period)) return true;
    if (!date && when_is_raised(reader, t->loss)) { /* on the day on which it rises */
        set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, t->said);
        return true;
    }
    if (is_long_toll(reader, t)) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, date ? date->to : t->said);
        return true;
    }
    if (!date) return false;
    if (date->kind == TOLL_DATE_WINDOW && date->grain != 'y' && date->value != TOLL_VALUE_WINDOW && begins_war(reader, date->from)) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, date->from, date->to);
    } else if (has_since(reader, t)) {
        const conflict *war = claim_conflict(reader);
        bool then = war && war->start != TOLL_DAY_UNKNOWN && war->start >= date->from && war->start <= date->to;
        set_days(period, TOLL_PERIOD_CUMULATIVE, then ? war->start : date->from, t->said);
    } else if (date->kind == TOLL_DATE_SINCE || is_from(reader, t) || when_after_since(reader, t->loss, date) ||
               when_began(reader, t, date)) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, war_day(reader, date), t->said);
    } else if (date->kind == TOLL_DATE_UNTIL || when_ended(reader, t, date) || killed_by_war(reader, t) ||
               (when_is_total(reader, t) && date->kind == TOLL_DATE_POINT && date->grain == 'd') || when_as_of(reader, date)) {
        set_days(period, TOLL_PERIOD_CUMULATIVE, TOLL_DAY_UNKNOWN, date->to);
    } else {
        return false;
    }
    period->span = toll_extent_span(&reader->parse.view, date->extent);
    return true;
}
