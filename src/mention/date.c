/* Dates and periods of a sentence.
 *
 * In: a sentence, the publication date and whether the text tells of the past. Out: dates in text order with the days they mean, as far as
 * the words and the publication date fix them; nothing is guessed where it is unknown. Patterns are in date.rules, words in calendar.tsv;
 * date_value.c works the days out. Then "since", "until" and "from ... to" are put around what was found. */
#include "date.h"

enum { FUTURE_REACH = 14 }; /* tokens before a date in which a word such as "will" turns it to the future */

typedef struct finder {
    const toll_sentence_view *view;
    const toll_mention_words *words;
    const toll_date_context *context;
    unsigned future; /* 1 + the last word of the future so far; 0 = none */
} finder;

static const toll_note *note(const finder *f, unsigned at, uint8_t class_)
{
    return toll_note_at(f->view, at, class_);
}

static toll_date_tense tense_at(const finder *f, unsigned at)
{
    if (f->future && at - (f->future - 1) <= FUTURE_REACH) return TOLL_TENSE_FUTURE;
    return f->context->past ? TOLL_TENSE_PAST : TOLL_TENSE_OPEN;
}

static uint8_t kind_of(const char *name)
{
    static const char *const names[] = {"point", "window", "since", "until", "duration"};
    for (uint8_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (toll_same(names[i], name)) return i;
    return TOLL_DATE_POINT;
}

static bool take(const finder *f, toll_date *out, const toll_rule_match *match)
{
    const toll_tables *tables = f->view->tables;
    toll_date_try t = {f->view, f->words, f->context, match, tense_at(f, match->first), (unsigned)match->first + match->count};
    *out = (toll_date){.from = TOLL_DAY_UNKNOWN,
        .to = TOLL_DAY_UNKNOWN,
        .kind = kind_of(toll_rule_setting(tables, match->rule, "kind")),
        .grain = 'd',
        .rule = match->rule};
    unsigned first = match->first;
    int keep = toll_rule_capture(tables, match->rule, toll_rule_setting(tables, match->rule, "keep"));
    if (keep >= 0 && match->captures[keep].count) {
        first = match->captures[keep].first;
        t.end = first + match->captures[keep].count;
    }
    if (!toll_date_work_out(out, &t)) return false;
    /* the stop after "24 February." is the sentence's, that of "Feb. 24" lies inside */
    while (t.end > first + 1 && (toll_mark_at(f->view, t.end - 1, '.') || toll_mark_at(f->view, t.end - 1, ','))) t.end--;
    if (t.end <= first) return false;
    out->extent = (toll_extent){(uint16_t)first, (uint16_t)(t.end - first)};
    return true;
}

/* The longest match that holds at `at`, of the rules that begin with words and, at a number, of those that begin with one. */
static bool find_at(const finder *f, toll_date *out, unsigned at, bool number)
{
    toll_rule_match word, digit;
    bool has_word = toll_rules_match(&word, f->view, f->words->date_kind, (uint16_t)at);
    bool has_digit = number && toll_rules_match(&digit, f->view, f->words->date_number_kind, (uint16_t)at);
    if (has_word && has_digit && digit.count > word.count) return take(f, out, &digit) || take(f, out, &word);
    if (has_word && take(f, out, &word)) return true;
    return has_digit && take(f, out, &digit);
}

/* --- words around a date */
/* Tokens of the phrase of the class that ends just before `at`; 0 = none. */
static unsigned phrase_before(const finder *f, unsigned at, uint8_t class_)
{
    for (unsigned back = 1; back <= 5 && back <= at; back++) {
        const toll_note *n = note(f, at - back, class_);
        if (n && n->len == back) return back;
    }
    return 0;
}

static void widen(toll_date *date, unsigned before)
{
    date->extent.first = (uint16_t)(date->extent.first - before);
    date->extent.count = (uint16_t)(date->extent.count + before);
}

/* Moves a date whose year was guessed back until it lies before `limit`. */
static void move_before(toll_date *date, toll_day limit)
{
    int year, month, day;
    if (date->from == TOLL_DAY_UNKNOWN || date->from <= limit || !date->relative) return;
    toll_day_to_civil(date->from, &year, &month, &day);
    int to_year, to_month, to_day;
    toll_day_to_civil(date->to, &to_year, &to_month, &to_day);
    int limit_year, limit_month, limit_day;
    toll_day_to_civil(limit, &limit_year, &limit_month, &limit_day);
    for (int back = 1; back <= 2; back++) {
        int wanted = limit_year + 1 - back;
        toll_day from = toll_day_from_civil(wanted, month, day);
        int last = toll_day_month_length(wanted + to_year - year, to_month);
        toll_day to = toll_day_from_civil(wanted + to_year - year, to_month, to_day < last ? to_day : last);
        if (from == TOLL_DAY_UNKNOWN || to == TOLL_DAY_UNKNOWN || from > limit) continue;
        date->from = from;
        date->to = to;
        return;
    }
}

/* "outraged by Friday's attack" */
static bool owns(const finder *f, const toll_date *date)
{
    return toll_mark_at(f->view, toll_extent_end(date->extent), TOLL_MARK_CLITIC);
}

static void take_limit(const finder *f, toll_date *date)
{
    unsigned len;
    toll_day published = f->context->published;
    if (date->kind != TOLL_DATE_POINT) return;
    if ((len = phrase_before(f, date->extent.first, f->words->date.since))) {
        date->kind = TOLL_DATE_SINCE;
        if (published != TOLL_DAY_UNKNOWN) move_before(date, published);
        toll_date_begin_part(date, toll_mention_calendar_row(f->words, note(f, date->extent.first, f->words->date.phase)));
        date->to = date->from != TOLL_DAY_UNKNOWN && published != TOLL_DAY_UNKNOWN && published >= date->from ? published
                                                                                                              : TOLL_DAY_UNKNOWN;
    } else if ((len = phrase_before(f, date->extent.first, f->words->date.until)) ||
               (!owns(f, date) && (len = phrase_before(f, date->extent.first, f->words->date.by)))) {
        date->kind = TOLL_DATE_UNTIL;
        date->from = TOLL_DAY_UNKNOWN;
    } else {
        return;
    }
    widen(date, len);
}

/* "from 24 February, when the war began, to 4 September": the words between the commas are no part of the dates. Tokens of the aside that
 * begins at `at`; 0 = none. */
static unsigned aside_at(const finder *f, unsigned at, unsigned end)
{
    enum { ASIDE_REACH = 16 };
    if (!toll_mark_at(f->view, at, ',')) return 0;
    for (unsigned i = at + 1; i < end && i < at + ASIDE_REACH; i++)
        if (toll_mark_at(f->view, i, ',')) return i + 1 - at;
    return 0;
}

static bool reaches_to(const finder *f, unsigned at)
{
    return note(f, at, f->words->date.until) || note(f, at, f->words->date.reach) || toll_mark_at(f->view, at, '_') ||
           toll_mark_at(f->view, at, '-'); /* "(26 July - 1 August 2016)" */
}

static bool join(const finder *f, toll_date *first, const toll_date *second)
{
    unsigned end = toll_extent_end(first->extent);
    unsigned begin = phrase_before(f, first->extent.first, f->words->date.range_begin);
    if (begin) end += aside_at(f, end, second->extent.first);
    const toll_note *link = note(f, end, f->words->date.range_link);
    /* "September 1992 to August 1994", but not "Saturday and Sunday": two dates, of which each counts */
    toll_day span = first->from != TOLL_DAY_UNKNOWN && second->from != TOLL_DAY_UNKNOWN ? second->from - first->from : 0;
    bool days = first->grain == 'd' && span > 0 && span < 7; /* "the night of Wednesday to Thursday" */
    if (begin && second->kind == TOLL_DATE_UNTIL && end == second->extent.first && first->kind == TOLL_DATE_POINT &&
        first->from != TOLL_DAY_UNKNOWN) { /* "from 17 October until now" */
        first->extent.count = (uint16_t)(toll_extent_end(second->extent) - first->extent.first);
        first->kind = TOLL_DATE_SINCE;
        first->to = second->to;
        widen(first, begin);
        return true;
    }
    bool months = first->grain == 'm' && second->grain == 'm' && first->relative; /* "January to June 2018", "January-June" */
    unsigned len = link ? link->len : months && toll_mark_at(f->view, end, '-');  /* the hyphen of one word has no note */
    bool reaches = !begin && len && first->grain == second->grain && ((!first->relative && !second->relative) || days || months) &&
                   reaches_to(f, end);
    if (!len || !(begin || reaches) || end + len != second->extent.first || first->kind != TOLL_DATE_POINT ||
        second->kind != TOLL_DATE_POINT)
        return false;
    if (first->from != TOLL_DAY_UNKNOWN && second->to != TOLL_DAY_UNKNOWN) {
        move_before(first, second->to);
        if (first->from > second->to) return false;
    }
    bool known = first->from != TOLL_DAY_UNKNOWN && second->to != TOLL_DAY_UNKNOWN;
    first->extent.count = (uint16_t)(toll_extent_end(second->extent) - first->extent.first);
    first->kind = TOLL_DATE_WINDOW;
    first->from = known ? first->from : TOLL_DAY_UNKNOWN;
    first->to = known ? second->to : TOLL_DAY_UNKNOWN;
    first->relative |= second->relative;
    widen(first, begin);
    return true;
}

static size_t put_together(const finder *f, toll_date *dates, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        toll_date date = dates[i];
        if (i + 1 < count && join(f, &date, &dates[i + 1])) i++;
        else take_limit(f, &date);
        dates[kept++] = date;
    }
    return kept;
}

static uint32_t kind_bit(uint8_t kind)
{
    return kind < TOLL_KIND_LIMIT ? 1u << kind : 0;
}

/* Rules want numbers in words only before units of time. */
static bool says_unit(const toll_sentence_view *view, const toll_mention_words *words)
{
    return toll_classes_has(view->scratch->all, words->date.unit);
}

static uint32_t date_kinds(const toll_mention_words *words)
{
    return kind_bit(words->date_kind) | kind_bit(words->date_number_kind);
}

/* Most sentences hold no word and no number with which a date can begin. */
static bool may_hold_date(const toll_sentence_view *view, const toll_mention_words *words)
{
    return view->scratch->kinds & date_kinds(words) || says_unit(view, words);
}

/* ... and most words of the others are none either. */
static bool is_idle(const toll_scratch *scratch, const toll_mention_words *words, unsigned at, uint32_t wanted)
{
    return !(scratch->notes[at].kinds & wanted) && !toll_classes_meet(scratch->classes[at], words->date_turns);
}

size_t toll_mention_dates(
    toll_date *out, size_t cap, const toll_sentence_view *view, const toll_mention_words *words, const toll_date_context *context)
{
    if (!may_hold_date(view, words)) return 0;
    toll_piece pieces[TOLL_NUMBER_LIMIT];
    toll_sentence_view own = *view;
    own.pieces = pieces;
    own.piece_count = says_unit(view, words) ? (uint16_t)toll_mention_number_pieces(pieces, TOLL_NUMBER_LIMIT, view, words) : 0;
    toll_date_context own_context = *context; /* "that day" means the day named last, in this sentence too */
    finder f = {&own, words, &own_context, 0};
    size_t count = 0, next = 0;
    const uint32_t wanted = date_kinds(words);
    for (unsigned at = 0; at < view->count && count < cap;) {
        if (!own.piece_count && is_idle(view->scratch, words, at, wanted)) {
            at++;
            continue;
        }
        const toll_note *idle = note(&f, at, words->date.idle);
        if (idle) {
            at += idle->len;
            continue;
        }
        if (toll_classes_has(view->scratch->classes[at], words->date.future)) f.future = at + 1;
        while (next < own.piece_count && pieces[next].first < at) next++;
        bool number = toll_digits_at(view, at) || (next < own.piece_count && pieces[next].first == at);
        if (!find_at(&f, &out[count], at, number)) {
            at++;
            continue;
        }
        const toll_date *found = &out[count++];
        at = toll_extent_end(found->extent);
        if (found->kind == TOLL_DATE_POINT && found->grain == 'd' && found->from != TOLL_DAY_UNKNOWN) {
            own_context.anchor = found->to;
            own_context.anchor_here = true;
        }
    }
    return put_together(&f, out, count);
}
