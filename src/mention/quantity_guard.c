/* What a number must not be taken for: a measure of time, money, distance or age, part of a name, a year, a clock time, a score.
 *
 * In: a number with the words around it. Out: yes or no, from the word before and the words after; the words stand in numbers.tsv. Numbers that
 * fail here stay mentions with a flag, so that whoever prints or debugs sees them. */
#include "quantity.h"

static bool is_currency(const toll_quantity_finder *f, unsigned at)
{
    if (quantity_note(f, at, f->words->number.currency)) return true;
    const toll_token *token = &f->view->tokens[at];
    size_t len;
    if (token->kind != TOLL_TOKEN_MARK || token->mark != TOLL_MARK_OTHER) return false;
    uint32_t point = toll_utf8_decode(f->view->text.data + token->off, token->len, &len);
    return (point >= 0xA2 && point <= 0xA5) || (point >= 0x20A0 && point <= 0x20CF);
}

/* "at about 13.00", "6.30": hours and minutes in one number. Nobody counts people to the hundredth. */
static bool is_dotted_hour(const toll_sentence_view *view, unsigned at)
{
    const toll_token *token = &view->tokens[at];
    const char *digits = view->text.data + token->off;
    if (token->kind != TOLL_TOKEN_NUMBER || token->len < 4 || token->len > 5 || digits[token->len - 3] != '.') return false;
    int hour = token->len == 4 ? digits[0] - '0' : (digits[0] - '0') * 10 + digits[1] - '0';
    return hour < 24 && digits[token->len - 2] < '6';
}

static bool is_clock_or_date(const toll_quantity_finder *f, unsigned first, unsigned end)
{
    const toll_sentence_view *view = f->view;
    static const uint8_t marks[] = {':', '/', '.'};
    for (size_t i = 0; i < sizeof marks; i++) {
        if (toll_mark_at(view, end, marks[i]) && toll_glued_at(view, end) && toll_digits_at(view, end + 1) && toll_glued_at(view, end + 1))
            return true;
        if (first > 1 && toll_mark_at(view, first - 1, marks[i]) && toll_glued_at(view, first) && toll_glued_at(view, first - 1) &&
            toll_digits_at(view, first - 2))
            return true;
    }
    return false;
}

/* "Andrew Bagshaw, 47, was": a number between commas after a name is an age. */
static bool is_age(const toll_quantity_finder *f, unsigned at, unsigned end)
{
    const toll_sentence_view *view = f->view;
    if (at < 2 || end != at + 1 || !toll_digits_at(view, at) || view->tokens[at].len > 3 || !toll_mark_at(view, at - 1, ',')) return false;
    if (!quantity_word_at(f, at - 2) || view->tokens[at - 2].shape == TOLL_SHAPE_LOWER) return false;
    return end >= view->count || toll_mark_at(view, end, ',') || toll_mark_at(view, end, '.') || toll_mark_at(view, end, ')') ||
           toll_mark_at(view, end, ';');
}

/* "aged 11 and six", "ages 4, 6 and 9": is the number an age, or one of a list that begins with one? */
static bool is_listed_age(const toll_quantity_finder *f, unsigned first)
{
    for (int step = 0; step < 5; step++) {
        if (quantity_note_ends_at(f, first, f->words->number.age)) return true;
        if (first < 3) return false;
        unsigned link = first - 1;
        if (quantity_note(f, link, f->words->number.and)) link -= toll_mark_at(f->view, link - 1, ',');
        else if (!toll_mark_at(f->view, link, ',')) return false;
        const toll_number *before = toll_quantity_number_at(f, link - 1);
        if (!before || before->count != 1) return false;
        first = before->first;
    }
    return false;
}

/* "one M-72 launcher", "four Mi-8s": a unit that a hyphen joins to a number is a name and no unit. */
static bool is_model(const toll_quantity_finder *f, unsigned at)
{
    return toll_mark_at(f->view, at + 1, '-') && toll_glued_at(f->view, at + 1) && toll_digits_at(f->view, at + 2);
}

bool toll_quantity_is_measure(const toll_quantity_finder *f, toll_extent number, toll_extent extent)
{
    unsigned end = toll_extent_end(extent), first = number.first;
    const toll_sentence_view *view = f->view;
    bool hyphen = toll_mark_at(view, end, '-') && toll_glued_at(view, end) && toll_glued_at(view, end + 1);
    if (quantity_note(f, end + hyphen, f->words->number.measure) && !is_model(f, end + hyphen)) return true;
    if (hyphen && quantity_word_at(f, end + 1)) return true; /* "a 20-strong crowd", "the five-storey house" */
    bool letter = toll_digits_at(view, end - 1) && quantity_word_at(f, end) && toll_glued_at(view, end) && view->tokens[end].len == 1;
    if (letter && !(quantity_note(f, end, f->words->number.unit) && toll_number_count_sign(view, end))) return true; /* "his 30s" */
    if (first && is_currency(f, first - 1)) return true;
    if (extent.first && (is_currency(f, extent.first - 1) || is_listed_age(f, extent.first))) return true;
    if (toll_mark_at(view, first, '-')) return true;
    if (end == first + 1 && is_dotted_hour(view, first)) return true; /* no "12.50 per cent" */
    return is_clock_or_date(f, first, toll_extent_end(number)) || is_age(f, first, end);
}

bool toll_quantity_is_name(const toll_quantity_finder *f, toll_extent number, bool ordinal)
{
    enum { CODE = 3 };
    const toll_token *tokens = f->view->tokens;
    unsigned first = number.first;
    if (toll_digits_at(f->view, first) && tokens[first].len >= CODE && f->view->text.data[tokens[first].off] == '0' &&
        f->view->text.data[tokens[first].off + 1] != '.')
        return true; /* "rifle no. ANT 015", "at 0730"; armies write "03 militants" */
    if (first > 1 && toll_mark_at(f->view, first - 1, '-') && toll_glued_at(f->view, first) && toll_glued_at(f->view, first - 1) &&
        quantity_word_at(f, first - 2) && tokens[first - 2].shape != TOLL_SHAPE_LOWER && !quantity_note(f, first - 2, f->words->number.ten))
        return true;
    /* "95th Brigade", "3rd Separate Assault Brigade" */
    for (unsigned at = toll_extent_end(number); ordinal && at < toll_extent_end(number) + 4 && quantity_word_at(f, at); at++) {
        if (quantity_note(f, at, f->words->number.designation_after)) return true;
        if (tokens[at].shape == TOLL_SHAPE_LOWER) break;
    }
    if (!toll_digits_at(f->view, first)) return false;
    unsigned before = first;
    if (before > 1 && toll_mark_at(f->view, before - 1, '.')) before--;
    const toll_note *n = before ? quantity_note(f, before - 1, f->words->number.designation) : NULL;
    const toll_number_row *row = toll_mention_number_row(f->words, n);
    if (!row) return false;
    if (before > 1 && quantity_note(f, before - 2, f->words->number.that)) return false; /* "of that number 36 were minors" */
    return row->value > 0 || tokens[before - 1].shape != TOLL_SHAPE_LOWER;
}

bool toll_number_reads_as_year(const toll_sentence_view *view, const toll_mention_words *words, unsigned at, unsigned end)
{
    const toll_token *token = &view->tokens[at];
    if (token->kind != TOLL_TOKEN_NUMBER || token->len != 4) return false;
    const char *digits = view->text.data + token->off;
    if (memchr(digits, '.', 4) || (memcmp(digits, "19", 2) && memcmp(digits, "20", 2))) return false;
    const toll_quantity_finder f = {view, words, NULL, 0};
    if ((at && is_currency(&f, at - 1)) || quantity_note(&f, end, words->number.unit) || quantity_note(&f, end, words->number.scale) ||
        is_clock_or_date(&f, at, end))
        return false;
    /* "tanks - 1997 (+23)": a count that grew */
    if (toll_mark_at(view, end, '(') && toll_mark_at(view, end + 1, '+') && toll_digits_at(view, end + 2)) return false;
    /* "2010-11-S-351" is a file's name */
    if (toll_mark_at(view, end, '-') && toll_glued_at(view, end) && toll_digits_at(view, end + 1) && view->tokens[end + 1].len < 4)
        return false;
    if (at && quantity_note(&f, at - 1, words->number.year_before)) return true;
    return !quantity_word_at(&f, end) || quantity_note(&f, end, words->number.year_before) || quantity_note(&f, end, words->number.and);
}

bool toll_number_count_sign(const toll_sentence_view *view, unsigned at)
{
    const toll_token *tokens = view->tokens;
    return at + 1 < view->count && tokens[at].len == 1 && tokens[at + 1].kind == TOLL_TOKEN_WORD &&
           tokens[at + 1].shape != TOLL_SHAPE_LOWER;
}

bool toll_quantity_is_year(const toll_quantity_finder *f, const toll_number *number, toll_extent extent)
{
    if (!number->digits || extent.first < number->first) return false; /* "more than 2000" */
    return toll_number_reads_as_year(f->view, f->words, number->first, toll_extent_end(extent));
}

/* Written onto letters: "155mm", "T72B": no number of its own. */
bool toll_quantity_is_glued(const toll_quantity_finder *f, const toll_number *number)
{
    unsigned end = (unsigned)number->first + number->count;
    if (!toll_digits_at(f->view, end - 1) || !quantity_word_at(f, end) || !toll_glued_at(f->view, end) ||
        f->view->tokens[end].flags & TOLL_TOKEN_GLUED)
        return false;
    return quantity_note(f, end, f->words->number.measure) || (f->view->tokens[end].len <= 3 && f->view->tokens[end].len > 1);
}

/* "beat them 3-1": two numbers that a hyphen joins and that are no range. */
bool toll_quantity_is_score(const toll_quantity_finder *f, const toll_number *number)
{
    unsigned end = (unsigned)number->first + number->count;
    bool after = toll_mark_at(f->view, end, '-') && toll_glued_at(f->view, end) && toll_digits_at(f->view, end + 1) &&
                 toll_glued_at(f->view, end + 1);
    bool before = number->first > 1 && toll_mark_at(f->view, number->first - 1u, '-') && toll_glued_at(f->view, number->first) &&
                  toll_digits_at(f->view, number->first - 2u);
    return after || before;
}
