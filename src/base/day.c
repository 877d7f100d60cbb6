/* Days: the proleptic Gregorian calendar as a count from 1970-01-01. In: year, month, day or ISO 8601 text. Out: a toll_day and back, pure
 * arithmetic over the whole 32-bit range, no tables of the C library and no time zone: a day is written as the text has it.
 * Years are reckoned from March, so that the leap day comes last; 400 years (an era) have 146,097 days. */
#include <stdio.h>

#include "base/base.h"

enum { ERA_DAYS = 146097, EPOCH_DAYS = 719468 /* 0000-03-01 to 1970-01-01 */ };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int toll_day_month_length(int year, int month)
{
    if (month < 1 || month > 12) return 0;
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static const char *const months[] = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

const char *toll_day_month_name(int month)
{
    return month < 1 || month > 12 ? "" : months[month - 1];
}

int toll_day_month_of(toll_text word)
{
    for (int month = 1; month <= 12; month++) {
        size_t whole = strlen(months[month - 1]), at = 0;
        if (word.len != whole && word.len != 3 && (word.len != 4 || month != 9)) continue;
        while (at < word.len && (word.data[at] | 0x20) == (months[month - 1][at] | 0x20)) at++;
        if (at == word.len) return month;
    }
    return 0;
}

toll_day toll_day_from_civil(int year, int month, int day)
{
    if (day < 1 || day > toll_day_month_length(year, month)) return TOLL_DAY_UNKNOWN;
    int64_t march_year = (int64_t)year - (month <= 2);
    int64_t era = (march_year >= 0 ? march_year : march_year - 399) / 400;
    int64_t year_of_era = march_year - era * 400;
    int64_t month_from_march = (month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    int64_t days = era * ERA_DAYS + day_of_era - EPOCH_DAYS;
    return days > INT32_MIN && days <= INT32_MAX ? (toll_day)days : TOLL_DAY_UNKNOWN;
}

void toll_day_to_civil(toll_day day, int *year, int *month, int *day_of_month)
{
    *year = *month = *day_of_month = 0;
    if (day == TOLL_DAY_UNKNOWN) return;
    int64_t days = (int64_t)day + EPOCH_DAYS;
    int64_t era = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
    int64_t day_of_era = days - era * ERA_DAYS;
    /* Take the leap days that lie before this day out of the count, and every year has 365. */
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    *month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    *year = (int)(era * 400 + year_of_era + (*month <= 2));
}

int toll_day_weekday(toll_day day)
{
    if (day == TOLL_DAY_UNKNOWN) return -1;
    int64_t from_thursday = ((int64_t)day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(from_thursday < 0 ? from_thursday + 7 : from_thursday);
}

/* The number in exactly `count` digits at `off`, at most `most`; moves off behind it. -1 where it is not there. */
static int digits(toll_text text, size_t *off, size_t count, int most)
{
    if (text.len - *off < count) return -1;
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        char c = text.data[*off + i];
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    *off += count;
    return value <= most ? value : -1;
}

static bool take(toll_text text, size_t *off, char c)
{
    if (*off >= text.len || text.data[*off] != c) return false;
    ++*off;
    return true;
}

/* hh:mm[:ss[.fraction]][Z or +hh:mm or +hhmm or +hh]; 24:00 and the leap second 60 are times too. */
static bool is_time(toll_text text, size_t off)
{
    if (digits(text, &off, 2, 24) < 0 || !take(text, &off, ':') || digits(text, &off, 2, 59) < 0) return false;
    if (take(text, &off, ':')) {
        if (digits(text, &off, 2, 60) < 0) return false;
        if (take(text, &off, '.')) {
            size_t start = off;
            while (off < text.len && text.data[off] >= '0' && text.data[off] <= '9') off++;
            if (off == start) return false;
        }
    }
    if (take(text, &off, '+') || take(text, &off, '-')) {
        if (digits(text, &off, 2, 23) < 0) return false;
        if (off < text.len) {
            take(text, &off, ':');
            if (digits(text, &off, 2, 59) < 0) return false;
        }
    } else {
        take(text, &off, 'Z');
    }
    return off == text.len;
}

bool toll_day_parse(toll_day *out, toll_text iso)
{
    size_t off = 0;
    if (!iso.data) return false;
    int year = digits(iso, &off, 4, 9999);
    if (year < 0 || !take(iso, &off, '-')) return false;
    int month = digits(iso, &off, 2, 12);
    if (month < 0 || !take(iso, &off, '-')) return false;
    int day = digits(iso, &off, 2, 31);
    if (day < 0) return false;
    if (off < iso.len && (!take(iso, &off, 'T') || !is_time(iso, off))) return false;
    toll_day parsed = toll_day_from_civil(year, month, day);
    if (parsed == TOLL_DAY_UNKNOWN) return false;
    *out = parsed;
    return true;
}

size_t toll_day_format(char out[16], toll_day day)
{
    int year, month, day_of_month;
    out[0] = '\0';
    if (day == TOLL_DAY_UNKNOWN) return 0;
    toll_day_to_civil(day, &year, &month, &day_of_month);
    if (year >= 0 && year <= 9999) {
        const int parts[] = {year / 100, year % 100, month, day_of_month};
        char *at = out;
        for (int i = 0; i < 4; i++) {
            if (i > 1) *at++ = '-';
            *at++ = (char)('0' + parts[i] / 10);
            *at++ = (char)('0' + parts[i] % 10);
        }
        *at = '\0';
        return (size_t)(at - out);
    }
    int len = snprintf(out, 16, "%+05d-%02d-%02d", year, month, day_of_month); /* a sign outside the four digits, as ISO 8601 has it */
    return len > 0 && len < 16 ? (size_t)len : 0;
}
