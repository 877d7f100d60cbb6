/* Days that hang on the day the text named last: "that day", "the next day", "on the 21st", "two days later".
 *
 * In: a rule match whose captures are calendar words, and the anchor. Out: first and last day; unknown where there is no anchor: the sentence is
 * looked at again once the text has named a day. Constant work. */
#include "date.h"

#include <math.h>
#include <stdlib.h>

bool toll_date_work_anchor(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *row = toll_date_row(t, "word", t->words->date.anchor);
    if (!row) row = toll_date_row(t, "word", t->words->date.then);
    if (!row) row = toll_date_row(t, "word", t->words->date.then_since);
    if (!toll_date_shift_from(out, t->context->anchor, row)) return false;
    if (out->kind == TOLL_DATE_SINCE && toll_day_known(out->from)) out->to = t->context->published;
    return true;
}

/* "on Wednesday, a day after ...", "on the 28th, three days after ...": the day so many before the one named in the same sentence. */
bool toll_date_work_before(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    double count = toll_date_amount(t);
    out->relative = 1;
    if (isnan(count) || (unit && unit->grain != 'd' && unit->grain != 'w')) return false;
    if (!t->context->anchor_here || !toll_day_known(t->context->anchor)) return true;
    toll_day day = unit ? toll_date_units_before(t->context->anchor, unit, count) : t->context->anchor - 1;
    toll_date_set(out, day, day, 'd');
    return true;
}

/* "It came two days after ...": of weeks and months nobody counts the days. */
bool toll_date_work_came(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    double count = toll_date_amount(t);
    if (!unit || isnan(count)) return false;
    out->relative = 1;
    out->grain = unit->grain;
    if (unit->grain != 'd' || !toll_day_known(t->context->anchor)) return true;
    toll_day day = toll_date_units_before(t->context->anchor, unit, count);
    toll_date_set(out, day, day, 'd');
    return true;
}

/* "two days later", "four months earlier": days and weeks are counted from the day named last, of months only the month is told. */
bool toll_date_work_apart(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    double count = toll_date_amount(t);
    bool later = toll_date_captured(t, "later") != NULL;
    if (!unit || isnan(count) || count != floor(count) || (unit->grain != 'd' && unit->grain != 'w' && unit->grain != 'm')) return false;
    out->relative = 1;
    out->grain = unit->grain == 'm' ? 'm' : 'd';
    if (!toll_day_known(t->context->anchor)) return true;
    toll_day day = toll_date_units_before(t->context->anchor, unit, later ? -count : count);
    if (!toll_day_known(day) || (toll_day_known(t->context->published) && day > t->context->published)) return true;
    int year, month, day_of_month;
    toll_day_to_civil(day, &year, &month, &day_of_month);
    if (out->grain == 'm') toll_date_set_months(out, year, month, 1, 'm');
    else toll_date_set(out, day, day, 'd');
    return true;
}

/* The day of that number in the month that lies `by` months from another day's; unknown where it has no such day. */
static toll_day in_month(toll_day near, int number, int by)
{
    int year, month, day;
    toll_day_to_civil(near, &year, &month, &day);
    int index = year * 12 + month - 1 + by;
    return number <= toll_day_month_length(index / 12, index % 12 + 1) ? toll_day_from_civil(index / 12, index % 12 + 1, number)
                                                                       : TOLL_DAY_UNKNOWN;
}

/* "on the 21st": of the days with that number the one nearest to the day that the text named last, its own month before others; to the day of the
 * text where it named none. */
bool toll_date_work_monthday(toll_date *out, toll_date_try *t)
{
    enum { SAME_MONTH = 10 };
    int number = toll_date_number(t, "day", 2);
    toll_day published = t->context->published, anchor = t->context->anchor, best = TOLL_DAY_UNKNOWN;
    int least = 0;
    if (number < 1 || number > 31) return false;
    out->relative = 1;
    if (!toll_day_known(anchor) && t->context->again) anchor = published;
    if (!toll_day_known(anchor)) return true;
    for (int by = -1; by <= 1; by++) {
        toll_day day = in_month(anchor, number, by);
        bool ahead = toll_day_known(published) && day > published && t->tense != TOLL_TENSE_FUTURE;
        if (!toll_day_known(day) || ahead) continue;
        int cost = abs((int)(day - anchor)) - (by == 0 ? SAME_MONTH : 0);
        if (!toll_day_known(best) || cost < least) best = day, least = cost;
    }
    toll_date_set(out, best, best, 'd');
    return true;
}
