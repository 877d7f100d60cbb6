/* In: a grid and which of its columns and rows are wanted. Out: counts. One pass over the rows; nothing is guessed but the names that columns of
 * figures usually have. */
#include "counts.h"

#include <math.h>

#include "base/fault.h"

enum { most_filters = 8 };

typedef struct filter {
    int column;
    toll_text value;
} filter;

static const char *const usual_deaths[] = {"deaths", "dead", "killed", "losses", "count", "number", "toll", "n"};
static const char *const usual_people[] = {"population", "people", "all", "total", "inhabitants"};

static toll_status no_column(const char *what, const char *name, const toll_grid *grid, toll_error *error)
{
    char names[200];
    toll_grid_names(names, sizeof names, grid);
    return toll_error_set(error, TOLL_E_USAGE, grid->where, "there is no column \"%s\" with the %s; it has %s", name, what, names);
}

static toll_status find_column(int *out, const char *what, const char *name, const toll_grid *grid, toll_error *error)
{
    *out = toll_grid_column(grid, toll_text_of(name));
    return *out >= 0 ? TOLL_OK : no_column(what, name, grid, error);
}

static int usual_column(const toll_grid *grid, bool people)
{
    const char *const *names = people ? usual_people : usual_deaths;
    size_t count = people ? sizeof usual_people / sizeof *usual_people : sizeof usual_deaths / sizeof *usual_deaths;
    for (size_t i = 0; i < count; i++) {
        int column = toll_grid_column(grid, toll_text_of(names[i]));
        if (column >= 0) return column;
    }
    return -1;
}

static toll_status find_figure(int *out, const toll_grid *grid, const toll_counts_options *options, toll_error *error)
{
    const char *what = options->people ? "people" : "deaths";
    if (options->figure) return find_column(out, what, options->figure, grid, error);
    *out = usual_column(grid, options->people);
    return *out >= 0 || !options->people ? TOLL_OK : no_column("people (name it with --denominator)", "population", grid, error);
}

/* "a=b,c=d" */
static toll_status read_filters(filter *out, size_t *count, const toll_grid *grid, const char *where, toll_error *error)
{
    *count = 0;
    while (where && *where) {
        toll_text part = {where, strcspn(where, ",")};
        const char *equals = memchr(part.data, '=', part.len);
        if (!equals || equals == part.data || *count == most_filters)
            return toll_error_set(error, TOLL_E_USAGE, NULL, "\"%.*s\" is no COLUMN=VALUE (at most %d of them, with commas between)",
                (int)part.len, part.data, most_filters);
        size_t len = (size_t)(equals - part.data);
        int column = toll_grid_column(grid, (toll_text){part.data, len});
        if (column >= 0) out[(*count)++] = (filter){column, {equals + 1, part.len - len - 1}};
        where += part.len + (where[part.len] == ',');
    }
    return TOLL_OK;
}

static bool passes(const toll_grid *grid, size_t row, const filter *filters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!toll_text_equal(toll_grid_cell(grid, row, (size_t)filters[i].column), filters[i].value)) return false;
    return true;
}

static bool in_window(toll_counts *out, const toll_grid *grid, size_t row, int date, const toll_counts_options *o)
{
    toll_day day;
    if (date < 0 || (o->from == TOLL_DAY_UNKNOWN && o->to == TOLL_DAY_UNKNOWN)) return true;
    if (!toll_day_parse(&day, toll_grid_cell(grid, row, (size_t)date))) {
        out->undated++;
        return false;
    }
    return (o->from == TOLL_DAY_UNKNOWN || day >= o->from) && (o->to == TOLL_DAY_UNKNOWN || day <= o->to);
}

/* False where the cell is no whole number from 0 (people: no number above 0). */
static bool read_figure(double *out, toll_text cell, bool people)
{
    if (!toll_grid_number(out, cell)) return false;
    return people ? *out > 0 : *out >= 0 && *out == floor(*out);
}

toll_status toll_counts_of(toll_counts *out, toll_arena *memory, const toll_grid *grid, const toll_counts_options *options,
    toll_grid_report *report, void *context, toll_error *error)
{
    filter filters[most_filters];
    size_t filter_count;
    int by, figure, date = -1;
    *out = (toll_counts){0};
    toll_status status = find_column(&by, "names", options->by, grid, error);
    if (status >= 0) status = find_figure(&figure, grid, options, error);
    if (status >= 0 && options->date) status = find_column(&date, "days", options->date, grid, error);
    if (status >= 0) status = read_filters(filters, &filter_count, grid, options->where, error);
    if (status < 0) return status;
    if (figure >= 0) out->figure = grid->columns[figure];
    out->items = toll_arena_take(memory, (grid->row_count + 1) * sizeof *out->items);
    if (!out->items) return toll_error_set(error, TOLL_E_MEMORY, grid->where, "not enough memory for its counts");
    for (size_t row = 0; row < grid->row_count; row++) {
        double value = 1;
        if (!passes(grid, row, filters, filter_count) || !in_window(out, grid, row, date, options)) {
            out->left_out++;
            continue;
        }
        toll_text cell = figure >= 0 ? toll_grid_cell(grid, row, (size_t)figure) : (toll_text){NULL, 0};
        if (figure >= 0 && !read_figure(&value, cell, options->people)) {
            toll_error wrong;
            toll_error_at(&wrong, TOLL_E_INPUT, grid->where, grid->lines[row], "\"%.*s\" is no %s; the row is left out",
                (int)toll_text_head(cell, 40).len, cell.data ? cell.data : "", options->people ? "number of people" : "number of deaths");
            if (report) report(context, &wrong);
            continue;
        }
        toll_text name = toll_grid_cell(grid, row, (size_t)by);
        out->items[out->count++] = (toll_disparity_count){name.len ? name : toll_text_of("(not said)"), value};
    }
    return TOLL_OK;
}
