/* The days of a date: those of the dates that go on from it, and those that hang on when something was said.
 *
 * In: a sentence with its dates, the loss's date. Out: its first and last day. A few looks around the date. */
#include "when.h"

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
        while (++at < second->extent.first && when_lower_word(&parse->view, at))
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

/* "X ambushed them today", in somebody's mouth, where nothing tells when that was said, in the text of the day after the attack: of the attack's
 * day. */
static toll_day told_lately(const toll_claim_reader *reader)
{
    enum { FAR = 12 };
    const story *s = &reader->story;
    bool lately = s->event.known && !s->event_over && s->today != TOLL_DAY_UNKNOWN && s->event.from == s->event.to &&
                  s->event.from + 1 == s->today && s->sentence - s->event.sentence <= FAR;
    return lately ? s->event.from : s->today;
}

/* A date's days, where it was said on the day `said`: "today" in somebody's mouth is the day on which it was said. */
void claim_days_said(const toll_claim_reader *reader, const toll_date *date, toll_day said, toll_day *from, toll_day *to)
{
    toll_day today = reader->story.today;
    bool hours = claim_is_hours(date);
    const toll_date *named = hours ? named_beside(reader, date) : NULL;
    claim_date_joined(reader, named ? named : date, from, to);
    bool moves = (hours && !named) || (date->value == TOLL_VALUE_SHIFT && is_quoted(reader, date));
    if (moves && !hours && said == today && *from == today) said = told_lately(reader);
    if (!moves || today == TOLL_DAY_UNKNOWN || said == TOLL_DAY_UNKNOWN || *from == TOLL_DAY_UNKNOWN) return;
    *from += said - today;
    *to += said - today;
}
