/* Private to src/mention: what date.c (finding) and date_value.c (working out days) share. */
#ifndef TOLL_MENTION_DATE_H
#define TOLL_MENTION_DATE_H

#include "number.h"

enum { YEAR_FIRST = 1700, YEAR_LAST = 2150 }; /* what four digits can be */

typedef enum toll_date_tense { TOLL_TENSE_PAST, TOLL_TENSE_FUTURE, TOLL_TENSE_OPEN } toll_date_tense;

/* One rule match on its way to a date. `end` may be moved back where a captured year turns out to be none. */
typedef struct toll_date_try {
    const toll_sentence_view *view;
    const toll_mention_words *words;
    const toll_date_context *context;
    const toll_rule_match *match;
    toll_date_tense tense;
    unsigned end;
} toll_date_try;

/* Works out the days of a match by its rule's `value`; false where the words are no date after all. */
bool toll_date_work_out(toll_date *out, toll_date_try *t);

/* --- captures of the match and days of the date, for the functions of the rules' values */
static inline bool toll_day_known(toll_day day)
{
    return day != TOLL_DAY_UNKNOWN;
}
const toll_capture *toll_date_captured(const toll_date_try *t, const char *name);
/* The calendar row of a capture's word; NULL where it was not captured. */
const toll_calendar_row *toll_date_row(const toll_date_try *t, const char *name, uint8_t class_);
/* The captured year, -1 where there is none. A number that is no year is cut off the match, with the comma before it. */
int toll_date_take_year(toll_date_try *t, bool wire);
/* "last year", "this year" after a day or month; -1 = not said or publication unknown. */
int toll_date_said_year(const toll_date_try *t);
/* The year in which a day of the year lies, by publication date and tense; -1 = unknown. In the past tense a day may lie `near` days ahead. */
int toll_date_guess_year(const toll_date_try *t, int month, int day, int near);
void toll_date_set(toll_date *out, toll_day from, toll_day to, uint8_t grain);
void toll_date_set_months(toll_date *out, int year, int month, int count, uint8_t grain);
/* The days of a row's shift from a day. */
void toll_date_begin_part(toll_date *date, const toll_calendar_row *phase);
bool toll_date_shift_from(toll_date *out, toll_day base, const toll_calendar_row *row);
/* How many units the match counts: 1 where it names no number, NAN where the number is none. */
double toll_date_amount(const toll_date_try *t);
/* The day `count` units before another. */
toll_day toll_date_units_before(toll_day day, const toll_calendar_row *unit, double count);
/* The digits of a capture as a whole number; -1 where they are none or too many. */
int toll_date_number(const toll_date_try *t, const char *name, unsigned most);
bool toll_date_work_weekday(toll_date *out, toll_date_try *t);
bool toll_date_work_shift(toll_date *out, toll_date_try *t);
bool toll_date_work_anchor(toll_date *out, toll_date_try *t);
bool toll_date_work_before(toll_date *out, toll_date_try *t);
bool toll_date_work_came(toll_date *out, toll_date_try *t);
bool toll_date_work_month(toll_date *out, toll_date_try *t);
bool toll_date_work_year(toll_date *out, toll_date_try *t);
bool toll_date_work_years(toll_date *out, toll_date_try *t);
bool toll_date_work_decade(toll_date *out, toll_date_try *t);
bool toll_date_work_spoken(toll_date *out, toll_date_try *t);
bool toll_date_work_quarter(toll_date *out, toll_date_try *t);
bool toll_date_work_half(toll_date *out, toll_date_try *t);
bool toll_date_work_monthday(toll_date *out, toll_date_try *t);
bool toll_date_work_apart(toll_date *out, toll_date_try *t);
bool toll_date_work_recent(toll_date *out, toll_date_try *t);
bool toll_date_work_weekend(toll_date *out, toll_date_try *t);
bool toll_date_work_period(toll_date *out, toll_date_try *t);
bool toll_date_work_window(toll_date *out, toll_date_try *t);
bool toll_date_work_ago(toll_date *out, toll_date_try *t);
bool toll_date_work_sofar(toll_date *out, toll_date_try *t);

/* date_part.c */
bool toll_date_work_part(toll_date *out, toll_date_try *t);
bool toll_date_work_holiday(toll_date *out, toll_date_try *t);

/* Does the number at `at`, whose words end at `end`, read as a year? */
bool toll_number_reads_as_year(const toll_sentence_view *view, const toll_mention_words *words, unsigned at, unsigned end);

#endif
