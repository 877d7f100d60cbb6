/* In: a date as feeds, mail and tables write it. Out: its day. ISO 8601 (2023-01-04, 2023-01-04T10:00:00Z, 20230104), RFC 822 and 1123
 * (Wed, 04 Jan 2023 10:00:00 GMT), dates with an English month (4 January 2023, January 4, 2023, Jan 4 2023). A date in figures whose day and
 * month could be either way round is no date here: a guess would be written down as if it were known. */
#include "inside.h"

static int month_of(toll_text word)
{
    if (word.len && word.data[word.len - 1] == '.') word.len--;
    return toll_day_month_of(word);
}

static int number_of(toll_text word)
{
    int value = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.data[i] < '0' || word.data[i] > '9' || i == 4) return -1;
        value = value * 10 + (word.data[i] - '0');
    }
    return word.len ? value : -1;
}

/* 20230104, alone or before a T. */
static bool compact(toll_day *out, toll_text text)
{
    if (text.len < 8 || (text.len > 8 && text.data[8] != 'T')) return false;
    int year = number_of((toll_text){text.data, 4}), month = number_of((toll_text){text.data + 4, 2}),
        day = number_of((toll_text){text.data + 6, 2});
    if (year < 1000 || month < 0 || day < 0) return false;
    *out = toll_day_from_civil(year, month, day);
    return *out != TOLL_DAY_UNKNOWN;
}

bool toll_source_day(toll_day *out, toll_text text)
{
    *out = TOLL_DAY_UNKNOWN;
    while (text.len && (text.data[0] == ' ' || text.data[0] == '\n' || text.data[0] == '\r' || text.data[0] == '\t'))
        text.data++, text.len--;
    while (text.len && (unsigned char)text.data[text.len - 1] <= ' ') text.len--;
    if (text.len > 10 && text.data[10] == ' ') {
        toll_text day = {text.data, 10};
        if (toll_day_parse(out, day)) return true;
    }
    if (toll_day_parse(out, text) || compact(out, text)) return true;
    *out = TOLL_DAY_UNKNOWN;
    int year = -1, month = 0, day = -1;
    for (size_t at = 0, words = 0; at < text.len && words < 6; words++) {
        size_t len = 0;
        while (at + len < text.len && !strchr(" ,-", text.data[at + len])) len++;
        toll_text word = {text.data + at, len};
        at += len + 1;
        int number = number_of(word);
        if (!month && month_of(word)) month = month_of(word);
        else if (number > 0 && day < 0 && len <= 2) day = number;
        else if (number > 0 && year < 0 && len == 4) year = number;
        else if (number > 0 && year < 0 && len == 2 && month) year = number + (number < 70 ? 2000 : 1900); /* RFC 822 */
    }
    if (year < 0 || !month || day < 0) return false;
    *out = toll_day_from_civil(year, month, day);
    return *out != TOLL_DAY_UNKNOWN;
}
