/* Mentions: spans of words with a typed value, one sentence at a time.
 *
 * In: a sentence's tokens with their table notes. Out: arrays of quantities, dates, names and outcomes, each with the tokens it takes
 * and the rule or row that made it. Recognisers know nothing of each other; settle.c decides which span wins. All arrays are the
 * caller's, sized by limits below; a sentence that has more keeps the first ones. */
#ifndef TOLL_MENTION_H
#define TOLL_MENTION_H

#include <tollbook/claim.h>

#include "table/table.h"

/* --- the words of all languages, resolved once an engine: classes by number, rows' values parsed (words.c) */
enum { TOLL_NUMBER_ROWS = 640, TOLL_CALENDAR_ROWS = 640, TOLL_NO_ROWS = 0xFFFF };

typedef struct toll_number_row { double value, low, high; uint8_t unit; } toll_number_row;      /* a row of numbers.tsv */
typedef struct toll_calendar_row { int16_t value, to, month; uint8_t grain; } toll_calendar_row;    /* a row of calendar.tsv */

typedef struct toll_mention_words {
    struct {
        uint8_t small, ten, hundred, scale, suffix, dozen, vague, group, ordinal, ordinal_end, part, article, none, idle, and, point, minus, of, share, over, unit,
            times, rate, difference, other_before, other_after, other, rise, not_one, that, after_one, negation, designation, designation_after, measure, age, currency,
            year_before;
    } number;
    struct {
        uint8_t month, weekday, weekday_short, weekday_worn, unit, shift, anchor, direction, holiday, quarter, quarter_latest, phase, since, until, by, range_begin, range_link, reach, then, then_since,
            future, month_before, idle;
    } date;
    toll_classes number_begins;      /* classes a number can begin with */
    toll_classes date_turns;         /* ... of words that are no date's beginning, but matter to those that follow */
    uint8_t number_kind, quantity_kind, quantity_number_kind, date_kind, date_number_kind;
    uint16_t number_first[256], calendar_first[256];     /* by table: where its rows begin below, TOLL_NO_ROWS = no such table */
    toll_number_row numbers[TOLL_NUMBER_ROWS];           /* of every language's numbers.tsv, one after the other */
    toll_calendar_row calendar[TOLL_CALENDAR_ROWS];
} toll_mention_words;

/* The parsed row behind a note; NULL where there is no note or its table has none. */
static inline const toll_number_row *toll_mention_number_row(const toll_mention_words *words, const toll_note *note)
{
    size_t row = note ? (size_t)words->number_first[note->table] + note->row : TOLL_NUMBER_ROWS;
    return row < TOLL_NUMBER_ROWS ? &words->numbers[row] : NULL;
}
static inline const toll_calendar_row *toll_mention_calendar_row(const toll_mention_words *words, const toll_note *note)
{
    size_t row = note ? (size_t)words->calendar_first[note->table] + note->row : TOLL_CALENDAR_ROWS;
    return row < TOLL_CALENDAR_ROWS ? &words->calendar[row] : NULL;
}

/* Words or rules the tables lack stay unset: what needs them is not found. */
void toll_mention_words_resolve(toll_mention_words *out, const toll_tables *tables);

enum { TOLL_QUANTITY_LIMIT = 64, TOLL_DATE_LIMIT = 32, TOLL_NAME_LIMIT = 96, TOLL_NO_RULE = 0xFFFF };

/* Tokens [first, first + count) of the sentence. */
typedef struct toll_extent { uint16_t first, count; } toll_extent;
static inline unsigned toll_extent_end(toll_extent e) { return (unsigned)e.first + e.count; }
static inline bool toll_extent_holds(toll_extent e, unsigned token) { return token >= e.first && token < toll_extent_end(e); }
toll_span toll_extent_span(const toll_sentence_view *view, toll_extent extent);

/* --- numbers and quantities (number.c, quantity.c; lang: numbers.tsv, quantity.rules) */
enum {                           /* quantity flags */
    TOLL_QUANTITY_ARTICLE = 1,   /* "a", "an", "one of the": counts only before a singular noun for a victim or thing */
    TOLL_QUANTITY_NONE = 2,      /* "no", "none", "nobody": zero */
    TOLL_QUANTITY_OTHER = 4,     /* "another", "a further", "24 more": comes on top of something said before */
    TOLL_QUANTITY_RECORD = 8,    /* "a record 1,090" */
    TOLL_QUANTITY_BARE_YEAR = 16,/* four digits that read as a year */
    TOLL_QUANTITY_MEASURE = 32,  /* followed or preceded by a unit of money, length, weight, time, age, calibre ...: no loss */
    TOLL_QUANTITY_ORDINAL = 64,  /* "third", "10th" */
    TOLL_QUANTITY_NAME = 128,    /* part of a name: "T-72", "Unit 669", "95th Brigade", "Boeing 737" */
    TOLL_QUANTITY_ANY = 256      /* ... and NONE: "any" behind a negation, zero only where the verb between is one of suffering or causing */
};

typedef struct toll_quantity_mention {
    toll_extent extent;          /* with qualifier, as quantity.span */
    toll_extent number;          /* the number words alone */
    toll_quantity quantity;      /* unit NUMBER unless percent, times or per day is said */
    uint16_t flags;
    uint16_t rule;               /* TOLL_NO_RULE: number grammar alone */
} toll_quantity_mention;

/* Sorted by first token, none overlapping. view->pieces is not read. */
size_t toll_mention_quantities(toll_quantity_mention *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words);
/* What <number> in rules matches: numbers in digits and words, shares and vague words, with "%" and "times"; not ordinals, "a", "no". */
size_t toll_mention_number_pieces(toll_piece *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words);

/* A toll_piece_maker for rule examples; `context` is a toll_mention_words, resolved anew at each call. */
size_t toll_mention_pieces(toll_piece *out, size_t cap, const toll_sentence_view *view, uint8_t kind, void *context);

/* --- dates and periods (date.c; lang: calendar.tsv, date.rules) */
typedef enum toll_date_kind {
    TOLL_DATE_POINT,             /* a day, month, year, weekday: from..to is its extent */
    TOLL_DATE_WINDOW,            /* "in the past 24 hours", "this month", "over the weekend" */
    TOLL_DATE_SINCE,             /* "since February 24": from, to = publication or unknown */
    TOLL_DATE_UNTIL,             /* "until 2 May", "by Tuesday" */
    TOLL_DATE_DURATION           /* "for three weeks", "eight months": no calendar value */
} toll_date_kind;

typedef enum toll_date_value {   /* the `value` of its rule, as far as anybody asks */
    TOLL_VALUE_OTHER, TOLL_VALUE_CIVIL, TOLL_VALUE_ISO, TOLL_VALUE_DOTTED, TOLL_VALUE_SLASHED, TOLL_VALUE_SHIFT, TOLL_VALUE_ANCHOR, TOLL_VALUE_BEFORE,
    TOLL_VALUE_CAME, TOLL_VALUE_SPELL, TOLL_VALUE_RECENT, TOLL_VALUE_PERIOD, TOLL_VALUE_WINDOW, TOLL_VALUE_WITHIN, TOLL_VALUE_MONTH,
    TOLL_VALUE_PREVIOUS, TOLL_VALUE_EARLIER
} toll_date_value;

typedef struct toll_date {
    toll_extent extent;
    toll_day from, to;           /* inclusive; TOLL_DAY_UNKNOWN where not fixed */
    uint8_t kind;                /* toll_date_kind */
    uint8_t grain;               /* 'd' day, 'w' week, 'm' month, 'y' year, 'h' hours, 'q' quarter */
    uint8_t relative;            /* resolved against the publication date */
    uint8_t value;               /* toll_date_value */
    uint16_t rule;
} toll_date;

typedef struct toll_date_context {
    toll_day published;          /* TOLL_DAY_UNKNOWN = unknown: relative dates stay unknown */
    toll_day anchor;             /* a date line or the last full date of the text, for "that day"; may be unknown */
    int year;                    /* that the text named last, for dates without one where publication is unknown; 0 = none */
    bool anchor_here;            /* the anchor was named in the same sentence */
    bool again;                  /* no day was named before the sentence, and none will be: the text's own is the nearest */
    bool past;                   /* the text tells of the past: "on Friday" is the last one on or before publication */
} toll_date_context;

size_t toll_mention_dates(toll_date *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words,
                          const toll_date_context *context);

#endif
