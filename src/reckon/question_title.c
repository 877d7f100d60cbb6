/* In: a question. Out: what it counts as a line that people read: what became of whom, where, when. English, as the codes of claims are. Which
 * claims are on a question is not decided here. Ids of sides and categories of things become names where the caller of the reckoning knows them.
 * Costs a few look-ups. */
#include "inside.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>

/* Cut at a character's beginning where it is too long. */
__attribute__((format(printf, 2, 3))) static void add(toll_words *out, const char *format, ...)
{
    size_t len = strlen(out->text), room = sizeof out->text - len;
    va_list list;
    va_start(list, format);
    vsnprintf(out->text + len, room, format, list);
    va_end(list);
    toll_utf8_tidy(out->text);
}

const char *toll_reckon_called(char *out, size_t size, const toll_reckon_options *names, const char *id, toll_name_form form)
{
    return id && names && names->name && names->name(names->context, out, size, id, form) ? out : id;
}

void toll_reckoning_name(char *out, size_t size, const toll_reckoning *r, const char *id, toll_name_form form)
{
    if (toll_reckon_called(out, size, &r->options, id, form) != out) snprintf(out, size, "%s", id);
}

const char *toll_reckoning_called(toll_reckoning *r, const char *id)
{
    char name[160];
    toll_reckoning_name(name, sizeof name, r, id, TOLL_NAME_ALONE);
    const char *kept = reckon_intern(r, toll_text_of(name));
    return kept ? kept : id;
}

/* Codes part their words by '_'. */
static void part_words(toll_words *out, size_t from)
{
    for (char *at = out->text + from; *at; at++)
        if (*at == '_') *at = ' ';
}

static void add_outcome(toll_words *out, const toll_question *q)
{
    const char *outcome = q->outcome == TOLL_OUTCOME_CASUALTIES ? "killed or wounded, or not said which"
                          : q->outcome == TOLL_OUTCOME_LOST     ? "destroyed, damaged or lost"
                                                                : toll_outcome_name(q->outcome);
    const char *measure = q->unit == TOLL_UNIT_PERCENT             ? " (share)"
                          : q->unit == TOLL_UNIT_TIMES             ? " (ratio)"
                          : q->unit == TOLL_UNIT_PEOPLE_PER_DAY    ? " (a day)"
                          : q->unit == TOLL_UNIT_PEOPLE_DIFFERENCE ? " (difference)"
                                                                   : "";
    add(out, "%s", outcome ? outcome : "outcome not said");
    part_words(out, 0);
    out->text[0] = (char)toupper((unsigned char)out->text[0]);
    add(out, "%s", measure);
}

/* "air_defence" as "air defence systems"; people's categories are plural as they are. */
static void add_many(toll_words *out, const toll_reckoning *r, const char *category, bool things)
{
    char name[64];
    const toll_reckon_options *o = &r->options;
    size_t from = strlen(out->text);
    if (things && o->name && o->name(o->context, name, sizeof name, category, TOLL_NAME_MANY)) add(out, "%s", name);
    else add(out, "%s%s", category, things ? "s" : ""), part_words(out, from);
}

static bool is_state(const char *side)
{
    return strlen(side) == 3 && isupper((unsigned char)side[0]);
}

/* "Russian military", "Wagner Group fighters", "Syrian children", "tanks, side not said". */
static void add_whom(toll_words *out, const toll_reckoning *r, const toll_question *q)
{
    char side[128] = "";
    if (q->side) toll_reckoning_name(side, sizeof side, r, q->side, TOLL_NAME_BEFORE);
    add(out, ", %s%s", side, q->side ? " " : "");
    if (q->category) {
        add_many(out, r, q->category, q->class_ == TOLL_CLASS_MATERIEL || q->class_ == TOLL_CLASS_STRUCTURE);
    } else {
        switch (q->class_) {
        case TOLL_CLASS_MILITARY: add(out, "%s", q->side && !is_state(q->side) ? "fighters" : "military"); break;
        case TOLL_CLASS_CIVILIAN: add(out, "civilians"); break;
        case TOLL_CLASS_MIXED: add(out, "military and civilians together"); break;
        case TOLL_CLASS_MATERIEL: add(out, "materiel"); break;
        case TOLL_CLASS_STRUCTURE: add(out, "buildings and works"); break;
        default: add(out, q->side ? "people, military or civilian not said" : "people"); break;
        }
    }
    if (!q->side) add(out, ", side not said");
}

typedef struct date {
    int year, month, day;
} date;

static date date_of(toll_day day)
{
    date d;
    toll_day_to_civil(day, &d.year, &d.month, &d.day);
    return d;
}

/* The day with as much of month and year as what follows does not say. */
static void add_day(toll_words *out, toll_day day, toll_day until)
{
    date d = date_of(day), e = date_of(until);
    add(out, "%d", d.day);
    if (day == until || d.month != e.month || d.year != e.year) add(out, " %s", toll_day_month_name(d.month));
    if (day == until || d.year != e.year) add(out, " %d", d.year);
}

static void add_stretch(toll_words *out, toll_day from, toll_day to)
{
    date d = date_of(from), e = date_of(to);
    bool whole = d.year == e.year && d.day == 1 && e.day == toll_day_month_length(e.year, e.month);
    if (from == to) add_day(out, from, from);
    else if (whole && d.month == 1 && e.month == 12) add(out, "%d", d.year);
    else if (whole && d.month == e.month) add(out, "%s %d", toll_day_month_name(d.month), d.year);
    else add_day(out, from, to), add(out, " to "), add_day(out, to, to);
}

static void add_when(toll_words *out, const toll_question *q)
{
    bool from = q->from != TOLL_DAY_UNKNOWN, to = q->to != TOLL_DAY_UNKNOWN;
    add(out, q->kind == TOLL_PERIOD_AVERAGE ? ", on average, " : ", ");
    if (q->kind == TOLL_PERIOD_CUMULATIVE) {
        add(out, from ? "total since " : "running total");
        if (from) add_day(out, q->from, q->from);
    } else if (from && to) {
        add_stretch(out, q->from, q->to);
    } else if (from || to) {
        add(out, from ? "from " : "until ");
        add_day(out, from ? q->from : q->to, from ? q->from : q->to);
        add(out, from ? ", end not said" : ", start not said");
    } else {
        add(out, "day not said");
        if (q->told != TOLL_DAY_UNKNOWN) add(out, ", told in the week of "), add_day(out, q->told, q->told);
    }
}

void toll_words_add_day(toll_words *out, toll_day day)
{
    if (day != TOLL_DAY_UNKNOWN) add_day(out, day, day);
}

void toll_question_subject(toll_words *out, const toll_reckoning *r, const toll_question *q)
{
    out->text[0] = '\0';
    add_outcome(out, q);
    add_whom(out, r, q);
    add(out, ", %s", q->place_name ? q->place_name : "no place named");
}

void toll_question_title(toll_words *out, const toll_reckoning *r, const toll_question *q)
{
    toll_question_subject(out, r, q);
    add_when(out, q);
}
