/* Days that hang on the publication date: weekdays, "yesterday", "last month", "three days ago", windows and holidays.
 *
 * In: a rule match whose captures are calendar words. Out: first and last day; unknown where the publication date is. Constant work. */
#include "date.h"

#include <math.h>

/* --- weekdays and shifts */
bool toll_date_work_weekday(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *weekday = toll_date_row(t, "weekday", t->words->date.weekday),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    toll_day published = t->context->published;
    if (!weekday && (weekday = toll_date_row(t, "weekday", t->words->date.weekday_worn))) t->end = t->match->first + 1u;
    if (!weekday) return false;
    out->relative = 1;
    if (!toll_day_known(published)) return true;
    int back = (toll_day_weekday(published) - weekday->value + 7) % 7;
    toll_day day = published - back;
    if (dir && dir->value < 0) day = back ? day : published - 7;
    else if (dir && dir->value > 0) day += 7;
    else if (t->tense == TOLL_TENSE_FUTURE) day = back ? day + 7 : day;
    toll_date_set(out, day, day, 'd');
    return true;
}

bool toll_date_shift_from(toll_date *out, toll_day base, const toll_calendar_row *row)
{
    out->relative = 1;
    if (!row) return false;
    if (toll_day_known(base)) toll_date_set(out, base + row->value, base + (row->to > row->value ? row->to : row->value), 'd');
    return true;
}

bool toll_date_work_shift(toll_date *out, toll_date_try *t)
{
    return toll_date_shift_from(out, t->context->published, toll_date_row(t, "word", t->words->date.shift));
}

/* "in recent weeks": up to now, from nobody says when. */
bool toll_date_work_recent(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    out->relative = 1;
    out->grain = unit ? unit->grain : 'w';
    out->to = t->context->published;
    if (out->grain == 'h') out->from = out->to; /* "the past few hours" */
    return true;
}

bool toll_date_work_weekend(toll_date *out, toll_date_try *t)
{
    toll_day published = t->context->published;
    out->relative = 1;
    out->grain = 'w';
    if (!toll_day_known(published)) return true;
    int weekday = toll_day_weekday(published);
    toll_day saturday = published - (weekday + 2) % 7;
    toll_date_set(out, saturday, saturday + 1, 'w');
    return true;
}

/* --- periods: units of time against publication */
/* The week, month, quarter or year that lies `by` units from the publication's. */
static bool set_period(toll_date *out, toll_day published, const toll_calendar_row *unit, int by)
{
    int year, month, day;
    toll_day_to_civil(published, &year, &month, &day);
    toll_day monday = published - toll_day_weekday(published);
    int index = year * 12 + month - 1;
    switch (unit->grain) {
    case 'w': toll_date_set(out, monday + by * unit->value, monday + by * unit->value + 6, 'w'); return true;
    case 'm':
        index += by;
        toll_date_set_months(out, index / 12, index % 12 + 1, 1, 'm');
        return true;
    case 'q':
        index += by * 3 - index % 3;
        toll_date_set_months(out, index / 12, index % 12 + 1, 3, 'q');
        return true;
    case 'y': toll_date_set_months(out, year + by * unit->value, 1, 12, 'y'); return unit->value == 1;
    case 'd': toll_date_set(out, published + by, published + by, 'd'); return true;
    case 'h': toll_date_set(out, published, published, 'd'); return true;
    default: return false;
    }
}

bool toll_date_work_period(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *dir = toll_date_row(t, "dir", t->words->date.direction), *unit = toll_date_row(t, "unit", t->words->date.unit);
    if (!unit || unit->grain == 'h' || unit->grain == 'd') return false;
    if (unit->grain == 'e') return dir && toll_date_work_weekend(out, t);
    out->relative = 1;
    out->grain = unit->grain;
    toll_day near = t->context->published;
    if (!dir && toll_day_known(t->context->anchor)) near = t->context->anchor; /* "earlier in the month": in that of the day told of */
    return toll_day_known(near) ? set_period(out, near, unit, dir ? dir->value : 0) : unit->value < 10;
}

double toll_date_amount(const toll_date_try *t)
{
    const toll_capture *capture = toll_date_captured(t, "n");
    toll_number number;
    if (!capture) return 1;
    if (!toll_number_at(&number, t->view, t->words, capture->first)) return NAN;
    return number.value < 0 || number.value > 20000 ? NAN : number.value;
}

/* The day `count` units before another. */
toll_day toll_date_units_before(toll_day day, const toll_calendar_row *unit, double count)
{
    int year, month, day_of_month;
    if (unit->grain == 'h') return day - (toll_day)ceil(count / 24);
    if (unit->grain == 'd' || unit->grain == 'w') return day - (toll_day)(count * unit->value);
    toll_day_to_civil(day, &year, &month, &day_of_month);
    int months = (int)(count * unit->value * (unit->grain == 'y' ? 12 : 1));
    int index = year * 12 + month - 1 - months;
    if (index < 12) return TOLL_DAY_UNKNOWN;
    int last = toll_day_month_length(index / 12, index % 12 + 1);
    return toll_day_from_civil(index / 12, index % 12 + 1, day_of_month < last ? day_of_month : last);
}

bool toll_date_work_window(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    double count = toll_date_amount(t);
    if (!unit || unit->grain == 'e') return false;
    out->relative = 1;
    out->grain = unit->grain;
    /* decades back are no window that a day begins */
    bool decades = unit->grain == 'y' && unit->value > 1;
    if (decades) out->to = t->context->published;
    else if (toll_day_known(t->context->published) && !isnan(count) && unit->value)
        toll_date_set(out, toll_date_units_before(t->context->published, unit, count), t->context->published, unit->grain);
    return true;
}

bool toll_date_work_ago(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    double count = toll_date_amount(t);
    if (!unit || unit->grain == 'e') return false;
    out->relative = 1;
    out->grain = unit->grain;
    if (!toll_day_known(t->context->published) || isnan(count) || count != floor(count) || unit->value > 7) return true;
    if (unit->grain == 'y' && !toll_date_captured(t, "n")) return true; /* "a year ago" is about a day that nobody names */
    toll_day day = unit->grain == 'h' ? t->context->published : toll_date_units_before(t->context->published, unit, count);
    if (toll_date_captured(t, "to")) { /* "35 years ago today" */
        out->grain = 'd';
        toll_date_set(out, day, day, 'd');
    } else if (toll_day_known(day)) {
        set_period(out, day, unit, 0);
    }
    return true;
}

bool toll_date_work_sofar(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    toll_day published = t->context->published;
    if (!unit || unit->grain == 'h' || unit->grain == 'd' || unit->grain == 'e') return false;
    out->relative = 1;
    out->grain = unit->grain;
    if (toll_day_known(published) && set_period(out, published, unit, 0)) toll_date_set(out, out->from, published, unit->grain);
    return true;
}

/* --- holidays */
/* Gregorian Easter by the method of Meeus, Jones and Butcher. */
static toll_day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int sum = h + l - 7 * m + 114;
    return toll_day_from_civil(year, sum / 31, sum % 31 + 1);
}

static toll_day holiday_of(const toll_calendar_row *row, int year)
{
    if (row->grain == 'e') return easter(year) + row->value;
    if (row->grain != 'n') return toll_day_from_civil(year, row->month, row->value);
    toll_day first = toll_day_from_civil(year, row->month, 1);
    return first + (row->to - toll_day_weekday(first) + 7) % 7 + (row->value - 1) * 7;
}

bool toll_date_work_holiday(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *row = toll_date_row(t, "word", t->words->date.holiday),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    int year = toll_date_take_year(t, false), month, day;
    if (!row) return false;
    toll_day published = t->context->published, made;
    if (year < 0) {
        out->relative = 1;
        if (!toll_day_known(published)) return true;
        toll_day_to_civil(published, &year, &month, &day);
        made = holiday_of(row, year);
        bool future = (dir && dir->value > 0) || t->tense == TOLL_TENSE_FUTURE, last = dir && dir->value < 0;
        if (future && made < published) made = holiday_of(row, year + 1);
        else if (!future && (made > published || (last && made == published))) made = holiday_of(row, year - 1);
    } else {
        made = holiday_of(row, year);
    }
    toll_date_set(out, made, made, 'd');
    return true;
}
