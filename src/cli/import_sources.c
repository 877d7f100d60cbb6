/* Who stands in a table as its source. In: a table and its mapping. Out: findings `table_error` of the kind "source" where that is an outlet:
 * an outlet passes figures on, and whose they are is what a series has to know. The outlets are the world's table of them. */
#include "import.h"

#include "engine/world.h"

static toll_text trim(toll_text text)
{
    while (text.len && (text.data[0] == ' ' || text.data[0] == '"')) text.data++, text.len--;
    while (text.len && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '"')) text.len--;
    return text;
}

/* "via Reuters" and "Reuters" are one. */
static toll_text without_via(toll_text name)
{
    static const char *const words[] = {"via ", "Via ", "from ", "by ", "source: ", "Source: "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (name.len > len && !memcmp(name.data, words[i], len)) return trim((toll_text){name.data + len, name.len - len});
    }
    return name;
}

/* One name of a cell that may hold several; all of them must be outlets for the cell to be one. */
static const char *outlet_of(const toll_world *world, toll_text cell)
{
    const char *found = NULL;
    while (cell.len) {
        size_t len = 0;
        while (len < cell.len && !strchr(",;/|+&", cell.data[len])) len++;
        toll_text name = without_via(trim((toll_text){cell.data, len}));
        const char *outlet = name.len ? toll_world_outlet(world, name) : found;
        if (name.len && !outlet) return NULL;
        found = outlet;
        cell.data += len, cell.len -= len;
        if (cell.len) cell.data++, cell.len--;
    }
    return found;
}

static bool look_at_cells(toll_series_set *set, const toll_world *world, const toll_grid *grid, const toll_series_map *map)
{
    int column = map->source ? toll_grid_column(grid, toll_text_of(map->source)) : -1;
    toll_text before = {NULL, 0};
    for (size_t row = 0; row < grid->row_count && column >= 0; row++) {
        toll_text cell = toll_grid_cell(grid, row, (size_t)column);
        if (toll_text_equal(cell, before)) continue;
        before = cell;
        const char *outlet = cell.data ? outlet_of(world, cell) : NULL;
        if (outlet &&
            !toll_series_add_error(set, TOLL_LINT_SOURCE, NULL, grid->lines[row], TOLL_DAY_UNKNOWN,
                "the source \"%.*s\" is an outlet (%s), which passes figures on: whose they are from here on, the table does not say",
                (int)toll_text_head(cell, 60).len, cell.data, outlet))
            return false;
    }
    return true;
}

toll_status toll_cli_look_at_sources(
    toll_series_set *set, const toll_grid *grid, const toll_series_map *map, const char *claimant, toll_error *error)
{
    toll_world *world = NULL;
    toll_status status = toll_world_open(&world, error);
    if (status < 0) return status;
    const char *outlet = claimant ? toll_world_outlet(world, toll_text_of(claimant)) : NULL;
    bool done = look_at_cells(set, world, grid, map);
    if (done && outlet)
        done = toll_series_add_error(set, TOLL_LINT_SOURCE, NULL, 1, TOLL_DAY_UNKNOWN,
            "the claimant %s is an outlet, which passes figures on: name the institution whose figures they are, or say that it counted itself",
            outlet);
    toll_world_close(world);
    return done ? TOLL_OK : toll_error_set(error, TOLL_E_MEMORY, grid->where, "not enough memory for what is wrong with it");
}
