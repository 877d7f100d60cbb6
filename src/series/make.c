/* In: a grid and its mapping. Out: a series for each that the mapping names, its days in order, and what is wrong with rows and dates. A
 * cell that is no number is no figure, and said; a row that the mapping skips is no row. One pass over the rows a series. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fault.h"
#include "series.h"

const char *toll_lint_name(toll_lint lint)
{
    static const char *const names[] = {"date", "address", "transposed", "falling", "difference", "type", "source"};
    return (unsigned)lint < sizeof names / sizeof *names ? names[lint] : NULL;
}

bool toll_series_add_error(toll_series_set *set, toll_lint lint, const char *series, uint64_t line, toll_day day, const char *format, ...)
{
    va_list arguments;
    if (!toll_grow(&set->errors, &set->error_cap, set->error_count, sizeof *set->errors)) return false;
    toll_series_error *error = &set->errors[set->error_count++];
    *error = (toll_series_error){.lint = lint, .series = series, .line = line, .day = day};
    va_start(arguments, format);
    int len = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (len < 0) error->message[0] = '\0';
    toll_utf8_tidy(error->message);
    return true;
}

typedef struct maker {
    toll_series_set *set;
    const toll_grid *grid;
    const toll_series_map *map;
    toll_day *days; /* of the rows; TOLL_DAY_UNKNOWN = in no series */
    size_t *order;  /* rows by their days */
    int date, qualifier, source, url, skip;
    toll_error *error;
} maker;

static toll_text cell(const maker *it, size_t row, int column)
{
    return column < 0 ? (toll_text){NULL, 0} : toll_grid_cell(it->grid, row, (size_t)column);
}

static bool find(int *out, maker *it, const char *name, toll_status *status)
{
    char names[200];
    *out = -1;
    if (!name || *status < 0) return false;
    *out = toll_grid_column(it->grid, toll_text_of(name));
    if (*out >= 0) return true;
    toll_grid_names(names, sizeof names, it->grid);
    *status = toll_error_set(
        it->error, TOLL_E_USAGE, it->grid->where, "the mapping names a column \"%s\" that it lacks; it has %s", name, names);
    return false;
}

/* The day written in an address: /2023/03/12/ or 2023-03-12; unknown where there is none. */
static toll_day day_in(toll_text url)
{
    for (size_t i = 0; i + 10 <= url.len; i++) {
        const char *at = url.data + i;
        char iso[11];
        if ((at[4] != '-' && at[4] != '/' && at[4] != '.') || at[7] != at[4]) continue;
        memcpy(iso, at, 10);
        iso[4] = iso[7] = '-', iso[10] = '\0';
        toll_day day;
        if (toll_day_parse(&day, (toll_text){iso, 10})) return day;
    }
    return TOLL_DAY_UNKNOWN;
}

static bool read_day(maker *it, size_t row)
{
    toll_text text = cell(it, row, it->date);
    char iso[16];
    uint64_t line = it->grid->lines[row];
    it->days[row] = TOLL_DAY_UNKNOWN;
    if (it->skip >= 0 && toll_text_is(cell(it, row, it->skip), it->map->skip_value)) {
        it->set->skipped++;
        return true;
    }
    if (!toll_day_parse(&it->days[row], text)) {
        it->days[row] = TOLL_DAY_UNKNOWN;
        return toll_series_add_error(it->set, TOLL_LINT_DATE, NULL, line, TOLL_DAY_UNKNOWN,
            "\"%.*s\" is no date, so the row is in no series; write YYYY-MM-DD", (int)toll_text_head(text, 40).len,
            text.data ? text.data : "");
    }
    toll_day told = day_in(cell(it, row, it->url));
    long apart = told == TOLL_DAY_UNKNOWN ? 0 : labs((long)told - it->days[row]);
    if (apart <= 1) return true;
    toll_day_format(iso, told);
    return toll_series_add_error(it->set, TOLL_LINT_URL, NULL, line, it->days[row], "its address has %s, %ld days away", iso, apart);
}

/* Rows by days, and of equal days in the order of the file. */
typedef struct place {
    toll_day day;
    size_t row;
} place;

static int compare_places(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->day != y->day) return x->day < y->day ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static bool order_rows(maker *it, toll_arena *memory, size_t *count)
{
    place *places = toll_arena_take(memory, (it->grid->row_count + 1) * sizeof *places);
    size_t made = 0;
    toll_day last = TOLL_DAY_UNKNOWN;
    if (!places) return false;
    for (size_t row = 0; row < it->grid->row_count; row++) {
        toll_day day = it->days[row];
        if (day == TOLL_DAY_UNKNOWN) continue;
        if (last != TOLL_DAY_UNKNOWN && day < last &&
            !toll_series_add_error(
                it->set, TOLL_LINT_DATE, NULL, it->grid->lines[row], day, "the date goes back by %ld days", (long)last - day))
            return false;
        last = day;
        places[made++] = (place){day, row};
    }
    if (made) qsort(places, made, sizeof *places, compare_places);
    *count = 0;
    for (size_t i = 0; i < made; i++) {
        bool again = *count && places[i].day == it->days[it->order[*count - 1]];
        if (!again) it->order[(*count)++] = places[i].row;
        else if (!toll_series_add_error(it->set, TOLL_LINT_DATE, NULL, it->grid->lines[places[i].row], places[i].day,
                     "the day is there already, in line %llu; the first counts",
                     (unsigned long long)it->grid->lines[it->order[*count - 1]]))
            return false;
    }
    return true;
}

/* A figure, or NAN; a cell that holds something else is said. */
static bool read_figure(double *out, maker *it, size_t row, int column, const char *series)
{
    toll_text text = cell(it, row, column);
    *out = (double)NAN;
    if (!text.len || toll_grid_number(out, text)) return true;
    *out = (double)NAN;
    return toll_series_add_error(it->set, TOLL_LINT_TYPE, series, it->grid->lines[row], it->days[row], "\"%.*s\" is no number",
        (int)toll_text_head(text, 40).len, text.data);
}

static uint8_t qualifier_of(toll_text word)
{
    int found = word.len ? toll_qualifier_from_name(word) : TOLL_QUALIFIER_EXACT;
    if (toll_text_is(word, "more")) found = TOLL_QUALIFIER_MORE_THAN;
    return (uint8_t)(found < 0 ? TOLL_QUALIFIER_EXACT : found);
}

static bool fill(toll_series *series, maker *it, toll_arena *memory, size_t row_count, int total, int daily)
{
    toll_series_point *points = toll_arena_take(memory, (row_count + 1) * sizeof *points);
    if (!points) return false;
    for (size_t i = 0; i < row_count; i++) {
        size_t row = it->order[i];
        toll_series_point point = {
            .day = it->days[row], .line = it->grid->lines[row], .qualifier = qualifier_of(cell(it, row, it->qualifier))};
        if (!read_figure(&point.total, it, row, total, series->name) || !read_figure(&point.daily, it, row, daily, series->name))
            return false;
        if (!isnan(point.total) || !isnan(point.daily)) points[series->count++] = point;
    }
    series->points = points;
    return true;
}

/* One claimant's own reports may come from two offices: a line that goes on over such a change is two lines. */
static bool look_at_sources(maker *it, size_t row_count)
{
    for (size_t i = 1; i < row_count && it->source >= 0; i++) {
        toll_text before = cell(it, it->order[i - 1], it->source), now = cell(it, it->order[i], it->source);
        if (toll_text_equal(before, now)) continue;
        if (!toll_series_add_error(it->set, TOLL_LINT_SOURCE, NULL, it->grid->lines[it->order[i]], it->days[it->order[i]],
                "the source changes from \"%.*s\" to \"%.*s\": figures before and after are not one count",
                (int)toll_text_head(before, 40).len, before.data ? before.data : "", (int)toll_text_head(now, 40).len,
                now.data ? now.data : ""))
            return false;
    }
    return true;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static toll_status make_all(maker *it, toll_arena *memory)
{
    toll_series_set *set = it->set;
    size_t row_count = 0;
    toll_status status = TOLL_OK;
    for (size_t row = 0; row < it->grid->row_count; row++)
        if (!read_day(it, row)) return TOLL_E_MEMORY;
    if (!order_rows(it, memory, &row_count) || !look_at_sources(it, row_count)) return TOLL_E_MEMORY;
    for (size_t i = 0; i < it->map->count; i++) {
        const toll_series_line *line = &it->map->lines[i];
        int total, daily;
        find(&total, it, line->total, &status);
        find(&daily, it, line->daily, &status);
        if (status < 0) return status;
        toll_series *series = &set->series[set->count];
        *series = (toll_series){.name = line->name,
            .claimant = it->map->claimant,
            .claimant_side = it->map->claimant_side,
            .side = line->side,
            .category = line->category,
            .place = line->place,
            .class_ = line->class_,
            .outcomes = line->outcomes,
            .lag = it->map->lag,
            .file = base_name(it->grid->where)};
        memcpy(series->sha256, it->grid->sha256, sizeof series->sha256);
        if (!fill(series, it, memory, row_count, total, daily)) return TOLL_E_MEMORY;
        if (!toll_series_lint(set, series)) return TOLL_E_MEMORY;
        set->count++;
    }
    return TOLL_OK;
}

static int compare_errors(const void *a, const void *b)
{
    const toll_series_error *x = a, *y = b;
    if (x->line != y->line) return x->line < y->line ? -1 : 1;
    if (x->lint != y->lint) return x->lint < y->lint ? -1 : 1;
    return strcmp(x->series ? x->series : "", y->series ? y->series : "");
}

toll_status toll_series_make(toll_series_set *out, toll_arena *memory, const toll_grid *grid, const toll_series_map *map, toll_error *error)
{
    *out = (toll_series_set){0};
    maker it = {.set = out, .grid = grid, .map = map, .error = error};
    toll_status status = TOLL_OK;
    find(&it.date, &it, map->date, &status);
    find(&it.qualifier, &it, map->qualifier, &status);
    find(&it.source, &it, map->source, &status);
    find(&it.url, &it, map->url, &status);
    find(&it.skip, &it, map->skip_column, &status);
    if (status < 0) return status;
    it.days = toll_arena_take(memory, (grid->row_count + 1) * sizeof *it.days);
    it.order = toll_arena_take(memory, (grid->row_count + 1) * sizeof *it.order);
    out->series = toll_arena_zero(memory, map->count + 1, sizeof *out->series);
    status = it.days && it.order && out->series ? make_all(&it, memory) : TOLL_E_MEMORY;
    if (out->error_count) qsort(out->errors, out->error_count, sizeof *out->errors, compare_errors);
    return status == TOLL_E_MEMORY ? toll_error_set(error, status, grid->where, "not enough memory for its series") : status;
}

void toll_series_set_free(toll_series_set *set)
{
    toll_base_free(set->errors);
    *set = (toll_series_set){0};
}
