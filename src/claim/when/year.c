/* The year of days that are named without one, where the text tells of another year than its own: "In August 2008 war broke out. On 8 August ...".
 *
 * In: sentences with their dates. Out: the story's year; dates moved into it. A look at each date. */
#include "when.h"

static int year_of(toll_day day)
{
    int year, month, day_of_month;
    toll_day_to_civil(day, &year, &month, &day_of_month);
    return year;
}

/* A day or a month with its year. */
static bool names_year(const toll_date *date)
{
    bool fine = date->grain == 'd' || date->grain == 'm'; /* "at 1930" is no year */
    return fine && !date->relative && date->kind != TOLL_DATE_WINDOW && date->kind != TOLL_DATE_DURATION && date->from != TOLL_DAY_UNKNOWN;
}

void claim_note_year(toll_claim_reader *reader)
{
    story *s = &reader->story;
    for (size_t i = 0; i < reader->parse.date_count; i++)
        if (names_year(&reader->parse.dates[i]))
            s->year = year_of(reader->parse.dates[i].from), s->year_day = reader->parse.dates[i].from, s->year_sentence = s->sentence;
}

/* The same day of the year told of; false where it has none. */
static bool move_to(toll_day *day, int year)
{
    int was, month, day_of_month;
    if (*day == TOLL_DAY_UNKNOWN) return false;
    toll_day_to_civil(*day, &was, &month, &day_of_month);
    if (day_of_month > toll_day_month_length(year, month)) return false;
    *day = toll_day_from_civil(year, month, day_of_month);
    return true;
}

void claim_year_told(toll_claim_reader *reader)
{
    enum { NEXT = 1, SOON = 62 }; /* what a story goes on with lies days or weeks ahead */
    const story *s = &reader->story;
    const uint8_t direction = reader->tables->mention.date.direction;
    int year = s->year && s->sentence - s->year_sentence <= NEXT ? s->year : 0;
    toll_day day = s->year_day;
    for (size_t i = 0; i < reader->parse.date_count; i++) {
        toll_date *date = &reader->parse.dates[i];
        if (names_year(date)) year = year_of(date->from), day = date->from;
        bool calendar = date->value == TOLL_VALUE_CIVIL || date->value == TOLL_VALUE_MONTH;
        bool said = when_any_between(&reader->parse.view, date->extent.first, toll_extent_end(date->extent), direction); /* "last May" */
        if (!year || !calendar || said || !date->relative || date->kind != TOLL_DATE_POINT || date->from == TOLL_DAY_UNKNOWN) continue;
        toll_day from = date->from, to = date->to;
        if (year_of(from) <= year || year_of(from) != year_of(to)) continue;
        if (move_to(&from, year) && move_to(&to, year) && to >= day && from <= day + SOON) date->from = from, date->to = to;
    }
}
