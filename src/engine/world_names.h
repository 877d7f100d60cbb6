/* What ids of states, groups, institutions and categories of things are called. Private to src/engine: world.c holds it. */
#ifndef TOLL_ENGINE_WORLD_NAMES_H
#define TOLL_ENGINE_WORLD_NAMES_H

#include <tollbook/reckon.h>

#include "table/table.h"

typedef struct world_name {
    const char *id, *name;
    const char *before;      /* phrases parted by '|', of which the first is meant; "" = the name */
    size_t order;            /* of reading: of rows with one id the first counts */
} world_name;

typedef struct world_names {
    world_name *items, *kinds, *many;    /* sorted by id; kinds of institutions by the ending that they compose; many of a category */
    size_t count, cap, kind_count, kind_cap, many_count, many_cap;
} world_names;

bool world_names_read(world_names *out, const toll_tables *tables);      /* false where memory runs out; what is read is to be freed all the same */
void world_names_free(world_names *names);
bool world_names_write(const world_names *names, char *out, size_t size, const char *id, toll_name_form form);

#endif
