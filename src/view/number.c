/* In: a quantity and its words. Out: the number as people write it, with its bound. The only place that does this, so that table, CSV,
 * charts and pages say the same. A bound is never dropped, and a word that is no number stays a word. */
#include <math.h>
#include <stdio.h>

#include "inside.h"

static const char *const before_text[TOLL_QUALIFIER_COUNT] = {[TOLL_QUALIFIER_MORE_THAN] = "more than ",
    [TOLL_QUALIFIER_AT_LEAST] = "at least ",
    [TOLL_QUALIFIER_LESS_THAN] = "less than ",
    [TOLL_QUALIFIER_UP_TO] = "up to ",
    [TOLL_QUALIFIER_ABOUT] = "about ",
    [TOLL_QUALIFIER_NEARLY] = "nearly "};
static const char *const before_compact[TOLL_QUALIFIER_COUNT] = {[TOLL_QUALIFIER_MORE_THAN] = ">",
    [TOLL_QUALIFIER_AT_LEAST] = "≥",
    [TOLL_QUALIFIER_LESS_THAN] = "<",
    [TOLL_QUALIFIER_UP_TO] = "≤",
    [TOLL_QUALIFIER_ABOUT] = "≈",
    [TOLL_QUALIFIER_NEARLY] = "≈"};

static const char *const unit_before_text[TOLL_UNIT_COUNT] = {[TOLL_UNIT_PEOPLE_DIFFERENCE] = "a difference of "};
static const char *const unit_after_text[TOLL_UNIT_COUNT] = {
    [TOLL_UNIT_PERCENT] = "%", [TOLL_UNIT_TIMES] = " times", [TOLL_UNIT_PEOPLE_PER_DAY] = " a day"};
static const char *const unit_before_compact[TOLL_UNIT_COUNT] = {[TOLL_UNIT_TIMES] = "×", [TOLL_UNIT_PEOPLE_DIFFERENCE] = "Δ"};
static const char *const unit_after_compact[TOLL_UNIT_COUNT] = {[TOLL_UNIT_PERCENT] = "%", [TOLL_UNIT_PEOPLE_PER_DAY] = "/day"};

static void add_from(toll_buffer *out, const char *const *table, unsigned code, unsigned count)
{
    if (code < count && table[code]) toll_buffer_add_string(out, table[code]);
}

void toll_view_add_grouped(toll_buffer *out, double value)
{
    if (fabs(value) >= 1e15 || value != floor(value)) {
        toll_buffer_add_number(out, value);
        return;
    }
    if (value < 0) toll_buffer_add_char(out, '-');
    toll_buffer_add_grouped(out, (uint64_t)fabs(value));
}

static void add_words(toll_buffer *out, toll_text words, toll_view_form form)
{
    if (form == TOLL_VIEW_COMPACT) toll_buffer_add_string(out, "“");
    if (words.len) toll_view_add_plain(out, words);
    else toll_buffer_add_string(out, "?");
    toll_buffer_add_string(out, form == TOLL_VIEW_COMPACT ? "”" : " (not a number)");
}

/* The number to name, and the qualifier it then has: a bound without a number named is shown by the bound itself. NAN = only words. */
static double named(const toll_quantity *quantity, toll_qualifier *qualifier)
{
    *qualifier = quantity->qualifier;
    if (*qualifier == TOLL_QUALIFIER_VAGUE || *qualifier == TOLL_QUALIFIER_RANGE || !isnan(quantity->point)) return quantity->point;
    if (!isnan(quantity->low) && isnan(quantity->high)) {
        *qualifier = TOLL_QUALIFIER_AT_LEAST;
        return quantity->low;
    }
    if (isnan(quantity->low) && !isnan(quantity->high)) {
        *qualifier = TOLL_QUALIFIER_UP_TO;
        return quantity->high;
    }
    *qualifier = isnan(quantity->low) ? TOLL_QUALIFIER_VAGUE : TOLL_QUALIFIER_RANGE;
    return NAN;
}

void toll_view_number(toll_buffer *out, const toll_quantity *quantity, toll_text words, toll_view_form form)
{
    bool compact = form == TOLL_VIEW_COMPACT;
    toll_qualifier qualifier;
    double point = named(quantity, &qualifier);
    bool range = qualifier == TOLL_QUALIFIER_RANGE && !isnan(quantity->low) && !isnan(quantity->high);
    if (!range && (qualifier == TOLL_QUALIFIER_VAGUE || isnan(point))) {
        add_words(out, words, form);
        return;
    }
    bool counted = quantity->unit == TOLL_UNIT_PEOPLE || quantity->unit == TOLL_UNIT_ITEMS;
    if (!compact && !range && counted && point == 0 && qualifier == TOLL_QUALIFIER_EXACT) {
        toll_buffer_add_string(out, "none");
        return;
    }
    add_from(out, compact ? unit_before_compact : unit_before_text, quantity->unit, TOLL_UNIT_COUNT);
    if (!compact && counted && qualifier == TOLL_QUALIFIER_LESS_THAN) toll_buffer_add_string(out, "fewer than ");
    else add_from(out, compact ? before_compact : before_text, qualifier, TOLL_QUALIFIER_COUNT);
    toll_view_add_grouped(out, range ? quantity->low : point);
    if (range) {
        toll_buffer_add_string(out, " to ");
        toll_view_add_grouped(out, quantity->high);
    }
    if (compact && qualifier == TOLL_QUALIFIER_NEARLY) toll_buffer_add_string(out, "⁻");
    add_from(out, compact ? unit_after_compact : unit_after_text, quantity->unit, TOLL_UNIT_COUNT);
}

static void add_day(toll_buffer *out, toll_day day)
{
    char text[16];
    toll_buffer_add(out, text, toll_day_format(text, day));
}

void toll_view_period(toll_buffer *out, const toll_period *period)
{
    bool from = period->from != TOLL_DAY_UNKNOWN, to = period->to != TOLL_DAY_UNKNOWN;
    if (!from && !to) return;
    bool total = period->kind == TOLL_PERIOD_CUMULATIVE;
    if (total) toll_buffer_add_string(out, "total ");
    if (period->kind == TOLL_PERIOD_AVERAGE) toll_buffer_add_string(out, "average ");
    if (from && to && period->from == period->to && !total) {
        add_day(out, period->from);
        return;
    }
    if (from && !to) toll_buffer_add_string(out, "since ");
    if (from) add_day(out, period->from);
    if (to) toll_buffer_add_string(out, from ? " to " : total ? "to " : "until ");
    if (to) add_day(out, period->to);
}
