/* Resolves the word classes and row values that the number grammar and the calendar need, once an engine.
 *
 * In: loaded tables. Out: class numbers and parsed cells in flat arrays, so that no sentence pays for a look-up by name. A language whose
 * tables lack a class just never has such words. */
#include "mention.h"

#include <math.h>
#include <stdlib.h>

static double cell_number(const toll_tables *tables, uint16_t table, uint32_t row, const char *column, double missing)
{
    const char *cell = toll_tables_cell(tables, table, row, toll_tables_column(tables, table, column));
    char *end;
    double value = *cell ? strtod(cell, &end) : missing;
    return *cell && *end ? missing : value;
}

/* Is the table "LANGUAGE/file", or the file alone? */
static bool is_file(const char *table, const char *file)
{
    size_t len = strlen(table), file_len = strlen(file);
    return len >= file_len && !strcmp(table + len - file_len, file) && (len == file_len || table[len - file_len - 1] == '/');
}

/* Every language has its own numbers.tsv and calendar.tsv; their rows lie one after the other, a table's from `first` on. */
static void read_numbers(toll_mention_words *out, const toll_tables *tables)
{
    size_t used = 0;
    for (unsigned at = 0; at < 256; at++) {
        uint16_t table = (uint16_t)at;
        uint32_t rows = toll_tables_rows(tables, table);
        out->number_first[at] = TOLL_NO_ROWS;
        if (!rows || !is_file(toll_tables_name(tables, table), "numbers.tsv") || used + rows > TOLL_NUMBER_ROWS) continue;
        out->number_first[at] = (uint16_t)used;
        for (uint32_t row = 0; row < rows; row++, used++) {
            const char *unit = toll_tables_cell(tables, table, row, toll_tables_column(tables, table, "unit"));
            toll_unit code = !strcmp(unit, "percent") ? TOLL_UNIT_PERCENT : !strcmp(unit, "times") ? TOLL_UNIT_TIMES : TOLL_UNIT_NUMBER;
            out->numbers[used] = (toll_number_row){cell_number(tables, table, row, "value", NAN),
                cell_number(tables, table, row, "low", NAN), cell_number(tables, table, row, "high", NAN), (uint8_t)code};
        }
    }
}

static void read_calendar(toll_mention_words *out, const toll_tables *tables)
{
    size_t used = 0;
    for (unsigned at = 0; at < 256; at++) {
        uint16_t table = (uint16_t)at;
        uint32_t rows = toll_tables_rows(tables, table);
        out->calendar_first[at] = TOLL_NO_ROWS;
        if (!rows || !is_file(toll_tables_name(tables, table), "calendar.tsv") || used + rows > TOLL_CALENDAR_ROWS) continue;
        out->calendar_first[at] = (uint16_t)used;
        for (uint32_t row = 0; row < rows; row++, used++) {
            const char *grain = toll_tables_cell(tables, table, row, toll_tables_column(tables, table, "grain"));
            double value = cell_number(tables, table, row, "value", 0);
            out->calendar[used] = (toll_calendar_row){(int16_t)value, (int16_t)cell_number(tables, table, row, "to", value),
                (int16_t)cell_number(tables, table, row, "month", 0), (uint8_t)grain[0]};
        }
    }
}

static void resolve_numbers(toll_mention_words *out, const toll_tables *tables)
{
    const struct {
        uint8_t *class_;
        const char *name;
        bool begins;
    } wanted[] = {{&out->number.small, "number_small", true}, {&out->number.ten, "number_ten", true},
        {&out->number.hundred, "number_hundred", true}, {&out->number.scale, "number_scale", false},
        {&out->number.suffix, "number_suffix", false}, {&out->number.dozen, "number_dozen", true},
        {&out->number.vague, "number_vague", true}, {&out->number.group, "number_group", true},
        {&out->number.ordinal, "number_ordinal", true}, {&out->number.ordinal_end, "number_ordinal_end", false},
        {&out->number.part, "number_part", true}, {&out->number.article, "number_article", true}, {&out->number.none, "number_none", true},
        {&out->number.idle, "number_idle", true}, {&out->number.and, "number_and", false}, {&out->number.point, "number_point", false},
        {&out->number.minus, "number_minus", true}, {&out->number.of, "number_of", false}, {&out->number.share, "number_share", false},
        {&out->number.unit, "number_unit", false}, {&out->number.over, "number_over", false}, {&out->number.times, "number_times", true},
        {&out->number.rate, "number_rate", false}, {&out->number.difference, "number_difference", false},
        {&out->number.other_before, "number_other_before", false}, {&out->number.other_after, "number_other_after", false},
        {&out->number.rise, "number_rise", false}, {&out->number.other, "number_other", true},
        {&out->number.not_one, "number_not_one", false}, {&out->number.that, "number_that", false},
        {&out->number.after_one, "number_after_one", false}, {&out->number.negation, "negation", false},
        {&out->number.designation, "number_designation", false}, {&out->number.designation_after, "number_designation_after", false},
        {&out->number.measure, "number_measure", false}, {&out->number.age, "number_age", false},
        {&out->number.currency, "number_currency", false}, {&out->number.year_before, "number_year_before", false}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        *wanted[i].class_ = toll_tables_class(tables, wanted[i].name);
        if (wanted[i].begins) toll_classes_add(&out->number_begins, *wanted[i].class_);
    }
    read_numbers(out, tables);
}

static void resolve_dates(toll_mention_words *out, const toll_tables *tables)
{
    const struct {
        uint8_t *class_;
        const char *name;
    } wanted[] = {{&out->date.month, "month"}, {&out->date.weekday, "weekday"}, {&out->date.weekday_short, "weekday_short"},
        {&out->date.weekday_worn, "weekday_worn"}, {&out->date.unit, "date_unit"}, {&out->date.shift, "date_shift"},
        {&out->date.anchor, "date_anchor"}, {&out->date.direction, "date_direction"}, {&out->date.holiday, "holiday"},
        {&out->date.quarter, "quarter"}, {&out->date.quarter_latest, "quarter_latest"}, {&out->date.phase, "date_phase"},
        {&out->date.since, "date_since"}, {&out->date.until, "date_until"}, {&out->date.by, "date_by"},
        {&out->date.range_begin, "date_range_begin"}, {&out->date.range_link, "date_range_link"}, {&out->date.reach, "date_reach"},
        {&out->date.then, "date_then"}, {&out->date.then_since, "date_then_since"}, {&out->date.future, "date_future"},
        {&out->date.month_before, "date_month_before"}, {&out->date.idle, "date_idle"}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) *wanted[i].class_ = toll_tables_class(tables, wanted[i].name);
    toll_classes_add(&out->date_turns, out->date.idle);
    toll_classes_add(&out->date_turns, out->date.future);
    read_calendar(out, tables);
}

void toll_mention_words_resolve(toll_mention_words *out, const toll_tables *tables)
{
    *out = (toll_mention_words){.number_kind = toll_tables_kind(tables, "number"),
        .quantity_kind = toll_tables_kind(tables, "quantity"),
        .quantity_number_kind = toll_tables_kind(tables, "quantity_number"),
        .date_kind = toll_tables_kind(tables, "date"),
        .date_number_kind = toll_tables_kind(tables, "date_number")};
    resolve_numbers(out, tables);
    resolve_dates(out, tables);
}
