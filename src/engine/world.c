/* The world's tables for the reckoning. In: the built-in tables. Out: a sorted array of place ids with the region of each, the names of
 * sides and institutions, and the first days of the wars. Opening costs one pass over the places and a sort; asking is a binary search. */
#include "world.h"

#include <stdlib.h>
#include <strings.h>

#include "base/fault.h"
#include "blob.h"
#include "table/table.h"
#include "world_names.h"

typedef struct holding {
    const char *id, *parent;
} holding;

struct toll_world {
    toll_tables *tables;
    holding *holdings;
    size_t count, cap;
    toll_known_day *days;
    size_t day_count, day_cap;
    world_names names;
};

static int compare(const void *a, const void *b)
{
    return strcmp(((const holding *)a)->id, ((const holding *)b)->id);
}

static bool read_places(toll_world *world, const char *name)
{
    int table = toll_tables_find(world->tables, name);
    if (table < 0) return true;
    uint16_t t = (uint16_t)table;
    int id = toll_tables_column(world->tables, t, "id"), admin = toll_tables_column(world->tables, t, "admin");
    uint32_t rows = admin < 0 ? 0 : toll_tables_rows(world->tables, t);
    for (uint32_t row = 0; row < rows; row++) {
        holding h = {toll_tables_cell(world->tables, t, row, id), toll_tables_cell(world->tables, t, row, admin)};
        if (!*h.id || !*h.parent) continue;
        if (!toll_grow(&world->holdings, &world->cap, world->count, sizeof *world->holdings)) return false;
        world->holdings[world->count++] = h;
    }
    return true;
}

static bool read_days(toll_world *world)
{
    int table = toll_tables_find(world->tables, "conflicts.tsv");
    if (table < 0) return true;
    uint16_t t = (uint16_t)table;
    int name = toll_tables_column(world->tables, t, "name"), start = toll_tables_column(world->tables, t, "start");
    for (uint32_t row = 0; row < toll_tables_rows(world->tables, t); row++) {
        toll_day day;
        if (!toll_day_parse(&day, toll_text_of(toll_tables_cell(world->tables, t, row, start)))) continue;
        if (!toll_grow(&world->days, &world->day_cap, world->day_count, sizeof *world->days)) return false;
        world->days[world->day_count++] = (toll_known_day){toll_tables_cell(world->tables, t, row, name), day};
    }
    return true;
}

toll_status toll_world_open(toll_world **out, toll_error *error)
{
    *out = NULL;
    toll_world *world = toll_base_zero(1, sizeof *world);
    if (!world) return toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    toll_status status = toll_tables_open_own(&world->tables, toll_engine_blob, (size_t)(toll_engine_blob_end - toll_engine_blob), error);
    static const char *const places[] = {"places.tsv", "gazetteer.tsv"};
    for (size_t i = 0; status == TOLL_OK && i < 2; i++)
        if (!read_places(world, places[i])) status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    if (status == TOLL_OK && (!read_days(world) || !world_names_read(&world->names, world->tables)))
        status = toll_error_set(error, TOLL_E_MEMORY, "", "out of memory");
    if (status != TOLL_OK) {
        toll_world_close(world);
        return status;
    }
    if (world->count) qsort(world->holdings, world->count, sizeof *world->holdings, compare);
    *out = world;
    return TOLL_OK;
}

void toll_world_close(toll_world *world)
{
    if (!world) return;
    toll_tables_close(world->tables);
    toll_base_free(world->holdings);
    toll_base_free(world->days);
    world_names_free(&world->names);
    toll_base_free(world);
}

const char *toll_world_parent(void *context, const char *place)
{
    const toll_world *world = context;
    const holding key = {place, NULL};
    const holding *found = world->count ? bsearch(&key, world->holdings, world->count, sizeof key, compare) : NULL;
    return found ? found->parent : NULL;
}

bool toll_world_name(void *context, char *out, size_t size, const char *id, toll_name_form form)
{
    const toll_world *world = context;
    return world_names_write(&world->names, out, size, id, form);
}

const char *toll_world_tables(const toll_world *world)
{
    return toll_tables_hash(world->tables);
}

/* Is the name one of "Reuters|Reuter"? */
static bool is_one_of(toll_text name, const char *names)
{
    for (; *names; names += strcspn(names, "|"), names += *names == '|')
        if (strcspn(names, "|") == name.len && strncasecmp(names, name.data, name.len) == 0) return true;
    return false;
}

const char *toll_world_outlet(const toll_world *world, toll_text name)
{
    static const char *const columns[] = {"id", "outlet", "outlet_domain"};
    int table = toll_tables_find(world->tables, "outlets.tsv");
    if (table < 0 || !name.len) return NULL;
    uint16_t t = (uint16_t)table;
    int id = toll_tables_column(world->tables, t, "id");
    for (size_t i = 0; i < sizeof columns / sizeof *columns && id >= 0; i++) {
        int column = toll_tables_column(world->tables, t, columns[i]);
        for (uint32_t row = 0; column >= 0 && row < toll_tables_rows(world->tables, t); row++)
            if (is_one_of(name, toll_tables_cell(world->tables, t, row, column))) return toll_tables_cell(world->tables, t, row, id);
    }
    return NULL;
}

const toll_known_day *toll_world_days(const toll_world *world, size_t *count)
{
    *count = world->day_count;
    return world->days;
}
