/* What the reckoning asks of the world's tables: which region holds a place, and days that are known ("the invasion began"). Opened once,
 * immutable. */
#ifndef TOLL_ENGINE_WORLD_H
#define TOLL_ENGINE_WORLD_H

#include <tollbook/reckon.h>

typedef struct toll_world toll_world;

toll_status toll_world_open(toll_world **out, toll_error *error);
void toll_world_close(toll_world *world);
/* A toll_reckon_parent: the name of the region or country that holds the place with this id; NULL = unknown. */
const char *toll_world_parent(void *world, const char *place);
/* A toll_reckon_name: of states, groups, institutions and of what is composed of them: "rus-mod" is the Russian defence ministry. */
bool toll_world_name(void *world, char *out, size_t size, const char *id, toll_name_form form);
const char *toll_world_tables(const toll_world *world);      /* their version */
/* The id of the outlet with this id, name or domain, whatever its case; NULL = none is known. */
const char *toll_world_outlet(const toll_world *world, toll_text name);
const toll_known_day *toll_world_days(const toll_world *world, size_t *count);

#endif
