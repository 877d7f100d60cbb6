/* Superlatives beside a figure: "a record 1,090", "the highest since 3 March", "the biggest single loss of the war". In: the words before, in
 * and behind a figure, within its sentence. Out: whether it is called the most, and since when. English. An adjective alone is none ("the
 * largest city"): before a figure it must stand beside it, behind it, it must be said of a stretch of time or of a day. One pass over at most
 * some hundred bytes. */
#include "inside.h"

#include <ctype.h>

static const char *const adjectives[] = {
    "highest", "most", "biggest", "largest", "heaviest", "worst", "deadliest", "bloodiest", "costliest", "greatest"};
/* What makes an adjective behind a figure a superlative of it: a stretch of time, or what the figure is. */
static const char *const bounds[] = {"since", "so far", "ever", "yet", "of the war", "of the conflict", "of the invasion",
    "of the campaign", "single", "daily", "one day", "one-day", "24-hour", "24 hours", "toll", "loss", "losses", "death toll", "this year",
    "this month"};

static bool has(toll_text text, const char *word)
{
    return reckon_word_in(text, word) < text.len;
}

/* "at most 500", "most of the 500" are none. */
static bool has_adjective(toll_text text)
{
    for (size_t i = 0; i < sizeof adjectives / sizeof *adjectives; i++) {
        size_t at = reckon_word_in(text, adjectives[i]);
        if (at == text.len) continue;
        toll_text before = {text.data, at}, behind = {text.data + at, text.len - at};
        if (strcmp(adjectives[i], "most") != 0 || (!has(before, "at") && !has(behind, "of"))) return true;
    }
    return false;
}

bool reckon_words_superlative(toll_text words)
{
    return has(words, "record") || has_adjective(words);
}

static toll_text behind(toll_text text, size_t at)
{
    return at < text.len ? (toll_text){text.data + at, text.len - at} : (toll_text){text.data, 0};
}

/* The next word or number; false at the end. */
static bool next_word(toll_text *word, toll_text *rest)
{
    size_t at = 0, len = 0;
    while (at < rest->len && !isalnum((unsigned char)rest->data[at])) at++;
    while (at + len < rest->len && isalnum((unsigned char)rest->data[at + len])) len++;
    *word = (toll_text){rest->data + at, len};
    *rest = behind(*rest, at + len);
    return len > 0;
}

static int number_of(toll_text word)
{
    int value = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (!isdigit((unsigned char)word.data[i]) || value > 9999) return 0;
        value = value * 10 + word.data[i] - '0';
    }
    return value;
}

/* "1" of "1 May", "May 1" and a year are no figures of something else. */
static bool is_of_date(toll_text text, size_t at)
{
    toll_text rest = behind(text, at), word, next = {NULL, 0};
    if (!next_word(&word, &rest)) return false;
    (void)next_word(&next, &rest);
    size_t end = at, begin;
    while (end > 0 && !isalnum((unsigned char)text.data[end - 1])) end--;
    for (begin = end; begin > 0 && isalnum((unsigned char)text.data[begin - 1]);) begin--;
    bool beside = toll_day_month_of(next) || toll_day_month_of((toll_text){text.data + begin, end - begin});
    int number = number_of(word);
    return (number >= 1 && number <= 31 && beside) || (word.len == 4 && number >= 1900 && number <= 2200);
}

/* Up to the next figure: what stands behind that is said of it. Figures of a date are none. */
static toll_text reach(toll_text text)
{
    size_t since = reckon_word_in(text, "since"), end = text.len < 140 ? text.len : 140;
    for (size_t i = 0; i < end && i < since; i++) {
        if (!isdigit((unsigned char)text.data[i]) || has((toll_text){text.data + i, text.len - i < 9 ? text.len - i : 9}, "24")) continue;
        if (!is_of_date(text, i)) end = i;
        while (i + 1 < end && isalnum((unsigned char)text.data[i + 1])) i++;
    }
    return (toll_text){text.data, end};
}

/* "3 March 2023", "March 3", "last November", "2021": the last of its days; a year that is not said is the last one before `by`. */
static toll_day date_of(toll_text rest, toll_day by)
{
    int year = 0, month = 0, day = 0, by_year, by_month, by_day;
    toll_text word;
    for (int i = 0; i < 4 && next_word(&word, &rest); i++) {
        int number = number_of(word), named = month ? 0 : toll_day_month_of(word);
        if (named) month = named;
        else if (number >= 1900 && number <= 2200) year = number;
        else if (number >= 1 && number <= 31 && !day) day = number;
        else if (!toll_text_is(word, "last") && !toll_text_is(word, "the")) break;
        if (year) break;
    }
    if (!month && !year) return TOLL_DAY_UNKNOWN;
    toll_day_to_civil(by, &by_year, &by_month, &by_day);
    if (!year) year = month < by_month || (month == by_month && day && day < by_day) ? by_year : by_year - 1;
    if (!month) return toll_day_from_civil(year, 12, 31);
    int length = toll_day_month_length(year, month);
    return toll_day_from_civil(year, month, day && day <= length ? day : length);
}

bool reckon_words_superlative_near(toll_day *since, toll_text text, toll_day by)
{
    *since = TOLL_DAY_UNKNOWN;
    toll_text near = reach(text);
    for (size_t i = 0; i < sizeof adjectives / sizeof *adjectives; i++) {
        size_t at = reckon_word_in(near, adjectives[i]);
        if (at == near.len) continue;
        toll_text before = {near.data, at}, after = behind(near, at + strlen(adjectives[i]));
        if (!has(before, "the") && !has(before, "its") && !has(before, "their") && !has(before, "a")) continue;
        for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++) {
            if (!has(after, bounds[k])) continue;
            size_t said = reckon_word_in(after, "since");
            if (said < after.len && by != TOLL_DAY_UNKNOWN) *since = date_of(behind(after, said + 5), by);
            return true;
        }
    }
    return false;
}
