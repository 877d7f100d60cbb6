/* Series as rows. In: a series, imported or of a claimant's own claims. Out: values in columns, row by row. A walk over its points. */
#include "series_rows.h"

#include <math.h>
#include <stdio.h>

const char *const toll_series_kind_names[TOLL_SERIES_KINDS + 1] = {"days", "records", "sums", "months", "highest", NULL};

static const toll_view_column day_columns[] = {{"day", "DAY", 10}, {"total", "TOTAL", 10}, {"stated", "STATED", 8},
    {"derived", "DERIVED", 8}, {"is_derived", NULL, 0}, {"qualifier", "QUALIFIER", 10}, {"line", "LINE", 6},
    {"total_claim", "TOTAL BY", 24}, {"daily_claim", "DAY BY", 24}, {"others", "OTHERS", 6}};
static const toll_view_column record_columns[] = {{"day", "DAY", 10}, {"value", "FIGURE", 10}, {"before_day", "RECORD BEFORE", 13},
    {"before", "OF", 10}, {"margin", "MORE BY", 8}, {"missing", "DAYS MISSING BETWEEN", 20}, {"known", "DAYS HELD", 9}};
static const toll_view_column sum_columns[] = {{"day", "DAY", 10}, {"total", "TOTAL", 10}, {"before_day", "TOTAL BEFORE", 12},
    {"before", "OF", 10}, {"computed", "DIFFERENCE", 10}, {"stated", "DAYS STATED", 11}, {"off", "OFF BY", 8}, {"state", "STATE", 6},
    {"days", "DAYS", 5}, {"unstated", "WITHOUT A FIGURE", 16}};
static const toll_view_column month_columns[] = {{"month", "MONTH", 8}, {"by_report", "BY DAY OF REPORT", 16},
    {"by_loss", "BY DAY OF LOSS", 14}, {"per_day", "A DAY", 8}, {"known", "DAYS HELD", 9}, {"days", "OF", 4}};
static const toll_view_column highest_columns[] = {{"day", "DAY", 10}, {"value", "FIGURE", 10}, {"record_from", "A RECORD FROM", 13},
    {"higher_day", "HIGHER BEFORE", 13}, {"higher", "OF", 10}, {"known", "DAYS HELD BEFORE", 16}, {"missing", "MISSING", 7}};
enum { HIGHEST = 10 };

const toll_view_column *toll_series_columns(size_t *count, toll_series_rows_kind kind)
{
    switch (kind) {
    case TOLL_SERIES_DAYS: *count = sizeof day_columns / sizeof *day_columns; return day_columns;
    case TOLL_SERIES_RECORDS: *count = sizeof record_columns / sizeof *record_columns; return record_columns;
    case TOLL_SERIES_SUMS: *count = sizeof sum_columns / sizeof *sum_columns; return sum_columns;
    case TOLL_SERIES_HIGHEST: *count = sizeof highest_columns / sizeof *highest_columns; return highest_columns;
    default: *count = sizeof month_columns / sizeof *month_columns; return month_columns;
    }
}

static void set(toll_view_value *value, const toll_series_rows *rows, double number)
{
    if (rows->shown) toll_view_set_grouped(value, number);
    else toll_view_set_number(value, number);
}

static void set_claim(toll_view_value *value, const toll_series_rows *rows, const uint32_t *claims, size_t at)
{
    bool any = rows->own && claims[at] != UINT32_MAX;
    toll_view_set_text(value, toll_text_of(any ? toll_reckoning_claim(rows->reckoning, claims[at])->id : NULL));
}

static toll_status next_day(toll_view_value *v, toll_series_rows *rows)
{
    size_t i = rows->walk.at++;
    if (i >= rows->series->count) return TOLL_END;
    const toll_series_point *point = rows->point = &rows->series->points[i];
    const toll_own_series *own = rows->own;
    double before = toll_series_total(rows->series, point->day - 1);
    toll_view_set_day(&v[0], point->day);
    set(&v[1], rows, point->total);
    set(&v[2], rows, point->daily);
    set(&v[3], rows, point->total - before);
    toll_view_set_truth(&v[4], isnan(point->daily) && !isnan(point->total - before));
    toll_view_set_text(&v[5], toll_text_of(toll_qualifier_name((toll_qualifier)point->qualifier)));
    toll_view_set_number(&v[6], point->line ? (double)point->line : (double)NAN);
    set_claim(&v[7], rows, own ? own->total_claims : NULL, i);
    set_claim(&v[8], rows, own ? own->daily_claims : NULL, i);
    toll_view_set_count(&v[9], own ? own->others[i] : 0);
    return TOLL_OK;
}

static toll_status next_record(toll_view_value *v, toll_series_rows *rows)
{
    toll_series_record_day record;
    toll_status status = toll_series_next_record(&record, rows->series, &rows->walk);
    if (status != TOLL_OK) return status;
    rows->point = record.point;
    toll_view_set_day(&v[0], record.point->day);
    set(&v[1], rows, record.value);
    toll_view_set_day(&v[2], record.before->day);
    set(&v[3], rows, record.before_value);
    set(&v[4], rows, record.value - record.before_value);
    toll_view_set_count(&v[5], record.missing);
    toll_view_set_count(&v[6], record.known);
    return TOLL_OK;
}

static toll_status next_sum(toll_view_value *v, toll_series_rows *rows)
{
    toll_status status = toll_series_next_sum(&rows->sum, rows->series, &rows->walk);
    const toll_series_sum *s = &rows->sum;
    if (status != TOLL_OK) return status;
    rows->point = s->point;
    toll_view_set_day(&v[0], s->point->day);
    set(&v[1], rows, s->point->total);
    toll_view_set_day(&v[2], s->before->day);
    set(&v[3], rows, s->before->total);
    set(&v[4], rows, s->computed);
    set(&v[5], rows, s->stated);
    set(&v[6], rows, s->off);
    toll_view_set_text(&v[7], toll_text_of(toll_series_sum_name(s->state)));
    toll_view_set_count(&v[8], s->days);
    toll_view_set_count(&v[9], s->unstated);
    return TOLL_OK;
}

static toll_status next_month(toll_view_value *v, toll_series_rows *rows)
{
    toll_series_month month;
    toll_status status = toll_series_next_month(&month, rows->series, &rows->walk);
    if (status != TOLL_OK) return status;
    int len = snprintf(v[0].own, sizeof v[0].own, "%04d-%02d", month.year, month.month);
    v[0].number = false, v[0].text = (toll_text){v[0].own, len < 0 ? 0 : (size_t)len};
    set(&v[1], rows, month.by_report);
    set(&v[2], rows, month.by_loss);
    set(&v[3], rows, round(month.by_report / (double)month.days * 10) / 10);
    toll_view_set_count(&v[4], month.known);
    toll_view_set_count(&v[5], month.days);
    return TOLL_OK;
}

/* The highest day behind the one before in the order of figures; of equal ones the earlier. */
static const toll_series_point *next_highest(const toll_series *s, const toll_series_point *before)
{
    const toll_series_point *best = NULL;
    double top = before ? toll_series_daily(s, before->day) : INFINITY, most = 0;
    for (size_t i = 0; i < s->count; i++) {
        const toll_series_point *point = &s->points[i];
        double value = toll_series_daily(s, point->day);
        if (isnan(value) || value > top || (value == top && before && point->day <= before->day)) continue;
        if (value > most) best = point, most = value;
    }
    return best;
}

static toll_status next_of_highest(toll_view_value *v, toll_series_rows *rows)
{
    const toll_series *s = rows->series;
    toll_series_record record;
    if (rows->walk.at++ >= HIGHEST || !(rows->point = next_highest(s, rows->point))) return TOLL_END;
    double value = toll_series_daily(s, rows->point->day);
    (void)toll_series_check_record(&record, s, rows->point->day, value, TOLL_DAY_UNKNOWN);
    toll_view_set_day(&v[0], rows->point->day);
    set(&v[1], rows, value);
    toll_view_set_day(
        &v[2], record.higher && record.holds_from == rows->point->day ? TOLL_DAY_UNKNOWN : record.holds_from); /* none would */
    toll_view_set_day(&v[3], record.higher ? record.higher->day : TOLL_DAY_UNKNOWN);
    set(&v[4], rows, record.higher_value);
    toll_view_set_count(&v[5], record.known);
    toll_view_set_count(&v[6], record.missing);
    return TOLL_OK;
}

toll_status toll_series_next_row(toll_view_value values[TOLL_SERIES_COLUMNS], toll_series_rows *rows)
{
    static toll_status (*const nexts[TOLL_SERIES_KINDS])(toll_view_value * v, toll_series_rows * rows) = {
        next_day, next_record, next_sum, next_month, next_of_highest};
    return nexts[rows->kind](values, rows);
}

static void add_count(toll_buffer *out, const char *before, size_t count, const char *behind)
{
    toll_buffer_add_string(out, before);
    toll_view_add_grouped(out, (double)count);
    toll_buffer_add_string(out, behind);
}

void toll_series_add_sums(toll_buffer *out, const toll_series *series)
{
    size_t counts[4] = {0}, all = 0;
    toll_series_walk walk = {0};
    toll_series_sum sum;
    while (toll_series_next_sum(&sum, series, &walk) == TOLL_OK) counts[sum.state]++, all++;
    if (!all) {
        toll_buffer_add_string(out, "There are no two totals.");
        return;
    }
    add_count(out, "Of ", all, all == 1 ? " total with one before it " : " totals with one before them ");
    add_count(out, "", counts[TOLL_SERIES_SUM_HOLDS], " add up with the days’ own figures, ");
    add_count(out, "", counts[TOLL_SERIES_SUM_OFF], " do not, ");
    add_count(out, "", counts[TOLL_SERIES_SUM_FALLS], " are below the one before, and of ");
    add_count(out, "", counts[TOLL_SERIES_SUM_OPEN], " it cannot be told: days between have no figure of their own.");
}

void toll_series_add_records(toll_buffer *out, const toll_series *series)
{
    size_t records = 0, held = 0, days = 0;
    toll_series_walk walk = {0};
    toll_series_record_day record;
    while (toll_series_next_record(&record, series, &walk) == TOLL_OK) records++;
    for (size_t i = 0; i < series->count; i++)
        if (!isnan(toll_series_daily(series, series->points[i].day))) held++;
    if (series->count) days = (size_t)((long)series->points[series->count - 1].day - series->points[0].day + 1);
    add_count(out, "", records, records == 1 ? " day has" : " days have");
    add_count(out, " more than every day before, in this claimant’s own daily series: ", held, " of ");
    add_count(out, "", days, " days are held.");
}
