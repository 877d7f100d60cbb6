/* Works out which days a date's words mean.
 *
 * In: a rule match with its captures, the publication date, and the tense. Out: the first and last day, the grain, or a refusal. Each value=
 * of date.rules is one small function in the table at the end. Constant work a match. */
#include "date.h"

#include <math.h>

enum { DAYS_AHEAD = 60 };

const toll_capture *toll_date_captured(const toll_date_try *t, const char *name)
{
    int at = toll_rule_capture(t->view->tables, t->match->rule, name);
    return at >= 0 && t->match->captures[at].count ? &t->match->captures[at] : NULL;
}

/* The calendar row of a capture's word. */
const toll_calendar_row *toll_date_row(const toll_date_try *t, const char *name, uint8_t class_)
{
    const toll_capture *capture = toll_date_captured(t, name);
    const toll_note *n = capture ? toll_note_at(t->view, capture->first, class_) : NULL;
    return toll_mention_calendar_row(t->words, n);
}

/* Digits as a whole number; -1 where they are none or too many. */
static int token_number(const toll_date_try *t, unsigned at, unsigned most)
{
    const toll_token *token = &t->view->tokens[at];
    int value = 0;
    if (token->len > most) return -1;
    for (unsigned i = 0; i < token->len; i++) {
        char ch = t->view->text.data[token->off + i];
        if (ch < '0' || ch > '9') return -1;
        value = value * 10 + (ch - '0');
    }
    return value;
}

int toll_date_number(const toll_date_try *t, const char *name, unsigned most)
{
    const toll_capture *capture = toll_date_captured(t, name);
    return capture ? token_number(t, capture->first, most) : -1;
}

void toll_date_set(toll_date *out, toll_day from, toll_day to, uint8_t grain)
{
    bool both = toll_day_known(from) && toll_day_known(to) && from <= to;
    out->from = both ? from : TOLL_DAY_UNKNOWN;
    out->to = both ? to : TOLL_DAY_UNKNOWN;
    out->grain = grain;
}

void toll_date_set_months(toll_date *out, int year, int month, int count, uint8_t grain)
{
    int index = year * 12 + month - 1, last = index + count - 1;
    toll_date_set(out, toll_day_from_civil(index / 12, index % 12 + 1, 1),
        toll_day_from_civil(last / 12, last % 12 + 1, toll_day_month_length(last / 12, last % 12 + 1)), grain);
}

/* --- years */
/* A two-digit year of the wire style: the one nearest to publication. */
static int widen_year(const toll_date_try *t, int year)
{
    int now = 2012, month, day; /* nothing known: 33 is 1933, 32 is 2032 */
    if (toll_day_known(t->context->published)) toll_day_to_civil(t->context->published, &now, &month, &day);
    int full = now - now % 100 + year;
    return full > now + 20 ? full - 100 : full;
}

/* The captured year, -1 where there is none. A number that is no year is cut off the match, with the comma before it. */
int toll_date_take_year(toll_date_try *t, bool wire)
{
    const toll_capture *capture = toll_date_captured(t, "year");
    if (!capture) return -1;
    unsigned at = capture->first;
    const toll_token *token = &t->view->tokens[at];
    int year = token->len == 4 ? token_number(t, at, 4) : -1;
    if (year >= YEAR_FIRST && year <= YEAR_LAST) return year;
    bool glued_mark = toll_mark_at(t->view, at - 1, '-') || toll_mark_at(t->view, at - 1, '\'');
    if (token->len == 2 && (wire || glued_mark) && (year = token_number(t, at, 2)) >= 0) return widen_year(t, year);
    t->end = at;
    while (t->end > (unsigned)t->match->first + 1 && t->view->tokens[t->end - 1].kind == TOLL_TOKEN_MARK) t->end--;
    return -1;
}

/* "last year", "this year", "five years ago" after a day or month; -1 = not said or publication unknown. In January, "in October five years ago" is
 * nearer to five years back where it is of the year before. */
int toll_date_said_year(const toll_date_try *t)
{
    enum { HALF = 6 };
    const toll_calendar_row *dir = toll_date_row(t, "ydir", t->words->date.direction),
                            *then = toll_date_row(t, "month", t->words->date.month);
    int year, month, day;
    if ((!dir && !toll_date_captured(t, "n")) || !toll_day_known(t->context->published)) return -1;
    toll_day_to_civil(t->context->published, &year, &month, &day);
    if (dir) return year + dir->value;
    double back = toll_date_amount(t);
    if (isnan(back) || back != floor(back) || back > year) return -1;
    int ahead = then ? then->value - month : 0;
    return year - (int)back - (ahead > HALF);
}

/* The year in which a day of the year lies, by publication date and tense; -1 = unknown. In the past tense a day may lie `near` days ahead:
 * nobody dates a year back without saying so. */
int toll_date_guess_year(const toll_date_try *t, int month, int day, int near)
{
    int year, now_month, now_day;
    if (!toll_day_known(t->context->published)) return t->context->year > 0 ? t->context->year : -1;
    toll_day_to_civil(t->context->published, &year, &now_month, &now_day);
    int now = now_month * 31 + now_day, then = month * 31 + day, ahead = then - now;
    int reach = t->tense == TOLL_TENSE_PAST ? near : 186;
    if (ahead > reach) return year - 1;
    return ahead + 372 <= reach ? year + 1 : year;
}

/* --- days of a month */
static bool work_civil(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *month = toll_date_row(t, "month", t->words->date.month);
    int day = toll_date_number(t, "day", 2), last = toll_date_number(t, "last", 2);
    const toll_capture *word = toll_date_captured(t, "month");
    bool wire = word && t->view->tokens[word->first].shape == TOLL_SHAPE_UPPER;
    int year = toll_date_take_year(t, wire);
    if (month && day < 0 && (day = toll_date_number(t, "day", 4)) >= YEAR_FIRST && day <= YEAR_LAST) {
        toll_date_set_months(out, day, month->value, 1, 'm'); /* "July 1997" */
        return true;
    }
    if (year < 0) year = toll_date_said_year(t);
    if (!month || day < 1 || day > 31 || (toll_date_captured(t, "last") && (last <= day || last > 31))) return false;
    if (year < 0) {
        year = toll_date_guess_year(t, month->value, day, DAYS_AHEAD);
        out->relative = 1;
        if (year > 0 && month->value == 2 && day == 29)
            while (year > 0 && toll_day_month_length(year, 2) < 29) year--;
    }
    if (year < 0) {
        if (day > toll_day_month_length(2000, month->value)) return false;
        toll_date_set(out, TOLL_DAY_UNKNOWN, TOLL_DAY_UNKNOWN, 'd');
        return true;
    }
    toll_day from = toll_day_from_civil(year, month->value, day), to = last > 0 ? toll_day_from_civil(year, month->value, last) : from;
    toll_date_set(out, from, to, 'd');
    return toll_day_known(out->from);
}

/* Day and month in an order nobody says: the one that lies nearer before publication. */
static toll_day either_order(const toll_date_try *t, int first, int second, int year)
{
    toll_day day_first = second >= 1 && second <= 12 ? toll_day_from_civil(year, second, first) : TOLL_DAY_UNKNOWN;
    toll_day month_first = first >= 1 && first <= 12 ? toll_day_from_civil(year, first, second) : TOLL_DAY_UNKNOWN;
    if (!toll_day_known(day_first) || !toll_day_known(month_first)) return toll_day_known(day_first) ? day_first : month_first;
    toll_day published = t->context->published;
    if (!toll_day_known(published) || (day_first <= published) == (month_first <= published)) {
        bool nearer = toll_day_known(published) && published - month_first < published - day_first && month_first <= published;
        return nearer ? month_first : day_first;
    }
    return day_first <= published ? day_first : month_first;
}

/* "2022-02-24", and with the year last "17-05-2016". */
static bool work_iso(toll_date *out, toll_date_try *t)
{
    int year = toll_date_number(t, "year", 4), month = toll_date_number(t, "month", 2), day = toll_date_number(t, "day", 4);
    toll_day made = TOLL_DAY_UNKNOWN;
    if (month < 1 || day < 1) return false;
    if (year >= YEAR_FIRST && year <= YEAR_LAST && month <= 12 && day <= 31) made = toll_day_from_civil(year, month, day);
    else if (year >= 1 && year <= 31 && day >= YEAR_FIRST && day <= YEAR_LAST) made = either_order(t, year, month, day);
    toll_date_set(out, made, made, 'd');
    return toll_day_known(made);
}

static bool work_slashed(toll_date *out, toll_date_try *t)
{
    int first = toll_date_number(t, "day", 2), second = toll_date_number(t, "month", 2), year = toll_date_number(t, "year", 4);
    const toll_capture *capture = toll_date_captured(t, "year");
    if (first < 1 || second < 1 || year < 0) return false;
    if (capture && t->view->tokens[capture->first].len == 2) year = widen_year(t, year);
    if (year < YEAR_FIRST || year > YEAR_LAST) return false;
    toll_day made = either_order(t, first, second, year);
    toll_date_set(out, made, made, 'd');
    return toll_day_known(made);
}

/* "07.04.2017": the lexer takes "07.04" for a decimal. Day first, as everywhere that writes stops. */
static bool work_dotted(toll_date *out, toll_date_try *t)
{
    const toll_capture *capture = toll_date_captured(t, "day");
    int year = toll_date_number(t, "year", 4), month = toll_date_number(t, "month", 2), day = -1;
    if (!capture) return false;
    if (toll_date_captured(t, "month")) {
        day = toll_date_number(t, "day", 2);
    } else {
        const toll_token *token = &t->view->tokens[capture->first];
        const char *text = t->view->text.data + token->off, *stop = memchr(text, '.', token->len);
        size_t whole = stop ? (size_t)(stop - text) : 0, part = stop ? token->len - whole - 1 : 0;
        if (whole < 1 || whole > 2 || part < 1 || part > 2) return false;
        for (day = 0; text < stop; text++) day = day * 10 + (*text - '0');
        for (month = 0, text = stop + 1; part--; text++) month = month * 10 + (*text - '0');
    }
    const toll_capture *tail = toll_date_captured(t, "year");
    if (tail && t->view->tokens[tail->first].len == 2 && year >= 0) year = widen_year(t, year);
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 || day > 31) return false;
    toll_day made = toll_day_from_civil(year, month, day);
    toll_date_set(out, made, made, 'd');
    return toll_day_known(made);
}

/* "the week ending 18 March" */
static bool work_week_ending(toll_date *out, toll_date_try *t)
{
    enum { WEEK = 7 };
    if (!work_civil(out, t)) return false;
    if (out->from != TOLL_DAY_UNKNOWN) toll_date_set(out, out->to - WEEK + 1, out->to, 'w');
    return true;
}

/* --- no day of their own */
static bool work_war(toll_date *out, toll_date_try *t)
{
    out->to = t->context->published;
    return true;
}

static bool work_now(toll_date *out, toll_date_try *t)
{
    out->relative = 1;
    toll_date_set(out, t->context->published, t->context->published, 'd');
    return true;
}

static bool work_none(toll_date *out, toll_date_try *t)
{
    const toll_calendar_row *unit = toll_date_row(t, "unit", t->words->date.unit);
    if (unit) out->grain = unit->grain;
    return true;
}

bool toll_date_work_out(toll_date *out, toll_date_try *t)
{
    static const struct {
        const char *name;
        uint8_t value;
        bool (*work)(toll_date *, toll_date_try *);
    } values[] = {{"civil", TOLL_VALUE_CIVIL, work_civil}, {"iso", TOLL_VALUE_ISO, work_iso}, {"dotted", TOLL_VALUE_DOTTED, work_dotted},
        {"slashed", TOLL_VALUE_SLASHED, work_slashed}, {"weekday", TOLL_VALUE_OTHER, toll_date_work_weekday},
        {"shift", TOLL_VALUE_SHIFT, toll_date_work_shift}, {"anchor", TOLL_VALUE_ANCHOR, toll_date_work_anchor},
        {"before", TOLL_VALUE_BEFORE, toll_date_work_before}, {"came", TOLL_VALUE_CAME, toll_date_work_came},
        {"spell", TOLL_VALUE_SPELL, work_none}, {"monthday", TOLL_VALUE_OTHER, toll_date_work_monthday},
        {"apart", TOLL_VALUE_OTHER, toll_date_work_apart}, {"recent", TOLL_VALUE_RECENT, toll_date_work_recent},
        {"period", TOLL_VALUE_PERIOD, toll_date_work_period}, {"window", TOLL_VALUE_WINDOW, toll_date_work_window},
        {"within", TOLL_VALUE_WITHIN, toll_date_work_window}, {"ago", TOLL_VALUE_OTHER, toll_date_work_ago},
        {"month", TOLL_VALUE_MONTH, toll_date_work_month}, {"quarter", TOLL_VALUE_OTHER, toll_date_work_quarter},
        {"half", TOLL_VALUE_OTHER, toll_date_work_half}, {"year", TOLL_VALUE_OTHER, toll_date_work_year},
        {"years", TOLL_VALUE_OTHER, toll_date_work_years}, {"decade", TOLL_VALUE_OTHER, toll_date_work_decade},
        {"spoken", TOLL_VALUE_OTHER, toll_date_work_spoken}, {"holiday", TOLL_VALUE_OTHER, toll_date_work_holiday},
        {"weekend", TOLL_VALUE_OTHER, toll_date_work_weekend}, {"sofar", TOLL_VALUE_OTHER, toll_date_work_sofar},
        {"part", TOLL_VALUE_OTHER, toll_date_work_part}, {"duration", TOLL_VALUE_OTHER, work_none}, {"war", TOLL_VALUE_OTHER, work_war},
        {"now", TOLL_VALUE_OTHER, work_now}, {"previous", TOLL_VALUE_PREVIOUS, work_none}, {"earlier", TOLL_VALUE_EARLIER, work_none},
        {"civil-week", TOLL_VALUE_OTHER, work_week_ending}, {"none", TOLL_VALUE_OTHER, work_none}};
    const char *name = toll_rule_setting(t->view->tables, t->match->rule, "value");
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (!toll_same(values[i].name, name)) continue;
        out->value = values[i].value;
        return values[i].work(out, t);
    }
    return false;
}
