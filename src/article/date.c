/* In: a date as pages write it. Out: its day, or UNKNOWN: a date without its year, or one that reads two ways (03/04/2021), is none. Days
 * are taken as written: the day where the outlet is, not the day in Greenwich. */
#include "inside.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static toll_day civil(int year, int month, int day)
{
    return year >= 1900 && year <= 2200 ? toll_day_from_civil(year, month, day) : TOLL_DAY_UNKNOWN;
}

static size_t number(int *out, toll_text text, size_t at)
{
    size_t start = at;
    for (*out = 0; at < text.len && is_digit(text.data[at]) && at - start < 9; at++) *out = *out * 10 + text.data[at] - '0';
    return at - start;
}

/* 2021-03-04, 2021/03/04, 2021.03.04; 04.03.2021; 25/03/2021, 03/25/2021 where only one reading is a date. */
static toll_day numeric(toll_text text, size_t at, size_t first_len, int first)
{
    char mark = at + first_len < text.len ? text.data[at + first_len] : '\0';
    if (mark != '-' && mark != '/' && mark != '.') return TOLL_DAY_UNKNOWN;
    int second, third;
    size_t next = at + first_len + 1, second_len = number(&second, text, next);
    if (!second_len || second_len > 2 || next + second_len >= text.len || text.data[next + second_len] != mark) return TOLL_DAY_UNKNOWN;
    next += second_len + 1;
    size_t third_len = number(&third, text, next);
    if (first_len == 4 && third_len && third_len <= 2) return civil(first, second, third);
    if (first_len > 2 || third_len != 4) return TOLL_DAY_UNKNOWN;
    if (mark == '.') return civil(third, second, first);
    toll_day as_day = civil(third, second, first), as_month = civil(third, first, second);
    if (as_day == TOLL_DAY_UNKNOWN || as_day == as_month) return as_month;
    return as_month == TOLL_DAY_UNKNOWN ? as_day : TOLL_DAY_UNKNOWN;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

toll_day article_day(const toll_article_words *words, toll_text text)
{
    int month = 0, before = -1, after = -1, last = -1;
    for (size_t at = 0, used; at < text.len; at += used) {
        used = 1;
        int value;
        size_t len = number(&value, text, at);
        if (len) {
            toll_day day = numeric(text, at, len, value);
            if (day != TOLL_DAY_UNKNOWN) return day;
            if (len == 8 && civil(value / 10000, value / 100 % 100, value % 100) != TOLL_DAY_UNKNOWN)
                return civil(value / 10000, value / 100 % 100, value % 100);
            if (month && len == 4) return civil(value, month, after > 0 ? after : before);
            if (month && after < 0 && len <= 2) after = value;
            else if (month) month = 0;
            last = len <= 2 ? value : -1;
            used = len;
            while (at + used < text.len && is_word(text.data[at + used]) && used < len + 2) used++; /* 3rd */
            continue;
        }
        if (!is_word(text.data[at])) continue;
        while (at + used < text.len && is_word(text.data[at + used])) used++;
        int found = article_month(words, (toll_text){text.data + at, used});
        if (found) month = found, before = last, after = -1;
        else last = -1;
    }
    return TOLL_DAY_UNKNOWN;
}

/* /2021/03/04/, /2021-03-04-title, /2021/mar/04/, /20210304-title; the query is not looked at. */
toll_day article_day_in_url(const toll_article_words *words, toll_text url)
{
    size_t end = 0;
    while (end < url.len && url.data[end] != '?' && url.data[end] != '#') end++;
    for (size_t at = 1; at + 8 <= end; at++) {
        if (is_digit(url.data[at - 1]) || !is_digit(url.data[at])) continue;
        toll_text rest = {url.data + at, end - at};
        int year, value;
        size_t len = number(&year, rest, 0);
        toll_day day = TOLL_DAY_UNKNOWN;
        if (len == 4) day = numeric(rest, 0, len, year);
        if (len == 8 || len == 9)
            number(&value, (toll_text){rest.data, 8}, 0), day = len == 8 ? civil(value / 10000, value / 100 % 100, value % 100) : day;
        if (len == 4 && day == TOLL_DAY_UNKNOWN && rest.data[4] == '/') {
            size_t word = 5;
            while (word < rest.len && is_word(rest.data[word])) word++;
            int month = article_month(words, (toll_text){rest.data + 5, word - 5});
            if (month && word < rest.len && number(&value, rest, word + 1)) day = civil(year, month, value);
        }
        if (day != TOLL_DAY_UNKNOWN) return day;
    }
    return TOLL_DAY_UNKNOWN;
}
