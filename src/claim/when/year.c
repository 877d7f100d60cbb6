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

/* "2008" on a line of its own, between marks or none: the entries below are of that year; 0 = none. */
static int year_line(const toll_sentence_view *view)
{
    enum { SHORT = 4 };
    int year = 0;
    for (unsigned at = 0; at < view->count; at++) {
        const toll_token *token = &view->tokens[at];
        if (token->kind == TOLL_TOKEN_MARK) continue;
        if (token->kind != TOLL_TOKEN_NUMBER || token->len != 4 || year || view->count > SHORT) return 0;
        for (unsigned i = 0; i < 4; i++) {
            char digit = view->text.data[token->off + i];
            if (digit < '0' || digit > '9') return 0;
            year = year * 10 + (digit - '0');
        }
    }
    return year >= 1900 && year <= 2100 ? year : 0;
}

/* "October 18: Bomb attacks kill 139": an entry of a list, by the date that it begins with. */
static bool begins_entry(const toll_claim_reader *reader, const toll_date *date)
{
    const toll_sentence_view *view = &reader->parse.view;
    unsigned end = toll_extent_end(date->extent);
    return date->extent.first <= 1 && end < view->count && view->tokens[end].kind == TOLL_TOKEN_MARK;
}

void claim_note_year(toll_claim_reader *reader)
{
    story *s = &reader->story;
    int line = year_line(&reader->parse.view);
    if (line) s->list_year = line;
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
        if (s->list_year && calendar && date->relative && date->kind != TOLL_DATE_SINCE && begins_entry(reader, date)) {
            toll_day first = date->from, last = date->to;
            if (move_to(&first, s->list_year) && move_to(&last, s->list_year)) date->from = first, date->to = last;
            continue;
        }
        bool said = when_any_between(&reader->parse.view, date->extent.first, toll_extent_end(date->extent), direction); /* "last May" */
        if (!year || !calendar || said || !date->relative || date->kind != TOLL_DATE_POINT || date->from == TOLL_DAY_UNKNOWN) continue;
        toll_day from = date->from, to = date->to;
        if (year_of(from) <= year || year_of(from) != year_of(to)) continue;
        if (move_to(&from, year) && move_to(&to, year) && to >= day && from <= day + SOON) date->from = from, date->to = to;
    }
}
