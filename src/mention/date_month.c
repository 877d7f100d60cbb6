/* Months, quarters, halves and years: "in October", "the second quarter of 1990", "the first half of the year", "nineteen ninety-six".
 *
 * In: a rule match whose captures are calendar words. Out: the first and last day of the stretch; unknown where the year hangs on a publication date
 * that is unknown. Constant work. */
#include "date.h"

/* "May" and "March" alone are dates only after a preposition, other months anywhere but beside a name. */
static bool month_alone(const toll_date_try *t, const toll_calendar_row *month)
{
    const toll_token *tokens = t->view->tokens;
    unsigned at = t->match->first, end = t->end;
    bool led = toll_note_at(t->view, at, t->words->date.month_before) || /* "in May 1,398 bodies": the rule begins with its "in" */
               (at && toll_note_at(t->view, at - 1, t->words->date.month_before));
    if (led) return true;
    if (month->grain == 'a') return false;
    bool name_before = at && tokens[at - 1].kind == TOLL_TOKEN_WORD && tokens[at - 1].shape == TOLL_SHAPE_CAPITAL && at > 1;
    bool name_after = end < t->view->count && tokens[end].kind == TOLL_TOKEN_WORD && tokens[end].shape == TOLL_SHAPE_CAPITAL;
    return !name_before && !name_after;
}

bool toll_date_work_month(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *month = toll_date_row(t, "month", t->words->date.month),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    unsigned kept = t->end; /* "in April 30 soldiers": the rule keeps the month alone, unless a year follows */
    int year = toll_date_take_year(t, false), now_year, now_month, now_day;
    if (!month) return false;
    if (year < 0 && t->end > kept) t->end = kept;
    if (year >= 0 && toll_date_captured(t, "year")->first + 1u > t->end) t->end = toll_date_captured(t, "year")->first + 1u;
    if (year < 0) year = toll_date_said_year(t);
    bool led = toll_date_captured(t, "phase") || dir || year > 0;
    if (!led && !month_alone(t, month)) return false;
    if (year < 0) {
        out->relative = 1;
        out->grain = 'm';
        if (!toll_day_known(t->context->published)) return true;
        toll_day_to_civil(t->context->published, &now_year, &now_month, &now_day);
        if (!dir) year = toll_date_guess_year(t, month->value, 1, 0);
        else if (dir->value < 0) year = month->value < now_month ? now_year : now_year - 1;
        else if (dir->value > 0) year = month->value > now_month ? now_year : now_year + 1;
        else year = now_year;
    }
    toll_date_set_months(out, year, month->value, 1, 'm');
    return true;
}

bool toll_date_work_year(toll_date *out, toll_date_try *t)
{
    const toll_capture *capture = toll_date_captured(t, "year");
    int year = toll_date_number(t, "year", 4);
    if (!capture || t->view->tokens[capture->first].len != 4 || year < YEAR_FIRST || year > YEAR_LAST) return false;
    if (t->match->count == 1 && !toll_number_reads_as_year(t->view, t->words, capture->first, t->end)) return false;
    /* "1990s" */
    if (t->end < t->view->count && toll_glued_at(t->view, t->end) && t->view->tokens[t->end].kind == TOLL_TOKEN_WORD) return false;
    toll_date_set_months(out, year, 1, 12, 'y');
    return true;
}

/* "1980-88", "1991-1995" */
bool toll_date_work_years(toll_date *out, toll_date_try *t)
{
    const toll_capture *capture = toll_date_captured(t, "last");
    int year = toll_date_number(t, "year", 4), last = toll_date_number(t, "last", 4);
    if (!capture || year < YEAR_FIRST || year > YEAR_LAST || last < 0) return false;
    unsigned len = t->view->tokens[capture->first].len;
    if (len == 2) last += year - year % 100;
    else if (len != 4) return false;
    if (last <= year || last > YEAR_LAST) return false;
    toll_date_set_months(out, year, 1, 12 * (last - year + 1), 'y');
    return true;
}

/* "the 1990s" */
bool toll_date_work_decade(toll_date *out, toll_date_try *t)
{
    int year = toll_date_number(t, "year", 4);
    if (year < YEAR_FIRST || year > YEAR_LAST || year % 10) return false;
    toll_date_set_months(out, year, 1, 12 * (year % 100 ? 10 : 100), 'y');
    return true;
}

/* "nineteen ninety-six" */
bool toll_date_work_spoken(toll_date *out, toll_date_try *t)
{
    const toll_capture *century = toll_date_captured(t, "century"), *rest = toll_date_captured(t, "n");
    toll_number first, second;
    if (!century || !rest || !toll_number_at(&first, t->view, t->words, century->first) ||
        !toll_number_at(&second, t->view, t->words, rest->first))
        return false;
    double year = first.value * 100 + second.value;
    if (second.value < 10 || second.value > 99 || second.digits || second.unit != TOLL_UNIT_NUMBER || year < YEAR_FIRST || year > YEAR_LAST)
        return false;
    toll_date_set_months(out, (int)year, 1, 12, 'y');
    return true;
}

bool toll_date_work_quarter(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *word = toll_date_row(t, "word", t->words->date.quarter),
                            *latest = toll_date_row(t, "word", t->words->date.quarter_latest),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    int year = toll_date_take_year(t, false), now_year, now_month, now_day;
    if (!word) word = latest;
    if (!word) return false;
    out->grain = 'q';
    int month = (word->value - 1) * 3 + 1;
    if (year < 0) {
        out->relative = 1;
        if (!toll_day_known(t->context->published)) return true;
        toll_day_to_civil(t->context->published, &now_year, &now_month, &now_day);
        if (word->value) year = dir ? now_year + dir->value : toll_date_guess_year(t, month, 1, 0);
        else year = now_year, month = (now_month - 1) / 3 * 3 - 2; /* "the latest quarter" is the last that is over */
    }
    toll_date_set_months(out, year, month, 3, 'q');
    return true;
}

/* "the first half of the year" */
bool toll_date_work_half(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *word = toll_date_row(t, "word", t->words->date.quarter),
                            *dir = toll_date_row(t, "dir", t->words->date.direction);
    int year = toll_date_take_year(t, false), month, day;
    if (!word || word->value < 1 || word->value > 2) return false;
    out->grain = 'q';
    if (year < 0) {
        out->relative = 1;
        if (!toll_day_known(t->context->published)) return true;
        toll_day_to_civil(t->context->published, &year, &month, &day);
        if (dir) year += dir->value;
    }
    toll_date_set_months(out, year, (word->value - 1) * 6 + 1, 6, 'q');
    return true;
}
