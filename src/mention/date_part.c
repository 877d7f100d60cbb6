/* Parts of a month or a year: "the first six months of 2005", "the second week of June", "the last days of the year".
 *
 * In: a rule match whose captures are calendar words. Out: the first and last day of the part; unknown where that hangs on a publication date that
 * is unknown, or where nobody says how many days. Constant work. */
#include "date.h"

#include <math.h>

/* The year or month of which it is a part. */
static bool whole_of(toll_date *whole, toll_date_try *t)
{
    const toll_calendar_row *month = toll_date_row(t, "month", t->words->date.month),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    int year = toll_date_take_year(t, false), now_month, now_day;
    if (year < 0 && toll_day_known(t->context->published)) {
        if (month) {
            year = toll_date_guess_year(t, month->value, 1, 0);
        } else {
            toll_day_to_civil(t->context->published, &year, &now_month, &now_day);
            year += dir ? dir->value : 0;
        }
    }
    if (year < 0) return false;
    toll_date_set_months(whole, year, month ? month->value : 1, month ? 1 : 12, 'm');
    return true;
}

/* The day `count` units after another. */
static toll_day after(toll_day day, const toll_calendar_row *unit, double count)
{
    return toll_date_units_before(day, unit, -count);
}

bool toll_date_work_part(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *word = toll_date_row(t, "word", t->words->date.quarter), *unit = toll_date_row(t, "unit", t->words->date.unit);
    toll_date whole = {.from = TOLL_DAY_UNKNOWN, .to = TOLL_DAY_UNKNOWN};
    double count = toll_date_amount(t), skip = 0;
    if (!unit || isnan(count) || count != floor(count) || count < 1 || (unit->grain != 'd' && unit->grain != 'w' && unit->grain != 'm'))
        return false;
    out->relative = !toll_date_captured(t, "year");
    out->grain = unit->grain;
    if (!whole_of(&whole, t) || toll_date_captured(t, "few")) return true;
    if (word) skip = word->value - 1;
    toll_day from = after(whole.from, unit, skip * count), to = after(from, unit, count) - 1;
    if (toll_date_captured(t, "last")) to = whole.to, from = toll_date_units_before(to + 1, unit, count);
    if (to <= whole.to && from >= whole.from) toll_date_set(out, from, to, unit->grain);
    return true;
}

/* "since the end of February", "since mid-March": the day of the month from which a count goes on. */
void toll_date_begin_part(toll_date *date, const toll_calendar_row *phase)
{
    enum { MIDDLE = 1, END = 2, HALF = 14 };
    if (!phase || date->grain != 'm' || date->from == TOLL_DAY_UNKNOWN) return;
    if (phase->value == END) date->from = date->to;
    else if (phase->value == MIDDLE) date->from += HALF;
}
