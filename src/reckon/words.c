/* With words_record.c the only file of the reckoning that knows words: claims carry no mark for "record" or "a further", and no claim stands
 * on the date of a war's beginning. In: the words beside a figure, or a text. Out: yes or no, and the first full date that the world
 * contradicts. English; every other language leaves these checks silent, never wrong. One pass over the text, from year to year. */
#include "inside.h"

#include <ctype.h>

size_t reckon_word_in(toll_text text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (i && isalnum((unsigned char)text.data[i - 1])) continue;
        size_t n = 0;
        while (n < len && tolower((unsigned char)text.data[i + n]) == word[n]) n++;
        if (n == len && (i + len == text.len || !isalnum((unsigned char)text.data[i + len]))) return i;
    }
    return text.len;
}

static bool has_word(toll_text text, const char *word)
{
    return reckon_word_in(text, word) < text.len;
}

bool reckon_words_addition(toll_text before)
{
    return has_word(before, "further") || has_word(before, "another") || has_word(before, "additional");
}

/* "15 of the wounded", "six of those killed", "83 of them": some of a whole. "89 of its soldiers" is none. */
bool reckon_words_part(toll_text after)
{
    static const char *const wholes[] = {"those", "them", "whom", "these", "the wounded", "the injured", "the dead", "the victims",
        "the killed", "the deceased", "the casualties", "the total", "the bodies", "the fatalities", "the deaths"};
    size_t at = 0;
    while (at < after.len && after.data[at] == ' ') at++;
    if (at + 3 > after.len || strncmp(after.data + at, "of ", 3) != 0) return false;
    after.data += at + 3, after.len -= at + 3;
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        size_t len = strlen(wholes[i]);
        if (after.len >= len && !strncmp(after.data, wholes[i], len) && (after.len == len || !isalpha((unsigned char)after.data[len])))
            return true;
    }
    return false;
}

static toll_text last_of(toll_text text, size_t most)
{
    return text.len > most ? (toll_text){text.data + text.len - most, most} : text;
}

/* Its last word, letters only. */
static bool ends_with(toll_text text, const char *word)
{
    size_t len = strlen(word);
    while (text.len && text.data[text.len - 1] == ' ') text.len--;
    if (text.len < len) return false;
    bool begins = text.len == len || !isalnum((unsigned char)text.data[text.len - len - 1]);
    return begins && reckon_word_in((toll_text){text.data + text.len - len, len}, word) == 0;
}

/* "as well as the 10 on the bus", and behind the figure "21 others died", "four additional casualties": what comes on top of others, and is
 * no whole. */
bool reckon_words_rest(toll_text before, toll_text after, bool killed)
{
    static const char *const befores[] = {"as well as the", "in addition to the", "besides the", "apart from the", "aside from the",
        "on top of the", "together with the", "along with the", "not counting the", "excluding the"},
                             *const afters[] = {"additional", "further", "extra", "others", "other", "more"};
    enum { ALWAYS = 3 }; /* "three died and 21 others were hurt": these are all that were */
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++)
        if (ends_with(before, befores[i])) return true;
    while (after.len && after.data[0] == ' ') after.data++, after.len--;
    toll_text word = {after.data, 0};
    while (word.len < after.len && isalpha((unsigned char)after.data[word.len])) word.len++;
    for (size_t i = 0; i < (killed ? sizeof afters / sizeof *afters : (size_t)ALWAYS); i++)
        if (word.len == strlen(afters[i]) && reckon_word_in(word, afters[i]) == 0) return true;
    return false;
}

/* A change of a figure that was told before. What only reaches a figure ("the toll reached 63") changes none. */
static bool has_change(toll_text text)
{
    static const char *const changes[] = {"lowered", "lowers", "lowering", "cut", "cuts", "reduced", "reduces", "revised", "revises",
        "revising", "raised", "raises", "raising", "increased", "increases", "increasing", "rose", "rises", "risen", "rising", "climbed",
        "climbs", "climbing", "jumped", "jumps", "soared", "grew", "grown", "grows", "updated", "updates", "updating", "corrected",
        "corrects", "adjusted", "amended", "upped", "doubled", "fell", "fallen", "falls", "dropped", "drops", "went up", "gone up",
        "went down", "gone down", "brought down", "put up", "scaled down"};
    bool any = false;
    for (size_t i = 0; i < sizeof changes / sizeof *changes && !any; i++) any = has_word(text, changes[i]);
    return any;
}

/* "up from", "down from" behind a figure, within the next words. */
static bool has_from(toll_text text)
{
    return has_word(text, "up from") || has_word(text, "down from") || has_word(text, "compared with an earlier") ||
           has_word(text, "from a previous") || has_word(text, "from an earlier") || has_word(text, "from an initial");
}

bool reckon_words_moved(toll_text before, toll_text after)
{
    toll_text near_ = after.len > 48 ? (toll_text){after.data, 48} : after;
    return (ends_with(before, "to") && has_change(last_of(before, 96))) || has_from(near_);
}

bool reckon_words_former(toll_text before)
{
    static const char *const befores[] = {"previous", "earlier", "initial", "previously reported", "former"}, *const tolls[] = {"toll",
                                                                                                                  "figure", "count",
                                                                                                                  "number", "estimate",
                                                                                                                  "tally", "report"};
    toll_text near_ = last_of(before, 48);
    if (ends_with(before, "up from") || ends_with(before, "down from") || (ends_with(before, "from") && has_change(last_of(before, 64))))
        return true;
    for (size_t i = 0; i < sizeof befores / sizeof *befores; i++) {
        size_t at = reckon_word_in(near_, befores[i]);
        if (at == near_.len) continue;
        toll_text behind = {near_.data + at, near_.len - at};
        for (size_t k = 0; k < sizeof tolls / sizeof *tolls; k++)
            if (has_word(behind, tolls[k])) return true;
    }
    return false;
}

/* "February 24, 2021" or "24 February 2021" before the year at `year`. */
static bool date_before(toll_text text, size_t year, int *month, int *day, size_t *off)
{
    size_t at = year;
    int found = 0;
    *month = *day = 0;
    while (at && found < 2) {
        size_t end = at;
        while (end && (text.data[end - 1] == ' ' || text.data[end - 1] == ',')) end--;
        size_t begin = end;
        while (begin && isalnum((unsigned char)text.data[begin - 1])) begin--;
        if (begin == end) return false;
        if (isdigit((unsigned char)text.data[begin])) {
            int value = 0;
            for (size_t i = begin; i < end && isdigit((unsigned char)text.data[i]) && value < 100; i++)
                value = value * 10 + text.data[i] - '0';
            if (*day || value < 1 || value > 31) return false;
            *day = value;
        } else {
            *month = toll_day_month_of((toll_text){text.data + begin, end - begin});
            if (!*month) return false;
        }
        found++;
        *off = at = begin;
    }
    return *month && *day;
}

bool reckon_words_date(reckon_document *document, toll_text text, const toll_known_day *known, size_t count)
{
    for (size_t i = 0; count && i + 4 <= text.len; i++) {
        if ((text.data[i] != '1' && text.data[i] != '2') || (i && isalnum((unsigned char)text.data[i - 1]))) continue;
        int year = 0, n = 0;
        while (n < 4 && isdigit((unsigned char)text.data[i + (size_t)n])) year = year * 10 + text.data[i + (size_t)n] - '0', n++;
        if (n < 4 || (i + 4 < text.len && isdigit((unsigned char)text.data[i + 4]))) continue;
        int month, day;
        size_t off;
        if (!date_before(text, i, &month, &day, &off)) continue;
        size_t begin = off;
        while (begin && text.data[begin - 1] != '.' && text.data[begin - 1] != '\n' && off - begin < 200) begin--;
        toll_text before = {text.data + begin, off - begin};
        if (!has_word(before, "began") && !has_word(before, "started") && !has_word(before, "launched") && !has_word(before, "invaded") &&
            !has_word(before, "invasion") && !has_word(before, "begun") && !has_word(before, "start") && !has_word(before, "beginning"))
            continue;
        for (size_t k = 0; k < count; k++) {
            int known_year, known_month, known_day;
            toll_day_to_civil(known[k].day, &known_year, &known_month, &known_day);
            if (known_month != month || known_day != day || known_year == year || known_year - year > 3 || year - known_year > 3) continue;
            document->false_day = toll_day_from_civil(year, month, day);
            document->true_day = known[k].day;
            document->false_span = (toll_span){(uint32_t)off, (uint32_t)(i + 4 - off)};
            document->false_name = known[k].name;
            return true;
        }
    }
    return false;
}
