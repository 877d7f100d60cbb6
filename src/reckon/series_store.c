/* Series in a ledger. In: a series, or the ledger. Out: rows in tables of their own beside the ledger's (rows.h), made with the first
 * import, so that a ledger without series costs nothing for it. A cell keeps its line, its series the file's name and hash, and the table's
 * bytes are kept packed (series_table.c): every figure can be read again. Nothing is overwritten: a table that was corrected is another
 * import, and the latest of a name counts. */
#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "series_table.h"

#include <tollbook/series.h>

static const char newest[] = "SELECT coalesce(max(id), 0) + 1 FROM series";
static const char put_series[] =
    "INSERT INTO series (id, claimant, name, claimant_side, side, category, place, class, outcomes, lag, file, sum, points, "
    "recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
static const char put_cell[] = "INSERT INTO series_cell (series, day, total, daily, qualifier, line) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char put_fault[] = "INSERT INTO series_fault (series, number, kind, day, line, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
static const char faults[] = "SELECT kind, day, line, message FROM series_fault WHERE series = ?1 ORDER BY number";
static const char all[] =
    "SELECT id, claimant, name, claimant_side, side, category, place, class, outcomes, lag, file, sum, points, recorded_at FROM series "
    "ORDER BY claimant, name, id";
static const char cells[] = "SELECT day, total, daily, qualifier, line FROM series_cell WHERE series = ?1 ORDER BY day";

static const char *claimant_of(const toll_series *series)
{
    return series->claimant ? series->claimant : "";
}

static toll_status next_id(int64_t *out, toll_ledger *ledger, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, newest, error);
    if (status >= 0) status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *out = toll_rows_integer(rows, 0);
    toll_rows_close(rows);
    return status;
}

static toll_status write_head(
    toll_ledger *ledger, const toll_series *s, toll_text packed, int64_t id, int64_t recorded_at, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = reckon_series_write_table(ledger, s->sha256, s->file, packed, error);
    if (status >= 0) status = toll_rows_open(&rows, ledger, put_series, error);
    if (status < 0) return status;
    const char *const texts[] = {claimant_of(s), s->name, s->claimant_side, s->side, s->category, s->place};
    const int64_t numbers[] = {s->class_, s->outcomes, s->lag};
    toll_rows_bind_integer(rows, 1, id);
    for (int i = 0; i < 6; i++) toll_rows_bind_text(rows, 2 + i, toll_text_of(texts[i]));
    for (int i = 0; i < 3; i++) toll_rows_bind_integer(rows, 8 + i, numbers[i]);
    toll_rows_bind_text(rows, 11, toll_text_of(s->file));
    toll_rows_bind_text(rows, 12, toll_text_of(s->sha256));
    toll_rows_bind_integer(rows, 13, (int64_t)s->count);
    toll_rows_bind_integer(rows, 14, recorded_at);
    status = toll_rows_run(rows, error);
    toll_rows_close(rows);
    return status;
}

static toll_status write_cells(toll_ledger *ledger, const toll_series *series, int64_t id, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, put_cell, error);
    for (size_t i = 0; i < series->count && status >= 0; i++) {
        const toll_series_point *point = &series->points[i];
        toll_rows_bind_integer(rows, 1, id);
        toll_rows_bind_integer(rows, 2, point->day);
        toll_rows_bind_number(rows, 3, point->total);
        toll_rows_bind_number(rows, 4, point->daily);
        toll_rows_bind_integer(rows, 5, point->qualifier);
        toll_rows_bind_integer(rows, 6, (int64_t)point->line);
        status = toll_rows_run(rows, error);
        toll_rows_reset(rows);
    }
    toll_rows_close(rows);
    return status;
}

static toll_status write_faults(toll_ledger *ledger, const toll_series_fault *list, size_t count, int64_t id, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_status status = toll_rows_open(&rows, ledger, put_fault, error);
    for (size_t i = 0; i < count && status >= 0; i++) {
        toll_rows_bind_integer(rows, 1, id);
        toll_rows_bind_integer(rows, 2, (int64_t)i);
        toll_rows_bind_text(rows, 3, toll_text_of(list[i].kind));
        toll_rows_bind_day(rows, 4, list[i].day);
        toll_rows_bind_integer(rows, 5, (int64_t)list[i].line);
        toll_rows_bind_text(rows, 6, toll_text_of(list[i].message));
        status = toll_rows_run(rows, error);
        toll_rows_reset(rows);
    }
    toll_rows_close(rows);
    return status;
}

static const char *copy(toll_arena *memory, toll_rows *rows, int column, bool *failed)
{
    toll_text text = toll_rows_text(rows, column);
    if (!text.data) return NULL;
    char *out = toll_arena_string(memory, text.data, text.len);
    *failed |= !out;
    return out;
}

static bool read_head(toll_series_kept *out, toll_arena *memory, toll_rows *rows)
{
    bool failed = false;
    toll_series *s = &out->series;
    *out = (toll_series_kept){.id = toll_rows_integer(rows, 0), .recorded_at = toll_rows_integer(rows, 13), .latest = true};
    s->claimant = copy(memory, rows, 1, &failed);
    s->name = copy(memory, rows, 2, &failed);
    s->claimant_side = copy(memory, rows, 3, &failed);
    s->side = copy(memory, rows, 4, &failed);
    s->category = copy(memory, rows, 5, &failed);
    s->place = copy(memory, rows, 6, &failed);
    s->class_ = (uint8_t)toll_rows_integer(rows, 7);
    s->outcomes = (unsigned)toll_rows_integer(rows, 8);
    s->lag = (int)toll_rows_integer(rows, 9);
    s->file = copy(memory, rows, 10, &failed);
    toll_text sum = toll_rows_text(rows, 11);
    if (sum.len < sizeof s->sha256) memcpy(s->sha256, sum.data ? sum.data : "", sum.len);
    s->count = (size_t)toll_rows_integer(rows, 12);
    return !failed;
}

static toll_status read_cells(toll_series_kept *kept, toll_ledger *ledger, toll_arena *memory, toll_error *error)
{
    toll_rows *rows = NULL;
    toll_series_point *points = toll_arena_zero(memory, kept->series.count + 1, sizeof *points);
    size_t count = 0;
    toll_status status = points ? toll_rows_open(&rows, ledger, cells, error)
                                : toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the cells of a series");
    if (status >= 0) toll_rows_bind_integer(rows, 1, kept->id);
    while (status >= 0 && count < kept->series.count && (status = toll_rows_next(rows, error)) == TOLL_OK)
        points[count++] = (toll_series_point){toll_rows_day(rows, 0), toll_rows_number(rows, 1), toll_rows_number(rows, 2),
            (uint8_t)toll_rows_integer(rows, 3), (uint64_t)toll_rows_integer(rows, 4)};
    toll_rows_close(rows);
    kept->series.points = points, kept->series.count = count;
    return status < 0 ? status : TOLL_OK;
}

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static toll_status read_all(
    toll_series_list *out, toll_ledger *ledger, toll_arena *memory, const char *claimant, int64_t as_of, toll_error *error)
{
    toll_rows *rows = NULL;
    size_t cap = 0;
    /* Where there is no such table no series was ever imported. */
    toll_status status = toll_rows_table(ledger, "series", error);
    if (status == TOLL_OK) status = toll_rows_open(&rows, ledger, all, error);
    if (status != TOLL_OK) return status < 0 ? status : TOLL_OK;
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        if (!toll_grow(&out->items, &cap, out->count, sizeof *out->items) || !read_head(&out->items[out->count], memory, rows)) {
            status = toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the ledger's series");
            break;
        }
        toll_series_kept *kept = &out->items[out->count], *before = out->count ? kept - 1 : NULL;
        if ((claimant && !same(kept->series.claimant, claimant)) || (as_of && kept->recorded_at > as_of)) continue;
        if (before && same(before->series.claimant, kept->series.claimant) && same(before->series.name, kept->series.name))
            before->latest = false;
        out->count++;
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

static toll_status load_heads(toll_series_list *out, toll_ledger *ledger, const char *claimant, int64_t as_of, toll_error *error)
{
    *out = (toll_series_list){0};
    toll_arena *memory = toll_base_take(sizeof *memory);
    if (!memory) return toll_error_set(error, TOLL_E_MEMORY, NULL, "not enough memory for the ledger's series");
    toll_arena_init(memory, 0);
    out->memory = memory;
    return read_all(out, ledger, memory, claimant, as_of, error);
}

toll_status toll_series_load_heads(toll_series_list *out, toll_ledger *ledger, int64_t as_of, toll_error *error)
{
    return load_heads(out, ledger, NULL, as_of, error);
}

toll_status toll_series_load_points(toll_series_list *list, size_t at, toll_ledger *ledger, toll_error *error)
{
    return list->items[at].series.points ? TOLL_OK : read_cells(&list->items[at], ledger, list->memory, error);
}

toll_status toll_series_load(toll_series_list *out, toll_ledger *ledger, const char *claimant, bool latest_only, toll_error *error)
{
    toll_status status = load_heads(out, ledger, claimant, 0, error);
    for (size_t i = 0; i < out->count && status >= 0; i++)
        if (out->items[i].latest || !latest_only) status = read_cells(&out->items[i], ledger, out->memory, error);
    return status;
}

toll_status toll_series_load_ends(
    toll_day *from, toll_day *to, const toll_series_list *list, size_t at, toll_ledger *ledger, toll_error *error)
{
    toll_rows *rows = NULL;
    *from = *to = TOLL_DAY_UNKNOWN;
    toll_status status = toll_rows_open(&rows, ledger, "SELECT min(day), max(day) FROM series_cell WHERE series = ?1", error);
    if (status >= 0) toll_rows_bind_integer(rows, 1, list->items[at].id);
    if (status >= 0) status = toll_rows_next(rows, error);
    if (status == TOLL_OK) *from = toll_rows_day(rows, 0), *to = toll_rows_day(rows, 1);
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}

size_t toll_series_find(const toll_series_list *list, const char *claimant, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].latest && same(list->items[i].series.claimant, claimant) && same(list->items[i].series.name, name)) return i;
    return SIZE_MAX;
}

void toll_series_list_free(toll_series_list *list)
{
    if (list->memory) toll_arena_free(list->memory);
    toll_base_free(list->memory);
    toll_base_free(list->items);
    *list = (toll_series_list){0};
}

static bool same_points(const toll_series *a, const toll_series *b)
{
    toll_series_difference difference;
    size_t state = 0;
    if (a->count != b->count || toll_series_next_difference(&difference, a, b, &state) != TOLL_END) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->points[i].qualifier != b->points[i].qualifier) return false;
    return true;
}

static bool same_series(const toll_series *a, const toll_series *b)
{
    return same(a->sha256, b->sha256) && same(a->claimant_side, b->claimant_side) && same(a->side, b->side) &&
           same(a->category, b->category) && same(a->place, b->place) && a->class_ == b->class_ && a->outcomes == b->outcomes &&
           a->lag == b->lag && same_points(a, b);
}

/* TOLL_UNCHANGED where the newest import of the name is this one: the same table, read by the same mapping. */
static toll_status look_for(toll_ledger *ledger, const toll_series *series, toll_error *error)
{
    toll_series_list list;
    toll_status status = load_heads(&list, ledger, claimant_of(series), 0, error);
    for (size_t i = 0; i < list.count && status == TOLL_OK; i++) {
        if (!list.items[i].latest || !same(list.items[i].series.name, series->name)) continue;
        status = toll_series_load_points(&list, i, ledger, error); /* the cells of this one alone */
        if (status == TOLL_OK && same_series(&list.items[i].series, series)) status = TOLL_UNCHANGED;
    }
    toll_series_list_free(&list);
    return status;
}

toll_status toll_series_put(toll_ledger *ledger, const toll_series *series, const toll_series_source *source, toll_error *error)
{
    int64_t id = 0, now = 0;
    toll_status status = toll_rows_begin(ledger, error);
    if (status < 0) return status;
    status = reckon_series_tables(ledger, error);
    if (status >= 0) status = look_for(ledger, series, error);
    if (status == TOLL_UNCHANGED) {
        toll_rows_rollback(ledger);
        return status;
    }
    if (status >= 0) status = next_id(&id, ledger, error);
    if (status >= 0) status = toll_rows_now(&now, ledger, error);
    if (status >= 0) status = write_head(ledger, series, source->packed, id, now, error);
    if (status >= 0) status = write_cells(ledger, series, id, error);
    if (status >= 0) status = write_faults(ledger, source->faults, source->fault_count, id, error);
    if (status >= 0) status = toll_rows_commit(ledger, error);
    if (status < 0) toll_rows_rollback(ledger);
    return status < 0 ? status : TOLL_OK;
}

toll_status toll_series_walk_faults(toll_ledger *ledger, int64_t series, toll_series_fault_visit *visit, void *context, toll_error *error)
{
    toll_rows *rows = NULL;
    char kind[32], message[480];
    toll_status status = toll_rows_table(ledger, "series_fault", error);
    if (status == TOLL_OK) status = toll_rows_open(&rows, ledger, faults, error);
    if (status != TOLL_OK) return status < 0 ? status : TOLL_OK;
    toll_rows_bind_integer(rows, 1, series);
    while ((status = toll_rows_next(rows, error)) == TOLL_OK) {
        reckon_series_cut(kind, sizeof kind, toll_rows_text(rows, 0));
        reckon_series_cut(message, sizeof message, toll_rows_text(rows, 3));
        const toll_series_fault fault = {kind, toll_rows_day(rows, 1), (uint64_t)toll_rows_integer(rows, 2), message};
        status = visit(context, &fault, error);
        if (status < 0) break;
    }
    toll_rows_close(rows);
    return status < 0 ? status : TOLL_OK;
}
