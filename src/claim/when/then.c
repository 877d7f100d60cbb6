/* Days that are counted from what was told before: "since then", "two days after the raid", "the previous month".
 *
 * In: a sentence with its dates, the story so far. Out: the days of such dates; unknown where nothing was told. A look at each date. */
#include "when.h"

/* The day of the figures told last, else of the attack under discussion; unknown where nothing gives it. */
static toll_day day_before(const toll_claim_reader *reader)
{
    enum { LATELY = 4 };
    const story *s = &reader->story;
    const draft *last = claim_draft_before(reader, LATELY);
    if (last) return claim_days(last->claim.period.from, last->claim.period.to) <= 1 ? last->claim.period.from : TOLL_DAY_UNKNOWN;
    return s->event.known && !s->event_over && s->sentence - s->event.sentence <= LATELY ? s->event.from : TOLL_DAY_UNKNOWN;
}

/* So many units from a day: the same day of another month or year, or its last. */
static toll_day shifted(toll_day day, char grain, int by)
{
    enum { WEEK = 7, MONTHS = 12 };
    if (grain == 'w') return day + (toll_day)(by * WEEK);
    int year, month, of_month;
    toll_day_to_civil(day, &year, &month, &of_month);
    int index = year * MONTHS + month - 1 + by * (grain == 'y' ? MONTHS : 1),
        last = toll_day_month_length(index / MONTHS, index % MONTHS + 1);
    bool ends = of_month == toll_day_month_length(year, month);
    return toll_day_from_civil(index / MONTHS, index % MONTHS + 1, of_month > last || ends ? last : of_month);
}

/* The stretch that "the previous month", "a year earlier" is counted from: another date of the sentence, else the last figure's. */
static bool spoken_of(const toll_claim_reader *reader, const toll_date *back, toll_day *from, toll_day *to)
{
    const sentence_parse *parse = &reader->parse;
    for (size_t i = parse->date_count; i-- > 0;) {
        const toll_date *date = &parse->dates[i];
        bool stretch = date->kind == TOLL_DATE_WINDOW || (date->kind == TOLL_DATE_POINT && date->grain != 'd' && date->grain != 'h');
        if (date == back || !stretch || date->from == TOLL_DAY_UNKNOWN || date->to == TOLL_DAY_UNKNOWN) continue;
        *from = date->from, *to = date->to;
        return true;
    }
    const draft *last = claim_draft_before(reader, 2);
    if (!last || last->claim.period.kind != TOLL_PERIOD_WINDOW || last->claim.period.from == TOLL_DAY_UNKNOWN) return false;
    *from = last->claim.period.from, *to = last->claim.period.to;
    return *to != TOLL_DAY_UNKNOWN;
}

/* "964 in October, up from 887 in the previous month", "a year earlier": nobody knows the days where no month or year is spoken of. */
static void count_back(const toll_claim_reader *reader, toll_date *date)
{
    toll_day from, to;
    date->from = date->to = TOLL_DAY_UNKNOWN;
    const char grain = (char)date->grain;
    if (!spoken_of(reader, date, &from, &to)) {
        toll_day day = date->value == TOLL_VALUE_EARLIER && grain == 'w' ? day_before(reader) : TOLL_DAY_UNKNOWN;
        if (day == TOLL_DAY_UNKNOWN) return;
        date->from = date->to = shifted(day, grain, -1); /* "A similar strike a week earlier killed 13" */
        date->kind = TOLL_DATE_POINT, date->grain = 'd';
        return;
    }
    if (date->value == TOLL_VALUE_PREVIOUS && grain != 'w') { /* the whole month or year before */
        int year, month, of_month;
        toll_day_to_civil(from, &year, &month, &of_month);
        from = toll_day_from_civil(year, grain == 'y' ? 1 : month, 1);
        to = shifted(from, grain, 1) - 1;
    }
    bool goes_on = shifted(from, grain, 1) < to; /* what has been counted for months was less a week earlier */
    date->from = goes_on ? from : shifted(from, grain, -1), date->to = shifted(to, grain, -1);
}

void claim_since_then(toll_claim_reader *reader)
{
    enum { NEAR = 2 };
    const story *s = &reader->story;
    claim_year_told(reader);
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        toll_date *date = &reader->parse.dates[i];
        const toll_date *named_here = i ? date - 1 : NULL; /* "Saturday's raid came a day after ..." */
        bool here = named_here && named_here->kind == TOLL_DATE_POINT && named_here->grain == 'd' && named_here->from != TOLL_DAY_UNKNOWN &&
                    !claim_beside_cue(reader, named_here);
        if (date->value == TOLL_VALUE_CAME && date->from != TOLL_DAY_UNKNOWN && !here) { /* counted from the attack told last */
            toll_day last = day_before(reader);
            date->from = date->to = last != TOLL_DAY_UNKNOWN ? date->from + last - s->anchor : TOLL_DAY_UNKNOWN;
        }
        if (date->value == TOLL_VALUE_PREVIOUS || date->value == TOLL_VALUE_EARLIER) count_back(reader, date);
        if (date->kind != TOLL_DATE_SINCE || date->value != TOLL_VALUE_ANCHOR) continue;
        if (date->extent.count > 2 && date->from != TOLL_DAY_UNKNOWN) continue; /* "since that day": the one that the text named last */
        bool named = s->then.known && s->then.sentence < s->sentence && s->sentence - s->then.sentence <= NEAR;
        const conflict *war = named ? NULL : claim_conflict(reader); /* nothing was dated just before: the beginning of it all */
        date->from = named ? s->then.from : war ? war->start : TOLL_DAY_UNKNOWN;
    }
}

/* "(13,718 a week earlier)", "the year before 49 died", "A month earlier, in the same town, 40 died": of the figure that it stands beside or that
 * it leads. */
bool when_counts_back(const toll_claim_reader *reader, const tie *loss, const toll_date *date)
{
    enum { HEAD = 2, NEAR = 4 };
    const toll_sentence_view *view = &reader->parse.view;
    if (date->value != TOLL_VALUE_PREVIOUS && date->value != TOLL_VALUE_EARLIER) return true;
    unsigned figure = reader->parse.quantities[loss->quantity].extent.first,
             end = toll_extent_end(reader->parse.quantities[loss->quantity].extent);
    unsigned first = date->extent.first, behind = when_loss_end(reader, loss), from = toll_extent_end(date->extent), to = figure;
    if (first <= HEAD) return true;
    if (first >= end) from = first <= end + NEAR ? end : behind, to = first;
    if (from > to || to > from + NEAR) return false;
    for (unsigned at = from; at < to; at++)
        if (view->tokens[at].kind == TOLL_TOKEN_NUMBER || when_parts(view, at) || has_class(view, at, claim_class.conjunction))
            return false;
    return true;
}
