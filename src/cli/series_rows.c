/* The halves of tollbook series that show a series as such: those of a claimant's own claims as a list, and one of any kind in rows: its days, record
 * days, sums or months. In: a ledger that is open. Out: rows. */
#include "series_rows.h"

#include "view/series_rows.h"

static const toll_cli_column columns[] = {{"claimant", "CLAIMANT", 18}, {"name", "NAME", 0}, {"side", "SIDE", 5},
    {"outcome", "OUTCOME", 12}, {"category", NULL, 0}, {"place", NULL, 0}, {"from", "FROM", 10}, {"to", "TO", 10}, {"days", "DAYS", 5},
    {"claims", "CLAIMS", 6}};
enum { column_count = sizeof columns / sizeof *columns };

static int least_outcome(unsigned outcomes)
{
    int outcome = 0;
    while (outcome < TOLL_OUTCOME_COUNT && !(outcomes >> outcome & 1)) outcome++;
    return outcome;
}

void series_set_cells(toll_cli_value *v, const toll_series *s)
{
    toll_cli_set_text(&v[0], toll_text_of(s->claimant));
    toll_cli_set_text(&v[1], toll_text_of(s->name));
    toll_cli_set_text(&v[2], toll_text_of(s->side));
    toll_cli_set_text(&v[3], toll_text_of(toll_outcome_name((toll_outcome)least_outcome(s->outcomes))));
    toll_cli_set_text(&v[4], toll_text_of(s->category));
    toll_cli_set_text(&v[5], toll_text_of(s->place));
    toll_cli_set_day(&v[6], s->count ? s->points[0].day : TOLL_DAY_UNKNOWN);
    toll_cli_set_day(&v[7], s->count ? s->points[s->count - 1].day : TOLL_DAY_UNKNOWN);
    toll_cli_set_count(&v[8], s->count);
}

static void set_own(toll_cli_value *v, const toll_own_series *own)
{
    series_set_cells(v, &own->series);
    toll_cli_set_count(&v[9], own->claim_count);
}

static toll_status load_own(toll_own_list *out, toll_cli_reckoning *asked, const char *claimant, toll_error *error)
{
    *out = (toll_own_list){0};
    toll_status status = toll_cli_find_claimant(asked, claimant, error);
    return status < 0 ? status : toll_own_series_of(out, toll_cli_reckoning_of(asked), claimant, 1, error);
}

int series_print_own(toll_cli_reckoning *asked, const char *claimant)
{
    toll_error error = {0};
    toll_own_list own;
    toll_status status = load_own(&own, asked, claimant, &error);
    toll_cli_rows rows = {.columns = columns, .count = column_count, .view = toll_cli_reckoning_view(asked)};
    toll_cli_value values[column_count];
    toll_buffer out = {0};
    toll_cli_rows_begin(&out, &rows);
    for (size_t i = 0; i < own.count; i++) {
        set_own(values, &own.items[i]);
        toll_cli_rows_add(&out, &rows, values);
    }
    bool written = status < 0 || toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    toll_own_list_free(&own);
    if (status < 0) return toll_cli_fail(&error);
    return written ? TOLL_EXIT_DONE : TOLL_EXIT_USAGE;
}

static int print_rows(toll_cli_reckoning *asked, toll_series_rows *from)
{
    toll_cli_rows rows = {.view = toll_cli_reckoning_view(asked)};
    toll_view_value values[TOLL_SERIES_COLUMNS];
    toll_buffer out = {0};
    bool written = true;
    rows.columns = toll_series_columns(&rows.count, from->kind);
    from->shown = rows.view.format == TOLL_VIEW_TABLE;
    toll_cli_rows_begin(&out, &rows);
    while (written && toll_series_next_row(values, from) == TOLL_OK) {
        toll_cli_rows_add(&out, &rows, values);
        written = toll_cli_flush(&out, false);
    }
    written = written && toll_cli_flush(&out, true);
    toll_cli_rows_end(&rows);
    toll_buffer_free(&out);
    if (!written) return TOLL_EXIT_USAGE;
    toll_buffer said = {0};
    if (from->kind == TOLL_SERIES_SUMS) toll_series_add_sums(&said, from->series);
    if (from->kind == TOLL_SERIES_RECORDS) toll_series_add_records(&said, from->series);
    if (said.len) toll_cli_say("%s: %s", from->series->name, said.data);
    toll_buffer_free(&said);
    return TOLL_EXIT_DONE;
}

static int print_own_rows(toll_cli_reckoning *asked, const char *claimant, const char *name, int kind)
{
    toll_error error = {0};
    toll_own_list own;
    int code = TOLL_EXIT_USAGE;
    toll_status status = load_own(&own, asked, claimant, &error);
    size_t at = status < 0 ? SIZE_MAX : toll_own_find(&own, name);
    if (status < 0) {
        code = toll_cli_fail(&error);
    } else if (at == SIZE_MAX) {
        toll_cli_say(
            "series: \"%s\" has no series \"%s\"; `tollbook series` lists those imported, `tollbook series CLAIMANT --own` those of its claims",
            claimant, name);
    } else {
        toll_series_rows rows = {.series = &own.items[at].series,
            .own = &own.items[at],
            .reckoning = toll_cli_reckoning_of(asked),
            .kind = (toll_series_rows_kind)kind};
        code = print_rows(asked, &rows);
    }
    toll_own_list_free(&own);
    return code;
}

int series_print_rows(toll_cli_reckoning *asked, const char *claimant, const char *name, int kind)
{
    toll_error error = {0};
    toll_series_list list;
    toll_status status = toll_series_load_heads(&list, asked->store, 0, &error);
    size_t at = status < 0 ? SIZE_MAX : toll_series_find(&list, claimant, name);
    if (at != SIZE_MAX) status = toll_series_load_points(&list, at, asked->store, &error);
    int code = TOLL_EXIT_DONE;
    if (status < 0) {
        code = toll_cli_fail(&error);
    } else if (at == SIZE_MAX) {
        code = print_own_rows(asked, claimant, name, kind);
    } else {
        toll_series_rows rows = {.series = &list.items[at].series, .kind = (toll_series_rows_kind)kind};
        code = print_rows(asked, &rows);
    }
    toll_series_list_free(&list);
    return code;
}
